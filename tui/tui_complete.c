/* tui_complete.c: how a command line may go on, from the same tables that help is drawn from: the usage of a command says
 * what each of its words is, and for each kind of word there is a function below that lists them.
 *
 * Who may not see others' work is offered only the applicants of the own queue, and no assessors. */
#include "commands/keyword.h"
#include "reports/report.h"
#include "scoring/consensus.h"
#include "tui/tui_private.h"

#include <string.h>

typedef struct Completion {
  Tui *tui;
  const char *head, *begin; /* the line before the last word, and the last word so far */
  GPtrArray *lines;         /* char *, what the line could become */
} Completion;

static void offer(const Completion *completion, const char *word) {
  if (g_str_has_prefix(word, completion->begin))
    g_ptr_array_add(completion->lines, g_strconcat(completion->head, word, NULL));
}

/* A word of the program: in Chinese, too, to whom reads Chinese or has begun to write it. */
static void offer_word(const Completion *completion, const char *word) {
  const char *chinese = keyword_chinese(word);
  bool reads = g_str_equal(completion->tui->session->lang, "zh") || *completion->begin;
  offer(completion, word);
  if (chinese && reads) offer(completion, chinese);
}

/* -- kinds of words ------------------------------------------------------------------------------------------ */

static bool sees_all(const Session *session) { return ROLES_SEE_SCORES & 1u << store_role(session->store); }

static void offer_own_applicants(const Completion *completion) {
  const Session *session = completion->tui->session;
  g_autoptr(GArray) owed = store_owed(session->store, session->cycle, NULL);
  const char *last = "";
  if (store_role(session->store) == ROLE_APPLICANT) offer(completion, session->actor);
  for (guint i = 0; owed && i < owed->len; i++) {
    const char *id = session->cycle->applicants[g_array_index(owed, Owed, i).applicant].id;
    if (!g_str_equal(id, last) && !g_str_equal(id, session->actor)) offer(completion, id);
    last = id;
  }
}

static void offer_applicants(const Completion *completion) {
  const Session *session = completion->tui->session;
  if (!sees_all(session)) {
    offer_own_applicants(completion);
    return;
  }
  for (size_t i = 0; i < session->cycle->n_applicants; i++) offer(completion, session->cycle->applicants[i].id);
}

static void offer_assessors(const Completion *completion) {
  const Session *session = completion->tui->session;
  if (!sees_all(session)) {
    offer(completion, session->actor);
    return;
  }
  for (size_t i = 0; i < session->cycle->n_assessors; i++) offer(completion, session->cycle->assessors[i].id);
}

static void offer_people(const Completion *completion) {
  offer(completion, "secretariat");
  offer_assessors(completion);
  offer_applicants(completion);
}

static void offer_stages(const Completion *completion) {
  const Rules *rules = completion->tui->session->rules;
  for (size_t i = 0; i < rules->n_stages; i++) offer(completion, rules->stages[i].id);
}

/* By titles, too, that are one word. */
static void offer_deductions(const Completion *completion) {
  const Session *session = completion->tui->session;
  for (size_t s = 0; s < session->rules->n_stages; s++)
    for (size_t d = 0; d < session->rules->stages[s].n_deductions; d++) {
      const Deduction *deduction = &session->rules->stages[s].deductions[d];
      const char *title = text_in(&deduction->title, session->lang);
      offer(completion, deduction->id);
      if (*title && !strchr(title, ' ')) offer(completion, title);
    }
}

static void offer_classes(const Completion *completion) {
  const Rules *rules = completion->tui->session->rules;
  for (size_t i = 0; i < rules->n_classes; i++) offer(completion, rules->classes[i].id);
}

static void offer_items(const Completion *completion) {
  const Criteria *criteria = completion->tui->session->criteria;
  for (size_t i = 0; i < criteria->n_cells; i++) offer(completion, criteria->cell_codes[i]);
}

static void offer_checks(const Completion *completion) {
  for (size_t i = 0; i < check_count(); i++) offer(completion, check_at(i)->name);
}

static void offer_reports(const Completion *completion) {
  for (size_t i = 0; i < report_count(); i++) offer_word(completion, report_at(i)->name);
}

static void offer_formats(const Completion *completion) {
  for (size_t i = 0; i < report_format_count(); i++) offer(completion, report_format_at(i)->name);
}

static void offer_commands(const Completion *completion) {
  for (size_t i = 0; i < command_count(); i++) offer(completion, command_at(i)->name);
}

static void offer_codes(const Completion *completion) {
  const Rules *rules = completion->tui->session->rules;
  for (size_t i = 0; i < consensus_code_count(rules); i++) offer(completion, consensus_code(rules, i));
}

static void offer_packs(const Completion *completion) {
  const PackInfo *infos;
  size_t n = pack_shelf_list(session_shelf(completion->tui->session), &infos);
  for (size_t i = 0; i < n; i++) offer(completion, infos[i].id);
}

