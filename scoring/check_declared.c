/* check_declared.c: the rules a secretariat wrote into the rules pack, <rule>...</rule>, asked of every applicant, or
 * of each of its items, scorebooks or marks.
 *
 * A rule whose terms are all about stages is asked once of each standing, any other at the stages it names, else
 * wherever marks are given item by item. Machines find the title in all its languages in `says`. */
#include "scoring/declared_figure.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- one question ----------------------------------------------------------------------------------------- */

static bool compare(RuleOrder order, Ratio left, Ratio right) {
  int compared = ratio_cmp(left, right);
  if (order == RULE_ABOVE) return compared > 0;
  if (order == RULE_AT_LEAST) return compared >= 0;
  return order == RULE_BELOW ? compared < 0 : compared <= 0;
}

static bool term_holds(Asked *asked, const RuleTerm *term, Ratio *ret_left, Ratio *ret_right) {
  Ratio base = ratio_int(0);
  if (!*term->of && !asked->item && term->figure != FIGURE_STAGE) return false;
  if (!declared_figure(asked, term->figure, term->of, ret_left)) return false;
  if (*term->than && !declared_figure(asked, term->figure, term->than, &base)) return false;
  *ret_right = *term->than ? ratio_add(base, term->value) : term->value;
  return ratio_is_valid(*ret_right) && compare(term->order, *ret_left, *ret_right);
}

static void put_facts(GString *facts, Asked *asked, const DeclaredRule *rule) {
  static const char *const signs[] = {">", "≥", "<", "≤"};
  for (size_t i = 0; i < rule->n_terms; i++) {
    const RuleTerm *term = &rule->terms[i];
    Ratio left, right;
    if (!term_holds(asked, term, &left, &right)) continue;
    g_autofree char *a = ratio_decimal(left, 1), *b = ratio_decimal(right, 1);
    g_string_append_printf(facts, "%s%s %s %s %s %s", i > 0 ? "; " : "", rule_figure_names[term->figure],
                           *term->of ? term->of : asked->item->code, a, signs[term->order], b);
  }
}

static void put_title(GString *title, const DeclaredRule *rule) {
  const char *zh = text_in(&rule->title, "zh"), *en = text_in(&rule->title, "en");
  g_string_append(title, zh);
  if (strcmp(zh, en) != 0) g_string_append_printf(title, " / %s", en);
}

static bool holds(Asked *asked, const DeclaredRule *rule) {
  Ratio left, right;
  for (size_t i = 0; i < rule->n_terms; i++)
    if (!term_holds(asked, &rule->terms[i], &left, &right)) return false;
  return true;
}

static void ask(CheckRun *run, Asked *asked, const DeclaredRule *rule) {
  const CheckSubject *subject = asked->subject;
  bool own = rule_has_scorebook(rule->each);
  Severity severity = SEVERITY_NOTE;
  if (!holds(asked, rule)) return;
  severity_parse(rule->severity, &severity);
  put_title(check_put(run, "says"), rule);
  check_put_text(run, "rule", rule->name);
  put_facts(check_put(run, "facts"), asked, rule);
  check_raise(run, subject, severity, own ? (int64_t)subject->panel->books[asked->book].assessor : -1,
              asked->item ? asked->item->code : NULL,
              own ? N_("{assessor}: {rule} ({facts})") : N_("{rule} ({facts})"));
}

/* -- what it is asked of ---------------------------------------------------------------------------------- */

static bool is_asked_of(const DeclaredRule *rule, const CheckItem *item) {
  return !*rule->kind || (item->node && item->node->kind && strcmp(rule->kind, item->node->kind) == 0);
}

static void ask_of_items(CheckRun *run, Asked *asked, const DeclaredRule *rule) {
  if (!rule_has_item(rule->each)) {
    ask(run, asked, rule);
    return;
  }
  for (size_t i = 0; i < asked->subject->n_items; i++) {
    asked->item = &asked->subject->items[i];
    if (is_asked_of(rule, asked->item)) ask(run, asked, rule);
  }
  asked->item = NULL;
}

static void ask_of_books(CheckRun *run, Asked *asked, const DeclaredRule *rule) {
  size_t n = asked->subject->panel->n;
  for (asked->book = rule_has_scorebook(rule->each) ? 0 : n; asked->book < n; asked->book++)
    ask_of_items(run, asked, rule);
  if (!rule_has_scorebook(rule->each)) ask_of_items(run, asked, rule);
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

static void free_scratches(void *scratches) { g_hash_table_destroy(scratches); }

static void each(CheckRun *run, const CheckSubject *subject) {
  if (!run->state) run->state = declared_scratches();
  run->free_state = free_scratches;
  Asked asked = {.subject = subject, .scratches = run->state};
  for (size_t r = 0; subject->panel->n > 0 && r < subject->award->rules->n_declared; r++)
    if (is_for(&subject->award->rules->declared[r], subject))
      ask_of_books(run, &asked, &subject->award->rules->declared[r]);
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
