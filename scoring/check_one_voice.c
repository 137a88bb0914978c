/* check_one_voice.c: a consensus that follows one assessor item by item while that assessor was not the panel's middle. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

enum { SHARE, APART, ITEMS };

typedef struct Voice {
  int64_t items, same, apart; /* compared; equal to what was agreed; of these away from the mean of the others */
} Voice;

static Voice listen(const CheckSubject *subject, size_t book) {
  Voice voice = {0, 0, 0};
  for (size_t i = 0; i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    int64_t own = item->results[book], rest = (int64_t)item->n - 1;
    int64_t agreed = check_item_result(item, subject->panel->agreed);
    if (agreed < 0 || own < 0 || rest < 1) continue;
    voice.items++;
    if (own != agreed) continue;
    voice.same++;
    int64_t distance = ABS(own * rest - (item->sum - own));
    voice.apart += (int128_t)distance * 20 >= (int128_t)item->full * rest;
  }
  return voice;
}

static bool is_heard_alone(const CheckRun *run, const Voice *voice) {
  if (voice->items == 0 || (double)voice->items < run->values[ITEMS]) return false;
  bool follows = ratio_cmp(ratio(voice->same * 100, voice->items), run->numbers[SHARE]) >= 0;
  return follows && ratio_cmp(ratio(voice->apart * 100, voice->items), run->numbers[APART]) >= 0;
}

static void each(CheckRun *run, const CheckSubject *subject) {
  if (!subject->panel->agreed || subject->panel->n < 3) return;
  for (size_t b = 0; b < subject->panel->n; b++) {
    Voice voice = listen(subject, b);
    if (!is_heard_alone(run, &voice)) continue;
    check_put_whole(run, "same", (size_t)voice.same);
    check_put_whole(run, "items", (size_t)voice.items);
    check_put_whole(run, "apart", (size_t)voice.apart);
    check_raise(
        run, subject, SEVERITY_OFF, subject->panel->books[b].assessor, NULL,
        N_("What the panel agreed on for {applicant} is what {assessor} had given on {same} of {items} items, on "
           "{apart} of them away from the others by 5 percent or more."));
  }
}

const Check check_one_voice = {
    .name = "one-voice",
    .title = N_("one voice"),
    .sentence = N_("A consensus that follows one assessor item by item"),
    .next_step = N_("Ask the others whether they were heard; have each name one item they would have put elsewhere."),
    .severity = SEVERITY_NOTE,
    .settings = {[SHARE] = {"share", "90", N_("from this share of equal items on, in percent")},
                 [APART] = {"apart", "40",
                            N_("of which at least this share of all was away from the others, in percent")},
                 [ITEMS] = {"items", "8", N_("over how many items at least")}},
    .each = each,
};
