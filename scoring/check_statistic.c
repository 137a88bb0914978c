/* check_statistic.c: what several checks compare scorebooks by, in doubles. */
#include "scoring/check.h"

#include <math.h>

/* What marks in steps of 5 percent scatter by of themselves: 25 / 12. Keeps logarithms finite. */
static const double GRAIN = 2.0833;

double check_departure(const CheckItem *item, size_t book) {
  int64_t own = item->results[book];
  if (own < 0 || item->n < 2 || item->full <= 0) return NAN;
  double others = ((double)item->sum - (double)own) / (double)(item->n - 1);
  return 100 * ((double)own - others) / (double)item->full;
}

double check_scatter(const CheckItem *item, size_t n) {
  if (item->n < 2 || item->full <= 0) return NAN;
  double mean = (double)item->sum / (double)item->n, squares = 0, to_percent = 100 / (double)item->full;
  for (size_t b = 0; b < n; b++)
    if (item->results[b] >= 0) squares += ((double)item->results[b] - mean) * ((double)item->results[b] - mean);
  return cbrt(squares * to_percent * to_percent / (double)(item->n - 1));
}

static double lean_of(const CheckSubject *subject, size_t book) {
  double sum = 0, n = 0;
  for (size_t i = 0; i < subject->n_items; i++) {
    double departure = check_departure(&subject->items[i], book);
    if (isnan(departure)) continue;
    sum += departure;
    n++;
  }
  return n > 1 ? sum / n : 0;
}

double *check_leans(const CheckSubject *subject) {
  double *leans = g_new(double, subject->panel->n + 1);
  for (size_t b = 0; b < subject->panel->n; b++) leans[b] = lean_of(subject, b);
  return leans;
}

double *check_restless(const CheckSubject *subject) {
  g_autofree double *leans = check_leans(subject);
  double *squares = g_new(double, subject->panel->n + 1);
  for (size_t b = 0; b < subject->panel->n; b++) {
    double sum = 0, n = 0, most = 0;
    for (size_t i = 0; i < subject->n_items; i++) {
      double departure = check_departure(&subject->items[i], b) - leans[b];
      if (isnan(departure)) continue;
      sum += departure * departure;
      most = MAX(most, departure * departure);
      n++;
    }
    squares[b] = n > 2 ? (sum - most) / (n - 2) : NAN;
  }
  return squares;
}

static double percent_variance(const CheckBook *book) { return 10000 * ratio_double(book->variance); }

double check_scatter_against(const CheckSubject *subject, size_t book) {
  double sum = 0, n = 0;
  for (size_t b = 0; b < subject->panel->n; b++) {
    if (b == book || subject->books[b].n < 2) continue;
    sum += percent_variance(&subject->books[b]);
    n++;
  }
  if (n < 1 || subject->books[book].n < 2) return NAN;
  return 10 * log((percent_variance(&subject->books[book]) + GRAIN) / (sum / n + GRAIN));
}
