/* check_order.h: the order of flags. For the file that runs the checks. */
#ifndef ACCOLADE_CHECK_ORDER_H
#define ACCOLADE_CHECK_ORDER_H

#include "criteria/threads.h"
#include "scoring/check.h"

/* All flags by stage, applicant id, check, item and assessor id, out of lists of one check each, in the order of the checks;
 * the lists are empty afterwards. Lowers to a note every flag that another check's flag, at least as grave, says better
 * (Check.behind): on the same item, or without an item on the same scorebook. The telling hears how far it is; its pieces are
 * counted here. Caller frees. */
GPtrArray *flags_arrange(GPtrArray *const *lists, size_t n, const Cycle *cycle, size_t n_stages, Telling *telling);

#endif
