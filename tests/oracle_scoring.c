/* oracle_scoring.c: the worked examples of combining, ranking and totals, through combine(), rank_all(), stage_total()
 * and scoresheet_of(). Criteria and rules are built from the example's items.csv instead of from a pack. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scoring/agreement_put.h"
#include "scoring/ranking_parts.h"
#include "tests/oracle.h"

#define GROUP "scoring"
static const char reason[] = "cannot be computed";

/* -- one figure out of several --------------------------------------------------------------------- */

/* Exact: figures become whole millionths, moved above zero, since a mark is never negative. */
static double combined(const Combination *how, const double *x, size_t n) {
  g_autofree int64_t *marks = g_new(int64_t, n + 1);
  int64_t low = 0;
  for (size_t i = 0; i < n; i++) low = MIN(low, llround(x[i] * 1e6));
  for (size_t i = 0; i < n; i++) marks[i] = isnan(x[i]) ? MARK_BLANK : llround(x[i] * 1e6) - low;
  Combined c = combine(how, marks, n, n);
  if (c.state != COMBINED_NUMBER) return NAN;
  return ratio_double(ratio_div(ratio_add(ratio(c.sum, c.n), ratio_int(low)), ratio_int(1000000)));
}

/* A whole number behind one of some beginnings, and nothing but `ends` after it; -1: the name is another. */
static int number_behind(const char *name, const char *const *beginnings, const char *ends) {
  for (size_t i = 0; beginnings[i] != NULL; i++) {
    size_t length = strlen(beginnings[i]), digits = strspn(name + MIN(length, strlen(name)), "0123456789");
    if (!g_str_has_prefix(name, beginnings[i]) || digits == 0) continue;
    const char *rest = name + length + digits;
    if (strspn(rest, ends) == strlen(rest)) return atoi(name + length);
  }
  return -1;
}

/* "mean", "median", "trimmed_05", "trim20", "trimmed_mean_10pct", "drop_1_hi_1_lo", "drop1"; false: another name. */
static bool combination_named(const char *name, Combination *ret) {
  static const char *const trims[] = {"trimmed_mean_", "trim_mean_", "trimmed_", "trim_", "trimmed", "trim", NULL};
  static const char *const drops[] = {"drop_high_low_", "drop_", "drop", NULL};
  int high = 0, low = 0, percent = number_behind(name, trims, "pct%"), drop = number_behind(name, drops, "");
  *ret = (Combination){.method = METHOD_TRIMMED, .trim = ratio_int(0), .fallback = METHOD_MEAN};
  if (strcmp(name, "mean") == 0)
    ret->method = METHOD_MEAN;
  else if (strcmp(name, "median") == 0)
    ret->method = METHOD_MEDIAN;
  else if (percent >= 0) {
    ret->trim = ratio(percent, 100);
    ret->minimum = 1;
  } else if (sscanf(name, "drop_%d_hi_%d_lo", &high, &low) == 2 && high == low)
    ret->drop = (unsigned)high;
  else if (drop >= 0)
    ret->drop = (unsigned)drop;
  else
    return false;
  return true;
}

static double location(const char *name, const double *x, size_t n) {
  static const char *const winsors[] = {"winsorized_mean_", "winsorised_mean_", "winsorized_", "winsorised_",
                                        "winsor_",          "winsor",           NULL};
  Combination how;
  int percent = number_behind(name, winsors, "pct%");
  if (percent >= 0) return agreement_winsorized(x, n, percent / 100.0);
  return combination_named(name, &how) ? combined(&how, x, n) : NAN;
}

/* One column of figures, or a row of judges per target. */
static bool put_locations(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet_score(sheet) < 0) return false;
  bool wide = sheet->columns > 2 && sheet_is_numeric(sheet, sheet->columns - 2);
  size_t rows = wide ? sheet->rows : 1, n = wide ? sheet->columns - 1 : sheet->rows;
  g_autofree double *x = wide ? sheet_matrix(sheet, NULL) : sheet_column(sheet, (size_t)sheet_score(sheet));
  g_autofree double *list = g_new(double, rows);
  for (unsigned v = 0; v < oracle->values->len; v++) {
    const char *name = ((Expected *)oracle->values->pdata[v])->name;
    for (size_t i = 0; i < rows; i++) list[i] = location(name, x + i * n, n);
    if (rows == 1)
      agreement_put(got, GROUP, name, list[0], reason);
    else
      agreement_put_list(got, GROUP, name, list, rows);
  }
  return true;
}

