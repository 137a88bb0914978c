/* check_control.h: what chance can give, over all checks together.
 *
 * A check that could be fooled by chance hands in a statistic for every comparison it makes, whether that would raise a flag
 * or not. What is usual is read from the comparisons themselves, those that rest on about as many marks: their median, and
 * the standard deviation of those within three of what their quartiles make of it; odd ones among them move neither by much.
 * Since this tells the scale less well than the standard deviation of as many normal numbers, the tail beyond it is Student's
 * t, with fewer degrees of freedom.
 * Checks whose statistic is standard normal by theory are taken at their word, unless
 * theirs scatters wider. A statistic that is a sum of squares is near normal as its cube root (Wilson & Hilferty 1931, Proc
 * Natl Acad Sci 17:684).
 *
 * Which comparisons stand out is then decided in two steps (Benjamini & Bogomolov 2014, J R Stat Soc B 76:297). First
 * whole checks: each check and stage has its smallest p over all comparisons (Simes 1986), and Benjamini & Hochberg (1995)
 * pick R of the F that were asked at the level q. Then comparisons: within each picked one Benjamini & Hochberg at q R / F.
 * So a report on a cycle without anything to find has any flag of such a check with a probability of at most q; and of what
 * the picked checks raise, on average over them, a share of q at most is expected to be chance. Both hold where
 * statistics are near normal. Measured on made-up cycles of 20 and 100 applicants without anything to find: where noise is
 * Student's t with 4 degrees, nearly every cycle has a flag of a lone mark or an item; where its deviation differs between
 * assessors, evenly from 4 to 10, one cycle in seven has. Where levels differ by check, q is their mean.
 *
 * Statistics are only counted, in bins of less than a hundredth of their size, so that memory does not grow with the number
 * of comparisons. */
#ifndef ACCOLADE_CHECK_CONTROL_H
#define ACCOLADE_CHECK_CONTROL_H

#include "scoring/check.h"

#include <math.h>

/* Stages with fewer scorebooks than this tell too little about chance. */
enum { CHECK_ENOUGH = 50 };

/* The lowest and the highest of some statistics. */
typedef struct Extent {
  float low, high;
} Extent;
static const Extent EXTENT_OF_NONE = {INFINITY, -INFINITY}, EXTENT_OF_ALL = {-INFINITY, INFINITY};

/* The comparisons of one check at one stage. */
typedef struct CheckControl CheckControl;

/* level: percent; 0: chance is not asked. */
CheckControl *check_control_new(const Check *check, double level);
void check_control_free(CheckControl *control);

/* Adds the comparisons of another part of the same stage. */
void check_control_join(CheckControl *into, const CheckControl *control);

/* Notes comparisons that rest on `size` marks, or each on so many as `sizes` says; NAN is none. */
void check_control_note(CheckControl *control, size_t size, const float *statistics, size_t n);
void check_control_note_each(CheckControl *control, const uint32_t *sizes, const float *statistics, size_t n);
/* Guesses, going by those noted so far, which will stand out: what lies further out than this, per size, or the last for all
 * larger ones. Behind the last, at CHECK_SIZES, is what must be reached at least to lie further out at any size. Until then
 * nothing does. */
enum { CHECK_SIZES = 16 };
void check_control_guess(CheckControl *control);
const Extent *check_control_likely(const CheckControl *control);
static inline bool check_is_likely(const Extent *likely, size_t size, float statistic) {
  const Extent *most = &likely[MIN(size, CHECK_SIZES - 1)];
  return (statistic <= most->low) | (statistic >= most->high);
}
/* Decides for all checks and stages of a report, once all comparisons are noted; n_books: scorebooks at each one's stage. */
void check_controls_settle(CheckControl *const *controls, const size_t *n_books, size_t n);
/* After that: is chance asked? Is this beyond what chance gives? And what is it least that must be reached, one way or the
 * other, to be so at any size? Where chance is not asked everything reaches it. */
bool check_control_asks(const CheckControl *control);
bool check_control_is_beyond(const CheckControl *control, size_t size, float statistic);
Extent check_control_least(const CheckControl *control);
/* Does one of the statistics reach out so far? */
static inline bool extent_reaches(Extent extent, Extent least) {
  return (extent.low <= least.low) | (extent.high >= least.high);
}

#endif
