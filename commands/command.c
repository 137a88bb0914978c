/* command.c: the list of verbs, and one command line from words to exit code. */
#include "commands/command.h"
#include "commands/keyword.h"
#include "commands/output.h"
#include "commands/progress.h"
#include "criteria/near.h"
#include "criteria/system.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_QUARK(accolade - command - error, command_error)

#define COMMAND_ROW(name) &command_##name,
static const Command *const commands[] = {COMMANDS(COMMAND_ROW)};
#undef COMMAND_ROW

size_t command_count(void) { return G_N_ELEMENTS(commands); }

const Command *command_at(size_t i) { return commands[i]; }

const Command *command_named(const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
    if (g_str_equal(commands[i]->name, name)) return commands[i];
  return NULL;
}

static bool is_global(const char *option) {
  return g_str_equal(option, "--db") || g_str_equal(option, "--as") || g_str_equal(option, "--lang");
}

static int option_index(const Command *command, const char *name, size_t length) {
  for (int i = 0; i < COMMAND_MOST_OPTIONS && command->options[i].name; i++)
    if (strlen(command->options[i].name) == length && strncmp(command->options[i].name, name, length) == 0) return i;
  return -1;
}

const char *arguments_option(const Arguments *arguments, const char *name) {
  int i = option_index(arguments->command, name, strlen(name));
  const GPtrArray *values = i < 0 ? NULL : arguments->values[i];
  return values ? g_ptr_array_index(values, values->len - 2) : NULL;
}

const char *const *arguments_options(const Arguments *arguments, const char *name) {
  int i = option_index(arguments->command, name, strlen(name));
  return i < 0 || !arguments->values[i] ? NULL : (const char *const *)arguments->values[i]->pdata;
}

static void arguments_clear(Arguments *arguments) {
  g_free(arguments->words);
  for (size_t i = 0; i < COMMAND_MOST_OPTIONS; i++) g_clear_pointer(&arguments->values[i], g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

static bool usage_error(GError **error, const Command *command, const char *what) {
  g_autofree char *line =
      *command->usage ? g_strconcat(command->name, " ", _(command->usage), NULL) : g_strdup(command->name);
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("%s: %s; usage: accolade %s; see accolade %s --help"),
              command->name, what, line, command->name);
  return false;
}

/* Names of files are bytes; all other words are text, which the record keeps. */
static bool is_text(const Command *command, const char *meant, const char *word, GError **error) {
  bool is_utf8 = g_utf8_validate(word, -1, NULL);
  if ((meant && strstr(meant, "FILE")) || (is_utf8 && !text_has_control(word, true))) return true;
  g_autofree char *readable = g_utf8_make_valid(word, -1);
  g_autofree char *said = g_strdup_printf(
      is_utf8 ? _("“%s” holds a control character; take it out") : _("“%s” is not UTF-8 text"), readable);
  return usage_error(error, command, said);
}

/* Takes "--name", "--name=value" or "--name value"; moves *i over what it used. */
static bool take_option(Arguments *arguments, int argc, const char *const *argv, int *i, GError **error) {
  const char *name = argv[*i] + 2, *equals = strchr(name, '=');
  int index = option_index(arguments->command, name, equals ? (size_t)(equals - name) : strlen(name));
  if (index < 0) {
    g_autofree char *bare = equals ? g_strndup(argv[*i], (size_t)(equals - argv[*i])) : g_strdup(argv[*i]);
    g_autofree char *what =
        g_strdup_printf(is_global(bare) ? _("%s stands before the command") : _("there is no option %s"), bare);
    return usage_error(error, arguments->command, what);
  }
  const char *value = "";
  bool wants = arguments->command->options[index].value != NULL;
  if (wants && !equals && *i + 1 >= argc) {
    g_autofree char *what = g_strdup_printf(_("--%s needs a value"), arguments->command->options[index].name);
    return usage_error(error, arguments->command, what);
  }
  if (!wants && equals) {
    g_autofree char *what = g_strdup_printf(_("--%s takes no value"), arguments->command->options[index].name);
    return usage_error(error, arguments->command, what);
  }
  if (wants) value = equals ? equals + 1 : argv[++*i];
  if (!is_text(arguments->command, arguments->command->options[index].value, value, error)) return false;
  GPtrArray **values = &arguments->values[index];
  if (*values)
    g_ptr_array_set_size(*values, (int)(*values)->len - 1);
  else
    *values = g_ptr_array_new();
  g_ptr_array_add(*values, (gpointer)value);
  g_ptr_array_add(*values, NULL);
  return true;
}

static bool parse(const Command *command, int argc, const char *const *argv, Arguments *arguments, GError **error) {
  arguments->command = command;
  arguments->words = g_new0(const char *, (size_t)argc + 1);
  bool only_words = false;
  for (int i = 1; i < argc; i++) {
    if (!only_words && g_str_equal(argv[i], "--"))
      only_words = true;
    else if (only_words || !g_str_has_prefix(argv[i], "--")) {
      if (!is_text(command, command->usage, argv[i], error)) return false;
      arguments->words[arguments->n_words] = usage_meant(command->usage, arguments->n_words, argv[i]);
      arguments->n_words++;
    } else if (!take_option(arguments, argc, argv, &i, error))
      return false;
  }
  if (arguments->n_words < command->min_words) return usage_error(error, command, _("a word is missing"));
  if (arguments->n_words <= command->max_words) return true;
  const char *word = arguments->words[command->max_words];
  g_autofree char *what =
      g_strdup_printf(!only_words && *word == '-' ? _("there is no option %s") : _("“%s” is one word too many"), word);
  return usage_error(error, command, what);
}

static bool wants_help(int argc, const char *const *argv) {
  for (int i = 1; i < argc && !g_str_equal(argv[i], "--"); i++)
    if (g_str_equal(argv[i], "--help") || g_str_equal(argv[i], "-h")) return true;
  return false;
}

static Exit exit_of(const GError *error) {
  if (g_error_matches(error, COMMAND_ERROR, COMMAND_ERROR_USAGE)) return EXIT_USAGE;
  if (g_error_matches(error, COMMAND_ERROR, COMMAND_ERROR_DENIED) ||
      g_error_matches(error, STORE_ERROR, STORE_ERROR_PERMISSION))
    return EXIT_DENIED;
  return EXIT_INPUT;
}

bool command_deny(const Session *session, const char *doing, unsigned roles, GError **error) {
  g_autoptr(GString) open_to = g_string_new(NULL);
  for (Role role = ROLE_ASSESSOR; role <= ROLE_APPLICANT; role++)
    if (roles & 1u << role) g_string_append_printf(open_to, "%s%s", open_to->len ? _(", ") : "", _(role_words(role)));
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_DENIED,
              _("%s: %s acts as %s, and this is open only to: %s; who acts as one of these says so with --as"), doing,
              session->actor, _(role_words(store_role(session->store))), open_to->str);
  return false;
}

