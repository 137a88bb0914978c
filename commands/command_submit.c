/* command_submit.c: hand in a scorebook; from then on it counts and does not change. */
#include "commands/output.h"

#include <glib/gi18n.h>

static size_t count_blank(const BookCopy *book) {
  size_t blank = 0;
  for (size_t i = 0; i < book->n; i++) blank += book->marks[i] == MARK_BLANK;
  return blank;
}

static void warn_of_blanks(const Session *session, const BookCopy *book) {
  unsigned long blank = count_blank(book);
  if (blank > 0)
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
 * the secretariat can still return the book. The screens ask before. */
static void warn(const Session *session, uint16_t stage, uint32_t applicant) {
  BookCopy book = {0};
  if (session->err != stderr) return;
  if (!store_scorebook(session->store, stage, applicant, STORE_SELF, &book, NULL)) return;
  warn_of_blanks(session, &book);
  warn_of_wants(session, stage, applicant, &book);
  book_copy_clear(&book);
}

/* Who assesses itself, and is judged by nobody else, reads the result at once. */
static void tell_result(const Session *session, uint16_t stage, uint32_t applicant) {
  if (store_role(session->store) != ROLE_APPLICANT) return;
  Panel *panel = store_panel(session->store, session->cycle, stage, applicant, NULL);
  if (panel)
    fprintf(session->out, _("report scoresheet %s tells the result; with --output FILE.html it is a page to print\n"),
            session->cycle->applicants[applicant].id);
  store_panel_free(panel);
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  if (!meant_stage(session, arguments, &stage, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !store_submit(session->store, stage, applicant, error))
    return EXIT_INPUT;
  fprintf(session->out, _("%s: submitted\n"), arguments->words[0]);
  tell_result(session, stage, applicant);
  warn(session, stage, applicant);
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
