/* check.h: what can be doubtful about scores, one file and one row each.
 *
 * A check looks at a panel and raises Flags: questions, never verdicts, never errors. Severity and
 * thresholds are named settings a rules pack may change; the defaults are in each check's struct.
 * A Flag carries figures and names, and its sentence is a template of the check with {name} places,
 * so that whoever shows it can do so in the reader's language. */
#ifndef ACCOLADE_CHECK_H
#define ACCOLADE_CHECK_H

#include "scoring/check_record.h"
#include "scoring/ranking.h"

typedef enum Severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARN, SEVERITY_ERROR } Severity;
const char *severity_name(Severity severity); /* "off", "note", "warn", "error" */
bool severity_parse(const char *name, Severity *ret_severity);

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
  size_t item_order;           /* where the item stands in the criteria; 0: none */
  const char *sentence;        /* msgid with {name} places; {applicant} {assessor} {item} {stage} too */
  size_t n_figures;
  Figure *figures;
  double statistic; /* of a comparison that chance could make too; NAN: none. On the scale of check_compared() */
  bool tentative;   /* holds only where chance is asked: too little by itself */
  double p;         /* how often chance gives as much or more; NAN: not asked */
  char *resolved;   /* the reason people gave for having settled it; NULL: open. Checks never set it */
} Flag;

/* 16 hex digits that stand for the flag's figures: a resolution holds for these figures and no others. Caller frees. */
char *flag_digest(const Flag *flag);

typedef struct CheckSettingDefault {
  const char *name, *value;
  const char *meaning; /* N_() */
} CheckSettingDefault;

/* What a panel gave on one item. Results are rubric_result() per scorebook, or a MARK_ state. */
typedef struct CheckItem {
  const char *code; /* "4.1.2"; "total" at a STAGE_TOTAL */
  const Node *node; /* NULL at a STAGE_TOTAL, like the rubric */
  const Rubric *rubric;
  const Scale *scale;
  int64_t den;            /* results are in 1/den hundredths of the scale's unit */
  int64_t full;           /* the largest possible result */
  int64_t factor;         /* result x factor is on the subject's `common` scale; 0: no common scale with the others */
  const int64_t *results; /* panel->n of them */
  size_t n;               /* how many are numbers */
  int64_t low, high, sum; /* of the numbers; 0 without any */
} CheckItem;

/* How many items a stage has; one of them, without marks; and what a panel gave on it (results: room for panel->n). */
size_t check_item_count(const Stage *stage, const Criteria *criteria);
CheckItem check_item_of(const Stage *stage, const Criteria *criteria, size_t number);
void check_item_fill(CheckItem *item, const Panel *panel, int64_t *results);

/* What one scorebook of the panel gave, over the items that share a scale, on that scale. */
typedef struct CheckBook {
  int64_t n; /* numbers */
  int128_t sum;
  Ratio variance; /* of the population, full marks being 1; 0 without numbers */
  bool skipped;   /* has blanks, and the stage does not count such scorebooks (BLANK_SKIP_SCOREBOOK) */
} CheckBook;

typedef struct CheckSubject {
  const Award *award;
  const Criteria *criteria; /* of this applicant */
  const Cycle *cycle;
  uint32_t applicant;
  uint16_t stage_index;
  const Stage *stage;
  const Panel *panel; /* n may be 0; NULL in `ranked` */
  size_t n_items;
  const CheckItem *items;    /* per item number; one at a STAGE_TOTAL, none at a gate or in `ranked` */
  const CheckBook *books;    /* per scorebook of the panel */
  size_t lead;               /* the leader's scorebook; panel->n: none */
  int64_t common;            /* full marks of any item on the scale all items share */
  const Standing *standing;  /* NULL when not ranked; a place in ranking->standings, with its neighbours */
  const Ranking *ranking;    /* NULL: the criteria have no total */
  const CheckRecord *record; /* NULL: nothing beside the marks */
} CheckSubject;

