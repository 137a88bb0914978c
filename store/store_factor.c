/* store_factor.c: key factors of an applicant: what about it decides how an item is to be judged.
 *
 * Those of the secretariat and of the applicant itself hold at every stage and for everybody; an assessor's are of one
 * stage and seen as that assessor's scorebook is. A row is written by the event "factor" (after "NUMBER factor: TEXT") and
 * taken back by "unfactor". Comments cite them by number. */
#include "store/store_private.h"

#include <string.h>

enum { EVERY_STAGE = -1 };
#define KIND "factor"

/* -- who may ------------------------------------------------------------------------------------------------------ */

static const char *stage_of(const Store *store, int stage) {
  return stage == EVERY_STAGE ? "" : store->award->rules->stages[stage].id;
}

/* An assessor and an applicant as they would mark, the secretariat while anything is open. *ret_stage: whom it is for. */
static bool check_may(Store *store, uint16_t stage, uint32_t applicant, int *ret_stage, GError **error) {
  g_auto(BookRow) book = {0};
  bool shared = store->role == ROLE_SECRETARIAT || store->role == ROLE_APPLICANT;
  *ret_stage = shared ? EVERY_STAGE : stage;
  if (store->role == ROLE_SECRETARIAT) return store_needs_unsealed(store, error);
  return book_to_write(store, stage, applicant, NULL, NULL, &book, error);
}

/* -- writing -------------------------------------------------------------------------------------------------------- */

static bool save(Store *store, int stage, uint32_t applicant, const char *text, int64_t *ret_number, GError **error) {
  int64_t event = event_next(store, error);
  sqlite3_stmt *next = sql(store, SQL_next_factor);
  if (event < 0 || sql_step(store, next, error) != 1) return false;
  *ret_number = sqlite3_column_int64(next, 0);
  sqlite3_reset(next);
  sqlite3_stmt *row = sql(store, SQL_add_factor);
  sqlite3_bind_int64(row, 1, *ret_number);
  sqlite3_bind_int64(row, 2, applicant);
  sqlite3_bind_int(row, 3, stage);
  sql_bind_text(row, 4, store->actor);
  sql_bind_text(row, 5, text);
  sqlite3_bind_int64(row, 6, event);
  return sql_run(store, row, error);
}

static bool write_factor(Store *store, uint16_t given, uint32_t applicant, const char *text, GError **error) {
  int stage;
  int64_t number;
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  if (!id || !check_may(store, given, applicant, &stage, error)) return false;
  if (!text_says(text))
    return store_refuse(error, STORE_ERROR_INPUT, _("%s: the key factor has no text; write one"), id);
  if (!save(store, stage, applicant, text, &number, error)) return false;
  g_autofree char *after = comment_line(number, KIND, text);
  return event_append(
      store,
      &(EventDraft){
          .kind = "factor", .stage = stage_of(store, stage), .applicant = id, .assessor = store->actor, .after = after},
      error);
}

bool store_record_factor(Store *store, uint16_t stage, uint32_t applicant, const char *text, GError **error) {
  if (!store_needs_award(store, error) || !store_begin(store, error)) return false;
  return store_finish(store, write_factor(store, stage, applicant, text, error), error);
}

/* -- taking back ---------------------------------------------------------------------------------------------------- */

typedef struct FactorRow {
  int64_t applicant, stage, removed;
  char *author, *text;
} FactorRow;

static void factor_row_clear(FactorRow *row) {
  g_free(row->author);
  g_free(row->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FactorRow, factor_row_clear)

/* A stage of the rules, or every one. */
static bool is_known(Store *store, int64_t stage, GError **error) {
  return stage == EVERY_STAGE || (stage >= 0 && (uint64_t)stage < store->award->rules->n_stages) ||
         store_damaged(store, error, _("a key factor speaks of a stage that is not there"));
}

static int find(Store *store, int64_t number, FactorRow *ret_row, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_factor);
  sqlite3_bind_int64(row, 1, number);
  int got = sql_step(store, row, error);
  if (got == 1)
    *ret_row = (FactorRow){sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 4),
                           g_strdup(sql_text(row, 2)), g_strdup(sql_text(row, 3))};
  sqlite3_reset(row);
  return got;
}

