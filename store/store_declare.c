/* store_declare.c: an assessor's declaration of interest on an applicant, and what stays closed before it.
 *
 * One row per applicant and assessor, written by the event "declare" (after "none" or "conflict"); a conflict is followed
 * by the event "recuse" with the same reason, in the same transaction. */
#include "store/store_private.h"

static const char *const answers[] = {"none", "conflict"};

/* -- who is asked ------------------------------------------------------------------------------------------- */

bool store_declared(Store *store, uint32_t applicant, uint32_t assessor, Declared *ret_declared, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_declaration);
  sqlite3_bind_int64(row, 1, applicant);
  sqlite3_bind_int64(row, 2, assessor);
  int got = sql_step(store, row, error);
  if (got < 0) return false;
  *ret_declared = got == 0                                ? DECLARED_NOTHING
                  : g_str_equal(sql_text(row, 0), "none") ? DECLARED_NONE
                                                          : DECLARED_CONFLICT;
  sqlite3_reset(row);
  return true;
}

static bool is_assessor(const Store *store) {
  return store->actor_assessor >= 0 && store->role != ROLE_APPLICANT && !store_sees_all(store);
}

int store_is_asked(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  const Rules *rules = store->award->rules;
  Declared declared;
  if (!is_assessor(store) || stage >= rules->n_stages || !rules->stages[stage].declaration) return 0;
  if (!store_declared(store, applicant, (uint32_t)store->actor_assessor, &declared, error)) return -1;
  return declared == DECLARED_NOTHING;
}

bool store_must_declare(Store *store, uint16_t stage, uint32_t applicant, bool *ret_must, GError **error) {
  int asked = store_needs_award(store, error) ? store_is_asked(store, stage, applicant, error) : -1;
  if (asked >= 0) *ret_must = asked == 1;
  return asked >= 0;
}

bool store_needs_declaration(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  int asked = store_is_asked(store, stage, applicant, error);
  if (asked != 1) return asked == 0;
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  return id &&
         store_refuse(error, STORE_ERROR_PERMISSION,
                      _("“%s” has not declared yet whether an interest binds them to “%s”, and before that nothing "
                        "of it opens: accolade declare %s none, or conflict with --reason"),
                      store->actor, id, id);
}

/* -- declaring ------------------------------------------------------------------------------------------------ */

static int is_assigned_anywhere(Store *store, uint32_t applicant, GError **error) {
  int assigned = 0;
  for (uint16_t stage = 0; assigned == 0 && stage < store->award->rules->n_stages; stage++)
    assigned = book_is_assigned(store, book_id(stage, applicant, (uint32_t)store->actor_assessor), error);
  return assigned;
}

static bool check_may(Store *store, uint32_t applicant, const char *id, GError **error) {
  if (!is_assessor(store))
    return store_refuse(error, STORE_ERROR_PERMISSION,
                        _("“%s” has the role %s, and interests are declared by assessors; use --as with an assigned "
                          "assessor's id"),
                        store->actor, _(role_words(store->role)));
  int assigned = is_assigned_anywhere(store, applicant, error);
  return assigned == 1 ||
         (assigned == 0 &&
          store_refuse(error, STORE_ERROR_PERMISSION,
                       _("“%s” is not assigned to “%s” and has nothing to declare on it"), store->actor, id));
}

/* Who was recused by others declares nothing against it. */
static bool check_answer(Store *store, uint32_t applicant, const char *id, Declared before, bool conflict,
                         const char *reason, GError **error) {
  if (conflict && !needs_reason("declare", reason, error)) return false;
  int recused = conflict ? 0 : store_is_recused(store, applicant, (uint32_t)store->actor_assessor, error);
  if (recused < 0) return false;
  if (before == DECLARED_CONFLICT)
    return store_refuse(error, STORE_ERROR_PERMISSION,
                        _("“%s” has declared a conflict with “%s” and is recused; that stands"), store->actor, id);
  if (recused == 1)
    return store_refuse(error, STORE_ERROR_PERMISSION,
                        _("“%s” is recused from “%s”, and that stands; only a conflict can still be declared"),
                        store->actor, id);
  return conflict || before == DECLARED_NOTHING ||
         store_refuse(error, STORE_ERROR_INPUT, _("“%s” has declared already that nothing binds them to “%s”"),
                      store->actor, id);
}

static bool save(Store *store, uint32_t applicant, bool conflict, const char *reason, GError **error) {
  int64_t event = event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_set_declaration);
  sqlite3_bind_int64(row, 1, applicant);
  sqlite3_bind_int64(row, 2, store->actor_assessor);
  sql_bind_text(row, 3, answers[conflict]);
  sql_bind_text(row, 4, reason);
  sqlite3_bind_int64(row, 5, event);
  return event > 0 && sql_run(store, row, error);
}

static bool declare(Store *store, uint32_t applicant, bool conflict, const char *reason, GError **error) {
  Declared before;
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  if (!id || !check_may(store, applicant, id, error) ||
      !store_declared(store, applicant, (uint32_t)store->actor_assessor, &before, error) ||
      !check_answer(store, applicant, id, before, conflict, reason, error) ||
      !save(store, applicant, conflict, reason, error))
    return false;
  const EventDraft event = {.kind = "declare",
                            .applicant = id,
                            .assessor = store->actor,
                            .before = before == DECLARED_NONE ? answers[0] : "",
                            .after = answers[conflict],
                            .reason = reason};
  return event_append(store, &event, error) &&
         (!conflict || recusal_save(store, applicant, (uint32_t)store->actor_assessor, reason, error));
}

bool store_declare(Store *store, uint32_t applicant, bool conflict, const char *reason, GError **error) {
  if (!store_needs_award(store, error) || !store_begin(store, error)) return false;
  return store_finish(store, declare(store, applicant, conflict, reason ? reason : "", error), error);
}
