/* test_marking_screens.c: what an assessor types is neither lost nor put over what somebody else wrote: two programs in
 * one file, terminals that go away, the user's own editor. */
#include "tests/award_folder.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

typedef struct Desk { /* E01 at A01, 4.1.2, in the open award */
  char *folder;
  Pty *pty;
} Desk;

static Desk desk_of(int rows, int cols, const char *const *extra, const char *keys) {
  const AwardScreen how = {rows, cols, "xterm-256color", "en", "E01", extra};
  Desk desk = {.folder = award_folder_new("open")};
  desk.pty = award_screen(desk.folder, &how);
  g_autoptr(GString) bytes = award_keys(keys);
  g_assert_true(pty_type(desk.pty, bytes->str, bytes->len));
  return desk;
}

static Desk desk_new(const char *const *extra, const char *keys) { return desk_of(24, 80, extra, keys); }

static void desk_clear(Desk *desk) {
  pty_free(desk->pty);
  award_folder_remove(desk->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Desk, desk_clear)

static void type(Desk *desk, const char *keys) {
  g_autoptr(GString) bytes = award_keys(keys);
  g_assert_true(pty_type(desk->pty, bytes->str, bytes->len));
}

static void must_run(const Desk *desk, const char *line) {
  int code;
  g_autofree char *said = award_run(desk->folder, line, &code);
  if (code != 0) g_test_message("%s: %s", line, said);
  g_assert_cmpint(code, ==, 0);
}

/* Somebody else's command lands between what the screen has read and the key: it is stopped meanwhile. */
static void type_behind(Desk *desk, const char *line, const char *keys) {
  g_autoptr(GString) bytes = award_keys(keys);
  pty_signal(desk->pty, SIGSTOP);
  g_assert_true(pty_wait_stopped(desk->pty));
  must_run(desk, line);
  pty_type_ahead(desk->pty, bytes->str, bytes->len);
  pty_signal(desk->pty, SIGCONT);
  g_assert_true(pty_settle(desk->pty));
}

static void shows(const Desk *desk, const char *words, bool want) {
  g_autofree char *picture = award_picture(desk->pty);
  bool found = strstr(picture, words) != NULL;
  if (found != want) g_test_message("“%s” %s in\n%s", words, want ? "is not" : "is", picture);
  g_assert_true(found == want);
}

/* The journal has the words; how often. */
static void logged(const Desk *desk, const char *words, int times) {
  g_autofree char *log = award_run(desk->folder, "log --format csv", NULL);
  int n = 0;
  for (const char *at = log; (at = strstr(at, words)); at += strlen(words)) n++;
  if (n != times) g_test_message("%d times “%s” in\n%s", n, words, log);
  g_assert_cmpint(n, ==, times);
}

static void has_mark(const Desk *desk, const char *item, const char *mark) {
  g_autofree char *picture = award_picture(desk->pty);
  g_auto(GStrv) lines = g_strsplit(picture, "\n", -1);
  for (char **line = lines; *line; line++) {
    char *beside = strstr(*line, "│");
    if (beside) *beside = '\0';
    if (strstr(*line, item)) {
      if (!strstr(*line, mark)) g_test_message("%s is not %s: %s", item, mark, *line);
      g_assert_nonnull(strstr(*line, mark));
      return;
    }
  }
  g_assert_not_reached();
}

/* -- two programs, one scorebook -------------------------------------------------------------------------------- */

static void test_stale(void) {
  static const struct {
    const char *keys, *mark, *words;
  } cases[] = {{"m", "70%", "A01 4.1.2 70"}, {"t", "30%", "left as it is"}, {"<Esc>", "30%", "left as it is"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Desk) desk = desk_new(NULL, "<Enter>5<Down><Up>");
    has_mark(&desk, "4.1.2", "50%");
    type_behind(&desk, "--as E01 score A01 4.1.2 30", "7");
    shows(&desk, "4.1.2 was changed elsewhere", true);
    shows(&desk, "mine      70", true);
    shows(&desk, "theirs    30%", true);
    shows(&desk, "it was    50%", true);
    type(&desk, "zz<F1>");
    shows(&desk, "Which stands?", true);
    type(&desk, cases[i].keys);
    shows(&desk, "Which stands?", false);
    shows(&desk, cases[i].words, true);
    has_mark(&desk, "4.1.2", cases[i].mark);
    logged(&desk, "E01,mark,", g_str_equal(cases[i].keys, "m") ? 3 : 2);
  }
}

/* A change of another item takes nothing away: both stand, without a question. */
static void test_stale_elsewhere(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>5<Down><Up>");
  type_behind(&desk, "--as E01 score A01 4.1.3 30", "7");
  shows(&desk, "Which stands?", false);
  has_mark(&desk, "4.1.2", "70%");
  has_mark(&desk, "4.1.3", "30%");
}

/* Both gave the same: nothing to ask. */
static void test_stale_same(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>5<Down><Up>");
  type_behind(&desk, "--as E01 score A01 4.1.2 70", "7");
  has_mark(&desk, "4.1.2", "70%");
  shows(&desk, "Which stands?", false);
}

/* The file alone, copied on a stick while it is on the screen, has what is on the screen. */
static void test_copied_open(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>5<Down><Up>");
  const AwardScreen second = {24, 80, "xterm-256color", "en", "E02", NULL};
  Pty *other = award_screen(desk.folder, &second);
  type(&desk, "7<Down>6<Down>");
  g_autofree char *path = g_build_filename(desk.folder, "award.db", NULL), *bytes = NULL;
  g_autofree char *stick = g_build_filename(desk.folder, "stick.db", NULL);
  gsize n = 0;
  g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
  g_assert_true(g_file_set_contents(stick, bytes, (gssize)n, NULL));
  g_autofree char *status = award_run(desk.folder, "--db stick.db --as E01 history A01 --format csv", NULL);
  g_assert_nonnull(strstr(status, "4.1.2,50,70"));
  g_assert_nonnull(strstr(status, "4.1.3,blank,60"));
  pty_free(other);
}

/* Submitted elsewhere meanwhile: the key changes nothing, and it is said why. */
static void test_submitted_elsewhere(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>5<Down><Up>");
  type_behind(&desk, "--as E01 submit A01", "7");
  has_mark(&desk, "4.1.2", "50%");
  shows(&desk, "is submitted", true);
}

/* -- words ---------------------------------------------------------------------------------------------------------- */

/* A terminal that goes away, a program that is ended, a program that is left: the draft is in the record. */
static void test_draft_is_kept(void) {
  for (int how = 0; how < 5; how++) {
    g_auto(Desk) desk = desk_new(NULL, "<Enter>c高层每周到现场");
    logged(&desk, "高层每周到现场", 0);
    if (how == 0) pty_hang_up(desk.pty);
    if (how == 1) pty_signal(desk.pty, SIGTERM);
    if (how == 2) pty_signal(desk.pty, SIGHUP);
    if (how == 3) type(&desk, "<Esc>");
    if (how == 4) pty_type_ahead(desk.pty, "\x10quit\r", 6);
    if (how != 3) pty_wait(desk.pty);
    logged(&desk, "strength: 高层每周到现场", 1);
  }
}

static void sit_down_again(Desk *desk, const char *actor, const char *keys) {
  const AwardScreen how = {.rows = 24, .cols = 80, .term = "xterm-256color", .lang = "en", .actor = actor};
  pty_free(desk->pty);
  desk->pty = award_screen(desk->folder, &how);
  type(desk, keys);
}

/* Killed in the middle of a paragraph: what was saved is in the record, the rest is in the editor again, and the scorebook
 * says where, as does the question before it is submitted. */
static void test_killed(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>o第一段<Enter>第二段");
  pty_signal(desk.pty, SIGKILL);
  pty_wait(desk.pty);
  logged(&desk, "ofi: 第一段", 1);
  logged(&desk, "第二段", 0);
  sit_down_again(&desk, "E01", "<Enter>");
  shows(&desk, "not saved yet: words on 4.1.2; Enter there", true);
  type(&desk, "s");
  shows(&desk, "stay out: 4.1.2", true);
  type(&desk, "n<Down>c");
  shows(&desk, "第二段", false);
  type(&desk, "<Esc><Up>c");
  shows(&desk, "第二段", true);
  shows(&desk, "these words were not saved", true);
  type(&desk, "。<C-s><Esc>c");
  shows(&desk, "these words were not saved", false);
  type(&desk, "<Esc>");
  shows(&desk, "not saved yet", false);
  logged(&desk, "第二段。", 1);
  logged(&desk, "4.1.2,1 ofi: 第一段,", 1);
}

/* Words left behind are nobody else's, and nobody else may read the file. */
static void test_draft_is_private(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>c只给自己");
  pty_signal(desk.pty, SIGKILL);
  pty_wait(desk.pty);
  g_autofree char *drafts = g_build_filename(desk.folder, "state", "accolade", "drafts", NULL);
  g_autoptr(GDir) dir = g_dir_open(drafts, 0, NULL);
  int n = 0;
  for (const char *name; (name = g_dir_read_name(dir)); n++) {
    g_autofree char *path = g_build_filename(drafts, name, NULL);
    GStatBuf about;
    g_assert_cmpint(g_stat(path, &about), ==, 0);
    g_assert_cmpint(about.st_mode & 0777, ==, 0600);
  }
  g_assert_cmpint(n, ==, 1);
  sit_down_again(&desk, "E02", "<Enter>c");
  shows(&desk, "只给自己", false);
}

/* Nothing typed, nothing written; nothing changed, nothing written again. */
static void test_nothing_to_save(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>c<Space><Space><Esc>");
  logged(&desk, "E01,comment,", 0);
  type(&desk, "c一<C-s><PgUp><Esc>c<PgUp>二<Backspace><Esc>");
  logged(&desk, "E01,comment,", 1);
  type(&desk, "c<PgUp>二<Esc>");
  logged(&desk, "E01,comment,", 2);
  logged(&desk, "4.1.2,1 strength: 一,2 strength: 一二,", 1);
}

/* The comment in the editor is put in other words elsewhere: whose words stand is asked, and nothing is lost before. */
static void test_comment_changed_elsewhere(void) {
  static const struct {
    const char *keys, *logged;
    bool mine, theirs; /* are those words in the list then? */
  } cases[] = {{"<C-s>1", "2 strength: 别处的改动,3 strength: 原话，我的补充。", true, false},
               {"<C-s>2", "1 strength: 原话,2 strength: 别处的改动,", false, true},
               {"<C-s>3", ",,3 strength: 原话，我的补充。", true, true},
               {"<C-s><Esc>", "1 strength: 原话,2 strength: 别处的改动,", true, true}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Desk) desk = desk_new(NULL, "<Enter>c原话<C-s><PgUp>，我的补充");
    must_run(&desk, "--as E01 comment A01 4.1.2 strength --replace 1 别处的改动");
    g_assert_true(pty_settle(desk.pty));
    type(&desk, "。");
    shows(&desk, "changed elsewhere", true);
    type(&desk, cases[i].keys);
    shows(&desk, "别处的改动", cases[i].theirs);
    shows(&desk, "原话，我的补充。", cases[i].mine);
    logged(&desk, cases[i].logged, 1);
  }
}

