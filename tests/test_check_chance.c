/* test_check_chance.c: flags that chance could give are not raised, what is planted is found, and a flag that another explains
 * is only a note. */
#include "criteria/pack.h"
#include "scoring/check_panel.h"
#include "tests/check_world.h"
#include "tests/made_cycle.h"

#include <locale.h>
#include <string.h>

/* -- from fifty scorebooks on -------------------------------------------------------------------------------- */

enum { CROWD = 24 };

/* Up to twenty-four panels of five who scatter by what `noise` cycles through, and one mark far off. */
typedef struct Crowd {
  World *world;
  Applicant applicants[CROWD];
  uint32_t n;
  Mark marks[CROWD][5][WORLD_CELLS];
} Crowd;

static Mark noise(size_t p, size_t b, size_t c) {
  return (Mark)(500 * ((p * 7 + b * 5 + c * 3 + p * b + b * c * c) % 5));
}

static bool give_crowd(void *data, bool (*each)(const Panel *panel, void *user), void *user, GError **error) {
  Crowd *crowd = data;
  (void)error;
  for (uint32_t p = 0; p < crowd->n; p++) {
    Scorebook books[5];
    for (uint32_t b = 0; b < 5; b++) books[b] = (Scorebook){.applicant = p, .assessor = b, .marks = crowd->marks[p][b]};
    if (!each(&(Panel){.applicant = p, .n = 5, .books = books, .assigned = 5}, user)) return false;
  }
  return true;
}

static void fill_crowd(Crowd *crowd, uint32_t n, Mark far) {
  crowd->n = n;
  for (size_t p = 0; p < CROWD; p++) {
    crowd->applicants[p] = (Applicant){.id = "A", .name = "", .class_id = ""};
    for (size_t b = 0; b < 5; b++)
      for (size_t c = 0; c < WORLD_CELLS; c++)
        crowd->marks[p][b][c] = c == 10 ? 300 : c > 10 && c < 14 ? 100 : (Mark)(4000 + noise(p, b, c));
  }
  if (far >= 0) crowd->marks[3][2][1] = far;
}

static unsigned count_in_crowd(uint32_t n, const char *settings, const char *check, Mark far) {
  g_autoptr(World) world = world_new();
  world_set(world, settings);
  g_autofree Crowd *crowd = g_new0(Crowd, 1);
  fill_crowd(crowd, n, far);
  world->cycle.applicants = crowd->applicants;
  world->cycle.n_applicants = n;
  PanelSource source = {.data = crowd, .run = give_crowd};
  g_autoptr(GPtrArray) flags = checks_run(&world->award, &world->cycle, &source, NULL, NULL, NULL);
  unsigned count = 0;
  for (guint i = 0; i < flags->len; i++) {
    const Flag *flag = flags->pdata[i];
    count += g_str_equal(flag->check->name, check) && flag->severity > SEVERITY_NOTE;
  }
  return count;
}

static void test_chance_is_asked(void) {
  static const struct {
    uint32_t n; /* panels of five */
    const char *settings, *check;
    Mark far;
    bool found;
  } rows[] = {{24, "spread.discuss=15 spread.level=0", "spread", -1, true},
              {24, "spread.discuss=15", "spread", -1, false},
              {9, "spread.discuss=15", "spread", -1, true},
              {10, "spread.discuss=15", "spread", -1, false},
              {24, "extreme.points=10 extreme.deviations=0 extreme.level=0", "extreme", -1, true},
              {24, "extreme.points=10 extreme.deviations=0", "extreme", -1, false},
              {9, "extreme.points=10 extreme.deviations=0", "extreme", -1, true},
              {24, "extreme.points=10", "extreme", 10000, true},
              {24, "leniency.limit=2 leniency.level=0", "leniency", -1, true},
              {24, "leniency.limit=2", "leniency", -1, false}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    unsigned n = count_in_crowd(rows[i].n, rows[i].settings, rows[i].check, rows[i].far);
    g_test_message("%u panels, %s, far %d: %u", rows[i].n, rows[i].settings, rows[i].far, n);
    g_assert_cmpint(n > 0, ==, rows[i].found);
  }
  g_assert_cmpuint(count_in_crowd(24, "extreme.points=10", "extreme", 10000), ==, 1);
}

/* -- one flag behind another ----------------------------------------------------------------------------------- */

static void test_one_says_it_better(void) {
  g_autoptr(World) world = world_new();
  world_set(world, "extreme.marks=3");
  world_panel(world, "A1", "review", (const char *const[]){"40", "45", "45", "50", "90", NULL});
  g_autofree char *spread = world_flags(world, "spread"), *bands = world_flags(world, "band-distance");
  g_autofree char *extreme = world_flags(world, "extreme");
  g_assert_true(g_str_has_prefix(extreme, "extreme warn A1:"));
  g_assert_true(g_str_has_prefix(spread, "spread note A1:"));
  g_assert_true(g_str_has_prefix(bands, "band-distance note A1:"));
}

