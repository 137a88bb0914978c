/* test_lead.c: who leads a panel, when the lead passes to a deputy, what that opens to them, and that nobody leads in
 * silence. */
#include "tests/record.h"

#include <locale.h>
#include <string.h>

/* -- who leads ------------------------------------------------------------------------------------------------- */

typedef struct Case {
  const char *name;
  const char *arranged; /* SQL: in a panel of E1, E2 and L1, who is assigned as its leader */
  int leader, out;      /* assessors' numbers; -1 */
  bool passed, released;
} Case;

#define BY_ROLE "UPDATE assignment SET lead = 0;"
#define NO_ROLE "UPDATE assessor SET role = 'assessor' WHERE id = 'L1';"
#define E2_TOO "UPDATE assessor SET role = 'leader' WHERE id = 'E2';"
#define RECUSED(who) "INSERT INTO recusal VALUES(0, " who ", 'x', 1);"
#define RELEASED_FROM(who) "INSERT INTO released VALUES(" who ", 'released', -1, 'x', 1);"
#define DEPUTY(who) "INSERT INTO deputy VALUES(0, " who ", 'x', 1);"

static const Case cases[] = {
    {"as assigned", "", L1, -1, false, false},
    {"not the deputy", DEPUTY("0"), L1, -1, false, false},
    {"passes", RECUSED("3") DEPUTY("0"), E1, L1, true, false},
    {"nobody", RECUSED("3"), -1, L1, false, false},
    {"not to a leader by role", RECUSED("3") E2_TOO, -1, L1, false, false},
    {"taken back", RECUSED("3") DEPUTY("-1"), -1, L1, false, false},
    {"the deputy is recused", RECUSED("3") RECUSED("0") DEPUTY("0"), -1, L1, false, false},
    {"the deputy is no member", RECUSED("3") DEPUTY("2"), -1, L1, false, false},
    {"a deputy elsewhere", RECUSED("3") "INSERT INTO deputy VALUES(1, 0, 'x', 1);", -1, L1, false, false},
    {"by role", BY_ROLE, L1, -1, false, false},
    {"by role, not the deputy", BY_ROLE DEPUTY("0"), L1, -1, false, false},
    {"by role, passes", BY_ROLE RECUSED("3") DEPUTY("1"), E2, L1, true, false},
    {"by role, the other", BY_ROLE E2_TOO RECUSED("3") DEPUTY("0"), E2, -1, false, false},
    {"by role, both are recused", BY_ROLE E2_TOO RECUSED("3") RECUSED("1") DEPUTY("0"), E1, E2, true, false},
    {"none ever", BY_ROLE NO_ROLE, -1, -1, false, false},
    {"none ever but the deputy", BY_ROLE NO_ROLE DEPUTY("0"), E1, -1, true, false},
    {"released, nobody", RELEASED_FROM("3"), -1, L1, false, true},
    {"released, passes", RELEASED_FROM("3") DEPUTY("0"), E1, L1, true, true},
    {"released, taken back", "INSERT INTO released VALUES(3, 'assigned', -1, 'x', 1);", L1, -1, false, false},
    {"released elsewhere", "INSERT INTO released VALUES(3 | 1 << 28, 'released', -1, 'x', 1);", L1, -1, false, false},
    {"recused and released", RECUSED("3") RELEASED_FROM("3"), -1, L1, false, false},
    {"the deputy is released", RECUSED("3") RELEASED_FROM("0") DEPUTY("0"), -1, L1, false, false},
    {"by role, one is recused, then the other released", BY_ROLE E2_TOO RECUSED("1") RELEASED_FROM("3"), -1, E2, false,
     false},
    {"a recusal of another", RECUSED("0"), L1, -1, false, false},
};

typedef struct Found {
  size_t n;
  int leads[4];
} Found;

