/* test_check.c: every check fires where it should and is silent where it should; settings, order, sentences. */
#include "reports/flag_words.h"
#include "tests/check_world.h"

#include <locale.h>
#include <string.h>

typedef struct Case {
  const char *title, *check, *stage;
  const char *settings;
  const char *books[WORLD_ASSESSORS + 1];
  const char *expected; /* "" = silent */
} Case;

/* clang-format off */
static const Case cases[] = {
  {"nobody-marked", "missing", "review", NULL, {"40 -", "40 a", "40 -"},
   "missing warn A1: S1 submitted with items left blank (1): P2.\n"
   "missing warn A1: S3 submitted with items left blank (1): P2.\n"
   "missing error A1: No mark counts for P2: of 3 scorebooks 1 abstain and 2 leave it blank."},
  {"leader-blank-where-judged", "missing", "review", "judged", {"*40 a", "40"},
   "missing error A1: No mark counts for P2: none is agreed, and no scorebook of the leader gives one (scorebooks in: 2)."},
  {"blanks-of-one", "missing", "review", NULL, {"- 60 -", ""}, "missing warn A1: S1 submitted with items left blank (2): P1, P3."},
  {"blank-end-of-a-range", "missing", "review", NULL, {"40 60 40 60 40 60 50 50 -", ""},
   "missing warn A1: S1 submitted with items left blank (1): G1."},
  {"severity-moves-together", "missing", "review", "missing.severity=warn", {"- 60", "-"},
   "missing note A1: S1 submitted with items left blank (1): P1.\nmissing note A1: S2 submitted with items left blank (1): P1.\n"
   "missing warn A1: No mark counts for P1: of 2 scorebooks 0 abstain and 2 leave it blank."},
  {"no-scorebook", "missing", "review", NULL, {NULL},
   "missing error A1: A1 has no scorebook that counts at “Reading of papers”; 0 are left out for recusal."},
  {"stage-total-blank", "missing", "defence", NULL, {"-", "!7000"}, "missing warn A1: S1 submitted with items left blank (1): the total."},
  {"blank-spoils-the-scorebook", "missing", "review", "skip-scorebook", {"40 -", "", "40 a"},
   "missing error A1: S1 submitted with items left blank (1), so the scorebook does not count: P2."},
  {"only-mark-in-a-spoilt-scorebook", "missing", "review", "skip-scorebook", {"40 -", "a 60"},
   "missing error A1: S1 submitted with items left blank (1), so the scorebook does not count: P2.\n"
   "missing error A1: No mark counts for P1: of 2 scorebooks 1 abstain and 0 leave it blank."},
  {"blank-refused", "missing", "review", "refuse", {"40 -", ""},
   "missing warn A1: S1 submitted with items left blank (1): P2.\n"
   "missing error A1: No mark counts for P2: of 2 scorebooks 0 abstain and 1 leave it blank."},
  {"all-marked", "missing", "review", NULL, {"", "", ""}, ""},
  {"one-abstains", "missing", "review", NULL, {"a", ""}, ""},
  {"not-applicable-to-all", "missing", "review", NULL, {"40 60 40 60 40 n", "40 60 40 60 40 n"}, ""},
  {"advisory", "missing", "review", NULL, {"40 60 40 60 40 60 50 50 40 60 3 1 1 0 a"}, ""},
  {"gate", "missing", "visit", NULL, {NULL}, ""},
  {"off", "missing", "review", "missing.severity=off", {"-", "-"}, ""},

  {"between-steps", "off-scale", "review", NULL, {"!4100", ""},
   "off-scale error A1: S1 gave 41 on P1, which is not on its scale: SCALE."},
  {"above-and-unknown-state", "off-scale", "review", NULL, {"", "105 !-7"},
   "off-scale error A1: S2 gave 105 on P1, which is not on its scale: SCALE.\n"
   "off-scale error A1: S2 gave -7 on P2, which is not on its scale: SCALE."},
  {"forbidden-not-applicable", "off-scale", "review", NULL, {"n", ""},
   "off-scale error A1: S1 calls P1 not applicable, which this item does not allow."},
  {"range-wrong-way-round", "off-scale", "review", NULL, {"40 60 40 60 40 60 50 50 60 40"},
   "off-scale error A1: S1 gave G1 the range 60 to 40, whose lower end is above its upper."},
  {"dimension-cell", "off-scale", "review", NULL, {"40 60 40 60 40 60 50 50 40 60 3 1 2 0"},
   "off-scale error A1: S1 gave 2 on D1/Second, which is not on its scale: SCALE."},
  {"stage-total-above", "off-scale", "defence", NULL, {"!7201"},
   "off-scale error A1: S1 gave 720.1 on the total, which is not on its scale: SCALE."},
  {"all-legal", "off-scale", "review", NULL, {"a - 100 0 5 n 95", ""}, ""},
  {"equal-ends", "off-scale", "review", NULL, {"40 60 40 60 40 60 50 50 40 40"}, ""},
  {"stage-total-legal", "off-scale", "defence", NULL, {"!7200", "!1"}, ""},

  {"note-and-warn", "spread", "review", "spread.warn=15 spread.discuss=25", {"40 60 40", "55 60 65", "45 60 50"},
   "spread note A1: The marks on P1 lie 15 apart, from 40 to 55; the limit is 15 percent.\n"
   "spread warn A1: The marks on P3 lie 25 apart, from 40 to 65; the limit is 25 percent."},
  {"own-limits", "spread", "review", "spread.warn=5 spread.discuss=7.5 spread.severity=error", {"40 60", "45 70"},
   "spread warn A1: The marks on P1 lie 5 apart, from 40 to 45; the limit is 5 percent.\n"
   "spread error A1: The marks on P2 lie 10 apart, from 60 to 70; the limit is 7.5 percent."},
  {"midpoints-of-ranges", "spread", "review", "spread.warn=15 spread.discuss=25", {"40 60 40 60 40 60 50 50 40 65", "40 60 40 60 40 60 50 50 60 80"},
   "spread note A1: The marks on G1 lie 17.5 apart, from 52.5 to 70; the limit is 15 percent."},
  {"a-level", "spread", "review", NULL, {"", "40 60 40 60 40 60 50 50 40 60 5"},
   "spread warn A1: The marks on L1 lie 2 apart, from 3 to 5; the limit is 30 percent."},
  {"stage-total", "spread", "defence", "spread.warn=15 spread.discuss=25", {"!7000", "!5920"},
   "spread note A1: The marks on the total lie 108 apart, from 592 to 700; the limit is 15 percent."},
  {"just-below", "spread", "review", NULL, {"40", "55"}, ""},
  {"one-mark", "spread", "review", NULL, {"0 -", "a 100"}, ""},
  {"stage-total-below", "spread", "defence", NULL, {"!7000", "!5921"}, ""},

  {"two-bands", "band-distance", "review", NULL, {"25 60", "50 60"},
   "band-distance warn A1: The bands chosen for P1 lie 2 apart, from 25 (band 2) to 50 (band 4)."},
  {"by-setting", "band-distance", "review", "band-distance.distance=1 band-distance.severity=note", {"45 60", "50 65"},
   "band-distance note A1: The bands chosen for P1 lie 1 apart, from 45 (band 3) to 50 (band 4)."},
  {"neighbours", "band-distance", "review", NULL, {"30", "65"}, ""},
  {"no-bands", "band-distance", "review", NULL, {"40 60 40 60 40 60 50 50 0 0", "40 60 40 60 40 60 50 50 100 100"}, ""},
  {"same-band-distance-zero", "band-distance", "review", "band-distance.distance=0", {"50", "55"}, ""},

  {"one-of-two", "panel-small", "review", NULL, {""},
   "panel-small warn A1: 1 of 2 scorebooks count for A1 at “Reading of papers”; 0 are left out for recusal."},
  {"enough", "panel-small", "review", NULL, {"", ""}, ""},
  {"none-is-for-missing", "panel-small", "review", NULL, {NULL}, ""},
  {"five-of-four", "panel-large", "review", NULL, {"", "", "", "", ""},
   "panel-large warn A1: 5 scorebooks count for A1 at “Reading of papers”, where the rules say 4 at most."},
  {"as-many-as-said", "panel-large", "review", NULL, {"", "", "", ""}, ""},
  {"stage-without-maximum", "panel-large", "defence", NULL, {"!1", "!1", "!1", "!1", "!1"}, ""},
  {"stage-without-minimum", "panel-small", "defence", NULL, {"!1"}, ""},

  {"rung-above-a-gap", "ladder-gap", "review", NULL, {"", "40 60 40 60 40 60 50 50 40 60 3 1 0 1"},
   "ladder-gap warn A1: S2 marked rungs of D1 above one that is not full; they do not count, the result is 2."},
  {"climbed-in-order", "ladder-gap", "review", NULL, {"", "40 60 40 60 40 60 50 50 40 60 3 1 1 1"}, ""},
  {"ladder-with-a-blank", "ladder-gap", "review", NULL, {"40 60 40 60 40 60 50 50 40 60 3 - 1 1"}, ""},

  {"far-above", "extreme", "review", NULL, {"40", "45", "45", "50", "90"},
   "extreme warn A1: S5 gave 90 on P1, 45 away from the panel's median 45; half of the panel is within 5 of it."},
  {"even-panel", "extreme", "review", NULL, {"100", "40", "45", "50", "55", "60"},
   "extreme warn A1: S1 gave 100 on P1, 47.5 away from the panel's median 52.5; half of the panel is within 7.5 of it."},
  {"against-one-voice", "extreme", "review", NULL, {"50", "30", "50", "50", "a", "50"},
   "extreme warn A1: S2 gave 30 on P1, 20 away from the panel's median 50; half of the panel is within 0 of it."},
  {"published-example", "extreme", "defence", "extreme.points=0", {"!1", "!3", "!3", "!6", "!8", "!10", "!10", "!1000"},
   "extreme warn A1: S8 gave 100 on the total, 99.3 away from the panel's median 0.7; half of the panel is within 0.35 of it."},
  {"deviations", "extreme", "review", "extreme.deviations=2", {"20", "40", "50", "60", "80"},
   "extreme warn A1: S1 gave 20 on P1, 30 away from the panel's median 50; half of the panel is within 10 of it.\n"
   "extreme warn A1: S5 gave 80 on P1, 30 away from the panel's median 50; half of the panel is within 10 of it."},
  {"wide-panel", "extreme", "review", NULL, {"20", "40", "50", "60", "80"}, ""},
  {"not-beyond-the-limit", "extreme", "review", "extreme.deviations=5000/2471", {"20", "40", "50", "60", "80"}, ""},
  {"near-one-voice", "extreme", "review", NULL, {"50", "35", "50", "50", "50"}, ""},
  {"small-panel", "extreme", "review", NULL, {"50", "0", "50", "50", "a"}, ""},

  {"above-throughout", "leniency", "review", NULL, {"", "", "55 75 55 75 55 75 65 65 55 75 4 1 1 0 65"},
   "leniency warn A1: S3 marks A1 14.17 above the other assessors: 67.08 against 52.92 percent over 12 items."},
  {"below-with-abstentions", "leniency", "review", NULL,
   {"a", "25 40 25 40 25 40 30 30 20 40 2 1 0 0 30", "40 a", ""},
   "leniency warn A1: S2 marks A1 19.17 below the other assessors: 33.75 against 52.92 percent over 12 items."},
  {"at-the-limit", "leniency", "review", NULL, {"", "50 70 50 70 50 70 60 60 50 70 a a a a 60"},
   "leniency warn A1: S1 marks A1 10.00 below the other assessors: 50.00 against 60.00 percent over 10 items.\n"
   "leniency warn A1: S2 marks A1 10.00 above the other assessors: 60.00 against 50.00 percent over 10 items."},
  {"below-the-limit", "leniency", "review", NULL, {"", "50 70 50 70 50 70 60 60 50 70 3 1 1 0 60"}, ""},
  {"too-few-items", "leniency", "review", NULL, {"", "90 90 90 90 a a a a a a a a a a a"}, ""},
  {"alone", "leniency", "review", NULL, {"90 90 90 90 90 90 90 90 90 90 5 1 1 1 90"}, ""},

  {"ten-of-twelve", "stuck", "review", NULL, {"", "50 50 50 50 50 50 50 50 45 55 3 1 1 0 50", ""},
   "stuck warn A1: S2 gave A1 50 percent on 10 of 12 items; most of the panel did not."},
  {"eight-of-ten", "stuck", "review", NULL, {"50 50 50 50 50 50 50 50 45 60 a a a a 55", "", ""},
   "stuck warn A1: S1 gave A1 50 percent on 8 of 10 items; most of the panel did not."},
  {"late-repeats", "stuck", "review", "stuck.share=70", {"", "45 55 60 50 50 50 50 50 50 50 a 1 0 0 50", ""},
   "stuck warn A1: S2 gave A1 50 percent on 8 of 11 items; most of the panel did not."},
  {"nine-of-twelve", "stuck", "review", NULL, {"", "45 50 50 50 50 50 50 50 50 50 3 1 1 0 50", ""}, ""},
  {"the-whole-panel", "stuck", "review", NULL, {"50 50 50 50 50 50 50 50 50 50", "50 50 50 50 50 50 50 50 50 50", ""}, ""},
  {"just-half", "stuck", "review", "stuck.share=50 stuck.items=4", {"", "50 50 60 40 a a a a a a a a a a a", ""}, ""},
  {"just-half-in-turn", "stuck", "review", "stuck.share=50 stuck.items=4", {"", "60 50 40 50 a a a a a a a a a a a", ""}, ""},
  {"more-than-half", "stuck", "review", "stuck.share=50 stuck.items=4", {"", "60 50 50 40 50 a a a a a a a a a a", ""},
   "stuck warn A1: S2 gave A1 50 percent on 3 of 5 items; most of the panel did not."},
  {"seven-marks", "stuck", "review", NULL, {"", "50 50 50 50 50 50 50 a a a a a a a a", ""}, ""},

  {"up-and-down", "erratic", "review", NULL, {"", "", "", "20 80 20 80 20 80 30 70 20 80 2 1 1 0 50"},
   "erratic note A1: S4 differs from the panel on A1 item by item, up and down: by 17.6 percent on the root mean square over "
   "12 items, the others by 5.9."},
  {"one-item-far-off", "erratic", "review", NULL, {"", "", "", "100"}, ""},
  {"lenient-not-erratic", "erratic", "review", NULL, {"", "", "", "60 80 60 80 60 80 70 70 60 80 4 1 1 1 70"}, ""},
  {"two-are-too-few", "erratic", "review", NULL, {"", "20 80 20 80 20 80 30 70 20 80 2 1 1 0 50"}, ""},

  {"flat", "halo", "review", NULL, {"55 60 55 60 55 60 55 60 55 55 3 1 0 0 55", "", ""},
   "halo note A1: S1 hardly tells the items of A1 apart: standard deviation 3.1 over 12 items; 2 of 2 others have 10 or "
   "more."},
  {"flat-like-the-panel", "halo", "review", NULL,
   {"55 60 55 60 55 60 55 60 55 55 3 1 0 0 55", "55 60 55 60 55 60 55 60 55 55 3 1 0 0 55", ""}, ""},
  {"tells-apart", "halo", "review", NULL, {"50 60 50 60 50 60 50 60 50 50 3 1 0 0 65", "", ""}, ""},
  {"flat-alone", "halo", "review", NULL, {"55 60 55 60 55 60 55 60 55 55 3 1 0 0 55"}, ""},

  {"middle", "central", "review", NULL, {"", "50 55 50 55 50 55 50 55 50 50 3 1 0 0 50", ""},
   "central note A1: S2 stays near the middle for A1: mean 52.50 percent, standard deviation 3.2; 2 of 2 others use far more of "
   "the scale."},
  {"flat-but-high", "central", "review", NULL, {"", "80 85 80 85 80 85 80 85 80 80 4 1 1 0 80", ""}, ""},
  {"wide-enough", "central", "review", NULL, {"", "40 60 50 60 50 60 40 50 50 50 3 1 0 0 50", ""}, ""},
  {"half-the-panel", "central", "review", NULL, {"", "50 55 50 55 50 55 50 55 50 50 3 1 0 0 50", "50 55 50 55 50 55 50 55 50 50 3 1 0 0 50"}, ""},
  {"narrow-panel", "central", "review", NULL, {"50 55 50 55 50 55 50 55 50 50 3 1 0 0 50", "50 55 50 55 50 55 50 55 50 50 3 1 0 0 50"}, ""},

  {"results-above", "result-process", "review", NULL, {"40 60 40 60 40 60 90", "40 60 40 60 40 60 95"},
   "result-process note A1: The result R1 with 92.5 is in band “band 6”, 3 above “band 3”, the middle band of the processes."},
  {"results-below", "result-process", "review", "result-process.severity=warn", {"75 75 75 75 75 75 50 20"},
   "result-process warn A1: The result R2 with 20 is in band “band 2”, 3 below “band 5”, the middle band of the processes."},
  {"spoilt-scorebook-left-out", "result-process", "review", "skip-scorebook", {"- 60 40 60 40 60 0", "40 60 40 60 40 60 90"},
   "result-process note A1: The result R1 with 90 is in band “band 6”, 3 above “band 3”, the middle band of the processes."},
  {"two-bands-apart", "result-process", "review", NULL, {"40 60 40 60 40 60 85 5"}, ""},
  {"no-process-marked", "result-process", "review", NULL, {"a a a a a a 100 0"}, ""},
  {"one-figure", "result-process", "defence", NULL, {"!7200"}, ""},
};
/* clang-format on */

