/* report_agreement_outliers.c: of one column of figures, which lie apart from the others, in sentences.
 *
 * A figure is out of line where Grubbs' test (1969) says so at 5 %, two-sided; the fence around the median lies 3.5 scaled
 * MAD away, which is a modified z score of 3.5 (Iglewicz & Hoaglin 1993). */
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>

static char *figure_text(double figure) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup(g_ascii_formatd(buffer, sizeof buffer, "%.6g", figure));
}

static char *chance_text(double p) { return p < 0.001 ? g_strdup(_("less than 0.001")) : agreement_number_text(p, 3); }

static void say_furthest(Document *document, const Agreement *a) {
  double g = agreement_number(a, "grubbs", "G"), p = agreement_number(a, "grubbs", "p_two_sided");
  if (!isfinite(g) || !isfinite(p)) return;
  g_autofree char *figure = figure_text(agreement_number(a, "grubbs", "outlier"));
  g_autofree char *away = agreement_number_text(g, 2), *chance = chance_text(p);
  agreement_sentence(document,
                     p < 0.05 ? _("%s is out of line: it lies %s standard deviations from the mean, which chance alone "
                                  "does with a probability of %s (Grubbs' test, two-sided).")
                              : _("No figure is out of line by Grubbs' test: %s lies furthest from the mean, by %s "
                                  "standard deviations, which chance alone does with a probability of %s."),
                     figure, away, chance);
}

static void say_fence(Document *document, const Agreement *a) {
  double middle = agreement_number(a, "mad", "median"), mad = agreement_number(a, "mad", "MAD");
  double outside = agreement_number(a, "modified_z", "modified_z_outliers");
  if (!isfinite(outside) || !(mad > 0)) return;
  g_autofree char *median = figure_text(middle), *low = figure_text(middle - 3.5 * mad);
  g_autofree char *high = figure_text(middle + 3.5 * mad);
  agreement_sentence(document,
                     ngettext("The median is %s; below %s and above %s a figure lies apart by a modified z score of "
                              "3.5, and %zu figure does.",
                              "The median is %s; below %s and above %s a figure lies apart by a modified z score of "
                              "3.5, and %zu figures do.",
                              (unsigned long)outside),
                     median, low, high, (size_t)outside);
}

void agreement_say_outliers(Document *document, const Agreement *agreement) {
  say_furthest(document, agreement);
  say_fence(document, agreement);
}
