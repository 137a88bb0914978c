/* declared_figure.c: figures of items, parts, comments and stages. A scorebook's own are those of a panel of itself
 * alone, before deductions. */
#include "scoring/declared_figure.h"

#include "scoring/scoresheet_parts.h"

#include <string.h>

static void free_scratch(void *scratch) { score_scratch_free(scratch); }

GHashTable *declared_scratches(void) { return g_hash_table_new_full(NULL, NULL, NULL, free_scratch); }

static bool is_own(const Asked *asked) { return asked->book < asked->subject->panel->n; }

static bool put_percent(Ratio share, Ratio *ret) {
  *ret = ratio_mul(share, ratio_int(100));
  return ratio_is_valid(*ret);
}

/* -- items ------------------------------------------------------------------------------------------------ */

static const CheckItem *item_of(const Asked *asked, const char *code) {
  if (!*code) return asked->item;
  for (size_t i = 0; i < asked->subject->n_items; i++)
    if (strcmp(asked->subject->items[i].code, code) == 0) return &asked->subject->items[i];
  return NULL;
}

static bool panel_percent(const Asked *asked, const CheckItem *item, Ratio *ret) {
  Combined combined = check_combine(asked->subject, item);
  if (combined.state != COMBINED_NUMBER) return false;
  *ret = ratio((int128_t)combined.sum * 100, (int128_t)combined.n * item->full);
  return true;
}

static bool item_percent(const Asked *asked, const CheckItem *item, Ratio *ret) {
  if (!is_own(asked)) return panel_percent(asked, item, ret);
  int64_t result = item->results[asked->book];
  *ret = ratio((int128_t)result * 100, item->full);
  return result >= 0;
}

static bool item_band(const Asked *asked, const CheckItem *item, Ratio *ret) {
  int64_t result = is_own(asked) ? item->results[asked->book] : 0;
  int band = !is_own(asked) ? check_panel_band(asked->subject, item) : result < 0 ? -1 : check_band(item, result, 1);
  *ret = ratio_int(band + 1);
  return band >= 0;
}

static bool self_gap(const Asked *asked, const CheckItem *item, Ratio *ret) {
  const CheckSubject *s = asked->subject;
  const Mark *self = check_self(s->record, s->stage_index, s->applicant);
  Ratio panel;
  if (!self || !panel_percent(asked, item, &panel)) return false;
  int64_t own = check_item_result(item, self);
  *ret = ratio_sub(ratio((int128_t)MAX(own, 0) * 100, item->full), panel);
  return own >= 0 && ratio_is_valid(*ret);
}

static bool is_wanted(const Asked *asked, const CheckComment *comment, RuleFigure figure) {
  bool strength = strcmp(comment->kind, "strength") == 0, ofi = strcmp(comment->kind, "ofi") == 0;
  if (is_own(asked) && comment->assessor != asked->subject->panel->books[asked->book].assessor) return false;
  return figure == FIGURE_STRENGTHS ? strength : figure == FIGURE_OFIS ? ofi : strength || ofi;
}

static bool count_comments(const Asked *asked, const CheckItem *item, RuleFigure figure, Ratio *ret) {
  const CheckSubject *s = asked->subject;
  const CheckComment *comments;
  if (!s->record) return false;
  size_t n = check_comments(s->record, s->stage_index, s->applicant, &comments), found = 0;
  for (size_t i = 0; i < n; i++)
    found += is_wanted(asked, &comments[i], figure) && code_is_of(comments[i].item, item->code);
  *ret = ratio_int((int64_t)found);
  return true;
}

/* -- parts and totals ------------------------------------------------------------------------------------- */

static ScoreScratch *scratch_for(const Asked *asked) {
  const Criteria *criteria = asked->subject->criteria;
  ScoreScratch *scratch = g_hash_table_lookup(asked->scratches, criteria);
  if (!scratch)
    g_hash_table_insert(asked->scratches, (void *)(uintptr_t)criteria, scratch = score_scratch_new(criteria));
  return scratch;
}

static void total_up(Asked *asked) {
  const CheckSubject *s = asked->subject;
  if (asked->totalled && asked->totalled_book == asked->book) return;
  Panel panel = *s->panel;
  if (is_own(asked)) panel = (Panel){panel.applicant, panel.stage, 1, &panel.books[asked->book], 0, 1, NULL};
  asked->totalled = scratch_for(asked);
  asked->totalled_book = asked->book;
  Reckoning reckoning = stage_reckon(s->criteria, s->award->rules, s->cycle, &panel, asked->totalled);
  bool whole = reckoning.total.missing == 0 && reckoning.total.scorebooks > 0;
  asked->total = is_own(asked) ? reckoning.raw : reckoning.total.points;
  asked->total_full = whole ? reckoning.total.max : ratio_int(0);
}

static bool part_percent(Asked *asked, const char *ref, Ratio *ret) {
  const CheckSubject *s = asked->subject;
  Ratio share;
  total_up(asked);
  if (strcmp(ref, "total") == 0)
    return !ratio_is_zero(asked->total_full) && put_percent(ratio_div(asked->total, asked->total_full), ret);
  return s->stage->form == STAGE_ITEMS && stage_share(s->award->rules, s->stage, asked->totalled, ref, &share) &&
         put_percent(share, ret);
}

static bool stage_percent(const Asked *asked, const char *id, Ratio *ret) {
  const CheckSubject *s = asked->subject;
  int stage = rules_stage_index(s->award->rules, id);
  if (!s->ranking || !s->ranking->totals || stage < 0) return false;
  const StageTotal *total = &s->ranking->totals[s->applicant * s->ranking->n_stages + (size_t)stage];
  if (total->state != TOTAL_COMPLETE || total->scorebooks == 0 || ratio_is_zero(total->max)) return false;
  return put_percent(ratio_div(total->points, total->max), ret);
}

bool declared_figure(Asked *asked, RuleFigure figure, const char *ref, Ratio *ret) {
  if (figure == FIGURE_STAGE) return stage_percent(asked, ref, ret);
  const CheckItem *item = item_of(asked, ref);
  if (!item) return figure == FIGURE_PERCENT && part_percent(asked, ref, ret);
  switch (figure) {
  case FIGURE_PERCENT: return item_percent(asked, item, ret);
  case FIGURE_BAND: return item_band(asked, item, ret);
  case FIGURE_SPREAD: *ret = ratio((int128_t)(item->high - item->low) * 100, item->full); return item->n > 1;
  case FIGURE_SELF: return self_gap(asked, item, ret);
  default: return count_comments(asked, item, figure, ret);
  }
}
