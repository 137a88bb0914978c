/* report_without.h: what hangs on an assessor's marks: whose total, rank or tier would be another if they counted nowhere. */
#ifndef ACCOLADE_REPORT_WITHOUT_H
#define ACCOLADE_REPORT_WITHOUT_H

#include "reports/report.h"

/* Of the input: award, cycle, ranking, late, lang, for_machines, events, head, borrowed as long as the document lives.
 * supposed: the ranking of the same record without the assessor; taken. Never NULL. */
Document *report_without(const ReportInput *input, Ranking *supposed, const Assessor *assessor);

#endif
