/* bound.h: what the bounds share. A bound is the least program that does one of accolade's jobs on the same marks and
 * the same embedded database: no names, no checks, no journal. It says how fast the job could be at best.
 *
 * Its database has one row per scorebook: applicant, assessor, and a byte per item (NONE: no mark). */
#ifndef ACCOLADE_BENCH_BOUND_H
#define ACCOLADE_BENCH_BOUND_H

#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ITEMS = 23, PANEL = 16, NONE = 255, BLOCK = 1 << 20 };

enum { FAILED = 3 };

static inline _Noreturn void die(const char *what) {
  perror(what);
  exit(FAILED);
}

static inline double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static inline const char *map_file(const char *path, size_t *ret_size) {
  struct stat about;
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &about) != 0) die(path);
  *ret_size = (size_t)about.st_size;
  const char *bytes = mmap(NULL, *ret_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  if (bytes == MAP_FAILED) die(path);
  close(file);
  return bytes;
}

/* A number and the sign after it. */
static inline int take_number(const char **at) {
  int number = 0;
  const char *c = *at;
  for (; *c >= '0' && *c <= '9'; c++) number = number * 10 + (*c - '0');
  *at = c + 1;
  return number;
}

static inline char *put_number(char *to, uint64_t number) {
  char digits[24];
  int n = 0;
  do digits[n++] = (char)('0' + number % 10);
  while (number /= 10);
  while (n) *to++ = digits[--n];
  return to;
}

static inline sqlite3 *open_db(const char *path, int flags) {
  sqlite3 *db = NULL;
  if (sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) die(path);
  return db;
}

static inline void run_sql(sqlite3 *db, const char *text) {
  char *message = NULL;
  if (sqlite3_exec(db, text, NULL, NULL, &message) == SQLITE_OK) return;
  fprintf(stderr, "%s: %s\n", text, message);
  exit(FAILED);
}

static inline sqlite3_stmt *make_sql(sqlite3 *db, const char *text) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, text, -1, &statement, NULL) == SQLITE_OK) return statement;
  fprintf(stderr, "%s: %s\n", text, sqlite3_errmsg(db));
  exit(FAILED);
}

/* To read a whole database once. */
static inline sqlite3 *open_to_read(const char *path) {
  sqlite3 *db = open_db(path, SQLITE_OPEN_READONLY);
  sqlite3_busy_timeout(db, 5000); /* whoever opens a database first, or leaves it last, has it alone for a moment */
  run_sql(db, "PRAGMA mmap_size=17179869184");
  run_sql(db, "PRAGMA cache_size=-65536");
  return db;
}

#endif
