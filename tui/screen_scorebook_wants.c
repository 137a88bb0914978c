/* screen_scorebook_wants.c: what the stage wants beside an item's mark and is not there yet: a question beside the item and
 * before submission; what the rules are strict about, submission refuses. */
#include "tui/screen_scorebook.h"

static GArray *wants_now(const Desk *desk) {
  g_autoptr(GArray) noted = comments_noted(desk->comments, desk->which->id, desk->whose);
  return wants_of(desk->which, desk->criteria, desk->copy.marks, noted->len, (const Noted *)(void *)noted->data);
}

char *desk_wants(const Desk *desk, const Node *item) {
  g_autoptr(GArray) wants = wants_now(desk);
  for (guint i = 0; i < wants->len; i++) {
    const Want *want = &g_array_index(wants, Want, i);
    if (want->item == item) return want_words(want);
  }
  return NULL;
}

size_t desk_wanting(const Desk *desk) {
  g_autoptr(GArray) wants = wants_now(desk);
  size_t n = 0;
  const Node *last = NULL;
  for (guint i = 0; i < wants->len; i++) {
    const Node *item = g_array_index(wants, Want, i).item;
    n += item != last;
    last = item;
  }
  return n;
}