static bool note_leads(const Panel *panel, void *user) {
  Found *found = user;
  for (size_t i = 0; panel->applicant == A1 && i < panel->n; i++)
    if (panel->books[i].lead) found->leads[found->n++] = (int)panel->books[i].assessor;
  return true;
}

/* Submitted scorebooks of E1, E2 and, when asked for, L1 on A1. */
static void submit_all(Record *record, bool leader_too) {
  static const char *const who[] = {"E1", "E2", "L1"};
  g_autoptr(GError) error = NULL;
  for (size_t i = 0; i < (leader_too ? 3 : 2); i++) {
    record_act_as(record, who[i]);
    g_assert_cmpint(record_mark(record, REVIEW, A1, 0, 5000), ==, -1);
    g_assert_true(store_submit(record->store, REVIEW, A1, &error));
  }
  record_act_as(record, "secretariat");
}

/* What is said of the panel, what a walk over all panels has, and what the panel alone has, are the same. */
static void test_who_leads(gconstpointer data) {
  const Case *test = data;
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  submit_all(&record, !strstr(test->arranged, RELEASED_FROM("3"))); /* from what is submitted nobody is released */
  if (*test->arranged) record_tamper(&record, test->arranged);
  g_autoptr(Store) store = record_open(&record, "secretariat");
  g_autoptr(Cycle) cycle = store_cycle(store, &error);
  g_assert_no_error(error);
  PanelLead lead;
  g_assert_true(store_panel_lead(store, REVIEW, A1, &lead, &error));
  g_assert_cmpint(lead.leader, ==, test->leader);
  g_assert_cmpint(lead.out, ==, test->out);
  g_assert_true(lead.released == test->released);
  g_assert_cmpint(lead.passed, ==, test->passed);
  Found walked = {0}, alone = {0};
  StorePanels panels = {.store = store, .cycle = cycle, .stage = REVIEW};
  PanelSource source = store_panel_source(&panels);
  g_assert_true(source.run(source.data, note_leads, &walked, &error));
  Panel *panel = store_panel(store, cycle, REVIEW, A1, &error);
  g_assert_nonnull(panel);
  note_leads(panel, &alone);
  store_panel_free(panel);
  g_assert_cmpuint(walked.n, ==, test->leader >= 0);
  g_assert_cmpuint(alone.n, ==, test->leader >= 0);
  if (test->leader >= 0) g_assert_cmpint(walked.leads[0], ==, test->leader);
  if (test->leader >= 0) g_assert_cmpint(alone.leads[0], ==, test->leader);
  g_autoptr(GArray) leaderless = store_leaderless(store, cycle, &error);
  g_assert_cmpuint(leaderless->len, ==, test->leader < 0 && test->out >= 0);
}

/* A leader who has not submitted yet is not passed over. */
static void test_leader_is_late(void) {
  static const char *const arranged[] = {DEPUTY("0"), BY_ROLE DEPUTY("0")};
  for (size_t i = 0; i < G_N_ELEMENTS(arranged); i++) {
    g_auto(Record) record;
    g_autoptr(GError) error = NULL;
    Found found = {0};
    record_new(&record, false);
    submit_all(&record, false);
    record_tamper(&record, arranged[i]);
    g_autoptr(Store) store = record_open(&record, "secretariat");
    g_autoptr(Cycle) cycle = store_cycle(store, &error);
    StorePanels panels = {.store = store, .cycle = cycle, .stage = REVIEW};
    PanelSource source = store_panel_source(&panels);
    g_assert_true(source.run(source.data, note_leads, &found, &error));
    g_assert_cmpuint(found.n, ==, 0);
  }
}

