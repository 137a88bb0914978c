/* command_veto.c: a fact that bars an applicant whatever the score (一票否决). */
#include "commands/moving.h"
#include "commands/output.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  bool lift = arguments_option(arguments, "lift") != NULL;
  const char *reason = meant_reason(arguments, error);
  g_autoptr(GArray) left = NULL;
  if (!reason || !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !moving_read(session, &left, error) ||
      !(lift ? store_lift_veto(session->store, applicant, reason, error)
             : store_veto(session->store, applicant, reason, error)))
    return EXIT_INPUT;
  fprintf(session->out, lift ? _("%s: the veto is lifted\n") : _("%s: vetoed\n"), arguments->words[0]);
  return moving_tell(session, applicant, left, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_veto = {
    .name = "veto",
    .usage = N_("APPLICANT"),
    .sentence = N_("bar an applicant for a fact, whatever the score; or lift that"),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"reason", N_("TEXT"), N_("the fact, its date and its proof, kept in the journal")},
                {"lift", NULL, N_("take the veto back")}},
    .run = run,
};
