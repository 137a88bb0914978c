/* check.h: what can be doubtful about scores, one file and one row each.
 *
 * A check looks at panels and raises Flags: questions, never verdicts, never errors. Severity and thresholds are named
 * settings a rules pack may change; the defaults are in each check's struct. A Flag carries figures and ids, and its
 * sentence is a template of the check with {name} places: reports/flag_words.h fills them in the reader's language.
 *
 * What chance can give: among thousands of comparisons some are far off by chance alone. A check with a tail therefore
 * says of every comparison how unlike the usual it is, and raises a flag only where that is beyond what chance gives, over
 * all checks together (check_control.h). The declared level is CHECK_LEVEL percent: of the flags of such a check at most so
 * many are expected to be chance, and no more than so many cycles without anything to find have any such flag. */
#ifndef ACCOLADE_CHECK_H
#define ACCOLADE_CHECK_H

#include "scoring/check_item.h"
#include "scoring/check_record.h"
#include "scoring/ranking.h"

typedef enum Severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARN, SEVERITY_ERROR } Severity;
const char *severity_name(Severity severity); /* "off", "note", "warn", "error" */
bool severity_parse(const char *name, Severity *ret_severity);

/* -- flags ------------------------------------------------------------------------------------------------ */

enum { FLAG_MOST_FIGURES = 8 };

typedef struct Figure {
  const char *name;  /* "range", "limit": also the JSON key and the {place} in the sentence */
  const char *value; /* exact decimal, an id or a key word; never translated */
  size_t length;     /* of the value, in bytes */
} Figure;

/* What flags have in common that a check raises for the same reason. */
typedef struct FlagForm {
  const struct FlagForm *next; /* of those that lie in the same block */
  const char *sentence;        /* msgid with {name} places; {applicant} {assessor} {item} {stage} too */
  size_t n_figures;
  const char *names[FLAG_MOST_FIGURES]; /* of the figures */
} FlagForm;

typedef struct Flag {
  const struct Check *check;
  const FlagForm *form;
  const char *item;            /* cell or node code, borrowed from the criteria; NULL: none */
  struct FlagBlock *block;     /* what it lies in with others; NULL: by itself */
  char *resolved;              /* the reason people gave for having settled it; NULL: open. Checks never set it */
  uint32_t item_order;         /* where the item stands in the criteria; 0: none */
  int32_t applicant, assessor; /* index into the Cycle; -1: none */
  uint16_t stage;
  Severity severity : 8;
  char values[]; /* of the figures, one behind the other, each with its NUL */
} Flag;

void flag_free(Flag *flag);
/* Its figures in the order of the check, borrowed from the flag; returns how many. */
size_t flag_figures(const Flag *flag, Figure ret_figures[FLAG_MOST_FIGURES]);
/* 16 hex digits that stand for the flag's figures: a resolution holds for these figures and no others. Caller frees. */
char *flag_digest(const Flag *flag);

/* -- checks ----------------------------------------------------------------------------------------------- */

enum { CHECK_MAX_SETTINGS = 6, CHECK_LEVEL = 5 };

typedef struct CheckSettingDefault {
  const char *name, *value;
  const char *meaning; /* N_() */
} CheckSettingDefault;

/* Which statistics of a check are remarkable. TAIL_NONE: what it finds is no matter of chance. */
typedef enum CheckTail { TAIL_NONE, TAIL_HIGH, TAIL_LOW, TAIL_BOTH } CheckTail;

typedef struct CheckRun CheckRun; /* check_parts.h, as the next two */
typedef struct CheckSubject CheckSubject;
typedef struct CheckWhole CheckWhole;

