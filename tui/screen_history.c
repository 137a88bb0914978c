/* screen_history.c: the versions of a scorebook, or of one item of it, newest first; each can be restored. */
#include "commands/output.h"
#include "reports/times.h"
#include "reports/words.h"
#include "tui/columns.h"
#include "tui/list.h"
#include "tui/prose.h"

#include <glib/gi18n.h>

enum { APPLICANT, STAGE, ASSESSOR, ITEM, WORDS };

typedef struct History {
  List list;
  Session *session;
  char *words[WORDS]; /* ITEM NULL: the whole scorebook */
  int stage;
  int64_t asked;    /* the version that is asked about */
  GPtrArray *all;   /* BookVersion, oldest first */
  GPtrArray *shown; /* of those, newest first */
} History;

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  History *history = state;
  g_auto(GStrv) words = g_strsplit(argument, " ", WORDS);
  guint n = g_strv_length(words);
  history->session = tui_session(tui);
  if (n <= ASSESSOR || !*words[APPLICANT] || !*words[STAGE] || !*words[ASSESSOR]) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("say whose versions: open history APPLICANT STAGE ASSESSOR [ITEM]"));
    return false;
  }
  history->stage = rules_stage_index(history->session->rules, words[STAGE]);
  if (history->stage < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("the rules have no stage “%s”; accolade stage lists them"),
                words[STAGE]);
    return false;
  }
  for (guint i = 0; i < n; i++) history->words[i] = *words[i] ? g_strdup(words[i]) : NULL;
  return true;
}

static void narrow(History *history) {
  g_ptr_array_set_size(history->shown, 0);
  const char *item = history->words[ITEM];
  for (guint i = history->all->len; i-- > 0;) {
    BookVersion *version = g_ptr_array_index(history->all, i);
    if (code_touches(version->item, item)) g_ptr_array_add(history->shown, version);
  }
  list_resize(&history->list, history->shown->len);
}

static bool load(Tui *tui, void *state, GError **error) {
  (void)tui;
  History *history = state;
  Session *session = history->session;
  uint32_t applicant, assessor = STORE_SELF;
  bool own = g_str_equal(history->words[ASSESSOR], session->actor);
  if (!meant_applicant(session, history->words[APPLICANT], &applicant, error) ||
      (!own && !meant_assessor(session, history->words[ASSESSOR], &assessor, error)))
    return false;
  GPtrArray *all = store_history(session->store, (uint16_t)history->stage, applicant, assessor, error);
  if (!all) return false;
  g_clear_pointer(&history->shown, g_ptr_array_unref);
  g_clear_pointer(&history->all, g_ptr_array_unref);
  history->all = all;
  history->shown = g_ptr_array_new();
  narrow(history);
  return true;
}

/* -- drawing ------------------------------------------------------------------------------------------------------ */

enum { WHOLE = 4, WITH_WHOLE = 12, LEAST_WITH_WHOLE = 9, LEAST_LIST = 4 };

static const ListColumn columns[] = {
    {N_("Version"), 8, true, 0, 0},   {NULL, 19, false, 60, 0},       {N_("What"), 10, false, 0, 0},
    {N_("Item"), 9, false, 0, 0},     {N_("Before"), 0, false, 0, 0}, {N_("After"), 0, false, 0, 0},
    {N_("Reason"), 0, false, 110, 0},
};

static const BookVersion *version_at(const History *history, size_t i) { return g_ptr_array_index(history->shown, i); }

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const BookVersion *version = version_at(state, i);
  char number[24];
  g_snprintf(number, sizeof number, "%" G_GINT64_FORMAT, version->number);
  g_autofree char *at = time_here(version->at);
  g_autofree char *before = event_state_words(version->before), *after = event_state_words(version->after);
  const char *cells[] = {number, at, event_words(version->kind), version->item, before, after, version->reason};
  columns_row(tui_term(tui), place, columns, G_N_ELEMENTS(columns), cells, STYLE_PLAIN, focused);
}

/* The focused version whole: what the columns had to cut. NULL: there is none. Caller frees. */
static Prose *whole_of(const History *history, int cells) {
  if (history->list.n == 0) return NULL;
  const BookVersion *version = version_at(history, history->list.at);
  Prose *prose = prose_new(cells);
  g_autofree char *before = event_state_words(version->before), *after = event_state_words(version->after);
  g_autofree char *change = g_strdup_printf("%s → %s", *before ? before : "·", *after ? after : "·");
  prose_add(prose, STYLE_PLAIN, "", 2, change);
  prose_add(prose, STYLE_FAINT, "", 2, version->reason);
  return prose;
}