/* Stuck on the middle is also halo, and that also keeping to the middle; the flag of another assessor changes nothing. */
static void test_one_scorebook_is_flagged_once_in_earnest(void) {
  static const char stuck[] = "50 50 50 50 50 50 50 50 50 50 3 1 1 0 50",
                    flat[] = "55 60 55 60 55 60 55 60 55 55 3 1 0 0 55";
  g_autoptr(World) world = world_new();
  world_set(world,
            "halo.severity=warn central.severity=warn halo.below=11 central.share=0.9 central.team=1 halo.team=5");
  world_panel(world, "A1", "review", (const char *const[]){stuck, flat, "", "", "", "", NULL});
  g_autofree char *seen = world_flags(world, "stuck"), *halo = world_flags(world, "halo");
  g_assert_true(g_str_has_prefix(seen, "stuck warn A1: S1"));
  g_assert_nonnull(strstr(halo, "halo note A1: S1"));
  g_assert_nonnull(strstr(halo, "halo warn A1: S2"));
}

/* -- made-up cycles ------------------------------------------------------------------------------------------ */

typedef struct Packs {
  Criteria *criteria;
  Rules *rules;
} Packs;

static Packs load_packs(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PackShelf) shelf = pack_shelf_new(NULL);
  g_autofree char *criteria = pack_text(shelf, "gbt19580-2012", PACK_CRITERIA, &error);
  g_autofree char *rules = pack_text(shelf, "plain", PACK_RULES, &error);
  g_assert_no_error(error);
  Packs packs = {pack_parse_criteria(criteria, strlen(criteria), "criteria", NULL, &error),
                 pack_parse_rules(rules, strlen(rules), "rules", NULL, &error)};
  g_assert_no_error(error);
  return packs;
}

static bool any_by_chance(const GPtrArray *flags) {
  for (guint i = 0; i < flags->len; i++)
    if (((const Flag *)flags->pdata[i])->check->tail != TAIL_NONE) return true;
  return false;
}

/* At the declared level more than 16 of 180 would be seen once in a hundred times. */
static void test_clean_cycles(void) {
  enum { EACH = 20, MOST_ALARMS = 16 };
  static const size_t panels[] = {3, 5, 7};
  Packs packs = load_packs();
  const Award award = {.rules = packs.rules, .criteria = packs.criteria};
  unsigned alarms = 0;
  for (size_t k = 0; k < G_N_ELEMENTS(panels); k++)
    for (MadeDesign design = MADE_RANDOM; design <= MADE_LINKED; design++)
      for (uint64_t seed = 1; seed <= EACH; seed++) {
        const MadePlan plan = {30, panels[k], design, MADE_NOTHING, 1000 + seed};
        g_autoptr(MadeCycle) made = made_cycle_new(packs.criteria, &plan);
        g_autoptr(GPtrArray) flags = made_cycle_flags(made, &award, 1);
        alarms += any_by_chance(flags);
      }
  g_test_message("%u of %u clean cycles with a flag that chance gave", alarms, EACH * 9);
  g_assert_cmpuint(alarms, <=, MOST_ALARMS);
  criteria_free(packs.criteria);
  rules_free(packs.rules);
}

/* What is planted, and at least how much of it the check is to find, of a hundred: somewhat less than bench/flags.c measures. */
static void test_planted(void) {
  static const unsigned least[MADE_KINDS] = {
      [MADE_MOVED] = 5,    [MADE_FAR] = 50,     [MADE_SPLIT] = 75,  [MADE_SINGLED] = 40, [MADE_HALO] = 90,
      [MADE_CENTRAL] = 90, [MADE_ERRATIC] = 90, [MADE_LENIENT] = 5, [MADE_STUCK] = 90,   [MADE_DRIFT] = 85,
      [MADE_HOME] = 85,    [MADE_PAIR] = 85,    [MADE_SPEED] = 100, [MADE_WORDS] = 100};
  Packs packs = load_packs();
  const Award award = {.rules = packs.rules, .criteria = packs.criteria};
  for (MadeKind kind = MADE_MOVED; kind < MADE_KINDS; kind++) {
    MadeFound sum = {0};
    for (uint64_t seed = 1; seed <= 10; seed++) {
      g_autoptr(MadeCycle) made = made_cycle_new(packs.criteria, &(MadePlan){60, 7, MADE_RANDOM, kind, seed});
      g_autoptr(GPtrArray) flags = made_cycle_flags(made, &award, 1);
      MadeFound found = made_cycle_found(made, flags);
      sum.planted += found.planted;
      sum.found += found.found;
      sum.wrong += found.wrong;
    }
    g_test_message("%s: %zu of %zu found, %zu flags on something else", made_kind_check(kind)->name, sum.found,
                   sum.planted, sum.wrong);
    g_assert_cmpuint(sum.found * 100, >=, least[kind] * sum.planted);
    g_assert_cmpuint(sum.wrong * 8, <=, sum.found + 8);
  }
  criteria_free(packs.criteria);
  rules_free(packs.rules);
}

