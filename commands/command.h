/* command.h: the verbs. Each works from the shell, from a key and from the `:` line.
 *
 * A command is command_NAME.c with a const struct, and a row here. Usage, --help, completion, the role check
 * and the manual's table come from the struct. */
#ifndef ACCOLADE_COMMAND_H
#define ACCOLADE_COMMAND_H

#include "commands/session.h"

/* What the shell gets back; see interface in the manual. */
typedef enum Exit { EXIT_DONE = 0, EXIT_NO = 1, EXIT_USAGE = 2, EXIT_INPUT = 3, EXIT_DENIED = 4 } Exit;

#define ROLE_BIT(role) (1u << (role))
enum {
  ROLES_ALL = 0x7f,
  ROLES_SECRETARIAT = 1u << ROLE_SECRETARIAT,
  ROLES_OVERSEE = 1u << ROLE_SECRETARIAT | 1u << ROLE_SUPERVISOR,
  ROLES_SEE_SCORES = 1u << ROLE_SECRETARIAT | 1u << ROLE_SUPERVISOR | 1u << ROLE_COMMITTEE,
  ROLES_MARK = 1u << ROLE_ASSESSOR | 1u << ROLE_SECTOR_EXPERT | 1u << ROLE_LEADER | 1u << ROLE_APPLICANT
};

typedef struct Option {
  const char *name;     /* "stage": --stage */
  const char *value;    /* N_("STAGE"), NULL: a switch */
  const char *sentence; /* N_() */
  bool many;            /* may be given more than once */
} Option;

/* Parsed command line of one command: words are what is not an option. */
typedef struct Arguments {
  size_t n_words;
  const char *const *words;
  const char *(*option)(const struct Arguments *arguments,
                        const char *name); /* last value; "" for a switch; NULL: not given */
  const char *const *(*options)(const struct Arguments *arguments, const char *name); /* all, NULL-terminated */
  void *data;
} Arguments;

typedef struct Command {
  const char *name;
  const char *usage;             /* N_("APPLICANT ITEM MARK"): words after the name */
  const char *sentence;          /* N_() */
  const char *details;           /* N_(), for --help and the manual; NULL: none */
  unsigned min_words, max_words; /* max_words 0 with min 0: none; G_MAXUINT: any */
  unsigned roles;
  bool needs_database;
  Option options[8];
  Exit (*run)(Session *session, const Arguments *arguments, GError **error);
} Command;

#define COMMANDS(ROW) \
  ROW(packs)          \
  ROW(init)           \
  ROW(import)         \
  ROW(score)          \
  ROW(comment)        \
  ROW(submit)         \
  ROW(recuse)         \
  ROW(veto)           \
  ROW(deduct)         \
  ROW(decide)         \
  ROW(stage)          \
  ROW(status)         \
  ROW(check)          \
  ROW(rank)           \
  ROW(report)         \
  ROW(export)         \
  ROW(log)            \
  ROW(verify)         \
  ROW(help)           \
  ROW(version)

#define COMMAND_DECLARE(name) extern const Command command_##name;
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

size_t command_count(void);
const Command *command_at(size_t i);
const Command *command_named(const char *name); /* NULL: none */

/* Runs one command line (argv[0] is the command's name). Prints errors; returns the exit code. */
Exit command_run(Session *session, int argc, const char *const *argv);

#define COMMAND_ERROR (command_error_quark())
GQuark command_error_quark(void);
typedef enum CommandError { COMMAND_ERROR_USAGE, COMMAND_ERROR_INPUT, COMMAND_ERROR_DENIED } CommandError;

#endif
