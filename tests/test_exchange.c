/* test_exchange.c: imports of assignments and scores, and what all imports have in common. */
#include "tests/exchange_cases.h"

#include "store/store_private.h"

#include <locale.h>

#define ASSIGN "applicant,assessor,lead\n"

static const Case assignment_cases[] = {
    {.name = "plain", IMPORT_ASSIGNMENTS, ASSIGN "A1,E1,\nA1,L1,yes\nA2,L1,组长\nA2,E1,no\n", ROWS(4, 4, 0)},
    {.name = "chinese", IMPORT_ASSIGNMENTS, "编号,评审员,阶段,组长\nA1,E1,专家评审,是\n", ROWS(1, 1, 0)},
    {.name = "self", IMPORT_ASSIGNMENTS, ASSIGN "A1,A1,\n", ROWS(1, 1, 0)},
    {.name = "unknown ids",
     IMPORT_ASSIGNMENTS,
     ASSIGN "A3,E1,\nA1,E22,\nzzzzzz,E1,\n　Ａ１０,E1,\n",
     FAULT "2: there is no applicant “A3”; did you mean “A1”?\n"
           "f F:3: there is no assessor “E22”; did you mean “E2”?\n"
           "f F:4: there is no applicant “zzzzzz”; import it first, or correct the id\n"
           "f F:5: there is no applicant “　Ａ１０”; did you mean “A10”?\n"},
    {.name = "another applicant",
     IMPORT_ASSIGNMENTS,
     ASSIGN "A1,A2,\n",
     FAULT "2: “A2” is an applicant and may assess only itself; name an assessor\n"},
    {.name = "twice",
     IMPORT_ASSIGNMENTS,
     ASSIGN "A1,E1,\nA2,E1,\nA1,E1,yes\nA1,E2,\n",
     FAULT "3: “E1” is assigned to “A2” at stage “专家评审” already; take the line out\n"
           "f F:4: “E1” is assigned to “A1” at stage “专家评审” already; take the line out\n",
     .assigned = ASSIGN "A2,E1,\n"},
    {.name = "two leaders",
     IMPORT_ASSIGNMENTS,
     ASSIGN "A1,E1,1\nA2,E1,true\nA1,L1,yes\n",
     FAULT "3: “A2” has a leader at stage “专家评审” already; there can be one, and where that one is recused or "
           "released: assign "
           "without a leader, then accolade deputy\n"
           "f F:4: “A1” has a leader at stage “专家评审” already; there can be one, and where that one is recused or "
           "released: "
           "assign without a leader, then accolade deputy\n",
     .assigned = ASSIGN "A2,L1,yes\n"},
    {.name = "lead",
     IMPORT_ASSIGNMENTS,
     ASSIGN "A1,E1,perhaps\n",
     FAULT "2: “perhaps” does not say whether this is the leader; use yes or no\n"},
    {.name = "recused",
     IMPORT_ASSIGNMENTS,
     ASSIGN "A2,E2,\n",
     FAULT "2: “E2” is recused from “A2”; assign somebody else\n"},
    {.name = "no stage",
     IMPORT_ASSIGNMENTS,
     ASSIGN "A1,E1,\nA2,E1,\n",
     FAULT "1: which stage is meant is open; name one of review, defence with --stage or in a column “stage”\n",
     .staged = true},
    {.name = "stage given", IMPORT_ASSIGNMENTS, ASSIGN "A1,E1,\n", ROWS(1, 1, 0), .stage = 3, .staged = true},
    {.name = "stage column",
     IMPORT_ASSIGNMENTS,
     "applicant,assessor,stage\nA1,E1,review\nA1,E1,答辩\n",
     ROWS(2, 2, 0),
     .staged = true},
    {.name = "stage column faults",
     IMPORT_ASSIGNMENTS,
     "applicant,assessor,stage\nA1,E1,rewiev\nA1,E1,gate\nA1,E1,\n",
     FAULT "2: there is no stage “rewiev”; the rules have review, defence\n"
           "f F:3: the stage “gate” is not scored; scored stages are review, defence\n"
           "f F:4: which stage is meant is open; name one of review, defence with --stage or in a column “stage”\n",
     .staged = true},
    {.name = "stage twice",
     IMPORT_ASSIGNMENTS,
     "applicant,assessor,stage\nA1,E1,review\nA1,E2,\n",
     FAULT "2: the line is of stage “review”, --stage says “defence”; leave one of them out\n",
     .stage = 3,
     .staged = true},
};

#define IMPLIED \
  "w F:1: the stage “专家评审” had no assignments; 1 are made from the scores, so check who is assigned to whom\n"
