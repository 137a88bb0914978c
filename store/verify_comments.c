/* verify_comments.c: comments against the events that added them, took them back and put them back.
 *
 * The events are folded into what `removed` must be now, per comment that they touched; a row's words and evidence are
 * compared with the event that added it, or go into its import's digest. */
#include "store/store_bulk.h"
#include "store/store_rows.h"
#include "store/verify_private.h"

/* -- as the events say ------------------------------------------------------------------------------------------ */

static CommentCheck *check_of(Verify *verify, int64_t event, const char *line) {
  int64_t number = comment_number(line);
  CommentCheck *check = g_hash_table_lookup(verify->comments, &number);
  if (number == 0) verify_fault(verify, _("event %lld does not say which comment it is about"), (long long)event);
  if (check || number == 0) return check;
  check = g_new0(CommentCheck, 1);
  check->number = number;
  g_hash_table_insert(verify->comments, &check->number, check);
  return check;
}

void comment_added(Verify *verify, int64_t event, const char *line) { check_of(verify, event, line); }

void comment_taken_back(Verify *verify, int64_t event, const char *line) {
  CommentCheck *check = *line ? check_of(verify, event, line) : NULL;
  if (check) check->removed = event;
}

void comment_put_back(Verify *verify, int64_t event, const char *line) {
  CommentCheck *check = *line ? check_of(verify, event, line) : NULL;
  if (check) check->removed = 0;
}

/* -- as the rows say ---------------------------------------------------------------------------------------------- */

/* The event that added a comment, when it says the same: a comment's own, or the mark's whose reason it is, which does not say
 * its number; that follows the one before. */
static bool is_explained(Verify *verify, sqlite3_value **row, bool in_turn) {
  int64_t id = sqlite3_value_int64(row[1]), event = sqlite3_value_int64(row[5]);
  const char *kind = row_text_whole(row[3]), *text = row_text_whole(row[4]);
  g_autofree char *line = comment_line(sqlite3_value_int64(row[0]), kind, text);
  g_autofree char *evidence =
      evidence_lines(row_text_whole(row[7]), row_text_whole(row[8]), row_text_whole(row[9]), row_text_whole(row[10]));
  EventDraft want = {.kind = "comment",
                     .stage = stage_name(verify, book_stage(id)),
                     .applicant = applicant_name(verify, book_applicant(id)),
                     .assessor = assessor_name(verify, book_assessor(id)),
                     .item = row_text_whole(row[2]),
                     .after = line,
                     .reason = evidence};
  if (event_says(verify, event, &want)) return true;
  want.kind = "mark";
  want.after = NULL;
  want.reason = text;
  bool of_mark = in_turn && !*evidence && g_str_equal(kind, "reason") && event_says(verify, event, &want);
  verify->reasons -= of_mark;
  return of_mark;
}

typedef struct Comments {
  Verify *verify;
  int64_t number; /* of the one before */
  int64_t last;   /* the latest event that wrote one so far */
} Comments;

static bool check_comment(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  Comments *comments = data;
  Verify *verify = comments->verify;
  int64_t number = sqlite3_value_int64(row[0]), id = sqlite3_value_int64(row[1]);
  int64_t origin = sqlite3_value_int64(row[5]);
  CommentCheck *check = g_hash_table_lookup(verify->comments, &number);
  ImportCheck *import = import_of(verify, origin);
  bool in_turn = number == comments->number + 1;
  bool explained = import || (origin > comments->last && is_explained(verify, row, in_turn));
  if (!explained || sqlite3_value_int64(row[6]) != (check ? check->removed : 0))
    verify_fault(verify,
                 explained ? _("comment %lld on “%s” by “%s” stands, or is taken back, against its last event")
                           : _("comment %lld on “%s” by “%s” was changed or added: its event does not say so"),
                 (long long)number, applicant_name(verify, book_applicant(id)),
                 assessor_name(verify, book_assessor(id)));
  comments->number = number;
  comments->last = MAX(comments->last, origin);
  if (check) check->found = true;
  if (!import) return true;
  digest_comment(&import->state, row);
  import->found++;
  return true;
}

static void check_found(Verify *verify) {
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, verify->comments);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const CommentCheck *check = value;
    if (!check->found)
      verify_fault(verify, _("comment %lld, which events speak of, is gone"), (long long)check->number);
  }
  if (verify->reasons > 0)
    verify_fault(verify, _("%lld reasons that came with marks are gone"), (long long)verify->reasons);
}

bool verify_comments(Verify *verify, GError **error) {
  Comments comments = {.verify = verify};
  if (!rows_each(verify->store, SQL_comments, INT64_MIN, check_comment, &comments, error)) return false;
  check_found(verify);
  return true;
}
