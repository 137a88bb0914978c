/* check_pairs.c: two assessors who give the same marks, item by item, where the panel's others do not.
 *
 * Per pair all marks both gave are counted, over all applicants of the stage, with how often other pairs of the same
 * panels give equal marks: what chance and an easy applicant explain. Kept is a line of 20 bytes per pair and panel. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

enum { SHARE, ABOVE, ITEMS, LEVEL };
enum { MOST_BOOKS = 64 };

/* Two assessors, on one panel or on all. */
typedef struct Pair {
  uint32_t first, second, applicant;
  uint16_t marks, same; /* of one panel; of all of them 65535 at most */
  float others;         /* how many would be the same, as for the other pairs of the panels */
} Pair;

/* Of one stage. */
typedef struct Lines {
  GArray *pairs;    /* Pair */
  float *surprises; /* once there is one line a pair: how unlike the others' its agreement is, in standard deviations */
} Lines;

/* -- panel by panel --------------------------------------------------------------------------------------- */

static void free_all(void *state) {
  Lines *all = state;
  for (size_t s = 0; all[s].pairs; s++) {
    g_array_unref(all[s].pairs);
    g_free(all[s].surprises);
  }
  g_free(all);
}

static Lines *lines_of(CheckRun *run, const Rules *rules, uint16_t stage) {
  if (!run->state) {
    Lines *all = g_new0(Lines, rules->n_stages + 1);
    for (size_t s = 0; s < rules->n_stages; s++) all[s].pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
    run->state = all;
    run->free_state = free_all;
  }
  return (Lines *)run->state + stage;
}

enum { AT_ONCE = 8 }; /* marks that processors compare at once */

/* The marks of all scorebooks, each filled up with blanks to a multiple of AT_ONCE. */
static Mark *lay_rows(const CheckSubject *subject, size_t *ret_length) {
  size_t n_cells = stage_cells(subject->stage, subject->criteria), n = subject->panel->n;
  size_t length = (n_cells + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
  Mark *rows = g_new(Mark, n * length + 1);
  for (size_t i = 0; i < n * length; i++) rows[i] = MARK_BLANK;
  for (size_t b = 0; b < n; b++) memcpy(rows + b * length, subject->panel->books[b].marks, n_cells * sizeof(Mark));
  *ret_length = length;
  return rows;
}

/* How many of n marks both gave, and how many are equal. */
static void count(const Mark *a, const Mark *b, size_t n, uint16_t *ret_both, uint16_t *ret_same) {
  uint16_t both = 0, same = 0;
  for (size_t c = 0; c < n; c++) {
    both = (uint16_t)(both + ((a[c] | b[c]) >= 0));
    same = (uint16_t)(same + ((a[c] == b[c]) & (a[c] >= 0)));
  }
  *ret_both = both;
  *ret_same = same;
}

static void gather(CheckRun *run, const CheckSubject *subject) {
  size_t n = subject->panel->n, length, at = 0;
  if (n < 3 || n > MOST_BOOKS) return;
  g_autofree Mark *rows = lay_rows(subject, &length);
  GArray *all = lines_of(run, subject->award->rules, subject->stage_index)->pairs;
  g_array_set_size(all, all->len + (guint)(n * (n - 1) / 2));
  Pair *pairs = &g_array_index(all, Pair, all->len - n * (n - 1) / 2);
  double marks = 0, same = 0;
  for (size_t a = 0; a < n; a++)
    for (size_t b = a + 1; b < n; b++) {
      uint32_t one = subject->panel->books[a].assessor, two = subject->panel->books[b].assessor;
      Pair *pair = &pairs[at++];
      *pair = (Pair){.first = MIN(one, two), .second = MAX(one, two), .applicant = subject->applicant};
      count(rows + a * length, rows + b * length, length, &pair->marks, &pair->same);
      marks += pair->marks;
      same += pair->same;
    }
  for (size_t i = 0; i < at; i++) {
    double rest = marks - pairs[i].marks;
    pairs[i].others = rest > 0 ? (float)(pairs[i].marks * (same - pairs[i].same) / rest) : pairs[i].same;
  }
}

static void join(CheckRun *into, CheckRun *behind) {
  Lines *all = behind->state;
  if (!into->state) {
    into->state = g_steal_pointer(&behind->state);
    into->free_state = behind->free_state;
    return;
  }
  for (size_t s = 0; all && all[s].pairs; s++) {
    GArray *pairs = ((Lines *)into->state)[s].pairs;
    if (all[s].pairs->len > 0) g_array_append_vals(pairs, all[s].pairs->data, all[s].pairs->len);
  }
}

/* -- the whole stage -------------------------------------------------------------------------------------- */

/* NAN for fewer marks than `least`. */
static float surprise_of(const Pair *pair, double least) {
  if (pair->marks < least) return NAN;
  double usual = (pair->others + 0.5) / (pair->marks + 1.0);
  return (float)((pair->same - pair->marks * usual) / sqrt(pair->marks * usual * (1 - usual)));
}

/* The lines by their first assessor, otherwise in their order; `ends` has room for all assessors. */
static GArray *sort_by_first(const GArray *lines, size_t n_assessors, size_t *ends) {
  GArray *sorted = g_array_sized_new(FALSE, FALSE, sizeof(Pair), lines->len);
  g_array_set_size(sorted, lines->len);
  const Pair *pairs = (const Pair *)(const void *)lines->data;
  for (guint i = 0; i < lines->len; i++) ends[pairs[i].first]++;
  for (size_t a = 0, sum = 0; a < n_assessors; a++) {
    size_t n = ends[a];
    ends[a] = sum;
    sum += n;
  }
  for (guint i = 0; i < lines->len; i++) g_array_index(sorted, Pair, ends[pairs[i].first]++) = pairs[i];
  return sorted;
}

static void add(Pair *sum, const Pair *line) {
  uint32_t marks = (uint32_t)sum->marks + line->marks;
  if (marks > UINT16_MAX) return;
  sum->marks = (uint16_t)marks;
  sum->same = (uint16_t)(sum->same + line->same);
  sum->others += line->others;
  sum->applicant = line->applicant;
}

/* Adds up the lines of one first assessor by the second, in front of `lines`; how many are left. `place` is 0 for all
 * assessors and is left so. */
static size_t sum_up(Pair *lines, size_t n, uint32_t *place) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t *at = &place[lines[i].second];
    if (*at > 0)
      add(&lines[*at - 1], &lines[i]);
    else {
      lines[kept++] = lines[i];
      *at = (uint32_t)kept;
    }
  }
  for (size_t i = 0; i < kept; i++) place[lines[i].second] = 0;
  return kept;
}

