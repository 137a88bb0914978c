/* test_figures.c: published figures, recomputed from the shipped packs.
 *
 * Nightingale College of Nursing: the complete scorebook NIST published for 2009 (tests/figures/nightingale.csv).
 * The stage sums, floors and the index are those the awards' own texts state or imply. */
#include "criteria/pack.h"
#include "scoring/ranking.h"
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

/* -- packs and panels ------------------------------------------------------------------------------ */

/* A shipped rules pack, with one passage of its text exchanged where `from` is given. */
static Rules *shipped_rules(const char *id, const char *from, const char *to) {
  g_autoptr(PackShelf) shelf = pack_shelf_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = pack_text(shelf, id, PACK_RULES, &error);
  g_assert_no_error(error);
  g_autoptr(GString) changed = g_string_new(text);
  if (from) g_assert_cmpuint(g_string_replace(changed, from, to, 0), ==, 1);
  Rules *rules = pack_parse_rules(changed->str, changed->len, id, NULL, &error);
  g_assert_no_error(error);
  return rules;
}

typedef struct Given { /* what applicant number `applicant` was given at a stage, one figure per assessor */
  uint32_t applicant;
  const char *stage, *figures;
} Given;

enum { MOST_BOOKS = 16 };

typedef struct Bench {
  const Criteria *criteria;
  const Rules *rules;
  const Given *given;
  size_t n_given, n_applicants;
} Bench;

static size_t books_at(const Bench *bench, uint32_t applicant, uint16_t stage, Scorebook *books, Mark *marks) {
  const Scale *scale = stage_cell_scale(&bench->rules->stages[stage], bench->criteria, 0);
  size_t n = 0;
  for (size_t i = 0; i < bench->n_given; i++) {
    const Given *given = &bench->given[i];
    if (given->applicant != applicant || rules_stage_index(bench->rules, given->stage) != stage) continue;
    g_auto(GStrv) figures = g_strsplit(given->figures, " ", -1);
    for (size_t f = 0; figures[f]; f++, n++) {
      g_assert_cmpuint(n, <, MOST_BOOKS);
      g_assert_true(mark_parse(figures[f], scale, &marks[n]));
      g_assert_true(scale_allows(scale, marks[n]));
      books[n] = (Scorebook){applicant, (uint32_t)n, stage, SCOREBOOK_SUBMITTED, false, &marks[n]};
    }
  }
  return n;
}

static bool run_bench(void *data, bool (*each)(const Panel *, void *), void *user, GError **error) {
  (void)error;
  const Bench *bench = data;
  for (uint16_t s = 0; s < bench->rules->n_stages; s++)
    for (uint32_t a = 0; a < bench->n_applicants; a++) {
      Scorebook books[MOST_BOOKS];
      Mark marks[MOST_BOOKS];
      size_t n = books_at(bench, a, s, books, marks);
      Panel panel = {.applicant = a, .stage = s, .n = n, .books = books, .assigned = n};
      if (n > 0 && !each(&panel, user)) return false;
    }
  return true;
}

static Ranking *rank_bench(Bench *bench) {
  Applicant applicants[] = {{.id = "A"}, {.id = "B"}, {.id = "C"}, {.id = "D"}, {.id = "E"}, {.id = "F"}};
  StageState states[RANKING_MAX_STAGES] = {STAGE_OPEN};
  for (size_t i = 0; i < G_N_ELEMENTS(applicants); i++)
    applicants[i] = (Applicant){applicants[i].id, applicants[i].id, "", "", "", "", "", "", ""};
  g_assert_cmpuint(bench->n_applicants, <=, G_N_ELEMENTS(applicants));
  Cycle cycle = {.n_applicants = bench->n_applicants, .applicants = applicants, .stage_states = states};
  Award award = {.rules = bench->rules, .criteria = bench->criteria};
  PanelSource source = {.data = bench, .run = run_bench};
  g_autoptr(GError) error = NULL;
  Ranking *ranking = ranking_of(&award, &cycle, &source, &error);
  g_assert_no_error(error);
  return ranking;
}

/* -- one scorebook of items ------------------------------------------------------------------------- */

