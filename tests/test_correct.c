/* test_correct.c: what was imported of people, corrected: what changes and is told, what is refused, and that verification
 * derives it from the journal. */
#include "store/correct.h"
#include "tests/record.h"

#include <locale.h>
#include <string.h>

#define ONE(field, text) \
  (Correction) { .to = {[field] = (text)}, .reason = "证照" }

/* "name: A → B; class: ..." as it was done, "" for nothing, or the fault's sentence. Caller frees. */
static char *correct(Record *record, const char *id, Correction correction) {
  g_autoptr(GError) error = NULL;
  g_auto(Corrected) done = {0};
  GString *said = g_string_new(NULL);
  if (!store_correct(record->store, id, &correction, &done, &error)) {
    g_assert_cmpuint(error->domain, ==, STORE_ERROR);
    g_string_append_printf(said, "%s: %s", error->code == STORE_ERROR_PERMISSION ? "may not" : "wrong", error->message);
  }
  for (PersonField f = 0; f < PERSON_FIELDS; f++) {
    g_assert_true((done.from[f] == NULL) == (done.to[f] == NULL));
    if (done.to[f])
      g_string_append_printf(said, "%s%s: %s → %s", said->len ? "; " : "", person_field_name(f), done.from[f],
                             done.to[f]);
  }
  return g_string_free(said, FALSE);
}

/* What it comes to begins with `want` ("": nothing), and the record is whole after it. */
static void comes_to(Record *record, const char *id, Correction correction, const char *want) {
  g_autofree char *got = correct(record, id, correction);
  if (!g_str_has_prefix(got, want) || (!*want && *got)) g_test_message("%s: “%s”, not “%s”", id, got, want);
  g_assert_true(g_str_has_prefix(got, want) && (*want || !*got));
  g_autofree char *faults = record_verify(record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static int64_t events(Record *record) {
  JournalHead head;
  g_assert_true(journal_head(record->store, &head, NULL));
  return head.events;
}

static void test_applicant(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  const Correction all = {.to = {[FIELD_NAME] = " 　望舒\xC2\xA0",
                                 [FIELD_CLASS] = "team",
                                 [FIELD_SECTOR] = "齿轮",
                                 [FIELD_REGION] = "北山",
                                 [FIELD_KIND] = "团队",
                                 [FIELD_NOTE] = "一\n二"},
                          .reason = "误录"};
  int64_t before = events(&record);
  comes_to(
      &record, "A3", all,
      "name: 申报单位 → 望舒; class: org → team; sector:  → 齿轮; region:  → 北山; kind:  → team; note:  → 一\n二");
  g_assert_cmpint(events(&record), ==, before + 6);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  const Applicant *a = &cycle->applicants[A3];
  g_assert_cmpstr(a->name, ==, "望舒");
  g_assert_cmpstr(a->class_id, ==, "team");
  g_assert_cmpstr(a->sector, ==, "齿轮");
  g_assert_cmpstr(a->region, ==, "北山");
  g_assert_cmpstr(a->kind, ==, "team");
  g_assert_cmpstr(a->note, ==, "一\n二");
  g_assert_cmpstr(cycle->applicants[A2].name, ==, "申报单位");
  comes_to(&record, "A3", all, "");
  g_assert_cmpint(events(&record), ==, before + 6);
  comes_to(&record, "A3", ONE(FIELD_SECTOR, ""), "sector: 齿轮 → ");
  comes_to(&record, "A3", ONE(FIELD_NAME, "申报单位"), "name: 望舒 → 申报单位");
}

static void test_assessor(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  const Correction all = {.to = {[FIELD_NAME] = "沈子衿", [FIELD_SECTOR] = "质量", [FIELD_ORGANISATION] = "大学"},
                          .reason = "误录"};
  comes_to(&record, "E2", all, "name:  → 沈子衿; sector:  → 质量; organisation:  → 大学");
  comes_to(&record, "E2", ONE(FIELD_NAME, ""), "name: 沈子衿 → ");
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_assert_cmpstr(cycle->assessors[E2].organisation, ==, "大学");
  g_assert_cmpstr(cycle->assessors[E2].sector, ==, "质量");
  g_assert_cmpstr(cycle->assessors[E2].name, ==, "");
}

/* Who assesses itself is the applicant. */
static void test_self(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_give(&record, "T1", REVIEW, T1, 0, 4000);
  comes_to(&record, "T1", ONE(FIELD_NAME, "青筠"), "name: 申报单位 → 青筠");
  comes_to(&record, "T1", ONE(FIELD_ORGANISATION, "x"), "wrong: “T1” is an applicant");
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_assert_cmpstr(cycle->applicants[T1].name, ==, "青筠");
  g_assert_cmpstr(cycle->assessors[cycle_assessor(cycle, "T1")].name, ==, "");
}

static void test_wrong(void) {
  static const struct {
    const char *id;
    Correction correction;
    const char *want;
  } cases[] = {
      {"A9", {{[FIELD_NAME] = "x"}, "x"}, "wrong: there is no applicant or assessor “A9”"},
      {"secretariat", {{[FIELD_NAME] = "x"}, "x"}, "wrong: there is no applicant or assessor"},
      {"A1", {{[FIELD_NAME] = "x"}, " "}, "wrong: correct: a reason is needed"},
      {"A1", {{[FIELD_NAME] = "x"}, NULL}, "wrong: correct: a reason is needed"},
      {"A1", {{[FIELD_NAME] = "　"}, "x"}, "wrong: the name of “A1” is empty"},
      {"A1", {{[FIELD_NAME] = "a\nb"}, "x"}, "wrong: the field “name” holds a line end"},
      {"A1", {{[FIELD_NOTE] = "a\x1b[2J"}, "x"}, "wrong: the field “note” holds a line end or control character"},
      {"A1", {{[FIELD_SECTOR] = "a\xff"}, "x"}, "wrong: the field “sector” is not UTF-8"},
      {"A1", {{[FIELD_KIND] = "firm"}, "x"}, "wrong: there is no kind “firm”"},
      {"A1", {{[FIELD_CLASS] = "none"}, "x"}, "wrong: the rules have no class “none”; they have Sample, Sample"},
      {"A1", {{[FIELD_CLASS] = ""}, "x"}, "wrong: the class is empty"},
      {"A1", {{[FIELD_ORGANISATION] = "x"}, "x"}, "wrong: “A1” is an applicant, which has no “organisation”"},
      {"E1", {{[FIELD_CLASS] = "org"}, "x"}, "wrong: “E1” is an assessor, who has no “class”"},
      {"E1", {{[FIELD_NOTE] = "x"}, "x"}, "wrong: “E1” is an assessor, who has no “note”"},
      {"A1", {{[FIELD_NAME] = "x", [FIELD_KIND] = "firm"}, "x"}, "wrong: there is no kind “firm”"},
  };
  g_auto(Record) record;
  record_new(&record, false);
  int64_t before = events(&record);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) comes_to(&record, cases[i].id, cases[i].correction, cases[i].want);
  g_assert_cmpint(events(&record), ==, before);
}

static void test_roles(void) {
  static const char *const others[] = {"E1", "L1", "S1", "A1"};
  g_auto(Record) record;
  record_new(&record, false);
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
    record_act_as(&record, others[i]);
    g_autofree char *said = correct(&record, "A1", ONE(FIELD_NAME, "x"));
    g_assert_true(g_str_has_prefix(said, "may not: "));
  }
}

