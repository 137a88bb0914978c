/* test_altered.c: no cell of any table can be altered unseen.
 *
 * An award with one of everything is made by the program's commands. Then each cell of each row is altered in turn behind the
 * program's back, in every way that keeps its type, and the record must not be whole any more. */
#include "commands/session.h"
#include "tests/award_folder.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>
#include <string.h>

/* -- an award with one of everything -------------------------------------------------------------------------------- */

#define TITLES "<title xml:lang=\"zh\">样例</title><title xml:lang=\"en\">Sample</title>"

static const struct {
  const char *name, *text;
} given[] = {
    {"two.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<criteria id=\"two\" edition=\"1\" revision=\"1\" "
                "status=\"example\">" TITLES "<scale id=\"pct5\" type=\"percent\" min=\"0\" max=\"100\" step=\"5\"/>"
                "<rubric id=\"process\" scale=\"pct5\" combine=\"judged\">" TITLES "</rubric>"
                "<aggregate method=\"sum\" total=\"yes\"/><node code=\"1\" kind=\"process\" points=\"100\">" TITLES
                "<item code=\"1.1\" points=\"40\" rubric=\"process\">" TITLES "</item>"
                "<item code=\"1.2\" points=\"60\" rubric=\"process\">" TITLES "</item></node></criteria>"},
    {"all.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rules id=\"all\" edition=\"1\" status=\"own\">" TITLES
                "<combine method=\"trimmed\" drop=\"1\" fallback=\"mean\"/>"
                "<stage id=\"review\" form=\"items\" factor=\"1\" panel-min=\"1\">" TITLES
                "<deduction id=\"late\" points=\"2\" free=\"0\" unit=\"day\">" TITLES "</deduction></stage>"
                "<stage id=\"board\" form=\"gate\">" TITLES "<pass by=\"decision\"/></stage>"
                "<tier id=\"gold\">" TITLES "<places most=\"1\"/></tier><tie by=\"node\" ref=\"1.1\"/></rules>"},
    {"applicants.csv", "applicant,name,class,sector,region,kind,note\nA1,望舒,,齿轮,北山,组织,记\nA2,青筠,,,,,\n"
                       "A3,观澜,,,,,\nA4,赤霄,,,,,\nA5,听松,,,,,\n"},
    {"assessors.csv", "assessor,name,role,organisation,sector\nL1,林一苇,leader,协会,质量\nE1,沈子衿,assessor,,\n"
                      "E2,周归舟,assessor,,\nE3,顾南枝,assessor,,\n"},
    {"assignments.csv",
     "applicant,assessor,lead\nA1,L1,yes\nA1,E1,\nA2,L1,yes\nA2,E1,\nA2,E2,\nA3,L1,\nA3,E1,\nA3,E2,\n"},
    {"scores.csv", "applicant,assessor,item,mark,strength,ofi\nA2,E1,1.1,60,稳健,\nA2,E1,1.2,70,,可改进\n"
                   "A2,E2,1.1,60,,\nA2,E2,1.2,70,,\nA3,E1,1.1,20,,\nA3,E1,1.2,40,,\nA3,E2,1.1,80,,\nA3,E2,1.2,60,,\n"},
};

static const char *const steps[] = {
    "init --criteria two.xml --rules all.xml --title 样例 --set minimum=3 --set fallback=median",
    "import applicants applicants.csv",
    "import assessors assessors.csv",
    "import assignments assignments.csv",
    "import scores scores.csv",
    "correct A3 --name 观澜水务 --region 南江 --kind project --reason 更名",
    "correct A3 --name 观澜泵业 --sector 水泵 --note 曾用名 --class 大 --reason 误录",
    "correct E2 --name 周归舟 --organisation 研究院 --sector 水务 --reason 误录",
    "correct E2 --name 周晚舟 --reason 误录",
    "stage review due 2026-12-31",
    "factor A1 出口六成",
    "--as E1 factor A1 'one plant' --stage review",
    "factor A2 旧",
    "factor A2 --remove 3",
    "--as L1 declare A1 none",
    "--as E1 score A1 1.1 55",
    "--as E1 score A1 1.1 60",
    "--as E1 score A1 1.2 abstained --reason 不熟",
    "--as E1 undo A1",
    "--as E1 redo A1",
    "--as E1 score A1 1.2 70",
    "--as E1 comment A1 1.1 strength 好 --evidence 第六页 --file all.xml --factor 1",
    "--as E1 comment A1 1.1 ofi 旧",
    "--as E1 uncomment 5",
    "--as E1 submit A1",
    "--as A1 score A1 1.1 90",
    "--as L1 score A1 1.1 60",
    "--as L1 score A1 1.2 70",
    "--as L1 submit A1",
    "recuse A2 L1 --reason 亲属",
    "deputy A2 E1 --reason 回避",
    "deduct A3 late 1 --reason 迟",
    "veto A4 --reason 事故",
    "withdraw A5 --reason 迁出本市",
    "withdraw A4 --reason 误报",
    "withdraw A4 --lift --reason 函件撤回",
    "release L1 A3 --to E3 --reason 住院",
    "release E3 --reason 出差",
    "release E3 --lift --reason 返回",
    "return A3 E2 --reason 漏项",
    "--as E2 score A3 1.2 65",
    "--as E2 submit A3",
    "stage review close",
    "agree A1 1.1 60",
    "agree A1 1.2 65 --reason-code evidence --reason 现场",
    "merge 4",
    "merge 1",
    "merge 2 --withdraw",
    "resolve spread A3 1.1 --reason 已议",
    "decide A1 passed --reason 7:0",
    "decide A2 passed --reason 7:0",
    "decide A3 failed --reason 3:4",
    "place A2 --reason 票决",
    "stage review seal",
    "stage board close",
};

