/* report_agreement_remarks.c: how the figures of agreement were computed, and why some could not be. */
#include "reports/report_agreement.h"

#include <glib/gi18n.h>

/* Reasons of figures that only programs read stay with those. */
static bool is_told(const AgreementWarning *warning, bool severity) {
  static const char *const groups[] = {"icc", "krippendorff", "outliers", NULL};
  return g_strv_contains(groups, warning->group) || (severity && g_str_equal(warning->group, "severity"));
}

static const char *estimator_word(const Agreement *agreement) {
  const AgreementValue *value = agreement_value(agreement, "icc", "estimator");
  if (!value || !value->text) return NULL;
  if (g_str_equal(value->text, "REML")) return _("restricted maximum likelihood (REML)");
  if (g_str_equal(value->text, "Henderson 3")) return _("fitting constants (Henderson's method 3)");
  return _("analysis of variance");
}

static bool any_told(const Agreement *agreement, bool severity) {
  for (guint i = 0; i < agreement->warnings->len; i++)
    if (is_told(agreement->warnings->pdata[i], severity)) return true;
  return false;
}

void agreement_say_warnings(Document *document, const Agreement *agreement, bool severity) {
  g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  const char *estimator = estimator_word(agreement);
  if (estimator || any_told(agreement, severity)) document_heading(document, 3, _("Remarks"));
  if (estimator)
    agreement_sentence(
        document,
        _("Reliability is the intraclass correlation ICC(2,k) of Shrout and Fleiss (absolute agreement), "
          "variances by %s; intervals hold 95 %%. These figures advise; no total is changed by them."),
        estimator);
  for (guint i = 0; i < agreement->warnings->len; i++) {
    const AgreementWarning *warning = agreement->warnings->pdata[i];
    if (!is_told(warning, severity)) continue;
    char *message = agreement_message(warning, _(warning->sentence));
    if (!g_hash_table_contains(said, message)) document_paragraph(document, message);
    g_hash_table_add(said, message);
  }
}
