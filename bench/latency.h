/* latency.h: many short times told in two numbers. */
#ifndef ACCOLADE_BENCH_LATENCY_H
#define ACCOLADE_BENCH_LATENCY_H

#include <stdio.h>
#include <stdlib.h>

static inline int by_time(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* The median and the 99th of a hundred, in microseconds, on a line. */
static inline void print_latency(double *took, int n) {
  qsort(took, (size_t)n, sizeof *took, by_time);
  printf("%.1f %.1f\n", took[n / 2] * 1e6, took[n * 99 / 100] * 1e6);
}

#endif
