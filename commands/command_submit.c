/* command_submit.c: hand in a scorebook; from then on it counts and does not change. */
#include "commands/output.h"

#include <glib/gi18n.h>

static size_t count_blank(const BookCopy *book) {
  size_t blank = 0;
  for (size_t i = 0; i < book->n; i++) blank += book->marks[i] == MARK_BLANK;
  return blank;
}

/* Who assesses itself, with nobody else assigned, is its own secretariat. */
static bool is_alone(const Session *session, uint16_t stage, uint32_t applicant) {
  if (store_role(session->store) != ROLE_APPLICANT) return false;
  Panel *panel = store_panel(session->store, session->cycle, stage, applicant, NULL);
  bool alone = panel != NULL;
  store_panel_free(panel);
  return alone;
}

/* `own`: the id of who assesses itself alone; NULL: somebody else keeps the record. */
static void warn_of_blanks(const Session *session, uint16_t stage, const BookCopy *book, const char *own) {
  unsigned long blank = count_blank(book);
  g_autofree char *where =
      session_has_stages(session) ? g_strconcat(" --stage ", session->rules->stages[stage].id, NULL) : g_strdup("");
  if (blank > 0 && own)
    fprintf(
        session->err,
        ngettext("accolade: %lu of %zu marks was left blank; if that was not meant, open the scorebook again: accolade "
                 "return %s %s%s --reason TEXT\n",
                 "accolade: %lu of %zu marks were left blank; if that was not meant, open the scorebook again: "
                 "accolade return %s %s%s --reason TEXT\n",
                 blank),
        blank, book->n, own, own, where);
  else if (blank > 0)
    fprintf(session->err,
            ngettext("accolade: %lu of %zu marks was left blank; if that was not meant, ask the secretariat to return "
                     "the scorebook\n",
                     "accolade: %lu of %zu marks were left blank; if that was not meant, ask the secretariat to "
                     "return the scorebook\n",
                     blank),
            blank, book->n);
}

static void warn_of_wants(const Session *session, uint16_t stage, uint32_t applicant, const BookCopy *book) {
  const Stage *which = &session->rules->stages[stage];
  g_autoptr(GPtrArray) comments = NULL;
  if (which->n_requirements == 0 || !store_comments(session->store, applicant, &comments, NULL)) return;
  g_autoptr(GArray) noted = comments_noted(comments, which->id, session->actor);
  g_autoptr(GArray) wants = wants_of(which, award_criteria(&session->award, session->cycle, applicant), book->marks,
                                     noted->len, (const Noted *)(void *)noted->data);
  for (guint i = 0; i < wants->len; i++) {
    const Want *want = &g_array_index(wants, Want, i);
    g_autofree char *words = want_words(want);
    fprintf(session->err, "accolade: %s: %s\n", want->item->code, words);
  }
}

/* A blank is never a zero, and often an oversight; so is a comment that is asked for and not there: both are said while
 * the book can still be returned. The screens ask before. */
static void warn(const Session *session, uint16_t stage, uint32_t applicant, const char *own) {
  BookCopy book = {0};
  if (session->err != stderr) return;
  if (!store_scorebook(session->store, stage, applicant, STORE_SELF, &book, NULL)) return;
  warn_of_blanks(session, stage, &book, own);
  warn_of_wants(session, stage, applicant, &book);
  book_copy_clear(&book);
}

/* Who assesses itself, and is judged by nobody else, reads the result at once. */
static void tell_result(const Session *session, const char *own) {
  fprintf(session->out, _("report scoresheet %s tells the result; with --output FILE.html it is a page to print\n"),
          own);
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  if (!meant_stage(session, arguments, &stage, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !store_submit(session->store, stage, applicant, error))
    return EXIT_INPUT;
  fprintf(session->out, _("%s: submitted\n"), arguments->words[0]);
  const char *own = is_alone(session, stage, applicant) ? session->cycle->applicants[applicant].id : NULL;
  if (own) tell_result(session, own);
  warn(session, stage, applicant, own);
  return EXIT_DONE;
}

const Command command_submit = {
    .name = "submit",
    .usage = N_("APPLICANT"),
    .sentence = N_("hand in a scorebook; from then on it counts and does not change"),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")}},
    .run = run,
};
