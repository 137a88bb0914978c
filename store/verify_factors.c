/* verify_factors.c: key factors against the events that added them and took them back. */
#include "store/verify_private.h"

static bool is_explained(Verify *verify, sqlite3_stmt *row) {
  int64_t number = sqlite3_column_int64(row, 0), stage = sqlite3_column_int64(row, 2);
  int64_t removed = sqlite3_column_int64(row, 6);
  g_autofree char *line = comment_line(number, "factor", sql_text(row, 4));
  EventDraft want = {.kind = "factor",
                     .stage = stage == -1 ? "" : stage_name(verify, stage),
                     .applicant = applicant_name(verify, sqlite3_column_int64(row, 1)),
                     .assessor = sql_text(row, 3),
                     .after = line};
  if (!event_says(verify, sqlite3_column_int64(row, 5), &want)) return false;
  want.kind = "unfactor";
  want.before = line;
  want.after = "";
  return removed == 0 || event_says(verify, removed, &want);
}

bool verify_factors(Verify *verify, GError **error) {
  sqlite3_stmt *row = sql(verify->store, SQL_factors_all);
  int64_t added = 0, removed = 0;
  int got;
  while ((got = sql_step(verify->store, row, error)) == 1) {
    if (!is_explained(verify, row))
      verify_fault(verify, _("key factor %lld of “%s” was changed or added: its event does not say so"),
                   (long long)sqlite3_column_int64(row, 0), applicant_name(verify, sqlite3_column_int64(row, 1)));
    added++;
    removed += sqlite3_column_int64(row, 6) != 0;
  }
  if (got == 0 && (added != verify->factors || removed != verify->unfactors))
    verify_fault(verify,
                 _("%lld key factors stand in the record and %lld are taken back, but events say %lld and %lld"),
                 (long long)added, (long long)removed, (long long)verify->factors, (long long)verify->unfactors);
  return got == 0;
}
