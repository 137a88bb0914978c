/* journal.c: appending events to the chain, reading them, and the digests they carry. */
#include "store/digest.h"
#include "store/store_private.h"

#include <string.h>

/* -- appending ------------------------------------------------------------------------------------ */

static bool newest(Store *store, int64_t *ret_number, unsigned char ret_hash[HASH_BYTES], GError **error) {
  sqlite3_stmt *row = sql(store, SQL_newest_event);
  *ret_number = 0;
  memset(ret_hash, 0, HASH_BYTES);
  int got = sql_step(store, row, error);
  if (got == 1) {
    *ret_number = sqlite3_column_int64(row, 0);
    const void *hash = sqlite3_column_blob(row, 1);
    bool good = hash && sqlite3_column_bytes(row, 1) == HASH_BYTES && *ret_number > 0 && *ret_number < INT64_MAX;
    if (good) memcpy(ret_hash, hash, HASH_BYTES);
    sqlite3_reset(row);
    if (!good) return store_damaged(store, error, _("the newest event of the journal is not whole"));
  }
  return got >= 0;
}

int64_t event_next(Store *store, GError **error) {
  int64_t number;
  unsigned char hash[HASH_BYTES];
  return newest(store, &number, hash, error) ? number + 1 : -1;
}

static char *clock_text(void) {
  int64_t now = g_get_real_time();
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(now / G_USEC_PER_SEC);
  g_autofree char *seconds = g_date_time_format(time, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf("%s.%03dZ", seconds, (int)(now % G_USEC_PER_SEC / 1000));
}

bool event_append(Store *store, const EventDraft *draft, GError **error) {
  int64_t number;
  unsigned char before[HASH_BYTES], hash[HASH_BYTES];
  if (!newest(store, &number, before, error)) return false;
  g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, number + 1), *at = clock_text();
  const char *fields[EVENT_FIELDS] = {
      digits,          at,          store->actor,  draft->kind,  draft->stage, draft->applicant,
      draft->assessor, draft->item, draft->before, draft->after, draft->reason};
  for (size_t i = 0; i < EVENT_FIELDS; i++)
    if (!fields[i]) fields[i] = "";
  hash_of_event(before, fields, hash);
  sqlite3_stmt *row = sql(store, SQL_add_event);
  sqlite3_bind_int64(row, 1, number + 1);
  for (int i = 1; i < EVENT_FIELDS; i++) sql_bind_text(row, i + 1, fields[i]);
  sqlite3_bind_blob(row, EVENT_FIELDS + 1, hash, HASH_BYTES, SQLITE_STATIC);
  return sql_run(store, row, error);
}

/* -- reading -------------------------------------------------------------------------------------- */

bool journal_head(Store *store, JournalHead *ret_head, GError **error) {
  JournalHead head;
  unsigned char hash[HASH_BYTES];
  if (!newest(store, &head.events, hash, error)) return false;
  hex_of(hash, head.hash);
  *ret_head = head;
  return true;
}

static Event event_of(sqlite3_stmt *row, char hex[65]) {
  const void *hash = sqlite3_column_blob(row, EVENT_FIELDS);
  *hex = '\0';
  if (hash && sqlite3_column_bytes(row, EVENT_FIELDS) == HASH_BYTES) hex_of(hash, hex);
  return (Event){.number = sqlite3_column_int64(row, 0),
                 .at = sql_text(row, 1),
                 .actor = sql_text(row, 2),
                 .kind = sql_text(row, 3),
                 .stage = sql_text(row, 4),
                 .applicant = sql_text(row, 5),
                 .assessor = sql_text(row, 6),
                 .item = sql_text(row, 7),
                 .before = sql_text(row, 8),
                 .after = sql_text(row, 9),
                 .reason = sql_text(row, 10),
                 .hash = hex};
}

/* What a panel agreed on is everybody's who sees the panel, and why a scorebook was given back its assessor's; else one's own
 * events only. 1, 0, -1 error. */
static int may_see(Store *store, sqlite3_stmt *row, GError **error) {
  uint32_t applicant;
  if (store_sees_all(store) || g_str_equal(sql_text(row, 2), store->actor)) return 1;
  bool agreed = g_str_equal(sql_text(row, 3), "agree");
  bool returned = g_str_equal(sql_text(row, 3), "return") && g_str_equal(sql_text(row, 6), store->actor);
  if ((!agreed && !returned) || !store_needs_award(store, NULL)) return 0;
  int stage = rules_stage_index(store->award->rules, sql_text(row, 4));
  int found = stage < 0 ? 0 : store_find_applicant(store, sql_text(row, 5), &applicant, error);
  if (found != 1) return found;
  return agreed ? store_sees_panel(store, (uint16_t)stage, applicant, error)
                : return_may_know(store, (uint16_t)stage, applicant, true, error);
}

static bool walk(Store *store, const JournalHead *newest, bool (*each)(const Event *event, void *user), void *user,
                 GError **error) {
  sqlite3_stmt *row = sql_new(store, SQL_events, error);
  if (!row) return false;
  bool more = true;
  char hex[65];
  int got = 0, sees = 1;
  while (more && sees >= 0 && (got = sql_step(store, row, error)) == 1) {
    store_tell_of(store, (uint64_t)sqlite3_column_int64(row, 0), (uint64_t)newest->events);
    if ((sees = may_see(store, row, error)) != 1) continue;
    Event event = event_of(row, hex);
    more = each(&event, user);
  }
  sql_end(store, SQL_events, row);
  store_tell(store, 1);
  return got >= 0 && sees >= 0;
}

bool journal_walk(Store *store, bool (*each)(const Event *event, void *user), void *user, GError **error) {
  JournalHead newest = {0};
  journal_head(store, &newest, NULL);
  return walk(store, &newest, each, user, error);
}

bool journal_walk_to(Store *store, JournalHead *ret_head, bool (*each)(const Event *event, void *user), void *user,
                     GError **error) {
  JournalHead head;
  bool mine = false;
  bool done = store_join_read(store, &mine, error) && journal_head(store, &head, error) &&
              walk(store, &head, each, user, error);
  store_end_read(store, mine);
  if (done) *ret_head = head;
  return done;
}

bool journal_read(Store *store, int64_t number, void (*each)(const Event *event, void *user), void *user,
                  GError **error) {
  sqlite3_stmt *row = sql(store, SQL_event);
  sqlite3_bind_int64(row, 1, number);
  int got = sql_step(store, row, error), sees = got == 1 ? may_see(store, row, error) : 0;
  if (sees == 1) {
    char hex[65];
    Event event = event_of(row, hex);
    each(&event, user);
  }
  sqlite3_reset(row);
  return got >= 0 && sees >= 0;
}
