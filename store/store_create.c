/* store_create.c: a new record: packs frozen, stages and cells laid out, the first event.
 *
 * It is built under another name beside its place and linked there when it is whole, so that nobody ever
 * finds half a database. */
#include "store/store_file.h"

#include "criteria/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* -- the award the packs make ------------------------------------------------------------------ */

typedef struct Packs {
  Rules *rules;
  GPtrArray *criteria;   /* Criteria *, as given */
  GPtrArray *of_classes; /* borrowed, per class of the rules */
  Award award;
} Packs;

static void packs_clear(Packs *packs) {
  g_clear_pointer(&packs->of_classes, g_ptr_array_unref);
  g_clear_pointer(&packs->criteria, g_ptr_array_unref);
  g_clear_pointer(&packs->rules, rules_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Packs, packs_clear)

static bool parse_criteria(const StorePack *pack, const char *const *overrides, Packs *packs, GError **error) {
  Criteria *criteria = pack_parse_criteria(pack->text, strlen(pack->text), pack->id, overrides, error);
  if (!criteria) return false;
  g_ptr_array_add(packs->criteria, criteria);
  for (size_t c = 0; c < packs->rules->n_classes; c++)
    if (g_str_equal(packs->rules->classes[c].id, pack->class_id ? pack->class_id : ""))
      g_ptr_array_index(packs->of_classes, c) = criteria;
  return true;
}

static bool parse(const StorePack *rules, const StorePack *criteria, size_t n, const char *const *overrides,
                  Packs *packs, GError **error) {
  packs->criteria = g_ptr_array_new_with_free_func((GDestroyNotify)criteria_free);
  packs->of_classes = g_ptr_array_new();
  packs->rules = pack_parse_rules(rules->text, strlen(rules->text), rules->id, overrides, error);
  if (!packs->rules) return false;
  g_ptr_array_set_size(packs->of_classes, (int)packs->rules->n_classes);
  for (size_t i = 0; i < n; i++)
    if (!parse_criteria(&criteria[i], overrides, packs, error)) return false;
  packs->award = (Award){.rules = packs->rules,
                         .criteria = g_ptr_array_index(packs->criteria, 0),
                         .class_criteria = (const Criteria *const *)packs->of_classes->pdata};
  return true;
}

static void add_cells(GArray *cells, const Rules *rules, const Criteria *criteria, const char *class_id) {
  for (uint16_t s = 0; s < rules->n_stages; s++) {
    const Stage *stage = &rules->stages[s];
    for (size_t i = 0; i < stage_cells(stage, criteria); i++) {
      CellRow row = {.class_id = class_id,
                     .item = stage_cell_code(stage, criteria, i),
                     .stage = s,
                     .position = i,
                     .unit = stage_cell_scale(stage, criteria, i)->unit};
      g_array_append_val(cells, row);
    }
  }
}

static int compare_cells(gconstpointer a, gconstpointer b) {
  const CellRow *left = a, *right = b;
  int classes = strcmp(left->class_id, right->class_id);
  if (classes) return classes;
  if (left->stage != right->stage) return left->stage < right->stage ? -1 : 1;
  return left->position < right->position ? -1 : left->position > right->position;
}

GArray *award_cells(const Award *award) {
  GArray *cells = g_array_new(FALSE, FALSE, sizeof(CellRow));
  add_cells(cells, award->rules, award->criteria, "");
  for (size_t c = 0; award->class_criteria && c < award->rules->n_classes; c++)
    if (award->class_criteria[c]) add_cells(cells, award->rules, award->class_criteria[c], award->rules->classes[c].id);
  g_array_sort(cells, compare_cells);
  return cells;
}

/* -- rows --------------------------------------------------------------------------------------- */

static bool add_setting(Store *store, const char *name, const char *value, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_add_setting);
  sql_bind_text(row, 1, name);
  sql_bind_text(row, 2, value);
  return sql_run(store, row, error);
}

static bool add_overrides(Store *store, const char *const *overrides, GError **error) {
  for (int i = 0; overrides && overrides[i]; i++) {
    sqlite3_stmt *row = sql(store, SQL_add_override);
    sqlite3_bind_int(row, 1, i);
    sql_bind_text(row, 2, overrides[i]);
    if (!sql_run(store, row, error)) return false;
  }
  return true;
}

static bool add_pack(Store *store, int position, const char *type, const StorePack *pack, GError **error) {
  char sha256[65];
  pack_hash(pack->text, strlen(pack->text), sha256);
  sqlite3_stmt *row = sql(store, SQL_add_pack);
  sqlite3_bind_int(row, 1, position);
  sql_bind_text(row, 2, type);
  sql_bind_text(row, 3, pack->id);
  sql_bind_text(row, 4, pack->class_id);
  sql_bind_text(row, 5, sha256);
  sql_bind_text(row, 6, pack->text);
  return sql_run(store, row, error);
}

static bool add_layout(Store *store, const Award *award, GError **error) {
  for (size_t s = 0; s < award->rules->n_stages; s++) {
    sqlite3_stmt *row = sql(store, SQL_add_stage);
    sqlite3_bind_int(row, 1, (int)s);
    sql_bind_text(row, 2, award->rules->stages[s].id);
    if (!sql_run(store, row, error)) return false;
  }
  g_autoptr(GArray) cells = award_cells(award);
  for (guint i = 0; i < cells->len; i++) {
    const CellRow *cell = &g_array_index(cells, CellRow, i);
    sqlite3_stmt *row = sql(store, SQL_add_cell);
    sql_bind_text(row, 1, cell->class_id);
    sqlite3_bind_int(row, 2, cell->stage);
    sqlite3_bind_int64(row, 3, (int64_t)cell->position);
    sql_bind_text(row, 4, cell->item);
    sqlite3_bind_int(row, 5, cell->unit);
    if (!sql_run(store, row, error)) return false;
  }
  return true;
}