/* A class of other criteria is not for who was marked or commented on under those of its own. */
static void test_criteria(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  const char refusal[] = "may not: “A1” has marks or comments under the criteria of its class";
  comes_to(&record, "A1", ONE(FIELD_CLASS, "team"), "class: org → team");
  comes_to(&record, "A1", ONE(FIELD_CLASS, "org"), "class: team → org");
  record_act_as(&record, "E1");
  g_assert_true(
      store_record_comment(record.store, REVIEW, A1, &(Note){.item = "1.1", .kind = "ofi", .text = "不足"}, &error));
  record_act_as(&record, "secretariat");
  comes_to(&record, "A1", ONE(FIELD_CLASS, "team"), refusal);
  comes_to(&record, "A1", ONE(FIELD_NAME, "望舒"), "name: ");
  comes_to(&record, "A1", ONE(FIELD_CLASS, "org"), "");
  record_give(&record, "E1", REVIEW, A2, 0, 7000);
  comes_to(&record, "A2", ONE(FIELD_CLASS, "team"), "may not: “A2” has marks");
  record_import(&record, 60);
  comes_to(&record, "A3", ONE(FIELD_CLASS, "team"), "may not: “A3” has marks");
  record_give(&record, "T1", REVIEW, T1, 0, 4000);
  comes_to(&record, "T1", ONE(FIELD_CLASS, "org"), "may not: “T1” has marks");
}

