/* test_check_record.c: checks that look beyond a panel: comments, times, self-marks, agreed marks, whole stages. */
#include "tests/check_world.h"

#include <locale.h>
#include <math.h>
#include <string.h>

enum { MOST_COMMENTS = 8, MOST_TIMES = 8 };

typedef struct Said { /* "A1 S1 P1 strength": whose, on what */
  const char *place, *text;
} Said;

typedef struct Case {
  const char *title, *check, *settings;
  const char *expected;     /* "" = silent; else how the only flag begins */
  const char *panels[5][6]; /* applicant, then scorebooks as in check_world.h */
  Said said[MOST_COMMENTS];
  const char *times[MOST_TIMES]; /* "A1 S1 first last marks", milliseconds */
  const char *self;              /* A1's own marks */
  const char *agreed;            /* A1's panel's */
  const char *people;            /* "S1=org/sector A1=region/sector" */
  Requirement wanted;
} Case;

/* clang-format off */
static const Case cases[] = {
  {"far-above-the-panel", "self-gap", NULL,
   "self-gap note A1: A1 gives itself 70 on P1, the panel 42.5: 27.5 percent of full marks less.",
   .panels = {{"A1", "40", "45"}}, .self = "70 60 40 60 40 60 50 50 40 60"},
  {"just-below-the-limit", "self-gap", NULL, "", .panels = {{"A1", "40", "45"}}, .self = "65 60 40 60 40 60 50 50 40 60"},
  {"no-self-assessment", "self-gap", NULL, "", .panels = {{"A1", "40", "45"}}},
  {"self-mark-left-blank", "self-gap", NULL, "", .panels = {{"A1", "40", "45"}}, .self = "- 60 40 60 40 60 50 50 40 60"},
  {"self-by-own-limit", "self-gap", "self-gap.limit=10", "self-gap note A1: A1 gives itself 55 on P1, the panel 42.5: 12.5 percent",
   .panels = {{"A1", "40", "45"}}, .self = "55 60 40 60 40 60 50 50 40 60"},

  {"high-mark-without-strength", "evidence", NULL,
   "evidence warn A1: S1 marks 1 items from 80 on without the strengths the rules want (2 each), 1 of them without any: P1: 0.",
   .panels = {{"A1", "80", "40"}}, .wanted = {.what = "strength", .min = 2, .max = 0, .from_mark = 8000}},
  {"high-mark-with-one-of-two", "evidence", NULL,
   "evidence note A1: S1 marks 1 items from 80 on without the strengths the rules want (2 each), 0 of them without any: P1: 1.",
   .panels = {{"A1", "80", "40"}}, .said = {{"A1 S1 P1 strength", "evidence of a kind"}, {"A1 S1 P1 ofi", "could be more"}},
   .wanted = {.what = "strength", .min = 2, .max = 0, .from_mark = 8000}},
  {"more-than-wanted", "evidence", NULL,
   "evidence note A1: S1 gave more comments than the 1 the rules want, on 1 items: P1: 2.",
   .panels = {{"A1", "80", "40"}}, .said = {{"A1 S1 P1 strength", "evidence of a kind"}, {"A1 S1 P1 ofi", "could be more"}},
   .wanted = {.what = "comment", .min = 0, .max = 1, .from_mark = 0}},
  {"enough-strengths", "evidence", NULL, "",
   .panels = {{"A1", "80", "40"}}, .said = {{"A1 S1 P1 strength", "evidence of a kind"}, {"A1 S1 P1 strength", "and of another"}},
   .wanted = {.what = "strength", .min = 2, .max = 0, .from_mark = 8000}},
  {"mark-below-the-line", "evidence", NULL, "", .panels = {{"A1", "75", "40"}}, .wanted = {.what = "strength", .min = 2, .max = 0, .from_mark = 8000}},
  {"colleagues-words-do-not-help", "evidence", NULL, "evidence warn A1: S1 marks 1 items from 80 on",
   .panels = {{"A1", "80", "40"}}, .said = {{"A1 S2 P1 strength", "evidence of a kind"}, {"A1 S2 P1 strength", "and of another"}},
   .wanted = {.what = "strength", .min = 2, .max = 0, .from_mark = 8000}},
  {"low-mark-without-ofi", "evidence", NULL,
   "evidence warn A1: S1 marks 1 items from 5 to 20 without the opportunities for improvement the rules want (1 each), 1 of them without any: P1: 0.",
   .panels = {{"A1", "20", "40"}}, .wanted = {.what = "ofi", .min = 1, .from_mark = 500, .to_mark = 2000, .to_set = true}},
  {"mark-above-the-line", "evidence", NULL, "",
   .panels = {{"A1", "25", "40"}}, .wanted = {.what = "ofi", .min = 1, .from_mark = 500, .to_mark = 2000, .to_set = true}},
  {"key-factors-not-cited", "evidence", NULL, "evidence warn A1: S1 marks 1 items from 80 on without the key factors cited the rules want (1 each)",
   .panels = {{"A1", "80", "40"}}, .said = {{"A1 S1 P1 strength", "evidence of a kind"}}, .wanted = {.what = "key-factor", .min = 1, .from_mark = 8000}},
  {"key-factors-cited", "evidence", NULL, "",
   .panels = {{"A1", "80", "40"}}, .said = {{"A1 S1 P1 strength 3", "evidence of a kind"}}, .wanted = {.what = "key-factor", .min = 1, .from_mark = 8000}},
  {"abstention-without-a-reason", "evidence", NULL,
   "evidence warn A1: S1 abstains from 2 items without the reasons for abstaining the rules want (1 each), 2 of them without any: P1: 0, P2: 0.",
   .panels = {{"A1", "a a 80", "40"}}, .said = {{"A1 S1 P3 reason", "not of a mark"}}, .wanted = {.what = "reason", .min = 1}},
  {"abstention-with-a-reason", "evidence", NULL, "",
   .panels = {{"A1", "a 80", "40"}}, .said = {{"A1 S1 P1 reason", "of the same house"}}, .wanted = {.what = "reason", .min = 1}},
  {"nothing-wanted", "evidence", NULL, "", .panels = {{"A1", "80", "40"}}},

  {"copied-by-a-colleague", "same-words", NULL,
   "same-words note A1: What S2 wrote about A1, “高层领导每月走访一线并公开答复员工的提问...”, nearly repeats S1 on A1; further",
   .panels = {{"A1", "", ""}}, .said = {{"A1 S1 P1 strength", "高层领导每月走访一线，并公开答复员工的提问，承诺可以追溯。"},
                      {"A1 S2 P1 strength", "高层领导每月走访一线并公开答复员工的提问，承诺可追溯"}}},
  {"used-for-two-applicants", "same-words", NULL, "same-words note A2: What S1 wrote about A2, “leaders visit the sh...”, nearly",
   .panels = {{"A1", ""}, {"A2", ""}}, .said = {{"A1 S1 P1 strength", "Leaders visit the shop floor every month."},
                             {"A2 S1 P2 strength", "leaders visit the shop floor every month"}}},
  {"own-words-twice", "same-words", NULL, "",
   .panels = {{"A1", ""}}, .said = {{"A1 S1 P1 strength", "Leaders visit the shop floor every month."}, {"A1 S1 P2 strength", "Leaders visit the shop floor every month."}}},
  {"different-words", "same-words", NULL, "",
   .panels = {{"A1", "", ""}}, .said = {{"A1 S1 P1 strength", "高层领导每月走访一线，并公开答复员工的提问。"}, {"A1 S2 P1 strength", "战略目标没有分解到班组，也缺少逐级的指标。"}}},
  {"short-phrases", "same-words", NULL, "", .panels = {{"A1", "", ""}}, .said = {{"A1 S1 P1 strength", "证据充分"}, {"A1 S2 P1 strength", "证据充分"}}},
  {"reasons-are-no-words", "same-words", NULL, "",
   .panels = {{"A1", "", ""}}, .said = {{"A1 S1 P1 reason", "not part of what this firm does at all"}, {"A1 S2 P1 reason", "not part of what this firm does at all"}}},

  {"a-mark-a-second", "speed", NULL, "speed note A1: S1 entered 12 marks on A1 in 11 seconds, one every 1.0.",
   .panels = {{"A1", "", ""}}, .times = {"A1 S1 1000 12000 12"}},
  {"read-and-marked", "speed", NULL, "", .panels = {{"A1", "", ""}}, .times = {"A1 S1 1000 900000 12"}},
  {"corrected-a-few", "speed", NULL, "", .panels = {{"A1", "", ""}}, .times = {"A1 S1 1000 3000 5"}},
  {"imported", "speed", NULL, "", .panels = {{"A1", "", ""}}},

  {"grew-milder", "drift", "drift.applicants=4 drift.deviations=2",
   "drift note A10: S1 grew milder in the order of marking: by 33.6 percent against the colleagues over 4 applicants, the last A10.",
   .panels = {{"A1", "25 45 25 45 25 45 35 35 25 45 2 1 0 0 35", ""}, {"A2", "35 55 35 55 35 55 45 45 35 55 3 1 1 0 45", ""},
    {"A3", "45 65 45 65 45 65 55 55 45 65 3 1 1 0 55", ""}, {"A10", "60 80 60 80 60 80 70 70 60 80 4 1 1 0 70", ""}},
   .times = {"A1 S1 1000 2000 12", "A2 S1 3000 4000 12", "A3 S1 5000 6000 12", "A10 S1 7000 8000 12"}},
  {"no-times", "drift", "drift.applicants=4 drift.deviations=2", "",
   .panels = {{"A1", "25 45 25 45 25 45 35 35 25 45 2 1 0 0 35", ""}, {"A2", "35 55 35 55 35 55 45 45 35 55 3 1 1 0 45", ""},
    {"A3", "45 65 45 65 45 65 55 55 45 65 3 1 1 0 55", ""}, {"A10", "60 80 60 80 60 80 70 70 60 80 4 1 1 0 70", ""}}},
  {"another-order", "drift", "drift.applicants=4 drift.deviations=2", "",
   .panels = {{"A1", "25 45 25 45 25 45 35 35 25 45 2 1 0 0 35", ""}, {"A2", "35 55 35 55 35 55 45 45 35 55 3 1 1 0 45", ""},
    {"A3", "45 65 45 65 45 65 55 55 45 65 3 1 1 0 55", ""}, {"A10", "60 80 60 80 60 80 70 70 60 80 4 1 1 0 70", ""}},
   .times = {"A1 S1 5000 6000 12", "A2 S1 3000 4000 12", "A3 S1 1000 2000 12", "A10 S1 7000 8000 12"}},

  {"own-sector", "home-favour", "home-favour.applicants=2",
   "home-favour note A1: S1 marks applicants of the own sector or region, such as A1, 13.0 percent higher against the colleagues than others: 2 at home, 2 elsewhere.",
   .panels = {{"A1", "60 80 60 80 60 80 70 70 60 80 a a a a 70", "", ""}, {"A2", "60 80 60 80 60 80 70 70 60 80 a a a a 70", "", ""},
    {"A3", "45 65 50 65 45 65 60 60 45 65 a a a a 60", "", ""}, {"A10", "45 65 50 65 45 65 60 60 45 65 a a a a 60", "", ""}},
   .people = "S1=-/optics A1=-/optics A2=-/optics A3=-/tools A10=-/tools"},
  {"own-region", "home-favour", "home-favour.applicants=2", "home-favour note A1: S1 marks applicants of the own sector or region",
   .panels = {{"A1", "60 80 60 80 60 80 70 70 60 80 a a a a 70", "", ""}, {"A2", "60 80 60 80 60 80 70 70 60 80 a a a a 70", "", ""},
    {"A3", "45 65 50 65 45 65 60 60 45 65 a a a a 60", "", ""}, {"A10", "45 65 50 65 45 65 60 60 45 65 a a a a 60", "", ""}},
   .people = "S1=北山区计量所/quality A1=北山区/optics A2=北山区/optics A3=临港区/tools A10=临港区/tools"},
  {"as-mild-elsewhere", "home-favour", "home-favour.applicants=2", "",
   .panels = {{"A1", "60 80 60 80 60 80 70 70 60 80 a a a a 70", "", ""}, {"A2", "60 80 60 80 60 80 70 70 60 80 a a a a 70", "", ""},
    {"A3", "60 80 60 80 60 80 70 70 60 80 a a a a 70", "", ""}, {"A10", "60 80 60 80 60 80 70 70 60 80 a a a a 70", "", ""}},
   .people = "S1=-/optics A1=-/optics A2=-/optics A3=-/tools A10=-/tools"},
  {"no-sectors", "home-favour", "home-favour.applicants=2", "",
   .panels = {{"A1", "60 80 60 80 60 80 70 70 60 80 a a a a 70", ""}, {"A2", "60 80 60 80 60 80 70 70 60 80 a a a a 70", ""},
    {"A3", "", ""}, {"A10", "", ""}}},

  {"twins", "pairs", NULL, "pairs warn A1: S1 and S2 gave the same mark 30 times of 30, 100 percent; of the other pairs of their panels 20 percent did.",
   .panels = {{"A1", "", "", "45 65 45 65 45 65 55 55 45 65 4 1 1 0 55"}, {"A2", "", "", "45 65 45 65 45 65 55 55 45 65 4 1 1 0 55"}}},
  {"all-alike", "pairs", NULL, "", .panels = {{"A1", "", "", ""}, {"A2", "", "", ""}}},
  {"too-few-items", "pairs", NULL, "", .panels = {{"A1", "", "", "45 65 45 65 45 65 55 55 45 65 4 1 1 0 55"}}},

  {"two-groups", "unlinked", NULL, "unlinked note A1: The panels of “Reading of papers” fall into 2 groups that share no applicant (S1, S3 ...)",
   .panels = {{"A1", "", ""}, {"A2", "@2", "", ""}}},
  {"linked-by-one", "unlinked", NULL, "", .panels = {{"A1", "", ""}, {"A2", "@1", "", ""}}},
  {"one-panel", "unlinked", NULL, "", .panels = {{"A1", "", ""}}},

  {"above-everybody", "agreed-outside", NULL,
   "agreed-outside warn A1: The panel agreed on 70 for P1, outside the 40 to 50 its assessors had given.",
   .panels = {{"A1", "40", "50"}}, .agreed = "70 60 40 60 40 60 50 50 40 60 3 1 1 0 50"},
  {"nothing-after-others", "agreed-outside", NULL,
   "agreed-outside warn A1: The panel agreed on 0 for P3, outside the 40 to 40 its assessors had given.",
   .panels = {{"A1", "40", "50"}}, .agreed = "- 60 0 60 40 60 50 50 40 60 3 1 1 0 50"},
  {"not-so-far", "agreed-outside", "agreed-outside.points=25", "", .panels = {{"A1", "40", "50"}},
   .agreed = "70 60 40 60 40 60 50 50 40 60 3 1 1 0 50"},
  {"between-them", "agreed-outside", NULL, "", .panels = {{"A1", "40", "50"}}, .agreed = "45 60 40 60 40 60 50 50 40 60 3 1 1 0 50"},
  {"nothing-agreed", "agreed-outside", NULL, "", .panels = {{"A1", "40", "50"}}},
  {"not-agreed-yet", "agreed-outside", NULL, "", .panels = {{"A1", "40", "50"}}, .agreed = "- - - - - - - - - - - - - - -"},

  {"one-leads", "one-voice", NULL,
   "one-voice note A1: What the panel agreed on for A1 is what S1 had given on 12 of 12 items, on 11 of them away from the others",
   .panels = {{"A1", "60 80 60 80 60 80 70 70 60 80 4 1 1 0 70", "", ""}}, .agreed = "60 80 60 80 60 80 70 70 60 80 4 1 1 0 70"},
  {"the-middle-leads", "one-voice", NULL, "", .panels = {{"A1", "60 80 60 80 60 80 70 70 60 80 4 1 1 0 70", "", ""}}},
  {"a-compromise", "one-voice", NULL, "",
   .panels = {{"A1", "60 80 60 80 60 80 70 70 60 80 4 1 1 0 70", "", ""}}, .agreed = "50 70 50 70 50 70 60 60 50 70 4 1 1 0 60"},
};
/* clang-format on */

