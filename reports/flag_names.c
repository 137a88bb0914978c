/* flag_names.c: stages, tiers, bands, items ... by the words that rules and criteria have for them, in place of their ids. */
#include "reports/flag_names.h"
#include "reports/text_put.h"
#include "scoring/wants.h"

#include <string.h>

static const char *title_of(const FlagReading *reading, const Text *title, const char *id) {
  const char *said = text_in(title, reading->lang ? reading->lang : "en");
  return *said ? said : id;
}

/* -- what the rules name ---------------------------------------------------------------------------------- */

static void put_stage(GString *ret, const FlagReading *reading, const char *id) {
  const Stage *stage = rules_stage(reading->award->rules, id);
  g_string_append(ret, stage ? title_of(reading, &stage->title, id) : id);
}

static void put_tier(GString *ret, const FlagReading *reading, const char *id) {
  const Tier *tier = rules_tier(reading->award->rules, id);
  g_string_append(ret, tier ? title_of(reading, &tier->title, id) : flag_say(reading, N_("no tier")));
}

static void put_rule(GString *ret, const FlagReading *reading, const char *name) {
  const Rules *rules = reading->award->rules;
  size_t i = 0;
  while (i < rules->n_declared && strcmp(rules->declared[i].name, name) != 0) i++;
  g_string_append(ret, i < rules->n_declared ? title_of(reading, &rules->declared[i].title, name) : name);
}

static void put_wanted(GString *ret, const FlagReading *reading, const char *what) {
  g_string_append(ret, flag_say(reading, wanted_words(what)));
}

/* -- what the criteria name ------------------------------------------------------------------------------- */

/* That of the flag is known by where it stands. */
static const Node *node_of(const FlagReading *reading, const char *code) {
  uint32_t order = code == reading->flag->item ? reading->flag->item_order : 0;
  const Node *node = order > 0 ? &reading->criteria->nodes[order - 1] : NULL;
  return node && node->code == code ? node : criteria_node(reading->criteria, code);
}

static void put_band(GString *ret, const FlagReading *reading, const char *id) {
  const Node *node = reading->flag->item ? node_of(reading, reading->flag->item) : NULL;
  size_t b = 0, n = node && node->rubric ? node->rubric->n_bands : 0;
  while (b < n && strcmp(node->rubric->bands[b].id, id) != 0) b++;
  g_string_append(ret, b < n ? title_of(reading, &node->rubric->bands[b].title, id) : id);
}

static void put_dimension(GString *ret, const FlagReading *reading, size_t cell) {
  const Node *item = criteria_cell_item(reading->criteria, cell);
  const Dimension *dimension = &item->rubric->dimensions[cell - item->cell];
  g_string_append_printf(ret, "%s/%s", item->code, title_of(reading, &dimension->title, dimension->id));
}

/* An item goes by its number, as in the standard; a dimension of it by the number and its title. */
static void put_code(GString *ret, const FlagReading *reading, const char *code) {
  const Criteria *criteria = reading->criteria;
  bool node = node_of(reading, code) != NULL;
  int cell = node ? -1 : criteria_cell(criteria, code);
  if (cell >= 0) {
    put_dimension(ret, reading, (size_t)cell);
    return;
  }
  const Subtotal *subtotal = node ? NULL : criteria_subtotal(criteria, code);
  const char *words = node                         ? code
                      : subtotal                   ? title_of(reading, &subtotal->title, code)
                      : strcmp(code, "total") == 0 ? flag_say(reading, N_("the total"))
                                                   : code;
  text_put(ret, words, strlen(words));
}

static void put_entry(GString *ret, const FlagReading *reading, char *entry) {
  char *count = strstr(entry, ": ");
  if (count) *count = '\0';
  put_code(ret, reading, entry);
  if (count) g_string_append_printf(ret, flag_say(reading, N_(": %s")), count + 2);
}

/* "E01, E06", "4.1.2: 0, 4.1.3: 1 ...": each that is a code by its name. */
static void put_list(GString *ret, const FlagReading *reading, const char *list) {
  static const char more[] = " ...", comma[] = ", ";
  if (!strchr(list, ' ')) {
    put_code(ret, reading, list);
    return;
  }
  bool cut = g_str_has_suffix(list, more);
  g_autofree char *entries = g_strndup(list, strlen(list) - (cut ? strlen(more) : 0));
  for (char *entry = entries, *next; entry && *entries; entry = next) {
    next = strstr(entry, comma);
    if (next) *next = '\0';
    if (entry > entries) g_string_append(ret, flag_say(reading, N_(", ")));
    put_entry(ret, reading, entry);
    if (next) next += strlen(comma);
  }
  if (cut) g_string_append(ret, flag_say(reading, N_(" and more")));
}

/* -- what a declared rule compared ------------------------------------------------------------------------ */

static const char *figure_words(const FlagReading *reading, const char *figure) {
  static const char *const words[] = {
      [FIGURE_PERCENT] = N_("percent"),     [FIGURE_BAND] = N_("number of the band"),
      [FIGURE_SPREAD] = N_("spread"),       [FIGURE_SELF] = N_("self-mark less the panel's"),
      [FIGURE_STRENGTHS] = N_("strengths"), [FIGURE_OFIS] = N_("opportunities for improvement"),
      [FIGURE_COMMENTS] = N_("comments"),   [FIGURE_STAGE] = N_("percent"),
  };
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(rule_figure_names[i], figure) == 0) return flag_say(reading, words[i]);
  return figure;
}

/* "FIGURE OF 62.5 ≥ 55.0"; of what may hold spaces, the others do not. */
static void put_fact(GString *ret, const FlagReading *reading, char *fact) {
  char *of = strchr(fact, ' '), *compared = fact + strlen(fact);
  for (int spaces = 0; compared > fact; compared--)
    if (*compared == ' ' && ++spaces == 3) break;
  if (!of || compared <= of) {
    g_string_append(ret, fact);
    return;
  }
  g_autoptr(GString) name = g_string_new(NULL);
  *of++ = *compared++ = '\0';
  bool stage = strcmp(fact, rule_figure_names[FIGURE_STAGE]) == 0;
  (stage ? put_stage : put_code)(name, reading, of);
  g_string_append_printf(ret, flag_say(reading, N_("%s, %s: %s")), name->str, figure_words(reading, fact), compared);
}

static void put_facts(GString *ret, const FlagReading *reading, const char *facts) {
  g_auto(GStrv) each = g_strsplit(facts, "; ", -1);
  for (char **fact = each; *fact; fact++) {
    if (fact > each) g_string_append(ret, flag_say(reading, N_("; ")));
    put_fact(ret, reading, *fact);
  }
}

/* -- which figures name something ------------------------------------------------------------------------- */

/* By the names of figures; every other stands for itself. */
static const struct {
  const char *figure;
  PutName *put;
} named[] = {
    {"stage", put_stage}, {"tier", put_tier},     {"above_tier", put_tier}, {"band", put_band},
    {"middle", put_band}, {"low_band", put_band}, {"high_band", put_band},  {"item", put_code},
    {"items", put_list},  {"names", put_list},    {"what", put_wanted},     {"rule", put_rule},
    {"facts", put_facts}, {"scale", put_list},
};

PutName *flag_naming(const char *figure, size_t n) {
  for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
    if (strncmp(named[i].figure, figure, n) == 0 && !named[i].figure[n]) return named[i].put;
  return NULL;
}

void flag_put_item(GString *ret, const FlagReading *reading) {
  if (reading->flag->item) put_code(ret, reading, reading->flag->item);
}