/* A reason has the rows it needs, on small screens as well, as far as some are left for the list. */
static int whole_rows(const History *history, const Prose *whole, int rows) {
  bool reasoned = whole && *version_at(history, history->list.at)->reason;
  if (!whole || rows < (reasoned ? LEAST_WITH_WHOLE : WITH_WHOLE)) return 0;
  return CLAMP((int)prose_lines(whole) + 1, WHOLE, rows - LEAST_LIST);
}

static void draw_whole(Tui *tui, const Prose *whole, Area area) {
  int top = 0;
  term_line(tui_term(tui), area.row, area.col, area.cols);
  prose_draw(whole, tui_term(tui), (Area){area.row + 1, area.col + 1, area.rows - 1, area.cols - 2}, &top, NULL);
}

static void draw(Tui *tui, void *state, Area area) {
  History *history = state;
  g_autoptr(Prose) prose = whole_of(history, area.cols - 2);
  int whole = whole_rows(history, prose, area.rows);
  columns_head(tui_term(tui), area, columns, G_N_ELEMENTS(columns));
  if (history->list.n == 0)
    term_put(tui_term(tui), area.row + 2, area.col + 2, area.cols - 2, STYLE_FAINT, _("Nothing has been given yet."));
  if (whole) draw_whole(tui, prose, (Area){area.row + area.rows - whole, area.col, whole, area.cols});
  list_draw(&history->list, tui, (Area){area.row + 1, area.col, area.rows - 1 - whole, area.cols}, draw_row, state);
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const History *history = state;
  const Session *session = history->session;
  const char *which = session_has_stages(session) ? session_stage(session, (size_t)history->stage) : NULL;
  return g_strdup_printf("%s  %s%s%s  %s", history->words[APPLICANT], which ? which : "", which ? "  " : "",
                         history->words[ASSESSOR], history->words[ITEM] ? history->words[ITEM] : _("all items"));
}

/* -- verbs ----------------------------------------------------------------------------------------------------------- */

static void restore(Tui *tui, const char *text, void *data) {
  const History *history = data;
  if (*text != 'y' && *text != 'Y') return;
  g_autofree char *stage = g_shell_quote(history->words[STAGE]), *applicant = g_shell_quote(history->words[APPLICANT]);
  g_autofree char *item = history->words[ITEM] ? g_shell_quote(history->words[ITEM]) : g_strdup("");
  g_autofree char *line = g_strdup_printf("history --stage %s --restore %" G_GINT64_FORMAT " -- %s %s", stage,
                                          history->asked, applicant, item);
  tui_run(tui, line);
}

static bool run_restore(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  History *history = state;
  if (history->list.n == 0) return true;
  history->asked = version_at(history, history->list.at)->number;
  long long number = history->asked;
  g_autofree char *prompt =
      history->words[ITEM]
          ? g_strdup_printf(_("make %s what it was in version %lld? y or n: "), history->words[ITEM], number)
          : g_strdup_printf(_("make the scorebook what it was in version %lld? y or n: "), number);
  tui_ask(tui, prompt, "", restore, history);
  return true;
}

static List *list(void *state) { return &((History *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const BookVersion *version = version_at(state, i);
  return list_has(version->item, text) || list_has(version->before, text) || list_has(version->after, text);
}

static void history_close(void *state) {
  History *history = state;
  for (size_t i = 0; i < WORDS; i++) g_free(history->words[i]);
  g_clear_pointer(&history->shown, g_ptr_array_unref);
  g_clear_pointer(&history->all, g_ptr_array_unref);
}

static const Verb verbs[] = {
    {"restore", N_("make it what it was in this version, after a question"), run_restore},
    {NULL, NULL, NULL},
};

const Screen screen_history = {
    .name = "history",
    .title = N_("Versions"),
    .sentence = N_("the versions of a scorebook: open history APPLICANT STAGE ASSESSOR [ITEM]"),
    .roles = ROLES_ALL,
    .needs_database = true,
    .state_size = sizeof(History),
    .open = open,
    .load = load,
    .draw = draw,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = history_close,
    .verbs = verbs,
};
