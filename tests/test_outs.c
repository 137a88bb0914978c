/* test_outs.c: who is out at which stage: by a veto, a withdrawal, a decision, or a line once it holds. */
#include "scoring/outs.h"
#include "tests/sample.h"

#include <string.h>

enum { N_STAGES = 3, PAPERS = 0, SITE = 1, BOARD = 2 };

static Sample *sample_of(PassBy pass, Ratio value, bool gate_first) {
  static StageState open[SAMPLE_STAGES];
  Sample *sample = sample_new("1(1.1:100)");
  Stage *papers = gate_first ? sample_stage(sample, "gate", STAGE_GATE, 0, ratio_int(0))
                             : sample_stage(sample, "papers", STAGE_TOTAL, 100, ratio_int(1));
  papers->pass = gate_first ? PASS_DECISION : pass;
  papers->pass_value = value;
  Stage *site = sample_stage(sample, "site", STAGE_TOTAL, 100, ratio_int(1));
  site->pass = gate_first ? pass : PASS_ALL;
  site->pass_value = value;
  sample_stage(sample, "board", STAGE_TOTAL, 100, ratio_int(1));
  memset(open, 0, sizeof open);
  sample->cycle.stage_states = open;
  for (const char *id = "A\0B\0C\0"; *id; id += 2) sample_applicant(sample, id, "");
  return sample;
}

/* "A 90; B 80": one scorebook each. */
static void give(Sample *sample, size_t stage, const char *books) {
  g_auto(GStrv) each = g_strsplit(books, "; ", -1);
  for (size_t i = 0; each[i]; i++) {
    g_auto(GStrv) words = g_strsplit(each[i], " ", 2);
    sample_book(sample, words[0], stage, 0, words[1]);
  }
}

/* From which stage on each is out by a line, "." never. */
static char *lines(Sample *sample, const char *late, size_t late_stage) {
  bool unfinished[N_STAGES * 3] = {false};
  PanelSource source = sample_source(sample);
  for (const char *id = late; *id; id++) unfinished[late_stage * 3 + (size_t)(*id - 'A')] = true;
  g_autofree uint8_t *from = outs_by_lines(&sample->award, &sample->cycle, &source, unfinished, NULL);
  GString *said = g_string_new(NULL);
  for (size_t a = 0; a < 3; a++) g_string_append_c(said, from[a] == UINT8_MAX ? '.' : (char)('0' + from[a]));
  return g_string_free(said, FALSE);
}

static void lines_hold(void) {
  static const struct {
    PassBy pass;
    Ratio value;
    StageState state;
    const char *books, *late, *veto, *want;
  } CASES[] = {
      {PASS_TOP, {1, 1}, STAGE_OPEN, "A 90; B 80; C 70", "", "", ".11"},
      {PASS_TOP, {2, 1}, STAGE_OPEN, "A 90; B 80; C 80", "", "", "..."}, /* a tie passes whole */
      {PASS_RATIO, {1, 3}, STAGE_OPEN, "A 70; B 80; C 90", "", "", "11."},
      {PASS_FLOOR, {75, 1}, STAGE_OPEN, "A 90; B 75; C 74", "", "", "..1"},
      {PASS_ALL, {0, 1}, STAGE_CLOSED, "A 90; B 80; C 0", "", "", "..."},
      {PASS_TOP, {1, 1}, STAGE_OPEN, "A 90; B 80; C 70", "C", "", "..."}, /* a scorebook may still move it */
      {PASS_TOP, {1, 1}, STAGE_CLOSED, "A 90; B 80; C 70", "C", "", ".11"},
      {PASS_TOP, {1, 1}, STAGE_SEALED, "A 90; B 80; C 70", "C", "", ".11"},
      {PASS_TOP, {1, 1}, STAGE_OPEN, "A 90; B 80", "", "", "..."},   /* one has no figure */
      {PASS_TOP, {1, 1}, STAGE_CLOSED, "A 90; B 80", "", "", ".11"}, /* nor will it get one here */
      {PASS_FLOOR, {75, 1}, STAGE_CLOSED, "A 90; B 80", "", "", "..1"},
      {PASS_ALL, {0, 1}, STAGE_CLOSED, "A 90; B 80", "", "", "..."}, /* no line asks for it */
      {PASS_TOP, {1, 1}, STAGE_OPEN, "A 90; B 80", "", "C", ".1."},  /* nor will it get one */
      {PASS_TOP, {1, 1}, STAGE_OPEN, "A 90; B 80; C 70", "A", "A", "..1"},
      {PASS_TOP, {1, 1}, STAGE_OPEN, "", "", "", "..."},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Sample) sample = sample_of(CASES[i].pass, CASES[i].value, false);
    if (*CASES[i].books) give(sample, PAPERS, CASES[i].books);
    if (*CASES[i].veto) sample->applicants[*CASES[i].veto - 'A'].veto = "accident";
    sample->cycle.stage_states[PAPERS] = CASES[i].state;
    g_autofree char *got = lines(sample, CASES[i].late, PAPERS);
    g_test_message("case %zu", i);
    g_assert_cmpstr(got, ==, CASES[i].want);
  }
}

