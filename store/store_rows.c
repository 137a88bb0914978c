/* store_rows.c: rows by the hundred thousand.
 *
 * Stepping from row to row and asking for column after column costs SQLite more than finding them. So the statements that
 * walk through a table end their WHERE in stops(?2, column, column ...): this function, which the engine calls on its
 * way, has the columns of each row in turn, and the row is passed by. ORDER BY the key that the walk follows anyway makes
 * the order certain. */
#include "store/store_private.h"

static const char pointer_type[] = "RowTaker";

/* stops(taker, column ...): true ends the walk there; nothing, which is what it comes to as a rule, passes the row by. */
static void stops(sqlite3_context *context, int n, sqlite3_value **values) {
  (void)n;
  const RowTaker *taker = sqlite3_value_pointer(values[0], pointer_type);
  if (taker && !taker->take(values + 1, taker->data, taker->error)) sqlite3_result_int(context, 1);
}

int rows_prepare(sqlite3 *db) {
  return sqlite3_create_function_v2(db, "stops", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, stops, NULL, NULL, NULL);
}

void rows_start(sqlite3_stmt *rows, int64_t first, RowTaker *taker) {
  sqlite3_bind_int64(rows, 1, first);
  sqlite3_bind_pointer(rows, 2, taker, pointer_type, NULL);
}

bool rows_each(Store *store, SqlName name, int64_t first, RowTake *take, void *data, GError **error) {
  GError *problem = NULL;
  RowTaker taker = {take, data, &problem};
  sqlite3_stmt *rows = sql(store, name);
  rows_start(rows, first, &taker);
  int got = sql_step(store, rows, error);
  sqlite3_reset(rows);
  sqlite3_clear_bindings(rows);
  if (!problem) return got >= 0;
  g_propagate_error(error, problem);
  return false;
}

const char *row_text(sqlite3_value *value) {
  const char *text = (const char *)sqlite3_value_text(value);
  return text ? text : "";
}