/* What the ranking goes by stands from the first seal on, all else from the last. */
static void test_sealed(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_SEALED, "", &error));
  comes_to(&record, "A3", ONE(FIELD_CLASS, "team"), "may not: the ranking goes by an applicant's “class”");
  comes_to(&record, "A3", ONE(FIELD_KIND, "project"), "may not: the ranking goes by an applicant's “kind”");
  comes_to(&record, "A3", ONE(FIELD_NAME, "观澜"), "name: ");
  comes_to(&record, "A3", ONE(FIELD_SECTOR, "水泵"), "sector: ");
  for (uint16_t stage = DEFENCE; stage <= BOARD; stage++)
    g_assert_true(store_set_stage(record.store, stage, STAGE_SEALED, "", &error));
  comes_to(&record, "A3", ONE(FIELD_NAME, "观涛"), "may not: every stage is sealed and the ranking stands");
  comes_to(&record, "A3", ONE(FIELD_NAME, "观澜"), "");
  comes_to(&record, "E1", ONE(FIELD_NAME, "林"), "may not: every stage is sealed and the ranking stands");
  g_assert_true(store_set_stage(record.store, BOARD, STAGE_OPEN, "更名", &error));
  comes_to(&record, "A3", ONE(FIELD_NAME, "观涛"), "name: 观澜 → 观涛");
  g_assert_true(store_set_stage(record.store, BOARD, STAGE_SEALED, "", &error));
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* -- what verification says of hands in the file ---------------------------------------------------------------- */

static const struct {
  const char *name, *sql, *want;
} hands[] = {
    {"name", "UPDATE applicant SET name = '申报单位' WHERE no = 0",
     "the field “name” of “A1”: it is “申报单位”, but event 6 set it to “望舒”"},
    {"name-behind-nul", "UPDATE applicant SET name = name || char(0) || 'x' WHERE no = 0", "the field “name” of “A1”"},
    {"other", "UPDATE applicant SET region = 'x' WHERE no = 0", "digest does not fit"},
    {"veto", "UPDATE applicant SET veto = 'x' WHERE no = 0", "digest does not fit"},
    {"assessor", "UPDATE assessor SET organisation = '学院' WHERE id = 'E1'", "the field “organisation” of “E1”"},
    {"assessor-other", "UPDATE assessor SET sector = 'x' WHERE id = 'E1'", "digest does not fit"},
    {"between", "UPDATE event SET before = 'x' WHERE seq = 6",
     "event 6 (correct) does not follow from the event before it: it was “望書”, not “x”"},
    {"imported-otherwise", "UPDATE event SET before = 'x' WHERE seq = 5", "digest does not fit"},
    {"of-no-field", "UPDATE event SET item = 'veto' WHERE seq = 5",
     "what event 5 set (correct  A1 veto) is not in the"},
    {"of-nobody", "UPDATE event SET applicant = 'A9' WHERE seq IN (5, 6)",
     "what event 6 set (correct  A9 name) is not"},
    {"of-an-assessor", "UPDATE event SET applicant = '', assessor = 'A1' WHERE seq IN (5, 6)",
     "what event 6 set (correct   A1 name) is not"},
    {"unheard-of", "UPDATE event SET assessor = '', applicant = 'E1' WHERE seq = 7",
     "what event 7 set (correct  E1 organisation) is not in the"},
};

/* The chain is built again, so that only what contradicts it can be found. */
static void test_hand(gconstpointer data) {
  const size_t i = GPOINTER_TO_SIZE(data);
  g_auto(Record) record;
  record_new(&record, false);
  comes_to(&record, "A1", ONE(FIELD_NAME, "望書"), "name: ");
  comes_to(&record, "A1", ONE(FIELD_NAME, "望舒"), "name: ");
  comes_to(&record, "E1", ONE(FIELD_ORGANISATION, "大学"), "organisation: ");
  g_clear_pointer(&record.store, store_close);
  record_tamper(&record, hands[i].sql);
  record_hash_again(&record);
  g_autofree char *faults = record_verify(&record, NULL);
  if (!strstr(faults, hands[i].want)) g_test_message("%s", faults);
  g_assert_nonnull(strstr(faults, hands[i].want));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/correct/applicant", test_applicant);
  g_test_add_func("/correct/assessor", test_assessor);
  g_test_add_func("/correct/self", test_self);
  g_test_add_func("/correct/wrong", test_wrong);
  g_test_add_func("/correct/roles", test_roles);
  g_test_add_func("/correct/criteria", test_criteria);
  g_test_add_func("/correct/sealed", test_sealed);
  for (size_t i = 0; i < G_N_ELEMENTS(hands); i++) {
    g_autofree char *name = g_strconcat("/correct/hand/", hands[i].name, NULL);
    g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_hand);
  }
  return g_test_run();
}