/* Of stages in a row: what an earlier one may still change, by who is left or by a line of its own, keeps later ones open. */
static void lines_in_a_row(void) {
  static const struct {
    PassBy papers;
    StageState state;
    const char *books, *late, *want;
  } CASES[] = {
      {PASS_ALL, STAGE_OPEN, "A 90; B 80; C 70", "", ".22"},
      {PASS_ALL, STAGE_OPEN, "A 90; B 80; C 70", "A", "..."},
      {PASS_ALL, STAGE_CLOSED, "A 90; B 80; C 70", "A", ".22"},
      {PASS_TOP, STAGE_OPEN, "A 90; B 80; C 70", "A", "..."},
      {PASS_TOP, STAGE_OPEN, "", "", "..."}, /* nobody is marked there yet, but somebody will be */
      {PASS_TOP, STAGE_OPEN, "C 90; B 80; A 70", "", "11."},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Sample) sample = sample_of(CASES[i].papers, ratio_int(1), false);
    sample->stages[SITE].pass = PASS_TOP;
    if (*CASES[i].books) give(sample, PAPERS, CASES[i].books);
    give(sample, SITE, "A 90; B 80; C 70");
    sample->cycle.stage_states[PAPERS] = CASES[i].state;
    g_autofree char *got = lines(sample, CASES[i].late, PAPERS);
    g_test_message("case %zu", i);
    g_assert_cmpstr(got, ==, CASES[i].want);
  }
}

/* Who is yet to be decided on may yet go before others. */
static void lines_after_a_gate(void) {
  static const struct {
    const char *passed, *failed;
    StageState state;
    const char *late, *want;
  } CASES[] = {
      {"ABC", "", STAGE_OPEN, "", ".22"}, {"AB", "C", STAGE_OPEN, "", ".21"},  {"BC", "A", STAGE_OPEN, "A", "1.2"},
      {"AB", "", STAGE_OPEN, "", "..."},  {"AB", "", STAGE_CLOSED, "", ".22"}, {"", "", STAGE_OPEN, "", "..."},
      {"", "", STAGE_SEALED, "", ".22"},  {"ABC", "", STAGE_OPEN, "B", "..."},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Sample) sample = sample_of(PASS_TOP, ratio_int(1), true);
    give(sample, SITE, "A 90; B 80; C 70");
    for (char id[] = "A"; *id <= 'C'; ++*id)
      if (strstr(CASES[i].passed, id) || strstr(CASES[i].failed, id))
        sample_decide(sample, id, 0, strstr(CASES[i].passed, id) != NULL);
    sample->cycle.stage_states[0] = CASES[i].state;
    g_autofree char *got = lines(sample, CASES[i].late, SITE);
    g_test_message("case %zu", i);
    g_assert_cmpstr(got, ==, CASES[i].want);
  }
}

