/* command_stage.c: where the stages stand; opening, closing, sealing one; by when its marks are due. */
#include "commands/output.h"
#include "commands/owing.h"

#include <glib/gi18n.h>

static const char *const verbs[] = {"open", "close", "seal"}; /* in the order of StageState */

static const char *state_word(StageState state) {
  static const char *const words[] = {N_("open"), N_("closed"), N_("sealed")};
  return _(words[state]);
}

static Exit show(Session *session) {
  const Cycle *cycle = session->cycle;
  for (size_t i = 0; i < session->rules->n_stages; i++) {
    g_autofree char *due = due_words(cycle, i, cycle->stage_states[i] == STAGE_OPEN);
    fprintf(session->out, "%s\t%s\t%s%s%s\n", session->rules->stages[i].id, state_word(cycle->stage_states[i]),
            text_in(&session->rules->stages[i].title, session->lang), due ? "\t" : "", due ? due : "");
  }
  return EXIT_DONE;
}

/* -- deadlines ------------------------------------------------------------------------------------------------ */

static bool is_day(const char *text) {
  GDate date;
  char again[16] = "";
  g_date_set_parse(&date, text);
  if (g_date_valid(&date)) g_date_strftime(again, sizeof again, "%Y-%m-%d", &date);
  return *again && g_str_equal(text, again);
}

static Exit set_due(Session *session, uint16_t stage, const char *word, GError **error) {
  bool none = g_str_equal(word, "none");
  if (!none && !is_day(word)) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("stage: “%s” is no day; say it as 2026-06-30, or none for no deadline"), word);
    return EXIT_USAGE;
  }
  if (!store_set_due(session->store, stage, none ? "" : word, error)) return EXIT_INPUT;
  const char *id = session->rules->stages[stage].id;
  if (none)
    fprintf(session->out, _("%s: no deadline"), id);
  else
    fprintf(session->out, _("%s: due %s"), id, word);
  fputc('\n', session->out);
  return EXIT_DONE;
}

/* -- states --------------------------------------------------------------------------------------------------- */

static Exit set_state(Session *session, uint16_t stage, const char *verb, const char *reason, GError **error) {
  int state = -1;
  for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (g_str_equal(verb, verbs[i])) state = (int)i;
  if (state < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("stage: “%s” is not known; say open, close or seal, or due and a day"), verb);
    return EXIT_USAGE;
  }
  if (!store_set_stage(session->store, stage, (StageState)state, reason ? reason : "", error)) return EXIT_INPUT;
  fprintf(session->out, "%s: %s\n", session->rules->stages[stage].id, state_word((StageState)state));
  return EXIT_DONE;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  if (arguments->n_words == 0) return show(session);
  int stage = rules_stage_index(session->rules, arguments->words[0]);
  const char *verb = arguments->n_words > 1 ? arguments->words[1] : "";
  if (stage < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("the rules have no stage “%s”; accolade stage lists them"),
                arguments->words[0]);
    return EXIT_INPUT;
  }
  if (g_str_equal(verb, "due"))
    return set_due(session, (uint16_t)stage, arguments->n_words > 2 ? arguments->words[2] : "", error);
  return set_state(session, (uint16_t)stage, verb, arguments_option(arguments, "reason"), error);
}

const Command command_stage = {
    .name = "stage",
    .usage = N_("[STAGE open|close|seal|due DAY]"),
    .sentence = N_("where the stages stand; open, close or seal one, or say when it is due"),
    .details = N_("A closed stage takes no marks. Sealing also writes the digest of the ranking into the journal, and "
                  "verify recomputes it; a sealed stage opens again only with --reason. A deadline (a day such as "
                  "2026-06-30, or none) is shown to everybody who still owes a scorebook, and locks nothing."),
    .max_words = 3,
    .roles = ROLES_OVERSEE,
    .needs_database = true,
    .options = {{"reason", N_("TEXT"), N_("why, kept in the journal")}},
    .run = run,
};
