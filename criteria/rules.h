/* rules.h: by which award rules applicants are combined, ranked and placed. Immutable once loaded.
 *
 * Covers the settings that published award rules differ in: classes, tiers, places, reserved and
 * rolled-over places, applicant kinds, criteria per class, ordered stages with maximum and factor,
 * panel minimum, who passes a stage, ballots, trimming, rounding, floors, vetoes, gates, deductions,
 * tie keys, publicity and objection days, re-application, money. What accolade computes with is
 * said here in fields; what it only prints (days, years, money, ballots, how far a veto looks back) too, marked "told, not
 * computed".
 *
 * Everything is borrowed from the Rules and lives until rules_free(). */
#ifndef ACCOLADE_RULES_H
#define ACCOLADE_RULES_H

#include "criteria/criteria.h"

/* -- how several scorebooks become one figure ----------------------------------------------- */

/* METHOD_JUDGED: one figure is judged, not computed: what the panel agreed on (scoring/consensus.h), where it has agreed;
 * else the panel leader's. Under all other methods an agreed figure is shown beside and never counts. */
typedef enum CombineMethod { METHOD_MEAN, METHOD_MEDIAN, METHOD_TRIMMED, METHOD_JUDGED } CombineMethod;
extern const char *const combine_method_names[]; /* "mean" ... */
typedef enum ApplyAt { APPLY_AT_ITEM, APPLY_AT_TOTAL } ApplyAt;
extern const char *const apply_at_names[]; /* "item" ... */
typedef enum BlankPolicy { BLANK_SKIP_MARK, BLANK_SKIP_SCOREBOOK, BLANK_REFUSE } BlankPolicy;
extern const char *const blank_policy_names[]; /* "skip-mark" ... */

/* The options of the plain rules; a stage may override what the rules say. */
typedef struct Combination {
  CombineMethod method;
  unsigned drop;          /* trimmed: k highest and k lowest; used when trim is 0 */
  Ratio trim;             /* trimmed: fraction per end, floor(n x trim) are dropped; 0 = use drop */
  unsigned minimum;       /* fewer marks than this: use fallback; 0 = 2k+1 with drop, else 1 */
  CombineMethod fallback; /* METHOD_MEAN or METHOD_MEDIAN */
  ApplyAt apply_at;
  BlankPolicy blank;
} Combination;

typedef struct RoundingRule {
  bool set; /* false: as the criteria say */
  Rounding policy;
  RoundAt at;
  Ratio step;
} RoundingRule;

/* -- stages ------------------------------------------------------------------------------------ */

/* STAGE_ITEMS  assessors mark the criteria's items; the stage's figure is the criteria's total
 * STAGE_TOTAL  assessors give one figure 0..max under the item code "total" (a defence of 100,
 *              a satisfaction survey, a site visit reported as one number)
 * STAGE_GATE   not scored: passed or not, by a recorded decision or ballot                    */
typedef enum StageForm { STAGE_ITEMS, STAGE_TOTAL, STAGE_GATE } StageForm;
extern const char *const stage_form_names[]; /* "items" ... */

typedef enum PassBy { PASS_ALL, PASS_TOP, PASS_RATIO, PASS_FLOOR, PASS_DECISION } PassBy;
extern const char *const pass_by_names[]; /* "all" ... */

typedef struct Deduction {
  const char *id; /* "overtime" */
  Text title;
  Ratio points; /* per started unit */
  Ratio free;   /* units without deduction */
  const char *unit;
} Deduction;

typedef struct Requirement { /* records a scorebook must hold beside its marks (scoring/wants.h) */
  const char *what;          /* "strength", "ofi", "comment" (either), "key-factor" (cited by them),
                                "reason" (of an abstention) */
  unsigned min, max;         /* per item; max 0 = none */
  int32_t from_mark;         /* only for marks >= this, in hundredths, whatever the scale's unit; 0 always */
  int32_t to_mark;           /* and, where to_set, <= this */
  bool to_set;
  bool strict; /* a scorebook without them is not taken; else they are asked for */
} Requirement;

typedef struct Stage {
  const char *id;
  Text title;
  StageForm form;
  Scale scale; /* STAGE_TOTAL: legal figures */
  Ratio max;   /* full marks; STAGE_ITEMS: the criteria's points unless the rules say otherwise */
  bool max_set;
  Ratio factor;            /* what one point of this stage adds to the award total; 0 = not counted, as a gate is */
  unsigned panel_min;      /* submitted, not recused scorebooks wanted; 0 = 1 */
  unsigned panel_max;      /* and at most, which a check asks after; 0 = not stated */
  bool blind;              /* assessors do not see each other before the stage is closed */
  bool declaration;        /* they declare whether an interest binds them before an applicant's content opens */
  Combination combination; /* resolved: the rules' with this stage's own changes */
  RoundingRule rounding;
  PassBy pass;        /* who goes on */
  Ratio pass_value;   /* top N, ratio of those here, or floor in percent of max */
  const char *ballot; /* how people vote; told, not computed; "" = not stated */
  size_t n_deductions;
  const Deduction *deductions;
  size_t n_requirements;
  const Requirement *requirements;
} Stage;

