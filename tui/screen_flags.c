/* screen_flags.c: what the checks ask people to look at: grave ones first; Enter goes to the place, r settles one. */
#include "commands/flagging.h"
#include "commands/output.h"
#include "reports/flag_words.h"
#include "tui/columns.h"
#include "tui/list.h"
#include "tui/prose.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum Shown { SHOWN_OPEN, SHOWN_RESOLVED, SHOWN_ALL } Shown;

typedef struct Flags {
  List list;
  Session *session;
  GPtrArray *flags, *shown; /* Flag; shown: borrowed, as listed */
  bool one;                 /* those on one applicant */
  uint32_t applicant;
  Severity only; /* SEVERITY_OFF: all */
  Shown which;
  char *line; /* what the reason being asked for completes */
} Flags;

/* -- rows --------------------------------------------------------------------------------------------- */

static bool is_shown(const Flags *flags, const Flag *flag) {
  bool kind = flags->which == SHOWN_ALL || (flag->resolved != NULL) == (flags->which == SHOWN_RESOLVED);
  return kind && (flags->only == SEVERITY_OFF || flag->severity == flags->only);
}

static void arrange(Flags *flags) {
  g_ptr_array_set_size(flags->shown, 0);
  for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
    for (guint i = 0; i < flags->flags->len; i++) {
      Flag *flag = g_ptr_array_index(flags->flags, i);
      if (flag->severity == severity && is_shown(flags, flag)) g_ptr_array_add(flags->shown, flag);
    }
  list_resize(&flags->list, flags->shown->len);
}

/* "" or "APPLICANT": who does not see all scores is shown those on one, of the screen it is opened from where none is named. */
static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  Flags *flags = state;
  OpenScreen *below = tui_top(tui);
  flags->session = tui_session(tui);
  bool sees = ROLES_SEE_SCORES & 1u << store_role(flags->session->store);
  g_autofree char *id = *argument                               ? g_strdup(argument)
                        : !sees && below && below->screen->word ? below->screen->word(tui, below->state, "applicant")
                                                                : NULL;
  flags->one = id || !sees;
  return !flags->one || meant_applicant(flags->session, id ? id : "", &flags->applicant, error);
}

static GPtrArray *read_flags(Tui *tui, const Flags *flags, GError **error) {
  SharedRanking *shared = NULL;
  if (flags->one) return flags_of_applicant(flags->session, flags->applicant, error);
  if (!tui_ranking(tui, &shared, error)) return NULL;
  GPtrArray *raised = flags_on_ranking(flags->session, shared->ranking, error);
  shared_ranking_drop(shared);
  return raised;
}

static bool load(Tui *tui, void *state, GError **error) {
  Flags *flags = state;
  GPtrArray *raised = read_flags(tui, flags, error);
  if (!raised) return false;
  if (!flags->shown) flags->shown = g_ptr_array_new();
  g_ptr_array_set_size(flags->shown, 0);
  g_clear_pointer(&flags->flags, g_ptr_array_unref);
  flags->flags = raised;
  arrange(flags);
  return true;
}

static const Flag *flag_at(const Flags *flags, size_t i) { return g_ptr_array_index(flags->shown, (guint)i); }

static const Flag *focused(const Flags *flags) { return flags->list.n ? flag_at(flags, flags->list.at) : NULL; }

/* -- drawing -------------------------------------------------------------------------------------------- */

static const ListColumn columns[] = {
    {" ", 2, false, 0, 0},
    {N_("Check"), 13, false, 64, 0},
    {N_("Applicant"), 9, false, 0, 0},
    {N_("Item"), 7, false, 0, 0},
    {N_("Assessor"), 8, false, 90, 0},
    {N_("Stage"), 18, false, 120, 0},
    {N_("What was found"), 0, false, 0, 0},
};

