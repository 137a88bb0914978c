/* document.c: building a document part by part, and reading its tables. */
#include "reports/document.h"

bool audience_has(Audience audience, Reader reader) {
  switch (audience) {
  case FOR_ALL: return true;
  case FOR_PEOPLE: return reader == READER_PERSON;
  case FOR_MACHINES: return reader != READER_PERSON;
  case FOR_SHEETS: return reader == READER_SHEET;
  case FOR_TREES: return reader == READER_TREE;
  case FOR_NOBODY: return false;
  }
  return false;
}

enum { MOST_LOOKED_AT = 5000 };

static Cell copy_cell(Cell cell);
static void clear_cell(Cell *cell);

static Field *copy_fields(const Field *fields, size_t n) {
  Field *copy = g_new0(Field, n + 1);
  for (size_t i = 0; i < n; i++) copy[i] = (Field){g_strdup(fields[i].key), copy_cell(fields[i].cell)};
  return copy;
}

static Cell *copy_cells(const Cell *cells, size_t n) {
  Cell *copy = g_new0(Cell, n + 1);
  for (size_t i = 0; i < n; i++) copy[i] = copy_cell(cells[i]);
  return copy;
}

static Cell copy_cell(Cell cell) {
  if (cell.type == CELL_TEXT) cell.text = g_strndup(cell.text ? cell.text : "", cell.length);
  if (cell.type == CELL_RECORD) cell.record.fields = copy_fields(cell.record.fields, cell.record.n);
  if (cell.type == CELL_LIST) cell.list.cells = copy_cells(cell.list.cells, cell.list.n);
  return cell;
}

static void clear_record(Cell *cell) {
  Field *fields = (Field *)cell->record.fields;
  for (size_t i = 0; i < cell->record.n; i++) {
    g_free((char *)fields[i].key);
    clear_cell(&fields[i].cell);
  }
  g_free(fields);
}

static void clear_list(Cell *cell) {
  Cell *cells = (Cell *)cell->list.cells;
  for (size_t i = 0; i < cell->list.n; i++) clear_cell(&cells[i]);
  g_free(cells);
}

static void clear_cell(Cell *cell) {
  if (cell->type == CELL_TEXT) g_free((char *)cell->text);
  if (cell->type == CELL_RECORD) clear_record(cell);
  if (cell->type == CELL_LIST) clear_list(cell);
}

static void free_table(Table *table) {
  if (!table) return;
  if (table->free_data) table->free_data((void *)table->data);
  for (size_t i = 0; i < table->n_columns; i++) {
    g_free((char *)table->columns[i].key);
    g_free((char *)table->columns[i].title);
  }
  g_free(table->columns);
  g_free(table->key);
  g_free(table->title);
  g_free(table->empty);
  g_free(table);
}

static void free_part(void *data) {
  Part *part = data;
  g_free(part->text);
  g_free(part->key);
  clear_cell(&part->cell);
  free_table(part->table);
  for (size_t i = 0; i < part->n_bars; i++) {
    g_free(part->bars[i].label);
    g_free(part->bars[i].value);
  }
  g_free(part->bars);
  g_strfreev(part->signatures);
  g_free(part);
}

Document *document_new(const char *format, const char *title, const char *lang) {
  Document *document = g_new0(Document, 1);
  document->format = g_strdup(format);
  document->title = g_strdup(title);
  document->lang = g_strdup(lang);
  document->parts = g_ptr_array_new_with_free_func(free_part);
  return document;
}

void document_free(Document *document) {
  if (!document) return;
  g_free(document->format);
  g_free(document->title);
  g_free(document->over);
  g_free(document->lang);
  g_ptr_array_unref(document->parts);
  g_free(document);
}

static Part *add(Document *document, PartType type, Audience audience, const char *text) {
  Part *part = g_new0(Part, 1);
  part->type = type;
  part->audience = audience;
  part->text = g_strdup(text);
  g_ptr_array_add(document->parts, part);
  return part;
}

void document_heading(Document *document, int level, const char *text) {
  add(document, PART_HEADING, FOR_PEOPLE, text)->level = level;
}

void document_paragraph(Document *document, const char *text) { add(document, PART_PARAGRAPH, FOR_PEOPLE, text); }

void document_field(Document *document, const char *key, const char *title, Cell cell) {
  g_assert(key || title);
  Part *part = add(document, PART_FIELD, !title ? FOR_TREES : key ? FOR_ALL : FOR_PEOPLE, title);
  part->key = g_strdup(key);
  part->cell = copy_cell(cell);
}

Table *document_table(Document *document, const char *key, const char *title, size_t n_columns, const Column *columns) {
  Table *table = g_new0(Table, 1);
  table->key = g_strdup(key);
  table->title = g_strdup(title);
  table->n_columns = n_columns;
  table->columns = g_memdup2(columns, n_columns * sizeof(Column));
  for (size_t i = 0; i < n_columns; i++) {
    table->columns[i].key = g_strdup(columns[i].key);
    table->columns[i].title = g_strdup(columns[i].title);
  }
  add(document, PART_TABLE, FOR_ALL, NULL)->table = table;
  return table;
}

void table_set_rows(Table *table, size_t n, TableRow *row, const void *data, GDestroyNotify free_data) {
  table->n_rows = n;
  table->row = row;
  table->data = data;
  table->free_data = free_data;
}

static Part *bars_of(Document *document) {
  guint n = document->parts->len;
  Part *last = n > 0 ? g_ptr_array_index(document->parts, n - 1) : NULL;
  return last && last->type == PART_BARS ? last : add(document, PART_BARS, FOR_PEOPLE, NULL);
}

void document_bar(Document *document, const char *label, Ratio share, const char *value) {
  Part *part = bars_of(document);
  part->bars = g_renew(Bar, part->bars, part->n_bars + 1);
  part->bars[part->n_bars++] = (Bar){g_strdup(label), share, g_strdup(value)};
}

void document_signatures(Document *document, const char *const *who) {
  add(document, PART_SIGNATURES, FOR_PEOPLE, NULL)->signatures = g_strdupv((char **)who);
}

static bool is_empty(const Cell *cell) {
  if (cell->type == CELL_TEXT) return cell->length == 0;
  return cell->type == CELL_NONE || (cell->type == CELL_LIST && cell->list.n == 0);
}

/* Per column, whether any row has something in it; NULL: nobody wants to know. Caller frees. */
static bool *find_used(const Table *table, Reader reader) {
  if (!table->sparse || reader != READER_PERSON || table->n_rows == 0 || table->n_rows > MOST_LOOKED_AT) return NULL;
  bool *used = g_new0(bool, table->n_columns);
  g_autofree Cell *cells = g_new(Cell, table->n_columns);
  for (size_t i = 0; i < table->n_rows; i++) {
    table_read(table, i, cells);
    for (size_t c = 0; c < table->n_columns; c++) used[c] |= !is_empty(&cells[c]);
  }
  return used;
}

size_t table_columns_for(const Table *table, Reader reader, size_t *ret_columns) {
  g_autofree bool *used = find_used(table, reader);
  size_t n = 0;
  for (size_t i = 0; i < table->n_columns; i++) {
    Audience audience = table->columns[i].audience;
    bool left_out = used && !used[i] && audience == FOR_PEOPLE;
    if (audience_has(audience, reader) && !left_out) ret_columns[n++] = i;
  }
  return n;
}

void table_read(const Table *table, size_t i, Cell *cells) {
  memset(cells, 0, table->n_columns * sizeof *cells);
  table->row(table->data, i, cells);
}