/* -- ranks ----------------------------------------------------------------------------------------- */

/* Ranks and places of these totals as the program gives them; equal ones stand in the order they came in. */
static void rank_totals(const Ratio *totals, size_t n, double *ret_ranks, double *ret_places) {
  const Rules rules = {.id = "plain"};
  g_autoptr(GStringChunk) ids = g_string_chunk_new(256);
  g_autofree Applicant *applicants = g_new0(Applicant, n + 1);
  for (size_t i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf("%08zu", i);
    applicants[i].id = g_string_chunk_insert(ids, id);
  }
  const Cycle cycle = {.n_applicants = n, .applicants = applicants};
  RankRun run = {.award = &(Award){.rules = &rules}, .cycle = &cycle};
  rank_prepare(&run, 0);
  memcpy(run.totals, totals, n * sizeof *totals);
  rank_all(&run);
  for (size_t i = 0; i < n; i++) {
    const Standing *standing = &g_array_index(run.ranking->standings, Standing, i);
    ret_ranks[standing->applicant] = standing->rank;
    ret_places[standing->applicant] = (double)i + 1;
  }
  rank_clear(&run);
}

/* accolade ranks 1, 2, 2, 4; the other conventions follow from its ranks and how many share each. */
static bool put_rankings(const Oracle *oracle, Agreement *got) {
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  if (sheet == NULL || sheet->columns < 2) return false;
  size_t n = sheet->rows;
  g_autofree Ratio *totals = g_new(Ratio, n + 1);
  g_autofree double *lists = g_new0(double, 5 * n + 1);
  double *standard = lists, *modified = lists + n, *dense = lists + 2 * n, *ordinal = lists + 3 * n;
  double *fractional = lists + 4 * n;
  static const char *const scores[] = {"score", "total", "points", "value", NULL};
  size_t column = sheet_find_any(sheet, scores) > 0 ? (size_t)sheet_find_any(sheet, scores) : sheet->columns - 1;
  for (size_t i = 0; i < n; i++)
    if (!ratio_parse(sheet_cell(sheet, i, column), &totals[i])) return false;
  rank_totals(totals, n, standard, ordinal);
  for (size_t i = 0; i < n; i++) {
    double share = 0, firsts = 1;
    for (size_t j = 0; j < n; j++) share += ratio_cmp(totals[j], totals[i]) == 0;
    for (size_t j = 0; j < n; j++) firsts += ratio_cmp(totals[j], totals[i]) > 0 && standard[j] >= ordinal[j];
    modified[i] = standard[i] + share - 1;
    fractional[i] = standard[i] + (share - 1) / 2;
    dense[i] = firsts;
  }
  agreement_put_list(got, GROUP, "standard", standard, n);
  agreement_put_list(got, GROUP, "modified", modified, n);
  agreement_put_list(got, GROUP, "dense", dense, n);
  agreement_put_list(got, GROUP, "ordinal", ordinal, n);
  agreement_put_list(got, GROUP, "fractional", fractional, n);
  return true;
}

/* -- totals ---------------------------------------------------------------------------------------- */

/* Criteria of items in categories, marked in percent, and rules of one stage. */
typedef struct Award1 {
  Scale scale;
  Rubric rubric;
  Criteria criteria;
  Node *nodes;
  const Node **items, **tops, **children;
  Stage stage;
  Rules rules;
  Cycle cycle;
  Sheet *sheet; /* items.csv */
} Award1;

static void free_award(Award1 *a) {
  sheet_free(a->sheet);
  g_free(a->nodes);
  g_free(a->items);
  g_free(a->tops);
  g_free(a->children);
  g_free(a);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Award1, free_award)

