/* test_check_panel.c: a panel laid out eight scorebooks at a time against the same figures the slow way; and a stage's. */
#include "scoring/check_panel.h"
#include "scoring/check_stage.h"
#include "tests/check_world.h"

#include <locale.h>
#include <math.h>
#include <string.h>

enum { MOST = 20 };

typedef struct Random {
  uint32_t state;
} Random;

static uint32_t next(Random *random, uint32_t n) {
  random->state = random->state * 1664525u + 1013904223u;
  return (random->state >> 8) % n;
}

/* Cells 8 and 9 are a range, 10 a level of 1 to 5, 11 to 13 a ladder of yes and no. */
static Mark any_mark(Random *random, size_t cell) {
  uint32_t luck = next(random, 20);
  if (luck == 0) return MARK_BLANK;
  if (luck == 1) return MARK_ABSTAINED;
  if (cell == 10) return (Mark)(100 + 100 * next(random, 5));
  return (Mark)(cell > 10 && cell < 14 ? 100 * next(random, 2) : 500 * next(random, 21));
}

typedef struct Laid {
  World *world;
  Panel panel;
  Scorebook books[MOST];
  Mark marks[MOST][WORLD_CELLS];
  CheckSubject subject;
} Laid;

typedef Mark GiveMark(Random *random, size_t cell);

static void lay_at_random(Laid *laid, PanelLayout *layout, size_t n, uint32_t seed, GiveMark *give) {
  Random random = {seed * 7919 + (uint32_t)n};
  for (size_t b = 0; b < n; b++) {
    for (size_t c = 0; c < WORLD_CELLS; c++) laid->marks[b][c] = give(&random, c);
    laid->books[b] = (Scorebook){.assessor = (uint32_t)b, .marks = laid->marks[b]};
  }
  laid->panel = (Panel){.n = n, .books = laid->books, .assigned = n};
  laid->subject = (CheckSubject){.award = &laid->world->award,
                                 .criteria = &laid->world->criteria,
                                 .cycle = &laid->world->cycle,
                                 .stage = &laid->world->stages[0]};
  panel_lay_out(layout, &laid->panel, &laid->subject);
}

/* -- the slow way ----------------------------------------------------------------------------------------- */

static double percent_of(const CheckSubject *s, size_t item, size_t book) {
  const CheckItem *looked = &s->items[item];
  int64_t result = check_item_result(looked, s->panel->books[book].marks);
  return result < 0 ? NAN : 100 * (double)result / (double)looked->full;
}

static double departure_of(const CheckSubject *s, size_t item, size_t book) {
  double sum = 0, n = 0, own = percent_of(s, item, book);
  for (size_t b = 0; b < s->panel->n; b++) {
    double other = percent_of(s, item, b);
    if (b == book || isnan(other)) continue;
    sum += other;
    n++;
  }
  return n > 0 ? own - sum / n : NAN;
}

typedef struct Slow {
  double n, sum, squares, compared, lean, unrest, furthest;
} Slow;

static double mean_departure(const CheckSubject *s, size_t book, double *ret_n) {
  double sum = 0, n = 0;
  for (size_t i = 0; i < s->n_items; i++) {
    double departure = departure_of(s, i, book);
    if (isnan(departure)) continue;
    sum += departure;
    n++;
  }
  *ret_n = n;
  return n > 0 ? sum / n : 0;
}

static double residual_of(const CheckSubject *s, size_t item, size_t book) {
  double n, lean = mean_departure(s, book, &n);
  return departure_of(s, item, book) - (n > 1 ? lean : 0);
}

static Slow sum_slowly(const CheckSubject *s, size_t book) {
  Slow slow = {0};
  slow.lean = mean_departure(s, book, &slow.compared);
  for (size_t i = 0; i < s->n_items; i++) {
    double percent = percent_of(s, i, book), residual = residual_of(s, i, book);
    if (!isnan(percent)) {
      slow.n++;
      slow.sum += percent;
      slow.squares += percent * percent;
    }
    if (isnan(residual)) continue;
    slow.unrest += residual * residual;
    slow.furthest = MAX(slow.furthest, residual * residual);
  }
  return slow;
}

static void assert_near(double got, double expected, double within) {
  if (isnan(expected))
    g_assert_true(isnan(got));
  else
    g_assert_cmpfloat_with_epsilon(got, expected, within);
}

static double variance_of(const CheckSubject *s, size_t book) {
  Slow slow = sum_slowly(s, book);
  return slow.squares / slow.n - slow.sum / slow.n * slow.sum / slow.n;
}

