/* report_agreement_study.c: where the differences between marks come from, and how many assessors are enough.
 * Generalizability theory, Brennan (2001) Generalizability Theory 2.2 and 2.3. */
#include "reports/report_agreement.h"

#include <glib/gi18n.h>
#include <math.h>

enum { MOST_ASSESSORS = 30 };
static const unsigned sizes[] = {3, 5, 7, 9};

static void add_share(Document *document, const char *label, int percent) {
  g_autofree char *value = g_strdup_printf("%d %%", percent);
  document_bar(document, label, ratio(percent, 100), value);
}

static void fill_study(const void *data, size_t i, Cell *cells) {
  char *const *texts = *(char *const *const *)data;
  (void)i;
  for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) cells[s + 1] = cell_text(texts[s]);
  cells[0] = cell_text(texts[G_N_ELEMENTS(sizes)]);
}

static void free_study(void *data) {
  g_strfreev(*(char ***)data);
  g_free(data);
}

/* One row: so many assessors, so dependable their mean. */
static void add_study(Document *document, const Agreement *a) {
  const Column columns[] = {{"of", _("Assessors for each applicant"), ALIGN_LEFT, FOR_PEOPLE},
                            {"m3", "3", ALIGN_RIGHT, FOR_PEOPLE},
                            {"m5", "5", ALIGN_RIGHT, FOR_PEOPLE},
                            {"m7", "7", ALIGN_RIGHT, FOR_PEOPLE},
                            {"m9", "9", ALIGN_RIGHT, FOR_PEOPLE}};
  char ***texts = g_new(char **, 1);
  *texts = g_new0(char *, G_N_ELEMENTS(sizes) + 2);
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
    (*texts)[i] = agreement_number_text(reliability_with(a, sizes[i]), 2);
  (*texts)[G_N_ELEMENTS(sizes)] = g_strdup(_("Dependability of their mean"));
  Table *table = document_table(document, "study", _("How many assessors are enough"), G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, 1, fill_study, texts, free_study);
}

unsigned agreement_assessors_for(const Agreement *a, double wanted) {
  for (unsigned m = 1; m <= MOST_ASSESSORS; m++)
    if (reliability_with(a, m) >= wanted) return m;
  return 0;
}

void agreement_say_study(Document *document, const Agreement *agreement) {
  double applicants, assessors, rest;
  if (agreement_is_small(agreement) || !reliability_variances(agreement, &applicants, &assessors, &rest)) return;
  double sum = applicants + assessors + rest;
  int level = (int)lround(100 * assessors / sum), wanted = (int)lround(100 * applicants / sum);
  document_heading(document, 3, _("Where the differences come from"));
  agreement_sentence(
      document,
      _("Of the differences between marks %d %% come from the applicants, which is what is wanted; %d %% from "
        "assessors "
        "being harsh or lenient, and %d %% from their reading single applicants differently, and chance."),
      wanted, level, MAX(100 - wanted - level, 0));
  add_share(document, _("applicants"), wanted);
  add_share(document, _("assessors"), level);
  add_share(document, _("reading and chance"), MAX(100 - wanted - level, 0));
  unsigned m = agreement_assessors_for(agreement, 0.8);
  add_study(document, agreement);
  if (m > 0)
    agreement_sentence(
        document,
        ngettext("By these estimates %u assessor for each applicant is enough for a dependability of 0.80.",
                 "By these estimates %u assessors for each applicant are enough for a dependability of "
                 "0.80.",
                 m),
        m);
  else
    agreement_sentence(
        document,
        _("Not even %d assessors for each applicant would reach a dependability of 0.80: the cure is not "
          "a larger panel."),
        MOST_ASSESSORS);
}
