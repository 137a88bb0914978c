/* test_declared.c: checks that a rules pack declares: from its XML to the flag, firing and silent. */
#include "criteria/pack.h"
#include "tests/check_world.h"

#include <locale.h>
#include <string.h>

typedef struct Case {
  const char *title, *attributes, *when;
  const char *panel[4];
  const char *self, *said; /* A1's own marks; "P1 strength|P1 ofi" of S1 */
  const char *expected;    /* "" = silent */
} Case;

/* clang-format off */
static const Case cases[] = {
  {"item-and-number", "", "<when figure=\"percent\" of=\"P1\" is=\"at-least\" value=\"70\"/>", .panel = {"70", "70"},
   .expected = "declared note A1: Ask (P1, percent: 70.0 ≥ 70.0)"},
  {"item-and-number-below", "", "<when figure=\"percent\" of=\"P1\" is=\"at-least\" value=\"70\"/>", .panel = {"70", "65"}, .expected = ""},
  {"above-is-not-equal", "", "<when figure=\"percent\" of=\"P1\" is=\"above\" value=\"70\"/>", .panel = {"70", "70"}, .expected = ""},
  {"below", "", "<when figure=\"percent\" of=\"P1\" is=\"below\" value=\"30\"/>", .panel = {"25", "30"},
   .expected = "declared note A1: Ask (P1, percent: 27.5 < 30.0)"},
  {"at-most", "", "<when figure=\"percent\" of=\"P1\" is=\"at-most\" value=\"27.5\"/>", .panel = {"25", "30"},
   .expected = "declared note A1: Ask (P1, percent: 27.5 ≤ 27.5)"},
  {"item-and-item", "", "<when figure=\"percent\" of=\"R1\" than=\"P1\" is=\"at-least\" value=\"20\"/>", .panel = {"30 60 40 60 40 60 50"},
   .expected = "declared note A1: Ask (R1, percent: 50.0 ≥ 50.0)"},
  {"item-and-item-near", "", "<when figure=\"percent\" of=\"R1\" than=\"P1\" is=\"at-least\" value=\"20\"/>", .panel = {"35 60 40 60 40 60 50"}, .expected = ""},
  {"less-than-nothing", "", "<when figure=\"percent\" of=\"R1\" than=\"P1\" is=\"below\" value=\"-20\"/>", .panel = {"80 60 40 60 40 60 50"},
   .expected = "declared note A1: Ask (R1, percent: 50.0 < 60.0)"},
  {"bands", "", "<when figure=\"band\" of=\"P1\" than=\"P2\" is=\"at-least\" value=\"2\"/>", .panel = {"70 30"},
   .expected = "declared note A1: Ask (P1, number of the band: 5.0 ≥ 5.0)"},
  {"bands-next", "", "<when figure=\"band\" of=\"P1\" than=\"P2\" is=\"at-least\" value=\"2\"/>", .panel = {"65 30"}, .expected = ""},
  {"no-bands", "", "<when figure=\"band\" of=\"L1\" is=\"at-least\" value=\"0\"/>", .panel = {""}, .expected = ""},
  {"spread", "", "<when figure=\"spread\" of=\"P1\" is=\"at-least\" value=\"40\"/>", .panel = {"30", "70"},
   .expected = "declared note A1: Ask (P1, spread: 40.0 ≥ 40.0)"},
  {"spread-of-one", "", "<when figure=\"spread\" of=\"P1\" is=\"at-least\" value=\"0\"/>", .panel = {"30"}, .expected = ""},
  {"self", " each=\"item\" kind=\"results\"", "<when figure=\"self-minus-panel\" is=\"above\" value=\"25\"/>", .panel = {""},
   .self = "100 60 40 60 40 60 80 50", .expected = "declared note A1: Ask (R1, self-mark less the panel's: 30.0 > 25.0)"},
  {"no-self", " each=\"item\"", "<when figure=\"self-minus-panel\" is=\"above\" value=\"-100\"/>", .panel = {""}, .expected = ""},
  {"two-terms", " each=\"item\" kind=\"process\"",
   "<when figure=\"percent\" is=\"at-least\" value=\"80\"/><when figure=\"strengths\" is=\"below\" value=\"2\"/>", .panel = {"80 80"},
   .said = "P1 strength|P2 strength|P2 strength", .expected = "declared note A1: Ask (P1, percent: 80.0 ≥ 80.0; P1, strengths: 1.0 < 2.0)"},
  {"ofis", "", "<when figure=\"ofis\" of=\"P1\" is=\"above\" value=\"1\"/>", .panel = {""}, .said = "P1 ofi|P1 ofi|P1 strength",
   .expected = "declared note A1: Ask (P1, opportunities for improvement: 2.0 > 1.0)"},
  {"comments", "", "<when figure=\"comments\" of=\"P1\" is=\"above\" value=\"2\"/>", .panel = {""}, .said = "P1 ofi|P1 ofi|P1 strength",
   .expected = "declared note A1: Ask (P1, comments: 3.0 > 2.0)"},
  {"comments-of-another-item", "", "<when figure=\"comments\" of=\"P2\" is=\"above\" value=\"0\"/>", .panel = {""}, .said = "P1 ofi", .expected = ""},
  {"comments-on-its-parts", "", "<when figure=\"comments\" of=\"D1\" is=\"above\" value=\"1\"/>", .panel = {""}, .said = "D1/1 ofi|D1/3 strength|D11 ofi",
   .expected = "declared note A1: Ask (D1, comments: 2.0 > 1.0)"},
  {"nobody-marked", "", "<when figure=\"percent\" of=\"P1\" is=\"below\" value=\"100\"/>", .panel = {"-"}, .expected = ""},
  {"part-of-all", "", "<when figure=\"percent\" of=\"total\" is=\"below\" value=\"54\"/>", .panel = {"", "50 50"},
   .expected = "declared note A1: Ask (the total, percent: 53.3 < 54.0)"},
  {"part-of-all-missing", "", "<when figure=\"percent\" of=\"total\" is=\"at-least\" value=\"0\"/>", .panel = {"-"}, .expected = ""},
  {"scorebook", " each=\"scorebook\"", "<when figure=\"percent\" of=\"P2\" than=\"P1\" is=\"at-least\" value=\"30\"/>",
   .panel = {"40 70", "40 60", "- 90", "0 30"},
   .expected = "declared note A1: S1: Ask (P2, percent: 70.0 ≥ 70.0)\ndeclared note A1: S4: Ask (P2, percent: 30.0 ≥ 30.0)"},
  {"scorebook-total", " each=\"scorebook\"", "<when figure=\"percent\" of=\"total\" is=\"above\" value=\"55\"/>",
   .panel = {"", "100", "100 -"}, .expected = "declared note A1: S2: Ask (the total, percent: 58.7 > 55.0)"},
  {"scorebook-band", " each=\"scorebook\"", "<when figure=\"band\" of=\"P1\" is=\"at-least\" value=\"5\"/>", .panel = {"70", "65"},
   .expected = "declared note A1: S1: Ask (P1, number of the band: 5.0 ≥ 5.0)"},
  {"mark", " each=\"mark\" kind=\"results\"",
   "<when figure=\"percent\" is=\"at-least\" value=\"70\"/><when figure=\"strengths\" is=\"below\" value=\"1\"/>",
   .panel = {"80 80 80 80 80 80 70 70", "80 80 80 80 80 80 65 75"}, .said = "R1 strength|R2 ofi",
   .expected = "declared note A1: S1: Ask (R2, percent: 70.0 ≥ 70.0; R2, strengths: 0.0 < 1.0)\n"
               "declared note A1: S2: Ask (R2, percent: 75.0 ≥ 70.0; R2, strengths: 0.0 < 1.0)"},
  {"mark-of-another-item", " each=\"mark\" kind=\"results\"", "<when figure=\"percent\" than=\"P1\" is=\"at-least\" value=\"40\"/>",
   .panel = {"20 60 40 60 40 60 60 50", "40 60 40 60 40 60 60 80"},
   .expected = "declared note A1: S1: Ask (R1, percent: 60.0 ≥ 60.0)\ndeclared note A1: S2: Ask (R2, percent: 80.0 ≥ 80.0)"},
  {"mark-left-blank", " each=\"mark\"", "<when figure=\"percent\" is=\"at-most\" value=\"100\"/><when figure=\"spread\" of=\"P1\" is=\"above\" value=\"90\"/>",
   .panel = {"-", "a"}, .expected = ""},
  {"its-stage", " stage=\"review\"", "<when figure=\"percent\" of=\"P1\" is=\"at-least\" value=\"40\"/>", .panel = {""},
   .expected = "declared note A1: Ask (P1, percent: 40.0 ≥ 40.0)"},
  {"another-stage", " stage=\"defence\"", "<when figure=\"percent\" of=\"P1\" is=\"at-least\" value=\"40\"/>", .panel = {""}, .expected = ""},
};
/* clang-format on */

