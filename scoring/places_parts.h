/* places_parts.h: private to places.c and places_tie.c: the places of one class being given, tier by tier. */
#ifndef ACCOLADE_PLACES_PARTS_H
#define ACCOLADE_PLACES_PARTS_H

#include "scoring/ranking_parts.h"

typedef struct Giving {
  RankRun *run;
  const char *class_id;
  Standing *standings; /* of one class, by rank */
  size_t n;
  unsigned *carried; /* per tier: places rolled down to it */
  unsigned *waiting; /* at a rank's first standing: how many of it may be left without any place they contest */
  /* of the tier in hand */
  const Tier *tier;
  size_t tier_index;
  const Places *places; /* NULL: none for this class */
  bool unlimited;
  unsigned open, contested, held; /* held: for those who contest places above, from lower ranks */
  unsigned *reserved;             /* per reserve */
  unsigned *wanted;               /* per reserve, and behind them of the open places: how many want one */
  bool *kept_back;                /* likewise: is any held for others of the rank in hand? */
} Giving;

/* Does it meet the floor and the level of the tier in hand? */
bool place_suits(const Giving *giving, const Standing *standing);
/* Has the applicant no place yet, and may it have one of the tier in hand? */
bool place_is_open_to(const Giving *giving, const Standing *standing);
/* How many reserves the tier has for this class. */
size_t place_reserves(const Giving *giving);
/* The reserve with places left that is kept for this applicant; place_reserves() when there is none. */
size_t place_reserve_of(const Giving *giving, const Standing *standing);
/* Are there places enough for all of the rank in hand that want one of that reserve's? */
bool place_is_safe(const Giving *giving, size_t reserve);
/* Gives it the tier in hand: of its reserve's places where there are enough for all who want them, else an open one. */
void place_give(const Giving *giving, Standing *standing);
/* Is a place that the applicant might have held for others of its rank? */
bool place_is_kept_back(const Giving *giving, const Standing *standing);
/* Holds what those of one rank who contest places above may need of the tier in hand, whoever of them is left without. */
void places_hold(Giving *giving, size_t from, size_t to);
/* Gives the standings of one rank, from `from` to before `to`, what places there are for them. */
void places_give_rank(Giving *giving, size_t from, size_t to);
/* The same where more of them want a place than there are; Giving.wanted is filled. */
void places_settle(Giving *giving, size_t from, size_t to);

#endif
