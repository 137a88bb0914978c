/* store_cycle.c: the cycle: people, recusals, releases, deductions, decisions, given places, withdrawals, stages; and
 * whether one that was loaded still stands. */
#include "criteria/memory.h"
#include "store/store_parts.h"
#include "store/store_rows.h"

#include <string.h>

static GStringChunk *add_strings(Cycle *cycle) {
  GStringChunk *strings = g_string_chunk_new(1 << 16);
  g_ptr_array_add(cycle->strings, strings);
  return strings;
}

static const char *keep(GStringChunk *strings, const char *text) {
  return *text ? g_string_chunk_insert(strings, text) : "";
}

/* A text that few rows have to themselves: mostly the one of the row before, `last`. */
static const char *keep_once(GStringChunk *strings, const char *text, const char *last) {
  if (!*text) return "";
  return g_strcmp0(text, last) == 0 ? last : g_string_chunk_insert_const(strings, text);
}

/* People are loaded in parts, each a share of the applicants and the same share of the assessors. */
typedef struct Loading {
  Cycle *cycle;
  unsigned parts;
  GStringChunk *strings[PARTS_MOST];
  size_t firsts[PARTS_MOST]; /* applicants, and whether the ids of the part rise */
  bool rises[PARTS_MOST];
} Loading;

typedef struct LoadingPart {
  Store *reader;
  Cycle *cycle;
  GStringChunk *strings;
  size_t first, at, end; /* applicants or assessors */
  bool rises;            /* the applicants' ids */
} LoadingPart;

/* Numbers are 0, 1, 2 ... without a gap: people are never deleted. */
static bool is_next(const LoadingPart *part, sqlite3_value **row, GError **error) {
  return sqlite3_value_int64(row[0]) == (int64_t)part->at ||
         store_damaged(part->reader, error, _("applicants or assessors are missing before “%s”"), row_text(row[1]));
}

static bool take_applicant(sqlite3_value **row, void *data, GError **error) {
  LoadingPart *part = data;
  if (part->at >= part->end || !is_next(part, row, error)) return false;
  GStringChunk *strings = part->strings;
  Applicant *applicant = &part->cycle->applicants[part->at];
  const Applicant none = {0}, *last = part->at > part->first ? applicant - 1 : &none;
  *applicant = (Applicant){.id = keep(strings, row_text(row[1])),
                           .name = keep(strings, row_text(row[2])),
                           .class_id = keep_once(strings, row_text(row[3]), last->class_id),
                           .sector = keep_once(strings, row_text(row[4]), last->sector),
                           .region = keep_once(strings, row_text(row[5]), last->region),
                           .kind = keep_once(strings, row_text(row[6]), last->kind),
                           .note = keep(strings, row_text(row[7])),
                           .veto = keep(strings, row_text(row[8])),
                           .withdrawn = ""};
  part->rises &= part->at == part->first || strcmp(last->id, applicant->id) < 0;
  return ++part->at < part->end;
}

static bool take_assessor(sqlite3_value **row, void *data, GError **error) {
  LoadingPart *part = data;
  if (part->at >= part->end || !is_next(part, row, error)) return false;
  GStringChunk *strings = part->strings;
  Assessor *assessor = &part->cycle->assessors[part->at];
  const Assessor none = {0}, *last = part->at > part->first ? assessor - 1 : &none;
  *assessor = (Assessor){.id = keep(strings, row_text(row[1])),
                         .name = keep(strings, row_text(row[2])),
                         .organisation = keep_once(strings, row_text(row[3]), last->organisation),
                         .sector = keep_once(strings, row_text(row[4]), last->sector)};
  if (!role_parse(row_text(row[5]), &assessor->role))
    return store_damaged(part->reader, error, _("“%s” has an impossible number or role"), assessor->id);
  return ++part->at < part->end;
}

static bool load_rows(LoadingPart *part, size_t first, size_t end, SqlName name, RowTake *take, GError **error) {
  part->first = part->at = first;
  part->end = end;
  if (!rows_each(part->reader, name, (int64_t)first, take, part, error)) return false;
  return part->at >= part->end || store_damaged(part->reader, error, _("applicants or assessors are missing"));
}

