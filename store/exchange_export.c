/* exchange_export.c: every cell of every scorebook as one line of CSV, in an order that depends on ids only. */
#include "store/exchange_private.h"

#include <string.h>

enum { PIECE = 1 << 18, MARK_TEXT = 29, SHORT_HEAD = 64, SHORT_CODE = 16 };

typedef struct MarkText { /* a mark as ",70,\r\n"; it depends on the scale's unit only */
  int16_t unit;           /* 0: not made yet */
  uint8_t n;
  char text[MARK_TEXT];
} MarkText;

typedef struct Code { /* an item's code as a CSV cell */
  char *cell;
  size_t n;
  char start[SHORT_CODE]; /* of the cell */
  const Scale *scale;
} Code;

typedef struct Someone { /* id as a CSV cell, and where it comes in order */
  char *cell;
  char *id;
  uint32_t no;
  uint32_t order;
  const Criteria *criteria; /* applicants */
} Someone;

typedef struct Written { /* a scorebook of the panel being written */
  uint32_t order;
  const Someone *assessor;
  size_t at; /* in bytes */
} Written;

typedef struct Export {
  Store *store;
  bool (*put)(const char *bytes, size_t n, void *user);
  void *user;
  size_t n;
  GArray *applicants, *assessors; /* Someone, by id */
  GPtrArray *by_no;               /* assessors by number, NULL where there is none */
  GArray *panel;                  /* Written */
  GByteArray *bytes;              /* their marks */
  GArray *codes;                  /* Code: the stage's and criteria's */
  const Criteria *codes_of;
  GString *head;   /* stage, applicant and assessor as a line begins with them */
  MarkText *texts; /* one for each mark there can be */
  char buf[PIECE + SHORT_HEAD + SHORT_CODE + sizeof(MarkText)]; /* short texts are copied in one go */
} Export;

/* -- text out ------------------------------------------------------------------------------------- */

static bool flush(Export *out) {
  bool good = out->n == 0 || out->put(out->buf, out->n, out->user);
  out->n = 0;
  return good;
}

static bool put(Export *out, const char *text, size_t n) {
  if (out->n + n > PIECE && !flush(out)) return false;
  if (n > PIECE) return out->put(text, n, out->user);
  memcpy(out->buf + out->n, text, n);
  out->n += n;
  return true;
}

/* A cell that no spreadsheet takes for a formula, quoted where it must be. */
static char *cell_of(const char *text) {
  GString *cell = g_string_new(NULL);
  if (*text && strchr("=+-@\t\r", *text)) g_string_append_c(cell, '\'');
  g_string_append(cell, text);
  if (!strpbrk(cell->str, ",;\t\"\r\n")) return g_string_free(cell, FALSE);
  g_string_replace(cell, "\"", "\"\"", 0);
  g_string_prepend_c(cell, '"');
  g_string_append_c(cell, '"');
  return g_string_free(cell, FALSE);
}

static const MarkText *mark_text(Export *out, const Scale *scale, Mark mark) {
  MarkText *text = &out->texts[(uint16_t)mark];
  if (text->unit == scale->unit) return text;
  char number[64] = "";
  if (mark_is_number(mark)) (void)mark_put(number, scale, mark);
  text->unit = scale->unit;
  text->n = (uint8_t)g_snprintf(text->text, MARK_TEXT, ",%s,%s\r\n", number, mark_state_name(mark));
  return text;
}

/* -- who there is ------------------------------------------------------------------------------------ */

static void someone_clear(gpointer data) {
  Someone *someone = data;
  g_free(someone->cell);
  g_free(someone->id);
}

static void code_clear(gpointer data) { g_free(((Code *)data)->cell); }

static gint by_id(gconstpointer a, gconstpointer b) {
  return strcmp(((const Someone *)a)->id, ((const Someone *)b)->id);
}

static bool load_people(Export *out, SqlName name, GArray *people, GError **error) {
  sqlite3_stmt *rows = sql(out->store, name);
  sqlite3_bind_int64(rows, 1, 0);
  int rc;
  while ((rc = sql_step(out->store, rows, error)) == 1) {
    const char *id = sql_text(rows, 1);
    Someone someone = {.cell = cell_of(id), .id = g_strdup(id), .no = (uint32_t)sqlite3_column_int64(rows, 0)};
    if (name == SQL_applicants) someone.criteria = store_class_criteria(out->store, sql_text(rows, 3));
    g_array_append_val(people, someone);
  }
  g_array_sort(people, by_id);
  return rc == 0;
}

