/* bound_rank DB OUT.CSV THREADS: per item the mean without the highest and the lowest mark, times the points, summed; ranked;
 * written. Totals are whole numbers over a common denominator, so they are exact. */
#include "bench/shares.h"

enum { COMMON = 720720 }; /* divisible by 1 to 16 */
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

typedef struct Totals {
  Total *list;
  size_t n, room;
} Totals;

static void add_total(Totals *totals, Total total) {
  if (totals->n == totals->room) {
    totals->room = totals->room * 2 + 4096;
    totals->list = realloc(totals->list, totals->room * sizeof(Total));
  }
  totals->list[totals->n++] = total;
}

static void *add_up(void *data) {
  Share *share = data;
  Totals totals = {0};
  sqlite3 *db = open_to_read(share->path);
  sqlite3_stmt *row = share_rows(share, db, "applicant, marks", "ORDER BY applicant");
  uint8_t marks[PANEL][32];
  int books = 0, applicant = 0;
  for (bool more = true; more;) {
    more = sqlite3_step(row) == SQLITE_ROW;
    int next = more ? sqlite3_column_int(row, 0) : 0;
    if (next != applicant && books > 0) {
      add_total(&totals, (Total){total_of((const uint8_t(*)[32])marks, books), applicant});
      books = 0;
    }
    applicant = next;
    if (more) memcpy(marks[books++], sqlite3_column_blob(row, 1), ITEMS);
  }
  sqlite3_finalize(row);
  sqlite3_close(db);
  share->made = totals.list;
  share->n = totals.n;
  return NULL;
}

/* All shares' totals behind each other. */
static Totals add_up_all(const char *path, const char *threads) {
  Share shares[MOST_THREADS];
  int n = share_out(path, threads, add_up, shares);
  Totals all = {shares[0].made, shares[0].n, shares[0].n};
  for (int i = 1; i < n; i++) {
    for (size_t t = 0; t < shares[i].n; t++) add_total(&all, ((const Total *)shares[i].made)[t]);
    free(shares[i].made);
  }
  return all;
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
  if (argc != 4) return 2;
  Totals all = add_up_all(argv[1], argv[3]);
  sort(all.list, all.n);
  write_ranks(argv[2], all.list, all.n);
  free(all.list);
  return 0;
}
