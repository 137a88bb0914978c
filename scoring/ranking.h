/* ranking.h: the one function that ranks.
 *
 * In: per applicant the stage totals and tie keys. Out: standings in order, shared ranks
 * (standard competition ranking: 1, 2, 2, 4), tiers, vacancies, and those who are not ranked, each with
 * the reason. Nothing depends on the order of rows, names or a locale: equal totals whose tie keys are
 * exhausted share a rank, and inside a shared rank standings are listed by applicant id (bytewise).
 *
 * With classes in the rules, each class is ranked by itself, in the rules' order of classes.
 * Places are given tier by tier from the top; a tier's floor is compared with the unrounded total
 * (unless the rules round at the total). Places that a tie straddles are given to nobody: they are
 * listed as contested, for people to decide on the record, and the tied group is given no lower tier until then;
 * places of lower tiers that its members may yet need go to no lower rank, and are listed as contested too.
 * Such a decision (Cycle.placings) holds among those who tied when it was made: as long as the same ones tie for the same
 * tier's places, and there are places for all who were given one, it gives them theirs; then the rest go on. Else it has no
 * effect. Several places of one tie are given one by one: each decision names all who tied, so that it holds without the others.
 * Reserved places are used first by those they are kept for; what is left of them stays vacant. Other unused places
 * go to the tier the rules roll them to. A tier with places for other classes only has for this class what is rolled to it. A tier
 * outside the quota that asks for no floor, level or places is given by people (tier_is_by_people()): to whom they named, where
 * it has no other.
 *
 * The award total is the sum of factor x stage total over the counted stages (factor above 0) that have begun. A
 * stage at which nobody has a scorebook has not begun: it is left out of total and full marks for everyone, and nobody
 * is incomplete for it; before the first scorebook everybody is incomplete at the first counted stage. Who goes on
 * from a stage is decided within a class, on that stage's total: PASS_TOP and PASS_RATIO (cut to a whole number, at
 * least 1) let all pass who tie at the line. Without a decision where others have one an applicant is incomplete.
 * The first reason met counts: veto, withdrawal, class or kind (none given: organisation), then stage by stage. Who has
 * withdrawn is as if it had never applied: stages begin, lines are drawn and places given by the others. A veto comes before a
 * withdrawal, and both are told: a fact that bars an applicant does not go away because it leaves, else leaving would be
 * the way out of it; and when the veto is lifted the withdrawal still stands. */
#ifndef ACCOLADE_RANKING_H
#define ACCOLADE_RANKING_H

#include "scoring/scoresheet.h"

enum { RANKING_MAX_STAGES = 50 }; /* as many as a rules pack may have (rules.xsd) */

typedef enum FloorState { FLOOR_NONE, FLOOR_MET, FLOOR_MISSED } FloorState;

typedef struct Standing {
  uint32_t applicant;      /* index into Cycle.applicants */
  uint32_t rank;           /* within its class */
  FloorState floor;        /* the lowest there is for its class; who has a tier that asks for none misses none */
  uint32_t contest;        /* last tie for places, before any was given: 1 + index into Ranking.contests; 0: none */
  const Tier *tier;        /* NULL: none */
  bool tied;               /* shares its rank */
  bool contested;          /* a tie at the line left this place open */
  bool placed;             /* and people gave it to this one */
  bool decided_by_tie_key; /* equal total with a neighbouring rank, told apart by a tie key */
  uint8_t tie_key;         /* which one (index into the rules) */
  uint16_t reserve;        /* whose kept place it has: 1 + index into those of the tier for its class; 0: an open one */
  const Ratio *total;      /* of Ranking.award_totals */
  const Ratio *max;        /* full marks for this applicant; of Ranking.full_marks */
} Standing;

typedef enum NotRankedReason {
  NOT_RANKED_INCOMPLETE,
  NOT_RANKED_VETO,
  NOT_RANKED_NOT_PASSED,
  NOT_RANKED_CLASS,
  NOT_RANKED_WITHDRAWN
} NotRankedReason;

typedef struct NotRanked {
  uint32_t applicant;
  NotRankedReason reason;
  uint16_t stage; /* where: the first stage it is incomplete at or did not pass */
} NotRanked;

typedef enum VacancyReason {
  VACANCY_FLOOR,        /* the best one without a place is below the floor */
  VACANCY_NO_APPLICANT, /* nobody is without a place */
  VACANCY_CONTESTED,
  VACANCY_LEVEL,   /* the best one without a place has not met the level */
  VACANCY_RESERVED /* none of those it is kept for is without a place; if some is, its floor or level is why */
} VacancyReason;

typedef struct Vacancy {
  const char *class_id; /* "" without classes */
  const Tier *tier;
  unsigned places;
  VacancyReason reason;
  bool reserved;         /* kept for some: the reason is theirs, and others may well reach the floor and the level */
  const Tier *rolled_to; /* where the places went, NULL: they stay empty */
} Vacancy;

typedef struct Contest { /* a tie for more places than there are */
  const Tier *tier;
  char *place;     /* "gold: A07 A09": the tier and, in order, who tied; what a decision on it names */
  unsigned places; /* how many there are for them */
} Contest;

