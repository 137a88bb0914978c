/* exchange_table.c: a CSV file as rows of named columns. Headers are English or Chinese, in any order. */
#include "store/exchange_private.h"

#include <string.h>

static bool is_named(const Column *column, const char *name) {
  if (g_ascii_strcasecmp(name, column->name) == 0) return true;
  g_auto(GStrv) chinese = g_strsplit(column->chinese, "|", -1);
  return g_strv_contains((const char *const *)chinese, name);
}

static int column_named(const Table *table, const char *name) {
  for (size_t i = 0; i < table->n_columns; i++)
    if (is_named(&table->columns[i], name)) return (int)i;
  return -1;
}

static void warn_unknown(Import *import, const char *name, size_t place) {
  const Table *table = &import->table;
  Near near = {.word = name};
  if (!*name) {
    import_warn(import, _("column %d has no name and is ignored"), (int)place + 1);
    return;
  }
  for (size_t i = 0; i < table->n_columns; i++) near_try(&near, table->columns[i].name);
  g_autofree char *hint = near_hint(&near, strstr(name, "，") ? _("columns are separated by , and not by ，")
                                                              : _("rename it if it is meant"));
  import_warn(import, _("the column “%.80s” is not known and ignored%s"), name, hint);
}

static void place_columns(Import *import, char **names) {
  Table *table = &import->table;
  for (size_t i = 0; i < table->width; i++) {
    const char *name = text_trim(names[i]);
    int column = column_named(table, name);
    if (column < 0)
      warn_unknown(import, name, i);
    else if (table->place[column] >= 0)
      import_fault(import, _("the column “%s” is there twice (columns %d and %d); keep one of them"), name,
                   table->place[column] + 1, (int)i + 1);
    else
      table->place[column] = (int)i;
  }
}

static void check_needed(Import *import) {
  Table *table = &import->table;
  for (size_t i = 0; i < table->n_columns; i++) {
    const Column *column = &table->columns[i];
    if (!(column->is & COLUMN_NEEDED) || table->place[i] >= 0) continue;
    import_fault(import, _("the column “%s” (or “%.*s”) is missing; name it in the first line"), column->name,
                 (int)strcspn(column->chinese, "|"), column->chinese);
  }
}

static bool read_header(Import *import) {
  Table *table = &import->table;
  g_autoptr(GError) error = NULL;
  char **names;
  int64_t faults = import->n_faults;
  int rc = csv_next(table->csv, &names, &table->width, &error);
  if (rc < 0) import_fault_at(import, "", error->message);
  table->line = rc == 1 ? csv_line(table->csv) : 1;
  if (rc == 0) import_fault(import, _("the file has no line with text; it needs one that names the columns"));
  if (rc != 1) return false;
  place_columns(import, names);
  check_needed(import);
  return import->n_faults == faults;
}

/* -- opening ------------------------------------------------------------------------------------------ */

static void *open_csv(void *data) {
  Opening *opening = data;
  opening->csv = csv_open(opening->path, opening->encoding, &opening->telling, &opening->error);
  return NULL;
}

void opening_begin(Opening *opening, const Store *store, const char *path, CsvEncoding encoding) {
  *opening = (Opening){.path = path, .encoding = encoding, .telling = {store->tell, store->tell_data, 0, 0}};
  opening->thread = threads_start(open_csv, opening);
}

/* The file, opened by now; NULL with the error. */
static Csv *opening_end(Opening *opening, GError **error) {
  if (opening->thread)
    threads_join(opening->thread);
  else
    open_csv(opening);
  opening->path = NULL;
  if (opening->error) g_propagate_error(error, g_steal_pointer(&opening->error));
  return g_steal_pointer(&opening->csv);
}

void opening_clear(Opening *opening) {
  g_autoptr(GError) error = NULL;
  if (opening->path) csv_close(opening_end(opening, &error));
}

/* Once, when it is known: where the first lines are plain, that is later. */
static void tell_gb18030(Import *import) {
  Table *table = &import->table;
  if (table->gb18030_told || import->encoding != CSV_AUTO || !csv_was_gb18030(table->csv)) return;
  table->gb18030_told = true;
  import_warn(import, _("not UTF-8, so it is read as GB18030; look whether the names come out right"));
}

bool table_open(Import *import, const char *path, const Column *columns, size_t n_columns) {
  Table *table = &import->table;
  g_autoptr(GError) error = NULL;
  *table = (Table){.path = path, .columns = columns, .n_columns = n_columns, .line = 1};
  for (size_t i = 0; i < TABLE_MOST_COLUMNS; i++) table->place[i] = -1;
  if (import->opening.path != path) opening_begin(&import->opening, import->store, path, import->encoding);
  table->csv = opening_end(&import->opening, &error);
  if (!table->csv) {
    import_fault_at(import, "", error->message);
    return false;
  }
  tell_gb18030(import);
  return read_header(import);
}

static bool is_wide(const Table *table, size_t n) {
  for (size_t i = table->width; i < n; i++)
    if (*table->fields[i]) return true;
  return false;
}

static void fault_width(Import *import, int n, int width) {
  if (n > width)
    import_fault(import, _("the line has %d fields for %d columns; quote a field that holds the delimiter"), n, width);
  else
    import_fault(import, _("the line ends after %d of %d columns; fill it up with delimiters"), n, width);
}

bool table_next(Import *import) {
  Table *table = &import->table;
  g_autoptr(GError) error = NULL;
  size_t n;
  int rc;
  while ((rc = csv_next(table->csv, &table->fields, &n, &error)) == 1) {
    table->line = csv_line(table->csv);
    import->result->rows++;
    if (G_LIKELY(n == table->width || (n > table->width && !is_wide(table, n)))) return true;
    fault_width(import, (int)n, (int)table->width);
  }
  tell_gb18030(import);
  if (rc < 0) import_fault_at(import, "", error->message);
  return false;
}

void table_close(Import *import) { g_clear_pointer(&import->table.csv, csv_close); }

/* An apostrophe that our own export put before = + - @ is taken away again. */
static char *field(Import *import, int column) {
  static char nothing[1];
  int place = import->table.place[column];
  char *text = place < 0 ? nothing : import->table.fields[place];
  return G_UNLIKELY(text[0] == '\'' && text[1] && strchr("=+-@\t\r", text[1])) ? text + 1 : text;
}

const char *table_raw(Import *import, int column) { return field(import, column); }

const char *table_get(Import *import, int column) { return text_trim(field(import, column)); }
