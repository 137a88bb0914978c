/* store_rows.h: rows by the hundred thousand, handed over by SQLite one by one. Private to store/. */
#ifndef ACCOLADE_STORE_ROWS_H
#define ACCOLADE_STORE_ROWS_H

#include "store/store_private.h"

/* Takes a row's columns, which are valid meanwhile; false: enough, or error set. It is called within the engine's step. */
typedef bool RowTake(sqlite3_value **row, void *data, GError **error);
struct RowTaker {
  RowTake *take;
  void *data;
  GError **error;
};
/* Hands over the rows of a statement that ends in stops(column ...), from the key `first` (?1) on, until take() has
 * enough. False when they cannot be read or take() has set error. */
bool rows_each(Store *store, SqlName name, int64_t first, RowTake *take, void *data, GError **error);
/* The same bit by bit: as sql_step(), each going on where take() had enough, until 0. */
int rows_step(Store *store, sqlite3_stmt *rows, const RowTaker *taker, GError **error);
/* False when either is set: what the taker had to say goes to error, else what the engine says that was stopped by it. */
bool rows_went_well(GError *taker, GError *engine, GError **error);
/* Lets a new store's connection prepare such statements. */
void rows_prepare(Store *store);
const char *row_text(sqlite3_value *value);       /* "" for none */
const char *row_text_whole(sqlite3_value *value); /* likewise, and as sql_text() where a NUL stands in it */

#endif
