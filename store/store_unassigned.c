/* store_unassigned.c: whom nobody is to mark while others are marked: left out when assessors were assigned, or everybody
 * assigned is recused or released. Asked of the first stage that takes marks now, since panels of later ones are often named only when
 * it is known who comes that far; and only once somebody is assigned there. */
#include "store/store_progress.h"
#include "store/store_rows.h"

typedef struct Looking {
  Outs outs;
  uint16_t stage;
  uint32_t next; /* the applicant after the last one whose panel came by */
  GArray *list;  /* PanelProgress */
} Looking;

static int first_taking_marks(const Store *store, const Cycle *cycle) {
  const Rules *rules = store->award->rules;
  for (size_t i = 0; i < rules->n_stages; i++)
    if (rules->stages[i].form != STAGE_GATE && cycle->stage_states[i] == STAGE_OPEN) return (int)i;
  return -1;
}

static bool take_first(sqlite3_value **row, void *data, GError **error) {
  (void)error;
  *(int64_t *)data = sqlite3_value_int64(row[0]);
  return false;
}

static bool is_assigned_to(Store *store, uint16_t stage, bool *ret_is, GError **error) {
  int64_t first = -1;
  if (!rows_each(store, SQL_assignments, book_id(stage, 0, 0), take_first, &first, error)) return false;
  *ret_is = first >= 0 && book_stage(first) == stage;
  return true;
}

/* On whom people have still to decide at a stage before, nobody can say yet. */
static bool waits(const Looking *looking, const Rules *rules, uint32_t applicant) {
  for (uint16_t s = 0; s < looking->stage; s++)
    if (stage_is_decided(&rules->stages[s]) && !cycle_decision(looking->outs.cycle, applicant, s)) return true;
  return false;
}

static void add(Store *store, Looking *looking, uint32_t applicant) {
  PanelProgress row = {.applicant = applicant, .stage = looking->stage, .unassigned = true};
  if (outs_at(&looking->outs, applicant, looking->stage) == OUT_NOT && !waits(looking, store->award->rules, applicant))
    g_array_append_val(looking->list, row);
}

static void pass(Store *store, Looking *looking, uint32_t applicant, bool nobody) {
  while (looking->next < applicant) add(store, looking, looking->next++);
  if (nobody) add(store, looking, applicant);
  looking->next = applicant + 1;
}

static void pass_rest(Store *store, Looking *looking) {
  while (looking->next < looking->outs.cycle->n_applicants) add(store, looking, looking->next++);
}

/* -- where the counts were not read yet ------------------------------------------------------------------------ */

static bool take_count(Store *store, const Count *count, void *data, GError **error) {
  Looking *looking = data;
  int64_t id = panel_first(count->panel);
  if (book_stage(id) != looking->stage || !book_is_placed(store, looking->outs.cycle, id, error)) return false;
  pass(store, looking, book_applicant(id), count->assigned == 0);
  return true;
}

static bool look(Store *store, Looking *looking, GError **error) {
  bool any = false;
  if (!is_assigned_to(store, looking->stage, &any, error)) return false;
  if (!any) return true;
  if (!counts_each(store, panel_key(looking->stage, 0), take_count, looking, error)) return false;
  pass_rest(store, looking);
  return true;
}

GArray *store_unassigned(Store *store, const Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  if (!store_needs_award(store, error)) return NULL;
  int stage = store_sees_all(store) ? first_taking_marks(store, cycle) : -1;
  Looking looking = {.stage = (uint16_t)MAX(stage, 0), .list = list};
  bool mine = false, good = store_join_read(store, &mine, error) && store_outs(store, cycle, &looking.outs, error) &&
                            (stage < 0 || look(store, &looking, error));
  store_end_read(store, mine);
  return good ? g_steal_pointer(&list) : NULL;
}

/* -- where they were --------------------------------------------------------------------------------------------- */

GArray *unassigned_beside(Store *store, const Outs *outs, const GArray *panels, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(PanelProgress));
  int stage = first_taking_marks(store, outs->cycle);
  Looking looking = {.outs = *outs, .stage = (uint16_t)MAX(stage, 0), .list = list};
  bool any = false;
  if (stage >= 0 && !is_assigned_to(store, looking.stage, &any, error)) return NULL;
  for (guint i = 0; any && i < panels->len; i++) {
    const PanelProgress *panel = &g_array_index(panels, PanelProgress, i);
    if (panel->stage == looking.stage) pass(store, &looking, panel->applicant, panel->assigned == 0);
  }
  if (any) pass_rest(store, &looking);
  return g_steal_pointer(&list);
}
