/* check_run.c: all enabled checks over all panels and all standings, and the order of what they raise.
 *
 * Items and results are laid out in space that every panel reuses; a panel nothing is doubtful about costs no
 * allocation. Results of items with different scales are made comparable by whole factors onto one common scale. */
#include "scoring/check_control.h"

#include <math.h>
#include <string.h>

static const int64_t COMMON_LIMIT = 1000000000000;

typedef struct Walk {
  const Award *award;
  const Cycle *cycle;
  const Ranking *ranking;
  const CheckRecord *record;
  GArray **sheets; /* CheckSheet, per stage */
  size_t n_runs;
  CheckRun *runs;
  const Standing **standings; /* per applicant */
  bool *seen;                 /* [applicant * n_stages + stage]: had a panel */
  const Criteria *laid_criteria;
  const Stage *laid_stage; /* what items are laid out for */
  int64_t common;
  GArray *items;   /* CheckItem */
  GArray *results; /* int64_t, item by item */
  GArray *books;   /* CheckBook */
} Walk;

static void resolve(CheckRun *run, const Check *check, const Rules *rules, GPtrArray *flags) {
  *run = (CheckRun){.check = check, .severity = check_severity(check, rules), .flags = flags};
  run->control = check_control_new(check, rules->n_stages);
  for (size_t i = 0; i < CHECK_MAX_SETTINGS && check->settings[i].name; i++) {
    const CheckSettingDefault *setting = &check->settings[i];
    bool known = ratio_parse(setting->value, &run->numbers[i]);
    g_assert(known);
    ratio_parse(rules_check_setting(rules, check->name, setting->name, setting->value), &run->numbers[i]);
  }
}

static void open_walk(Walk *walk, GPtrArray *flags) {
  const Rules *rules = walk->award->rules;
  walk->runs = g_new0(CheckRun, check_count());
  for (size_t i = 0; i < check_count(); i++) {
    resolve(&walk->runs[walk->n_runs], check_at(i), rules, flags);
    if (walk->runs[walk->n_runs].severity != SEVERITY_OFF)
      walk->n_runs++;
    else
      check_control_free(walk->runs[walk->n_runs].control);
  }
  walk->standings = g_new0(const Standing *, walk->cycle->n_applicants + 1);
  walk->seen = g_new0(bool, walk->cycle->n_applicants * rules->n_stages + 1);
  walk->items = g_array_new(FALSE, FALSE, sizeof(CheckItem));
  walk->results = g_array_new(FALSE, FALSE, sizeof(int64_t));
  walk->books = g_array_new(FALSE, FALSE, sizeof(CheckBook));
  walk->sheets = g_new0(GArray *, rules->n_stages + 1);
  for (size_t s = 0; s < rules->n_stages; s++) walk->sheets[s] = g_array_new(FALSE, FALSE, sizeof(CheckSheet));
  for (guint i = 0; walk->ranking && i < walk->ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(walk->ranking->standings, Standing, i);
    walk->standings[standing->applicant] = standing;
  }
}

static void close_walk(Walk *walk) {
  for (size_t i = 0; i < walk->n_runs; i++) {
    check_control_free(walk->runs[i].control);
    if (walk->runs[i].state && walk->runs[i].free_state) walk->runs[i].free_state(walk->runs[i].state);
  }
  for (size_t s = 0; s < walk->award->rules->n_stages; s++) g_array_unref(walk->sheets[s]);
  g_free(walk->sheets);
  g_free(walk->runs);
  g_free(walk->standings);
  g_free(walk->seen);
  g_array_unref(walk->items);
  g_array_unref(walk->results);
  g_array_unref(walk->books);
}

