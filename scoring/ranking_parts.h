/* ranking_parts.h: private to ranking.c, rank_*.c, passing.c, places*.c and outs.c: one ranking in the making. */
#ifndef ACCOLADE_RANKING_PARTS_H
#define ACCOLADE_RANKING_PARTS_H

#include "criteria/threads.h"
#include "scoring/ranking.h"

typedef enum Fate { FATE_IN, FATE_INCOMPLETE, FATE_VETO, FATE_NOT_PASSED, FATE_CLASS, FATE_WITHDRAWN } Fate;

/* An applicant with a whole number that orders as its total does, up to 2^-32. */
typedef struct Row {
  int64_t key;
  uint32_t applicant;
  uint32_t class_index;
} Row;

typedef struct RankRun {
  const Award *award;
  const Cycle *cycle;
  Ranking *ranking;
  bool **key_masks;  /* [class slot * ranking->n_keys + key]: which items the key adds up */
  uint64_t *levels;  /* per applicant: bit t when tier t's level is met; NULL when no tier asks */
  uint32_t *classes; /* per applicant: index of the rules' class, 0 without classes */
  uint8_t *fates;    /* per applicant: Fate */
  uint16_t *fate_stages;
  Ratio *totals;       /* per applicant: the award total; the ranking's */
  const Ratio **fulls; /* per applicant: the full marks, the ranking's */
  int64_t common;      /* rows' keys are totals x this; 0: they are row_key() */
  int64_t overflow;    /* an applicant whose total did not fit; -1: none */
} RankRun;

/* Work on n applicants or rows, RANK_PIECE at a time, on as many threads as it pays for. */
enum { RANK_PIECE = 4096 };
void rank_share(size_t n, ThreadPiece *work, void *data);

int64_t row_key(Ratio total); /* of a total from 0 */
const StageTotal *total_at(const RankRun *run, uint32_t applicant, size_t stage);
bool is_complete_at(const RankRun *run, uint32_t applicant, size_t stage);

/* rank_run.c: room for so many of the first stages; and away with it. */
void rank_prepare(RankRun *run, size_t n_stages);
void rank_clear(RankRun *run);
bool rank_has_total(const Award *award); /* of items that count */
/* rank_take.c: every panel's total; with rank_want_items() before it also the tie keys and levels that the rules ask for. */
void rank_want_items(RankRun *run);
bool rank_take(RankRun *run, const PanelSource *source, GError **error);

/* passing.c: decides everybody's fate, stage by stage; and then that nobody stands before the first figure. */
void passing_by_stage(RankRun *run);
void passing_decide(RankRun *run);
/* Has anybody been decided on at that stage who has not withdrawn? */
bool stage_is_any_decided(const Cycle *cycle, size_t stage);
/* ranking.c: lists standings and those who are not ranked. */
void rank_all(RankRun *run);
/* places.c: gives tiers and lists vacancies. */
void places_give(RankRun *run);

#endif
