/* record.c: the award the store's tests work on. */
#include "tests/record.h"

#include "criteria/pack.h"

#include <glib/gstdio.h>
#include <string.h>

bool bulk_assign(Bulk *bulk, uint16_t stage, uint32_t applicant, uint32_t assessor, bool lead, GError **error) {
  return bulk_assignments(bulk, &(BulkAssignment){book_id(stage, applicant, assessor), lead}, 1, error);
}

void record_add_many(Bulk *bulk, int n) {
  g_autoptr(GError) error = NULL;
  for (int i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf("M%03d", i);
    const Applicant applicant = {id, "", "org", "", "", "", "", "", ""};
    g_assert_true(bulk_applicant(bulk, &applicant, NULL, &error));
  }
}

bool bulk_scorebook(Bulk *bulk, uint16_t stage, uint32_t applicant, uint32_t assessor, const Mark *marks, size_t n,
                    GError **error) {
  return bulk_scorebooks(bulk, &(BulkBook){book_id(stage, applicant, assessor), marks, n}, 1, error);
}

#define TITLES "<title xml:lang=\"zh\">样例</title><title xml:lang=\"en\">Sample</title>"
#define TOP                                                                \
  "<scale id=\"pct5\" type=\"percent\" min=\"0\" max=\"100\" step=\"5\"/>" \
  "<rubric id=\"process\" scale=\"pct5\" combine=\"judged\">" TITLES "</rubric>"

