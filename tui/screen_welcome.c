/* screen_welcome.c: where to begin: a firm's own assessment, a new award, a file that was open before, or another one.
 * Each step is a list; Enter or the row's number chooses, Esc goes a step back. */
#include "tui/screen_welcome.h"
#include "reports/words.h"
#include "tui/columns.h"
#include "tui/prose.h"
#include "tui/tui_private.h"
#include "tui/welcome.h"

#include <glib/gi18n.h>
#include <string.h>

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  (void)argument;
  return welcome_go(tui, state, STEP_BEGIN, error);
}

/* -- what is chosen ------------------------------------------------------------------------------------------ */

static void say_error(Tui *tui, const GError *error) {
  if (error) tui_say(tui, true, error->message);
}

static void firm_named(Tui *tui, const char *name, void *data) {
  Welcome *welcome = data;
  g_autoptr(GError) error = NULL;
  if (!*name) return;
  g_autofree char *path = welcome_make_self(tui_session(tui), welcome->criteria, name, &error);
  if (path && tui_use(tui, path, WELCOME_SELF, &error)) {
    g_autofree char *said = g_strdup_printf(_("%s: every mark is saved as it is given"), path);
    tui_say(tui, false, said);
  }
  say_error(tui, error);
}

static void award_placed(Tui *tui, const char *path, void *data) {
  Welcome *welcome = data;
  g_autoptr(GError) error = NULL;
  if (!*path) return;
  g_autofree char *kept = g_strdup(path);
  if (welcome_make_award(tui_session(tui), path, welcome->criteria, welcome->rules, welcome->title, &error) &&
      tui_use(tui, kept, "secretariat", &error))
    tui_say(tui, false, _("now the people: import applicants FILE, import assessors FILE, import assignments FILE"));
  say_error(tui, error);
}

static void award_titled(Tui *tui, const char *title, void *data) {
  Welcome *welcome = data;
  if (!*title) return;
  g_free(welcome->title);
  welcome->title = g_strdup(title);
  tui_ask(tui, _("File: "), "award.db", award_placed, welcome);
}

static void file_named(Tui *tui, const char *path, void *data) {
  Welcome *welcome = data;
  g_autoptr(GError) error = NULL;
  if (!*path) return;
  g_free(welcome->path);
  welcome->path = g_str_has_prefix(path, "~/") ? g_build_filename(g_get_home_dir(), path + 2, NULL) : g_strdup(path);
  welcome_go(tui, welcome, STEP_WHO, &error);
  say_error(tui, error);
}

static bool choose_id(Tui *tui, Welcome *welcome, const char *id, GError **error) {
  if (welcome->step == STEP_WHO) {
    g_autofree char *who = g_strdup(id), *path = g_strdup(welcome->path);
    return tui_use(tui, path, who, error);
  }
  char **field = welcome->step == STEP_CRITERIA ? &welcome->criteria : &welcome->rules;
  g_free(*field);
  *field = g_strdup(id);
  if (welcome->step == STEP_CRITERIA && !welcome->is_self) return welcome_go(tui, welcome, STEP_RULES, error);
  if (welcome->is_self)
    tui_ask(tui, _("Name of your organisation: "), "", firm_named, welcome);
  else
    tui_ask(tui, _("Title of the award: "), "", award_titled, welcome);
  return true;
}

static bool run_enter(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest;
  Welcome *welcome = state;
  if (welcome->list.n == 0) return true;
  const Row *row = g_ptr_array_index(welcome->rows, welcome->list.at);
  if (row->choice == CHOICE_ID) return choose_id(tui, welcome, row->id, error);
  if (row->choice == CHOICE_OTHER) {
    tui_ask(tui, _("File: "), "", file_named, welcome);
    return true;
  }
  if (row->choice == CHOICE_RECENT) {
    g_autofree char *path = g_strdup(row->more), *who = g_strdup(row->id);
    return tui_use(tui, path, who, error);
  }
  welcome->is_self = row->choice == CHOICE_SELF;
  return welcome_go(tui, welcome, STEP_CRITERIA, error);
}

static bool key(Tui *tui, void *state, const Key *pressed) {
  Welcome *welcome = state;
  bool back = pressed->name ? g_str_equal(pressed->name, "Esc") : pressed->character == 'q';
  if (back && welcome->step != STEP_BEGIN) return welcome_go(tui, welcome, STEP_BEGIN, NULL);
  if (pressed->character < '1' || pressed->character > '9') return false;
  size_t at = pressed->character - '1';
  if (at >= welcome->list.n) return true;
  welcome->list.at = at;
  tui_run(tui, "enter");
  return true;
}