/* In the order that who looks for one relies on. */
static void test_order(void) {
  static const struct {
    uint32_t applicant;
    uint16_t stage;
  } want[] = {{A1, REVIEW}, {A1, DEFENCE}, {A2, REVIEW}};
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_tamper(&record,
                "UPDATE assignment SET lead = 1 WHERE id >= 1 << 56; INSERT INTO recusal VALUES(1, 3, 'x', 1);");
  record_tamper(&record, RECUSED("0") RECUSED("3"));
  g_autoptr(Store) store = record_open(&record, "secretariat");
  g_autoptr(Cycle) cycle = store_cycle(store, &error);
  g_autoptr(GArray) leaderless = store_leaderless(store, cycle, &error);
  g_assert_cmpuint(leaderless->len, ==, G_N_ELEMENTS(want));
  for (guint i = 0; i < leaderless->len; i++) {
    g_assert_cmpuint(g_array_index(leaderless, PanelLead, i).applicant, ==, want[i].applicant);
    g_assert_cmpuint(g_array_index(leaderless, PanelLead, i).stage, ==, want[i].stage);
  }
}

/* -- naming one -------------------------------------------------------------------------------------------------- */

static void names(Record *record, uint32_t applicant, int64_t deputy, const char *reason, int want) {
  g_autoptr(GError) error = NULL;
  bool done = store_name_deputy(record->store, REVIEW, applicant, deputy, reason, &error);
  if (done != (want < 0)) g_test_message("%s", error ? error->message : "named");
  g_assert_true(done == (want < 0));
  if (!done) g_assert_error(error, STORE_ERROR, want);
}

static bool keep_line(const Event *event, void *user) {
  GString *text = user;
  if (g_str_equal(event->kind, "deputy"))
    g_string_append_printf(text, "%s %s %s %s>%s %s\n", event->stage, event->applicant, event->assessor, event->before,
                           event->after, event->reason);
  return true;
}

static void test_naming(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) log = g_string_new(NULL);
  record_new(&record, false);
  names(&record, A1, -1, "x", STORE_ERROR_INPUT);
  names(&record, A1, E1, "", STORE_ERROR_INPUT);
  names(&record, A1, E1, NULL, STORE_ERROR_INPUT);
  names(&record, A1, E3, "x", STORE_ERROR_INPUT);
  names(&record, A1, L1, "x", STORE_ERROR_INPUT);
  names(&record, A3, E1, "x", STORE_ERROR_INPUT);
  names(&record, A1, 99, "x", STORE_ERROR_INPUT);
  g_assert_true(store_recuse(record.store, A1, E2, "x", &error));
  names(&record, A1, E2, "x", STORE_ERROR_INPUT);
  names(&record, A1, E1, "资深评审员", -1);
  names(&record, A1, E1, "x", STORE_ERROR_INPUT);
  names(&record, A2, E2, "另一组", -1);
  names(&record, A2, E1, "换人", -1);
  names(&record, A1, -1, "不再需要", -1);
  g_assert_true(journal_walk(record.store, keep_line, log, &error));
  g_assert_cmpstr(log->str, ==,
                  "review A1 E1 no-deputy>E1 资深评审员\nreview A2 E2 no-deputy>E2 另一组\n"
                  "review A2 E1 E2>E1 换人\nreview A1 E1 E1>no-deputy 不再需要\n");
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

static void test_who_may_not(void) {
  static const char *const who[] = {"E1", "L1", "S1", "A1"};
  g_auto(Record) record;
  record_new(&record, false);
  for (size_t i = 0; i < G_N_ELEMENTS(who); i++) {
    g_autoptr(GError) error = NULL;
    PanelLead lead;
    record_act_as(&record, who[i]);
    names(&record, A1, E1, "x", STORE_ERROR_PERMISSION);
    bool sees = store_panel_lead(record.store, REVIEW, A1, &lead, &error);
    g_assert_cmpint(sees, ==, g_str_equal(who[i], "S1"));
    if (!sees) g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  }
}