static bool load_part(Store *reader, const Part *part, void *data, GError **error) {
  Loading *loading = data;
  Cycle *cycle = loading->cycle;
  LoadingPart rows = {.reader = reader, .cycle = cycle, .strings = loading->strings[part->index], .rises = true};
  size_t n = cycle->n_assessors, first = n * part->index / loading->parts, end = n * (part->index + 1) / loading->parts;
  bool done = load_rows(&rows, part->first, MIN(part->end, cycle->n_applicants), SQL_applicants_without_event,
                        take_applicant, error) &&
              (!cycle->names_assessors || load_rows(&rows, first, end, SQL_assessors, take_assessor, error));
  loading->firsts[part->index] = part->first;
  loading->rises[part->index] = rows.rises;
  return done;
}

/* Within all parts, and from each to the next. */
static bool ids_rise(const Loading *loading) {
  const Applicant *applicants = loading->cycle->applicants;
  bool rise = true;
  for (unsigned i = 0; i < loading->parts && rise; i++) {
    size_t first = loading->firsts[i];
    rise = loading->rises[i] && (i == 0 || strcmp(applicants[first - 1].id, applicants[first].id) < 0);
  }
  return rise;
}

/* As many as the last one's number says, which is looked up and not counted: loading finds out where one is missing. */
static bool make_room(Store *store, SqlName next, size_t size, size_t *ret_n, void **ret_room, GError **error) {
  sqlite3_stmt *row = sql(store, next);
  if (sql_step(store, row, error) != 1) return false;
  int64_t n = sqlite3_column_int64(row, 0);
  sqlite3_reset(row);
  *ret_room = n >= 0 && n <= ROW_MASK + 1 ? g_try_malloc0_n((size_t)n + 1, size) : NULL;
  *ret_n = *ret_room ? (size_t)n : 0;
  return *ret_room || store_damaged(store, error, _("applicants or assessors are missing"));
}

static bool refuse_role(Store *store, int64_t no, GError **error) {
  g_autofree char *id = store_assessor_id(store, (uint32_t)no, NULL);
  return store_damaged(store, error, _("“%s” has an impossible number or role"), id ? id : "?");
}

/* Who is not there would be taken for a plain assessor. */
static bool are_all_there(Store *store, const Cycle *cycle, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_assessors_gap);
  sqlite3_bind_int64(row, 1, (int64_t)cycle->n_assessors);
  int got = sql_step(store, row, error);
  bool gap = got == 1 && sqlite3_column_int(row, 0) != 0;
  sqlite3_reset(row);
  return got == 1 && (!gap || store_damaged(store, error, _("applicants or assessors are missing")));
}

/* Nearly all are plain assessors, which is what a row of zeros says. */
static bool load_roles(Store *store, Cycle *cycle, GError **error) {
  if (!are_all_there(store, cycle, error)) return false;
  sqlite3_stmt *row = sql(store, SQL_other_roles);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    int64_t no = sqlite3_column_int64(row, 0);
    if (no < 0 || (uint64_t)no >= cycle->n_assessors || !role_parse(sql_text(row, 1), &cycle->assessors[no].role))
      return refuse_role(store, no, error);
  }
  return got == 0;
}

static bool load_people(Store *store, Cycle *cycle, GError **error) {
  void *applicants = NULL, *assessors = NULL;
  if (!make_room(store, SQL_next_applicant, sizeof(Applicant), &cycle->n_applicants, &applicants, error)) return false;
  cycle->applicants = applicants;
  memory_in_large_pages(applicants, cycle->n_applicants * sizeof(Applicant));
  if (!make_room(store, SQL_next_assessor, sizeof(Assessor), &cycle->n_assessors, &assessors, error)) return false;
  cycle->assessors = assessors;
  uint32_t n = (uint32_t)cycle->n_applicants;
  Loading loading = {.cycle = cycle, .parts = parts_to_share(n, parts_for(n))};
  for (unsigned i = 0; i < loading.parts; i++) loading.strings[i] = add_strings(cycle);
  if (!parts_run(store, n, loading.parts, load_part, &loading, error)) return false;
  cycle->ids_rise = ids_rise(&loading);
  return cycle->names_assessors || load_roles(store, cycle, error);
}