/* What only one side changed is nothing to ask about; what was not changed here follows what was. */
static void test_comment_merged(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>c原话<C-s><PgUp>，补充");
  must_run(&desk, "--as E01 comment A01 4.1.2 ofi --replace 1 --evidence 走访 原话");
  g_assert_true(pty_settle(desk.pty));
  type(&desk, "<C-s>");
  shows(&desk, "Changed elsewhere", false);
  logged(&desk, "3 ofi: 原话，补充,走访", 1);
  type(&desk, "<PgUp>");
  must_run(&desk, "--as E01 comment A01 4.1.2 ofi --replace 3 又一处改动");
  g_assert_true(pty_settle(desk.pty));
  type(&desk, "<Up>");
  shows(&desk, "又一处改动", true);
  shows(&desk, "别处的改动", false);
}

/* The words are still to be settled when the program is killed: they are in the editor again. */
static void test_comment_unsettled(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>c原话<C-s><PgUp>，我的补充");
  must_run(&desk, "--as E01 comment A01 4.1.2 strength --replace 1 别处的改动");
  g_assert_true(pty_settle(desk.pty));
  type(&desk, "。");
  pty_signal(desk.pty, SIGTERM);
  pty_wait(desk.pty);
  sit_down_again(&desk, "E01", "<Enter>c");
  shows(&desk, "别处的改动", true);
  shows(&desk, "原话，我的补充。", true);
}

