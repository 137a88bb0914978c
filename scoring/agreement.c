/* agreement.c: the results' container, the sentences of warnings, and the two questions asked of everything:
 * what does this matrix say, what does this panel say. */
#include "scoring/agreement_put.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include <glib/gi18n.h>

static void free_value(void *data) {
  AgreementValue *value = data;
  g_free(value->name);
  g_free(value->list);
  g_free(value->text);
  g_free(value);
}

static void free_group(void *data) {
  AgreementGroup *group = data;
  g_free(group->name);
  g_ptr_array_unref(group->values);
  g_free(group);
}

static void clear_figure(void *data) { g_free(((AgreementFigure *)data)->value); }

static void free_warning(void *data) {
  AgreementWarning *warning = data;
  g_free(warning->group);
  g_array_unref(warning->figures);
  g_free(warning);
}

/* A failing distribution of the library must come back as a number that is not finite, and not stop the program. */
static void quieten_library(void) {
  static gsize quiet;
  if (!g_once_init_enter(&quiet)) return;
  gsl_set_error_handler_off();
  g_once_init_leave(&quiet, 1);
}

Agreement *agreement_new(size_t n, size_t k) {
  quieten_library();
  Agreement *agreement = g_new0(Agreement, 1);
  agreement->n = n;
  agreement->k = k;
  agreement->groups = g_ptr_array_new_with_free_func(free_group);
  agreement->warnings = g_ptr_array_new_with_free_func(free_warning);
  return agreement;
}

void agreement_free(Agreement *agreement) {
  if (agreement == NULL) return;
  g_ptr_array_unref(agreement->groups);
  g_ptr_array_unref(agreement->warnings);
  g_free(agreement);
}

static AgreementGroup *find_group(const Agreement *agreement, const char *name) {
  for (unsigned i = 0; i < agreement->groups->len; i++) {
    AgreementGroup *group = agreement->groups->pdata[i];
    if (strcmp(group->name, name) == 0) return group;
  }
  return NULL;
}

static AgreementGroup *need_group(Agreement *agreement, const char *name) {
  AgreementGroup *group = find_group(agreement, name);
  if (group != NULL) return group;
  group = g_new0(AgreementGroup, 1);
  group->name = g_strdup(name);
  group->values = g_ptr_array_new_with_free_func(free_value);
  g_ptr_array_add(agreement->groups, group);
  return group;
}

const AgreementValue *agreement_value(const Agreement *agreement, const char *group_name, const char *name) {
  const AgreementGroup *group = find_group(agreement, group_name);
  for (unsigned i = 0; group != NULL && i < group->values->len; i++) {
    const AgreementValue *value = group->values->pdata[i];
    if (strcmp(value->name, name) == 0) return value;
  }
  return NULL;
}

double agreement_number(const Agreement *agreement, const char *group, const char *name) {
  const AgreementValue *value = agreement_value(agreement, group, name);
  return value != NULL && value->kind == AGREEMENT_NUMBER ? value->number : NAN;
}

static AgreementValue *add_value(Agreement *agreement, const char *group, const char *name, AgreementKind kind) {
  AgreementValue *value = g_new0(AgreementValue, 1);
  value->name = g_strdup(name);
  value->kind = kind;
  g_ptr_array_add(need_group(agreement, group)->values, value);
  return value;
}

void agreement_put(Agreement *agreement, const char *group, const char *name, double number, const char *reason) {
  if (!isfinite(number)) {
    agreement_put_none(agreement, group, name, reason);
    return;
  }
  add_value(agreement, group, name, AGREEMENT_NUMBER)->number = number;
}

void agreement_put_list(Agreement *agreement, const char *group, const char *name, const double *list, size_t n) {
  AgreementValue *value = add_value(agreement, group, name, AGREEMENT_LIST);
  value->n = n;
  value->list = g_new(double, n + 1);
  for (size_t i = 0; i < n; i++) value->list[i] = isfinite(list[i]) ? list[i] : NAN;
}

