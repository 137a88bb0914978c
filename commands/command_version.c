/* command_version.c: which accolade this is. */
#include "commands/command.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  (void)arguments, (void)error;
  fprintf(session->out, "accolade %s\n", VERSION);
  return EXIT_DONE;
}

const Command command_version = {
    .name = "version",
    .usage = "",
    .sentence = N_("print the version"),
    .roles = ROLES_ALL,
    .run = run,
};
