/* flag_words.c: fills the places of a flag's sentence, names in place of ids. */
#include "reports/flag_words.h"

#include "reports/page.h"
#include "scoring/wants.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *say(const FlagReading *reading, const char *msgid) { return reading->lang ? _(msgid) : msgid; }

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
  g_string_append(ret, tier ? title_of(reading, &tier->title, id) : say(reading, N_("no tier")));
}

static void put_rule(GString *ret, const FlagReading *reading, const char *name) {
  const Rules *rules = reading->award->rules;
  size_t i = 0;
  while (i < rules->n_declared && strcmp(rules->declared[i].name, name) != 0) i++;
  g_string_append(ret, i < rules->n_declared ? title_of(reading, &rules->declared[i].title, name) : name);
}

static void put_wanted(GString *ret, const FlagReading *reading, const char *what) {
  g_string_append(ret, say(reading, wanted_words(what)));
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
                      : strcmp(code, "total") == 0 ? say(reading, N_("the total"))
                                                   : code;
  text_put(ret, words, strlen(words));
}

static void put_entry(GString *ret, const FlagReading *reading, char *entry) {
  char *count = strstr(entry, ": ");
  if (count) *count = '\0';
  put_code(ret, reading, entry);
  if (count) g_string_append_printf(ret, say(reading, N_(": %s")), count + 2);
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
    if (entry > entries) g_string_append(ret, say(reading, N_(", ")));
    put_entry(ret, reading, entry);
    if (next) next += strlen(comma);
  }
  if (cut) g_string_append(ret, say(reading, N_(" and more")));
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
    if (strcmp(rule_figure_names[i], figure) == 0) return say(reading, words[i]);
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
  g_string_append_printf(ret, say(reading, N_("%s, %s: %s")), name->str, figure_words(reading, fact), compared);
}

static void put_facts(GString *ret, const FlagReading *reading, const char *facts) {
  g_auto(GStrv) each = g_strsplit(facts, "; ", -1);
  for (char **fact = each; *fact; fact++) {
    if (fact > each) g_string_append(ret, say(reading, N_("; ")));
    put_fact(ret, reading, *fact);
  }
}

/* -- the sentence ----------------------------------------------------------------------------------------- */

typedef void PutName(GString *ret, const FlagReading *reading, const char *value);

/* Places that are named for people; every other stands for itself. */
static const struct {
  const char *place;
  PutName *put;
} named[] = {
    {"stage", put_stage}, {"tier", put_tier},     {"above_tier", put_tier}, {"band", put_band},
    {"middle", put_band}, {"low_band", put_band}, {"high_band", put_band},  {"item", put_code},
    {"items", put_list},  {"names", put_list},    {"what", put_wanted},     {"rule", put_rule},
    {"facts", put_facts}, {"scale", put_list},
};

/* A place of a sentence, and the words before it; behind the last place are words before none. */
typedef struct Place {
  const char *words, *name; /* name NULL: none */
  size_t n_words, n_name;
  PutName *put;       /* NULL: what belongs there stands for itself */
  const char *figure; /* the name as the flag read last has it, and where in the reading; NULL: not looked for yet */
  size_t at;
} Place;

static bool is_name(const char *name, const Place *place) {
  return strncmp(name, place->name, place->n_name) == 0 && !name[place->n_name];
}

static PutName *naming(const Place *place) {
  for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
    if (is_name(named[i].place, place)) return named[i].put;
  return NULL;
}

static GArray *split(const char *sentence) {
  GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
  const char *words = sentence, *brace = strchrnul(sentence, '{');
  while (*brace) {
    const char *name = brace + 1;
    size_t n = strcspn(name, "{}");
    brace = strchrnul(name, '{');
    if (name[n] != '}') continue;
    Place place = {.words = words, .name = name, .n_words = (size_t)(name - 1 - words), .n_name = n};
    place.put = naming(&place);
    g_array_append_val(places, place);
    words = name + n + 1;
  }
  const Place last = {.words = words, .n_words = strlen(words)};
  g_array_append_val(places, last);
  return places;
}

