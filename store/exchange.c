/* exchange.c: an import from its first file to its commit, and the faults it notes on the way. */
#include "store/exchange_private.h"
#include "store/store_file.h"

#include <string.h>

typedef struct Form { /* one type of import */
  const char *what;
  const Column *columns;
  size_t n_columns;
  int stage_column; /* -1: it has none */
  bool (*row)(Import *import, GError **error);
} Form;

static const Form forms[] = {
    [IMPORT_APPLICANTS] = {"applicants", applicant_columns, APPLICANT_COLUMNS, -1, applicant_row},
    [IMPORT_ASSESSORS] = {"assessors", assessor_columns, ASSESSOR_COLUMNS, -1, assessor_row},
    [IMPORT_ASSIGNMENTS] = {"assignments", assignment_columns, ASSIGNMENT_COLUMNS, 2, assignment_row},
    [IMPORT_SCORES] = {"scores", score_columns, SCORE_COLUMNS, 2, score_row},
};

/* -- faults ------------------------------------------------------------------------------------- */

static int64_t most_faults(const Import *import) {
  return import->store->most_faults > 0 ? import->store->most_faults : IMPORT_MOST_FAULTS;
}

bool import_lists(const Import *import) { return import->n_faults < most_faults(import); }

/* Looking for what a wrong word was meant to be asks every known one: of many faults it is done for the first ones. */
bool import_may_guess(Import *import, size_t known) {
  enum { MOST_TRIED = 2000000 };
  if (!import_lists(import) || import->n_tried > MOST_TRIED) return false;
  import->n_tried += known;
  return true;
}

bool import_writes(const Import *import) { return import->bulk_open && import->n_faults == 0; }

/* One line, whatever the file holds. */
static char *line_of(const char *place, const char *what) {
  g_autofree char *whole = g_strconcat(place, what, NULL);
  return text_printable(g_strdelimit(whole, "\n", '?'));
}

void import_fault_at(Import *import, const char *place, const char *what) {
  if (import_lists(import)) g_ptr_array_add(import->result->faults, line_of(place, what));
  import->n_faults++;
}

static char *place_of(const Import *import) {
  return g_strdup_printf("%s:%lld: ", import->table.path, (long long)import->table.line);
}

void import_fault(Import *import, const char *format, ...) {
  if (!import_lists(import)) {
    import->n_faults++;
    return;
  }
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *place = place_of(import);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  import_fault_at(import, place, what);
}

void import_warn(Import *import, const char *format, ...) {
  if (import->n_warnings++ >= most_faults(import)) return;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *place = place_of(import);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_ptr_array_add(import->result->warnings, line_of(place, what));
}

/* -- stages --------------------------------------------------------------------------------------- */

static size_t count_scored(const Rules *rules, int *ret_first) {
  size_t n = 0;
  for (size_t i = rules->n_stages; i-- > 0;) {
    if (rules->stages[i].form == STAGE_GATE) continue;
    *ret_first = (int)i;
    n++;
  }
  return n;
}

static char *list_scored(const Rules *rules) {
  GString *names = g_string_new(NULL);
  for (size_t i = 0; i < rules->n_stages; i++)
    if (rules->stages[i].form != STAGE_GATE)
      g_string_append_printf(names, "%s%s", names->len ? ", " : "", rules->stages[i].id);
  return g_string_free(names, FALSE);
}

static bool check_stage(Import *import, int index, const char *name) {
  const Rules *rules = import->store->award->rules;
  if (index >= 0 && rules->stages[index].form != STAGE_GATE && (import->stage < 0 || import->stage == index))
    return true;
  g_autofree char *list = list_scored(rules);
  if (!*name)
    import_fault(import, _("which stage is meant is open; name one of %s with --stage or in a column “stage”"), list);
  else if (index < 0)
    import_fault(import, _("there is no stage “%.80s”; the rules have %s"), name, list);
  else if (rules->stages[index].form == STAGE_GATE)
    import_fault(import, _("the stage “%.80s” is not scored; scored stages are %s"), name, list);
  else
    import_fault(import, _("the line is of stage “%.80s”, --stage says “%s”; leave one of them out"), name,
                 rules->stages[import->stage].id);
  return false;
}