static char *text_of(const GPtrArray *flags) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < flags->len; i++) {
    const Flag *flag = flags->pdata[i];
    g_string_append_printf(text, "%s %d %d %d %s", flag->check->name, (int)flag->severity, flag->applicant,
                           flag->assessor, flag->item ? flag->item : "");
    Figure figures[FLAG_MOST_FIGURES];
    size_t n = flag_figures(flag, figures);
    for (size_t f = 0; f < n; f++) g_string_append_printf(text, " %s", figures[f].value);
    g_string_append_c(text, '\n');
  }
  return g_string_free(text, FALSE);
}

static void test_parts(void) {
  Packs packs = load_packs();
  const Award award = {.rules = packs.rules, .criteria = packs.criteria};
  for (MadeKind kind = MADE_MOVED; kind < MADE_KINDS; kind++) {
    g_autoptr(MadeCycle) made = made_cycle_new(packs.criteria, &(MadePlan){60, 5, MADE_LINKED, kind, 7});
    g_autoptr(GPtrArray) flags = made_cycle_flags(made, &award, 1);
    g_autofree char *whole = text_of(flags);
    g_assert_cmpstr(whole, !=, "");
    for (unsigned n = 2; n <= 7; n += 5) {
      g_autoptr(GPtrArray) others = made_cycle_flags(made, &award, n);
      g_autofree char *parts = text_of(others);
      g_assert_cmpstr(parts, ==, whole);
    }
  }
  criteria_free(packs.criteria);
  rules_free(packs.rules);
}

/* Panels in which nothing that may raise a flag stands out do not come again. */
static void test_who_comes_again(void) {
  Packs packs = load_packs();
  const Award award = {.rules = packs.rules, .criteria = packs.criteria};
  for (MadeKind kind = MADE_NOTHING; kind <= MADE_SPLIT; kind += MADE_SPLIT) {
    g_autoptr(MadeCycle) made = made_cycle_new(packs.criteria, &(MadePlan){200, 5, MADE_RANDOM, kind, 5});
    g_autoptr(GPtrArray) flags = made_cycle_flags(made, &award, 2);
    g_autoptr(GHashTable) flagged = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < flags->len; i++) {
      const Flag *flag = flags->pdata[i];
      if (flag->check == &check_spread || flag->check == &check_extreme || flag->check == &check_band_distance)
        g_hash_table_add(flagged, GSIZE_TO_POINTER((size_t)flag->applicant));
    }
    g_test_message("%s: %zu come again, %u are flagged", kind ? "split" : "clean", made_cycle_again(made),
                   g_hash_table_size(flagged));
    g_assert_cmpuint(made_cycle_again(made), >=, g_hash_table_size(flagged));
    g_assert_cmpuint(made_cycle_again(made), <=, kind ? g_hash_table_size(flagged) * 2 : 10);
    g_assert_cmpint(g_hash_table_size(flagged) > 0, ==, kind == MADE_SPLIT);
  }
  criteria_free(packs.criteria);
  rules_free(packs.rules);
}

/* Parts of a thousand scorebooks and more guess what will stand out, smaller ones do not: it makes no difference to the flags,
 * and a great one to how many panels come again. */
static void test_guess(void) {
  static const MadeKind kinds[] = {MADE_NOTHING, MADE_FAR,     MADE_SPLIT, MADE_HALO,
                                   MADE_CENTRAL, MADE_ERRATIC, MADE_STUCK};
  Packs packs = load_packs();
  const Award award = {.rules = packs.rules, .criteria = packs.criteria};
  for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
    g_autoptr(MadeCycle) made = made_cycle_new(packs.criteria, &(MadePlan){1500, 5, MADE_RANDOM, kinds[k], 3});
    g_autoptr(GPtrArray) small = made_cycle_flags(made, &award, 8);
    size_t without = made_cycle_again(made);
    g_autofree char *wanted = text_of(small);
    for (unsigned n = 4; n >= 1; n--) {
      g_autoptr(GPtrArray) flags = made_cycle_flags(made, &award, n);
      g_autofree char *got = text_of(flags);
      g_assert_cmpstr(got, ==, wanted);
    }
    g_autoptr(GPtrArray) last = made_cycle_flags(made, &award, 2);
    g_test_message("%d: %zu come again, %zu without a guess, of %u flags", kinds[k], made_cycle_again(made), without,
                   last->len);
    if (without > 60) g_assert_cmpuint(made_cycle_again(made) * 2, <, without);
  }
  criteria_free(packs.criteria);
  rules_free(packs.rules);
}

