/* check.h: what can be doubtful about scores, one file and one row each.
 *
 * A check looks at a panel and raises Flags: questions, never verdicts, never errors. Severity and
 * thresholds are named settings a rules pack may change; the defaults are in each check's struct.
 * A Flag carries figures and names, and its sentence is a template of the check with {name} places,
 * so that whoever shows it can do so in the reader's language. */
#ifndef ACCOLADE_CHECK_H
#define ACCOLADE_CHECK_H

#include "scoring/ranking.h"

typedef enum Severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARN, SEVERITY_ERROR } Severity;
const char *severity_name(Severity severity); /* "off", "note", "warn", "error" */

typedef struct Figure {
  const char *name; /* "range", "limit": literal, also the JSON key and the {place} in the sentence */
  char *value;      /* exact decimal or a code; never translated */
} Figure;

typedef struct Flag {
  const struct Check *check;
  Severity severity;
  uint16_t stage;
  int64_t applicant, assessor; /* index into the Cycle; -1: none */
  const char *item;            /* cell or node code, borrowed from the criteria; NULL: none */
  const char *sentence;        /* msgid with {name} places; {applicant} {assessor} {item} {stage} too */
  size_t n_figures;
  Figure *figures;
} Flag;

typedef struct CheckSettingDefault {
  const char *name, *value;
  const char *meaning; /* N_() */
} CheckSettingDefault;

typedef struct CheckSubject {
  const Award *award;
  const Criteria *criteria; /* of this applicant */
  const Cycle *cycle;
  const Stage *stage;
  const Panel *panel; /* n may be 0 */
  const Scoresheet *sheet;
  const StageTotal *total;
  const Standing *standing; /* NULL when not ranked (or not yet) */
} CheckSubject;

typedef struct CheckRun CheckRun; /* a check with its settings resolved, and the list it adds to */
/* A setting as a number; settings are validated when the rules are checked. */
Ratio check_number(const CheckRun *run, const char *name);
/* Adds a flag; figures are name, value (g_free'd by the flag) pairs up to NULL. severity SEVERITY_OFF:
 * the check's own (overridden by the rules). */
void check_raise(CheckRun *run, const CheckSubject *subject, Severity severity, int64_t assessor, const char *item,
                 const char *sentence, ...) G_GNUC_NULL_TERMINATED;

typedef struct Check {
  const char *name;
  const char *sentence;  /* N_(): what it looks for, for help, report and manual */
  const char *next_step; /* N_(): what to do about a flag */
  Severity severity;     /* default */
  CheckSettingDefault settings[6];
  void (*each)(CheckRun *run, const CheckSubject *subject); /* once per applicant and stage */
} Check;

/* The list. One row each: a new check is check_NAME.c and a row here. */
#define CHECKS(ROW)  \
  ROW(missing)       \
  ROW(off_scale)     \
  ROW(spread)        \
  ROW(band_distance) \
  ROW(floor_near)

#define CHECK_DECLARE(name) extern const Check check_##name;
CHECKS(CHECK_DECLARE)
#undef CHECK_DECLARE

size_t check_count(void);
const Check *check_at(size_t i);
const Check *check_named(const char *name); /* "off-scale"; NULL: none */

/* Faults (char *) in the rules' check settings: unknown check, unknown name, not a number. True when none. */
bool check_settings_are_good(const Rules *rules, GPtrArray *faults);

/* All checks over all panels. Flags in order of stage, applicant id, check, item, assessor. */
GPtrArray *checks_run(const Award *award, const Cycle *cycle, const PanelSource *source, const Ranking *ranking,
                      GError **error);
void flag_free(Flag *flag);

/* The sentence with its places filled. `sentence` is the flag's own or its translation. Caller frees. */
char *flag_message(const Flag *flag, const Cycle *cycle, const Rules *rules, const char *sentence);

#endif
