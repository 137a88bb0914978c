/* not_final.h: what makes a result look final that is not: stages that have not begun, scorebooks that are out, applicants that
 * may still be ranked, stages that are not sealed beside such as are, or no more. */
#ifndef ACCOLADE_NOT_FINAL_H
#define ACCOLADE_NOT_FINAL_H

#include "reports/report.h"

/* For people a sentence for each of them, for machines the fields "not-begun", "not_submitted", "not_ranked_yet" and "not_sealed". Of the
 * input: award, cycle, ranking, lang; late may be NULL, and nothing is said of scorebooks then. */
void report_add_not_final(Document *document, const ReportInput *input);
/* The sentences, a line each; "" where the result is final. Caller frees. */
char *report_not_final(const ReportInput *input);

#endif
