/* test_oracles.c: every worked example against what the program computes; the prefix of a folder's name says which
 * computation it is. usage: test_oracles [FOLDER OF FOLDERS]; TAP, and a last line "N passed, N failed, N skipped". */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle.h"

typedef bool Computation(const Oracle *oracle, Agreement *got);

static RatingMatrix matrix_of(const Sheet *sheet, double **ret_values) {
  *ret_values = sheet_matrix(sheet);
  return (RatingMatrix){sheet->rows, sheet->columns - 1, *ret_values};
}

static bool on_matrix(const Oracle *oracle, Agreement *got, void (*compute)(Agreement *, const RatingMatrix *)) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet->columns < 2) return false;
  g_autofree double *values = NULL;
  RatingMatrix matrix = matrix_of(sheet, &values);
  compute(got, &matrix);
  return true;
}

static bool compute_icc(const Oracle *o, Agreement *got) { return on_matrix(o, got, agreement_icc); }
static bool compute_krippendorff(const Oracle *o, Agreement *got) { return on_matrix(o, got, agreement_krippendorff); }
static bool compute_kendall(const Oracle *o, Agreement *got) { return on_matrix(o, got, agreement_kendall); }
static bool compute_cronbach(const Oracle *o, Agreement *got) { return on_matrix(o, got, agreement_cronbach); }
static bool compute_gwet(const Oracle *o, Agreement *got) { return on_matrix(o, got, agreement_kappa); }

/* Every row of the same sum, with zeros: counts of raters rather than ratings. */
static bool holds_counts(const Sheet *sheet, const double *x) {
  size_t q = sheet->columns - 1;
  double first = 0, zeros = 0;
  for (size_t i = 0; i < sheet->rows; i++) {
    double sum = 0;
    for (size_t c = 0; c < q; c++) {
      sum += x[i * q + c];
      zeros += x[i * q + c] < 1;
    }
    if (i == 0) first = sum;
    if (isnan(sum) || sum < first || sum > first) return false;
  }
  return zeros > 0 && q > 1;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* Ratings, counted per category. */
static void put_counted(Agreement *got, const RatingMatrix *matrix) {
  size_t cells = matrix->n * matrix->k, q = 0;
  g_autofree double *categories = g_memdup2(matrix->values, cells * sizeof(double));
  qsort(categories, cells, sizeof *categories, by_value);
  for (size_t i = 0; i < cells; i++)
    if (q == 0 || categories[i] > categories[q - 1]) categories[q++] = categories[i];
  g_autofree double *counts = g_new0(double, matrix->n *q + 1);
  for (size_t i = 0; i < cells; i++) {
    const double *at = bsearch(&matrix->values[i], categories, q, sizeof *categories, by_value);
    if (at != NULL) counts[i / matrix->k * q + (size_t)(at - categories)]++;
  }
  agreement_kappa_counts(got, counts, matrix->n, q);
}

static bool compute_kappa(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  g_autoptr(Sheet) weights_sheet = sheet_read(oracle, "weights.csv");
  if (sheet == NULL || sheet->columns < 3) return false;
  g_autofree double *values = NULL, *weights = weights_sheet != NULL ? sheet_matrix(weights_sheet) : NULL;
  RatingMatrix matrix = matrix_of(sheet, &values);
  bool crossed = matrix.n == matrix.k && g_ascii_strcasecmp(sheet->header[0], "row") == 0;
  if (crossed || weights != NULL)
    agreement_kappa_table(got, values, matrix.k, weights);
  else if (holds_counts(sheet, values))
    agreement_kappa_counts(got, values, matrix.n, matrix.k);
  else if (g_str_has_prefix(oracle->id, "fleiss_"))
    put_counted(got, &matrix);
  else
    agreement_kappa(got, &matrix);
  return true;
}

/* The number in what a pattern finds in the oracle's words; 0: not found. */
static unsigned number_said(const Oracle *oracle, const char *pattern) {
  g_autofree char *words = g_strjoin(" ", oracle->id, oracle->statistic, oracle->notes, NULL);
  g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match(regex, words, 0, &match)) return 0;
  g_autofree char *digits = g_match_info_fetch(match, 1);
  return (unsigned)strtoul(digits, NULL, 10);
}

