/* check_parts.h: what the file of a check works with: panels laid out for looking at, settings, flags, statistics.
 *
 * A mark is looked at as item + assessor + something of its own (a two-way layout, Scheffe 1959, 4.1), in percent of full
 * marks: its departure is what it lies above the mean of the colleagues' marks on the item, the assessor's lean is the mean
 * departure over the items, and what remains of a departure beyond the lean is the mark's residual. These are floats,
 * which advise; what a flag says of a panel is exact. */
#ifndef ACCOLADE_CHECK_PARTS_H
#define ACCOLADE_CHECK_PARTS_H

#include "scoring/check.h"
#include "scoring/check_control.h"

/* -- what is looked at ------------------------------------------------------------------------------------ */

/* One scorebook of a panel, over the items. */
typedef struct CheckBook {
  size_t n, blanks;     /* numbers, blanks */
  size_t repeats;       /* how often it holds the mark that may fill half of it */
  size_t compared;      /* items that somebody else marked too */
  float mean, variance; /* of the numbers, in percent of full marks and its square; variance NAN without any */
  float flatness;       /* variance against the mean of the others'; NAN without others */
  float lean;           /* 0 when none is compared */
  float unrest; /* sum of squared residuals without the furthest, over two fewer than compared; NAN for fewer than
                           three */
  bool skipped; /* blanks keep it from counting (BLANK_SKIP_SCOREBOOK) */
} CheckBook;

enum { ROW = 16 }; /* marks that processors compare at once */

struct CheckSubject {
  const Award *award;
  const Criteria *criteria; /* of this applicant */
  const Cycle *cycle;
  uint32_t applicant;
  uint16_t stage_index;
  const Stage *stage;
  const Panel *panel; /* n may be 0; NULL in `ranked` */
  size_t n_items;
  const CheckItem *items; /* per item number; one at a STAGE_TOTAL, none at a gate or in `ranked`; legal is set */
  bool strange, ranges, ladders; /* some item is strange; takes a range; is a ladder */
  const Mark *rows; /* the marks of every scorebook, each filled up with blanks to row_length, a multiple of ROW */
  size_t row_length;
  const float *residuals; /* [item * stride + book]; NAN where nothing can be compared, and behind the last book */
  size_t stride;
  const float *scatter;   /* per item: the sum of their squares; NAN where nothing can be compared */
  const float *furthest;  /* per item: the largest of them */
  const uint32_t *given;  /* per item: how many numbers, as items[].n */
  float *room;            /* for a number per scorebook, `stride` of them, as any check may need it */
  int *item_room;         /* for one per item */
  const CheckBook *books; /* per scorebook of the panel; behind the last, up to `stride`, some without any mark */
  const uint32_t *gave;   /* per scorebook: how many numbers, as books[].n */
  size_t lead;            /* the leader's scorebook; panel->n: none */
  int drop;               /* the figure of an item that all gave a number is their mean without so many at each end; -1:
                                 it is something else, or some scorebook may not count */
  const Standing *standing;  /* NULL when not ranked; a place in ranking->standings, with its neighbours */
  const Ranking *ranking;    /* NULL: the criteria have no total */
  const CheckRecord *record; /* NULL: nothing beside the marks */
};

/* One scorebook of a whole stage; an applicant has one panel there. */
typedef struct CheckSheet {
  uint32_t applicant, assessor;
  float lean;   /* NAN when nothing could be compared */
  float excess; /* what of it neither the assessor's mildness nor the colleagues' explains; only in by_assessor */
} CheckSheet;

/* A stage after all its panels were seen. */
struct CheckWhole {
  const Award *award;
  const Cycle *cycle;
  const CheckRecord *record;
  uint16_t stage_index;
  size_t n_sheets;
  const CheckSheet *sheets; /* in the panels' order */
  /* Those with a lean by assessor: of assessor a, by_assessor[first[a]] to before by_assessor[first[a + 1]]. */
  const CheckSheet *by_assessor;
  const size_t *first;
};

