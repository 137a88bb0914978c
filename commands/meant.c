/* meant.c: the stage, applicant, assessor, comment or reason a command line means, or what it could have said. */
#include "commands/output.h"
#include "criteria/near.h"

#include <glib/gi18n.h>

static bool is_marked(const Stage *stage) { return stage->form != STAGE_GATE; }

static char *stage_names(const Rules *rules, bool gates) {
  GString *names = g_string_new(NULL);
  for (size_t i = 0; i < rules->n_stages; i++)
    if (gates || is_marked(&rules->stages[i]))
      g_string_append_printf(names, "%s%s", names->len ? _(", ") : "", rules->stages[i].id);
  return g_string_free(names, FALSE);
}

/* The only stage where marks are given, and are still taken when `open`, and on that item when there is a code; -1 when
 * none or several are. */
static int only_stage(const Session *session, bool open, const Criteria *criteria, const char *code) {
  int found = -1;
  for (size_t i = 0; i < session->rules->n_stages; i++) {
    const Stage *stage = &session->rules->stages[i];
    bool fits = is_marked(stage) && (!open || session->cycle->stage_states[i] == STAGE_OPEN) &&
                (!code || stage_cell(stage, criteria, code) >= 0);
    if (fits && found >= 0) return -1;
    if (fits) found = (int)i;
  }
  return found;
}

static int unnamed_stage(const Session *session, const Criteria *criteria, const char *code) {
  int stage = only_stage(session, false, NULL, NULL);
  if (stage < 0 && code) stage = only_stage(session, true, criteria, code);
  if (stage < 0 && code) stage = only_stage(session, false, criteria, code);
  return stage < 0 ? only_stage(session, true, NULL, NULL) : stage;
}

static bool find_stage(Session *session, const Arguments *arguments, const Criteria *criteria, const char *code,
                       uint16_t *ret_stage, GError **error) {
  const char *name = arguments_option(arguments, "stage");
  int stage = name ? rules_stage_named(session->rules, name) : unnamed_stage(session, criteria, code);
  if (stage >= 0) {
    *ret_stage = (uint16_t)stage;
    return true;
  }
  g_autofree char *names = stage_names(session->rules, name != NULL);
  if (name)
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("--stage: the rules have no stage “%s”; they have %s"),
                name, names);
  else
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("several stages could be meant; say one with --stage: %s"),
                names);
  return false;
}

bool meant_stage(Session *session, const Arguments *arguments, uint16_t *ret_stage, GError **error) {
  return find_stage(session, arguments, NULL, NULL, ret_stage, error);
}

bool meant_stage_of_item(Session *session, const Arguments *arguments, uint32_t applicant, const char *code,
                         uint16_t *ret_stage, GError **error) {
  const Criteria *criteria = award_criteria(&session->award, session->cycle, applicant);
  return find_stage(session, arguments, criteria, code, ret_stage, error);
}

/* A name stands where an id should: whose it is; NULL: nobody's. Caller frees. */
static char *hint_of(const char *id, unsigned n) {
  if (n == 0) return NULL;
  return n > 1 ? g_strdup(_("; that is a name, which several have: write the id"))
               : g_strdup_printf(_("; that is the name of “%s”: write the id"), id);
}

static bool sees_all(const Session *session) { return ROLES_SEE_SCORES & 1u << store_role(session->store); }

static bool is_among(const GArray *owed, uint32_t applicant) {
  for (guint i = 0; owed && i < owed->len; i++)
    if (g_array_index(owed, Owed, i).applicant == applicant) return true;
  return false;
}

/* A name gives nothing away: who else applies is told to who oversees, and to others of those assigned to them. */
static char *applicant_called(const Session *session, const char *name) {
  const Cycle *cycle = session->cycle;
  bool all = sees_all(session);
  g_autoptr(GArray) own = all ? NULL : store_owed(session->store, cycle, NULL);
  const char *id = NULL;
  unsigned n = 0;
  for (size_t i = cycle->n_applicants; i-- > 0;)
    if (g_str_equal(cycle->applicants[i].name, name) && (all || is_among(own, (uint32_t)i)))
      id = cycle->applicants[i].id, n++;
  return hint_of(id, n);
}

/* Likewise who assesses, to who oversees alone. */
static char *assessor_called(const Session *session, const char *name) {
  const Cycle *cycle = session->cycle;
  const char *id = NULL;
  unsigned n = 0;
  for (size_t i = cycle->whole && sees_all(session) ? cycle->n_assessors : 0; i-- > 0;)
    if (g_str_equal(cycle->assessors[i].name, name)) id = cycle->assessors[i].id, n++;
  return hint_of(id, n);
}

bool meant_applicant(Session *session, const char *id, uint32_t *ret_applicant, GError **error) {
  int64_t i = cycle_applicant(session->cycle, id);
  if (i >= 0) {
    *ret_applicant = (uint32_t)i;
    return true;
  }
  if (!*id) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("say which applicant is meant"));
    return false;
  }
  g_autofree char *word = text_meant(id);
  Near near = {.word = word};
  for (size_t k = 0; k < session->cycle->n_applicants; k++) near_try(&near, session->cycle->applicants[k].id);
  g_autofree char *hint = applicant_called(session, id);
  if (!hint)
    hint = near_hint(&near, sees_all(session) ? _("accolade rank lists them all") : _("accolade status lists yours"));
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("there is no applicant “%s”%s"), id, hint);
  return false;
}

bool meant_assessor(Session *session, const char *id, uint32_t *ret_assessor, GError **error) {
  int64_t i = cycle_assessor(session->cycle, id);
  if (i >= 0) {
    *ret_assessor = (uint32_t)i;
    return true;
  }
  g_autofree char *word = text_meant(id);
  Near near = {.word = word};
  for (size_t k = 0; k < session->cycle->n_assessors; k++) near_try(&near, session->cycle->assessors[k].id);
  g_autofree char *hint = assessor_called(session, id);
  if (!hint) hint = near_hint(&near, _("accolade status --format csv lists who is assigned"));
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("there is no assessor “%s”%s"), id, hint);
  return false;
}

bool meant_person(Session *session, const char *id, GError **error) {
  const Cycle *cycle = session->cycle;
  if (cycle_applicant(cycle, id) >= 0 || cycle_assessor(cycle, id) >= 0) return true;
  g_autofree char *word = text_meant(id);
  Near near = {.word = word};
  for (size_t k = 0; k < cycle->n_applicants; k++) near_try(&near, cycle->applicants[k].id);
  for (size_t k = 0; k < cycle->n_assessors; k++) near_try(&near, cycle->assessors[k].id);
  g_autofree char *hint = applicant_called(session, id);
  if (!hint) hint = assessor_called(session, id);
  if (!hint) hint = near_hint(&near, _("accolade rank and accolade status --format csv list them"));
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("there is no applicant or assessor “%s”%s"), id, hint);
  return false;
}

bool meant_comment(const char *text, int64_t *ret_number, GError **error) {
  gint64 number;
  if (g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &number, NULL)) {
    *ret_number = number;
    return true;
  }
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("“%s” is no number of a comment; accolade log shows them"),
              text);
  return false;
}

const char *meant_reason(const Arguments *arguments, GError **error) {
  const char *reason = arguments_option(arguments, "reason");
  if (text_says(reason)) return reason;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("%s: --reason TEXT is needed; it is kept in the journal"),
              arguments->command->name);
  return NULL;
}
