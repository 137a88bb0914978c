/* by_id.c: one comparison for lists of several types. */
#include "commands/by_id.h"

#include <string.h>

typedef struct Row {
  uint16_t stage;
  uint32_t applicant, assessor;
} Row;

static int compare(const Cycle *cycle, Row a, Row b) {
  if (a.stage != b.stage) return a.stage < b.stage ? -1 : 1;
  if (a.applicant != b.applicant) return strcmp(cycle->applicants[a.applicant].id, cycle->applicants[b.applicant].id);
  if (a.assessor == b.assessor) return 0;
  return strcmp(cycle->assessors[a.assessor].id, cycle->assessors[b.assessor].id);
}

static gint by_owed(gconstpointer a, gconstpointer b, gpointer cycle) {
  const Owed *one = a, *other = b;
  return compare(cycle, (Row){one->stage, one->applicant, one->assessor},
                 (Row){other->stage, other->applicant, other->assessor});
}

static gint by_panel(gconstpointer a, gconstpointer b, gpointer cycle) {
  const PanelProgress *one = a, *other = b;
  return compare(cycle, (Row){one->stage, one->applicant, 0}, (Row){other->stage, other->applicant, 0});
}

static gint by_lead(gconstpointer a, gconstpointer b, gpointer cycle) {
  const PanelLead *one = a, *other = b;
  return compare(cycle, (Row){one->stage, one->applicant, 0}, (Row){other->stage, other->applicant, 0});
}

static gint by_release(gconstpointer a, gconstpointer b, gpointer cycle) {
  const Release *one = *(const Release *const *)a, *other = *(const Release *const *)b;
  return compare(cycle, (Row){one->stage, one->applicant, one->assessor},
                 (Row){other->stage, other->applicant, other->assessor});
}

static gint by_recusal(gconstpointer a, gconstpointer b, gpointer cycle) {
  const Recusal *one = *(const Recusal *const *)a, *other = *(const Recusal *const *)b;
  return compare(cycle, (Row){0, one->applicant, one->assessor}, (Row){0, other->applicant, other->assessor});
}

static gint by_placing(gconstpointer a, gconstpointer b, gpointer cycle) {
  const Placing *one = *(const Placing *const *)a, *other = *(const Placing *const *)b;
  return compare(cycle, (Row){0, one->applicant, 0}, (Row){0, other->applicant, 0});
}

void owed_sort(GArray *owed, const Cycle *cycle) { g_array_sort_with_data(owed, by_owed, (gpointer)cycle); }

void panels_sort(GArray *panels, const Cycle *cycle) { g_array_sort_with_data(panels, by_panel, (gpointer)cycle); }

void leads_sort(GArray *leads, const Cycle *cycle) { g_array_sort_with_data(leads, by_lead, (gpointer)cycle); }

void placings_sort(GPtrArray *placings, const Cycle *cycle) {
  g_ptr_array_sort_with_data(placings, by_placing, (gpointer)cycle);
}

GPtrArray *releases_by_id(const Cycle *cycle) {
  GPtrArray *list = g_ptr_array_new();
  for (size_t i = 0; i < cycle->n_releases; i++) g_ptr_array_add(list, &cycle->releases[i]);
  g_ptr_array_sort_with_data(list, by_release, (gpointer)cycle);
  return list;
}

GPtrArray *recusals_by_id(const Cycle *cycle) {
  GPtrArray *list = g_ptr_array_new();
  for (size_t i = 0; i < cycle->n_recusals; i++) g_ptr_array_add(list, &cycle->recusals[i]);
  g_ptr_array_sort_with_data(list, by_recusal, (gpointer)cycle);
  return list;
}
