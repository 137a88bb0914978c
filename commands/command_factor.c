/* command_factor.c: key factors of an applicant: listed, noted, taken back. */
#include "commands/output.h"
#include "reports/words.h"

#include <glib/gi18n.h>

static Exit list(Session *session, uint32_t applicant, GError **error) {
  g_autoptr(GPtrArray) factors = store_factors(session->store, applicant, error);
  if (!factors) return EXIT_INPUT;
  for (guint i = 0; i < factors->len; i++) {
    const Factor *factor = g_ptr_array_index(factors, i);
    fprintf(session->out, "F%lld\t%s\t%s\t%s\n", (long long)factor->number, actor_words(factor->author), factor->stage,
            factor->text);
  }
  return EXIT_DONE;
}

/* "7" or "F7" */
static bool read_number(const char *text, int64_t *ret_number, GError **error) {
  gint64 number;
  if (g_ascii_string_to_signed(*text == 'F' ? text + 1 : text, 10, 1, G_MAXINT64, &number, NULL)) {
    *ret_number = number;
    return true;
  }
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
              _("“%s” is no number of a key factor; accolade factor lists them"), text);
  return false;
}

static Exit take_back(Session *session, const Arguments *arguments, const char *text, GError **error) {
  int64_t number;
  if (arguments->n_words > 1) {
    g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                        _("factor: --remove takes a key factor back, and goes without a text"));
    return EXIT_USAGE;
  }
  if (!read_number(text, &number, error) || !store_remove_factor(session->store, number, error)) return EXIT_INPUT;
  fprintf(session->out, _("key factor %lld is taken back\n"), (long long)number);
  return EXIT_DONE;
}

/* The secretariat's hold at every stage. */
static Exit note(Session *session, const Arguments *arguments, uint32_t applicant, GError **error) {
  uint16_t stage = 0;
  bool every = store_role(session->store) == ROLE_SECRETARIAT;
  if ((!every && !meant_stage(session, arguments, &stage, error)) ||
      !store_record_factor(session->store, stage, applicant, arguments->words[1], error))
    return EXIT_INPUT;
  fprintf(session->out, _("%s: key factor noted\n"), arguments->words[0]);
  return EXIT_DONE;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  const char *remove = arguments_option(arguments, "remove");
  if (!meant_applicant(session, arguments->words[0], &applicant, error)) return EXIT_INPUT;
  if (remove) return take_back(session, arguments, remove, error);
  return arguments->n_words > 1 ? note(session, arguments, applicant, error) : list(session, applicant, error);
}

const Command command_factor = {
    .name = "factor",
    .usage = N_("APPLICANT [TEXT]"),
    .sentence = N_("note a key factor of an applicant, or list them"),
    .details = N_("A key factor is what about the applicant decides how an item is to be judged: its customers, its "
                  "strategic challenges, its regulation. The secretariat's and the applicant's own are everybody's; an "
                  "assessor's are seen as that assessor's marks are. A comment cites them: comment --factor NUMBER."),
    .min_words = 1,
    .max_words = 2,
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"remove", N_("NUMBER"), N_("take back this key factor of one's own")}},
    .run = run,
};
