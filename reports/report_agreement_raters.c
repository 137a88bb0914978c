/* report_agreement_raters.c: each assessor against the colleagues, level, spread and discrimination told apart, and which
 * panels are linked. */
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

enum { MOST_NAMES = 8, MOST_RATERS = 10, MOST_TEAMS = 12 };

static char *oddity_words(unsigned odd) {
  static const struct {
    unsigned oddity;
    const char *word;
  } words[] = {{ODDITY_HARSH, N_("harsh")},
               {ODDITY_LENIENT, N_("lenient")},
               {ODDITY_NARROW, N_("uses little of the scale")},
               {ODDITY_WIDE, N_("uses much of the scale")},
               {ODDITY_APART, N_("reads differently")}};
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (odd & words[i].oddity) g_string_append_printf(text, "%s%s", text->len ? _(", ") : "", _(words[i].word));
  return g_string_free(text, FALSE);
}

/* -- texts in tables ------------------------------------------------------------------------------------------ */

TextTable *text_table_new(size_t columns) {
  TextTable *table = g_new0(TextTable, 1);
  table->columns = columns;
  table->texts = g_ptr_array_new_with_free_func(g_free);
  return table;
}

void text_table_add(TextTable *table, char *text) { g_ptr_array_add(table->texts, text); }

static void free_texts(void *data) {
  TextTable *table = data;
  g_ptr_array_unref(table->texts);
  g_free(table);
}

static void fill_texts(const void *data, size_t i, Cell *cells) {
  const TextTable *table = data;
  for (size_t c = 0; c < table->columns; c++) cells[c] = cell_text(table->texts->pdata[i * table->columns + c]);
}

Table *text_table_put(Document *document, const char *id, const char *title, const Column *columns, TextTable *texts) {
  Table *table = document_table(document, id, title, texts->columns, columns);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, texts->texts->len / texts->columns, fill_texts, texts, free_texts);
  return table;
}

/* -- who stands out -------------------------------------------------------------------------------------------- */

typedef struct Placed {
  size_t rater;
  unsigned odd;
  double far;
} Placed;

static int by_oddity(const void *a, const void *b) {
  const Placed *x = a, *y = b;
  if ((x->odd != 0) != (y->odd != 0)) return x->odd ? -1 : 1;
  if (x->far < y->far || x->far > y->far) return x->far > y->far ? -1 : 1;
  return x->rater < y->rater ? -1 : x->rater > y->rater;
}

static int by_rater(const void *a, const void *b) {
  const Placed *x = a, *y = b;
  return (x->rater > y->rater) - (x->rater < y->rater);
}

/* Assessors with those who stand out first, each by how far the level is off. Caller frees. */
static Placed *by_standing(const Reliability *totals) {
  g_autofree unsigned *odd = reliability_oddities(totals);
  Placed *order = g_new(Placed, totals->k + 1);
  for (size_t r = 0; r < totals->k; r++) {
    double level = fabs(totals->profiles[r].level);
    order[r] = (Placed){r, odd[r], isfinite(level) ? level : -1};
  }
  qsort(order, totals->k, sizeof *order, by_oddity);
  return order;
}

char *agreement_names_with(const char *const *ids, const Reliability *totals, unsigned oddities) {
  GString *names = g_string_new(NULL);
  if (!totals->profiles) return g_string_free(names, FALSE);
  g_autofree Placed *order = by_standing(totals);
  size_t n = 0;
  for (size_t r = 0; r < totals->k; r++) {
    if (!(order[r].odd & oddities)) continue;
    if (n < MOST_NAMES) g_string_append_printf(names, "%s%s", n ? _(", ") : "", ids[order[r].rater]);
    n++;
  }
  if (n > MOST_NAMES) g_string_append_printf(names, _(" and %zu more"), n - MOST_NAMES);
  return g_string_free(names, FALSE);
}

/* Somebody is always furthest: who is said only where assessors differ at all. */
static bool do_differ(Document *document, const Reliability *totals) {
  double p = agreement_number(totals->agreement, "severity", "p_assessors");
  if (!(p >= 0.05)) return true;
  document_paragraph(document, _("These marks do not show that any assessor is harsher or milder than another: their "
                                 "levels differ no more than chance gives."));
  return false;
}

static void say_severity(Document *document, const char *const *ids, const Reliability *totals) {
  size_t harsh = 0, mild = 0;
  for (size_t r = 0; r < totals->k; r++) {
    if (totals->profiles[r].severity > totals->profiles[harsh].severity) harsh = r;
    if (totals->profiles[r].severity < totals->profiles[mild].severity) mild = r;
  }
  const RaterProfile *high = &totals->profiles[harsh], *low = &totals->profiles[mild];
  if (!isfinite(high->severity) || !isfinite(low->severity) || !do_differ(document, totals) || harsh == mild) return;
  if (!isfinite(high->severity_se) || !isfinite(low->severity_se)) return;
  g_autofree char *up = agreement_number_text(high->severity, 1), *up_se = agreement_number_text(high->severity_se, 1);
  g_autofree char *down = agreement_number_text(-low->severity, 1);
  g_autofree char *down_se = agreement_number_text(low->severity_se, 1);
  agreement_sentence(
      document,
      _("Of the assessors %s is the harshest, %s points below the mean of all assessors for the same applicants "
        "(standard "
        "error %s), and %s the most lenient, %s points above it (standard error %s). Totals are not adjusted; the "
        "figures stand beside them."),
      ids[harsh], up, up_se, ids[mild], down, down_se);
}

