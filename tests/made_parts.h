/* made_parts.h: a made-up cycle from inside, for the files that make it and that ask the checks. */
#ifndef ACCOLADE_MADE_PARTS_H
#define ACCOLADE_MADE_PARTS_H

#include "tests/made_cycle.h"

typedef struct Person {
  char id[12];
  double severity, on_results;
  bool odd;
  double sign;       /* which way */
  size_t partner;    /* MADE_PAIR: whose marks are taken over; SIZE_MAX: nobody's */
  size_t seen, load; /* applicants so far, and in all */
} Person;

struct MadeCycle {
  MadePlan plan;
  const Criteria *criteria;
  uint64_t state[2];
  size_t n_assessors, n_items;
  Person *people;
  Applicant *applicants;
  Assessor *assessors;
  char (*applicant_ids)[12];
  size_t *seats; /* [applicant * panel + seat]: assessor */
  double *easy;  /* per item */
  Mark *marks;   /* [(applicant * panel + seat) * n_items + item] */
  bool *
      planted; /* for MADE_MOVED and _FAR as marks; for MADE_SPLIT [applicant * n_items + item]; MADE_SINGLED as seats */
  GArray *times;    /* CheckTime */
  GArray *comments; /* CheckComment */
  GPtrArray *texts;
  size_t n_planted, n_again;
};

static inline Mark *made_marks(const MadeCycle *made, size_t applicant, size_t seat) {
  return made->marks + (applicant * made->plan.panel + seat) * made->n_items;
}

static inline bool made_kind_is_of_people(MadeKind kind) { return kind >= MADE_HALO; }

#endif
