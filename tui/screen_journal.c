/* screen_journal.c: who did what, when, from what to what; `filter WORD ...` narrows, Enter goes where it happened. */
#include "tui/screen_journal.h"
#include "reports/times.h"
#include "reports/words.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- events ------------------------------------------------------------------------------------------------ */

void line_clear(Line *line) {
  char *const texts[] = {line->at,       line->actor, line->kind,   line->stage, line->applicant,
                         line->assessor, line->item,  line->before, line->after, line->reason};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) g_free(texts[i]);
  *line = (Line){0};
}

static void take(const Event *event, void *user) {
  *(Line *)user =
      (Line){event->number,           g_strdup(event->at),        g_strdup(event->actor),    g_strdup(event->kind),
             g_strdup(event->stage),  g_strdup(event->applicant), g_strdup(event->assessor), g_strdup(event->item),
             g_strdup(event->before), g_strdup(event->after),     g_strdup(event->reason)};
}

Line journal_line(const Journal *journal, size_t i) {
  Line line = {0};
  int64_t number = journal->numbers ? g_array_index(journal->numbers, int64_t, journal->numbers->len - 1 - i)
                                    : journal->events - (int64_t)i;
  journal_read(journal->session->store, number, take, &line, NULL);
  return line;
}

/* By the second: the clock's fractions are nobody's to look for. */
static bool is_at(const char *at, const char *word) {
  g_autofree char *second = time_here(at);
  return list_has(second, word);
}

/* -- narrowing ----------------------------------------------------------------------------------------------- */

typedef struct Narrowing {
  GArray *numbers;
  char **words; /* all of them are wanted */
} Narrowing;

/* Of a digest only the beginning is shown and sought: any id is somewhere in one. */
static bool has_in_state(const char *state, const char *word) {
  enum { DIGEST = 64 };
  g_auto(GStrv) parts = g_strsplit_set(state, " \n", -1);
  for (char **part = parts; *part; part++) {
    bool digest = strspn(*part, "0123456789abcdef") == DIGEST;
    if (digest ? g_str_has_prefix(*part, word) : list_has(*part, word)) return true;
  }
  return false;
}

static bool has_digests(const Event *event) {
  static const char *const kinds[] = {"init", "import", "seal", NULL};
  return g_strv_contains(kinds, event->kind);
}

static bool has_word(const Event *event, const char *word) {
  const char *const texts[] = {event->actor,
                               event->kind,
                               event_words(event->kind),
                               event->stage,
                               event->applicant,
                               event->assessor,
                               event->item,
                               event->before,
                               event->reason,
                               event_item_words(event->kind, event->item)};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    if (list_has(texts[i], word)) return true;
  return is_at(event->at, word) ||
         (has_digests(event) ? has_in_state(event->after, word) : list_has(event->after, word));
}

static bool consider(const Event *event, void *user) {
  const Narrowing *narrowing = user;
  bool wanted = true;
  for (char **word = narrowing->words; word && *word && wanted; word++) wanted = !**word || has_word(event, *word);
  if (wanted) g_array_append_val(narrowing->numbers, event->number);
  return true;
}

/* Who sees all and wants all needs no list: events are numbered from 1. */
static bool load(Tui *tui, void *state, GError **error) {
  Journal *journal = state;
  JournalHead head;
  journal->session = tui_session(tui);
  Store *store = journal->session->store;
  bool all = ROLES_SEE_SCORES & 1u << store_role(store);
  g_auto(GStrv) words = journal->filter ? g_strsplit(journal->filter, " ", -1) : NULL;
  Narrowing narrowing = {.words = words};
  if (!all || journal->filter) narrowing.numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
  bool read = narrowing.numbers ? journal_walk_to(store, &head, consider, &narrowing, error)
                                : journal_head(store, &head, error);
  if (!read) {
    g_clear_pointer(&narrowing.numbers, g_array_unref);
    return false;
  }
  g_clear_pointer(&journal->numbers, g_array_unref);
  journal->numbers = narrowing.numbers;
  journal->events = head.events;
  list_resize(&journal->list, journal->numbers ? journal->numbers->len : (size_t)head.events);
  return true;
}

static bool run_filter(Tui *tui, void *state, const char *rest, GError **error) {
  Journal *journal = state;
  g_free(journal->filter);
  journal->filter = *rest ? g_strdup(rest) : NULL;
  list_focus(&journal->list, 0);
  return load(tui, journal, error);
}

/* -- where it happened ------------------------------------------------------------------------------------------ */

static bool run_enter(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest;
  const Journal *journal = state;
  if (journal->list.n == 0) return true;
  g_auto(Line) line = journal_line(journal, journal->list.at);
  bool sees = ROLES_SEE_SCORES & 1u << store_role(journal->session->store);
  bool book = line.kind && *line.applicant && *line.stage && *line.assessor;
  if (!book && (!line.kind || !*line.applicant || !*line.stage)) {
    tui_say(tui, false, _("this happened nowhere that could be shown"));
    return true;
  }
  int stage = rules_stage_index(journal->session->rules, line.stage);
  bool marked = stage >= 0 && journal->session->rules->stages[stage].form != STAGE_GATE;
  if (sees && !book && (!marked || g_str_equal(line.kind, "deduct")))
    return tui_open(tui, "explain", line.applicant, error);
  if (g_str_equal(line.kind, "agree")) {
    g_autofree char *meeting = g_strjoin(" ", line.applicant, line.stage, line.item, NULL);
    return tui_open(tui, "consensus", meeting, error);
  }
  g_autofree char *argument = g_strjoin(" ", line.applicant, line.stage, book ? line.assessor : line.item,
                                        book && *line.item ? line.item : NULL, NULL);
  return tui_open(tui, book ? "scorebook" : sees ? "matrix" : "scorebook", argument, error);
}

/* -- words --------------------------------------------------------------------------------------------------------- */

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Journal *journal = state;
  size_t n = journal->list.n;
  return journal->filter
             ? g_strdup_printf(ngettext("%zu event with “%s”", "%zu events with “%s”", n), n, journal->filter)
             : g_strdup_printf(ngettext("%zu event", "%zu events", n), n);
}

static List *list(void *state) { return &((Journal *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  g_auto(Line) line = journal_line(state, i);
  const char *const texts[] = {line.actor, line.kind,   line.stage, line.applicant, line.assessor,
                               line.item,  line.before, line.after, line.reason};
  for (size_t t = 0; line.kind && t < G_N_ELEMENTS(texts); t++)
    if (list_has(texts[t], text)) return true;
  return line.kind && (list_has(event_words(line.kind), text) || is_at(line.at, text) ||
                       list_has(event_item_words(line.kind, line.item), text));
}

static void journal_close(void *state) {
  Journal *journal = state;
  g_clear_pointer(&journal->numbers, g_array_unref);
  g_free(journal->filter);
}

static const Verb verbs[] = {{"enter", N_("go where it happened"), run_enter},
                             {"filter", N_("show only events with these words; without words all"), run_filter},
                             {NULL, NULL, NULL}};

const Screen screen_journal = {
    .name = "journal",
    .title = N_("Journal"),
    .sentence = N_("who did what, when, from what to what"),
    .roles = ROLES_ALL,
    .needs_database = true,
    .state_size = sizeof(Journal),
    .load = load,
    .draw = journal_draw,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = journal_close,
    .verbs = verbs,
};
