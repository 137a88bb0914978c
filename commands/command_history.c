/* command_history.c: the versions of a scorebook, and one of them restored. */
#include "commands/output.h"
#include "reports/times.h"
#include "reports/words.h"

#include <glib/gi18n.h>

/* -- the list --------------------------------------------------------------------------------------------------- */

static GPtrArray *only_on(const GPtrArray *versions, const char *item) {
  GPtrArray *kept = g_ptr_array_new();
  for (guint i = 0; i < versions->len; i++) {
    BookVersion *version = g_ptr_array_index(versions, i);
    if (code_touches(version->item, item)) g_ptr_array_add(kept, version);
  }
  return kept;
}

typedef struct Told {
  GPtrArray *versions;   /* of BookVersion */
  GStringChunk *strings; /* what was said of them */
} Told;

static void told_free(gpointer data) {
  Told *told = data;
  g_ptr_array_unref(told->versions);
  g_string_chunk_free(told->strings);
  g_free(told);
}

static void fill(const void *data, size_t i, Cell *cells) {
  const BookVersion *version = g_ptr_array_index(((const Told *)data)->versions, i);
  const char *const texts[] = {version->at,     version->actor, version->kind,  version->item,
                               version->before, version->after, version->reason};
  cells[0] = cell_integer(version->number);
  for (size_t c = 0; c < G_N_ELEMENTS(texts); c++) cells[1 + c] = cell_text(texts[c]);
}

static Cell state_cell(const Told *told, const char *state) {
  g_autofree char *words = event_state_words(state);
  return cell_text(g_string_chunk_insert_const(told->strings, words));
}

static void fill_person(const void *data, size_t i, Cell *cells) {
  fill(data, i, cells);
  g_autofree char *at = time_on_paper(cells[1].text);
  cells[1] = cell_text(g_string_chunk_insert_const(((const Told *)data)->strings, at));
  cells[2] = cell_text(actor_words(cells[2].text));
  cells[3] = cell_text(event_words(cells[3].text));
  cells[5] = state_cell(data, cells[5].text);
  cells[6] = state_cell(data, cells[6].text);
}

static void add_table(Document *document, GPtrArray *versions, Audience audience) {
  const Column columns[] = {
      {"version", _("Version"), ALIGN_RIGHT, FOR_ALL}, {"at", _(time_title()), ALIGN_LEFT, FOR_ALL},
      {"actor", _("Who"), ALIGN_LEFT, FOR_ALL},        {"kind", _("What"), ALIGN_LEFT, FOR_ALL},
      {"item", _("Item"), ALIGN_LEFT, FOR_ALL},        {"before", _("Before"), ALIGN_LEFT, FOR_ALL},
      {"after", _("After"), ALIGN_LEFT, FOR_ALL},      {"reason", _("Reason"), ALIGN_LEFT, FOR_ALL},
  };
  Table *table = document_table(document, "versions", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = audience;
  table->empty = audience == FOR_PEOPLE ? g_strdup(_("Nothing has been given yet.")) : NULL;
  Told *told = g_new(Told, 1);
  *told = (Told){g_ptr_array_ref(versions), g_string_chunk_new(1024)};
  table_set_rows(table, versions->len, audience == FOR_PEOPLE ? fill_person : fill, told, told_free);
}

/* NULL is no item, and fits. */
static bool has_item(const Session *session, uint16_t stage, uint32_t applicant, const char *item, GError **error) {
  const Criteria *criteria = award_criteria(&session->award, session->cycle, applicant);
  if (!item || stage_cell(&session->rules->stages[stage], criteria, item) >= 0 || criteria_node(criteria, item))
    return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
              _("stage %s has no item “%s”; accolade packs award names the criteria that list them"),
              session_stage(session, stage), item);
  return false;
}

static Exit list(Session *session, const Arguments *arguments, uint16_t stage, uint32_t applicant, GError **error) {
  uint32_t assessor = STORE_SELF;
  const char *item = arguments->n_words > 1 ? arguments->words[1] : NULL;
  const char *id = arguments_option(arguments, "assessor");
  if (!id && ROLES_SEE_SCORES & 1u << store_role(session->store)) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("history: say whose scorebook with --assessor"));
    return EXIT_USAGE;
  }
  if ((id && !meant_assessor(session, id, &assessor, error)) || !has_item(session, stage, applicant, item, error))
    return EXIT_INPUT;
  g_autoptr(GPtrArray) all = store_history(session->store, stage, applicant, assessor, error);
  if (!all) return EXIT_INPUT;
  g_autoptr(GPtrArray) kept = only_on(all, item);
  g_autoptr(Document) document = document_new("accolade.history/1", _("Versions of a scorebook"), session->lang);
  add_table(document, kept, FOR_MACHINES);
  add_table(document, kept, FOR_PEOPLE);
  return output_document(session, document, arguments, error) ? EXIT_DONE : EXIT_INPUT;
}

/* -- restoring ---------------------------------------------------------------------------------------------------- */

static Exit restore(Session *session, const Arguments *arguments, const char *text, uint16_t stage, uint32_t applicant,
                    GError **error) {
  gint64 version;
  size_t changes;
  const char *item = arguments->n_words > 1 ? arguments->words[1] : NULL;
  if (!g_ascii_string_to_signed(text, 10, 0, G_MAXINT64, &version, NULL)) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("history: “%s” is no number of a version"), text);
    return EXIT_USAGE;
  }
  const char *whose = arguments_option(arguments, "assessor");
  if (whose && !g_str_equal(whose, session->actor)) {
    g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                        _("history: --restore is of one's own scorebook; leave --assessor out"));
    return EXIT_USAGE;
  }
  if (!store_restore(session->store, stage, applicant, item, version, &changes, error)) return EXIT_INPUT;
  fprintf(session->out,
          ngettext("%s: version %lld restored, %lu change\n", "%s: version %lld restored, %lu changes\n", changes),
          arguments->words[0], (long long)version, (unsigned long)changes);
  return EXIT_DONE;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  uint16_t stage;
  uint32_t applicant;
  const char *version = arguments_option(arguments, "restore");
  if (!meant_stage(session, arguments, &stage, error) ||
      !meant_applicant(session, arguments->words[0], &applicant, error))
    return EXIT_INPUT;
  return version ? restore(session, arguments, version, stage, applicant, error)
                 : list(session, arguments, stage, applicant, error);
}

const Command command_history = {
    .name = "history",
    .usage = N_("APPLICANT [ITEM]"),
    .sentence = N_("the versions of a scorebook, each with what it changed; restore one"),
    .details =
        N_("Every mark and every comment makes a version, numbered as in the journal. --restore makes one's own "
           "draft, or one item of it, what it was in that version (0: before the first), by new changes that can "
           "be undone one by one. Overseers look at other scorebooks with --assessor."),
    .min_words = 1,
    .max_words = 2,
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {{"stage", N_("STAGE"), N_("the stage, where there are several")},
                {"assessor", N_("ASSESSOR"), N_("whose scorebook, when it is not one's own")},
                {"restore", N_("VERSION"), N_("make the scorebook what it was in this version")},
                OUTPUT_OPTIONS},
    .run = run,
};
