/* report_flags.c: what the checks raised: grave ones first for people, each check with its next step; one list for
 * machines, in English and in the order of the checks' run. */
#include "reports/flag_words.h"
#include "reports/report_flags_chance.h"
#include "reports/report_head.h"

#include <glib/gi18n.h>

typedef struct Listed {
  ReportInput input;
  bool translated;
  GPtrArray *flags; /* of Flag, borrowed */
  FlagReading reading;
  GHashTable *titles; /* of checks, in the reader's language */
  GString *message, *item;
  Field figures[FLAG_MOST_FIGURES]; /* room for one flag's */
} Listed;

static Listed *listed_of(const ReportInput *input, bool translated, GPtrArray *flags) {
  Listed *listed = g_new0(Listed, 1);
  listed->input = *input;
  listed->translated = translated;
  listed->flags = g_ptr_array_ref(flags);
  listed->reading = flag_reading(input->award, input->cycle, translated ? input->lang : NULL);
  listed->titles = g_hash_table_new(NULL, NULL);
  listed->message = g_string_new(NULL);
  listed->item = g_string_new(NULL);
  return listed;
}

static Listed *listed_new(const ReportInput *input) {
  g_autoptr(GPtrArray) flags = g_ptr_array_new();
  return listed_of(input, true, flags);
}

static void free_listed(void *data) {
  Listed *listed = data;
  if (!listed) return;
  g_ptr_array_unref(listed->flags);
  flag_reading_clear(&listed->reading);
  g_hash_table_unref(listed->titles);
  g_string_free(listed->message, TRUE);
  g_string_free(listed->item, TRUE);
  g_free(listed);
}

static void *listed_again(const void *data) {
  const Listed *first = data;
  return listed_of(&first->input, first->translated, first->flags);
}

static Cell figures_of(Listed *listed) {
  const FlagReading *reading = &listed->reading;
  for (size_t i = 0; i < reading->n_figures; i++) {
    const Figure *figure = &reading->figures[i];
    listed->figures[i].key = figure->name;
    cell_fill_text(&listed->figures[i].cell, figure->value, figure->length);
  }
  return cell_record(listed->figures, reading->n_figures);
}

/* What the flag is about. */
static void fill_subject(Cell *cell, const Listed *listed, size_t subject) {
  const Figure *figure = &listed->reading.figures[listed->reading.n_figures + subject];
  if (figure->length > 0) cell_fill_text(cell, figure->value, figure->length);
}

/* Flags follow each other by applicant, who they name lies all over the memory: it is asked for ahead, the flag, then the
 * assessor, then the id. (Inlined, because gcc takes a function of prefetches for one that does nothing.) */
__attribute__((always_inline)) static inline void fetch_ahead(const Listed *listed, size_t i) {
  enum { SOON = 4 };
  const Assessor *assessors = listed->input.cycle->assessors;
  Flag *const *flags = (Flag *const *)listed->flags->pdata;
  if (i + (size_t)3 * SOON >= listed->flags->len) return;
  int32_t later = flags[i + (size_t)2 * SOON]->assessor, soon = flags[i + SOON]->assessor;
  __builtin_prefetch(flags[i + (size_t)3 * SOON]);
  __builtin_prefetch(flags[i + (size_t)3 * SOON]->values); /* mostly on the next line */
  if (later >= 0) __builtin_prefetch(&assessors[later]);
  if (soon >= 0) __builtin_prefetch(assessors[soon].id);
}

