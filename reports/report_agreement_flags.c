/* report_agreement_flags.c: what the checks found at a stage, check by check: how many questions are open, about whom, and
 * the next step. The list itself is report flags. */
#include "reports/flag_words.h"
#include "reports/report_agreement.h"

#include <glib/gi18n.h>

enum { MOST_CHECKS = 7, MOST_NAMES = 3 };

/* The open flags of one check. */
typedef struct Found {
  const Check *check;
  Severity severity; /* the gravest */
  GPtrArray *flags;  /* Flag, borrowed */
} Found;

static bool is_here(const ReportInput *input, const Flag *flag, const Reliability *totals) {
  if (flag->stage != totals->stage || flag->resolved || flag->applicant < 0) return false;
  return award_criteria(input->award, input->cycle, (uint32_t)flag->applicant) == totals->criteria;
}

static Found find(const ReportInput *input, const Check *check, const Reliability *totals) {
  Found found = {check, SEVERITY_OFF, g_ptr_array_new()};
  for (guint i = 0; i < input->flags->len; i++) {
    const Flag *flag = g_ptr_array_index(input->flags, i);
    if (flag->check != check || !is_here(input, flag, totals)) continue;
    g_ptr_array_add(found.flags, (Flag *)flag);
    found.severity = MAX(found.severity, flag->severity);
  }
  return found;
}

/* Grave ones first, otherwise in the checks' order. */
static Found *find_all(const ReportInput *input, const Reliability *totals, size_t *ret_n) {
  Found *all = g_new0(Found, check_count() + 1);
  size_t n = 0;
  for (size_t i = 0; i < check_count(); i++) {
    Found found = find(input, check_at(i), totals);
    size_t at = n;
    if (found.flags->len == 0) {
      g_ptr_array_unref(found.flags);
      continue;
    }
    for (; at > 0 && all[at - 1].severity < found.severity; at--) all[at] = all[at - 1];
    all[at] = found;
    n++;
  }
  *ret_n = n;
  return all;
}

/* -- in words ------------------------------------------------------------------------------------------------- */

/* The assessor a flag names, else its applicant. */
static const char *whom(const Cycle *cycle, const Flag *flag) {
  return flag->assessor >= 0 ? cycle->assessors[flag->assessor].id : cycle->applicants[flag->applicant].id;
}

static char *about(const Cycle *cycle, const Found *found) {
  g_autoptr(GHashTable) named = g_hash_table_new(g_str_hash, g_str_equal);
  GString *names = g_string_new(NULL);
  for (guint i = 0; i < found->flags->len; i++) {
    const char *id = whom(cycle, found->flags->pdata[i]);
    if (!g_hash_table_add(named, (gpointer)id)) continue;
    guint n = g_hash_table_size(named);
    if (n <= MOST_NAMES) g_string_append_printf(names, "%s%s", n > 1 ? _(", ") : "", id);
  }
  guint n = g_hash_table_size(named);
  if (n > MOST_NAMES) g_string_append_printf(names, _(" and %zu more"), (size_t)n - MOST_NAMES);
  return g_string_free(names, FALSE);
}

static void say_counts(Document *document, const Found *all, size_t n) {
  size_t open = 0, grave = 0;
  for (size_t i = 0; i < n; i++) {
    open += all[i].flags->len;
    for (guint f = 0; f < all[i].flags->len; f++)
      grave += ((const Flag *)all[i].flags->pdata[f])->severity > SEVERITY_NOTE;
  }
  if (open == 0)
    document_paragraph(document, _("The consistency checks ask nothing about these marks."));
  else
    agreement_sentence(
        document,
        ngettext("The consistency checks ask %zu question about these marks, %zu of them more than a note. A question "
                 "is no verdict: it is settled by people, with a reason. The report “flags” has it.",
                 "The consistency checks ask %zu questions about these marks, %zu of them more than a note. A question "
                 "is no verdict: it is settled by people, with a reason. The report “flags” has them one by one.",
                 open),
        open, grave);
}

static void add_table(Document *document, const Cycle *cycle, const Found *all, size_t n) {
  const Column columns[] = {{"check", _("Check"), ALIGN_LEFT, FOR_PEOPLE},
                            {"severity", _("Severity"), ALIGN_LEFT, FOR_PEOPLE},
                            {"flags", _("Open"), ALIGN_RIGHT, FOR_PEOPLE},
                            {"whom", _("About"), ALIGN_LEFT, FOR_PEOPLE},
                            {"next_step", _("Next step"), ALIGN_LEFT, FOR_PEOPLE}};
  TextTable *texts = text_table_new(G_N_ELEMENTS(columns));
  for (size_t i = 0; i < MIN(n, MOST_CHECKS); i++) {
    text_table_add(texts, g_strdup(_(all[i].check->title)));
    text_table_add(texts, g_strdup(severity_words(all[i].severity)));
    text_table_add(texts, g_strdup_printf("%u", all[i].flags->len));
    text_table_add(texts, about(cycle, &all[i]));
    text_table_add(texts, g_strdup(_(all[i].check->next_step)));
  }
  text_table_put(document, "checks", NULL, columns, texts);
  if (n > MOST_CHECKS)
    agreement_sentence(document,
                       ngettext("One more check found something.", "%zu more checks found something.", n - MOST_CHECKS),
                       n - MOST_CHECKS);
}

void agreement_say_flags(Document *document, const ReportInput *input, const Reliability *totals) {
  size_t n;
  if (!input->flags) return;
  g_autofree Found *all = find_all(input, totals, &n);
  document_heading(document, 3, _("What the checks found"));
  say_counts(document, all, n);
  if (n > 0) add_table(document, input->cycle, all, n);
  for (size_t i = 0; i < n; i++) g_ptr_array_unref(all[i].flags);
}
