/* screen_scorebook_ask.c: the questions in the lower part of the scorebook: which band, whether to submit, and whose
 * mark stands when somebody else has changed it since the screen was read. */
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>

static const Rubric *rubric_of(const Desk *desk) {
  const TreeRow *row = desk_focused(desk);
  return row && row->node && row->node->item >= 0 ? row->node->rubric : NULL;
}

int ask_rows(const Desk *desk) {
  switch (desk->asking) {
  case ASKING_BAND: return (int)rubric_of(desk)->n_bands + 2;
  case ASKING_SUBMIT: return 4 + (desk_wanting(desk) > 0) + (desk->unsaved != NULL);
  case ASKING_STALE: return 6;
  case ASKING_NOTHING: break;
  }
  return 0;
}

/* -- which band --------------------------------------------------------------------------------------------------- */

void ask_band(Tui *tui, Desk *desk) {
  const Rubric *rubric = rubric_of(desk);
  if (!rubric || rubric->n_bands == 0) {
    tui_say(tui, true, _("there are no bands here; type a digit, or = and the mark"));
    return;
  }
  Mark mark = desk->copy.marks[desk_focused(desk)->cell];
  const Band *lit = mark_is_number(mark) ? rubric_band(rubric, ratio_int(mark)) : NULL;
  desk->band = lit ? (size_t)(lit - rubric->bands) : rubric->n_bands / 2;
  desk->asking = ASKING_BAND;
}

/* The legal mark in the middle of a band; the arrows go on from there. */
static Mark middle(const Scale *scale, const Band *band) {
  Mark mark = scale->min;
  for (Mark next = scale_step(scale, mark, 1); next != mark && (mark < band->from || next * 2 <= band->from + band->to);
       next = scale_step(scale, mark, 1))
    mark = next;
  return mark;
}

static void take_band(Tui *tui, Desk *desk, size_t band) {
  size_t cell = (size_t)desk_focused(desk)->cell;
  const Scale *scale = desk_scale(desk, cell);
  char text[32];
  mark_put(text, scale, middle(scale, &rubric_of(desk)->bands[band]));
  desk->asking = ASKING_NOTHING;
  desk_give(tui, desk, cell, text, NULL);
}

static void band_key(Tui *tui, Desk *desk, const Key *key) {
  size_t n = rubric_of(desk)->n_bands;
  const char *name = key->name ? key->name : "";
  if (key->character >= '1' && key->character < '1' + n)
    take_band(tui, desk, key->character - '1');
  else if (g_str_equal(name, "Up") || key->character == 'k')
    desk->band += desk->band + 1 < n;
  else if (g_str_equal(name, "Down") || key->character == 'j')
    desk->band -= desk->band > 0;
  else if (g_str_equal(name, "Enter"))
    take_band(tui, desk, desk->band);
  else if (g_str_equal(name, "Esc") || key->character == 'q' || key->character == 'b')
    desk->asking = ASKING_NOTHING;
}

static void draw_bands(Tui *tui, const Desk *desk, Area area) {
  const Rubric *rubric = rubric_of(desk);
  Term *term = tui_term(tui);
  term_put(term, area.row, 1, area.cols - 1, STYLE_TITLE, _("Which band? A digit, or arrows and Enter; Esc leaves"));
  int room = area.rows - 1, n = (int)rubric->n_bands;
  int first = CLAMP(n - 1 - (int)desk->band - room / 2, 0, MAX(n - room, 0));
  for (int i = 0; i < room && first + i < n; i++) {
    size_t at = (size_t)(n - 1 - first - i);
    const Band *band = &rubric->bands[at];
    bool here = at == desk->band;
    g_autofree char *line =
        g_strdup_printf("%s %zu  %s  %s", here ? ">" : " ", at + 1, text_in(&band->title, desk->session->lang),
                        text_in(&band->hint, desk->session->lang));
    term_fill(term, area.row + 1 + i, area.col, area.cols, here ? STYLE_SELECTED : STYLE_PLAIN, line);
  }
  term_cursor(term, area.row + 1 + n - 1 - (int)desk->band - first, area.col);
}

/* -- whether to submit --------------------------------------------------------------------------------------------- */

void ask_submit(Tui *tui, Desk *desk) {
  (void)tui;
  desk->asking = ASKING_SUBMIT;
}

/* "4.1.2, 4.3, 4.7.1 ...": the cells without a mark. */
static char *blanks(const Desk *desk, size_t *ret_n) {
  GString *list = g_string_new(NULL);
  for (size_t cell = 0; cell < desk->copy.n; cell++)
    if (desk->copy.marks[cell] == MARK_BLANK)
      g_string_append_printf(list, "%s%s", (*ret_n)++ ? ", " : "", stage_cell_code(desk->which, desk->criteria, cell));
  return g_string_free(list, FALSE);
}

static void submit_key(Tui *tui, Desk *desk, const Key *key) {
  desk->asking = ASKING_NOTHING;
  if (key->character != 'y' && key->character != 'Y') {
    tui_say(tui, false, _("not submitted"));
    return;
  }
  g_autofree char *applicant = g_shell_quote(desk->session->cycle->applicants[desk->applicant].id);
  g_autofree char *stage = g_shell_quote(desk->which->id);
  g_autofree char *line = g_strdup_printf("submit --stage %s -- %s", stage, applicant);
  tui_run(tui, line);
}

