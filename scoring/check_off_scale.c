/* check_off_scale.c: marks the scale or the item does not have, as a record written by other hands may hold. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

static Ratio number_of(const Scale *scale, Mark mark) {
  return mark < 0 ? ratio_int(mark) : ratio(mark * scale->unit, 100);
}

static const char *code_of(const CheckSubject *subject, const CheckItem *item, size_t cell) {
  return stage_cell_code(subject->stage, subject->criteria, item->node ? item->node->cell + cell : 0);
}

static void look_at_cell(CheckRun *run, const CheckSubject *subject, const CheckItem *item, size_t book, size_t cell) {
  const Scorebook *scorebook = &subject->panel->books[book];
  Mark mark = scorebook->marks[item->node ? item->node->cell + cell : 0];
  if (mark == MARK_NOT_APPLICABLE) {
    if (item->node && item->node->not_applicable == NA_FORBIDDEN)
      check_raise(run, subject, SEVERITY_OFF, scorebook->assessor, code_of(subject, item, cell),
                  N_("{assessor} calls {item} not applicable, which this item does not allow."));
    return;
  }
  g_autofree char *scale = scale_describe(item->scale);
  check_put_short(run, "mark", number_of(item->scale, mark));
  check_put_text(run, "scale", scale);
  check_raise(run, subject, SEVERITY_OFF, scorebook->assessor, code_of(subject, item, cell),
              N_("{assessor} gave {mark} on {item}, which is not on its scale: {scale}."));
}

static void look_at_range(CheckRun *run, const CheckSubject *subject, const CheckItem *item, size_t book) {
  const Scorebook *scorebook = &subject->panel->books[book];
  Mark low = scorebook->marks[item->node->cell], high = scorebook->marks[item->node->cell + 1];
  if (low < 0 || high < 0 || low <= high) return;
  check_put_short(run, "low", number_of(item->scale, low));
  check_put_short(run, "high", number_of(item->scale, high));
  check_raise(run, subject, SEVERITY_OFF, scorebook->assessor, item->code,
              N_("{assessor} gave {item} the range {low} to {high}, whose lower end is above its upper."));
}

static void look_at_book(CheckRun *run, const CheckSubject *subject, const CheckItem *item, size_t book) {
  size_t cells = item->rubric ? item->rubric->n_cells : 1;
  const Mark *marks = subject->panel->books[book].marks + (item->node ? item->node->cell : 0);
  for (size_t c = 0; c < cells; c++)
    if (!check_is_legal(item, marks[c])) look_at_cell(run, subject, item, book, c);
}

static void each(CheckRun *run, const CheckSubject *subject) {
  for (size_t i = 0; (subject->strange || subject->ranges) && i < subject->n_items; i++) {
    const CheckItem *item = &subject->items[i];
    bool ranges = check_item_takes_range(item);
    for (size_t b = 0; (ranges || item->strange) && b < subject->panel->n; b++) {
      look_at_book(run, subject, item, b);
      if (ranges) look_at_range(run, subject, item, b);
    }
  }
}

const Check check_off_scale = {
    .name = "off-scale",
    .title = N_("off the scale"),
    .sentence =
        N_("Marks that are not on the item's scale, ranges the wrong way round, not applicable where forbidden"),
    .next_step =
        N_("Find out where the mark came from (a packet, another program) and have the assessor give it again."),
    .severity = SEVERITY_ERROR,
    .each = each,
};