static void fill_flag(const void *data, size_t i, Cell *cells) {
  Listed *listed = (Listed *)data;
  const Flag *flag = g_ptr_array_index(listed->flags, i);
  fetch_ahead(listed, i);
  flag_read(&listed->reading, flag);
  g_string_truncate(listed->message, 0);
  flag_put_message(listed->message, &listed->reading);
  cell_fill_words(&cells[0], flag->check->name);
  cell_fill_words(&cells[1], severity_name(flag->severity));
  fill_subject(&cells[2], listed, FLAG_STAGE);
  fill_subject(&cells[3], listed, FLAG_APPLICANT);
  fill_subject(&cells[4], listed, FLAG_ASSESSOR);
  fill_subject(&cells[5], listed, FLAG_ITEM);
  cell_fill_text(&cells[6], listed->message->str, listed->message->len);
  cells[7] = figures_of(listed);
  if (flag->resolved) cell_fill_words(&cells[8], flag->resolved);
}

static const char *title_of(Listed *listed, const Check *check) {
  const char *title = g_hash_table_lookup(listed->titles, check);
  if (!title) g_hash_table_insert(listed->titles, (void *)check, (char *)(title = _(check->title)));
  return title;
}

/* In the reader's language. */
static void fill_flag_in_words(const void *data, size_t i, Cell *cells) {
  Listed *listed = (Listed *)data;
  fill_flag(data, i, cells);
  g_string_truncate(listed->item, 0);
  flag_put_item(listed->item, &listed->reading);
  cell_fill_words(&cells[0], title_of(listed, listed->reading.flag->check));
  cell_fill_words(&cells[2], report_stage_title(&listed->input, listed->reading.flag->stage));
  if (listed->item->len > 0) cell_fill_text(&cells[5], listed->item->str, listed->item->len);
}

