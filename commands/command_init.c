/* command_init.c: a new database with the packs frozen into it. */
#include "commands/command.h"
#include "reports/words.h"
#include "scoring/check.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Packs {
  GArray *criteria; /* StorePack; the award's first */
  StorePack rules;
  bool unranked;     /* some criteria have no total */
  GPtrArray *warned; /* of char *: which pack is not sure, and how */
} Packs;

static void packs_clear(Packs *packs) {
  g_clear_pointer(&packs->criteria, g_array_unref);
  store_pack_clear(&packs->rules);
  g_clear_pointer(&packs->warned, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Packs, packs_clear)

/* Said when the award is made: what nobody may take for confirmed. A pack of several classes is named once. */
static void warn_of(Packs *packs, const char *id, const char *status) {
  if (status_is_sure(status)) return;
  char *said = g_strdup_printf(_("%s: %s"), id, status_words(status));
  if (g_ptr_array_find_with_equal_func(packs->warned, said, g_str_equal, NULL))
    g_free(said);
  else
    g_ptr_array_add(packs->warned, said);
}

/* The faults as one error; nothing when there are none. */
static bool fits(const Rules *rules, const Criteria *criteria, GError **error) {
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
  pack_check_rules_fit(rules, criteria, faults);
  check_settings_are_good(rules, faults);
  if (faults->len == 0) return true;
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < faults->len; i++)
    g_string_append_printf(all, "%s%s", i ? "\n" : "", (char *)g_ptr_array_index(faults, i));
  g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, all->str);
  return false;
}

static bool has_criteria(const Packs *packs, const char *class_id) {
  for (guint i = 0; i < packs->criteria->len; i++)
    if (g_str_equal(g_array_index(packs->criteria, StorePack, i).class_id, class_id)) return true;
  return false;
}

/* Why the class (NULL: the award as a whole) gets no more criteria; NULL when it may. */
static const char *refusal(const Rules *rules, const Packs *packs, const char *class_id) {
  if (class_id && !rules_class(rules, class_id)) return _("--criteria %s: the rules have no such class");
  if (!has_criteria(packs, class_id ? class_id : "")) return NULL;
  return class_id ? _("--criteria %s: the class has criteria already; name one for each class")
                  : _("--criteria %s: the award has criteria already; for a class say CLASS=ID");
}

static bool add_criteria(Session *session, const char *word, const char *const *overrides, const Rules *rules,
                         Packs *packs, GError **error) {
  const char *equals = strchr(word, '='), *id = equals ? equals + 1 : word;
  g_autofree char *class_id = equals ? g_strndup(word, (size_t)(equals - word)) : g_strdup("");
  const char *refused = refusal(rules, packs, equals ? class_id : NULL);
  if (refused) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, refused, word);
    return false;
  }
  if (!store_needs_other_file(id, error)) return false;
  g_autofree char *text = pack_text(session_shelf(session), id, PACK_CRITERIA, error);
  if (!text) return false;
  g_autoptr(Criteria) criteria = pack_parse_criteria(text, strlen(text), id, overrides, error);
  if (!criteria || !fits(rules, criteria, error)) return false;
  packs->unranked |= !criteria->has_total;
  warn_of(packs, criteria->id, criteria->status);
  StorePack pack = {.id = g_strdup(criteria->id),
                    .text = g_steal_pointer(&text),
                    .sha256 = g_strdup(criteria->sha256),
                    .class_id = g_steal_pointer(&class_id)};
  g_array_append_val(packs->criteria, pack);
  return true;
}

/* Classes whose rules name criteria of their own get them unless the command line says otherwise. */
static bool add_class_criteria(Session *session, const char *const *overrides, const Rules *rules, Packs *packs,
                               GError **error) {
  for (size_t c = 0; c < rules->n_classes; c++) {
    bool given = !*rules->classes[c].criteria || has_criteria(packs, rules->classes[c].id);
    g_autofree char *word = g_strdup_printf("%s=%s", rules->classes[c].id, rules->classes[c].criteria);
    if (!given && !add_criteria(session, word, overrides, rules, packs, error)) return false;
  }
  return true;
}