static void sum_all(Lines *lines, size_t n_assessors, double least) {
  g_autofree size_t *ends = g_new0(size_t, n_assessors + 1);
  g_autofree uint32_t *place = g_new0(uint32_t, n_assessors + 1);
  GArray *sorted = sort_by_first(lines->pairs, n_assessors, ends);
  Pair *pairs = (Pair *)(void *)sorted->data;
  size_t kept = 0;
  for (size_t a = 0, from = 0; a < n_assessors; from = ends[a++]) {
    size_t n = sum_up(pairs + from, ends[a] - from, place);
    if (n > 0) memmove(pairs + kept, pairs + from, n * sizeof *pairs);
    kept += n;
  }
  g_array_set_size(sorted, (guint)kept);
  g_array_unref(lines->pairs);
  lines->pairs = sorted;
  lines->surprises = g_new(float, kept + 1);
  for (size_t i = 0; i < kept; i++) lines->surprises[i] = surprise_of(&pairs[i], least);
}

/* Is so large a share the same, and so much more than of the others? */
static bool agree_too_well(const CheckRun *run, const Pair *pair) {
  return 100.0 * pair->same >= run->values[SHARE] * pair->marks &&
         100.0 * (pair->same - (double)pair->others) >= run->values[ABOVE] * pair->marks;
}

static void report(CheckRun *run, const CheckWhole *whole, const Pair *pair) {
  double share = 100.0 * pair->same / pair->marks, usual = 100.0 * pair->others / pair->marks;
  CheckSubject subject = check_subject(whole, pair->applicant);
  check_raise(
      run, &subject, SEVERITY_OFF, pair->first, NULL,
      N_("{assessor} and {other} gave the same mark {same} times of {marks}, {share} percent; of the other pairs "
         "of their panels {usual} percent did."),
      "other", g_strdup(whole->cycle->assessors[pair->second].id), "same", check_whole_figure(pair->same), "marks",
      check_whole_figure(pair->marks), "share", check_whole_figure((size_t)(share + 0.5)), "usual",
      check_whole_figure((size_t)(usual + 0.5)), NULL);
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  if (!run->state) return;
  Lines *lines = lines_of(run, whole->award->rules, whole->stage_index);
  if (!lines->surprises) sum_all(lines, whole->cycle->n_assessors, MAX(run->values[ITEMS], 1));
  check_hand_in(run, whole->stage_index, 0, lines->surprises, lines->pairs->len);
  for (guint i = 0; !run->gauging && i < lines->pairs->len; i++) {
    const Pair *pair = &g_array_index(lines->pairs, Pair, i);
    if (!isnan(lines->surprises[i]) && agree_too_well(run, pair) &&
        check_stands_out(run, whole->stage_index, 0, lines->surprises[i]))
      report(run, whole, pair);
  }
}

const Check check_pairs = {
    .name = "pairs",
    .title = N_("same marks"),
    .sentence = N_("Two assessors who always give the same marks"),
    .next_step = N_("Ask whether they marked together; if so, one of the two scorebooks says nothing of its own."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_HIGH,
    .settings = {[SHARE] = {"share", "70", N_("from this share of equal marks on, in percent")},
                 [ABOVE] = {"above", "30", N_("and this much above other pairs of the same panels, in percent")},
                 [ITEMS] = {"items", "20", N_("over how many marks at least")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .gather = gather,
    .join = join,
    .whole = whole_stage,
};
