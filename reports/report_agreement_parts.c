/* report_agreement_parts.c: agreement by class, item and assessor, which panels are linked, and what to do. */
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>

enum { MOST_NAMES = 8, MOST_RATERS = 60, MOST_TEAMS = 12 };

/* -- classes and items ------------------------------------------------------------------------------------- */

typedef struct Shown {
  const ReportInput *input;
  GPtrArray *texts; /* char *, four a row */
  size_t columns;
} Shown;

static void free_shown(void *data) {
  Shown *shown = data;
  g_ptr_array_unref(shown->texts);
  g_free(shown);
}

static Shown *shown_new(size_t columns) {
  Shown *shown = g_new0(Shown, 1);
  shown->columns = columns;
  shown->texts = g_ptr_array_new_with_free_func(g_free);
  return shown;
}

static void fill_shown(const void *data, size_t i, Cell *cells) {
  const Shown *shown = data;
  for (size_t c = 0; c < shown->columns; c++) cells[c] = cell_text(shown->texts->pdata[i * shown->columns + c]);
}

static char *part_name(const ReportInput *input, const Reliability *part) {
  if (!part->item) return g_strdup(*part->class_id ? report_class_title(input, part->class_id) : _("all applicants"));
  const Node *item = criteria_node(part->criteria, part->item);
  return g_strdup_printf("%s %s", part->item, text_in(&item->title, input->lang));
}

