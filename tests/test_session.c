/* test_session.c: a session while others are at work in the same file: nothing that is done in it lets go of the locks on the
 * record, and what it knows of the cycle is never older than it believes. */
#include "commands/command.h"
#include "commands/reporting.h"
#include "tests/award_folder.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static Session *session_at(const char *folder, const char *actor) {
  g_autoptr(GError) error = NULL;
  Session *session = session_new();
  g_free(session->db_path);
  g_free(session->actor);
  session->db_path = g_build_filename(folder, "award.db", NULL);
  session->actor = g_strdup(actor);
  session_open(session, &error);
  g_assert_no_error(error);
  return session;
}

/* -- locks -------------------------------------------------------------------------------------------------------- */

/* Command lines in which FILE is the record, or what SQLite keeps beside it; all are refused. The first is none: one more session. */
static const char *const lines[] = {
    "",
    "rank --output FILE",
    "export scores --output FILE-wal",
    "import applicants FILE",
    "import scores FILE-shm",
    "agreement --matrix FILE",
    "comment A01 4.1.2 strength x --file FILE",
    "comment A01 4.1.2 strength x --file FILE-shm",
    "packs check FILE",
    "packs show FILE",
    "init --criteria FILE --rules plain --title x",
    "init --criteria gbt19580-2012 --rules FILE --title x",
};

static void run_refused(Session *session, const char *line) {
  g_auto(GStrv) parts = g_strsplit(line, "FILE", -1), words = NULL;
  g_autofree char *whole = g_strjoinv(session->db_path, parts);
  char *said = NULL;
  size_t n = 0;
  g_assert_true(g_shell_parse_argv(whole, NULL, &words, NULL));
  session->out = session->err = open_memstream(&said, &n);
  Exit code = command_run(session, (int)g_strv_length(words), (const char *const *)words);
  fclose(session->out);
  session->out = stdout;
  session->err = stderr;
  if (!strstr(said, "file of an award's database")) g_test_message("%s: exit %d: %s", line, (int)code, said);
  g_assert_nonnull(strstr(said, "file of an award's database"));
  g_assert_cmpint(code, !=, EXIT_DONE);
  free(said);
}

/* Another process opens the record, and closes it again as the last one would if it saw no lock. */
static char *colleague(const char *folder) {
  int code;
  char *scores = award_run(folder, "export scores", &code);
  g_assert_cmpint(code, ==, 0);
  return scores;
}

static ino_t log_of(const char *folder) {
  g_autofree char *path = g_build_filename(folder, "award.db-wal", NULL);
  GStatBuf status;
  return g_stat(path, &status) == 0 ? status.st_ino : 0;
}

static void give(Session *session, Mark mark) {
  g_autoptr(GError) error = NULL;
  uint32_t applicant = (uint32_t)cycle_applicant(session->cycle, "A01");
  store_record_mark(session->store, 0, applicant, 0, mark, NULL, -1, &error);
  g_assert_no_error(error);
}

/* Whatever is done in between, the log stays as long as the session does, and others read what is written to it. */
static void test_locks(void) {
  char *folder = award_folder_new("open");
  for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_autoptr(Session) session = session_at(folder, "E01");
    give(session, 1000);
    ino_t log = log_of(folder);
    g_assert_cmpuint(log, !=, 0);
    if (*lines[i]) {
      bool own = g_str_has_prefix(lines[i], "comment");
      store_act_as(session->store, own ? "E01" : "secretariat", NULL);
      run_refused(session, lines[i]);
      store_act_as(session->store, "E01", NULL);
    } else
      session_free(session_at(folder, "secretariat"));
    g_autofree char *before = colleague(folder);
    if (log_of(folder) != log) g_test_message("%s", lines[i]);
    g_assert_cmpuint(log_of(folder), ==, log);
    give(session, (Mark)(2000 + i * 500));
    g_autofree char *after = colleague(folder);
    g_autofree char *want = g_strdup_printf("review,A01,E01,4.1.2,%zu,", 20 + i * 5);
    g_assert_nonnull(strstr(before, "review,A01,E01,4.1.2,10,"));
    g_assert_nonnull(strstr(after, want));
  }
  int code;
  g_autofree char *verified = award_run(folder, "verify", &code);
  if (code != 0) g_test_message("%s", verified);
  g_assert_cmpint(code, ==, 0);
  award_folder_remove(folder);
}

/* -- the cycle ---------------------------------------------------------------------------------------------------- */

