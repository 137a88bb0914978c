/* command_stage.c: where the stages stand; opening, closing, sealing one; by when its marks are due. */
#include "commands/closing.h"
#include "commands/keyword.h"
#include "commands/output.h"
#include "commands/owing.h"

#include <glib/gi18n.h>

static const char *const verbs[] = {"open", "close", "seal"}; /* in the order of StageState */

static const char *const states[] = {N_("open"), N_("closed"), N_("sealed")};

typedef struct Listed {
  const Session *session;
  GPtrArray *due; /* of char *, by stage; NULL: no deadline */
} Listed;

static void fill(const void *data, size_t i, Cell *cells) {
  const Listed *listed = data;
  const Session *session = listed->session;
  StageState state = session->cycle->stage_states[i];
  const char *due = g_ptr_array_index(listed->due, i);
  cells[0] = cell_text(session->rules->stages[i].id);
  cells[1] = cell_text(session_stage(session, i));
  cells[2] = cell_text(_(states[state]));
  cells[3] = cell_text(states[state]);
  cells[4] = cell_text(due ? due : "");
  cells[5] = cell_text(cycle_due(session->cycle, i));
}

static Exit show(Session *session, const Arguments *arguments, GError **error) {
  const Column columns[] = {
      {"stage", _("Stage"), ALIGN_LEFT, FOR_ALL},          {"title", _("Title"), ALIGN_LEFT, FOR_PEOPLE},
      {"state-word", _("State"), ALIGN_LEFT, FOR_PEOPLE},  {"state", "", ALIGN_LEFT, FOR_MACHINES},
      {"due-word", _("Deadline"), ALIGN_LEFT, FOR_PEOPLE}, {"due", "", ALIGN_LEFT, FOR_MACHINES}};
  g_autoptr(GPtrArray) due = g_ptr_array_new_with_free_func(g_free);
  for (size_t i = 0; i < session->rules->n_stages; i++) g_ptr_array_add(due, due_words(session->cycle, i, true));
  const Listed listed = {session, due};
  g_autoptr(Document) document = document_new("accolade.stages/1", _("Stages"), session->lang);
  Table *table = document_table(document, "stages", NULL, G_N_ELEMENTS(columns), columns);
  table_set_rows(table, session->rules->n_stages, fill, &listed, NULL);
  return output_document(session, document, arguments, error) ? EXIT_DONE : EXIT_INPUT;
}

/* -- deadlines ------------------------------------------------------------------------------------------------ */

static bool is_day(const char *text) {
  GDate date;
  char again[16] = "";
  g_date_set_parse(&date, text);
  if (g_date_valid(&date)) g_date_strftime(again, sizeof again, "%Y-%m-%d", &date);
  return *again && g_str_equal(text, again);
}

static Exit set_due(Session *session, uint16_t stage, const char *word, GError **error) {
  const char *key = keyword_of(word);
  bool none = g_str_equal(key ? key : word, "none");
  if (!none && !is_day(word)) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("stage: “%s” is no day; say it as 2026-06-30, or none for no deadline"), word);
    return EXIT_USAGE;
  }
  if (!store_set_due(session->store, stage, none ? "" : word, error)) return EXIT_INPUT;
  const char *title = session_stage(session, stage);
  if (none)
    fprintf(session->out, _("%s: no deadline"), title);
  else
    fprintf(session->out, _("%s: due %s"), title, word);
  fputc('\n', session->out);
  if (!none && day_is_over(word))
    fprintf(session->err, _("accolade: %s is over; if another day was meant, say it again\n"), word);
  return EXIT_DONE;
}

/* -- states --------------------------------------------------------------------------------------------------- */

/* What goes onto the paper that is signed: the head holds the record to what it is now. */
static void tell_head(const Session *session) {
  JournalHead head;
  if (journal_head(session->store, &head, NULL))
    fprintf(session->out,
            _("The journal's head, to be kept with the signed papers; accolade verify --anchor asks "
              "for it:\n%s\n"),
            head.hash);
}

/* What was over begins again: others must be able to read why. The store asks it of sealed ones itself. */
static bool says_why(const Session *session, uint16_t stage, StageState state, const char *reason, GError **error) {
  bool again = state == STAGE_OPEN && session->cycle->stage_states[stage] == STAGE_CLOSED;
  if (!again || text_says(reason)) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
              _("stage: %s is closed; opening it again needs --reason TEXT, which is kept in the journal"),
              session_stage(session, stage));
  return false;
}

static Exit set_state(Session *session, uint16_t stage, const char *verb, const char *reason, GError **error) {
  int state = -1;
  for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (g_str_equal(verb, verbs[i])) state = (int)i;
  if (state < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("stage: “%s” is not known; say open, close or seal, or due and a day"), verb);
    return EXIT_USAGE;
  }
  if (!says_why(session, stage, (StageState)state, reason, error)) return EXIT_USAGE;
  g_autoptr(GArray) unassigned = store_unassigned(session->store, session->cycle, error);
  if (!unassigned || !store_set_stage(session->store, stage, (StageState)state, reason ? reason : "", error))
    return EXIT_INPUT;
  fprintf(session->out, _("%s: %s\n"), session_stage(session, stage), _(states[state]));
  if (state == STAGE_SEALED) tell_head(session);
  if (state != STAGE_OPEN && session_reload(session, NULL)) closing_warn(session, stage, unassigned);
  return EXIT_DONE;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  if (arguments->n_words == 0) return show(session, arguments, error);
  int stage = rules_stage_named(session->rules, arguments->words[0]);
  const char *verb = arguments->n_words > 1 ? arguments->words[1] : NULL;
  if (stage < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("the rules have no stage “%s”; accolade stage lists them"),
                arguments->words[0]);
    return EXIT_INPUT;
  }
  if (!verb) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("stage: say what becomes of %s: open, close or seal, or due and a day"), arguments->words[0]);
    return EXIT_USAGE;
  }
  const char *day = arguments->n_words > 2 ? arguments->words[2] : "";
  if (g_str_equal(verb, "due")) return set_due(session, (uint16_t)stage, day, error);
  g_autofree char *state = g_strjoin(*day ? " " : "", verb, day, NULL);
  return set_state(session, (uint16_t)stage, state, arguments_option(arguments, "reason"), error);
}

const Command command_stage = {
    .name = "stage",
    .usage = N_("[STAGE open|close|seal|due DAY]"),
    .sentence = N_("where the stages stand; open, close or seal one, or say when it is due"),
    .details =
        N_("A closed stage takes no marks. Sealing also writes the digest of the ranking into the journal, and "
           "verify recomputes it. A closed or sealed stage opens again only with --reason. A deadline (a day such as "
           "2026-06-30, or none) is shown to everybody who still owes a scorebook, and locks nothing."),
    .max_words = 3,
    .roles = ROLES_OVERSEE,
    .needs_database = true,
    .options = {{"reason", N_("TEXT"), N_("why, kept in the journal")}, OUTPUT_OPTIONS},
    .run = run,
};