static const char criteria_text[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<criteria id=\"sample\" edition=\"1\" revision=\"1\" "
    "status=\"example\">" TITLES TOP "<aggregate method=\"sum\" total=\"yes\"/>"
    "<not-applicable allow=\"items\" effect=\"shrink\" reason=\"required\" max-share=\"100\"/>"
    "<node code=\"1\" kind=\"process\" points=\"100\">" TITLES
    "<item code=\"1.1\" points=\"40\" rubric=\"process\" not-applicable=\"none\">" TITLES "</item>"
    "<item code=\"1.2\" points=\"60\" rubric=\"process\">" TITLES "</item></node></criteria>";

static const char small_text[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<criteria id=\"small\" edition=\"1\" revision=\"1\" "
    "status=\"example\">" TITLES TOP "<aggregate method=\"sum\" total=\"yes\"/>"
    "<node code=\"N\" kind=\"process\" points=\"100\">" TITLES
    "<item code=\"T\" points=\"100\" rubric=\"process\">" TITLES "</item></node></criteria>";

static const char rules_text[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rules id=\"sample-rules\" edition=\"1\" status=\"own\">" TITLES
    "<class id=\"org\" criteria=\"\" kinds=\"\">" TITLES "</class>"
    "<class id=\"team\" criteria=\"small\" kinds=\"\">" TITLES "</class>"
    "<stage id=\"review\" form=\"items\" factor=\"1\" panel-min=\"1\" blind=\"yes\">" TITLES
    "<deduction id=\"late\" points=\"2\" free=\"0\" unit=\"day\">" TITLES "</deduction></stage>"
    "<stage id=\"defence\" form=\"total\" max=\"500\" factor=\"1\" panel-min=\"1\" blind=\"yes\">" TITLES
    "<scale min=\"0\" max=\"500\" step=\"0.1\"/></stage>"
    "<stage id=\"board\" form=\"gate\">" TITLES "<pass by=\"decision\"/></stage></rules>";

static StorePack pack_of(const char *id, const char *text, const char *class_id) {
  return (StorePack){.id = (char *)id, .text = (char *)text, .sha256 = (char *)"", .class_id = (char *)class_id};
}

static void fill(Record *record) {
  static const char *const applicants[] = {"A1", "A2", "A3", "T1"};
  static const struct {
    const char *id;
    Role role;
  } assessors[] = {{"E1", ROLE_ASSESSOR},
                   {"E2", ROLE_ASSESSOR},
                   {"E3", ROLE_SECTOR_EXPERT},
                   {"L1", ROLE_LEADER},
                   {"S1", ROLE_SUPERVISOR}};
  g_autoptr(GError) error = NULL;
  Bulk bulk;
  g_assert_true(store_begin(record->store, &error) && bulk_begin(record->store, &bulk, &error));
  for (size_t i = 0; i < G_N_ELEMENTS(applicants); i++) {
    Applicant applicant = {.id = applicants[i], .name = "申报单位", .class_id = i == T1 ? "team" : "org", .veto = ""};
    g_assert_true(bulk_applicant(&bulk, &applicant, NULL, &error));
  }
  g_assert_true(bulk_end(&bulk, "applicants", "applicants.csv", &error) && bulk_begin(record->store, &bulk, &error));
  for (size_t i = 0; i < G_N_ELEMENTS(assessors); i++) {
    Assessor assessor = {.id = assessors[i].id, .role = assessors[i].role};
    g_assert_true(bulk_assessor(&bulk, &assessor, NULL, &error));
  }
  g_assert_true(bulk_end(&bulk, "assessors", "assessors.csv", &error) && bulk_begin(record->store, &bulk, &error));
  for (uint32_t applicant = A1; applicant <= A2; applicant++) {
    g_assert_true(bulk_assign(&bulk, REVIEW, applicant, L1, true, &error));
    g_assert_true(bulk_assign(&bulk, REVIEW, applicant, E2, false, &error));
    g_assert_true(bulk_assign(&bulk, REVIEW, applicant, E1, false, &error));
  }
  g_assert_true(bulk_assign(&bulk, DEFENCE, A1, E1, false, &error));
  g_assert_true(bulk_end(&bulk, "assignments", "assignments.csv", &error) && store_commit(record->store, &error));
}

void record_new(Record *record, bool bare) {
  g_autoptr(GError) error = NULL;
  *record = (Record){.folder = g_dir_make_tmp("accolade-record-XXXXXX", NULL)};
  record->path = g_build_filename(record->folder, "award.db", NULL);
  StorePack rules = pack_of("sample-rules", rules_text, "");
  StorePack criteria[] = {pack_of("sample", criteria_text, ""), pack_of("small", small_text, "team")};
  store_create(record->path, "2026 年度", "secretariat", &rules, criteria, 2, NULL, &error);
  g_assert_no_error(error);
  record->rules = pack_parse_rules(rules_text, strlen(rules_text), "sample-rules", NULL, &error);
  g_assert_no_error(error);
  record->criteria = pack_parse_criteria(criteria_text, strlen(criteria_text), "sample", NULL, &error);
  g_assert_no_error(error);
  record->small = pack_parse_criteria(small_text, strlen(small_text), "small", NULL, &error);
  g_assert_no_error(error);
  record->of_classes[1] = record->small;
  record->award = (Award){record->rules, record->criteria, record->of_classes};
  record->store = record_open(record, "secretariat");
  if (!bare) fill(record);
}

Store *record_open(Record *record, const char *actor) {
  g_autoptr(GError) error = NULL;
  Store *store = store_open(record->path, &error);
  g_assert_no_error(error);
  store_set_award(store, &record->award);
  store_act_as(store, actor, &error);
  g_assert_no_error(error);
  return store;
}

static void remove_folder(const char *folder) {
  g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
  const char *name;
  while (files && (name = g_dir_read_name(files))) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
}

void record_clear(Record *record) {
  store_close(record->store);
  rules_free(record->rules);
  criteria_free(record->criteria);
  criteria_free(record->small);
  remove_folder(record->folder);
  g_free(record->path);
  g_free(record->folder);
}

void record_act_as(Record *record, const char *actor) {
  g_autoptr(GError) error = NULL;
  store_act_as(record->store, actor, &error);
  g_assert_no_error(error);
}

int record_mark(Record *record, uint16_t stage, uint32_t applicant, size_t cell, Mark mark) {
  g_autoptr(GError) error = NULL;
  if (store_record_mark(record->store, stage, applicant, cell, mark, NULL, -1, &error)) return -1;
  g_assert_cmpuint(error->domain, ==, STORE_ERROR);
  return error->code;
}

void record_import(Record *record, int percent) {
  g_autoptr(GError) error = NULL;
  Bulk bulk;
  Mark marks[2] = {(Mark)(percent * 100), (Mark)(percent * 100)};
  g_assert_true(store_begin(record->store, &error) && bulk_begin(record->store, &bulk, &error));
  for (uint32_t applicant = A1; applicant <= A3; applicant++)
    g_assert_true(bulk_scorebook(&bulk, REVIEW, applicant, E3, marks, 2, &error));
  g_assert_true(
      bulk_comment(&bulk, REVIEW, A1, E3, &(Note){.item = "1.1", .kind = "strength", .text = "稳健"}, &error));
  g_assert_true(bulk_end(&bulk, "scores", "/tmp/scores.csv", &error) && store_commit(record->store, &error));
}

char *record_verify(Record *record, const char *anchor) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = store_open(record->path, &error);
  if (!store) return g_strdup_printf("%s\n", error->message);
  store_set_award(store, &record->award);
  Verified verified = {0};
  journal_verify(store, anchor, &verified, &error);
  g_assert_no_error(error);
  GString *faults = g_string_new(NULL);
  for (guint i = 0; i < verified.faults->len; i++)
    g_string_append_printf(faults, "%s\n", (char *)g_ptr_array_index(verified.faults, i));
  verified_clear(&verified);
  return g_string_free(faults, FALSE);
}

void record_tamper(Record *record, const char *text) {
  sqlite3 *db = NULL;
  char *message = NULL;
  g_assert_cmpint(sqlite3_open(record->path, &db), ==, SQLITE_OK);
  sqlite3_exec(db, text, NULL, NULL, &message);
  g_assert_cmpstr(message, ==, NULL);
  sqlite3_close(db);
}

void record_ask_declarations(Record *record) {
  static const char *const set[] = {"declaration=required", NULL};
  g_autoptr(GError) error = NULL;
  const StorePack *pack = store_rules(record->store);
  Rules *rules = pack_parse_rules(pack->text, strlen(pack->text), pack->id, set, &error);
  g_assert_no_error(error);
  rules_free(record->rules);
  record->award.rules = record->rules = rules;
}

void record_give(Record *record, const char *actor, uint16_t stage, uint32_t applicant, size_t cell, Mark mark) {
  record_act_as(record, actor);
  g_assert_cmpint(record_mark(record, stage, applicant, cell, mark), ==, -1);
  record_act_as(record, "secretariat");
}

void record_new_full(Record *record) {
  g_autoptr(GError) error = NULL;
  record_new(record, false);
  Store *store = record->store;
  record_import(record, 60);
  record_give(record, "E1", REVIEW, A1, 0, 7000);
  record_give(record, "E1", REVIEW, A1, 0, 7500);
  record_give(record, "E1", REVIEW, A1, 1, 6500);
  record_give(record, "T1", REVIEW, T1, 0, 4000);
  record_act_as(record, "E1");
  g_assert_true(store_submit(store, REVIEW, A1, &error));
  g_assert_true(
      store_record_comment(store, REVIEW, A2, &(Note){.item = "1.1", .kind = "strength", .text = "好"}, &error));
  g_assert_true(
      store_record_comment(store, REVIEW, A2, &(Note){.item = "1.1", .kind = "ofi", .text = "可改进"}, &error));
  g_assert_true(store_remove_comment(store, 2, &error));
  g_assert_true(store_record_mark(store, REVIEW, A2, 1, MARK_NOT_APPLICABLE, "不适用", -1, &error));
  record_act_as(record, "secretariat");
  g_assert_true(store_return(store, REVIEW, A1, E1, "漏项", &error));
  g_assert_true(store_return(store, REVIEW, A2, E3, "更正", &error));
  g_assert_true(store_recuse(store, A2, E2, "同事", &error));
  g_assert_true(store_deduct(store, REVIEW, A1, "late", ratio_int(1), "迟", &error));
  g_assert_true(store_decide(store, BOARD, A1, true, "7:0", &error));
  g_assert_true(store_veto(store, A3, "事故", &error));
  g_assert_true(store_set_due(store, DEFENCE, "2026-06-30", &error));
  g_assert_true(store_set_due(store, BOARD, "2026-06-30", &error));
  g_assert_true(store_set_due(store, BOARD, "", &error));
  g_assert_true(store_set_stage(store, REVIEW, STAGE_SEALED, "", &error));
}

void record_hash_again(Record *record) {
  unsigned char chain[HASH_BYTES] = {0};
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL, *set = NULL;
  g_assert_cmpint(sqlite3_open(record->path, &db), ==, SQLITE_OK);
  sqlite3_prepare_v2(db, statements[SQL_events], -1, &row, NULL);
  sqlite3_prepare_v2(db, "UPDATE event SET hash = ?2 WHERE seq = ?1", -1, &set, NULL);
  while (sqlite3_step(row) == SQLITE_ROW) {
    const char *fields[EVENT_FIELDS];
    for (int i = 0; i < EVENT_FIELDS; i++) fields[i] = sql_text(row, i);
    unsigned char hash[HASH_BYTES];
    hash_of_event(chain, fields, hash);
    memcpy(chain, hash, HASH_BYTES);
    sqlite3_bind_int64(set, 1, sqlite3_column_int64(row, 0));
    sqlite3_bind_blob(set, 2, hash, HASH_BYTES, SQLITE_STATIC);
    g_assert_cmpint(sqlite3_step(set), ==, SQLITE_DONE);
    sqlite3_reset(set);
  }
  sqlite3_finalize(row);
  sqlite3_finalize(set);
  sqlite3_close(db);
}

int code_of(bool done, GError **error) {
  int code = done ? -1 : (*error)->code;
  g_assert_true(done == (*error == NULL));
  if (*error) g_assert_cmpuint((*error)->domain, ==, STORE_ERROR);
  g_clear_error(error);
  return code;
}