typedef struct Laid {
  CheckRecord record;
  CheckComment comments[MOST_COMMENTS];
  CheckTime times[MOST_TIMES];
  CheckSelf self;
  Mark self_marks[WORLD_CELLS], agreed[WORLD_CELLS];
  GPtrArray *words;
} Laid;

static const char *keep(Laid *laid, const char *word) {
  char *kept = g_strdup(g_str_equal(word, "-") ? "" : word);
  g_ptr_array_add(laid->words, kept);
  return kept;
}

static uint32_t number(const char *id, bool assessor) {
  static const char *const applicants[] = {"A1", "A2", "A3", "A10"};
  for (uint32_t i = 0; !assessor && i < G_N_ELEMENTS(applicants); i++)
    if (g_str_equal(applicants[i], id)) return i;
  return (uint32_t)(id[1] - '1');
}

static void lay_comments(Laid *laid, const Case *row) {
  for (size_t i = 0; i < MOST_COMMENTS && row->said[i].place; i++) {
    g_auto(GStrv) place = g_strsplit(row->said[i].place, " ", 5);
    laid->comments[laid->record.n_comments++] = (CheckComment){.applicant = number(place[0], false),
                                                               .assessor = number(place[1], true),
                                                               .item = keep(laid, place[2]),
                                                               .kind = keep(laid, place[3]),
                                                               .text = row->said[i].text,
                                                               .factors = place[4] ? keep(laid, place[4]) : ""};
  }
  check_sort_comments(laid->comments, laid->record.n_comments);
  laid->record.comments = laid->comments;
}

