/* check_run.c: all enabled checks over all panels, whole stages and standings. The panels come by once, and a second time those
 * in which something stands out that no flag was raised for.
 *
 * Memory beside the cycle, the ranking and the flags, for n panels of b scorebooks at a stage: per panel 33 bytes and 8 for each
 * check that compares panels, 36 per scorebook, and 4 per pair of them; with 7 scorebooks about 500 bytes per panel. A flag
 * takes about 70. Statistics are counted in bins, which do not grow. */
#include "criteria/threads.h"
#include "scoring/check_order.h"
#include "scoring/check_part.h"

typedef struct Walk {
  CheckAll all;
  const PanelSource *source;
  unsigned n_parts;
  CheckPart *parts; /* what is not about a part is done with the first */
} Walk;

static void open_walk(Walk *walk) {
  CheckAll *all = &walk->all;
  all->n_stages = all->award->rules->n_stages;
  all->gauging = true;
  walk->n_parts = walk->source->run_parts ? MAX(walk->source->parts, 1) : 1;
  walk->parts = g_new0(CheckPart, walk->n_parts);
  for (unsigned i = 0; i < walk->n_parts; i++) check_part_open(&walk->parts[i], all);
  size_t places = all->n_stages * all->cycle->n_applicants;
  all->seen = g_new0(bool, places + 1);
  all->extents = g_new(Extent, places * all->n_gauged + 1);
}

static void close_walk(Walk *walk) {
  for (unsigned i = 0; i < walk->n_parts; i++) check_part_close(&walk->parts[i]);
  g_free(walk->parts);
  g_free(walk->all.seen);
  g_free(walk->all.extents);
  g_free(walk->all.standings);
}

/* -- panels, in as many parts as their source has ------------------------------------------------------------ */

static bool run_source(Walk *walk, const bool *wanted, GError **error) {
  const PanelSource *source = walk->source;
  g_autofree void **parts = g_new(void *, walk->n_parts);
  for (unsigned i = 0; i < walk->n_parts; i++) parts[i] = &walk->parts[i];
  if (wanted && source->run_some)
    return source->run_some(source->data, wanted, check_part_take, parts, walk->n_parts, error);
  return walk->n_parts > 1 ? source->run_parts(source->data, check_part_take, parts, walk->n_parts, error)
                           : source->run(source->data, check_part_take, parts[0], error);
}

/* Shows every panel to the checks on its way to whoever asked for it. */
typedef struct Overheard {
  CheckPart *part;
  EachPanel *each;
  void *user;
} Overheard;

static bool pass_on(const Panel *panel, void *data) {
  const Overheard *overheard = data;
  return check_part_take(panel, overheard->part) && overheard->each(panel, overheard->user);
}

static bool overhear(void *data, EachPanel *each, void *user, GError **error) {
  const Walk *walk = data;
  Overheard overheard = {walk->parts, each, user};
  return walk->source->run(walk->source->data, pass_on, &overheard, error);
}

static bool overhear_parts(void *data, EachPanel *each, void *const *users, unsigned n, GError **error) {
  const Walk *walk = data;
  g_autofree Overheard *overheard = g_new(Overheard, n);
  g_autofree void **mine = g_new(void *, n);
  g_assert(n <= walk->n_parts);
  for (unsigned i = 0; i < n; i++) {
    overheard[i] = (Overheard){&walk->parts[i], each, users[i]};
    mine[i] = &overheard[i];
  }
  return walk->source->run_parts(walk->source->data, pass_on, mine, n, error);
}

/* The ranking of the same panels, made while the checks see them; *ret_ranking stays NULL where there is none to make. */
static bool run_ranking(Walk *walk, Ranking **ret_ranking, GError **error) {
  g_autoptr(GError) problem = NULL;
  const PanelSource source = {.data = walk,
                              .run = overhear,
                              .parts = walk->source->parts,
                              .run_parts = walk->source->run_parts ? overhear_parts : NULL,
                              .tell = walk->source->tell,
                              .teller = walk->source->teller};
  *ret_ranking = ranking_of(walk->all.award, walk->all.cycle, &source, &problem);
  if (*ret_ranking) return true;
  if (g_error_matches(problem, RANKING_ERROR, RANKING_ERROR_NO_TOTAL)) return run_source(walk, NULL, error);
  g_propagate_error(error, g_steal_pointer(&problem));
  return false;
}

