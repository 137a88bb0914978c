/* by_id.h: the order of lists about people: by stage, then by the ids of applicant and assessor, bytewise. Their numbers follow
 * the order of rows in the files that were imported, of which nothing that is told may depend. */
#ifndef ACCOLADE_BY_ID_H
#define ACCOLADE_BY_ID_H

#include "store/store.h"

/* Lists of store_owed() and its like (of Owed, PanelProgress, PanelLead). */
void owed_sort(GArray *owed, const Cycle *cycle);
void panels_sort(GArray *panels, const Cycle *cycle);
void leads_sort(GArray *leads, const Cycle *cycle);
void placings_sort(GPtrArray *placings, const Cycle *cycle); /* of const Placing * */
/* The cycle's own (of const Release *, const Recusal *), borrowed from it. Caller unrefs. */
GPtrArray *releases_by_id(const Cycle *cycle);
GPtrArray *recusals_by_id(const Cycle *cycle);

#endif
