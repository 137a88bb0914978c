/* command_resolve.c: a flag of the checks is settled by people, for a reason; or opened again. */
#include "commands/flagging.h"
#include "commands/output.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Wanted { /* NULL: any */
  const char *check, *item, *stage, *assessor;
  bool resolved;
} Wanted;

static bool fits(const Session *session, const Flag *flag, const Wanted *wanted) {
  const FlagKey key = flag_key(session, flag, "");
  return (flag->resolved != NULL) == wanted->resolved && g_str_equal(key.check, wanted->check) &&
         (!wanted->item || g_str_equal(key.item, wanted->item)) &&
         (!wanted->stage || g_str_equal(key.stage, wanted->stage)) &&
         (!wanted->assessor || g_str_equal(key.assessor, wanted->assessor));
}

static bool tell_several(const Session *session, const GPtrArray *flags, const Wanted *wanted, GError **error) {
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < flags->len; i++) {
    const Flag *flag = g_ptr_array_index(flags, i);
    if (!fits(session, flag, wanted)) continue;
    const FlagKey key = flag_key(session, flag, "");
    g_autofree char *one = g_strdup_printf("%s %s %s", key.item, key.stage, key.assessor);
    g_string_append_printf(names, "%s%s", names->len ? _("; ") : "", g_strstrip(one));
  }
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
              _("several flags of %s fit; say which with ITEM, --stage or --assessor: %s"), wanted->check, names->str);
  return false;
}

/* The one flag that is meant. */
static bool find(const Session *session, const GPtrArray *flags, const Wanted *wanted, const char *applicant,
                 const Flag **ret_flag, GError **error) {
  const Flag *found = NULL;
  for (guint i = 0; i < flags->len; i++) {
    const Flag *flag = g_ptr_array_index(flags, i);
    if (!fits(session, flag, wanted)) continue;
    if (found) return tell_several(session, flags, wanted, error);
    found = flag;
  }
  if (!found)
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                wanted->resolved ? _("no resolved flag of %s on “%s” fits; accolade check lists them")
                                 : _("no open flag of %s on “%s” fits; accolade check lists them"),
                wanted->check, applicant);
  *ret_flag = found;
  return found != NULL;
}

static void refuse_check(const char *name, GError **error) {
  g_autoptr(GString) names = g_string_new(NULL);
  for (size_t i = 0; i < check_count(); i++) g_string_append_printf(names, "%s%s", i ? _(", ") : "", check_at(i)->name);
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("there is no check “%s”; there are %s"), name, names->str);
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const char *applicant = arguments->words[1], *reason = meant_reason(arguments, error);
  Wanted wanted = {.check = arguments->words[0],
                   .item = arguments->n_words > 2 ? arguments->words[2] : NULL,
                   .assessor = arguments_option(arguments, "assessor"),
                   .resolved = arguments_option(arguments, "reopen") != NULL};
  uint16_t stage;
  if (!reason) return EXIT_USAGE;
  if (arguments_option(arguments, "stage")) {
    if (!meant_stage(session, arguments, &stage, error)) return EXIT_INPUT;
    wanted.stage = session->rules->stages[stage].id;
  }
  if (!check_named(wanted.check)) {
    refuse_check(wanted.check, error);
    return EXIT_INPUT;
  }
  uint32_t no;
  const Flag *flag = NULL;
  if (!meant_applicant(session, applicant, &no, error)) return EXIT_INPUT;
  g_autoptr(GPtrArray) flags = flags_of_applicant(session, no, error);
  if (!flags || !find(session, flags, &wanted, applicant, &flag, error)) return EXIT_INPUT;
  g_autofree char *figures = flag_digest(flag);
  const FlagKey key = flag_key(session, flag, figures);
  if (!store_resolve_flag(session->store, &key, !wanted.resolved, reason, error)) return EXIT_INPUT;
  g_autofree char *subject = g_strconcat(applicant, *key.item ? " " : "", key.item, NULL);
  fprintf(session->out, wanted.resolved ? _("%s %s: open again\n") : _("%s %s: resolved\n"), wanted.check, subject);
  return EXIT_DONE;
}

const Command command_resolve = {
    .name = "resolve",
    .usage = N_("CHECK APPLICANT [ITEM]"),
    .sentence = N_("settle a flag of the checks, with the reason"),
    .details = N_("A resolved flag is listed apart, with its reason, and does not count for check --strict. It is open "
                  "again as soon as the figures it rests on change. The panel's leader may settle flags on that panel; "
                  "those that only the award as a whole shows are the secretariat's."),
    .min_words = 2,
    .max_words = 3,
    .roles = ROLES_SECRETARIAT | (ROLES_MARK & ~(1u << ROLE_APPLICANT)),
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"assessor", N_("ASSESSOR"), N_("the assessor the flag names; empty: none")},
                {"reason", N_("TEXT"), N_("why the scores may stand, kept in the journal")},
                {"reopen", NULL, N_("open a resolved flag again")}},
    .run = run,
};