static char *with_error(double figure, double error) {
  g_autofree char *said = agreement_number_text(figure, 1), *se = agreement_number_text(error, 1);
  return isfinite(figure) && isfinite(error) ? g_strdup_printf("%s ± %s", said, se) : g_steal_pointer(&said);
}

/* Of a table of somebody's own the full mark is not known, nor what is far. */
static bool has_full_mark(const Reliability *totals) { return totals->criteria != NULL; }

static void add_rater(TextTable *texts, const char *const *ids, const Reliability *totals, const Placed *placed) {
  size_t rater = placed->rater;
  const RaterProfile *profile = &totals->profiles[rater];
  unsigned odd = placed->odd;
  if (!has_full_mark(totals)) odd &= ~(unsigned)(ODDITY_HARSH | ODDITY_LENIENT);
  text_table_add(texts, g_strdup(ids[rater]));
  text_table_add(texts, g_strdup_printf("%zu", profile->applicants));
  text_table_add(texts, agreement_number_text(profile->level, 1));
  text_table_add(texts, with_error(profile->severity, profile->severity_se));
  text_table_add(texts, agreement_number_text(profile->spread, 2));
  text_table_add(texts, agreement_number_text(profile->discrimination, 2));
  text_table_add(texts, oddity_words(odd));
}

static void add_raters(Document *document, const char *const *ids, const Reliability *totals) {
  const Column columns[] = {{"assessor", _("Assessor"), ALIGN_LEFT, FOR_PEOPLE},
                            {"n", _("Applicants"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"level", has_full_mark(totals) ? _("Level, %") : _("Level"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"severity", _("Severity, points"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"spread", _("Spread"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"discrimination", _("Discrimination"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"words", _("In words"), ALIGN_LEFT, FOR_PEOPLE}};
  TextTable *texts = text_table_new(G_N_ELEMENTS(columns));
  g_autofree Placed *order = by_standing(totals);
  size_t n = MIN(totals->k, MOST_RATERS);
  if (n == totals->k) qsort(order, n, sizeof *order, by_rater);
  for (size_t r = 0; r < n; r++) add_rater(texts, ids, totals, &order[r]);
  Table *table = text_table_put(document, "assessors", _("Each assessor against the colleagues"), columns, texts);
  if (totals->teams > 1) table->columns[3].audience = FOR_NOBODY;
  if (totals->k > n)
    agreement_sentence(document,
                       _("Shown are the %zu of %zu assessors who stand out most; all are in the csv and json."), n,
                       totals->k);
}

/* -- panels that share nobody -------------------------------------------------------------------------------- */

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
  agreement_sentence(
      document,
      ngettext("Severity is not computed and nothing is adjusted: the panels fall into %zu group that shares no "
               "applicant with another.",
               "Severity is neither computed nor adjusted: the panels fall into %zu groups that share no applicant, so "
               "a harsh panel cannot be told from weak applicants. Only levels within a group can be compared.",
               totals->teams),
      totals->teams);
  const Column columns[] = {{"group", _("Group"), ALIGN_LEFT, FOR_PEOPLE},
                            {"assessors", _("Assessors"), ALIGN_LEFT, FOR_PEOPLE}};
  TextTable *texts = text_table_new(G_N_ELEMENTS(columns));
  for (size_t t = 0; t < MIN(totals->teams, MOST_TEAMS); t++) {
    text_table_add(texts, g_strdup_printf("%zu", t + 1));
    text_table_add(texts, team_members(ids, totals, t));
  }
  text_table_put(document, "groups", _("Groups of panels"), columns, texts);
}

void agreement_say_raters(Document *document, const char *const *ids, const Reliability *totals) {
  if (totals->k < 2) return;
  document_heading(document, 3, _("The assessors"));
  if (totals->teams > 1)
    say_unlinked(document, ids, totals);
  else
    say_severity(document, ids, totals);
  add_raters(document, ids, totals);
  document_paragraph(
      document,
      has_full_mark(totals)
          ? _("Level: per cent of the full mark above (+) or below (-) the colleagues on the same applicants.")
          : _("Level: points above (+) or below (-) the colleagues on the same applicants."));
  if (totals->teams < 2)
    document_paragraph(document,
                       _("Severity: points below the mean of all assessors when every applicant is taken into "
                         "account, ± standard error."));
  document_paragraph(
      document, _("Spread: 1.00 uses as much of the scale as a colleague. Discrimination: how closely the marks go up "
                  "and down with the colleagues', 1 at most. Training mends level and spread, seldom "
                  "discrimination. In words stands only what is large and beyond what chance gives the furthest of so "
                  "many assessors."));
}