typedef struct RankedCase {
  const char *title, *check, *settings;
  const char *standings[5]; /* "A1 600 gold" */
  const char *expected;
} RankedCase;

/* clang-format off */
static const RankedCase ranked_cases[] = {
  {"both-sides", "floor-near", NULL, {"A1 703 gold", "A2 2793/4 silver", "A3 605 silver", "A10 1799/3 "},
   "floor-near note A1: A1 with 703.00 is 3.00 points above the floor of “Gold prize”, 700.\n"
   "floor-near note A10: A10 with 599.67 is 0.33 points below the floor of “Silver prize”, 600.\n"
   "floor-near note A2: A2 with 698.25 is 1.75 points below the floor of “Gold prize”, 700.\n"
   "floor-near note A3: A3 with 605.00 is 5.00 points above the floor of “Silver prize”, 600."},
  {"points", "floor-near", "floor-near.points=1 floor-near.severity=warn", {"A1 701 gold", "A2 702 gold", "A3 700 gold"},
   "floor-near warn A1: A1 with 701.00 is 1.00 points above the floor of “Gold prize”, 700.\n"
   "floor-near warn A3: A3 with 700.00 is 0.00 points above the floor of “Gold prize”, 700."},
  {"percent", "floor-near", "floor-near.percent=0.1", {"A1 701 gold", "A2 598.9 "},
   "floor-near note A1: A1 with 701.00 is 1.00 points above the floor of “Gold prize”, 700."},
  {"line", "place-near", NULL, {"A1 700 gold", "A2 696 silver", "A3 695.5 silver", "A10 690.5 "},
   "place-near note A10: A10 (no tier) is 5.00 points below A3 (Silver prize) across the line between them.\n"
   "place-near note A2: A2 (Silver prize) is 4.00 points below A1 (Gold prize) across the line between them."},
  {"tie-key", "place-near", "place-near.points=0.01", {"A2 700 gold", "A1 700 silver", "A3 699 "},
   "place-near note A1: A1 (Silver prize) is 0.00 points below A2 (Gold prize) across the line between them."},
  {"same-tier-or-far", "place-near", NULL, {"A1 700 gold", "A2 699 gold", "A3 693.9 silver"}, ""},
  {"far", "floor-near", NULL, {"A1 705.01 gold", "A2 694.99 silver", "A3 200 "}, ""},
};
/* clang-format on */

