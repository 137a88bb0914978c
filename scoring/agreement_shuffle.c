/* agreement_shuffle.c: the rows of a matrix as if at random, and yet the same whatever order they came in.
 *
 * A row's number is mixed from what is in it (Steele, Lea & Flood 2014, the finaliser of splitmix64) and from how many equal
 * rows there are before it. Which of equal rows comes first makes no difference to anybody. */
#include "scoring/agreement_put.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Numbered {
  uint64_t number;
  size_t row;
} Numbered;

static uint64_t mix(uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9U;
  x = (x ^ x >> 27) * 0x94d049bb133111ebU;
  return x ^ x >> 31;
}

/* Of the marks, whoever gave which. */
static uint64_t number_of(const RatingMatrix *m, size_t row) {
  uint64_t number = 0;
  for (size_t j = 0; j < m->k; j++) {
    double x = rating(m, row, j) + 0.0; /* no zero below zero */
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    if (!isnan(x)) number += mix(bits);
  }
  return number;
}

static int by_number(const void *a, const void *b) {
  const Numbered *x = a, *y = b;
  return (x->number > y->number) - (x->number < y->number);
}

size_t *shuffled_rows(const RatingMatrix *m) {
  g_autofree Numbered *rows = g_new(Numbered, m->n + 1);
  size_t *order = g_new(size_t, m->n + 1);
  for (size_t i = 0; i < m->n; i++) rows[i] = (Numbered){number_of(m, i), i};
  qsort(rows, m->n, sizeof *rows, by_number);
  for (size_t from = 0, to; from < m->n; from = to) {
    uint64_t number = rows[from].number;
    for (to = from; to < m->n && rows[to].number == number; to++)
      ;
    for (size_t i = from; i < to; i++) rows[i].number = mix(mix(number) + (i - from));
  }
  qsort(rows, m->n, sizeof *rows, by_number);
  for (size_t i = 0; i < m->n; i++) order[i] = rows[i].row;
  return order;
}