bool import_stage(Import *import, int column, uint16_t *ret_stage) {
  const Rules *rules = import->store->award->rules;
  const char *name = table_get(import, column);
  if (!*name && import->stage >= 0) name = rules->stages[import->stage].id;
  int index = -1;
  if (*name)
    index = rules_stage_named(rules, name);
  else if (count_scored(rules, &index) != 1)
    index = -1;
  if (!check_stage(import, index, name)) return false;
  *ret_stage = (uint16_t)index;
  return true;
}

/* Is it clear which stage rows without a stage column are of? A fault when not. */
static bool stage_is_clear(Import *import, int column) {
  uint16_t stage;
  return column < 0 || import->table.place[column] >= 0 || import_stage(import, column, &stage);
}

bool import_stage_is_open(Import *import, uint16_t stage, GError **error) {
  bool *open = &import->stage_open[stage & 255];
  if (*open || stage_needs(import->reads, stage, STAGE_OPEN, error)) return *open = true;
  g_prefix_error(error, "%s:%lld: ", import->table.path, (long long)import->table.line);
  return false;
}

/* -- the import ------------------------------------------------------------------------------------- */

static bool read_rows(Import *import, const Form *form, GError **error) {
  for (uint64_t rows = 0; table_next(import); rows++) {
    if ((rows & 4095) == 0) store_tell(import->store, READING * csv_share(import->table.csv));
    if (!form->row(import, error)) return false;
  }
  return import->scores ? scores_finish(import, error) : assignments_write(import, error);
}

/* Who comes to an award when a stage has its result already is not in it. */
static bool warn_sealed(Import *import, GError **error) {
  const Rules *rules = import->store->award->rules;
  sqlite3_stmt *row = sql(import->store, SQL_stages);
  int got;
  import->table.line = 1;
  for (size_t s = 0; (got = sql_step(import->store, row, error)) == 1; s++)
    if (sqlite3_column_int(row, 2) == STAGE_SEALED && s < rules->n_stages)
      import_warn(import,
                  _("stage %s is sealed, and who is added now is not in its result; to mark them there, open it "
                    "again with accolade stage"),
                  stage_words(&rules->stages[s]));
  return got == 0;
}

static bool import_file(Import *import, const Form *form, const char *path, GError **error) {
  import->bulk_open = !import->dry_run && import->n_faults == 0;
  if (import->bulk_open && !bulk_begin(import->store, &import->bulk, error)) return false;
  int64_t rows = import->result->rows;
  bool readable =
      table_open(import, path, form->columns, form->n_columns) && stage_is_clear(import, form->stage_column);
  bool good = !readable || read_rows(import, form, error);
  if (good && import->n_faults == 0 && import->result->rows == rows)
    import_warn(import, _("the file has columns but no rows"));
  else if (good && import->n_faults == 0 && form == &forms[IMPORT_APPLICANTS])
    good = warn_sealed(import, error);
  table_close(import);
  g_autofree char *name = g_path_get_basename(path);
  return good && (!import_writes(import) || bulk_end(&import->bulk, form->what, name, error));
}

static bool import_files(Import *import, ImportType type, const char *const *files, GError **error) {
  Store *store = import->store;
  if (!store_needs_award(store, error) || !store_needs_secretariat(store, _("import"), error)) return false;
  if (!(import->dry_run ? store_begin_read(store, error) : store_begin(store, error))) return false;
  if (type == IMPORT_APPLICANTS && !store_needs_unsealed(store, error)) return false;
  opening_begin(&import->opening, store, files[0], import->encoding);
  /* From here on single rows are looked for. */
  if (!people_load(import, error) || !file_map(store->db, store->path, false, error)) return false;
  for (size_t i = 0; files[i]; i++)
    if (!import_file(import, &forms[type], files[i], error)) return false;
  return true;
}