/* -- classes, tiers, places ---------------------------------------------------------------------- */

typedef struct Reserve { /* places of a tier kept for a group: "3 reserved for small firms" */
  unsigned places;
  const char *field; /* "sector", "region", "kind", "class" */
  const char *value;
} Reserve;

typedef struct Places {
  const char *class_id; /* "" = every class, or no classes */
  unsigned most;        /* G_MAXUINT: no limit */
  size_t n_reserves;
  const Reserve *reserves;
} Places;

typedef struct Tier { /* in falling order of honour */
  const char *id;
  Text title;
  bool has_floor;
  Ratio floor; /* points, or percent of full marks */
  bool floor_percent;
  bool floor_exclusive; /* the total must be above it; else at least */
  size_t n_places;
  const Places *places;
  const char *roll_to;          /* tier that inherits unused places, "" = they stay vacant */
  const char *level;            /* recognition level (Level.id) an applicant must have met, "" = none */
  bool outside_quota;           /* repeat winners etc. use no place */
  const char *money, *currency; /* of each prize, as written: "1000000", "CNY"; told, not computed; "" = not stated */
} Tier;

typedef struct AwardClass {
  const char *id; /* matches the applicants' class; */
  Text title;
  const char *criteria; /* id of a criteria pack, "" = the award's */
  const char *kinds;    /* applicant kinds allowed, space separated; "" = all */
} AwardClass;

typedef struct Veto {
  const char *id;
  Text title;
  unsigned years; /* how far back it looks; told, not computed; 0 = not stated */
} Veto;

/* -- ties -------------------------------------------------------------------------------------- */

typedef enum TieKeyType { TIE_STAGE, TIE_SUBTOTAL, TIE_NODE } TieKeyType;
extern const char *const tie_key_names[]; /* "stage" ... */

/* Compared in order, higher first; when exhausted the rank is shared. ref: a stage's id (its points there, 0 where marks or
 * scorebooks are missing), a subtotal's, or a node's code (as subtotals, its points at the last stage that counts and marks
 * items). */
typedef struct TieKey {
  TieKeyType type;
  const char *ref;
} TieKey;

/* -- consensus --------------------------------------------------------------------------------- */

typedef struct ReasonCode { /* why an agreed mark is not what the assessors gave */
  const char *id;           /* "evidence" */
  Text title;
} ReasonCode;

/* -- checks ------------------------------------------------------------------------------------- */

typedef struct CheckSetting {       /* one named number or severity of one check */
  const char *check, *name, *value; /* "spread", "warn", "15"; name "severity": off note warn error */
} CheckSetting;

/* -- checks of the award's own ---------------------------------------------------------------------- */

/* FIGURE_PERCENT   the figure on an item, or points of a node, a subtotal or "total", in percent of full marks
 * FIGURE_BAND      number of the band, from 1, of the figure on an item
 * FIGURE_SPREAD    highest less lowest mark of the panel on an item, in percent of full marks
 * FIGURE_SELF      the applicant's own mark less the panel's figure on an item, in percent of full marks
 * FIGURE_STRENGTHS, FIGURE_OFIS, FIGURE_COMMENTS   how many were written on an item, its dimensions among it
 * FIGURE_STAGE     a stage's total in percent of its full marks
 * Percent, band and comments are the panel's, or where a rule is asked of scorebooks, the assessor's own. */
typedef enum RuleFigure {
  FIGURE_PERCENT,
  FIGURE_BAND,
  FIGURE_SPREAD,
  FIGURE_SELF,
  FIGURE_STRENGTHS,
  FIGURE_OFIS,
  FIGURE_COMMENTS,
  FIGURE_STAGE
} RuleFigure;
extern const char *const rule_figure_names[]; /* "percent" ... */

typedef enum RuleOrder { RULE_ABOVE, RULE_AT_LEAST, RULE_BELOW, RULE_AT_MOST } RuleOrder;
extern const char *const rule_order_names[]; /* "above", "at-least", "below", "at-most" */

/* The figure of `of` compared with `value`, or with the same figure of `than` plus `value`. */
typedef struct RuleTerm {
  RuleFigure figure;
  const char *of, *than; /* of "": the item in hand; than "": a number */
  RuleOrder order;
  Ratio value;
} RuleTerm;

/* What a rule is asked of, one by one. A mark is an item in a scorebook. */
typedef enum RuleEach { EACH_APPLICANT, EACH_ITEM, EACH_SCOREBOOK, EACH_MARK } RuleEach;
extern const char *const rule_each_names[]; /* "applicant", "item", "scorebook", "mark" */
static inline bool rule_has_item(RuleEach each) { return each == EACH_ITEM || each == EACH_MARK; }
static inline bool rule_has_scorebook(RuleEach each) { return each == EACH_SCOREBOOK || each == EACH_MARK; }

