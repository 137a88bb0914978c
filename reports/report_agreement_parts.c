/* report_agreement_parts.c: agreement by class and item, and what to do about all of it. */
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

enum { MOST_NAMES = 8, MOST_ITEMS = 8 };

/* -- classes and items ------------------------------------------------------------------------------------- */

static char *part_name(const ReportInput *input, const Reliability *part) {
  if (!part->item)
    return g_strdup(*part->class_id ? report_class_title(input, part->class_id) : _("Totals of all applicants"));
  const Node *item = criteria_node(part->criteria, part->item);
  return g_strdup_printf("%s %s", part->item, text_in(&item->title, input->lang));
}

static void add_part(TextTable *texts, const ReportInput *input, const Reliability *part) {
  const Agreement *a = part->agreement;
  bool small = agreement_is_small(a);
  text_table_add(texts, part_name(input, part));
  text_table_add(texts, g_strdup_printf("%zu", part->n));
  text_table_add(texts, agreement_limits(a, "icc", "ICC(2,k)"));
  text_table_add(texts, small ? g_strdup("–") : agreement_in_words(a));
  text_table_add(texts, agreement_number_text(small ? NAN : agreement_number(a, "krippendorff", "interval"), 2));
  text_table_add(texts, agreement_number_text(small ? NAN : agreement_number(a, "cronbach", "alpha"), 2));
  text_table_add(texts, agreement_number_text(small ? NAN : agreement_number(a, "kendall", "W"), 2));
}

static double reliability_of_item(const Reliability *part) {
  double icc = part->item ? agreement_number(part->agreement, "icc", "ICC(2,k)") : NAN;
  return isfinite(icc) ? icc : INFINITY;
}

