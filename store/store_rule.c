/* store_rule.c: what the secretariat does, each with a reason that is kept: returning a scorebook, recusal,
 * veto, deduction, decision. */
#include "store/store_progress.h"

#include <string.h>

bool rule_begin(Store *store, const char *doing, GError **error) {
  return store_needs_secretariat(store, doing, error) && store_needs_award(store, error) && store_begin(store, error);
}

bool needs_reason(const char *doing, const char *reason, GError **error) {
  return text_says(reason) ||
         store_refuse(error, STORE_ERROR_INPUT, _("%s: a reason is needed and is kept in the journal"), doing);
}

/* -- returning a scorebook ------------------------------------------------------------------------------ */

static bool reopen_book(Store *store, int64_t id, const char *applicant, const char *assessor, const char *class_id,
                        const char *reason, GError **error) {
  const Stage *stage = &store->award->rules->stages[book_stage(id)];
  g_auto(BookRow) book = {0};
  if (!book_load(store, id, stage_cells(stage, store_class_criteria(store, class_id)), &book, error)) return false;
  if (book.state != SCOREBOOK_SUBMITTED)
    return store_refuse(
        error, STORE_ERROR_INPUT,
        _("the scorebook of “%s” on “%s” at stage %s is not submitted; only a submitted one can be returned"), assessor,
        applicant, stage_words(stage));
  int64_t event = event_next(store, error);
  g_autofree unsigned char *bytes = g_malloc(2 * book.n + 1);
  marks_pack(book.marks, book.n, bytes);
  sqlite3_stmt *row = sql(store, SQL_set_scorebook);
  sqlite3_bind_int64(row, 1, id);
  sqlite3_bind_blob64(row, 2, bytes, 2 * book.n, SQLITE_STATIC);
  sqlite3_bind_int(row, 3, SCOREBOOK_DRAFT);
  sqlite3_bind_int64(row, 4, event);
  return event > 0 && sql_run(store, row, error) && progress_count(store, id, id, error) &&
         event_append(store, &(EventDraft){"return", stage->id, applicant, assessor, "", "submitted", "draft", reason},
                      error);
}

bool store_return(Store *store, uint16_t stage, uint32_t applicant, uint32_t assessor, const char *reason,
                  GError **error) {
  g_autofree char *class_id = NULL, *who = NULL, *id = NULL;
  bool good = rule_begin(store, "return", error) && needs_reason("return", reason, error) &&
              stage_needs(store, stage, STAGE_OPEN, error) &&
              (id = store_applicant_id(store, applicant, &class_id, error)) &&
              (who = store_assessor_id(store, assessor, error)) && store_needs_taking_part(store, applicant, error) &&
              reopen_book(store, book_id(stage, applicant, assessor), id, who, class_id, reason, error);
  return store_finish(store, good, error);
}

/* -- recusal ------------------------------------------------------------------------------------------------ */

/* A recusal takes marks out of every stage, and the lead may pass to a deputy: what is sealed must be opened first. */
static bool check_not_sealed_with(Store *store, uint32_t applicant, uint32_t assessor, GError **error) {
  for (uint16_t stage = 0; stage < store->award->rules->n_stages; stage++) {
    PanelLead lead;
    sqlite3_stmt *row = sql(store, SQL_scorebook);
    sqlite3_bind_int64(row, 1, book_id(stage, applicant, assessor));
    int got = sql_step(store, row, error);
    sqlite3_reset(row);
    if (got < 0 || !panel_lead(store, stage, applicant, &lead, error)) return false;
    bool passes = lead.deputy >= 0 && lead.leader == assessor;
    if ((got == 1 || passes) && !stage_needs(store, stage, STAGE_CLOSED, error)) return false;
  }
  return true;
}

static bool count_without(Store *store, uint32_t applicant, GError **error) {
  for (uint16_t stage = 0; stage < store->award->rules->n_stages; stage++) {
    int64_t panel = book_id(stage, applicant, 0);
    if (!progress_count(store, panel, panel, error)) return false;
  }
  return true;
}

int store_is_recused(Store *store, uint32_t applicant, int64_t assessor, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_recusal);
  sqlite3_bind_int64(row, 1, applicant);
  sqlite3_bind_int64(row, 2, assessor);
  int got = sql_step(store, row, error);
  sqlite3_reset(row);
  return got;
}