static bool compute_finn(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL) return false;
  g_autofree double *values = NULL;
  RatingMatrix matrix = matrix_of(sheet, &values);
  unsigned levels = number_said(oracle, "(\\d+)[- ]*(?:scale )?(?:level|categor|point|step)");
  if (levels == 0) levels = number_said(oracle, "(?:levels?|categories|K|k)\\s*[=:]\\s*(\\d+)");
  agreement_finn(got, &matrix, levels);
  return true;
}

/* A long table's columns as factors; `is_factor` chooses them. Freed with clear_table. */
static RatingTable table_of(const Sheet *sheet, const bool *is_factor, size_t score) {
  RatingTable table = {.n = sheet->rows, .scores = sheet_column(sheet, score)};
  for (size_t c = 0; c < sheet->columns && table.n_factors < AGREEMENT_MAX_FACTORS; c++) {
    if (!is_factor[c]) continue;
    size_t f = table.n_factors++;
    table.factors[f] = sheet->header[c];
    table.level[f] = sheet_levels(sheet, c, &table.levels[f]);
  }
  return table;
}

static void clear_table(RatingTable *table) {
  g_free((double *)table->scores);
  for (size_t f = 0; f < table->n_factors; f++) g_free((uint32_t *)table->level[f]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RatingTable, clear_table)

static int score_column(const Sheet *sheet) {
  static const char *const names[] = {"score", "value", "y", "mark", "rating", NULL};
  for (size_t i = 0; names[i] != NULL; i++)
    if (sheet_find(sheet, names[i]) >= 0) return sheet_find(sheet, names[i]);
  return -1;
}

static bool compute_severity(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet->columns < 3) return false;
  bool is_factor[] = {true, true, false};
  g_auto(RatingTable) table = table_of(sheet, is_factor, 2);
  if (table.n_factors != 2) return false;
  agreement_severity(got, &table);
  return true;
}

/* "p x (r:t)" in the oracle's words: the facet that begins with r lies in the one that begins with t. */
static void read_nests(const Oracle *oracle, RatingTable *table) {
  g_autofree char *words = g_strjoin(" ", oracle->id, oracle->statistic, oracle->notes, NULL);
  g_autoptr(GRegex) regex = g_regex_new("\\(?\\b([a-z])\\s*:\\s*([a-z])\\b", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match(regex, words, 0, &match)) return;
  g_autofree char *inner = g_match_info_fetch(match, 1), *outer = g_match_info_fetch(match, 2);
  for (size_t f = 0; f < table->n_factors; f++)
    for (size_t g = 0; g < table->n_factors; g++)
      if (table->factors[f][0] == inner[0] && table->factors[g][0] == outer[0]) {
        g_autofree bool *seen = g_new0(bool, table->levels[f] * table->levels[g]);
        size_t pairs = 0;
        for (size_t i = 0; i < table->n; i++) {
          bool *at = &seen[table->level[f][i] * table->levels[g] + table->level[g][i]];
          pairs += !*at;
          *at = true;
        }
        if (pairs > table->levels[f]) table->within[f] = (int)g + 1;
      }
}

static bool compute_gtheory(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet->columns < 3 || sheet->columns > AGREEMENT_MAX_FACTORS + 100) return false;
  int score = score_column(sheet);
  if (score >= 0 && sheet->columns <= AGREEMENT_MAX_FACTORS + 1) {
    bool is_factor[AGREEMENT_MAX_FACTORS + 1] = {false};
    for (size_t c = 0; c < sheet->columns; c++) is_factor[c] = (int)c != score;
    g_auto(RatingTable) table = table_of(sheet, is_factor, (size_t)score);
    read_nests(oracle, &table);
    agreement_variance_design(got, &table);
    return true;
  }
  unsigned sizes[64];
  size_t n = 0;
  for (unsigned i = 0; i < oracle->values->len && n < G_N_ELEMENTS(sizes); i++) {
    const char *at = strstr(((Expected *)oracle->values->pdata[i])->name, "_n");
    if (at != NULL) sizes[n++] = (unsigned)strtoul(at + 2, NULL, 10);
  }
  g_autofree double *values = NULL;
  RatingMatrix matrix = matrix_of(sheet, &values);
  agreement_variance(got, &matrix, sizes, n);
  return true;
}

static bool is_asked_for(const Oracle *oracle, const char *column) {
  g_autofree char *name = g_strconcat("var_", column, NULL);
  return oracle_expects(oracle, name) != NULL;
}

