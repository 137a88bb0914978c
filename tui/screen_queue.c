/* screen_queue.c: what is mine to do; for those who oversee, how far every panel is, and of one panel who owes what. */
#include "tui/screen_queue.h"
#include "commands/deciding.h"
#include "commands/keyword.h"
#include "commands/owing.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* -- rows ------------------------------------------------------------------------------------------------ */

const Owed *queue_book(const Queue *queue, size_t i) {
  return &g_array_index(queue->books, Owed, g_array_index(queue->shown, guint, i));
}

const PanelProgress *queue_panel(const Queue *queue, size_t i) {
  return &g_array_index(queue->panels, PanelProgress, g_array_index(queue->shown, guint, i));
}

bool queue_is_decision(const Queue *queue, size_t i) {
  return queue->panels && g_array_index(queue->shown, guint, i) >= queue->n_panels;
}

static int by_applicant_and_stage(const void *a, const void *b) {
  const PanelLead *x = a, *y = b;
  if (x->applicant != y->applicant) return x->applicant < y->applicant ? -1 : 1;
  return (x->stage > y->stage) - (x->stage < y->stage);
}

bool queue_is_leaderless(const Queue *queue, const PanelProgress *panel) {
  const GArray *leads = queue->leaderless;
  const PanelLead sought = {.stage = panel->stage, .applicant = panel->applicant};
  return leads->len > 0 && bsearch(&sought, leads->data, leads->len, sizeof sought, by_applicant_and_stage) != NULL;
}

static bool is_open(const Queue *queue, guint i) {
  if (queue->panels) {
    const PanelProgress *panel = &g_array_index(queue->panels, PanelProgress, i);
    return panel->unassigned || panel->submitted < panel->assigned ||
           (i < queue->n_panels && queue_is_leaderless(queue, panel));
  }
  return owed_is_due(&g_array_index(queue->books, Owed, i));
}

/* How much is left to do, for sorting: scorebooks of a panel, before all of one that has nobody; blanks of a scorebook. */
static uint32_t left(const Queue *queue, guint i) {
  if (!is_open(queue, i)) return 0;
  if (queue->panels) {
    const PanelProgress *panel = &g_array_index(queue->panels, PanelProgress, i);
    return panel->unassigned ? UINT32_MAX : panel->assigned - panel->submitted;
  }
  const Owed *book = &g_array_index(queue->books, Owed, i);
  return book->cells - book->marked + 1;
}

static gint compare_left(gconstpointer a, gconstpointer b, gpointer data) {
  guint x = *(const guint *)a, y = *(const guint *)b;
  uint32_t of_x = left(data, x), of_y = left(data, y);
  return of_x != of_y ? (of_x < of_y ? 1 : -1) : x < y ? -1 : 1;
}

static void arrange(Queue *queue) {
  guint n = queue->panels ? queue->panels->len : queue->books->len;
  guint held = queue->list.n ? g_array_index(queue->shown, guint, queue->list.at) : 0;
  guint at = (guint)queue->list.at; /* where that is gone */
  g_array_set_size(queue->shown, 0);
  for (guint i = 0; i < n; i++)
    if (!queue->only_open || is_open(queue, i)) g_array_append_val(queue->shown, i);
  if (queue->by_left) g_array_sort_with_data(queue->shown, compare_left, queue);
  for (guint i = 0; i < queue->shown->len; i++)
    if (g_array_index(queue->shown, guint, i) == held) at = i;
  if (queue->shown->len == 0) at = 0;
  list_resize(&queue->list, queue->shown->len);
  list_focus(&queue->list, at);
}

/* -- loading --------------------------------------------------------------------------------------------- */

/* "" or "APPLICANT [STAGE]": one panel. */
static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  Queue *queue = state;
  queue->session = tui_session(tui);
  queue->shown = g_array_new(FALSE, FALSE, sizeof(guint));
  g_auto(GStrv) words = g_strsplit(argument, " ", 2);
  if (!words[0] || !*words[0]) return true;
  const Rules *rules = queue->session->rules;
  int stage = words[1] ? rules_stage_index(rules, words[1]) : rules_first_marked_stage(rules);
  if (stage < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("there is no stage “%s”"), words[1] ? words[1] : "");
    return false;
  }
  queue->one = true;
  queue->stage = (uint16_t)stage;
  return meant_applicant(queue->session, words[0], &queue->applicant, error);
}

