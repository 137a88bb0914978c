/* report_comments.h: strengths and opportunities for improvement as reports tell them, with where their evidence is, and
 * the key factors they rest on. */
#ifndef ACCOLADE_REPORT_COMMENTS_H
#define ACCOLADE_REPORT_COMMENTS_H

#include "reports/report_head.h"

/* Named tells who wrote each, for inside use, why marks are no numbers, and what the consensus took over beside it. Without
 * names, for the applicant: the consensus speaks where the panel took anything over at that stage, else every assessor who
 * counts. */
typedef struct CommentChoice {
  uint16_t stage;
  bool named;
} CommentChoice;

/* Those that are told (const ReportComment *), by item, strengths first. Caller frees the array. */
GPtrArray *report_comments_chosen(const ReportInput *input, CommentChoice choice);
/* The same for people, item by item under headings; nothing where there are none. */
void report_add_comments(Document *document, const ReportInput *input, CommentChoice choice);
/* And for machines over all stages, as a table "comments". */
void report_list_comments(Document *document, const ReportInput *input, bool named);

/* The applicant's key factors, for people and for machines (table "factors"); nothing where there are none. Without names
 * only those that hold at every stage and those that comments told without names cite. */
void report_add_factors(Document *document, const ReportInput *input, bool named);
/* Appends "F3 F7" for "3 7". */
void report_put_factors(GString *out, const char *numbers);

#endif