/* What cannot be saved is kept, with the reason; leaving again goes, and the words are there when it can be saved. */
static void test_cannot_be_saved(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>c来不及了");
  must_run(&desk, "--as E01 score A01 4.1.2 50");
  must_run(&desk, "stage review close");
  type(&desk, "<Esc>");
  shows(&desk, "closed", true);
  shows(&desk, "来不及了", true);
  type(&desk, "<Esc>");
  shows(&desk, "来不及了", false);
  shows(&desk, "Scorebook", true);
  must_run(&desk, "stage review open --reason 补评");
  type(&desk, "c");
  shows(&desk, "来不及了", true);
  type(&desk, "<Esc>");
  logged(&desk, "strength: 来不及了", 1);
}

/* Where the evidence is: with the words or afterwards, kept when the words change, taken away, and not lost in a kill. */
static void test_evidence(void) {
  g_auto(Desk) desk = desk_of(60, 120, NULL, "<Enter>c走访有记录<F4>报告 p.12<Enter>");
  shows(&desk, "evidence: 报告 p.12", true);
  type(&desk, "<Esc>");
  logged(&desk, "1 strength: 走访有记录,报告 p.12", 1);
  shows(&desk, "[报告 p.12]", true);
  type(&desk, "c<PgUp>，逐月<Esc>");
  logged(&desk, "2 strength: 走访有记录，逐月,报告 p.12", 1);
  type(&desk, "c<PgUp><F4><C-u>表 3<Enter><Esc>");
  logged(&desk, "3 strength: 走访有记录，逐月,表 3", 1);
  type(&desk, "u");
  shows(&desk, "[报告 p.12]", true);
  type(&desk, "<C-r>c<PgUp><F4><C-u><Enter><Esc>");
  shows(&desk, "[表 3]", false);
  shows(&desk, "走访有记录，逐月", true);
}

