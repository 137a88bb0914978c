/* criteria.h: what is judged against. A Criteria is a loaded pack and never changes.
 *
 * A criteria is a tree of nodes of any depth: categories, items, questions. Exactly one node on
 * every scored branch is an *item*, the level at which a mark is given; items have numbers
 * 0..n_items-1 in document order. An item takes one *cell* (one mark), or, where its rubric scores
 * dimensions, one cell per dimension. Cells have numbers 0..n_cells-1 in document order; a
 * scorebook is an array of that many marks.
 *
 * Units: points and weights are exact; marks are int16 hundredths of the scale's unit (70 % is
 * 7000). Everything reached from a Criteria is borrowed from it and lives until criteria_free().
 * An enum's *_names are the words that packs have for it, by value, NULL-terminated.
 * Look-up only: loading is pack.h, arithmetic is scoring/. What a pack says besides (revision, supersedes, maps to other
 * frameworks) is checked and kept in its text, and nothing is computed from it. */
#ifndef ACCOLADE_CRITERIA_H
#define ACCOLADE_CRITERIA_H

#include "criteria/ratio.h"
#include "criteria/text.h"

#include <glib.h>

typedef struct Node Node;
typedef struct Rubric Rubric;
typedef struct Scale Scale;
typedef struct Criteria Criteria;

/* -- scales: which marks are legal -------------------------------------------------------- */

typedef enum ScaleType { SCALE_PERCENT, SCALE_INTEGER, SCALE_LEVEL, SCALE_NAMED, SCALE_YES_NO } ScaleType;

struct Scale {
  const char *id;
  ScaleType type;
  const char *unit_sign; /* "%" or "" */
  int16_t unit;          /* what a stored mark of 100 is worth: 1; 10 where max is above 327.67 (then
                            marks are tenths, and a mark of 7205 means 720.5) */
  int16_t min, max;      /* hundredths of the unit; never below 0 */
  int16_t step;          /* hundredths between legal marks; 0 when `legal` lists them */
  size_t n_legal;        /* legal marks in rising order; 0 when every multiple of step from min is */
  const int16_t *legal;
  const Text *names; /* SCALE_NAMED, SCALE_YES_NO: names[i] belongs to legal[i]; else NULL */
};

bool scale_allows(const Scale *scale, int16_t mark);
/* The neighbouring legal mark, up (+1) or down (-1); the mark itself at the end of the scale. */
int16_t scale_step(const Scale *scale, int16_t mark, int direction);
/* "0, 5, 10 ... 100" shortened to a line, for messages. Caller frees. */
char *scale_describe(const Scale *scale);

/* -- rubrics: how marks on an item are read ------------------------------------------------- */

/* COMBINE_JUDGED      one cell; dimensions only guide the choice of the mark (Baldrige, GB/T 19580)
 * COMBINE_MEAN        weighted mean of the dimension cells, then caps (CAF fine-tuned; EFQM RADAR)
 * COMBINE_MIN, MEDIAN of the dimension cells (median of an even number: the lower middle one)
 * COMBINE_LADDER      dimensions are rungs from the bottom: a full rung (scale maximum) gives its
 *                     `to` and the climb goes on; a partial one gives from + (to - from) x share and
 *                     ends it; what is above a gap does not count (CAF classical, ISO 9004)   */
typedef enum RubricCombine { COMBINE_JUDGED, COMBINE_MEAN, COMBINE_MIN, COMBINE_MEDIAN, COMBINE_LADDER } RubricCombine;
extern const char *const rubric_combine_names[]; /* "judged" ... */

typedef struct Dimension {
  const char *id; /* "A", "D", "sound" ...; the cell's code is ITEM/ID */
  Text title;
  int64_t weight;   /* COMBINE_MEAN: relative, >= 1 */
  bool caps;        /* COMBINE_MEAN: the result is not above this dimension's mark */
  int16_t from, to; /* COMBINE_LADDER: the rung, in hundredths of the rubric's result */
} Dimension;

typedef struct Band {
  const char *id;   /* "b1" ... in rising order */
  int16_t from, to; /* inclusive, hundredths */
  Text title;
  Text *texts; /* what the band means per dimension: texts[d], n_dimensions of them (n == 0: none) */
  Text hint;   /* what it means as a whole */
} Band;

struct Rubric {
  const char *id;
  Text title;
  const Scale *scale; /* of every cell */
  RubricCombine combine;
  size_t n_dimensions;
  const Dimension *dimensions;
  size_t n_bands;
  const Band *bands; /* every legal mark lies in exactly one */
  int16_t base;      /* COMBINE_LADDER: the result below the first rung */
  int16_t max;       /* largest result, hundredths: the scale's, or the last rung's `to` */
  Rounding rounding; /* of the combined result */
  int16_t step;      /* hundredths; with rounding */
  bool range;        /* the two dimensions are the ends of a range: the first may not be above the second */
  size_t n_cells;    /* cells an item with this rubric takes: 1, or n_dimensions */
  int64_t den;       /* combined results are whole numbers of 1/den hundredths */
};

/* The band a result falls in: the highest whose `from` is not above it, else the lowest; NULL without bands. */
const Band *rubric_band(const Rubric *rubric, Ratio hundredths);

/* -- the tree ------------------------------------------------------------------------------- */

typedef enum NotApplicable { NA_FORBIDDEN, NA_REDISTRIBUTE, NA_SHRINK, NA_ZERO } NotApplicable;