static void lay_times(Laid *laid, const Case *row) {
  for (size_t i = 0; i < MOST_TIMES && row->times[i]; i++) {
    g_auto(GStrv) words = g_strsplit(row->times[i], " ", 5);
    laid->times[laid->record.n_times++] = (CheckTime){.applicant = number(words[0], false),
                                                      .assessor = number(words[1], true),
                                                      .first = g_ascii_strtoll(words[2], NULL, 10),
                                                      .last = g_ascii_strtoll(words[3], NULL, 10),
                                                      .marks = (size_t)g_ascii_strtoll(words[4], NULL, 10)};
  }
  check_sort_times(laid->times, laid->record.n_times);
  laid->record.times = laid->times;
}

/* Marks as the world reads them, by way of a scorebook it lays. */
static void lay_marks(const char *text, Mark *marks) {
  g_autoptr(World) other = world_new();
  world_panel(other, "A1", "review", (const char *const[]){text, NULL});
  memcpy(marks, other->marks[0][0], sizeof other->marks[0][0]);
}

static void lay_people(World *world, Laid *laid, const char *people) {
  g_auto(GStrv) words = g_strsplit(people, " ", -1);
  for (size_t i = 0; words[i]; i++) {
    g_auto(GStrv) parts = g_strsplit_set(words[i], "=/", 3);
    if (parts[0][0] == 'S') {
      Assessor *assessor = &world->assessors[number(parts[0], true)];
      assessor->organisation = keep(laid, parts[1]);
      assessor->sector = keep(laid, parts[2]);
    } else {
      Applicant *applicant = &world->applicants[number(parts[0], false)];
      applicant->region = keep(laid, parts[1]);
      applicant->sector = keep(laid, parts[2]);
    }
  }
}

