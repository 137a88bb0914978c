/* command_export.c: every mark, or every comment, in long form. */
#include "commands/by_id.h"
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

/* Whether that assessor's scorebook is one that stands like this; then it is named, as "E04 A02". */
static unsigned long name_one(Session *session, uint16_t stage, uint32_t applicant, uint32_t assessor,
                              ScorebookState state, unsigned long before, GString *named) {
  const Cycle *cycle = session->cycle;
  g_autoptr(GArray) panel = store_owed_in(session->store, cycle, stage, applicant, NULL);
  for (guint i = 0; panel && i < panel->len; i++) {
    const Owed *owed = &g_array_index(panel, Owed, i);
    if (owed->assessor != assessor || !owed->begun || owed->state != state) continue;
    g_autofree char *book = g_strdup_printf("%s %s", cycle->assessors[assessor].id, cycle->applicants[applicant].id);
    output_name(named, before, book);
    return 1;
  }
  return 0;
}

/* Who adds up what was exported learns which of it no ranking counts. */
static void warn_of_recused(Session *session) {
  g_autoptr(GString) named = g_string_new(NULL);
  unsigned long n = 0;
  g_autoptr(GPtrArray) recusals = recusals_by_id(session->cycle);
  for (guint i = 0; i < recusals->len; i++) {
    const Recusal *recusal = recusals->pdata[i];
    for (uint16_t stage = 0; stage < session->rules->n_stages; stage++)
      n += name_one(session, stage, recusal->applicant, recusal->assessor, SCOREBOOK_SUBMITTED, n, named);
  }
  if (n > 0)
    fprintf(session->err,
            ngettext("accolade: %lu scorebook is in it that does not count, for its assessor is recused: %s\n",
                     "accolade: %lu scorebooks are in it that do not count, for their assessors are recused: %s\n", n),
            n, named->str);
}

static void warn_of_released(Session *session) {
  g_autoptr(GString) named = g_string_new(NULL);
  unsigned long n = 0;
  g_autoptr(GPtrArray) releases = releases_by_id(session->cycle);
  for (guint i = 0; i < releases->len; i++) {
    const Release *release = releases->pdata[i];
    n += name_one(session, release->stage, release->applicant, release->assessor, SCOREBOOK_DRAFT, n, named);
  }
  if (n > 0)
    fprintf(session->err,
            ngettext("accolade: %lu draft is in it that does not count, for its assessor is released: %s\n",
                     "accolade: %lu drafts are in it that do not count, for their assessors are released: %s\n", n),
            n, named->str);
}

/* Drafts of all others: an import takes for submitted whatever a file has. */
static void warn_of_drafts(Session *session) {
  g_autoptr(GArray) panels = store_progress(session->store, session->cycle, NULL);
  unsigned long n = 0;
  for (guint i = 0; panels && i < panels->len; i++) n += g_array_index(panels, PanelProgress, i).drafts;
  if (n > 0)
    fprintf(session->err,
            ngettext("accolade: %lu draft is in it that does not count before it is submitted\n",
                     "accolade: %lu drafts are in it that do not count before they are submitted\n", n),
            n);
}

static bool fits(const Arguments *arguments, GError **error) {
  const char *what = arguments->words[0];
  if (g_str_equal(what, "scores") || g_str_equal(what, "comments")) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("export: “%s” is not known; it can be: scores, comments"),
              what);
  return false;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const char *path = arguments_option(arguments, "output");
  bool scores = g_str_equal(arguments->words[0], "scores");
  if (!scores) return export_comments(session, path, error) ? EXIT_DONE : EXIT_INPUT;
  if (!export_scores(session, path, error)) return EXIT_INPUT;
  warn_of_recused(session);
  warn_of_released(session);
  warn_of_drafts(session);
  return EXIT_DONE;
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
    .fits = fits,
    .run = run,
};
