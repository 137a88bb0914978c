/* check_pairs_kept.c: counts the equal marks of each two scorebooks of a panel, and finds the panels of an assessor. */
#include "scoring/check_pairs_kept.h"
#include "scoring/check_eight.h"

#include <string.h>

enum { AT_ONCE = 16 }; /* marks that processors compare at once */

/* By rising assessor, as they nearly always are. */
static void sort_books(const Panel *panel, const Scorebook **ret_books) {
  for (size_t b = 0; b < panel->n; b++) {
    size_t at = b;
    for (; at > 0 && ret_books[at - 1]->assessor > panel->books[b].assessor; at--) ret_books[at] = ret_books[at - 1];
    ret_books[at] = &panel->books[b];
  }
}

/* The marks of n scorebooks, each filled up with blanks to a multiple of AT_ONCE. */
static Mark *lay_rows(const Scorebook *const *books, size_t n, size_t n_cells, size_t *ret_length) {
  size_t length = (n_cells + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
  Mark *rows = g_new(Mark, n * length + 1);
  for (size_t i = 0; i < n * length; i++) rows[i] = MARK_BLANK;
  for (size_t b = 0; b < n; b++) memcpy(rows + b * length, books[b]->marks, n_cells * sizeof(Mark));
  *ret_length = length;
  return rows;
}

/* How many of the marks in two rows both gave, and how many are equal; of n rows each with every one behind it. */
static EIGHT_AT_ONCE(count, (const Mark *restrict rows, size_t n, size_t length, Line *restrict ret_lines),
                     (rows, n, length, ret_lines)) {
  for (const Mark *a = rows, *end = rows + n * length; a < end; a += length)
    for (const Mark *b = a + length; b < end; b += length) {
      uint16_t both = 0, same = 0;
      for (size_t c = 0; c < length; c++) {
        both = (uint16_t)(both + ((a[c] | b[c]) >= 0));
        same = (uint16_t)(same + ((a[c] == b[c]) & (a[c] >= 0)));
      }
      *ret_lines++ = (Line){both, same};
    }
}

void pairs_keep(GArray *words, const CheckSubject *subject) {
  size_t n = subject->panel->n, length;
  const Scorebook *books[PAIRS_MOST_BOOKS];
  g_assert(n <= PAIRS_MOST_BOOKS);
  sort_books(subject->panel, books);
  g_autofree Mark *rows = lay_rows(books, n, stage_cells(subject->stage, subject->criteria), &length);
  guint at = words->len;
  g_array_set_size(words, at + (guint)words_of(n));
  PanelLines *panel = (PanelLines *)(void *)&g_array_index(words, uint32_t, at);
  *panel = (PanelLines){.applicant = subject->applicant, .n = (uint32_t)n};
  for (size_t b = 0; b < n; b++) ((uint32_t *)assessors_of(panel))[b] = books[b]->assessor;
  count(rows, n, length, (Line *)lines_of(panel));
  for (size_t i = 0; i < lines_among(n); i++) {
    panel->marks += lines_of(panel)[i].marks;
    panel->same += lines_of(panel)[i].same;
  }
}

void seats_clear(Seats *seats) {
  g_free(seats->own);
  g_free(seats->first);
}

void seats_find(const GArray *words, size_t n_assessors, Seats *ret_seats) {
  size_t *next = g_new0(size_t, n_assessors + 2), n = 0;
  *ret_seats = (Seats){.words = (const uint32_t *)(const void *)words->data, .first = next};
  for (size_t at = 0; at < words->len; at += words_of(panel_at(ret_seats, at)->n))
    for (size_t b = 0; b < panel_at(ret_seats, at)->n; b++, n++) next[assessors_of(panel_at(ret_seats, at))[b] + 2]++;
  for (size_t a = 2; a < n_assessors + 2; a++) next[a] += next[a - 1];
  ret_seats->own = g_new(uint32_t, n + 1);
  for (size_t at = 0; at < words->len; at += words_of(panel_at(ret_seats, at)->n))
    for (size_t b = 0; b < panel_at(ret_seats, at)->n; b++)
      ret_seats->own[next[assessors_of(panel_at(ret_seats, at))[b] + 1]++] = (uint32_t)at;
}
