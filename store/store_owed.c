/* store_owed.c: who still owes what: assignments with the state of their scorebooks, for who oversees everybody's, else
 * one's own. What is late is found by the counts of the panels (store_progress.c), and only late panels are read. */
#include "store/store_parts.h"
#include "store/store_progress.h"

/* -- gathering ---------------------------------------------------------------------------------------------- */

typedef struct Owing { /* a list being gathered */
  Store *store;
  const Cycle *cycle;
  const Outs *outs;
  GArray *list;                                /* Owed */
  bool any_declared, any_deputy, any_returned; /* else nobody needs to be looked up */
  GHashTable *returned; /* ids of all scorebooks ever given back (read_returned()); NULL: each is looked up */
} Owing;

static uint32_t count_marked(const Pair *pair) {
  uint32_t marked = 0;
  for (size_t i = 0; i + 1 < pair->n_bytes; i += 2) marked += (pair->marks[i] & pair->marks[i + 1]) != 0xff;
  return marked;
}

static Owed owed_of(const Owing *owing, const Pair *pair) {
  const Cycle *cycle = owing->cycle;
  const Award *award = owing->store->award;
  uint32_t applicant = book_applicant(pair->id), assessor = book_assessor(pair->id);
  const Stage *stage = &award->rules->stages[book_stage(pair->id)];
  bool recused = cycle_is_recused(cycle, applicant, assessor), released = pair_is_released(cycle, pair);
  return (Owed){.applicant = applicant,
                .assessor = assessor,
                .stage = book_stage(pair->id),
                .lead = pair->lead && !recused && !released,
                .recused = recused,
                .released = released,
                .out = outs_at(owing->outs, applicant, book_stage(pair->id)),
                .closed = cycle->stage_states[book_stage(pair->id)] != STAGE_OPEN,
                .begun = pair->has_book,
                .state = pair->has_book ? pair->state : SCOREBOOK_DRAFT,
                .marked = count_marked(pair),
                .cells = (uint32_t)stage_cells(stage, award_criteria(award, cycle, applicant))};
}

static bool add_declared(const Owing *owing, Owed *owed, GError **error) {
  Store *store = owing->store;
  bool asks = store->award->rules->stages[owed->stage].declaration &&
              owing->cycle->assessors[owed->assessor].role != ROLE_APPLICANT;
  if (owing->any_declared && !store_declared(store, owed->applicant, owed->assessor, &owed->declared, error))
    return false;
  bool asked = asks && !owed->recused && !owed->released && owed->out == OUT_NOT && owed->declared == DECLARED_NOTHING;
  owed->must_declare = asked && !owed->closed;
  owed->undeclared = asked && owed->closed && owed->state == SCOREBOOK_SUBMITTED;
  if (asked && !store_sees_all(store)) owed->marked = 0;
  return true;
}

static bool add_deputy(const Owing *owing, Owed *owed, GError **error) {
  int64_t deputy = -1;
  int leads = owing->any_deputy ? deputy_leads(owing->store, owed->stage, owed->applicant, &deputy, error) : 0;
  owed->deputy = deputy == owed->assessor;
  owed->lead |= owed->deputy && leads == 1;
  return leads >= 0;
}

static bool add_returned(const Owing *owing, const Pair *pair, Owed *owed, GError **error) {
  g_autofree char *reason = NULL;
  if (!owing->any_returned || !owed->begun || owed->state != SCOREBOOK_DRAFT) return true;
  if (owing->returned) {
    owed->returned = g_hash_table_contains(owing->returned, &pair->id);
    return true;
  }
  if (!book_returned(owing->store, pair->id, &reason, error)) return false;
  owed->returned = reason != NULL;
  return true;
}

static bool add_owed(const Owing *owing, const Pair *pair, GError **error) {
  if (!book_is_placed(owing->store, owing->cycle, pair->id, error)) return false;
  Owed owed = owed_of(owing, pair);
  if (!add_declared(owing, &owed, error) || !add_deputy(owing, &owed, error) ||
      !add_returned(owing, pair, &owed, error) || !owed_tell_leader(owing->store, &owed, error))
    return false;
  g_array_append_val(owing->list, owed);
  return true;
}

static bool take_pair(const Pair *pair, void *data, GError **error) {
  const Owing *owing = data;
  const Store *store = owing->store;
  bool mine = store_sees_all(store) || (int64_t)book_assessor(pair->id) == store->actor_assessor;
  return !mine || add_owed(owing, pair, error);
}

