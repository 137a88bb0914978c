/* plain.c: a line is one of the verbs below or a command of the program. Every answer is whole lines, in order. */
#include "tui/plain.h"
#include "commands/language.h"
#include "reports/words.h"
#include "tui/plain_private.h"
#include "tui/recent.h"
#include "tui/welcome.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* -- lines in, words out ------------------------------------------------------------------------------------------ */

char *plain_line(Plain *plain, const char *prompt) {
  Session *session = plain->tui.session;
  if (plain->prompts) fputs(prompt, session->out);
  fflush(session->out);
  char *line = NULL;
  size_t size = 0;
  ssize_t n = getline(&line, &size, stdin);
  g_autofree char *kept = n >= 0 ? g_utf8_make_valid(line, n) : NULL;
  free(line);
  return kept ? g_strdup(g_strchomp(kept)) : NULL;
}

static void count_failure(Plain *plain, Exit code) {
  if (plain->first_failure == EXIT_DONE) plain->first_failure = code;
}

void plain_fail(Plain *plain, GError *error) {
  g_autofree char *message = text_printable(error->message);
  fprintf(plain->tui.session->err, "accolade: %s\n", message);
  bool denied = g_error_matches(error, STORE_ERROR, STORE_ERROR_PERMISSION) ||
                g_error_matches(error, COMMAND_ERROR, COMMAND_ERROR_DENIED);
  count_failure(plain, denied ? EXIT_DENIED : EXIT_INPUT);
  g_error_free(error);
}

bool plain_run(Plain *plain, const char *const *argv) {
  Session *session = plain->tui.session;
  fflush(session->out);
  Exit code = command_run(session, (int)g_strv_length((char **)argv), argv);
  if (code != EXIT_DONE) count_failure(plain, code);
  return code == EXIT_DONE;
}

/* -- verbs --------------------------------------------------------------------------------------------------------- */

typedef struct PlainVerb {
  const char *name, *usage, *sentence; /* N_() the last two */
  void (*run)(Plain *plain, const char *rest);
} PlainVerb;

static void run_next(Plain *plain, const char *rest) {
  (void)rest;
  if (plain_has_book(plain)) plain_next(plain);
}

static void run_item(Plain *plain, const char *rest) {
  if (plain_has_book(plain)) plain_item(plain, rest);
}

static void run_list(Plain *plain, const char *rest) {
  if (plain_has_book(plain)) plain_list(plain, rest);
}

static void run_matrix(Plain *plain, const char *rest) {
  if (plain_has_award(plain)) plain_matrix(plain, rest);
}

static void run_consensus(Plain *plain, const char *rest) {
  if (plain_has_award(plain)) plain_consensus(plain, rest);
}

static void run_ranking(Plain *plain, const char *rest) {
  (void)rest;
  if (plain_has_award(plain)) plain_ranking(plain);
}

static void run_explain(Plain *plain, const char *rest) {
  if (plain_has_award(plain)) plain_explain(plain, rest);
}

static void run_flags(Plain *plain, const char *rest) {
  (void)rest;
  if (plain_has_award(plain)) plain_flags(plain);
}

static void run_settle(Plain *plain, const char *rest) {
  if (plain_has_award(plain)) plain_settle(plain, rest);
}

/* Another file, or another person, from now on, with nothing read of it yet. Nothing changes when it fails, which is said. */
static bool sit(Plain *plain, const char *path, const char *actor) {
  GError *error = NULL;
  g_autoptr(Session) other = tui_seat(plain->tui.session, path, actor, &error);
  if (!other) {
    plain_fail(plain, error);
    return false;
  }
  plain_close(plain);
  g_clear_pointer(&plain->owed, g_array_unref);
  g_clear_pointer(&plain->flags, g_ptr_array_unref);
  tui_change_seats(&plain->tui, other);
  return true;
}

static void run_begin(Plain *plain, const char *rest) {
  Session *session = plain->tui.session;
  GError *error = NULL;
  g_auto(GStrv) words = g_strsplit(rest, " ", 2);
  g_autofree char *ask = g_strdup_printf(_("Criteria (Enter: %s): "), WELCOME_CRITERIA);
  g_autofree char *criteria = words[0] && *words[0] ? g_strdup(words[0]) : plain_line(plain, ask);
  g_autofree char *firm =
      words[0] && words[1] ? g_strdup(words[1]) : plain_line(plain, _("Name of your organisation: "));
  if (!criteria || !firm || !*firm) return;
  g_autofree char *path = welcome_make_self(session, *criteria ? criteria : WELCOME_CRITERIA, firm, &error);
  if (!path) {
    plain_fail(plain, error);
    return;
  }
  if (!sit(plain, path, WELCOME_SELF)) return;
  recent_add(session->db_path, session->actor, session->cycle->title);
  plain_open(plain, "");
}

static void run_act(Plain *plain, const char *rest) {
  const Session *session = plain->tui.session;
  if (sit(plain, session->db_path, *rest ? rest : "secretariat")) fprintf(session->out, "%s\n", session->actor);
}

static void run_language(Plain *plain, const char *rest) {
  Session *session = plain->tui.session;
  bool zh = *rest ? g_str_equal(rest, "zh") : !g_str_equal(session->lang, "zh");
  g_free(session->lang);
  session->lang = g_strdup(zh ? "zh" : "en");
  language_set(session->lang);
}

