/* rules_tables.c: of a rules pack what is told in tables beside stages and tiers: classes, vetoes, deductions, what is
 * wanted beside marks, reason codes, settings of checks. */
#include "commands/pack_document.h"
#include "reports/words.h"
#include "scoring/wants.h"

#include <glib/gi18n.h>

static void fill_class(const void *data, size_t i, Cell *cells) {
  const RulesShown *shown = data;
  const AwardClass *award_class = &shown->rules->classes[i];
  cells[0] = cell_text(award_class->id);
  cells[1] = cell_text(text_in(&award_class->title, shown->lang));
  cells[2] = cell_text(award_class->kinds);
  cells[3] = rules_shown_words(shown, award_class->kinds);
  cells[4] = cell_text(award_class->criteria);
}

static void fill_veto(const void *data, size_t i, Cell *cells) {
  const RulesShown *shown = data;
  const Veto *veto = &shown->rules->vetoes[i];
  cells[0] = cell_text(veto->id);
  cells[1] = cell_text(text_in(&veto->title, shown->lang));
  if (veto->years > 0) cells[2] = cells[3] = cell_integer(veto->years);
}

static void fill_reason(const void *data, size_t i, Cell *cells) {
  const RulesShown *shown = data;
  cells[0] = cell_text(shown->rules->reason_codes[i].id);
  cells[1] = cell_text(text_in(&shown->rules->reason_codes[i].title, shown->lang));
}

static void fill_check(const void *data, size_t i, Cell *cells) {
  const CheckSetting *setting = &((const RulesShown *)data)->rules->check_settings[i];
  cells[0] = cell_text(setting->check);
  cells[1] = cell_text(setting->name);
  cells[2] = cell_text(setting->value);
}

/* The i-th deduction of all stages, and its stage. */
static const Deduction *deduction_at(const Rules *rules, size_t i, const Stage **ret_stage) {
  for (size_t s = 0; s < rules->n_stages; s++) {
    *ret_stage = &rules->stages[s];
    if (i < rules->stages[s].n_deductions) return &rules->stages[s].deductions[i];
    i -= rules->stages[s].n_deductions;
  }
  return NULL;
}

static void fill_deduction(const void *data, size_t i, Cell *cells) {
  const RulesShown *shown = data;
  const Stage *stage = NULL;
  const Deduction *deduction = deduction_at(shown->rules, i, &stage);
  cells[0] = cell_text(stage->id);
  cells[1] = cell_text(deduction->id);
  cells[2] = cell_text(text_in(&deduction->title, shown->lang));
  cells[3] = rules_number(deduction->points, 0);
  cells[4] = cell_text(deduction->unit);
  cells[5] = cell_text(pack_words(deduction->unit));
  cells[6] = rules_number(deduction->free, 0);
}

static void add_deductions(Document *document, const Rules *rules, const char *lang) {
  const Column columns[] = {
      {"stage", _("Stage"), ALIGN_LEFT, FOR_ALL},      {"deduction", _("Deduction"), ALIGN_LEFT, FOR_ALL},
      {"title", _("Title"), ALIGN_LEFT, FOR_ALL},      {"points", _("Points off"), ALIGN_RIGHT, FOR_ALL},
      {"unit", "", ALIGN_LEFT, FOR_MACHINES},          {"unit", _("per started"), ALIGN_LEFT, FOR_PEOPLE},
      {"free", _("free of it"), ALIGN_RIGHT, FOR_ALL},
  };
  size_t n = 0;
  for (size_t s = 0; s < rules->n_stages; s++) n += rules->stages[s].n_deductions;
  if (n == 0) return;
  Table *table = document_table(document, "deductions", _("Deductions"), G_N_ELEMENTS(columns), columns);
  rules_set_rows(table, rules, lang, n, fill_deduction);
}

/* The i-th requirement of all stages, and its stage. */
static const Requirement *requirement_at(const Rules *rules, size_t i, const Stage **ret_stage) {
  for (size_t s = 0; s < rules->n_stages; s++) {
    *ret_stage = &rules->stages[s];
    if (i < rules->stages[s].n_requirements) return &rules->stages[s].requirements[i];
    i -= rules->stages[s].n_requirements;
  }
  return NULL;
}

