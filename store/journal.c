/* journal.c: appending events to the chain, reading them, and the digests they carry. */
#include "store/store_private.h"

#include <string.h>

/* -- digests ------------------------------------------------------------------------------------- */

enum { MOST_DIGITS = 20 };

/* Decimal digits of a number, ending before `end`; where they begin. Imports digest millions of them. */
static char *put_digits(char *end, uint64_t number) {
  for (; number >= 100; number /= 100) {
    unsigned two = (unsigned)(number % 100);
    *--end = (char)('0' + two % 10);
    *--end = (char)('0' + two / 10);
  }
  do *--end = (char)('0' + number % 10);
  while (number /= 10);
  return end;
}

bool digests_start(Store *store, GError **error) {
  return sodium_init() >= 0 || file_error(NULL, store->path, SQLITE_NOMEM, error);
}

void digest_begin(Digest *digest) {
  digest->n = 0;
  crypto_generichash_init(&digest->state, NULL, 0, HASH_BYTES);
}

static void empty(Digest *digest) {
  crypto_generichash_update(&digest->state, digest->waiting, digest->n);
  digest->n = 0;
}

inline void digest_bytes(Digest *digest, const void *bytes, size_t n) {
  if (n > sizeof digest->waiting - digest->n) empty(digest);
  if (n > sizeof digest->waiting)
    crypto_generichash_update(&digest->state, bytes, n);
  else if (n > 0) {
    memcpy(digest->waiting + digest->n, bytes, n);
    digest->n += n;
  }
}

void digest_end(Digest *digest, unsigned char ret_hash[HASH_BYTES]) {
  empty(digest);
  crypto_generichash_final(&digest->state, ret_hash, HASH_BYTES);
}

/* Small fields, which nearly all are, go straight to where they wait. */
static void put_small_field(Digest *digest, const void *bytes, size_t n) {
  if (sizeof digest->waiting - digest->n < n + MOST_DIGITS) empty(digest);
  unsigned char *to = digest->waiting + digest->n;
  if (n >= 10) *to++ = (unsigned char)('0' + n / 10);
  *to++ = (unsigned char)('0' + n % 10);
  *to++ = ':';
  if (n > 0) memcpy(to, bytes, n);
  to += n;
  *to++ = ',';
  digest->n = (size_t)(to - digest->waiting);
}

void digest_field(Digest *digest, const void *bytes, size_t n) {
  if (n < 100) {
    put_small_field(digest, bytes, n);
    return;
  }
  char head[MOST_DIGITS + 1], *end = head + sizeof head, *at = end;
  *--at = ':';
  at = put_digits(at, n);
  digest_bytes(digest, at, (size_t)(end - at));
  digest_bytes(digest, bytes, n);
  digest_bytes(digest, ",", 1);
}

void digest_text(Digest *state, const char *text) { digest_field(state, text, strlen(text)); }

void digest_number(Digest *digest, int64_t number) {
  char text[MOST_DIGITS + 1], *end = text + sizeof text;
  char *at = put_digits(end, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
  if (number < 0) *--at = '-';
  digest_field(digest, at, (size_t)(end - at));
}

void hex_of(const unsigned char hash[HASH_BYTES], char ret_hex[65]) { sodium_bin2hex(ret_hex, 65, hash, HASH_BYTES); }

void hash_of_event(const unsigned char *before, const char *const fields[EVENT_FIELDS],
                   unsigned char ret_hash[HASH_BYTES]) {
  Digest state;
  digest_begin(&state);
  digest_bytes(&state, before, HASH_BYTES);
  for (size_t i = 0; i < EVENT_FIELDS; i++) digest_text(&state, fields[i]);
  digest_end(&state, ret_hash);
}

static void add_line(Digest *state, const char *line) { digest_bytes(state, line, strlen(line)); }

static void finish(Digest *state, char ret_hex[65]) {
  unsigned char hash[HASH_BYTES];
  digest_end(state, hash);
  hex_of(hash, ret_hex);
}

static void digest_ranking(const Ranking *ranking, const Cycle *cycle, char ret_hex[65]) {
  Digest state;
  digest_begin(&state);
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    const Applicant *applicant = &cycle->applicants[standing->applicant];
    char rank[MOST_DIGITS + 1], total[RATIO_BUF];
    rank[MOST_DIGITS] = '\0';
    ratio_put_exact(total, standing->total);
    const char *const cells[] = {applicant->class_id, put_digits(rank + MOST_DIGITS, standing->rank), applicant->id,
                                 total, standing->tier ? standing->tier->id : ""};
    for (size_t c = 0; c < G_N_ELEMENTS(cells); c++) {
      add_line(&state, cells[c]);
      digest_bytes(&state, c + 1 < G_N_ELEMENTS(cells) ? "," : "\n", 1);
    }
  }
  finish(&state, ret_hex);
}