#define PANEL ASSIGN "A1,E1,\nA1,L1,yes\nA2,E2,\n"

static const Case score_cases[] = {
    {.name = "plain",
     IMPORT_SCORES,
     SCORE "A1,E1,1.1,70\nA1,E1,1.2,65\nA1,E1,2.1/A,0\nA1,E1,2.1/D,100\n",
     ROWS(4, 1, 4),
     .assigned = PANEL},
    {.name = "any order",
     IMPORT_SCORES,
     SCORE "A1,L1,2.1/D,5\nA1,E1,2.1/A,0\nA1,L1,1.1,100\nA1,E1,1.1,70\n",
     ROWS(4, 2, 4),
     .assigned = PANEL},
    {.name = "forms of a mark",
     IMPORT_SCORES,
     SCORE "A1,E1,1.1,70%\nA1,E1,1.2, 65 \nA1,E1,2.1/A,5.00\nA1,E1,2.1/D,０５％\n",
     ROWS(4, 1, 4),
     .assigned = PANEL},
    {.name = "chinese",
     IMPORT_SCORES,
     "编号,评审员,条款,得分率,优势,改进空间\nA1,E1,1.1,70,好,\nA1,E1,1.2,,,可改\n",
     ROWS(2, 1, 1),
     .assigned = PANEL},
    {.name = "states",
     IMPORT_SCORES,
     "applicant,assessor,item,mark,state,reason\nA1,E1,1.1,,blank,\nA1,E1,1.2,,不适用,no such "
     "process\nA1,E1,2.1/A,,弃权,\n"
     "A1,E1,2.1/D,,,\n",
     ROWS(4, 1, 0),
     .assigned = PANEL},
    {.name = "states in the mark",
     IMPORT_SCORES,
     SCORE "A1,E1,1.1,abstained\nA1,E1,2.1/A,空白\n",
     ROWS(2, 1, 0),
     .assigned = PANEL},
    {.name = "implied assignment", IMPORT_SCORES, SCORE "A1,E1,1.1,70\n", ROWS(1, 1, 1) IMPLIED},
    {.name = "self", IMPORT_SCORES, SCORE "A1,A1,1.1,70\n", ROWS(1, 1, 1), .assigned = PANEL},
    {.name = "self at an empty stage", IMPORT_SCORES, SCORE "A1,A1,1.1,70\n", ROWS(1, 1, 1)},
    {.name = "unknown",
     IMPORT_SCORES,
     SCORE "A1,E1,1.3,70\nB1,E1,1.1,70\nA1,E3,1.1,70\nA1,E1,2.1,70\nA1,A2,1.1,5\nA1,E1,quality,5\n",
     FAULT "2: there is no item “1.3”; did you mean “1.1”?\n"
           "f F:3: there is no applicant “B1”; did you mean “A1”?\n"
           "f F:4: there is no assessor “E3”; did you mean “E1”?\n"
           "f F:5: the item “2.1” is marked in parts; name one, such as “2.1/A”\n"
           "f F:6: “A2” is an applicant and may assess only itself; name an assessor\n"
           "f F:7: there is no item “quality”; items go from “1.1” to “2.1/D”\n",
     .assigned = PANEL},
    {.name = "illegal marks",
     IMPORT_SCORES,
     SCORE "A1,E1,1.1,73\nA1,E1,1.1,105\nA1,E1,1.1,-5\nA1,E1,1.1,７３\nA1,E1,1.1,70 %\nA1,E1,1.1,1e1\n"
           "A1,E1,1.1,9999999999\n",
     FAULT "2: the mark “73” is not on the scale; legal are LEGAL\n"
           "f F:3: the mark “105” is not on the scale; legal are LEGAL\n"
           "f F:4: the mark “-5” is not on the scale; legal are LEGAL\n"
           "f F:5: the mark “７３” is not on the scale; legal are LEGAL\n"
           "f F:6: the mark “70 %” is not on the scale; legal are LEGAL\n"
           "f F:7: the mark “1e1” is not on the scale; legal are LEGAL\n"
           "f F:8: the mark “9999999999” is not on the scale; legal are LEGAL\n",
     .assigned = PANEL},
    {.name = "no marks",
     IMPORT_SCORES,
     "applicant,assessor,item\nA1,E1,1.1\n",
     FAULT "1: the column “mark” (or “得分率”) is missing; name it in the first line\n",
     .assigned = PANEL},
    {.name = "cell twice",
     IMPORT_SCORES,
     SCORE "A1,E1,1.1,70\nA1,L1,1.1,70\nA1,E1,1.1,70\n",
     FAULT "4: “1.1” has a mark of “E1” for “A1” already; keep one of the lines\n",
     .assigned = PANEL},
    {.name = "state and mark",
     IMPORT_SCORES,
     "applicant,assessor,item,mark,state\nA1,E1,1.1,70,blank\nA1,E1,1.1,70,gone\nA1,E1,1.1,blank,abstained\n",
     FAULT "2: the mark “70” and the state “blank” contradict each other; empty one of them\n"
           "f F:3: there is no state “gone”; use blank, abstained or not-applicable\n"
           "f F:4: the mark “blank” and the state “abstained” contradict each other; empty one of them\n",
     .assigned = PANEL},
    {.name = "not applicable",
     IMPORT_SCORES,
     "applicant,assessor,item,mark,state,reason\nA1,E1,1.1,,not-applicable,r\nA1,E1,1.2,,not-applicable,\n",
     FAULT "2: “1.1” always applies; give a mark, or leave it blank\n"
           "f F:3: “1.2” is not applicable without a reason; give it in the column “reason”\n",
     .assigned = PANEL},
    {.name = "recused",
     IMPORT_SCORES,
     SCORE "A2,E2,1.1,70\nA2,E2,1.2,70\n",
     FAULT "2: “E2” is recused from “A2” (stage “专家评审”); take out every line of this scorebook\n"},
    {.name = "not assigned",
     IMPORT_SCORES,
     SCORE "A2,E1,1.1,70\nA2,E1,1.2,70\nA10,L1,1.1,70\n",
     FAULT
     "2: “E1” is not assigned to “A2” at stage “专家评审”; import the assignment first, or correct the ids\n"
     "f F:4: “L1” is not assigned to “A10” at stage “专家评审”; import the assignment first, or correct the ids\n",
     .assigned = PANEL},
    {.name = "there already",
     IMPORT_SCORES,
     SCORE "A1,E1,1.1,70\nA1,L1,1.2,70\n",
     FAULT "2: the scorebook of “E1” for “A1” at stage “专家评审” is in the record already, submitted, and an import "
           "does not change it; take its lines out, and where marks in it are wrong, open it with accolade return and "
           "give them with accolade score\n",
     .assigned = PANEL,
     .marked = SCORE "A1,E1,1.2,5\n"},
    {.name = "control character",
     IMPORT_SCORES,
     "applicant,assessor,item,mark,ofi\nA1,E1,1.1,5,a\x1b[2J\n",
     FAULT "2: the field “ofi” holds a line end or control character; take it out\n",
     .assigned = PANEL},
    {.name = "total stage",
     IMPORT_SCORES,
     "applicant,assessor,item,mark,stage\nA1,E1,total,88.5,defence\nA1,E1,1.1,70,review\n",
     ROWS(2, 2, 2) "w F:1: the stage “Review” had no assignments; 1 are made from the scores, so check who is "
                   "assigned to whom\n"
                   "w F:1: the stage “答辩” had no assignments; 1 are made from the scores, so check who is "
                   "assigned to whom\n",
     .staged = true},
    {.name = "total stage faults",
     IMPORT_SCORES,
     SCORE "A1,E1,1.1,88\nA1,E1,total,100.5\n",
     FAULT "2: there is no item “1.1”; the only one is “total”\n"
           "f F:3: the mark “100.5” is not on the scale; legal are TOTAL\n",
     .stage = 3,
     .staged = true},
    {.name = "gate",
     IMPORT_SCORES,
     SCORE "A1,E1,1.1,70\n",
     FAULT "1: the stage “gate” is not scored; scored stages are review, defence\n",
     .stage = 2,
     .staged = true},
};