/* "@2" before the scorebooks: they are those of S3, S4 ... */
static void lay_panel(World *world, const char *const *row) {
  uint32_t shift = row[1] && row[1][0] == '@' ? (uint32_t)(row[1][1] - '0') : 0;
  Panel *panel = world_panel(world, row[0], "review", row + (shift ? 2 : 1));
  for (size_t b = 0; shift && b < panel->n; b++) world->books[world->n_panels - 1][b].assessor += shift;
}

static void lay(World *world, Laid *laid, const Case *row) {
  laid->words = g_ptr_array_new_with_free_func(g_free);
  lay_comments(laid, row);
  lay_times(laid, row);
  for (size_t p = 0; p < G_N_ELEMENTS(row->panels) && row->panels[p][0]; p++) lay_panel(world, row->panels[p]);
  if (row->people) lay_people(world, laid, row->people);
  if (row->self) {
    lay_marks(row->self, laid->self_marks);
    laid->self = (CheckSelf){.marks = laid->self_marks};
    laid->record.n_selves = 1;
    laid->record.selves = &laid->self;
  }
  if (row->agreed) {
    lay_marks(row->agreed, laid->agreed);
    world->panels[0].agreed = laid->agreed;
  }
  if (row->wanted.what) {
    world->stages[0].n_requirements = 1;
    world->stages[0].requirements = &row->wanted;
  }
  world->record = &laid->record;
}

