/* screen_comment_stale.c: a comment that was put in other words elsewhere while it was being changed here. What only one
 * side changed is taken from that side; for what both changed it is asked, field by field, which stands. */
#include "tui/screen_comment.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum Field { FIELD_KIND, FIELD_TEXT, FIELD_PLACE, FIELD_FACTORS, FIELDS } Field;

enum { MINE, THEIRS, BOTH };

typedef struct Sides {
  char *mine, *was;
  const char *theirs;
} Sides;

static void sides_clear(Sides *sides) {
  g_free(sides->mine);
  g_free(sides->was);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sides, sides_clear)

static const char *kind_key(bool ofi) { return ofi ? "ofi" : "strength"; }

static Sides sides_of(const Pen *pen, Field field, const Comment *theirs) {
  char *typed = g_strstrip(g_strdup(edit_text(pen->edit)));
  const char *mine[FIELDS] = {kind_key(pen->ofi), typed, pen->place, pen->factors};
  const char *was[FIELDS] = {kind_key(pen->saved_ofi), pen->saved_text, pen->saved_place, pen->saved_factors};
  const char *other[FIELDS] = {theirs->kind, theirs->text, theirs->place, theirs->factors};
  Sides sides = {g_strdup(mine[field]), g_strdup(was[field]), other[field]};
  g_free(typed);
  return sides;
}

static void take_theirs(Pen *pen, Field field, const Comment *theirs) {
  switch (field) {
  case FIELD_KIND: pen->ofi = g_str_equal(theirs->kind, "ofi"); return;
  case FIELD_TEXT: edit_set(pen->edit, theirs->text); return;
  case FIELD_PLACE: pen_set(&pen->place, theirs->place); return;
  case FIELD_FACTORS: pen_set(&pen->factors, theirs->factors); return;
  case FIELDS: return;
  }
}

/* What is in the editor now changes theirs. */
static void settle(Tui *tui, Pen *pen, const Comment *theirs) {
  pen->number = theirs->number;
  pen->theirs = 0;
  pen_set(&pen->saved_text, theirs->text);
  pen_set(&pen->saved_place, theirs->place);
  pen_set(&pen->saved_factors, theirs->factors);
  pen->saved_ofi = g_str_equal(theirs->kind, "ofi");
  pen_keep_draft(pen);
  if (pen_changed(pen))
    pen_save(tui, pen);
  else
    tui_say(tui, false, _("left as it is"));
}

static void chosen(Tui *tui, size_t which, void *data);

/* Of two kinds both sides cannot have chosen different ones. */
static void ask(Tui *tui, Pen *pen, const Sides *sides) {
  static const char *const titles[FIELDS] = {[FIELD_TEXT] = N_("Changed elsewhere too. Which words stand?"),
                                             [FIELD_PLACE] = N_("Changed elsewhere too. Which evidence stands?"),
                                             [FIELD_FACTORS] = N_("Changed elsewhere too. Which key factors stand?")};
  const char *mine = sides->mine, *theirs = sides->theirs;
  g_autofree char *first = g_strdup_printf(_("mine: %s"), *mine ? mine : _("none"));
  g_autofree char *second = g_strdup_printf(_("theirs: %s"), *theirs ? theirs : _("none"));
  const char *const labels[] = {first, second, _("both, as two comments")};
  tui_choose(tui, _(titles[pen->field]), labels, pen->field == FIELD_TEXT ? 3 : 2, 0, chosen, pen);
}

/* Goes on to the next field that needs an answer. */
static void go_on(Tui *tui, Pen *pen) {
  const Comment *theirs = pen_own(pen, pen->theirs);
  if (!theirs) return;
  for (; pen->field < FIELDS; pen->field++) {
    g_auto(Sides) sides = sides_of(pen, (Field)pen->field, theirs);
    if (g_str_equal(sides.mine, sides.theirs) || g_str_equal(sides.theirs, sides.was)) continue;
    if (!g_str_equal(sides.mine, sides.was)) {
      ask(tui, pen, &sides);
      return;
    }
    take_theirs(pen, (Field)pen->field, theirs);
  }
  settle(tui, pen, theirs);
}

static void chosen(Tui *tui, size_t which, void *data) {
  Pen *pen = data;
  const Comment *theirs = pen_own(pen, pen->theirs);
  if (!theirs) return;
  if (which == BOTH) {
    pen_part(pen);
    pen_save(tui, pen);
    return;
  }
  if (which == THEIRS) take_theirs(pen, (Field)pen->field, theirs);
  pen->field++;
  go_on(tui, pen);
}

void pen_settle(Tui *tui, Pen *pen) {
  pen->field = 0;
  go_on(tui, pen);
}
