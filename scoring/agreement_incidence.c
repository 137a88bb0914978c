/* agreement_incidence.c: who marked whom, what follows from that alone, and scores that lie over it. */
#include "scoring/agreement_model.h"

#include <string.h>

/* -- who is linked with whom ----------------------------------------------------------------------------- */

static uint32_t root_of(uint32_t *parent, uint32_t x) {
  while (parent[x] != x) x = parent[x] = parent[parent[x]];
  return x;
}

/* An applicant links its assessors, so the assessors alone are joined, until they all are; the lower root stays one, so
 * that roots seldom change. Returns how many were joined. */
static size_t join(const Incidence *of, size_t assessors, uint32_t *parent) {
  size_t joined = 0;
  for (size_t p = 0; p < of->applicants && joined + 1 < assessors; p++) {
    if (of->start[p] == of->start[p + 1]) continue;
    uint32_t root = root_of(parent, of->assessor[of->start[p]]);
    for (size_t i = of->start[p] + 1; i < of->start[p + 1]; i++) {
      uint32_t other = root_of(parent, of->assessor[i]);
      joined += other != root;
      parent[MAX(root, other)] = MIN(root, other);
      root = MIN(root, other);
    }
  }
  return joined;
}

/* Numbers the roots in the order of their first applicant; where all are linked there is one. */
static void number_teams(const Incidence *of, uint32_t *parent, Links *links) {
  g_autofree int64_t *number = g_new(int64_t, of->assessors + 1);
  size_t numbered = 0;
  for (size_t j = 0; j < of->assessors; j++) number[j] = -1;
  for (size_t p = 0; numbered < links->components; p++) {
    if (of->start[p] == of->start[p + 1]) continue;
    int64_t *mine = &number[root_of(parent, of->assessor[of->start[p]])];
    if (*mine < 0) *mine = (int64_t)numbered++;
  }
  for (uint32_t j = 0; j < of->assessors; j++) links->team[j] = of->marks[j] > 0 ? number[root_of(parent, j)] : -1;
}

static void find_links(const Incidence *of, Links *ret) {
  g_autofree uint32_t *parent = g_new(uint32_t, of->assessors + 1);
  *ret = (Links){.team = g_new(int64_t, of->assessors + 1)};
  for (uint32_t j = 0; j < of->assessors; j++) {
    parent[j] = j;
    ret->assessors += of->marks[j] > 0;
  }
  for (size_t p = 0; p < of->applicants; p++) ret->applicants += of->start[p] < of->start[p + 1];
  ret->components = ret->assessors - join(of, ret->assessors, parent);
  number_teams(of, parent, ret);
}

/* -- degrees of freedom -------------------------------------------------------------------------------------- */

/* What is found of an assessor: marks, the sum of their shares of their applicants, what is left of them, and 1 + the
 * applicant marked last. */
typedef struct Seat {
  double share, rest;
  uint32_t marks, last;
} Seat;

static double marks_of(const Incidence *of, size_t applicant) {
  return (double)(of->start[applicant + 1] - of->start[applicant]);
}

/* How many of an applicant's scores before the i-th are by the same assessor. */
static double count_before(const Incidence *of, size_t applicant, size_t i) {
  double n = 0;
  for (size_t k = of->start[applicant]; k < i; k++) n += of->assessor[k] == of->assessor[i];
  return n;
}

/* How often assessors' variance is in the squares within applicants, and the other way round: the scores less the sums of
 * n_pa^2 / n_p and of n_pa^2 / n_a. A pair's square is 1 + 3 + 5 ..., and the ones come to 1 for each that has scores. */
static void find_times(Incidence *of) {
  double to_assessors = (double)(of->n - of->links.applicants);
  double to_applicants = (double)(of->n - of->links.assessors);
  for (size_t p = 0; of->repeats && p < of->applicants; p++)
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      double more = 2 * count_before(of, p, i);
      to_assessors -= more / marks_of(of, p);
      to_applicants -= more / (double)of->marks[of->assessor[i]];
    }
  of->of_applicants.times = to_applicants / of->of_applicants.df;
  of->of_assessors.times = to_assessors / of->of_assessors.df;
}

/* Searle (1971) 10.1: n0 = (N - sum of n_p^2 / N) / (n - 1). */
static void find_one_way(Incidence *of) {
  double n = (double)of->n, squares = 0, inverse = 0, applicants = (double)of->links.applicants;
  for (size_t p = 0; p < of->applicants; p++) {
    double marks = marks_of(of, p);
    squares += marks * marks;
    inverse += marks > 0 ? 1 / marks : 0;
  }
  of->panel = applicants / inverse;
  of->of_between.df = applicants - 1;
  of->of_between.times = (n - squares / n) / of->of_between.df;
  of->of_within.df = n - applicants;
}

/* With w = n_pa / n_p half the mean over pairs of applicants of the sum of (w_p - w_q)^2, which is (P x the sum of w^2 - the
 * sum over assessors of (the sum of w)^2) / (P (P - 1)). */
