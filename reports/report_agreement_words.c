/* report_agreement_words.c: agreement in plain sentences, the verdict first. Where there are few applicants or assessors the
 * limits are given and not the figure, for its decimals mean nothing there.
 *
 * The bands of an intraclass correlation are a convention (Koo & Li 2016, J Chiropr Med 15:155), which asks for the
 * interval and not the figure, and is said to be one; so are those of alpha (Krippendorff 2004, Content Analysis, ch. 11).
 * How far a mean is uncertain is the standard error of measurement (Brennan 2001, 2.3): absolute where panels differ,
 * relative where everybody marked everybody; two means differ by 1.96 times its square root of two. */
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdarg.h>

char *agreement_number_text(double number, int decimals) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE], format[] = "%.0f";
  if (!isfinite(number)) return g_strdup("–");
  format[2] = (char)('0' + decimals);
  g_ascii_formatd(buffer, sizeof buffer, format, number);
  bool negative_zero = buffer[0] == '-' && !strpbrk(buffer, "123456789");
  return g_strdup(negative_zero ? buffer + 1 : buffer);
}

bool agreement_is_small(const Agreement *agreement) { return agreement->n < 5 || agreement->k < 3; }

static double limit(const Agreement *agreement, const char *group, const char *name, const char *end) {
  g_autofree char *whole = g_strconcat(name, end, NULL);
  return agreement_number(agreement, group, whole);
}

char *agreement_limits(const Agreement *agreement, const char *group, const char *name) {
  double figure = agreement_number(agreement, group, name);
  double low = limit(agreement, group, name, "_lower"), high = limit(agreement, group, name, "_upper");
  g_autofree char *said = agreement_number_text(figure, 2);
  if (!isfinite(figure)) return g_steal_pointer(&said);
  if (!isfinite(high)) return agreement_is_small(agreement) ? g_strdup("–") : g_steal_pointer(&said);
  g_autofree char *from = low >= 0 ? agreement_number_text(low, 2) : g_strdup(_("below 0"));
  g_autofree char *to = high >= 0 ? agreement_number_text(high, 2) : g_strdup(_("below 0"));
  if (agreement_is_small(agreement)) return g_strdup_printf(_("%s to %s"), from, to);
  return g_strdup_printf(_("%s (%s to %s)"), said, from, to);
}

static const char *icc_word(double icc) {
  if (icc < 0.5) return _("poor");
  if (icc < 0.75) return _("moderate");
  return icc < 0.9 ? _("good") : _("excellent");
}

const char *agreement_form(const Agreement *agreement) {
  return agreement_value(agreement, "icc", "ICC(2,m)") ? "ICC(2,m)" : "ICC(2,k)";
}

char *agreement_in_words(const Agreement *agreement) {
  const char *form = agreement_form(agreement);
  double low = limit(agreement, "icc", form, "_lower"), high = limit(agreement, "icc", form, "_upper");
  if (!isfinite(high)) return g_strdup("–");
  const char *from = icc_word(isfinite(low) ? low : -1), *to = icc_word(high);
  return from == to || g_str_equal(from, to) ? g_strdup(from) : g_strdup_printf(_("%1$s to %2$s"), from, to);
}

void agreement_sentence(Document *document, const char *format, ...) {
  va_list list;
  va_start(list, format);
  g_autofree char *text = g_strdup_vprintf(format, list);
  va_end(list);
  document_paragraph(document, text);
}

/* -- the verdict --------------------------------------------------------------------------------------------- */