/* Whether lines are to be looked for at all. */
static void where_lines_are(void) {
  static const struct {
    PassBy papers, site, board;
    size_t first, end;
  } CASES[] = {{PASS_ALL, PASS_ALL, PASS_TOP, 0, 0},
               {PASS_TOP, PASS_ALL, PASS_ALL, 0, 1},
               {PASS_ALL, PASS_RATIO, PASS_TOP, 1, 2},
               {PASS_FLOOR, PASS_TOP, PASS_ALL, 0, 2},
               {PASS_DECISION, PASS_ALL, PASS_ALL, 0, 0}};
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Sample) sample = sample_of(CASES[i].papers, ratio_int(1), false);
    sample->stages[SITE].pass = CASES[i].site;
    sample->stages[BOARD].pass = CASES[i].board;
    Lines found = award_lines(&sample->award);
    g_assert_cmpuint(found.first, ==, CASES[i].first);
    g_assert_cmpuint(found.end, ==, CASES[i].end);
  }
}

static void may_hold(void) {
  g_autoptr(Sample) sample = sample_of(PASS_TOP, ratio_int(1), false);
  bool unfinished[N_STAGES * 3] = {[1] = true}, first[N_STAGES * 3] = {true};
  g_assert_false(line_may_hold(&sample->cycle, PAPERS, unfinished));
  g_assert_false(line_may_hold(&sample->cycle, PAPERS, first));
  g_assert_true(line_may_hold(&sample->cycle, SITE, unfinished));
  sample->applicants[1].veto = "accident";
  g_assert_true(line_may_hold(&sample->cycle, PAPERS, unfinished));
  sample->applicants[1].veto = "";
  sample->cycle.stage_states[PAPERS] = STAGE_CLOSED;
  g_assert_true(line_may_hold(&sample->cycle, PAPERS, unfinished));
}

static void who_is_out(void) {
  g_autoptr(Sample) sample = sample_of(PASS_DECISION, ratio_int(1), false);
  const uint8_t from[] = {UINT8_MAX, 2, UINT8_MAX};
  sample_decide(sample, "C", PAPERS, false);
  sample->applicants[0].veto = "accident";
  const Outs all = {&sample->cycle, from, false}, told = {&sample->cycle, NULL, true};
  static const struct {
    uint32_t applicant;
    size_t stage;
    Out all, told;
  } CASES[] = {{0, PAPERS, OUT_VETO, OUT_NOT},  {0, BOARD, OUT_VETO, OUT_NOT}, {1, SITE, OUT_NOT, OUT_NOT},
               {1, BOARD, OUT_BEFORE, OUT_NOT}, {2, PAPERS, OUT_NOT, OUT_NOT}, {2, SITE, OUT_BEFORE, OUT_BEFORE}};
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_assert_cmpint(outs_at(&all, CASES[i].applicant, CASES[i].stage), ==, CASES[i].all);
    g_assert_cmpint(outs_at(&told, CASES[i].applicant, CASES[i].stage), ==, CASES[i].told);
  }
  sample->applicants[0].withdrawn = sample->applicants[2].withdrawn = "moved away";
  g_assert_cmpint(outs_at(&all, 0, PAPERS), ==, OUT_VETO);
  g_assert_cmpint(outs_at(&told, 0, PAPERS), ==, OUT_WITHDRAWN);
  g_assert_cmpint(outs_at(&all, 2, SITE), ==, OUT_WITHDRAWN);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/outs/lines_hold", lines_hold);
  g_test_add_func("/outs/lines_in_a_row", lines_in_a_row);
  g_test_add_func("/outs/lines_after_a_gate", lines_after_a_gate);
  g_test_add_func("/outs/where_lines_are", where_lines_are);
  g_test_add_func("/outs/may_hold", may_hold);
  g_test_add_func("/outs/who_is_out", who_is_out);
  return g_test_run();
}