/* What is written is what was read. */
static void test_written(void) {
  Fixture *f = base(&(Case){.assigned = ASSIGN "A10,E1,\nA10,L1,yes\n"});
  import_good(f, IMPORT_APPLICANTS,
              "编号,　名称,行业,地区,对象,否决事由,备注\nB1,\t　某公司\u00a0　,机械,北区,组织,事故,n\n", -1);
  import_good(f, IMPORT_ASSESSORS, "编号,姓名,角色,单位,专业\nF1,林,监督,协会,质量\n", -1);
  import_good(f, IMPORT_SCORES,
              "applicant,assessor,item,mark,state,reason,strength,ofi\nA10,E1,1.1,70,,,good,\"more\nof it\"\n"
              "A10,E1,1.2,,not-applicable,none here,,\n",
              -1);
  g_autofree char *state = fixture_state(f);
  const char *body = strchr(state, '\n') + 1;
  g_assert_cmpstr(body, ==,
                  "A1|First||||||\nA2|Second||||||\nA10|Tenth||||||\nB1|某公司||机械|北区|organisation|事故|n\n"
                  "E1|Li|assessor||\nE2|Wang|sector-expert||\nL1|Zhao|leader||\nF1|林|supervisor|协会|质量\n"
                  "A10-E1@0\nA10-L1@0 lead\n"
                  "review A10 E1 1.1 strength: good\nreview A10 E1 1.1 ofi: more\nof it\n"
                  "review A10 E1 1.2 reason: none here\n"
                  "\xEF\xBB\xBFstage,applicant,assessor,item,mark,state\r\n"
                  "review,A10,E1,1.1,70,\r\nreview,A10,E1,1.2,,not-applicable\r\n"
                  "review,A10,E1,2.1/A,,blank\r\nreview,A10,E1,2.1/D,,blank\r\n");
  fixture_free(f);
}

