/* test_report.c: every report kind in every format, on one small award whose figures were worked out by hand. */
#include "tests/golden.h"
#include "tests/report_made.h"

#include <locale.h>

static void test_golden(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  for (size_t i = 0; i < report_count(); i++) {
    g_autoptr(Document) document = report(&made, report_at(i)->name);
    assert_golden_formats(document, report_at(i)->name);
  }
}

static void test_machines_know_no_language(void) {
  g_auto(Made) english = {0}, chinese = {0};
  make(&english, "en");
  make(&chinese, "zh");
  for (size_t i = 0; i < report_count(); i++) {
    g_autoptr(Document) left = report(&english, report_at(i)->name), right = report(&chinese, report_at(i)->name);
    for (size_t f = 0; f < report_format_count(); f++) {
      g_autofree char *a = written(left, report_format_at(f)->name), *b = written(right, report_format_at(f)->name);
      g_assert_cmpint(g_str_equal(a, b), ==, report_format_at(f)->machine);
    }
  }
}

static void test_head(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  for (size_t i = 0; i < report_count(); i++) {
    g_autoptr(Document) document = report(&made, report_at(i)->name);
    g_autofree char *text = written(document, "text"), *json = written(document, "json");
    g_autofree char *format = g_strdup_printf("{\"format\": \"accolade.%s/1\",\n", report_at(i)->name);
    g_assert_true(g_str_has_prefix(json, format));
    g_assert_nonnull(strstr(json, "\"journal\": {\"events\": 123, \"head\": \"" HASH("4e5f") "\"}"));
    g_assert_nonnull(
        strstr(json, "\"criteria\": {\"id\": \"sample-2026\", \"edition\": \"2026\", \"sha256\": \"" HASH("0a1b")));
    g_assert_nonnull(strstr(
        json, "\"rules\": {\"id\": \"sample-rules\", \"sha256\": \"" HASH("2c3d") "\", \"status\": \"example\"}"));
    g_assert_true(g_str_has_prefix(text, "2026年度示例市长质量奖\n"));
    g_assert_nonnull(strstr(text, "criteria 0a1b0a1b0a1b · rules 2c3d2c3d2c3d · record 4e5f4e5f4e5f"));
    g_assert_nonnull(strstr(text, "123 events"));
  }
}

/* What goes back to an applicant names nobody, in no format, and holds no mark and no points. */
static void test_feedback_names_nobody(void) {
  static const char *const hidden[] = {"P01",        "P02",      "P03",        "张三",         "李四",
                                       "王五",       "assessor", "草稿里的话", "理由不是评语", "订单集中",
                                       "回答清楚\n", "87.50",    "80.00",      "\"points\""};
  static const char *const shown[] = {"每周到现场", "没有对标", "回答清楚、有数据", "报告 p.3"};
  static const char *const factors_shown[] = {"出口占七成", "新任总经理", "家族企业"};
  g_auto(Made) made = {0};
  make(&made, "en");
  g_autoptr(Document) document = report(&made, "feedback");
  for (size_t f = 0; f < report_format_count(); f++) {
    g_autofree char *text = written(document, report_format_at(f)->name);
    for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++) {
      if (strstr(text, hidden[i])) g_test_message("%s in %s", hidden[i], text);
      g_assert_null(strstr(text, hidden[i]));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) g_assert_nonnull(strstr(text, shown[i]));
    bool sheet = g_str_equal(report_format_at(f)->name, "csv"); /* of the comments alone */
    for (size_t i = 0; !sheet && i < G_N_ELEMENTS(factors_shown); i++) g_assert_nonnull(strstr(text, factors_shown[i]));
  }
}

static void test_public_list_holds_no_scores(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  g_autoptr(Document) document = report(&made, "candidates");
  for (size_t f = 0; f < report_format_count(); f++) {
    g_autofree char *text = written(document, report_format_at(f)->name);
    char *body = g_strrstr(text, "<main>") ? g_strrstr(text, "<main>") : text;
    for (guint i = 0; i < made.ranking->standings->len; i++) {
      const Standing *standing = &g_array_index(made.ranking->standings, Standing, i);
      g_autofree char *total = ratio_decimal(*standing->total, 2), *exact = ratio_exact(*standing->total);
      g_assert_null(strstr(body, total));
      g_assert_null(strstr(body, exact));
      for (size_t s = 0; s < 2; s++) {
        g_autofree char *points = ratio_decimal(made.ranking->totals[standing->applicant * 2 + s].points, 2);
        g_assert_null(strstr(body, points));
      }
    }
    g_assert_null(strstr(body, "inside remark"));
    g_assert_null(strstr(body, "\"rank\""));
  }
}

