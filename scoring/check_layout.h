/* check_layout.h: the room panels are laid out in, which every panel reuses, and what is the same for all panels of one stage
 * and criteria. For the file that lays panels out. */
#ifndef ACCOLADE_CHECK_LAYOUT_H
#define ACCOLADE_CHECK_LAYOUT_H

#include "scoring/check_eight.h"
#include "scoring/check_panel.h"

/* The items of one stage under one criteria. */
typedef struct Laid {
  const Criteria *criteria;
  const Stage *stage;
  size_t n, n_cells;
  bool ranges, ladders; /* some item takes a range; is a ladder */
  CheckItem *items;
  bool *plain;    /* per item: check_item_is_plain() */
  float *percent; /* per item: what a result of 1 is, in percent */
  float *scatter; /* per item, as the next */
  float *furthest;
  uint32_t *given;
  int *room;
} Laid;

struct PanelLayout {
  GPtrArray *all;    /* Laid: as many as stages and classes with criteria of their own */
  GHashTable *legal; /* Scale: see CheckItem.legal */
  size_t stride;     /* scorebooks, up to the next eight */
  size_t room_books, room_results;
  CheckBook *books; /* `stride` of them, as the next two */
  uint32_t *gave;
  float *room;
  int64_t *results; /* per item `stride` of them, as the next two */
  float *residuals;
  EightMarks *marks; /* eight by eight scorebooks, item by item */
  size_t room_marks, length;
  Mark *rows; /* `length` marks of every scorebook, see CheckSubject.rows */
  EightCells *cells;
};

/* The items of that stage and criteria, laid out when they are first asked for. */
Laid *panel_layout_items(PanelLayout *layout, const Stage *stage, const Criteria *criteria);
/* Room for a panel of so many scorebooks. One of nobody takes that of one, so that every pointer points somewhere. */
void panel_layout_make_room(PanelLayout *layout, const Laid *laid, size_t n_books);

#endif