static void test_several_files(void) {
  Fixture *f = base(&(Case){.assigned = PANEL});
  g_autofree char *one = fixture_file(f, "one.csv", SCORE "A1,E1,1.1,70\n", -1);
  g_autofree char *two = fixture_file(f, "two.csv", SCORE "A1,L1,1.1,70\nA1,E1,1.2,70\nA1,E1,2.1,5\n", -1);
  g_autofree char *three = fixture_file(f, "three.csv", SCORE "A1,L1,1.1,70\n", -1);
  const char *const bad[] = {one, two, "/nowhere.csv", NULL}, *const good[] = {one, three, NULL};
  const char *const same[] = {one, one, NULL};
  g_autofree char *refused = import_files(f, IMPORT_SCORES, bad, -1, false);
  g_assert_cmpstr(
      refused, ==,
      "input\nf two.csv:3: the scorebook of “E1” for “A1” is in one.csv already; keep a scorebook in one "
      "file\nf two.csv:4: the scorebook of “E1” for “A1” is in one.csv already; keep a scorebook in one "
      "file\nf /nowhere.csv: cannot be read: there is no such file or folder; check the name and its permissions\n");
  for (int dry = 1; dry >= 0; dry--) {
    g_autofree char *twice = import_files(f, IMPORT_SCORES, same, -1, dry);
    g_assert_cmpstr(twice, ==,
                    "input\nf one.csv:2: the scorebook of “E1” for “A1” is in one.csv already; keep a "
                    "scorebook in one file\n");
  }
  JournalHead before, after;
  g_assert_true(journal_head(f->store, &before, NULL));
  g_autofree char *taken = import_files(f, IMPORT_SCORES, good, -1, false);
  g_assert_cmpstr(taken, ==, ROWS(2, 2, 2));
  g_assert_true(journal_head(f->store, &after, NULL));
  g_assert_cmpint(after.events, ==, before.events + 2);
  fixture_free(f);
}

enum { MOST = 300 }; /* faults that are named here; as a rule so many that no file of ours has them */

