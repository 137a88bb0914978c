/* command_undo.c: undo and redo: an assessor's last change of a mark or a comment, until the scorebook is submitted. */
#include "commands/output.h"
#include "reports/cells.h"
#include "reports/words.h"

#include <glib/gi18n.h>

typedef bool Turn(Store *store, uint16_t stage, uint32_t applicant, Turned *ret_done, GError **error);

/* A comment's first words, in one line: which one it is, not all it says. */
static char *in_short(const char *state) {
  enum { MOST_CELLS = 48 };
  g_autofree char *words = event_state_words(state);
  GString *line = g_string_new(NULL);
  text_put_clipped(line, g_strdelimit(words, "\n", ' '), MOST_CELLS);
  return g_string_free(line, FALSE);
}

static void say(Session *session, const char *applicant, const Turned *done) {
  if (!done->comment) {
    fprintf(session->out, "%s %s %s (%s)\n", applicant, done->item, event_words(done->after),
            event_words(done->before));
    return;
  }
  g_autofree char *before = in_short(done->before), *after = in_short(done->after);
  if (*before) fprintf(session->out, _("%s %s: taken back: %s\n"), applicant, done->item, before);
  if (*after) fprintf(session->out, _("%s %s: stands again: %s\n"), applicant, done->item, after);
}

static Exit turn(Session *session, const Arguments *arguments, Turn *which, GError **error) {
  uint32_t applicant;
  uint16_t stage;
  g_auto(Turned) done = {0};
  if (!meant_stage(session, arguments, &stage, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error) ||
      !which(session->store, stage, applicant, &done, error))
    return EXIT_INPUT;
  say(session, arguments->words[0], &done);
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
    .sentence = N_("take back one's last change of a mark or a comment"),
    .details =
        N_("Again and again, back to the first, until the scorebook is submitted. A comment that was put in other "
           "words gets its old ones back, with its evidence; one that was taken back stands again. Nothing is "
           "deleted: the journal keeps the change, the undo and the redo. Of a mark it prints the one that stands "
           "now and, in brackets, the one before."),
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
