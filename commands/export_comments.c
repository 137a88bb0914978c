/* export_comments.c: the comments as a document of one table, in an order that depends on nothing but what they say. */
#include "commands/export_comments.h"

#include <string.h>

enum { COLUMNS = 10 };

typedef struct Sheet {
  GPtrArray *comments; /* Comment */
  const Rules *rules;
} Sheet;

static void texts_of(const Comment *comment, const char *texts[COLUMNS]) {
  const char *const all[COLUMNS] = {comment->stage,  comment->applicant, comment->assessor, comment->item,
                                    comment->kind,   comment->text,      comment->place,    comment->file,
                                    comment->sha256, comment->factors};
  memcpy(texts, all, sizeof all);
}

static gint by_texts(gconstpointer a, gconstpointer b, gpointer data) {
  const Rules *rules = data;
  const char *left[COLUMNS], *right[COLUMNS];
  texts_of(*(const Comment *const *)a, left);
  texts_of(*(const Comment *const *)b, right);
  int differs = rules_stage_index(rules, left[0]) - rules_stage_index(rules, right[0]);
  for (size_t i = 1; differs == 0 && i < COLUMNS; i++) differs = strcmp(left[i], right[i]);
  return differs;
}

static void fill(const void *data, size_t i, Cell *cells) {
  const char *texts[COLUMNS];
  texts_of(g_ptr_array_index(((const Sheet *)data)->comments, i), texts);
  for (size_t c = 0; c < COLUMNS; c++) cells[c] = cell_text(texts[c]);
}

bool export_comments(Session *session, const char *path, GError **error) {
  static const char *const keys[COLUMNS] = {"stage", "applicant", "assessor", "item",   "kind",
                                            "text",  "evidence",  "file",     "sha256", "factors"};
  g_autoptr(GPtrArray) comments = NULL;
  if (!store_comments(session->store, -1, &comments, error)) return false;
  g_ptr_array_sort_with_data(comments, by_texts, session->rules);
  Column columns[COLUMNS];
  for (size_t i = 0; i < COLUMNS; i++) columns[i] = (Column){keys[i], "", ALIGN_LEFT, FOR_ALL};
  g_autoptr(Document) document = document_new("accolade.comments/1", "", session->lang);
  Sheet sheet = {comments, session->rules};
  Table *table = document_table(document, "comments", NULL, COLUMNS, columns);
  table_set_rows(table, comments->len, fill, &sheet, NULL);
  return output_in(session, document, &format_csv, path, error);
}
