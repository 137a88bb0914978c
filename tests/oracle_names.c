/* oracle_names.c: finds a computed value under the names that the literature and its programs have for it. */
#include <math.h>
#include <string.h>

#include "tests/oracle.h"

/* Other names of what the program computes; the first that fits in kind and length is taken. Written in small letters,
 * with "_" for whatever is no letter, digit or bracket. */
static const char *const synonyms[][2] = {{"m", "modified_z"},
                                          {"m_scores", "modified_z"},
                                          {"z", "modified_z"},
                                          {"z_scores", "modified_z"},
                                          {"scores", "modified_z"},
                                          {"median", "modified_z_median"},
                                          {"mad", "modified_z_mad"},
                                          {"mad_unscaled", "mad_raw"},
                                          {"mad_scaled", "mad"},
                                          {"outliers", "modified_z_outliers"},
                                          {"outliers", "modified_z_outlier_indices"},
                                          {"outliers", "outlier_indices"},
                                          {"n_outliers", "modified_z_outliers"},
                                          {"n_outliers", "outliers"},
                                          {"outlier_count", "outliers"},
                                          {"outlier_index", "modified_z_outlier_indices"},
                                          {"outlier_index", "outlier_indices"},
                                          {"outlier_indices", "modified_z_outlier_indices"},
                                          {"outlier_value", "outlier"},
                                          {"max_modified_z", "modified_z_most"},
                                          {"critical", "lambda"},
                                          {"critical_value", "critical_one_sided_05"},
                                          {"critical_05", "critical_one_sided_05"},
                                          {"p", "p_one_sided"},
                                          {"p_value", "p"},
                                          {"p_value", "p_two_sided"},
                                          {"q", "r10"},
                                          {"q_exp", "q"},
                                          {"tau_b", "tau"},
                                          {"kendall_tau", "tau"},
                                          {"spearman", "rho"},
                                          {"spearman_rho", "rho"},
                                          {"r_s", "rho"},
                                          {"t", "concordant"},
                                          {"c", "concordant"},
                                          {"d", "discordant"},
                                          {"pearson_r", "pearson"},
                                          {"r", "pearson"},
                                          {"mean_spearman", "mean_rho"},
                                          {"rho_mean", "mean_rho"},
                                          {"average_rho", "mean_rho"},
                                          {"r_s_mean", "mean_rho"},
                                          {"w_t", "w"},
                                          {"w_ties", "w"},
                                          {"kendall_w", "w"},
                                          {"chisq", "chi2"},
                                          {"chi_square", "chi2"},
                                          {"x2", "chi2"},
                                          {"alpha", "interval"},
                                          {"raw_alpha", "alpha"},
                                          {"std_alpha", "alpha_std"},
                                          {"alpha_standardized", "alpha_std"},
                                          {"alpha_standardised", "alpha_std"},
                                          {"kr20", "alpha"},
                                          {"kr_20", "alpha"},
                                          {"alpha_drop", "alpha_if_dropped"},
                                          {"alpha_if_deleted", "alpha_if_dropped"},
                                          {"alpha_if_item_deleted", "alpha_if_dropped"},
                                          {"mean_r", "average_r"},
                                          {"average_interitem_r", "average_r"},
                                          {"item_rest_correlation", "r_drop"},
                                          {"item_total_r", "r_drop"},
                                          {"kappa", "cohen"},
                                          {"cohen_kappa", "cohen"},
                                          {"light", "cohen"},
                                          {"light_kappa", "cohen"},
                                          {"kappa_light", "cohen"},
                                          {"fleiss_kappa", "fleiss"},
                                          {"conger_kappa", "conger"},
                                          {"kappa_unweighted", "kappa"},
                                          {"kappa_linear", "linear"},
                                          {"kappa_quadratic", "quadratic"},
                                          {"linear_kappa", "linear"},
                                          {"quadratic_kappa", "quadratic"},
                                          {"weighted_linear", "linear"},
                                          {"weighted_quadratic", "quadratic"},
                                          {"weighted_kappa_linear", "linear"},
                                          {"weighted_kappa_quadratic", "quadratic"},
                                          {"kappa_weighted", "weighted_kappa"},
                                          {"scott_pi", "scott"},
                                          {"pi", "scott"},
                                          {"bp", "brennan_prediger"},
                                          {"s", "brennan_prediger"},
                                          {"ac2", "quadratic_ac"},
                                          {"gwet_ac1", "ac1"},
                                          {"po", "p_observed"},
                                          {"p_o", "p_observed"},
                                          {"pa", "percent_agreement"},
                                          {"p_a", "percent_agreement"},
                                          {"p_observed", "percent_agreement"},
                                          {"pe", "p_expected"},
                                          {"p_e", "p_expected"},
                                          {"se_kappa", "se"},
                                          {"kappa_se", "se"},
                                          {"se0", "se_null"},
                                          {"kappa_per_category", "per_category"},
                                          {"category_kappa", "per_category"},
                                          {"oneway", "finn_oneway"},
                                          {"twoway", "finn_twoway"},
                                          {"finn_one_way", "finn_oneway"},
                                          {"finn_two_way", "finn_twoway"},
                                          {"f", "f_oneway"},
                                          {"ms_expected", "ms_chance"},
                                          {"ms_exp", "ms_chance"},
                                          {"ms_between", "ms_between_targets"},
                                          {"ms_targets", "ms_between_targets"},
                                          {"bms", "ms_between_targets"},
                                          {"msb", "ms_between_targets"},
                                          {"wms", "ms_within"},
                                          {"msw", "ms_within"},
                                          {"jms", "ms_judges"},
                                          {"msj", "ms_judges"},
                                          {"ms_raters", "ms_judges"},
                                          {"ms_columns", "ms_judges"},
                                          {"ms_rows", "ms_between_targets"},
                                          {"ems", "ms_residual"},
                                          {"mse", "ms_residual"},
                                          {"ms_error", "ms_residual"},
                                          {"var_target", "var_p"},
                                          {"var_subject", "var_p"},
                                          {"var_applicant", "var_p"},
                                          {"var_rater", "var_i"},
                                          {"var_judge", "var_i"},
                                          {"var_assessor", "var_i"},
                                          {"var_residual", "var_pi"},
                                          {"var_error", "var_residual"},
                                          {"var_e", "var_residual"},
                                          {"residual", "var_residual"},
                                          {"sigma2", "var_residual"},
                                          {"intercept", "mean"},
                                          {"grand_mean", "mean"},
                                          {"mu", "mean"},
                                          {"g", "erho2"},
                                          {"erho_2", "erho2"},
                                          {"generalizability", "erho2"},
                                          {"dependability", "phi"},
                                          {"n_components", "components"},
                                          {"severity_ls", "severity"},
                                          {"assessor_severity", "severity"},
                                          {"se_severity", "severity_se"},
                                          {"severity_blup", "severity_shrunk"},
                                          {"blup_severity", "severity_shrunk"},
                                          {"applicant_effect", "effect_ls"},
                                          {"adjusted_effect", "effect_ls"},
                                          {"sigma2_e", "mse"},
                                          {"var_assessor", "block_variance"},
                                          {"henderson3_assessor", "block_variance"},
                                          {"leniency", "level"},
                                          {"bias", "level"},
                                          {"deviation", "level"},
                                          {"sd_ratio", "spread"},
                                          {"r_others", "discrimination"},
                                          {"correlation", "discrimination"},
                                          {"correlation_with_others", "discrimination"},
                                          {"central", "central_tendency"},
                                          {"halo_sd", "within_sd"},
                                          {"within_applicant_sd", "within_sd"},
                                          {"fair_average", "adjusted_mean"},
                                          {"fair_mean", "adjusted_mean"},
                                          {"ls_mean", "adjusted_mean"},
                                          {"lsmeans", "adjusted_mean"},
                                          {"adjusted", "adjusted_mean"},
                                          {"raw", "raw_mean"},
                                          {"mean_raw", "raw_mean"},
                                          {"mean", "raw_mean"},
                                          {"relative_error_variance", "error_relative"},
                                          {"absolute_error_variance", "error_absolute"}};

