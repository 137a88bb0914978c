/* report_flags_chance.h: what the report of flags says about chance: of its own part. */
#ifndef ACCOLADE_REPORT_FLAGS_CHANCE_H
#define ACCOLADE_REPORT_FLAGS_CHANCE_H

#include "reports/report.h"

/* The level at which chance is asked, the stages too small to ask, and what the checks find and miss in an award of this
 * size. For people. */
void report_add_chance(Document *document, const ReportInput *input);

#endif