/* At once, where many are asked for. Caller unrefs owing->returned. */
static bool read_returned(Owing *owing, GError **error) {
  owing->returned = owing->any_returned ? books_returned(owing->store, error) : NULL;
  return owing->returned || !owing->any_returned;
}

static bool gather_all(const Owing *owing, GError **error) {
  g_auto(PairScan) scan = {0};
  Owing all = *owing;
  bool done = read_returned(&all, error) && pair_scan_begin(owing->store, SQL_assignments, SQL_marks, &scan, error) &&
              pair_scan_run(&scan, 0, BOOK_MAX, take_pair, &all, error) == 1;
  g_clear_pointer(&all.returned, g_hash_table_unref);
  return done;
}

static bool gather_panel(const Owing *owing, int64_t panel, GError **error) {
  return pair_scan_panel(owing->store, SQL_marks, panel, take_pair, (void *)owing, error) == 1;
}

/* One's own assignment and its scorebook, which is looked up: nobody else's are read. */
static bool add_assigned(const Owing *owing, const Pair *assigned, GError **error) {
  Pair pair = *assigned;
  sqlite3_stmt *row = sql(owing->store, SQL_scorebook);
  sqlite3_bind_int64(row, 1, pair.id);
  int there = sql_step(owing->store, row, error);
  pair.has_book = there == 1;
  if (pair.has_book) {
    pair.marks = sqlite3_column_blob(row, 0);
    pair.n_bytes = (size_t)sqlite3_column_bytes(row, 0);
    pair.state = sqlite3_column_int(row, 1) ? SCOREBOOK_SUBMITTED : SCOREBOOK_DRAFT;
  }
  bool added = there >= 0 && add_owed(owing, &pair, error);
  sqlite3_reset(row);
  return added;
}

static bool gather_assigned(const Owing *owing, GError **error) {
  Store *store = owing->store;
  sqlite3_stmt *row = sql(store, SQL_assignments_of);
  sqlite3_bind_int64(row, 1, store->actor_assessor);
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    Pair pair = {.id = sqlite3_column_int64(row, 0), .assigned = true, .lead = sqlite3_column_int(row, 1) != 0};
    if (!add_assigned(owing, &pair, error)) return false;
  }
  return got == 0;
}

/* What an applicant does is its own assessment, which needs no assignment. */
static bool gather_self(const Owing *owing, GError **error) {
  const Store *store = owing->store;
  uint32_t self = (uint32_t)store->actor_applicant;
  for (uint16_t stage = 0; store->actor_applicant >= 0 && stage < store->award->rules->n_stages; stage++)
    if (!gather_panel(owing, panel_key(stage, self), error)) return false;
  return true;
}

static bool gather_own(const Owing *owing, GError **error) {
  if (owing->store->actor_assessor < 0) return true;
  return owing->store->role == ROLE_APPLICANT ? gather_self(owing, error) : gather_assigned(owing, error);
}

typedef bool Gather(const Owing *owing, int64_t panel, GError **error);

static bool gather_every(const Owing *owing, int64_t panel, GError **error) {
  (void)panel;
  return store_sees_all(owing->store) ? gather_all(owing, error) : gather_own(owing, error);
}

static bool find_any(Owing *owing, GError **error) {
  int declared = sql_any(owing->store, SQL_any_declared, error);
  int returned = declared < 0 ? -1 : sql_any(owing->store, SQL_any_returned, error);
  int deputies = returned < 0 ? -1 : any_deputy(owing->store, error);
  owing->any_declared = declared == 1;
  owing->any_returned = returned == 1;
  owing->any_deputy = deputies == 1;
  return deputies >= 0;
}

static GArray *owed_by(Store *store, const Cycle *cycle, Gather *gather, int64_t panel, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Owed));
  Outs outs;
  Owing owing = {.store = store, .cycle = cycle, .outs = &outs, .list = list};
  bool mine = false;
  bool done = store_needs_award(store, error) && store_join_read(store, &mine, error) &&
              store_outs(store, cycle, &outs, error) && find_any(&owing, error) && gather(&owing, panel, error);
  store_end_read(store, mine);
  return done ? g_steal_pointer(&list) : NULL;
}

GArray *store_owed(Store *store, const Cycle *cycle, GError **error) {
  return owed_by(store, cycle, gather_every, -1, error);
}

GArray *store_owed_in(Store *store, const Cycle *cycle, uint16_t stage, uint32_t applicant, GError **error) {
  return owed_by(store, cycle, gather_panel, panel_key(stage, applicant), error);
}

