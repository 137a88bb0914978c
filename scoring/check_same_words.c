/* check_same_words.c: the same sentence from two assessors, or for two applicants.
 *
 * Texts are sets of character pairs, compared by the share they have in common (Broder 1997), so that a changed word or
 * full stop hides nothing, in Chinese as in English. Candidates come from eight bands of two minhashes: two texts that are
 * alike to 80 percent meet in at least one with a probability above 0.999; only those that meet are compared. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

enum { SHARE, LENGTH };

enum { BANDS = 8, MOST_COMPARED = 24, SHOWN = 20 };

typedef struct Words {
  const CheckComment *comment;
  uint32_t *shingles;
  size_t n;
} Words;

typedef struct Meeting {
  uint64_t band;
  size_t words;
} Meeting;

static uint32_t smallest(const Words *w, uint32_t seed) {
  uint32_t least = UINT32_MAX;
  for (size_t i = 0; i < w->n; i++) {
    uint32_t x = (w->shingles[i] ^ seed) * 0x85EBCA6Bu;
    x = (x ^ x >> 15) * 0xC2B2AE35u;
    least = MIN(least, x ^ x >> 16);
  }
  return least;
}

static int by_band(const void *a, const void *b) {
  const Meeting *x = a, *y = b;
  if (x->band != y->band) return x->band < y->band ? -1 : 1;
  return x->words < y->words ? -1 : x->words > y->words;
}

static bool are_two(const CheckComment *a, const CheckComment *b) {
  return a->applicant != b->applicant || a->assessor != b->assessor;
}

/* Which earlier comment a later one repeats: the first found. */
static void compare(const Words *words, const Meeting *from, const Meeting *to, double share, int64_t *repeats) {
  for (const Meeting *later = from + 1; later < to; later++)
    for (const Meeting *earlier = from; earlier < later && earlier < from + MOST_COMPARED; earlier++) {
      const Words *a = &words[earlier->words], *b = &words[later->words];
      if (repeats[later->words] >= 0 || !are_two(a->comment, b->comment)) continue;
      if (check_likeness(a->shingles, a->n, b->shingles, b->n) >= share)
        repeats[later->words] = (int64_t)earlier->words;
    }
}

static void find_repeats(const Words *words, size_t n, double share, int64_t *repeats) {
  g_autofree Meeting *meetings = g_new(Meeting, n + 1);
  for (uint32_t band = 0; band < BANDS; band++) {
    for (size_t i = 0; i < n; i++)
      meetings[i] = (Meeting){(uint64_t)smallest(&words[i], 0x9E3779B9u * (2 * band + 1)) << 32 |
                                  smallest(&words[i], 0x9E3779B9u * (2 * band + 2)),
                              i};
    qsort(meetings, n, sizeof *meetings, by_band);
    for (size_t from = 0, to; from < n; from = to) {
      for (to = from + 1; to < n && meetings[to].band == meetings[from].band;) to++;
      compare(words, meetings + from, meetings + to, share, repeats);
    }
  }
}

/* By applicant, assessor, item and text: which repeats which does not depend on who was imported first. */
static int by_subject(const void *a, const void *b, void *data) {
  const CheckComment *x = ((const Words *)a)->comment, *y = ((const Words *)b)->comment;
  const Cycle *cycle = data;
  int order = strcmp(cycle->applicants[x->applicant].id, cycle->applicants[y->applicant].id);
  if (order == 0) order = strcmp(cycle->assessors[x->assessor].id, cycle->assessors[y->assessor].id);
  if (order == 0) order = strcmp(x->item, y->item);
  return order ? order : strcmp(x->text, y->text);
}

static size_t read_words(const CheckWhole *whole, size_t least, Words *words) {
  const CheckRecord *record = whole->record;
  size_t n = 0;
  for (size_t i = 0; i < record->n_comments; i++) {
    const CheckComment *comment = &record->comments[i];
    if (comment->stage != whole->stage_index || strcmp(comment->kind, "reason") == 0) continue;
    Words *w = &words[n];
    w->comment = comment;
    w->n = check_shingles(comment->text, &w->shingles);
    if (w->n >= least)
      n++;
    else
      g_clear_pointer(&w->shingles, g_free);
  }
  g_qsort_with_data(words, (gint)n, sizeof *words, by_subject, (void *)whole->cycle);
  return n;
}

static void put_beginning(GString *ret, const char *text) {
  glong length = g_utf8_strlen(text, -1);
  g_string_append_len(ret, text, g_utf8_offset_to_pointer(text, MIN(length, SHOWN)) - text);
  if (length > SHOWN) g_string_append(ret, "...");
}

static void report(CheckRun *run, const CheckWhole *whole, const CheckComment *later, const CheckComment *earlier,
                   size_t more) {
  CheckSubject subject = check_subject(whole, later->applicant);
  const Node *node = criteria_node(subject.criteria, later->item);
  put_beginning(check_put(run, "words"), later->text);
  check_put_text(run, "other", whole->cycle->assessors[earlier->assessor].id);
  check_put_text(run, "whom", whole->cycle->applicants[earlier->applicant].id);
  check_put_whole(run, "more", more);
  check_raise(
      run, &subject, SEVERITY_OFF, later->assessor, node ? node->code : NULL,
      N_("What {assessor} wrote about {applicant}, “{words}”, nearly repeats {other} on {whom}; further repeated "
         "sentences of this assessor: {more}."));
}

typedef struct Repeats {
  const CheckComment *later, *earlier; /* the first of them */
  size_t n;
} Repeats;

/* One flag an assessor: the first repeated sentence, and how many more. */
static void report_all(CheckRun *run, const CheckWhole *whole, const Words *words, size_t n, const int64_t *repeats) {
  g_autofree Repeats *found = g_new0(Repeats, whole->cycle->n_assessors + 1);
  for (size_t i = 0; i < n; i++) {
    Repeats *mine = &found[words[i].comment->assessor];
    if (repeats[i] < 0) continue;
    if (mine->n++ == 0) *mine = (Repeats){words[i].comment, words[repeats[i]].comment, 1};
  }
  for (size_t a = 0; a < whole->cycle->n_assessors; a++)
    if (found[a].n > 0) report(run, whole, found[a].later, found[a].earlier, found[a].n - 1);
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  if (!whole->record || whole->record->n_comments == 0) return;
  g_autofree Words *words = g_new0(Words, whole->record->n_comments + 1);
  size_t n = read_words(whole, (size_t)run->values[LENGTH], words);
  g_autofree int64_t *repeats = g_new(int64_t, n + 1);
  for (size_t i = 0; i < n; i++) repeats[i] = -1;
  find_repeats(words, n, run->values[SHARE] / 100, repeats);
  report_all(run, whole, words, n, repeats);
  for (size_t i = 0; i < n; i++) g_free(words[i].shingles);
}

const Check check_same_words = {
    .name = "same-words",
    .title = N_("same words"),
    .sentence = N_("The same sentence from two assessors, or for two applicants"),
    .next_step =
        N_("Ask for the evidence in this applicant's own papers; a sentence that fits two says little of either."),
    .severity = SEVERITY_NOTE,
    .settings = {[SHARE] = {"share", "80", N_("from this share of common pairs of characters on, in percent")},
                 [LENGTH] = {"length", "12", N_("of texts with at least so many different pairs of characters")}},
    .whole = whole_stage,
};
