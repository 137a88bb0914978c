/* severity BOUND.DB squares|blup: what accolade's agreement reckons of the additive model score = mean + applicant +
 * assessor + error, from the totals of all scorebooks. squares: the model settled, and least squares. blup: with them the
 * components of variance and both factors' best predictions. The median of some runs in microseconds. */
#include "bench/latency.h"
#include "bench/sheets.h"
#include "scoring/agreement_model.h"

static const double exactly = 1e-18; /* of the squared residual */

static void least_squares(const RatingTable *table) {
  g_autoptr(TwoWay) model = two_way_new(table);
  g_auto(Fitting) fitting = {.effects = NULL};
  fitting_find(model, exactly, &fitting);
}

static void predictions(const RatingTable *table) {
  g_autoptr(Agreement) agreement = agreement_new(table->levels[0], table->levels[1]);
  agreement_variance_panel(agreement, table);
}

int main(int argc, char **argv) {
  enum { TIMES = 5 };
  if (argc != 3) return 2;
  const Sheets sheets = read_sheets(argv[1]);
  const RatingTable table = {.n = sheets.n,
                             .scores = sheets.total,
                             .n_factors = 2,
                             .factors = {"applicant", "assessor"},
                             .level = {sheets.applicant, sheets.assessor},
                             .levels = {sheets.applicants, sheets.assessors}};
  double took[TIMES];
  for (int i = 0; i < TIMES; i++) {
    double before = seconds();
    (strcmp(argv[2], "blup") == 0 ? predictions : least_squares)(&table);
    took[i] = seconds() - before;
  }
  print_latency(took, TIMES);
  return 0;
}
