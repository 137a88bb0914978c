/* store_correct.c: what was imported of an applicant or assessor, corrected. */
#include "store/person.h"

typedef struct Whom { /* whose row it is */
  const char *id;
  bool applicant;
  uint32_t no;
} Whom;

void corrected_clear(Corrected *done) {
  for (size_t f = 0; f < PERSON_FIELDS; f++) {
    g_clear_pointer(&done->from[f], g_free);
    g_clear_pointer(&done->to[f], g_free);
  }
}

/* -- the row -------------------------------------------------------------------------------------------- */

/* 1 found, 0 none, -1 error. */
static int read_row(Store *store, Whom *whom, Corrected *done, GError **error) {
  sqlite3_stmt *row = sql(store, whom->applicant ? SQL_applicant_row : SQL_assessor_row);
  sql_bind_text(row, 1, whom->id);
  int got = sql_step(store, row, error);
  if (got != 1) return got;
  whom->no = (uint32_t)sqlite3_column_int64(row, 0);
  for (PersonField f = 0; f < PERSON_FIELDS; f++) {
    int column = person_column(f, whom->applicant);
    if (column >= 0) done->from[f] = g_strdup(sql_text(row, column));
  }
  sqlite3_reset(row);
  return 1;
}

static bool find(Store *store, Whom *whom, Corrected *done, GError **error) {
  whom->applicant = true;
  int got = read_row(store, whom, done, error);
  if (got != 0) return got == 1;
  whom->applicant = false;
  got = read_row(store, whom, done, error);
  return got == 1 ||
         (got == 0 && store_refuse(error, STORE_ERROR_INPUT, _("there is no applicant or assessor “%s”"), whom->id));
}

static bool write_row(Store *store, const Whom *whom, const Corrected *done, GError **error) {
  sqlite3_stmt *row = sql(store, whom->applicant ? SQL_set_applicant : SQL_set_assessor);
  sqlite3_bind_int64(row, 1, whom->no);
  for (PersonField f = 0; f < PERSON_FIELDS; f++) {
    int column = person_column(f, whom->applicant);
    if (column >= 0) sql_bind_text(row, column, done->to[f] ? done->to[f] : done->from[f]);
  }
  return sql_run(store, row, error);
}

static bool write_events(Store *store, const Whom *whom, const Corrected *done, const char *reason, GError **error) {
  for (PersonField f = 0; f < PERSON_FIELDS; f++) {
    const EventDraft draft = {.kind = "correct",
                              .applicant = whom->applicant ? whom->id : NULL,
                              .assessor = whom->applicant ? NULL : whom->id,
                              .item = person_field_name(f),
                              .before = done->from[f],
                              .after = done->to[f],
                              .reason = reason};
    if (done->to[f] && !event_append(store, &draft, error)) return false;
  }
  return true;
}

/* -- what is to be said --------------------------------------------------------------------------------- */

static bool refuse_field(const Whom *whom, const char *field, GError **error) {
  return store_refuse(
      error, STORE_ERROR_INPUT,
      whom->applicant
          ? _("“%s” is an applicant, which has no “%s”; correct its name, class, sector, region, kind or note")
          : _("“%s” is an assessor, who has no “%s”; correct their name, sector or organisation"),
      whom->id, field);
}

static bool take_texts(const Whom *whom, const Correction *correction, Corrected *done, GError **error) {
  for (PersonField f = 0; f < PERSON_FIELDS; f++) {
    const char *field = person_field_name(f), *text = correction->to[f];
    if (!text) continue;
    if (!done->from[f]) return refuse_field(whom, field, error);
    if (!g_utf8_validate(text, -1, NULL))
      return store_refuse(error, STORE_ERROR_INPUT, _("the field “%s” is not UTF-8 text"), field);
    g_autofree char *copy = g_strdup(text);
    done->to[f] = g_strdup(text_trim(copy));
    if (!person_text(field, done->to[f], f == FIELD_NOTE, error)) return false;
  }
  return true;
}

static void set_text(char **text, const char *to) {
  char *copy = g_strdup(to);
  g_free(*text);
  *text = copy;
}