/* -- what is late -------------------------------------------------------------------------------------------- */

static OwedCounts counts_of(const GArray *owed) {
  OwedCounts counts = {0};
  for (guint i = 0; i < owed->len; i++) {
    const Owed *one = &g_array_index(owed, Owed, i);
    if (one->recused || one->released || ((one->out != OUT_NOT || one->closed) && one->state != SCOREBOOK_SUBMITTED))
      continue;
    counts.assigned++;
    counts.submitted += one->state == SCOREBOOK_SUBMITTED;
    counts.drafts += one->state == SCOREBOOK_DRAFT && one->begun;
  }
  return counts;
}

typedef struct Late { /* of everybody, in parts */
  const Cycle *cycle;
  const Outs *outs;
  uint16_t stage;
  GArray *lists[PARTS_MOST]; /* Owed */
  OwedCounts counts[PARTS_MOST];
} Late;

typedef struct LatePart {
  Owing owing;
  OwedCounts *counts;
  uint16_t stage;
  int64_t last; /* key of a panel */
} LatePart;

static bool add_late(Store *reader, const Count *count, void *data, GError **error) {
  const LatePart *late = data;
  if (count->panel > late->last || !book_is_placed(reader, late->owing.cycle, panel_first(count->panel), error))
    return false;
  bool out = outs_at(late->owing.outs, panel_applicant(count->panel), late->stage) != OUT_NOT;
  Count counts = count_owed(count, !out && late->owing.cycle->stage_states[late->stage] == STAGE_OPEN);
  late->counts->submitted += counts.submitted;
  late->counts->assigned += counts.assigned;
  late->counts->drafts += counts.drafts;
  return out || count->submitted >= count->assigned || gather_panel(&late->owing, count->panel, error);
}

static bool gather_late(Store *reader, const Part *part, void *data, GError **error) {
  Late *late = data;
  LatePart of = {.owing = {.store = reader, .cycle = late->cycle, .outs = late->outs, .list = late->lists[part->index]},
                 .counts = &late->counts[part->index],
                 .stage = late->stage,
                 .last = panel_key(late->stage, part->end - 1)};
  bool done = find_any(&of.owing, error) && read_returned(&of.owing, error) &&
              counts_each(reader, panel_key(late->stage, part->first), add_late, &of, error);
  g_clear_pointer(&of.owing.returned, g_hash_table_unref);
  return done;
}

/* What the parts came to, one after the other. */
static void take_parts(Late *late, unsigned n, GArray *list, OwedCounts *counts) {
  for (unsigned i = 0; i < n; i++) {
    g_array_append_vals(list, late->lists[i]->data, late->lists[i]->len);
    g_array_unref(late->lists[i]);
    counts->assigned += late->counts[i].assigned;
    counts->submitted += late->counts[i].submitted;
    counts->drafts += late->counts[i].drafts;
  }
}

static bool gather_stage(Store *store, const Outs *outs, uint16_t stage, GArray *list, OwedCounts *counts,
                         GError **error) {
  const Cycle *cycle = outs->cycle;
  Late late = {.cycle = cycle, .outs = outs, .stage = stage};
  uint32_t n = (uint32_t)cycle->n_applicants;
  unsigned n_parts = parts_to_share(n, parts_for(n));
  for (unsigned i = 0; i < n_parts; i++) late.lists[i] = g_array_new(FALSE, FALSE, sizeof(Owed));
  bool good = parts_run(store, n, n_parts, gather_late, &late, error);
  take_parts(&late, n_parts, list, counts);
  return good;
}

static GArray *late_of_all(Store *store, const Cycle *cycle, OwedCounts *ret_counts, GError **error) {
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Owed));
  OwedCounts counts = {0};
  Outs outs;
  bool mine = false, good = store_needs_award(store, error) && store_join_read(store, &mine, error) &&
                            store_outs(store, cycle, &outs, error);
  for (uint16_t stage = 0; good && stage < store->award->rules->n_stages; stage++)
    good = gather_stage(store, &outs, stage, list, &counts, error);
  store_end_read(store, mine);
  if (!good) return NULL;
  *ret_counts = counts;
  return g_steal_pointer(&list);
}

GArray *store_late(Store *store, const Cycle *cycle, OwedCounts *ret_counts, GError **error) {
  if (store_sees_all(store)) return late_of_all(store, cycle, ret_counts, error);
  GArray *late = owed_by(store, cycle, gather_every, -1, error);
  if (late) *ret_counts = counts_of(late);
  return late;
}
