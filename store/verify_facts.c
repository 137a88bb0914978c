/* verify_facts.c: values that an event set and the next one may change: recusals, releases, declarations, deputies, deductions,
 * decisions, places given, withdrawals, the stages' states. Each row says what its last event says, and each event's row is there. */
#include "store/verify_private.h"

void check_fact(Verify *verify, char *key, const char *what, const char *value, const char *reason, int64_t event) {
  Fact *fact = g_hash_table_lookup(verify->facts, key);
  if (!fact)
    verify_fault(verify, _("%s: no event explains it"), what);
  else if (!g_str_equal(fact->value, value))
    verify_fault(verify, _("%s: it is “%s”, but event %lld set it to “%s”"), what, value, (long long)fact->event,
                 fact->value);
  else if (reason && !g_str_equal(fact->reason, reason))
    verify_fault(verify, _("%s: its reason was changed; event %lld gives another"), what, (long long)fact->event);
  else if (event != ANY_EVENT && fact->event != event)
    verify_fault(verify, _("%s: it names event %lld, but event %lld set it"), what, (long long)event,
                 (long long)fact->event);
  if (fact) fact->found = true;
  g_free(key);
}

static void check_recusal(Verify *verify, sqlite3_stmt *row) {
  const char *applicant = applicant_name(verify, sqlite3_column_int64(row, 0));
  const char *assessor = assessor_name(verify, sqlite3_column_int64(row, 1));
  g_autofree char *what = g_strdup_printf(_("the recusal of “%s” from “%s”"), assessor, applicant);
  check_fact(verify, fact_key("recuse", "", applicant, assessor), what, "recused", sql_text(row, 2),
             sqlite3_column_int64(row, 3));
}

static void check_release(Verify *verify, sqlite3_stmt *row) {
  int64_t id = sqlite3_column_int64(row, 0), successor = sqlite3_column_int64(row, 2);
  const char *applicant = applicant_name(verify, book_applicant(id)), *stage = stage_name(verify, book_stage(id));
  const char *assessor = assessor_name(verify, book_assessor(id));
  g_autofree char *what = g_strdup_printf(_("the release of “%s” from “%s” at stage %s"), assessor, applicant, stage);
  g_autofree char *value = release_words(sql_text(row, 1), successor == -1 ? NULL : assessor_name(verify, successor));
  check_fact(verify, fact_key("release", stage, applicant, assessor), what, value, sql_text(row, 3),
             sqlite3_column_int64(row, 4));
}

static void check_declaration(Verify *verify, sqlite3_stmt *row) {
  const char *applicant = applicant_name(verify, sqlite3_column_int64(row, 0));
  const char *assessor = assessor_name(verify, sqlite3_column_int64(row, 1));
  g_autofree char *what = g_strdup_printf(_("the declaration of “%s” on “%s”"), assessor, applicant);
  check_fact(verify, fact_key("declare", "", applicant, assessor), what, sql_text(row, 2), sql_text(row, 3),
             sqlite3_column_int64(row, 4));
}

static void check_deputy(Verify *verify, sqlite3_stmt *row) {
  int64_t panel = sqlite3_column_int64(row, 0), deputy = sqlite3_column_int64(row, 1);
  const char *applicant = applicant_name(verify, panel & ROW_MASK), *stage = stage_name(verify, panel >> ROW_BITS);
  g_autofree char *what = g_strdup_printf(_("the deputy of the panel of “%s” at stage %s"), applicant, stage);
  check_fact(verify, fact_key("deputy", stage, applicant, ""), what,
             deputy < 0 ? NO_DEPUTY : assessor_name(verify, deputy), sql_text(row, 2), sqlite3_column_int64(row, 3));
}

static void check_deduction(Verify *verify, sqlite3_stmt *row) {
  const char *applicant = applicant_name(verify, sqlite3_column_int64(row, 0));
  const char *stage = stage_name(verify, sqlite3_column_int64(row, 1));
  g_autofree char *what = g_strdup_printf(_("the deduction “%s” of “%s”"), sql_text(row, 2), applicant);
  check_fact(verify, fact_key("deduct", stage, applicant, sql_text(row, 2)), what, sql_text(row, 3), sql_text(row, 4),
             sqlite3_column_int64(row, 5));
}

