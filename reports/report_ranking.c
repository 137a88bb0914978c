/* report_ranking.c: the ranking for inside use: who stands where, by which figures, and who is not ranked and why. */
#include "reports/report_ranking.h"
#include "reports/not_final.h"

#include <glib/gi18n.h>

static bool has_rounding(const ReportInput *input) {
  const Rules *rules = input->award->rules;
  bool items = false, rounds = false;
  for (size_t i = 0; i < rules->n_stages; i++) {
    items |= rules->stages[i].form == STAGE_ITEMS;
    rounds |= rules->stages[i].rounding.set && rules->stages[i].rounding.policy != ROUND_NONE;
  }
  if (rules->rounding.set) return rounds || rules->rounding.policy != ROUND_NONE;
  return rounds || (items && input->award->criteria->rounding != ROUND_NONE);
}

/* "Grand prize: at least 60 % of full marks; ...": which floors the standings met or missed. */
static void add_floors(Document *document, const ReportInput *input) {
  const Rules *rules = input->award->rules;
  g_autoptr(GString) floors = g_string_new(NULL);
  for (size_t i = 0; i < rules->n_tiers; i++) {
    const Tier *tier = &rules->tiers[i];
    if (!tier->has_floor) continue;
    g_autofree char *figure = ratio_short(tier->floor);
    g_autofree char *floor = g_strdup_printf(tier->floor_percent ? _("%s %% of full marks") : _("%s points"), figure);
    if (floors->len > 0) g_string_append(floors, _("; "));
    g_string_append_printf(floors, tier->floor_exclusive ? _("%s: above %s") : _("%s: at least %s"),
                           report_tier_title(input, tier), floor);
  }
  if (floors->len == 0) return;
  g_autofree char *said = g_strdup_printf(_("Floors: %s."), floors->str);
  document_paragraph(document, said);
}

static void add_method(Document *document, const ReportInput *input) {
  const Rules *rules = input->award->rules;
  document_paragraph(document,
                     has_rounding(input)
                         ? _("Points are rounded where criteria or rules say so, and exact otherwise; what is shown "
                             "is rounded to two decimals. Equal totals share a rank.")
                         : _("Totals are exact; only what is shown is rounded. Equal totals share a rank."));
  if (rules->n_tie_keys == 0) return;
  g_autoptr(GString) keys = g_string_new(NULL);
  for (size_t i = 0; i < rules->n_tie_keys; i++)
    g_string_append_printf(keys, "%s(%u) %s", i ? _(", ") : "", (unsigned)i + 1,
                           ranking_tie_title(input, &rules->tie_keys[i]));
  g_autofree char *said = g_strdup_printf(_("Equal totals are told apart by, in this order: %s."), keys->str);
  document_paragraph(document, said);
}

static Document *make(const ReportInput *input, GError **error) {
  g_autoptr(Document) document = report_start(input, "accolade.ranking/1", _("Ranking"));
  report_add_not_final(document, input);
  add_method(document, input);
  add_floors(document, input);
  ranking_add_list(document, input);
  ranking_add_standings(document, input);
  if (!ranking_add_others(document, input, error)) return NULL;
  report_sign(document);
  return g_steal_pointer(&document);
}

const ReportKind report_ranking = {
    .name = "ranking",
    .sentence = N_("the ranking with totals, stages, floors, tiers and ties, and who is not ranked and why"),
    .needs = NEEDS_RANKING | NEEDS_LATE,
    .make = make,
};
