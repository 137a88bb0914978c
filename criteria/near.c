/* near.c: which known word a wrong one was probably meant to be. */
#include "criteria/near.h"

#include <glib/gi18n.h>

#include <string.h>

enum { NEAR_MOST_BYTES = 64, NEAR_MOST_EDITS = 3 };

static char fold(char c) { return g_ascii_tolower(c); }

/* Inserted, removed, changed and swapped bytes that turn a into b; letter case is nothing. */
static size_t edits(const char *a, size_t n, const char *b, size_t m) {
  size_t rows[3][NEAR_MOST_BYTES + 1];
  size_t *before = rows[0], *last = rows[1], *now = rows[2];
  for (size_t j = 0; j <= m; j++) last[j] = j;
  for (size_t i = 1; i <= n; i++) {
    now[0] = i;
    for (size_t j = 1; j <= m; j++) {
      bool same = fold(a[i - 1]) == fold(b[j - 1]);
      now[j] = MIN(MIN(last[j], now[j - 1]) + 1, last[j - 1] + !same);
      if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) && fold(a[i - 2]) == fold(b[j - 1]))
        now[j] = MIN(now[j], before[j - 2] + 1);
    }
    size_t *spare = before;
    before = last;
    last = now;
    now = spare;
  }
  return last[m];
}

/* Numbers that differ in zeros in front, which a spreadsheet takes away. */
static bool is_same_number(const char *a, const char *b) {
  static const char digits[] = "0123456789";
  return a[strspn(a, digits)] == '\0' && strcmp(a + strspn(a, "0"), b + strspn(b, "0")) == 0;
}

/* The edits between them, or -1 when they are too many for a slip of the hand. */
static int slip(const char *word, const char *candidate) {
  size_t n = strlen(word), m = strlen(candidate), most = MIN(NEAR_MOST_EDITS, 1 + n / 4);
  if (n > 0 && is_same_number(word, candidate)) return 0;
  if (n == 0 || n > NEAR_MOST_BYTES || m > NEAR_MOST_BYTES || (n > m ? n - m : m - n) > most) return -1;
  size_t distance = edits(word, n, candidate, m);
  return distance > most ? -1 : (int)distance;
}

bool near_is(const char *word, const char *candidate) { return slip(word, candidate) >= 0; }

void near_try(Near *near, const char *candidate) {
  int distance = slip(near->word, candidate);
  if (distance < 0 || (near->best && distance > near->distance)) return;
  if (near->best && distance == near->distance && strcmp(near->best, candidate) <= 0) return;
  near->best = candidate;
  near->distance = distance;
}

char *near_hint(const Near *near, const char *otherwise) {
  if (near->best) return g_strdup_printf(_("; did you mean “%s”?"), near->best);
  return g_strdup_printf(_("; %s"), otherwise);
}