static bool load(Session *session, const Arguments *arguments, Packs *packs, GError **error) {
  const char *rules_id = arguments_option(arguments, "rules");
  const char *const *overrides = arguments_options(arguments, "set"), *const *words =
                                                                          arguments_options(arguments, "criteria");
  if (!store_needs_other_file(rules_id, error)) return false;
  g_autofree char *text = pack_text(session_shelf(session), rules_id, PACK_RULES, error);
  if (!text) return false;
  g_autoptr(Rules) rules = pack_parse_rules(text, strlen(text), rules_id, overrides, error);
  if (!rules) return false;
  packs->rules = (StorePack){.id = g_strdup(rules->id),
                             .text = g_steal_pointer(&text),
                             .sha256 = g_strdup(rules->sha256),
                             .class_id = g_strdup("")};
  packs->warned = g_ptr_array_new_with_free_func(g_free);
  packs->criteria = g_array_new(FALSE, FALSE, sizeof(StorePack));
  g_array_set_clear_func(packs->criteria, store_pack_clear);
  for (int award = 1; award >= 0; award--)
    for (size_t i = 0; words[i]; i++)
      if ((strchr(words[i], '=') == NULL) == (award == 1) &&
          !add_criteria(session, words[i], overrides, rules, packs, error))
        return false;
  if (!add_class_criteria(session, overrides, rules, packs, error)) return false;
  warn_of(packs, rules->id, rules->status);
  return true;
}

static bool all_given(const Arguments *arguments, GError **error) {
  for (const char *const *name = (const char *const[]){"criteria", "rules", "title", NULL}; *name; name++)
    if (!arguments_option(arguments, *name)) {
      g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                  _("init needs --%s; e.g. accolade init --criteria gbt19580-2012 --rules plain --title \"2026\""),
                  *name);
      return false;
    }
  return true;
}

/* What --set says stands on the command line, whoever finds it wrong. Takes the problem over. */
static Exit refuse(GError *problem, GError **error) {
  if (g_error_matches(problem, PACK_ERROR, PACK_ERROR_OPTION)) {
    problem->domain = COMMAND_ERROR;
    problem->code = COMMAND_ERROR_USAGE;
  }
  g_propagate_error(error, problem);
  return EXIT_INPUT;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  g_auto(Packs) packs = {0};
  g_autoptr(GError) problem = NULL;
  if (!all_given(arguments, error)) return EXIT_USAGE;
  if (!load(session, arguments, &packs, &problem)) return refuse(g_steal_pointer(&problem), error);
  if (packs.criteria->len == 0 || *g_array_index(packs.criteria, StorePack, 0).class_id) {
    g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                        _("init needs --criteria ID for the award, beside those of classes"));
    return EXIT_USAGE;
  }
  if (!store_create(session->db_path, arguments_option(arguments, "title"), session->actor, &packs.rules,
                    (const StorePack *)(void *)packs.criteria->data, packs.criteria->len,
                    arguments_options(arguments, "set"), error))
    return EXIT_INPUT;
  fprintf(session->out, _("%s: new award “%s” by %s under %s\n"), session->db_path,
          arguments_option(arguments, "title"), g_array_index(packs.criteria, StorePack, 0).id, packs.rules.id);
  for (guint i = 0; i < packs.warned->len; i++) fprintf(session->out, "%s\n", (char *)packs.warned->pdata[i]);
  if (packs.unranked)
    fputs(_("These criteria have no grand total: scoresheets, matrix and checks work, a ranking does not.\n"),
          session->out);
  return EXIT_DONE;
}

const Command command_init = {
    .name = "init",
    .usage = "",
    .sentence = N_("a new award: a database with the criteria and rules frozen into it"),
    .details = N_(
        "An existing file is refused. --criteria CLASS=ID gives a class criteria of its own. --set changes an option "
        "of the rules and is recorded: combine, drop, trim, minimum, fallback, apply-at, blank, rounding, round-at, "
        "round-step, declaration, factor.STAGE, max.STAGE, share.NODE."),
    .roles = ROLES_ALL,
    .options = {{"criteria", N_("ID-or-FILE"), N_("what is judged against; accolade packs lists what is shipped")},
                {"rules", N_("ID-or-FILE"), N_("the award rules; plain for a single expert stage")},
                {"title", N_("TEXT"), N_("what the award and its cycle are called")},
                {"set", N_("NAME=VALUE"), N_("an option of the rules or a share of the criteria; may be repeated")}},
    .run = run,
};
