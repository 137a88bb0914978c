/* gathering.h: from the record what a report kind says it needs, and no more. */
#ifndef ACCOLADE_GATHERING_H
#define ACCOLADE_GATHERING_H

#include "commands/reporting.h"

typedef struct Gathered {
  Ranking *ranking;
  GPtrArray *flags, *comments, *told; /* Flag, Comment, ReportComment */
  GPtrArray *merged;                  /* of GPtrArray of MergedComment: what told borrows from too */
  GPtrArray *factors, *of_factors;    /* ReportFactor, Factor: what those borrow from */
  GPtrArray *agreed, *of_agreed;      /* ReportAgreed, and GPtrArray of AgreedMark */
  GPtrArray *changes;                 /* ReportChange; its texts are `texts` */
  GStringChunk *texts;
  GPtrArray *panels; /* Panel; NULL for stages without */
} Gathered;

/* False, with an error, when the record cannot be read or this person may not see it; clear it either way. applicant: -1
 * where the kind is about none. */
bool gather(Session *session, const ReportKind *kind, int64_t applicant, Gathered *gathered, GError **error);
void gathered_clear(Gathered *gathered);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathered, gathered_clear)

#endif
