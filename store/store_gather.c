/* store_gather.c: panels out of the record in one ordered scan (store_pairs.c), with the memory of one panel. */
#include "store/store_gather.h"
#include "store/store_pairs.h"
#include "store/store_rows.h"

void gathering_clear(Gathering *gathering) {
  g_clear_pointer(&gathering->books, g_free);
  g_clear_pointer(&gathering->marks, g_free);
  g_clear_pointer(&gathering->agreed, g_free);
  sql_end(gathering->store, SQL_agreements, g_steal_pointer(&gathering->agreements));
}

static void make_room(Gathering *gathering) {
  if (gathering->n == gathering->room) {
    gathering->room = 2 * gathering->room + 16;
    gathering->books = g_renew(Scorebook, gathering->books, gathering->room);
  }
  if (gathering->room * gathering->n_cells <= gathering->marks_room) return;
  gathering->marks_room = gathering->room * gathering->n_cells;
  gathering->marks = g_renew(Mark, gathering->marks, gathering->marks_room);
}

static bool step_agreement(Gathering *gathering, GError **error) {
  gathering->has_agreement = sql_step(gathering->store, gathering->agreements, error);
  return gathering->has_agreement >= 0;
}

static bool begin_agreements(Gathering *gathering, int64_t first, int64_t last, GError **error) {
  sql_end(gathering->store, SQL_agreements, gathering->agreements);
  gathering->agreements = sql_new(gathering->store, SQL_agreements, error);
  if (!gathering->agreements) return false;
  sqlite3_bind_int64(gathering->agreements, 1, book_panel(first));
  sqlite3_bind_int64(gathering->agreements, 2, book_panel(last));
  return step_agreement(gathering, error);
}

/* Somebody else may have imported people since this cycle was read. */
static bool refuse_row(Store *store, int64_t id, GError **error) {
  g_autofree char *applicant = store_applicant_id(store, book_applicant(id), NULL, NULL);
  g_autofree char *assessor = applicant ? store_assessor_id(store, book_assessor(id), NULL) : NULL;
  if (!assessor || id < 0 || book_stage(id) >= store->award->rules->n_stages)
    return store_damaged(store, error, _("a scorebook speaks of somebody who is not there"));
  g_set_error(error, STORE_ERROR, STORE_ERROR_STALE, _("%s: somebody added people in the meantime; try again"),
              store->path);
  return false;
}

bool book_is_placed(Store *store, const Cycle *cycle, int64_t id, GError **error) {
  return (id >= 0 && book_stage(id) < store->award->rules->n_stages && book_applicant(id) < cycle->n_applicants &&
          book_assessor(id) < cycle->n_assessors) ||
         refuse_row(store, id, error);
}

static bool start_panel(Gathering *gathering, int64_t id, GError **error) {
  const Award *award = gathering->store->award;
  if (!book_is_placed(gathering->store, gathering->cycle, id, error)) return false;
  const Criteria *criteria = award_criteria(award, gathering->cycle, book_applicant(id));
  gathering->key = book_panel(id);
  gathering->n_cells = stage_cells(&award->rules->stages[book_stage(id)], criteria);
  gathering->recused = gathering->assigned = gathering->selves = gathering->rows = 0;
  gathering->others = gathering->lead_assigned = gathering->self_marked = false;
  gathering->n = 0;
  return true;
}

static bool refuse_marks(const Gathering *gathering, int64_t id, GError **error) {
  g_autofree char *assessor = store_assessor_id(gathering->store, book_assessor(id), error);
  return assessor && store_damaged(gathering->store, error, _("the scorebook of “%s” by “%s” has impossible marks"),
                                   gathering->cycle->applicants[book_applicant(id)].id, assessor);
}

static bool add_book(Gathering *gathering, const Pair *pair, GError **error) {
  make_room(gathering);
  if (pair->n_bytes != 2 * gathering->n_cells ||
      !marks_unpack(pair->marks, gathering->n_cells, gathering->marks + gathering->n * gathering->n_cells))
    return refuse_marks(gathering, pair->id, error);
  gathering->books[gathering->n++] = (Scorebook){.applicant = book_applicant(pair->id),
                                                 .assessor = book_assessor(pair->id),
                                                 .stage = book_stage(pair->id),
                                                 .state = pair->state,
                                                 .lead = pair->lead};
  return true;
}

/* Only applicants and leaders are told from the others. */
static inline Role role_of(const Gathering *gathering, uint32_t assessor) {
  static const Role roles[] = {ROLE_ASSESSOR, ROLE_APPLICANT, ROLE_LEADER, ROLE_ASSESSOR};
  if (!gathering->roles) return gathering->cycle->assessors[assessor].role;
  return roles[gathering->roles[assessor / 4] >> assessor % 4 * 2 & 3];
}

