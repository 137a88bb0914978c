/* command_recuse.c: an assessor who must not judge an applicant. */
#include "commands/leading.h"
#include "commands/moving.h"
#include "commands/output.h"
#include "commands/panel_short.h"

#include <glib/gi18n.h>

/* At how many stages the assessor's scorebook is in. */
static unsigned long count_submitted(Session *session, uint32_t applicant, uint32_t assessor) {
  unsigned long n = 0;
  for (uint16_t s = 0; s < session->rules->n_stages; s++) {
    BookCopy book = {0};
    bool marked = session->rules->stages[s].form != STAGE_GATE;
    if (marked && store_scorebook(session->store, s, applicant, assessor, &book, NULL))
      n += book.state == SCOREBOOK_SUBMITTED;
    book_copy_clear(&book);
  }
  return n;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant, assessor;
  const char *reason = meant_reason(arguments, error);
  g_auto(Moving) before = {0};
  if (!reason || !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !meant_assessor(session, arguments->words[1], &assessor, error) || !moving_read(session, &before, error) ||
      !store_recuse(session->store, applicant, assessor, reason, error))
    return EXIT_INPUT;
  fprintf(session->out, _("%s is recused from %s\n"), arguments->words[1], arguments->words[0]);
  unsigned long n = count_submitted(session, applicant, assessor);
  if (n > 0)
    fprintf(session->out,
            ngettext("%lu scorebook that was submitted does not count any more\n",
                     "%lu scorebooks that were submitted do not count any more\n", n),
            n);
  bool told = leading_tell(session, applicant, error) && panel_short_tell(session, applicant, error) &&
              moving_tell(session, -1, &before, error);
  return told ? EXIT_DONE : EXIT_INPUT;
}

const Command command_recuse = {
    .name = "recuse",
    .usage = N_("APPLICANT ASSESSOR"),
    .sentence = N_("keep an assessor away from an applicant; marks already given stop counting"),
    .min_words = 2,
    .max_words = 2,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"reason", N_("TEXT"), N_("relation and decision, kept in the journal")}},
    .run = run,
};