/* Items follow their category, and categories come together, as in the example's table. */
static void add_item(Award1 *a, size_t row, int category_column, int weight_column) {
  Criteria *c = &a->criteria;
  const char *category = category_column >= 0 ? sheet_cell(a->sheet, row, (size_t)category_column) : "all";
  Node *top = c->n_tops > 0 ? (Node *)a->tops[c->n_tops - 1] : NULL;
  if (top == NULL || strcmp(top->code, category) != 0) {
    top = &a->nodes[c->n_nodes++];
    *top = (Node){.code = category, .item = -1, .children = a->children + row, .kind = ""};
    a->tops[c->n_tops++] = top;
  }
  Ratio points = ratio_int(0);
  ratio_parse(sheet_cell(a->sheet, row, (size_t)weight_column), &points);
  Node *item = &a->nodes[c->n_nodes++];
  *item = (Node){.code = sheet_cell(a->sheet, row, 0),
                 .kind = "",
                 .parent = top,
                 .points = points,
                 .item = (int)row,
                 .rubric = &a->rubric,
                 .cell = row,
                 .weight = ratio_div(points, ratio_int(a->rubric.max))};
  a->items[row] = a->children[row] = item;
  top->n_children++;
  top->points = ratio_add(top->points, points);
  c->points = ratio_add(c->points, points);
}

static Award1 *award_of(const Oracle *oracle) {
  g_autoptr(Award1) a = g_new0(Award1, 1);
  a->sheet = sheet_read(oracle, "items.csv");
  int category = a->sheet != NULL ? sheet_find(a->sheet, "category") : -1;
  static const char *const weights[] = {"weight", "points", "max", NULL};
  int weight = a->sheet != NULL ? sheet_find_any(a->sheet, weights) : -1;
  if (weight < 0) return NULL;
  size_t n = a->sheet->rows;
  a->nodes = g_new0(Node, 2 * n + 1);
  a->items = g_new0(const Node *, n + 1);
  a->tops = g_new0(const Node *, n + 1);
  a->children = g_new0(const Node *, n + 1);
  a->scale = (Scale){.id = "percent", .type = SCALE_PERCENT, .unit_sign = "%", .unit = 1, .max = 10000, .step = 100};
  a->rubric = (Rubric){.id = "r", .scale = &a->scale, .combine = COMBINE_JUDGED, .max = 10000, .n_cells = 1, .den = 1};
  a->criteria = (Criteria){.id = "example", .nodes = a->nodes, .tops = a->tops, .items = a->items};
  a->criteria.points = ratio_int(0);
  a->criteria.has_total = true;
  a->criteria.n_items = a->criteria.n_cells = n;
  for (size_t i = 0; i < 2 * n; i++) a->nodes[i].points = a->nodes[i].weight = ratio_int(0);
  for (size_t i = 0; i < n; i++) add_item(a, i, category, weight);
  a->stage = (Stage){.id = "review", .form = STAGE_ITEMS, .max = a->criteria.points, .factor = ratio_int(1)};
  a->rules = (Rules){.id = "plain", .n_stages = 1, .stages = &a->stage};
  return g_steal_pointer(&a);
}

static Mark mark_of(double percent) { return isnan(percent) ? MARK_BLANK : (Mark)lround(percent * 100); }

static void put_ratios(Agreement *got, const char *name, const Ratio *x, size_t n) {
  g_autofree double *list = g_new(double, n + 1);
  for (size_t i = 0; i < n; i++) list[i] = ratio_double(x[i]);
  agreement_put_list(got, GROUP, name, list, n);
}

static Scoresheet *sheet_of_marks(const Award1 *a, const Mark *marks) {
  Scorebook book = {.state = SCOREBOOK_SUBMITTED, .marks = marks};
  return scoresheet_of(&a->criteria, &a->rules, &a->cycle, &(Panel){.n = 1, .books = &book, .assigned = 1});
}

