/* check_run.c: all enabled checks over all panels, whole stages and standings.
 *
 * Panels come by twice. The first time checks of facts raise their flags, and those that chance could fool hand in what they
 * compare. When it is known what chance gives, those look again at the panels in which something stands out. */
#include "scoring/check_order.h"
#include "scoring/check_panel.h"
#include "scoring/check_stage.h"

typedef struct Walk {
  const Award *award;
  const Cycle *cycle;
  const CheckRecord *record;
  const Ranking *ranking;
  bool gauging; /* the first time */
  PanelLayout *layout;
  size_t n_stages, n_runs, n_gauged;
  CheckRun *runs;             /* the first n_gauged are those that compare panels */
  StageSheets **sheets;       /* per stage */
  uint32_t n_seen, *seen;     /* [applicant * n_stages + stage]: number of the panel, from 1; 0: there was none */
  GArray *extents;            /* Extent: n_gauged per panel */
  const Standing **standings; /* per applicant; NULL without a ranking */
} Walk;

/* -- beginning and end ------------------------------------------------------------------------------------ */

Ratio check_setting(const Check *check, const Rules *rules, const char *name) {
  Ratio number = ratio_int(0);
  for (size_t i = 0; i < CHECK_MAX_SETTINGS && check->settings[i].name; i++)
    if (g_str_equal(check->settings[i].name, name))
      ratio_parse(rules_check_setting(rules, check->name, name, check->settings[i].value), &number);
  return number;
}

/* The run whose comparisons the check shares; NULL: none, or it is off. */
static const CheckRun *find_shared(const Walk *walk, const Check *check) {
  for (size_t i = 0; check->shares && i < walk->n_runs; i++)
    if (g_str_equal(walk->runs[i].check->name, check->shares)) return &walk->runs[i];
  return NULL;
}

static void open_controls(CheckRun *run, const Walk *walk) {
  const CheckRun *shared = find_shared(walk, run->check);
  double level = ratio_double(check_setting(run->check, walk->award->rules, "level"));
  run->shares = shared != NULL;
  run->controls = g_new0(CheckControl *, walk->n_stages + 1);
  for (size_t s = 0; run->check->tail != TAIL_NONE && s < walk->n_stages; s++)
    run->controls[s] = shared ? shared->controls[s] : check_control_new(run->check, level);
}

static void open_run(Walk *walk, const Check *check, GPtrArray *flags) {
  const Rules *rules = walk->award->rules;
  CheckRun *run = &walk->runs[walk->n_runs];
  *run = (CheckRun){.check = check, .severity = check_severity(check, rules), .flags = flags};
  for (size_t i = 0; i < CHECK_MAX_SETTINGS && check->settings[i].name; i++)
    run->numbers[i] = check_setting(check, rules, check->settings[i].name);
  for (size_t i = 0; i < CHECK_MAX_SETTINGS; i++) run->values[i] = ratio_double(run->numbers[i]);
  open_controls(run, walk);
  walk->n_runs++;
}

static void close_run(CheckRun *run, size_t n_stages) {
  for (size_t s = 0; !run->shares && s < n_stages; s++) check_control_free(run->controls[s]);
  g_free(run->controls);
  if (run->state) run->free_state(run->state);
}

static bool compares_panels(const Check *check) { return check->each && check->tail != TAIL_NONE; }

static void open_runs(Walk *walk, GPtrArray *flags) {
  walk->runs = g_new0(CheckRun, check_count());
  for (int comparing = 1; comparing >= 0; comparing--) {
    for (size_t i = 0; i < check_count(); i++)
      if (compares_panels(check_at(i)) == comparing && check_severity(check_at(i), walk->award->rules) != SEVERITY_OFF)
        open_run(walk, check_at(i), flags);
    if (comparing) walk->n_gauged = walk->n_runs;
  }
}

static void open_walk(Walk *walk, GPtrArray *flags) {
  walk->n_stages = walk->award->rules->n_stages;
  walk->layout = panel_layout_new();
  open_runs(walk, flags);
  walk->sheets = g_new0(StageSheets *, walk->n_stages + 1);
  for (size_t s = 0; s < walk->n_stages; s++) walk->sheets[s] = stage_sheets_new();
  walk->seen = g_new0(uint32_t, walk->cycle->n_applicants * walk->n_stages + 1);
  walk->extents = g_array_new(FALSE, FALSE, sizeof(Extent));
}

static void close_walk(Walk *walk) {
  for (size_t i = 0; i < walk->n_runs; i++) close_run(&walk->runs[i], walk->n_stages);
  for (size_t s = 0; s < walk->n_stages; s++) stage_sheets_free(walk->sheets[s]);
  panel_layout_free(walk->layout);
  g_array_unref(walk->extents);
  g_free(walk->runs);
  g_free(walk->sheets);
  g_free(walk->seen);
  g_free(walk->standings);
}

/* -- panels ----------------------------------------------------------------------------------------------- */

