/* check_part.c: the first time, checks of facts raise their flags, and those that chance could fool hand in what they compare
 * and raise flags for what will likely stand out. When it is known what chance gives, flags that do not stand out are taken
 * back, and panels in which something else does are looked at again. */
#include "scoring/check_part.h"

/* -- beginning and end ------------------------------------------------------------------------------------ */

Ratio check_setting(const Check *check, const Rules *rules, const char *name) {
  Ratio number = ratio_int(0);
  for (size_t i = 0; i < CHECK_MAX_SETTINGS && check->settings[i].name; i++)
    if (g_str_equal(check->settings[i].name, name))
      ratio_parse(rules_check_setting(rules, check->name, name, check->settings[i].value), &number);
  return number;
}

/* The run whose comparisons the check shares; NULL: none, or it is off. */
static const CheckRun *find_shared(const CheckPart *part, const Check *check) {
  for (size_t i = 0; check->shares && i < part->n_runs; i++)
    if (g_str_equal(part->runs[i].check->name, check->shares)) return &part->runs[i];
  return NULL;
}

static void open_controls(CheckRun *run, const CheckPart *part) {
  const CheckRun *shared = find_shared(part, run->check);
  double level = ratio_double(check_setting(run->check, part->all->award->rules, "level"));
  run->shares = shared != NULL;
  run->controls = g_new0(CheckControl *, part->all->n_stages + 1);
  for (size_t s = 0; run->check->tail != TAIL_NONE && s < part->all->n_stages; s++)
    run->controls[s] = shared ? shared->controls[s] : check_control_new(run->check, level);
}

static void free_flag(void *flag) { flag_free(flag); }

static void open_run(CheckPart *part, const Check *check) {
  const Rules *rules = part->all->award->rules;
  CheckRun *run = &part->runs[part->n_runs];
  *run = (CheckRun){.check = check, .severity = check_severity(check, rules), .gauging = true};
  run->late = check->late && check->late(rules);
  run->flags = g_ptr_array_new_with_free_func(free_flag);
  run->figures = g_string_new(NULL);
  run->bets = g_array_new(FALSE, FALSE, sizeof(CheckBet));
  for (size_t i = 0; i < CHECK_MAX_SETTINGS && check->settings[i].name; i++)
    run->numbers[i] = check_setting(check, rules, check->settings[i].name);
  for (size_t i = 0; i < CHECK_MAX_SETTINGS; i++) run->values[i] = ratio_double(run->numbers[i]);
  open_controls(run, part);
  part->n_runs++;
}

static void close_run(CheckRun *run, size_t n_stages) {
  for (size_t s = 0; !run->shares && s < n_stages; s++) check_control_free(run->controls[s]);
  g_free(run->controls);
  g_ptr_array_unref(run->flags);
  g_string_free(run->figures, TRUE);
  flag_block_leave(run->block);
  g_array_unref(run->bets);
  if (run->state) run->free_state(run->state);
}

static bool compares_panels(const Check *check) { return check->each && check->tail != TAIL_NONE; }

void check_part_open(CheckPart *part, CheckAll *all) {
  *part = (CheckPart){.all = all, .layout = panel_layout_new()};
  part->runs = g_new0(CheckRun, check_count());
  for (int comparing = 1; comparing >= 0; comparing--) {
    for (size_t i = 0; i < check_count(); i++)
      if (compares_panels(check_at(i)) == comparing && check_severity(check_at(i), all->award->rules) != SEVERITY_OFF)
        open_run(part, check_at(i));
    if (comparing) all->n_gauged = part->n_runs;
  }
  part->sheets = g_new0(StageSheets *, all->n_stages + 1);
  for (size_t s = 0; s < all->n_stages; s++) part->sheets[s] = stage_sheets_new();
}

void check_part_close(CheckPart *part) {
  for (size_t i = 0; i < part->n_runs; i++) close_run(&part->runs[i], part->all->n_stages);
  for (size_t s = 0; s < part->all->n_stages; s++) stage_sheets_free(part->sheets[s]);
  panel_layout_free(part->layout);
  g_free(part->runs);
  g_free(part->sheets);
}

/* -- panels ----------------------------------------------------------------------------------------------- */

CheckSubject check_subject_of(const CheckAll *all, uint32_t applicant, uint16_t stage) {
  return (CheckSubject){.award = all->award,
                        .criteria = award_criteria(all->award, all->cycle, applicant),
                        .cycle = all->cycle,
                        .applicant = applicant,
                        .stage_index = stage,
                        .stage = &all->award->rules->stages[stage],
                        .standing = all->standings ? all->standings[applicant] : NULL,
                        .ranking = all->ranking,
                        .record = all->record};
}

/* After so many scorebooks of a stage it is guessed what will stand out. */
enum { GUESS_AFTER = 1000 };

static void add_sheets(CheckPart *part, const CheckSubject *subject) {
  StageSheets *sheets = part->sheets[subject->stage_index];
  bool guessed = stage_sheets_count(sheets) >= GUESS_AFTER;
  stage_sheets_add(sheets, subject);
  if (guessed || stage_sheets_count(sheets) < GUESS_AFTER) return;
  for (size_t i = 0; i < part->all->n_gauged; i++)
    if (!part->runs[i].shares) check_control_guess(part->runs[i].controls[subject->stage_index]);
}

