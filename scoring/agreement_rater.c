/* agreement_rater.c: one assessor against the colleagues: level, spread and discrimination told apart, halo.
 *
 * Saal, Downey & Lahey (1980) Psychol Bull 88:413-428 for the kinds of error; Cronbach (1955) for the components. An
 * assessor is always compared with the mean of the others on the same targets, never alone: on a dull field everybody is
 * flat. Halo is small spread over the items of one applicant, central tendency small spread over all marks. */
#include "scoring/agreement_put.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n.h>

#define GROUP "raters"
static const char alone[] = N_("No two assessors share a target, so nobody can be compared with colleagues.");

/* Sum and number of the marks in a row. */
static void add_row(const RatingMatrix *m, size_t i, double *ret_sum, double *ret_count) {
  *ret_sum = *ret_count = 0;
  for (size_t j = 0; j < m->k; j++) {
    if (isnan(rating(m, i, j))) continue;
    *ret_sum += rating(m, i, j);
    ++*ret_count;
  }
}

/* The rater's marks and the others' means on the targets they share. */
static size_t pair_up(const RatingMatrix *m, size_t j, double *own, double *others) {
  size_t n = 0;
  for (size_t i = 0; i < m->n; i++) {
    double sum, count;
    add_row(m, i, &sum, &count);
    if (isnan(rating(m, i, j)) || count < 2) continue;
    own[n] = rating(m, i, j);
    others[n++] = (sum - rating(m, i, j)) / (count - 1);
  }
  return n;
}

static double deviation(const double *x, size_t n) { return n > 1 ? sqrt(squares_of(x, n) / ((double)n - 1)) : NAN; }

/* Mean spread of the other raters, each over the targets shared with rater j: what the rater's own is held against. */
static double team_deviation(const RatingMatrix *m, size_t j, double *room) {
  double sum = 0, count = 0;
  for (size_t r = 0; r < m->k; r++) {
    size_t n = 0;
    for (size_t i = 0; r != j && i < m->n; i++)
      if (!isnan(rating(m, i, r)) && !isnan(rating(m, i, j))) room[n++] = rating(m, i, r);
    if (n < 2) continue;
    sum += deviation(room, n);
    count++;
  }
  return sum / count;
}

typedef enum Effect { MEAN, LEVEL, SD, SPREAD, DISCRIMINATION, RANGE, SHARED, EFFECTS } Effect;
static const char *const names[EFFECTS + 1] = {"mean",           "level", "sd",     "spread",
                                               "discrimination", "range", "shared", NULL};

static void find_effects(const RatingMatrix *m, size_t j, double *room, double effects[EFFECTS]) {
  double *own = room, *others = room + m->n + 1, *third = others + m->n + 1, low = INFINITY, high = -INFINITY;
  size_t all = 0;
  for (size_t i = 0; i < m->n; i++) {
    if (isnan(rating(m, i, j))) continue;
    third[all++] = rating(m, i, j);
    low = MIN(low, rating(m, i, j));
    high = MAX(high, rating(m, i, j));
  }
  effects[MEAN] = mean_of(third, all);
  effects[SD] = deviation(third, all);
  effects[RANGE] = high - low;
  size_t n = pair_up(m, j, own, others);
  effects[LEVEL] = mean_of(own, n) - mean_of(others, n);
  effects[DISCRIMINATION] = correlation_of(own, others, n);
  effects[SPREAD] = deviation(own, n) / team_deviation(m, j, third);
  effects[SHARED] = (double)n;
}

void agreement_raters(Agreement *agreement, const RatingMatrix *matrix) {
  size_t k = matrix->k;
  g_autofree double *lists = g_new(double, EFFECTS *k + 1), *room = g_new(double, 3 * (matrix->n + 1));
  double shared = 0;
  for (size_t j = 0; j < k; j++) {
    double effects[EFFECTS];
    find_effects(matrix, j, room, effects);
    shared += effects[SHARED];
    for (size_t e = 0; e < EFFECTS; e++) lists[e * k + j] = effects[e];
  }
  agreement_warn_small(agreement, GROUP, matrix->n, k);
  if (!(shared > 0)) {
    agreement_refuse(agreement, GROUP, alone, names);
    return;
  }
  for (size_t e = 0; e < EFFECTS; e++) agreement_put_list(agreement, GROUP, names[e], lists + e * k, k);
}

