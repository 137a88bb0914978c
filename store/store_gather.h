/* store_gather.h: the scorebooks of a stage, gathered panel by panel.
 *
 * A walk over all panels reads only the leaders' assignments; whether anybody else is assigned is asked where an applicant
 * has assessed itself, for only there it matters. A scorebook counts when it is submitted and its assessor is not recused;
 * an applicant's own (self-assessment) only where nobody else is assigned to that panel or has marked in it. */
#ifndef ACCOLADE_STORE_GATHER_H
#define ACCOLADE_STORE_GATHER_H

#include "store/store_parts.h"

typedef struct Gathering {
  /* Set by who begins. */
  Store *store;
  const Cycle *cycle;
  SqlName assignments;  /* SQL_assignments: all of them are read; SQL_leads: the leaders' */
  Part part;            /* what lies in it is gathered */
  const bool *wanted;   /* and, unless NULL, is wanted[stage * applicants + applicant] */
  double before, share; /* Part.before and Part.share of the stage; share 0: nobody is told */
  const uint8_t *roles; /* gathering_roles(), for a walk over many panels; NULL: the cycle says */

  /* Of the stage. */
  EachPanel *each;
  void *user;
  uint32_t tell_at;         /* from which applicant on somebody is told again */
  bool deputies;            /* some panel has one */
  sqlite3_stmt *agreements; /* rows of agreed, in the panels' order; has_agreement: one is in hand */
  int has_agreement;

  /* Of the panel in hand. */
  int64_t key; /* its stage and applicant; -1: none */
  size_t n_cells;
  size_t n, room; /* scorebooks, and for how many there is space */
  Scorebook *books;
  Mark *marks; /* n_cells for each */
  size_t marks_room;
  Mark *agreed;
  size_t recused, assigned, selves,
      rows;           /* selves: of the assigned, the applicant itself; rows: scorebooks in any state */
  bool others;        /* somebody else than the applicant is in the panel */
  bool self_marked;   /* the applicant has */
  bool lead_assigned; /* a leader is named in the assignments, recused or not */
} Gathering;
void gathering_clear(Gathering *gathering);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gathering, gathering_clear)

/* What role the assessors have, two bits each and so close together. The caller frees. */
uint8_t *gathering_roles(const Cycle *cycle);

/* Hands `each` the panels of one stage in the part, by applicant. 1: all, 0: `each` had enough, -1: error. */
int gathering_scan(Gathering *gathering, uint16_t stage, EachPanel *each, void *user, GError **error);

#endif
