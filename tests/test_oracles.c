/* test_oracles.c: every worked example against what the program computes; the prefix of a folder's name says which
 * computation it is. usage: test_oracles [FOLDER OF FOLDERS]; TAP, and a last line "N passed, N failed, N skipped". */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle.h"

typedef bool Computation(const Oracle *oracle, Agreement *got);

/* -- targets by raters ------------------------------------------------------------------------------------- */

static bool on_matrix(const Oracle *oracle, Agreement *got, void (*compute)(Agreement *, const RatingMatrix *)) {
  g_auto(Wide) wide = {.values = NULL};
  if (!oracle_wide(oracle, &wide)) return false;
  compute(got, &wide.matrix);
  return true;
}

static bool compute_icc(const Oracle *o, Agreement *got) { return on_matrix(o, got, agreement_icc); }
static bool compute_krippendorff(const Oracle *o, Agreement *got) { return on_matrix(o, got, agreement_krippendorff); }
static bool compute_kendall(const Oracle *o, Agreement *got) { return on_matrix(o, got, agreement_kendall); }
static bool compute_cronbach(const Oracle *o, Agreement *got) { return on_matrix(o, got, agreement_cronbach); }

static bool compute_finn(const Oracle *oracle, Agreement *got) {
  g_auto(Wide) wide = {.values = NULL};
  g_autoptr(Sheet) sheet = sheet_read(oracle, "levels.csv");
  if (!oracle_wide(oracle, &wide)) return false;
  unsigned levels = sheet != NULL && sheet->rows > 1 ? (unsigned)sheet->rows : 0;
  if (levels == 0) levels = oracle_says(oracle, "(\\d+)[- ]*(?:scale[- ]?)?(?:level|categor|point|step)");
  if (levels == 0) levels = oracle_says(oracle, "(?:levels?|categories|steps|\\bk|\\bs)\\s*[=:]\\s*(\\d+)");
  if (levels == 0) levels = oracle_says(oracle, "(?:scale|from) (?:of )?1 ?(?:to|-|\\.\\.) ?(\\d+)");
  agreement_finn(got, &wide.matrix, levels);
  return true;
}

/* -- categories --------------------------------------------------------------------------------------------- */

