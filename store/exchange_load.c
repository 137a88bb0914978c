/* exchange_load.c: what an import must know of the record before it reads a file: people by id, who is recused from
 * whom, and, as far as the import asks for it, who is assigned to whom. */
#include "store/exchange_private.h"
#include "store/store_rows.h"

#include <string.h>

enum { FIRST_NEW_NUMBER = 1 << (ROW_BITS - 1) };

Person *people_add(Import *import, GHashTable *people, const char *id) {
  size_t n = strlen(id) + 1;
  Person *person = g_malloc0(sizeof *person + n); /* the id behind it: who looks one up looks at both */
  person->id = memcpy(person + 1, id, n);
  person->no = FIRST_NEW_NUMBER + import->n_new++;
  person->path = import->table.path;
  person->line = import->table.line;
  g_hash_table_insert(people, (gpointer)person->id, person);
  return person;
}

/* Ids differ in the record, but not where somebody wrote on behind a NUL: who was there before is pointed at, and stays. */
static Person *load_person(Import *import, GHashTable *people, sqlite3_value **row, GError **error) {
  const char *id = row_text(row[1]);
  if (!g_hash_table_contains(people, id)) return people_add(import, people, id);
  store_damaged(import->store, error, _("“%s” is there twice"), id);
  return NULL;
}

static bool load_applicant(sqlite3_value **row, void *data, GError **error) {
  Import *import = data;
  Person *person = load_person(import, import->applicants, row, error);
  if (!person) return false;
  person->no = (uint32_t)sqlite3_value_int64(row[0]);
  person->criteria = store_class_criteria(import->store, row_text(row[3]));
  person->role = ROLE_APPLICANT;
  if (import->names) name_note(import, person, row_text(row[2]));
  return true;
}

static bool load_assessor(sqlite3_value **row, void *data, GError **error) {
  Import *import = data;
  Person *person = load_person(import, import->assessors, row, error);
  if (!person) return false;
  person->no = (uint32_t)sqlite3_value_int64(row[0]);
  (void)role_parse(row_text(row[5]), &person->role);
  if (import->names) name_employer(import, person, row_text(row[3]));
  if (import->called) name_note_assessor(import, person, row_text(row[2]));
  return true;
}

static bool load_withdrawals(Import *import, GError **error) {
  sqlite3_stmt *row = sql(import->store, SQL_withdrawals);
  int got;
  while ((got = sql_step(import->store, row, error)) == 1) {
    g_autofree char *id = store_applicant_id(import->store, (uint32_t)sqlite3_column_int64(row, 0), NULL, error);
    Person *person = id ? g_hash_table_lookup(import->applicants, id) : NULL;
    if (!id) return false;
    if (person) person->withdrawn = g_str_equal(sql_text(row, 1), "withdrawn");
  }
  return got == 0;
}

static bool load_recusals(Import *import, GError **error) {
  sqlite3_stmt *row = sql(import->store, SQL_recusals);
  int got;
  while ((got = sql_step(import->store, row, error)) == 1) {
    int64_t key = pair_key((uint32_t)sqlite3_column_int64(row, 0), (uint32_t)sqlite3_column_int64(row, 1));
    g_hash_table_add(import->pairs, key_pointer(key));
  }
  return got == 0;
}

static bool load_releases(Import *import, GError **error) {
  sqlite3_stmt *row = sql(import->store, SQL_releases);
  int got;
  while ((got = sql_step(import->store, row, error)) == 1)
    if (g_str_equal(sql_text(row, 1), RELEASED))
      g_hash_table_add(import->released, key_pointer(sqlite3_column_int64(row, 0)));
  return got == 0;
}

/* All assignments; only whether a stage has any when scores are imported: one of each stage tells. */
static bool load_assignment(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  Import *import = data;
  int64_t id = sqlite3_value_int64(row[0]);
  import->stage_assigned[book_stage(id) & 255] = true;
  if (import->scores) return false;
  g_hash_table_add(import->assigned, key_pointer(id));
  if (sqlite3_value_int64(row[1])) g_hash_table_add(import->led, key_pointer(id & ~(int64_t)ROW_MASK));
  return true;
}

static bool load_book(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  ((Import *)data)->stage_marked[book_stage(sqlite3_value_int64(row[0])) & 255] = true;
  return false;
}

bool people_load(Import *import, GError **error) {
  Store *store = import->store;
  if (!rows_each(store, SQL_applicants_ranked, 0, load_applicant, import, error) ||
      !rows_each(store, SQL_assessors, 0, load_assessor, import, error) || !load_recusals(import, error) ||
      !load_releases(import, error) || !load_withdrawals(import, error))
    return false;
  bool good = import->scores || rows_each(store, SQL_assignments, 0, load_assignment, import, error);
  for (uint16_t s = 0; good && s < store->award->rules->n_stages; s++) {
    int64_t first = book_id(s, 0, 0);
    good = (!import->scores || rows_each(store, SQL_assignments, first, load_assignment, import, error)) &&
           rows_each(store, SQL_book_keys, first, load_book, import, error);
  }
  return good;
}