void agreement_say_parts(Document *document, const ReportInput *input, const GPtrArray *parts,
                         const Reliability *totals) {
  const Column columns[] = {{"of", _("Agreement on"), ALIGN_LEFT, FOR_PEOPLE},
                            {"n", _("Applicants"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"icc", _("Reliability ICC(2,k), 95 %"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"alpha", _("Alpha"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"w", "W", ALIGN_RIGHT, FOR_PEOPLE}};
  Shown *shown = shown_new(G_N_ELEMENTS(columns));
  for (guint i = 0; i < parts->len; i++) {
    const Reliability *part = parts->pdata[i];
    bool small = agreement_is_small(part->agreement);
    double alpha = agreement_number(part->agreement, "krippendorff", "interval");
    double w = part->crossed ? agreement_number(part->agreement, "kendall", "W") : NAN;
    g_ptr_array_add(shown->texts, part_name(input, part));
    g_ptr_array_add(shown->texts, g_strdup_printf("%zu", part->n));
    g_ptr_array_add(shown->texts, agreement_limits(part->agreement, "icc", "ICC(2,k)"));
    g_ptr_array_add(shown->texts, agreement_number_text(small ? NAN : alpha, 2));
    g_ptr_array_add(shown->texts, agreement_number_text(small ? NAN : w, 2));
  }
  Table *table = document_table(document, "parts", _("By class and item"), G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  if (!totals->crossed) table->columns[4].audience = FOR_NOBODY;
  report_rows(table, parts->len, fill_shown, shown, free_shown);
}

/* -- assessors --------------------------------------------------------------------------------------------- */

static void say_severity(Document *document, const char *const *ids, const Reliability *totals) {
  size_t harsh = 0, mild = 0;
  for (size_t r = 0; r < totals->k; r++) {
    if (totals->profiles[r].severity > totals->profiles[harsh].severity) harsh = r;
    if (totals->profiles[r].severity < totals->profiles[mild].severity) mild = r;
  }
  const RaterProfile *high = &totals->profiles[harsh], *low = &totals->profiles[mild];
  if (!isfinite(high->severity) || !isfinite(low->severity) || harsh == mild) return;
  g_autofree char *up = agreement_number_text(high->severity, 1), *up_se = agreement_number_text(high->severity_se, 1);
  g_autofree char *down = agreement_number_text(-low->severity, 1),
                  *down_se = agreement_number_text(low->severity_se, 1);
  g_autofree char *text = g_strdup_printf(
      _("Of the assessors %s is the harshest, %s points below the others for the same applicants (standard error %s), "
        "and %s the most lenient, %s points above (standard error %s). Totals are not adjusted; the figures stand "
        "beside them."),
      ids[harsh], up, up_se, ids[mild], down, down_se);
  document_paragraph(document, text);
}

static char *team_members(const char *const *ids, const Reliability *totals, size_t team) {
  GString *names = g_string_new(NULL);
  size_t n = 0;
  for (size_t r = 0; r < totals->k; r++) {
    if (totals->profiles[r].team != team) continue;
    if (n < MOST_NAMES) g_string_append_printf(names, "%s%s", n ? _(", ") : "", ids[r]);
    n++;
  }
  if (n > MOST_NAMES) g_string_append_printf(names, _(" and %zu more"), n - MOST_NAMES);
  return g_string_free(names, FALSE);
}

static void say_unlinked(Document *document, const char *const *ids, const Reliability *totals) {
  g_autofree char *text = g_strdup_printf(
      ngettext("Severity is not computed and nothing is adjusted: the panels fall into %zu group that shares no "
               "applicant with another.",
               "Severity is neither computed nor adjusted: the panels fall into %zu groups that share no applicant, so "
               "a harsh panel cannot be told from weak applicants. Only levels within a group can be compared.",
               totals->teams),
      totals->teams);
  document_paragraph(document, text);
  const Column columns[] = {{"group", _("Group"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"assessors", _("Assessors"), ALIGN_LEFT, FOR_PEOPLE}};
  Shown *shown = shown_new(G_N_ELEMENTS(columns));
  for (size_t t = 0; t < MIN(totals->teams, MOST_TEAMS); t++) {
    g_ptr_array_add(shown->texts, g_strdup_printf("%zu", t + 1));
    g_ptr_array_add(shown->texts, team_members(ids, totals, t));
  }
  Table *table = document_table(document, "groups", _("Groups of panels"), G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  report_rows(table, MIN(totals->teams, MOST_TEAMS), fill_shown, shown, free_shown);
}

typedef struct Placed {
  size_t rater;
  double far;
} Placed;

static int by_distance(const void *a, const void *b) {
  const Placed *x = a, *y = b;
  if (x->far < y->far || x->far > y->far) return x->far > y->far ? -1 : 1;
  return x->rater < y->rater ? -1 : x->rater > y->rater;
}

static char *with_error(double figure, double error) {
  g_autofree char *said = agreement_number_text(figure, 1), *se = agreement_number_text(error, 1);
  return isfinite(figure) && isfinite(error) ? g_strdup_printf("%s ± %s", said, se) : g_steal_pointer(&said);
}

static void add_rater(Shown *shown, const char *const *ids, const Reliability *totals, size_t rater) {
  const RaterProfile *profile = &totals->profiles[rater];
  g_ptr_array_add(shown->texts, g_strdup(ids[rater]));
  g_ptr_array_add(shown->texts, g_strdup_printf("%zu", profile->applicants));
  g_ptr_array_add(shown->texts, agreement_number_text(profile->level, 1));
  g_ptr_array_add(shown->texts, with_error(profile->severity, profile->severity_se));
  g_ptr_array_add(shown->texts, agreement_number_text(profile->spread, 2));
  g_ptr_array_add(shown->texts, agreement_number_text(profile->discrimination, 2));
}

static void add_raters(Document *document, const char *const *ids, const Reliability *totals) {
  const Column columns[] = {{"assessor", _("Assessor"), ALIGN_LEFT, FOR_PEOPLE},
                            {"n", _("Applicants"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"level", _("Level, percent above colleagues"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"severity", _("Severity, points ± standard error"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"spread", _("Spread"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"discrimination", _("Discrimination"), ALIGN_RIGHT, FOR_PEOPLE}};
  Shown *shown = shown_new(G_N_ELEMENTS(columns));
  g_autofree Placed *order = g_new(Placed, totals->k + 1);
  size_t n = MIN(totals->k, MOST_RATERS);
  for (size_t r = 0; r < totals->k; r++) {
    double level = fabs(totals->profiles[r].level);
    order[r] = (Placed){r, isfinite(level) ? level : -1};
  }
  if (totals->k > MOST_RATERS) qsort(order, totals->k, sizeof *order, by_distance);
  for (size_t r = 0; r < n; r++) add_rater(shown, ids, totals, order[r].rater);
  Table *table =
      document_table(document, "assessors", _("Each assessor against the colleagues"), G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  if (totals->teams > 1) table->columns[3].audience = FOR_NOBODY;
  report_rows(table, n, fill_shown, shown, free_shown);
}

void agreement_say_raters(Document *document, const char *const *ids, const Reliability *totals) {
  if (totals->k < 2) return;
  if (totals->teams > 1)
    say_unlinked(document, ids, totals);
  else
    say_severity(document, ids, totals);
  add_raters(document, ids, totals);
  document_paragraph(document,
                     _("Level, spread and discrimination are told apart because training mends the first two. "
                       "Spread 1.00 uses as much of the scale as the colleagues; discrimination is the "
                       "correlation with their marks, item by item."));
}

/* -- the cure ------------------------------------------------------------------------------------------------ */

static char *weakest_items(const GPtrArray *parts) {
  GString *names = g_string_new(NULL);
  size_t n = 0;
  for (guint i = 0; i < parts->len; i++) {
    const Reliability *part = parts->pdata[i];
    double high = agreement_number(part->agreement, "icc", "ICC(2,k)");
    if (!part->item || agreement_is_small(part->agreement) || !(high < 0.5)) continue;
    if (n < MOST_NAMES) g_string_append_printf(names, "%s%s", n ? _(", ") : "", part->item);
    n++;
  }
  if (n > MOST_NAMES) g_string_append_printf(names, _(" and %zu more"), n - MOST_NAMES);
  return g_string_free(names, FALSE);
}

static bool say_training(Document *document, const Reliability *totals) {
  double applicants, assessors, rest;
  if (agreement_is_small(totals->agreement) || !reliability_shares(totals->agreement, &applicants, &assessors, &rest) ||
      assessors < 0.1)
    return false;
  document_paragraph(document, _("Assessors differ in level: train them on one common case before the next stage, and "
                                 "have them compare where they place the bands. That mends level and spread."));
  return true;
}

static bool say_bands(Document *document, const GPtrArray *parts) {
  g_autofree char *items = weakest_items(parts);
  if (!*items) return false;
  g_autofree char *text = g_strdup_printf(
      _("On %s the panel's mean is poorly reliable: read the bands of these items together against the evidence, and "
        "let consensus rather than the mean decide them."),
      items);
  document_paragraph(document, text);
  return true;
}

static bool say_apart(Document *document, const Reliability *totals) {
  size_t n = 0;
  for (size_t r = 0; totals->profiles && r < totals->k; r++) n += totals->profiles[r].discrimination < 0.3;
  if (n == 0) return false;
  document_paragraph(document, _("Where discrimination is below 0.30 an assessor reads evidence differently from the "
                                 "colleagues; a longer conversation or another pairing helps, training seldom."));
  return true;
}

void agreement_say_cure(Document *document, const GPtrArray *parts, const Reliability *totals) {
  document_heading(document, 3, _("What to do"));
  bool said = totals->teams > 1;
  if (said)
    document_paragraph(document,
                       _("To link the panels, let all assessors mark one calibration case, or let one assessor "
                         "of each group also mark an applicant of the next group."));
  said |= say_training(document, totals);
  said |= say_bands(document, parts);
  said |= say_apart(document, totals);
  if (agreement_is_small(totals->agreement))
    document_paragraph(document, _("Few applicants or assessors: keep the marks, and judge agreement over several "
                                   "cycles."));
  else if (!said)
    document_paragraph(document, _("Nothing in these figures asks for a change."));
}