static char *plain(const char *name) {
  GString *text = g_string_new(NULL);
  for (; *name != '\0'; name++)
    g_string_append_c(text, g_ascii_isalnum(*name) || strchr("(),:", *name) != NULL ? g_ascii_tolower(*name) : '_');
  return g_string_free(text, FALSE);
}

/* The intraclass correlations' other names: ICC2k (psych), ICC(A,1) (McGraw & Wong), icc_2_k; limits stay behind. */
static char *as_icc(const char *name) {
  static const char *const forms[][2] = {
      {"ICC(1)", "ICC(1,1)"},  {"ICC(k)", "ICC(1,k)"},  {"ICC(A,", "ICC(2,"},    {"ICC(C,", "ICC(3,"},
      {"ICC_A_", "ICC(2,"},    {"ICC_C_", "ICC(3,"},    {"ICC1k", "ICC(1,k)"},   {"ICC2k", "ICC(2,k)"},
      {"ICC3k", "ICC(3,k)"},   {"ICC1_k", "ICC(1,k)"},  {"ICC2_k", "ICC(2,k)"},  {"ICC3_k", "ICC(3,k)"},
      {"ICC11", "ICC(1,1)"},   {"ICC21", "ICC(2,1)"},   {"ICC31", "ICC(3,1)"},   {"ICC1_1", "ICC(1,1)"},
      {"ICC2_1", "ICC(2,1)"},  {"ICC3_1", "ICC(3,1)"},  {"ICC_1_1", "ICC(1,1)"}, {"ICC_2_1", "ICC(2,1)"},
      {"ICC_3_1", "ICC(3,1)"}, {"ICC_1_k", "ICC(1,k)"}, {"ICC_2_k", "ICC(2,k)"}, {"ICC_3_k", "ICC(3,k)"},
      {"ICC1", "ICC(1,1)"},    {"ICC2", "ICC(2,1)"},    {"ICC3", "ICC(3,1)"}};
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
    size_t length = strlen(forms[i][0]);
    if (g_ascii_strncasecmp(name, forms[i][0], length) != 0) continue;
    const char *rest = name + length;
    char *end = strchr(rest, ')');
    if (!g_str_has_suffix(forms[i][1], ",")) return g_strconcat(forms[i][1], rest, NULL);
    return g_strdup_printf("%s%c)%s", forms[i][1], *rest, end != NULL ? end + 1 : *rest != '\0' ? rest + 1 : "");
  }
  return g_strdup(name);
}