static void tamper(const Session *session, const char *text) {
  sqlite3 *db = NULL;
  g_assert_cmpint(sqlite3_open(session->db_path, &db), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(db, text, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close(db);
}

/* When the cycle cannot be loaded once, it is loaded the next time, though nothing has happened since. */
static void test_reload(void) {
  char *folder = award_folder_new("open");
  g_autoptr(Session) session = session_at(folder, "secretariat"), other = session_at(folder, "secretariat");
  g_autoptr(GError) error = NULL;
  uint32_t applicant = (uint32_t)cycle_applicant(session->cycle, "A01");
  g_assert_true(store_veto(other->store, applicant, "事故", &error));
  tamper(session, "UPDATE assessor SET role = 'x' || role");
  g_assert_false(session_reload(session, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_DAMAGED);
  g_clear_error(&error);
  g_assert_cmpstr(session->cycle->applicants[applicant].veto, ==, "");
  tamper(session, "UPDATE assessor SET role = substr(role, 2)");
  g_assert_true(session_reload(session, &error));
  g_assert_cmpstr(session->cycle->applicants[applicant].veto, ==, "事故");
  g_clear_pointer(&other, session_free);
  award_folder_remove(folder);
}

/* Somebody writes between opening and gathering, and again between the figures and what else is read. */
static struct {
  Session *reader, *writer;
  uint32_t applicant;
  int64_t events, events_later;
  bool vetoed;
} moment;

static Document *make_of_a_moment(const ReportInput *input, GError **error) {
  JournalHead later;
  moment.events = input->events;
  moment.vetoed = applicant_is_vetoed(&input->cycle->applicants[moment.applicant]);
  g_assert_true(store_lift_veto(moment.writer->store, moment.applicant, "误记", error));
  g_assert_true(journal_head(moment.reader->store, &later, error));
  moment.events_later = later.events;
  return document_new("accolade.moment/1", "Moment", "en");
}

static const ReportKind of_a_moment = {.name = "moment", .needs = NEEDS_RANKING, .make = make_of_a_moment};

static void test_moment(void) {
  char *folder = award_folder_new("open");
  g_autoptr(Session) reader = session_at(folder, "secretariat"), writer = session_at(folder, "secretariat");
  g_autoptr(GError) error = NULL;
  moment.reader = reader;
  moment.writer = writer;
  moment.applicant = (uint32_t)cycle_applicant(reader->cycle, "A01");
  reader->brief = true;
  g_assert_true(store_veto(writer->store, moment.applicant, "事故", &error));
  JournalHead vetoed, lifted;
  g_assert_true(journal_head(writer->store, &vetoed, &error));
  g_autofree char *text = reporting_text(reader, &of_a_moment, NULL, 0, 80, &error);
  g_assert_no_error(error);
  g_assert_nonnull(text);
  g_assert_true(moment.vetoed); /* the cycle is of the head that is named */
  g_assert_cmpint(moment.events, ==, vetoed.events);
  g_assert_cmpint(moment.events_later, ==, vetoed.events);
  g_assert_true(journal_head(reader->store, &lifted, &error)); /* and no longer than that */
  g_assert_cmpint(lifted.events, ==, vetoed.events + 1);
  award_folder_remove(folder);
}

/* What opened it without the assessors' names neither keeps who asks for them from having them, nor takes them away. */
static void test_names(void) {
  char *folder = award_folder_new("open");
  g_autoptr(Session) session = session_at(folder, "secretariat");
  g_autoptr(GError) error = NULL;
  session_close(session);
  g_assert_true(session_open_for_ranking(session, &error));
  g_assert_false(session->cycle->whole);
  g_assert_true(session_open(session, &error));
  g_assert_cmpint(cycle_assessor(session->cycle, "E01"), >=, 0);
  g_assert_true(session_open_for_ranking(session, &error));
  g_assert_true(session->cycle->whole);
  session_close(session);
  g_assert_true(session_open_for_ranking(session, &error) && session_reload(session, &error));
  g_assert_true(session->cycle->whole);
  for (int brief = 0; brief <= 1; brief++) {
    const char *const rank[] = {"rank", "--output", "/dev/null", NULL};
    session_close(session);
    session->brief = brief;
    g_assert_cmpint(command_run(session, 3, rank), ==, EXIT_DONE);
    g_assert_true(session->cycle->whole == !brief);
  }
  award_folder_remove(folder);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/session/locks", test_locks);
  g_test_add_func("/session/reload", test_reload);
  g_test_add_func("/session/moment", test_moment);
  g_test_add_func("/session/names", test_names);
  return g_test_run();
}
