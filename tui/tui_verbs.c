/* tui_verbs.c: what every screen does: moving, looking for words, opening and leaving screens, typing a line. */
#include "commands/language.h"
#include "tui/list.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <stdlib.h>

static bool run_back(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)rest, (void)error;
  tui_back(tui);
  return true;
}

/* Leaving is asked for with q: Esc is pressed without looking. */
static bool run_escape(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)rest, (void)error;
  if (tui->stack->len > 1)
    tui_back(tui);
  else
    tui_say(tui, false, _("q leaves; everything is saved"));
  return true;
}

static bool run_quit(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)rest, (void)error;
  tui->done = true;
  return true;
}

static bool run_suspend(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)rest, (void)error;
  term_stop(tui->term);
  tui->seen = -1;
  return true;
}

static bool run_redraw(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)rest, (void)error;
  term_suspend(tui->term);
  term_resume(tui->term);
  tui->seen = -1;
  return true;
}

static bool run_open(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state;
  g_auto(GStrv) words = g_strsplit(rest, " ", 2);
  return tui_open(tui, words[0] ? words[0] : "", words[0] && words[1] ? words[1] : "", error);
}

/* Who acts is said, not proven: the file is the award office's own. */
static bool run_act(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state;
  g_autofree char *path = g_strdup(tui->session->db_path);
  return tui_use(tui, path, *rest ? rest : "secretariat", error);
}

static bool run_language(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)rest, (void)error;
  bool zh = !g_str_equal(tui->session->lang, "zh");
  g_free(tui->session->lang);
  tui->session->lang = g_strdup(zh ? "zh" : "en");
  language_set(tui->session->lang);
  tui->seen = -1;
  return true;
}

static bool run_mouse(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)rest, (void)error;
  tui->mouse_on = !tui->mouse_on;
  term_mouse(tui->term, tui->mouse_on);
  tui_say(tui, false, tui->mouse_on ? _("mouse on") : _("mouse off"));
  return true;
}

static void line_done(Tui *tui, const char *text, void *data) {
  (void)data;
  if (!*text) return;
  g_ptr_array_add(tui->history, g_strdup(text));
  tui_run(tui, text);
}

static bool run_line(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)error;
  tui->history_at = tui->history->len;
  g_autofree char *begin = g_strconcat(rest, *rest ? " " : "", NULL);
  tui_ask(tui, ":", begin, line_done, NULL);
  return true;
}

static void search_done(Tui *tui, const char *text, void *data) {
  (void)data;
  g_free(tui->search);
  tui->search = *text ? g_strdup(text) : NULL;
  if (tui->search) tui_run(tui, "next-match");
}

static bool run_search(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)error;
  if (*rest)
    search_done(tui, rest, NULL);
  else
    tui_ask(tui, "/", "", search_done, NULL);
  return true;
}

static List *top_list(Tui *tui) {
  OpenScreen *top = tui_top(tui);
  return top && top->screen->list ? top->screen->list(top->state) : NULL;
}

/* "down 5": the name of the verb is its direction. */
static bool move(Tui *tui, const char *verb, const char *rest) {
  List *list = top_list(tui);
  int count = atoi(rest);
  return list && list_move(list, verb, count > 0 ? count : 1);
}

#define MOVE(name, verb)                                                      \
  static bool name(Tui *tui, void *state, const char *rest, GError **error) { \
    (void)state, (void)error;                                                 \
    return move(tui, verb, rest);                                             \
  }
MOVE(run_down, "down")
MOVE(run_up, "up")
MOVE(run_page_down, "page-down")
MOVE(run_page_up, "page-up")
MOVE(run_first, "first")
MOVE(run_last, "last")
#undef MOVE

static bool find(Tui *tui, int direction) {
  OpenScreen *top = tui_top(tui);
  List *list = top_list(tui);
  if (!tui->search || !list || !(top->screen->matches || top->screen->find)) return false;
  bool found = top->screen->find ? top->screen->find(top->state, direction, tui->search)
                                 : list_search(list, direction, top->screen->matches, top->state, tui->search);
  if (!found) {
    g_autofree char *words = g_strdup_printf(_("“%s” is not here"), tui->search);
    tui_say(tui, true, words);
  }
  return true;
}

static bool run_next_match(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)rest, (void)error;
  return find(tui, 1);
}

static bool run_previous_match(Tui *tui, void *state, const char *rest, GError **error) {
  (void)state, (void)rest, (void)error;
  return find(tui, -1);
}

const Verb tui_verbs[] = {
    {"down", N_("one row down"), run_down},
    {"up", N_("one row up"), run_up},
    {"page-down", N_("one page down"), run_page_down},
    {"page-up", N_("one page up"), run_page_up},
    {"first", N_("to the first row"), run_first},
    {"last", N_("to the last row"), run_last},
    {"next-match", N_("to the next match"), run_next_match},
    {"previous-match", N_("to the match before"), run_previous_match},
    {"open", N_("open a screen"), run_open},
    {"act", N_("sit here as somebody else: act ID"), run_act},
    {"back", N_("back to the screen before"), run_back},
    {"escape", N_("back to the screen before, if there is one"), run_escape},
    {"quit", N_("leave; everything is saved"), run_quit},
    {"suspend", N_("back to the shell for a while; fg comes here again"), run_suspend},
    {"redraw", N_("paint everything anew"), run_redraw},
    {"language", N_("switch between Chinese and English"), run_language},
    {"mouse", N_("switch the mouse on or off"), run_mouse},
    {"line", N_("type a command line"), run_line},
    {"search", N_("look for text in this screen"), run_search},
    {NULL, NULL, NULL},
};