/* Those who should have a panel and have none are looked at with an empty one. */
static void look_at_absent(Walk *walk) {
  const CheckAll *all = &walk->all;
  for (guint i = 0; i < all->ranking->incomplete->len; i++) {
    const NotRanked *entry = &g_array_index(all->ranking->incomplete, NotRanked, i);
    if (!all->seen[entry->stage * all->cycle->n_applicants + entry->applicant])
      check_part_take(&(Panel){.applicant = entry->applicant, .stage = entry->stage}, walk->parts);
  }
}

/* -- standings and whole stages --------------------------------------------------------------------------- */

static void know_ranking(CheckAll *all, const Ranking *ranking) {
  all->ranking = ranking;
  if (!ranking) return;
  all->standings = g_new0(const Standing *, all->cycle->n_applicants + 1);
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    all->standings[standing->applicant] = standing;
  }
}

static uint16_t last_scored_stage(const Rules *rules) {
  size_t last = 0;
  for (size_t i = 0; i < rules->n_stages; i++)
    if (rules->stages[i].form != STAGE_GATE && !ratio_is_zero(rules->stages[i].factor)) last = i;
  return (uint16_t)last;
}

static void look_at_standings(size_t piece, void *data) {
  const Walk *walk = data;
  CheckRun *run = &walk->parts->runs[piece];
  const GArray *standings = walk->all.ranking->standings;
  uint16_t stage = last_scored_stage(walk->all.award->rules);
  if (!run->check->ranked || standings->len == 0) return;
  CheckSubject subject = check_subject_of(&walk->all, 0, stage);
  for (guint i = 0; i < standings->len; i++) {
    subject.standing = &g_array_index(standings, Standing, i);
    subject.applicant = subject.standing->applicant;
    subject.criteria = award_criteria(walk->all.award, walk->all.cycle, subject.applicant);
    run->check->ranked(run, &subject);
  }
}

CheckSubject check_subject(const CheckWhole *whole, uint32_t applicant) {
  const CheckAll all = {.award = whole->award, .cycle = whole->cycle, .record = whole->record};
  return check_subject_of(&all, applicant, whole->stage_index);
}

/* The checks have nothing to do with each other. Those that look at whole stages alone, and so longest, are the last. */
typedef struct Wholes {
  CheckWhole *whole;
  StageSheets *sheets;
  size_t n;
  CheckRun *runs;
  bool gauging;
  Telling telling; /* of the sheets, then of each run */
} Wholes;

static void look_at_one(Wholes *wholes, CheckRun *run) {
  if (run->gauging) check_run_gauge(run, wholes->whole->stage_index, EXTENT_OF_ALL);
  if (run->check->whole && (run->check->tail != TAIL_NONE || !wholes->gauging)) run->check->whole(run, wholes->whole);
  telling_add(&wholes->telling, 1);
}

/* The sheets are laid out while checks that do not need them go on. */
static void begin_piece(size_t piece, void *data) {
  Wholes *wholes = data;
  const Cycle *cycle = wholes->whole->cycle;
  CheckRun *run = &wholes->runs[wholes->n - MAX(piece, 1)];
  if (piece > 0 && run->check->no_sheets) look_at_one(wholes, run);
  if (piece > 0) return;
  stage_lay_out(wholes->sheets, cycle->n_assessors, wholes->whole, &wholes->telling);
}

static void look_at_piece(size_t piece, void *data) {
  Wholes *wholes = data;
  CheckRun *run = &wholes->runs[wholes->n - 1 - piece];
  if (!run->check->no_sheets) look_at_one(wholes, run);
}

static void look_at_whole(Walk *walk, uint16_t stage) {
  const CheckAll *all = &walk->all;
  size_t n = walk->parts->n_runs;
  CheckWhole whole = {.award = all->award, .cycle = all->cycle, .record = all->record, .stage_index = stage};
  Telling telling = {.tell = walk->source->tell, .teller = walk->source->teller, .of = LAID_OUT + n};
  Wholes wholes = {&whole, walk->parts->sheets[stage], n, walk->parts->runs, all->gauging, telling};
  if (stage_sheets_count(wholes.sheets) == 0) return;
  telling_add(&wholes.telling, 0);
  threads_share(walk->n_parts, n + 1, begin_piece, &wholes);
  threads_share(walk->n_parts, n, look_at_piece, &wholes);
}

