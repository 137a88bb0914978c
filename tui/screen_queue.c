/* screen_queue.c: what is mine to do; for those who oversee, what every panel still owes. */
#include "commands/owing.h"
#include "tui/columns.h"
#include "tui/list.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Queue {
  List list;
  GArray *owed; /* Owed */
  Session *session;
} Queue;

static bool load(Tui *tui, void *state, GError **error) {
  Queue *queue = state;
  queue->session = tui_session(tui);
  GArray *owed = store_owed(queue->session->store, queue->session->cycle, error);
  if (!owed) return false;
  g_clear_pointer(&queue->owed, g_array_unref);
  queue->owed = owed;
  list_resize(&queue->list, owed->len);
  return true;
}

static const ListColumn columns[] = {
    {N_("Applicant"), 9, false, 0}, {N_("Name"), 0, false, 0},     {N_("Class"), 14, false, 130},
    {N_("Stage"), 10, false, 70},   {N_("Assessor"), 8, false, 0}, {N_("Name"), 14, false, 110},
    {N_("Marked"), 9, true, 46},    {N_("State"), 10, false, 0},
};

static Style state_style(const Owed *owed) {
  if (owed->recused) return STYLE_FAINT;
  if (owed->must_declare) return STYLE_STRONG;
  if (owed->state == SCOREBOOK_SUBMITTED) return STYLE_GOOD;
  return owed->marked ? STYLE_WARN : STYLE_PLAIN;
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Queue *queue = state;
  const Owed *owed = &g_array_index(queue->owed, Owed, i);
  const Cycle *cycle = queue->session->cycle;
  const AwardClass *class = rules_class(queue->session->rules, cycle->applicants[owed->applicant].class_id);
  char marked[32];
  g_snprintf(marked, sizeof marked, "%u/%u", owed->marked, owed->cells);
  const char *cells[] = {cycle->applicants[owed->applicant].id,
                         cycle->applicants[owed->applicant].name,
                         class ? text_in(&class->title, queue->session->lang) : "",
                         queue->session->rules->stages[owed->stage].id,
                         cycle->assessors[owed->assessor].id,
                         cycle->assessors[owed->assessor].name,
                         marked,
                         owed_state_words(owed)};
  columns_row(tui_term(tui), place, columns, G_N_ELEMENTS(columns), cells, state_style(owed), focused);
}

static void draw(Tui *tui, void *state, Area area) {
  Queue *queue = state;
  columns_head(tui_term(tui), area, columns, G_N_ELEMENTS(columns));
  if (queue->list.n == 0)
    term_put(tui_term(tui), area.row + 2, 2, area.cols - 2, STYLE_FAINT, _("Nothing is assigned yet."));
  list_draw(&queue->list, tui, (Area){area.row + 1, area.col, area.rows - 1, area.cols}, draw_row, state);
}

static const Owed *focused(const Queue *queue) {
  return queue->list.n ? &g_array_index(queue->owed, Owed, queue->list.at) : NULL;
}

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Queue *queue = state;
  const Owed *owed = focused(queue);
  if (!owed) return NULL;
  if (g_str_equal(name, "applicant")) return g_strdup(queue->session->cycle->applicants[owed->applicant].id);
  if (g_str_equal(name, "assessor")) return g_strdup(queue->session->cycle->assessors[owed->assessor].id);
  if (g_str_equal(name, "stage")) return g_strdup(queue->session->rules->stages[owed->stage].id);
  return NULL;
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Queue *queue = state;
  size_t submitted = 0, drafts = 0;
  for (guint i = 0; i < queue->owed->len; i++) {
    const Owed *owed = &g_array_index(queue->owed, Owed, i);
    submitted += owed->state == SCOREBOOK_SUBMITTED;
    drafts += owed->state != SCOREBOOK_SUBMITTED && owed->marked > 0 && !owed->recused;
  }
  return g_strdup_printf(_("%zu done, %zu draft, of %u"), submitted, drafts, queue->owed->len);
}

static List *list(void *state) { return &((Queue *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const Queue *queue = state;
  const Owed *owed = &g_array_index(queue->owed, Owed, i);
  const Cycle *cycle = queue->session->cycle;
  return strstr(cycle->applicants[owed->applicant].id, text) || strstr(cycle->applicants[owed->applicant].name, text) ||
         strstr(cycle->assessors[owed->assessor].id, text);
}

static void queue_close(void *state) { g_clear_pointer(&((Queue *)state)->owed, g_array_unref); }

const Screen screen_queue = {
    .name = "queue",
    .title = N_("Queue"),
    .sentence = N_("what is yours to do; for the secretariat, what every panel still owes"),
    .roles = ROLES_ALL,
    .needs_database = true,
    .state_size = sizeof(Queue),
    .load = load,
    .draw = draw,
    .word = word,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = queue_close,
};
