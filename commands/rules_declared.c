/* rules_declared.c: the checks of the award's own that a rules pack declares, each with what must hold for it, in words. */
#include "commands/pack_document.h"
#include "reports/flag_words.h"
#include "reports/words.h"

#include <glib/gi18n.h>

typedef struct Declared {
  const Rules *rules;
  const char *lang;
  GPtrArray *words; /* of char *, by rule */
} Declared;

/* -- a term in words --------------------------------------------------------------------------------------- */

static const char *figure_words(RuleFigure figure) {
  static const char *const words[] = {
      [FIGURE_PERCENT] = N_("percent"),     [FIGURE_BAND] = N_("number of the band"),
      [FIGURE_SPREAD] = N_("spread"),       [FIGURE_SELF] = N_("self-mark less the panel's"),
      [FIGURE_STRENGTHS] = N_("strengths"), [FIGURE_OFIS] = N_("opportunities for improvement"),
      [FIGURE_COMMENTS] = N_("comments"),   [FIGURE_STAGE] = N_("percent of the stage"),
  };
  return _(words[figure]);
}

static char *named(const char *figure, const char *of) {
  return *of ? g_strdup_printf(_("%s of “%s”"), figure, of) : g_strdup(figure);
}

/* What the figure is compared with: a number, another's figure, or that with a number added. */
static char *compared(const RuleTerm *term, const char *figure) {
  g_autofree char *value = ratio_short(term->value), *than = named(figure, term->than);
  if (!*term->than) return g_steal_pointer(&value);
  if (ratio_is_zero(term->value)) return g_steal_pointer(&than);
  return g_strdup_printf(_("%s, plus %s"), than, value);
}

static char *term_words(const RuleTerm *term) {
  const char *figure = figure_words(term->figure);
  g_autofree char *of = named(figure, term->of), *with = compared(term, figure);
  switch (term->order) {
  case RULE_ABOVE: return g_strdup_printf(_("%s is above %s"), of, with);
  case RULE_AT_LEAST: return g_strdup_printf(_("%s is at least %s"), of, with);
  case RULE_BELOW: return g_strdup_printf(_("%s is below %s"), of, with);
  case RULE_AT_MOST: return g_strdup_printf(_("%s is at most %s"), of, with);
  }
  return NULL;
}

static char *rule_words(const DeclaredRule *rule) {
  GString *words = g_string_new(NULL);
  for (size_t i = 0; i < rule->n_terms; i++) {
    g_autofree char *term = term_words(&rule->terms[i]);
    g_string_append_printf(words, "%s%s", i ? _("; ") : "", term);
  }
  return g_string_free(words, FALSE);
}

/* -- the table ---------------------------------------------------------------------------------------------- */

static const char *each_words(RuleEach each) {
  static const char *const words[] = {[EACH_APPLICANT] = N_("applicant"),
                                      [EACH_ITEM] = N_("item"),
                                      [EACH_SCOREBOOK] = N_("scorebook"),
                                      [EACH_MARK] = N_("mark")};
  return _(words[each]);
}

static void fill(const void *data, size_t i, Cell *cells) {
  const Declared *declared = data;
  const DeclaredRule *rule = &declared->rules->declared[i];
  Severity severity = SEVERITY_NOTE;
  severity_parse(rule->severity, &severity);
  cells[0] = cell_text(rule->name);
  cells[1] = cell_text(rule->severity);
  cells[2] = cell_text(severity_words(severity));
  cells[3] = cells[4] = cell_text(rule->stage);
  cells[5] = cell_text(rule_each_names[rule->each]);
  cells[6] = cell_text(each_words(rule->each));
  cells[7] = cell_text(rule->kind);
  cells[8] = cell_text(pack_words(rule->kind));
  cells[9] = cell_text(g_ptr_array_index(declared->words, i));
  cells[10] = cell_text(text_in(&rule->title, declared->lang));
}

static void free_declared(gpointer data) {
  Declared *declared = data;
  g_ptr_array_unref(declared->words);
  g_free(declared);
}

void rules_add_declared(Document *document, const Rules *rules, const char *lang) {
  const Column columns[] = {
      {"name", _("Name"), ALIGN_LEFT, FOR_ALL},
      {"severity", "", ALIGN_LEFT, FOR_MACHINES},
      {"severity", _("Severity"), ALIGN_LEFT, FOR_PEOPLE},
      {"stage", "", ALIGN_LEFT, FOR_MACHINES},
      {"stage", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
      {"each", "", ALIGN_LEFT, FOR_MACHINES},
      {"each", _("Asked of each"), ALIGN_LEFT, FOR_PEOPLE},
      {"kind", "", ALIGN_LEFT, FOR_MACHINES},
      {"kind", _("Kind"), ALIGN_LEFT, FOR_PEOPLE},
      {"when", _("When"), ALIGN_LEFT, FOR_ALL},
      {"says", _("Says"), ALIGN_LEFT, FOR_ALL},
  };
  if (rules->n_declared == 0) return;
  Declared *declared = g_new(Declared, 1);
  *declared = (Declared){rules, lang, g_ptr_array_new_with_free_func(g_free)};
  for (size_t i = 0; i < rules->n_declared; i++) g_ptr_array_add(declared->words, rule_words(&rules->declared[i]));
  Table *table = document_table(document, "own-checks", _("Checks of the award's own"), G_N_ELEMENTS(columns), columns);
  table_set_rows(table, rules->n_declared, fill, declared, free_declared);
  table->sparse = true;
}
