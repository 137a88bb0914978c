/* verify_agreed.c: what panels agreed on, the comments they took over, and the flags people settled, against their
 * events. */
#include "store/verify_private.h"

/* -- flags ---------------------------------------------------------------------------------------------- */

static bool check_resolutions(Verify *verify, GError **error) {
  sqlite3_stmt *row = sql(verify->store, SQL_resolutions);
  int got;
  while ((got = sql_step(verify->store, row, error)) == 1) {
    const char *stage = sql_text(row, 0), *applicant = sql_text(row, 1), *item = sql_text(row, 3);
    g_autofree char *flag = g_strdup_printf("%s %s", sql_text(row, 4), sql_text(row, 5));
    g_autofree char *rest = g_strjoin("\x1f", sql_text(row, 2), item, flag, NULL);
    g_autofree char *what = g_strdup_printf(_("the resolved flag “%s” on “%s”, item “%s”"), flag, applicant, item);
    check_fact(verify, fact_key("resolve", stage, applicant, rest), what,
               sqlite3_column_int(row, 6) ? "resolved" : "open", sql_text(row, 7), sqlite3_column_int64(row, 8));
  }
  return got == 0;
}

/* -- agreed marks ----------------------------------------------------------------------------------------- */

static const char *code_of_cell(Verify *verify, int64_t stage, int64_t applicant, int64_t cell,
                                const Scale **ret_scale) {
  const Award *award = verify->store->award;
  if (stage < 0 || (uint64_t)stage >= award->rules->n_stages || applicant < 0 ||
      (uint64_t)applicant >= verify->cycle->n_applicants || cell < 0)
    return NULL;
  const Stage *which = &award->rules->stages[stage];
  const Criteria *criteria = award_criteria(award, verify->cycle, (uint32_t)applicant);
  if ((uint64_t)cell >= stage_cells(which, criteria)) return NULL;
  *ret_scale = stage_cell_scale(which, criteria, (size_t)cell);
  return stage_cell_code(which, criteria, (size_t)cell);
}

static void check_agreement(Verify *verify, sqlite3_stmt *row) {
  int64_t panel = sqlite3_column_int64(row, 0), mark = sqlite3_column_int64(row, 2);
  int64_t stage = panel >> ROW_BITS, applicant = panel & ROW_MASK;
  const Scale *scale = NULL;
  const char *item = code_of_cell(verify, stage, applicant, sqlite3_column_int64(row, 1), &scale);
  const char *id = applicant_name(verify, applicant);
  if (!item || mark < MARK_NOT_APPLICABLE || mark > INT16_MAX) {
    verify_fault(verify, _("an agreed mark on “%s” speaks of an item, or has a mark, that is not there"), id);
    return;
  }
  char text[32];
  mark_put(text, scale, (Mark)mark);
  g_autofree char *reason = agreed_reason(sql_text(row, 3), sql_text(row, 4));
  g_autofree char *what = g_strdup_printf(_("what the panel of “%s” agreed on for item %s"), id, item);
  check_fact(verify, fact_key("agree", stage_name(verify, stage), id, item), what, text, reason,
             sqlite3_column_int64(row, 6));
  if (!event_says(verify, sqlite3_column_int64(row, 6), &(EventDraft){.assessor = sql_text(row, 5)}))
    verify_fault(verify, _("%s: its event names another proposer"), what);
}

static bool check_agreements(Verify *verify, GError **error) {
  sqlite3_stmt *row = sql(verify->store, SQL_agreements);
  sqlite3_bind_int64(row, 1, INT64_MIN);
  sqlite3_bind_int64(row, 2, INT64_MAX);
  int got;
  while ((got = sql_step(verify->store, row, error)) == 1) check_agreement(verify, row);
  return got == 0;
}

/* -- consensus comments --------------------------------------------------------------------------------------- */

/* The event that a consensus comment names, when it says the same. */
static bool explains_merged(Verify *verify, sqlite3_stmt *row, int64_t number, bool removal) {
  int64_t panel = sqlite3_column_int64(row, 1);
  g_autofree char *line = comment_line(sqlite3_column_int64(row, 0), sql_text(row, 3), sql_text(row, 4));
  g_autofree char *reason = g_strdup_printf("comment %lld", (long long)sqlite3_column_int64(row, 5));
  const EventDraft want = {.kind = removal ? "unmerge" : "merge",
                           .stage = stage_name(verify, panel >> ROW_BITS),
                           .applicant = applicant_name(verify, panel & ROW_MASK),
                           .item = sql_text(row, 2),
                           .before = removal ? line : NULL,
                           .after = removal ? NULL : line,
                           .reason = removal ? NULL : reason};
  return event_says(verify, number, &want);
}

static bool check_merged(Verify *verify, GError **error) {
  sqlite3_stmt *row = sql(verify->store, SQL_merged_all);
  int64_t added = 0, removed = 0;
  int got;
  while ((got = sql_step(verify->store, row, error)) == 1) {
    int64_t event = sqlite3_column_int64(row, 6), removal = sqlite3_column_int64(row, 7);
    if (!explains_merged(verify, row, event, false) || (removal && !explains_merged(verify, row, removal, true)))
      verify_fault(verify, _("consensus comment %lld on “%s” was changed or added: its event does not say so"),
                   (long long)sqlite3_column_int64(row, 0),
                   applicant_name(verify, sqlite3_column_int64(row, 1) & ROW_MASK));
    added++;
    removed += removal != 0;
  }
  if (got == 0 && (added != verify->merges || removed != verify->unmerges))
    verify_fault(verify,
                 _("%lld consensus comments stand in the record and %lld are taken back, but events say %lld and %lld"),
                 (long long)added, (long long)removed, (long long)verify->merges, (long long)verify->unmerges);
  return got == 0;
}

bool verify_agreed(Verify *verify, GError **error) {
  return check_resolutions(verify, error) && check_agreements(verify, error) && check_merged(verify, error);
}