bool recusal_save(Store *store, uint32_t applicant, uint32_t assessor, const char *reason, GError **error) {
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  g_autofree char *who = id ? store_assessor_id(store, assessor, error) : NULL;
  if (!who || !check_not_sealed_with(store, applicant, assessor, error)) return false;
  int got = store_is_recused(store, applicant, assessor, error);
  if (got == 1) return store_refuse(error, STORE_ERROR_INPUT, _("“%s” is recused from “%s” already"), who, id);
  int64_t event = got < 0 ? -1 : event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_add_recusal);
  sqlite3_bind_int64(row, 1, applicant);
  sqlite3_bind_int64(row, 2, assessor);
  sql_bind_text(row, 3, reason);
  sqlite3_bind_int64(row, 4, event);
  return event > 0 && sql_run(store, row, error) && count_without(store, applicant, error) &&
         event_append(store, &(EventDraft){"recuse", "", id, who, "", "", "recused", reason}, error);
}

bool store_recuse(Store *store, uint32_t applicant, uint32_t assessor, const char *reason, GError **error) {
  bool good = rule_begin(store, "recuse", error) && needs_reason("recuse", reason, error) &&
              recusal_save(store, applicant, assessor, reason, error);
  return store_finish(store, good, error);
}

/* -- veto ------------------------------------------------------------------------------------------------------ */

/* When every stage is sealed the ranking stands. */
bool store_needs_unsealed(Store *store, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_stages);
  int got;
  bool open = false;
  while ((got = sql_step(store, row, error)) == 1) open |= sqlite3_column_int(row, 2) != STAGE_SEALED;
  if (got < 0) return false;
  return open ||
         store_refuse(error, STORE_ERROR_PERMISSION,
                      _("every stage is sealed and the ranking stands; open one again, with a reason, with accolade "
                        "stage"));
}

/* after: the fact, "" when the veto is lifted; reason: why it is lifted. */
static bool write_veto(Store *store, uint32_t applicant, const char *after, const char *reason, GError **error) {
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  if (!id || !store_needs_unsealed(store, error)) return false;
  sqlite3_stmt *there = sql(store, SQL_veto);
  sqlite3_bind_int64(there, 1, applicant);
  if (sql_step(store, there, error) != 1) return false;
  g_autofree char *before = g_strdup(sql_text(there, 0));
  sqlite3_reset(there);
  if (g_str_equal(before, after))
    return store_refuse(error, STORE_ERROR_INPUT,
                        *after ? _("“%s” is vetoed for this fact already") : _("“%s” is not vetoed; nothing is lifted"),
                        id);
  sqlite3_stmt *row = sql(store, SQL_set_veto);
  sqlite3_bind_int64(row, 1, applicant);
  sql_bind_text(row, 2, after);
  const EventDraft event = {.kind = "veto", .applicant = id, .before = before, .after = after, .reason = reason};
  return sql_run(store, row, error) && event_append(store, &event, error);
}

bool store_veto(Store *store, uint32_t applicant, const char *reason, GError **error) {
  bool good = rule_begin(store, "veto", error) && needs_reason("veto", reason, error) &&
              write_veto(store, applicant, reason, "", error);
  return store_finish(store, good, error);
}

bool store_lift_veto(Store *store, uint32_t applicant, const char *reason, GError **error) {
  bool good = rule_begin(store, "veto", error) && needs_reason("veto", reason, error) &&
              write_veto(store, applicant, "", reason, error);
  return store_finish(store, good, error);
}

/* -- deduction --------------------------------------------------------------------------------------------------- */

/* The one that is meant; NULL with the error. What a gate's rules say of points is of no figure. */
static const Deduction *find_deduction(const Stage *stage, const char *name, GError **error) {
  const Deduction *deduction = stage->form == STAGE_GATE ? NULL : stage_deduction_named(stage, name);
  g_autoptr(GString) known = g_string_new(NULL);
  for (size_t i = 0; i < stage->n_deductions; i++) {
    g_string_append(known, i ? _(", ") : "");
    g_string_append_printf(known, _("%s (%s)"), stage->deductions[i].id,
                           title_words(&stage->deductions[i].title, stage->deductions[i].id));
  }
  if (stage->form == STAGE_GATE)
    store_refuse(error, STORE_ERROR_INPUT, _("stage %s is decided, not marked; use accolade decide"),
                 stage_words(stage));
  else if (stage->n_deductions == 0)
    store_refuse(error, STORE_ERROR_INPUT, _("the rules take no points off at stage %s; name another with --stage"),
                 stage_words(stage));
  else if (!deduction)
    store_refuse(error, STORE_ERROR_INPUT, _("stage %s has no deduction “%s”; it has: %s"), stage_words(stage), name,
                 known->str);
  return deduction;
}