static double flatness_of(const CheckSubject *s, size_t book) {
  double sum = 0, n = 0;
  for (size_t b = 0; b < s->panel->n; b++) {
    double variance = variance_of(s, b);
    if (b == book || isnan(variance)) continue;
    sum += variance;
    n++;
  }
  return n > 0 ? (variance_of(s, book) + 25.0 / 12) / (sum / n + 25.0 / 12) : NAN;
}

static void check_book(const CheckSubject *s, size_t book) {
  const CheckBook *got = &s->books[book];
  Slow slow = sum_slowly(s, book);
  g_assert_cmpfloat((double)got->n, ==, slow.n);
  g_assert_cmpfloat((double)got->compared, ==, slow.compared);
  assert_near(got->mean, slow.n > 0 ? slow.sum / slow.n : 0, 1e-3);
  assert_near(got->variance, variance_of(s, book), 0.05);
  assert_near(got->lean, slow.lean, 1e-3);
  assert_near(got->unrest, slow.compared > 2 ? (slow.unrest - slow.furthest) / (slow.compared - 2) : NAN, 0.05);
  assert_near(got->flatness, flatness_of(s, book), 1e-3);
  Ratio mean = check_mean(s, book), variance = check_variance(s, book, mean);
  assert_near(100 * ratio_double(mean), slow.n > 0 ? slow.sum / slow.n : NAN, 1e-9);
  assert_near(10000 * ratio_double(variance), slow.n > 0 ? variance_of(s, book) : NAN, 1e-6);
}

static void check_item(const CheckSubject *s, size_t i, const CheckItem *slow) {
  const CheckItem *got = &s->items[i];
  double scatter = 0;
  g_assert_cmpuint(got->n, ==, slow->n);
  g_assert_cmpint(got->low, ==, slow->low);
  g_assert_cmpint(got->high, ==, slow->high);
  g_assert_cmpint(got->sum, ==, slow->sum);
  for (size_t b = 0; b < s->panel->n; b++) {
    double residual = residual_of(s, i, b);
    g_assert_cmpint(got->results[b], ==, slow->results[b]);
    assert_near(s->residuals[i * s->stride + b], residual, 1e-3);
    if (!isnan(residual)) scatter += residual * residual;
  }
  assert_near(s->scatter[i], slow->n > 1 ? scatter : NAN, 0.01 * scatter + 0.01);
  g_assert_cmpuint(s->given[i], ==, slow->n);
}

/* Behind the last scorebook lie some without any mark, up to the stride. */
static void check_nobody(const CheckBook *book) {
  g_assert_cmpuint(book->n, ==, 0);
  g_assert_cmpuint(book->compared, ==, 0);
  assert_near(book->variance, NAN, 0);
  assert_near(book->unrest, NAN, 0);
}

static void test_against_the_slow_way(void) {
  g_autoptr(World) world = world_new();
  g_autoptr(PanelLayout) layout = panel_layout_new();
  Laid laid = {.world = world};
  for (size_t n = 0; n <= MOST; n++)
    for (uint32_t seed = 1; seed <= 4; seed++) {
      lay_at_random(&laid, layout, n, seed, any_mark);
      for (size_t i = 0; i < laid.subject.n_items; i++) {
        int64_t results[MOST];
        CheckItem slow = check_item_of(laid.subject.stage, laid.subject.criteria, i);
        check_item_fill(&slow, &laid.panel, results);
        check_item(&laid.subject, i, &slow);
      }
      for (size_t b = 0; b < n; b++) check_book(&laid.subject, b);
      for (size_t b = 0; b < n; b++) g_assert_cmpuint(laid.subject.gave[b], ==, laid.subject.books[b].n);
      for (size_t b = n; n > 0 && b < laid.subject.stride; b++) check_nobody(&laid.subject.books[b]);
    }
}

/* All states, the largest number there is, and one that is on no scale. */
static Mark edge_mark(Random *random, size_t cell) {
  static const Mark marks[] = {MARK_BLANK, MARK_ABSTAINED, MARK_NOT_APPLICABLE, 0, INT16_MAX, 333};
  return marks[cell == 1 ? 4 : next(random, cell == 2 ? 3 : G_N_ELEMENTS(marks))];
}

static void test_edges(void) {
  g_autoptr(World) world = world_new();
  g_autoptr(PanelLayout) layout = panel_layout_new();
  Laid laid = {.world = world};
  for (size_t n = 1; n <= MOST; n++) {
    bool strange = false;
    lay_at_random(&laid, layout, n, 1, edge_mark);
    for (size_t i = 0; i < laid.subject.n_items; i++) {
      int64_t results[MOST];
      const CheckItem *got = &laid.subject.items[i];
      CheckItem slow = check_item_of(laid.subject.stage, laid.subject.criteria, i);
      slow.legal = got->legal;
      check_item_fill(&slow, &laid.panel, results);
      g_assert_cmpuint(got->n, ==, slow.n);
      g_assert_cmpint(got->low, ==, slow.low);
      g_assert_cmpint(got->high, ==, slow.high);
      g_assert_cmpint(got->sum, ==, slow.sum);
      g_assert_cmpint(got->strange, ==, slow.strange);
      g_assert_true(memcmp(got->results, results, n * sizeof *results) == 0);
      strange |= slow.strange;
    }
    g_assert_cmpint(laid.subject.strange, ==, strange);
    g_assert_cmpint(laid.subject.items[1].low, ==, INT16_MAX);
  }
}