/* Every row of the same whole sum, with zeros: counts of raters rather than ratings. */
static bool holds_counts(const RatingMatrix *m) {
  double first = 0, zeros = 0;
  for (size_t i = 0; i < m->n; i++) {
    double sum = 0;
    for (size_t c = 0; c < m->k; c++) {
      sum += m->values[i * m->k + c];
      zeros += m->values[i * m->k + c] < 1;
    }
    if (i == 0) first = sum;
    if (isnan(sum) || sum < first || sum > first) return false;
  }
  return zeros > 0 && m->k > 1;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* The different values, rising. */
static size_t categories_of(const RatingMatrix *m, double **ret) {
  size_t cells = 0, q = 0;
  double *x = *ret = g_new(double, m->n * m->k + 1);
  for (size_t i = 0; i < m->n * m->k; i++)
    if (!isnan(m->values[i])) x[cells++] = m->values[i];
  qsort(x, cells, sizeof *x, by_value);
  for (size_t i = 0; i < cells; i++)
    if (q == 0 || x[i] > x[q - 1]) x[q++] = x[i];
  return q;
}

static size_t category(const double *categories, size_t q, double x) {
  const double *at = bsearch(&x, categories, q, sizeof *categories, by_value);
  return at != NULL ? (size_t)(at - categories) : q;
}

/* Ratings, counted per category. */
static void put_counted(Agreement *got, const RatingMatrix *m) {
  g_autofree double *categories = NULL;
  size_t q = categories_of(m, &categories);
  g_autofree double *counts = g_new0(double, m->n *q + 1);
  for (size_t i = 0; i < m->n * m->k; i++)
    if (category(categories, q, m->values[i]) < q) counts[i / m->k * q + category(categories, q, m->values[i])]++;
  agreement_kappa_counts(got, counts, m->n, q);
}

/* Two raters against each other; counts, where there are any, say how often. */
static void put_crossed(Agreement *got, const RatingMatrix *m, const double *counts, const double *weights) {
  g_autofree double *categories = NULL, *pairs = g_new(double, 2 * m->n + 1);
  for (size_t i = 0; i < 2 * m->n; i++) pairs[i] = m->values[i / 2 * m->k + i % 2];
  size_t q = categories_of(&(RatingMatrix){m->n, 2, pairs}, &categories);
  g_autofree double *table = g_new0(double, q *q + 1);
  for (size_t i = 0; i < m->n; i++) {
    size_t r = category(categories, q, pairs[2 * i]), c = category(categories, q, pairs[2 * i + 1]);
    if (r < q && c < q) table[r * q + c] += counts != NULL ? counts[i] : 1;
  }
  agreement_kappa_table(got, table, q, weights);
}

static bool is_square_table(const Sheet *sheet) {
  static const char *const rows[] = {"row", "rater1", "rater_1", "a", "category", "", NULL};
  return sheet->rows + 1 == sheet->columns && sheet_find_any(sheet, rows) == 0;
}

static bool compute_kappa(const Oracle *oracle, Agreement *got) {
  static const char *const counts[] = {"count", "n", "freq", "frequency", NULL};
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv"), weights_sheet = sheet_read(oracle, "weights.csv");
  g_auto(Wide) wide = {.values = NULL};
  if (sheet == NULL || sheet->columns < 3 || !oracle_wide(oracle, &wide)) return false;
  g_autofree double *weights = weights_sheet != NULL ? sheet_matrix(weights_sheet, NULL) : NULL, *counted = NULL;
  if (sheet->columns == 4 && sheet_find_any(sheet, counts) == 3) counted = sheet_column(sheet, 3);
  if (is_square_table(sheet))
    agreement_kappa_table(got, wide.values, wide.matrix.k, weights);
  else if (counted != NULL || weights != NULL)
    put_crossed(got, &wide.matrix, counted, weights);
  else if (holds_counts(&wide.matrix))
    agreement_kappa_counts(got, wide.values, wide.matrix.n, wide.matrix.k);
  else if (g_str_has_prefix(oracle->id, "fleiss_"))
    put_counted(got, &wide.matrix);
  else
    agreement_kappa(got, &wide.matrix);
  return true;
}

/* -- lists of scores ------------------------------------------------------------------------------------------ */

static bool compute_severity(const Oracle *oracle, Agreement *got) {
  g_auto(Long) list = {.names = {NULL}};
  if (!oracle_long(oracle, &list) || list.table.n_factors < 2) return false;
  list.table.n_factors = 2;
  agreement_severity(got, &list.table);
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
  static const char *const scores[] = {"score", "value", "y", "mark", "rating", NULL};
  int score = sheet != NULL ? sheet_find_any(sheet, scores) : -1;
  if (score >= 0 && sheet->columns <= AGREEMENT_MAX_FACTORS + 1) {
    bool is_factor[AGREEMENT_MAX_FACTORS + 1];
    for (size_t c = 0; c < sheet->columns; c++) is_factor[c] = true;
    g_auto(Long) list = {.names = {NULL}};
    if (!oracle_long_of(oracle, is_factor, (size_t)score, &list)) return false;
    read_nests(oracle, &list.table);
    agreement_variance_design(got, &list.table);
    return true;
  }
  unsigned sizes[64];
  size_t n = 0;
  for (unsigned i = 0; i < oracle->values->len && n < G_N_ELEMENTS(sizes); i++) {
    const char *at = strstr(((Expected *)oracle->values->pdata[i])->name, "_n");
    if (at != NULL) sizes[n++] = (unsigned)strtoul(at + strcspn(at, "0123456789"), NULL, 10);
  }
  g_auto(Wide) wide = {.values = NULL};
  if (!oracle_wide(oracle, &wide)) return false;
  agreement_variance(got, &wide.matrix, sizes, n);
  return true;
}

static void find_variance(Agreement *got, const RatingMatrix *m) { agreement_variance(got, m, NULL, 0); }

static bool compute_variance(const Oracle *o, Agreement *got) { return on_matrix(o, got, find_variance); }

static bool is_asked_for(const Oracle *oracle, const char *column) {
  g_autofree char *variance = g_strconcat("var_", column, NULL), *blup = g_strconcat("blup_", column, NULL);
  return oracle_expects(oracle, variance) != NULL || oracle_expects(oracle, blup) != NULL;
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
  while (score < sheet->columns && (is_factor[score] || !sheet_is_numeric(sheet, score))) score++;
  if (sheet_score(sheet) >= 0 && !is_factor[sheet_score(sheet)]) score = (size_t)sheet_score(sheet);
  g_auto(Long) list = {.names = {NULL}};
  if (score == sheet->columns || !oracle_long_of(oracle, is_factor, score, &list)) return false;
  number_nests(oracle, &list.table);
  agreement_variance_reml(got, &list.table);
  return true;
}

/* A wide matrix, or long: applicant, assessor, item, score in any order of columns. */
static bool compute_rater_effects(const Oracle *oracle, Agreement *got) {
  g_auto(Long) list = {.names = {NULL}};
  if (!oracle_long(oracle, &list) || list.table.n_factors < 2) return false;
  const RatingTable *t = &list.table;
  size_t items = t->n_factors > 2 ? t->levels[2] : 1, k = t->levels[1], rows = t->levels[0] * items;
  g_autofree double *values = g_new(double, rows *k + 1);
  for (size_t i = 0; i < rows * k; i++) values[i] = NAN;
  for (size_t i = 0; i < t->n; i++) {
    size_t row = t->level[0][i] * items + (items > 1 ? t->level[2][i] : 0);
    values[row * k + t->level[1][i]] = t->scores[i];
  }
  agreement_raters(got, &(RatingMatrix){rows, k, values});
  if (t->n_factors > 2) agreement_halo(got, t);
  return true;
}

/* -- columns of figures ---------------------------------------------------------------------------------------- */

static bool on_column(const Oracle *oracle, Agreement *got, void (*compute)(Agreement *, const double *, size_t)) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet_score(sheet) < 0) return false;
  g_autofree double *x = sheet_column(sheet, (size_t)sheet_score(sheet));
  compute(got, x, sheet->rows);
  return true;
}