static bool take_back(Store *store, int64_t number, GError **error) {
  g_auto(FactorRow) row = {0};
  int found = find(store, number, &row, error), stage;
  if (found < 0) return false;
  if (found == 0 || row.removed)
    return store_refuse(error, STORE_ERROR_INPUT, _("there is no key factor number %lld"), (long long)number);
  if (!is_known(store, row.stage, error)) return false;
  if (!g_str_equal(row.author, store->actor))
    return store_refuse(error, STORE_ERROR_PERMISSION, _("key factor %lld is somebody else's"), (long long)number);
  g_autofree char *id = store_applicant_id(store, (uint32_t)row.applicant, NULL, error);
  int64_t event = id ? event_next(store, error) : -1;
  if (event < 0 || !check_may(store, (uint16_t)MAX(row.stage, 0), (uint32_t)row.applicant, &stage, error)) return false;
  sqlite3_stmt *remove = sql(store, SQL_remove_factor);
  sqlite3_bind_int64(remove, 1, number);
  sqlite3_bind_int64(remove, 2, event);
  g_autofree char *before = comment_line(number, KIND, row.text);
  const EventDraft draft = {.kind = "unfactor",
                            .stage = stage_of(store, (int)row.stage),
                            .applicant = id,
                            .assessor = store->actor,
                            .before = before};
  return sql_run(store, remove, error) && event_append(store, &draft, error);
}

bool store_remove_factor(Store *store, int64_t number, GError **error) {
  if (!store_needs_award(store, error) || !store_begin(store, error)) return false;
  return store_finish(store, take_back(store, number, error), error);
}

/* -- who may see which ------------------------------------------------------------------------------------------------ */

/* Is the acting person the applicant, or an assessor of it at any stage to whom it is open? 1, 0, -1 error. */
static int is_concerned(Store *store, uint32_t applicant, GError **error) {
  if (store_sees_all(store)) return 1;
  if (store->role == ROLE_APPLICANT) return (int64_t)applicant == store->actor_applicant;
  for (uint16_t stage = 0; stage < store->award->rules->n_stages; stage++) {
    int member = store_is_member(store, stage, applicant, error);
    if (member != 0) return member;
  }
  return 0;
}

static int sees(Store *store, int64_t stage, uint32_t applicant, const char *author, GError **error) {
  if (!is_known(store, stage, error)) return -1;
  if (stage == EVERY_STAGE || g_str_equal(author, store->actor)) return 1;
  return store_sees_panel(store, (uint16_t)stage, applicant, error);
}

void factor_free(Factor *factor) {
  if (!factor) return;
  g_free(factor->stage);
  g_free(factor->author);
  g_free(factor->text);
  g_free(factor);
}

static bool gather(Store *store, uint32_t applicant, GPtrArray *list, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_factors_of);
  sqlite3_bind_int64(row, 1, applicant);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    int may = sees(store, sqlite3_column_int64(row, 1), applicant, sql_text(row, 2), error);
    if (may < 0) return false;
    if (!may) continue;
    Factor *factor = g_new0(Factor, 1);
    *factor = (Factor){sqlite3_column_int64(row, 0), g_strdup(stage_of(store, sqlite3_column_int(row, 1))),
                       g_strdup(sql_text(row, 2)), g_strdup(sql_text(row, 3))};
    g_ptr_array_add(list, factor);
  }
  return got == 0;
}

GPtrArray *store_factors(Store *store, uint32_t applicant, GError **error) {
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)factor_free);
  bool mine = false;
  if (!store_needs_award(store, error) || !store_join_read(store, &mine, error)) return NULL;
  int concerned = is_concerned(store, applicant, error);
  bool good = concerned == 0 || (concerned == 1 && gather(store, applicant, list, error));
  store_end_read(store, mine);
  return good ? g_steal_pointer(&list) : NULL;
}

/* -- citing ------------------------------------------------------------------------------------------------------------ */

static gint by_number(gconstpointer a, gconstpointer b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

static bool check_cited(const GPtrArray *factors, int64_t number, const char *word, GError **error) {
  for (guint i = 0; i < factors->len; i++)
    if (((const Factor *)g_ptr_array_index(factors, i))->number == number) return true;
  return store_refuse(error, STORE_ERROR_INPUT,
                      _("there is no key factor “%s” of this applicant to cite; accolade factor lists them"), word);
}

char *factors_cited(Store *store, uint32_t applicant, const char *list, GError **error) {
  g_autoptr(GPtrArray) factors = *list ? store_factors(store, applicant, error) : g_ptr_array_new();
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
  g_auto(GStrv) words = g_strsplit_set(list, " ,", -1);
  if (!factors) return NULL;
  for (char **word = words; *word; word++) {
    gint64 number = 0;
    if (!**word) continue;
    g_ascii_string_to_signed(**word == 'F' ? *word + 1 : *word, 10, 1, G_MAXINT64, &number, NULL);
    if (!check_cited(factors, number, *word, error)) return NULL;
    g_array_append_val(numbers, number);
  }
  g_array_sort(numbers, by_number);
  GString *cited = g_string_new(NULL);
  for (guint i = 0; i < numbers->len; i++) {
    int64_t number = g_array_index(numbers, int64_t, i);
    if (i > 0 && g_array_index(numbers, int64_t, i - 1) == number) continue;
    g_string_append_printf(cited, "%s%" G_GINT64_FORMAT, cited->len ? " " : "", number);
  }
  return g_string_free(cited, FALSE);
}