static CheckSubject subject_of(const Walk *walk, uint32_t applicant, uint16_t stage) {
  return (CheckSubject){.award = walk->award,
                        .criteria = award_criteria(walk->award, walk->cycle, applicant),
                        .cycle = walk->cycle,
                        .applicant = applicant,
                        .stage_index = stage,
                        .stage = &walk->award->rules->stages[stage],
                        .standing = walk->standings ? walk->standings[applicant] : NULL,
                        .ranking = walk->ranking,
                        .record = walk->record};
}

static bool is_late(const Walk *walk, const Check *check) { return check->late && check->late(walk->award->rules); }

/* The first time. */
static void gauge(Walk *walk, const CheckSubject *subject) {
  uint16_t stage = subject->stage_index;
  for (size_t i = 0; i < walk->n_runs; i++) {
    CheckRun *run = &walk->runs[i];
    if (run->check->gather) run->check->gather(run, subject);
    if (run->check->each && !run->shares && !is_late(walk, run->check)) run->check->each(run, subject);
  }
  for (size_t i = 0; i < walk->n_gauged; i++) {
    Extent extent = check_control_extent(walk->runs[i].controls[stage]);
    g_array_append_val(walk->extents, extent);
  }
  for (size_t i = 0; i < walk->n_gauged; i++) check_control_begin_extent(walk->runs[i].controls[stage]);
}

/* Has the run anything to look at in a panel that was seen before, the second time? */
static bool has_reason(const Walk *walk, size_t run, uint16_t stage, uint32_t number) {
  if (run >= walk->n_gauged) return is_late(walk, walk->runs[run].check);
  Extent extent = g_array_index(walk->extents, Extent, (number - 1) * walk->n_gauged + run);
  return check_control_reaches(walk->runs[run].controls[stage], extent);
}

static bool any_has_reason(const Walk *walk, uint16_t stage, uint32_t number) {
  for (size_t i = 0; i < walk->n_runs; i++)
    if (has_reason(walk, i, stage, number)) return true;
  return false;
}

/* The second time; a panel that was not seen before has no number. */
static void look(Walk *walk, const CheckSubject *subject, uint32_t number) {
  for (size_t i = 0; i < walk->n_runs; i++) {
    CheckRun *run = &walk->runs[i];
    bool wanted = number == 0 || has_reason(walk, i, subject->stage_index, number);
    if (run->check->each && wanted) run->check->each(run, subject);
  }
}

static bool take_panel(const Panel *panel, void *data) {
  Walk *walk = data;
  CheckSubject subject = subject_of(walk, panel->applicant, panel->stage);
  uint32_t *seen = &walk->seen[panel->applicant * walk->n_stages + panel->stage];
  if (subject.stage->form == STAGE_GATE) return true;
  if (!walk->gauging && *seen > 0 && !any_has_reason(walk, panel->stage, *seen)) return true;
  panel_lay_out(walk->layout, panel, &subject);
  if (walk->gauging) {
    stage_sheets_add(walk->sheets[panel->stage], &subject);
    gauge(walk, &subject);
    *seen = ++walk->n_seen;
  } else
    look(walk, &subject, *seen);
  return true;
}

/* Those who should have a panel and have none are looked at with an empty one. */
static void look_at_absent(Walk *walk) {
  for (guint i = 0; i < walk->ranking->incomplete->len; i++) {
    const NotRanked *entry = &g_array_index(walk->ranking->incomplete, NotRanked, i);
    if (walk->seen[entry->applicant * walk->n_stages + entry->stage] == 0)
      take_panel(&(Panel){.applicant = entry->applicant, .stage = entry->stage}, walk);
  }
}

/* -- standings and whole stages --------------------------------------------------------------------------- */

static void know_ranking(Walk *walk, const Ranking *ranking) {
  walk->ranking = ranking;
  if (!ranking) return;
  walk->standings = g_new0(const Standing *, walk->cycle->n_applicants + 1);
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    walk->standings[standing->applicant] = standing;
  }
}

static uint16_t last_scored_stage(const Rules *rules) {
  size_t last = 0;
  for (size_t i = 0; i < rules->n_stages; i++)
    if (rules->stages[i].form != STAGE_GATE && !ratio_is_zero(rules->stages[i].factor)) last = i;
  return (uint16_t)last;
}

static void look_at_standings(Walk *walk) {
  uint16_t stage = last_scored_stage(walk->award->rules);
  for (guint i = 0; i < walk->ranking->standings->len; i++) {
    CheckSubject subject = subject_of(walk, g_array_index(walk->ranking->standings, Standing, i).applicant, stage);
    for (size_t r = 0; r < walk->n_runs; r++)
      if (walk->runs[r].check->ranked) walk->runs[r].check->ranked(&walk->runs[r], &subject);
  }
}

CheckSubject check_subject(const CheckWhole *whole, uint32_t applicant) {
  return (CheckSubject){.award = whole->award,
                        .criteria = award_criteria(whole->award, whole->cycle, applicant),
                        .cycle = whole->cycle,
                        .applicant = applicant,
                        .stage_index = whole->stage_index,
                        .stage = &whole->award->rules->stages[whole->stage_index],
                        .record = whole->record};
}

