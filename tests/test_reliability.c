/* test_reliability.c: an award's collections of scores, side by side and with gaps, are what their tables say one by one. */
#include "scoring/reliability.h"

#include "scoring/agreement_model.h"
#include "tests/agreement_near.h"
#include "tests/sample.h"

#include <locale.h>
#include <math.h>
#include <string.h>

enum { APPLICANTS = 150, ASSESSORS = 30, EACH = 4, ITEMS = 4, MOST_PARTS = 3 };

/* Panels dealt at random out of a third of the assessors each, the thirds linked by their ends or not; some cells blank. */
typedef struct Dealing {
  Sample *sample;
  Cycle cycle;
  Applicant applicants[APPLICANTS];
  Assessor assessors[ASSESSORS];
  char ids[APPLICANTS + ASSESSORS][8];
  Scorebook books[APPLICANTS][EACH];
  Mark marks[APPLICANTS][EACH][ITEMS];
} Dealing;

static void dealing_free(Dealing *d) {
  sample_free(d->sample);
  g_free(d);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dealing, dealing_free)

static void deal_panel(Dealing *d, uint32_t p, GRand *random, bool linked, unsigned gaps) {
  uint32_t first = (p % 3) * (linked ? 9 : 10);
  uint32_t step = (uint32_t)g_rand_int_range(random, 1, 3), at = (uint32_t)g_rand_int_range(random, 0, 3);
  for (uint32_t b = 0; b < EACH; b++) {
    d->books[p][b] = (Scorebook){
        .applicant = p, .assessor = first + at + b * step, .state = SCOREBOOK_SUBMITTED, .marks = d->marks[p][b]};
    for (size_t i = 0; i < ITEMS; i++) {
      int level = 40 + (int)(p * 7 % 40) + (int)(d->books[p][b].assessor % 5) * 3;
      d->marks[p][b][i] = (Mark)(500 * ((level + g_rand_int_range(random, -15, 15)) / 5));
      if (gaps & 1u << i && g_rand_int_range(random, 0, 12) == 0) d->marks[p][b][i] = MARK_BLANK;
    }
  }
}

static Dealing *deal(bool linked, unsigned gaps) {
  static const AwardClass classes[] = {{.id = "large", .kinds = ""}, {.id = "small", .kinds = ""}};
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  Dealing *d = g_new0(Dealing, 1);
  d->sample = sample_new("1(1.1:50 1.2:30) 2(2.1:20 2.2:40)");
  d->sample->rules.classes = classes;
  d->sample->rules.n_classes = G_N_ELEMENTS(classes);
  for (uint32_t i = 0; i < APPLICANTS + ASSESSORS; i++) g_snprintf(d->ids[i], sizeof *d->ids, "X%u", i * 37 % 181);
  for (uint32_t p = 0; p < APPLICANTS; p++) {
    d->applicants[p] = (Applicant){d->ids[p], "", p % 3 ? "large" : "small", "", "", "", "", "", ""};
    deal_panel(d, p, random, linked, gaps);
  }
  for (uint32_t a = 0; a < ASSESSORS; a++) d->assessors[a] = (Assessor){.id = d->ids[APPLICANTS + a]};
  d->cycle = (Cycle){
      .n_applicants = APPLICANTS, .applicants = d->applicants, .n_assessors = ASSESSORS, .assessors = d->assessors};
  return d;
}

static bool walk(Dealing *d, uint32_t from, uint32_t to, EachPanel *each, void *user) {
  for (uint32_t p = from; p < to; p++)
    if (!each(&(Panel){.applicant = p, .n = EACH, .books = d->books[p], .assigned = EACH}, user)) return false;
  return true;
}

static bool run(void *data, EachPanel *each, void *user, G_GNUC_UNUSED GError **error) {
  return walk(data, 0, APPLICANTS, each, user);
}

static bool run_parts(void *data, EachPanel *each, void *const *users, unsigned n, G_GNUC_UNUSED GError **error) {
  bool done = true;
  for (unsigned i = 0; i < n; i++) done &= walk(data, APPLICANTS * i / n, APPLICANTS * (i + 1) / n, each, users[i]);
  return done;
}

static GPtrArray *reliabilities(Dealing *d, unsigned parts) {
  PanelSource source = {.data = d, .run = run, .parts = parts, .run_parts = run_parts};
  g_autoptr(GError) error = NULL;
  GPtrArray *found = reliability_of(&d->sample->award, &d->cycle, &source, -1, &error);
  g_assert_no_error(error);
  return found;
}

