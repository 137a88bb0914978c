/* check_pairs_kept.h: what is kept of every panel for the comparison of pairs, as 32-bit words one panel behind the other: how
 * many marks each two of its scorebooks share. For check_pairs.c. */
#ifndef ACCOLADE_CHECK_PAIRS_KEPT_H
#define ACCOLADE_CHECK_PAIRS_KEPT_H

#include "scoring/check_parts.h"

/* Two scorebooks of one panel: the marks both gave, and how many are the same. */
typedef struct Line {
  uint16_t marks, same;
} Line;

/* What is kept of a panel; behind it follow its assessors, n of them, rising, and then a line of the first with every one
 * behind it, of the second ... */
typedef struct PanelLines {
  uint32_t applicant, n;
  uint32_t marks, same; /* of all lines together */
} PanelLines;

enum { WORD = sizeof(uint32_t) };

static inline size_t lines_among(size_t n_books) { return n_books * (n_books - 1) / 2; }
static inline const uint32_t *assessors_of(const PanelLines *panel) { return (const uint32_t *)(panel + 1); }
static inline const Line *lines_of(const PanelLines *panel) { return (const Line *)(assessors_of(panel) + panel->n); }
static inline size_t words_of(size_t n_books) { return sizeof(PanelLines) / WORD + n_books + lines_among(n_books); }

enum { PAIRS_MOST_BOOKS = 64 };

/* Appends a panel of 2 to PAIRS_MOST_BOOKS scorebooks to the words. */
void pairs_keep(GArray *words, const CheckSubject *subject);

/* In which panels an assessor sits: those of a begin at words own[first[a]] to before own[first[a + 1]]. */
typedef struct Seats {
  const uint32_t *words;
  uint32_t *own;
  size_t *first;
} Seats;

void seats_clear(Seats *seats);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Seats, seats_clear)

/* The words stay the caller's, and are there as long as the seats are. */
void seats_find(const GArray *words, size_t n_assessors, Seats *ret_seats);

static inline const PanelLines *panel_at(const Seats *seats, size_t word) {
  return (const PanelLines *)(const void *)&seats->words[word];
}

#endif