static void test_evidence_is_not_lost(void) {
  g_auto(Desk) desk = desk_of(60, 120, NULL, "<Enter>o没有分解<F4>附件 2<Enter>");
  pty_signal(desk.pty, SIGKILL);
  pty_wait(desk.pty);
  sit_down_again(&desk, "E01", "<Enter>o");
  shows(&desk, "没有分解", true);
  shows(&desk, "evidence: 附件 2", true);
  type(&desk, "<C-s>");
  logged(&desk, "ofi: 没有分解,附件 2", 1);
}

static void test_evidence_file(void) {
  g_auto(Desk) desk = desk_of(60, 120, NULL, "<Enter>o没有分解<F9>none.txt<Enter>");
  shows(&desk, "this file cannot be read", true);
  g_autofree char *path = g_build_filename(desk.folder, "proof.txt", NULL);
  g_assert_true(g_file_set_contents(path, "abc", 3, NULL));
  type(&desk, "<C-u>proof.txt<Enter>");
  shows(&desk, "evidence: proof.txt", true);
  g_unlink(path);
  type(&desk, "<Esc>");
  shows(&desk, "no such file", true);
  g_assert_true(g_file_set_contents(path, "abc", 3, NULL));
  type(&desk, "<Esc>");
  shows(&desk, "[proof.txt, sha256 ba7816bf", true);
}

