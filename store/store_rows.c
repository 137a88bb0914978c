/* store_rows.c: rows by the hundred thousand.
 *
 * Stepping from row to row and asking for column after column costs SQLite more than finding them. So the statements that
 * walk through a table end their WHERE in stops(column, column ...): this function, which the engine calls on its way, has
 * the columns of each row in turn, and the row is passed by. ORDER BY the key that the walk follows anyway makes the order
 * certain. The rows are the taker's whose step is in hand: the store knows it. */
#include "store/store_rows.h"

/* stops(column ...): true ends the walk there; nothing, which is what it comes to as a rule, passes the row by. */
static void stops(sqlite3_context *context, int n, sqlite3_value **row) {
  (void)n;
  const RowTaker *taker = ((const Store *)sqlite3_user_data(context))->taker;
  if (taker && !taker->take(row, taker->data, taker->error)) sqlite3_result_int(context, 1);
}

void rows_prepare(Store *store) {
  sqlite3_create_function_v2(store->db, "stops", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, store, stops, NULL, NULL, NULL);
}

int rows_step(Store *store, sqlite3_stmt *rows, const RowTaker *taker, GError **error) {
  const RowTaker *outer = store->taker;
  store->taker = taker;
  int got = sql_step(store, rows, error);
  store->taker = outer;
  return got;
}

bool rows_went_well(GError *taker, GError *engine, GError **error) {
  if (taker) g_clear_error(&engine);
  if (taker || engine) g_propagate_error(error, taker ? taker : engine);
  return !taker && !engine;
}

bool rows_each(Store *store, SqlName name, int64_t first, RowTake *take, void *data, GError **error) {
  GError *problem = NULL, *failure = NULL;
  const RowTaker taker = {take, data, &problem};
  sqlite3_stmt *rows = sql(store, name);
  sqlite3_bind_int64(rows, 1, first);
  rows_step(store, rows, &taker, &failure);
  sqlite3_reset(rows);
  return rows_went_well(problem, failure, error);
}

const char *row_text(sqlite3_value *value) {
  const char *text = (const char *)sqlite3_value_text(value);
  return text ? text : "";
}

const char *row_text_whole(sqlite3_value *value) {
  const char *text = (const char *)sqlite3_value_text(value);
  return text_whole(text, sqlite3_value_bytes(value));
}