static int rising(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Up to which reliability an item is among the MOST_ITEMS least agreed on; INFINITY: all are. */
static double least_agreed(const GPtrArray *parts, size_t *ret_items) {
  g_autofree double *figures = g_new(double, parts->len + 1);
  size_t n = 0;
  for (guint i = 0; i < parts->len; i++)
    if (((const Reliability *)parts->pdata[i])->item) figures[n++] = reliability_of_item(parts->pdata[i]);
  qsort(figures, n, sizeof *figures, rising);
  *ret_items = n;
  return n > MOST_ITEMS ? figures[MOST_ITEMS - 1] : INFINITY;
}

void agreement_say_parts(Document *document, const ReportInput *input, const GPtrArray *parts,
                         const Reliability *totals) {
  const Column columns[] = {{"of", _("Agreement on"), ALIGN_LEFT, FOR_PEOPLE},
                            {"n", _("Applicants"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"icc", _("Reliability, 95 %"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"words", _("In words"), ALIGN_LEFT, FOR_PEOPLE},
                            {"alpha", _("Krippendorff's alpha"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"cronbach", _("Cronbach's alpha"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"w", _("Kendall's W"), ALIGN_RIGHT, FOR_PEOPLE}};
  TextTable *texts = text_table_new(G_N_ELEMENTS(columns));
  size_t n_items, shown = 0;
  double least = least_agreed(parts, &n_items);
  for (guint i = 0; i < parts->len; i++) {
    const Reliability *part = parts->pdata[i];
    if (part->item && (reliability_of_item(part) > least || (isfinite(least) && shown == MOST_ITEMS))) continue;
    shown += part->item != NULL;
    add_part(texts, input, part);
  }
  Table *table = text_table_put(document, "parts", _("By class and item"), columns, texts);
  for (size_t c = 5; !totals->crossed && c < G_N_ELEMENTS(columns); c++) table->columns[c].audience = FOR_NOBODY;
  if (shown < n_items)
    agreement_sentence(document,
                       _("Shown are the %zu of %zu items on which the assessors agree least; all are in the csv and "
                         "json."),
                       shown, n_items);
}

/* -- the cure ------------------------------------------------------------------------------------------------ */

static bool is_weak(const Reliability *part) {
  return part->item && !agreement_is_small(part->agreement) &&
         agreement_number(part->agreement, "icc", "ICC(2,k)") < 0.75;
}

static char *weak_items(const GPtrArray *parts) {
  GString *names = g_string_new(NULL);
  size_t n = 0;
  for (guint i = 0; i < parts->len; i++) {
    const Reliability *part = parts->pdata[i];
    if (!is_weak(part)) continue;
    if (n < MOST_NAMES) g_string_append_printf(names, "%s%s", n ? _(", ") : "", part->item);
    n++;
  }
  if (n > MOST_NAMES) g_string_append_printf(names, _(" and %zu more"), n - MOST_NAMES);
  return g_string_free(names, FALSE);
}

static bool say_numbers(Document *document, const Reliability *totals) {
  unsigned needed = agreement_assessors_for(totals->agreement, 0.8);
  if (agreement_is_small(totals->agreement) || (needed > 0 && needed <= ceil(totals->panel - 0.01)) ||
      !isfinite(reliability_with(totals->agreement, 3)))
    return false;
  if (needed > 0)
    agreement_sentence(document, _("More assessors: %u for each applicant would make the mean dependable (0.80)."),
                       needed);
  return needed > 0;
}

static bool say_training(Document *document, const char *const *ids, const Reliability *totals) {
  double applicants, assessors, rest;
  if (agreement_is_small(totals->agreement) ||
      !reliability_variances(totals->agreement, &applicants, &assessors, &rest) ||
      assessors < 0.1 * (applicants + assessors + rest))
    return false;
  g_autofree char *names = agreement_names_with(ids, totals, ODDITY_HARSH | ODDITY_LENIENT);
  document_paragraph(document, _("Calibration: assessors differ in level. Let all mark one common case before the next "
                                 "stage and compare where they place the bands."));
  if (*names) agreement_sentence(document, _("Begin with those furthest from the others: %s."), names);
  return true;
}

static bool say_scale(Document *document, const char *const *ids, const Reliability *totals) {
  g_autofree char *names = agreement_names_with(ids, totals, ODDITY_NARROW);
  if (*names)
    agreement_sentence(
        document,
        _("The scale: %s use little of it, so that their marks hardly count. Ask them for the evidence that "
          "would earn a mark one band higher and one lower."),
        names);
  return *names != '\0';
}

static bool say_items(Document *document, const GPtrArray *parts) {
  g_autofree char *items = weak_items(parts);
  if (*items)
    agreement_sentence(
        document,
        _("A talk on items: on %s the panel's mean is not reliable. Read the bands of these items together "
          "against the evidence, and let consensus rather than the mean decide them."),
        items);
  return *items != '\0';
}

static bool say_apart(Document *document, const char *const *ids, const Reliability *totals) {
  g_autofree char *names = agreement_names_with(ids, totals, ODDITY_APART);
  if (*names)
    agreement_sentence(
        document,
        _("A conversation: %s read evidence differently from their colleagues (discrimination below 0.30). "
          "Compare reasons on two applicants, or pair them with somebody else; training seldom helps."),
        names);
  return *names != '\0';
}

void agreement_say_cure(Document *document, const GPtrArray *parts, const char *const *ids, const Reliability *totals) {
  document_heading(document, 3, _("What to do"));
  bool said = totals->teams > 1;
  if (said)
    document_paragraph(document,
                       _("Link the panels: let all assessors mark one calibration case, or let one assessor of each "
                         "group also mark an applicant of the next group."));
  said |= say_numbers(document, totals);
  said |= say_training(document, ids, totals);
  said |= say_scale(document, ids, totals);
  said |= say_items(document, parts);
  said |= say_apart(document, ids, totals);
  if (agreement_is_small(totals->agreement))
    document_paragraph(document, _("Few applicants or assessors: keep the marks, and judge agreement over several "
                                   "cycles."));
  else if (!said)
    document_paragraph(document, _("Nothing in these figures asks for a change."));
}