static void write_file(const char *folder, const char *name, const char *bytes, size_t n) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  FILE *file = g_fopen(path, "wb");
  g_assert_nonnull(file);
  g_assert_cmpuint(fwrite(bytes, 1, n, file), ==, n);
  g_assert_cmpint(fclose(file), ==, 0);
}

static char *make_award(void) {
  char *folder = award_folder_new("none");
  for (size_t i = 0; i < G_N_ELEMENTS(given); i++)
    write_file(folder, given[i].name, given[i].text, strlen(given[i].text));
  for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
    int code;
    g_autofree char *said = award_run(folder, steps[i], &code);
    if (code != 0) g_error("accolade %s: exit %d: %s", steps[i], code, said);
  }
  return folder;
}

/* -- looking and altering --------------------------------------------------------------------------------------------- */

typedef struct Altered {
  char *folder, *path;
  char *bytes; /* of the whole file */
  gsize n;
  Session *session; /* with a copy's award loaded */
  unsigned times;
} Altered;

/* The first fault, or why there is no answer; NULL when the record is whole. Caller frees. */
static char *look(const Altered *altered) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = store_open(altered->path, &error);
  if (!store) return g_strdup(error->message);
  store_set_award(store, &altered->session->award);
  Verified verified = {0};
  bool done = journal_verify(store, NULL, &verified, &error);
  char *fault = done && verified.faults->len == 0 ? NULL : g_strdup(done ? verified.faults->pdata[0] : error->message);
  verified_clear(&verified);
  return fault;
}

/* Whether the file can hold it: a key may be taken. */
static bool alter(const Altered *altered, const char *sql) {
  sqlite3 *db = NULL;
  write_file(altered->folder, "award.db", altered->bytes, altered->n);
  g_assert_cmpint(sqlite3_open(altered->path, &db), ==, SQLITE_OK);
  sqlite3_exec(db, "PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
  bool done = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
  if (!done) g_assert_cmpint(sqlite3_errcode(db), ==, SQLITE_CONSTRAINT);
  done = done && sqlite3_changes(db) > 0;
  sqlite3_close(db);
  return done;
}

static void attempt(Altered *altered, const char *sql) {
  if (!alter(altered, sql)) return;
  altered->times++;
  g_autofree char *fault = look(altered);
  if (fault) return;
  g_test_message("unseen: %s", sql);
  g_test_fail();
}

enum { MANY = 10 }; /* rows of a table, of which others are alike */

typedef struct Place { /* the row of that number, in the order of the table's key: "stage, position" */
  const char *table, *key;
  guint row;
} Place;

static char *where(const Place *place) {
  return g_strdup_printf("(%s) = (SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %u)", place->key, place->key,
                         place->table, place->key, place->row);
}

/* What keeps the type of the value c, and may leave it as it is. */
static const char *const ways[] = {
    "CASE typeof(c) WHEN 'integer' THEN c + 1 WHEN 'text' THEN c || 'x' ELSE CAST(c || x'00' AS BLOB) END",
    "CASE typeof(c) WHEN 'integer' THEN c - 1 WHEN 'text' THEN ' ' || c ELSE substr(c, 2) END",
    "CASE typeof(c) WHEN 'integer' THEN 0 WHEN 'text' THEN '' ELSE zeroblob(length(c)) END",
    "CASE typeof(c) WHEN 'integer' THEN c + (1 << 32) ELSE c END",
};

static void alter_cell(Altered *altered, const Place *place, const char *column) {
  g_autofree char *here = where(place);
  for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
    g_autofree char *value = g_strdup_printf("(SELECT %s FROM (SELECT %s.%s AS c))", ways[i], place->table, column);
    g_autofree char *sql = g_strdup_printf("UPDATE %s SET %s = %s WHERE %s AND %s IS NOT %s", place->table, column,
                                           value, here, column, value);
    attempt(altered, sql);
  }
}