static void look_at_all_wholes(Walk *walk) {
  for (uint16_t stage = 0; stage < walk->all.n_stages; stage++) look_at_whole(walk, stage);
}

/* -- from beginning to end --------------------------------------------------------------------------------- */

static void settle_one(size_t part, void *data) { check_part_settle((CheckPart *)data + part); }

/* Every comparison is handed in: now it is known what chance gives. */
static void end_gauging(Walk *walk) {
  CheckPart *part = walk->parts;
  size_t n = 0, most = part->n_runs * walk->all.n_stages;
  g_autofree CheckControl **controls = g_new(CheckControl *, most + 1);
  g_autofree size_t *n_books = g_new(size_t, most + 1);
  for (unsigned i = 1; i < walk->n_parts; i++) check_part_join(part, &walk->parts[i]);
  look_at_all_wholes(walk);
  for (size_t i = 0; i < part->n_runs; i++)
    for (size_t s = 0; s < walk->all.n_stages && part->runs[i].controls[s] && !part->runs[i].shares; s++) {
      n_books[n] = stage_sheets_count(part->sheets[s]);
      controls[n++] = part->runs[i].controls[s];
    }
  check_controls_settle(controls, n_books, n);
  walk->all.gauging = false;
  threads_share(walk->n_parts, walk->n_parts, settle_one, walk->parts);
}

static bool look_at_all(Walk *walk, const Ranking *ranking, GError **error) {
  end_gauging(walk);
  know_ranking(&walk->all, ranking);
  g_autofree bool *wanted = check_part_wanted(walk->parts);
  if (wanted && !run_source(walk, wanted, error)) return false;
  if (ranking) {
    look_at_absent(walk);
    threads_share(walk->n_parts, walk->parts->n_runs, look_at_standings, walk);
  }
  look_at_all_wholes(walk);
  return true;
}

static GPtrArray *take_flags(const Walk *walk) {
  size_t n = 0, n_runs = walk->parts->n_runs;
  g_autofree GPtrArray **lists = g_new(GPtrArray *, walk->n_parts * n_runs + 1);
  for (size_t c = 0; c < check_count(); c++)
    for (size_t i = 0; i < walk->n_parts * n_runs; i++) {
      const CheckRun *run = &walk->parts[i % walk->n_parts].runs[i / walk->n_parts];
      if (run->check == check_at(c)) lists[n++] = run->flags;
    }
  Telling telling = {.tell = walk->source->tell, .teller = walk->source->teller};
  return flags_arrange(lists, n, walk->all.cycle, walk->all.n_stages, &telling);
}

/* ret_ranking NULL: it is given, or there is none. */
static GPtrArray *run_checks(Walk *walk, const Ranking *ranking, Ranking **ret_ranking, GError **error) {
  open_walk(walk);
  bool done = ret_ranking ? run_ranking(walk, ret_ranking, error) : run_source(walk, NULL, error);
  done = done && look_at_all(walk, ret_ranking ? *ret_ranking : ranking, error);
  GPtrArray *flags = done ? take_flags(walk) : NULL;
  close_walk(walk);
  return flags;
}

GPtrArray *checks_run(const Award *award, const Cycle *cycle, const PanelSource *source, const CheckRecord *record,
                      const Ranking *ranking, GError **error) {
  Walk walk = {.all = {.award = award, .cycle = cycle, .record = record}, .source = source};
  return run_checks(&walk, ranking, NULL, error);
}

GPtrArray *checks_run_ranking(const Award *award, const Cycle *cycle, const PanelSource *source,
                              const CheckRecord *record, Ranking **ret_ranking, GError **error) {
  Walk walk = {.all = {.award = award, .cycle = cycle, .record = record}, .source = source};
  *ret_ranking = NULL;
  return run_checks(&walk, NULL, ret_ranking, error);
}