static Rules *rules_of(const Case *row) {
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strdup_printf(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rules id=\"own\" edition=\"1\" status=\"own\">"
      "<title xml:lang=\"en\">Rules</title><stage id=\"review\" form=\"items\"><title xml:lang=\"en\">R</title></stage>"
      "<stage id=\"defence\" form=\"total\" max=\"720\"><title xml:lang=\"en\">D</title></stage>"
      "<rule name=\"own\" severity=\"note\"%s><title xml:lang=\"zh\">问</title><title "
      "xml:lang=\"en\">Ask</title>%s</rule></rules>",
      row->attributes, row->when);
  Rules *rules = pack_parse_rules(text, strlen(text), "own.xml", NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(rules->n_declared, ==, 1);
  return rules;
}

typedef struct Laid {
  CheckRecord record;
  CheckComment comments[4];
  CheckSelf self;
  Mark marks[WORLD_CELLS];
} Laid;

static void lay(Laid *laid, const Case *row, char **said) {
  for (size_t i = 0; said && said[i]; i++) {
    char *kind = strchr(said[i], ' ');
    *kind = '\0';
    laid->comments[laid->record.n_comments++] = (CheckComment){.item = said[i], .kind = kind + 1, .text = ""};
  }
  laid->record.comments = laid->comments;
  if (!row->self) return;
  g_autoptr(World) other = world_new();
  world_panel(other, "A1", "review", (const char *const[]){row->self, NULL});
  memcpy(laid->marks, other->marks[0][0], sizeof laid->marks);
  laid->self.marks = laid->marks;
  laid->record.n_selves = 1;
  laid->record.selves = &laid->self;
}

static void test_case(const void *data) {
  const Case *row = data;
  g_autoptr(World) world = world_new();
  Rules *rules = rules_of(row);
  g_auto(GStrv) said = row->said ? g_strsplit(row->said, "|", -1) : NULL;
  Laid laid = {.self = {.stage = 0}};
  lay(&laid, row, said);
  world->rules.n_declared = rules->n_declared;
  world->rules.declared = rules->declared;
  world->record = &laid.record;
  world_panel(world, "A1", "review", row->panel);
  g_autofree char *seen = world_flags(world, "declared");
  g_assert_cmpstr(seen, ==, row->expected);
  rules_free(rules);
}

static const char stages_apart[] =
    "<when figure=\"stage-percent\" of=\"review\" than=\"defence\" is=\"at-least\" value=\"15\"/>";

static char *flags_of_stages(int64_t review, int64_t defence) {
  const Case row = {.attributes = "", .when = stages_apart};
  g_autoptr(World) world = world_new();
  Rules *rules = rules_of(&row);
  StageTotal totals[WORLD_APPLICANTS * 3] = {{.state = TOTAL_NO_PANEL}};
  totals[0] = (StageTotal){.state = TOTAL_COMPLETE, .points = {review, 1}, .max = {1000, 1}, .scorebooks = 2};
  totals[2] = (StageTotal){.state = TOTAL_COMPLETE, .points = {defence, 1}, .max = {720, 1}, .scorebooks = 2};
  world->ranking.totals = totals;
  world->rules.n_declared = rules->n_declared;
  world->rules.declared = rules->declared;
  world_stand(world, "A1", "600", "");
  char *seen = world_flags(world, "declared");
  rules_free(rules);
  return seen;
}

static void test_stages(void) {
  g_autofree char *apart = flags_of_stages(750, 432), *near = flags_of_stages(749, 432);
  g_assert_cmpstr(apart, ==, "declared note A1: Ask (Reading of papers, percent: 75.0 ≥ 75.0)");
  g_assert_cmpstr(near, ==, "");
}

static void test_fit(void) {
  static const struct {
    const char *when, *fault; /* NULL: fits */
  } rows[] = {{"<when figure=\"percent\" of=\"total\" is=\"above\" value=\"1\"/>", NULL},
              {"<when figure=\"percent\" of=\"P1\" than=\"R1\" is=\"above\"/>", NULL},
              {"<when figure=\"percent\" of=\"P9\" is=\"above\" value=\"1\"/>", "no node and no subtotal"},
              {"<when figure=\"band\" of=\"total\" is=\"above\" value=\"1\"/>", "no item of the criteria"},
              {"<when figure=\"strengths\" of=\"P1\" than=\"P9\" is=\"above\"/>", "“P9” is no item"}};
  g_autoptr(World) world = world_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    const Case row = {.attributes = "", .when = rows[i].when};
    Rules *rules = rules_of(&row);
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_assert_true(pack_check_rules_fit(rules, &world->criteria, faults) == (rows[i].fault == NULL));
    g_assert_cmpuint(faults->len, ==, rows[i].fault ? 1 : 0);
    if (rows[i].fault) g_assert_nonnull(strstr(faults->pdata[0], rows[i].fault));
    rules_free(rules);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/declared/%s", cases[i].title);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/declared/stages", test_stages);
  g_test_add_func("/declared/fit", test_fit);
  return g_test_run();
}