/* A place is vacant once nobody can come for it any more. */
static void test_vacant_when_over(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  for (int over = 0; over <= 1; over++) {
    for (size_t s = 0; s < G_N_ELEMENTS(stage_states); s++) stage_states[s] = over ? STAGE_SEALED : STAGE_OPEN;
    g_autoptr(Document) document = report(&made, "candidates");
    g_autofree char *text = written(document, "text");
    g_assert_true((strstr(text, "Silver: 3 places are not taken yet.") != NULL) == !over);
    g_assert_true((strstr(text, "Silver: 3 places stay vacant.") != NULL) == (over != 0));
  }
  for (size_t s = 0; s < G_N_ELEMENTS(stage_states); s++) stage_states[s] = STAGE_OPEN;
}

static void test_missing_marks_are_named(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  g_autoptr(Document) document = report(&made, "ranking");
  g_autofree char *json = written(document, "json");
  const char *list = strstr(json, "\"incomplete\"");
  const char *e7 = strstr(list, "{\"applicant\": \"E7\""), *s3 = strstr(list, "{\"applicant\": \"S3\"");
  g_assert_true(e7 && s3 && e7 < s3);
  g_assert_nonnull(strstr(e7, "\"reason\": \"marks-missing\", \"missing\": [\"2.1\"]}"));
  g_assert_nonnull(strstr(s3, "\"missing\": [\"1.1\", \"1.2\", \"2.1\", \"2.2\"]}"));
}

static bool fail(G_GNUC_UNUSED void *data, G_GNUC_UNUSED bool (*each)(const Panel *panel, void *user),
                 G_GNUC_UNUSED void *user, GError **error) {
  g_set_error(error, REPORT_ERROR, REPORT_ERROR_INPUT, "the record is gone");
  return false;
}

static void test_failing_source(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  PanelSource source = {.run = fail};
  made.input.source = &source;
  g_autoptr(GError) error = NULL;
  g_assert_null(report_ranking.make(&made.input, &error));
  g_assert_error(error, REPORT_ERROR, REPORT_ERROR_INPUT);
}

/* Of one applicant the flags are told without what holds of the award as a whole. */
static void test_flags_of_one(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  made.input.ranking = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(Document) document = report_flags.make(&made.input, &error);
  g_assert_no_error(error);
  g_autofree char *text = written(document, "text"), *json = written(document, "json");
  g_assert_nonnull(strstr(text, "E1 华星<光电>有限公司"));
  g_assert_null(strstr(text, "by chance alone"));
  g_assert_nonnull(strstr(json, "\"applicant\": {\"id\": \"E1\""));
  g_autoptr(Document) all = report(&made, "flags");
  g_autofree char *whole = written(all, "text");
  g_assert_nonnull(strstr(whole, "by chance alone"));
}

static void test_wants_applicant(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  made.input.applicant = -1;
  for (size_t i = 0; i < report_count(); i++) {
    if (!(report_at(i)->needs & NEEDS_APPLICANT)) continue;
    g_autoptr(GError) error = NULL;
    g_assert_null(report_at(i)->make(&made.input, &error));
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_INPUT);
  }
}

