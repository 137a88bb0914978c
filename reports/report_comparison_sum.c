/* report_comparison_sum.c: where most of the difference comes from, and that it adds up, in sentences. */
#include "reports/report_comparison.h"

#include <glib/gi18n.h>

/* -- where most of it comes from ------------------------------------------------------------------------------------- */

enum { MOST_NAMED = 3 };

static int by_size(gconstpointer a, gconstpointer b) {
  const ComparedLine *x = *(const ComparedLine *const *)a, *y = *(const ComparedLine *const *)b;
  int order = ratio_cmp(points_size(y->counted), points_size(x->counted));
  return order ? order : (x > y) - (x < y);
}

/* The lines in favour of one, the biggest first, and their sum. */
static GPtrArray *lines_for(const Beside *beside, int sign, Ratio *ret_sum) {
  GPtrArray *lines = g_ptr_array_new();
  *ret_sum = ratio_int(0);
  for (guint i = 0; i < beside->of->lines->len; i++) {
    const ComparedLine *line = beside_line(beside, i);
    if (!line->adds || line->counted.num * sign <= 0) continue;
    g_ptr_array_add(lines, (gpointer)line);
    *ret_sum = ratio_add(*ret_sum, points_size(line->counted));
  }
  g_ptr_array_sort(lines, by_size);
  return lines;
}

static void put_line(GString *out, const Beside *beside, const ComparedLine *line) {
  g_autofree char *points = ratio_decimal(points_size(line->counted), 2);
  const char *code = line->node ? line->node->code : "";
  g_autofree char *named = g_strconcat(code, *code ? " " : "", line_title(beside, line), NULL);
  g_string_append_printf(out, _("%s (%s)"), named, points); // NOLINT
}

static void say_share(GString *said, const Beside *beside, size_t which) {
  Ratio sum;
  g_autoptr(GPtrArray) lines = lines_for(beside, which == 0 ? 1 : -1, &sum);
  g_autoptr(GString) named = g_string_new(NULL);
  g_autofree char *points = points_words(sum);
  for (guint i = 0; i < MIN(lines->len, MOST_NAMED); i++) {
    if (i > 0) g_string_append(named, _(", "));
    put_line(named, beside, g_ptr_array_index(lines, i));
  }
  if (lines->len > MOST_NAMED)
    comparison_say(said, g_strdup_printf(_("In favour of %s are %s points of the total, most of them from %s."),
                                         beside->names[which], points, named->str));
  else if (lines->len > 0)
    comparison_say(said, g_strdup_printf(_("In favour of %s are %s points of the total, from %s."),
                                         beside->names[which], points, named->str));
  else
    comparison_say(said, g_strdup_printf(_("Nothing is in favour of %s."), beside->names[which]));
}

void comparison_add_share(Document *document, const Beside *beside) {
  g_autoptr(GString) said = g_string_new(NULL);
  if (!beside->of->has_totals || beside->of->compared == COMPARED_TOTALS) return;
  for (size_t i = 0; i < 2; i++) say_share(said, beside, beside->of->order > 0 ? 1 - i : i);
  comparison_put(document, said);
}

/* -- that it adds up ------------------------------------------------------------------------------------------------- */

void comparison_add_sum(Document *document, const Beside *beside) {
  const Comparison *of = beside->of;
  if (!of->has_totals) {
    document_paragraph(
        document, _("Not both are ranked, so there is no difference of totals; stages and items are compared as far as "
                    "both have them."));
    return;
  }
  Ratio sum = comparison_sum(of);
  bool adds_up = ratio_is_valid(sum) && ratio_is_valid(of->difference) && ratio_cmp(sum, of->difference) == 0;
  document_field(document, "adds_up", NULL, cell_bool(adds_up));
  g_autofree char *difference = points_words(of->difference);
  g_autofree char *said =
      adds_up
          ? g_strdup_printf(
                of->compared == COMPARED_ITEMS
                    ? _("It adds up, in exact numbers: what the items count, and the rows below them where there are "
                        "any, is the difference of each stage, and the stages are that of the totals, %s.")
                    : _("It adds up, in exact numbers: the differences of the stages are that of the totals, %s."),
                difference)
          : g_strdup(_("These numbers are too large to be added up exactly."));
  document_paragraph(document, said);
}