/* "judged", "skip-scorebook" and "refuse" are turns of the rules, not of a check. */
static World *build(const char *settings) {
  World *world = world_new();
  Combination *how = &world->stages[0].combination;
  bool is_judged = g_strcmp0(settings, "judged") == 0, skips = g_strcmp0(settings, "skip-scorebook") == 0;
  bool refuses = g_strcmp0(settings, "refuse") == 0;
  if (is_judged) how->method = METHOD_JUDGED;
  if (skips || refuses) how->blank = skips ? BLANK_SKIP_SCOREBOOK : BLANK_REFUSE;
  world_set(world, is_judged || skips || refuses ? NULL : settings);
  return world;
}

/* Scales describe themselves in words of their own; those are tested with the scales. */
static char *without_scale(const char *text) {
  g_autoptr(GRegex) regex = g_regex_new("on its scale: [^\n]*", 0, 0, NULL);
  return g_regex_replace_literal(regex, text, -1, 0, "on its scale: SCALE.", 0, NULL);
}

static void test_panel_case(const void *data) {
  const Case *row = data;
  g_autoptr(World) world = build(row->settings);
  world_panel(world, "A1", row->stage, row->books);
  g_autofree char *flags = world_flags(world, row->check);
  g_autofree char *seen = without_scale(flags);
  g_assert_cmpstr(seen, ==, row->expected);
}