/* What lies in the folder that is named so far; hidden files when a dot is typed. */
static void offer_files(const Completion *completion) {
  const char *slash = strrchr(completion->begin, '/');
  g_autofree char *folder =
      slash ? g_strndup(completion->begin, (size_t)(slash - completion->begin) + 1) : g_strdup("");
  GDir *dir = g_dir_open(*folder ? folder : ".", 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_strconcat(folder, name, NULL);
    bool is_folder = g_file_test(path, G_FILE_TEST_IS_DIR),
         hidden = name[0] == '.' && !(slash ? slash[1] : *completion->begin);
    g_autofree char *word = g_strconcat(path, is_folder ? "/" : "", NULL);
    if (!hidden && !strchr(name, ' ') && g_utf8_validate(name, -1, NULL)) offer(completion, word);
  }
  if (dir) g_dir_close(dir);
}

static const struct {
  const char *name; /* as usages have it */
  bool needs_database;
  void (*offer)(const Completion *completion);
} kinds[] = {
    {"APPLICANT", true, offer_applicants}, {"ASSESSOR", true, offer_assessors}, {"PERSON", true, offer_people},
    {"STAGE", true, offer_stages},         {"ITEM", true, offer_items},         {"CHECK", false, offer_checks},
    {"KIND", false, offer_reports},        {"FORMAT", false, offer_formats},    {"COMMAND", false, offer_commands},
    {"CODE", true, offer_codes},           {"ID", false, offer_packs},          {"ID-or-FILE", false, offer_packs},
    {"FILE", false, offer_files},          {"CLASS", true, offer_classes},      {"DEDUCTION", true, offer_deductions},
};

static void offer_named(const Completion *completion, const char *kind) {
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_str_equal(kinds[i].name, kind) && (!kinds[i].needs_database || completion->tui->session->store))
      kinds[i].offer(completion);
}

/* "APPLICANT", the words themselves: "strength|ofi", or both: "ASSESSOR|none". */
static void offer_kind(const Completion *completion, const char *kind) {
  g_auto(GStrv) words = g_strsplit(kind, "|", -1);
  for (char **word = words; *word; word++)
    if (g_ascii_islower(**word))
      offer_word(completion, *word);
    else
      offer_named(completion, *word);
}

/* -- a line ------------------------------------------------------------------------------------------------------ */

static const Option *option_named(const Command *command, const char *word) {
  for (size_t i = 0; i < COMMAND_MOST_OPTIONS && command->options[i].name; i++)
    if (g_str_has_prefix(word, "--") && g_str_equal(command->options[i].name, word + 2)) return &command->options[i];
  return NULL;
}

static void offer_options(const Completion *completion, const Command *command) {
  for (size_t i = 0; i < COMMAND_MOST_OPTIONS && command->options[i].name; i++) {
    g_autofree char *word = g_strconcat("--", command->options[i].name, NULL);
    offer(completion, word);
  }
}

/* words: those before the one that is completed; the first is the command's name. */
static void offer_of_command(const Completion *completion, const Command *command, char **words, guint n) {
  const Option *last = n > 1 ? option_named(command, words[n - 1]) : NULL;
  size_t place = 0;
  if (last && last->value) {
    offer_kind(completion, last->value);
    return;
  }
  if (completion->begin[0] == '-') offer_options(completion, command);
  for (guint i = 1; i < n; i++) {
    const Option *option = option_named(command, words[i]);
    if (option && option->value)
      i++;
    else
      place += !option;
  }
  g_autofree char *kind = usage_kind(command->usage, place);
  offer_kind(completion, kind);
}

static void offer_of_open(const Completion *completion, char **words, guint n) {
  static const char *const of_screens[] = {"APPLICANT", "STAGE", "ITEM"}, *const of_reports[] = {"APPLICANT",
                                                                                                 "APPLICANT"};
  bool report = n > 1 && g_str_equal(words[1], "report");
  for (size_t i = 0; n == 1 && i < screen_count(); i++) offer(completion, screen_at(i)->name);
  if (n == 2) offer_kind(completion, report ? "KIND" : of_screens[0]);
  if (n > 2 && n < 5) offer_kind(completion, report ? of_reports[n - 3] : of_screens[n - 2]);
}

static void offer_names(const Completion *completion) {
  g_autoptr(GPtrArray) lines = tui_lines(completion->tui);
  for (guint i = 0; i < lines->len; i++) offer(completion, g_ptr_array_index(lines, i));
}

static int compare(gconstpointer a, gconstpointer b) { return strcmp(*(char *const *)a, *(char *const *)b); }

GPtrArray *tui_complete(Tui *tui, const char *begin) {
  const char *space = strrchr(begin, ' ');
  g_autofree char *head = space ? g_strndup(begin, (size_t)(space - begin) + 1) : g_strdup("");
  Completion completion = {tui, head, begin + strlen(head), g_ptr_array_new_with_free_func(g_free)};
  g_autofree char *bare = g_strstrip(g_strdup(head));
  g_auto(GStrv) words = g_strsplit_set(bare, " ", -1);
  guint n = *bare ? g_strv_length(words) : 0;
  const Command *command = n ? command_named(words[0]) : NULL;
  if (n == 0)
    offer_names(&completion);
  else if (command)
    offer_of_command(&completion, command, words, n);
  else if (g_str_equal(words[0], "open"))
    offer_of_open(&completion, words, n);
  else if (g_str_equal(words[0], "act") && n == 1)
    offer_kind(&completion, "PERSON");
  if (n > 0) g_ptr_array_sort(completion.lines, compare);
  return completion.lines;
}
