/* command_status.c: who still owes what. */
#include "commands/by_id.h"
#include "commands/deciding.h"
#include "commands/leading.h"
#include "commands/output.h"
#include "commands/owing.h"
#include "commands/panel_short.h"
#include "commands/panel_table.h"
#include "commands/placing.h"
#include "commands/releasing.h"

#include <glib/gi18n.h>

typedef struct Board {
  const Session *session;
  GArray *owed; /* Owed */
} Board;

/* "" where nothing is asked or declared. */
static const char *declared_key(const Owed *owed) {
  static const char *const keys[] = {"", "none", "conflict"};
  if (owed->undeclared) return "missing";
  return owed->must_declare ? "asked" : keys[owed->declared];
}

static bool is_undeclared(const Owed *owed) { return owed->undeclared; }

static void fill(const void *data, size_t i, Cell *cells) {
  const Board *board = data;
  const Cycle *cycle = board->session->cycle;
  const Owed *owed = &g_array_index(board->owed, Owed, i);
  const Cell row[] = {
      cell_text(board->session->rules->stages[owed->stage].id),
      cell_text(session_stage(board->session, owed->stage)),
      cell_text(cycle->applicants[owed->applicant].id),
      cell_text(cycle->applicants[owed->applicant].name),
      cell_text(cycle->assessors[owed->assessor].id),
      cell_text(cycle->assessors[owed->assessor].name),
      cell_text(owed_state_words(owed)),
      cell_text(owed_state_key(owed)),
      cell_integer(owed->marked),
      cell_integer(owed->cells),
      cell_text(declared_key(owed)),
      cell_text(out_key(owed->out)),
  };
  for (size_t c = 0; c < G_N_ELEMENTS(row); c++) cells[c] = row[c];
}

static void board_free(gpointer data) {
  Board *board = data;
  g_array_unref(board->owed);
  g_free(board);
}

static bool asks_declarations(const Session *session) {
  for (size_t i = 0; i < session->rules->n_stages; i++)
    if (session->rules->stages[i].declaration) return true;
  return false;
}

/* Only where some stage asks for them. */
static void add_declarations(Document *document, const Session *session, const GArray *owed) {
  int64_t asked = 0, missing = 0;
  for (guint i = 0; i < owed->len; i++) {
    asked += g_array_index(owed, Owed, i).must_declare;
    missing += g_array_index(owed, Owed, i).undeclared;
  }
  if (!asks_declarations(session)) return;
  document_field(document, "undeclared", _("Declarations outstanding"), cell_integer(asked));
  document_field(document, "never-declared", missing > 0 ? _("Counted without a declaration") : NULL,
                 cell_integer(missing));
}

/* For machines the day itself, for people whether it is past. */
static void add_due(Document *document, const Session *session, size_t stage, bool is_left) {
  g_autofree char *words = due_words(session->cycle, stage, is_left);
  g_autofree char *key = g_strconcat("due-", session->rules->stages[stage].id, NULL);
  if (!words) return;
  document_field(document, key, NULL, cell_text(cycle_due(session->cycle, stage)));
  document_field(document, NULL, session_stage(session, stage), cell_text(words));
}

static void add_facts(Document *document, const Session *session, const OwedCounts *counts) {
  document_field(document, "cycle", _("Cycle"), cell_text(session->cycle->title));
  document_field(document, "applicants", _("Applicants"), cell_integer((int64_t)session->cycle->n_applicants));
  document_field(document, "assessors", _("Assessors"), cell_integer(count_marking(session->cycle)));
  document_field(document, "submitted", _("Scorebooks submitted"), cell_integer(counts->submitted));
  document_field(document, "draft", _("Scorebooks begun"), cell_integer(counts->drafts));
  document_field(document, "not-begun", _("Scorebooks not begun"),
                 cell_integer(counts->assigned - counts->submitted - counts->drafts));
  for (size_t i = 0; i < session->rules->n_stages; i++)
    add_due(document, session, i, counts->submitted < counts->assigned);
}