/* A firm's own assessment is its to do before the record has a row for it. */
static bool add_self(Queue *queue, GError **error) {
  Outs outs;
  const Session *session = queue->session;
  int64_t applicant = cycle_applicant(session->cycle, session->actor);
  const Criteria *criteria = award_criteria(&session->award, session->cycle, (uint32_t)applicant);
  if (!store_outs(session->store, session->cycle, &outs, error)) return false;
  for (uint16_t i = 0; i < session->rules->n_stages; i++) {
    const Stage *stage = &session->rules->stages[i];
    Owed owed = {.applicant = (uint32_t)applicant, .assessor = STORE_SELF, .stage = i, .state = SCOREBOOK_DRAFT};
    if (outs_at(&outs, owed.applicant, i) == OUT_WITHDRAWN) owed.out = OUT_WITHDRAWN;
    owed.cells = (uint32_t)stage_cells(stage, criteria);
    if (stage->form != STAGE_GATE) g_array_append_val(queue->books, owed);
  }
  return true;
}

/* Panels whose states are said in the same words, but for numbers, have the same number. */
static size_t like(const PanelProgress *panel) {
  bool left = panel->assigned > panel->submitted + panel->drafts;
  if (panel->missed > 0) return QUEUE_LIKES - 1;
  return (size_t)panel->out * 8 + (panel->drafts > 0) * 4u + left * 2u + (panel->assigned > 0);
}

static uint32_t said_number(const PanelProgress *panel) { return panel->missed > 0 ? panel->missed : panel->assigned; }

static void sum_up(Queue *queue) {
  queue->assigned = queue->submitted = queue->complete = queue->placed = 0;
  memset(queue->largest, 0, sizeof queue->largest);
  for (guint i = 0; queue->panels && i < queue->n_panels; i++) {
    const PanelProgress *panel = &g_array_index(queue->panels, PanelProgress, i);
    queue->assigned += panel->assigned + panel->missed;
    queue->submitted += panel->submitted;
    queue->placed += panel->out == OUT_NOT;
    uint32_t wanted = panel->assigned + panel->missed;
    queue->complete += panel->out == OUT_NOT && wanted > 0 && panel->submitted == wanted;
    const PanelProgress **largest = &queue->largest[like(panel)];
    if (!*largest || said_number(*largest) < said_number(panel)) *largest = panel;
  }
}

static void find_led(Queue *queue) {
  queue->leads = false;
  for (guint i = 0; !queue->panels && i < queue->books->len; i++)
    queue->leads |= g_array_index(queue->books, Owed, i).of > 0;
}

static void find_due(Queue *queue) {
  const Cycle *cycle = queue->session->cycle;
  const char *first = "";
  queue->due = -1;
  for (guint i = 0; i < (queue->panels ? queue->panels->len : queue->books->len); i++) {
    int stage = queue->panels ? g_array_index(queue->panels, PanelProgress, i).stage
                              : g_array_index(queue->books, Owed, i).stage;
    const char *due = cycle_due(cycle, (size_t)stage);
    if (!*due || (*first && strcmp(due, first) >= 0) || !is_open(queue, i)) continue;
    first = due;
    queue->due = stage;
  }
}

/* Behind the panels, whom people have to decide on. */
static void add_decisions(Queue *queue, const Outs *outs) {
  g_autoptr(GArray) decisions = deciding_list(queue->session, queue->panels, outs);
  queue->n_panels = queue->panels->len;
  queue->undecided = 0;
  for (guint i = 0; i < decisions->len; i++)
    queue->undecided += g_array_index(decisions, PanelProgress, i).submitted == 0;
  g_array_append_vals(queue->panels, decisions->data, decisions->len);
}

/* What was read before stays until all is read: the screen goes on with it when reading fails. */
static bool load(Tui *tui, void *state, GError **error) {
  (void)tui;
  Queue *queue = state;
  Session *session = queue->session;
  Outs outs;
  bool sees = ROLES_SEE_SCORES & 1u << store_role(session->store), panels = sees && !queue->one;
  g_autoptr(GArray) read = panels ? store_progress(session->store, session->cycle, error)
                           : queue->one
                               ? store_owed_in(session->store, session->cycle, queue->stage, queue->applicant, error)
                               : store_owed(session->store, session->cycle, error);
  g_autoptr(GArray) leaderless = read ? store_leaderless(session->store, session->cycle, error) : NULL;
  if (!leaderless || (panels && !store_outs(session->store, session->cycle, &outs, error))) return false;
  GArray **of = panels ? &queue->panels : &queue->books;
  g_clear_pointer(of, g_array_unref);
  *of = g_steal_pointer(&read);
  bool self = !panels && queue->books->len == 0 && store_role(session->store) == ROLE_APPLICANT;
  if (self && !add_self(queue, error)) return false;
  if (panels) add_decisions(queue, &outs);
  g_clear_pointer(&queue->members, g_array_unref);
  g_clear_pointer(&queue->leaderless, g_array_unref);
  queue->leaderless = g_steal_pointer(&leaderless);
  sum_up(queue);
  find_led(queue);
  find_due(queue);
  arrange(queue);
  return true;
}