/* The row again, with another first column of its key. */
static void copy_row(Altered *altered, const Place *place, const GPtrArray *columns) {
  g_autofree char *here = where(place);
  g_autoptr(GString) values = g_string_new(NULL);
  for (guint i = 0; i < columns->len; i++) {
    const char *column = columns->pdata[i];
    g_autofree char *other = g_strdup_printf("(SELECT %s FROM (SELECT %s AS c))", ways[0], column);
    bool first = g_str_has_prefix(place->key, column) && strchr(",", place->key[strlen(column)]);
    g_string_append_printf(values, "%s%s", i ? ", " : "", first ? other : column);
  }
  g_autofree char *sql =
      g_strdup_printf("INSERT INTO %s SELECT %s FROM %s WHERE %s", place->table, values->str, place->table, here);
  attempt(altered, sql);
}

static void delete_row(Altered *altered, const Place *place) {
  g_autofree char *here = where(place);
  g_autofree char *sql = g_strdup_printf("DELETE FROM %s WHERE %s", place->table, here);
  attempt(altered, sql);
}

/* -- every table ---------------------------------------------------------------------------------------------------------- */

/* The first column of a question's rows (of char *). */
static GPtrArray *ask(const Altered *altered, const char *sql) {
  GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  write_file(altered->folder, "award.db", altered->bytes, altered->n);
  g_assert_cmpint(sqlite3_open(altered->path, &db), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &row, NULL), ==, SQLITE_OK);
  while (sqlite3_step(row) == SQLITE_ROW) g_ptr_array_add(list, g_strdup((const char *)sqlite3_column_text(row, 0)));
  sqlite3_finalize(row);
  sqlite3_close(db);
  return list;
}

static GPtrArray *ask_of(const Altered *altered, const char *before, const char *table, const char *after) {
  g_autofree char *sql = g_strconcat(before, table, after, NULL);
  return ask(altered, sql);
}

static void altered_begin(Altered *altered) {
  g_autoptr(GError) error = NULL;
  *altered = (Altered){.folder = make_award(), .session = session_new()};
  altered->path = g_build_filename(altered->folder, "award.db", NULL);
  g_assert_true(g_file_get_contents(altered->path, &altered->bytes, &altered->n, NULL));
  write_file(altered->folder, "whole.db", altered->bytes, altered->n);
  g_free(altered->session->db_path);
  altered->session->db_path = g_build_filename(altered->folder, "whole.db", NULL);
  session_open(altered->session, &error);
  g_assert_no_error(error);
  g_autofree char *fault = look(altered);
  g_assert_cmpstr(fault, ==, NULL);
}

static void altered_end(Altered *altered) {
  session_free(altered->session);
  award_folder_remove(altered->folder);
  g_free(altered->path);
  g_free(altered->bytes);
}

static void alter_row(Altered *altered, const Place *place, const GPtrArray *columns) {
  for (guint i = 0; i < columns->len; i++) alter_cell(altered, place, columns->pdata[i]);
  copy_row(altered, place, columns);
  delete_row(altered, place);
}

static void alter_table(Altered *altered, const char *table) {
  g_autoptr(GPtrArray) columns = ask_of(altered, "SELECT name FROM pragma_table_info('", table, "')");
  g_autoptr(GPtrArray) key =
      ask_of(altered, "SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_table_info('", table,
             "') WHERE pk ORDER BY pk)");
  g_autoptr(GPtrArray) rows = ask_of(altered, "SELECT 1 FROM ", table, "");
  if (rows->len == 0) g_error("the award has no row of the table %s", table);
  guint step = rows->len > MANY ? rows->len / MANY : 1;
  for (guint row = 0; row < rows->len; row += step) alter_row(altered, &(Place){table, key->pdata[0], row}, columns);
}

static void test_every_cell(void) {
  Altered altered;
  altered_begin(&altered);
  g_autoptr(GPtrArray) tables = ask(&altered, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  for (guint i = 0; i < tables->len; i++) alter_table(&altered, tables->pdata[i]);
  g_test_message("altered %u times", altered.times);
  g_assert_cmpuint(altered.times, >, 1000);
  altered_end(&altered);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/altered/every-cell", test_every_cell);
  return g_test_run();
}