static void look_at_whole(Walk *walk, uint16_t stage) {
  CheckWhole whole = {.award = walk->award, .cycle = walk->cycle, .record = walk->record, .stage_index = stage};
  if (stage_sheets_count(walk->sheets[stage]) == 0) return;
  stage_lay_out(walk->sheets[stage], walk->cycle->n_assessors, &whole);
  for (size_t i = 0; i < walk->n_runs; i++) {
    CheckRun *run = &walk->runs[i];
    if (run->check->whole && (!walk->gauging || run->check->tail != TAIL_NONE)) run->check->whole(run, &whole);
  }
}

static void look_at_all_wholes(Walk *walk) {
  for (uint16_t stage = 0; stage < walk->n_stages; stage++) look_at_whole(walk, stage);
}

/* -- what chance gives ------------------------------------------------------------------------------------ */

static void begin_gauging(Walk *walk) {
  walk->gauging = true;
  for (size_t i = 0; i < walk->n_runs; i++) walk->runs[i].gauging = true;
}

static void end_gauging(Walk *walk) {
  size_t n = 0, most = walk->n_runs * walk->n_stages;
  g_autofree CheckControl **controls = g_new(CheckControl *, most + 1);
  g_autofree size_t *n_books = g_new(size_t, most + 1);
  look_at_all_wholes(walk);
  walk->gauging = false;
  for (size_t i = 0; i < walk->n_runs; i++) {
    walk->runs[i].gauging = false;
    for (size_t s = 0; s < walk->n_stages && walk->runs[i].controls[s] && !walk->runs[i].shares; s++) {
      n_books[n] = stage_sheets_count(walk->sheets[s]);
      controls[n++] = walk->runs[i].controls[s];
    }
  }
  check_controls_settle(controls, n_books, n);
}

/* -- from beginning to end --------------------------------------------------------------------------------- */

/* Shows every panel to the checks on its way to whoever asked for it. */
typedef struct Overheard {
  const PanelSource *source;
  Walk *walk;
  bool (*each)(const Panel *panel, void *user);
  void *user;
} Overheard;

static bool pass_on(const Panel *panel, void *data) {
  const Overheard *overheard = data;
  return take_panel(panel, overheard->walk) && overheard->each(panel, overheard->user);
}

static bool overhear(void *data, bool (*each)(const Panel *panel, void *user), void *user, GError **error) {
  Overheard overheard = *(const Overheard *)data;
  overheard.each = each;
  overheard.user = user;
  return overheard.source->run(overheard.source->data, pass_on, &overheard, error);
}

/* The first time, with the ranking made of the same panels; *ret_ranking stays NULL where there is none to make. */
static bool gauge_and_rank(Walk *walk, const PanelSource *source, Ranking **ret_ranking, GError **error) {
  g_autoptr(GError) problem = NULL;
  Overheard overheard = {.source = source, .walk = walk};
  *ret_ranking = ranking_of(walk->award, walk->cycle, &(PanelSource){.data = &overheard, .run = overhear}, &problem);
  if (*ret_ranking) return true;
  if (g_error_matches(problem, RANKING_ERROR, RANKING_ERROR_NO_TOTAL))
    return source->run(source->data, take_panel, walk, error);
  g_propagate_error(error, g_steal_pointer(&problem));
  return false;
}

static bool look_at_all(Walk *walk, const PanelSource *source, const Ranking *ranking, GError **error) {
  end_gauging(walk);
  know_ranking(walk, ranking);
  if (!source->run(source->data, take_panel, walk, error)) return false;
  if (ranking) {
    look_at_absent(walk);
    look_at_standings(walk);
  }
  look_at_all_wholes(walk);
  return true;
}

static void free_flag(void *flag) { flag_free(flag); }

/* ret_ranking NULL: it is given, or there is none. */
static GPtrArray *run_checks(Walk *walk, const PanelSource *source, const Ranking *ranking, Ranking **ret_ranking,
                             GError **error) {
  g_autoptr(GPtrArray) flags = g_ptr_array_new_with_free_func(free_flag);
  open_walk(walk, flags);
  begin_gauging(walk);
  bool done = ret_ranking ? gauge_and_rank(walk, source, ret_ranking, error)
                          : source->run(source->data, take_panel, walk, error);
  done = done && look_at_all(walk, source, ret_ranking ? *ret_ranking : ranking, error);
  close_walk(walk);
  if (!done) return NULL;
  flags_arrange(flags, walk->cycle);
  return g_steal_pointer(&flags);
}

GPtrArray *checks_run(const Award *award, const Cycle *cycle, const PanelSource *source, const CheckRecord *record,
                      const Ranking *ranking, GError **error) {
  Walk walk = {.award = award, .cycle = cycle, .record = record};
  return run_checks(&walk, source, ranking, NULL, error);
}

GPtrArray *checks_run_ranking(const Award *award, const Cycle *cycle, const PanelSource *source,
                              const CheckRecord *record, Ranking **ret_ranking, GError **error) {
  Walk walk = {.award = award, .cycle = cycle, .record = record};
  *ret_ranking = NULL;
  return run_checks(&walk, source, NULL, ret_ranking, error);
}