static GArray *places_of(FlagReading *reading) {
  const char *sentence = reading->flag->form->sentence;
  GArray *places = g_hash_table_lookup(reading->sentences, sentence);
  if (!places) g_hash_table_insert(reading->sentences, (char *)sentence, places = split(say(reading, sentence)));
  return places;
}

/* What belongs in the place; NULL: nobody knows. Flags of one sentence have the same figures, as a rule in the same order. */
static const Figure *figure_in(const FlagReading *reading, Place *place) {
  size_t n = reading->n_figures + FLAG_SUBJECTS;
  if (place->at < n && reading->figures[place->at].name == place->figure) return &reading->figures[place->at];
  for (place->at = 0; place->at < n; place->at++) {
    place->figure = reading->figures[place->at].name;
    if (is_name(place->figure, place)) return &reading->figures[place->at];
  }
  place->figure = NULL;
  return NULL;
}

/* What no decimal can say exactly, as "200/3", is rounded for reading. */
static void put_value(GString *ret, const Figure *figure) {
  char rounded[RATIO_BUF];
  Ratio exact;
  if (memchr(figure->value, '/', figure->length) && ratio_parse(figure->value, &exact))
    text_put(ret, rounded, ratio_put_decimal(rounded, exact, 2));
  else
    text_put(ret, figure->value, figure->length);
}

/* What nobody knows stays as it is. */
static void put_place(GString *ret, const FlagReading *reading, Place *place) {
  const Figure *figure = figure_in(reading, place);
  if (!figure)
    text_put(ret, place->name - 1, place->n_name + 2);
  else if (place->put)
    place->put(ret, reading, figure->value);
  else
    put_value(ret, figure);
}

void flag_put_message(GString *ret, FlagReading *reading) {
  GArray *places = places_of(reading);
  for (guint i = 0; i < places->len; i++) {
    Place *place = &g_array_index(places, Place, i);
    text_put(ret, place->words, place->n_words);
    if (place->name) put_place(ret, reading, place);
  }
}

void flag_put_item(GString *ret, const FlagReading *reading) {
  if (reading->flag->item) put_code(ret, reading, reading->flag->item);
}

/* -- reading ---------------------------------------------------------------------------------------------- */

static void free_places(void *places) { g_array_unref(places); }

FlagReading flag_reading(const Award *award, const Cycle *cycle, const char *lang) {
  return (FlagReading){
      .award = award, .cycle = cycle, .lang = lang, .sentences = g_hash_table_new_full(NULL, NULL, NULL, free_places)};
}

void flag_reading_clear(FlagReading *reading) { g_clear_pointer(&reading->sentences, g_hash_table_unref); }

static Figure subject(const char *name, const char *id) { return (Figure){name, id, strlen(id)}; }

void flag_read(FlagReading *reading, const Flag *flag) {
  const Award *award = reading->award;
  const Cycle *cycle = reading->cycle;
  int32_t applicant = flag->applicant, assessor = flag->assessor;
  reading->flag = flag;
  reading->criteria = applicant < 0 ? award->criteria : award_criteria(award, cycle, (uint32_t)applicant);
  reading->n_figures = flag_figures(flag, reading->figures);
  Figure *subjects = reading->figures + reading->n_figures;
  subjects[FLAG_APPLICANT] = subject("applicant", applicant < 0 ? "" : cycle->applicants[applicant].id);
  subjects[FLAG_ASSESSOR] = subject("assessor", assessor < 0 ? "" : cycle->assessors[assessor].id);
  subjects[FLAG_STAGE] = subject("stage", award->rules->stages[flag->stage].id);
  subjects[FLAG_ITEM] = subject("item", flag->item ? flag->item : "");
}

char *flag_message(const Flag *flag, const Award *award, const Cycle *cycle, const char *lang) {
  g_auto(FlagReading) reading = flag_reading(award, cycle, lang);
  GString *message = g_string_new(NULL);
  flag_read(&reading, flag);
  flag_put_message(message, &reading);
  return g_string_free(message, FALSE);
}

const char *severity_words(Severity severity) {
  return severity == SEVERITY_ERROR ? _("Error") : severity == SEVERITY_WARN ? _("Warning") : C_("severity", "Note");
}
