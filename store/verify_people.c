/* verify_people.c: the rows of applicants and assessors: what an import wrote, but for what vetoes and corrections since then
 * say. */
#include "store/person.h"
#include "store/store_bulk.h"
#include "store/store_rows.h"
#include "store/verify_private.h"

enum { VETO_COLUMN = 8 };

/* The fact that events set in this column: `was` becomes what it held at the import. */
static void check_told(Verify *verify, sqlite3_value **row, int column, const char *key, const char *what,
                       const char *was[PERSON_COLUMNS]) {
  Fact *fact = g_hash_table_lookup(verify->facts, key);
  was[column] = fact->first;
  check_fact(verify, g_strdup(key), what, row_text_whole(row[column]), NULL, ANY_EVENT);
}

static void check_corrected(Verify *verify, sqlite3_value **row, bool applicant, const char *was[PERSON_COLUMNS]) {
  const char *id = row_text_whole(row[1]);
  if (!g_hash_table_contains(verify->corrected, id)) return;
  for (PersonField f = 0; f < PERSON_FIELDS; f++) {
    int column = person_column(f, applicant);
    g_autofree char *key = correction_key(applicant, id, person_field_name(f));
    if (column < 0 || !g_hash_table_contains(verify->facts, key)) continue;
    g_autofree char *what = g_strdup_printf(_("the field “%s” of “%s”"), person_field_name(f), id);
    check_told(verify, row, column, key, what, was);
  }
}

static void check_veto(Verify *verify, sqlite3_value **row, const char *was[PERSON_COLUMNS]) {
  if (g_hash_table_size(verify->facts) == 0) return;
  const char *id = row_text_whole(row[1]);
  g_autofree char *key = fact_key("veto", "", id, "");
  if (!g_hash_table_contains(verify->facts, key)) return;
  g_autofree char *what = g_strdup_printf(_("the veto on “%s”"), id);
  check_told(verify, row, VETO_COLUMN, key, what, was);
}

static bool check_applicant(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  Verify *verify = data;
  const char *was[PERSON_COLUMNS] = {NULL};
  ImportCheck *import = import_of(verify, sqlite3_value_int64(row[9]));
  store_tell_of(verify->store, (uint64_t)sqlite3_value_int64(row[0]), verify->cycle->n_applicants);
  check_veto(verify, row, was);
  check_corrected(verify, row, true, was);
  if (!import) verify_fault(verify, _("applicant “%s”: no event explains the row"), row_text_whole(row[1]));
  if (!import) return true;
  digest_applicant(&import->state, row, was);
  import->found++;
  return true;
}

/* An applicant that assesses itself has its row from its own first act. */
static bool explains_self(Verify *verify, int64_t number, const char *id, const char *role) {
  sqlite3_stmt *event = sql(verify->store, SQL_event);
  sqlite3_bind_int64(event, 1, number);
  bool good = sql_step(verify->store, event, NULL) == 1 && g_str_equal(sql_text(event, 2), id) &&
              g_str_equal(sql_text(event, 6), id) && g_str_equal(role, role_name(ROLE_APPLICANT));
  sqlite3_reset(event);
  return good;
}

static bool check_assessor(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  Verify *verify = data;
  const char *was[PERSON_COLUMNS] = {NULL};
  int64_t event = sqlite3_value_int64(row[6]);
  ImportCheck *import = import_of(verify, event);
  bool plain = !*row_text_whole(row[2]) && !*row_text_whole(row[3]) && !*row_text_whole(row[4]);
  check_corrected(verify, row, false, was);
  if (!import && !(plain && explains_self(verify, event, row_text_whole(row[1]), row_text_whole(row[5]))))
    verify_fault(verify, _("assessor “%s”: no event explains the row"), row_text_whole(row[1]));
  if (!import) return true;
  digest_assessor(&import->state, row, was);
  import->found++;
  return true;
}

bool verify_people(Verify *verify, GError **error) {
  return rows_each(verify->store, SQL_applicants, INT64_MIN, check_applicant, verify, error) &&
         rows_each(verify->store, SQL_assessors, INT64_MIN, check_assessor, verify, error);
}