/* Machines get every flag with its resolution; people the open ones by severity and the resolved ones by themselves. */
static Table *add_list(Document *document, const char *title, Audience audience, bool resolved, Listed *listed) {
  const Column columns[] = {
      {"check", _("Check"), ALIGN_LEFT, FOR_ALL},
      {"severity", _("Severity"), ALIGN_LEFT, FOR_MACHINES},
      {"stage", _("Stage"), ALIGN_LEFT, FOR_ALL},
      {"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
      {"assessor", _("Assessor"), ALIGN_LEFT, FOR_ALL},
      {"item", _("Item"), ALIGN_LEFT, FOR_ALL},
      {"message", _("What was found"), ALIGN_LEFT, FOR_ALL},
      {"figures", _("Figures"), ALIGN_LEFT, FOR_MACHINES},
      {"resolved", _("Resolved, because"), ALIGN_LEFT, resolved ? FOR_ALL : FOR_MACHINES},
  };
  Table *table = document_table(document, "flags", title, G_N_ELEMENTS(columns), columns);
  table->audience = audience;
  table_set_rows(table, listed->flags->len, listed->translated ? fill_flag_in_words : fill_flag, listed, free_listed);
  table->again = listed_again;
  return table;
}

typedef struct Raised {
  const Check *check;
  unsigned n;
} Raised;

static void fill_check(const void *data, size_t i, Cell *cells) {
  const Raised *raised = (const Raised *)data + i;
  cells[0] = cell_text(_(raised->check->title));
  cells[1] = cell_integer(raised->n);
  cells[2] = cell_text(_(raised->check->sentence));
  cells[3] = cell_text(_(raised->check->next_step));
  cells[4] = cell_text(raised->check->name);
}

static void fill_check_in_english(const void *data, size_t i, Cell *cells) {
  const Raised *raised = (const Raised *)data + i;
  cells[0] = cell_text(raised->check->name);
  cells[1] = cell_integer(raised->n);
  cells[2] = cell_text(raised->check->sentence);
  cells[3] = cell_text(raised->check->next_step);
}

/* How many each check of the list raised; check NULL behind the last. Caller frees. */
static Raised *count_raised(const ReportInput *input) {
  Raised *all = g_new0(Raised, check_count() + 1);
  for (size_t i = 0; i < check_count(); i++) all[i].check = check_at(i);
  for (guint i = 0; i < input->flags->len; i++) {
    const Flag *flag = g_ptr_array_index(input->flags, i);
    Raised *raised = all;
    while (raised->check != flag->check) raised++;
    raised->n++;
  }
  return all;
}

/* The flags as people are told them. */
typedef struct Sorted {
  Listed *open[SEVERITY_ERROR + 1], *resolved;
} Sorted;

static void sorted_clear(Sorted *sorted) {
  for (int severity = 0; severity <= SEVERITY_ERROR; severity++) free_listed(sorted->open[severity]);
  free_listed(sorted->resolved);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sorted, sorted_clear)

static Sorted sort_out(const ReportInput *input) {
  Sorted sorted = {.resolved = listed_new(input)};
  for (int severity = 0; severity <= SEVERITY_ERROR; severity++) sorted.open[severity] = listed_new(input);
  for (guint i = 0; i < input->flags->len; i++) {
    Flag *flag = g_ptr_array_index(input->flags, i);
    g_ptr_array_add((flag->resolved ? sorted.resolved : sorted.open[flag->severity])->flags, flag);
  }
  return sorted;
}

/* Takes the list over. */
static void add_kind(Document *document, const char *title, bool resolved, Listed **list) {
  g_autofree char *said = g_strdup_printf(_("%s (%u)"), title, (*list)->flags->len);
  add_list(document, said, FOR_PEOPLE, resolved, g_steal_pointer(list));
}

/* The checks that raised a flag, each with what to do about it. */
static void add_steps(Document *document, const Raised *all, Audience audience) {
  const Column columns[] = {{"check", _("Check"), ALIGN_LEFT, FOR_ALL},
                            {"flags", _("Flags"), ALIGN_RIGHT, FOR_ALL},
                            {"looks_for", _("Looks for"), ALIGN_LEFT, FOR_ALL},
                            {"next_step", _("Next step"), ALIGN_LEFT, FOR_ALL},
                            {"name", _("In the rules"), ALIGN_LEFT, FOR_PEOPLE}};
  Raised *raised = g_new(Raised, check_count() + 1);
  size_t n = 0;
  for (; all->check; all++)
    if (all->n > 0) raised[n++] = *all;
  Table *table = document_table(document, "checks", _("What to do"), G_N_ELEMENTS(columns), columns);
  table->audience = audience;
  table_set_rows(table, n, audience == FOR_PEOPLE ? fill_check : fill_check_in_english, raised, g_free);
}

static void add_flags(Document *document, const ReportInput *input, const Raised *raised) {
  g_auto(Sorted) sorted = sort_out(input);
  document_paragraph(document, _("A flag is a question about scores, not a verdict: it asks people to look again."));
  add_kind(document, _("Errors"), false, &sorted.open[SEVERITY_ERROR]);
  add_kind(document, _("Warnings"), false, &sorted.open[SEVERITY_WARN]);
  add_kind(document, _("Notes"), false, &sorted.open[SEVERITY_NOTE]);
  if (sorted.resolved->flags->len > 0) add_kind(document, _("Resolved"), true, &sorted.resolved);
  add_steps(document, raised, FOR_PEOPLE);
}

static Document *make(const ReportInput *input, G_GNUC_UNUSED GError **error) {
  Document *document = report_start(input, "accolade.flags/1", _("Consistency flags"));
  g_autofree Raised *raised = count_raised(input);
  if (input->applicant >= 0) report_add_applicant(document, input);
  add_list(document, NULL, FOR_MACHINES, false, listed_of(input, false, (GPtrArray *)input->flags));
  add_steps(document, raised, FOR_TREES);
  if (input->for_machines) return document;
  if (input->flags->len > 0)
    add_flags(document, input, raised);
  else
    document_paragraph(document, _("No check raised a flag."));
  if (input->applicant < 0) report_add_chance(document, input);
  return document;
}

const ReportKind report_flags = {
    .name = "flags",
    .sentence = N_("what the consistency checks raised, with the next step of each"),
    .needs = NEEDS_FLAGS,
    .make = make,
};
