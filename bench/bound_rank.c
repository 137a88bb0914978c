/* bound_rank DB OUT.CSV THREADS: per item the mean without the highest and the lowest mark, times the points, summed; ranked;
 * written. Totals are whole numbers over a common denominator, so they are exact. Each thread reads its share of the
 * applicants through a connection of its own. */
#include "bench/bound.h"

#include <pthread.h>

enum { COMMON = 720720, MOST_THREADS = 16 }; /* COMMON is divisible by 1 to 16 */
static const int points[ITEMS] = {50, 30, 30, 40, 50, 40, 50, 60, 15, 20, 15, 10,
                                  10, 50, 50, 40, 40, 80, 80, 80, 60, 50, 50};

typedef struct Total {
  int64_t total;
  int applicant;
} Total;

static int64_t total_of(const uint8_t marks[PANEL][32], int n) {
  int64_t total = 0;
  for (int i = 0; i < ITEMS; i++) {
    int given = 0, sum = 0, low = NONE, high = 0;
    for (int book = 0; book < n; book++) {
      int mark = marks[book][i];
      if (mark == NONE) continue;
      given++;
      sum += mark;
      if (mark < low) low = mark;
      if (mark > high) high = mark;
    }
    if (given >= 3) total += (int64_t)points[i] * (sum - low - high) * (COMMON / (given - 2));
    if (given == 1 || given == 2) total += (int64_t)points[i] * sum * (COMMON / given);
  }
  return total;
}

typedef struct Share {
  pthread_t thread;
  const char *path;
  int first, last; /* applicants */
  Total *totals;
  size_t n, room;
} Share;

static void add_total(Share *share, Total total) {
  if (share->n == share->room) {
    share->room = share->room * 2 + 4096;
    share->totals = realloc(share->totals, share->room * sizeof(Total));
  }
  share->totals[share->n++] = total;
}

static void *add_up(void *data) {
  Share *share = data;
  sqlite3 *db = open_to_read(share->path);
  sqlite3_stmt *row =
      make_sql(db, "SELECT applicant, marks FROM sheet WHERE applicant BETWEEN ?1 AND ?2 ORDER BY applicant");
  sqlite3_bind_int(row, 1, share->first);
  sqlite3_bind_int(row, 2, share->last);
  uint8_t marks[PANEL][32];
  int books = 0, applicant = 0;
  for (bool more = true; more;) {
    more = sqlite3_step(row) == SQLITE_ROW;
    int next = more ? sqlite3_column_int(row, 0) : 0;
    if (next != applicant && books > 0) {
      add_total(share, (Total){total_of((const uint8_t(*)[32])marks, books), applicant});
      books = 0;
    }
    applicant = next;
    if (more) memcpy(marks[books++], sqlite3_column_blob(row, 1), ITEMS);
  }
  sqlite3_finalize(row);
  sqlite3_close(db);
  return NULL;
}

static int last_applicant(const char *path) {
  sqlite3 *db = open_to_read(path);
  sqlite3_stmt *row = make_sql(db, "SELECT max(applicant) FROM sheet");
  if (sqlite3_step(row) != SQLITE_ROW) die(path);
  int last = sqlite3_column_int(row, 0);
  sqlite3_finalize(row);
  sqlite3_close(db);
  return last;
}

/* The first share's totals, with the others' behind them. */
static Share add_up_all(const char *path, int threads) {
  static Share shares[MOST_THREADS];
  int last = last_applicant(path);
  for (int i = 0; i < threads; i++) {
    int64_t first = (int64_t)last * i / threads + 1, end = (int64_t)last * (i + 1) / threads;
    shares[i] = (Share){.path = path, .first = (int)first, .last = (int)end};
    if (pthread_create(&shares[i].thread, NULL, add_up, &shares[i]) != 0) die("thread");
  }
  for (int i = 0; i < threads; i++) {
    pthread_join(shares[i].thread, NULL);
    for (size_t t = 0; i > 0 && t < shares[i].n; t++) add_total(&shares[0], shares[i].totals[t]);
    if (i > 0) free(shares[i].totals);
  }
  return shares[0];
}

/* By total, the highest first; equal ones stay as they are. Four passes of eleven bits. */
static void sort(Total *totals, size_t n) {
  Total *from = totals, *to = malloc(n * sizeof *to), *other = to;
  for (int shift = 0; shift < 44; shift += 11) {
    size_t starts[2049] = {0};
    for (size_t i = 0; i < n; i++) starts[1 + (~(uint64_t)from[i].total >> shift & 2047)]++;
    for (int digit = 0; digit < 2048; digit++) starts[digit + 1] += starts[digit];
    for (size_t i = 0; i < n; i++) to[starts[~(uint64_t)from[i].total >> shift & 2047]++] = from[i];
    Total *swap = from;
    from = to;
    to = swap;
  }
  free(other);
}

static char *put_total(char *to, int64_t total) {
  uint64_t millionths = (uint64_t)(((unsigned __int128)(uint64_t)total * 20000 / COMMON + 1) / 2);
  to = put_number(to, millionths / 1000000);
  *to++ = '.';
  uint64_t rest = millionths % 1000000;
  for (int i = 5; i >= 0; i--, rest /= 10) to[i] = (char)('0' + rest % 10);
  return to + 6;
}

static void write_ranks(const char *path, const Total *totals, size_t n) {
  FILE *file = fopen(path, "w");
  char *block = malloc(BLOCK), *to = block + sprintf(block, "applicant,total,rank\n");
  size_t rank = 0;
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || totals[i].total != totals[i - 1].total) rank = i + 1;
    to = put_number(to, (uint64_t)totals[i].applicant);
    *to++ = ',';
    to = put_total(to, totals[i].total);
    *to++ = ',';
    to = put_number(to, rank);
    *to++ = '\n';
    if (to - block < BLOCK - 64) continue;
    fwrite(block, 1, (size_t)(to - block), file);
    to = block;
  }
  fwrite(block, 1, (size_t)(to - block), file);
  fclose(file);
  free(block);
}

int main(int argc, char **argv) {
  int threads = argc == 4 ? atoi(argv[3]) : 0;
  if (threads < 1 || threads > MOST_THREADS) return 2;
  Share all = add_up_all(argv[1], threads);
  sort(all.totals, all.n);
  write_ranks(argv[2], all.totals, all.n);
  free(all.totals);
  return 0;
}
