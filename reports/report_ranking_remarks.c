/* report_ranking_remarks.c: what is to be said of a standing beside its figures. */
#include "reports/report_ranking.h"
#include "reports/words.h"

#include <glib/gi18n.h>

const char *ranking_tie_title(const ReportInput *input, const TieKey *key) {
  const Award *award = input->award;
  const Subtotal *subtotal = key->type == TIE_SUBTOTAL ? criteria_subtotal(award->criteria, key->ref) : NULL;
  const Node *node = key->type == TIE_NODE ? criteria_node(award->criteria, key->ref) : NULL;
  int stage = key->type == TIE_STAGE ? rules_stage_index(award->rules, key->ref) : -1;
  const char *title = subtotal ? text_in(&subtotal->title, input->lang) : "";
  if (node) title = text_in(&node->title, input->lang);
  if (stage >= 0) title = report_stage_title(input, (size_t)stage);
  return *title ? title : key->ref;
}

static void put_remark(GString *out, const char *remark) {
  if (out->len > 0) g_string_append(out, _("; "));
  g_string_append(out, remark);
}

bool ranking_fell_back(const ReportInput *input, const Standing *standing) {
  const Ranking *ranking = input->ranking;
  bool fell = false;
  for (size_t s = 0; s < ranking->n_stages; s++)
    fell |= input->award->rules->stages[s].form != STAGE_GATE &&
            ranking->totals[standing->applicant * ranking->n_stages + s].fell_back;
  return fell;
}

char *ranking_reserve_words(const ReportInput *input, const Standing *standing) {
  const Places *places = tier_places(standing->tier, report_class(input, standing->applicant));
  const Reserve *kept = &places->reserves[standing->reserve - 1];
  return g_strdup_printf(_("place kept for %s %s"), pack_words(kept->field), kept->value);
}

void ranking_put_remarks(GString *out, const ReportInput *input, const Standing *standing) {
  if (standing->tied) put_remark(out, _("shares its rank"));
  if (standing->decided_by_tie_key) {
    const TieKey *key = &input->award->rules->tie_keys[standing->tie_key];
    g_autofree char *said = g_strdup_printf(_("equal total, told apart by %s"), ranking_tie_title(input, key));
    put_remark(out, said);
  }
  if (standing->contested) put_remark(out, _("place contested"));
  if (standing->reserve > 0) {
    g_autofree char *said = ranking_reserve_words(input, standing);
    put_remark(out, said);
  }
  if (standing->placed) {
    const Placing *placing = cycle_placing(input->cycle, standing->applicant);
    g_autofree char *said = g_strdup_printf(_("place given by decision: %s"), placing->reason);
    put_remark(out, said);
  }
  if (ranking_fell_back(input, standing)) put_remark(out, _("few marks, fallback used"));
}
