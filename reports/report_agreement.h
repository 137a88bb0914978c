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

/* Is the panel to be believed? */
void agreement_say(Document *document, const Agreement *agreement);
/* Of one column of figures: which lie apart. Nothing of other tables. */
void agreement_say_outliers(Document *document, const Agreement *agreement);
/* Where differences come from, as a sentence and bars, and what other numbers of assessors would give. */
void agreement_say_study(Document *document, const Agreement *agreement);
/* How it was computed, and what could not be; of severity too, where the assessors were not told of. */
void agreement_say_warnings(Document *document, const Agreement *agreement, bool severity);
/* The assessors, by their ids in the order of the totals' raters. */
void agreement_say_raters(Document *document, const char *const *ids, const Reliability *totals);
/* What the checks found in the marks these totals are of; nothing where it is not known. */
void agreement_say_flags(Document *document, const ReportInput *input, const Reliability *totals);
/* The table of classes and of the items least agreed on; what to do about all of it. */
void agreement_say_parts(Document *document, const ReportInput *input, const GPtrArray *parts,
                         const Reliability *totals);
void agreement_say_cure(Document *document, const GPtrArray *parts, const char *const *ids, const Reliability *totals);

/* A paragraph. */
void agreement_sentence(Document *document, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* A figure with its limits: "0.83 (0.70 to 0.92)"; the limits alone where there are few targets or raters. */
char *agreement_limits(const Agreement *agreement, const char *group, const char *name);
/* The reliability of the mean that an applicant has: ICC(2,k), or in a table with gaps ICC(2,m). */
const char *agreement_form(const Agreement *agreement);
/* The convention's words for its interval: "good to excellent". */
char *agreement_in_words(const Agreement *agreement);
/* A number with so many decimals and a point, "–" when there is none. Caller frees. */
char *agreement_number_text(double number, int decimals);
/* Fewer than 5 targets or 3 raters: limits, not figures. */
bool agreement_is_small(const Agreement *agreement);
/* How many assessors for each applicant reach a dependability; 0: not even thirty. */
unsigned agreement_assessors_for(const Agreement *agreement, double wanted);

/* The ids of those with one of the oddities, worst first, a few by name. Caller frees; "": nobody. */
char *agreement_names_with(const char *const *ids, const Reliability *totals, unsigned oddities);

/* A table of texts, filled row by row. */
typedef struct TextTable {
  size_t columns;
  GPtrArray *texts; /* char *, owned */
} TextTable;
TextTable *text_table_new(size_t columns);
void text_table_add(TextTable *table, char *text); /* takes the text */
/* Hands the texts to the document. */
Table *text_table_put(Document *document, const char *id, const char *title, const Column *columns, TextTable *table);

#endif
