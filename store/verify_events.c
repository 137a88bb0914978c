/* verify_events.c: the chain, event by event, and what the events add up to. */
#include "store/verify_private.h"

#include <string.h>

typedef struct Reading { /* one event, fields borrowed from the row */
  int64_t number;
  const char *fields[EVENT_FIELDS];
  const char *kind, *stage_id, *applicant_id, *assessor_id, *item, *before, *after, *reason;
  int stage; /* -1: names none */
  int64_t applicant, assessor;
} Reading;

char *fact_key(const char *kind, const char *stage, const char *applicant, const char *other) {
  return g_strjoin("\x1f", kind, stage, applicant, other, NULL);
}

/* -- scorebooks --------------------------------------------------------------------------------------------- */

static BookCheck *book_of(Verify *verify, const Reading *event) {
  if (event->stage < 0 || event->applicant < 0 || event->assessor < 0) {
    verify_fault(verify,
                 _("event %lld (%s) speaks of stage “%s”, applicant “%s” or assessor “%s”, who is not in the record"),
                 (long long)event->number, event->kind, event->stage_id, event->applicant_id, event->assessor_id);
    return NULL;
  }
  int64_t id = book_id((uint16_t)event->stage, (uint32_t)event->applicant, (uint32_t)event->assessor);
  BookCheck *book = g_hash_table_lookup(verify->books, &id);
  if (!book) {
    const Award *award = verify->store->award;
    book = g_new0(BookCheck, 1);
    book->id = id;
    book->first_event = event->number;
    book->first_state = book->last_state = -1;
    book->n = stage_cells(&award->rules->stages[event->stage],
                          award_criteria(award, verify->cycle, (uint32_t)event->applicant));
    book->first = g_new(Mark, book->n + 1);
    book->last = g_new(Mark, book->n + 1);
    for (size_t i = 0; i < book->n; i++) book->first[i] = book->last[i] = MARK_UNTOUCHED;
    g_hash_table_insert(verify->books, &book->id, book);
  }
  book->last_event = event->number;
  book->changes++;
  return book;
}

static void fold_mark(Verify *verify, const Reading *event) {
  BookCheck *book = book_of(verify, event);
  if (!book) return;
  const Stage *stage = &verify->store->award->rules->stages[event->stage];
  const Criteria *criteria = award_criteria(verify->store->award, verify->cycle, (uint32_t)event->applicant);
  int cell = stage_cell(stage, criteria, event->item);
  Mark before, after;
  if (cell < 0 || (size_t)cell >= book->n ||
      !mark_parse(event->before, stage_cell_scale(stage, criteria, (size_t)cell), &before) ||
      !mark_parse(event->after, stage_cell_scale(stage, criteria, (size_t)cell), &after)) {
    verify_fault(verify, _("event %lld (mark) on “%s” by “%s” does not fit the criteria"), (long long)event->number,
                 event->applicant_id, event->assessor_id);
    return;
  }
  if (book->first[cell] == MARK_UNTOUCHED)
    book->first[cell] = before;
  else if (book->last[cell] != before)
    verify_fault(verify, _("event %lld (mark) on “%s” by “%s”, item %s, does not follow from the event before it"),
                 (long long)event->number, event->applicant_id, event->assessor_id, event->item);
  book->last[cell] = after;
}

static void read_state(Verify *verify, const Reading *event) {
  BookCheck *book = book_of(verify, event);
  if (!book) return;
  int before = g_str_equal(event->before, "submitted"), after = g_str_equal(event->after, "submitted");
  if (book->first_state < 0)
    book->first_state = before;
  else if (book->last_state != before)
    verify_fault(verify, _("event %lld (%s) on “%s” by “%s” does not follow from the event before it"),
                 (long long)event->number, event->kind, event->applicant_id, event->assessor_id);
  book->last_state = after;
}

static void read_mark(Verify *verify, const Reading *event) {
  verify->reasons += *event->reason != '\0';
  fold_mark(verify, event);
}

static void read_comment(Verify *verify, const Reading *event) {
  comment_taken_back(verify, event->number, event->before);
  comment_added(verify, event->number, event->after);
}