typedef struct Ranking {
  size_t n_stages;
  bool begun[RANKING_MAX_STAGES]; /* somebody has a scorebook, at a gate a decision, at this stage */
  GArray *standings;              /* Standing, by class, then rank, then id */
  GArray *incomplete;             /* NotRanked, by id */
  GArray *excluded;               /* NotRanked, by id; among them who has withdrawn */
  GArray *vacancies;              /* Vacancy, by class and tier */
  GArray *contests;               /* Contest, as they came up */
  StageTotal *totals;             /* [applicant * n_stages + stage]; zeroed where a stage was not reached */
  Ratio *award_totals;            /* [applicant]; zeroed for who is not ranked */
  GPtrArray *full_marks;          /* Ratio: those there are, mostly one for all */
  size_t n_keys;                  /* tie keys of the rules */
  Ratio *key_points;              /* [applicant * n_keys + key]; NULL when no key needs items */
} Ranking;

/* Where panels come from: run() calls `each` once per applicant and stage that has any scorebook, in
 * ascending (stage, applicant) order; panels are valid during the call. False: stop, error set.
 *
 * run_parts() divides the applicants among n users and walks through each user's part as run() does, all parts
 * at the same time: `each` may be called for different users at once. It pays for up to `parts` users; 0: there is none. Who
 * keeps little for each user does well to have `shares` of them, which are taken by whoever is free; 0: as many as parts.
 * run_some() is run_parts() for those panels alone that are wanted[stage * applicants + applicant]; NULL: there is none.
 *
 * tell() hears how far the work is that goes on when all panels have come by (Telling); NULL: nobody wants to know. */
typedef bool EachPanel(const Panel *panel, void *user);
typedef struct PanelSource {
  void *data;
  bool (*run)(void *data, EachPanel *each, void *user, GError **error);
  unsigned parts, shares;
  bool (*run_parts)(void *data, EachPanel *each, void *const *users, unsigned n, GError **error);
  bool (*run_some)(void *data, const bool *wanted, EachPanel *each, void *const *users, unsigned n, GError **error);
  void (*tell)(double share, void *teller);
  void *teller;
} PanelSource;

/* Does the stage's figure add to the award's total? */
bool stage_counts(const Stage *stage);
/* Does it draw a line by its own total? */
bool stage_selects(const Stage *stage);

/* The one function that adds up stages: factor x points of each that counts and has begun, rounded where the rules, else the
 * criteria, round at the total. totals, begun: by stage of the rules. ret_sum: before rounding; may be NULL. */
Ratio award_total(const Rules *rules, const Criteria *criteria, const StageTotal *totals, const bool *begun,
                  Ratio *ret_sum);
/* Full marks of the same stages. */
Ratio award_full_marks(const Rules *rules, const StageTotal *totals, const bool *begun);
/* How the total is rounded; ROUND_NONE: it is not. */
RoundingRule award_rounding(const Rules *rules, const Criteria *criteria);

/* Which criteria an applicant is judged by: per class, else the award's. */
typedef struct Award {
  const Rules *rules;
  const Criteria *criteria;              /* the award's */
  const Criteria *const *class_criteria; /* per rules class, NULL entries: the award's; may be NULL */
} Award;
const Criteria *award_criteria(const Award *award, const Cycle *cycle, uint32_t applicant);

/* NULL only when the source failed or the criteria have no total. Caller frees. */
Ranking *ranking_of(const Award *award, const Cycle *cycle, const PanelSource *source, GError **error);
void ranking_free(Ranking *ranking);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ranking, ranking_free)

/* Where that applicant stands; NULL: it is not ranked. */
const Standing *ranking_standing(const Ranking *ranking, uint32_t applicant);
/* Why that applicant is not ranked; NULL: it is. */
const NotRanked *ranking_not_ranked(const Ranking *ranking, uint32_t applicant);
/* Has a stage that takes no more marks left it out? */
bool ranking_is_left_out(const NotRanked *one, const Cycle *cycle);
/* Are two ranked among each other? Where the rules have no classes all are. */
bool award_is_same_class(const Award *award, const Cycle *cycle, uint32_t one, uint32_t other);
/* How many are ranked in that applicant's class. */
unsigned ranking_in_class(const Ranking *ranking, const Award *award, const Cycle *cycle, uint32_t applicant);
/* How many of the excluded have withdrawn (and are not vetoed besides). */
unsigned ranking_withdrawn(const Ranking *ranking);
/* Compares two of equal totals by the rules' tie keys in turn, higher first: below 0 when the first comes before. ret_key is the
 * key that tells them apart, how many there are when none does; ret_points what it is for each (may be NULL). */
int ranking_compare_keys(const Ranking *ranking, const Rules *rules, uint32_t first, uint32_t second, size_t *ret_key,
                         Ratio ret_points[2]);
/* Is a tier's floor met by the standing's total? Yes where it has none. */
bool tier_floor_is_met(const Tier *tier, const Standing *standing);
/* Does what people decided give that place now? */
bool ranking_placing_holds(const Ranking *ranking, const Placing *placing);

#define RANKING_ERROR (ranking_error_quark())
GQuark ranking_error_quark(void);
typedef enum RankingError { RANKING_ERROR_NO_TOTAL, RANKING_ERROR_OVERFLOW } RankingError;

#endif