static const char *sign_of(const Flag *flag) {
  if (flag->resolved) return "ok";
  return flag->severity == SEVERITY_ERROR ? "!!" : flag->severity == SEVERITY_WARN ? "!" : "?";
}

static Style style_of(const Flag *flag) {
  if (flag->resolved) return STYLE_FAINT;
  return flag->severity == SEVERITY_ERROR ? STYLE_BAD : flag->severity == SEVERITY_WARN ? STYLE_WARN : STYLE_PLAIN;
}

static char *words_of(const Flags *flags, const Flag *flag) {
  const Session *session = flags->session;
  g_autofree char *message = flag_message(flag, &session->award, session->cycle, session->lang);
  return flag->resolved ? g_strdup_printf("%s · %s", flag->resolved, message) : g_steal_pointer(&message);
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool is_focused) {
  const Flags *flags = state;
  const Flag *flag = flag_at(flags, i);
  const FlagKey key = flag_key(flags->session, flag, "");
  g_autofree char *words = words_of(flags, flag);
  g_autoptr(GString) item = g_string_new(NULL);
  g_auto(FlagReading) reading = flag_reading(&flags->session->award, flags->session->cycle, flags->session->lang);
  flag_read(&reading, flag);
  flag_put_item(item, &reading);
  const char *stage = *key.stage ? session_stage(flags->session, flag->stage) : "";
  const char *cells[] = {sign_of(flag), _(flag->check->title), key.applicant, item->str, key.assessor, stage, words};
  columns_row(tui_term(tui), place, columns, G_N_ELEMENTS(columns), cells, style_of(flag), is_focused);
}

/* The focused flag in full and what to do about it, where there is room. */
static void draw_detail(Tui *tui, const Flags *flags, Area area) {
  const Flag *flag = focused(flags);
  term_line(tui_term(tui), area.row, area.col, area.cols);
  if (!flag) return;
  g_autofree char *words = words_of(flags, flag);
  g_autoptr(Prose) prose = prose_new(area.cols - 3);
  int top = 0;
  prose_add(prose, STYLE_STRONG, "", 0, words);
  prose_add(prose, STYLE_PLAIN, "", 0, _(flag->check->next_step));
  prose_draw(prose, tui_term(tui), (Area){area.row + 1, area.col + 2, area.rows - 1, area.cols - 3}, &top, NULL);
}

enum { DETAIL = 5, WITH_DETAIL = 14 };

static void draw(Tui *tui, void *state, Area area) {
  Flags *flags = state;
  int detail = area.rows >= WITH_DETAIL ? DETAIL : 0;
  columns_head(tui_term(tui), area, columns, G_N_ELEMENTS(columns));
  if (detail) draw_detail(tui, flags, (Area){area.row + area.rows - detail, area.col, detail, area.cols});
  if (flags->list.n == 0)
    term_put(tui_term(tui), area.row + 1, area.col + 2, area.cols - 2, STYLE_FAINT, _("No flag here."));
  list_draw(&flags->list, tui, (Area){area.row + 1, area.col, area.rows - 1 - detail, area.cols}, draw_row, state);
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  static const char *const names[] = {N_("all"), N_("notes"), N_("warnings"), N_("errors")};
  static const char *const kinds[] = {N_("unresolved"), N_("resolved"), N_("open and resolved")};
  const Flags *flags = state;
  g_autofree char *counts =
      g_strdup_printf(_("%zu open, %zu resolved; shown: %s, %s"), flags_open(flags->flags),
                      flags->flags->len - flags_open(flags->flags), _(names[flags->only]), _(kinds[flags->which]));
  if (!flags->one) return g_steal_pointer(&counts);
  return g_strdup_printf("%s  %s", flags->session->cycle->applicants[flags->applicant].id, counts);
}