/* u goes through marks and comments alike, to the row it changes. */
static void test_undo_of_comments(void) {
  g_auto(Desk) desk = desk_of(60, 120, NULL, "<Enter>5c好<Esc><Down>c又好<Esc><Down>6");
  type(&desk, "u");
  has_mark(&desk, "4.1.4", ".");
  type(&desk, "u");
  shows(&desk, "taken back: 2 strength: 又好", true);
  shows(&desk, "4.1.3 Organizational governance", true);
  type(&desk, "u");
  shows(&desk, "taken back: 1 strength: 好", true);
  shows(&desk, "+ 好", false);
  type(&desk, "<C-r>");
  shows(&desk, "+ 好", true);
  type(&desk, "<C-r><C-r>");
  has_mark(&desk, "4.1.4", "60%");
}

/* -- the user's own editor --------------------------------------------------------------------------------------------- */

static char *editor_script(const char *folder, const char *body) {
  g_autofree char *path = g_build_filename(folder, "editor", NULL);
  g_autofree char *text = g_strdup_printf("#!/bin/sh\n%s\n", body);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  g_chmod(path, 0700);
  return g_strdup_printf("EDITOR=%s", path);
}

static void test_editor(void) {
  static const struct {
    const char *body, *shown;
    int saved;
  } cases[] = {
      {"printf '前言\\n' >x; cat \"$1\" >>x; mv x \"$1\"", "前言", 1},
      {"printf 'a\\033[2Jb\\302\\2332Jc\\r\\n' >\"$1\"", "a[2Jb2Jc", 1},
      {"stat -c %a \"$1\" >\"$1\"", "600", 1},
      {"echo gone >\"$1\"; exit 3", "the editor gave up", 0},
      {"printf '\\377\\376' >\"$1\"", "not text in UTF-8", 0},
      {"rm \"$1\"", "!", 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *scripts = g_dir_make_tmp("accolade-editor-XXXXXX", NULL);
    g_autofree char *editor = editor_script(scripts, cases[i].body), *tmp = g_strconcat("TMPDIR=", scripts, NULL);
    const char *const extra[] = {editor, tmp, NULL};
    g_auto(Desk) desk = desk_new(extra, "<Enter>c正文<C-o>");
    shows(&desk, cases[i].shown, true);
    logged(&desk, "E01,comment,", cases[i].saved);
    if (!cases[i].saved) shows(&desk, "正文", true);
    g_autoptr(GDir) left = g_dir_open(scripts, 0, NULL);
    for (const char *name; (name = g_dir_read_name(left));) g_assert_cmpstr(name, ==, "editor");
    award_folder_remove(g_strdup(scripts));
  }
}

static void test_no_editor(void) {
  g_auto(Desk) desk = desk_new(NULL, "<Enter>c<C-o>");
  shows(&desk, "no editor is set", true);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  if (!pty_usable()) return g_test_run();
  g_test_add_func("/marking/stale", test_stale);
  g_test_add_func("/marking/stale-elsewhere", test_stale_elsewhere);
  g_test_add_func("/marking/stale-same", test_stale_same);
  g_test_add_func("/marking/copied-open", test_copied_open);
  g_test_add_func("/marking/submitted-elsewhere", test_submitted_elsewhere);
  g_test_add_func("/comment/draft-is-kept", test_draft_is_kept);
  g_test_add_func("/comment/killed", test_killed);
  g_test_add_func("/comment/draft-is-private", test_draft_is_private);
  g_test_add_func("/comment/nothing-to-save", test_nothing_to_save);
  g_test_add_func("/comment/changed-elsewhere", test_comment_changed_elsewhere);
  g_test_add_func("/comment/comment-merged", test_comment_merged);
  g_test_add_func("/comment/comment-unsettled", test_comment_unsettled);
  g_test_add_func("/comment/cannot-be-saved", test_cannot_be_saved);
  g_test_add_func("/comment/evidence", test_evidence);
  g_test_add_func("/comment/evidence-is-not-lost", test_evidence_is_not_lost);
  g_test_add_func("/comment/evidence-file", test_evidence_file);
  g_test_add_func("/comment/undo", test_undo_of_comments);
  g_test_add_func("/comment/editor", test_editor);
  g_test_add_func("/comment/no-editor", test_no_editor);
  return g_test_run();
}
