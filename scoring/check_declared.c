/* check_declared.c: the rules a secretariat wrote into the rules pack, <rule>...</rule>, asked of every applicant.
 *
 * Figures are exact. A rule whose terms are all about stages is asked once of each standing, any other at the stages it
 * names, else wherever marks are given item by item. A title says in all its languages what was found. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <string.h>

/* A subject, the item in hand, and a sheet once one was needed. */
typedef struct Asked {
  const CheckSubject *subject;
  const CheckItem *item;
  Scoresheet *sheet;
} Asked;

static const CheckItem *item_of(const Asked *asked, const char *code) {
  if (!*code) return asked->item;
  for (size_t i = 0; i < asked->subject->n_items; i++)
    if (strcmp(asked->subject->items[i].code, code) == 0) return &asked->subject->items[i];
  return NULL;
}

static bool item_percent(const Asked *asked, const CheckItem *item, Ratio *ret) {
  Combined combined = check_combine(asked->subject, item);
  if (combined.state != COMBINED_NUMBER || item->full <= 0) return false;
  *ret = ratio((int128_t)combined.sum * 100, (int128_t)combined.n * item->full);
  return true;
}

static bool points_percent(Ratio points, Ratio max, bool complete, Ratio *ret) {
  if (!complete || ratio_is_zero(max)) return false;
  *ret = ratio_div(ratio_mul(points, ratio_int(100)), max);
  return ratio_is_valid(*ret);
}

static bool sheet_percent(Asked *asked, const char *ref, Ratio *ret) {
  const CheckSubject *s = asked->subject;
  if (!s->panel) return false;
  if (!asked->sheet) asked->sheet = scoresheet_of(s->criteria, s->award->rules, s->cycle, s->panel);
  const Scoresheet *sheet = asked->sheet;
  if (strcmp(ref, "total") == 0)
    return points_percent(sheet->total.points, sheet->total.max, sheet->total.missing == 0, ret);
  for (size_t i = 0; i < sheet->n_nodes; i++)
    if (strcmp(sheet->nodes[i].node->code, ref) == 0)
      return points_percent(sheet->nodes[i].points, sheet->nodes[i].max, sheet->nodes[i].complete, ret);
  for (size_t i = 0; i < sheet->n_subtotals; i++)
    if (strcmp(sheet->subtotals[i].subtotal->id, ref) == 0)
      return points_percent(sheet->subtotals[i].points, sheet->subtotals[i].max, sheet->subtotals[i].complete, ret);
  return false;
}

static bool band_number(const Asked *asked, const CheckItem *item, Ratio *ret) {
  int band = check_panel_band(asked->subject, item);
  *ret = ratio_int(band + 1);
  return band >= 0;
}

static bool self_gap(const Asked *asked, const CheckItem *item, Ratio *ret) {
  const CheckSubject *s = asked->subject;
  const Mark *self = check_self(s->record, s->stage_index, s->applicant);
  Ratio panel;
  if (!self || !item_percent(asked, item, &panel)) return false;
  int64_t own = check_item_result(item, self);
  *ret = ratio_sub(ratio((int128_t)MAX(own, 0) * 100, item->full), panel);
  return own >= 0 && ratio_is_valid(*ret);
}

static bool comment_count(const Asked *asked, const CheckItem *item, RuleFigure figure, Ratio *ret) {
  const CheckSubject *s = asked->subject;
  const CheckComment *comments;
  if (!s->record) return false;
  size_t n = check_comments(s->record, s->stage_index, s->applicant, &comments), found = 0;
  for (size_t i = 0; i < n; i++) {
    bool strength = strcmp(comments[i].kind, "strength") == 0, ofi = strcmp(comments[i].kind, "ofi") == 0;
    bool counts = figure == FIGURE_STRENGTHS ? strength : figure == FIGURE_OFIS ? ofi : strength || ofi;
    found += counts && strcmp(comments[i].item, item->code) == 0;
  }
  *ret = ratio_int((int64_t)found);
  return true;
}

static bool stage_percent(const Asked *asked, const char *id, Ratio *ret) {
  const CheckSubject *s = asked->subject;
  int stage = rules_stage_index(s->award->rules, id);
  if (!s->ranking || !s->ranking->totals || stage < 0) return false;
  const StageTotal *total = &s->ranking->totals[s->applicant * s->ranking->n_stages + (size_t)stage];
  return points_percent(total->points, total->max, total->state == TOTAL_COMPLETE && total->scorebooks > 0, ret);
}

static bool figure_of(Asked *asked, RuleFigure figure, const char *ref, Ratio *ret) {
  if (figure == FIGURE_STAGE) return stage_percent(asked, ref, ret);
  const CheckItem *item = item_of(asked, ref);
  if (!item) return figure == FIGURE_PERCENT && sheet_percent(asked, ref, ret);
  switch (figure) {
  case FIGURE_PERCENT: return item_percent(asked, item, ret);
  case FIGURE_BAND: return band_number(asked, item, ret);
  case FIGURE_SPREAD: *ret = ratio((int128_t)(item->high - item->low) * 100, item->full); return item->n > 1;
  case FIGURE_SELF: return self_gap(asked, item, ret);
  default: return comment_count(asked, item, figure, ret);
  }
}