/* "icc/ICC(2,1)", "kappa.fleiss", "krippendorff_nominal", "alpha_ordinal": the name behind its group's. */
static const char *behind_group(const Agreement *got, const char *name) {
  for (unsigned g = 0; g < got->groups->len; g++) {
    const AgreementGroup *group = got->groups->pdata[g];
    size_t length = strlen(group->name);
    if (g_ascii_strncasecmp(name, group->name, length) == 0 && strchr("/._: ", name[length]) != NULL &&
        name[length] != '\0')
      return name + length + 1;
  }
  return g_str_has_prefix(name, "alpha_") ? name + strlen("alpha_") : name;
}

/* An effect's name by its letters alone: "var_pr:t", "pr(t)" and "prt" are one effect. */
static char *effect_letters(const char *name) {
  GString *letters = g_string_new(NULL);
  if (g_str_has_prefix(name, "var_")) name += strlen("var_");
  for (; *name != '\0'; name++) {
    if (strchr(":(),x*", *name) != NULL) continue;
    gssize at = 0;
    char letter = g_ascii_tolower(*name);
    while ((size_t)at < letters->len && letters->str[at] < letter) at++;
    g_string_insert_c(letters, at, letter);
  }
  return g_string_free(letters, FALSE);
}

/* Could this be it? A list as long, a number, a text; one that was not computed fits anything. */
static bool fits(const Expected *e, const AgreementValue *value) {
  if (value->kind == AGREEMENT_NONE) return true;
  if ((value->kind == AGREEMENT_TEXT) != (e->numbers == NULL)) return false;
  return value->kind == AGREEMENT_LIST ? value->n == e->n : e->n == 1;
}