uint8_t *gathering_roles(const Cycle *cycle) {
  uint8_t *roles = g_new0(uint8_t, cycle->n_assessors / 4 + 1);
  for (size_t i = 0; i < cycle->n_assessors; i++) {
    Role role = cycle->assessors[i].role;
    unsigned bits = role == ROLE_APPLICANT ? 1 : role == ROLE_LEADER ? 2 : 0;
    roles[i / 4] |= (uint8_t)(bits << i % 4 * 2);
  }
  return roles;
}

/* Of a panel that is begun, whose stage and applicant are there. */
static bool add_pair(Gathering *gathering, const Pair *pair, GError **error) {
  uint32_t assessor = book_assessor(pair->id);
  if (assessor >= gathering->cycle->n_assessors) return refuse_row(gathering->store, pair->id, error);
  gathering->rows += pair->has_book;
  bool self = role_of(gathering, assessor) == ROLE_APPLICANT;
  gathering->others |= !self;
  gathering->lead_assigned |= pair->lead;
  gathering->self_marked |= self && pair->has_book;
  if (gathering->cycle->n_recusals > 0 && cycle_is_recused(gathering->cycle, book_applicant(pair->id), assessor)) {
    gathering->recused += pair->has_book;
    return true;
  }
  if (pair_is_released(gathering->cycle, pair)) return true;
  gathering->assigned++;
  gathering->selves += self;
  return !pair->has_book || pair->state != SCOREBOOK_SUBMITTED || add_book(gathering, pair, error);
}

/* Now that the panel is whole: who leads, whether the self-assessment counts, and where the marks lie. */
static Panel finish_panel(Gathering *gathering) {
  size_t kept = 0;
  for (size_t i = 0; i < gathering->n; i++) {
    Scorebook *book = &gathering->books[i];
    Role role = role_of(gathering, book->assessor);
    book->marks = gathering->marks + i * gathering->n_cells;
    if (!gathering->lead_assigned) book->lead = role == ROLE_LEADER;
    if (role == ROLE_APPLICANT && gathering->others) continue;
    if (kept != i) gathering->books[kept] = *book;
    kept++;
  }
  return (Panel){.applicant = (uint32_t)(gathering->key & ROW_MASK),
                 .stage = panel_stage(gathering->key),
                 .n = kept,
                 .books = gathering->books,
                 .recused = gathering->recused,
                 .assigned = gathering->assignments == SQL_assignments
                                 ? gathering->assigned - (gathering->others ? gathering->selves : 0)
                                 : 0};
}

/* What the panel agreed on, laid out per cell; agreements of panels without scorebooks are passed by. */
static bool gather_agreed(Gathering *gathering, bool *ret_any, GError **error) {
  sqlite3_stmt *row = gathering->agreements;
  *ret_any = false;
  while (gathering->has_agreement == 1 && sqlite3_column_int64(row, 0) <= gathering->key) {
    int64_t cell = sqlite3_column_int64(row, 1), mark = sqlite3_column_int64(row, 2);
    bool here = sqlite3_column_int64(row, 0) == gathering->key;
    if (here && !agreed_is_possible(cell, mark, gathering->n_cells))
      return store_damaged(gathering->store, error, _("a panel agreed on an impossible mark"));
    if (here && !*ret_any) {
      gathering->agreed = g_renew(Mark, gathering->agreed, gathering->n_cells);
      for (size_t i = 0; i < gathering->n_cells; i++) gathering->agreed[i] = MARK_BLANK;
    }
    if (here) gathering->agreed[cell] = (Mark)mark;
    *ret_any |= here && mark != MARK_BLANK;
    if (!step_agreement(gathering, error)) return false;
  }
  return true;
}

static bool look_for_other(sqlite3_value **row, void *data, GError **error) {
  Gathering *gathering = data;
  int64_t id = sqlite3_value_int64(row[0]);
  if (book_panel(id) != gathering->key || !book_is_placed(gathering->store, gathering->cycle, id, error)) return false;
  gathering->others = gathering->cycle->assessors[book_assessor(id)].role != ROLE_APPLICANT;
  return !gathering->others;
}

/* Is anybody but the applicant assigned to the panel, whether there is a scorebook or not? */
static bool find_others(Gathering *gathering, GError **error) {
  return rows_each(gathering->store, SQL_assignments, panel_first(gathering->key), look_for_other, gathering, error);
}

