/* check_pairs.c: two assessors who give the same marks, item by item, where the panel's others do not.
 *
 * Per pair all marks both gave are counted, over all applicants of the stage, with how often other pairs of the same
 * panels give equal marks: what chance and an easy applicant explain. A panel weighs as much there as the pair has marks in it;
 * panels of two have no other pair and tell nothing. The pair is named by ids, the lower one first, on the first applicant they
 * share. Kept are 4 bytes per scorebook and per pair of a panel. */
#include "criteria/threads.h"
#include "scoring/check_pairs_kept.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

enum { SHARE, ABOVE, ITEMS, LEVEL };

/* Two assessors, on all panels they share. */
typedef struct Pair {
  uint32_t first, second, applicant; /* applicant: the first they share, by id, of those that are alike */
  uint16_t marks, same;              /* 65535 at most */
  float surprise;                    /* how unlike the others' the agreement is, in standard deviations */
  double others;                     /* how many would be the same, as for the other pairs of the panels */
} Pair;

/* Of one stage. */
typedef struct Kept {
  GArray *words; /* PanelLines, one behind the other; NULL once all are handed in */
  GArray *alike; /* Pair: those beyond the check's limits, once all are handed in */
} Kept;

/* -- panel by panel --------------------------------------------------------------------------------------- */

static void free_all(void *state) {
  Kept *all = state;
  for (size_t s = 0; all[s].alike; s++) {
    g_clear_pointer(&all[s].words, g_array_unref);
    g_array_unref(all[s].alike);
  }
  g_free(all);
}

static Kept *kept_of(CheckRun *run, const Rules *rules, uint16_t stage) {
  if (!run->state) {
    Kept *all = g_new0(Kept, rules->n_stages + 1);
    for (size_t s = 0; s < rules->n_stages; s++)
      all[s] = (Kept){g_array_new(FALSE, FALSE, WORD), g_array_new(FALSE, FALSE, sizeof(Pair))};
    run->state = all;
    run->free_state = free_all;
  }
  return (Kept *)run->state + stage;
}

static void gather(CheckRun *run, const CheckSubject *subject) {
  if (subject->panel->n < 3 || subject->panel->n > PAIRS_MOST_BOOKS) return;
  pairs_keep(kept_of(run, subject->award->rules, subject->stage_index)->words, subject);
}

static void join(CheckRun *into, CheckRun *behind) {
  Kept *all = behind->state;
  if (!into->state) {
    into->state = g_steal_pointer(&behind->state);
    into->free_state = behind->free_state;
    return;
  }
  for (size_t s = 0; all && all[s].alike; s++) {
    GArray *words = ((Kept *)into->state)[s].words;
    if (all[s].words->len > 0) g_array_append_vals(words, all[s].words->data, all[s].words->len);
    g_clear_pointer(&all[s].words, g_array_unref);
  }
}

/* -- the whole stage -------------------------------------------------------------------------------------- */

/* The sums of pairs with the same first assessor. place: per assessor, 0 or one more than where the pair lies. */
typedef struct Sums {
  size_t n, room;
  Pair *pairs;
  uint32_t *place;
  GArray *surprises; /* float: of pairs before, not handed in yet */
  GArray *alike;     /* Pair: those of them beyond the check's limits */
} Sums;

static Sums sums_new(size_t n_assessors) {
  return (Sums){.place = g_new0(uint32_t, n_assessors),
                .surprises = g_array_new(FALSE, FALSE, sizeof(float)),
                .alike = g_array_new(FALSE, FALSE, sizeof(Pair))};
}

static void sums_clear(Sums *sums) {
  g_free(sums->pairs);
  g_free(sums->place);
  g_array_unref(sums->surprises);
  g_array_unref(sums->alike);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sums, sums_clear)

static void add_line(Sums *sums, uint32_t one, uint32_t two, Line line, const PanelLines *panel) {
  uint32_t *place = &sums->place[two], rest = panel->marks - line.marks;
  if (*place == 0) {
    sums->pairs[sums->n++] = (Pair){.first = one, .second = two};
    *place = (uint32_t)sums->n;
  }
  Pair *pair = &sums->pairs[*place - 1];
  uint32_t marks = (uint32_t)pair->marks + line.marks;
  if (marks > UINT16_MAX) return;
  pair->marks = (uint16_t)marks;
  pair->same = (uint16_t)(pair->same + line.same);
  pair->others += rest > 0 ? (double)line.marks * (panel->same - line.same) / rest : line.same;
}

