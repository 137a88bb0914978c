/* verify_events.c: what the events add up to: what each kind of them changes in what the tables must hold. */
#include "store/verify_private.h"

#include <string.h>

char *fact_key(const char *kind, const char *stage, const char *applicant, const char *other) {
  return g_strjoin("\x1f", kind, stage, applicant, other, NULL);
}

char *correction_key(bool applicant, const char *id, const char *field) {
  g_autofree char *of_assessor = applicant ? NULL : g_strjoin("\x1f", id, field, NULL);
  return fact_key("correct", "", applicant ? id : "", applicant ? field : of_assessor);
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
  verify->reasons += text_says(event->reason);
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

/* Their rows are looked at one by one; here it is counted how many there must be. */
static void read_merge(Verify *verify, const Reading *event) {
  (void)event;
  verify->merges++;
}
static void read_unmerge(Verify *verify, const Reading *event) {
  (void)event;
  verify->unmerges++;
}
static void read_assign(Verify *verify, const Reading *event) {
  (void)event;
  verify->assigns++;
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

/* A field of an applicant, or else of an assessor. */
static void read_correction(Verify *verify, const Reading *event) {
  bool applicant = *event->applicant_id != '\0';
  const char *id = applicant ? event->applicant_id : event->assessor_id;
  g_hash_table_add(verify->corrected, g_strdup(id));
  set_fact(verify, event, correction_key(applicant, id, event->item), event->after);
}

static void read_stage(Verify *verify, const Reading *event) {
  g_autofree char *word = g_strndup(event->after, strcspn(event->after, " "));
  set_fact(verify, event, fact_key("stage", event->stage_id, "", ""), word);
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

/* -- kinds of events --------------------------------------------------------------------------------------------- */

enum { OF_STAGE = 1, OF_APPLICANT = 2, OF_ASSESSOR = 4, OF_ITEM = 8 };

static const struct Kind {
  const char *name;
  void (*read)(Verify *verify, const Reading *event);
  unsigned fact; /* read NULL: the event sets a fact of its kind, about these */
} kinds[] = {
    {"undo", read_turn, 0},
    {"redo", read_turn, 0},
    {"mark", read_mark, 0},
    {"submit", read_state, 0},
    {"return", read_state, 0},
    {"comment", read_comment, 0},
    {"import", read_import, 0},
    {"uncomment", read_uncomment, 0},
    {"veto", NULL, OF_APPLICANT},
    {"recuse", NULL, OF_APPLICANT | OF_ASSESSOR},
    {"release", NULL, OF_STAGE | OF_APPLICANT | OF_ASSESSOR},
    {"assign", read_assign, 0},
    {"deduct", NULL, OF_STAGE | OF_APPLICANT | OF_ITEM},
    {"decide", NULL, OF_STAGE | OF_APPLICANT},
    {"stage", read_stage, 0},
    {"seal", read_stage, 0},
    {"init", read_init, 0},
    {"resolve", read_resolution, 0},
    {"agree", NULL, OF_STAGE | OF_APPLICANT | OF_ITEM},
    {"merge", read_merge, 0},
    {"unmerge", read_unmerge, 0},
    {"declare", NULL, OF_APPLICANT | OF_ASSESSOR},
    {"restore", read_turn, 0},
    {"factor", read_factor, 0},
    {"unfactor", read_unfactor, 0},
    {"due", NULL, OF_STAGE},
    {"deputy", NULL, OF_STAGE | OF_APPLICANT},
    {"place", NULL, OF_APPLICANT},
    {"withdraw", NULL, OF_APPLICANT},
    {"correct", read_correction, 0},
};

/* About an assessor or an item, never both. */
static void read_fact(Verify *verify, const Reading *event, unsigned fact) {
  const char *stage = fact & OF_STAGE ? event->stage_id : "";
  const char *applicant = fact & OF_APPLICANT ? event->applicant_id : "";
  const char *assessor = fact & OF_ASSESSOR ? event->assessor_id : "";
  const char *other = fact & OF_ITEM ? event->item : assessor;
  set_fact(verify, event, fact_key(event->kind, stage, applicant, other), event->after);
}

static const struct Kind *kind_named(const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_str_equal(kinds[i].name, name)) return &kinds[i];
  return NULL;
}

void event_fold(Verify *verify, const Reading *event) {
  const struct Kind *kind = kind_named(event->kind);
  if (event->number == 1 && !g_str_equal(event->kind, "init"))
    verify_fault(verify, _("event 1 is not the one that began the award"));
  if (!kind)
    verify_fault(verify, _("event %lld is of the kind “%s”, which accolade does not write"), (long long)event->number,
                 event->kind);
  else if (verify->lost && kind->read != read_import && kind->read != read_init)
    return;
  else if (kind->read)
    kind->read(verify, event);
  else
    read_fact(verify, event, kind->fact);
}