/* In a nested example a level named again in another nest is another level. */
static void number_nests(const Oracle *oracle, RatingTable *table) {
  g_autofree char *words = g_strjoin(" ", oracle->id, oracle->statistic, oracle->notes, NULL);
  if (strstr(words, "nested") == NULL) return;
  for (size_t f = 1; f < table->n_factors; f++) {
    size_t around = table->levels[f - 1], own = table->levels[f], used = 0;
    g_autofree uint32_t *number = g_new0(uint32_t, around * own + 1), *level = g_new(uint32_t, table->n + 1);
    for (size_t i = 0; i < table->n; i++) number[table->level[f - 1][i] * own + table->level[f][i]] = 1;
    for (size_t cell = 0; cell < around * own; cell++)
      if (number[cell] > 0) number[cell] = (uint32_t)used++;
    for (size_t i = 0; i < table->n; i++) level[i] = number[table->level[f - 1][i] * own + table->level[f][i]];
    g_free((uint32_t *)table->level[f]);
    table->level[f] = g_steal_pointer(&level);
    table->levels[f] = used;
  }
}

static bool compute_varcomp(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet->columns < 2) return false;
  g_autofree bool *is_factor = g_new0(bool, sheet->columns + 1);
  size_t factors = 0, score = 0;
  for (size_t c = 0; c < sheet->columns; c++) factors += is_factor[c] = is_asked_for(oracle, sheet->header[c]);
  if (factors == 0) return compute_gtheory(oracle, got);
  while (score < sheet->columns && (is_factor[score] || isnan(sheet_number(sheet, 0, score)))) score++;
  if (score_column(sheet) >= 0) score = (size_t)score_column(sheet);
  if (score == sheet->columns) return false;
  g_auto(RatingTable) table = table_of(sheet, is_factor, score);
  number_nests(oracle, &table);
  agreement_variance_reml(got, &table);
  return true;
}

static bool on_column(const Oracle *oracle, Agreement *got, void (*compute)(Agreement *, const double *, size_t)) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL) return false;
  g_autofree double *x = sheet_column(sheet, sheet->columns - 1);
  compute(got, x, sheet->rows);
  return true;
}

static bool compute_grubbs(const Oracle *o, Agreement *got) { return on_column(o, got, agreement_grubbs); }
static bool compute_dixon(const Oracle *o, Agreement *got) { return on_column(o, got, agreement_dixon); }
static bool compute_mad(const Oracle *o, Agreement *got) { return on_column(o, got, agreement_mad); }
static bool compute_modified_z(const Oracle *o, Agreement *got) { return on_column(o, got, agreement_modified_z); }

static bool compute_esd(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL) return false;
  const Expected *r =
      oracle_expects(oracle, "R") != NULL ? oracle_expects(oracle, "R") : oracle_expects(oracle, "lambda");
  g_autofree double *x = sheet_column(sheet, sheet->columns - 1);
  agreement_esd(got, x, sheet->rows, r != NULL ? r->n : 10);
  return true;
}

static bool compute_rank_correlation(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet->columns < 3) return false;
  g_autofree double *x = sheet_column(sheet, 1), *y = sheet_column(sheet, 2);
  agreement_correlation(got, x, y, sheet->rows);
  return true;
}

/* A wide matrix, or long: applicant, assessor, item, score in any order of columns. */
static bool compute_rater_effects(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL) return false;
  if (sheet_find(sheet, "applicant") < 0 || sheet_find(sheet, "assessor") < 0)
    return on_matrix(oracle, got, agreement_raters);
  bool is_factor[] = {true, true, sheet->columns > 3, false};
  g_auto(RatingTable) table = table_of(sheet, is_factor, MIN(sheet->columns - 1, 3));
  size_t items = table.n_factors > 2 ? table.levels[2] : 1, k = table.levels[1], rows = table.levels[0] * items;
  g_autofree double *values = g_new(double, rows *k + 1);
  for (size_t i = 0; i < rows * k; i++) values[i] = NAN;
  for (size_t i = 0; i < table.n; i++) {
    size_t row = table.level[0][i] * items + (items > 1 ? table.level[2][i] : 0);
    values[row * k + table.level[1][i]] = table.scores[i];
  }
  agreement_raters(got, &(RatingMatrix){rows, k, values});
  if (table.n_factors > 2) agreement_halo(got, &table);
  return true;
}

