/* command_agree.c: the mark a panel agreed on, beside the independent ones; or its withdrawal. */
#include "commands/output.h"

#include <glib/gi18n.h>

/* The cell that ITEM names for this applicant at this stage. */
static bool find_cell(Session *session, uint16_t stage, uint32_t applicant, const char *item, size_t *ret_cell,
                      const Scale **ret_scale, GError **error) {
  const Stage *which = &session->rules->stages[stage];
  const Criteria *criteria = award_criteria(&session->award, session->cycle, applicant);
  int cell = stage_cell(which, criteria, item);
  if (cell < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("stage %s has no item “%s” to agree on; an item that is marked in parts is named ITEM/PART"),
                session_stage(session, stage), item);
    return false;
  }
  *ret_cell = (size_t)cell;
  *ret_scale = stage_cell_scale(which, criteria, (size_t)cell);
  return true;
}

static bool read_mark(const Arguments *arguments, const Scale *scale, Mark *ret_mark, GError **error) {
  bool withdraw = arguments_option(arguments, "withdraw") != NULL;
  const char *text = arguments->n_words > 2 ? arguments->words[2] : NULL;
  *ret_mark = MARK_BLANK;
  if (withdraw && !text) return true;
  if (!withdraw && text && mark_parse(text, scale, ret_mark) && *ret_mark != MARK_BLANK) return true;
  g_autofree char *legal = scale_describe(scale);
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
              _("agree: give the mark agreed on (%s), or --withdraw without one"), legal);
  return false;
}

/* --instead-of MARK: what was seen to be agreed, or blank. */
static bool read_instead(const Arguments *arguments, const Scale *scale, Mark *mark, AgreedMark *agreement,
                         GError **error) {
  const char *text = arguments_option(arguments, "instead-of");
  if (!text) return true;
  agreement->instead_of = mark;
  if (mark_parse(text, scale, mark)) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("agree: --instead-of takes a mark or blank, not “%s”"),
              text);
  return false;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const Scale *scale = NULL;
  Mark before;
  AgreedMark agreement = {.code = arguments_option(arguments, "reason-code"),
                          .reason = arguments_option(arguments, "reason"),
                          .proposer = arguments_option(arguments, "proposed-by")};
  const char *applicant = arguments->words[0], *item = arguments->words[1];
  if (!meant_applicant(session, applicant, &agreement.applicant, error) ||
      !meant_stage_of_item(session, arguments, agreement.applicant, item, &agreement.stage, error) ||
      !find_cell(session, agreement.stage, agreement.applicant, item, &agreement.cell, &scale, error) ||
      !read_mark(arguments, scale, &agreement.mark, error) ||
      !read_instead(arguments, scale, &before, &agreement, error) || !store_agree(session->store, &agreement, error))
    return EXIT_INPUT;
  char text[32];
  mark_put(text, scale, agreement.mark);
  bool counts = session->rules->stages[agreement.stage].combination.method == METHOD_JUDGED;
  if (agreement.mark == MARK_BLANK)
    fprintf(session->out, _("%s %s: what was agreed is withdrawn\n"), applicant, item);
  else
    fprintf(session->out,
            counts ? _("%s %s: agreed on %s; it counts\n")
                   : _("%s %s: agreed on %s; it is shown beside the marks and not counted\n"),
            applicant, item, text);
  return EXIT_DONE;
}

const Command command_agree = {
    .name = "agree",
    .usage = N_("APPLICANT ITEM [MARK]"),
    .sentence = N_("record the mark a panel agreed on, beside the independent ones"),
    .details =
        N_("The independent scorebooks stay as they are. The agreed mark counts where the rules judge the stage's "
           "figures (combine method judged), in the leader's place; under other methods it is only shown. A mark that "
           "is not what the independent ones come to needs a reason code and words. The codes are the rules' own, "
           "else evidence, misread, arithmetic, scope, other. It is recorded by the panel's leader or the "
           "secretariat, when every scorebook of the panel is submitted or the stage is closed."),
    .min_words = 2,
    .max_words = 3,
    .roles = ROLES_SECRETARIAT | (ROLES_MARK & ~(1u << ROLE_APPLICANT)),
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"reason-code", N_("CODE"), N_("why the mark moved: evidence, misread, arithmetic, scope, other")},
                {"reason", N_("TEXT"), N_("why, in words, kept in the journal")},
                {"proposed-by", N_("ASSESSOR"), N_("who of the panel proposed it, when it was another")},
                {"instead-of", N_("MARK"), N_("refuse when what is agreed now is not this (or blank: nothing)")},
                {"withdraw", NULL, N_("take the agreed mark back")}},
    .run = run,
};
