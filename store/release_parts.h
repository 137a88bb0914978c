/* release_parts.h: what the files of a release share (release.h). Private to store/. */
#ifndef ACCOLADE_RELEASE_PARTS_H
#define ACCOLADE_RELEASE_PARTS_H

#include "store/release.h"
#include "store/store_private.h"

/* -- where a release stands: store_release_row.c ---------------------------------------------------------------- */

/* 1 released, 0 not, -1 error; who took the place, -1 nobody. */
int release_read(Store *store, int64_t book, int64_t *ret_successor, GError **error);
/* Writes it with its event, or makes the assignment of somebody new to the panel with its own; the panel is counted again. */
bool release_set(Store *store, int64_t book, bool released, int64_t successor, const char *reason, GError **error);
bool release_assign(Store *store, int64_t book, const char *reason, GError **error);

/* -- how an assessor stands in a panel: store_release_seat.c ---------------------------------------------------- */

typedef enum SeatStanding {
  SEAT_OWED,
  SEAT_EMPTY, /* released, and nobody took the place */
  SEAT_TAKEN, /* likewise, but somebody did */
  SEAT_SUBMITTED,
  SEAT_RECUSED,
  SEAT_WITHDREW, /* the applicant did */
  SEAT_CLOSED
} SeatStanding;

typedef struct Seat {
  int64_t book;
  int64_t holder; /* SEAT_TAKEN: who took it; else -1 */
  SeatStanding standing;
  bool withdrew; /* also where the standing is another */
} Seat;

/* The assessor's assignments that the order speaks of (of Seat), by stage and applicant. NULL with error. */
GArray *seats_read(Store *store, const ReleaseOrder *order, GError **error);
/* Refuses for the reason why there is nothing to do about that seat, NULL: the assessor has none there; or about any. */
bool seat_refuse(Store *store, const ReleaseOrder *order, uint32_t applicant, const Seat *seat, GError **error);
bool seats_refuse(Store *store, const ReleaseOrder *order, const GArray *seats, GError **error);

#endif