/* As the rules and an import call them; the class must take the kind, whichever of them is corrected. */
static bool name_class_and_kind(const Rules *rules, Corrected *done, GError **error) {
  const char *kind = done->from[FIELD_KIND], *class_id;
  if (done->to[FIELD_KIND]) {
    if (!person_kind(done->to[FIELD_KIND], &kind, error)) return false;
    set_text(&done->to[FIELD_KIND], kind);
  }
  if (!done->to[FIELD_CLASS] && !done->to[FIELD_KIND]) return true;
  const char *name = done->to[FIELD_CLASS] ? done->to[FIELD_CLASS] : done->from[FIELD_CLASS];
  if (!person_class(rules, name, kind, &class_id, error)) return false;
  if (done->to[FIELD_CLASS]) set_text(&done->to[FIELD_CLASS], class_id);
  return true;
}

/* Leaves only what differs; how many fields that is. */
static size_t keep_changes(Corrected *done) {
  size_t n = 0;
  for (size_t f = 0; f < PERSON_FIELDS; f++) {
    if (g_strcmp0(done->from[f], done->to[f]) == 0) g_clear_pointer(&done->to[f], g_free);
    n += done->to[f] != NULL;
  }
  return n;
}

/* -- whether it may be said any more -------------------------------------------------------------------- */

/* Does the ranking go by that field of an applicant? */
static bool decides(const Rules *rules, PersonField field) {
  return (rules->n_classes > 0 && (field == FIELD_CLASS || field == FIELD_KIND)) ||
         rules_keep_places_for(rules, person_field_name(field));
}

static bool check_sealed(Store *store, const Whom *whom, const Corrected *done, GError **error) {
  const Rules *rules = store->award->rules;
  for (PersonField f = 0; whom->applicant && f < PERSON_FIELDS; f++)
    for (uint16_t stage = 0; done->to[f] && decides(rules, f) && stage < rules->n_stages; stage++)
      if (!stage_needs(store, stage, STAGE_CLOSED, error)) {
        g_prefix_error(error, _("the ranking goes by an applicant's “%s”, which stands once a stage is sealed: "),
                       person_field_name(f));
        return false;
      }
  return store_needs_unsealed(store, error);
}

/* Is anything there that speaks of items of the applicant's criteria? 1, 0, -1 error. */
static int is_judged(Store *store, uint32_t applicant, GError **error) {
  int got = 0;
  for (uint16_t stage = 0; got == 0 && stage < store->award->rules->n_stages; stage++) {
    sqlite3_stmt *row = sql(store, SQL_judged);
    sqlite3_bind_int64(row, 1, book_id(stage, applicant, 0));
    sqlite3_bind_int64(row, 2, book_id(stage, applicant, ROW_MASK));
    got = sql_step(store, row, error);
    if (got == 1) got = sqlite3_column_int(row, 0);
    sqlite3_reset(row);
  }
  return got;
}

static bool check_criteria(Store *store, const Whom *whom, const Corrected *done, GError **error) {
  const char *before = done->from[FIELD_CLASS], *after = done->to[FIELD_CLASS];
  if (!after || store_class_criteria(store, before) == store_class_criteria(store, after)) return true;
  int judged = is_judged(store, whom->no, error);
  return judged == 0 ||
         (judged == 1 &&
          store_refuse(error, STORE_ERROR_PERMISSION,
                       _("“%s” has marks or comments under the criteria of its class, and the other class has its own; "
                         "import it under another id in that class, and take this one out with accolade withdraw"),
                       whom->id));
}

/* -- the whole ------------------------------------------------------------------------------------------ */

static bool correct(Store *store, Whom *whom, const Correction *correction, Corrected *done, GError **error) {
  if (!find(store, whom, done, error) || !take_texts(whom, correction, done, error)) return false;
  if (whom->applicant && ((done->to[FIELD_NAME] && !person_name(whom->id, done->to[FIELD_NAME], error)) ||
                          !name_class_and_kind(store->award->rules, done, error)))
    return false;
  if (keep_changes(done) == 0) return true;
  return check_sealed(store, whom, done, error) && check_criteria(store, whom, done, error) &&
         write_row(store, whom, done, error) && write_events(store, whom, done, correction->reason, error);
}

bool store_correct(Store *store, const char *id, const Correction *correction, Corrected *ret_done, GError **error) {
  g_auto(Corrected) done = {0};
  Whom whom = {.id = id};
  bool good = rule_begin(store, "correct", error) && needs_reason("correct", correction->reason, error) &&
              correct(store, &whom, correction, &done, error);
  if (!store_finish(store, good, error)) return false;
  for (size_t f = 0; f < PERSON_FIELDS; f++) {
    ret_done->from[f] = done.to[f] ? g_steal_pointer(&done.from[f]) : NULL;
    ret_done->to[f] = g_steal_pointer(&done.to[f]);
  }
  return true;
}