static void fill_requirement(const void *data, size_t i, Cell *cells) {
  const RulesShown *shown = data;
  const Stage *stage = NULL;
  const Requirement *requirement = requirement_at(shown->rules, i, &stage);
  cells[0] = cell_text(stage->id);
  cells[1] = cell_text(requirement->what);
  cells[2] = cell_text(_(wanted_words(requirement->what)));
  cells[3] = cell_integer(requirement->min);
  if (requirement->max > 0) cells[4] = cell_integer(requirement->max);
  if (requirement->from_mark != 0) cells[5] = rules_number(ratio(requirement->from_mark, 100), 0);
  if (requirement->to_set) cells[6] = rules_number(ratio(requirement->to_mark, 100), 0);
  cells[7] = cell_text(requirement->strict ? "refuse" : "ask");
  cells[8] = cell_text(requirement->strict ? _("not taken") : _("asked for"));
}

static void add_requirements(Document *document, const Rules *rules, const char *lang) {
  const Column columns[] = {
      {"stage", _("Stage"), ALIGN_LEFT, FOR_ALL},          {"what", "", ALIGN_LEFT, FOR_MACHINES},
      {"what", _("Wants"), ALIGN_LEFT, FOR_PEOPLE},        {"min", _("At least"), ALIGN_RIGHT, FOR_ALL},
      {"max", _("At most"), ALIGN_RIGHT, FOR_ALL},         {"from", _("Marks from"), ALIGN_RIGHT, FOR_ALL},
      {"to", _("Marks to"), ALIGN_RIGHT, FOR_ALL},         {"missing", "", ALIGN_LEFT, FOR_MACHINES},
      {"missing", _("Without it"), ALIGN_LEFT, FOR_PEOPLE}};
  size_t n = 0;
  for (size_t s = 0; s < rules->n_stages; s++) n += rules->stages[s].n_requirements;
  if (n == 0) return;
  Table *table =
      document_table(document, "requirements", _("Wanted beside the marks of an item"), G_N_ELEMENTS(columns), columns);
  rules_set_rows(table, rules, lang, n, fill_requirement);
}

static void add(Document *document, const Rules *rules, const char *lang, const char *key, const char *title,
                size_t n_columns, const Column *columns, size_t n, TableRow *row) {
  if (n > 0) rules_set_rows(document_table(document, key, title, n_columns, columns), rules, lang, n, row);
}

static void add_classes_and_vetoes(Document *document, const Rules *rules, const char *lang) {
  const Column classes[] = {{"class", _("Class"), ALIGN_LEFT, FOR_ALL},
                            {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
                            {"kinds", "", ALIGN_LEFT, FOR_MACHINES},
                            {"kinds", _("Open to"), ALIGN_LEFT, FOR_PEOPLE},
                            {"criteria", _("Criteria of its own"), ALIGN_LEFT, FOR_ALL}};
  const Column vetoes[] = {{"veto", _("Veto"), ALIGN_LEFT, FOR_ALL},
                           {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
                           {"years", "", ALIGN_RIGHT, FOR_MACHINES},
                           {"years", _("Years back"), ALIGN_RIGHT, FOR_PEOPLE}};
  add(document, rules, lang, "classes", _("Classes"), G_N_ELEMENTS(classes), classes, rules->n_classes, fill_class);
  add(document, rules, lang, "vetoes", _("Vetoes"), G_N_ELEMENTS(vetoes), vetoes, rules->n_vetoes, fill_veto);
}

void rules_add_tables(Document *document, const Rules *rules, const char *lang) {
  const Column reasons[] = {{"reason-code", _("Reason"), ALIGN_LEFT, FOR_ALL},
                            {"title", _("Title"), ALIGN_LEFT, FOR_ALL}};
  const Column checks[] = {{"check", _("Check"), ALIGN_LEFT, FOR_ALL},
                           {"setting", _("Setting"), ALIGN_LEFT, FOR_ALL},
                           {"value", _("Value"), ALIGN_RIGHT, FOR_ALL}};
  add_classes_and_vetoes(document, rules, lang);
  add_deductions(document, rules, lang);
  add_requirements(document, rules, lang);
  add(document, rules, lang, "reason-codes", _("Reasons an agreed mark may have"), G_N_ELEMENTS(reasons), reasons,
      rules->n_reason_codes, fill_reason);
  add(document, rules, lang, "checks", _("Settings of checks"), G_N_ELEMENTS(checks), checks, rules->n_check_settings,
      fill_check);
}
