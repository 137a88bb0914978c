/* report_without.c: two rankings of one record beside each other: as it is, and as if an assessor's marks did not count. */
#include "reports/report_without.h"
#include "reports/not_final.h"
#include "reports/report_head.h"

#include <glib/gi18n.h>

typedef struct Without {
  ReportInput input;
  Ranking *supposed;
  GArray *applicants; /* uint32_t: whose total, rank or tier is another, by rank as it is */
  unsigned totals, ranks, tiers;
} Without;

static void free_without(void *data) {
  Without *without = data;
  ranking_free(without->supposed);
  g_array_unref(without->applicants);
  g_free(without);
}

static bool differ_in_total(const Standing *is, const Standing *was) {
  return !is != !was || (is && ratio_cmp(*is->total, *was->total) != 0);
}

static bool differ_in_rank(const Standing *is, const Standing *was) {
  return !is != !was || (is && is->rank != was->rank);
}

static const Tier *tier_of(const Standing *standing) { return standing ? standing->tier : NULL; }

static void compare(Without *without, uint32_t applicant) {
  const Standing *is = ranking_standing(without->input.ranking, applicant);
  const Standing *would = ranking_standing(without->supposed, applicant);
  bool total = differ_in_total(is, would), rank = differ_in_rank(is, would), tier = tier_of(is) != tier_of(would);
  without->totals += total;
  without->ranks += rank;
  without->tiers += tier;
  if (total || rank || tier) g_array_append_val(without->applicants, applicant);
}

/* As the ranking has them, then those that are not ranked, by id. */
static void compare_all(Without *without) {
  const Ranking *ranking = without->input.ranking;
  for (guint i = 0; i < ranking->standings->len; i++)
    compare(without, g_array_index(ranking->standings, Standing, i).applicant);
  for (guint i = 0; i < ranking->incomplete->len; i++)
    compare(without, g_array_index(ranking->incomplete, NotRanked, i).applicant);
  for (guint i = 0; i < ranking->excluded->len; i++)
    compare(without, g_array_index(ranking->excluded, NotRanked, i).applicant);
}

static void fill_standing(const ReportInput *input, const Standing *standing, Cell *cells) {
  if (!standing) return;
  cells[0] = cell_integer(standing->rank);
  cells[1] = cell_ratio(*standing->total, 2);
  cells[2] = cell_text(input->for_machines ? report_tier_id(standing->tier) : report_tier_title(input, standing->tier));
}

static void fill(const void *data, size_t i, Cell *cells) {
  const Without *without = data;
  const ReportInput *input = &without->input;
  uint32_t applicant = g_array_index(without->applicants, uint32_t, i);
  const char *class_id = report_class(input, applicant);
  cells[0] = cell_text(input->for_machines ? class_id : report_class_title(input, class_id));
  cells[1] = cell_text(input->cycle->applicants[applicant].id);
  cells[2] = cell_text(input->cycle->applicants[applicant].name);
  fill_standing(input, ranking_standing(input->ranking, applicant), cells + 3);
  fill_standing(input, ranking_standing(without->supposed, applicant), cells + 6);
}

static void add_table(Document *document, Without *without) {
  bool classes = without->input.award->rules->n_classes > 0;
  const Column columns[] = {{"class", _("Class"), ALIGN_LEFT, classes ? FOR_ALL : FOR_MACHINES},
                            {"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
                            {"name", _("Name"), ALIGN_LEFT, FOR_ALL},
                            {"rank", _("Rank"), ALIGN_RIGHT, FOR_ALL},
                            {"total", _("Total"), ALIGN_RIGHT, FOR_ALL},
                            {"tier", _("Tier"), ALIGN_LEFT, FOR_ALL},
                            {"rank_without", _("Rank without"), ALIGN_RIGHT, FOR_ALL},
                            {"total_without", _("Total without"), ALIGN_RIGHT, FOR_ALL},
                            {"tier_without", _("Tier without"), ALIGN_LEFT, FOR_ALL}};
  Table *table = document_table(document, "changes", NULL, G_N_ELEMENTS(columns), columns);
  table->empty = g_strdup(_("Everybody would stand where they stand, with the same total."));
  table_set_rows(table, without->applicants->len, fill, without, free_without);
}

/* Where the assessor alone has marked, the stage has not begun without. */
static void add_left_out(Document *document, const Without *without) {
  const ReportInput *input = &without->input;
  g_autoptr(GString) titles = g_string_new(NULL);
  Cell ids[RANKING_MAX_STAGES];
  size_t n = 0;
  for (size_t s = 0; s < without->supposed->n_stages; s++) {
    if (without->supposed->begun[s] || !input->ranking->begun[s]) continue;
    g_string_append_printf(titles, "%s%s", n > 0 ? _(", ") : "", report_stage_title(input, s));
    ids[n++] = cell_text(input->award->rules->stages[s].id);
  }
  document_field(document, "left_out", NULL, cell_list(ids, n));
  g_autofree char *said = g_strdup_printf(
      _("At these stages no other marks count; without them the stages are left out of every total: %s."), titles->str);
  if (n > 0) document_paragraph(document, said);
}

static Document *document_of(Without *without, const char *id, const char *name) {
  Document *document =
      report_start(&without->input, "accolade.rank-without/1", _("What if an assessor's marks did not count"));
  g_autofree char *who = *name ? g_strdup_printf("%s %s", id, name) : g_strdup(id);
  g_autofree char *said =
      g_strdup_printf(_("A supposition and no result: the marks of %s are left out, and panels may be smaller than the "
                        "rules want. The record and the ranking stay as they are."),
                      who);
  g_autofree char *counts = g_strdup_printf(
      _("Another total: %u. Another rank: %u. Another tier: %u. Who has no figures here is not ranked."),
      without->totals, without->ranks, without->tiers);
  document_field(document, "without", NULL, cell_text(id));
  document_field(document, NULL, _("Without"), cell_text(who));
  document_paragraph(document, said);
  add_left_out(document, without);
  report_add_not_final(document, &without->input);
  document_paragraph(document, counts);
  add_table(document, without);
  return document;
}

Document *report_without(const ReportInput *input, Ranking *supposed, const Assessor *assessor) {
  Without *without = g_new(Without, 1);
  *without =
      (Without){.input = *input, .supposed = supposed, .applicants = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
  compare_all(without);
  return document_of(without, assessor->id, assessor->name);
}