GArray *queue_members(Queue *queue) {
  const PanelProgress *panel = queue->list.n ? queue_panel(queue, queue->list.at) : NULL;
  if (!panel || (queue->members && queue->members_of == queue->list.at)) return panel ? queue->members : NULL;
  g_clear_pointer(&queue->members, g_array_unref);
  queue->members = store_owed_in(queue->session->store, queue->session->cycle, panel->stage, panel->applicant, NULL);
  queue->members_of = queue->list.at;
  return queue->members;
}

/* -- words, verbs ------------------------------------------------------------------------------------------ */

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Queue *queue = state;
  const Session *session = queue->session;
  if (queue->list.n == 0) return NULL;
  const PanelProgress *panel = queue->panels ? queue_panel(queue, queue->list.at) : NULL;
  const Owed *book = panel ? NULL : queue_book(queue, queue->list.at);
  if (g_str_equal(name, "applicant"))
    return g_strdup(session->cycle->applicants[panel ? panel->applicant : book->applicant].id);
  if (g_str_equal(name, "stage")) return g_strdup(session->rules->stages[panel ? panel->stage : book->stage].id);
  if (g_str_equal(name, "assessor") && book)
    return g_strdup(book->assessor == STORE_SELF ? session->actor : session->cycle->assessors[book->assessor].id);
  return NULL;
}

/* A panel opens as the list of its scorebooks, a scorebook as itself; a decision as the line that takes it, but its ground. */
static bool run_enter(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest;
  const Queue *queue = state;
  if (queue->list.n == 0) return true;
  g_autofree char *applicant = word(tui, state, "applicant"), *stage = word(tui, state, "stage");
  g_autofree char *assessor = word(tui, state, "assessor");
  if (queue_is_decision(queue, queue->list.at)) {
    g_autofree char *quoted = strchr(applicant, ' ') ? g_shell_quote(applicant) : g_strdup(applicant);
    g_autofree char *line =
        g_strdup_printf("line decide %s %s --stage %s --reason", quoted, keyword_shown("passed"), stage);
    return tui_run(tui, line);
  }
  g_autofree char *argument = g_strjoin(" ", applicant, stage, assessor, NULL);
  return tui_open(tui, queue->panels ? "queue" : "scorebook", argument, error);
}

static bool run_which(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Queue *queue = state;
  queue->only_open = !queue->only_open;
  arrange(queue);
  tui_say(tui, false, queue->only_open ? _("only what is still to do") : _("all"));
  return true;
}

static bool run_sort(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Queue *queue = state;
  queue->by_left = !queue->by_left;
  arrange(queue);
  if (queue->by_left) list_focus(&queue->list, 0);
  tui_say(tui, false, queue->by_left ? _("what is most to do first") : _("by stage and applicant"));
  return true;
}

static const Verb verbs[] = {
    {"enter", N_("open the panel or the scorebook, or decide"), run_enter},
    {"which", N_("only what is still to do, or all"), run_which},
    {"sort", N_("what is most to do first, or by applicant"), run_sort},
    {NULL, NULL, NULL},
};

static List *list(void *state) { return &((Queue *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const Queue *queue = state;
  const Cycle *cycle = queue->session->cycle;
  const Owed *book = queue->panels ? NULL : queue_book(queue, i);
  const Applicant *applicant = &cycle->applicants[book ? book->applicant : queue_panel(queue, i)->applicant];
  if (list_has(applicant->id, text) || list_has(applicant->name, text)) return true;
  if (!book || book->assessor == STORE_SELF) return false;
  const Assessor *assessor = &cycle->assessors[book->assessor];
  return list_has(assessor->id, text) || list_has(assessor->name, text);
}

static void queue_close(void *state) {
  Queue *queue = state;
  g_clear_pointer(&queue->panels, g_array_unref);
  g_clear_pointer(&queue->books, g_array_unref);
  g_clear_pointer(&queue->shown, g_array_unref);
  g_clear_pointer(&queue->members, g_array_unref);
  g_clear_pointer(&queue->leaderless, g_array_unref);
}

const Screen screen_queue = {
    .name = "queue",
    .title = N_("Queue"),
    .sentence = N_("what is yours to do; for the secretariat how far every panel is: open queue [APPLICANT [STAGE]]"),
    .roles = ROLES_ALL,
    .needs_database = true,
    .state_size = sizeof(Queue),
    .open = open,
    .load = load,
    .draw = queue_draw,
    .word = word,
    .subtitle = queue_subtitle,
    .list = list,
    .matches = matches,
    .close = queue_close,
    .verbs = verbs,
};