/* What fills half of a scorebook is counted, whatever scales it stands on: 50 percent, level 3 of 5 is another mark. */
static void test_repeats(void) {
  static const struct {
    const char *book;
    size_t repeats;
  } rows[] = {{"50 50 50 50 50 50 50 50 50 50 3 1 1 0 50", 10},
              {"60 60 60 60 60 60 60 60 60 60 3 1 1 0 60", 11},
              {"- 50 50 50 - 50 50 50 50 50 3 1 1 0 50", 8}};
  g_autoptr(World) world = world_new();
  g_autoptr(PanelLayout) layout = panel_layout_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    Panel *panel = world_panel(world, "A1", "review", (const char *const[]){"", rows[i].book, NULL});
    CheckSubject subject = {
        .award = &world->award, .criteria = &world->criteria, .cycle = &world->cycle, .stage = &world->stages[0]};
    panel_lay_out(layout, panel, &subject);
    g_assert_cmpuint(subject.books[1].repeats, ==, rows[i].repeats);
  }
}

/* -- a stage ---------------------------------------------------------------------------------------------- */

enum { PANELS = 40, SEATS = 3, PEOPLE = 9 };

/* Leans of panels in which everybody is as mild as `mildness` says, one scorebook milder still. */
static StageSheets *additive_stage(const double *mildness, size_t odd, double by) {
  StageSheets *sheets = stage_sheets_new();
  Random random = {5};
  for (size_t p = 0; p < PANELS; p++) {
    Scorebook books[SEATS] = {{0}};
    CheckBook sums[SEATS] = {{0}};
    double marks[SEATS], total = 0;
    uint32_t first = next(&random, PEOPLE), step = 1 + next(&random, 2);
    for (size_t s = 0; s < SEATS; s++) {
      books[s].assessor = (first + (uint32_t)s * step) % PEOPLE;
      marks[s] = mildness[books[s].assessor] + (p * SEATS + s == odd ? by : 0);
      total += marks[s];
    }
    for (size_t s = 0; s < SEATS; s++) {
      sums[s].compared = 12;
      sums[s].lean = (float)(marks[s] - (total - marks[s]) / (SEATS - 1));
    }
    const Panel panel = {.n = SEATS, .books = books};
    stage_sheets_add(sheets, &(CheckSubject){.applicant = (uint32_t)p, .panel = &panel, .books = sums});
  }
  return sheets;
}

static void test_mildness_is_taken_off(void) {
  const double mildness[PEOPLE] = {-12, 3, 8, 0, -5, 14, 1, -2, 6};
  StageSheets *sheets = additive_stage(mildness, SIZE_MAX, 0);
  CheckWhole whole = {0};
  stage_lay_out(sheets, PEOPLE, &whole, &(Telling){.of = LAID_OUT});
  g_assert_cmpuint(whole.n_sheets, ==, PANELS * SEATS);
  for (size_t a = 0; a < PEOPLE; a++)
    for (size_t i = whole.first[a]; i < whole.first[a + 1]; i++) {
      g_assert_cmpuint(whole.by_assessor[i].assessor, ==, a);
      g_assert_cmpfloat_with_epsilon(whole.by_assessor[i].excess, 0, 0.01);
    }
  stage_sheets_free(sheets);
}

/* Adds a panel of some assessors with so much lean each. */
static void add_sheets(StageSheets *sheets, uint32_t applicant, const uint32_t *assessors, const float *leans,
                       size_t n) {
  Scorebook books[SEATS] = {{0}};
  CheckBook sums[SEATS] = {{0}};
  for (size_t s = 0; s < n; s++) {
    books[s].assessor = assessors[s];
    sums[s].compared = 12;
    sums[s].lean = leans[s];
  }
  const Panel panel = {.n = n, .books = books};
  stage_sheets_add(sheets, &(CheckSubject){.applicant = applicant, .panel = &panel, .books = sums});
}