/* What a mark lies off, in percent: from the mean of the colleagues but the furthest, and the mean of what else there is. */
static Ratio distance_in(const CheckSubject *subject, size_t item, size_t book) {
  const CheckItem *items = subject->items;
  Ratio lean = ratio_int(0), others = ratio_int(0);
  int64_t furthest = 0, own = items[item].results[book];
  for (size_t i = 0; i < subject->n_items; i++) {
    if (i == item) continue;
    lean = ratio_add(lean, ratio(items[i].results[book] * 5 - items[i].sum, 4 * items[i].full));
  }
  for (size_t b = 0; b < 5; b++) {
    int64_t away = items[item].results[b] - own;
    if (b == book) continue;
    others = ratio_add(others, ratio_int(items[item].results[b]));
    if (ABS(away) > ABS(furthest)) furthest = away;
  }
  others = ratio_div(ratio_sub(others, ratio_int(own + furthest)), ratio_int(3 * items[item].full));
  Ratio expected = ratio_add(others, ratio_div(lean, ratio_int((int64_t)subject->n_items - 1)));
  return ratio_mul(ratio_int(100), ratio_sub(ratio(own, items[item].full), expected));
}

/* A mark as far off as `points` says is far, one that is the least bit nearer is not. */
static void test_far_to_the_point(void) {
  static const struct {
    Ratio more;
    unsigned flags;
  } rows[] = {{{-1, 1000}, 1}, {{-1, 1000000000}, 1}, {{0, 1}, 1}, {{1, 1000000000}, 0}, {{1, 1000}, 0}};
  g_autoptr(World) world = world_new();
  g_autoptr(PanelLayout) layout = panel_layout_new();
  g_autofree Crowd *crowd = g_new0(Crowd, 1);
  Scorebook books[5];
  fill_crowd(crowd, CROWD, 10000);
  for (uint32_t b = 0; b < 5; b++) books[b] = (Scorebook){.assessor = b, .marks = crowd->marks[3][b]};
  CheckSubject subject = {.award = &world->award, .criteria = &world->criteria, .stage = &world->stages[0]};
  panel_lay_out(layout, &(Panel){.applicant = 3, .n = 5, .books = books}, &subject);
  Ratio distance = distance_in(&subject, 1, 2);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *points = ratio_exact(ratio_add(distance, rows[i].more));
    g_autofree char *setting = g_strdup_printf("extreme.points=%s", points);
    g_assert_cmpuint(count_in_crowd(CROWD, setting, "extreme", 10000), ==, rows[i].flags);
  }
}

/* -- how far it is ----------------------------------------------------------------------------------------------- */

typedef struct Told {
  unsigned begun, done;
  double last;
} Told;

static void hear(double share, void *data) {
  Told *told = data;
  g_assert_true(share == 0 ? told->begun == told->done : share > told->last);
  told->begun += share == 0;
  told->done += share == 1;
  told->last = share;
}

/* The stage is looked at twice, for what chance gives and for what stands out; then the flags are put in order. */
static void test_told(void) {
  g_autoptr(World) world = world_new();
  g_autofree Crowd *crowd = g_new0(Crowd, 1);
  Told told = {0};
  fill_crowd(crowd, CROWD, -1);
  world->cycle.applicants = crowd->applicants;
  world->cycle.n_applicants = CROWD;
  PanelSource source = {.data = crowd, .run = give_crowd, .tell = hear, .teller = &told};
  g_autoptr(GPtrArray) flags = checks_run(&world->award, &world->cycle, &source, NULL, NULL, NULL);
  g_assert_nonnull(flags);
  g_assert_cmpuint(told.begun, ==, 3);
  g_assert_cmpuint(told.done, ==, 3);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/check-chance/asked", test_chance_is_asked);
  g_test_add_func("/check-chance/behind", test_one_says_it_better);
  g_test_add_func("/check-chance/behind-scorebook", test_one_scorebook_is_flagged_once_in_earnest);
  g_test_add_func("/check-chance/clean", test_clean_cycles);
  g_test_add_func("/check-chance/planted", test_planted);
  g_test_add_func("/check-chance/parts", test_parts);
  g_test_add_func("/check-chance/again", test_who_comes_again);
  g_test_add_func("/check-chance/guess", test_guess);
  g_test_add_func("/check-chance/told", test_told);
  g_test_add_func("/check-chance/far-to-the-point", test_far_to_the_point);
  return g_test_run();
}
