/* meant.c: the stage, applicant, assessor or reason a command line means, or what it could have said. */
#include "commands/output.h"
#include "criteria/near.h"

#include <glib/gi18n.h>

static char *stage_names(const Rules *rules) {
  GString *names = g_string_new(NULL);
  for (size_t i = 0; i < rules->n_stages; i++)
    g_string_append_printf(names, "%s%s", i ? _(", ") : "", rules->stages[i].id);
  return g_string_free(names, FALSE);
}

/* The only stage that holds, or -1 when none or several do. */
static int only_stage(const Session *session, bool (*holds)(const Session *session, size_t stage)) {
  int found = -1;
  for (size_t i = 0; i < session->rules->n_stages; i++) {
    if (!holds(session, i)) continue;
    if (found >= 0) return -1;
    found = (int)i;
  }
  return found;
}

static bool is_marked(const Session *session, size_t stage) { return session->rules->stages[stage].form != STAGE_GATE; }

static bool is_open(const Session *session, size_t stage) {
  return is_marked(session, stage) && session->cycle->stage_states[stage] == STAGE_OPEN;
}

bool meant_stage(Session *session, const Arguments *arguments, uint16_t *ret_stage, GError **error) {
  const char *name = arguments_option(arguments, "stage");
  int stage = name ? rules_stage_index(session->rules, name) : only_stage(session, is_marked);
  if (!name && stage < 0) stage = only_stage(session, is_open);
  if (stage >= 0) {
    *ret_stage = (uint16_t)stage;
    return true;
  }
  g_autofree char *names = stage_names(session->rules);
  if (name)
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("--stage: the rules have no stage “%s”; they have %s"),
                name, names);
  else
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("several stages could be meant; say one with --stage: %s"),
                names);
  return false;
}

bool meant_applicant(Session *session, const char *id, uint32_t *ret_applicant, GError **error) {
  int64_t i = cycle_applicant(session->cycle, id);
  if (i >= 0) {
    *ret_applicant = (uint32_t)i;
    return true;
  }
  Near near = {.word = id};
  for (size_t k = 0; k < session->cycle->n_applicants; k++) near_try(&near, session->cycle->applicants[k].id);
  g_autofree char *hint = near_hint(&near, _("accolade status lists them"));
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("there is no applicant “%s”%s"), id, hint);
  return false;
}

bool meant_assessor(Session *session, const char *id, uint32_t *ret_assessor, GError **error) {
  int64_t i = cycle_assessor(session->cycle, id);
  if (i >= 0) {
    *ret_assessor = (uint32_t)i;
    return true;
  }
  Near near = {.word = id};
  for (size_t k = 0; k < session->cycle->n_assessors; k++) near_try(&near, session->cycle->assessors[k].id);
  g_autofree char *hint = near_hint(&near, _("accolade status lists them"));
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("there is no assessor “%s”%s"), id, hint);
  return false;
}

const char *meant_reason(const Arguments *arguments, GError **error) {
  const char *reason = arguments_option(arguments, "reason");
  if (reason && *reason) return reason;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("%s: --reason TEXT is needed; it is kept in the journal"),
              arguments->command->name);
  return NULL;
}