/* Adds an assessor's pairs with later assessors on the panel. */
static void add_panel(Sums *sums, uint32_t assessor, const PanelLines *panel) {
  size_t n = panel->n, own = 0;
  const uint32_t *assessors = assessors_of(panel);
  if (sums->room < sums->n + n) {
    sums->room = 2 * (sums->n + n);
    sums->pairs = g_renew(Pair, sums->pairs, sums->room);
  }
  while (assessors[own] != assessor) own++;
  const Line *line = lines_of(panel) + own * (2 * n - own - 1) / 2;
  for (size_t b = own + 1; b < n; b++) add_line(sums, assessor, assessors[b], *line++, panel);
}

/* NAN for fewer marks than `least`. */
static float surprise_of(const Pair *pair, double least) {
  if (pair->marks < least) return NAN;
  double usual = (pair->others + 0.5) / (pair->marks + 1.0);
  return (float)((pair->same - pair->marks * usual) / sqrt(pair->marks * usual * (1 - usual)));
}

/* Is so large a share the same, and so much more than of the others? */
static bool agree_too_well(const CheckRun *run, const Pair *pair) {
  return 100.0 * pair->same >= run->values[SHARE] * pair->marks &&
         100.0 * (pair->same - pair->others) >= run->values[ABOVE] * pair->marks;
}

/* Assessors are shared out; what came of many is written down under the lock. */
typedef struct Handing {
  CheckRun *run;
  const CheckWhole *whole;
  const Seats *seats;
  GArray *alike;
  GMutex lock;
} Handing;

/* AHEAD: panels lie anywhere, so the processor is told early; MANY: surprises at a time, so that nobody waits long or often. */
enum { PIECE = 1024, AHEAD = 8, MANY = 1 << 14, STEPS = 1 << 20 };

static void hand_in(Handing *handing, Sums *sums) {
  const float *surprises = (const float *)(const void *)sums->surprises->data;
  g_mutex_lock(&handing->lock);
  check_hand_in(handing->run, handing->whole->stage_index, 0, surprises, sums->surprises->len);
  g_array_append_vals(handing->alike, sums->alike->data, sums->alike->len);
  g_mutex_unlock(&handing->lock);
  g_array_set_size(sums->surprises, 0);
  g_array_set_size(sums->alike, 0);
}

static bool has_seat(const PanelLines *panel, uint32_t assessor) {
  for (size_t b = 0; b < panel->n; b++)
    if (assessors_of(panel)[b] == assessor) return true;
  return false;
}

/* Names an alike pair by ids, whatever the order in which people and panels came. */
static void name(const Handing *handing, Pair *pair) {
  const Cycle *cycle = handing->whole->cycle;
  const Seats *seats = handing->seats;
  uint32_t one = pair->first, two = pair->second;
  bool found = false;
  for (size_t i = seats->first[one]; i < seats->first[one + 1]; i++) {
    const PanelLines *panel = panel_at(seats, seats->own[i]);
    if (!has_seat(panel, two) || (found && !cycle_applicant_is_before(cycle, panel->applicant, pair->applicant)))
      continue;
    pair->applicant = panel->applicant;
    found = true;
  }
  if (cycle_assessor_is_before(cycle, one, two)) return;
  pair->first = two;
  pair->second = one;
}

/* All pairs of an assessor are added up; `others` in steps that leave nothing of the order of the panels. */
static void end_assessor(const Handing *handing, Sums *sums) {
  const CheckRun *run = handing->run;
  double least = MAX(run->values[ITEMS], 1);
  guint before = sums->surprises->len;
  if (sums->n == 0) return;
  g_array_set_size(sums->surprises, before + (guint)sums->n);
  float *surprises = (float *)(void *)sums->surprises->data + before;
  for (size_t i = 0; i < sums->n; i++) {
    Pair *pair = &sums->pairs[i];
    pair->others = round(pair->others * STEPS) / STEPS;
    pair->surprise = surprise_of(pair, least);
    sums->place[pair->second] = 0;
    surprises[i] = pair->surprise;
    if (isnan(pair->surprise) || !agree_too_well(run, pair)) continue;
    name(handing, pair);
    g_array_append_val(sums->alike, *pair);
  }
  sums->n = 0;
}

