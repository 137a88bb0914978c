/* command_decide.c: whether an applicant goes on, where people and not scores decide it. */
#include "commands/keyword.h"
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

static bool read_verdict(const Arguments *arguments, bool *ret_passed, GError **error) {
  const char *last = arguments->words[arguments->n_words - 1], *key = keyword_of(last), *verdict = key ? key : last;
  *ret_passed = g_str_equal(verdict, "passed");
  if (*ret_passed || g_str_equal(verdict, "failed")) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("decide: “%s” is not a decision; say passed or failed"),
              verdict);
  return false;
}

/* Those named before the verdict; each once. */
static bool read_applicants(Session *session, const Arguments *arguments, GArray *ret_applicants, GError **error) {
  for (size_t i = 0; i + 1 < arguments->n_words; i++) {
    uint32_t applicant;
    if (!meant_applicant(session, arguments->words[i], &applicant, error)) return false;
    for (guint k = 0; k < ret_applicants->len; k++)
      if (g_array_index(ret_applicants, uint32_t, k) == applicant) {
        g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("decide: “%s” is named twice; take one of them out"),
                    arguments->words[i]);
        return false;
      }
    g_array_append_val(ret_applicants, applicant);
  }
  return true;
}

/* What it replaces is said: it may not have been known. */
static void tell(const Session *session, uint32_t applicant, size_t stage, bool passed) {
  const char *id = session->cycle->applicants[applicant].id;
  const StageDecision *before = cycle_decision(session->cycle, applicant, stage);
  moving_tell_line(session, id, stage, passed);
  if (before && before->passed != passed)
    fprintf(session->out, _("%s: before, the decision was “%s”, with the ground: %s\n"), id,
            before->passed ? _("passed") : _("not passed"), before->reason);
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  g_autoptr(GArray) applicants = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  bool passed;
  int stage;
  if (!read_verdict(arguments, &passed, error) ||
      (stage = stage_meant(session, arguments_option(arguments, "stage"), error)) < 0)
    return EXIT_USAGE;
  const char *reason = meant_reason(arguments, error);
  g_auto(Moving) before = {0};
  if (!reason || !read_applicants(session, arguments, applicants, error) || !moving_read(session, &before, error) ||
      !store_decide_all(session->store, (uint16_t)stage, (const uint32_t *)(void *)applicants->data, applicants->len,
                        passed, reason, error))
    return EXIT_INPUT;
  for (guint i = 0; i < applicants->len; i++)
    tell(session, g_array_index(applicants, uint32_t, i), (size_t)stage, passed);
  int64_t but = applicants->len == 1 ? (int64_t)g_array_index(applicants, uint32_t, 0) : -1;
  return moving_tell(session, but, &before, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_decide = {
    .name = "decide",
    .usage = N_("APPLICANT ... passed|failed"),
    .sentence = N_("record whether applicants pass a stage that people decide"),
    .details =
        N_("Several are decided on by one command, all or none, with one reason. A decision may be taken again: the "
           "last word holds, and the journal keeps every one."),
    .min_words = 2,
    .max_words = G_MAXUINT,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"reason", N_("TEXT"), N_("the ground, kept in the journal")}},
    .run = run,
};