/* Who has withdrawn stands apart under its own word; of one with a veto both grounds are told; the public learns nothing. */
static void test_withdrawn(void) {
  enum { E2_AT = 1, E6_AT = 5 };
  applicants[E2_AT].withdrawn = "股权变更";
  applicants[E6_AT].withdrawn = "自愿退出";
  g_auto(Made) made = {0};
  make(&made, "en");
  g_autoptr(Document) ranking = report(&made, "ranking"), notice = report(&made, "candidates");
  made.input.applicant = E2_AT;
  g_autoptr(Document) sheet = report(&made, "scoresheet"), feedback = report(&made, "feedback");
  g_autofree char *text = written(ranking, "text"), *json = written(ranking, "json"), *csv = written(ranking, "csv");
  g_autofree char *public = written(notice, "text"), *listed = written(notice, "json");
  g_assert_nonnull(strstr(text, "10: 6 ranked, 2 incomplete, 1 excluded, 1 withdrew"));
  const char *apart = strstr(text, "\nWithdrew\n");
  g_assert_true(apart && strstr(apart, "E2 ") && strstr(apart, "股权变更"));
  g_assert_nonnull(strstr(text, "2025年重大安全事故; it has also withdrawn: 自愿退出"));
  g_assert_nonnull(strstr(json, "\"cause\": \"withdrawn\", \"stage\": null, \"reason\": \"股权变更\", "
                                "\"withdrawn\": \"股权变更\""));
  g_assert_nonnull(strstr(json, "\"cause\": \"veto\", \"stage\": null, \"reason\": \"2025年重大安全事故\", "
                                "\"withdrawn\": \"自愿退出\""));
  g_assert_null(strstr(csv, "E2"));
  g_assert_nonnull(strstr(public, "9: 6 ranked, 2 incomplete, 1 excluded\n"));
  g_assert_nonnull(strstr(listed, "{\"applicants\": 9, \"ranked\": 6, \"incomplete\": 2, \"excluded\": 1}"));
  g_assert_true(!strstr(public, "E2") && !strstr(listed, "E2") && !strstr(public, "withdr") &&
                !strstr(listed, "withdr"));
  const Document *const of_one[] = {sheet, feedback};
  for (size_t i = 0; i < G_N_ELEMENTS(of_one); i++) {
    g_autofree char *said = written(of_one[i], "text"), *keys = written(of_one[i], "json");
    g_assert_nonnull(strstr(said, "This applicant has withdrawn from the award"));
    g_assert_null(strstr(said, "股权变更"));
    g_assert_nonnull(strstr(keys, "\"withdrawn\": true"));
  }
  applicants[E2_AT].withdrawn = applicants[E6_AT].withdrawn = "";
}

static void test_nothing_there(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  g_array_set_size(made.ranking->standings, 0);
  g_array_set_size(made.ranking->incomplete, 0);
  g_array_set_size(made.ranking->excluded, 0);
  g_array_set_size(made.ranking->vacancies, 0);
  g_ptr_array_set_size(made.flags, 0);
  made.input.n_panels = 0;
  made.input.source = NULL;
  for (size_t i = 0; i < report_count(); i++) {
    g_autoptr(Document) document = report(&made, report_at(i)->name);
    g_autofree char *json = written(document, "json"), *html = written(document, "html");
    assert_json(json);
    g_assert_nonnull(strstr(json, ": []"));
    g_assert_nonnull(strstr(html, "</html>"));
  }
}

/* Of many checks the gravest come first in the report of agreement; settled flags are no longer asked about. */
static void test_agreement_tells_checks(void) {
  enum { N = 10 };
  g_auto(Made) made = {0};
  make(&made, "en");
  g_ptr_array_set_size(made.flags, 0);
  for (size_t i = 0; i < N; i++) {
    Flag *flag = g_new0(Flag, 1);
    static const FlagForm form = {.sentence = ""};
    *flag = (Flag){.check = check_at(i), .form = &form, .severity = SEVERITY_NOTE, .assessor = -1};
    if (i == N - 2) flag->severity = SEVERITY_ERROR;
    if (i == N - 1) flag->resolved = g_strdup("seen");
    g_ptr_array_add(made.flags, flag);
  }
  g_autoptr(Document) document = report(&made, "agreement");
  g_autofree char *text = written(document, "text");
  const char *found = strstr(text, "What the checks found");
  g_assert_nonnull(found);
  g_assert_nonnull(strstr(found, "ask 9 questions about these marks, 1 of them more than a note"));
  const char *gravest = strstr(found, check_at(N - 2)->title), *first = strstr(found, check_at(0)->title);
  g_assert_true(gravest && first && gravest < first);
  g_assert_nonnull(strstr(found, check_at(N - 2)->next_step));
  g_assert_null(strstr(found, check_at(N - 1)->next_step));
  g_assert_nonnull(strstr(found, "2 more checks found something."));
}

/* What is left out for machines is nothing they read. */
static void test_for_machines(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  for (size_t i = 0; i < report_count(); i++) {
    const char *kind = report_at(i)->name;
    made.input.for_machines = false;
    g_autoptr(Document) whole = report(&made, kind);
    made.input.for_machines = true;
    g_autoptr(Document) less = report(&made, kind);
    if (g_str_equal(kind, "flags")) g_assert_cmpuint(less->parts->len, <, whole->parts->len);
    for (size_t f = 0; f < report_format_count(); f++) {
      const ReportFormat *format = report_format_at(f);
      if (!format->machine) continue;
      g_autofree char *expected = written(whole, format->name), *got = written(less, format->name);
      g_assert_cmpstr(got, ==, expected);
    }
  }
}

