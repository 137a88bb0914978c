/* test_wants.c: what the rules want beside marks, held against comments. */
#include "scoring/wants.h"

#include <locale.h>
#include <string.h>

static const Scale percent = {
    .id = "pct", .type = SCALE_PERCENT, .unit_sign = "%", .unit = 1, .min = 0, .max = 10000, .step = 500};
static const Rubric whole = {.id = "r", .scale = &percent, .max = 10000, .n_cells = 1, .den = 1};
static const Dimension parts[] = {{.id = "a", .weight = 1}, {.id = "b", .weight = 1}};
static const Rubric mean = {.id = "m",
                            .scale = &percent,
                            .combine = COMBINE_MEAN,
                            .n_dimensions = 2,
                            .dimensions = parts,
                            .max = 10000,
                            .n_cells = 2,
                            .den = 2};
static const Node nodes[] = {{.code = "1.1", .item = 0, .rubric = &whole, .cell = 0},
                             {.code = "1.10", .item = 1, .rubric = &whole, .cell = 1},
                             {.code = "2", .item = 2, .rubric = &mean, .cell = 2}};
static const Node *const items[] = {&nodes[0], &nodes[1], &nodes[2]};
static const Criteria criteria = {.n_nodes = 3, .nodes = nodes, .n_items = 3, .items = items, .n_cells = 4};

static void test_applies(void) {
  static const struct {
    Requirement requirement;
    int64_t result, den;
    int16_t unit;
    bool applies;
  } cases[] = {
      {{.what = "ofi"}, 0, 1, 1, true},
      {{.what = "ofi"}, MARK_BLANK, 1, 1, false},
      {{.what = "ofi"}, MARK_ABSTAINED, 1, 1, false},
      {{.what = "ofi"}, MARK_NOT_APPLICABLE, 1, 1, false},
      {{.what = "strength", .from_mark = 7000}, 6999, 1, 1, false},
      {{.what = "strength", .from_mark = 7000}, 7000, 1, 1, true},
      {{.what = "strength", .from_mark = 7000}, 13999, 2, 1, false},
      {{.what = "strength", .from_mark = 7000}, 14000, 2, 1, true},
      {{.what = "ofi", .to_mark = 2000, .to_set = true}, 2000, 1, 1, true},
      {{.what = "ofi", .to_mark = 2000, .to_set = true}, 2500, 1, 1, false},
      {{.what = "ofi", .to_mark = 0, .to_set = true}, 0, 1, 1, true},
      {{.what = "ofi", .to_mark = 0, .to_set = true}, 500, 1, 1, false},
      {{.what = "ofi", .from_mark = 1000, .to_mark = 2000, .to_set = true}, 500, 1, 1, false},
      {{.what = "strength", .from_mark = 40000}, 3999, 1, 10, false},
      {{.what = "strength", .from_mark = 40000}, 4000, 1, 10, true},
      {{.what = "ofi", .to_mark = 40000, .to_set = true}, 8000, 2, 10, true},
      {{.what = "ofi", .to_mark = 40000, .to_set = true}, 8001, 2, 10, false},
      {{.what = "reason"}, MARK_ABSTAINED, 1, 1, true},
      {{.what = "reason"}, MARK_NOT_APPLICABLE, 1, 1, false},
      {{.what = "reason"}, 5000, 1, 1, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(requirement_applies(&cases[i].requirement, cases[i].result, cases[i].den, cases[i].unit), ==,
                    cases[i].applies);
}

static const Noted noted[] = {
    {"1.1", "strength", "1"}, {"1.1", "strength", "1 2"}, {"1.1", "ofi", ""},     {"1.1", "reason", "7"},
    {"1.10", "ofi", "3"},     {"2/a", "ofi", "4 5"},      {"2", "strength", "5"}, {"", "note", "6"},
};

static void test_counts(void) {
  static const struct {
    const char *what, *item;
    unsigned count;
  } cases[] = {{"strength", "1.1", 2},   {"ofi", "1.1", 1},      {"comment", "1.1", 3},     {"reason", "1.1", 1},
               {"key-factor", "1.1", 2}, {"ofi", "1.10", 1},     {"strength", "1.10", 0},   {"ofi", "2", 1},
               {"comment", "2", 2},      {"key-factor", "2", 2}, {"key-factor", "1.10", 1}, {"comment", "3", 0}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Requirement requirement = {.what = cases[i].what};
    g_test_message("%s on %s", cases[i].what, cases[i].item);
    g_assert_cmpuint(requirement_count(&requirement, cases[i].item, G_N_ELEMENTS(noted), noted), ==, cases[i].count);
  }
}

/* "ITEM THERE/WANTED" of each want. */
static char *wants_text(const Requirement *requirements, size_t n, const Mark *marks) {
  const Stage stage = {.form = STAGE_ITEMS, .n_requirements = n, .requirements = requirements};
  g_autoptr(GArray) wants = wants_of(&stage, &criteria, marks, G_N_ELEMENTS(noted), noted);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < wants->len; i++) {
    const Want *want = &g_array_index(wants, Want, i);
    g_string_append_printf(text, "%s%s %u/%u", i ? ", " : "", want->item->code, want->there, want->requirement->min);
  }
  return g_string_free(text, FALSE);
}

static void test_wants(void) {
  static const Requirement all[] = {{.what = "strength", .min = 1, .from_mark = 7000},
                                    {.what = "ofi", .min = 2, .to_mark = 2000, .to_set = true},
                                    {.what = "comment", .max = 2},
                                    {.what = "reason", .min = 1}};
  static const struct {
    Mark marks[4];
    const char *wants;
  } cases[] = {
      {{7000, 7000, 7000, 7000}, "1.1 3/0, 1.10 0/1"},
      {{5000, 6500, 7000, 6500}, "1.1 3/0"},
      {{MARK_BLANK, MARK_BLANK, MARK_BLANK, MARK_BLANK}, ""},
      {{2000, 2500, 2000, 2000}, "1.1 1/2, 1.1 3/0, 2 1/2"},
      {{MARK_ABSTAINED, MARK_ABSTAINED, 5000, 5000}, "1.10 0/1"},
      {{MARK_NOT_APPLICABLE, 7000, 5000, MARK_BLANK}, "1.10 0/1"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *wants = wants_text(all, G_N_ELEMENTS(all), cases[i].marks);
    g_assert_cmpstr(wants, ==, cases[i].wants);
  }
  const Stage figure = {.form = STAGE_TOTAL, .n_requirements = 1, .requirements = all};
  g_autoptr(GArray) none = wants_of(&figure, &criteria, cases[0].marks, 0, NULL);
  g_assert_cmpuint(none->len, ==, 0);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/wants/applies", test_applies);
  g_test_add_func("/wants/counts", test_counts);
  g_test_add_func("/wants/wants", test_wants);
  return g_test_run();
}
