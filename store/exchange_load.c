/* exchange_load.c: what an import must know of the record before it reads a file: people by id, who is recused from
 * whom, and, as far as the import asks for it, who is assigned to whom. */
#include "store/exchange_private.h"

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

static void load_applicant(Import *import, sqlite3_stmt *row) {
  Person *person = people_add(import, import->applicants, sql_text(row, 1));
  person->no = (uint32_t)sqlite3_column_int64(row, 0);
  person->criteria = store_class_criteria(import->store, sql_text(row, 3));
  person->role = ROLE_APPLICANT;
}

static void load_assessor(Import *import, sqlite3_stmt *row) {
  Person *person = people_add(import, import->assessors, sql_text(row, 1));
  person->no = (uint32_t)sqlite3_column_int64(row, 0);
  (void)role_parse(sql_text(row, 5), &person->role);
}

static void load_recusal(Import *import, sqlite3_stmt *row) {
  int64_t key = pair_key((uint32_t)sqlite3_column_int64(row, 0), (uint32_t)sqlite3_column_int64(row, 1));
  g_hash_table_add(import->pairs, key_pointer(key));
}

static void load_assignment(Import *import, sqlite3_stmt *row) {
  int64_t id = sqlite3_column_int64(row, 0);
  import->stage_assigned[book_stage(id) & 255] = true;
  if (import->scores) return;
  g_hash_table_add(import->assigned, key_pointer(id));
  if (sqlite3_column_int64(row, 1)) g_hash_table_add(import->led, key_pointer(id & ~(int64_t)ROW_MASK));
}

static void load_book(Import *import, sqlite3_stmt *row) {
  import->stage_marked[book_stage(sqlite3_column_int64(row, 0)) & 255] = true;
}

/* All rows between from and to (two parameters), or from 0 on (one), or all. */
static bool load(Import *import, SqlName name, int64_t from, int64_t to, void (*take)(Import *, sqlite3_stmt *),
                 bool first_only, GError **error) {
  sqlite3_stmt *rows = sql(import->store, name);
  int n = sqlite3_bind_parameter_count(rows), rc;
  if (n > 0) sqlite3_bind_int64(rows, 1, from);
  if (n > 1) sqlite3_bind_int64(rows, 2, to);
  while ((rc = sql_step(import->store, rows, error)) == 1) {
    take(import, rows);
    if (first_only) break;
  }
  sqlite3_reset(rows);
  return rc >= 0;
}

bool people_load(Import *import, GError **error) {
  if (!load(import, SQL_applicants, 0, 0, load_applicant, false, error)) return false;
  if (!load(import, SQL_assessors, 0, 0, load_assessor, false, error)) return false;
  if (!load(import, SQL_recusals, 0, 0, load_recusal, false, error)) return false;
  for (uint16_t s = 0; s < import->store->award->rules->n_stages; s++) {
    int64_t from = book_id(s, 0, 0), to = book_id(s, ROW_MASK, ROW_MASK);
    if (!load(import, SQL_assignments, from, to, load_assignment, import->scores != NULL, error)) return false;
    if (!load(import, SQL_scorebooks, from, to, load_book, true, error)) return false;
  }
  return true;
}
