/* report_agreement.h: how far assessors agree, told from an award's record or from a table of somebody's own. */
#ifndef ACCOLADE_REPORT_AGREEMENT_H
#define ACCOLADE_REPORT_AGREEMENT_H

#include "reports/report_head.h"
#include "scoring/reliability.h"

/* The agreement of a table: its raters' names in the order of the values' lists (NULL: not told). `title` is what the
 * table is called. Everything is borrowed for the call. */
Document *report_agreement_of(const char *lang, const char *title, const Agreement *agreement, size_t n_raters,
                              const char *const *raters);

/* -- shared by report_agreement*.c ---------------------------------------------------------------------- */

/* For machines: n, k, raters, values by group and name, warnings. */
void agreement_tell_values(Document *document, const Agreement *agreement, size_t n_raters, const char *const *raters);
/* For sheets: group, name, value, one row a number; lists row by row. With `parts` (of Reliability) the sheet says of
 * which stage, class and item. */
void agreement_tell_sheet(Document *document, const Agreement *agreement);
void agreement_tell_parts(Document *document, const ReportInput *input, const GPtrArray *parts);

/* One plain sentence a finding. `panel` is how many assessors mark an applicant. */
void agreement_say(Document *document, const Agreement *agreement, double panel, bool crossed);
/* The shares of variance as bars, and what other numbers of assessors would give. */
void agreement_say_study(Document *document, const Agreement *agreement);
void agreement_say_warnings(Document *document, const Agreement *agreement);
/* A figure with its limits: "0.83 (0.70 to 0.92)"; the limits alone where there are few targets or raters. */
char *agreement_limits(const Agreement *agreement, const char *group, const char *name);
/* A number with so many decimals and a point, "–" when there is none. Caller frees. */
char *agreement_number_text(double number, int decimals);
bool agreement_is_small(const Agreement *agreement);

/* The table of classes and items; the assessors; what to do about all of it. */
void agreement_say_parts(Document *document, const ReportInput *input, const GPtrArray *parts,
                         const Reliability *totals);
/* ids: of the totals' raters, in their order */
void agreement_say_raters(Document *document, const char *const *ids, const Reliability *totals);
void agreement_say_cure(Document *document, const GPtrArray *parts, const Reliability *totals);

#endif