static void hand_in_piece(size_t piece, void *data) {
  Handing *handing = data;
  const Seats *seats = handing->seats;
  size_t n = handing->whole->cycle->n_assessors, first = piece * PIECE, end = MIN(first + PIECE, n);
  g_auto(Sums) sums = sums_new(n);
  for (size_t a = first; a < end; a++) {
    for (size_t i = seats->first[a]; i < seats->first[a + 1]; i++) {
      const char *ahead = (const char *)panel_at(seats, seats->own[MIN(i + AHEAD, seats->first[end] - 1)]);
      __builtin_prefetch(ahead);
      __builtin_prefetch(ahead + 64);
      add_panel(&sums, (uint32_t)a, panel_at(seats, seats->own[i]));
    }
    end_assessor(handing, &sums);
    if (sums.surprises->len >= MANY) hand_in(handing, &sums);
  }
  hand_in(handing, &sums);
}

static int by_ids(const void *a, const void *b, void *data) {
  const Pair *x = a, *y = b;
  const Assessor *assessors = ((const Cycle *)data)->assessors;
  int order = strcmp(assessors[x->first].id, assessors[y->first].id);
  return order ? order : strcmp(assessors[x->second].id, assessors[y->second].id);
}

static void hand_in_all(CheckRun *run, const CheckWhole *whole, const GArray *words, GArray *alike) {
  size_t n_pieces = (whole->cycle->n_assessors + PIECE - 1) / PIECE;
  g_auto(Seats) seats;
  seats_find(words, whole->cycle->n_assessors, &seats);
  Handing handing = {.run = run, .whole = whole, .seats = &seats, .alike = alike};
  g_mutex_init(&handing.lock);
  threads_share(threads_for(n_pieces, 2), n_pieces, hand_in_piece, &handing);
  g_mutex_clear(&handing.lock);
  g_array_sort_with_data(alike, by_ids, (void *)whole->cycle);
}

static void report(CheckRun *run, const CheckWhole *whole, const Pair *pair) {
  double share = 100.0 * pair->same / pair->marks, usual = 100.0 * pair->others / pair->marks;
  CheckSubject subject = check_subject(whole, pair->applicant);
  check_put_text(run, "other", whole->cycle->assessors[pair->second].id);
  check_put_whole(run, "same", pair->same);
  check_put_whole(run, "marks", pair->marks);
  check_put_whole(run, "share", (size_t)(share + 0.5));
  check_put_whole(run, "usual", (size_t)(usual + 0.5));
  check_raise(
      run, &subject, SEVERITY_OFF, pair->first, NULL,
      N_("{assessor} and {other} gave the same mark {same} times of {marks}, {share} percent; of the other pairs "
         "of their panels {usual} percent did."));
}

static void whole_stage(CheckRun *run, const CheckWhole *whole) {
  if (!run->state) return;
  Kept *kept = kept_of(run, whole->award->rules, whole->stage_index);
  if (run->gauging) {
    hand_in_all(run, whole, kept->words, kept->alike);
    g_clear_pointer(&kept->words, g_array_unref);
    return;
  }
  for (guint i = 0; i < kept->alike->len; i++) {
    const Pair *pair = &g_array_index(kept->alike, Pair, i);
    if (check_stands_out(run, whole->stage_index, 0, pair->surprise)) report(run, whole, pair);
  }
}

const Check check_pairs = {
    .name = "pairs",
    .title = N_("same marks"),
    .sentence = N_("Two assessors who always give the same marks"),
    .next_step = N_("Ask whether they marked together; if so, one of the two scorebooks says nothing of its own."),
    .severity = SEVERITY_WARN,
    .tail = TAIL_HIGH,
    .no_sheets = true,
    .settings = {[SHARE] = {"share", "70", N_("from this share of equal marks on, in percent")},
                 [ABOVE] = {"above", "30", N_("and this much above other pairs of the same panels, in percent")},
                 [ITEMS] = {"items", "20", N_("over how many marks at least")},
                 [LEVEL] = CHECK_LEVEL_SETTING},
    .gather = gather,
    .join = join,
    .whole = whole_stage,
};