static void number_assessors(Export *out) {
  for (guint i = 0; i < out->assessors->len; i++) {
    Someone *assessor = &g_array_index(out->assessors, Someone, i);
    assessor->order = i;
    if (assessor->no >= out->by_no->len) g_ptr_array_set_size(out->by_no, (gint)assessor->no + 1);
    out->by_no->pdata[assessor->no] = assessor;
  }
}

/* -- panels ----------------------------------------------------------------------------------------- */

static bool take_book(Export *out, sqlite3_stmt *row, size_t n, GError **error) {
  uint32_t no = book_assessor(sqlite3_column_int64(row, 0));
  size_t size = (size_t)sqlite3_column_bytes(row, 1);
  const Someone *assessor = no < out->by_no->len ? g_ptr_array_index(out->by_no, no) : NULL;
  if (!assessor || size != 2 * n)
    return store_damaged(out->store, error, _("scorebook %lld does not fit the criteria"),
                         (long long)sqlite3_column_int64(row, 0));
  Written written = {.order = assessor->order, .assessor = assessor, .at = out->bytes->len};
  g_array_append_val(out->panel, written);
  if (size) g_byte_array_append(out->bytes, sqlite3_column_blob(row, 1), (guint)size);
  return true;
}

static gint by_order(gconstpointer a, gconstpointer b) {
  uint32_t x = ((const Written *)a)->order, y = ((const Written *)b)->order;
  return x < y ? -1 : x > y;
}

static bool load_panel(Export *out, uint16_t stage, const Someone *applicant, size_t n, GError **error) {
  sqlite3_stmt *rows = sql(out->store, SQL_marks);
  sqlite3_bind_int64(rows, 1, book_id(stage, applicant->no, 0));
  g_array_set_size(out->panel, 0);
  g_byte_array_set_size(out->bytes, 0);
  int rc;
  int64_t last = book_id(stage, applicant->no, ROW_MASK);
  while ((rc = sql_step(out->store, rows, error)) == 1 && sqlite3_column_int64(rows, 0) <= last)
    if (!take_book(out, rows, n, error)) {
      sqlite3_reset(rows);
      return false;
    }
  sqlite3_reset(rows);
  g_array_sort(out->panel, by_order);
  return rc >= 0;
}

static void load_codes(Export *out, const Stage *stage, const Criteria *criteria, size_t n) {
  if (out->codes_of == criteria && out->codes->len == n) return;
  g_array_set_size(out->codes, 0);
  for (size_t i = 0; i < n; i++) {
    Code code = {.cell = cell_of(stage_cell_code(stage, criteria, i)), .scale = stage_cell_scale(stage, criteria, i)};
    code.n = strlen(code.cell);
    memcpy(code.start, code.cell, MIN(code.n, SHORT_CODE));
    g_array_append_val(out->codes, code);
  }
  out->codes_of = criteria;
}

static bool put_line(Export *out, const Code *code, const MarkText *text) {
  return put(out, out->head->str, out->head->len) && put(out, code->cell, code->n) && put(out, text->text, text->n);
}

/* Nearly every line is short: its three parts are copied whole blocks at a time, each over the excess of the one before. */
static bool put_short_line(Export *out, const Code *code, const MarkText *text) {
  size_t head_n = out->head->len, n = head_n + code->n + text->n;
  if (out->n + n > PIECE && !flush(out)) return false;
  char *to = out->buf + out->n;
  memcpy(to, out->head->str, SHORT_HEAD);
  memcpy(to + head_n, code->start, SHORT_CODE);
  memcpy(to + head_n + code->n, text->text, MARK_TEXT);
  out->n += n;
  return true;
}