/* Spread of one assessor's marks on one applicant, kept as sums per scorebook. */
typedef struct Book {
  double n, sum, squares;
} Book;

static double book_deviation(const Book *b) {
  return b->n > 1 ? sqrt(MAX(b->squares - b->sum * b->sum / b->n, 0) / (b->n - 1)) : NAN;
}

/* Scorebooks in a table of applicant x assessor, by hash: only those that exist. */
static GHashTable *read_books(const RatingTable *t) {
  GHashTable *books = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  double mean = mean_of(t->scores, t->n);
  for (size_t i = 0; i < t->n; i++) {
    int64_t key = (int64_t)t->level[0][i] << 32 | t->level[1][i];
    Book *book = g_hash_table_lookup(books, &key);
    if (book == NULL) {
      book = g_new0(Book, 1);
      g_hash_table_insert(books, g_memdup2(&key, sizeof key), book);
    }
    double x = t->scores[i] - mean;
    book->n++;
    book->sum += x;
    book->squares += x * x;
  }
  return books;
}

typedef struct Compared {
  double own, others, books; /* halo: sums of deviations */
  Book all, colleagues;      /* central tendency: the marks on the same applicants */
} Compared;

/* Per applicant the sum and number of its scorebooks' deviations, and all its marks as one. */
typedef struct Field {
  double deviations, books;
  Book all;
} Field;

static void add_book(Book *to, const Book *b, double sign) {
  to->n += sign * b->n;
  to->sum += sign * b->sum;
  to->squares += sign * b->squares;
}

static void compare_book(Compared *c, const Field *field, const Book *book) {
  double own = book_deviation(book);
  if (isnan(own) || field->books < 2) return;
  c->own += own;
  c->others += (field->deviations - own) / (field->books - 1);
  c->books++;
  add_book(&c->all, book, 1);
  add_book(&c->colleagues, &field->all, 1);
  add_book(&c->colleagues, book, -1);
}

static int by_key(const void *a, const void *b) {
  int64_t x = **(int64_t *const *)a, y = **(int64_t *const *)b;
  return x < y ? -1 : x > y;
}

/* The keys in order, so that sums do not hang on how a hash lies in memory. Caller frees the array. */
static int64_t **book_keys(GHashTable *books, unsigned *ret_n) {
  int64_t **keys = (int64_t **)g_hash_table_get_keys_as_array(books, ret_n);
  qsort(keys, *ret_n, sizeof *keys, by_key);
  return keys;
}

static void fill_field(Field *field, const Book *book) {
  double own = book_deviation(book);
  if (isnan(own)) return;
  field->deviations += own;
  field->books++;
  add_book(&field->all, book, 1);
}

void agreement_halo(Agreement *agreement, const RatingTable *table) {
  size_t k = table->levels[1];
  g_autoptr(GHashTable) books = read_books(table);
  g_autofree Field *fields = g_new0(Field, table->levels[0] + 1);
  g_autofree Compared *compared = g_new0(Compared, k + 1);
  g_autofree double *halo = g_new(double, k + 1), *central = g_new(double, k + 1), *within = g_new(double, k + 1);
  unsigned n = 0;
  g_autofree int64_t **keys = book_keys(books, &n);
  for (unsigned i = 0; i < n; i++) fill_field(&fields[*keys[i] >> 32], g_hash_table_lookup(books, keys[i]));
  for (unsigned i = 0; i < n; i++)
    compare_book(&compared[*keys[i] & UINT32_MAX], &fields[*keys[i] >> 32], g_hash_table_lookup(books, keys[i]));
  double shared = 0;
  for (size_t j = 0; j < k; j++) {
    halo[j] = compared[j].own / compared[j].others;
    within[j] = compared[j].own / compared[j].books;
    central[j] = book_deviation(&compared[j].all) / book_deviation(&compared[j].colleagues);
    shared += compared[j].books;
  }
  if (!(shared > 0)) {
    agreement_refuse(agreement, GROUP, alone, (const char *const[]){"halo", "central_tendency", NULL});
    return;
  }
  agreement_put_list(agreement, GROUP, "within_sd", within, k);
  agreement_put_list(agreement, GROUP, "halo", halo, k);
  agreement_put_list(agreement, GROUP, "central_tendency", central, k);
}
