/* release.h: an assessor who falls ill, leaves or is replaced in the middle of a stage (因故退出), and who takes the place.
 *
 * A release takes an assessor off scorebooks that are not submitted, at stages that are open: they are owed no more, drafts
 * stay in the record and do not count, and nothing in it says that anybody had a conflict of interest, which is what a
 * recusal says. What was submitted counts on. A successor is assigned in the place, as an import would assign them, and
 * never as the leader; where the release takes a panel's leader and no deputy is there to lead, the successor is named its
 * deputy (store_lead.c). A place has one holder: who took it passes it on, or back.
 *
 * Per scorebook an event "release" (after "released", "released to E9", or "assigned" when it is taken back), and where the
 * successor is new to the panel an event "assign" behind it, which makes the assignment. */
#ifndef ACCOLADE_RELEASE_H
#define ACCOLADE_RELEASE_H

#include "store/store.h"

typedef struct ReleaseOrder {
  uint32_t assessor;
  int64_t successor;        /* an assessor's number; -1: nobody */
  int stage;                /* -1: every one that is open */
  const GArray *applicants; /* uint32_t; empty: all */
  const char *reason;
} ReleaseOrder;

typedef struct ReleasedBook {
  uint16_t stage;
  uint32_t applicant;
  int64_t holder; /* who has taken it; -1: nobody */
  bool led;       /* who is released led the panel, as its leader or the deputy, or would have */
} ReleasedBook;

typedef struct Released {
  GArray *done; /* ReleasedBook, by stage and applicant: released or passed on, or taken back */
  GArray *left; /* likewise: not taken back, for another holds it */
  size_t kept;  /* scorebooks at those stages that are submitted and count on */
} Released;

/* Releases the assessor from what is not submitted; with a successor, what the assessor is released from already and nobody took
 * is passed on too. Withdrawn applicants are left out. An applicant that is named and of whom there is nothing to release is
 * refused, and so is all of it where the successor cannot take every place. */
bool store_release(Store *store, const ReleaseOrder *order, Released *ret_done, GError **error);
/* Takes releases back, where nobody has taken the place; who did is refused where the applicant is named. */
bool store_lift_release(Store *store, const ReleaseOrder *order, Released *ret_done, GError **error);
void released_clear(Released *places);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Released, released_clear)

#endif