static void test_ranked_case(const void *data) {
  const RankedCase *row = data;
  g_autoptr(World) world = build(row->settings);
  for (size_t i = 0; row->standings[i]; i++) {
    g_auto(GStrv) words = g_strsplit(row->standings[i], " ", 3);
    world_stand(world, words[0], words[1], words[2]);
  }
  g_autofree char *seen = world_flags(world, row->check);
  g_assert_cmpstr(seen, ==, row->expected);
}

static void count_cases(const char *check, size_t *firing, size_t *silent) {
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    if (g_str_equal(cases[i].check, check)) ++*(cases[i].expected[0] ? firing : silent);
  for (size_t i = 0; i < G_N_ELEMENTS(ranked_cases); i++)
    if (g_str_equal(ranked_cases[i].check, check)) ++*(ranked_cases[i].expected[0] ? firing : silent);
}

/* These need more than a panel: test_check_record.c has their cases, and the same question. */
static const char *const elsewhere[] = {"self-gap",    "evidence",    "same-words", "speed",          "drift",
                                        "home-favour", "pairs",       "unlinked",   "agreed-outside", "one-voice",
                                        "declared",    "singled-out", NULL};

static void test_each_check_fires_and_is_silent(void) {
  for (size_t i = 0; i < check_count(); i++) {
    if (g_strv_contains(elsewhere, check_at(i)->name)) continue;
    size_t firing = 0, silent = 0;
    count_cases(check_at(i)->name, &firing, &silent);
    g_test_message("%s: %zu firing, %zu silent", check_at(i)->name, firing, silent);
    g_assert_cmpuint(firing, >, 0);
    g_assert_cmpuint(silent, >, 0);
  }
}

