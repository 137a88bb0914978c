/* gathering.h: from the record what a report needs, and no more. */
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
  int64_t *late;                    /* per stage, as in ReportInput */
  GPtrArray *panels, *other_panels; /* Panel; NULL for stages without */
} Gathered;

/* needs: of ReportNeeds. False, with an error, when the record cannot be read or this person may not see it; clear it either
 * way. applicant, other: -1 where the kind is about none, or not about two. */
bool gather(Session *session, unsigned needs, int64_t applicant, int64_t other, Gathered *gathered, GError **error);
/* An applicant's panels (of Panel) by stage, NULL where the acting person may not see one; the first refusal where they may
 * see none. */
GPtrArray *gather_panels(Session *session, uint32_t applicant, GError **error);
/* Per stage of the rules how many scorebooks may still be submitted and are not; for who sees others' marks. Caller frees. */
int64_t *gather_late(Session *session, GError **error);
void gathered_clear(Gathered *gathered);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathered, gathered_clear)

#endif
