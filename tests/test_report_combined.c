/* test_report_combined.c: what reports say of how marks are combined, and of what a panel agreed on. */
#include "tests/golden.h"
#include "tests/report_made.h"

#include <locale.h>

/* Another way of combining at the first stage. */
static void combine_by(Made *made, Combination how) {
  static Stage own_stages[2];
  static Rules own_rules;
  static Award own_award;
  own_stages[0] = stages[0];
  own_stages[1] = stages[1];
  own_stages[0].combination = how;
  own_rules = rules;
  own_rules.stages = own_stages;
  own_award = (Award){&own_rules, &criteria, NULL};
  made->input.award = &own_award;
}

static char *combined_sheet(Made *made, Combination how) {
  combine_by(made, how);
  g_autoptr(Document) document = report(made, "scoresheet");
  return written(document, "text");
}

static void test_ways_to_combine(void) {
  const struct {
    Combination how;
    const char *said, *row;
  } cases[] = {
      {{.method = METHOD_MEDIAN, .trim = {0, 1}},
       "Combined by          median, item by item",
       "40           3   80.00   32.00"},
      {{.method = METHOD_TRIMMED, .drop = 1, .trim = {0, 1}, .fallback = METHOD_MEAN},
       "mean without the 1 highest and the 1 lowest, item by item",
       "40         1/3   80.00   32.00"},
      {{.method = METHOD_TRIMMED, .trim = {2, 5}, .minimum = 2},
       "the highest and the lowest 40 percent",
       "40         1/3   80.00   32.00"},
      {{.method = METHOD_MEAN, .trim = {0, 1}, .minimum = 9, .fallback = METHOD_MEDIAN},
       "fewer than 9: their median",
       "few marks, fallback used"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Made) made = {0};
    make(&made, "en");
    g_autofree char *text = combined_sheet(&made, cases[i].how);
    g_test_message("%s", text);
    g_assert_nonnull(strstr(text, cases[i].said));
    g_assert_nonnull(strstr(text, cases[i].row));
  }
}

/* -- what a consensus moved ------------------------------------------------------------------------------------------ */

static ReportAgreed stands[] = {{0, 0, "evidence", "附件3被漏看", "P02"},
                                {0, 3, "scope", "属于2.1", "P01"},
                                {0, 4, "evidence", "只有两年", "P01"},
                                {1, 0, "", "", ""}};
static ReportChange changes[] = {
    {7, "2026-06-01T08:00:00.000Z", "P01", "review", "P02", "1.1", "blank", "95", "evidence: 附件3被漏看"},
    {8, "2026-06-01T08:01:00.000Z", "secretariat", "review", "", "1.2", "85", "blank", "重新讨论"}};

/* E1's panel of the first stage, judged, with 1.1 and 2.2 agreed on. */
static void agree(Made *made, Combination how) {
  static const Mark agreed[] = {9500, MARK_BLANK, MARK_BLANK, 8500, 9000};
  combine_by(made, how);
  made->books[0][0][0].lead = true;
  made->panels[0][0].agreed = agreed;
  GPtrArray *stand = g_ptr_array_new(), *made_so = g_ptr_array_new();
  for (size_t i = 0; i < G_N_ELEMENTS(stands); i++) g_ptr_array_add(stand, &stands[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) g_ptr_array_add(made_so, &changes[i]);
  made->input.agreed = stand;
  made->input.changes = made_so;
}

static void test_consensus(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  agree(&made, (Combination){.method = METHOD_JUDGED, .trim = {0, 1}});
  G_GNUC_UNUSED g_autoptr(GPtrArray) stand = (GPtrArray *)made.input.agreed, made_so = (GPtrArray *)made.input.changes;
  g_autoptr(Document) document = report(&made, "consensus");
  assert_golden_formats(document, "consensus-judged");
  g_autofree char *text = written(document, "text");
  g_assert_nonnull(strstr(text, "what belongs to this item and what to another"));
  g_assert_nonnull(strstr(text, "the leader's figure"));
}

/* Where nothing is judged nothing moves, and it is said. */
static void test_consensus_beside(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  agree(&made, (Combination){.method = METHOD_MEAN, .trim = {0, 1}});
  G_GNUC_UNUSED g_autoptr(GPtrArray) stand = (GPtrArray *)made.input.agreed, made_so = (GPtrArray *)made.input.changes;
  g_autoptr(Document) document = report(&made, "consensus");
  g_autofree char *text = written(document, "text"), *csv = written(document, "csv");
  g_assert_nonnull(strstr(text, "does not count at this stage: its points stay"));
  g_assert_null(strstr(text, "Points moved"));
  g_assert_null(strstr(text, "leader's figure"));
  g_assert_nonnull(strstr(csv, ",0.00,"));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/ways-to-combine", test_ways_to_combine);
  g_test_add_func("/report/consensus", test_consensus);
  g_test_add_func("/report/consensus-beside", test_consensus_beside);
  return g_test_run();
}