/* The applicant and stage a row speaks of must be there. */
static bool is_known(Store *store, const Cycle *cycle, int64_t applicant, int64_t stage, GError **error) {
  size_t n_stages = store->award ? store->award->rules->n_stages : 1;
  return (applicant >= 0 && (uint64_t)applicant < cycle->n_applicants && stage >= 0 && (uint64_t)stage < n_stages) ||
         store_damaged(store, error, _("a row speaks of an applicant or stage that is not there"));
}

static bool load_recusals(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Recusal));
  sqlite3_stmt *row = sql(store, SQL_recusals);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    Recusal recusal = {(uint32_t)sqlite3_column_int64(row, 0), (uint32_t)sqlite3_column_int64(row, 1),
                       keep(strings, sql_text(row, 2))};
    if (!is_known(store, cycle, sqlite3_column_int64(row, 0), 0, error)) return false;
    if (sqlite3_column_int64(row, 1) < 0 || (uint64_t)sqlite3_column_int64(row, 1) >= cycle->n_assessors)
      return store_damaged(store, error, _("a recusal speaks of an assessor that is not there"));
    g_array_append_val(list, recusal);
  }
  cycle->n_recusals = list->len;
  cycle->recusals = (Recusal *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

/* Who was assigned again leaves a row that says so. */
static bool load_releases(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Release));
  sqlite3_stmt *row = sql(store, SQL_releases);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    int64_t id = sqlite3_column_int64(row, 0), successor = sqlite3_column_int64(row, 2);
    Release release = {book_stage(id), book_applicant(id), book_assessor(id), successor,
                       keep_once(strings, sql_text(row, 3), NULL)};
    if (!is_known(store, cycle, id < 0 ? -1 : (int64_t)book_applicant(id), book_stage(id), error)) return false;
    if (release.assessor >= cycle->n_assessors || successor >= (int64_t)cycle->n_assessors)
      return store_damaged(store, error, _("a release speaks of an assessor that is not there"));
    if (g_str_equal(sql_text(row, 1), "released")) g_array_append_val(list, release);
  }
  cycle->n_releases = list->len;
  cycle->releases = (Release *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

static bool load_deductions(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Deducted));
  sqlite3_stmt *row = sql(store, SQL_deductions);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    Deducted deducted = {.applicant = (uint32_t)sqlite3_column_int64(row, 0),
                         .stage = (uint16_t)sqlite3_column_int64(row, 1),
                         .deduction = keep_once(strings, sql_text(row, 2), NULL),
                         .reason = keep(strings, sql_text(row, 4))};
    if (!is_known(store, cycle, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), error)) return false;
    if (!ratio_parse(sql_text(row, 3), &deducted.amount))
      return store_damaged(store, error, _("the deduction “%s” is not a number"), sql_text(row, 3));
    g_array_append_val(list, deducted);
  }
  cycle->n_deducted = list->len;
  cycle->deducted = (Deducted *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

static bool load_decisions(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(StageDecision));
  sqlite3_stmt *row = sql(store, SQL_decisions);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    StageDecision decision = {.applicant = (uint32_t)sqlite3_column_int64(row, 0),
                              .stage = (uint16_t)sqlite3_column_int64(row, 1),
                              .passed = sqlite3_column_int(row, 2) != 0,
                              .reason = keep(strings, sql_text(row, 3))};
    if (!is_known(store, cycle, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), error)) return false;
    g_array_append_val(list, decision);
  }
  cycle->n_decisions = list->len;
  cycle->decisions = (StageDecision *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

/* What was withdrawn leaves a row that names no place. */
static bool load_placings(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Placing));
  sqlite3_stmt *row = sql(store, SQL_placings);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    if (!is_known(store, cycle, sqlite3_column_int64(row, 0), 0, error)) return false;
    Placing placing = {(uint32_t)sqlite3_column_int64(row, 0), keep(strings, sql_text(row, 1)),
                       keep(strings, sql_text(row, 2)), sqlite3_column_int64(row, 3)};
    if (*placing.place) g_array_append_val(list, placing);
  }
  cycle->n_placings = list->len;
  cycle->placings = (Placing *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  return got == 0;
}

