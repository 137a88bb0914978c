/* check_control.h: what keeps false alarms at the declared level. For the files that run checks. */
#ifndef ACCOLADE_CHECK_CONTROL_H
#define ACCOLADE_CHECK_CONTROL_H

#include "scoring/check.h"

/* The statistics of one check, stage by stage, as counts in narrow bins. NULL for a check without a tail. */
typedef struct CheckControl CheckControl;
CheckControl *check_control_new(const Check *check, size_t n_stages);
void check_control_free(CheckControl *control);

/* Gives the run's flags their p and drops or lowers those that chance could have given. */
void check_control(CheckRun *run);

/* Lowers to a note every flag behind another check's flag, at least as grave, on the same item. */
void check_stand_behind(GPtrArray *flags);

#endif