static void test_registry(void) {
  for (size_t i = 0; i < check_count(); i++) {
    const Check *check = check_at(i);
    g_assert_true(check_named(check->name) == check);
    g_assert_true(check->each || check->ranked || check->whole);
    g_assert_cmpint(check->severity, !=, SEVERITY_OFF);
    g_assert_true(check->title[0] && check->sentence[0] && check->next_step[0]);
    for (size_t s = 0; s < CHECK_MAX_SETTINGS && check->settings[s].name; s++) {
      Ratio number;
      g_assert_true(ratio_parse(check->settings[s].value, &number));
      g_assert_true(check->settings[s].meaning[0]);
      g_assert_cmpstr(check->settings[s].name, !=, "severity");
    }
  }
  g_assert_null(check_named("off_scale"));
}

static char *faults_of(const char *settings) {
  g_autoptr(World) world = build(settings);
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
  bool good = check_settings_are_good(&world->rules, faults);
  g_assert_true(good == (faults->len == 0));
  g_ptr_array_add(faults, NULL);
  return g_strjoinv("\n", (char **)faults->pdata);
}

static void test_settings(void) {
  static const struct {
    const char *settings, *faults;
  } rows[] = {
      {"spread.warn=12 spread.discuss=20 spread.severity=off missing.severity=error", ""},
      {"spread.warn=-1", "rules own: check “spread”, setting “warn”: “-1” is not a number of 0 or more; write one "
                         "such as 20"},
      {"spread.warn=15%", "rules own: check “spread”, setting “warn”: “15%” is not a number of 0 or more; write "
                          "one such as 20"},
      {"spread.wran=15 missing.severity=fatal",
       "rules own: check “spread” has no setting “wran”; its settings are: severity, warn, discuss, level\n"
       "rules own: check “missing”: “fatal” is not a severity; use off, note, warn or error"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *faults = faults_of(rows[i].settings);
    g_assert_cmpstr(faults, ==, rows[i].faults);
  }
  g_autofree char *unknown = faults_of("sprad.warn=3");
  g_assert_true(g_str_has_prefix(unknown, "rules own: there is no check “sprad”; the checks are: missing, off-scale,"));
}

static const char *const uneven[] = {"0 100 -", "50 60", "100 0 -", NULL};

static void swap_books(Panel *panel, Scorebook *books) {
  Scorebook first = books[0];
  books[0] = books[panel->n - 1];
  books[panel->n - 1] = first;
}

static void test_order_does_not_depend_on_input(void) {
  g_autoptr(World) world = build(NULL), shuffled = build(NULL);
  static const char *const ids[] = {"A1", "A2", "A3", "A10"};
  for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
    world_panel(world, ids[i], "review", uneven);
    Panel *panel = world_panel(shuffled, ids[G_N_ELEMENTS(ids) - 1 - i], "review", uneven);
    swap_books(panel, shuffled->books[i]);
  }
  g_autofree char *expected = world_flags(world, NULL);
  g_autofree char *seen = world_flags(shuffled, NULL);
  g_assert_cmpstr(seen, ==, expected);
  const char *ten = strstr(expected, " A10: "), *two = strstr(expected, " A2: ");
  g_assert_true(ten && two && ten < two);
}

