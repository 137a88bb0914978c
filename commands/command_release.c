/* command_release.c: an assessor who falls ill or leaves in the middle of a stage (因故退出), and who takes the place. */
#include "commands/leading.h"
#include "commands/output.h"
#include "commands/owing.h"
#include "store/release.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- what is meant ---------------------------------------------------------------------------------------------- */

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

/* -- what came of it -------------------------------------------------------------------------------------------- */

static char *name_all(const Session *session, const GArray *places, uint16_t stage, unsigned long *ret_n) {
  GString *named = g_string_new(NULL);
  *ret_n = 0;
  for (guint i = 0; i < places->len; i++) {
    const ReleasedBook *place = &g_array_index(places, ReleasedBook, i);
    if (place->stage != stage) continue;
    g_string_append_printf(named, "%s%s", named->len ? _(", ") : "", session->cycle->applicants[place->applicant].id);
    ++*ret_n;
  }
  return g_string_free(named, FALSE);
}

/* In the sentence: assessor, number, stage, applicants. */
static void tell_done(const Session *session, const ReleaseOrder *order, const GArray *places, bool lift) {
  const char *who = session->cycle->assessors[order->assessor].id;
  for (uint16_t stage = 0; stage < session->rules->n_stages; stage++) {
    unsigned long n;
    g_autofree char *named = name_all(session, places, stage, &n);
    const char *sentence = lift ? ngettext("%s has %lu scorebook to give again, %s: %s\n",
                                           "%s has %lu scorebooks to give again, %s: %s\n", n)
                                : ngettext("%s is released from %lu scorebook, %s: %s\n",
                                           "%s is released from %lu scorebooks, %s: %s\n", n);
    if (n > 0) fprintf(session->out, sentence, who, n, session_stage(session, stage), named); // NOLINT
  }
}

static void tell_kept(const Session *session, unsigned long kept) {
  if (kept > 0)
    fprintf(session->out,
            ngettext("%lu scorebook is submitted and counts on\n", "%lu scorebooks are submitted and count on\n", kept),
            kept);
}

static void tell_left(const Session *session, const ReleaseOrder *order, const GArray *left) {
  const char *who = session->cycle->assessors[order->assessor].id;
  for (guint i = 0; i < left->len; i++) {
    const ReleasedBook *place = &g_array_index(left, ReleasedBook, i);
    const char *id = session->cycle->applicants[place->applicant].id;
    const char *holder = session->cycle->assessors[place->holder].id;
    fprintf(session->out, _("%s: %s has taken the place and keeps it; accolade release %s %s --to %s passes it back\n"),
            id, holder, holder, id, who);
  }
}

/* The lead has passed, or come back, where the assessor or the successor had to do with it. */
static bool tell_leads(Session *session, const GArray *places, GError **error) {
  for (guint i = 0; i < places->len; i++) {
    const ReleasedBook *place = &g_array_index(places, ReleasedBook, i);
    if (!leading_tell_at(session, place->stage, place->applicant, error)) return false;
  }
  return true;
}

/* What is left of a panel that lost somebody and got nobody. */
static bool tell_short(const Session *session, const Cycle *cycle, const ReleasedBook *book, GError **error) {
  const Stage *stage = &session->rules->stages[book->stage];
  unsigned wanted = MAX(stage->panel_min, 1), left = 0;
  g_autoptr(GArray) owed = store_owed_in(session->store, cycle, book->stage, book->applicant, error);
  for (guint i = 0; owed && i < owed->len; i++) left += !owed_is_off(&g_array_index(owed, Owed, i));
  if (owed && left < wanted)
    fprintf(session->out,
            ngettext("%s, %s: %u assessor is left; the rules want %u\n",
                     "%s, %s: %u assessors are left; the rules want %u\n", left),
            session->cycle->applicants[book->applicant].id, session_stage(session, book->stage), left, wanted);
  return owed != NULL;
}

static bool tell_shorts(const Session *session, const GArray *places, GError **error) {
  g_autoptr(Cycle) cycle = store_cycle(session->store, error);
  for (guint i = 0; cycle && i < places->len; i++)
    if (!tell_short(session, cycle, &g_array_index(places, ReleasedBook, i), error)) return false;
  return cycle != NULL;
}

/* -- the employer ----------------------------------------------------------------------------------------------- */

/* The longest name of an applicant that the employer begins with, as an import of assignments compares them; NULL: none.
 * Caller frees. */
static char *employer_among(const Cycle *cycle, const char *organisation) {
  enum { LEAST = 4 }; /* characters: a shorter name begins too many others */
  g_autofree char *employer = text_meant(organisation);
  char *longest = NULL;
  for (size_t i = 0; i < cycle->n_applicants; i++) {
    g_autofree char *name = text_meant(cycle->applicants[i].name);
    bool begins = g_utf8_strlen(name, -1) >= LEAST && g_str_has_prefix(employer, name);
    if (!begins || (longest && strlen(longest) >= strlen(name))) continue;
    g_free(longest);
    longest = g_steal_pointer(&name);
  }
  return longest;
}

static void ask_about_employer(const Session *session, const ReleaseOrder *order, const GArray *places) {
  const Cycle *cycle = session->cycle;
  if (order->successor < 0) return;
  const Assessor *successor = &cycle->assessors[order->successor];
  g_autofree char *employer = employer_among(cycle, successor->organisation);
  for (guint i = 0; employer && i < places->len; i++) {
    const Applicant *applicant = &cycle->applicants[g_array_index(places, ReleasedBook, i).applicant];
    g_autofree char *name = text_meant(applicant->name);
    if (!g_str_equal(name, employer)) continue;
    fprintf(session->err,
            _("accolade: the employer of “%s” begins with the name of “%s”; if they work there: accolade recuse %s %s "
              "--reason TEXT\n"),
            successor->id, applicant->id, applicant->id, successor->id);
  }
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  g_autoptr(GArray) applicants = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  g_auto(Released) places = {0};
  ReleaseOrder order;
  bool lift = arguments_option(arguments, "lift") != NULL;
  if (!read_order(session, arguments, applicants, &order, error)) return EXIT_INPUT;
  if (!(lift ? store_lift_release : store_release)(session->store, &order, &places, error)) return EXIT_INPUT;
  tell_done(session, &order, places.done, lift);
  if (order.successor >= 0)
    fprintf(session->out, _("%s takes the place\n"), session->cycle->assessors[order.successor].id);
  if (!lift) tell_kept(session, places.kept);
  if (lift) tell_left(session, &order, places.left);
  ask_about_employer(session, &order, places.done);
  if (!lift && order.successor < 0 && !tell_shorts(session, places.done, error)) return EXIT_INPUT;
  return tell_leads(session, places.done, error) ? EXIT_DONE : EXIT_INPUT;
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
        "or sealed stays missing, as the closing left it: open the stage first."),
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
