/* command_packs.c: what criteria and rules there are; one of them whole; are these files good? */
#include "commands/frozen_packs.h"
#include "commands/language.h"
#include "commands/output.h"
#include "commands/pack_document.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a pack says is in words; for machines they are always English, so that a file is the same everywhere. */
static const char *speak(const Session *session, const Arguments *arguments) {
  const char *lang = output_is_machine(arguments) ? "en" : session->lang;
  if (!g_str_equal(lang, session->lang)) language_set(lang);
  return lang;
}

/* What goes wrong is said in the reader's language again. */
static Exit put(Session *session, const Document *document, const Arguments *arguments, GError **error) {
  if (!g_str_equal(document->lang, session->lang)) language_set(session->lang);
  return output_document(session, document, arguments, error) ? EXIT_DONE : EXIT_INPUT;
}

static Exit list(Session *session, const Arguments *arguments, GError **error) {
  g_autoptr(Document) document = pack_list_document(session_shelf(session), speak(session, arguments));
  return put(session, document, arguments, error);
}

static bool put_text(Session *session, const char *text, const char *path, GError **error) {
  OutputFile *file = path ? output_file_open(path, error) : NULL;
  if (!path) fputs(text, session->out);
  if (!path || !file) return !path;
  if (output_file_put(file, text, strlen(text), error)) return output_file_close(file, error);
  output_file_discard(file);
  return false;
}

static Exit show(Session *session, const Arguments *arguments, GError **error) {
  const char *id = arguments->words[1];
  if (!store_needs_other_file(id, error)) return EXIT_INPUT;
  PackType type = pack_type(session_shelf(session), id);
  g_autofree char *text = pack_text(session_shelf(session), id, type, error);
  if (!text) return EXIT_INPUT;
  if (arguments_option(arguments, "xml"))
    return put_text(session, text, arguments_option(arguments, "output"), error) ? EXIT_DONE : EXIT_INPUT;
  g_autoptr(Criteria) criteria = NULL;
  g_autoptr(Rules) rules = NULL;
  if (type == PACK_CRITERIA ? !(criteria = pack_parse_criteria(text, strlen(text), id, NULL, error))
                            : !(rules = pack_parse_rules(text, strlen(text), id, NULL, error)))
    return EXIT_INPUT;
  const char *lang = speak(session, arguments);
  g_autoptr(Document) document = criteria ? criteria_document(criteria, lang) : rules_document(rules, lang);
  return put(session, document, arguments, error);
}

/* The award's own, of which the shelf may by now have another. */
static Exit award(Session *session, const Arguments *arguments, GError **error) {
  const char *id = arguments->n_words > 1 ? arguments->words[1] : NULL;
  if (!session_open_record(session, error)) return EXIT_INPUT;
  size_t at = 0;
  if (id && !frozen_find(session, id, &at, error)) return EXIT_INPUT;
  if (id && arguments_option(arguments, "xml"))
    return put_text(session, frozen_text(session, at), arguments_option(arguments, "output"), error) ? EXIT_DONE
                                                                                                     : EXIT_INPUT;
  const char *lang = speak(session, arguments);
  g_autoptr(Document) document = id ? frozen_document(session, at, lang) : frozen_list_document(session, lang);
  return put(session, document, arguments, error);
}

/* A rules pack may set checks; which there are, criteria/ does not know. */
static void add_setting_faults(const char *path, GPtrArray *faults) {
  g_autofree char *text = NULL;
  gsize length;
  if (!g_file_get_contents(path, &text, &length, NULL)) return;
  g_autoptr(Rules) rules = pack_parse_rules(text, length, path, NULL, NULL);
  if (rules) check_settings_are_good(rules, faults);
}

static GPtrArray *faults_of(Session *session, const char *path) {
  g_autoptr(GError) award = NULL;
  if (store_needs_other_file(path, &award)) {
    GPtrArray *faults = pack_check_file(session_shelf(session), path);
    if (faults->len == 0) add_setting_faults(path, faults);
    return faults;
  }
  GPtrArray *only = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(only, g_strdup(award->message));
  return only;
}

static Exit check(Session *session, const Arguments *arguments) {
  Exit code = EXIT_DONE;
  for (size_t i = 1; i < arguments->n_words; i++) {
    g_autoptr(GPtrArray) faults = faults_of(session, arguments->words[i]);
    for (guint k = 0; k < faults->len; k++)
      fprintf(session->err, "accolade: %s\n", (char *)g_ptr_array_index(faults, k));
    if (faults->len > 0)
      code = EXIT_NO;
    else
      fprintf(session->out, _("%s: good\n"), arguments->words[i]);
  }
  return code;
}

/* Refuses an option that would change nothing. */
static bool options_fit(const Arguments *arguments, const char *verb, GError **error) {
  bool one = arguments->n_words == 2 && (g_str_equal(verb, "show") || g_str_equal(verb, "award"));
  bool xml = arguments_option(arguments, "xml") != NULL;
  bool form = arguments_option(arguments, "format") != NULL, checks = g_str_equal(verb, "check");
  const char *stray = NULL;
  if (xml && !one) stray = "xml";
  if (form && (xml || checks)) stray = "format";
  if (checks && arguments_option(arguments, "output")) stray = "output";
  if (!stray) return true;
  if (xml && !one && g_str_equal(verb, "award")) {
    g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                        _("packs: award --xml tells one pack's text; say which: packs award ID --xml"));
    return false;
  }
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("packs: %s%s takes no --%s; leave it out"), verb,
              xml && one ? " --xml" : "", stray);
  return false;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const char *verb = arguments->n_words ? arguments->words[0] : "list";
  if (!options_fit(arguments, verb, error)) return EXIT_USAGE;
  if (g_str_equal(verb, "list") && arguments->n_words <= 1) return list(session, arguments, error);
  if (g_str_equal(verb, "show") && arguments->n_words == 2) return show(session, arguments, error);
  if (g_str_equal(verb, "check") && arguments->n_words >= 2) return check(session, arguments);
  if (g_str_equal(verb, "award") && arguments->n_words <= 2) return award(session, arguments, error);
  g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                      _("packs: say list, show ID, award, award ID, or check FILE..."));
  return EXIT_USAGE;
}

const Command command_packs = {
    .name = "packs",
    .usage = N_("[list | show ID-or-FILE | award [ID] | check FILE...]"),
    .sentence = N_("criteria and rules: shipped and local ones, the award's own; one whole; validate files"),
    .details = N_(
        "Local packs are the .xml files in ./packs and in $ACCOLADE_PACKS. award lists the packs that the award goes "
        "by, as init froze them, with the hash of each one's text and what init set; with an ID, which may also be "
        "rules, criteria or a class that has its own, it shows one with that applied, whatever the pack of that name "
        "says by now. check names every fault with its line and remedy and exits with 1 when there is any."),
    .max_words = G_MAXUINT,
    .roles = ROLES_ALL,
    .options = {OUTPUT_OPTIONS,
                {"xml", NULL, N_("show, award ID: the pack's own text, overlays applied, as init freezes it")}},
    .run = run,
};