static bool role_may(const Session *session, const Command *command, GError **error) {
  bool may = command->roles & 1u << store_role(session->store);
  return may || command_deny(session, command->name, command->roles, error);
}

static bool open_for(Session *session, const Command *command, GError **error) {
  bool open = command->without_people                  ? session_open_record(session, error)
              : command->for_ranking && session->brief ? session_open_for_ranking(session, error)
                                                       : session_open(session, error);
  return open && role_may(session, command, error);
}

static int64_t changes_of(const Session *session) { return session->store ? store_commits(session->store) : 0; }

static bool has_file(const Session *session) { return g_file_test(session->db_path, G_FILE_TEST_EXISTS); }

/* What is known when a command has run. */
typedef struct Done {
  bool changed; /* the record, or there is one now */
  int why;      /* errno, which tells why output was lost */
} Done;

static Exit run(Session *session, const Command *command, int argc, const char *const *argv, Done *ret_done,
                GError **error) {
  g_auto(Arguments) arguments = {0};
  if (!parse(command, argc, argv, &arguments, error)) return EXIT_USAGE;
  if (option_index(command, "format", strlen("format")) >= 0 && !output_is_known(&arguments, error)) return EXIT_USAGE;
  if (command->fits && !command->fits(&arguments, error)) return EXIT_USAGE;
  if (command->needs_database && !open_for(session, command, error)) return EXIT_INPUT;
  G_GNUC_UNUSED g_autoptr(Progress) progress = command->needs_database ? progress_begin(session) : NULL;
  int64_t changes = changes_of(session);
  bool had_file = has_file(session);
  Exit code = command->run(session, &arguments, error);
  ret_done->why = errno;
  ret_done->changed = changes_of(session) > changes || (!had_file && has_file(session));
  return code;
}

static Exit tell_help(Session *session, const Command *command, Done *ret_done) {
  g_autofree char *help = help_of(command);
  fputs(help, session->out);
  ret_done->why = errno;
  return EXIT_DONE;
}

/* All that was printed has arrived. why: errno as the command left it, for pieces that were refused while it ran. */
static bool has_arrived(FILE *out, int why, GError **error) {
  bool lost = ferror(out) != 0;
  if (fflush(out) == 0 && !lost) return true;
  g_set_error(error, REPORT_ERROR, REPORT_ERROR_WRITE,
              _("the output could not be written: %s; free some space or choose another place"),
              system_words(!lost ? errno
                           : why ? why
                                 : EIO));
  return false;
}

static void refuse_command(const Session *session, const char *name) {
  if (*name == '-') {
    fprintf(session->err, _("accolade: there is no option %s; before the command stand --db, --as and --lang\n"), name);
    return;
  }
  Near near = {.word = name};
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) near_try(&near, commands[i]->name);
  g_autofree char *hint = near_hint(&near, _("accolade help lists them"));
  fprintf(session->err, _("accolade: there is no command “%s”%s\n"), name, hint);
}

Exit command_run(Session *session, int argc, const char *const *argv) {
  const Command *command = command_named(argv[0]);
  if (!command) {
    refuse_command(session, argv[0]);
    return EXIT_USAGE;
  }
  g_autoptr(GError) error = NULL;
  Done done = {0};
  clearerr(session->out); /* what an earlier command lost is none of this one's */
  errno = 0;
  Exit code =
      wants_help(argc, argv) ? tell_help(session, command, &done) : run(session, command, argc, argv, &done, &error);
  if (!error && has_arrived(session->out, done.why, &error)) return code;
  g_autofree char *message = text_printable(error->message);
  fprintf(session->err, "accolade: %s\n", message);
  if (done.changed && g_error_matches(error, REPORT_ERROR, REPORT_ERROR_WRITE))
    fputs(_("accolade: what was to be done is done and in the record; do not repeat it\n"), session->err);
  return exit_of(error);
}
