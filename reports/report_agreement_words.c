/* report_agreement_words.c: agreement in plain sentences. Where there are few applicants or assessors the limits are
 * given and not the figure, for its decimals mean nothing there.
 *
 * The bands of an intraclass correlation are a convention (Koo & Li 2016, J Chiropr Med 15:155), and are said to be one;
 * so are those of alpha (Krippendorff 2004, Content Analysis, ch. 11). */
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>

enum { MOST_ASSESSORS = 30 };
static const unsigned sizes[] = {3, 5, 7, 9};

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

static const char *alpha_word(double alpha) {
  if (alpha < 0.667) return _("too low to rely on");
  return alpha < 0.8 ? _("enough for tentative conclusions only") : _("dependable");
}

static void say(Document *document, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void say(Document *document, const char *format, ...) {
  va_list list;
  va_start(list, format);
  g_autofree char *text = g_strdup_vprintf(format, list);
  va_end(list);
  document_paragraph(document, text);
}

static void say_icc(Document *document, const Agreement *a, double panel) {
  double icc = agreement_number(a, "icc", "ICC(2,k)");
  g_autofree char *limits = agreement_limits(a, "icc", "ICC(2,k)"), *alone = agreement_limits(a, "icc", "ICC(2,1)");
  g_autofree char *size = agreement_number_text(panel, panel - floor(panel) > 0.05 ? 1 : 0);
  if (!isfinite(icc))
    document_paragraph(document, _("How reliably the panel tells applicants apart cannot be said; the reason stands "
                                   "among the remarks."));
  else if (agreement_is_small(a))
    say(document,
        _("With %zu applicants and %zu assessors the reliability of the panel's mean, ICC(2,k), can only be "
          "said to lie somewhere from %s."),
        a->n, a->k, limits);
  else
    say(document,
        _("The mean of %s assessors per applicant tells the applicants apart with a reliability ICC(2,k) of "
          "%s: %s by the convention of Koo and Li. One assessor alone reaches %s."),
        size, limits, icc_word(icc), alone);
}

static void say_alpha(Document *document, const Agreement *a) {
  double alpha = agreement_number(a, "krippendorff", "interval");
  if (!isfinite(alpha) || agreement_is_small(a)) return;
  g_autofree char *limits = agreement_limits(a, "krippendorff", "interval");
  say(document, _("Krippendorff's alpha for single marks is %s: %s by his convention."), limits, alpha_word(alpha));
}

static void say_w(Document *document, const Agreement *a, bool crossed) {
  double w = agreement_number(a, "kendall", "W"), p = agreement_number(a, "kendall", "p");
  if (!isfinite(w) || !crossed) {
    document_paragraph(document, _("Kendall's W is not given: it compares orders of the same applicants, and not "
                                   "enough assessors marked the same ones."));
    return;
  }
  g_autofree char *figure = agreement_number_text(w, 2);
  if (agreement_is_small(a))
    say(document,
        _("The assessors' orders of the applicants were compared too, but %zu by %zu are too few for a "
          "figure."),
        a->n, a->k);
  else if (p < 0.05)
    say(document,
        _("The assessors put the applicants in similar order: Kendall's W is %s, more than chance would "
          "give."),
        figure);
  else
    say(document, _("The assessors' orders of the applicants cannot be told from chance: Kendall's W is %s."), figure);
}

void agreement_say(Document *document, const Agreement *agreement, double panel, bool crossed) {
  say_icc(document, agreement, panel);
  say_alpha(document, agreement);
  say_w(document, agreement, crossed);
}

/* -- how many assessors are enough -------------------------------------------------------------------------- */

static void add_share(Document *document, const char *label, double share) {
  g_autofree char *value = g_strdup_printf("%d %%", (int)lround(100 * share));
  document_bar(document, label, ratio((int64_t)lround(share * 1000), 1000), value);
}

static void fill_study(const void *data, size_t i, Cell *cells) {
  char *const *texts = *(char *const *const *)data;
  cells[0] = cell_integer(sizes[i]);
  cells[1] = cell_text(texts[i]);
}

static void free_study(void *data) {
  g_strfreev(*(char ***)data);
  g_free(data);
}

static void add_study(Document *document, const Agreement *a) {
  const Column columns[] = {{"assessors", _("Assessors per applicant"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"dependability", _("Dependability of their mean"), ALIGN_RIGHT, FOR_PEOPLE}};
  char ***texts = g_new(char **, 1);
  *texts = g_new0(char *, G_N_ELEMENTS(sizes) + 1);
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
    (*texts)[i] = agreement_number_text(reliability_with(a, sizes[i]), 2);
  Table *table = document_table(document, "study", _("How many assessors are enough"), 2, columns);
  table->audience = FOR_PEOPLE;
  report_rows(table, G_N_ELEMENTS(sizes), fill_study, texts, free_study);
}

static unsigned needed(const Agreement *a, double wanted) {
  for (unsigned m = 1; m <= MOST_ASSESSORS; m++)
    if (reliability_with(a, m) >= wanted) return m;
  return 0;
}

void agreement_say_study(Document *document, const Agreement *agreement) {
  double applicants, assessors, rest;
  if (!reliability_shares(agreement, &applicants, &assessors, &rest)) return;
  if (agreement_is_small(agreement)) return;
  say(document,
      _("Of the differences between marks %d %% come from the applicants, %d %% from assessors being harsh or lenient, "
        "and %d %% from their reading single applicants differently, and chance."),
      (int)lround(100 * applicants), (int)lround(100 * assessors), (int)lround(100 * rest));
  add_share(document, _("applicants"), applicants);
  add_share(document, _("assessors"), assessors);
  add_share(document, _("reading and chance"), rest);
  unsigned m = needed(agreement, 0.8);
  add_study(document, agreement);
  if (m > 0)
    say(document,
        ngettext("%u assessor per applicant is enough for a dependability of 0.80.",
                 "%u assessors per applicant are enough for a dependability of 0.80.", m),
        m);
  else
    say(document,
        _("Not even %d assessors per applicant would reach a dependability of 0.80: the cure is not a larger "
          "panel."),
        MOST_ASSESSORS);
}

/* What people were told of; reasons of figures that only programs read stay with those. */
static bool is_told(const AgreementWarning *warning) {
  static const char *const groups[] = {"icc", "krippendorff", "variance", "severity", NULL};
  return g_strv_contains(groups, warning->group);
}

void agreement_say_warnings(Document *document, const Agreement *agreement) {
  g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < agreement->warnings->len; i++) {
    const AgreementWarning *warning = agreement->warnings->pdata[i];
    if (!is_told(warning)) continue;
    char *message = agreement_message(warning, _(warning->sentence));
    if (g_hash_table_size(said) == 0) document_heading(document, 3, _("Remarks"));
    if (!g_hash_table_contains(said, message)) document_paragraph(document, message);
    g_hash_table_add(said, message);
  }
}