/* Those that are wanted, for people; without a title all, for machines. */
static Table *add_table(Document *document, const Session *session, GArray *owed, const char *title,
                        bool (*wanted)(const Owed *)) {
  const Column columns[] = {
      {"stage", "", ALIGN_LEFT, FOR_MACHINES},
      {"stage", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
      {"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
      {"name", _("Name"), ALIGN_LEFT, FOR_PEOPLE},
      {"assessor", _("Assessor"), ALIGN_LEFT, FOR_ALL},
      {"assessor-name", _("Full name"), ALIGN_LEFT, FOR_PEOPLE},
      {"state-word", _("State"), ALIGN_LEFT, FOR_PEOPLE},
      {"state", "", ALIGN_LEFT, FOR_MACHINES},
      {"marked", _("Marked"), ALIGN_RIGHT, FOR_ALL},
      {"cells", _("Of"), ALIGN_RIGHT, FOR_ALL},
      {"declaration", "", ALIGN_LEFT, FOR_MACHINES},
      {"out", "", ALIGN_LEFT, FOR_TREES},
  };
  Table *table = document_table(document, "owed", title, G_N_ELEMENTS(columns), columns);
  Board *board = g_new(Board, 1);
  *board = (Board){session, g_array_new(FALSE, FALSE, sizeof(Owed))};
  for (guint i = 0; i < owed->len; i++) {
    const Owed *one = &g_array_index(owed, Owed, i);
    if (!wanted || wanted(one)) g_array_append_val(board->owed, *one);
  }
  table->audience = wanted ? FOR_PEOPLE : FOR_MACHINES;
  table_set_rows(table, board->owed->len, fill, board, board_free);
  return table;
}

/* -- who has no assessor ------------------------------------------------------------------------------------- */

static void add_unassigned(Document *document, const Session *session, GArray *panels) {
  panel_table_add(document, session, "unassigned", _("Nobody is assigned"), panels);
  if (panels->len > 0) document_paragraph(document, _("Assign somebody: accolade import assignments FILE"));
}

/* -- all of it -------------------------------------------------------------------------------------------------- */

static const char *nothing(const Session *session, const GArray *listed, const OwedCounts *counts) {
  if (listed->len > 0 || counts->assigned > 0) return _("Nothing is owed.");
  return store_role(session->store) == ROLE_APPLICANT ? _("Nothing is marked yet.") : owing_first_words(session);
}

static bool is_any(const GArray *owed, bool (*is)(const Owed *)) {
  for (guint i = 0; i < owed->len; i++)
    if (is(&g_array_index(owed, Owed, i))) return true;
  return false;
}

/* Machines get every assignment, and where declarations are asked for, what is submitted may lack one too. */
static Exit run(Session *session, const Arguments *arguments, GError **error) {
  OwedCounts counts;
  bool machine = output_is_machine(arguments), own = !(ROLES_SEE_SCORES & 1u << store_role(session->store));
  bool whole = machine || own || asks_declarations(session);
  g_autoptr(GArray) late = store_late(session->store, session->cycle, &counts, error);
  g_autoptr(GArray) all = late && whole ? store_owed(session->store, session->cycle, error) : NULL;
  g_autoptr(GArray) leaderless = late ? store_leaderless(session->store, session->cycle, error) : NULL;
  g_autoptr(GArray) unassigned = leaderless ? store_unassigned(session->store, session->cycle, error) : NULL;
  if (!unassigned || (whole && !all)) return EXIT_INPUT;
  GArray *listed = all ? all : late;
  owed_sort(listed, session->cycle);
  leads_sort(leaderless, session->cycle);
  panels_sort(unassigned, session->cycle);
  g_autoptr(Document) document = document_new("accolade.status/1", _("Who still owes what"), session->lang);
  add_facts(document, session, &counts);
  if (all) add_declarations(document, session, all);
  if (machine) (void)add_table(document, session, all, NULL, NULL);
  Table *due = add_table(document, session, listed, _("Still owed"), owed_is_due);
  due->empty = g_strdup(nothing(session, listed, &counts));
  if (is_any(listed, owed_is_missed))
    (void)add_table(document, session, listed, _("Not submitted when the stage was closed; not counted"),
                    owed_is_missed);
  if (is_any(listed, is_undeclared)) {
    (void)add_table(document, session, listed, _("Counted, though no interest was ever declared or denied"),
                    is_undeclared);
    document_paragraph(document,
                       _("They can still declare: accolade declare APPLICANT none, or conflict --reason TEXT"));
  }
  releasing_add(document, session);
  add_unassigned(document, session, unassigned);
  if (!panel_short_add(document, session, error) || !deciding_add(document, session, error)) return EXIT_INPUT;
  leading_add(document, session, leaderless);
  if (own) leading_add_led(document, session, all);
  bool all_in = counts.assigned == counts.submitted && unassigned->len == 0;
  if (!placing_add(document, session, all_in, error)) return EXIT_INPUT;
  return output_document(session, document, arguments, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_status = {
    .name = "status",
    .usage = "",
    .sentence = N_("who still owes what"),
    .details =
        N_("An assessor sees only what is their own. Who sees scores learns, once the marks are in, which places "
           "a tie leaves open, to be given with accolade place before all is sealed, and which reserved ones "
           "stay vacant."),
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {OUTPUT_OPTIONS},
    .run = run,
};