static void find_apart(Incidence *of, const Seat *seats) {
  double squares = 0, across = 0, applicants = (double)of->links.applicants;
  if (of->full || applicants < 2) return;
  for (size_t p = 0; p < of->applicants; p++)
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      double w = 1 / marks_of(of, p);
      squares += w * w * (of->repeats ? 1 + 2 * count_before(of, p, i) : 1);
    }
  for (size_t a = 0; a < of->assessors; a++) across += seats[a].share * seats[a].share;
  of->apart = MAX(applicants * squares - across, 0) / (applicants * (applicants - 1));
}

/* -- settled ------------------------------------------------------------------------------------------------- */

/* One pass fetches all there is of an assessor. */
static Seat *find_seats(Incidence *of) {
  Seat *seats = g_new0(Seat, of->assessors + 1);
  memset(of->assessor + of->n, 0, AHEAD * sizeof *of->assessor);
  for (size_t p = 0; p < of->applicants; p++)
    for (size_t i = of->start[p]; i < of->start[p + 1]; i++) {
      Seat *seat = &seats[of->assessor[i]];
      double share = 1 / marks_of(of, p);
      __builtin_prefetch(&seats[of->assessor[i + AHEAD]]);
      of->repeats |= seat->last == (uint32_t)p + 1;
      seat->last = (uint32_t)p + 1;
      seat->marks++;
      seat->share += share;
      seat->rest += 1 - share;
    }
  return seats;
}

static void settle(Incidence *of) {
  of->n = of->start[of->applicants];
  of->marks = g_new(size_t, of->assessors + 1);
  of->diagonal = g_new(double, of->assessors + 1);
  g_autofree Seat *seats = find_seats(of);
  for (size_t j = 0; j <= of->assessors; j++) {
    of->marks[j] = seats[j].marks;
    of->diagonal[j] = seats[j].rest > 0 ? seats[j].rest : 1;
  }
  find_links(of, &of->links);
  double n = (double)of->n, teams = (double)of->links.components;
  double p = (double)of->links.applicants, a = (double)of->links.assessors;
  of->of_applicants.df = p - teams;
  of->of_assessors.df = a - teams;
  of->of_residual.df = n - p - a + teams;
  find_times(of);
  find_one_way(of);
  of->full = n >= p * a && !of->repeats;
  if (of->full) of->panel = a;
  find_apart(of, seats);
}

static void forget(Incidence *of) {
  g_free(of->marks);
  g_free(of->links.team);
  g_free(of->diagonal);
}

static void clear(void *data) {
  Incidence *of = data;
  forget(of);
  g_free(of->start);
  g_free(of->assessor);
}

/* -- scores -------------------------------------------------------------------------------------------------- */

TwoWay *two_way_room(size_t n, size_t applicants, size_t assessors) {
  TwoWay *t = g_new0(TwoWay, 1);
  t->of = g_atomic_rc_box_new0(Incidence);
  t->of->applicants = applicants;
  t->of->assessors = assessors;
  t->of->start = g_new0(size_t, applicants + 1);
  t->of->assessor = g_new(uint32_t, n + AHEAD);
  t->score = g_new(double, n + 1);
  return t;
}

void two_way_again(TwoWay *t) {
  forget(t->of);
  *t->of = (Incidence){.start = t->of->start, .assessor = t->of->assessor};
}

void two_way_settle(TwoWay *t) {
  settle(t->of);
  two_way_centre(t);
}

TwoWay *two_way_like(const TwoWay *t) {
  TwoWay *like = g_new0(TwoWay, 1);
  like->of = g_atomic_rc_box_acquire(t->of);
  like->score = g_new(double, t->of->n + 1);
  return like;
}

void two_way_centre(TwoWay *t) {
  double sum = 0;
  for (size_t i = 0; i < t->of->n; i++) sum += t->score[i];
  t->mean = t->of->n > 0 ? sum / (double)t->of->n : 0;
  for (size_t i = 0; i < t->of->n; i++) t->score[i] -= t->mean;
}

TwoWay *two_way_new(const RatingTable *table) {
  TwoWay *t = two_way_room(table->n, table->levels[0], table->levels[1]);
  Incidence *of = t->of;
  g_autofree size_t *next = g_new0(size_t, of->applicants + 1);
  for (size_t i = 0; i < table->n; i++) of->start[table->level[0][i] + 1]++;
  for (size_t p = 0; p < of->applicants; p++) of->start[p + 1] += next[p] = of->start[p];
  for (size_t i = 0; i < table->n; i++) {
    size_t at = next[table->level[0][i]]++;
    of->assessor[at] = table->level[1][i];
    t->score[at] = table->scores[i];
  }
  two_way_settle(t);
  return t;
}

void two_way_free(TwoWay *t) {
  if (t == NULL) return;
  g_atomic_rc_box_release_full(t->of, clear);
  g_free(t->score);
  g_free(t);
}
