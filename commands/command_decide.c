/* command_decide.c: whether an applicant goes on, where people and not scores decide it. */
#include "commands/moving.h"
#include "commands/output.h"

#include <glib/gi18n.h>

/* The ids of those that people decide. */
static char *stages_of_decision(const Rules *rules) {
  GString *ids = g_string_new(NULL);
  for (size_t i = 0; i < rules->n_stages; i++)
    if (stage_is_decided(&rules->stages[i]))
      g_string_append_printf(ids, "%s%s", ids->len ? _(", ") : "", rules->stages[i].id);
  return g_string_free(ids, FALSE);
}

/* The only one; -1 where there are several or none. */
static int only_stage_of_decision(const Rules *rules) {
  int only = -1;
  for (size_t i = 0; i < rules->n_stages; i++) {
    if (!stage_is_decided(&rules->stages[i])) continue;
    if (only >= 0) return -1;
    only = (int)i;
  }
  return only;
}

/* The stage that is meant; -1 with the error. */
static int stage_meant(const Session *session, const char *name, GError **error) {
  int stage = name ? rules_stage_named(session->rules, name) : only_stage_of_decision(session->rules);
  g_autofree char *decided = stages_of_decision(session->rules);
  if (!*decided)
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("decide: these rules have no stage that people decide; scores decide who goes on"));
  else if (stage < 0)
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("decide: say with --stage which stage the decision is about: %s"), decided);
  return *decided ? stage : -1;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  const char *verdict = arguments->words[1];
  bool passed = g_str_equal(verdict, "passed");
  if (!passed && !g_str_equal(verdict, "failed")) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("decide: “%s” is not a decision; say passed or failed"),
                verdict);
    return EXIT_USAGE;
  }
  int stage = stage_meant(session, arguments_option(arguments, "stage"), error);
  if (stage < 0) return EXIT_USAGE;
  const char *reason = meant_reason(arguments, error);
  g_auto(Moving) before = {0};
  if (!reason || !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !moving_read(session, &before, error) ||
      !store_decide(session->store, (uint16_t)stage, applicant, passed, reason, error))
    return EXIT_INPUT;
  moving_tell_line(session, arguments->words[0], (size_t)stage, passed);
  return moving_tell(session, applicant, &before, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_decide = {
    .name = "decide",
    .usage = N_("APPLICANT passed|failed"),
    .sentence = N_("record whether an applicant passes a stage that people decide"),
    .min_words = 2,
    .max_words = 2,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"reason", N_("TEXT"), N_("the ground, kept in the journal")}},
    .run = run,
};
