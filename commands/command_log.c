/* command_log.c: the journal: who did what, when, from what to what. */
#include "commands/output.h"
#include "reports/report_head.h"
#include "reports/times.h"
#include "reports/words.h"

#include <glib/gi18n.h>
#include <string.h>

enum { WIDTH = 12 };

typedef struct Copies {
  const Session *session;
  const char *about, *by; /* an applicant's id, a person's; NULL: all */
  GPtrArray *rows;        /* const char *[WIDTH] each, in `strings` */
  GArray *numbers;        /* int64_t */
  GStringChunk *strings;
} Copies;

static void copies_free(gpointer data) {
  Copies *copies = data;
  g_ptr_array_unref(copies->rows);
  g_array_unref(copies->numbers);
  g_string_chunk_free(copies->strings);
  g_free(copies);
}

/* What names no applicant, as imports and stages do, is about every one. */
static bool is_asked(const Copies *copies, const Event *event) {
  bool about = !copies->about || !*event->applicant || g_str_equal(event->applicant, copies->about);
  return about && (!copies->by || g_str_equal(event->actor, copies->by));
}

static bool copy(const Event *event, void *user) {
  Copies *copies = user;
  if (!is_asked(copies, event)) return true;
  const char *fields[] = {event->at,   event->actor,  event->kind,  event->stage,  event->applicant, event->assessor,
                          event->item, event->before, event->after, event->reason, event->hash};
  const char **row = g_new0(const char *, WIDTH);
  for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) row[i] = g_string_chunk_insert_const(copies->strings, fields[i]);
  g_ptr_array_add(copies->rows, row);
  g_array_append_val(copies->numbers, event->number);
  return true;
}

/* One table for machines, with the journal's own words, and one for people: hashes are cut short there. */
static void fill(const void *data, size_t i, Cell *cells) {
  const Copies *copies = data;
  const char *const *row = g_ptr_array_index(copies->rows, i);
  cells[0] = cell_integer(g_array_index(copies->numbers, int64_t, i));
  for (size_t k = 0; k + 1 < WIDTH; k++) cells[k + 1] = cell_text(row[k]);
}

/* In one line, as long as the copies are. */
static const char *kept(const Copies *copies, char *words) {
  return g_string_chunk_insert_const(copies->strings, g_strdelimit(words, "\n", ' '));
}

static const char *shown(const Copies *copies, const char *kind, const char *text) {
  g_autofree char *words = event_change_words(copies->session->rules, kind, text, copies->session->lang);
  return kept(copies, words);
}

static const char *reason_of(const Copies *copies, const char *kind, const char *reason) {
  g_autofree char *words = event_reason_words(copies->session->rules, kind, reason, copies->session->lang);
  return kept(copies, words);
}

/* What a field held is in the words of people and rules, which are no states. */
static void fill_correction(const Copies *copies, const char *field, Cell *cells) {
  const Session *session = copies->session;
  for (size_t i = 8; i <= 9; i++) {
    g_autofree char *words = g_strdup(field_value_words(session->rules, field, cells[i].text, session->lang));
    cells[i] = cell_text(kept(copies, words));
  }
}

static void fill_person(const void *data, size_t i, Cell *cells) {
  const Copies *copies = data;
  fill(data, i, cells);
  const char *kind = cells[3].text, *item = cells[7].text;
  int stage = rules_stage_index(copies->session->rules, cells[4].text);
  if (stage >= 0) cells[4] = cell_text(session_stage(copies->session, (size_t)stage));
  const char *reason = reason_of(copies, kind, cells[10].text);
  g_autofree char *at = time_on_paper(cells[1].text);
  cells[1] = cell_text(kept(copies, at));
  cells[2] = cell_text(actor_words(cells[2].text));
  cells[3] = cell_text(event_words(kind));
  cells[6] = cell_text(actor_words(cells[6].text));
  cells[7] = cell_text(event_item_words(kind, item));
  cells[10] = cell_text(reason);
  if (g_str_equal(kind, "correct")) {
    fill_correction(copies, item, cells);
    return;
  }
  cells[8] = cell_text(shown(copies, kind, cells[8].text));
  cells[9] = cell_text(shown(copies, kind, cells[9].text));
}