/* Where the leader is recused or released the deputy leads. */
static bool pass_lead(Gathering *gathering, const Panel *panel, GError **error) {
  int64_t deputy = -1;
  int leads = gathering->deputies ? deputy_leads(gathering->store, panel->stage, panel->applicant, &deputy, error) : 0;
  for (size_t i = 0; leads == 1 && i < panel->n; i++)
    if (gathering->books[i].assessor == deputy) gathering->books[i].lead = true;
  return leads >= 0;
}

enum { TOLD_EVERY = 4096 }; /* applicants */

static void tell(Gathering *gathering, uint32_t applicant) {
  uint32_t first = gathering->part.first, end = MIN(gathering->part.end, (uint32_t)gathering->cycle->n_applicants);
  if (gathering->share == 0 || applicant < gathering->tell_at) return;
  store_tell(gathering->store, gathering->before + gathering->share * (applicant - first) / (end - first));
  gathering->tell_at = applicant + TOLD_EVERY;
}

/* A panel nobody has begun is not one yet. False: enough, or error set. */
static bool hand_out(Gathering *gathering, GError **error) {
  if (gathering->key < 0 || gathering->rows == 0) return true;
  if (gathering->self_marked && !gathering->others && !find_others(gathering, error)) return false;
  bool agreed;
  if (!gather_agreed(gathering, &agreed, error)) return false;
  Panel panel = finish_panel(gathering);
  tell(gathering, panel.applicant);
  if (agreed) panel.agreed = gathering->agreed;
  return pass_lead(gathering, &panel, error) && gathering->each(&panel, gathering->user);
}

static bool is_wanted(const Gathering *gathering, uint16_t stage, uint32_t applicant) {
  size_t n = gathering->cycle->n_applicants;
  return !gathering->wanted || (applicant < n && gathering->wanted[stage * n + applicant]);
}

/* Looking for an applicant in the file costs about as much as passing by so many. */
enum { PASSED_BY = 8 };

/* The next applicants to read in a row, from `from` on; none: first and end are equal. */
static Part next_in_a_row(const Gathering *gathering, uint16_t stage, uint32_t from) {
  Part part = gathering->part;
  if (!gathering->wanted) return (Part){.first = from, .end = part.end};
  uint32_t last = MIN(part.end, (uint32_t)gathering->cycle->n_applicants);
  while (from < last && !is_wanted(gathering, stage, from)) from++;
  uint32_t end = from;
  for (uint32_t at = from; at < last && at < end + PASSED_BY; at++)
    if (is_wanted(gathering, stage, at)) end = at + 1;
  return (Part){.first = from, .end = end};
}

static bool take_pair(const Pair *pair, void *data, GError **error) {
  Gathering *gathering = data;
  if (!is_wanted(gathering, book_stage(pair->id), book_applicant(pair->id))) return true;
  bool next = book_panel(pair->id) != gathering->key;
  if (next && (!hand_out(gathering, error) || !start_panel(gathering, pair->id, error))) return false;
  return add_pair(gathering, pair, error);
}

/* 1: all, 0: `each` had enough, -1: error. */
static int scan_row(Gathering *gathering, PairScan *rows, int64_t first, int64_t last, GError **error) {
  g_autoptr(GError) problem = NULL;
  gathering->key = -1;
  int got = pair_scan_run(rows, first, last, take_pair, gathering, error);
  if (got != 1 || hand_out(gathering, &problem)) return got;
  if (!problem) return 0;
  g_propagate_error(error, g_steal_pointer(&problem));
  return -1;
}

int gathering_scan(Gathering *gathering, uint16_t stage, EachPanel *each, void *user, GError **error) {
  g_auto(PairScan) rows = {0};
  Part row = next_in_a_row(gathering, stage, gathering->part.first);
  if (row.first >= row.end) return 1;
  int deputies = any_deputy(gathering->store, error), got = 1;
  gathering->each = each;
  gathering->user = user;
  gathering->deputies = deputies == 1;
  gathering->tell_at = gathering->part.first;
  if (deputies < 0 ||
      !begin_agreements(gathering, book_id(stage, gathering->part.first, 0),
                        book_id(stage, gathering->part.end - 1, ROW_MASK), error) ||
      !pair_scan_begin(gathering->store, gathering->assignments, SQL_marks, &rows, error))
    return -1;
  while (got == 1 && row.first < row.end) {
    got = scan_row(gathering, &rows, book_id(stage, row.first, 0), book_id(stage, row.end - 1, ROW_MASK), error);
    row = next_in_a_row(gathering, stage, row.end);
  }
  return got;
}
