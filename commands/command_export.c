/* command_export.c: every mark, or every comment, in long form. */
#include "commands/export_comments.h"

#include <glib/gi18n.h>

G_STATIC_ASSERT((int)EXPORT_PIECE == (int)OUTPUT_PIECE);

typedef struct Place {
  Session *session;
  OutputFile *file; /* NULL: the screen, by way of the piece */
  char *piece;
  GError **error;
} Place;

static char *next(size_t used, void *user) {
  const Place *place = user;
  if (place->file) return output_file_next(place->file, used, place->error);
  if (fwrite(place->piece, 1, used, place->session->out) == used) return place->piece;
  g_set_error_literal(place->error, REPORT_ERROR, REPORT_ERROR_WRITE,
                      _("the output could not be written; free some space or choose another place with --output"));
  return NULL;
}

static bool export_scores(Session *session, const char *path, GError **error) {
  OutputFile *file = path ? output_file_open(path, error) : NULL;
  if (path && !file) return false;
  g_autoptr(GError) next_error = NULL;
  g_autofree char *piece = file ? NULL : g_malloc(EXPORT_PIECE);
  Place place = {session, file, piece, &next_error};
  bool good = exchange_export_scores(session->store, session->cycle, next, &place, error);
  if (next_error) {
    g_clear_error(error);
    g_propagate_error(error, g_steal_pointer(&next_error));
    good = false;
  }
  if (file && good) return output_file_close(file, error);
  output_file_discard(file);
  return good;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const char *what = arguments->words[0], *path = arguments_option(arguments, "output");
  if (g_str_equal(what, "scores")) return export_scores(session, path, error) ? EXIT_DONE : EXIT_INPUT;
  if (g_str_equal(what, "comments")) return export_comments(session, path, error) ? EXIT_DONE : EXIT_INPUT;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("export: “%s” is not known; it can be: scores, comments"),
              what);
  return EXIT_USAGE;
}

const Command command_export = {
    .name = "export",
    .usage = N_("scores|comments"),
    .sentence = N_("every mark or comment in long form, as CSV"),
    .details =
        N_("scores: stage, applicant, assessor, item, mark, state. comments: stage, applicant, assessor, item, kind, "
           "text, evidence, file, sha256, factors."),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_OVERSEE,
    .needs_database = true,
    .options = {{"output", N_("FILE"), N_("write to FILE, whole or not at all, instead of the screen")}},
    .run = run,
};