/* The sheet of one assessor who gave `all` everywhere but for "CODE=MARK" words. */
static Scoresheet *sheet_of(const Criteria *criteria, const Rules *rules, const char *all, const char *but) {
  g_autofree Mark *marks = g_new0(Mark, criteria->n_cells);
  for (size_t i = 0; i < criteria->n_cells; i++)
    g_assert_true(mark_parse(all, criteria->cell_scales[i], &marks[i]) &&
                  scale_allows(criteria->cell_scales[i], marks[i]));
  g_auto(GStrv) words = g_strsplit(but, " ", -1);
  for (size_t i = 0; words[i] && *words[i]; i++) {
    char *mark = strchr(words[i], '=');
    *mark++ = '\0';
    int cell = criteria_cell(criteria, words[i]);
    g_assert_cmpint(cell, >=, 0);
    g_assert_true(mark_parse(mark, criteria->cell_scales[cell], &marks[cell]));
    g_assert_true(scale_allows(criteria->cell_scales[cell], marks[cell]));
  }
  Applicant applicant = {.id = "A"};
  StageState states[RANKING_MAX_STAGES] = {STAGE_OPEN};
  Cycle cycle = {.n_applicants = 1, .applicants = &applicant, .stage_states = states};
  Scorebook book = {.state = SCOREBOOK_SUBMITTED, .lead = true, .marks = marks};
  Panel panel = {.n = 1, .books = &book, .assigned = 1};
  return scoresheet_of(criteria, rules, &cycle, &panel);
}

static void assert_line(const Scoresheet *sheet, const char *code, const char *points, const char *score) {
  if (strcmp(code, "total") == 0) {
    assert_ratio(sheet->total.points, score);
    assert_ratio(sheet->total.max, points);
    return;
  }
  const NodeScore *node = node_score(sheet, code);
  for (size_t i = 0; !node && i < sheet->n_subtotals; i++) {
    if (strcmp(sheet->subtotals[i].subtotal->id, code) != 0) continue;
    assert_ratio(sheet->subtotals[i].points, score);
    assert_ratio(sheet->subtotals[i].max, points);
    return;
  }
  g_assert_nonnull(node);
  assert_ratio(node->points, score);
  assert_ratio(node->max, points);
}