static void test_stage_comes_before_applicant(void) {
  g_autoptr(World) world = build(NULL);
  static const char *const far[] = {"!7200", "!0", NULL};
  world_panel(world, "A1", "defence", far);
  world_panel(world, "A2", "review", uneven);
  g_autofree char *seen = world_flags(world, "spread");
  g_assert_nonnull(strstr(strstr(seen, " A2: "), " A1: "));
}

static void test_every_place_is_filled(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) g_assert_null(strpbrk(cases[i].expected, "{}"));
  for (size_t i = 0; i < G_N_ELEMENTS(ranked_cases); i++) g_assert_null(strpbrk(ranked_cases[i].expected, "{}"));
}

static void test_message_keeps_what_it_does_not_know(void) {
  g_autoptr(World) world = build(NULL);
  static const FlagForm form = {
      .sentence = "{range}: {applicant} {stage} [{assessor}{item}] {x} {", .n_figures = 1, .names = {"range"}};
  static const Flag flag = {.form = &form, .stage = 2, .applicant = 1, .assessor = -1, .values = "35"};
  g_autofree char *message = flag_message(&flag, &world->award, &world->cycle, NULL);
  g_assert_cmpstr(message, ==, "35: A2 Defence day [] {x} {");
}

static void test_absent_panel_is_missed_once(void) {
  g_autoptr(World) world = build(NULL);
  world_panel(world, "A1", "review", uneven);
  world_incomplete(world, "A1", "review");
  world_incomplete(world, "A2", "review");
  g_autofree char *seen = world_flags(world, "missing");
  g_assert_nonnull(strstr(seen, "missing error A2: A2 has no scorebook that counts at “Reading of papers”"));
  g_assert_null(strstr(seen, "A1 has no scorebook"));
}