static Table *add_table(Document *document, Copies *copies, Audience audience) {
  const Column columns[] = {
      {"event", _("No."), ALIGN_RIGHT, FOR_ALL},        {"at", _(time_title()), ALIGN_LEFT, FOR_ALL},
      {"actor", _("Who"), ALIGN_LEFT, FOR_ALL},         {"kind", _("What"), ALIGN_LEFT, FOR_ALL},
      {"stage", _("Stage"), ALIGN_LEFT, FOR_ALL},       {"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
      {"assessor", _("Assessor"), ALIGN_LEFT, FOR_ALL}, {"item", _("Item"), ALIGN_LEFT, FOR_ALL},
      {"before", _("Before"), ALIGN_LEFT, FOR_ALL},     {"after", _("After"), ALIGN_LEFT, FOR_ALL},
      {"reason", _("Reason"), ALIGN_LEFT, FOR_ALL},     {"hash", _("Hash"), ALIGN_LEFT, FOR_MACHINES},
  };
  Table *table = document_table(document, "events", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = audience;
  table_set_rows(table, copies->rows->len, audience == FOR_PEOPLE ? fill_person : fill, copies, NULL);
  return table;
}

/* Whoever has it on paper can hold the file against it, as with any report. */
static Document *document_of(Copies *copies, const JournalHead *head) {
  const Session *session = copies->session;
  Document *document = document_new("accolade.log/1", _("Journal"), session->lang);
  document->over = g_strdup(session->cycle->title);
  document_field(document, "cycle", NULL, cell_text(session->cycle->title));
  report_add_record(document, head->events, head->hash);
  if (copies->about) document_field(document, "about", _("About"), cell_text(copies->about));
  if (copies->by) document_field(document, "by", _("Done by"), cell_text(copies->by));
  add_table(document, copies, FOR_MACHINES);
  Table *table = add_table(document, copies, FOR_PEOPLE);
  table->empty = g_strdup(_("Nothing here is open to you."));
  table->free_data = copies_free;
  return document;
}

static bool are_known(Session *session, const char *about, const char *by, GError **error) {
  uint32_t applicant;
  if (about && cycle_assessor(session->cycle, about) >= 0 && cycle_applicant(session->cycle, about) < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("log: “%s” is an assessor; what they did is told by accolade log --by %s"), about, about);
    return false;
  }
  return (!about || meant_applicant(session, about, &applicant, error)) &&
         (!by || g_str_equal(by, "secretariat") || meant_person(session, by, error));
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const char *about = arguments->n_words > 0 ? arguments->words[0] : NULL, *by = arguments_option(arguments, "by");
  if (!are_known(session, about, by, error)) return EXIT_INPUT;
  Copies *copies = g_new0(Copies, 1);
  copies->session = session;
  copies->about = about;
  copies->by = by;
  copies->rows = g_ptr_array_new_with_free_func(g_free);
  copies->numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
  copies->strings = g_string_chunk_new(1 << 16);
  JournalHead head = {0};
  bool read = journal_walk_to(session->store, &head, copy, copies, error);
  g_autoptr(Document) document = document_of(copies, &head);
  return read && output_document(session, document, arguments, error) ? EXIT_DONE : EXIT_INPUT;
}

const Command command_log = {
    .name = "log",
    .usage = N_("[APPLICANT]"),
    .sentence = N_("the journal: who did what, when, from what to what"),
    .details =
        N_("With an APPLICANT: what was done about that one, and what concerns every one, as imports and stages do; "
           "numbers that are left out are about others."),
    .max_words = 1,
    .roles = ROLES_ALL,
    .needs_database = true,
    .options = {OUTPUT_OPTIONS, {"by", N_("PERSON"), N_("only what that person did: an id, or secretariat")}},
    .run = run,
};
