/* store_comment.c: an assessor's comments on an applicant: noted, put in other words, taken back.
 *
 * A comment's row never changes but in `removed`: the event that took it back last, 0 while it stands. The event "comment"
 * says "NUMBER KIND: TEXT" in `after`, in `before` the comment it stands in the place of, and in `reason` where the evidence is:
 * the place, and for a file a line each with its name and the SHA-256 of its bytes; where key factors are cited all three
 * lines and a fourth with their numbers. */
#include "store/store_private.h"

#include <string.h>

/* -- comments in the journal ------------------------------------------------------------------------------- */

char *comment_line(int64_t number, const char *kind, const char *text) {
  return g_strdup_printf("%" G_GINT64_FORMAT " %s: %s", number, kind, text);
}

int64_t comment_number(const char *line) {
  char *end = NULL;
  gint64 number = g_ascii_strtoll(line, &end, 10);
  return end != line && *end == ' ' && strstr(end, ": ") ? number : 0;
}

char *evidence_lines(const char *place, const char *file, const char *sha256, const char *factors) {
  if (*factors) return g_strdup_printf("%s\n%s\n%s\n%s", place, file, sha256, factors);
  return *file || *sha256 ? g_strdup_printf("%s\n%s\n%s", place, file, sha256) : g_strdup(place);
}

/* -- rows ------------------------------------------------------------------------------------------------------ */

void comment_row_clear(CommentRow *row) {
  char **const texts[] = {&row->item, &row->kind, &row->text, &row->place, &row->file, &row->sha256, &row->factors};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) g_clear_pointer(texts[i], g_free);
}

bool comment_find(Store *store, int64_t number, CommentRow *ret_row, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_comment);
  sqlite3_bind_int64(row, 1, number);
  int got = sql_step(store, row, error);
  if (got == 1)
    *ret_row = (CommentRow){.number = number,
                            .book = sqlite3_column_int64(row, 0),
                            .removed = sqlite3_column_int64(row, 4),
                            .item = g_strdup(sql_text(row, 1)),
                            .kind = g_strdup(sql_text(row, 2)),
                            .text = g_strdup(sql_text(row, 3)),
                            .place = g_strdup(sql_text(row, 5)),
                            .file = g_strdup(sql_text(row, 6)),
                            .sha256 = g_strdup(sql_text(row, 7)),
                            .factors = g_strdup(sql_text(row, 8))};
  sqlite3_reset(row);
  return got == 1 ||
         (got == 0 && store_refuse(error, STORE_ERROR_INPUT, _("there is no comment number %lld"), (long long)number));
}

bool comment_find_standing(Store *store, int64_t number, CommentRow *ret_row, GError **error) {
  g_auto(CommentRow) row = {0};
  if (!comment_find(store, number, &row, error)) return false;
  if (row.removed)
    return store_refuse(error, STORE_ERROR_INPUT, _("there is no comment number %lld"), (long long)number);
  *ret_row = row;
  row = (CommentRow){0};
  return true;
}

bool comment_save(Store *store, uint16_t stage, uint32_t applicant, const Note *note, int64_t *ret_number,
                  GError **error) {
  int64_t event = event_next(store, error);
  if (event < 0 || !actor_becomes_assessor(store, error)) return false;
  sqlite3_stmt *next = sql(store, SQL_next_comment);
  if (sql_step(store, next, error) != 1) return false;
  *ret_number = sqlite3_column_int64(next, 0);
  sqlite3_reset(next);
  const char *const texts[] = {note->item, note->kind,   note->text,   note->place,
                               note->file, note->sha256, note->factors};
  sqlite3_stmt *row = sql(store, SQL_add_comment);
  sqlite3_bind_int64(row, 1, *ret_number);
  sqlite3_bind_int64(row, 2, book_id(stage, applicant, (uint32_t)store->actor_assessor));
  sqlite3_bind_int64(row, 3, event);
  for (int i = 0; i < (int)G_N_ELEMENTS(texts); i++) sql_bind_text(row, 4 + i, texts[i]);
  return sql_run(store, row, error);
}

bool comment_set_removed(Store *store, int64_t number, int64_t event, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_remove_comment);
  sqlite3_bind_int64(row, 1, number);
  sqlite3_bind_int64(row, 2, event);
  return event >= 0 && sql_run(store, row, error);
}

/* -- is it in order? ------------------------------------------------------------------------------------------- */

static bool is_line(const char *text) {
  return g_utf8_validate(text, -1, NULL) && !strpbrk(text, "\r\n") && strlen(text) <= LINE_MOST_BYTES;
}

static bool is_sha256(const char *text) { return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64; }

static bool check_evidence(const Note *note, GError **error) {
  const char *place = note->place ? note->place : "", *file = note->file ? note->file : "";
  if (!is_line(place) || !is_line(file))
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("%s: where the evidence is, is said in one line of at most %d bytes of UTF-8; shorten it"),
                        note->item, LINE_MOST_BYTES);
  return !*file || (note->sha256 && is_sha256(note->sha256)) ||
         store_refuse(error, STORE_ERROR_INPUT, _("%s: the file “%s” comes with no SHA-256; give that too"), note->item,
                      file);
}