static bool put_scoresheet(const Oracle *oracle, Agreement *got) {
  g_autoptr(Award1) a = award_of(oracle);
  g_autoptr(Sheet) input = sheet_read(oracle, "input.csv");
  if (a == NULL || input == NULL) return false;
  size_t n = a->criteria.n_items, tops = a->criteria.n_tops;
  g_autofree Mark *marks = g_new(Mark, n), *halves = g_new(Mark, n);
  g_autofree Ratio *points = g_new(Ratio, n), *category = g_new(Ratio, n), *most = g_new(Ratio, n);
  for (size_t i = 0; i < n; i++) {
    marks[i] = MARK_BLANK;
    halves[i] = 5000;
  }
  for (size_t row = 0; row < input->rows; row++)
    for (size_t i = 0; i < n; i++)
      if (strcmp(sheet_cell(input, row, 0), a->items[i]->code) == 0) marks[i] = mark_of(sheet_number(input, row, 1));
  g_autoptr(Scoresheet) sheet = sheet_of_marks(a, marks), half = sheet_of_marks(a, halves);
  for (size_t i = 0; i < n; i++) points[i] = sheet->items[i].points;
  for (size_t i = 0; i < tops; i++) {
    const NodeScore *node = &sheet->nodes[a->tops[i] - a->nodes];
    category[i] = node->points;
    most[i] = node->max;
  }
  agreement_put(got, GROUP, "total", ratio_double(sheet->total.points), reason);
  agreement_put(got, GROUP, "max_total", ratio_double(sheet->total.max), reason);
  agreement_put(got, GROUP, "all_50", ratio_double(half->total.points), reason);
  put_ratios(got, "item_points", points, n);
  put_ratios(got, "category", category, tops);
  put_ratios(got, "category_max", most, tops);
  return true;
}

/* All scorebooks of a cycle, grouped by applicant. */
typedef struct Books {
  size_t applicants, n_items;
  GPtrArray **marks; /* per applicant: Mark * per assessor */
} Books;

static void clear_books(Books *b) {
  for (size_t p = 0; p < b->applicants; p++) g_ptr_array_unref(b->marks[p]);
  g_free(b->marks);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Books, clear_books)

/* The columns of a cycle's scores by name, or as they stand in the first example. */
enum { APPLICANT, ASSESSOR, ITEM, MARK, COLUMNS };

static bool find_columns(const Sheet *input, size_t ret[COLUMNS]) {
  static const char *const names[COLUMNS][5] = {{"applicant", "target", NULL},
                                                {"assessor", "rater", "judge", NULL},
                                                {"item", "code", NULL},
                                                {"percent", "mark", "score", "value", NULL}};
  for (size_t c = 0; c < COLUMNS; c++) {
    int found = sheet_find_any(input, names[c]);
    ret[c] = found >= 0 ? (size_t)found : c;
  }
  return input->columns >= COLUMNS;
}

static Books read_books(const Award1 *a, const Sheet *input, const size_t at[COLUMNS], Agreement *got) {
  size_t assessors = 0, n = a->criteria.n_items;
  Books b = {.n_items = n};
  g_autofree uint32_t *applicant = sheet_levels(input, at[APPLICANT], &b.applicants);
  g_autofree uint32_t *assessor = sheet_levels(input, at[ASSESSOR], &assessors);
  g_autofree Mark **book = g_new0(Mark *, b.applicants * assessors + 1);
  g_autofree double *ids = g_new(double, b.applicants + 1);
  double cells = 0, sheets = 0;
  b.marks = g_new(GPtrArray *, b.applicants + 1);
  for (size_t p = 0; p < b.applicants; p++) b.marks[p] = g_ptr_array_new_with_free_func(g_free);
  for (size_t row = 0; row < input->rows; row++) {
    Mark **mine = &book[applicant[row] * assessors + assessor[row]];
    double percent = sheet_number(input, row, at[MARK]);
    if (*mine == NULL) {
      *mine = g_new(Mark, n);
      for (size_t i = 0; i < n; i++) (*mine)[i] = MARK_BLANK;
      g_ptr_array_add(b.marks[applicant[row]], *mine);
      sheets++;
    }
    for (size_t i = 0; i < n; i++)
      if (strcmp(sheet_cell(input, row, at[ITEM]), a->items[i]->code) == 0) (*mine)[i] = mark_of(percent);
    ids[applicant[row]] = sheet_number(input, row, at[APPLICANT]);
    cells += !isnan(percent);
  }
  agreement_put_list(got, GROUP, "applicants", ids, b.applicants);
  agreement_put(got, GROUP, "n_applicants", (double)b.applicants, reason);
  agreement_put(got, GROUP, "n_assessors", (double)assessors, reason);
  agreement_put(got, GROUP, "n_items", (double)n, reason);
  agreement_put(got, GROUP, "sheets", sheets, reason);
  agreement_put(got, GROUP, "cells", cells, reason);
  agreement_put(got, GROUP, "missing_cells", sheets * (double)n - cells, reason);
  return b;
}

