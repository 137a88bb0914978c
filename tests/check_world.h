/* check_world.h: a small award in plain structs for the checks' tests, and flags as lines of text.
 *
 * Criteria: P1..P6 (process) and R1, R2 (results) on 0, 5 ... 100 % in six bands, P6 may be not applicable; G1 takes
 * a range; L1 a level of 1 to 5; D1 a ladder of three rungs; X1 is advisory. Stages: review (items), visit (a gate),
 * defence (one figure, 0 to 720). Applicants A1..A4 ("A10" sorts before "A2"), assessors S1..S8. */
#ifndef ACCOLADE_CHECK_WORLD_H
#define ACCOLADE_CHECK_WORLD_H

#include "scoring/check.h"

enum { WORLD_CELLS = 15, WORLD_ASSESSORS = 8, WORLD_APPLICANTS = 4, WORLD_PANELS = 8, WORLD_SETTINGS = 8 };

typedef struct World {
  Criteria criteria;
  Rules rules;
  Cycle cycle;
  Award award;
  Stage stages[3];
  Tier tiers[3];
  CheckSetting settings[WORLD_SETTINGS];
  char *words[WORLD_SETTINGS * 3];
  StageState states[3];
  Applicant applicants[WORLD_APPLICANTS];
  Assessor assessors[WORLD_ASSESSORS];
  size_t n_panels;
  Panel panels[WORLD_PANELS];
  Scorebook books[WORLD_PANELS][WORLD_ASSESSORS];
  Mark marks[WORLD_PANELS][WORLD_ASSESSORS][WORLD_CELLS];
  Ranking ranking;
  Ratio totals[WORLD_APPLICANTS]; /* of who stands in it */
  const CheckRecord *record;      /* NULL: none */
  bool drawn;                     /* the rules are drawn by chance: their titles are in no language */
} World;

World *world_new(void);
void world_free(World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

/* "spread.warn=10 spread.severity=off"; NULL: none. Once per world. */
void world_set(World *world, const char *settings);
/* A panel: one text per scorebook, cells in order, "-" blank, "a" abstained, "n" not applicable, "!7" hundredths or a
 * state as they are; cells not named are ordinary. "*" in front of a text: the leader's. */
Panel *world_panel(World *world, const char *applicant, const char *stage, const char *const *books);
/* A standing of so many of 1000 points ("600", "2469/4") and a tier ("" none). */
void world_stand(World *world, const char *applicant, const char *total, const char *tier);
void world_incomplete(World *world, const char *applicant, const char *stage);
/* What the checks raise, one line each: "check severity applicant: message"; `only` that check, NULL all. The sentence of every
 * flag is looked at on the way, in both languages: ids are turned into titles, and no word is left of the other language. */
char *world_flags(World *world, const char *only);
/* A flag's sentence in that language; NULL: as machines get it while the reader speaks Chinese. Caller frees. */
char *world_sentence(const World *world, const Flag *flag, const char *lang);

#endif