static void read_uncomment(Verify *verify, const Reading *event) {
  comment_taken_back(verify, event->number, event->before);
}

/* "restore", "undo" and "redo": of a comment, or of a mark; these two with the reason that went or came with it. */
static void read_turn(Verify *verify, const Reading *event) {
  if (comment_number(event->before) || comment_number(event->after)) {
    comment_taken_back(verify, event->number, event->before);
    comment_put_back(verify, event->number, event->after);
    return;
  }
  if (g_str_equal(event->kind, "undo")) comment_taken_back(verify, event->number, event->reason);
  if (g_str_equal(event->kind, "redo")) comment_put_back(verify, event->number, event->reason);
  fold_mark(verify, event);
}

/* -- facts ---------------------------------------------------------------------------------------------------- */

static void set_fact(Verify *verify, const Reading *event, char *key, const char *value) {
  Fact *fact = g_hash_table_lookup(verify->facts, key);
  if (fact && !g_str_equal(fact->value, event->before))
    verify_fault(verify, _("event %lld (%s) does not follow from the event before it: it was “%s”, not “%s”"),
                 (long long)event->number, event->kind, fact->value, event->before);
  if (!fact) {
    fact = g_new0(Fact, 1);
    fact->first = g_strdup(event->before);
    g_hash_table_insert(verify->facts, g_strdup(key), fact);
  }
  g_free(key);
  g_free(fact->value);
  g_free(fact->reason);
  g_free(fact->full);
  fact->value = g_strdup(value);
  fact->reason = g_strdup(event->reason);
  fact->full = g_strdup(event->after);
  fact->event = event->number;
}

static void read_veto(Verify *verify, const Reading *event) {
  set_fact(verify, event, fact_key("veto", "", event->applicant_id, ""), event->after);
}
static void read_recusal(Verify *verify, const Reading *event) {
  set_fact(verify, event, fact_key("recuse", "", event->applicant_id, event->assessor_id), event->after);
}
static void read_declaration(Verify *verify, const Reading *event) {
  set_fact(verify, event, fact_key("declare", "", event->applicant_id, event->assessor_id), event->after);
}
static void read_deputy(Verify *verify, const Reading *event) {
  set_fact(verify, event, fact_key("deputy", event->stage_id, event->applicant_id, ""), event->after);
}
static void read_deduction(Verify *verify, const Reading *event) {
  set_fact(verify, event, fact_key("deduct", event->stage_id, event->applicant_id, event->item), event->after);
}
static void read_decision(Verify *verify, const Reading *event) {
  set_fact(verify, event, fact_key("decide", event->stage_id, event->applicant_id, ""), event->after);
}
static void read_placing(Verify *verify, const Reading *event) {
  set_fact(verify, event, fact_key("place", "", event->applicant_id, ""), event->after);
}
static void read_agreement(Verify *verify, const Reading *event) {
  set_fact(verify, event, fact_key("agree", event->stage_id, event->applicant_id, event->item), event->after);
}
static void read_merge(Verify *verify, const Reading *event) {
  (void)event;
  verify->merges++;
}
static void read_unmerge(Verify *verify, const Reading *event) {
  (void)event;
  verify->unmerges++;
}
static void read_factor(Verify *verify, const Reading *event) {
  (void)event;
  verify->factors++;
}
static void read_unfactor(Verify *verify, const Reading *event) {
  (void)event;
  verify->unfactors++;
}
/* "resolved CHECK FIGURES" or "open CHECK FIGURES". */
static void read_resolution(Verify *verify, const Reading *event) {
  g_auto(GStrv) words = g_strsplit(event->after, " ", 2);
  if (!words[0] || !words[1]) {
    verify_fault(verify, _("event %lld (resolve) does not say which flag"), (long long)event->number);
    return;
  }
  g_autofree char *flag = g_strjoin("\x1f", event->assessor_id, event->item, words[1], NULL);
  set_fact(verify, event, fact_key("resolve", event->stage_id, event->applicant_id, flag), words[0]);
}
static void read_stage(Verify *verify, const Reading *event) {
  g_autofree char *word = g_strndup(event->after, strcspn(event->after, " "));
  set_fact(verify, event, fact_key("stage", event->stage_id, "", ""), word);
}
static void read_due(Verify *verify, const Reading *event) {
  set_fact(verify, event, fact_key("due", event->stage_id, "", ""), event->after);
}

