/* award_total.c: from the stages' figures to the award's. */
#include "scoring/ranking.h"

bool stage_counts(const Stage *stage) { return stage->factor.num > 0; }

RoundingRule award_rounding(const Rules *rules, const Criteria *criteria) {
  RoundingRule rule = rules->rounding;
  if (!rule.set) rule = (RoundingRule){true, criteria->rounding, criteria->round_at, criteria->round_step};
  if (rule.at != ROUND_AT_TOTAL) rule.policy = ROUND_NONE;
  return rule;
}

Ratio award_total(const Rules *rules, const Criteria *criteria, const StageTotal *totals, const bool *begun,
                  Ratio *ret_sum) {
  Ratio sum = ratio_int(0);
  for (size_t s = 0; s < rules->n_stages; s++)
    if (begun[s] && stage_counts(&rules->stages[s]))
      sum = ratio_add(sum, ratio_mul(rules->stages[s].factor, totals[s].points));
  RoundingRule rule = award_rounding(rules, criteria);
  if (ret_sum) *ret_sum = sum;
  return ratio_round(sum, rule.policy, rule.step);
}

Ratio award_full_marks(const Rules *rules, const StageTotal *totals, const bool *begun) {
  Ratio full = ratio_int(0);
  for (size_t s = 0; s < rules->n_stages; s++)
    if (begun[s] && stage_counts(&rules->stages[s]))
      full = ratio_add(full, ratio_mul(rules->stages[s].factor, totals[s].max));
  return full;
}
