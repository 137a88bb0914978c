/* store_flags.c: what people settled about flags of the checks: one row per flag and its figures, written by the
 * event "resolve", whose `after` is "resolved CHECK FIGURES" or "open CHECK FIGURES". */
#include "store/store_private.h"

#include <string.h>

/* -- who may ------------------------------------------------------------------------------------------- */

/* The stage's number and the applicant's; -1 for an id that is "". */
static bool find_places(Store *store, const FlagKey *flag, int *ret_stage, int64_t *ret_applicant, GError **error) {
  uint32_t no = 0;
  *ret_stage = rules_stage_index(store->award->rules, flag->stage);
  *ret_applicant = -1;
  if (*flag->stage && *ret_stage < 0)
    return store_refuse(error, STORE_ERROR_INPUT, _("there is no stage “%s”"), flag->stage);
  if (!*flag->applicant) return true;
  int found = store_find_applicant(store, flag->applicant, &no, error);
  if (found == 1) *ret_applicant = no;
  return found == 1 ||
         (found == 0 && store_refuse(error, STORE_ERROR_INPUT, _("there is no applicant “%s”"), flag->applicant));
}

static bool check_may(Store *store, const FlagKey *flag, GError **error) {
  int stage;
  int64_t applicant;
  if (!find_places(store, flag, &stage, &applicant, error)) return false;
  if (store->role == ROLE_SECRETARIAT) return true;
  int leads = stage < 0 || applicant < 0 ? 0 : store_leads_panel(store, (uint16_t)stage, (uint32_t)applicant, error);
  if (leads == 0)
    store_refuse(error, STORE_ERROR_PERMISSION,
                 _("“%s” may not settle flags on “%s”: that is the secretariat's, and the panel leader's once "
                   "their own scorebook is submitted"),
                 store->actor, flag->applicant);
  return leads == 1;
}

bool store_may_settle(Store *store, const FlagKey *flag, GError **error) {
  return store_needs_award(store, error) && check_may(store, flag, error);
}

/* -- settling ------------------------------------------------------------------------------------------- */

static void bind_key(sqlite3_stmt *row, const FlagKey *flag) {
  const char *const texts[] = {flag->stage, flag->applicant, flag->assessor, flag->item, flag->check, flag->figures};
  for (int i = 0; i < (int)G_N_ELEMENTS(texts); i++) sql_bind_text(row, i + 1, texts[i]);
}

static bool is_key(const FlagKey *flag, GError **error) {
  const char *const words[] = {flag->check, flag->figures};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (!*words[i] || strpbrk(words[i], " \x1f"))
      return store_refuse(error, STORE_ERROR_INPUT, _("“%s” names no flag"), words[i]);
  return true;
}

static bool write_resolution(Store *store, const FlagKey *flag, bool resolved, const char *reason, GError **error) {
  static const char *const words[] = {"open", "resolved"};
  sqlite3_stmt *there = sql(store, SQL_resolution);
  bind_key(there, flag);
  int got = sql_step(store, there, error);
  bool was = got == 1 && sqlite3_column_int(there, 0);
  sqlite3_reset(there);
  if (got >= 0 && was == resolved)
    return store_refuse(error, STORE_ERROR_INPUT,
                        resolved ? _("this flag of %s on “%s” is resolved already")
                                 : _("this flag of %s on “%s” is open"),
                        flag->check, flag->applicant);
  int64_t event = got < 0 ? -1 : event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_set_resolution);
  bind_key(row, flag);
  sqlite3_bind_int(row, 7, resolved);
  sql_bind_text(row, 8, reason);
  sqlite3_bind_int64(row, 9, event);
  g_autofree char *after = g_strdup_printf("%s %s %s", words[resolved], flag->check, flag->figures);
  const EventDraft draft = {.kind = "resolve",
                            .stage = flag->stage,
                            .applicant = flag->applicant,
                            .assessor = flag->assessor,
                            .item = flag->item,
                            .before = got == 1 ? words[was] : "",
                            .after = after,
                            .reason = reason};
  return event > 0 && sql_run(store, row, error) && event_append(store, &draft, error);
}

bool store_resolve_flag(Store *store, const FlagKey *flag, bool resolved, const char *reason, GError **error) {
  if (!store_needs_award(store, error)) return false;
  if (!needs_reason("resolve", reason, error)) return false;
  if (!is_key(flag, error) || !store_begin(store, error)) return false;
  bool good = check_may(store, flag, error) && write_resolution(store, flag, resolved, reason, error);
  return store_finish(store, good, error);
}

/* -- reading ---------------------------------------------------------------------------------------------- */

enum { KEPT = 7 }; /* texts of a resolution: the key's six and the reason */

static Resolution *resolution_of(sqlite3_stmt *row) {
  static const int columns[KEPT] = {0, 1, 2, 3, 4, 5, 7};
  size_t size = sizeof(Resolution);
  for (int i = 0; i < KEPT; i++) size += strlen(sql_text(row, columns[i])) + 1;
  Resolution *resolution = g_malloc0(size);
  char *text = (char *)(resolution + 1);
  const char *kept[KEPT];
  for (int i = 0; i < KEPT; i++) {
    kept[i] = text;
    text = stpcpy(text, sql_text(row, columns[i])) + 1;
  }
  resolution->flag = (FlagKey){kept[0], kept[1], kept[2], kept[3], kept[4], kept[5]};
  resolution->reason = kept[6];
  return resolution;
}

/* 1, 0, -1 error */
static int may_see(Store *store, const FlagKey *flag, GError **error) {
  int stage;
  int64_t applicant;
  if (store_sees_all(store)) return 1;
  if (!find_places(store, flag, &stage, &applicant, error)) return -1;
  return stage < 0 || applicant < 0 ? 0 : store_sees_panel(store, (uint16_t)stage, (uint32_t)applicant, error);
}

static bool gather(Store *store, GPtrArray *list, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_resolutions);
  int got;
  while ((got = sql_step(store, row, error)) == 1)
    if (sqlite3_column_int(row, 6)) g_ptr_array_add(list, resolution_of(row));
  for (guint i = list->len; got == 0 && i-- > 0;) {
    int sees = may_see(store, &((Resolution *)g_ptr_array_index(list, i))->flag, error);
    if (sees < 0) return false;
    if (!sees) g_ptr_array_remove_index(list, i);
  }
  return got == 0;
}

GPtrArray *store_resolutions(Store *store, GError **error) {
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
  bool mine = false;
  bool done = store_needs_award(store, error) && store_join_read(store, &mine, error) && gather(store, list, error);
  store_end_read(store, mine);
  return done ? g_steal_pointer(&list) : NULL;
}
