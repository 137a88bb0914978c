/* reliability.c: gathers every scorebook's totals and item results, and asks of each collection how far it agrees. */
#include "scoring/reliability.h"

#include "scoring/agreement_put.h"
#include "scoring/reliability_parts.h"
#include "scoring/scoresheet_parts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

enum { MOST_CELLS = 400000, ENOUGH_SCORES = 10000 };

/* -- gathering --------------------------------------------------------------------------------------- */

typedef struct Gathering {
  const Award *award;
  const Cycle *cycle;
  int stage;
  GPtrArray *plans; /* Plan */
  Plan *last;
} Gathering;

static void plan_free(void *data) {
  Plan *plan = data;
  score_scratch_free(plan->scratch);
  g_array_unref(plan->books);
  g_array_unref(plan->results);
  g_free(plan);
}

static Plan *plan_for(Gathering *g, uint16_t stage, const Criteria *criteria) {
  if (g->last && g->last->stage_index == stage && g->last->criteria == criteria) return g->last;
  for (guint i = 0; i < g->plans->len; i++) {
    Plan *plan = g->plans->pdata[i];
    if (plan->stage_index == stage && plan->criteria == criteria) return g->last = plan;
  }
  Plan *plan = g_new0(Plan, 1);
  plan->stage_index = stage;
  plan->stage = &g->award->rules->stages[stage];
  plan->criteria = criteria;
  plan->n_items = plan->stage->form == STAGE_ITEMS ? criteria->n_items : 0;
  plan->scratch = score_scratch_new(criteria);
  plan->books = g_array_new(FALSE, FALSE, sizeof(PlanBook));
  plan->results = g_array_new(FALSE, FALSE, sizeof(float));
  g_ptr_array_add(g->plans, plan);
  return g->last = plan;
}

/* A scorebook's own total, before anything that happens to all scorebooks of the applicant alike. */
static double total_of(const Gathering *g, Plan *plan, const Panel *panel, const Scorebook *book) {
  const Panel alone = {.applicant = panel->applicant, .stage = panel->stage, .n = 1, .books = book, .assigned = 1};
  Reckoning reckoning = stage_reckon(plan->criteria, g->award->rules, g->cycle, &alone, plan->scratch);
  bool whole = reckoning.total.missing == 0 && reckoning.total.scorebooks == 1 && ratio_is_valid(reckoning.raw);
  return whole && (plan->n_items == 0 || plan->criteria->has_total) ? ratio_double(reckoning.raw) : NAN;
}

static float percent_of(const Node *item, const Scorebook *book) {
  int64_t result = rubric_result(item->rubric, book->marks + item->cell);
  return result < 0 ? NAN : (float)(100.0 * (double)result / (double)(item->rubric->max * item->rubric->den));
}

static bool take(const Panel *panel, void *data) {
  Gathering *g = data;
  const Stage *stage = &g->award->rules->stages[panel->stage];
  if (stage->form == STAGE_GATE || (g->stage >= 0 && panel->stage != g->stage)) return true;
  Plan *plan = plan_for(g, panel->stage, award_criteria(g->award, g->cycle, panel->applicant));
  for (size_t b = 0; b < panel->n; b++) {
    const Scorebook *book = &panel->books[b];
    PlanBook taken = {panel->applicant, book->assessor, total_of(g, plan, panel, book)};
    g_array_append_val(plan->books, taken);
    for (size_t i = 0; i < plan->n_items; i++) {
      float percent = percent_of(plan->criteria->items[i], book);
      g_array_append_val(plan->results, percent);
    }
  }
  return true;
}

/* -- one collection of scores --------------------------------------------------------------------------- */

typedef struct Scores {
  size_t n, applicants, raters;
  double *score;
  uint32_t *applicant, *rater; /* levels */
  size_t *rater_ids;
} Scores;

static void scores_clear(Scores *s) {
  g_free(s->score);
  g_free(s->applicant);
  g_free(s->rater);
  g_free(s->rater_ids);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scores, scores_clear)

static double score_at(const Plan *plan, size_t book, int64_t item) {
  if (item < 0) return g_array_index(plan->books, PlanBook, book).total;
  return (double)g_array_index(plan->results, float, book * plan->n_items + (size_t)item);
}

static bool is_of_class(const Cycle *cycle, uint32_t applicant, const char *class_id) {
  return !*class_id || g_str_equal(cycle->applicants[applicant].class_id, class_id);
}

static int by_id(const void *a, const void *b, void *data) {
  const Cycle *cycle = data;
  return strcmp(cycle->assessors[*(const size_t *)a].id, cycle->assessors[*(const size_t *)b].id);
}