static bool holds(RuleOrder order, Ratio left, Ratio right) {
  int compared = ratio_cmp(left, right);
  if (order == RULE_ABOVE) return compared > 0;
  if (order == RULE_AT_LEAST) return compared >= 0;
  return order == RULE_BELOW ? compared < 0 : compared <= 0;
}

static void tell(GString *facts, const Asked *asked, const RuleTerm *term, Ratio left, Ratio right) {
  static const char *const signs[] = {">", "≥", "<", "≤"};
  g_autofree char *a = ratio_decimal(left, 1), *b = ratio_decimal(right, 1);
  const char *of = *term->of ? term->of : asked->item->code;
  g_string_append_printf(facts, "%s%s %s %s %s %s", facts->len ? "; " : "", rule_figure_names[term->figure], of, a,
                         signs[term->order], b);
}

static bool term_holds(Asked *asked, const RuleTerm *term, GString *facts) {
  Ratio left, right = ratio_int(0);
  if (!*term->of && !asked->item && term->figure != FIGURE_STAGE) return false;
  if (!figure_of(asked, term->figure, term->of, &left)) return false;
  if (*term->than && !figure_of(asked, term->figure, term->than, &right)) return false;
  right = ratio_add(right, term->value);
  if (!ratio_is_valid(right) || !holds(term->order, left, right)) return false;
  tell(facts, asked, term, left, right);
  return true;
}

static char *title_of(const DeclaredRule *rule) {
  const char *zh = text_in(&rule->title, "zh"), *en = text_in(&rule->title, "en");
  return strcmp(zh, en) == 0 ? g_strdup(zh) : g_strdup_printf("%s / %s", zh, en);
}

static void ask(CheckRun *run, Asked *asked, const DeclaredRule *rule) {
  g_autoptr(GString) facts = g_string_new(NULL);
  Severity severity = SEVERITY_NOTE;
  for (size_t i = 0; i < rule->n_terms; i++)
    if (!term_holds(asked, &rule->terms[i], facts)) return;
  severity_parse(rule->severity, &severity);
  check_raise(run, asked->subject, severity, -1, asked->item ? asked->item->code : NULL, N_("{says} ({rule}: {facts})"),
              "says", title_of(rule), "rule", g_strdup(rule->name), "facts", g_strdup(facts->str), NULL);
}

static size_t count_about_stages(const DeclaredRule *rule) {
  size_t count = 0;
  for (size_t i = 0; i < rule->n_terms; i++) count += rule->terms[i].figure == FIGURE_STAGE;
  return count;
}

static bool is_about_stages(const DeclaredRule *rule) { return count_about_stages(rule) == rule->n_terms; }

/* Rules that are about a stage and about items need a panel and the ranking. */
static bool late(const Rules *rules) {
  bool both = false;
  for (size_t r = 0; r < rules->n_declared; r++)
    both |= count_about_stages(&rules->declared[r]) > 0 && !is_about_stages(&rules->declared[r]);
  return both;
}

static bool is_for(const DeclaredRule *rule, const CheckSubject *subject) {
  if (is_about_stages(rule)) return false;
  return *rule->stage ? strcmp(rule->stage, subject->stage->id) == 0 : subject->stage->form == STAGE_ITEMS;
}

static void ask_of_items(CheckRun *run, Asked *asked, const DeclaredRule *rule) {
  for (size_t i = 0; i < asked->subject->n_items; i++) {
    const CheckItem *item = &asked->subject->items[i];
    const char *kind = item->node && item->node->kind ? item->node->kind : "";
    asked->item = item;
    if (!*rule->kind || strcmp(rule->kind, kind) == 0) ask(run, asked, rule);
  }
  asked->item = NULL;
}

static void each(CheckRun *run, const CheckSubject *subject) {
  Asked asked = {.subject = subject};
  for (size_t r = 0; r < subject->award->rules->n_declared; r++) {
    const DeclaredRule *rule = &subject->award->rules->declared[r];
    if (!is_for(rule, subject) || subject->panel->n == 0) continue;
    if (rule->each)
      ask_of_items(run, &asked, rule);
    else
      ask(run, &asked, rule);
  }
  scoresheet_free(asked.sheet);
}

static void ranked(CheckRun *run, const CheckSubject *subject) {
  Asked asked = {.subject = subject};
  for (size_t r = 0; r < subject->award->rules->n_declared; r++)
    if (is_about_stages(&subject->award->rules->declared[r])) ask(run, &asked, &subject->award->rules->declared[r]);
}

const Check check_declared = {
    .name = "declared",
    .title = N_("the award's rule"),
    .sentence = N_("Rules of the award's own, as its rules pack declares them"),
    .next_step = N_("Do what the award's rule asks for; its sentence stands in the flag."),
    .severity = SEVERITY_WARN,
    .each = each,
    .late = late,
    .ranked = ranked,
};