bool ranking_digest_now(Store *store, const Cycle *cycle, char ret_hex[65], GError **error) {
  StorePanels panels = {.store = store, .cycle = cycle, .stage = -1};
  PanelSource source = store_panel_source(&panels);
  g_autoptr(GError) problem = NULL;
  g_autoptr(Ranking) ranking = ranking_of(store->award, cycle, &source, &problem);
  bool none = g_error_matches(problem, RANKING_ERROR, RANKING_ERROR_NO_TOTAL);
  if (ranking) digest_ranking(ranking, cycle, ret_hex);
  if (none) *ret_hex = '\0';
  if (problem && !none) g_propagate_error(error, g_steal_pointer(&problem));
  return ranking || none;
}

typedef struct StageDigest {
  Store *store;
  const Cycle *cycle;
  ScoreScratch *scratch;
  const Criteria *criteria; /* of the scratch */
  Digest state;
} StageDigest;

static bool add_total(const Panel *panel, void *user) {
  StageDigest *digest = user;
  const Criteria *criteria = award_criteria(digest->store->award, digest->cycle, panel->applicant);
  if (criteria != digest->criteria) {
    score_scratch_free(digest->scratch);
    digest->scratch = score_scratch_new(criteria);
    digest->criteria = criteria;
  }
  StageTotal total = stage_total(criteria, digest->store->award->rules, digest->cycle, panel, digest->scratch);
  char points[RATIO_BUF];
  ratio_put_exact(points, total.points);
  g_autofree char *line = g_strdup_printf("%s,%s,%u\n", digest->cycle->applicants[panel->applicant].id,
                                          total.state == TOTAL_COMPLETE ? points : "", total.scorebooks);
  add_line(&digest->state, line);
  return true;
}

bool stage_digest(Store *store, const Cycle *cycle, uint16_t stage, char ret_hex[65], GError **error) {
  StorePanels panels = {.store = store, .cycle = cycle, .stage = stage};
  PanelSource source = store_panel_source(&panels);
  StageDigest digest = {.store = store, .cycle = cycle};
  digest_begin(&digest.state);
  bool gate = store->award->rules->stages[stage].form == STAGE_GATE;
  bool done = gate || source.run(source.data, add_total, &digest, error);
  score_scratch_free(digest.scratch);
  if (done) finish(&digest.state, ret_hex);
  return done;
}

const char *stage_state_name(StageState state) {
  static const char *const names[] = {"open", "closed", "sealed"};
  return names[state];
}

/* -- appending ------------------------------------------------------------------------------------ */

static bool newest(Store *store, int64_t *ret_number, unsigned char ret_hash[HASH_BYTES], GError **error) {
  sqlite3_stmt *row = sql(store, SQL_newest_event);
  *ret_number = 0;
  memset(ret_hash, 0, HASH_BYTES);
  int got = sql_step(store, row, error);
  if (got == 1) {
    *ret_number = sqlite3_column_int64(row, 0);
    const void *hash = sqlite3_column_blob(row, 1);
    bool good = hash && sqlite3_column_bytes(row, 1) == HASH_BYTES && *ret_number > 0;
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

/* What a panel agreed on is everybody's who sees the panel; else one's own events only. 1, 0, -1 error. */
static int may_see(Store *store, sqlite3_stmt *row, GError **error) {
  uint32_t applicant;
  if (store_sees_all(store) || g_str_equal(sql_text(row, 2), store->actor)) return 1;
  if (!g_str_equal(sql_text(row, 3), "agree") || !store_needs_award(store, NULL)) return 0;
  int stage = rules_stage_index(store->award->rules, sql_text(row, 4));
  int found = stage < 0 ? 0 : store_find_applicant(store, sql_text(row, 5), &applicant, error);
  return found == 1 ? store_sees_panel(store, (uint16_t)stage, applicant, error) : found;
}

bool journal_walk(Store *store, bool (*each)(const Event *event, void *user), void *user, GError **error) {
  sqlite3_stmt *row = sql_new(store, SQL_events, error);
  if (!row) return false;
  bool more = true;
  char hex[65];
  int got = 0, sees = 1;
  JournalHead newest = {0};
  journal_head(store, &newest, NULL);
  while (more && sees >= 0 && (got = sql_step(store, row, error)) == 1) {
    store_tell_of(store, (uint64_t)sqlite3_column_int64(row, 0), (uint64_t)newest.events);
    if ((sees = may_see(store, row, error)) != 1) continue;
    Event event = event_of(row, hex);
    more = each(&event, user);
  }
  sqlite3_finalize(row);
  store_tell(store, 1);
  return got >= 0 && sees >= 0;
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
