/* store_release.c: an assessor taken off what is not handed in, somebody put in the place, and both taken back (release.h). */
#include "store/release_parts.h"

void released_clear(Released *places) {
  g_clear_pointer(&places->done, g_array_unref);
  g_clear_pointer(&places->left, g_array_unref);
}

/* -- what is to be done ----------------------------------------------------------------------------------------- */

static bool is_to_release(const ReleaseOrder *order, const Seat *seat) {
  return seat->standing == SEAT_OWED || (seat->standing == SEAT_EMPTY && order->successor >= 0 && !seat->withdrew);
}

static bool is_to_lift(const ReleaseOrder *order, const Seat *seat) {
  (void)order;
  return seat->standing == SEAT_EMPTY;
}

typedef bool Wanted(const ReleaseOrder *order, const Seat *seat);

/* Of every applicant that is named there must be something. */
static bool check_named(Store *store, const ReleaseOrder *order, const GArray *seats, Wanted *wanted, GError **error) {
  for (guint a = 0; a < order->applicants->len; a++) {
    uint32_t applicant = g_array_index(order->applicants, uint32_t, a);
    const Seat *seat = NULL;
    for (guint i = 0; i < seats->len && !(seat && wanted(order, seat)); i++)
      if (book_applicant(g_array_index(seats, Seat, i).book) == applicant) seat = &g_array_index(seats, Seat, i);
    if (!seat || !wanted(order, seat)) return seat_refuse(store, order, applicant, seat, error);
  }
  return true;
}

static ReleasedBook released_of(const Seat *seat) {
  return (ReleasedBook){book_stage(seat->book), book_applicant(seat->book), seat->holder, false};
}

/* The seats that something is to be done about; NULL with error. */
static GArray *choose(Store *store, const ReleaseOrder *order, Wanted *wanted, Released *places, GError **error) {
  g_autoptr(GArray) seats = NULL, chosen = g_array_new(FALSE, FALSE, sizeof(Seat));
  if (order->stage >= 0 && !stage_needs(store, (uint16_t)order->stage, STAGE_OPEN, error)) return NULL;
  seats = seats_read(store, order, error);
  if (!seats || !check_named(store, order, seats, wanted, error)) return NULL;
  for (guint i = 0; i < seats->len; i++) {
    const Seat *seat = &g_array_index(seats, Seat, i);
    const ReleasedBook place = released_of(seat);
    if (wanted(order, seat)) g_array_append_val(chosen, *seat);
    if (wanted(order, seat)) g_array_append_val(places->done, place);
    if (seat->standing == SEAT_TAKEN) g_array_append_val(places->left, place);
    places->kept += seat->standing == SEAT_SUBMITTED;
  }
  if (chosen->len > 0) return g_steal_pointer(&chosen);
  seats_refuse(store, order, seats, error);
  return NULL;
}

/* -- who takes the places --------------------------------------------------------------------------------------- */

static int64_t book_of(const ReleaseOrder *order, const Seat *seat) {
  return book_id(book_stage(seat->book), book_applicant(seat->book), (uint32_t)order->successor);
}

/* What keeps the successor from that place: at one stage, or for a recusal at all of them, which is told once. */
static char *obstacle_words(const Store *store, int64_t book, const char *id, bool recused) {
  const Rules *rules = store->award->rules;
  if (recused) return g_strdup_printf(_("%s (recused)"), id);
  if (rules->n_stages == 1) return g_strdup_printf(_("%s (in the panel already)"), id);
  return g_strdup_printf(_("%s (in the panel already, %s)"), id, stage_words(&rules->stages[book_stage(book)]));
}

static bool name_obstacle(Store *store, const ReleaseOrder *order, const Seat *seat, GHashTable *told, GString *named,
                          GError **error) {
  int64_t book = book_of(order, seat);
  int recused = store_is_recused(store, book_applicant(book), order->successor, error);
  int assigned = recused < 0 ? -1 : book_is_assigned(store, book, error);
  int released = assigned < 0 ? -1 : store_is_released(store, book, error);
  if (released < 0) return false;
  if (!recused && (!assigned || released)) return true;
  g_autofree char *id = store_applicant_id(store, book_applicant(book), NULL, error);
  if (!id) return false;
  char *words = obstacle_words(store, book, id, recused);
  if (!g_hash_table_contains(told, words)) g_string_append_printf(named, "%s%s", named->len ? _(", ") : "", words);
  g_hash_table_add(told, words);
  return true;
}