/* Assessors are numbered in the order of their ids, applicants in the order they came. */
static void number_levels(Scores *s, const Cycle *cycle) {
  g_autofree uint32_t *level = g_new0(uint32_t, MAX(cycle->n_assessors, cycle->n_applicants) + 1);
  for (size_t i = 0; i < s->n; i++) {
    uint32_t *at = &level[s->applicant[i]];
    if (*at == 0) *at = (uint32_t)++s->applicants;
    s->applicant[i] = *at - 1;
  }
  memset(level, 0, (MAX(cycle->n_assessors, cycle->n_applicants) + 1) * sizeof *level);
  s->rater_ids = g_new(size_t, cycle->n_assessors + 1);
  for (size_t i = 0; i < s->n; i++) {
    if (level[s->rater[i]] == 0) s->rater_ids[s->raters++] = s->rater[i];
    level[s->rater[i]] = 1;
  }
  g_qsort_with_data(s->rater_ids, (gint)s->raters, sizeof *s->rater_ids, by_id, (void *)cycle);
  for (size_t r = 0; r < s->raters; r++) level[s->rater_ids[r]] = (uint32_t)r;
  for (size_t i = 0; i < s->n; i++) s->rater[i] = level[s->rater[i]];
}

static Scores scores_of(const Plan *plan, const Cycle *cycle, const char *class_id, int64_t item) {
  size_t books = plan->books->len;
  Scores s = {
      .score = g_new(double, books + 1), .applicant = g_new(uint32_t, books + 1), .rater = g_new(uint32_t, books + 1)};
  for (size_t b = 0; b < books; b++) {
    const PlanBook *book = &g_array_index(plan->books, PlanBook, b);
    double score = score_at(plan, b, item);
    if (isnan(score) || !is_of_class(cycle, book->applicant, class_id)) continue;
    s.score[s.n] = score;
    s.applicant[s.n] = book->applicant;
    s.rater[s.n++] = book->assessor;
  }
  number_levels(&s, cycle);
  return s;
}

static RatingTable table_of(const Scores *s) {
  return (RatingTable){.n = s->n,
                       .scores = s->score,
                       .n_factors = 2,
                       .factors = {"applicant", "assessor"},
                       .level = {s->applicant, s->rater},
                       .levels = {s->applicants, s->raters}};
}

/* Each applicant's scores side by side, whoever gave them: enough for what does not ask who. */
static void put_alpha(Agreement *agreement, const Scores *s) {
  g_autofree size_t *filled = g_new0(size_t, s->applicants + 1);
  size_t most = 0;
  for (size_t i = 0; i < s->n; i++) most = MAX(most, ++filled[s->applicant[i]]);
  g_autofree double *values = g_new(double, s->applicants *most + 1);
  for (size_t i = 0; i < s->applicants * most; i++) values[i] = NAN;
  memset(filled, 0, s->applicants * sizeof *filled);
  for (size_t i = 0; i < s->n; i++) values[s->applicant[i] * most + filled[s->applicant[i]]++] = s->score[i];
  agreement_krippendorff(agreement, &(RatingMatrix){s->applicants, most, values});
}

static double *matrix_of(const Scores *s) {
  double *values = g_new(double, s->applicants * s->raters + 1);
  for (size_t i = 0; i < s->applicants * s->raters; i++) values[i] = NAN;
  for (size_t i = 0; i < s->n; i++) values[s->applicant[i] * s->raters + s->rater[i]] = s->score[i];
  return values;
}

/* Of many scores a part will do for an item: every so manieth applicant. */
static size_t thin_out(Scores *s) {
  size_t step = (s->n + ENOUGH_SCORES - 1) / ENOUGH_SCORES, kept = 0;
  for (size_t i = 0; step > 1 && i < s->n; i++) {
    if (s->applicant[i] % step != 0) continue;
    s->score[kept] = s->score[i];
    s->applicant[kept] = s->applicant[i] / (uint32_t)step;
    s->rater[kept++] = s->rater[i];
  }
  if (step <= 1) return 1;
  s->n = kept;
  s->applicants = (s->applicants + step - 1) / step;
  return step;
}

static Agreement *agree(Scores *s, bool crossed, bool whole) {
  size_t step = crossed || whole ? 1 : thin_out(s);
  RatingTable table = table_of(s);
  if (!crossed) {
    Agreement *agreement = agreement_new(s->applicants, s->raters);
    if (step > 1)
      agreement_warn(agreement, "icc", N_("Estimated from one applicant in {step}."), "step",
                     g_strdup_printf("%zu", step), NULL);
    agreement_icc_panel(agreement, &table);
    put_alpha(agreement, s);
    if (whole) agreement_variance_reml(agreement, &table);
    if (whole) agreement_severity(agreement, &table);
    return agreement;
  }
  g_autofree double *values = matrix_of(s);
  RatingMatrix matrix = {s->applicants, s->raters, values};
  if (whole) return agreement_of_matrix(&matrix);
  Agreement *agreement = agreement_new(s->applicants, s->raters);
  agreement_icc(agreement, &matrix);
  agreement_krippendorff(agreement, &matrix);
  agreement_kendall(agreement, &matrix);
  return agreement;
}

