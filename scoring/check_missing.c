/* check_missing.c: items nobody's mark counts for, and submitted scorebooks with blanks.
 *
 * An item is missing exactly where the total finds nothing to combine: all blank or abstained, or no leader's
 * mark where the leader's decides, or any blank where the rules refuse them. Blanks are a warning where the rest of the scorebook
 * counts. An applicant for whom no scorebook counts is one flag, and no small panel beside it. Advisory items never count, so they cannot be
 * missing. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

/* From how many numbers on an item cannot be missing. */
static size_t enough_numbers(const CheckSubject *subject) {
  const Combination *how = &subject->stage->combination;
  if (how->method == METHOD_JUDGED || how->blank == BLANK_SKIP_SCOREBOOK) return SIZE_MAX;
  return how->blank == BLANK_REFUSE ? subject->panel->n : 1;
}

static void look_at_item(CheckRun *run, const CheckSubject *subject, const CheckItem *item) {
  if (item->node && item->node->advisory) return;
  Combined combined = check_combine(subject, item);
  if (combined.state != COMBINED_MISSING) return;
  check_put_whole(run, "scorebooks", subject->panel->n);
  if (subject->stage->combination.method == METHOD_JUDGED) {
    check_raise(
        run, subject, SEVERITY_OFF, -1, item->code,
        N_("No mark counts for {item}: none is agreed, and no scorebook of the leader gives one (scorebooks in: "
           "{scorebooks})."));
    return;
  }
  check_put_whole(run, "abstained", combined.abstained);
  check_put_whole(run, "blank", combined.blank);
  check_raise(
      run, subject, SEVERITY_OFF, -1, item->code,
      N_("No mark counts for {item}: of {scorebooks} scorebooks {abstained} abstain and {blank} leave it blank."));
}

static void put_blanks(GString *codes, const CheckSubject *subject, size_t book) {
  const char *comma = "";
  for (size_t i = 0; i < subject->n_items; i++) {
    if (subject->items[i].results[book] != MARK_BLANK) continue;
    g_string_append(codes, comma);
    g_string_append(codes, subject->items[i].code);
    comma = ", ";
  }
}

static void look_at_book(CheckRun *run, const CheckSubject *subject, size_t book) {
  size_t count = subject->books[book].blanks;
  bool skipped = subject->books[book].skipped;
  if (count == 0) return;
  check_put_whole(run, "count", count);
  put_blanks(check_put(run, "items"), subject, book);
  check_raise(run, subject, skipped ? SEVERITY_OFF : SEVERITY_WARN, subject->panel->books[book].assessor, NULL,
              skipped ? N_("{assessor} submitted with items left blank ({count}), so the scorebook does not count: "
                           "{items}.")
                      : N_("{assessor} submitted with items left blank ({count}): {items}."));
}

static void look_at_empty(CheckRun *run, const CheckSubject *subject) {
  size_t empty = cycle_empty_places(subject->cycle, subject->stage_index, subject->applicant);
  check_put_whole(run, "recused", subject->panel->recused);
  if (empty > 0) check_put_whole(run, "released", empty);
  check_raise(run, subject, SEVERITY_OFF, -1, NULL,
              empty > 0 ? N_("{applicant} has no scorebook that counts at “{stage}”; {recused} are left out for "
                             "recusal, and {released} places of released assessors are empty.")
                        : N_("{applicant} has no scorebook that counts at “{stage}”; {recused} are left out for "
                             "recusal."));
}

static void each(CheckRun *run, const CheckSubject *subject) {
  if (subject->panel->n == 0) {
    look_at_empty(run, subject);
    return;
  }
  size_t enough = enough_numbers(subject);
  for (size_t i = 0; i < subject->n_items; i++)
    if (subject->items[i].n < enough) look_at_item(run, subject, &subject->items[i]);
  for (size_t b = 0; b < subject->panel->n; b++) look_at_book(run, subject, b);
}

const Check check_missing = {
    .name = "missing",
    .title = N_("missing marks"),
    .sentence = N_("Items without a mark that counts, and submitted scorebooks with blanks"),
    .next_step = N_("Ask the assessor for the mark, or for a recorded abstention; a blank is never a zero."),
    .severity = SEVERITY_ERROR,
    .each = each,
};