static bool check_role(Store *store, const ReleaseOrder *order, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_assessor_id);
  Role role = ROLE_APPLICANT;
  sqlite3_bind_int64(row, 1, order->successor);
  int got = sql_step(store, row, error);
  g_autofree char *who = got == 1 ? g_strdup(sql_text(row, 0)) : NULL;
  if (got == 1) (void)role_parse(sql_text(row, 1), &role);
  sqlite3_reset(row);
  if (got < 0) return false;
  if (got == 0)
    return store_refuse(error, STORE_ERROR_INPUT, _("there is no assessor number %lld"), (long long)order->successor);
  if (order->successor == (int64_t)order->assessor)
    return store_refuse(error, STORE_ERROR_INPUT, _("“%s” cannot take their own place; --lift takes a release back"),
                        who);
  return role_marks(role) ||
         store_refuse(error, STORE_ERROR_INPUT, _("“%s” has the role %s and marks nobody; name an assessor"), who,
                      _(role_words(role)));
}

/* All of them, or none: whatever is in the way is named. */
static bool check_successor(Store *store, const ReleaseOrder *order, const GArray *seats, GError **error) {
  g_autoptr(GString) named = g_string_new(NULL);
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (order->successor < 0) return true;
  if (!check_role(store, order, error)) return false;
  for (guint i = 0; i < seats->len; i++)
    if (!name_obstacle(store, order, &g_array_index(seats, Seat, i), told, named, error)) return false;
  if (named->len == 0) return true;
  g_autofree char *who = store_assessor_id(store, (uint32_t)order->successor, error);
  return who && store_refuse(error, STORE_ERROR_INPUT,
                             _("“%s” cannot take every place: %s; name the applicants for whom, and for these another"),
                             who, named->str);
}

/* Does the assessor lead the panel, or would, were it not for a release before? */
static bool look_for_lead(Store *store, const ReleaseOrder *order, const Seat *seat, bool *ret_led, GError **error) {
  PanelLead lead;
  int64_t who = order->assessor;
  if (!panel_lead(store, book_stage(seat->book), book_applicant(seat->book), &lead, error)) return false;
  *ret_led = lead.leader == who || lead.out == who || lead.deputy == who;
  return true;
}

/* Where who led the panel was released and nobody is there to lead, the successor is named the deputy. */
static bool pass_lead(Store *store, const ReleaseOrder *order, const Seat *seat, bool led, GError **error) {
  PanelLead lead;
  uint16_t stage = book_stage(seat->book);
  uint32_t applicant = book_applicant(seat->book);
  if (!panel_lead(store, stage, applicant, &lead, error)) return false;
  return lead.leader >= 0 || !led || lead_name_deputy(store, stage, applicant, order->successor, order->reason, error);
}

static bool take_place(Store *store, const ReleaseOrder *order, const Seat *seat, bool led, GError **error) {
  int64_t book = book_of(order, seat);
  int assigned = book_is_assigned(store, book, error);
  if (assigned < 0) return false;
  bool taken = assigned ? release_set(store, book, false, -1, order->reason, error)
                        : release_assign(store, book, order->reason, error);
  return taken && pass_lead(store, order, seat, led, error);
}

/* -- doing it --------------------------------------------------------------------------------------------------- */

static bool release(Store *store, const ReleaseOrder *order, Released *places, GError **error) {
  g_autoptr(GArray) seats = choose(store, order, is_to_release, places, error);
  if (!seats || !check_successor(store, order, seats, error)) return false;
  for (guint i = 0; i < seats->len; i++) {
    const Seat *seat = &g_array_index(seats, Seat, i);
    bool *led = &g_array_index(places->done, ReleasedBook, i).led;
    if (!look_for_lead(store, order, seat, led, error)) return false;
    if (!release_set(store, seat->book, true, order->successor, order->reason, error)) return false;
    if (order->successor >= 0 && !take_place(store, order, seat, *led, error)) return false;
  }
  return true;
}

static bool lift(Store *store, const ReleaseOrder *order, Released *places, GError **error) {
  g_autoptr(GArray) seats = choose(store, order, is_to_lift, places, error);
  for (guint i = 0; seats && i < seats->len; i++)
    if (!release_set(store, g_array_index(seats, Seat, i).book, false, -1, order->reason, error)) return false;
  return seats != NULL;
}

static bool change(Store *store, const ReleaseOrder *order,
                   bool (*what)(Store *store, const ReleaseOrder *order, Released *places, GError **error),
                   Released *ret_done, GError **error) {
  g_auto(Released) places = {.done = g_array_new(FALSE, FALSE, sizeof(ReleasedBook)),
                             .left = g_array_new(FALSE, FALSE, sizeof(ReleasedBook))};
  if (!store_needs_secretariat(store, "release", error) || !store_needs_award(store, error) ||
      !needs_reason("release", order->reason, error) || !store_begin(store, error))
    return false;
  if (!store_finish(store, what(store, order, &places, error), error)) return false;
  *ret_done = places;
  places = (Released){0};
  return true;
}

bool store_release(Store *store, const ReleaseOrder *order, Released *ret_done, GError **error) {
  return change(store, order, release, ret_done, error);
}

bool store_lift_release(Store *store, const ReleaseOrder *order, Released *ret_done, GError **error) {
  return change(store, order, lift, ret_done, error);
}
