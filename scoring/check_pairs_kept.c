/* check_pairs_kept.c: counts the equal marks of each two scorebooks of a panel, and finds the panels of an assessor. */
#include "scoring/check_pairs_kept.h"
#include "scoring/check_eight.h"

#include <string.h>

/* The numbers of the scorebooks by rising assessor, as they nearly always are. */
static void sort_books(const Panel *panel, size_t *ret_order) {
  for (size_t b = 0; b < panel->n; b++) {
    size_t at = b;
    for (; at > 0 && panel->books[ret_order[at - 1]].assessor > panel->books[b].assessor; at--)
      ret_order[at] = ret_order[at - 1];
    ret_order[at] = b;
  }
}

/* How many of the marks in two rows both gave, and how many are equal; of n rows, taken in that order, each with every one
 * behind it. */
static EIGHT_AT_ONCE(count, (const Mark *rows, size_t length, const size_t *order, size_t n, Line *restrict ret_lines),
                     (rows, length, order, n, ret_lines)) {
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++) {
      const Mark *a = rows + order[i] * length, *b = rows + order[j] * length;
      uint16_t both = 0, same = 0;
      for (size_t c = 0; c < length; c++) {
        both = (uint16_t)(both + ((a[c] | b[c]) >= 0));
        same = (uint16_t)(same + ((a[c] == b[c]) & (a[c] >= 0)));
      }
      *ret_lines++ = (Line){both, same};
    }
}

void pairs_keep(GArray *words, const CheckSubject *subject) {
  size_t n = subject->panel->n, order[PAIRS_MOST_BOOKS];
  g_assert(n <= PAIRS_MOST_BOOKS);
  sort_books(subject->panel, order);
  guint at = words->len;
  g_array_set_size(words, at + (guint)words_of(n));
  PanelLines *panel = (PanelLines *)(void *)&g_array_index(words, uint32_t, at);
  *panel = (PanelLines){.applicant = subject->applicant, .n = (uint32_t)n};
  for (size_t b = 0; b < n; b++) ((uint32_t *)assessors_of(panel))[b] = subject->panel->books[order[b]].assessor;
  count(subject->rows, subject->row_length, order, n, (Line *)lines_of(panel));
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