static int64_t gcd(int64_t a, int64_t b) {
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static void lay_items(Walk *walk, const Stage *stage, const Criteria *criteria) {
  if (walk->laid_stage == stage && walk->laid_criteria == criteria) return;
  walk->laid_stage = stage;
  walk->laid_criteria = criteria;
  walk->common = 1;
  g_array_set_size(walk->items, (guint)check_item_count(stage, criteria));
  for (guint i = 0; i < walk->items->len; i++) {
    CheckItem *item = &g_array_index(walk->items, CheckItem, i);
    *item = check_item_of(stage, criteria, i);
    int64_t missing = item->full > 0 ? item->full / gcd(item->full, walk->common) : COMMON_LIMIT;
    if (walk->common <= COMMON_LIMIT / missing) walk->common *= missing;
  }
  for (guint i = 0; i < walk->items->len; i++) {
    CheckItem *item = &g_array_index(walk->items, CheckItem, i);
    item->factor = item->full > 0 && walk->common % item->full == 0 ? walk->common / item->full : 0;
  }
}

static void fill_items(Walk *walk, const Panel *panel) {
  size_t wanted = walk->items->len * panel->n;
  if (walk->results->len < wanted) g_array_set_size(walk->results, (guint)wanted);
  for (guint i = 0; i < walk->items->len; i++)
    check_item_fill(&g_array_index(walk->items, CheckItem, i), panel,
                    (int64_t *)(void *)walk->results->data + (size_t)i * panel->n);
}

static CheckBook sum_book(const Walk *walk, size_t book) {
  CheckBook sums = {.variance = ratio_int(0)};
  int128_t squares = 0;
  bool skips = walk->laid_stage->combination.blank == BLANK_SKIP_SCOREBOOK;
  for (guint i = 0; i < walk->items->len; i++) {
    const CheckItem *item = &g_array_index(walk->items, CheckItem, i);
    bool counts = !item->node || !item->node->advisory;
    if (skips && counts && item->results[book] == MARK_BLANK) sums.skipped = true;
    if (item->factor == 0 || item->results[book] < 0) continue;
    int128_t number = (int128_t)item->results[book] * item->factor;
    sums.n++;
    sums.sum += number;
    squares += number * number;
  }
  int128_t full = (int128_t)sums.n * walk->common;
  if (sums.n > 0) sums.variance = ratio(sums.n * squares - sums.sum * sums.sum, full * full);
  return sums;
}

static size_t fill_books(Walk *walk, const Panel *panel) {
  size_t lead = panel->n;
  g_array_set_size(walk->books, (guint)panel->n);
  for (size_t b = 0; b < panel->n; b++) {
    g_array_index(walk->books, CheckBook, b) = sum_book(walk, b);
    if (panel->books[b].lead && lead == panel->n) lead = b;
  }
  return lead;
}

static CheckSubject subject_of(const Walk *walk, uint32_t applicant, uint16_t stage) {
  return (CheckSubject){.award = walk->award,
                        .criteria = award_criteria(walk->award, walk->cycle, applicant),
                        .cycle = walk->cycle,
                        .applicant = applicant,
                        .stage_index = stage,
                        .stage = &walk->award->rules->stages[stage],
                        .standing = walk->standings[applicant],
                        .ranking = walk->ranking,
                        .record = walk->record};
}

static void keep_sheets(Walk *walk, const CheckSubject *subject) {
  g_autofree double *leans = check_leans(subject);
  for (size_t b = 0; b < subject->panel->n; b++) {
    const CheckSheet sheet = {subject->applicant, subject->panel->books[b].assessor,
                              subject->panel->n > 1 ? (float)leans[b] : NAN};
    g_array_append_val(walk->sheets[subject->stage_index], sheet);
  }
}

static void look_at_whole(Walk *walk, uint16_t stage) {
  const GArray *sheets = walk->sheets[stage];
  const CheckWhole whole = {.award = walk->award,
                            .cycle = walk->cycle,
                            .record = walk->record,
                            .stage_index = stage,
                            .n_sheets = sheets->len,
                            .sheets = (const CheckSheet *)(void *)sheets->data};
  for (size_t i = 0; whole.n_sheets > 0 && i < walk->n_runs; i++)
    if (walk->runs[i].check->whole) walk->runs[i].check->whole(&walk->runs[i], &whole);
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

static bool look_at(const Panel *panel, void *data) {
  Walk *walk = data;
  CheckSubject subject = subject_of(walk, panel->applicant, panel->stage);
  if (subject.stage->form == STAGE_GATE) return true;
  lay_items(walk, subject.stage, subject.criteria);
  fill_items(walk, panel);
  subject.lead = fill_books(walk, panel);
  subject.panel = panel;
  subject.common = walk->common;
  subject.n_items = walk->items->len;
  subject.items = (const CheckItem *)(void *)walk->items->data;
  subject.books = (const CheckBook *)(void *)walk->books->data;
  walk->seen[panel->applicant * walk->award->rules->n_stages + panel->stage] = true;
  keep_sheets(walk, &subject);
  for (size_t i = 0; i < walk->n_runs; i++)
    if (walk->runs[i].check->each) walk->runs[i].check->each(&walk->runs[i], &subject);
  return true;
}

static void look_at_absent(Walk *walk) {
  for (guint i = 0; i < walk->ranking->incomplete->len; i++) {
    const NotRanked *entry = &g_array_index(walk->ranking->incomplete, NotRanked, i);
    if (walk->seen[entry->applicant * walk->award->rules->n_stages + entry->stage]) continue;
    look_at(&(Panel){.applicant = entry->applicant, .stage = entry->stage}, walk);
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

static int place_of(const Check *check) {
  int i = 0;
  while (check_at((size_t)i) != check) i++;
  return i;
}

static const char *id_of(const Cycle *cycle, int64_t assessor) {
  return assessor < 0 ? "" : cycle->assessors[assessor].id;
}

static int by_subject(const void *a, const void *b, void *data) {
  const Flag *left = *(const Flag *const *)a, *right = *(const Flag *const *)b;
  const Cycle *cycle = data;
  if (left->stage != right->stage) return left->stage < right->stage ? -1 : 1;
  if (left->applicant != right->applicant)
    return strcmp(cycle->applicants[left->applicant].id, cycle->applicants[right->applicant].id);
  if (left->check != right->check) return place_of(left->check) - place_of(right->check);
  if (left->item_order != right->item_order) return left->item_order < right->item_order ? -1 : 1;
  return strcmp(id_of(cycle, left->assessor), id_of(cycle, right->assessor));
}

static void free_flag(void *flag) { flag_free(flag); }

GPtrArray *checks_run(const Award *award, const Cycle *cycle, const PanelSource *source, const Ranking *ranking,
                      GError **error) {
  return checks_run_on(award, cycle, source, NULL, ranking, error);
}

GPtrArray *checks_run_on(const Award *award, const Cycle *cycle, const PanelSource *source, const CheckRecord *record,
                         const Ranking *ranking, GError **error) {
  g_autoptr(GPtrArray) flags = g_ptr_array_new_with_free_func(free_flag);
  Walk walk = {.award = award, .cycle = cycle, .ranking = ranking, .record = record};
  open_walk(&walk, flags);
  bool whole = source->run(source->data, look_at, &walk, error);
  if (whole && ranking) {
    look_at_absent(&walk);
    look_at_standings(&walk);
  }
  for (uint16_t stage = 0; whole && stage < award->rules->n_stages; stage++) look_at_whole(&walk, stage);
  for (size_t i = 0; i < walk.n_runs; i++) check_control(&walk.runs[i]);
  close_walk(&walk);
  if (!whole) return NULL;
  check_stand_behind(flags);
  g_ptr_array_sort_with_data(flags, by_subject, (void *)cycle);
  return g_steal_pointer(&flags);
}
