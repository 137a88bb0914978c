/* flag_words.c: fills the places of a flag's sentence, names in place of ids. */
#include "reports/flag_words.h"

#include "reports/page.h"
#include "scoring/wants.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Reading {
  const Flag *flag;
  const Award *award;
  const Criteria *criteria; /* of the flag's applicant */
  const Cycle *cycle;
  const char *lang; /* NULL: English */
  size_t n_figures; /* none where the sentence is not asked for */
  Figure figures[FLAG_MOST_FIGURES];
} Reading;

static Reading reader_of(const Flag *flag, const Award *award, const Cycle *cycle, const char *lang) {
  bool one = flag->applicant >= 0;
  return (Reading){.flag = flag,
                   .award = award,
                   .criteria = one ? award_criteria(award, cycle, (uint32_t)flag->applicant) : award->criteria,
                   .cycle = cycle,
                   .lang = lang};
}

static const char *say(const Reading *reading, const char *msgid) { return reading->lang ? _(msgid) : msgid; }

static const char *title_of(const Reading *reading, const Text *title, const char *id) {
  const char *said = text_in(title, reading->lang ? reading->lang : "en");
  return *said ? said : id;
}

/* -- what the rules name ---------------------------------------------------------------------------------- */

static void put_stage(GString *ret, const Reading *reading, const char *id) {
  const Stage *stage = rules_stage(reading->award->rules, id);
  g_string_append(ret, stage ? title_of(reading, &stage->title, id) : id);
}

static void put_tier(GString *ret, const Reading *reading, const char *id) {
  const Tier *tier = rules_tier(reading->award->rules, id);
  g_string_append(ret, tier ? title_of(reading, &tier->title, id) : say(reading, N_("no tier")));
}

static void put_rule(GString *ret, const Reading *reading, const char *name) {
  const Rules *rules = reading->award->rules;
  size_t i = 0;
  while (i < rules->n_declared && strcmp(rules->declared[i].name, name) != 0) i++;
  g_string_append(ret, i < rules->n_declared ? title_of(reading, &rules->declared[i].title, name) : name);
}

static void put_wanted(GString *ret, const Reading *reading, const char *what) {
  g_string_append(ret, say(reading, wanted_words(what)));
}

/* -- what the criteria name ------------------------------------------------------------------------------- */

static void put_band(GString *ret, const Reading *reading, const char *id) {
  const Node *node = reading->flag->item ? criteria_node(reading->criteria, reading->flag->item) : NULL;
  size_t b = 0, n = node && node->rubric ? node->rubric->n_bands : 0;
  while (b < n && strcmp(node->rubric->bands[b].id, id) != 0) b++;
  g_string_append(ret, b < n ? title_of(reading, &node->rubric->bands[b].title, id) : id);
}

/* An item goes by its number, as in the standard; a dimension of it by the number and its title. */
static void put_code(GString *ret, const Reading *reading, const char *code) {
  int cell = criteria_node(reading->criteria, code) ? -1 : criteria_cell(reading->criteria, code);
  const Node *item = cell >= 0 ? criteria_cell_item(reading->criteria, (size_t)cell) : NULL;
  const Subtotal *subtotal = item ? NULL : criteria_subtotal(reading->criteria, code);
  if (item) {
    const Dimension *dimension = &item->rubric->dimensions[(size_t)cell - item->cell];
    g_string_append_printf(ret, "%s/%s", item->code, title_of(reading, &dimension->title, dimension->id));
    return;
  }
  const char *words = subtotal                     ? title_of(reading, &subtotal->title, code)
                      : strcmp(code, "total") == 0 ? say(reading, N_("the total"))
                                                   : code;
  text_put(ret, words, strlen(words));
}

static void put_entry(GString *ret, const Reading *reading, char *entry) {
  char *count = strstr(entry, ": ");
  if (count) *count = '\0';
  put_code(ret, reading, entry);
  if (count) g_string_append_printf(ret, say(reading, N_(": %s")), count + 2);
}

