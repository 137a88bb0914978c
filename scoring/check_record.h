/* check_record.h: what the record holds beside marks, as plain arrays, for checks that look at more than a panel.
 *
 * All of it may be missing: a check that needs what is not there stays silent. Everything is borrowed. */
#ifndef ACCOLADE_CHECK_RECORD_H
#define ACCOLADE_CHECK_RECORD_H

#include "scoring/scorebook.h"

typedef struct CheckComment {
  uint16_t stage;
  uint32_t applicant, assessor;
  const char *item;
  const char *kind; /* "strength", "ofi", "reason", "note" */
  const char *text;
  const char *factors; /* numbers of the key factors it cites; NULL: none */
} CheckComment;

/* When a scorebook was written, in milliseconds of any clock: marks given one by one, not imports. */
typedef struct CheckTime {
  uint16_t stage;
  uint32_t applicant, assessor;
  int64_t first, last;
  size_t marks; /* times a mark was entered, again or anew */
} CheckTime;

/* What the applicant gave itself. */
typedef struct CheckSelf {
  uint16_t stage;
  uint32_t applicant;
  const Mark *marks;
} CheckSelf;

/* Each list sorted by stage, applicant, assessor. */
typedef struct CheckRecord {
  size_t n_comments, n_times, n_selves;
  const CheckComment *comments;
  const CheckTime *times;
  const CheckSelf *selves;
} CheckRecord;

/* The comments on an applicant at a stage: how many, and from where in the list. */
size_t check_comments(const CheckRecord *record, uint16_t stage, uint32_t applicant, const CheckComment **ret_first);
/* NULL: none. */
const CheckTime *check_time(const CheckRecord *record, uint16_t stage, uint32_t applicant, uint32_t assessor);
const Mark *check_self(const CheckRecord *record, uint16_t stage, uint32_t applicant);

/* Puts a record's lists in order. */
void check_sort_comments(CheckComment *comments, size_t n);
void check_sort_times(CheckTime *times, size_t n);
void check_sort_selves(CheckSelf *selves, size_t n);

/* Character pairs of a text as hashes, without blanks and punctuation, letters made small; sorted, each once. For any
 * script: in Chinese a pair of characters is about a word. Caller frees. */
size_t check_shingles(const char *text, uint32_t **ret_shingles);
/* What two such sets share, of all they hold together: 0..1 (Jaccard). */
double check_likeness(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b);

#endif