/* -- the same however many work on it -------------------------------------------------------------------------- */

static uint64_t bits_of(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

static void same_value(const AgreementValue *a, const AgreementValue *b) {
  g_assert_cmpstr(a->name, ==, b->name);
  g_assert_cmpint(a->kind, ==, b->kind);
  g_assert_cmpstr(a->text, ==, b->text);
  g_assert_cmpstr(a->reason, ==, b->reason);
  g_assert_cmpuint(a->n, ==, b->n);
  if (a->kind == AGREEMENT_NUMBER) g_assert_cmphex(bits_of(a->number), ==, bits_of(b->number));
  if (a->kind == AGREEMENT_LIST) g_assert_true(memcmp(a->list, b->list, a->n * sizeof *a->list) == 0);
}

static void same_agreement(const Agreement *a, const Agreement *b) {
  g_assert_cmpuint(a->groups->len, ==, b->groups->len);
  g_assert_cmpuint(a->warnings->len, ==, b->warnings->len);
  for (guint g = 0; g < a->groups->len; g++) {
    const AgreementGroup *left = a->groups->pdata[g], *right = b->groups->pdata[g];
    g_assert_cmpstr(left->name, ==, right->name);
    g_assert_cmpuint(left->values->len, ==, right->values->len);
    for (guint v = 0; v < left->values->len; v++) same_value(left->values->pdata[v], right->values->pdata[v]);
  }
}

static void same_reliability(const Reliability *a, const Reliability *b) {
  g_assert_cmpstr(a->class_id, ==, b->class_id);
  g_assert_cmpstr(a->item, ==, b->item);
  g_assert_cmpuint(a->n, ==, b->n);
  g_assert_cmpuint(a->k, ==, b->k);
  g_assert_cmpuint(a->teams, ==, b->teams);
  g_assert_true(memcmp(a->raters, b->raters, a->k * sizeof *a->raters) == 0);
  g_assert_true((a->profiles != NULL) == (b->profiles != NULL));
  if (a->profiles) g_assert_true(memcmp(a->profiles, b->profiles, a->k * sizeof *a->profiles) == 0);
  same_agreement(a->agreement, b->agreement);
}

static void test_side_by_side(void) {
  static const struct {
    bool linked;
    unsigned gaps;
  } cases[] = {{true, 0}, {true, 5}, {true, 15}, {false, 0}, {false, 2}};
  for (size_t c = 0; c < G_N_ELEMENTS(cases); c++) {
    g_autoptr(Dealing) dealing = deal(cases[c].linked, cases[c].gaps);
    g_setenv("ACCOLADE_THREADS", "1", TRUE);
    g_autoptr(GPtrArray) alone = reliabilities(dealing, 1);
    for (unsigned n = 2; n <= MOST_PARTS; n++) {
      g_setenv("ACCOLADE_THREADS", n == 2 ? "2" : "3", TRUE);
      g_autoptr(GPtrArray) beside = reliabilities(dealing, n);
      g_assert_cmpuint(alone->len, ==, 3 + ITEMS);
      g_assert_cmpuint(beside->len, ==, alone->len);
      for (guint i = 0; i < alone->len; i++) same_reliability(alone->pdata[i], beside->pdata[i]);
    }
  }
  g_unsetenv("ACCOLADE_THREADS");
}

/* -- each collection is its table's -------------------------------------------------------------------------------- */

/* An item's marks as a table, in percent, assessors in the order of the reliability. */
static Agreement *agreement_of_item(const Dealing *d, const Reliability *r, size_t item) {
  double scores[APPLICANTS * EACH];
  uint32_t target[APPLICANTS * EACH], rater[APPLICANTS * EACH], n = 0;
  for (uint32_t p = 0; p < APPLICANTS; p++)
    for (size_t b = 0; b < EACH; b++) {
      if (d->marks[p][b][item] < 0) continue;
      scores[n] = d->marks[p][b][item] / 100.0;
      target[n] = p;
      for (rater[n] = 0; r->raters[rater[n]] != d->books[p][b].assessor;) rater[n]++;
      n++;
    }
  RatingTable table = {n, scores, 2, {"p", "i"}, {target, rater}, {APPLICANTS, r->k}, {0}};
  Agreement *agreement = agreement_new(APPLICANTS, r->k);
  g_autoptr(TwoWay) t = two_way_new(&table);
  g_auto(Fitting) fitting = {.effects = NULL};
  fitting_find(t, 1e-24, &fitting);
  Components components = components_of(t, &fitting, 0);
  put_icc(agreement, &fitting, &components, t->of->panel);
  agreement_krippendorff_panel(agreement, &table);
  return agreement;
}

static void test_items(void) {
  static const char *const iccs[] = {"ICC(1,1)", "ICC(2,1)", "ICC(3,k)", "ICC(2,k)_lower"};
  static const char *const alphas[] = {"nominal", "ordinal", "interval", "ratio", "interval_lower", "pairable"};
  static const unsigned gaps[] = {0, 5, 15};
  for (size_t g = 0; g < G_N_ELEMENTS(gaps); g++) {
    g_autoptr(Dealing) dealing = deal(true, gaps[g]);
    g_autoptr(GPtrArray) found = reliabilities(dealing, 1);
    for (size_t i = 0; i < ITEMS; i++) {
      const Reliability *r = found->pdata[3 + i];
      g_autoptr(Agreement) want = agreement_of_item(dealing, r, i);
      g_assert_cmpstr(r->item, ==, dealing->sample->criteria.items[i]->code);
      for (size_t f = 0; f < G_N_ELEMENTS(alphas); f++)
        value_is(r->agreement, "krippendorff", alphas[f], agreement_number(want, "krippendorff", alphas[f]), 1e-9);
      for (size_t f = 0; f < G_N_ELEMENTS(iccs); f++)
        value_is(r->agreement, "icc", iccs[f], agreement_number(want, "icc", iccs[f]), 1e-6);
    }
  }
}

/* Scorebooks with a blank are left out of totals; teams that share nobody are told; ids rise. */
static void test_totals(void) {
  g_autoptr(Dealing) whole = deal(false, 0), holes = deal(false, 1);
  g_autoptr(GPtrArray) all = reliabilities(whole, 1), some = reliabilities(holes, 2);
  const Reliability *totals = all->pdata[0], *large = all->pdata[1], *left = some->pdata[0];
  g_assert_cmpuint(totals->teams, ==, 3);
  g_assert_cmpuint(totals->n, ==, APPLICANTS);
  g_assert_cmpuint(large->n, ==, APPLICANTS * 2 / 3);
  value_is(totals->agreement, "krippendorff", "pairable", APPLICANTS * EACH, 0);
  g_assert_cmpfloat(agreement_number(left->agreement, "krippendorff", "pairable"), <, APPLICANTS * EACH);
  for (size_t r = 1; r < totals->k; r++)
    g_assert_cmpstr(whole->assessors[totals->raters[r - 1]].id, <, whole->assessors[totals->raters[r]].id);
}

/* By hand: the first assessor is 10 above the only colleague on every mark both gave; one scorebook stands alone. */
static bool give_three(void *data, EachPanel *each, void *user, G_GNUC_UNUSED GError **error) {
  static const char *const ids[] = {"A", "B", "C"};
  for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
    Panel panel = sample_panel(data, ids[i], 0);
    if (!each(&panel, user)) return false;
  }
  return true;
}