/* After that many the rest is counted. */
static void test_many_faults(void) {
  Fixture *f = base(&(Case){.assigned = PANEL});
  f->store->most_faults = MOST;
  GString *text = g_string_new(SCORE);
  for (int i = 0; i < MOST + 7; i++) g_string_append(text, "A1,E1,1.1,71\n");
  g_autofree char *path = fixture_file(f, "F", text->str, -1);
  const char *const paths[] = {path, NULL};
  g_autoptr(GError) error = NULL;
  ImportResult result;
  g_assert_false(exchange_import(f->store, IMPORT_SCORES, paths, -1, CSV_AUTO, false, &result, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_INPUT);
  g_assert_cmpstr(error->message, ==, "307 faults, so nothing is imported; correct the lines and import again");
  g_assert_cmpuint(result.faults->len, ==, MOST + 1);
  g_assert_cmpstr(result.faults->pdata[MOST], ==, "and 7 more faults that are not listed");
  import_result_clear(&result);
  g_string_free(text, TRUE);
  fixture_free(f);
}

/* And so it is of warnings. */
static void test_many_warnings(void) {
  Fixture *f = base(&(Case){.assigned = PANEL});
  f->store->most_faults = MOST;
  GString *text = g_string_new("applicant,name\n");
  for (int i = 0; i < MOST + 3; i++) g_string_append_printf(text, "B%d,N\n", i);
  g_autofree char *got = import_text(f, IMPORT_APPLICANTS, text->str, -1, -1, false);
  g_auto(GStrv) lines = g_strsplit(g_strchomp(got), "\n", -1);
  g_assert_cmpstr(lines[0], ==, "rows 303 added 303 marks 0");
  g_assert_cmpuint(g_strv_length(lines), ==, 1 + MOST + 1);
  g_assert_nonnull(strstr(lines[MOST], "“B300” has the same name as “B0”"));
  g_assert_cmpstr(lines[MOST + 1], ==, "w and 2 more warnings that are not listed");
  g_string_free(text, TRUE);
  fixture_free(f);
}

/* What was meant is looked for as long as it takes no time; every wrong id is named all the same. */
static void test_many_unknown(void) {
  enum { PEOPLE = 2000, WRONG = 1500 };
  Fixture *f = base(&(Case){.assigned = PANEL});
  g_autoptr(GString) people = g_string_new("applicant,name\n"), text = g_string_new("applicant,assessor\n");
  for (int i = 0; i < PEOPLE; i++) g_string_append_printf(people, "N%04d,name %d\n", i, i);
  for (int i = 0; i < WRONG; i++) g_string_append(text, "N0007x,E1\n");
  import_good(f, IMPORT_APPLICANTS, people->str, -1);
  g_autofree char *got = import_text(f, IMPORT_ASSIGNMENTS, text->str, -1, 0, false);
  g_auto(GStrv) lines = g_strsplit(g_strchomp(got), "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 1 + WRONG);
  g_assert_cmpstr(lines[1], ==, "f F:2: there is no applicant “N0007x”; did you mean “N0007”?");
  g_assert_cmpstr(lines[WRONG], ==, "f F:1501: there is no applicant “N0007x”; import it first, or correct the id");
  fixture_free(f);
}

/* A scorebook that somebody has begun is gone on with, not opened again. */
static void test_begun(void) {
  Fixture *f = base(&(Case){.assigned = PANEL});
  g_autoptr(GError) error = NULL;
  g_assert_true(store_act_as(f->store, "E1", &error));
  g_assert_true(store_record_mark(f->store, 0, 0, 0, 7000, NULL, -1, &error));
  g_assert_true(store_act_as(f->store, "secretariat", &error));
  g_autofree char *got = import_text(f, IMPORT_SCORES, SCORE "A1,E1,1.2,70\n", -1, -1, false);
  g_assert_cmpstr(got, ==,
                  FAULT "2: the scorebook of “E1” for “A1” at stage “专家评审” is in the record already, begun, and an "
                        "import does not change it; take its lines out, and give what is left with accolade score\n");
  fixture_free(f);
}

static void test_permission(void) {
  Fixture *f = base(&(Case){.assigned = PANEL});
  g_autoptr(GError) error = NULL;
  g_assert_true(store_act_as(f->store, "E1", &error));
  g_autofree char *assessor = import_text(f, IMPORT_SCORES, SCORE "A1,E1,1.1,70\n", -1, -1, true);
  g_assert_cmpstr(assessor, ==, "permission\n");
  GString *out = g_string_new(NULL);
  g_autoptr(Cycle) cycle = store_cycle(f->store, NULL);
  g_assert_false(exchange_export_scores(f->store, cycle, collect, out, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  g_assert_cmpuint(out->len, ==, 0);
  g_string_free(out, TRUE);
  g_clear_error(&error);
  g_assert_true(store_act_as(f->store, "secretariat", &error));
  g_assert_true(store_set_stage(f->store, 0, STAGE_CLOSED, "over", &error));
  g_autofree char *closed = import_text(f, IMPORT_SCORES, SCORE "A1,E1,1.1,70\n", -1, -1, false);
  g_assert_cmpstr(closed, ==, "permission\n");
  g_autofree char *assigned = import_text(f, IMPORT_ASSIGNMENTS, ASSIGN "A1,E2,\n", -1, -1, true);
  g_assert_cmpstr(assigned, ==, "permission\n");
  fixture_free(f);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  add_cases("assignments", assignment_cases, G_N_ELEMENTS(assignment_cases));
  add_cases("scores", score_cases, G_N_ELEMENTS(score_cases));
  g_test_add_func("/exchange/written", test_written);
  g_test_add_func("/exchange/several-files", test_several_files);
  g_test_add_func("/exchange/many-faults", test_many_faults);
  g_test_add_func("/exchange/many-warnings", test_many_warnings);
  g_test_add_func("/exchange/many-unknown", test_many_unknown);
  g_test_add_func("/exchange/begun", test_begun);
  g_test_add_func("/exchange/permission", test_permission);
  return g_test_run();
}
