/* command_deputy.c: who leads a panel when its leader is recused or released. */
#include "commands/leading.h"
#include "commands/output.h"

#include <glib/gi18n.h>

static bool read_deputy(Session *session, const char *word, int64_t *ret_deputy, GError **error) {
  uint32_t assessor = 0;
  bool none = g_str_equal(word, "none");
  if (!none && !meant_assessor(session, word, &assessor, error)) return false;
  *ret_deputy = none ? -1 : (int64_t)assessor;
  return true;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  int64_t deputy;
  const char *id = arguments->words[0], *word = arguments->words[1], *reason = meant_reason(arguments, error);
  if (!reason || !meant_stage(session, arguments, &stage, error) || !meant_applicant(session, id, &applicant, error) ||
      !read_deputy(session, word, &deputy, error) ||
      !store_name_deputy(session->store, stage, applicant, deputy, reason, error))
    return EXIT_INPUT;
  const char *title = session_stage(session, stage);
  fprintf(session->out, deputy < 0 ? _("%s, %s: no deputy any more\n") : _("%s, %s: the deputy is %s\n"), id, title,
          word);
  return leading_tell(session, applicant, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_deputy = {
    .name = "deputy",
    .usage = N_("APPLICANT ASSESSOR|none"),
    .sentence = N_("name who leads a panel when its leader is recused or released"),
    .details =
        N_("A panel is led by who is assigned as its leader, else by its members with the role leader. When those are "
           "recused or released the lead passes to the deputy, who then records what the panel agreed on and, where "
           "the rules judge (combine method judged), whose marks count. Without a deputy such a panel has no leader: "
           "status "
           "names it, and a judged stage has a figure for it only where a single scorebook is left."),
    .min_words = 2,
    .max_words = 2,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"reason", N_("TEXT"), N_("why, kept in the journal")}},
    .run = run,
};