/* -- imports and init ------------------------------------------------------------------------------------------- */

static void read_import(Verify *verify, const Reading *event) {
  char *end = NULL;
  gint64 rows = g_ascii_strtoll(event->after, &end, 10);
  if (end == event->after || *end != ' ' || strlen(end + 1) != 64) {
    verify_fault(verify, _("event %lld (import) does not say what it wrote"), (long long)event->number);
    return;
  }
  ImportCheck *import = g_new0(ImportCheck, 1);
  import->event = event->number;
  import->rows = rows;
  g_strlcpy(import->hex, end + 1, sizeof import->hex);
  import->what = g_strdup(event->item);
  import->file = g_strdup(event->reason);
  digest_begin(&import->state);
  g_hash_table_insert(verify->imports, &import->event, import);
}

static void read_init(Verify *verify, const Reading *event) {
  g_autofree char *text = init_text(verify->store);
  if (event->number != 1)
    verify_fault(verify, _("event %lld says the award was begun again"), (long long)event->number);
  else if (!g_str_equal(text, event->after))
    verify_fault(verify, _("the title, packs or options in the record are not those of event 1 (init)"));
}

/* -- the chain ----------------------------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  void (*read)(Verify *verify, const Reading *event);
} kinds[] = {
    {"undo", read_turn},       {"redo", read_turn},       {"mark", read_mark},         {"submit", read_state},
    {"return", read_state},    {"comment", read_comment}, {"import", read_import},     {"uncomment", read_uncomment},
    {"veto", read_veto},       {"recuse", read_recusal},  {"deduct", read_deduction},  {"decide", read_decision},
    {"stage", read_stage},     {"seal", read_stage},      {"init", read_init},         {"resolve", read_resolution},
    {"agree", read_agreement}, {"merge", read_merge},     {"unmerge", read_unmerge},   {"declare", read_declaration},
    {"restore", read_turn},    {"factor", read_factor},   {"unfactor", read_unfactor}, {"due", read_due},
    {"deputy", read_deputy},   {"place", read_placing}};

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

static void interpret(Verify *verify, const Reading *event) {
  if ((event->number == 1) != g_str_equal(event->kind, "init") && event->number == 1)
    verify_fault(verify, _("event 1 is not the one that began the award"));
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_str_equal(kinds[i].name, event->kind)) {
      bool readable = !verify->lost || kinds[i].read == read_import || kinds[i].read == read_init;
      if (readable) kinds[i].read(verify, event);
      return;
    }
  verify_fault(verify, _("event %lld is of the kind “%s”, which accolade does not write"), (long long)event->number,
               event->kind);
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
  if (!whole || memcmp(stored, hash, HASH_BYTES) != 0)
    verify_fault(verify, _("event %lld (%s, applicant “%s”, assessor “%s”) was changed: its hash does not fit"),
                 (long long)event->number, event->kind, event->applicant_id, event->assessor_id);
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

bool verify_events(Verify *verify, GError **error) {
  unsigned char chain[HASH_BYTES] = {0};
  sqlite3_stmt *row = sql(verify->store, SQL_events);
  JournalHead *head = &verify->verified->head, newest = {0};
  journal_head(verify->store, &newest, NULL);
  int got;
  while ((got = sql_step(verify->store, row, error)) == 1) {
    Reading event = reading_of(verify, row);
    store_tell_of(verify->store, (uint64_t)event.number, (uint64_t)newest.events);
    check_link(verify, row, &event, chain);
    interpret(verify, &event);
    hex_of(chain, head->hash);
    head->events = event.number;
    if (verify->anchor && g_str_has_prefix(head->hash, verify->anchor)) verify->anchor_at = event.number;
  }
  if (got == 0 && head->events == 0) verify_fault(verify, _("the journal is empty: all events are missing"));
  return got == 0;
}