void agreement_put_text(Agreement *agreement, const char *group, const char *name, const char *text) {
  add_value(agreement, group, name, AGREEMENT_TEXT)->text = g_strdup(text);
}

void agreement_put_none(Agreement *agreement, const char *group, const char *name, const char *reason) {
  add_value(agreement, group, name, AGREEMENT_NONE)->reason = reason;
  agreement_warn(agreement, group, reason, NULL);
}

void agreement_refuse(Agreement *agreement, const char *group, const char *reason, const char *const *names) {
  for (; *names != NULL; names++) agreement_put_none(agreement, group, *names, reason);
}

static bool is_said(const Agreement *agreement, const char *group, const char *sentence) {
  for (unsigned i = 0; i < agreement->warnings->len; i++) {
    const AgreementWarning *warning = agreement->warnings->pdata[i];
    if (strcmp(warning->group, group) == 0 && strcmp(warning->sentence, sentence) == 0) return true;
  }
  return false;
}

void agreement_warn(Agreement *agreement, const char *group, const char *sentence, ...) {
  g_autoptr(GArray) figures = g_array_new(FALSE, FALSE, sizeof(AgreementFigure));
  g_array_set_clear_func(figures, clear_figure);
  va_list list;
  va_start(list, sentence);
  for (const char *name = va_arg(list, const char *); name != NULL; name = va_arg(list, const char *)) {
    AgreementFigure figure = {name, va_arg(list, char *)};
    g_array_append_val(figures, figure);
  }
  va_end(list);
  if (is_said(agreement, group, sentence)) return;
  AgreementWarning *warning = g_new0(AgreementWarning, 1);
  warning->group = g_strdup(group);
  warning->sentence = sentence;
  warning->figures = g_steal_pointer(&figures);
  g_ptr_array_add(agreement->warnings, warning);
}

void agreement_warn_small(Agreement *agreement, const char *group, size_t n, size_t k) {
  if (n >= 5 && k >= 3) return;
  agreement_warn(agreement, group,
                 N_("Few applicants ({targets}) or assessors ({raters}): read the limits, not the figure itself."),
                 "targets", g_strdup_printf("%zu", n), "raters", g_strdup_printf("%zu", k), NULL);
}

char *agreement_message(const AgreementWarning *warning, const char *sentence) {
  GString *text = g_string_new(sentence);
  for (unsigned i = 0; i < warning->figures->len; i++) {
    const AgreementFigure *figure = &g_array_index(warning->figures, AgreementFigure, i);
    g_autofree char *place = g_strdup_printf("{%s}", figure->name);
    g_string_replace(text, place, figure->value, 0);
  }
  return g_string_free(text, FALSE);
}

static const unsigned usual_sizes[] = {3, 5, 7, 9, 10, 15, 20};

static Agreement *of_cells(const RatingMatrix *matrix, bool planned) {
  Agreement *agreement = agreement_new(matrix->n, matrix->k);
  g_autoptr(RatingCells) cells = rating_cells(matrix);
  if (planned)
    agreement_icc_panel(agreement, &cells->table);
  else
    agreement_icc(agreement, matrix);
  agreement_krippendorff(agreement, matrix);
  agreement_kendall(agreement, matrix);
  agreement_cronbach(agreement, matrix);
  agreement_kappa(agreement, matrix);
  agreement_finn(agreement, matrix, 0);
  agreement_variance(agreement, matrix, usual_sizes, G_N_ELEMENTS(usual_sizes));
  agreement_severity(agreement, &cells->table);
  agreement_raters(agreement, matrix);
  return agreement;
}

Agreement *agreement_of_matrix(const RatingMatrix *matrix) { return of_cells(matrix, false); }

Agreement *agreement_of_plan(const RatingMatrix *matrix) { return of_cells(matrix, true); }

Agreement *agreement_of_panel(const RatingTable *table) {
  Agreement *agreement = agreement_new(table->levels[0], table->levels[1]);
  agreement_icc_panel(agreement, table);
  agreement_krippendorff_panel(agreement, table);
  agreement_variance_panel(agreement, table);
  agreement_severity(agreement, table);
  return agreement;
}