/* %1$s: marks per applicant; %2$s: the reliability with its interval. */
static const char *verdict_of(double icc, double low) {
  if (low >= 0.75)
    return _(
        "Yes, this panel is to be believed: the mean of %1$s marks tells the applicants apart with a reliability of "
        "%2$s, where 1 is perfect and 0 is chance.");
  if (icc >= 0.75)
    return _("With care: the mean of %1$s marks tells the applicants apart with a reliability of %2$s, where 1 is "
             "perfect and 0 is chance, but the true value may be too low to decide by the mean alone.");
  if (icc >= 0.5)
    return _("Only in part: the mean of %1$s marks tells the applicants apart with a reliability of %2$s, where 1 is "
             "perfect and 0 is chance. Far apart can be believed, close together cannot.");
  return _(
      "No, not on these marks: their mean, of %1$s for each applicant, tells the applicants apart with a reliability "
      "of only %2$s, where 1 is perfect and 0 is chance.");
}

static void say_verdict(Document *document, const Agreement *a) {
  const char *form = agreement_form(a);
  double panel = agreement_number(a, "icc", "marks_each");
  double icc = agreement_number(a, "icc", form), low = limit(a, "icc", form, "_lower");
  g_autofree char *limits = agreement_limits(a, "icc", form), *alone = agreement_limits(a, "icc", "ICC(2,1)");
  g_autofree char *size = agreement_number_text(panel, panel - floor(panel) > 0.05 ? 1 : 0);
  g_autofree char *words = agreement_in_words(a);
  if (!isfinite(icc)) {
    document_paragraph(document, _("Whether this panel is to be believed cannot be said; the reason stands among the "
                                   "remarks."));
    return;
  }
  if (!isfinite(limit(a, "icc", form, "_upper"))) {
    agreement_sentence(document,
                       _("The mean of %1$s marks tells the applicants apart with a reliability of %2$s, where 1 is "
                         "perfect and 0 is chance. How far to trust that figure cannot be said; the reason stands "
                         "among the remarks."),
                       size, limits);
    return;
  }
  if (agreement_is_small(a)) {
    agreement_sentence(
        document,
        _("Whether this panel is to be believed cannot be said yet: with %zu applicants and %zu assessors "
          "the reliability of its mean may lie anywhere from %s."),
        a->n, a->k, limits);
    return;
  }
  agreement_sentence(document, verdict_of(icc, low), size, limits);
  agreement_sentence(
      document,
      _("In brackets stands its 95 %% interval: by the convention of Koo and Li, %s. One assessor alone would "
        "reach %s."),
      words, alone);
}

/* Everybody marked everybody. */
static bool is_complete(const Agreement *a) { return !(agreement_number(a, "icc", "severity_apart") > 0); }

/* Where everybody marked everybody a harsh assessor is harsh to all: ICC(3,k), consistency. */
static void say_order(Document *document, const Agreement *a) {
  double order = agreement_number(a, "icc", "ICC(3,k)"), level = agreement_number(a, "icc", "ICC(2,k)");
  g_autofree char *limits = agreement_limits(a, "icc", "ICC(3,k)");
  if (is_complete(a) && !agreement_is_small(a) && order - level > 0.03)
    agreement_sentence(document,
                       _("Since the same assessors marked everybody, the applicants' order is more reliable than their "
                         "level: %s."),
                       limits);
}

static void say_linked(Document *document, const Agreement *a) {
  if (isfinite(agreement_number(a, "icc", agreement_form(a))) && agreement_number(a, "severity", "components") > 1)
    document_paragraph(document, _("That holds where the groups of assessors are alike, which these marks cannot show, "
                                   "since the groups share no applicant."));
}

/* Beside another applicant's: harshness that both met does not part them. */
static void say_precision(Document *document, const Agreement *a) {
  double applicants, assessors, rest;
  if (agreement_is_small(a) || !reliability_variances(a, &applicants, &assessors, &rest)) return;
  double severity = agreement_number(a, "icc", "severity_apart"), marks = agreement_number(a, "icc", "marks_each");
  double error = sqrt(severity * assessors + rest / marks);
  int decimals = error < 5 ? 1 : 0;
  g_autofree char *either = agreement_number_text(1.96 * error, decimals);
  g_autofree char *apart = agreement_number_text(2.77 * error, decimals);
  if (error > 0)
    agreement_sentence(
        document,
        _("An applicant's mean is uncertain by %s points either way (95 %%), and two applicants less than "
          "%s points apart cannot be told from each other by these marks."),
        either, apart);
}

