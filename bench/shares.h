/* shares.h: the applicants of a bound's database shared out to threads, each of which reads through a connection of its own.
 * One thread has them all, and does without what only sharing needs: a bound is the least that does the job. */
#ifndef ACCOLADE_BENCH_SHARES_H
#define ACCOLADE_BENCH_SHARES_H

#include "bench/bound.h"

#include <pthread.h>

enum { MOST_THREADS = 16 };

typedef struct Share {
  const char *path;
  int first, last; /* applicants; last 0: all of them */
  void *made;      /* what comes of them: the work's */
  size_t n;
  pthread_t thread;
} Share;

/* Rows of the share's applicants; columns of the table sheet, and what comes behind the condition. */
static inline sqlite3_stmt *share_rows(const Share *share, sqlite3 *db, const char *columns, const char *order) {
  char text[200], where[64] = "";
  if (share->last > 0) snprintf(where, sizeof where, "WHERE applicant BETWEEN %d AND %d", share->first, share->last);
  snprintf(text, sizeof text, "SELECT %s FROM sheet %s %s", columns, where, order);
  return make_sql(db, text);
}

static inline int last_applicant(const char *path) {
  sqlite3 *db = open_to_read(path);
  sqlite3_stmt *row = make_sql(db, "SELECT max(applicant) FROM sheet");
  if (sqlite3_step(row) != SQLITE_ROW) die(path);
  int last = sqlite3_column_int(row, 0);
  sqlite3_finalize(row);
  sqlite3_close(db);
  return last;
}

/* Lets each of so many threads (1 .. MOST_THREADS, in words) work on a share; returns how many there were, when all are done. */
static inline int share_out(const char *path, const char *threads, void *(*work)(void *), Share shares[MOST_THREADS]) {
  int n = atoi(threads);
  if (n < 1 || n > MOST_THREADS) exit(2);
  if (n == 1) {
    shares[0] = (Share){.path = path};
    work(&shares[0]);
    return 1;
  }
  int last = last_applicant(path);
  for (int i = 0; i < n; i++) {
    shares[i] =
        (Share){.path = path, .first = (int)((int64_t)last * i / n) + 1, .last = (int)((int64_t)last * (i + 1) / n)};
    if (pthread_create(&shares[i].thread, NULL, work, &shares[i]) != 0) die("thread");
  }
  for (int i = 0; i < n; i++) pthread_join(shares[i].thread, NULL);
  return n;
}

#endif
