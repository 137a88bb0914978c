/* flag_words.c: a flag's sentence, split at its places, which are filled with its figures. */
#include "reports/flag_names.h"
#include "reports/text_put.h"

#include <string.h>

/* -- the sentence ----------------------------------------------------------------------------------------- */

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

static GArray *split(const char *sentence) {
  GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
  const char *words = sentence, *brace = strchrnul(sentence, '{');
  while (*brace) {
    const char *name = brace + 1;
    size_t n = strcspn(name, "{}");
    brace = strchrnul(name, '{');
    if (name[n] != '}') continue;
    Place place = {.words = words, .name = name, .n_words = (size_t)(name - 1 - words), .n_name = n};
    place.put = flag_naming(name, n);
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
  if (!places) g_hash_table_insert(reading->sentences, (char *)sentence, places = split(flag_say(reading, sentence)));
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