typedef char *Spelling(const char *name);

/* The first value that is spelt so and fits; else the first that is spelt so. */
static const AgreementValue *find(const Expected *e, const Agreement *got, const char *name, Spelling *spell,
                                  const char *only_group) {
  const AgreementValue *first = NULL;
  g_autofree char *wanted = spell(name);
  for (unsigned g = 0; g < got->groups->len; g++) {
    const AgreementGroup *group = got->groups->pdata[g];
    if (only_group != NULL && strcmp(group->name, only_group) != 0) continue;
    for (unsigned v = 0; v < group->values->len; v++) {
      const AgreementValue *value = group->values->pdata[v];
      g_autofree char *spelt = spell(value->name);
      if (strcmp(spelt, wanted) != 0) continue;
      if (fits(e, value)) return value;
      if (first == NULL) first = value;
    }
  }
  return first;
}

static char *as_it_is(const char *name) { return g_strdup(name); }

/* Brennan's two errors differ in the size of one letter. */
static const char *as_error(const char *name) {
  if (strcmp(name, "sigma2_delta") == 0) return "error_relative";
  return strcmp(name, "sigma2_Delta") == 0 ? "error_absolute" : name;
}

static const AgreementValue *find_value(const Expected *e, const Agreement *got) {
  g_autofree char *icc = as_icc(as_error(e->name)), *name = plain(icc);
  const AgreementValue *value = find(e, got, e->name, as_it_is, NULL), *other = NULL;
  if (value == NULL || !fits(e, value)) value = find(e, got, name, plain, NULL);
  for (size_t i = 0; (value == NULL || !fits(e, value)) && i < G_N_ELEMENTS(synonyms); i++)
    if (strcmp(synonyms[i][0], name) == 0 && (other = find(e, got, synonyms[i][1], plain, NULL)) != NULL)
      value = value == NULL || fits(e, other) ? other : value;
  if (value == NULL) value = find(e, got, behind_group(got, icc), plain, NULL);
  return value != NULL ? value : find(e, got, icc, effect_letters, "variance");
}

bool expected_is_known(const Expected *e, const Agreement *got) {
  const AgreementValue *value = find_value(e, got);
  return value != NULL && fits(e, value);
}

/* Nothing computed is right where nothing is expected. */
static bool is_near(const Expected *e, double want, double got) {
  if (isnan(want)) return isnan(got);
  double room = e->absolute ? e->tolerance : e->tolerance * MAX(1, fabs(want));
  return fabs(got - want) <= room;
}

bool expected_holds(const Expected *e, const Agreement *got, char **ret_fault) {
  const AgreementValue *value = find_value(e, got);
  bool nothing = e->numbers != NULL && e->n == 1 && isnan(e->numbers[0]);
  if (nothing && value != NULL && value->kind == AGREEMENT_NONE) return true;
  const char *wrong = value == NULL                   ? "missing"
                      : value->kind == AGREEMENT_NONE ? value->reason
                      : !fits(e, value)               ? "of another kind or length"
                                                      : NULL;
  if (wrong == NULL && e->numbers == NULL && (e->n != 1 || strcmp(value->text, e->texts[0]) != 0)) wrong = value->text;
  if (wrong != NULL) {
    *ret_fault = g_strdup_printf("%s: %s", e->name, wrong);
    return false;
  }
  for (size_t i = 0; e->numbers != NULL && i < e->n; i++) {
    double x = value->kind == AGREEMENT_LIST ? value->list[i] : value->number;
    if (is_near(e, e->numbers[i], x)) continue;
    *ret_fault = g_strdup_printf("%s[%zu]: got %.12g, expected %.12g", e->name, i, x, e->numbers[i]);
    return false;
  }
  return true;
}
