/* command_place.c: a place that a tie left open, given to one of the tied on the record. */
#include "commands/output.h"
#include "commands/placing.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  g_autofree char *place = NULL;
  bool withdraw = arguments_option(arguments, "withdraw") != NULL;
  const char *reason = meant_reason(arguments, error);
  if (!reason || !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !(withdraw ? store_withdraw_place(session->store, applicant, reason, error)
                 : store_place(session->store, applicant, reason, &place, error)))
    return EXIT_INPUT;
  g_autofree char *words = place ? placing_words(session, place) : NULL;
  fprintf(session->out, withdraw ? _("%s: the place is open again\n") : _("%s: %s\n"), arguments->words[0], words);
  return EXIT_DONE;
}

const Command command_place = {
    .name = "place",
    .usage = N_("APPLICANT"),
    .sentence = N_("give a place that a tie left open to one of those tied for it; or take that back"),
    .details =
        N_("A committee decides, by a vote or by what the rules name; its ground is the reason. The decision holds for "
           "this very tie: when others come to tie, or other places, it has no effect, and accolade status says so. "
           "Several places of one tie are given one by one; taking one back leaves the others."),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"reason", N_("TEXT"), N_("the ground, kept in the journal: the vote, its figures, its date")},
                {"withdraw", NULL, N_("take the decision back; the place is open again")}},
    .run = run,
};
