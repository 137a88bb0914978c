/* verify_chain.c: the chain, event by event: is each whole, and does it follow the one before? */
#include "store/verify_private.h"

#include <string.h>

static int64_t number_of(GHashTable *people, const char *id) {
  return (int64_t)GPOINTER_TO_SIZE(g_hash_table_lookup(people, id)) - 1;
}

static Reading reading_of(Verify *verify, sqlite3_stmt *row) {
  Reading event = {.number = sqlite3_column_int64(row, 0)};
  for (int i = 0; i < EVENT_FIELDS; i++) event.fields[i] = sql_text(row, i);
  event.kind = event.fields[3];
  event.stage_id = event.fields[4];
  event.applicant_id = event.fields[5];
  event.assessor_id = event.fields[6];
  event.item = event.fields[7];
  event.before = event.fields[8];
  event.after = event.fields[9];
  event.reason = event.fields[10];
  event.stage = verify->lost ? -1 : rules_stage_index(verify->store->award->rules, event.stage_id);
  event.applicant = event.assessor = -1;
  if (!*event.applicant_id && !*event.assessor_id) return event;
  if (!verify->applicants) {
    verify->applicants = cycle_applicant_numbers(verify->cycle);
    verify->assessors = cycle_assessor_numbers(verify->cycle);
  }
  event.applicant = number_of(verify->applicants, event.applicant_id);
  event.assessor = number_of(verify->assessors, event.assessor_id);
  return event;
}

static void tell_changed(Verify *verify, const Reading *event) {
  g_autoptr(GString) what = g_string_new(event->kind);
  if (*event->applicant_id) g_string_append_printf(what, _(", applicant “%s”"), event->applicant_id);
  if (*event->assessor_id) g_string_append_printf(what, _(", assessor “%s”"), event->assessor_id);
  verify_fault(verify, _("event %lld (%s) was changed: its hash does not fit"), (long long)event->number, what->str);
}

/* Goes on from the hash as it stands, so that one bad event is one fault. */
static void check_link(Verify *verify, sqlite3_stmt *row, const Reading *event, unsigned char chain[HASH_BYTES]) {
  unsigned char hash[HASH_BYTES];
  int64_t expected = verify->verified->head.events + 1;
  if (event->number != expected)
    verify_fault(verify, _("event %lld follows event %lld: events are missing or were put in between"),
                 (long long)event->number, (long long)expected - 1);
  hash_of_event(chain, event->fields, hash);
  const void *stored = sqlite3_column_blob(row, EVENT_FIELDS);
  bool whole = stored && sqlite3_column_bytes(row, EVENT_FIELDS) == HASH_BYTES;
  if (!whole || memcmp(stored, hash, HASH_BYTES) != 0) tell_changed(verify, event);
  if (whole)
    memcpy(chain, stored, HASH_BYTES);
  else
    memcpy(chain, hash, HASH_BYTES);
}

bool event_says(Verify *verify, int64_t number, const EventDraft *want) {
  const char *const wanted[] = {want->kind, want->stage,  want->applicant, want->assessor,
                                want->item, want->before, want->after,     want->reason};
  sqlite3_stmt *event = sql(verify->store, SQL_event);
  sqlite3_bind_int64(event, 1, number);
  bool good = sql_step(verify->store, event, NULL) == 1;
  for (int i = 0; good && i < (int)G_N_ELEMENTS(wanted); i++)
    good = !wanted[i] || g_str_equal(sql_text(event, 3 + i), wanted[i]);
  sqlite3_reset(event);
  return good;
}

/* Times are the machine's, and all of one length: they sort as text. */
static void check_time(Verify *verify, const Reading *event) {
  const char *at = event->fields[1];
  if (strcmp(at, verify->newest_at) < 0 && verify->verified->dated_back++ == 0)
    verify->verified->first_back = event->number;
  g_strlcpy(verify->newest_at, at, sizeof verify->newest_at);
}

/* Is it the hash, or its beginning, when at most that many of its digits are wrong, too many or left out? */
static bool is_copy(const char *anchor, const char *hash, unsigned slips) {
  for (; *anchor && *anchor == *hash; anchor++) hash++;
  if (!*anchor) return true;
  if (slips == 0) return false;
  if (is_copy(anchor + 1, hash, slips - 1)) return true;
  return *hash && (is_copy(anchor + 1, hash + 1, slips - 1) || is_copy(anchor, hash + 1, slips - 1));
}

/* The anchor is the event's hash, or its beginning; or nearly, as when it was copied from paper. */
static void look_for_anchor(Verify *verify, int64_t event, const char *hash) {
  enum { MOST_SLIPS = 2 };
  if (is_copy(verify->anchor, hash, 0)) verify->anchor_at = event;
  if (is_copy(verify->anchor, hash, MOST_SLIPS)) verify->anchor_near = event;
}

bool verify_chain(Verify *verify, GError **error) {
  unsigned char chain[HASH_BYTES] = {0};
  sqlite3_stmt *row = sql(verify->store, SQL_events);
  JournalHead *head = &verify->verified->head, newest = {0};
  journal_head(verify->store, &newest, NULL);
  int got;
  while ((got = sql_step(verify->store, row, error)) == 1) {
    Reading event = reading_of(verify, row);
    store_tell_of(verify->store, (uint64_t)event.number, (uint64_t)newest.events);
    check_link(verify, row, &event, chain);
    check_time(verify, &event);
    event_fold(verify, &event);
    hex_of(chain, head->hash);
    head->events = event.number;
    if (verify->anchor) look_for_anchor(verify, event.number, head->hash);
  }
  if (got == 0 && head->events == 0) verify_fault(verify, _("the journal is empty: all events are missing"));
  return got == 0;
}
