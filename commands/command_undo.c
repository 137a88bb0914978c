/* command_undo.c: undo and redo: an assessor's last change of a mark, until the scorebook is submitted. */
#include "commands/output.h"
#include "reports/words.h"

#include <glib/gi18n.h>

typedef bool Turn(Store *store, uint16_t stage, uint32_t applicant, MarkChange *ret_done, GError **error);

static Exit turn(Session *session, const Arguments *arguments, Turn *which, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  MarkChange done;
  if (!meant_stage(session, arguments, &stage, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !which(session->store, stage, applicant, &done, error))
    return EXIT_INPUT;
  const Criteria *criteria = award_criteria(&session->award, session->cycle, applicant);
  const Stage *at = &session->rules->stages[stage];
  char before[32], after[32];
  mark_put(before, stage_cell_scale(at, criteria, done.cell), done.before);
  mark_put(after, stage_cell_scale(at, criteria, done.cell), done.after);
  fprintf(session->out, "%s %s %s (%s)\n", arguments->words[0], stage_cell_code(at, criteria, done.cell),
          event_words(after), event_words(before));
  return EXIT_DONE;
}

static Exit run_undo(Session *session, const Arguments *arguments, GError **error) {
  return turn(session, arguments, store_undo, error);
}

static Exit run_redo(Session *session, const Arguments *arguments, GError **error) {
  return turn(session, arguments, store_redo, error);
}

const Command command_undo = {
    .name = "undo",
    .usage = N_("APPLICANT"),
    .sentence = N_("take back one's last change of a mark"),
    .details = N_("Again and again, back to the first mark, until the scorebook is submitted. Nothing is deleted: the "
                  "journal keeps the mark, the undo and the redo. Prints the mark that stands now and, in brackets, "
                  "the one before."),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_MARK,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")}},
    .run = run_undo,
};

const Command command_redo = {
    .name = "redo",
    .usage = N_("APPLICANT"),
    .sentence = N_("make the change again that was undone last"),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_MARK,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")}},
    .run = run_redo,
};