static void put_method(Agreement *got, Award1 *a, const Books *b, const char *name) {
  if (!combination_named(name, &a->stage.combination)) return;
  g_autoptr(ScoreScratch) scratch = score_scratch_new(&a->criteria);
  g_autofree Ratio *totals = g_new(Ratio, b->applicants + 1);
  g_autofree double *ranks = g_new(double, b->applicants + 1), *places = g_new(double, b->applicants + 1);
  for (size_t p = 0; p < b->applicants; p++) {
    size_t n = b->marks[p]->len;
    g_autofree Scorebook *books = g_new0(Scorebook, n + 1);
    for (size_t i = 0; i < n; i++)
      books[i] = (Scorebook){.assessor = (uint32_t)i, .state = SCOREBOOK_SUBMITTED, .marks = b->marks[p]->pdata[i]};
    Panel panel = {.n = n, .books = books, .assigned = n};
    totals[p] = stage_total(&a->criteria, &a->rules, &a->cycle, &panel, scratch).points;
  }
  rank_totals(totals, b->applicants, ranks, places);
  g_autofree char *total = g_strconcat("total_", name, NULL), *rank = g_strconcat("rank_", name, NULL);
  put_ratios(got, total, totals, b->applicants);
  agreement_put_list(got, GROUP, rank, ranks, b->applicants);
}

/* How many items of applicants have marks more than so many points apart, and the widest: "range_over_30", "max_range". */
static double count_ranges(const Books *b, double over, double *ret_most) {
  double wide = 0;
  *ret_most = 0;
  for (size_t p = 0; p < b->applicants; p++)
    for (size_t i = 0; i < b->n_items; i++) {
      Mark low = G_MAXINT16, high = -1;
      for (unsigned k = 0; k < b->marks[p]->len; k++) {
        Mark mark = ((const Mark *)b->marks[p]->pdata[k])[i];
        if (!mark_is_number(mark)) continue;
        low = MIN(low, mark);
        high = MAX(high, mark);
      }
      wide += (high - low) / 100.0 > over;
      *ret_most = MAX(*ret_most, (high - low) / 100.0);
    }
  return wide;
}

static bool put_cycle(const Oracle *oracle, Agreement *got) {
  g_autoptr(Award1) a = award_of(oracle);
  g_autoptr(Sheet) input = sheet_read(oracle, "input.csv");
  size_t at[COLUMNS];
  double most = 0;
  if (a == NULL || input == NULL || !find_columns(input, at)) return false;
  g_auto(Books) books = read_books(a, input, at, got);
  for (unsigned v = 0; v < oracle->values->len; v++) {
    const char *name = ((Expected *)oracle->values->pdata[v])->name;
    double over = 0;
    if (agreement_value(got, GROUP, name) != NULL) continue;
    if (g_str_has_prefix(name, "total_") || g_str_has_prefix(name, "rank_"))
      put_method(got, a, &books, strchr(name, '_') + 1);
    if (sscanf(name, "range_over_%lf", &over) == 1)
      agreement_put(got, GROUP, name, count_ranges(&books, over, &most), reason);
  }
  count_ranges(&books, 0, &most);
  agreement_put(got, GROUP, "max_range", most, reason);
  return true;
}

bool oracle_scoring(const Oracle *oracle, Agreement *got) {
  if (g_str_has_prefix(oracle->id, "ranking_")) return put_rankings(oracle, got);
  if (g_str_has_prefix(oracle->id, "cycle_")) return put_cycle(oracle, got);
  if (g_str_has_prefix(oracle->id, "gbt")) return put_scoresheet(oracle, got);
  return put_locations(oracle, got);
}