void check_run_gauge(CheckRun *run, uint16_t stage, Extent kept) {
  run->kept = kept;
  if (run->controls[stage]) run->likely = check_control_likely(run->controls[stage]);
}

static void gauge(CheckPart *part, const CheckSubject *subject, Extent *extents) {
  for (size_t i = 0; i < part->n_runs; i++) {
    CheckRun *run = &part->runs[i];
    bool gauged = i < part->all->n_gauged;
    if (run->check->gather) run->check->gather(run, subject);
    if (gauged) check_run_gauge(run, subject->stage_index, EXTENT_OF_NONE);
    if (run->check->each && !run->late) run->check->each(run, subject);
    if (gauged) extents[i] = run->kept;
  }
}

/* Has the run anything to look at, the second time? Extents NULL: the panel was not there the first time. */
static bool has_reason(const CheckPart *part, size_t run, uint16_t stage, const Extent *extents) {
  if (!extents) return true;
  if (run >= part->all->n_gauged) return part->runs[run].late;
  return extent_reaches(extents[run], check_control_least(part->runs[run].controls[stage]));
}

static bool any_is_late(const CheckPart *part) {
  bool any = false;
  for (size_t i = 0; i < part->n_runs; i++) any |= part->runs[i].late;
  return any;
}

static void look(CheckPart *part, const CheckSubject *subject, const Extent *extents) {
  for (size_t i = 0; i < part->n_runs; i++) {
    CheckRun *run = &part->runs[i];
    if (run->check->each && has_reason(part, i, subject->stage_index, extents)) run->check->each(run, subject);
  }
}

bool check_part_take(const Panel *panel, void *data) {
  CheckPart *part = data;
  CheckAll *all = part->all;
  size_t place = panel->stage * all->cycle->n_applicants + panel->applicant;
  CheckSubject subject = check_subject_of(all, panel->applicant, panel->stage);
  Extent *extents = all->gauging || all->seen[place] ? all->extents + place * all->n_gauged : NULL;
  if (subject.stage->form == STAGE_GATE) return true;
  panel_lay_out(part->layout, panel, &subject);
  if (all->gauging) {
    all->seen[place] = true;
    gauge(part, &subject, extents);
    add_sheets(part, &subject);
  } else
    look(part, &subject, extents);
  return true;
}

/* Takes back what does not stand out, and what is looked at again. */
static void settle_bets(CheckPart *part, size_t number) {
  CheckRun *run = &part->runs[number];
  g_autofree void **flags = g_ptr_array_steal(run->flags, NULL);
  for (guint i = 0; i < run->bets->len; i++) {
    Flag *flag = flags[i];
    const CheckBet *bet = &g_array_index(run->bets, CheckBet, i);
    size_t place = flag->stage * part->all->cycle->n_applicants + (size_t)flag->applicant;
    bool again = has_reason(part, number, flag->stage, part->all->extents + place * part->all->n_gauged);
    if (!again && check_stands_out(run, flag->stage, bet->size, bet->statistic))
      g_ptr_array_add(run->flags, flag);
    else
      flag_free(flag);
  }
}

void check_part_settle(CheckPart *part) {
  for (size_t i = 0; i < part->n_runs; i++) part->runs[i].gauging = false;
  for (size_t i = 0; i < part->all->n_gauged; i++) settle_bets(part, i);
}

static bool want_stage(const CheckPart *part, uint16_t stage, bool late, bool *ret_wanted) {
  const CheckAll *all = part->all;
  size_t n = all->cycle->n_applicants, n_gauged = all->n_gauged;
  const Extent *extents = all->extents + stage * n * n_gauged;
  const bool *seen = all->seen + stage * n;
  g_autofree Extent *least = g_new(Extent, n_gauged + 1);
  bool any = false;
  for (size_t i = 0; i < n_gauged; i++) least[i] = check_control_least(part->runs[i].controls[stage]);
  for (size_t a = 0; a < n; a++, extents += n_gauged) {
    bool wanted = late;
    for (size_t i = 0; seen[a] && i < n_gauged; i++) wanted |= extent_reaches(extents[i], least[i]);
    any |= ret_wanted[a] = seen[a] && wanted;
  }
  return any;
}

bool *check_part_wanted(const CheckPart *part) {
  const CheckAll *all = part->all;
  g_autofree bool *wanted = g_new0(bool, all->n_stages * all->cycle->n_applicants + 1);
  bool any = false, late = any_is_late(part);
  for (size_t s = 0; s < all->n_stages; s++)
    any |= want_stage(part, (uint16_t)s, late, wanted + s * all->cycle->n_applicants);
  return any ? g_steal_pointer(&wanted) : NULL;
}

/* -- parts ------------------------------------------------------------------------------------------------- */

static void join_run(CheckRun *into, CheckRun *run, size_t n_stages) {
  for (size_t s = 0; into->controls[s] && !into->shares && s < n_stages; s++) {
    check_control_join(into->controls[s], run->controls[s]);
    check_control_free(run->controls[s]);
  }
  for (size_t s = 0; s < n_stages; s++) run->controls[s] = into->controls[s];
  run->shares = true;
  if (into->check->join) into->check->join(into, run);
}

void check_part_join(CheckPart *into, CheckPart *part) {
  for (size_t i = 0; i < into->n_runs; i++) join_run(&into->runs[i], &part->runs[i], into->all->n_stages);
  for (size_t s = 0; s < into->all->n_stages; s++) stage_sheets_join(into->sheets[s], part->sheets[s]);
}