/* In a sealed stage nothing moves: no deputy is named, and the lead does not pass. */
static void test_sealed(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  submit_all(&record, false);
  names(&record, A1, E1, "x", -1);
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_SEALED, "x", &error));
  names(&record, A1, E2, "x", STORE_ERROR_PERMISSION);
  g_assert_false(store_recuse(record.store, A1, L1, "x", &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
  g_clear_error(&error);
  g_assert_true(store_recuse(record.store, A1, E3, "gave no marks and does not lead", &error));
  g_assert_true(store_recuse(record.store, A2, L1, "gave no marks, and there is no deputy", &error));
}

/* -- what it opens -------------------------------------------------------------------------------------------------- */

static int leads_and_sees(Record *record, const char *who) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = record_open(record, who);
  int leads = store_leads_panel(store, REVIEW, A1, &error), sees = store_sees_panel(store, REVIEW, A1, &error);
  g_assert_no_error(error);
  g_assert_cmpint(leads, ==, sees);
  return leads;
}

static const Owed *owed_of(const GArray *list, uint32_t assessor) {
  for (guint i = 0; i < list->len; i++)
    if (g_array_index(list, Owed, i).assessor == assessor) return &g_array_index(list, Owed, i);
  g_assert_not_reached();
}

static void test_opens(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  submit_all(&record, true);
  names(&record, A1, E1, "资深", -1);
  g_assert_cmpint(leads_and_sees(&record, "E1"), ==, 0);
  g_assert_cmpint(leads_and_sees(&record, "L1"), ==, 1);
  g_assert_true(store_recuse(record.store, A1, L1, "持股", &error));
  g_assert_cmpint(leads_and_sees(&record, "E1"), ==, 1);
  g_assert_cmpint(leads_and_sees(&record, "E2"), ==, 0);
  g_assert_cmpint(leads_and_sees(&record, "L1"), ==, 0);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_autoptr(GArray) owed = store_owed_in(record.store, cycle, REVIEW, A1, &error);
  g_assert_true(owed_of(owed, E1)->lead && owed_of(owed, E1)->deputy);
  g_assert_false(owed_of(owed, E2)->lead || owed_of(owed, E2)->deputy);
  g_assert_false(owed_of(owed, L1)->lead);
  g_assert_true(store_return(record.store, REVIEW, A1, E1, "重评", &error));
  g_assert_cmpint(leads_and_sees(&record, "E1"), ==, 0);
  g_autofree char *faults = record_verify(&record, NULL);
  g_assert_cmpstr(faults, ==, "");
}

/* -- proof ----------------------------------------------------------------------------------------------------------- */

static void test_proved(void) {
  static const struct {
    const char *sql, *fault;
  } changes[] = {{"UPDATE deputy SET assessor = 1", "the deputy of the panel of “A1” at stage review: it is “E2”"},
                 {"UPDATE deputy SET assessor = -1", "it is “no-deputy”"},
                 {"UPDATE deputy SET reason = 'y'", "its reason was changed"},
                 {"UPDATE deputy SET event = 1", "it names event 1"},
                 {"UPDATE deputy SET panel = 1", "“A2” at stage review: no event explains it"},
                 {"DELETE FROM deputy", "(deputy review A1 ) is not in the record"},
                 {"INSERT INTO deputy VALUES(2, 0, 'x', 1)", "“A3” at stage review: no event explains it"}};
  for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
    g_auto(Record) record;
    record_new(&record, false);
    names(&record, A1, E1, "x", -1);
    record_tamper(&record, changes[i].sql);
    g_autofree char *faults = record_verify(&record, NULL);
    if (!strstr(faults, changes[i].fault)) g_test_message("%s: %s", changes[i].sql, faults);
    g_assert_nonnull(strstr(faults, changes[i].fault));
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/lead/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_who_leads);
  }
  g_test_add_func("/lead/order", test_order);
  g_test_add_func("/lead/late", test_leader_is_late);
  g_test_add_func("/lead/naming", test_naming);
  g_test_add_func("/lead/who-may-not", test_who_may_not);
  g_test_add_func("/lead/sealed", test_sealed);
  g_test_add_func("/lead/opens", test_opens);
  g_test_add_func("/lead/proved", test_proved);
  return g_test_run();
}
