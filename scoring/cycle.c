/* cycle.c: look-ups in a loaded cycle, and its end. */
#include "scoring/cycle.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const ROLE_NAMES[] = {
    [ROLE_ASSESSOR] = "assessor",       [ROLE_SECTOR_EXPERT] = "sector-expert", [ROLE_LEADER] = "leader",
    [ROLE_SECRETARIAT] = "secretariat", [ROLE_SUPERVISOR] = "supervisor",       [ROLE_COMMITTEE] = "committee",
    [ROLE_APPLICANT] = "applicant",
};

static const char *const ROLE_WORDS[] = {
    [ROLE_ASSESSOR] = N_("assessor"),     [ROLE_SECTOR_EXPERT] = N_("sector expert"),
    [ROLE_LEADER] = N_("panel leader"),   [ROLE_SECRETARIAT] = N_("secretariat"),
    [ROLE_SUPERVISOR] = N_("supervisor"), [ROLE_COMMITTEE] = N_("committee member"),
    [ROLE_APPLICANT] = N_("applicant"),
};

const char *role_name(Role role) { return ROLE_NAMES[role]; }
const char *role_words(Role role) { return ROLE_WORDS[role]; }

bool role_marks(Role role) { return role == ROLE_ASSESSOR || role == ROLE_SECTOR_EXPERT || role == ROLE_LEADER; }

bool role_parse(const char *name, Role *ret_role) {
  for (size_t i = 0; i < G_N_ELEMENTS(ROLE_NAMES); i++)
    if (strcmp(name, ROLE_NAMES[i]) == 0) {
      *ret_role = (Role)i;
      return true;
    }
  return false;
}

bool applicant_is_vetoed(const Applicant *applicant) { return applicant->veto && *applicant->veto; }

bool applicant_has_withdrawn(const Applicant *applicant) { return applicant->withdrawn && *applicant->withdrawn; }

bool applicant_has_left(const Applicant *applicant) {
  return applicant_is_vetoed(applicant) || applicant_has_withdrawn(applicant);
}

/* How many of the rows, which are sorted, come before that place in their order. */
static inline size_t count_before(const void *rows, size_t n, size_t size,
                                  bool (*is_before)(const void *row, const void *place), const void *place) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (is_before((const char *)rows + middle * size, place))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool presence_is_before(const void *row, const void *place) {
  return ((const Presence *)row)->applicant < ((const Presence *)place)->applicant;
}

bool cycle_has_left(const Cycle *cycle, uint32_t applicant, size_t stage) {
  const Presence place = {.applicant = applicant};
  size_t at = count_before(cycle->presences, cycle->n_presences, sizeof place, presence_is_before, &place);
  bool listed = at < cycle->n_presences && cycle->presences[at].applicant == applicant;
  if (listed && cycle->presences[at].sealed >> stage & 1) return !(cycle->presences[at].there >> stage & 1);
  return applicant_has_left(&cycle->applicants[applicant]);
}

static bool recusal_is_before(const void *row, const void *place) {
  const Recusal *one = row, *other = place;
  return one->applicant < other->applicant || (one->applicant == other->applicant && one->assessor < other->assessor);
}

bool cycle_is_recused(const Cycle *cycle, uint32_t applicant, uint32_t assessor) {
  const Recusal place = {.applicant = applicant, .assessor = assessor};
  size_t at = count_before(cycle->recusals, cycle->n_recusals, sizeof place, recusal_is_before, &place);
  return at < cycle->n_recusals && !recusal_is_before(&place, &cycle->recusals[at]);
}

static bool release_is_before(const void *row, const void *place) {
  const Release *one = row, *other = place;
  if (one->stage != other->stage) return one->stage < other->stage;
  return one->applicant < other->applicant || (one->applicant == other->applicant && one->assessor < other->assessor);
}

static size_t release_from(const Cycle *cycle, size_t stage, uint32_t applicant, uint32_t assessor) {
  const Release place = {.stage = (uint16_t)stage, .applicant = applicant, .assessor = assessor};
  return count_before(cycle->releases, cycle->n_releases, sizeof place, release_is_before, &place);
}

static bool is_of_panel(const Cycle *cycle, size_t at, size_t stage, uint32_t applicant) {
  return at < cycle->n_releases && cycle->releases[at].stage == stage && cycle->releases[at].applicant == applicant;
}