static void find_esd(Agreement *got, const double *x, size_t n, size_t most) { agreement_esd(got, x, n, most); }

static bool compute_grubbs(const Oracle *o, Agreement *got) { return on_column(o, got, agreement_grubbs); }
static bool compute_dixon(const Oracle *o, Agreement *got) { return on_column(o, got, agreement_dixon); }
static bool compute_mad(const Oracle *o, Agreement *got) { return on_column(o, got, agreement_mad); }
static bool compute_modified_z(const Oracle *o, Agreement *got) { return on_column(o, got, agreement_modified_z); }

/* As many steps as the example shows. */
static bool compute_esd(const Oracle *oracle, Agreement *got) {
  static const char *const lists[] = {"R", "lambda", "statistics", "critical", NULL};
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet_score(sheet) < 0) return false;
  size_t most = 0;
  for (size_t i = 0; lists[i] != NULL && most == 0; i++) {
    const Expected *list = oracle_expects(oracle, lists[i]);
    most = list != NULL ? list->n : 0;
  }
  if (most == 0) most = oracle_says(oracle, "(?:up to|k\\s*=|at most)\\s*(\\d+)");
  g_autofree double *x = sheet_column(sheet, (size_t)sheet_score(sheet));
  find_esd(got, x, sheet->rows, most > 0 ? most : 10);
  return true;
}

static bool compute_rank_correlation(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet->columns < 2) return false;
  g_autofree double *x = sheet_column(sheet, sheet->columns - 2), *y = sheet_column(sheet, sheet->columns - 1);
  agreement_correlation(got, x, y, sheet->rows);
  return true;
}

/* -- the table ------------------------------------------------------------------------------------------------- */

static const struct {
  const char *prefix;
  Computation *compute; /* NULL: belongs to later work */
} computations[] = {{"icc_", compute_icc},
                    {"krippendorff_", compute_krippendorff},
                    {"kendall_w_", compute_kendall},
                    {"cronbach_", compute_cronbach},
                    {"alpha_", compute_cronbach},
                    {"kr20_", compute_cronbach},
                    {"kappa_", compute_kappa},
                    {"weighted_kappa_", compute_kappa},
                    {"cohen_", compute_kappa},
                    {"scott_", compute_kappa},
                    {"light_", compute_kappa},
                    {"fleiss_", compute_kappa},
                    {"conger_", compute_kappa},
                    {"brennan_prediger_", compute_kappa},
                    {"gwet_", compute_kappa},
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
                    {"kendall_tau_", compute_rank_correlation},
                    {"spearman_", compute_rank_correlation},
                    {"rater_effects_", compute_rater_effects},
                    {"halo_", compute_rater_effects},
                    {"trimmed_", oracle_scoring},
                    {"winsor", oracle_scoring},
                    {"drop_", oracle_scoring},
                    {"ranking_", oracle_scoring},
                    {"cycle_", oracle_scoring},
                    {"gbt", oracle_scoring},
                    {"bootstrap_", NULL},
                    {"jackknife_", NULL},
                    {"bca_", NULL},
                    {"smaa_", NULL},
                    {"rank_aggregation_", NULL},
                    {"mfrm_", NULL}};

/* An example may ask beyond what its prefix is about: what else the program says of the same table. */
static Computation *const others[] = {
    compute_icc,      compute_krippendorff,  compute_kendall,         compute_cronbach, compute_severity,
    compute_variance, compute_rater_effects, compute_gtheory,         compute_kappa,    compute_grubbs,
    compute_mad,      compute_modified_z,    compute_rank_correlation};

static bool lacks_a_value(const Oracle *oracle, const Agreement *got) {
  for (unsigned i = 0; i < oracle->values->len; i++)
    if (!expected_is_known(oracle->values->pdata[i], got)) return true;
  return false;
}

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
  bool known = compute(oracle, got);
  if (!known) g_string_append(faults, "its tables are not of a shape this computation knows");
  for (size_t i = 0; known && i < G_N_ELEMENTS(others) && lacks_a_value(oracle, got); i++)
    if (others[i] != compute && compute != oracle_scoring) others[i](oracle, got);
  for (unsigned i = 0; known && i < oracle->values->len; i++) {
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