static bool give_first(void *data, bool (*each)(const Panel *panel, void *user), void *user, GError **error) {
  World *world = data;
  if (world->n_panels > 0) return each(&world->panels[0], user);
  g_set_error_literal(error, RANKING_ERROR, 0, "no panels");
  return false;
}

static void test_without_ranking(void) {
  g_autoptr(World) world = build(NULL);
  g_autoptr(GError) error = NULL;
  PanelSource source = {.data = world, .run = give_first};
  g_assert_null(checks_run(&world->award, &world->cycle, &source, NULL, NULL, &error));
  g_assert_nonnull(error);
  g_clear_error(&error);
  world_panel(world, "A1", "review", uneven);
  g_autoptr(GPtrArray) flags = checks_run(&world->award, &world->cycle, &source, NULL, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(flags->len, >, 0);
}

static void test_recused_are_counted(void) {
  g_autoptr(World) world = build(NULL);
  world_panel(world, "A1", "review", (const char *const[]){"", NULL})->recused = 2;
  g_autofree char *seen = world_flags(world, "panel-small");
  g_assert_nonnull(strstr(seen, "1 of 2 scorebooks count for A1 at “Reading of papers”; 2 are left out for recusal."));
}

/* Places that nobody took are told apart from recusals; those of other panels, and those somebody took, are not. */
static void test_empty_places_are_counted(void) {
  static Release releases[] = {
      {0, 0, 1, -1, "住院"}, {0, 0, 2, 3, "出差"}, {0, 0, 4, -1, "住院"}, {0, 1, 1, -1, "住院"}, {1, 0, 1, -1, "住院"}};
  g_autoptr(World) world = build(NULL);
  world_panel(world, "A1", "review", (const char *const[]){"", NULL})->recused = 3;
  world->cycle.releases = releases;
  world->cycle.n_releases = G_N_ELEMENTS(releases);
  g_autofree char *seen = world_flags(world, "panel-small");
  g_assert_nonnull(strstr(seen,
                          "1 of 2 scorebooks count for A1 at “Reading of papers”; 3 are left out for recusal, and "
                          "2 places of released assessors are empty."));
  world->cycle.releases = NULL;
  world->cycle.n_releases = 0;
}

static void test_figures(void) {
  g_autoptr(World) world = build(NULL);
  world_panel(world, "A1", "review", (const char *const[]){"40", "75", NULL});
  PanelSource source = {.data = world, .run = give_first};
  g_autoptr(GPtrArray) flags = checks_run(&world->award, &world->cycle, &source, NULL, NULL, NULL);
  const Flag *flag = flags->pdata[0];
  const char *const expected[][2] = {{"range", "35"}, {"low", "40"}, {"high", "75"}, {"limit", "30"}};
  Figure figures[FLAG_MOST_FIGURES];
  g_assert_cmpstr(flag->check->name, ==, "spread");
  g_assert_cmpstr(flag->item, ==, "P1");
  g_assert_cmpint(flag->assessor, ==, -1);
  g_assert_cmpuint(flag_figures(flag, figures), ==, G_N_ELEMENTS(expected));
  for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
    g_assert_cmpstr(figures[i].name, ==, expected[i][0]);
    g_assert_cmpstr(figures[i].value, ==, expected[i][1]);
    g_assert_cmpuint(figures[i].length, ==, strlen(expected[i][1]));
  }
}