static bool check_note(const Criteria *criteria, const Stage *stage, const Note *note, GError **error) {
  static const char *const kinds[] = {"strength", "ofi", "reason", "note", NULL};
  if (!g_strv_contains(kinds, note->kind))
    return store_refuse(error, STORE_ERROR_INPUT, _("“%s” is no kind of comment; it is strength, ofi, reason or note"),
                        note->kind);
  bool known = !*note->item || stage_cell(stage, criteria, note->item) >= 0 ||
               (stage->form == STAGE_ITEMS && criteria_node(criteria, note->item) != NULL);
  if (!known)
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("stage %s has no item “%s”; accolade packs award names the criteria that list them"),
                        stage_words(stage), note->item);
  if (!text_says(note->text))
    return store_refuse(error, STORE_ERROR_INPUT, _("%s: the comment has no text; write one"), note->item);
  return check_evidence(note, error);
}

/* One's own, standing, in that scorebook. */
static bool find_own(Store *store, int64_t number, CommentRow *ret_row, GError **error) {
  if (!comment_find_standing(store, number, ret_row, error)) return false;
  return (store->actor_assessor >= 0 && (int64_t)book_assessor(ret_row->book) == store->actor_assessor) ||
         store_refuse(error, STORE_ERROR_PERMISSION, _("comment %lld is somebody else's"), (long long)number);
}

/* -- writing ----------------------------------------------------------------------------------------------------- */

/* Evidence that is not said anew is that of the comment before. */
static Note with_evidence_of(const Note *note, const CommentRow *before) {
  Note whole = *note;
  if (!note->place) whole.place = before->place ? before->place : "";
  if (!note->file) whole.file = before->file ? before->file : "";
  if (!note->file) whole.sha256 = before->sha256 ? before->sha256 : "";
  if (!whole.sha256) whole.sha256 = "";
  if (!note->factors) whole.factors = before->factors ? before->factors : "";
  return whole;
}

static bool save_in_place_of(Store *store, uint16_t stage, uint32_t applicant, const char *id, const Note *given,
                             const CommentRow *before, GError **error) {
  int64_t number, event = event_next(store, error);
  const Note note = with_evidence_of(given, before);
  if (event < 0 || !comment_save(store, stage, applicant, &note, &number, error)) return false;
  g_autofree char *old = before->number ? comment_line(before->number, before->kind, before->text) : g_strdup("");
  g_autofree char *after = comment_line(number, note.kind, note.text);
  g_autofree char *evidence = evidence_lines(note.place, note.file, note.sha256, note.factors);
  const char *name = store->award->rules->stages[stage].id;
  return (!before->number || comment_set_removed(store, before->number, event, error)) &&
         event_append(store, &(EventDraft){"comment", name, id, store->actor, note.item, old, after, evidence}, error);
}

bool comment_add(Store *store, uint16_t stage, uint32_t applicant, const char *id, const Note *note, GError **error) {
  return save_in_place_of(store, stage, applicant, id, note, &(CommentRow){0}, error);
}

/* replaced 0: a new one. */
static bool write_comment(Store *store, uint16_t stage, uint32_t applicant, const Note *note, int64_t replaced,
                          GError **error) {
  const char *class_id = NULL;
  g_autofree char *id = NULL, *cited = NULL;
  g_auto(BookRow) book = {0};
  g_auto(CommentRow) before = {0};
  Note whole = *note;
  if (!book_to_write(store, stage, applicant, &class_id, &id, &book, error) ||
      !check_note(store_class_criteria(store, class_id), &store->award->rules->stages[stage], note, error) ||
      (replaced && !find_own(store, replaced, &before, error)) ||
      (note->factors && !(cited = factors_cited(store, applicant, note->factors, error))))
    return false;
  if (replaced && before.book != book.id)
    return store_refuse(error, STORE_ERROR_INPUT, _("comment %lld is on another applicant or stage; write a new one"),
                        (long long)replaced);
  whole.factors = cited;
  return save_in_place_of(store, stage, applicant, id, &whole, &before, error);
}

bool store_record_comment(Store *store, uint16_t stage, uint32_t applicant, const Note *note, GError **error) {
  int64_t assessor = store->actor_assessor;
  bool good = write_begin(store, error) && write_comment(store, stage, applicant, note, 0, error);
  return write_finish(store, good, assessor, error);
}

bool store_replace_comment(Store *store, int64_t number, uint16_t stage, uint32_t applicant, const Note *note,
                           GError **error) {
  int64_t assessor = store->actor_assessor;
  bool good = write_begin(store, error) && write_comment(store, stage, applicant, note, number, error);
  return write_finish(store, good, assessor, error);
}

static bool take_comment_back(Store *store, int64_t number, GError **error) {
  g_auto(CommentRow) row = {0};
  g_auto(BookRow) book = {0};
  g_autofree char *id = NULL;
  if (!find_own(store, number, &row, error) ||
      !book_to_write(store, book_stage(row.book), book_applicant(row.book), NULL, &id, &book, error) ||
      !comment_set_removed(store, number, event_next(store, error), error))
    return false;
  g_autofree char *before = comment_line(number, row.kind, row.text);
  const char *stage = store->award->rules->stages[book_stage(row.book)].id;
  return event_append(store, &(EventDraft){"uncomment", stage, id, store->actor, row.item, before, "", ""}, error);
}

bool store_remove_comment(Store *store, int64_t number, GError **error) {
  int64_t assessor = store->actor_assessor;
  return write_finish(store, write_begin(store, error) && take_comment_back(store, number, error), assessor, error);
}