/* -- one check at work ------------------------------------------------------------------------------------ */

/* What a flag that was raised before chance was known rests on. */
typedef struct CheckBet {
  uint32_t size;
  float statistic;
} CheckBet;

/* Memory for flags of one run and their forms, one behind the other; it goes with the last of them. */
typedef struct FlagBlock FlagBlock;
void flag_block_leave(FlagBlock *block);

/* A check with its settings resolved, and the list it adds to. */
struct CheckRun {
  const Check *check;
  Severity severity;                 /* the check's own, or what the rules say */
  Ratio numbers[CHECK_MAX_SETTINGS]; /* in the order of the check's settings */
  double values[CHECK_MAX_SETTINGS]; /* the same, for counts and statistics */
  GPtrArray *flags;                  /* Flag */
  FlagForm form;                     /* of the next flag: the names of its figures, as put down so far */
  GString *figures;                  /* and what they are, one behind the other */
  FlagBlock *block;                  /* what the next flag goes into, if there is room; NULL: none yet */
  bool late;                         /* `each` needs the ranking, and so waits for it */
  bool gauging;                      /* comparisons are handed in, flags are not raised yet */
  Extent kept;          /* meanwhile: of those of the panel that are beyond the check's limits and raise no flag yet */
  const Extent *likely; /* meanwhile: check_control_likely() at the stage */
  CheckBet bet;         /* meanwhile: what the next flag rests on */
  GArray *bets;         /* CheckBet: of each flag that was raised meanwhile */
  CheckControl **controls; /* per stage */
  bool shares;             /* they are another run's; if that is another check's, it hands the comparisons in */
  void *state;             /* what `gather` keeps for `whole`; freed with free_state */
  GDestroyNotify free_state;
};

/* Comparisons of panels and of stages go the same way:
 *
 *   if (check_compare(run, stage, size, statistic) && BEYOND THE CHECK'S LIMITS &&
 *       !check_keeps(run, size, statistic)) RAISE
 *
 * `size` is the number of marks or sheets a comparison rests on: it is judged among comparisons of about that size. Is it
 * beyond what chance gives? Where chance is not asked, because too few were made, the answer is yes, and the check's limits
 * decide alone. While comparisons are handed in, it is yes where one will likely stand out, going by those handed in so far:
 * then the flag is raised at once, and taken back if it does not. It is yes, too, where one lies further out than those of the
 * panel that were kept: check_keeps() then keeps it and says so, in place of a flag. A panel is looked at again when what it
 * kept stands out. At whole stages the answer is no, meanwhile: nothing need be kept. */
void check_hand_in(CheckRun *run, uint16_t stage, size_t size, const float *statistics, size_t n);
void check_hand_in_each(CheckRun *run, uint16_t stage, const uint32_t *sizes, const float *statistics, size_t n);
bool check_stood_out(const CheckRun *run, uint16_t stage, size_t size, float statistic); /* once all are handed in */
static inline bool check_stands_out(const CheckRun *run, uint16_t stage, size_t size, float statistic) {
  if (!run->gauging) return check_stood_out(run, stage, size, statistic);
  CheckTail tail = run->check->tail;
  bool further =
      ((statistic < run->kept.low) & (tail != TAIL_HIGH)) | ((statistic > run->kept.high) & (tail != TAIL_LOW));
  return further | check_is_likely(run->likely, size, statistic);
}
/* What is lower does not stand out, on however many marks it rests; for a TAIL_HIGH. It grows with each that is kept. */
static inline float check_quiet_below(const CheckRun *run) {
  return run->gauging ? MIN(run->kept.high, run->likely[CHECK_SIZES].high) : -INFINITY;
}
/* Looks at the items whose marks scatter so much that they may stand out: most need then not be asked about. */
typedef void CheckLook(CheckRun *run, const CheckSubject *subject, size_t item);
void check_scattered(CheckRun *run, const CheckSubject *subject, CheckLook *look);
bool check_keeps(CheckRun *run, size_t size, float statistic);
/* Hands one in and asks. */
bool check_compare(CheckRun *run, uint16_t stage, size_t size, float statistic);
/* Is chance not asked at the stage? No while comparisons are handed in. */
bool check_limits_decide(const CheckRun *run, uint16_t stage);