/* What flags have in common is kept once for many of them. */
static void test_forms(void) {
  g_autoptr(World) world = build(NULL);
  world_panel(world, "A1", "review", (const char *const[]){"40 40 40", "75 75 75", NULL});
  PanelSource source = {.data = world, .run = give_first};
  g_autoptr(GPtrArray) flags = checks_run(&world->award, &world->cycle, &source, NULL, NULL, NULL);
  const FlagForm *form = NULL;
  size_t n = 0;
  for (guint i = 0; i < flags->len; i++) {
    const Flag *flag = flags->pdata[i];
    if (flag->check != &check_spread) continue;
    g_assert_true(n++ == 0 || flag->form == form);
    form = flag->form;
  }
  g_assert_cmpuint(n, >, 1);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/check/%s/%s", cases[i].check, cases[i].title);
    g_test_add_data_func(path, &cases[i], test_panel_case);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(ranked_cases); i++) {
    g_autofree char *path = g_strdup_printf("/check/%s/%s", ranked_cases[i].check, ranked_cases[i].title);
    g_test_add_data_func(path, &ranked_cases[i], test_ranked_case);
  }
  g_test_add_func("/check/each-fires-and-is-silent", test_each_check_fires_and_is_silent);
  g_test_add_func("/check/registry", test_registry);
  g_test_add_func("/check/settings", test_settings);
  g_test_add_func("/check/order", test_order_does_not_depend_on_input);
  g_test_add_func("/check/stage-before-applicant", test_stage_comes_before_applicant);
  g_test_add_func("/check/places", test_every_place_is_filled);
  g_test_add_func("/check/message", test_message_keeps_what_it_does_not_know);
  g_test_add_func("/check/absent-panel", test_absent_panel_is_missed_once);
  g_test_add_func("/check/without-ranking", test_without_ranking);
  g_test_add_func("/check/figures", test_figures);
  g_test_add_func("/check/forms", test_forms);
  g_test_add_func("/check/recused", test_recused_are_counted);
  g_test_add_func("/check/empty-places", test_empty_places_are_counted);
  return g_test_run();
}