static double panel_size(const Scores *s) {
  g_autofree double *marks = g_new0(double, s->applicants + 1);
  double inverse = 0;
  for (size_t i = 0; i < s->n; i++) marks[s->applicant[i]]++;
  for (size_t i = 0; i < s->applicants; i++) inverse += 1 / marks[i];
  return s->applicants > 0 ? (double)s->applicants / inverse : 0;
}

static Reliability *relate(const Plan *plan, const Cycle *cycle, const char *class_id, int64_t item) {
  g_auto(Scores) s = scores_of(plan, cycle, class_id, item);
  Reliability *r = g_new0(Reliability, 1);
  size_t cells = s.applicants * s.raters;
  *r = (Reliability){.stage = plan->stage_index,
                     .class_id = class_id,
                     .criteria = plan->criteria,
                     .item = item < 0 ? NULL : plan->criteria->items[item]->code,
                     .n = s.applicants,
                     .k = s.raters,
                     .panel = panel_size(&s)};
  r->crossed = cells <= MOST_CELLS && 2 * s.n >= cells;
  r->agreement = agree(&s, r->crossed, item < 0);
  r->raters = g_steal_pointer(&s.rater_ids);
  return r;
}

void reliability_free(Reliability *reliability) {
  if (!reliability) return;
  agreement_free(reliability->agreement);
  g_free(reliability->raters);
  g_free(reliability->profiles);
  g_free(reliability);
}

static void free_one(void *data) { reliability_free(data); }

static bool has_class(const Plan *plan, const Cycle *cycle, const char *class_id) {
  for (guint b = 0; b < plan->books->len; b++)
    if (is_of_class(cycle, g_array_index(plan->books, PlanBook, b).applicant, class_id)) return true;
  return false;
}

static void relate_all(const Plan *plan, const Award *award, const Cycle *cycle, GPtrArray *found) {
  if (plan->n_items == 0 || plan->criteria->has_total) {
    Reliability *totals = relate(plan, cycle, "", -1);
    reliability_profiles(plan, cycle, totals);
    g_ptr_array_add(found, totals);
    for (size_t c = 0; c < award->rules->n_classes; c++)
      if (has_class(plan, cycle, award->rules->classes[c].id))
        g_ptr_array_add(found, relate(plan, cycle, award->rules->classes[c].id, -1));
  }
  for (size_t i = 0; i < plan->n_items; i++) g_ptr_array_add(found, relate(plan, cycle, "", (int64_t)i));
}

static int by_stage(const void *a, const void *b) {
  const Plan *left = *(const Plan *const *)a, *right = *(const Plan *const *)b;
  if (left->stage_index != right->stage_index) return left->stage_index < right->stage_index ? -1 : 1;
  return strcmp(left->criteria->id, right->criteria->id);
}

GPtrArray *reliability_of(const Award *award, const Cycle *cycle, const PanelSource *source, int stage,
                          GError **error) {
  g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func(plan_free);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(free_one);
  Gathering gathering = {.award = award, .cycle = cycle, .stage = stage, .plans = plans};
  if (!source->run(source->data, take, &gathering, error)) return NULL;
  g_ptr_array_sort(plans, by_stage);
  for (guint i = 0; i < plans->len; i++) relate_all(plans->pdata[i], award, cycle, found);
  return g_steal_pointer(&found);
}

/* -- what follows from variances --------------------------------------------------------------------------- */

static double component(const Agreement *a, const char *short_name, const char *long_name) {
  double variance = agreement_number(a, "variance", short_name);
  if (isnan(variance)) variance = agreement_number(a, "variance", long_name);
  return MAX(variance, 0) + (isnan(variance) ? NAN : 0);
}

bool reliability_shares(const Agreement *agreement, double *ret_applicants, double *ret_assessors, double *ret_rest) {
  double p = component(agreement, "var_p", "var_applicant"), j = component(agreement, "var_i", "var_assessor");
  double e = component(agreement, "var_pi", "var_residual"), sum = p + j + e;
  if (!(sum > 0)) return false;
  *ret_applicants = p / sum;
  *ret_assessors = j / sum;
  *ret_rest = e / sum;
  return true;
}

double reliability_with(const Agreement *agreement, double m) {
  double p, j, e;
  return reliability_shares(agreement, &p, &j, &e) ? p / (p + (j + e) / m) : NAN;
}