char *init_text(Store *store) {
  g_autoptr(GString) text = g_string_new(NULL);
  sqlite3_stmt *row = sql(store, SQL_settings);
  while (sql_step(store, row, NULL) == 1) g_string_append_printf(text, "%s %s\n", sql_text(row, 0), sql_text(row, 1));
  row = sql(store, SQL_packs);
  while (sql_step(store, row, NULL) == 1)
    g_string_append_printf(text, "%s %s %s %s\n", sql_text(row, 1), sql_text(row, 2), sql_text(row, 4),
                           sql_text(row, 3));
  row = sql(store, SQL_overrides);
  while (sql_step(store, row, NULL) == 1) g_string_append_printf(text, "set %s\n", sql_text(row, 0));
  return g_strdup(text->str);
}

static bool fill(Store *store, const char *title, const StorePack *rules, const StorePack *criteria, size_t n,
                 const char *const *overrides, const Award *award, GError **error) {
  if (!store_begin(store, error) || !add_setting(store, "title", title, error) ||
      !add_overrides(store, overrides, error) || !add_pack(store, 0, "rules", rules, error))
    return false;
  for (size_t i = 0; i < n; i++)
    if (!add_pack(store, (int)i + 1, "criteria", &criteria[i], error)) return false;
  if (!add_layout(store, award, error)) return false;
  g_autofree char *text = init_text(store);
  return event_append(store, &(EventDraft){.kind = "init", .after = text}, error) && store_commit(store, error);
}

/* -- the file ------------------------------------------------------------------------------------- */

static bool refuse_existing(const char *path, GError **error) {
  g_set_error(error, STORE_ERROR, STORE_ERROR_FILE,
              _("%s: there is a file of this name; choose another with --db, or move it away first"), path);
  return false;
}

/* SQLite would replay the log of a database that is gone into the new one, and take the new one for another's log. */
static bool refuse_beside(const char *path, GError **error) {
  for (size_t i = 0; file_beside[i]; i++) {
    g_autofree char *beside = g_strconcat(path, file_beside[i], NULL);
    if (g_file_test(beside, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK)) return refuse_existing(beside, error);
  }
  return !store_is_award(path) ||
         store_refuse(error, STORE_ERROR_FILE,
                      _("%s: a file of this name would be part of the award beside it; choose another with --db"),
                      path);
}

/* The directory entry must be on disk too before anybody is told that the database exists. */
static bool publish(const char *built, const char *path, GError **error) {
  if (link(built, path) != 0) {
    if (errno == EEXIST) return refuse_existing(path, error);
    if (g_rename(built, path) != 0) return file_error(NULL, path, SQLITE_CANTOPEN, error);
  }
  g_autofree char *folder = g_path_get_dirname(path);
  int directory = g_open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY, 0);
  if (directory >= 0) {
    fsync(directory);
    close(directory);
  }
  return true;
}

/* All of it in the one file that is published: closing would say nothing when the disk has no room for what the log holds. */
static bool build(const char *path, const char *title, const char *actor, const StorePack *rules,
                  const StorePack *criteria, size_t n, const char *const *overrides, const Award *award,
                  GError **error) {
  sqlite3 *db = file_create(path, error);
  g_autoptr(Store) store = db ? store_over(db, path, false) : NULL;
  if (!store) return false;
  g_free(store->actor);
  store->actor = g_strdup(actor);
  return fill(store, title, rules, criteria, n, overrides, award, error) &&
         file_run(db, path, "PRAGMA wal_checkpoint(TRUNCATE)", error);
}

static bool is_one_line(const char *title, GError **error) {
  if (strlen(title) > LINE_MOST_BYTES)
    return store_refuse(error, STORE_ERROR_INPUT, _("--title: the title has more than %d bytes; shorten it"),
                        LINE_MOST_BYTES);
  if (text_says(title) && !strpbrk(title, "\r\n")) return true;
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_INPUT,
                      _("--title: the title must be one line of text that is not empty"));
  return false;
}

/* A fault is told of the file that was asked for, not of the one that is built first. */
static void tell_of(const char *path, const char *built, GError *error) {
  if (!error || !g_str_has_prefix(error->message, built)) return;
  char *message = g_strconcat(path, error->message + strlen(built), NULL);
  g_free(error->message);
  error->message = message;
}

bool store_create(const char *path, const char *title, const char *actor, const StorePack *rules,
                  const StorePack *criteria, size_t n_criteria, const char *const *overrides, GError **error) {
  g_auto(Packs) packs = {0};
  if (g_file_test(path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK)) return refuse_existing(path, error);
  if (!refuse_beside(path, error)) return false;
  if (!is_one_line(title, error) || !parse(rules, criteria, n_criteria, overrides, &packs, error)) return false;
  g_autofree char *built = g_strdup_printf("%s.new-%d", path, (int)getpid());
  g_autofree char *log = g_strconcat(built, "-wal", NULL), *shared = g_strconcat(built, "-shm", NULL);
  g_unlink(built);
  bool done = build(built, title, actor, rules, criteria, n_criteria, overrides, &packs.award, error) &&
              publish(built, path, error);
  if (!done && error) tell_of(path, built, *error);
  g_unlink(built);
  g_unlink(log);
  g_unlink(shared);
  return done;
}