static bool check_amount(const char *deduction, Ratio amount, GError **error) {
  return (ratio_is_valid(amount) && ratio_cmp(amount, ratio_int(0)) >= 0) ||
         store_refuse(error, STORE_ERROR_INPUT, _("deduction “%s”: the amount is a number from 0 up"), deduction);
}

static bool write_deduction(Store *store, uint16_t stage, uint32_t applicant, const char *deduction, Ratio amount,
                            const char *reason, GError **error) {
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error), *after = ratio_exact(amount);
  sqlite3_stmt *there = sql(store, SQL_deduction);
  sqlite3_bind_int64(there, 1, applicant);
  sqlite3_bind_int(there, 2, stage);
  sql_bind_text(there, 3, deduction);
  int got = id ? sql_step(store, there, error) : -1;
  g_autofree char *before = g_strdup(got == 1 ? sql_text(there, 0) : "");
  sqlite3_reset(there);
  int64_t event = got < 0 ? -1 : event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_set_deduction);
  sqlite3_bind_int64(row, 1, applicant);
  sqlite3_bind_int(row, 2, stage);
  sql_bind_text(row, 3, deduction);
  sql_bind_text(row, 4, after);
  sql_bind_text(row, 5, reason);
  sqlite3_bind_int64(row, 6, event);
  return event > 0 && sql_run(store, row, error) &&
         event_append(
             store,
             &(EventDraft){"deduct", store->award->rules->stages[stage].id, id, "", deduction, before, after, reason},
             error);
}

bool store_deduct(Store *store, uint16_t stage, uint32_t applicant, const char *deduction, Ratio amount,
                  const char *reason, GError **error) {
  const Deduction *meant = NULL;
  bool good = rule_begin(store, "deduct", error) && needs_reason("deduct", reason, error) &&
              stage_needs(store, stage, STAGE_CLOSED, error) && store_needs_taking_part(store, applicant, error) &&
              (meant = find_deduction(&store->award->rules->stages[stage], deduction, error)) != NULL &&
              check_amount(deduction, amount, error) &&
              write_deduction(store, stage, applicant, meant->id, amount, reason, error);
  return store_finish(store, good, error);
}

/* -- decision ------------------------------------------------------------------------------------------------------ */

static bool write_decision(Store *store, uint16_t stage, uint32_t applicant, bool passed, const char *reason,
                           GError **error) {
  const Stage *which = &store->award->rules->stages[stage];
  if (!stage_is_decided(which))
    return store_refuse(error, STORE_ERROR_INPUT, _("stage %s is not decided by anybody: the rules say who passes"),
                        stage_words(which));
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  sqlite3_stmt *there = sql(store, SQL_decision);
  sqlite3_bind_int64(there, 1, applicant);
  sqlite3_bind_int(there, 2, stage);
  int got = id ? sql_step(store, there, error) : -1;
  const char *before = got != 1 ? "" : sqlite3_column_int(there, 0) ? "passed" : "not passed";
  sqlite3_reset(there);
  int64_t event = got < 0 ? -1 : event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_set_decision);
  sqlite3_bind_int64(row, 1, applicant);
  sqlite3_bind_int(row, 2, stage);
  sqlite3_bind_int(row, 3, passed);
  sql_bind_text(row, 4, reason);
  sqlite3_bind_int64(row, 5, event);
  return event > 0 && sql_run(store, row, error) &&
         event_append(store,
                      &(EventDraft){"decide", which->id, id, "", "", before, passed ? "passed" : "not passed", reason},
                      error);
}

bool store_decide_all(Store *store, uint16_t stage, const uint32_t *applicants, size_t n, bool passed,
                      const char *reason, GError **error) {
  bool good = rule_begin(store, "decide", error) && needs_reason("decide", reason, error) &&
              stage_needs(store, stage, STAGE_CLOSED, error);
  for (size_t i = 0; good && i < n; i++)
    good = store_needs_taking_part(store, applicants[i], error) &&
           write_decision(store, stage, applicants[i], passed, reason, error);
  return store_finish(store, good, error);
}

bool store_decide(Store *store, uint16_t stage, uint32_t applicant, bool passed, const char *reason, GError **error) {
  return store_decide_all(store, stage, &applicant, 1, passed, reason, error);
}