/* All terms hold: a flag is raised that says the title. A figure that is not there holds nothing. */
typedef struct DeclaredRule {
  const char *name, *severity; /* "note", "warn", "error" */
  Text title;
  const char *stage; /* "": every stage marked item by item */
  RuleEach each;
  const char *kind; /* the items it is asked of; "": all */
  size_t n_terms;
  const RuleTerm *terms;
} DeclaredRule;

typedef struct RulesSource {
  const char *title, *reference, *mark; /* mark: A official, B second-hand, K unconfirmed */
} RulesSource;

typedef struct Rules {
  const char *id, *edition;
  const char *status; /* "own", "example" ... never "official" for what is not confirmed */
  Text title, note;   /* note: what the text does not say */
  char sha256[65];
  size_t n_sources;
  const RulesSource *sources;
  size_t n_stages;
  const Stage *stages; /* in order */
  size_t n_classes;
  const AwardClass *classes;
  size_t n_tiers;
  const Tier *tiers;
  size_t n_vetoes;
  const Veto *vetoes;
  size_t n_tie_keys;
  const TieKey *tie_keys;
  size_t n_levels; /* gates and recognition levels of the award, beside the criteria's */
  const Level *levels;
  size_t n_check_settings;
  const CheckSetting *check_settings;
  size_t n_declared;
  const DeclaredRule *declared; /* checks of the award's own */
  size_t n_reason_codes;        /* 0: the built-in ones (scoring/consensus.h) */
  const ReasonCode *reason_codes;
  Combination combination; /* of the award; each stage carries its resolved copy */
  RoundingRule rounding;
  const char *principle; /* "score", "score-then-representation", "score-then-balance"; "" = not stated */
  unsigned cycle_years, publicity_days, objection_days, reapply_years; /* told, not computed; 0 = not stated */
  size_t n_overrides;                                                  /* the NAME=VALUE given at init, in order */
  const char *const *overrides;
  void *owner;
} Rules;

const Stage *rules_stage(const Rules *rules, const char *id); /* NULL: none */
int rules_stage_index(const Rules *rules, const char *id);    /* -1: none */
int rules_first_marked_stage(const Rules *rules);             /* -1: none */
/* The stage somebody names: by its id, else by a title, of several with that title the first; -1: none. */
int rules_stage_named(const Rules *rules, const char *name);
/* Likewise of what the rules take points off for at a stage; NULL: none. */
const Deduction *stage_deduction_named(const Stage *stage, const char *name);
const AwardClass *rules_class(const Rules *rules, const char *id);
/* Does a tier keep places for those with some value of that field: "sector", "region", "kind" or "class"? */
bool rules_keep_places_for(const Rules *rules, const char *field);
/* As the rules reckon with it: without a kind an applicant is an organisation. */
const char *kind_meant(const char *kind);
/* May an applicant of that kind be in the class? No kind's name is part of another's. */
bool class_takes_kind(const AwardClass *class, const char *kind);
const Tier *rules_tier(const Rules *rules, const char *id);
const Tier *rules_tier_named(const Rules *rules, const char *name); /* by id or title; NULL: none */
/* Is it given by people, not by rank? So is what stands outside the quota and asks for no floor, places or level. */
bool tier_is_by_people(const Tier *tier);
/* The places of its own that a tier has for a class; NULL: none. */
const Places *tier_places(const Tier *tier, const char *class_id);
/* Can one of that class have a place of the tier: of its own, rolled down to it, or because there is no limit to them? */
bool rules_tier_is_for(const Rules *rules, const Tier *tier, const char *class_id);
/* The setting's text as the rules said it last, or fallback. */
const char *rules_check_setting(const Rules *rules, const char *check, const char *name, const char *fallback);
/* Full marks of the award: sum over stages of factor x maximum. */
Ratio rules_full_marks(const Rules *rules, const Criteria *criteria);
Ratio stage_full_marks(const Stage *stage, const Criteria *criteria);
bool stage_is_decided(const Stage *stage); /* do people decide who passes? */
/* Cells a scorebook of this stage has: the criteria's, 1 for STAGE_TOTAL, 0 for STAGE_GATE. */
size_t stage_cells(const Stage *stage, const Criteria *criteria);
const Scale *stage_cell_scale(const Stage *stage, const Criteria *criteria, size_t cell);
const char *stage_cell_code(const Stage *stage, const Criteria *criteria, size_t cell); /* STAGE_TOTAL: "total" */
int stage_cell(const Stage *stage, const Criteria *criteria, const char *code);         /* -1: none */
void rules_free(Rules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rules, rules_free)

#endif