/* -- single marks ----------------------------------------------------------------------------------------------- */

static const char *alpha_word(double alpha) {
  if (alpha < 0.667) return _("too low to rely on a single mark");
  return alpha < 0.8 ? _("enough for tentative conclusions from a single mark")
                     : _("dependable even for a single mark");
}

/* Few marks leave no room for an interval: it is none, or shrinks to a point that promises too much. */
static bool has_room(const Agreement *a, const char *form) {
  double low = limit(a, "krippendorff", form, "_lower"), high = limit(a, "krippendorff", form, "_upper");
  return isfinite(high) && !(high - low < 0.005);
}

static void say_alpha(Document *document, const Agreement *a, const char *form) {
  double alpha = agreement_number(a, "krippendorff", form);
  if (!isfinite(alpha) || (agreement_is_small(a) && !has_room(a, form))) return;
  g_autofree char *limits = agreement_limits(a, "krippendorff", form);
  if (agreement_is_small(a))
    agreement_sentence(document, _("Krippendorff's alpha of single marks may lie anywhere from %s."), limits);
  else
    agreement_sentence(
        document, _("Single marks agree with Krippendorff's alpha of %s: %s, by his convention for the lower limit."),
        limits, alpha_word(has_room(a, form) ? limit(a, "krippendorff", form, "_lower") : alpha));
}

static void say_w(Document *document, const Agreement *a) {
  double w = agreement_number(a, "kendall", "W"), p = agreement_number(a, "kendall", "p");
  g_autofree char *figure = agreement_number_text(w, 2);
  if (!isfinite(w) || agreement_is_small(a)) return;
  agreement_sentence(document,
                     p < 0.05 ? _("The assessors' orders of the applicants have more in common than chance would give: "
                                  "Kendall's W is %s, where 1 is the same order and 0 is nothing in common.")
                              : _("The assessors' orders of the applicants cannot be told from chance: Kendall's W is "
                                  "%s."),
                     figure);
}

/* A table of categories, in counts or in words: how far beyond chance the same one is chosen. */
static void say_categories(Document *document, const Agreement *a) {
  static const char *const names[] = {"kappa", "fleiss", "cohen"};
  static const char *const called[] = {N_("Cohen's kappa"), N_("Fleiss' kappa"), N_("Cohen's kappa of pairs")};
  size_t i = 0;
  while (i + 1 < G_N_ELEMENTS(names) && !isfinite(agreement_number(a, "kappa", names[i]))) i++;
  if (agreement_value(a, "kappa", "per_category")) i = 1;
  double kappa = agreement_number(a, "kappa", names[i]);
  g_autofree char *figure = agreement_number_text(kappa, 2);
  g_autofree char *ac1 = agreement_number_text(agreement_number(a, "kappa", "AC1"), 2);
  if (isfinite(kappa) && !agreement_is_small(a))
    agreement_sentence(document,
                       _("How far beyond chance the assessors chose the same categories: %s is %s, Gwet's AC1 %s, "
                         "where 1 is perfect, 0 "
                         "is chance and below 0 is less often than chance."),
                       _(called[i]), figure, ac1);
  else
    document_paragraph(document,
                       _("How far the assessors chose the same categories cannot be said from so few marks."));
}

void agreement_say(Document *document, const Agreement *agreement) {
  bool marks = agreement_value(agreement, "icc", "ICC(2,k)") != NULL;
  if (!marks) {
    if (agreement_value(agreement, "kappa", "AC1") || agreement_value(agreement, "kappa", "kappa"))
      say_categories(document, agreement);
    say_alpha(document, agreement, "nominal");
    return;
  }
  say_verdict(document, agreement);
  say_order(document, agreement);
  say_linked(document, agreement);
  say_precision(document, agreement);
  say_alpha(document, agreement, "interval");
  say_w(document, agreement);
}