/* One scorebook of a whole stage, in the panels' order. */
typedef struct CheckSheet {
  uint32_t applicant, assessor;
  float lean; /* mean difference to the colleagues, percent of full marks; NAN alone */
} CheckSheet;

/* A stage after all its panels were seen. */
typedef struct CheckWhole {
  const Award *award;
  const Cycle *cycle;
  const CheckRecord *record;
  uint16_t stage_index;
  size_t n_sheets;
  const CheckSheet *sheets;
} CheckWhole;

enum { CHECK_MAX_SETTINGS = 6 };

/* False alarms. Among thousands of comparisons some are far off by chance alone. A check with a tail therefore hands
 * every comparison's statistic in; when a stage has CHECK_ENOUGH of them, their median and scaled MAD say what is usual
 * there, the normal tail beyond it gives each flag's p, and Benjamini & Hochberg (1995) keep, of all comparisons
 * made, those flags that hold at the check's setting "level" (percent; 0: keep all). On data without anything to find
 * that is also the share of cycles with any such flag. Stages with fewer comparisons are judged by thresholds alone. */
typedef enum CheckTail { TAIL_NONE, TAIL_HIGH, TAIL_LOW, TAIL_BOTH } CheckTail;
enum { CHECK_ENOUGH = 100 };

/* A check with its settings resolved, and the list it adds to. */
typedef struct CheckRun {
  const struct Check *check;
  Severity severity; /* the check's own, or what the rules say */
  Ratio numbers[CHECK_MAX_SETTINGS];
  GPtrArray *flags;
  struct CheckControl *control; /* NULL: chance is not asked */
  void *state;                  /* what `each` gathers for `whole`; freed with free_state */
  GDestroyNotify free_state;
} CheckRun;

/* Notes that a comparison was made at the subject's stage, whether it raises a flag or not: the statistic tells how unlike
 * the others it is, near 0 for most and within 200 or so either way. Only checks with a `tail` are asked. */
void check_compared(CheckRun *run, const CheckSubject *subject, double statistic);
/* Says of the flag raised last that it rests on this statistic. */
void check_rests_on(CheckRun *run, double statistic);
/* Says of the flag raised last that it is dropped where there are too few comparisons to ask chance. */
void check_tentative(CheckRun *run);

/* What check_raise() needs when a flag is about a whole stage: an applicant stands for those it was seen at. */
CheckSubject check_subject(const CheckWhole *whole, uint32_t applicant);

/* A setting as a number; settings are validated when the rules are checked. */
Ratio check_number(const CheckRun *run, const char *name);
/* Adds a flag; figures are name, value (g_free'd here) pairs up to NULL. severity SEVERITY_OFF: the check's
 * default. Where the rules change the severity, a flag raised above or below the check's default keeps its
 * distance, from note to error. The item is a code of the criteria, or NULL. */
void check_raise(CheckRun *run, const CheckSubject *subject, Severity severity, int64_t assessor, const char *item,
                 const char *sentence, ...) G_GNUC_NULL_TERMINATED;

/* sum / n results of an item in its scale's unit, the shortest exact decimal. Caller frees. */
char *check_figure(const CheckItem *item, int128_t sum, int64_t n);
/* Is a distance between results at least that many percent of the largest possible one? On a percent scale: points. */
bool check_reaches(const CheckItem *item, int64_t distance, Ratio percent);
/* The band (0, 1 ...) sum / n results fall in; -1 when the item has no bands. */
int check_band(const CheckItem *item, int128_t sum, int64_t n);

/* The panel's figure on an item as the stage combines it: what a total rests on. */
Combined check_combine(const CheckSubject *subject, const CheckItem *item);

/* For the statistics of check_compared(), in doubles; NAN where nothing can be compared. A scorebook's result on an item
 * minus the mean of the others', in percent of full marks. */