static void test_recused_have_no_column(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  made.panels[0][0].n = 2;
  made.panels[0][0].recused = 1;
  g_autoptr(Document) document = report(&made, "matrix");
  for (size_t f = 0; f < report_format_count(); f++) {
    g_autofree char *text = written(document, report_format_at(f)->name);
    g_assert_nonnull(strstr(text, "P02"));
    g_assert_null(strstr(text, "P03"));
  }
}

static void test_readers_language(void) {
  g_auto(Made) made = {0};
  make(&made, "zh");
  static const struct {
    const char *kind, *words;
  } cases[] = {{"ranking", "经济类"},    {"ranking", "金奖"},         {"ranking", "集中答辩 ×0.5"},
               {"candidates", "社会类"}, {"scoresheet", "高层领导"},  {"scoresheet", "成熟"},
               {"scoresheet", "超时"},   {"matrix", "组织治理 <A&B>"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = report(&made, cases[i].kind);
    g_autofree char *text = written(document, "text");
    g_test_message("%s %s", cases[i].kind, cases[i].words);
    g_assert_nonnull(strstr(text, cases[i].words));
  }
}

static void test_without_classes_and_tiers(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  Rules plain = rules;
  plain.n_classes = plain.n_tiers = plain.n_tie_keys = plain.n_overrides = 0;
  Award plain_award = {&plain, &criteria, NULL};
  ranking_free(made.ranking);
  made.ranking = ranking_of(&plain_award, &cycle, &given_source, NULL);
  made.input.award = &plain_award;
  made.input.ranking = made.ranking;
  g_autoptr(Document) document = report(&made, "ranking"), candidates = report(&made, "candidates");
  g_autofree char *text = written(document, "text"), *json = written(document, "json");
  g_autofree char *notice = written(candidates, "text");
  g_assert_null(strstr(text, "Floor"));
  g_assert_null(strstr(text, "Tier"));
  g_assert_null(strstr(text, "Class"));
  g_assert_nonnull(strstr(json, "\"class\": \"\""));
  g_assert_nonnull(strstr(json, "\"floor\": \"\", \"tier\": \"\", \"tied\": true"));
  g_assert_nonnull(strstr(notice, "There are no candidates."));
}

static void test_narrow_terminal(void) {
  g_auto(Made) made = {0};
  make(&made, "en");
  g_autoptr(Document) document = report(&made, "flags");
  g_autofree char *text = written_with(document, "text", (FormatOptions){.width = 80});
  char *table = strstr(text, "Check ");
  char *end = strstr(table, "\n\n");
  *end = '\0';
  g_auto(GStrv) rows = g_strsplit(table, "\n", -1);
  for (char **row = rows; *row; row++) g_assert_cmpuint(text_cells(*row), <=, 80);
  g_assert_nonnull(strstr(table, "…"));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/golden", test_golden);
  g_test_add_func("/report/machines-know-no-language", test_machines_know_no_language);
  g_test_add_func("/report/head", test_head);
  g_test_add_func("/report/feedback-names-nobody", test_feedback_names_nobody);
  g_test_add_func("/report/public-list-holds-no-scores", test_public_list_holds_no_scores);
  g_test_add_func("/report/vacant-when-over", test_vacant_when_over);
  g_test_add_func("/report/missing-marks-are-named", test_missing_marks_are_named);
  g_test_add_func("/report/failing-source", test_failing_source);
  g_test_add_func("/report/flags-of-one", test_flags_of_one);
  g_test_add_func("/report/wants-applicant", test_wants_applicant);
  g_test_add_func("/report/withdrawn", test_withdrawn);
  g_test_add_func("/report/nothing-there", test_nothing_there);
  g_test_add_func("/report/agreement-tells-checks", test_agreement_tells_checks);
  g_test_add_func("/report/recused-have-no-column", test_recused_have_no_column);
  g_test_add_func("/report/for-machines", test_for_machines);
  g_test_add_func("/report/readers-language", test_readers_language);
  g_test_add_func("/report/without-classes-and-tiers", test_without_classes_and_tiers);
  g_test_add_func("/report/narrow-terminal", test_narrow_terminal);
  return g_test_run();
}