/* Who came back leaves a row that says so. */
static bool load_withdrawals(Store *store, Cycle *cycle, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_withdrawals);
  GStringChunk *strings = add_strings(cycle);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    if (!is_known(store, cycle, sqlite3_column_int64(row, 0), 0, error)) return false;
    Applicant *applicant = &cycle->applicants[sqlite3_column_int64(row, 0)];
    if (g_str_equal(sql_text(row, 1), "withdrawn")) applicant->withdrawn = keep(strings, sql_text(row, 2));
  }
  return got == 0;
}

static bool load_stages(Store *store, Cycle *cycle, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(StageState));
  g_autoptr(GArray) dues = g_array_new(FALSE, FALSE, sizeof(char *));
  sqlite3_stmt *row = sql(store, SQL_stages);
  const Rules *rules = store->award ? store->award->rules : NULL;
  bool good = true;
  int got = 0;
  while (good && (got = sql_step(store, row, error)) == 1) {
    int state = sqlite3_column_int(row, 2);
    good = sqlite3_column_int64(row, 0) == (int64_t)list->len && state >= STAGE_OPEN && state <= STAGE_SEALED &&
           (!rules || (list->len < rules->n_stages && g_str_equal(rules->stages[list->len].id, sql_text(row, 1))));
    StageState one = (StageState)state;
    const char *due = *sql_text(row, 4) ? keep(add_strings(cycle), sql_text(row, 4)) : "";
    g_array_append_val(list, one);
    g_array_append_val(dues, due);
  }
  good = good && got == 0 && (!rules || list->len == rules->n_stages);
  cycle->stage_states = (StageState *)(void *)g_array_free(g_steal_pointer(&list), FALSE);
  cycle->dues = (const char **)(void *)g_array_free(g_steal_pointer(&dues), FALSE);
  return good || got < 0 ? got == 0 : store_damaged(store, error, _("the stages are not those of the rules"));
}

static Cycle *load(Store *store, bool names_assessors, GError **error) {
  g_autoptr(Cycle) cycle = g_new0(Cycle, 1);
  cycle->title = g_strdup(store->title);
  cycle->names_assessors = names_assessors;
  cycle->strings = g_ptr_array_new_with_free_func((GDestroyNotify)g_string_chunk_free);
  bool mine = false;
  bool done = store_join_read(store, &mine, error) && load_stages(store, cycle, error) &&
              load_people(store, cycle, error) && load_recusals(store, cycle, error) &&
              load_releases(store, cycle, error) && load_deductions(store, cycle, error) &&
              load_decisions(store, cycle, error) && load_placings(store, cycle, error) &&
              load_withdrawals(store, cycle, error) && presences_load(store, cycle, error);
  store_end_read(store, mine);
  return done ? g_steal_pointer(&cycle) : NULL;
}

Cycle *store_cycle(Store *store, GError **error) { return load(store, true, error); }

Cycle *store_cycle_without_assessors(Store *store, GError **error) { return load(store, false, error); }

static bool has_moved(Store *store, const Cycle *cycle, int64_t event, bool *ret_moved, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_cycle_moved);
  sqlite3_bind_int64(row, 1, event);
  sqlite3_bind_int64(row, 2, (int64_t)cycle->n_assessors);
  int got = sql_step(store, row, error);
  if (got == 1) *ret_moved = sqlite3_column_int(row, 0) != 0;
  sqlite3_reset(row);
  return got >= 0;
}

bool store_cycle_stands(Store *store, const Cycle *cycle, int64_t *event, bool *ret_stands, GError **error) {
  bool mine = false, moved = true;
  if (!store_join_read(store, &mine, error)) return false;
  int64_t newest = event_next(store, error) - 1;
  bool good = newest >= 0 && (!cycle || has_moved(store, cycle, *event, &moved, error));
  store_end_read(store, mine);
  if (!good) return false;
  *ret_stands = !moved;
  *event = newest;
  return true;
}