static void test_profiles(void) {
  g_autoptr(Sample) sample = sample_new("1(1.1:50 1.2:50)");
  sample_book(sample, "A", 0, 0, "60 80");
  sample_book(sample, "A", 0, 1, "50 70");
  sample_book(sample, "B", 0, 0, "40 -");
  sample_book(sample, "B", 0, 1, "30 20");
  sample_book(sample, "C", 0, 1, "90 90");
  sample->assessors[0].id = "first";
  sample->assessors[1].id = "second";
  sample->cycle.n_assessors = 2;
  PanelSource source = {.data = sample, .run = give_three};
  g_autoptr(GPtrArray) found = reliability_of(&sample->award, &sample->cycle, &source, -1, NULL);
  const Reliability *totals = found->pdata[0];
  g_assert_cmpuint(totals->k, ==, 2);
  near_to(totals->profiles[0].level, 10, 1e-12);
  near_to(totals->profiles[1].level, -10, 1e-12);
  near_to(totals->profiles[0].spread, 1, 1e-12);
  near_to(totals->profiles[0].discrimination, 1, 1e-12);
  g_assert_cmpuint(totals->profiles[1].applicants, ==, 2);
}

/* What is said of a mean is said of as many marks as an applicant has, whoever of a larger panel gave them; and how much
 * of the assessors' variance parts two applicants is as the pairs tell one by one. */
