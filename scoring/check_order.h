/* check_order.h: the order of flags. For the file that runs the checks. */
#ifndef ACCOLADE_CHECK_ORDER_H
#define ACCOLADE_CHECK_ORDER_H

#include "scoring/check.h"

/* Sorts flags by stage, applicant id, check, item and assessor id, and lowers to a note every flag that another check's flag,
 * at least as grave, says better (Check.behind): on the same item, or without an item on the same scorebook. */
void flags_arrange(GPtrArray *flags, const Cycle *cycle);

#endif
