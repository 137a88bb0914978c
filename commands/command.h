/* command.h: the verbs. Each works from the shell, from a key and from the `:` line.
 *
 * A command is command_NAME.c with a const struct, and a row here. Usage, --help, the check of words, options
 * and role, and the manual's table all come from the struct. */
#ifndef ACCOLADE_COMMAND_H
#define ACCOLADE_COMMAND_H

#include "commands/session.h"

/* What the shell gets back. */
typedef enum Exit {
  EXIT_DONE = 0,
  EXIT_NO = 1,    /* the question's answer is no */
  EXIT_USAGE = 2, /* the command line is wrong */
  EXIT_INPUT = 3, /* the input or the database is wrong */
  EXIT_DENIED = 4 /* not permitted: role, stage, recusal, sealed */
} Exit;

enum {
  ROLES_ALL = 0x7f,
  ROLES_SECRETARIAT = 1u << ROLE_SECRETARIAT,
  ROLES_OVERSEE = 1u << ROLE_SECRETARIAT | 1u << ROLE_SUPERVISOR,
  ROLES_SEE_SCORES = 1u << ROLE_SECRETARIAT | 1u << ROLE_SUPERVISOR | 1u << ROLE_COMMITTEE,
  ROLES_PANEL = ROLES_ALL & ~(1u << ROLE_APPLICANT), /* who may see a panel's marks, when the record lets them */
  ROLES_MARK = 1u << ROLE_ASSESSOR | 1u << ROLE_SECTOR_EXPERT | 1u << ROLE_LEADER | 1u << ROLE_APPLICANT
};

enum { COMMAND_MOST_OPTIONS = 8 };

typedef struct Option {
  const char *name;     /* "stage": --stage */
  const char *value;    /* N_("STAGE"); NULL: a switch */
  const char *sentence; /* N_() */
} Option;

typedef struct Command Command;

/* One parsed command line; borrows from argv. */
typedef struct Arguments {
  const Command *command;
  size_t n_words;
  const char **words;                      /* what is not an option */
  GPtrArray *values[COMMAND_MOST_OPTIONS]; /* per option, in order; NULL: not given */
} Arguments;

/* The last value given ("" for a switch); NULL: not given. */
const char *arguments_option(const Arguments *arguments, const char *name);
/* All values, NULL-terminated; NULL: not given. */
const char *const *arguments_options(const Arguments *arguments, const char *name);

struct Command {
  const char *name;
  const char *usage;    /* N_("APPLICANT ITEM MARK"): the words after the name; "" for none */
  const char *sentence; /* N_() */
  const char *details;  /* N_(), for --help and the manual; NULL: none */
  bool tells_checks;    /* both end in the list of checks, their severities and settings */
  unsigned min_words, max_words;
  unsigned roles;      /* who may */
  bool needs_database; /* open, and the acting person known, before run */
  bool without_people; /* does not look at session->cycle, which then may be NULL */
  bool for_ranking;    /* asks no more of people than a ranking: the cycle may have no more of them (Session.brief) */
  Option options[COMMAND_MOST_OPTIONS];
  /* What can be said of the words before a database is open; NULL: nothing. */
  bool (*fits)(const Arguments *arguments, GError **error);
  Exit (*run)(Session *session, const Arguments *arguments, GError **error); /* with error set the return is ignored */
};

#define COMMANDS(ROW) \
  ROW(packs)          \
  ROW(init)           \
  ROW(import)         \
  ROW(score)          \
  ROW(comment)        \
  ROW(uncomment)      \
  ROW(factor)         \
  ROW(undo)           \
  ROW(redo)           \
  ROW(history)        \
  ROW(submit)         \
  ROW(declare)        \
  ROW(status)         \
  ROW(check)          \
  ROW(agreement)      \
  ROW(rank)           \
  ROW(report)         \
  ROW(export)         \
  ROW(resolve)        \
  ROW(agree)          \
  ROW(merge)          \
  ROW(recuse)         \
  ROW(release)        \
  ROW(deputy)         \
  ROW(veto)           \
  ROW(withdraw)       \
  ROW(deduct)         \
  ROW(decide)         \
  ROW(place)          \
  ROW(correct)        \
  ROW(return )        \
  ROW(stage)          \
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

/* Says that the acting role may not do this, and which roles may. Always false. */
bool command_deny(const Session *session, const char *doing, unsigned roles, GError **error);
/* Runs one command line (argv[0] is the command's name); prints its error, if any; returns the exit code. */
Exit command_run(Session *session, int argc, const char *const *argv);

/* What --help says of one command, and of all; in the user's language. Caller frees. */
char *help_of(const Command *command);
char *help_overview(void);
/* The manual's section on commands, in roff and English, from the same table. */
char *help_manual(void);

#define COMMAND_ERROR (command_error_quark())
GQuark command_error_quark(void);
typedef enum CommandError { COMMAND_ERROR_USAGE, COMMAND_ERROR_INPUT, COMMAND_ERROR_DENIED } CommandError;

#endif
