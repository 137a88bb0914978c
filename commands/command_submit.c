/* command_submit.c: hand in a scorebook; from then on it counts and does not change. */
#include "commands/output.h"

#include <glib/gi18n.h>

static size_t count_blank(const BookCopy *book) {
  size_t blank = 0;
  for (size_t i = 0; i < book->n; i++) blank += book->marks[i] == MARK_BLANK;
  return blank;
}

/* A blank is never a zero, and often an oversight: it is said while the secretariat can still return the book. The
 * screens ask before. */
static void warn_of_blanks(Session *session, uint16_t stage, uint32_t applicant) {
  BookCopy book = {0};
  if (session->err != stderr) return;
  if (!store_scorebook(session->store, stage, applicant, STORE_SELF, &book, NULL)) return;
  unsigned long blank = count_blank(&book);
  if (blank > 0)
    fprintf(session->err,
            ngettext("accolade: %lu of %zu marks was left blank; if that was not meant, ask the secretariat to return "
                     "the scorebook\n",
                     "accolade: %lu of %zu marks were left blank; if that was not meant, ask the secretariat to "
                     "return the scorebook\n",
                     blank),
            blank, book.n);
  book_copy_clear(&book);
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  if (!meant_stage(session, arguments, &stage, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !store_submit(session->store, stage, applicant, error))
    return EXIT_INPUT;
  fprintf(session->out, _("%s: submitted\n"), arguments->words[0]);
  warn_of_blanks(session, stage, applicant);
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
