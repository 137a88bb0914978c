/* scorebook.h: marks, and what one assessor gave one applicant at one stage.
 *
 * A mark is an int16: hundredths of the scale's unit when >= 0, one of the MARK_ states below
 * zero. Blank is never zero. On disk a scorebook's marks are the same numbers little-endian. */
#ifndef ACCOLADE_SCOREBOOK_H
#define ACCOLADE_SCOREBOOK_H

#include "criteria/rules.h"

typedef int16_t Mark;
enum { MARK_BLANK = -1, MARK_ABSTAINED = -2, MARK_NOT_APPLICABLE = -3 };

static inline bool mark_is_number(Mark mark) { return mark >= 0; }

/* "70", "5.25", "blank", "abstained", "not-applicable": as in CSV. Returns length; buf >= 32 bytes. */
size_t mark_put(char *buf, const Scale *scale, Mark mark);
/* Reads a decimal ("70", "70%", "5.25", "７０％"), "blank", "abstained", "not-applicable"; a name on a named scale.
 * An empty text is blank. False for anything else. Legality on a scale is scale_allows(). */
bool mark_parse(const char *text, const Scale *scale, Mark *ret_mark);
/* "" for a number; "blank", "abstained", "not-applicable". */
const char *mark_state_name(Mark mark);

/* The share, in percent, of the criteria's points whose items do not apply by these marks, in every cell of theirs; of
 * criteria without points, of their items. The criteria say how much it may be (na_max_share). */
Ratio marks_left_out(const Criteria *criteria, const Mark *marks);

typedef enum ScorebookState { SCOREBOOK_DRAFT, SCOREBOOK_SUBMITTED } ScorebookState;

/* Row view, borrowed from whoever loaded it. */
typedef struct Scorebook {
  uint32_t applicant; /* index into Cycle.applicants */
  uint32_t assessor;  /* index into Cycle.assessors */
  uint16_t stage;     /* index into Rules.stages */
  ScorebookState state;
  bool lead;         /* the panel leader's: what METHOD_JUDGED takes */
  const Mark *marks; /* stage_cells() of them */
} Scorebook;

/* The scorebooks that count for one applicant at one stage: submitted, assessor not recused,
 * in the assessors' order. */
typedef struct Panel {
  uint32_t applicant;
  uint16_t stage;
  size_t n;
  const Scorebook *books;
  size_t recused;  /* how many were left out for recusal */
  size_t assigned; /* how many assessors are assigned, neither recused nor released; 0 in a walk over all panels */
  /* What the panel agreed on, per cell, MARK_BLANK where it has not; NULL: nothing (consensus.h). It stands beside the
   * scorebooks, which stay as they are, and counts only where the stage's combination is METHOD_JUDGED. */
  const Mark *agreed;
} Panel;

#endif