static void test_case(const void *data) {
  const Case *row = data;
  g_autoptr(World) world = world_new();
  Laid laid = {.words = NULL};
  world_set(world, row->settings);
  lay(world, &laid, row);
  g_autofree char *seen = world_flags(world, row->check);
  g_test_message("%s", seen);
  if (!*row->expected)
    g_assert_cmpstr(seen, ==, "");
  else
    g_assert_true(g_str_has_prefix(seen, row->expected));
  g_assert_null(strchr(seen, '\n'));
  g_assert_null(strpbrk(seen, "{}"));
  g_ptr_array_unref(laid.words);
}

static void test_each_check_fires_and_is_silent(void) {
  static const char *const here[] = {"self-gap",    "evidence", "same-words", "speed",          "drift",
                                     "home-favour", "pairs",    "unlinked",   "agreed-outside", "one-voice"};
  for (size_t c = 0; c < G_N_ELEMENTS(here); c++) {
    unsigned firing = 0, silent = 0;
    g_assert_nonnull(check_named(here[c]));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
      if (g_str_equal(cases[i].check, here[c])) ++*(cases[i].expected[0] ? &firing : &silent);
    g_assert_cmpuint(firing, >, 0);
    g_assert_cmpuint(silent, >, 0);
  }
}

static double likeness(const char *a, const char *b) {
  g_autofree uint32_t *x = NULL, *y = NULL;
  size_t n = check_shingles(a, &x), m = check_shingles(b, &y);
  return check_likeness(x, n, y, m);
}

