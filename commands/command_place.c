/* command_place.c: a place that people give, on the record: one that a tie left open, or of a tier that is theirs to give. */
#include "commands/output.h"
#include "reports/words.h"

#include <glib/gi18n.h>

/* *ret_tier NULL: none is named, the place is one that a tie left open. */
static bool meant_tier(const Session *session, const Arguments *arguments, const Tier **ret_tier, GError **error) {
  const char *name = arguments_option(arguments, "tier");
  *ret_tier = name ? rules_tier_named(session->rules, name) : NULL;
  if (!name || *ret_tier) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
              _("the rules have no tier “%s”; accolade packs award rules lists them"), name);
  return false;
}

/* Whatever was decided is taken back. */
static bool fits(const Arguments *arguments, GError **error) {
  if (!arguments_option(arguments, "withdraw") || !arguments_option(arguments, "tier")) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
              _("place: --withdraw takes back what was decided, and goes without --tier"));
  return false;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  g_autofree char *place = NULL;
  bool withdraw = arguments_option(arguments, "withdraw") != NULL;
  const char *reason = meant_reason(arguments, error);
  const Tier *tier;
  if (!reason || !meant_tier(session, arguments, &tier, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !(withdraw ? store_withdraw_place(session->store, applicant, reason, error)
                 : store_place(session->store, applicant, tier, reason, &place, error)))
    return EXIT_INPUT;
  g_autofree char *words = place ? place_words(session->rules, place, session->lang) : NULL;
  fprintf(session->out, withdraw ? _("%s: the decision is taken back\n") : _("%s: %s\n"), arguments->words[0], words);
  return EXIT_DONE;
}

const Command command_place = {
    .name = "place",
    .usage = N_("APPLICANT"),
    .sentence = N_("give a place that a tie left open to one of those tied for it, or a prize that people give; or "
                   "take that back"),
    .details =
        N_("A committee decides, by a vote or by what the rules name; its ground is the reason. The decision holds for "
           "this very tie: when others come to tie, or other places, it has no effect, and accolade status says so. "
           "Several places of one tie are given one by one; taking one back leaves the others. With --tier a prize is "
           "given that goes by no rank (a tier outside the quota, without floor, places or level, as a special "
           "contribution prize), to who is ranked and has no other."),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"tier", N_("TIER"), N_("a tier that people give, by its id or title")},
                {"reason", N_("TEXT"), N_("the ground, kept in the journal: the vote, its figures, its date")},
                {"withdraw", NULL, N_("take the decision back")}},
    .fits = fits,
    .run = run,
};