typedef struct Shared {
  const char *name;
  uint32_t by[6][2]; /* per applicant the two assessors, of four */
  double apart;
} Shared;

static const Shared shares[] = {{"the same two", {{0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}}, 0},
                                {"two pairs", {{0, 1}, {0, 1}, {0, 1}, {2, 3}, {2, 3}, {2, 3}}, 0.3},
                                {"in turn", {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {0, 1}, {2, 3}}, 0.3},
                                {"one with all", {{0, 1}, {0, 1}, {0, 1}, {0, 2}, {0, 2}, {0, 3}}, 2.75 / 15}};

static bool give_six(void *data, EachPanel *each, void *user, G_GNUC_UNUSED GError **error) {
  static const char *const ids[] = {"A", "B", "C", "D", "E", "F"};
  for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
    Panel panel = sample_panel(data, ids[i], 0);
    if (!each(&panel, user)) return false;
  }
  return true;
}

static void test_marks_of_mean(gconstpointer data) {
  static const char *const ids[] = {"A", "B", "C", "D", "E", "F"}, *const raters[] = {"w", "x", "y", "z"};
  static const int harsh[] = {0, 15, 5, 25}, good[] = {20, 35, 60, 30, 45, 70}, chance[] = {0, 5, 5, 0, 10, 5, 0};
  const Shared *shared = data;
  g_autoptr(Sample) sample = sample_new("1(1.1:50)");
  for (size_t p = 0; p < G_N_ELEMENTS(ids); p++)
    for (size_t b = 0; b < 2; b++) {
      g_autofree char *mark = g_strdup_printf("%d", good[p] + harsh[shared->by[p][b]] - chance[(3 * p + b) % 7]);
      sample_book(sample, ids[p], 0, shared->by[p][b], mark);
    }
  for (size_t r = 0; r < G_N_ELEMENTS(raters); r++) sample->assessors[r].id = raters[r];
  sample->cycle.n_assessors = G_N_ELEMENTS(raters);
  PanelSource source = {.data = sample, .run = give_six};
  g_autoptr(GPtrArray) found = reliability_of(&sample->award, &sample->cycle, &source, -1, NULL);
  const Reliability *totals = found->pdata[0], *item = found->pdata[found->len - 1];
  double p, a, rest;
  g_assert_true(reliability_variances(totals->agreement, &p, &a, &rest));
  value_is(totals->agreement, "icc", "ICC(2,k)", p / (p + (a + rest) / 2), 1e-9);
  value_is(item->agreement, "icc", "ICC(2,k)", p / (p + (a + rest) / 2), 1e-5);
  value_is(totals->agreement, "icc", "marks_of_mean", 2, 1e-12);
  value_is(totals->agreement, "icc", "severity_apart", shared->apart, 1e-12);
}

/* -- how far it is ----------------------------------------------------------------------------------------------- */

static void hear(double share, void *data) { g_array_append_val((GArray *)data, share); }

/* From nothing to all in steps that are counted beforehand, whoever takes them; of the side by side as of the crossed. */
static void test_told(void) {
  g_autoptr(Dealing) dealing = deal(true, 5);
  for (unsigned n = 1; n <= MOST_PARTS; n++) {
    g_autoptr(GArray) heard = g_array_new(FALSE, FALSE, sizeof(double));
    PanelSource source = {
        .data = dealing, .run = run, .parts = n, .run_parts = run_parts, .tell = hear, .teller = heard};
    g_setenv("ACCOLADE_THREADS", n == 1 ? "1" : "2", TRUE);
    g_autoptr(GPtrArray) found = reliability_of(&dealing->sample->award, &dealing->cycle, &source, -1, NULL);
    g_unsetenv("ACCOLADE_THREADS");
    guint steps = 1 + 3 * found->len;
    g_assert_cmpuint(heard->len, ==, steps + 1);
    for (guint i = 0; i <= steps; i++) g_assert_cmpfloat(g_array_index(heard, double, i), ==, (double)i / steps);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/reliability/side-by-side", test_side_by_side);
  g_test_add_func("/reliability/items", test_items);
  g_test_add_func("/reliability/totals", test_totals);
  g_test_add_func("/reliability/profiles", test_profiles);
  g_test_add_func("/reliability/told", test_told);
  for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
    g_autofree char *path = g_strdup_printf("/reliability/marks-of-mean/%s", shares[i].name);
    g_test_add_data_func(path, &shares[i], test_marks_of_mean);
  }
  return g_test_run();
}
