/* agreement_near.h: what the tests of agreement share: how near a value must be, and data that recurs. */
#ifndef TESTS_AGREEMENT_NEAR_H
#define TESTS_AGREEMENT_NEAR_H

#include "scoring/agreement_put.h"

void near_to(double got, double want, double room);
/* The value is there, and near. */
void value_is(const Agreement *a, const char *group, const char *name, double want, double room);
void entry_is(const Agreement *a, const char *group, const char *name, size_t i, double want, double room);
/* The value was refused with a reason. */
void is_refused(const Agreement *a, const char *group, const char *name);
void text_is(const Agreement *a, const char *group, const char *name, const char *want);
/* Some warning of the group holds this. */
bool says(const Agreement *a, const char *group, const char *part);

/* Shrout & Fleiss (1979), table 2: six targets by four judges. */
extern const double shrout[24];
/* The same without some cells; room has 24. */
RatingMatrix shrout_without(double *room, size_t n_holes, const size_t *holes);

#endif