/* "E01, E06", "4.1.2: 0, 4.1.3: 1 ...": each that is a code by its name. */
static void put_list(GString *ret, const Reading *reading, const char *list) {
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

static const char *figure_words(const Reading *reading, const char *figure) {
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
static void put_fact(GString *ret, const Reading *reading, char *fact) {
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

static void put_facts(GString *ret, const Reading *reading, const char *facts) {
  g_auto(GStrv) each = g_strsplit(facts, "; ", -1);
  for (char **fact = each; *fact; fact++) {
    if (fact > each) g_string_append(ret, say(reading, N_("; ")));
    put_fact(ret, reading, *fact);
  }
}

/* -- the sentence ----------------------------------------------------------------------------------------- */

typedef void PutName(GString *ret, const Reading *reading, const char *value);

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

/* What no decimal can say exactly, as "200/3", is rounded for reading. */
static void put_value(GString *ret, G_GNUC_UNUSED const Reading *reading, const char *value) {
  Ratio exact;
  bool fraction = strchr(value, '/') && ratio_parse(value, &exact);
  g_autofree char *rounded = fraction ? ratio_decimal(exact, 2) : NULL;
  text_put(ret, fraction ? rounded : value, strlen(fraction ? rounded : value));
}

static inline bool is_name(const char *name, const char *text, size_t n) {
  return *name == *text && strncmp(name, text, n) == 0 && !name[n];
}

static PutName *naming(const char *name, size_t n) {
  for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
    if (is_name(named[i].place, name, n)) return named[i].put;
  return put_value;
}

/* A place of a sentence, and the words before it; behind the last place are words before none. */
typedef struct Place {
  const char *words, *name; /* name NULL: none */
  size_t n_words, n_name;
  PutName *put;
} Place;

static GArray *split(const char *sentence) {
  GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
  const char *words = sentence, *brace = strchrnul(sentence, '{');
  while (*brace) {
    const char *name = brace + 1;
    size_t n = strcspn(name, "{}");
    brace = strchrnul(name, '{');
    if (name[n] != '}') continue;
    const Place place = {words, name, (size_t)(name - 1 - words), n, naming(name, n)};
    g_array_append_val(places, place);
    words = name + n + 1;
  }
  const Place last = {.words = words, .n_words = strlen(words)};
  g_array_append_val(places, last);
  return places;
}

static void free_places(void *places) { g_array_unref(places); }

GHashTable *flag_sentences_new(void) { return g_hash_table_new_full(NULL, NULL, NULL, free_places); }

static const GArray *places_of(const Reading *reading, GHashTable *sentences) {
  const char *sentence = reading->flag->sentence;
  GArray *places = g_hash_table_lookup(sentences, sentence);
  if (!places) g_hash_table_insert(sentences, (char *)sentence, places = split(say(reading, sentence)));
  return places;
}

/* What belongs in the place called text[0..n), as the flag has it; NULL: there is no such place. */
static const char *value_of(const Reading *reading, const char *text, size_t n) {
  const Flag *flag = reading->flag;
  for (size_t i = 0; i < reading->n_figures; i++)
    if (is_name(reading->figures[i].name, text, n)) return reading->figures[i].value;
  if (is_name("applicant", text, n)) return flag->applicant < 0 ? "" : reading->cycle->applicants[flag->applicant].id;
  if (is_name("assessor", text, n)) return flag->assessor < 0 ? "" : reading->cycle->assessors[flag->assessor].id;
  if (is_name("stage", text, n)) return reading->award->rules->stages[flag->stage].id;
  return is_name("item", text, n) ? flag->item ? flag->item : "" : NULL;
}

/* What nobody knows stays as it is. */
static void put_place(GString *ret, const Reading *reading, const Place *place) {
  const char *value = value_of(reading, place->name, place->n_name);
  if (value)
    place->put(ret, reading, value);
  else
    text_put(ret, place->name - 1, place->n_name + 2);
}

void flag_put_message(GString *ret, const Flag *flag, const Award *award, const Cycle *cycle, const char *lang,
                      GHashTable *sentences) {
  Reading reading = reader_of(flag, award, cycle, lang);
  const GArray *places = places_of(&reading, sentences);
  reading.n_figures = flag_figures(flag, reading.figures);
  for (guint i = 0; i < places->len; i++) {
    const Place *place = &g_array_index(places, Place, i);
    text_put(ret, place->words, place->n_words);
    if (place->name) put_place(ret, &reading, place);
  }
}

char *flag_message(const Flag *flag, const Award *award, const Cycle *cycle, const char *lang) {
  g_autoptr(GHashTable) sentences = flag_sentences_new();
  GString *message = g_string_new(NULL);
  flag_put_message(message, flag, award, cycle, lang, sentences);
  return g_string_free(message, FALSE);
}

void flag_put_item(GString *ret, const Flag *flag, const Award *award, const Cycle *cycle, const char *lang) {
  const Reading reading = reader_of(flag, award, cycle, lang);
  if (flag->item) put_code(ret, &reading, flag->item);
}

const char *severity_words(Severity severity) {
  return severity == SEVERITY_ERROR ? _("Error") : severity == SEVERITY_WARN ? _("Warning") : C_("severity", "Note");
}