const Release *cycle_release(const Cycle *cycle, size_t stage, uint32_t applicant, uint32_t assessor) {
  if (cycle->n_releases == 0) return NULL;
  size_t at = release_from(cycle, stage, applicant, assessor);
  return is_of_panel(cycle, at, stage, applicant) && cycle->releases[at].assessor == assessor ? &cycle->releases[at]
                                                                                              : NULL;
}

size_t cycle_empty_places(const Cycle *cycle, size_t stage, uint32_t applicant) {
  size_t empty = 0;
  for (size_t i = release_from(cycle, stage, applicant, 0); is_of_panel(cycle, i, stage, applicant); i++)
    empty += cycle->releases[i].successor < 0;
  return empty;
}

static bool decision_is_before(const void *row, const void *place) {
  const StageDecision *one = row, *other = place;
  return one->applicant < other->applicant || (one->applicant == other->applicant && one->stage < other->stage);
}

static size_t decision_from(const Cycle *cycle, uint32_t applicant, size_t stage) {
  const StageDecision place = {.applicant = applicant, .stage = (uint16_t)stage};
  return count_before(cycle->decisions, cycle->n_decisions, sizeof place, decision_is_before, &place);
}

const StageDecision *cycle_decision(const Cycle *cycle, uint32_t applicant, size_t stage) {
  size_t at = decision_from(cycle, applicant, stage);
  if (at == cycle->n_decisions) return NULL;
  const StageDecision *row = &cycle->decisions[at];
  return row->applicant == applicant && row->stage == stage ? row : NULL;
}

bool cycle_is_out(const Cycle *cycle, uint32_t applicant, size_t stage) {
  for (size_t i = decision_from(cycle, applicant, 0); i < cycle->n_decisions; i++) {
    const StageDecision *row = &cycle->decisions[i];
    if (row->applicant != applicant || row->stage >= stage) return false;
    if (!row->passed) return true;
  }
  return false;
}

const Placing *cycle_placing(const Cycle *cycle, uint32_t applicant) {
  for (size_t i = 0; i < cycle->n_placings && cycle->placings[i].applicant <= applicant; i++)
    if (cycle->placings[i].applicant == applicant) return &cycle->placings[i];
  return NULL;
}

int64_t cycle_applicant(const Cycle *cycle, const char *id) {
  for (size_t i = 0; i < cycle->n_applicants; i++)
    if (strcmp(cycle->applicants[i].id, id) == 0) return (int64_t)i;
  return -1;
}

int64_t cycle_assessor(const Cycle *cycle, const char *id) {
  for (size_t i = 0; i < cycle->n_assessors; i++)
    if (strcmp(cycle->assessors[i].id, id) == 0) return (int64_t)i;
  return -1;
}

GHashTable *cycle_applicant_numbers(const Cycle *cycle) {
  GHashTable *numbers = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; cycle && i < cycle->n_applicants; i++)
    g_hash_table_insert(numbers, (gpointer)cycle->applicants[i].id, GSIZE_TO_POINTER(i + 1));
  return numbers;
}

GHashTable *cycle_assessor_numbers(const Cycle *cycle) {
  GHashTable *numbers = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; cycle && i < cycle->n_assessors; i++)
    g_hash_table_insert(numbers, (gpointer)cycle->assessors[i].id, GSIZE_TO_POINTER(i + 1));
  return numbers;
}

bool cycle_applicant_is_before(const Cycle *cycle, uint32_t applicant, uint32_t other) {
  return strcmp(cycle->applicants[applicant].id, cycle->applicants[other].id) < 0;
}

bool cycle_assessor_is_before(const Cycle *cycle, uint32_t assessor, uint32_t other) {
  return strcmp(cycle->assessors[assessor].id, cycle->assessors[other].id) < 0;
}

const char *cycle_due(const Cycle *cycle, size_t stage) { return cycle->dues ? cycle->dues[stage] : ""; }

void cycle_free(Cycle *cycle) {
  if (!cycle) return;
  g_free(cycle->title);
  g_free(cycle->applicants);
  g_free(cycle->assessors);
  g_free(cycle->recusals);
  g_free(cycle->releases);
  g_free(cycle->deducted);
  g_free(cycle->decisions);
  g_free(cycle->placings);
  g_free(cycle->presences);
  g_free(cycle->stage_states);
  g_free(cycle->opened_again);
  g_free(cycle->dues);
  g_clear_pointer(&cycle->strings, g_ptr_array_unref);
  g_free(cycle);
}