struct Node {
  const char *code; /* unique in the pack, free text: "4.1.2" */
  Text title;
  Text hint;          /* our own line, never a standard's prose */
  const char *kind;   /* "process", "results", "context", "enabler" ...; inherited */
  const Node *parent; /* NULL at the top level */
  size_t n_children;
  const Node *const *children;
  Ratio points;               /* maximum of this node; 0 where the framework has none */
  Ratio share;                /* weight among its siblings, where the pack gives shares */
  bool adjustable;            /* its children's shares may be chosen at init, each within min_share..max_share */
  Ratio min_share, max_share; /* in percent */
  bool advisory;              /* asked and reported, never counted */
  /* an item's own: */
  int item;             /* 0..n_items-1, or -1 when this node is not an item */
  const Rubric *rubric; /* of an item */
  size_t cell;          /* its first cell */
  NotApplicable not_applicable;
  Ratio weight; /* what one hundredth of its result adds to the total, or, of a mean without one, to the
                   mean of all; 0 when advisory, or where there is neither */
  size_t n_questions;
  const struct Question *questions;
};

typedef struct Question {
  const char *code; /* may be "" */
  Text text;
} Question;

/* -- aggregation, subtotals, bands, levels -------------------------------------------------- */

/* AGGREGATE_SUM       a parent is the sum of its children's points (1000-point frameworks)
 * AGGREGATE_MEAN      a parent is the share-weighted mean of its children (CAF)
 * AGGREGATE_PASS_ALL  every top-level node stands alone with its own pass mark; no total (Deming)
 * AGGREGATE_MINIMUM   a parent is its lowest child (ladder frameworks)                            */
typedef enum Aggregate { AGGREGATE_SUM, AGGREGATE_MEAN, AGGREGATE_PASS_ALL, AGGREGATE_MINIMUM } Aggregate;
extern const char *const aggregate_names[]; /* "sum" ... */

typedef struct Subtotal {
  const char *id; /* "process", "results" */
  Text title;
  const bool *counts; /* per item number */
  Ratio points;       /* declared maximum, checked against the items at load */
} Subtotal;

typedef struct BandRow {
  const char *name; /* "3", "B+" */
  Ratio from, to;   /* points, inclusive */
  Text title;
} BandRow;

typedef struct BandTable {
  const char *on; /* "total", a subtotal's id, or a node's code */
  size_t n_rows;
  const BandRow *rows;
} BandTable;

/* A condition of a recognition level: TQC+, Deming, gates of an award. */
typedef enum ConditionType {
  CONDITION_ALL,
  CONDITION_ANY,
  CONDITION_NOT, /* of `children` */
  CONDITION_TOTAL,
  CONDITION_SUBTOTAL,
  CONDITION_SCORE,   /* points of total, subtotal `ref`, node `ref` */
  CONDITION_PERCENT, /* node or subtotal `ref` ("total" too) as percent of its points */
  CONDITION_BAND     /* item or category `ref` in band `band` or higher, by percent of points */
} ConditionType;

typedef struct Condition Condition;
struct Condition {
  ConditionType type;
  const char *ref;
  const char *band;
  Ratio value;
  bool above; /* strictly above value; else at least */
  size_t n_children;
  const Condition *children;
};

typedef struct Level {
  const char *id;
  Text title;
  const char *
      track; /* levels of one track, listed from the highest down, exclude each other: the first met counts; "" = alone */
  Condition condition;
} Level;

typedef enum RoundAt { ROUND_AT_ITEM, ROUND_AT_STAGE, ROUND_AT_TOTAL } RoundAt;
extern const char *const round_at_names[]; /* "item" ... */

struct Criteria {
  const char *id, *edition; /* edition is never reused for other numbers */
  const char *status;       /* "confirmed", "second-hand", "example": how sure the numbers are */
  Text title, note;         /* note: where the figures come from, what is not confirmed */
  char sha256[65];          /* of the pack's text after overlays are applied */
  size_t n_nodes;
  const Node *nodes; /* document order, parents before children */
  size_t n_tops;
  const Node *const *tops; /* the top-level nodes */
  size_t n_items;
  const Node *const *items;
  size_t n_cells;
  const char *const *cell_codes; /* "4.1.2", or "1.1/sound" */
  const Scale *const *cell_scales;
  Aggregate aggregate;
  bool has_total;
  Ratio points;      /* maximum of the total */
  Rounding rounding; /* the framework's own; used unless the award rules name one */
  RoundAt round_at;
  Ratio round_step;
  Ratio na_max_share; /* largest share of points that may be not applicable, percent */
  bool na_reason;     /* a reason is mandatory */
  size_t n_rubrics;
  const Rubric *rubrics;
  size_t n_subtotals;
  const Subtotal *subtotals;
  size_t n_band_tables;
  const BandTable *band_tables;
  size_t n_levels;
  const Level *levels;
  void *owner; /* private to criteria.c and pack*.c: the memory all this lies in */
};

const Node *criteria_node(const Criteria *criteria, const char *code); /* NULL: none */
const Subtotal *criteria_subtotal(const Criteria *criteria, const char *id);
/* Cell number of "4.1.2" or "1.1/sound", -1 when there is none (also for an item that needs dimensions). */
int criteria_cell(const Criteria *criteria, const char *code);
/* Is that the item's code, or one of its dimensions': "1.1/sound" is of "1.1"? */
bool code_is_of(const char *code, const char *item);
/* Does it touch the item: is of it, or "", which is all of a scorebook? Everything touches NULL. */
bool code_touches(const char *code, const char *item);
/* The item a cell belongs to. */
const Node *criteria_cell_item(const Criteria *criteria, size_t cell);
void criteria_free(Criteria *criteria);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Criteria, criteria_free)

#endif
