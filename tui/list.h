/* list.h: the list every screen uses: a cursor over n rows, scrolling, paging, search. What all lists do is written once.
 *
 * A row may be a heading, which stands over others: the focus passes it by, and it stays in view above the row under it. */
#ifndef ACCOLADE_LIST_H
#define ACCOLADE_LIST_H

#include "tui/tui.h"

typedef struct List {
  size_t n, at, top;    /* rows, focused row, first row shown */
  Area shown;           /* where it was drawn last */
  const bool *headings; /* per row whether it is one, the screen's; NULL: no row is */
} List;

/* Draws rows of the area through `row` (which gets the place and whether it is the focused one) and puts the cursor on the
 * focused one. */
void list_draw(List *list, Tui *tui, Area area, void (*row)(Tui *tui, void *state, size_t i, Area place, bool focused),
               void *state);
void list_resize(List *list, size_t n); /* keeps the focus in range, and off headings */
void list_focus(List *list, size_t at); /* likewise */
/* "down" "up" "page-down" "page-up" with a count, "first" "last"; false when the verb is none of these. */
bool list_move(List *list, const char *verb, int count);
/* Focuses the row drawn on that row of the screen; false: none. */
bool list_click(List *list, int row);
/* Whether the text has the words looked for; small letters stand for capitals too. */
bool list_has(const char *text, const char *wanted);
/* The next row (direction 1 or -1, wrapping) for which matches says yes; false: none. */
bool list_search(List *list, int direction, bool (*matches)(void *state, size_t i, const char *text), void *state,
                 const char *text);

#endif