typedef struct Check {
  const char *name;
  const char *title;     /* N_(): its name for people */
  const char *sentence;  /* N_(): what it looks for, for help, report and manual */
  const char *next_step; /* N_(): what to do about a flag */
  Severity severity;     /* default */
  CheckTail tail;
  bool normed;    /* the statistics are standard normal by theory where there is nothing to find */
  bool squares;   /* the statistics are mean or sums of squares */
  bool no_sheets; /* `whole` looks at what `gather` kept, and at none of the stage's sheets */
  const char
      *shares; /* the check above in the list whose comparisons these are, too: chance is asked of both at once */
  const char *behind; /* a flag of that check on the same item, or scorebook, says it better: then this is a note */
  CheckSettingDefault settings[CHECK_MAX_SETTINGS];
  /* What it looks at; each may be NULL. With a tail, `each` and `whole` are called twice: first to hand their comparisons
   * in, then to raise flags. What will likely stand out in a panel raises its flag the first time, and `each` is then called
   * again only for panels in which something else stands out. */
  void (*gather)(CheckRun *run, const CheckSubject *subject); /* once per applicant and stage, before all others */
  void (*join)(CheckRun *into, CheckRun *behind);             /* adds what was gathered of the panels behind */
  void (*each)(CheckRun *run, const CheckSubject *subject);   /* once per applicant and stage */
  bool (*late)(const Rules *rules);                           /* does `each` need the ranking under these rules? */
  void (*whole)(CheckRun *run, const CheckWhole *whole);      /* once per stage with scorebooks */
  void (*ranked)(CheckRun *run,
                 const CheckSubject *subject); /* once per standing, at the last stage that counts, begun or not */
} Check;

/* The list. One row each: a new check is check_NAME.c and a row here. */
#define CHECKS(ROW)   \
  ROW(missing)        \
  ROW(off_scale)      \
  ROW(panel_small)    \
  ROW(panel_large)    \
  ROW(ladder_gap)     \
  ROW(spread)         \
  ROW(band_distance)  \
  ROW(extreme)        \
  ROW(leniency)       \
  ROW(singled_out)    \
  ROW(stuck)          \
  ROW(erratic)        \
  ROW(halo)           \
  ROW(central)        \
  ROW(result_process) \
  ROW(self_gap)       \
  ROW(evidence)       \
  ROW(same_words)     \
  ROW(speed)          \
  ROW(drift)          \
  ROW(home_favour)    \
  ROW(pairs)          \
  ROW(unlinked)       \
  ROW(declared)       \
  ROW(agreed_outside) \
  ROW(one_voice)      \
  ROW(floor_near)     \
  ROW(place_near)

#define CHECK_DECLARE(name) extern const Check check_##name;
CHECKS(CHECK_DECLARE)
#undef CHECK_DECLARE

size_t check_count(void);
const Check *check_at(size_t i);
const Check *check_named(const char *name); /* "off-scale"; NULL: none */

/* Faults (char *) in the rules' check settings: unknown check, unknown name, not a number. True when none. */
bool check_settings_are_good(const Rules *rules, GPtrArray *faults);
/* The check's severity under these rules. */
Severity check_severity(const Check *check, const Rules *rules);
/* A setting under these rules; they are validated when the rules are checked. */
Ratio check_setting(const Check *check, const Rules *rules, const char *name);

/* -- running them ----------------------------------------------------------------------------------------- */

/* All checks over all panels. Flags (flag_free()d by the array) in order of stage, applicant id, check, item and
 * assessor id, whatever the order of panels and scorebooks. An applicant the ranking lists as incomplete at a stage
 * it has no panel at is looked at with an empty one. Record and ranking may be NULL: nothing beside the marks, nothing
 * about places. The source runs twice, the second time for few panels, or once where nothing stands out that has no flag.
 * NULL only when it failed. */
GPtrArray *checks_run(const Award *award, const Cycle *cycle, const PanelSource *source, const CheckRecord *record,
                      const Ranking *ranking, GError **error);
/* The same on the ranking made on the way, while the panels come by for the first time. *ret_ranking is NULL where the
 * criteria have no total to rank by. */
GPtrArray *checks_run_ranking(const Award *award, const Cycle *cycle, const PanelSource *source,
                              const CheckRecord *record, Ranking **ret_ranking, GError **error);

#endif