/* -- words, verbs ------------------------------------------------------------------------------------------ */

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Flags *flags = state;
  const Flag *flag = focused(flags);
  if (!flag) return NULL;
  const FlagKey key = flag_key(flags->session, flag, "");
  const struct {
    const char *name, *word;
  } words[] = {{"applicant", key.applicant},
               {"stage", key.stage},
               {"item", key.item},
               {"assessor", key.assessor},
               {"check", key.check}};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_str_equal(words[i].name, name)) return g_strdup(words[i].word);
  return NULL;
}

/* "severity", or "severity warn". */
static bool run_severity(Tui *tui, void *state, const char *rest, GError **error) {
  (void)tui, (void)error;
  Flags *flags = state;
  Severity wanted = flags->only == SEVERITY_OFF ? SEVERITY_ERROR : flags->only - 1;
  severity_parse(rest, &wanted);
  flags->only = wanted;
  flags->list.at = 0;
  arrange(flags);
  return true;
}

static bool run_which(Tui *tui, void *state, const char *rest, GError **error) {
  (void)tui, (void)rest, (void)error;
  Flags *flags = state;
  flags->which = (Shown)((flags->which + 1) % (SHOWN_ALL + 1));
  flags->list.at = 0;
  arrange(flags);
  return true;
}

static void reason_given(Tui *tui, const char *text, void *data) {
  if (!text_says(text)) {
    tui_ask(tui, _("a reason is needed; Esc leaves it as it is: "), "", reason_given, data);
    return;
  }
  g_autofree char *reason = g_shell_quote(text);
  g_autofree char *line = g_strdup_printf("%s --reason %s", ((const Flags *)data)->line, reason);
  tui_run(tui, line);
}

/* Asks for the reason, unless it is not theirs to give; the line that is run is the command one could have typed. */
static bool run_settle(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest;
  Flags *flags = state;
  const Flag *flag = focused(flags);
  if (!flag) return true;
  const FlagKey key = flag_key(flags->session, flag, "");
  if (!store_may_settle(flags->session->store, &key, error)) return false;
  g_autofree char *applicant = g_shell_quote(key.applicant), *item = g_shell_quote(key.item);
  g_autofree char *stage = g_shell_quote(key.stage), *assessor = g_shell_quote(key.assessor);
  g_free(flags->line);
  flags->line = g_strdup_printf("resolve %s %s %s --stage %s --assessor %s%s", key.check, applicant, item, stage,
                                assessor, flag->resolved ? " --reopen" : "");
  tui_ask(tui, flag->resolved ? _("open it again, because: ") : _("resolved, because: "), "", reason_given, flags);
  return true;
}

static const Verb verbs[] = {
    {"severity", N_("only errors, only warnings, only notes, or all"), run_severity},
    {"which", N_("the open ones, the resolved ones, or both"), run_which},
    {"settle", N_("settle this flag with a reason, or open it again"), run_settle},
    {NULL, NULL, NULL},
};

static List *list(void *state) { return &((Flags *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const Flags *flags = state;
  const Flag *flag = flag_at(flags, i);
  const FlagKey key = flag_key(flags->session, flag, "");
  g_autofree char *words = words_of(flags, flag);
  return list_has(words, text) || list_has(key.applicant, text) || list_has(key.item, text) ||
         list_has(key.assessor, text) || list_has(key.check, text) || list_has(_(flag->check->title), text);
}

static void flags_close(void *state) {
  Flags *flags = state;
  g_clear_pointer(&flags->shown, g_ptr_array_unref);
  g_clear_pointer(&flags->flags, g_ptr_array_unref);
  g_free(flags->line);
}

const Screen screen_flags = {
    .name = "flags",
    .title = N_("Flags"),
    .sentence =
        N_("what the checks found; Enter goes to the place, r settles one with a reason: open flags [APPLICANT]"),
    .roles = ROLES_PANEL,
    .needs_database = true,
    .state_size = sizeof(Flags),
    .open = open,
    .load = load,
    .draw = draw,
    .word = word,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = flags_close,
    .verbs = verbs,
};
