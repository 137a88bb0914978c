/* made_cycle.h: award cycles made up in memory, in which what is odd is known, to measure the checks with.
 *
 * An applicant has a level, N(45, 10); an item its difficulty, N(0, 4), and every applicant its own strengths, N(0, 6). A mark
 * is that less the assessor's severity, N(0, 5), with another N(0, 2) on results, plus what all marks of a scorebook share,
 * N(0, 3), plus noise, N(0, 7); it is cut to steps of 5 between 0 and 100. One mark in a hundred and three scorebooks in a
 * thousand are missing. Severities and noise are those of an ordinary award, so that a cycle with nothing planted has
 * nothing to find. Assessors take about 20 applicants each, in order, a minute a mark, and write two sentences on each. */
#ifndef ACCOLADE_MADE_CYCLE_H
#define ACCOLADE_MADE_CYCLE_H

#include "scoring/check.h"

/* What is planted. One assessor in twenty, at least one, is odd; of marks, items and scorebooks three in a thousand.
 *
 * MADE_MOVED     single marks moved by 25 to 35
 * MADE_FAR       single marks moved by 35 to 45
 * MADE_SPLIT     items that half of the panel puts 20 higher and half 20 lower
 * MADE_SINGLED   scorebooks 20 higher or lower than that assessor's others
 * MADE_HALO      nine tenths of what tells items apart is gone, noise is three tenths
 * MADE_CENTRAL   everything is drawn to 50, four tenths remain
 * MADE_ERRATIC   noise and what a scorebook's marks share are 2.5 times as large
 * MADE_LENIENT   20 higher or lower throughout
 * MADE_STUCK     nine marks of ten are the same
 * MADE_DRIFT     20 higher or lower by the last applicant than by the first, evenly
 * MADE_HOME      15 higher with applicants of the own sector, of whom there are three at least
 * MADE_PAIR      two who sit together in every fourth panel; four of five marks of one are the other's
 * MADE_SPEED     a mark takes a second and a half
 * MADE_WORDS     every second sentence is a colleague's, with another end                                     */
typedef enum MadeKind {
  MADE_NOTHING,
  MADE_MOVED,
  MADE_FAR,
  MADE_SPLIT,
  MADE_SINGLED,
  MADE_HALO,
  MADE_CENTRAL,
  MADE_ERRATIC,
  MADE_LENIENT,
  MADE_STUCK,
  MADE_DRIFT,
  MADE_HOME,
  MADE_PAIR,
  MADE_SPEED,
  MADE_WORDS,
  MADE_KINDS
} MadeKind;

/* Who sits with whom: anybody; always the same team; a team in which now and then somebody stands in for a member. */
typedef enum MadeDesign { MADE_RANDOM, MADE_TEAMS, MADE_LINKED } MadeDesign;

typedef struct MadePlan {
  size_t n_applicants, panel; /* panel: assessors each */
  MadeDesign design;
  MadeKind kind;
  uint64_t seed;
} MadePlan;

typedef struct MadeCycle MadeCycle;
MadeCycle *made_cycle_new(const Criteria *criteria, const MadePlan *plan);
void made_cycle_free(MadeCycle *made);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MadeCycle, made_cycle_free)

/* The flags of all checks, over panels that come in so many parts; where there are several, only panels that are wanted come
 * again. Caller frees. */
GPtrArray *made_cycle_flags(MadeCycle *made, const Award *award, unsigned parts);
/* How many panels came again, the last time they came in parts. */
size_t made_cycle_again(const MadeCycle *made);

/* The check that is there for this kind; NULL for MADE_NOTHING. */
const Check *made_kind_check(MadeKind kind);
/* How many were planted, and how many of them that check found; how many of its flags are about something else, and how many
 * flags there are of other checks that chance could fool. */
typedef struct MadeFound {
  size_t planted, found, wrong, others;
} MadeFound;
MadeFound made_cycle_found(const MadeCycle *made, const GPtrArray *flags);

#endif