/* Each panel of two shares one assessor with the one before, so what links the ends goes through all of them. */
static void test_mildness_along_a_chain(void) {
  StageSheets *sheets = stage_sheets_new();
  CheckWhole whole = {0};
  double mildness[PANELS + 1];
  for (size_t p = 0; p <= PANELS; p++) mildness[p] = p < PANELS / 2 ? 15 : -15 + (double)(p % 3);
  for (uint32_t p = 0; p < PANELS; p++) {
    float lean = (float)(mildness[p] - mildness[p + 1]);
    add_sheets(sheets, p, (const uint32_t[]){p, p + 1}, (const float[]){lean, -lean}, 2);
  }
  stage_lay_out(sheets, PANELS + 1, &whole, &(Telling){.of = LAID_OUT});
  for (size_t i = 0; i < 2 * PANELS; i++) g_assert_cmpfloat_with_epsilon(whole.by_assessor[i].excess, 0, 0.01);
  stage_sheets_free(sheets);
}

/* Leans that do not add up to nothing panel by panel, as where items were left out. */
static void lean_anyhow(uint32_t seed, uint32_t applicant, uint32_t *ret_assessors, float *ret_leans) {
  Random random = {applicant * 7919 + seed};
  for (uint32_t s = 0; s < SEATS; s++) {
    ret_assessors[s] = (applicant + s * (1 + applicant % 2)) % PEOPLE;
    ret_leans[s] = (float)next(&random, 4000) / 97 - 20;
  }
}

/* excess[applicant * PEOPLE + assessor]; the other way round both are numbered from behind. */
static void exceed(uint32_t seed, bool behind, float *ret_excess) {
  StageSheets *sheets = stage_sheets_new();
  CheckWhole whole = {0};
  for (uint32_t p = 0; p < PANELS; p++) {
    uint32_t applicant = behind ? PANELS - 1 - p : p, assessors[SEATS];
    float leans[SEATS];
    lean_anyhow(seed, applicant, assessors, leans);
    for (size_t s = 0; s < SEATS; s++) assessors[s] = behind ? PEOPLE - 1 - assessors[s] : assessors[s];
    add_sheets(sheets, applicant, assessors, leans, SEATS);
  }
  stage_lay_out(sheets, PEOPLE, &whole, &(Telling){.of = LAID_OUT});
  for (size_t i = 0; i < PANELS * SEATS; i++) {
    const CheckSheet *sheet = &whole.by_assessor[i];
    ret_excess[sheet->applicant * PEOPLE + (behind ? PEOPLE - 1 - sheet->assessor : sheet->assessor)] = sheet->excess;
  }
  stage_sheets_free(sheets);
}

static void look_at_order(uint32_t seed) {
  float once[PANELS * PEOPLE] = {0}, again[PANELS * PEOPLE] = {0};
  exceed(seed, false, once);
  exceed(seed, true, again);
  for (size_t i = 0; i < PANELS * PEOPLE; i++) g_assert_cmpint((int)(once[i] * 1024), ==, (int)(again[i] * 1024));
  for (size_t a = 0; a < PEOPLE; a++) {
    double sum = 0, most = 0;
    for (size_t p = 0; p < PANELS; p++) {
      sum += once[p * PEOPLE + a];
      most = MAX(most, fabs((double)once[p * PEOPLE + a]));
    }
    g_assert_cmpfloat_with_epsilon(sum, 0, 0.02);
    g_assert_cmpfloat(most, >, 5);
  }
}

static void test_order_does_not_tell(void) {
  for (uint32_t seed = 1; seed <= 200; seed++) look_at_order(seed);
}

static void test_excess_stays(void) {
  const double mildness[PEOPLE] = {-12, 3, 8, 0, -5, 14, 1, -2, 6};
  StageSheets *sheets = additive_stage(mildness, 31, 20);
  CheckWhole whole = {0};
  stage_lay_out(sheets, PEOPLE, &whole, &(Telling){.of = LAID_OUT});
  const CheckSheet *odd = &whole.sheets[31], *most = whole.by_assessor;
  for (size_t i = 0; i < whole.n_sheets; i++)
    if (fabsf(whole.by_assessor[i].excess) > fabsf(most->excess)) most = &whole.by_assessor[i];
  g_assert_cmpuint(most->applicant, ==, odd->applicant);
  g_assert_cmpuint(most->assessor, ==, odd->assessor);
  g_assert_cmpfloat(most->excess, >, 15);
  stage_sheets_free(sheets);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/check-panel/slow-way", test_against_the_slow_way);
  g_test_add_func("/check-panel/edges", test_edges);
  g_test_add_func("/check-panel/repeats", test_repeats);
  g_test_add_func("/check-stage/mildness", test_mildness_is_taken_off);
  g_test_add_func("/check-stage/chain", test_mildness_along_a_chain);
  g_test_add_func("/check-stage/order", test_order_does_not_tell);
  g_test_add_func("/check-stage/excess", test_excess_stays);
  return g_test_run();
}
