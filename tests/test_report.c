/* test_report.c: every report kind in every format, on one small award whose figures were worked out by hand. */
#include "tests/golden.h"
#include "tests/report_fixture.h"

#include <locale.h>

/* On E1: of the panel, of a draft, of another stage, and what the consensus of the defence took over. */
static ReportComment told[] = {
    {0, "1.1", "ofi", "缺少副职代理 <安排>", "报告 p.12", "", "", "1", "P02", true, false},
    {0, "1.1", "strength", "每周到现场", "报告 p.3", "走访记录.pdf", HASH("6f7a"), "", "P03", true, false},
    {0, "1.1", "strength", "目标逐级分解", "", "", "", "", "P01", true, false},
    {0, "2", "ofi", "没有对标", "", "", "", "", "P01", true, false},
    {0, "2.2/trend", "ofi", "只有两年", "表 4", "", "", "2", "P01", true, false},
    {0, "1.2", "ofi", "草稿里的话", "", "", "", "3", "P09", false, false},
    {0, "1.2", "reason", "理由不是评语", "", "", "", "", "P01", true, false},
    {1, "total", "strength", "回答清楚", "", "", "", "", "P01", true, false},
    {1, "total", "strength", "回答清楚、有数据", "", "", "", "", "P01", false, true},
};

/* 1 and 4 hold at every stage; 2 is cited by what is told, 3 only where names are told. */
static ReportFactor factors[] = {{1, "", "secretariat", "出口占七成"},
                                 {2, "review", "P01", "新任总经理"},
                                 {3, "review", "P03", "订单集中"},
                                 {4, "", "E1", "家族企业"}};

typedef struct Made {
  Ranking *ranking;
  GPtrArray *flags, *comments, *factors;
  Scorebook books[2][2][3]; /* of whom it is about, and of the other: by stage */
  Panel panels[2][2];
  const Panel *panel_list[2][2];
  ReportInput input;
} Made;

static void made_clear(Made *made) {
  ranking_free(made->ranking);
  g_ptr_array_unref(made->flags);
  g_ptr_array_unref(made->comments);
  g_ptr_array_unref(made->factors);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Made, made_clear)

static void gather(Made *made, size_t which, uint32_t applicant) {
  for (uint16_t s = 0; s < 2; s++) {
    Panel *panel = &made->panels[which][s];
    *panel = (Panel){.applicant = applicant, .stage = s, .books = made->books[which][s]};
    for (size_t i = 0; i < G_N_ELEMENTS(given); i++)
      if (given[i].stage == s && given[i].applicant == applicant)
        made->books[which][s][panel->n++] =
            (Scorebook){applicant, given[i].assessor, s, SCOREBOOK_SUBMITTED, false, given[i].marks};
    made->panel_list[which][s] = panel;
  }
}

/* Only these checks, so that a new check does not change what the reports are compared with. */
static void keep_known(GPtrArray *flags) {
  static const char *const known[] = {"missing", "spread", "band-distance", NULL};
  for (guint i = flags->len; i-- > 0;)
    if (!g_strv_contains(known, ((const Flag *)g_ptr_array_index(flags, i))->check->name))
      g_ptr_array_remove_index(flags, i);
}

static void make(Made *made, const char *lang) {
  g_autoptr(GError) error = NULL;
  made->ranking = ranking_of(&award, &cycle, &given_source, &error);
  g_assert_no_error(error);
  made->flags = checks_run(&award, &cycle, &given_source, NULL, made->ranking, &error);
  g_assert_no_error(error);
  keep_known(made->flags);
  gather(made, 0, 0);
  gather(made, 1, 1);
  made->comments = g_ptr_array_new();
  made->factors = g_ptr_array_new();
  for (size_t i = 0; i < G_N_ELEMENTS(factors); i++) g_ptr_array_add(made->factors, &factors[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(told); i++) g_ptr_array_add(made->comments, &told[i]);
  made->input = (ReportInput){.lang = lang,
                              .award = &award,
                              .cycle = &cycle,
                              .ranking = made->ranking,
                              .flags = made->flags,
                              .comments = made->comments,
                              .factors = made->factors,
                              .applicant = 0,
                              .n_panels = 2,
                              .panels = made->panel_list[0],
                              .other = 1,
                              .n_other_panels = 2,
                              .other_panels = made->panel_list[1],
                              .source = &given_source,
                              .events = 123,
                              .head = HASH("4e5f")};
}

static Document *report(const Made *made, const char *kind) {
  g_autoptr(GError) error = NULL;
  ReportInput input = made->input;
  if (!(report_named(kind)->needs & NEEDS_APPLICANT)) input.applicant = -1;
  if (!(report_named(kind)->needs & NEEDS_OTHER)) input.other = -1;
  Document *document = report_named(kind)->make(&input, &error);
  g_assert_no_error(error);
  return document;
}

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
    g_assert_nonnull(strstr(json, "\"rules\": {\"id\": \"sample-rules\", \"sha256\": \"" HASH("2c3d") "\"}"));
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
      g_autofree char *total = ratio_decimal(standing->total, 2), *exact = ratio_exact(standing->total);
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
       "Combined by        median, item by item",
       "40           3   80.00   32.00"},
      {{.method = METHOD_TRIMMED, .drop = 1, .trim = {0, 1}, .fallback = METHOD_MEAN},
       "mean without the 1 highest and the 1 lowest, item by item",
       "40         1/3   80.00   32.00"},
      {{.method = METHOD_TRIMMED, .trim = {2, 5}, .minimum = 2},
       "the highest and the lowest 40 percent",
       "40         1/3   80.00   32.00"},
      {{.method = METHOD_MEAN, .trim = {0, 1}, .minimum = 9, .fallback = METHOD_MEDIAN},
       "mean, item by item",
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
  g_test_add_func("/report/missing-marks-are-named", test_missing_marks_are_named);
  g_test_add_func("/report/failing-source", test_failing_source);
  g_test_add_func("/report/flags-of-one", test_flags_of_one);
  g_test_add_func("/report/wants-applicant", test_wants_applicant);
  g_test_add_func("/report/withdrawn", test_withdrawn);
  g_test_add_func("/report/nothing-there", test_nothing_there);
  g_test_add_func("/report/agreement-tells-checks", test_agreement_tells_checks);
  g_test_add_func("/report/recused-have-no-column", test_recused_have_no_column);
  g_test_add_func("/report/for-machines", test_for_machines);
  g_test_add_func("/report/ways-to-combine", test_ways_to_combine);
  g_test_add_func("/report/consensus", test_consensus);
  g_test_add_func("/report/consensus-beside", test_consensus_beside);
  g_test_add_func("/report/readers-language", test_readers_language);
  g_test_add_func("/report/without-classes-and-tiers", test_without_classes_and_tiers);
  g_test_add_func("/report/narrow-terminal", test_narrow_terminal);
  return g_test_run();
}