static void check_decision(Verify *verify, sqlite3_stmt *row) {
  const char *applicant = applicant_name(verify, sqlite3_column_int64(row, 0));
  const char *stage = stage_name(verify, sqlite3_column_int64(row, 1));
  g_autofree char *what = g_strdup_printf(_("the decision on “%s” at stage %s"), applicant, stage);
  check_fact(verify, fact_key("decide", stage, applicant, ""), what,
             sqlite3_column_int(row, 2) ? "passed" : "not passed", sql_text(row, 3), sqlite3_column_int64(row, 4));
}

static void check_placing(Verify *verify, sqlite3_stmt *row) {
  const char *applicant = applicant_name(verify, sqlite3_column_int64(row, 0));
  g_autofree char *what = g_strdup_printf(_("the place given to “%s”"), applicant);
  check_fact(verify, fact_key("place", "", applicant, ""), what, sql_text(row, 1), sql_text(row, 2),
             sqlite3_column_int64(row, 3));
}

static void check_withdrawal(Verify *verify, sqlite3_stmt *row) {
  const char *applicant = applicant_name(verify, sqlite3_column_int64(row, 0));
  g_autofree char *what = g_strdup_printf(_("the withdrawal of “%s”"), applicant);
  check_fact(verify, fact_key("withdraw", "", applicant, ""), what, sql_text(row, 1), sql_text(row, 2),
             sqlite3_column_int64(row, 3));
}

static void check_due(Verify *verify, sqlite3_stmt *row) {
  g_autofree char *what = g_strdup_printf(_("the deadline of stage %s"), sql_text(row, 1));
  const char *due = sql_text(row, 4);
  int64_t event = sqlite3_column_int64(row, 5);
  if (*due || event) check_fact(verify, fact_key("due", sql_text(row, 1), "", ""), what, due, NULL, event);
}

static void check_stage(Verify *verify, sqlite3_stmt *row) {
  const char *state = stage_state_name((StageState)CLAMP(sqlite3_column_int(row, 2), STAGE_OPEN, STAGE_SEALED));
  int64_t event = sqlite3_column_int64(row, 3);
  g_autofree char *what = g_strdup_printf(_("stage %s"), sql_text(row, 1));
  char *key = fact_key("stage", sql_text(row, 1), "", "");
  if (event != 1 || g_hash_table_contains(verify->facts, key))
    check_fact(verify, key, what, state, NULL, event);
  else {
    if (!g_str_equal(state, "open")) verify_fault(verify, _("%s: no event explains it"), what);
    g_free(key);
  }
  check_due(verify, row);
}

static void check_facts_found(Verify *verify) {
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init(&iter, verify->facts);
  while (g_hash_table_iter_next(&iter, &key, &value))
    if (!((Fact *)value)->found) {
      g_autofree char *what = g_strdelimit(g_strdup(key), "\x1f", ' ');
      verify_fault(verify, _("what event %lld set (%s) is not in the record"), (long long)((Fact *)value)->event, what);
    }
}

bool verify_facts(Verify *verify, GError **error) {
  static const struct {
    SqlName rows;
    void (*check)(Verify *verify, sqlite3_stmt *row);
  } tables[] = {
      {SQL_recusals, check_recusal}, {SQL_releases, check_release},       {SQL_declarations, check_declaration},
      {SQL_deputies, check_deputy},  {SQL_deductions, check_deduction},   {SQL_decisions, check_decision},
      {SQL_placings, check_placing}, {SQL_withdrawals, check_withdrawal}, {SQL_stages, check_stage}};
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
    sqlite3_stmt *row = sql(verify->store, tables[i].rows);
    int got;
    while ((got = sql_step(verify->store, row, error)) == 1) tables[i].check(verify, row);
    if (got < 0) return false;
  }
  check_facts_found(verify);
  return true;
}
