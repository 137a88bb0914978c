/* store_people.c: the applicants and assessors of a cycle, read on several threads; or as much of them as a ranking asks. */
#include "criteria/memory.h"
#include "store/store_parts.h"
#include "store/store_rows.h"
#include "store/store_texts.h"

#include <string.h>

/* People are loaded in parts, each a share of the applicants and the same share of the assessors. */
typedef struct Loading {
  Cycle *cycle;
  unsigned parts;
  GStringChunk *strings[PARTS_MOST];
  size_t firsts[PARTS_MOST]; /* applicants, and whether the ids of the part rise */
  bool rises[PARTS_MOST];
  bool rest; /* of applicants, too */
} Loading;

typedef struct LoadingPart {
  Store *reader;
  Cycle *cycle;
  GStringChunk *strings;
  size_t first, at, end; /* applicants or assessors */
  bool rises;            /* the applicants' ids */
  bool rest;             /* what SQL_applicants_ranked has not */
} LoadingPart;

/* Numbers are 0, 1, 2 ... without a gap: people are never deleted. */
static bool is_next(const LoadingPart *part, sqlite3_value **row, GError **error) {
  return sqlite3_value_int64(row[0]) == (int64_t)part->at ||
         store_damaged(part->reader, error, _("applicants or assessors are missing before “%s”"), row_text(row[1]));
}

/* What only a whole cycle has of an applicant. */
static void take_rest(sqlite3_value **row, GStringChunk *strings, const Applicant *last, Applicant *applicant) {
  applicant->sector = keep_once(strings, row_text(row[6]), last->sector);
  applicant->region = keep_once(strings, row_text(row[7]), last->region);
  applicant->note = keep(strings, row_text(row[8]));
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
                           .kind = keep_once(strings, row_text(row[4]), last->kind),
                           .veto = keep(strings, row_text(row[5])),
                           .withdrawn = ""};
  if (part->rest) take_rest(row, strings, last, applicant);
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
  LoadingPart rows = {
      .reader = reader, .cycle = cycle, .strings = loading->strings[part->index], .rises = true, .rest = loading->rest};
  SqlName applicants = loading->rest ? SQL_applicants_loaded : SQL_applicants_ranked;
  size_t n = cycle->n_assessors, first = n * part->index / loading->parts, end = n * (part->index + 1) / loading->parts;
  bool done = load_rows(&rows, part->first, MIN(part->end, cycle->n_applicants), applicants, take_applicant, error) &&
              (!cycle->whole || load_rows(&rows, first, end, SQL_assessors, take_assessor, error));
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

/* By sector or region, for instance. */
static bool places_are_reserved(const Store *store) {
  const Rules *rules = store->award ? store->award->rules : NULL;
  bool reserved = false;
  for (size_t t = 0; rules && t < rules->n_tiers; t++)
    for (size_t i = 0; i < rules->tiers[t].n_places; i++) reserved |= rules->tiers[t].places[i].n_reserves > 0;
  return reserved;
}

bool store_is_large(Store *store) {
  sqlite3_stmt *row = sql(store, SQL_next_applicant);
  int64_t n = sql_step(store, row, NULL) == 1 ? sqlite3_column_int64(row, 0) : 0;
  sqlite3_reset(row);
  return parts_for((uint32_t)CLAMP(n, 0, UINT32_MAX)) > 1;
}

bool people_of_cycle(Store *store, Cycle *cycle, GError **error) {
  void *applicants = NULL, *assessors = NULL;
  if (!make_room(store, SQL_next_applicant, sizeof(Applicant), &cycle->n_applicants, &applicants, error)) return false;
  cycle->applicants = applicants;
  memory_in_large_pages(applicants, cycle->n_applicants * sizeof(Applicant));
  if (!make_room(store, SQL_next_assessor, sizeof(Assessor), &cycle->n_assessors, &assessors, error)) return false;
  cycle->assessors = assessors;
  uint32_t n = (uint32_t)cycle->n_applicants;
  Loading loading = {
      .cycle = cycle, .parts = parts_to_share(n, parts_for(n)), .rest = cycle->whole || places_are_reserved(store)};
  for (unsigned i = 0; i < loading.parts; i++) loading.strings[i] = add_strings(cycle);
  if (!parts_run(store, n, loading.parts, load_part, &loading, error)) return false;
  cycle->ids_rise = ids_rise(&loading);
  return cycle->whole || load_roles(store, cycle, error);
}
