/* verify_seals.c: the totals and the ranking against what the seals that stand say of them. */
#include "store/verify_private.h"

/* Only the newest seal speaks of the ranking, and only while every stage is sealed. */
static bool check_seal(Verify *verify, uint16_t stage, const Fact *fact, bool last, GError **error) {
  char totals[65];
  g_auto(GStrv) words = g_strsplit(fact->full, " ", 3);
  const char *id = verify->store->award->rules->stages[stage].id;
  verify->verified->seals++;
  if (!stage_digest(verify->store, verify->cycle, stage, totals, error)) return false;
  if (!words[1] || !g_str_equal(words[1], totals))
    verify_fault(verify, _("the totals of stage %s are not those that event %lld sealed"), id, (long long)fact->event);
  if (last && !g_str_equal(words[1] && words[2] ? words[2] : "", verify->verified->ranking_digest))
    verify_fault(verify, _("the ranking is not the one that event %lld sealed"), (long long)fact->event);
  return true;
}

bool verify_seals(Verify *verify, GError **error) {
  const Rules *rules = verify->store->award->rules;
  const Fact *seals[RANKING_MAX_STAGES] = {0};
  int64_t newest = 0;
  bool all = true;
  for (size_t i = 0; i < rules->n_stages; i++) {
    g_autofree char *key = fact_key("stage", rules->stages[i].id, "", "");
    const Fact *fact = g_hash_table_lookup(verify->facts, key);
    if (fact && g_str_equal(fact->value, "sealed")) seals[i] = fact;
    all = all && seals[i];
    newest = MAX(newest, seals[i] ? seals[i]->event : 0);
  }
  for (uint16_t i = 0; i < rules->n_stages; i++)
    if (seals[i] && !check_seal(verify, i, seals[i], all && seals[i]->event == newest, error)) return false;
  return true;
}