static void draw_submit(Tui *tui, const Desk *desk, Area area) {
  Term *term = tui_term(tui);
  size_t n = 0;
  g_autofree char *codes = blanks(desk, &n), *left = g_strdup_printf(_("%zu left blank: %s"), n, codes);
  term_put(term, area.row, 1, area.cols - 1, STYLE_TITLE,
           _("Submit this scorebook? It counts then and changes no more."));
  term_put(term, area.row + 1, 1, area.cols - 1, n ? STYLE_WARN : STYLE_PLAIN, n ? left : _("Nothing is left blank."));
  int last = area.row + area.rows - 1, row = area.row + 2;
  size_t wanting = desk_wanting(desk);
  g_autofree char *wants = g_strdup_printf(_("Items that want comments: %zu"), wanting);
  if (wanting && row < last) term_put(term, row++, 1, area.cols - 1, STYLE_WARN, wants);
  g_autofree char *unsaved =
      desk->unsaved ? g_strdup_printf(_("Words not saved, which would stay out: %s"), desk->unsaved) : NULL;
  if (unsaved && row < last) term_put(term, row, 1, area.cols - 1, STYLE_WARN, unsaved);
  term_fill(term, last, 0, area.cols, STYLE_SELECTED, _("> y submit    any other key: not yet"));
  term_cursor(term, last, 0);
}

/* -- whose mark stands ---------------------------------------------------------------------------------------------- */

/* A change elsewhere in the scorebook takes nothing away from this one, so it is made; another mark in the same cell is
 * asked about. */
void ask_stale(Tui *tui, Desk *desk, const DeskRead *read, const char *mine, const char *why) {
  g_autoptr(GError) error = NULL;
  g_autofree char *mark = g_strdup(mine), *because = g_strdup(why);
  size_t cell = read->cell;
  Mark base = read->mark;
  if (!desk_load(tui, desk, &error)) {
    tui_say(tui, true, error->message);
    return;
  }
  desk->theirs = desk->copy.marks[cell];
  if (desk->locked) return;
  Mark given;
  bool same = mark_parse(mark, desk_scale(desk, cell), &given) && given == desk->theirs;
  if (desk->theirs == base || same) {
    desk_give(tui, desk, cell, mark, because);
    return;
  }
  g_free(desk->mine);
  g_free(desk->why);
  desk->mine = g_steal_pointer(&mark);
  desk->why = g_steal_pointer(&because);
  desk->base = base;
  desk->contested = cell;
  desk->asking = ASKING_STALE;
  tui_say(tui, false, "");
}

static void stale_key(Tui *tui, Desk *desk, const Key *key) {
  bool mine = key->character == 'm', theirs = key->character == 't' || (key->name && g_str_equal(key->name, "Esc"));
  if (!mine && !theirs) return;
  desk->asking = ASKING_NOTHING;
  if (mine)
    desk_give(tui, desk, desk->contested, desk->mine, desk->why);
  else
    tui_say(tui, false, _("left as it is in the record"));
}

static void draw_stale(Tui *tui, const Desk *desk, Area area) {
  Term *term = tui_term(tui);
  const char *code = stage_cell_code(desk->which, desk->criteria, desk->contested);
  g_autofree char *theirs = desk_mark_text(desk, desk->contested, desk->theirs);
  g_autofree char *base = desk_mark_text(desk, desk->contested, desk->base);
  g_autofree char *head = g_strdup_printf(_("%s was changed elsewhere while you marked it. Which stands?"), code);
  char *lines[] = {g_strdup_printf(_("m  mine      %s"), desk->mine),
                   g_strdup_printf(_("t  theirs    %s (%s)"), theirs, desk_state_word(desk->theirs)),
                   g_strdup_printf(_("   it was    %s (%s)"), base, desk_state_word(desk->base))};
  term_put(term, area.row, 1, area.cols - 1, STYLE_WARN, head);
  for (int i = 0; i < 3; i++) term_put(term, area.row + 1 + i, 3, area.cols - 3, STYLE_PLAIN, lines[i]);
  term_fill(term, area.row + 4, 0, area.cols, STYLE_SELECTED, _("> m mine    t theirs    Esc cancel: theirs stays"));
  term_cursor(term, area.row + 4, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) g_free(lines[i]);
}

/* -- any of them ------------------------------------------------------------------------------------------------------ */

bool ask_key(Tui *tui, void *state, const Key *key) {
  Desk *desk = state;
  if (desk->undeclared) return declare_key(tui, desk, key);
  if (desk->asking != ASKING_NOTHING && key->name && g_str_equal(key->name, "Click")) return true;
  switch (desk->asking) {
  case ASKING_BAND: band_key(tui, desk, key); return true;
  case ASKING_SUBMIT: submit_key(tui, desk, key); return true;
  case ASKING_STALE: stale_key(tui, desk, key); return true;
  case ASKING_NOTHING: break;
  }
  return false;
}

void ask_draw(Tui *tui, Desk *desk, Area area) {
  term_line(tui_term(tui), area.row, area.col, area.cols);
  Area inside = {area.row + 1, area.col, area.rows - 1, area.cols};
  if (desk->asking == ASKING_BAND) draw_bands(tui, desk, inside);
  if (desk->asking == ASKING_SUBMIT) draw_submit(tui, desk, inside);
  if (desk->asking == ASKING_STALE) draw_stale(tui, desk, inside);
}
