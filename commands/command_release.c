/* command_release.c: an assessor who falls ill or leaves in the middle of a stage (因故退出), and who takes the place. */
#include "commands/output.h"
#include "commands/releasing.h"

#include <glib/gi18n.h>

static bool read_applicants(Session *session, const Arguments *arguments, GArray *ret_applicants, GError **error) {
  for (size_t i = 1; i < arguments->n_words; i++) {
    uint32_t applicant;
    if (!meant_applicant(session, arguments->words[i], &applicant, error)) return false;
    g_array_append_val(ret_applicants, applicant);
  }
  return true;
}

static bool read_successor(Session *session, const char *id, int64_t *ret_successor, GError **error) {
  uint32_t successor;
  *ret_successor = -1;
  if (!id) return true;
  if (!meant_assessor(session, id, &successor, error)) return false;
  *ret_successor = successor;
  return true;
}

static bool read_stage(Session *session, const Arguments *arguments, int *ret_stage, GError **error) {
  uint16_t stage;
  *ret_stage = -1;
  if (!arguments_option(arguments, "stage")) return true;
  if (!meant_stage(session, arguments, &stage, error)) return false;
  *ret_stage = stage;
  return true;
}

static bool read_order(Session *session, const Arguments *arguments, GArray *applicants, ReleaseOrder *ret_order,
                       GError **error) {
  ReleaseOrder order = {.applicants = applicants, .reason = meant_reason(arguments, error)};
  const char *to = arguments_option(arguments, "to");
  if (!order.reason || !meant_assessor(session, arguments->words[0], &order.assessor, error) ||
      !read_applicants(session, arguments, applicants, error) ||
      !read_successor(session, to, &order.successor, error) || !read_stage(session, arguments, &order.stage, error))
    return false;
  if (to && arguments_option(arguments, "lift")) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("release: --lift takes a release back and has no --to; to pass a place back, release who holds it: "
                  "accolade release %s --to %s"),
                to, arguments->words[0]);
    return false;
  }
  *ret_order = order;
  return true;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  g_autoptr(GArray) applicants = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  g_auto(Released) done = {0};
  ReleaseOrder order;
  bool lift = arguments_option(arguments, "lift") != NULL;
  if (!read_order(session, arguments, applicants, &order, error)) return EXIT_INPUT;
  if (!(lift ? store_lift_release : store_release)(session->store, &order, &done, error)) return EXIT_INPUT;
  return (lift ? releasing_tell_lift : releasing_tell)(session, &order, &done, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_release = {
    .name = "release",
    .usage = N_("ASSESSOR [APPLICANT ...]"),
    .sentence = N_("take an ill or leaving assessor off what is not submitted"),
    .details = N_(
        "At every stage that is open, or the one that --stage names, and of all applicants but those that withdrew, or "
        "those that are named. What is submitted counts on; drafts stay in the record and do not count. Nothing is "
        "owed any more, and everywhere it stands apart from recusals, which are for conflicts of interest. With --to a "
        "successor is assigned in the place, as by an import of assignments, but never as the leader: where the leader "
        "of a panel goes and no deputy is there to lead it, the successor is named its deputy. A successor may be "
        "named later, by the same command. --lift takes a release back, where nobody has taken the place; who did "
        "passes it back: accolade release SUCCESSOR --to ASSESSOR. A leader whose own scorebook is submitted stays the "
        "leader, and the secretariat records what the panel agrees on. What was to be marked at a stage that is closed "
        "or sealed stays missing, as the closing left it: open the stage first. An assignment "
        "made by mistake is taken back likewise."),
    .min_words = 1,
    .max_words = G_MAXUINT,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"reason", N_("TEXT"), N_("why, and on whose word, kept in the journal")},
                {"to", N_("ASSESSOR"), N_("who takes the place")},
                {"stage", N_("STAGE"), N_("only at this stage")},
                {"lift", NULL, N_("take the release back")}},
    .run = run,
};
