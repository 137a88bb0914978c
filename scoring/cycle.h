/* cycle.h: who takes part in one award cycle and where each stage stands, as loaded from the record.
 *
 * Plain data, in the order of the record's numbers; indices into these arrays are how scoring
 * speaks of people. Strings lie in the cycle and live until cycle_free(). Dates are never used. */
#ifndef ACCOLADE_CYCLE_H
#define ACCOLADE_CYCLE_H

#include "criteria/rules.h"

typedef struct Applicant {
  const char *id, *name, *class_id, *sector, *region, *kind, *note;
  const char *veto;      /* reason, "" = none */
  const char *withdrawn; /* why it left the award of its own accord (退出评审); NULL or "": it did not */
} Applicant;

typedef enum Role {
  ROLE_ASSESSOR,
  ROLE_SECTOR_EXPERT,
  ROLE_LEADER,
  ROLE_SECRETARIAT,
  ROLE_SUPERVISOR,
  ROLE_COMMITTEE,
  ROLE_APPLICANT
} Role;

const char *role_name(Role role);  /* "assessor", "sector-expert", ... */
const char *role_words(Role role); /* N_(): what people call it */
bool role_marks(Role role); /* may be assigned: neither those who oversee, nor applicants, who mark themselves alone */
bool role_parse(const char *name, Role *ret_role);

typedef struct Assessor {
  const char *id, *name, *organisation, *sector; /* NULL: see Cycle.whole */
  Role role;
} Assessor;

typedef struct Recusal {
  uint32_t applicant, assessor;
  const char *reason;
} Recusal;

/* An assessor taken off a scorebook that is not submitted (因故退出), which is no conflict of interest. */
typedef struct Release {
  uint16_t stage;
  uint32_t applicant, assessor;
  int64_t successor; /* the assessor who took the place; -1: nobody */
  const char *reason;
} Release;

typedef struct Deducted { /* one recorded deduction */
  uint32_t applicant;
  uint16_t stage;
  const char *deduction; /* id in the stage */
  Ratio amount;          /* in the deduction's unit */
  const char *reason;
} Deducted;

typedef struct StageDecision { /* STAGE_GATE, PASS_DECISION: went on or not */
  uint32_t applicant;
  uint16_t stage;
  bool passed;
  const char *reason;
} StageDecision;

typedef struct Placing { /* a place given by people: one that a tie left open, or of a tier that people give */
  uint32_t applicant;
  const char *place; /* Contest.place (ranking.h), as it was decided; or the tier's id alone */
  const char *reason;
  int64_t event; /* of the journal: of several places of one tie those decided first are given first */
} Placing;

typedef struct Presence { /* an applicant that left, or came back, after stages had been sealed */
  uint32_t applicant;
  uint64_t sealed, there; /* bit s: stage s is sealed; and the applicant took part when it was */
} Presence;

typedef enum StageState { STAGE_OPEN, STAGE_CLOSED, STAGE_SEALED } StageState;

typedef struct Cycle {
  char *title;
  bool ids_rise; /* the applicants' ids rise, bytewise, with their numbers; false: that is not known */
  size_t n_applicants;
  Applicant *applicants;
  size_t n_assessors;
  Assessor *assessors;
  /* false: of people only what a ranking asks was loaded: of assessors the role; of applicants no note and, unless the rules
   * reserve places, neither sector nor region. What was not loaded is NULL. */
  bool whole;

  size_t n_recusals; /* sorted by applicant, assessor */
  Recusal *recusals;
  size_t n_releases; /* those in force, sorted by stage, applicant, assessor */
  Release *releases;
  size_t n_deducted; /* sorted by applicant, stage */
  Deducted *deducted;
  size_t n_decisions; /* sorted by applicant, stage; the last word on each */
  StageDecision *decisions;
  size_t n_placings; /* sorted by applicant */
  Placing *placings;
  size_t n_presences; /* sorted by applicant */
  Presence *presences;
  StageState *stage_states; /* per stage of the rules */
  bool *opened_again;       /* per stage: it was sealed once, and is not now; NULL: none was */
  const char **dues;        /* per stage, "2026-06-30", "" for none; NULL: none has one */
  GPtrArray *strings;       /* GStringChunk: where they lie */
} Cycle;

/* Has it a veto? Has it withdrawn? Both may hold: see ranking.h. */
bool applicant_is_vetoed(const Applicant *applicant);
bool applicant_has_withdrawn(const Applicant *applicant);
bool applicant_has_left(const Applicant *applicant); /* either */
/* Had it left by a veto or of its own accord when the stage was sealed; where it is not sealed, has it by now? What is sealed goes
 * by those who took part then, whoever leaves or comes back later. */
bool cycle_has_left(const Cycle *cycle, uint32_t applicant, size_t stage);
bool cycle_is_recused(const Cycle *cycle, uint32_t applicant, uint32_t assessor);
/* The assessor's release from that scorebook; NULL: none is in force. */
const Release *cycle_release(const Cycle *cycle, size_t stage, uint32_t applicant, uint32_t assessor);
/* How many places of that panel releases have left empty: nobody took them. */
size_t cycle_empty_places(const Cycle *cycle, size_t stage, uint32_t applicant);
/* The last word on whether the applicant passed the stage; NULL: nobody has decided. */
const StageDecision *cycle_decision(const Cycle *cycle, uint32_t applicant, size_t stage);
/* Was it decided at an earlier stage that the applicant does not go on? Of who is out there is more to say: outs.h. */
bool cycle_is_out(const Cycle *cycle, uint32_t applicant, size_t stage);
/* The place people gave the applicant, whether the tie they decided still stands or not; NULL: none. */
const Placing *cycle_placing(const Cycle *cycle, uint32_t applicant);
/* Index by id; -1 when there is none. Linear: for one look-up, not for bulk. */
int64_t cycle_applicant(const Cycle *cycle, const char *id);
int64_t cycle_assessor(const Cycle *cycle, const char *id);
/* For bulk: id -> index + 1, as GSIZE_TO_POINTER; the ids are borrowed. Without a cycle there are none. Caller unrefs. */
GHashTable *cycle_applicant_numbers(const Cycle *cycle);
GHashTable *cycle_assessor_numbers(const Cycle *cycle);
/* Does the id of one come, bytewise, before the other's? What names one of several goes by ids: numbers follow the order of
 * rows in the files that were imported. */
bool cycle_applicant_is_before(const Cycle *cycle, uint32_t applicant, uint32_t other);
bool cycle_assessor_is_before(const Cycle *cycle, uint32_t assessor, uint32_t other);
/* By when the stage's marks are due, "2026-06-30"; "" where nobody said. */
const char *cycle_due(const Cycle *cycle, size_t stage);
void cycle_free(Cycle *cycle);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cycle, cycle_free)

#endif