/* The setting every check with a tail has: CHECK_LEVEL as text. */
#define CHECK_LEVEL_SETTING \
  { "level", "5", CHECK_LEVEL_MEANING }
#define CHECK_LEVEL_MEANING N_("what share of these flags may be chance, in percent; 0: do not ask")

/* Adds a flag with the figures put down since the last one. severity SEVERITY_OFF: the check's default. Where the rules
 * change the severity, a flag raised above or below the check's default keeps its distance, from note to error. The item is a
 * code of the criteria, or NULL. */
void check_raise(CheckRun *run, const CheckSubject *subject, Severity severity, int64_t assessor, const char *item,
                 const char *sentence);
/* What check_raise() needs when a flag is about a whole stage: an applicant stands for those it was seen at. */
CheckSubject check_subject(const CheckWhole *whole, uint32_t applicant);

/* -- measuring -------------------------------------------------------------------------------------------- */

/* The panel's figure on an item as the stage combines it: what a total rests on; and the band it falls in, -1: none. */
Combined check_combine(const CheckSubject *subject, const CheckItem *item);
int check_panel_band(const CheckSubject *subject, const CheckItem *item);
void check_panel_bands(const CheckSubject *subject, int *ret_bands); /* per item */

/* A sum of fractions; those with the same denominator as the one before cost next to nothing. Starts out as {0}. */
typedef struct ExactSum {
  int128_t num, den;    /* den is common to all; 0: none yet */
  int128_t last, times; /* the denominator of the last, and how often it goes into den */
  Ratio rest;           /* what came before the common denominator grew too large; den 0: nothing */
} ExactSum;
void exact_rebase(ExactSum *sum, int128_t den); /* the next fractions have that denominator */
static inline void exact_add(ExactSum *sum, int128_t num, int128_t den) {
  if (sum->last != den) exact_rebase(sum, den);
  sum->num += num * sum->times;
}
void exact_scale(ExactSum *sum, int64_t times, int64_t over); /* the sum by times / over; over > 0 */
Ratio exact_total(const ExactSum *sum);

/* A scorebook's mean, and variance around it, over the items, full marks being 1; exact. Overflow where they cannot be. */
Ratio check_mean(const CheckSubject *subject, size_t book);
Ratio check_variance(const CheckSubject *subject, size_t book, Ratio mean);
/* Is the standard deviation at least a number of percent that is a setting of the check? Exact, and cheap where it is not
 * near. */
bool check_scatters(const CheckSubject *subject, size_t book, const CheckRun *run, size_t setting);
/* The variance that belongs to a standard deviation of so many percent of full marks. */
Ratio check_variance_of(Ratio percent);
/* How far float variances, in square percent, may lie from the exact ones at most. */
static const double CHECK_NEARLY = 0.1;

/* -- figures of the next flag, in the order they are put down ---------------------------------------------- */

/* The name; whatever the caller appends until the next is put is the value. */
GString *check_put(CheckRun *run, const char *name);
void check_put_text(CheckRun *run, const char *name, const char *value);
void check_put_whole(CheckRun *run, const char *name, size_t n);
void check_put_short(CheckRun *run, const char *name, Ratio exact); /* ratio_short() */
void check_put_decimal(CheckRun *run, const char *name, Ratio exact, unsigned decimals);
/* sum / n results in the scale's unit. */
void check_put_mark(CheckRun *run, const char *name, const CheckItem *item, int128_t sum, int64_t n);
void check_put_percent(CheckRun *run, const char *name, Ratio share, unsigned decimals); /* full marks being 1 */
void check_put_deviation(CheckRun *run, const char *name, Ratio variance); /* its root, in percent, one decimal */
void check_put_double(CheckRun *run, const char *name, double x);          /* without its sign, one decimal */

#endif
