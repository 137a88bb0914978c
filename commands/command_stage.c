/* command_stage.c: where the stages stand; opening, closing, sealing one. */
#include "commands/output.h"

#include <glib/gi18n.h>

static const char *const verbs[] = {"open", "close", "seal"}; /* in the order of StageState */

static const char *state_word(StageState state) {
  static const char *const words[] = {N_("open"), N_("closed"), N_("sealed")};
  return _(words[state]);
}

static Exit show(Session *session) {
  for (size_t i = 0; i < session->rules->n_stages; i++)
    fprintf(session->out, "%s\t%s\t%s\n", session->rules->stages[i].id, state_word(session->cycle->stage_states[i]),
            text_in(&session->rules->stages[i].title, session->lang));
  return EXIT_DONE;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  if (arguments->n_words == 0) return show(session);
  int stage = rules_stage_index(session->rules, arguments->words[0]);
  const char *verb = arguments->n_words > 1 ? arguments->words[1] : "", *reason = arguments_option(arguments, "reason");
  int state = -1;
  for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (g_str_equal(verb, verbs[i])) state = (int)i;
  if (state < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("stage: “%s” is not known; say open, close or seal"),
                verb);
    return EXIT_USAGE;
  }
  if (stage < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("the rules have no stage “%s”; accolade stage lists them"),
                arguments->words[0]);
    return EXIT_INPUT;
  }
  if (!store_set_stage(session->store, (uint16_t)stage, (StageState)state, reason ? reason : "", error))
    return EXIT_INPUT;
  fprintf(session->out, "%s: %s\n", arguments->words[0], state_word((StageState)state));
  return EXIT_DONE;
}

const Command command_stage = {
    .name = "stage",
    .usage = N_("[STAGE open|close|seal]"),
    .sentence = N_("where the stages stand; open, close or seal one"),
    .details = N_("A closed stage takes no marks. Sealing also writes the digest of the ranking into the journal, and "
                  "verify recomputes it; a sealed stage opens again only with --reason."),
    .max_words = 2,
    .roles = ROLES_OVERSEE,
    .needs_database = true,
    .options = {{"reason", N_("TEXT"), N_("why, kept in the journal")}},
    .run = run,
};