static void test_nightingale(void) {
  g_autoptr(Criteria) criteria = shipped_criteria("baldrige-2009");
  g_autoptr(Rules) rules = shipped_rules("plain", NULL, NULL);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents("tests/figures/nightingale.csv", &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(g_strstrip(text), "\n", -1);
  g_autoptr(GString) percents = g_string_new(NULL);
  size_t items = 0;
  for (size_t i = 1; lines[i]; i++) {
    g_auto(GStrv) fields = g_strsplit(lines[i], ",", -1);
    if (!*fields[2]) continue;
    g_string_append_printf(percents, "%s%s=%s", items++ ? " " : "", fields[0], fields[2]);
  }
  g_assert_cmpuint(items, ==, criteria->n_items);
  g_autoptr(Scoresheet) sheet = sheet_of(criteria, rules, "0", percents->str);
  for (size_t i = 1; lines[i]; i++) {
    g_auto(GStrv) fields = g_strsplit(lines[i], ",", -1);
    assert_line(sheet, fields[0], fields[1], fields[3]);
  }
  assert_line(sheet, "total", "1000", "477");
  g_assert_cmpstr(sheet->subtotals[0].band, ==, "3");
  g_assert_cmpstr(sheet->subtotals[1].band, ==, "4");
}

/* -- figures read off other packs ----------------------------------------------------------------------- */

typedef struct SheetCase {
  const char *name, *criteria, *rules, *all, *but;
  const char *code, *points, *max; /* NULL: not looked at */
  const char *levels;              /* ids, space separated */
} SheetCase;

static const SheetCase SHEETS[] = {
    {"gbt-half", "gbt19580-2012", "plain", "50", "", "total", "500", "1000", ""},
    {"gbt-process-60-results-40", "gbt19580-2012", "plain", "60",
     "4.7.2=40 4.7.3=40 4.7.4=40 4.7.5=40 4.7.6=40 4.7.7=40", "total", "520", "1000", ""},
    {"gbt-small-item", "gbt19580-2012", "plain", "0", "4.4.3=35", "4.4.3", "5.25", "15", ""},
    {"gbt-2004-half", "gbt19580-2004", "plain", "50", "", "total", "500", "1000", ""},
    {"edpex-6.2", "edpex-2024", "plain", "100", "", "6.2", "45", "45", ""},
    {"edpex-full", "edpex-2024", "plain", "100", "", "total", "1000", "1000", ""},
    {"health-care-7.1", "baldrige-2021-hc", "plain", "50", "", "7.1", "60", "120", ""},
    {"efqm-all-80", "efqm-2020", "plain", "80", "", "total", "800", "1000", "recognised-7"},
    {"efqm-cap", "efqm-2020", "plain", "80", "1.1/sound=40", "1.1", "8", "20", "recognised-7"},
    {"efqm-no-cap-by-others", "efqm-2020", "plain", "80", "1.1/learn=40", "1.1", "14", "20", "recognised-7"},
    {"efqm-share-of-6", "efqm-2020", "plain", "60", "", "6.3", "24", "40", "recognised-6"},
    {"efqm-2025-criterion-7", "efqm-2025", "plain", "50", "", "7.4", "25", "50", "recognised-5"},
    {"jqa-half", "jqa-levels", "plain", "50", "", "total", "500", "1000", ""},
    {"deming-pass", "deming-2015", "plain", "70", "", "A", "70", "100", "deming-pass"},
    {"caf-criterion-is-a-mean", "caf-2020", "plain", "50", "6.1/trends=60 6.1/targets=60", "6", "55", "100", ""},
    {"caf-criteria-apart", "caf-2020", "plain", "50", "6.1/trends=60 6.1/targets=60", "7", "50", "100", ""},
    {"iso-clause-is-its-lowest", "iso9004-2018", "plain", "1", "5.2/L3=0", "5", "2", "5", ""},
    {"deming-b-too-low", "deming-2015", "plain", "100", "B=69", "B", "3.45", "5", ""},
    {"tqc-all-tracks", "baldrige-2021", "tqc-plus", "50", "", NULL, NULL, NULL,
     "tqc tqc-plus-customer tqc-plus-people tqc-plus-operation tqc-plus-innovation"},
    {"tqc-gate-customer", "baldrige-2021", "tqc-plus", "50", "7.2=45", NULL, NULL, NULL,
     "tqc tqc-plus-people tqc-plus-operation tqc-plus-innovation"},
    {"tqc-gate-leadership", "baldrige-2021", "tqc-plus", "65", "1.1=45 1.2=45", NULL, NULL, NULL, "tqc"},
    {"tqa", "baldrige-2021", "tqc-plus", "70", "1.1=45 1.2=45", NULL, NULL, NULL, "tqa"},
};

static char *level_ids(const Scoresheet *sheet, const Rules *rules) {
  const Level *met[16];
  size_t n = levels_met(sheet, rules, met, G_N_ELEMENTS(met));
  GString *ids = g_string_new(NULL);
  for (size_t i = 0; i < n; i++) g_string_append_printf(ids, "%s%s", i ? " " : "", met[i]->id);
  return g_string_free(ids, FALSE);
}

static void test_sheet(const void *data) {
  const SheetCase *sheet_case = data;
  g_autoptr(Criteria) criteria = shipped_criteria(sheet_case->criteria);
  g_autoptr(Rules) rules = shipped_rules(sheet_case->rules, NULL, NULL);
  g_autoptr(Scoresheet) sheet = sheet_of(criteria, rules, sheet_case->all, sheet_case->but);
  if (sheet_case->code) assert_line(sheet, sheet_case->code, sheet_case->max, sheet_case->points);
  g_autofree char *levels = level_ids(sheet, rules);
  g_assert_cmpstr(levels, ==, sheet_case->levels);
}

typedef struct ResultCase { /* an item's result on its rubric's scale */
  const char *name, *criteria, *all, *but, *item, *result, *band;
} ResultCase;

static const ResultCase RESULTS[] = {
    {"caf-mean", "caf-2020", "0", "1.1/P=50 1.1/D=60 1.1/C=41 1.1/A=30", "1.1", "45", "b3"},
    {"caf-half-up", "caf-2020", "0", "6.1/trends=50 6.1/targets=61", "6.1", "56", "b4"},
    {"caf-ladder", "caf-2020-classical", "0", "1.1/P=100 1.1/D=100", "1.1", "50", "b3"},
    {"caf-ladder-half-up", "caf-2020-classical", "0", "1.1/P=100 1.1/D=50", "1.1", "41", "b3"}, /* of 40.5 */
    {"caf-ladder-gap", "caf-2020-classical", "0", "1.1/P=100 1.1/C=100", "1.1", "30", "b2"},
    {"caf-ladder-full", "caf-2020-classical", "100", "", "1.1", "100", "b6"},
    {"iso-gap", "iso9004-2018", "0", "5.2/L1=1 5.2/L2=1 5.2/L4=1", "5.2", "2", "m2"},
    {"iso-best", "iso9004-2018", "1", "", "11.4", "5", "m5"},
    {"iso-none", "iso9004-2018", "0", "", "5.2", "0", "m0"},
};

static void test_result(const void *data) {
  const ResultCase *result_case = data;
  g_autoptr(Criteria) criteria = shipped_criteria(result_case->criteria);
  g_autoptr(Rules) rules = shipped_rules("plain", NULL, NULL);
  g_autoptr(Scoresheet) sheet = sheet_of(criteria, rules, result_case->all, result_case->but);
  const Node *item = criteria_node(criteria, result_case->item);
  g_assert_nonnull(item);
  assert_ratio(sheet->items[item->item].result, result_case->result);
  g_assert_cmpstr(sheet->items[item->item].band->id, ==, result_case->band);
  g_assert_false(criteria->has_total);
}

static void test_letter(void) {
  g_autoptr(Criteria) criteria = shipped_criteria("jqa-levels");
  g_autoptr(Rules) rules = shipped_rules("plain", NULL, NULL);
  static const char *const letters[][2] = {{"0", "D"}, {"10", "C-"}, {"50", "A-"}, {"85", "AA+"}, {"100", "AAA"}};
  for (size_t i = 0; i < G_N_ELEMENTS(letters); i++) {
    g_autoptr(Scoresheet) sheet = sheet_of(criteria, rules, letters[i][0], "");
    g_assert_cmpstr(sheet->band, ==, letters[i][1]);
  }
}

/* -- sums of stages --------------------------------------------------------------------------------------- */

typedef struct SumCase {
  const char *name, *rules;
  Given given[4];
  const char *total, *shown;
} SumCase;

static const SumCase SUMS[] = {
    {"ezhou", "ezhou-2023", {{0, "defence", "88.5"}, {0, "site", "720"}}, "736.5", "736.50"},
    {"ezhou-full-marks", "ezhou-2023", {{0, "defence", "100"}, {0, "site", "1000"}}, "1000", "1000.00"},
    {"ezhou-two-judges", "ezhou-2023", {{0, "defence", "88 89"}, {0, "site", "715 725"}}, "736.5", "736.50"},
    {"jining", "jining-2010", {{0, "papers", "82"}, {0, "defence", "90"}, {0, "vote", "75"}}, "83.8", "83.80"},
};

static void test_sum(const void *data) {
  const SumCase *sum = data;
  g_autoptr(Criteria) criteria = shipped_criteria("gbt19580-2012");
  g_autoptr(Rules) rules = shipped_rules(sum->rules, NULL, NULL);
  Bench bench = {criteria, rules, sum->given, 0, 1};
  while (bench.n_given < G_N_ELEMENTS(sum->given) && sum->given[bench.n_given].stage) bench.n_given++;
  g_autoptr(Ranking) ranking = rank_bench(&bench);
  g_assert_cmpuint(ranking->standings->len, ==, 1);
  const Standing *standing = &g_array_index(ranking->standings, Standing, 0);
  assert_ratio(*standing->total, sum->total);
  g_autofree char *shown = ratio_decimal(*standing->total, 2);
  g_assert_cmpstr(shown, ==, sum->shown);
}

/* -- floors ------------------------------------------------------------------------------------------------- */

#define NINE(figure) figure " " figure " " figure " " figure " " figure " " figure " " figure " " figure " " figure

typedef struct FloorCase {
  const char *name, *form; /* the papers as one figure out of `form`'s maximum */
  const char *figures, *total, *tier;
} FloorCase;

static const FloorCase FLOORS[] = {
    {"600-of-1000", "form=\"total\" max=\"1000\"", "600", "600", "grand"},
    {"599.99-of-1000", "form=\"total\" max=\"1000\"", NINE("600") " 599.9", "599.99", "nominee"},
    {"550-of-1000", "form=\"total\" max=\"1000\"", "550", "550", "nominee"},
    {"549.99-of-1000", "form=\"total\" max=\"1000\"", NINE("550") " 549.9", "549.99", "encouragement"},
    {"499.99-of-1000", "form=\"total\" max=\"1000\"", NINE("500") " 499.9", "499.99", NULL},
    {"540-of-900", "form=\"total\" max=\"900\"", "540", "540", "grand"},
    {"539.99-of-900", "form=\"total\" max=\"900\"", NINE("540") " 539.9", "539.99", "nominee"},
    {"495-of-900", "form=\"total\" max=\"900\"", "495", "495", "nominee"},
    {"494.99-of-900", "form=\"total\" max=\"900\"", NINE("495") " 494.9", "494.99", "encouragement"},
    {"450-of-900", "form=\"total\" max=\"900\"", "450", "450", "encouragement"},
    {"449.99-of-900", "form=\"total\" max=\"900\"", NINE("450") " 449.9", "449.99", NULL},
};

static void test_floor(const void *data) {
  const FloorCase *floor = data;
  g_autoptr(Criteria) criteria = shipped_criteria("gbt19580-2012");
  g_autoptr(Rules) rules = shipped_rules("shenzhen-2018", "form=\"items\"", floor->form);
  Given given = {0, "papers", floor->figures};
  Bench bench = {criteria, rules, &given, 1, 1};
  g_autoptr(Ranking) ranking = rank_bench(&bench);
  g_assert_cmpuint(ranking->standings->len, ==, 1);
  const Standing *standing = &g_array_index(ranking->standings, Standing, 0);
  assert_ratio(*standing->total, floor->total);
  g_assert_cmpstr(standing->tier ? standing->tier->id : NULL, ==, floor->tier);
}

/* -- the quality index ---------------------------------------------------------------------------------------- */

static const char INDEX_RULES[] =
    "<rules id=\"index\" edition=\"1\" status=\"own\"><title xml:lang=\"en\">Index</title>"
    "<combine method=\"mean\"/><stage id=\"index\" form=\"total\" max=\"300\" factor=\"1\"><title "
    "xml:lang=\"en\">Index</title>"
    "<scale min=\"0\" max=\"300\" step=\"0.01\"/></stage></rules>";

/* Product, engineering, service and environment: the published overall index is their mean. */
static void test_index(void) {
  g_autoptr(Criteria) criteria = shipped_criteria("gbt19580-2012");
  g_autoptr(GError) error = NULL;
  g_autoptr(Rules) rules = pack_parse_rules(INDEX_RULES, strlen(INDEX_RULES), "index", NULL, &error);
  g_assert_no_error(error);
  Given given = {0, "index", "173.58 171.64 166.40 166.12"};
  Bench bench = {criteria, rules, &given, 1, 1};
  g_autoptr(Ranking) ranking = rank_bench(&bench);
  const Standing *standing = &g_array_index(ranking->standings, Standing, 0);
  assert_ratio(*standing->total, "169.435");
  g_autofree char *shown = ratio_decimal(*standing->total, 2);
  g_assert_cmpstr(shown, ==, "169.44");
}

#define ADD_TABLE(folder, table, run)                                 \
  for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {                  \
    g_autofree char *path = g_strconcat(folder, table[i].name, NULL); \
    g_test_add_data_func(path, &table[i], run);                       \
  }

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/figures/nightingale", test_nightingale);
  g_test_add_func("/figures/letters", test_letter);
  g_test_add_func("/figures/index", test_index);
  ADD_TABLE("/figures/sheet/", SHEETS, test_sheet);
  ADD_TABLE("/figures/result/", RESULTS, test_result);
  ADD_TABLE("/figures/sum/", SUMS, test_sum);
  ADD_TABLE("/figures/floor/", FLOORS, test_floor);
  return g_test_run();
}
