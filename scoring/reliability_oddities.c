/* reliability_oddities.c: what may be said of an assessor. It must be large as well as certain.
 *
 * Large: five per cent of the full mark, a spread beyond 0.7 or 1.4, a discrimination below 0.3. Certain: beyond what chance
 * gives the furthest of so many assessors who are all alike (agreement_sure()). The error of a level is that of severity, or
 * comes from how it differs from applicant to applicant; that of the logarithm of a ratio of two deviations is at most
 * 1 / sqrt(n - 1), that of Fisher's (1921) z of a correlation 1 / sqrt(n - 3), and it is compared with the typical
 * assessor's. */
#include "scoring/agreement_put.h"
#include "scoring/reliability.h"

#include <math.h>

static const double far = 5, narrow = 0.7, wide = 1.4, apart = 0.3;

/* What is asked of an assessor's figures to be certain: how many errors off, and of whom. */
typedef struct Doubt {
  size_t k;
  double errors, severity_errors; /* of any figure; of severity, whose error has degrees of freedom */
  double discrimination;          /* the typical assessor's */
} Doubt;

static double typical_discrimination(const Reliability *totals) {
  g_autofree double *known = g_new(double, totals->k + 1);
  size_t n = 0;
  for (size_t r = 0; r < totals->k; r++)
    if (isfinite(totals->profiles[r].discrimination)) known[n++] = totals->profiles[r].discrimination;
  return median_sort(known, n);
}

static Doubt doubt_of(const Reliability *totals) {
  double df = agreement_number(totals->agreement, "severity", "df");
  return (Doubt){.k = totals->k,
                 .errors = agreement_sure(totals->k, INFINITY),
                 .severity_errors = agreement_sure(totals->k, isfinite(df) ? df : INFINITY),
                 .discrimination = typical_discrimination(totals)};
}

/* Nothing is certain of what has no error, or when severity points the other way. */
static bool is_level_sure(const RaterProfile *p, const Doubt *doubt) {
  double away = p->level < 0 ? p->severity : -p->severity;
  if (isfinite(p->severity_se)) return away > doubt->severity_errors * p->severity_se;
  return p->applicants > 1 && fabs(p->level) > agreement_sure(doubt->k, (double)p->applicants - 1) * p->level_se;
}

static bool is_apart_sure(const RaterProfile *p, const Doubt *doubt) {
  return (atanh(doubt->discrimination) - atanh(p->discrimination)) * sqrt(p->marks - 3) > doubt->errors;
}

static unsigned oddities_of(const RaterProfile *p, const Doubt *doubt) {
  bool spread = fabs(log(p->spread)) * sqrt(p->marks - 1) > doubt->errors;
  unsigned odd = 0;
  if (p->level <= -far && is_level_sure(p, doubt)) odd |= ODDITY_HARSH;
  if (p->level >= far && is_level_sure(p, doubt)) odd |= ODDITY_LENIENT;
  if (p->spread < narrow && spread) odd |= ODDITY_NARROW;
  if (p->spread > wide && spread) odd |= ODDITY_WIDE;
  if (p->discrimination < apart && is_apart_sure(p, doubt)) odd |= ODDITY_APART;
  return odd;
}

unsigned *reliability_oddities(const Reliability *totals) {
  const Doubt doubt = doubt_of(totals);
  unsigned *odd = g_new(unsigned, totals->k + 1);
  for (size_t r = 0; r < totals->k; r++) odd[r] = oddities_of(&totals->profiles[r], &doubt);
  return odd;
}
