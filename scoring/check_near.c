/* check_near.c: how near to a line is near: so many points, or so many standard errors of the total.
 *
 * The standard error is that of the mean of a panel's scorebooks, by how their means over the items (check_parts.h)
 * differ among themselves, carried to the award's total; stages add up as their totals do. */
#include "scoring/check_near.h"

#include <math.h>

typedef struct Noise {
  size_t n;
  float *variances; /* per applicant, of the total in points; 0: not known */
} Noise;

static void free_noise(void *state) {
  Noise *noise = state;
  g_free(noise->variances);
  g_free(noise);
}

static Noise *noise_of(CheckRun *run, size_t n) {
  if (run->state) return run->state;
  Noise *noise = g_new0(Noise, 1);
  *noise = (Noise){n, g_new0(float, n + 1)};
  run->state = noise;
  run->free_state = free_noise;
  return noise;
}

/* Points of the award's total to a full mark at the stage. */
static double points_at(const CheckSubject *subject) {
  const Stage *stage = subject->stage;
  bool own = stage->form == STAGE_TOTAL || stage->max_set;
  return ratio_double(stage->factor) * ratio_double(own ? stage->max : subject->criteria->points);
}

/* Of the mean, full marks being 1. */
static double variance_of(const CheckSubject *subject) {
  double n = 0, mean = 0, squares = 0;
  for (size_t b = 0; b < subject->panel->n; b++) {
    const CheckBook *book = &subject->books[b];
    if (book->skipped || book->n == 0) continue;
    double away = book->mean / 100.0 - mean;
    n++;
    mean += away / n;
    squares += away * (book->mean / 100.0 - mean);
  }
  return n > 1 ? squares / (n - 1) / n : 0;
}

void near_gather(CheckRun *run, const CheckSubject *subject) {
  if (run->values[NEAR_ERRORS] <= 0) return;
  double points = points_at(subject);
  noise_of(run, subject->cycle->n_applicants)->variances[subject->applicant] +=
      (float)(variance_of(subject) * points * points);
}

void near_join(CheckRun *into, CheckRun *behind) {
  const Noise *other = behind->state;
  for (size_t a = 0; other && a < other->n; a++) noise_of(into, other->n)->variances[a] += other->variances[a];
}

double near_error(const CheckRun *run, const Standing *standing) {
  const Noise *noise = run->state;
  return noise ? sqrt((double)noise->variances[standing->applicant]) : 0;
}

bool is_near(const CheckRun *run, Ratio distance, Ratio full_marks, double error) {
  if (!ratio_is_valid(distance)) return false;
  if (error > 0) return ratio_double(distance) <= run->values[NEAR_ERRORS] * error;
  Ratio points = run->numbers[NEAR_POINTS];
  if (ratio_is_zero(points)) points = ratio_div(ratio_mul(run->numbers[NEAR_PERCENT], full_marks), ratio_int(100));
  return ratio_cmp(distance, points) <= 0;
}
