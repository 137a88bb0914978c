/* screen_scorebook_declare.c: before an applicant opens to an assessor: who it is, and whether an interest binds them. */
#include "tui/prose.h"
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>
#include <string.h>

static char *line_of(const Desk *desk, const char *answer, const char *option) {
  g_autofree char *applicant = g_shell_quote(desk->session->cycle->applicants[desk->applicant].id);
  return g_strdup_printf("declare %s -- %s %s", option, applicant, answer);
}

static void conflicted(Tui *tui, const char *text, void *data) {
  const Desk *desk = data;
  if (!*text) {
    tui_ask(tui, _("a conflict needs its reason; Esc leaves it undeclared: "), "", conflicted, data);
    return;
  }
  g_autofree char *because = g_strconcat("--reason=", text, NULL), *option = g_shell_quote(because);
  g_autofree char *line = line_of(desk, "conflict", option);
  tui_run(tui, line);
}

/* Keys of the program, not of the scorebook, still work. */
static bool is_general(const Key *key) {
  return key->character ? key->character < 128 && strchr(":?/!qQ[]", (int)key->character) != NULL
                        : !g_str_equal(key->name, "Enter");
}

bool declare_key(Tui *tui, Desk *desk, const Key *key) {
  if (is_general(key)) return false;
  if (key->character == 'n') {
    g_autofree char *line = line_of(desk, "none", "");
    tui_run(tui, line);
  } else if (key->character == 'c')
    tui_ask(tui, _("which interest is it? "), "", conflicted, desk);
  else
    tui_say(tui, true, _("declare first: n none, c conflict"));
  return true;
}

static void add_fact(Prose *prose, const char *title, const char *value) {
  g_autofree char *head = g_strdup_printf(_("   %s: "), title);
  prose_add(prose, STYLE_PLAIN, head, 5, value);
}

void declare_draw(Tui *tui, Desk *desk, Area area) {
  const Applicant *applicant = &desk->session->cycle->applicants[desk->applicant];
  Term *term = tui_term(tui);
  int last = area.row + area.rows - 1;
  g_autoptr(Prose) prose = prose_new(area.cols - 2);
  prose_add(prose, STYLE_TITLE, "", 0, _("Declaration of interest"));
  add_fact(prose, _("Applicant"), applicant->id);
  add_fact(prose, _("Name"), applicant->name);
  add_fact(prose, _("Class"), session_class(desk->session, applicant->class_id));
  add_fact(prose, _("Sector"), applicant->sector);
  add_fact(prose, _("Region"), applicant->region);
  prose_gap(prose);
  prose_add(
      prose, STYLE_PLAIN, "", 0,
      _("Does an interest bind you to this applicant: work or advice for it, kinship, shares, a competitor of it? "
        "Nothing more of it opens before you have declared."));
  prose_gap(prose);
  prose_add(prose, STYLE_STRONG, _("n  none: "), 3, _("nothing binds me, and it opens"));
  prose_add(prose, STYLE_STRONG, _("c  conflict: "), 3,
            _("something does; the reason is kept and I am recused at once"));
  prose_draw(prose, term, (Area){area.row, area.col + 1, area.rows - 1, area.cols - 2}, &desk->guide_top, NULL);
  term_fill(term, last, area.col, area.cols, STYLE_SELECTED, _("> n none    c conflict    q later"));
  term_cursor(term, last, area.col);
}