double check_departure(const CheckItem *item, size_t book);
/* Cube root of the variance of a panel's marks on an item, in percent: near normal (Wilson & Hilferty 1931). */
double check_scatter(const CheckItem *item, size_t n);
/* Per scorebook the mean of its departures. Caller frees. */
double *check_leans(const CheckSubject *subject);
/* Ten times the logarithm of a scorebook's variance over the items against the mean of the others' variances. */
double check_scatter_against(const CheckSubject *subject, size_t book);
/* Per scorebook the mean square of its departures less its lean, without the furthest, which is a matter of its own; NAN
 * for fewer than three items. Caller frees. */
double *check_restless(const CheckSubject *subject);

/* The variance that belongs to a standard deviation of so many percent of full marks. */
Ratio check_variance(Ratio percent);
/* A scorebook's standard deviation in percent of full marks, one decimal, half-up. Caller frees. */
char *check_deviation_figure(const CheckBook *book);
/* sum / n numbers on the common scale in percent of full marks, two decimals. Caller frees. */
char *check_percent_figure(const CheckSubject *subject, int128_t sum, int64_t n);
/* How near to a line is near: the setting "points", or where that is 0 "percent" of full marks. */
Ratio check_nearness(const CheckRun *run, Ratio full_marks);
/* A whole number as a figure. Caller frees. */
char *check_whole(size_t n);

typedef struct Check {
  const char *name;
  const char *title;     /* N_(): its name for people */
  const char *sentence;  /* N_(): what it looks for, for help, report and manual */
  const char *next_step; /* N_(): what to do about a flag */
  Severity severity;     /* default */
  CheckTail tail;        /* which statistics are remarkable; TAIL_NONE: not a matter of chance */
  bool keeps;            /* what chance gives in less than one comparison of 20 stays as a note instead of no flag */
  const char *behind;    /* a flag of that check on the same item says it better: then this one becomes a note */
  CheckSettingDefault settings[CHECK_MAX_SETTINGS];
  void (*each)(CheckRun *run, const CheckSubject *subject); /* once per applicant and stage; may be NULL */
  void (*whole)(CheckRun *run, const CheckWhole *whole); /* once per stage with scorebooks, at the end; may be NULL */
  void (*ranked)(CheckRun *run,
                 const CheckSubject *subject); /* once per standing, at the last scored stage; may be NULL */
} Check;

/* The list. One row each: a new check is check_NAME.c and a row here. */
#define CHECKS(ROW)   \
  ROW(missing)        \
  ROW(off_scale)      \
  ROW(panel_small)    \
  ROW(ladder_gap)     \
  ROW(spread)         \
  ROW(band_distance)  \
  ROW(extreme)        \
  ROW(leniency)       \
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

/* Faults (char *) in the rules' check settings: unknown check, unknown name, not a number. True when none.
 * `say` translates a msgid (gettext); NULL: English. */
bool check_settings_are_good(const Rules *rules, const char *(*say)(const char *msgid), GPtrArray *faults);
/* The check's severity under these rules. */
Severity check_severity(const Check *check, const Rules *rules);

/* All checks over all panels. Flags (flag_free()d by the array) in order of stage, applicant id, check, item and
 * assessor id, whatever the order of panels and scorebooks. An applicant the ranking lists as incomplete at a stage
 * it has no panel at is looked at with an empty one. Ranking may be NULL. NULL only when the source failed. */
GPtrArray *checks_run(const Award *award, const Cycle *cycle, const PanelSource *source, const Ranking *ranking,
                      GError **error);
/* The same with what else the record holds. */
GPtrArray *checks_run_on(const Award *award, const Cycle *cycle, const PanelSource *source, const CheckRecord *record,
                         const Ranking *ranking, GError **error);
void flag_free(Flag *flag);

/* The sentence with its places filled. `sentence` is the flag's own or its translation. Caller frees. */
char *flag_message(const Flag *flag, const Cycle *cycle, const Rules *rules, const char *sentence);

#endif
