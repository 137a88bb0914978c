/* command_score.c: one mark of one assessor. */
#include "commands/output.h"
#include "criteria/near.h"
#include "reports/words.h"

#include <glib/gi18n.h>
#include <string.h>

/* Where that is a category, the items in it: marks are given to them. NULL: it is none. */
static char *within(const Criteria *criteria, const char *code) {
  const Node *node = criteria_node(criteria, code);
  if (!node || node->item >= 0 || node->n_children == 0) return NULL;
  g_autoptr(GString) codes = g_string_new(NULL);
  for (size_t i = 0; i < node->n_children; i++)
    g_string_append_printf(codes, "%s%s", i > 0 ? _(", ") : "", node->children[i]->code);
  return g_strdup_printf(_("; it is a category, and is marked by what it holds: %s"), codes->str);
}

static void refuse_item(const Session *session, const Criteria *criteria, uint16_t stage, const char *code,
                        GError **error) {
  const Stage *which = &session->rules->stages[stage];
  g_autofree char *meant = text_meant(code);
  g_autofree char *hint = which->form == STAGE_ITEMS ? within(criteria, code) : NULL;
  g_autofree char *list = which->form == STAGE_TOTAL
                              ? g_strdup(_("one figure is given for all of it, and its item is called total"))
                              : g_strdup_printf(_("accolade packs award %s lists them"), criteria->id);
  Near near = {.word = meant};
  for (size_t i = 0; which->form == STAGE_ITEMS && i < criteria->n_items; i++)
    near_try(&near, criteria->items[i]->code);
  if (!hint) hint = near_hint(&near, list);
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("stage %s has no item “%s”%s"),
              session_stage(session, stage), code, hint);
}

/* The cell an item code means at this stage, or which codes there are. */
static int meant_cell(const Session *session, const Criteria *criteria, uint16_t stage, const char *code,
                      GError **error) {
  int cell = stage_cell(&session->rules->stages[stage], criteria, code);
  if (cell >= 0) return cell;
  if (session->rules->stages[stage].form == STAGE_GATE) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("stage %s is not marked: people decide it, with accolade decide; name another with --stage"),
                session_stage(session, stage));
    return -1;
  }
  g_autofree char *item = g_strndup(code, strcspn(code, "/"));
  const Node *node = criteria_node(criteria, item);
  if (node && node->item >= 0 && node->rubric->n_cells > 1)
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("item %s is marked per dimension; say %s, or another of its %zu"), item,
                criteria->cell_codes[node->cell], node->rubric->n_cells);
  else
    refuse_item(session, criteria, stage, code, error);
  return -1;
}

/* A word left empty, as by an unset variable of a shell, is no mark: to take one away is to say blank. */
static bool meant_mark(const Scale *scale, const char *item, const char *text, Mark *ret_mark, GError **error) {
  if (*text && mark_parse(text, scale, ret_mark) && (!mark_is_number(*ret_mark) || scale_allows(scale, *ret_mark)))
    return true;
  g_autofree char *legal = scale_describe(scale);
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
              _("item %s: “%s” is not a mark; it takes %s, or blank, abstained, not-applicable"), item, text, legal);
  return false;
}

/* --version N: the scorebook as it was read; -1 without. */
static bool meant_version(const Arguments *arguments, int64_t *ret_version, GError **error) {
  const char *text = arguments_option(arguments, "version");
  gint64 version = -1;
  if (text && !g_ascii_string_to_signed(text, 10, 0, G_MAXINT64, &version, NULL)) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("score: --version takes a whole number, not “%s”"), text);
    return false;
  }
  *ret_version = version;
  return true;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  Mark mark;
  int64_t version;
  char given[32];
  if (!meant_version(arguments, &version, error) || !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !meant_stage_of_item(session, arguments, applicant, arguments->words[1], &stage, error))
    return EXIT_INPUT;
  const Criteria *criteria = award_criteria(&session->award, session->cycle, applicant);
  int cell = meant_cell(session, criteria, stage, arguments->words[1], error);
  if (cell < 0) return EXIT_INPUT;
  const Scale *scale = stage_cell_scale(&session->rules->stages[stage], criteria, (size_t)cell);
  if (!meant_mark(scale, arguments->words[1], arguments->words[2], &mark, error)) return EXIT_INPUT;
  if (!store_record_mark(session->store, stage, applicant, (size_t)cell, mark, arguments_option(arguments, "reason"),
                         version, error))
    return EXIT_INPUT;
  mark_put(given, scale, mark);
  fprintf(session->out, "%s %s %s\n", arguments->words[0], item_words(arguments->words[1]), event_words(given));
  return EXIT_DONE;
}

const Command command_score = {
    .name = "score",
    .usage = N_("APPLICANT ITEM MARK"),
    .sentence = N_("give a mark; it is saved when the command returns"),
    .details = N_(
        "MARK is a number the item's scale allows, or blank, abstained, not-applicable. Where a stage takes one figure "
        "for all of it, ITEM is total."),
    .min_words = 3,
    .max_words = 3,
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"reason", N_("TEXT"), N_("why: needed for not-applicable where the criteria want it")},
                {"version", N_("N"), N_("refuse when the scorebook has changed since it had this version")}},
    .run = run,
};