static void test_likeness(void) {
  g_assert_cmpfloat(likeness("Leaders visit.", "leaders, visit"), >, 0.999);
  g_assert_cmpfloat(likeness("abcd", "wxyz"), <, 0.001);
  g_assert_cmpfloat(fabs(likeness("abcd", "abce") - 0.5), <, 0.001);
  g_assert_cmpfloat(fabs(likeness("一二三四", "一二三五") - 0.5), <, 0.001);
  g_assert_cmpfloat(likeness("", ""), <, 0.001);
}

static void test_look_up(void) {
  CheckComment comments[] = {{.stage = 1, .applicant = 0, .assessor = 2},
                             {.stage = 0, .applicant = 3, .assessor = 1},
                             {.stage = 0, .applicant = 3, .assessor = 0},
                             {.stage = 0, .applicant = 1, .assessor = 5}};
  CheckTime times[] = {{.stage = 0, .applicant = 2, .assessor = 1, .marks = 7},
                       {.stage = 0, .applicant = 1, .assessor = 9}};
  const CheckComment *first;
  check_sort_comments(comments, G_N_ELEMENTS(comments));
  check_sort_times(times, G_N_ELEMENTS(times));
  const CheckRecord record = {.n_comments = 4, .comments = comments, .n_times = 2, .times = times};
  g_assert_cmpuint(check_comments(&record, 0, 3, &first), ==, 2);
  g_assert_cmpuint(first->assessor, ==, 0);
  g_assert_cmpuint(check_comments(&record, 0, 2, &first), ==, 0);
  g_assert_cmpuint(check_comments(&record, 1, 0, &first), ==, 1);
  g_assert_cmpuint(check_comments(NULL, 1, 0, &first), ==, 0);
  g_assert_cmpuint(check_time(&record, 0, 2, 1)->marks, ==, 7);
  g_assert_null(check_time(&record, 0, 2, 2));
  g_assert_null(check_self(&record, 0, 2));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/check-record/%s/%s", cases[i].check, cases[i].title);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/check-record/each-fires-and-is-silent", test_each_check_fires_and_is_silent);
  g_test_add_func("/check-record/likeness", test_likeness);
  g_test_add_func("/check-record/look-up", test_look_up);
  return g_test_run();
}
