/* check_evidence.c: marks without the comments the rules want beside them: <require what="strength" min="2"
 * from-mark="70"/> in a stage; and abstentions without their reasons. What is wanted counts per item; "comment" is a strength or an
 * OFI. A flag is about one requirement in one scorebook, whatever the number of items: a note where every one of them has some
 * comment of the kind. */
#include "scoring/check_parts.h"
#include "scoring/wants.h"

#include <glib/gi18n.h>
#include <string.h>

enum { MOST_NAMED = 6 };

static unsigned count_comments(const CheckComment *comments, size_t n, uint32_t assessor, const char *item,
                               const Requirement *wanted) {
  g_autofree Noted *noted = g_new(Noted, n + 1);
  size_t own = 0;
  for (size_t i = 0; i < n; i++)
    if (comments[i].assessor == assessor)
      noted[own++] = (Noted){comments[i].item, comments[i].kind, comments[i].factors ? comments[i].factors : ""};
  return requirement_count(wanted, item, own, noted);
}

typedef struct Lacking {
  size_t none, few, many; /* items */
  GString *items;
} Lacking;

static void look_at_item(const CheckSubject *subject, const Requirement *wanted, const CheckItem *item, size_t book,
                         Lacking *lacking) {
  const CheckComment *comments;
  if (!requirement_applies(wanted, item->results[book], item->den, item->scale->unit)) return;
  size_t n = check_comments(subject->record, subject->stage_index, subject->applicant, &comments);
  unsigned found = count_comments(comments, n, subject->panel->books[book].assessor, item->code, wanted);
  if (found >= wanted->min && (wanted->max == 0 || found <= wanted->max)) return;
  size_t before = lacking->none + lacking->few + lacking->many;
  *(found == 0 ? &lacking->none : found < wanted->min ? &lacking->few : &lacking->many) += 1;
  if (before < MOST_NAMED)
    g_string_append_printf(lacking->items, "%s%s: %u", before ? ", " : "", item->code, found);
  else if (before == MOST_NAMED)
    g_string_append(lacking->items, " ...");
}

static const char *sentence_of(const Requirement *wanted, bool over) {
  if (over) return N_("{assessor} gave more {what} than the {most} the rules want, on {count} items: {items}.");
  if (strcmp(wanted->what, "reason") == 0)
    return N_("{assessor} abstains from {count} items without the {what} the rules want ({least} each), {none} of them "
              "without any: {items}.");
  return wanted->to_set ? N_("{assessor} marks {count} items from {from} to {to} without the {what} the rules want "
                             "({least} each), {none} of them without any: {items}.")
                        : N_("{assessor} marks {count} items from {from} on without the {what} the rules want ({least} "
                             "each), {none} of them without any: {items}.");
}

static void look_at_book(CheckRun *run, const CheckSubject *subject, const Requirement *wanted, size_t book) {
  g_autoptr(GString) items = g_string_new(NULL);
  Lacking lacking = {.items = items};
  for (size_t i = 0; i < subject->n_items; i++) look_at_item(subject, wanted, &subject->items[i], book, &lacking);
  size_t n = lacking.none + lacking.few + lacking.many;
  if (n == 0) return;
  check_put_whole(run, "count", n);
  check_put_whole(run, "none", lacking.none);
  check_put_text(run, "what", wanted->what);
  check_put_whole(run, "least", wanted->min);
  check_put_whole(run, "most", wanted->max);
  check_put_short(run, "from", ratio(wanted->from_mark, 100));
  check_put_short(run, "to", ratio(wanted->to_mark, 100));
  check_put_text(run, "items", items->str);
  check_raise(run, subject, lacking.none == 0 ? SEVERITY_NOTE : SEVERITY_OFF, subject->panel->books[book].assessor,
              NULL, sentence_of(wanted, lacking.many == n));
}

static void each(CheckRun *run, const CheckSubject *subject) {
  for (size_t r = 0; subject->record && r < subject->stage->n_requirements; r++)
    for (size_t b = 0; b < subject->panel->n; b++) look_at_book(run, subject, &subject->stage->requirements[r], b);
}

const Check check_evidence = {
    .name = "evidence",
    .title = N_("comments missing"),
    .sentence = N_("Marks without the strengths, OFIs, comments or reasons that the rules want beside them"),
    .next_step = N_("Ask the assessor for the evidence behind the mark, or for the mark that the evidence carries."),
    .severity = SEVERITY_WARN,
    .each = each,
};
