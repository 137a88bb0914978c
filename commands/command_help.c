/* command_help.c: the list of commands, one command, or the manual's table of them. */
#include "commands/command.h"

#include <glib/gi18n.h>

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const Command *command = arguments->n_words ? command_named(arguments->words[0]) : NULL;
  if (arguments->n_words && !command) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("there is no command “%s”; accolade help lists them"),
                arguments->words[0]);
    return EXIT_USAGE;
  }
  bool manual = arguments_option(arguments, "man") != NULL;
  g_autofree char *help = manual ? help_manual() : command ? help_of(command) : help_overview();
  fputs(help, session->out);
  return EXIT_DONE;
}

const Command command_help = {
    .name = "help",
    .usage = N_("[COMMAND]"),
    .sentence = N_("list the commands, or tell more of one"),
    .max_words = 1,
    .roles = ROLES_ALL,
    .options = {{"man", NULL, N_("the manual page's section on commands, as roff")}},
    .run = run,
};