static const struct {
  const char *prefix;
  Computation *compute; /* NULL: belongs to later work */
} computations[] = {{"icc_", compute_icc},
                    {"krippendorff_", compute_krippendorff},
                    {"kendall_w_", compute_kendall},
                    {"cronbach_", compute_cronbach},
                    {"kappa_", compute_kappa},
                    {"cohen_", compute_kappa},
                    {"fleiss_", compute_kappa},
                    {"gwet_", compute_gwet},
                    {"finn_", compute_finn},
                    {"gtheory_", compute_gtheory},
                    {"varcomp_", compute_varcomp},
                    {"severity_", compute_severity},
                    {"grubbs_", compute_grubbs},
                    {"dixon_", compute_dixon},
                    {"esd_", compute_esd},
                    {"mad_", compute_mad},
                    {"modified_z_", compute_modified_z},
                    {"rank_correlation_", compute_rank_correlation},
                    {"rater_effects_", compute_rater_effects},
                    {"trimmed_", oracle_scoring},
                    {"drop_", oracle_scoring},
                    {"ranking_", oracle_scoring},
                    {"cycle_", oracle_scoring},
                    {"gbt19580_", oracle_scoring},
                    {"bootstrap_", NULL},
                    {"jackknife_", NULL},
                    {"bca_", NULL},
                    {"smaa_", NULL},
                    {"rank_aggregation_", NULL},
                    {"mfrm_", NULL}};

typedef struct Tally {
  unsigned passed, failed, skipped;
} Tally;

static void report(Tally *tally, bool good, const char *name, const char *why) {
  unsigned number = tally->passed + tally->failed + tally->skipped + 1;
  *(good ? &tally->passed : &tally->failed) += 1;
  printf("%s %u - %s%s%s\n", good ? "ok" : "not ok", number, name, why[0] != '\0' ? ": " : "", why);
}

static void run_oracle(Tally *tally, const Oracle *oracle, Computation *compute) {
  g_autoptr(Agreement) got = agreement_new(0, 0);
  g_autoptr(GString) faults = g_string_new(NULL);
  if (!compute(oracle, got)) g_string_append(faults, "its tables are not of a shape this computation knows");
  for (unsigned i = 0; faults->len == 0 && i < oracle->values->len; i++) {
    g_autofree char *fault = NULL;
    if (!expected_holds(oracle->values->pdata[i], got, &fault)) g_string_append_printf(faults, "%s; ", fault);
  }
  report(tally, faults->len == 0 && oracle->values->len > 0, oracle->id, faults->str);
}

static void run_folder(Tally *tally, const char *parent, const char *name) {
  size_t row = 0;
  while (row < G_N_ELEMENTS(computations) && !g_str_has_prefix(name, computations[row].prefix)) row++;
  if (row == G_N_ELEMENTS(computations)) {
    report(tally, false, name, "no computation has this prefix");
    return;
  }
  if (computations[row].compute == NULL) {
    printf("ok %u - %s # skipped: not yet computed\n", tally->passed + tally->failed + ++tally->skipped, name);
    return;
  }
  g_autofree char *folder = g_build_filename(parent, name, NULL), *fault = NULL;
  g_autoptr(Oracle) oracle = oracle_read(folder, &fault);
  if (oracle == NULL)
    report(tally, false, name, fault);
  else
    run_oracle(tally, oracle, computations[row].compute);
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  const char *parent = argc > 1 && argv[argc - 1][0] != '-' ? argv[argc - 1] : "tests/oracles";
  g_autoptr(GDir) dir = g_dir_open(parent, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  Tally tally = {0, 0, 0};
  for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(parent, name, "expected.json", NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS)) g_ptr_array_add(names, g_strdup(name));
  }
  if (names->len > 0)
    qsort(names->pdata, names->len, sizeof(void *), by_text);
  else
    report(&tally, false, parent, "no folder with an expected.json in it");
  for (unsigned i = 0; i < names->len; i++) run_folder(&tally, parent, names->pdata[i]);
  printf("1..%u\n", tally.passed + tally.failed + tally.skipped);
  printf("%u passed, %u failed, %u skipped\n", tally.passed, tally.failed, tally.skipped);
  return tally.failed > 0;
}
