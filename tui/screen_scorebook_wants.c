/* screen_scorebook_wants.c: the comments the stage wants on an item, as far as its mark calls for them and they are not
 * there yet: a question beside the item and before submission, never a bar. */
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>

static unsigned noted(const Desk *desk, const Node *item, const char *what) {
  unsigned n = 0;
  for (guint i = 0; i < desk->comments->len; i++) {
    const Comment *comment = g_ptr_array_index(desk->comments, i);
    bool either =
        g_str_equal(what, "comment") && (g_str_equal(comment->kind, "strength") || g_str_equal(comment->kind, "ofi"));
    n += g_str_equal(comment->item, item->code) && (either || g_str_equal(comment->kind, what));
  }
  return n;
}

static bool calls_for(const Desk *desk, const Node *item, const Requirement *requirement) {
  const ItemScore *score = &desk->sheet->items[item->item];
  if (score->combined.state != COMBINED_NUMBER) return false;
  return ratio_cmp(ratio_mul(score->result, ratio_int(100)), ratio_int(requirement->from_mark)) >= 0;
}

static const char *word_of(const char *what) {
  if (g_str_equal(what, "strength")) return _("strengths");
  return g_str_equal(what, "ofi") ? _("opportunities for improvement") : _("comments");
}

char *desk_wants(const Desk *desk, const Node *item) {
  if (desk->which->form != STAGE_ITEMS || item->item < 0) return NULL;
  for (size_t i = 0; i < desk->which->n_requirements; i++) {
    const Requirement *requirement = &desk->which->requirements[i];
    unsigned there = noted(desk, item, requirement->what);
    if (!calls_for(desk, item, requirement) || there >= requirement->min) continue;
    return g_strdup_printf(_("this mark wants %u %s; there are %u"), requirement->min, word_of(requirement->what),
                           there);
  }
  return NULL;
}

size_t desk_wanting(const Desk *desk) {
  size_t n = 0;
  for (size_t i = 0; desk->which->form == STAGE_ITEMS && i < desk->criteria->n_items; i++) {
    g_autofree char *wants = desk_wants(desk, desk->criteria->items[i]);
    n += wants != NULL;
  }
  return n;
}
