/* check_near.h: what is near a line, for the checks of floors and places. */
#ifndef ACCOLADE_CHECK_NEAR_H
#define ACCOLADE_CHECK_NEAR_H

#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { NEAR_PERCENT, NEAR_POINTS, NEAR_ERRORS };
#define NEAR_SETTINGS                                                                                    \
  {                                                                                                      \
    [NEAR_PERCENT] = {"percent", "0.5", N_("how near, in percent of full marks")},                       \
    [NEAR_POINTS] = {"points", "0", N_("how near, in points; above 0 it is used instead of percent")},   \
    [NEAR_ERRORS] = {"errors", "0", N_("how near, in standard errors; above 0 it is used where known")}, \
  }

/* A check's gather and join; the run's state is theirs. */
void near_gather(CheckRun *run, const CheckSubject *subject);
void near_join(CheckRun *into, CheckRun *behind);

/* The standard error of a standing's total, in points; 0: not asked for, or not known, as with a single scorebook. */
double near_error(const CheckRun *run, const Standing *standing);
/* Is a distance in points near, by the settings? `error` is what it may be off by: 0 where that is not known. */
bool is_near(const CheckRun *run, Ratio distance, Ratio full_marks, double error);

#endif