static void run_quit(Plain *plain, const char *rest) {
  (void)rest;
  plain->done = true;
}

static void run_help(Plain *plain, const char *rest);

static const PlainVerb verbs[] = {
    {"queue", "[all]", N_("what is still to do, numbered; or all there is"), plain_queue},
    {"open", N_("NUMBER | APPLICANT [STAGE [ASSESSOR]]"), N_("open a scorebook"), plain_open_row},
    {"next", "", N_("ask for the marks that are missing, one item after the other"), run_next},
    {"item", N_("CODE"), N_("read one item out and ask for its mark"), run_item},
    {"list", N_("[WORDS]"), N_("read out the marks of the open scorebook, or those of items with these words"),
     run_list},
    {"matrix", N_("APPLICANT [STAGE]"), N_("a panel's marks item by item, widest range first"), run_matrix},
    {"consensus", N_("APPLICANT [STAGE]"), N_("ask what the panel agrees on, widest range first"), run_consensus},
    {"ranking", "", N_("who stands where, class by class"), run_ranking},
    {"explain", N_("APPLICANT"), N_("how its points came about, item by item"), run_explain},
    {"flags", "", N_("what the checks found and nobody has settled, numbered"), run_flags},
    {"settle", N_("NUMBER REASON"), N_("settle that flag"), run_settle},
    {"begin", N_("[CRITERIA NAME]"), N_("assess your own organisation: a new file"), run_begin},
    {"act", N_("ID"), N_("sit here as somebody else"), run_act},
    {"language", "[zh | en]", N_("speak Chinese or English"), run_language},
    {"help", N_("[COMMAND]"), N_("these lines, then the commands"), run_help},
    {"quit", "", N_("leave; everything is saved"), run_quit},
};

static void run_help(Plain *plain, const char *rest) {
  FILE *out = plain->tui.session->out;
  const char *argv[] = {"help", *rest ? rest : NULL, NULL};
  for (size_t i = 0; !*rest && i < G_N_ELEMENTS(verbs); i++)
    fprintf(out, "%s%s%s: %s\n", verbs[i].name, *verbs[i].usage ? " " : "", *verbs[i].usage ? _(verbs[i].usage) : "",
            _(verbs[i].sentence));
  plain_run(plain, argv);
}

/* -- the loop --------------------------------------------------------------------------------------------------------- */

/* "submit", "undo" and "redo" alone mean the open scorebook. */
static char *complete(const Plain *plain, const char *line) {
  bool alone = g_str_equal(line, "submit") || g_str_equal(line, "undo") || g_str_equal(line, "redo");
  if (!plain->desk || !alone) return g_strdup(line);
  return g_strdup_printf("%s %s --stage %s", line, plain->tui.session->cycle->applicants[plain->desk->applicant].id,
                         plain->desk->which->id);
}

static void run_command(Plain *plain, const char *line) {
  GError *error = NULL;
  g_auto(GStrv) words = NULL;
  g_autofree char *whole = complete(plain, line);
  int n;
  if (!tui_words(whole, &n, &words, &error)) {
    plain_fail(plain, error);
    return;
  }
  bool good = plain_run(plain, (const char *const *)words);
  if (!good || !plain->tui.session->store) return;
  if (!session_reload(plain->tui.session, &error) || (plain->desk && !desk_load(&plain->tui, plain->desk, &error)))
    plain_fail(plain, error);
}

void plain_do(Plain *plain, char *line) {
  g_strstrip(line);
  g_auto(GStrv) words = g_strsplit(line, " ", 2);
  if (!*line || *line == '#') return;
  for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (g_str_equal(verbs[i].name, words[0])) {
      verbs[i].run(plain, words[1] ? words[1] : "");
      return;
    }
  run_command(plain, line);
}

bool plain_aside(Plain *plain, char *line) {
  guint closed = plain->closed;
  plain_do(plain, line);
  return plain->closed == closed && !plain->done;
}

static void greet(Plain *plain) {
  Session *session = plain->tui.session;
  if (!g_file_test(session->db_path, G_FILE_TEST_EXISTS))
    fprintf(session->out, _("There is no %s here. Say begin to assess your own organisation, or help."),
            session->db_path);
  else if (plain_has_award(plain))
    fprintf(session->out, _("%s. You are %s. Say queue, next, or help."), session->cycle->title,
            actor_words(session->actor));
  fputc('\n', session->out);
}

Exit plain_main(Session *session) {
  Plain plain = {.tui.session = session, .prompts = isatty(STDIN_FILENO)};
  if (plain.prompts) greet(&plain);
  while (!plain.done) {
    if (plain.prompts && plain.tui.session->store) store_settle(plain.tui.session->store);
    g_autofree char *line = plain_line(&plain, "accolade> ");
    if (!line) break;
    plain_do(&plain, line);
  }
  fflush(session->out);
  plain_close(&plain);
  g_clear_pointer(&plain.owed, g_array_unref);
  g_clear_pointer(&plain.flags, g_ptr_array_unref);
  shared_ranking_drop(plain.tui.ranking);
  return plain.prompts ? EXIT_DONE : plain.first_failure;
}