static void count_rest(const Import *import) {
  int64_t faults = import->n_faults - most_faults(import), warnings = import->n_warnings - most_faults(import);
  const char *text =
      ngettext("and %lld more fault that is not listed", "and %lld more faults that are not listed", (gulong)faults);
  if (faults > 0) g_ptr_array_add(import->result->faults, g_strdup_printf(text, (long long)faults)); // NOLINT
  text = ngettext("and %lld more warning that is not listed", "and %lld more warnings that are not listed",
                  (gulong)warnings);
  if (warnings > 0) g_ptr_array_add(import->result->warnings, g_strdup_printf(text, (long long)warnings)); // NOLINT
}

static bool conclude(Import *import, GError **error) {
  count_rest(import);
  if (import->n_faults > 0) {
    const char *text =
        ngettext("%lld fault, so nothing is imported; correct the line and import again",
                 "%lld faults, so nothing is imported; correct the lines and import again", (gulong)import->n_faults);
    g_set_error(error, STORE_ERROR, STORE_ERROR_INPUT, text, (long long)import->n_faults); // NOLINT
    return false;
  }
  return import->dry_run || store_commit(import->store, error);
}

/* All bits of an id count: its low ones are the assessor's number, which many ids share. */
static guint hash_of_key(gconstpointer key) {
  return (guint)((guint64)GPOINTER_TO_SIZE(key) * 0x9E3779B97F4A7C15u >> 32);
}

static GHashTable *int64_set(void) { return g_hash_table_new(hash_of_key, g_direct_equal); }

static GHashTable *name_table(void) { return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL); }

static void import_clear(Import *import) {
  opening_clear(&import->opening);
  table_close(import);
  scores_free(import->scores);
  g_clear_pointer(&import->names, g_hash_table_destroy);
  g_clear_pointer(&import->called, g_hash_table_destroy);
  g_hash_table_destroy(import->applicants);
  g_hash_table_destroy(import->assessors);
  g_hash_table_destroy(import->pairs);
  g_hash_table_destroy(import->released);
  g_hash_table_destroy(import->assigned);
  g_hash_table_destroy(import->led);
}

bool exchange_import(Store *store, ImportType type, const char *const *files, int stage, CsvEncoding encoding,
                     bool dry_run, ImportResult *ret_result, GError **error) {
  *ret_result = (ImportResult){.warnings = g_ptr_array_new_with_free_func(g_free),
                               .faults = g_ptr_array_new_with_free_func(g_free)};
  Import import = {.store = store,
                   .reads = store,
                   .result = ret_result,
                   .dry_run = dry_run,
                   .stage = stage,
                   .encoding = encoding,
                   .applicants = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free),
                   .assessors = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free),
                   .names = type == IMPORT_APPLICANTS || type == IMPORT_ASSIGNMENTS ? name_table() : NULL,
                   .called = type == IMPORT_ASSESSORS || type == IMPORT_ASSIGNMENTS ? name_table() : NULL,
                   .pairs = int64_set(),
                   .released = int64_set(),
                   .assigned = int64_set(),
                   .led = int64_set(),
                   .scores = type == IMPORT_SCORES ? scores_new(store->most_open_books) : NULL};
  bool good = import_files(&import, type, files, error) && conclude(&import, error);
  GError *left = ahead_stop(&import);
  g_clear_error(&left);
  store_rollback(store);
  file_map(store->db, store->path, true, NULL);
  import_clear(&import);
  store_tell(store, 1);
  return good;
}

/* Frees what the result holds. */
void import_result_clear(ImportResult *result) {
  g_clear_pointer(&result->warnings, g_ptr_array_unref);
  g_clear_pointer(&result->faults, g_ptr_array_unref);
}