static bool put_book(Export *out, const Written *book, size_t head_n) {
  g_string_truncate(out->head, head_n);
  g_string_append(out->head, book->assessor->cell);
  g_string_append_c(out->head, ',');
  Mark *marks = g_newa(Mark, out->codes->len + 1);
  marks_unpack(out->bytes->data + book->at, out->codes->len, marks);
  bool is_short = out->head->len <= SHORT_HEAD;
  for (guint i = 0; i < out->codes->len; i++) {
    const Code *code = &g_array_index(out->codes, Code, i);
    const MarkText *text = mark_text(out, code->scale, marks[i]);
    if (!(is_short && code->n <= SHORT_CODE ? put_short_line(out, code, text) : put_line(out, code, text)))
      return false;
  }
  return true;
}

static size_t begin_head(Export *out, const Stage *stage, const Someone *applicant) {
  g_autofree char *name = cell_of(stage->id);
  g_string_printf(out->head, "%s,%s,", name, applicant->cell);
  return out->head->len;
}

static bool put_panel(Export *out, uint16_t s, const Someone *applicant, GError **error) {
  const Stage *stage = &out->store->award->rules->stages[s];
  size_t n = stage_cells(stage, applicant->criteria);
  if (!load_panel(out, s, applicant, n, error)) return false;
  if (out->panel->len == 0) return true;
  load_codes(out, stage, applicant->criteria, n);
  size_t head_n = begin_head(out, stage, applicant);
  for (guint i = 0; i < out->panel->len; i++)
    if (!put_book(out, &g_array_index(out->panel, Written, i), head_n)) {
      g_set_error(error, STORE_ERROR, STORE_ERROR_FILE,
                  _("the scores could not be written; free some space or choose another place with --output"));
      return false;
    }
  return true;
}

/* -- the export --------------------------------------------------------------------------------------- */

static bool put_all(Export *out, GError **error) {
  static const char header[] = "\xEF\xBB\xBFstage,applicant,assessor,item,mark,state\r\n";
  if (!load_people(out, SQL_applicants, out->applicants, error)) return false;
  if (!load_people(out, SQL_assessors, out->assessors, error)) return false;
  number_assessors(out);
  (void)put(out, header, sizeof header - 1);
  for (uint16_t s = 0; s < out->store->award->rules->n_stages; s++) {
    out->codes_of = NULL;
    for (guint i = 0; i < out->applicants->len; i++) {
      store_tell_of(out->store, i, out->applicants->len);
      if (!put_panel(out, s, &g_array_index(out->applicants, Someone, i), error)) return false;
    }
  }
  if (flush(out)) return true;
  g_set_error(error, STORE_ERROR, STORE_ERROR_FILE,
              _("the scores could not be written; free some space or choose another place with --output"));
  return false;
}

static void export_free(Export *out) {
  g_array_unref(out->applicants);
  g_array_unref(out->assessors);
  g_ptr_array_unref(out->by_no);
  g_array_unref(out->panel);
  g_byte_array_unref(out->bytes);
  g_array_unref(out->codes);
  g_string_free(out->head, TRUE);
  g_free(out->texts);
  g_free(out);
}

static Export *export_new(Store *store) {
  Export *out = g_new0(Export, 1);
  out->store = store;
  out->applicants = g_array_new(FALSE, FALSE, sizeof(Someone));
  out->assessors = g_array_new(FALSE, FALSE, sizeof(Someone));
  g_array_set_clear_func(out->applicants, someone_clear);
  g_array_set_clear_func(out->assessors, someone_clear);
  out->by_no = g_ptr_array_new();
  out->panel = g_array_new(FALSE, FALSE, sizeof(Written));
  out->bytes = g_byte_array_new();
  out->codes = g_array_new(FALSE, TRUE, sizeof(Code));
  g_array_set_clear_func(out->codes, code_clear);
  out->head = g_string_sized_new(2 * SHORT_HEAD);
  out->texts = g_new0(MarkText, UINT16_MAX + 1);
  return out;
}

bool exchange_export_scores(Store *store, bool (*put_piece)(const char *bytes, size_t n, void *user), void *user,
                            GError **error) {
  if (!store_needs_award(store, error)) return false;
  if (!store_sees_all(store)) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_PERMISSION,
                _("\"%s\" may not see what others gave; ask the secretariat for the scores"), store_actor(store));
    return false;
  }
  if (!store_begin_read(store, error)) return false;
  Export *out = export_new(store);
  out->put = put_piece;
  out->user = user;
  bool good = put_all(out, error);
  export_free(out);
  store_rollback(store);
  store_tell(store, 1);
  return good;
}
