/* command_uncomment.c: a comment of one's own is taken back; the journal keeps it. */
#include "commands/output.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  int64_t number;
  if (!meant_comment(arguments->words[0], &number, error) || !store_remove_comment(session->store, number, error))
    return EXIT_INPUT;
  fprintf(session->out, _("comment %s is taken back\n"), arguments->words[0]);
  return EXIT_DONE;
}

const Command command_uncomment = {
    .name = "uncomment",
    .usage = N_("NUMBER"),
    .sentence = N_("take back a comment of one's own"),
    .details = N_("NUMBER is the one the journal gives the comment (accolade log)."),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_MARK,
    .needs_database = true,
    .run = run,
};