/* -- drawing -------------------------------------------------------------------------------------------------- */

static const ListColumn beginnings[] = {{"", 2, true, 0, 0}, {"", 0, false, 0, 0}, {"", 0, false, 70, 0}};
static const ListColumn packs[] = {
    {"", 2, true, 0, 0}, {"", 18, false, 56, 0}, {"", 0, false, 0, 0}, {"", 12, false, 70, 0}};
static const ListColumn people[] = {
    {"", 2, true, 0, 0}, {"", 12, false, 0, 0}, {"", 0, false, 0, 0}, {"", 24, false, 70, 0}};

/* What follows the folder and a slash; NULL when it does not lie there. */
static const char *inside(const char *path, const char *folder) {
  size_t n = strlen(folder);
  return n > 1 && strncmp(path, folder, n) == 0 && path[n] == '/' ? path + n + 1 : NULL;
}

/* "award.db" for what lies here, "~/award.db" for what lies at home. */
static char *short_path(const char *path) {
  g_autofree char *here = g_get_current_dir();
  const char *in_here = inside(path, here), *at_home = inside(path, g_get_home_dir());
  return in_here ? g_strdup(in_here) : at_home ? g_strconcat("~/", at_home, NULL) : g_strdup(path);
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Row *row = g_ptr_array_index(((Welcome *)state)->rows, i);
  Step step = ((Welcome *)state)->step;
  char number[24] = "";
  if (i < 9) g_snprintf(number, sizeof number, "%zu", i + 1);
  bool recent = row->choice == CHOICE_RECENT;
  g_autofree char *title =
      recent ? g_strdup_printf(_("%s, as %s"), row->title, actor_words(row->id)) : g_strdup(row->title);
  g_autofree char *more = recent ? short_path(row->more) : g_strdup(row->more);
  if (row->choice == CHOICE_ID)
    columns_row(tui_term(tui), place, step == STEP_WHO ? people : packs, G_N_ELEMENTS(packs),
                (const char *const[]){number, row->id, title, more}, STYLE_PLAIN, focused);
  else
    columns_row(tui_term(tui), place, beginnings, G_N_ELEMENTS(beginnings), (const char *const[]){number, title, more},
                STYLE_PLAIN, focused);
}

static const char *question(const Welcome *welcome) {
  switch (welcome->step) {
  case STEP_CRITERIA: return _("By which criteria?");
  case STEP_RULES: return _("Under which award rules?");
  case STEP_WHO: return _("Who are you?");
  case STEP_BEGIN: break;
  }
  return _("What do you want to do?");
}

/* How many rows it takes. */
static int draw_greeting(Term *term, Area area) {
  g_autoptr(Prose) prose = prose_new(area.cols - 4);
  int top = 0;
  prose_add(prose, STYLE_FAINT, "", 0,
            _("accolade runs quality awards from self-assessment to the ranked candidate list."));
  int rows = MIN((int)prose_lines(prose), 2);
  prose_draw(prose, term, (Area){area.row, area.col + 2, rows, area.cols - 4}, &top, NULL);
  return rows;
}

static void draw(Tui *tui, void *state, Area area) {
  Welcome *welcome = state;
  Term *term = tui_term(tui);
  int head = area.rows > 10 ? draw_greeting(term, area) + 1 : 0;
  term_put(term, area.row + head, area.col + 2, area.cols - 2, STYLE_TITLE, question(welcome));
  list_draw(&welcome->list, tui, (Area){area.row + head + 1, area.col, area.rows - head - 1, area.cols}, draw_row,
            state);
}

static List *list(void *state) { return &((Welcome *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const Row *row = g_ptr_array_index(((Welcome *)state)->rows, i);
  return list_has(row->id, text) || list_has(row->title, text) || list_has(row->more, text);
}

static void welcome_close(void *state) {
  Welcome *welcome = state;
  g_clear_pointer(&welcome->rows, g_ptr_array_unref);
  g_free(welcome->criteria);
  g_free(welcome->rules);
  g_free(welcome->title);
  g_free(welcome->path);
}

static const Verb verbs[] = {{"enter", N_("choose the focused row"), run_enter}, {NULL, NULL, NULL}};

const Screen screen_welcome = {
    .name = "welcome",
    .title = N_("Welcome"),
    .sentence = N_("begin a self-assessment or an award, or open a file"),
    .roles = ROLES_ALL,
    .state_size = sizeof(Welcome),
    .open = open,
    .draw = draw,
    .key = key,
    .list = list,
    .matches = matches,
    .close = welcome_close,
    .verbs = verbs,
};
