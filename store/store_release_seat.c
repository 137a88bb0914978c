/* store_release_seat.c: how an assessor stands in the panels a release speaks of, and why nothing is to be done about some. */
#include "store/release_parts.h"

/* -- looking ---------------------------------------------------------------------------------------------------- */

/* Of a check that refuses with STORE_ERROR_PERMISSION: did it? False with any other error. */
static bool refused(bool good, GError *problem, bool *ret_refused, GError **error) {
  *ret_refused = !good;
  if (good) return true;
  if (!g_error_matches(problem, STORE_ERROR, STORE_ERROR_PERMISSION)) {
    g_propagate_error(error, problem);
    return false;
  }
  g_error_free(problem);
  return true;
}

static bool has_withdrawn(Store *store, uint32_t applicant, bool *ret_has, GError **error) {
  GError *problem = NULL;
  bool good = store_needs_taking_part(store, applicant, &problem);
  return refused(good, problem, ret_has, error);
}

static bool is_closed(Store *store, uint16_t stage, bool *ret_is, GError **error) {
  GError *problem = NULL;
  bool good = stage_needs(store, stage, STAGE_OPEN, &problem);
  return refused(good, problem, ret_is, error);
}

/* A successor who is recused holds nothing. */
static bool look_for_holder(Store *store, Seat *seat, GError **error) {
  int released = release_read(store, seat->book, &seat->holder, error);
  int recused = seat->holder < 0 ? 0 : store_is_recused(store, book_applicant(seat->book), seat->holder, error);
  if (recused == 1) seat->holder = -1;
  if (released == 1) seat->standing = seat->holder < 0 ? SEAT_EMPTY : SEAT_TAKEN;
  return released >= 0 && recused >= 0;
}

static bool look_at(Store *store, Seat *seat, GError **error) {
  uint32_t applicant = book_applicant(seat->book);
  bool closed;
  int recused = store_is_recused(store, applicant, book_assessor(seat->book), error);
  int submitted = recused < 0 ? -1 : book_is_submitted(store, seat->book, error);
  if (submitted < 0 || !is_closed(store, book_stage(seat->book), &closed, error) ||
      !has_withdrawn(store, applicant, &seat->withdrew, error))
    return false;
  seat->standing = seat->withdrew ? SEAT_WITHDREW : SEAT_OWED;
  if (!look_for_holder(store, seat, error)) return false;
  if (recused == 1) seat->standing = SEAT_RECUSED;
  if (submitted == 1) seat->standing = SEAT_SUBMITTED;
  if (closed) seat->standing = SEAT_CLOSED;
  return true;
}

static bool is_named(const ReleaseOrder *order, uint32_t applicant) {
  for (guint i = 0; i < order->applicants->len; i++)
    if (g_array_index(order->applicants, uint32_t, i) == applicant) return true;
  return order->applicants->len == 0;
}

GArray *seats_read(Store *store, const ReleaseOrder *order, GError **error) {
  g_autoptr(GArray) seats = g_array_new(FALSE, FALSE, sizeof(Seat));
  sqlite3_stmt *row = sql(store, SQL_assignments_of);
  sqlite3_bind_int64(row, 1, order->assessor);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    Seat seat = {.book = sqlite3_column_int64(row, 0), .holder = -1};
    bool meant = order->stage < 0 || book_stage(seat.book) == order->stage;
    if (!meant || !is_named(order, book_applicant(seat.book))) continue;
    if (!look_at(store, &seat, error)) return NULL;
    g_array_append_val(seats, seat);
  }
  return got == 0 ? g_steal_pointer(&seats) : NULL;
}

/* -- refusing --------------------------------------------------------------------------------------------------- */

static bool refuse_taken(Store *store, const char *who, const char *id, int64_t holder, GError **error) {
  g_autofree char *other = store_assessor_id(store, (uint32_t)holder, error);
  return other &&
         store_refuse(
             error, STORE_ERROR_INPUT,
             _("“%s” has taken the place of “%s” on “%s”; accolade release %s %s --to ASSESSOR passes it on, or "
               "back"),
             other, who, id, other, id);
}

bool seat_refuse(Store *store, const ReleaseOrder *order, uint32_t applicant, const Seat *seat, GError **error) {
  static const char *const sentences[] = {
      [SEAT_OWED] = N_("“%s” is not released from “%s”; nothing is taken back"),
      [SEAT_EMPTY] = N_("“%s” is released from “%s” already; --to names a successor, --lift takes it back"),
      [SEAT_SUBMITTED] =
          N_("“%s” has submitted the scorebook on “%s”, and it counts on; accolade return opens it again"),
      [SEAT_RECUSED] = N_("“%s” is recused from “%s” and owes nothing there"),
      [SEAT_WITHDREW] = N_("nothing is owed: “%s” would mark “%s”, who has withdrawn from the award"),
      [SEAT_CLOSED] =
          N_("the stage is closed at which “%s” was to mark “%s”; the secretariat opens it again with accolade "
             "stage"),
  };
  g_autofree char *who = store_assessor_id(store, order->assessor, error);
  g_autofree char *id = who ? store_applicant_id(store, applicant, NULL, error) : NULL;
  if (!id) return false;
  if (!seat)
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("“%s” is not assigned to “%s”; accolade status --format csv lists who is"), who, id);
  if (seat->standing == SEAT_TAKEN) return refuse_taken(store, who, id, seat->holder, error);
  return store_refuse(error, seat->standing == SEAT_CLOSED ? STORE_ERROR_PERMISSION : STORE_ERROR_INPUT,
                      _(sentences[seat->standing]), who, id); // NOLINT
}

bool seats_refuse(Store *store, const ReleaseOrder *order, const GArray *seats, GError **error) {
  g_autofree char *who = store_assessor_id(store, order->assessor, error);
  const Seat *empty = NULL, *taken = NULL;
  for (guint i = 0; i < seats->len; i++) {
    const Seat *seat = &g_array_index(seats, Seat, i);
    if (seat->standing == SEAT_EMPTY) empty = seat;
    if (seat->standing == SEAT_TAKEN) taken = seat;
  }
  if (!who) return false;
  if (!empty && taken) return seat_refuse(store, order, book_applicant(taken->book), taken, error);
  return store_refuse(
      error, STORE_ERROR_INPUT,
      empty
          ? _("“%s” is released already from all that is not submitted; --to names a successor, --lift takes it back")
          : _("“%s” owes no scorebook at a stage that is open, and is released from none; what is submitted counts on"),
      who); // NOLINT
}
