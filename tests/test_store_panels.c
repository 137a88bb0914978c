/* test_store_panels.c: what the record tells of panels: their marks, who owes what, how far each is; and that what is
 * kept of a cycle still stands. */
#include "store/correct.h"
#include "tests/record.h"

#include <locale.h>
#include <string.h>

typedef struct Seen {
  GString *text;
  size_t stop_after;
} Seen;

static bool note_panel(const Panel *panel, void *user) {
  Seen *seen = user;
  g_string_append_printf(seen->text, "%u:%u[", panel->stage, panel->applicant);
  for (size_t i = 0; i < panel->n; i++)
    g_string_append_printf(seen->text, "%u%s=%d ", panel->books[i].assessor, panel->books[i].lead ? "*" : "",
                           panel->books[i].marks[0]);
  g_string_append_printf(seen->text, "r%zu a%zu]", panel->recused, panel->assigned);
  return seen->stop_after == 0 || --seen->stop_after > 0;
}

static char *panels_of(Record *record, int stage, size_t stop_after) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Cycle) cycle = store_cycle(record->store, &error);
  StorePanels panels = {.store = record->store, .cycle = cycle, .stage = stage};
  PanelSource source = store_panel_source(&panels);
  Seen seen = {g_string_new(NULL), stop_after};
  g_assert_true(source.run(source.data, note_panel, &seen, &error));
  return g_string_free(seen.text, FALSE);
}

static void give(Record *record, const char *actor, uint16_t stage, uint32_t applicant, Mark mark, bool submit) {
  g_autoptr(GError) error = NULL;
  record_act_as(record, actor);
  g_assert_cmpint(record_mark(record, stage, applicant, 0, mark), ==, -1);
  if (submit) g_assert_true(store_submit(record->store, stage, applicant, &error));
  record_act_as(record, "secretariat");
}

static void test_panels(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  record_import(&record, 60);
  give(&record, "E1", DEFENCE, A1, 4000, true);
  give(&record, "L1", REVIEW, A1, 7000, true);
  give(&record, "E1", REVIEW, A1, 8000, true);
  give(&record, "E2", REVIEW, A1, 9000, false);
  give(&record, "E1", REVIEW, A2, 1000, true);
  give(&record, "A1", REVIEW, A1, 10000, true);
  give(&record, "T1", REVIEW, T1, 5000, true);
  g_assert_true(store_recuse(record.store, A2, E1, "同事", &error));
  g_autofree char *all = panels_of(&record, -1, 0), *one = panels_of(&record, DEFENCE, 0);
  g_autofree char *first = panels_of(&record, -1, 1);
  g_assert_cmpstr(
      all, ==, "0:0[0=8000 2=6000 3*=7000 r0 a0]0:1[2=6000 r1 a0]0:2[2=6000 r0 a0]0:3[6=5000 r0 a0]1:0[0=4000 r0 a0]");
  g_assert_cmpstr(one, ==, "1:0[0=4000 r0 a0]");
  g_assert_cmpstr(first, ==, "0:0[0=8000 2=6000 3*=7000 r0 a0]");
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  const size_t assigned[] = {4, 3, 1, 1};
  for (uint32_t applicant = A1; applicant <= T1; applicant++) {
    Panel *panel = store_panel(record.store, cycle, REVIEW, applicant, &error);
    g_assert_cmpuint(panel->assigned, ==, assigned[applicant]);
    store_panel_free(panel);
  }
  record_act_as(&record, "E1");
  StorePanels panels = {.store = record.store, .cycle = NULL, .stage = -1};
  PanelSource source = store_panel_source(&panels);
  g_assert_false(source.run(source.data, note_panel, NULL, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
}

typedef struct Told {
  unsigned times;
  double least, most;
} Told;

static void note_share(double share, void *data) {
  Told *told = data;
  told->least = told->times++ == 0 ? share : MIN(told->least, share);
  told->most = MAX(told->most, share);
}

static void test_told(void) {
  g_auto(Record) record;
  Told told = {0};
  record_new(&record, false);
  record_import(&record, 60);
  give(&record, "E1", REVIEW, A1, 8000, true);
  store_set_tell(record.store, note_share, &told);
  g_autofree char *all = panels_of(&record, -1, 0);
  g_assert_cmpuint(told.times, ==, 2);
  g_assert_cmpfloat(told.least, ==, 0.0);
  g_assert_cmpfloat(told.most, ==, 1.0);
  store_set_tell(record.store, NULL, NULL);
  g_autofree char *again = panels_of(&record, -1, 0);
  g_assert_cmpuint(told.times, ==, 2);
  g_assert_cmpstr(all, ==, again);
}

static void test_owed(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  give(&record, "E1", REVIEW, A1, 8000, false);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_autoptr(GArray) all = store_owed(record.store, cycle, &error);
  g_assert_cmpuint(all->len, ==, 7);
  const Owed *first = &g_array_index(all, Owed, 0), *lead = &g_array_index(all, Owed, 2);
  g_assert_cmpuint(first->marked, ==, 1);
  g_assert_cmpuint(first->cells, ==, 2);
  g_assert_true(lead->lead && lead->assessor == L1 && lead->marked == 0);
  record_act_as(&record, "E2");
  g_autoptr(GArray) own = store_owed(record.store, cycle, &error);
  g_assert_cmpuint(own->len, ==, 2);
  g_assert_cmpuint(g_array_index(own, Owed, 1).assessor, ==, E2);
}

/* "review A1 3/1/1, ...": assigned, submitted, drafts; "+1" missed. */
static char *progress_of(Record *record) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Cycle) cycle = store_cycle(record->store, &error);
  g_autoptr(GArray) list = store_progress(record->store, cycle, &error);
  g_assert_no_error(error);
  g_autoptr(GArray) unassigned = store_unassigned(record->store, cycle, &error);
  GString *words = g_string_new(NULL);
  for (guint i = 0, n = 0; i < list->len; i++) {
    const PanelProgress *one = &g_array_index(list, PanelProgress, i);
    if (one->unassigned) {
      const PanelProgress *same = &g_array_index(unassigned, PanelProgress, n++);
      g_assert_true(n <= unassigned->len && same->stage == one->stage && same->applicant == one->applicant);
    }
    g_assert_true(i + 1 < list->len || n == unassigned->len);
    g_string_append_printf(words, "%s%s %s %u/%u/%u", i ? ", " : "", record->rules->stages[one->stage].id,
                           cycle->applicants[one->applicant].id, one->assigned, one->submitted, one->drafts);
    if (one->missed) g_string_append_printf(words, " +%u", one->missed);
    if (one->unassigned) g_string_append(words, " nobody");
  }
  return g_string_free(words, FALSE);
}

static bool is_late(const GArray *panels, const Owed *owed) {
  for (guint i = 0; i < panels->len; i++) {
    const PanelProgress *one = &g_array_index(panels, PanelProgress, i);
    if (one->stage == owed->stage && one->applicant == owed->applicant)
      return one->submitted < one->assigned + one->missed;
  }
  return false;
}

/* What is late is what is owed in late panels, and the counts are those of all panels. */
static void expect_late(Record *record, const char *threads) {
  g_autoptr(GError) error = NULL;
  OwedCounts counts, sums = {0};
  g_setenv("ACCOLADE_THREADS", threads, TRUE);
  g_autoptr(Cycle) cycle = store_cycle(record->store, &error);
  g_autoptr(GArray) panels = store_progress(record->store, cycle, &error);
  g_autoptr(GArray) all = store_owed(record->store, cycle, &error);
  g_autoptr(GArray) late = store_late(record->store, cycle, &counts, &error);
  g_unsetenv("ACCOLADE_THREADS");
  g_assert_no_error(error);
  for (guint i = 0; i < panels->len; i++) {
    const PanelProgress *one = &g_array_index(panels, PanelProgress, i);
    sums.assigned += one->assigned;
    sums.submitted += one->submitted;
    sums.drafts += one->drafts;
  }
  for (guint i = all->len; i-- > 0;)
    if (!is_late(panels, &g_array_index(all, Owed, i))) g_array_remove_index(all, i);
  g_assert_cmpint(counts.assigned, ==, sums.assigned);
  g_assert_cmpint(counts.submitted, ==, sums.submitted);
  g_assert_cmpint(counts.drafts, ==, sums.drafts);
  g_assert_cmpuint(late->len, ==, all->len);
  for (guint i = 0; i < late->len; i++) {
    const Owed *one = &g_array_index(late, Owed, i), *same = &g_array_index(all, Owed, i);
    g_assert_true(one->stage == same->stage && one->applicant == same->applicant && one->assessor == same->assessor);
  }
}

static void expect_progress(Record *record, const char *want) {
  record_act_as(record, "secretariat");
  for (char threads[] = "1"; *threads <= '3'; ++*threads) expect_late(record, threads);
  g_autofree char *got = progress_of(record), *faults = record_verify(record, NULL);
  g_assert_cmpstr(got, ==, want);
  g_assert_cmpstr(faults, ==, "");
}

#define TEAM ", review T1 0/0/0 nobody"
#define LEFT ", review A3 0/0/0 nobody" TEAM

/* The counts follow whatever moves them; verify agrees after each. */
static void test_progress(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  expect_progress(&record, "review A1 3/0/0, review A2 3/0/0" LEFT ", defence A1 1/0/0");
  give(&record, "E1", REVIEW, A1, 8000, false);
  expect_progress(&record, "review A1 3/0/1, review A2 3/0/0" LEFT ", defence A1 1/0/0");
  give(&record, "E1", REVIEW, A1, 7000, true);
  give(&record, "E1", DEFENCE, A1, 1000, true);
  expect_progress(&record, "review A1 3/1/0, review A2 3/0/0" LEFT ", defence A1 1/1/0");
  g_assert_true(store_return(record.store, REVIEW, A1, E1, "a page was missing", &error));
  expect_progress(&record, "review A1 3/0/1, review A2 3/0/0" LEFT ", defence A1 1/1/0");
  g_assert_true(store_recuse(record.store, A1, E1, "adviser", &error));
  expect_progress(&record, "review A1 2/0/0, review A2 3/0/0" LEFT ", defence A1 0/0/0");
  give(&record, "A2", REVIEW, A2, 5000, true);  /* itself: not waited for */
  give(&record, "A3", REVIEW, A3, 5000, false); /* itself, and nobody else is there */
  expect_progress(&record, "review A1 2/0/0, review A2 3/0/0, review A3 1/0/1" TEAM ", defence A1 0/0/0");
  record_import(&record, 60);
  expect_progress(&record, "review A1 2/0/0, review A2 3/0/0, review A3 2/1/1" TEAM ", defence A1 0/0/0");
}

/* "A1 A3": whom nobody is to mark. */
static char *unassigned_of(Record *record) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Cycle) cycle = store_cycle(record->store, &error);
  g_autoptr(GArray) list = store_unassigned(record->store, cycle, &error);
  g_assert_no_error(error);
  GString *ids = g_string_new(NULL);
  for (guint i = 0; i < list->len; i++) {
    const PanelProgress *one = &g_array_index(list, PanelProgress, i);
    g_assert_true(one->unassigned && one->assigned == 0 && one->out == OUT_NOT);
    g_string_append_printf(ids, "%s%s@%u", i ? " " : "", cycle->applicants[one->applicant].id, one->stage);
  }
  return g_string_free(ids, FALSE);
}

static void expect_unassigned(Record *record, const char *want) {
  g_autofree char *got = unassigned_of(record);
  g_assert_cmpstr(got, ==, want);
}

/* Left out, or left alone by recusals, while others are marked; not who is out, and only for who oversees. */
static void test_unassigned(void) {
  g_auto(Record) record, bare;
  g_autoptr(GError) error = NULL;
  record_new(&bare, true);
  record_act_as(&bare, "secretariat");
  expect_unassigned(&bare, "");
  record_new(&record, false);
  record_act_as(&record, "secretariat");
  expect_unassigned(&record, "A3@0 T1@0");
  g_assert_true(store_veto(record.store, T1, "penalty", &error));
  expect_unassigned(&record, "A3@0");
  g_assert_true(store_recuse(record.store, A1, E1, "adviser", &error));
  g_assert_true(store_recuse(record.store, A1, E2, "adviser", &error));
  expect_unassigned(&record, "A3@0");
  g_assert_true(store_recuse(record.store, A1, L1, "adviser", &error));
  expect_unassigned(&record, "A1@0 A3@0");
  give(&record, "A3", REVIEW, A3, 5000, false);
  record_act_as(&record, "L1");
  expect_unassigned(&record, "");
  record_act_as(&record, "secretariat");
  expect_unassigned(&record, "A1@0");
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_CLOSED, "", &error));
  expect_unassigned(&record, "A1@1 A2@1 A3@1");
  g_assert_true(store_set_stage(record.store, DEFENCE, STAGE_CLOSED, "", &error));
  expect_unassigned(&record, "");
}

/* Where a stage is closed nothing is owed but what is in; opened again it is as before. */
static void test_closed(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  give(&record, "E1", REVIEW, A1, 7000, true);
  give(&record, "E2", REVIEW, A1, 8000, false);
  record_act_as(&record, "secretariat");
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_CLOSED, "", &error));
  expect_progress(&record, "review A1 1/1/0 +2, review A2 0/0/0 +3, defence A1 1/0/0, defence A2 0/0/0 nobody, "
                           "defence A3 0/0/0 nobody, defence T1 0/0/0 nobody");
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_autoptr(GArray) all = store_owed(record.store, cycle, &error);
  for (guint i = 0; i < all->len; i++)
    g_assert_true(g_array_index(all, Owed, i).closed == (g_array_index(all, Owed, i).stage == REVIEW));
  record_act_as(&record, "E2");
  OwedCounts counts;
  g_autoptr(GArray) own = store_late(record.store, cycle, &counts, &error);
  g_assert_cmpuint(own->len, ==, 2);
  g_assert_cmpint(counts.assigned, ==, 0);
  record_act_as(&record, "secretariat");
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_OPEN, "补评", &error));
  expect_progress(&record, "review A1 3/1/1, review A2 3/0/0" LEFT ", defence A1 1/0/0");
}

/* A count of a panel of nobody, which no import writes. */
static void test_panel_of_nobody(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  OwedCounts counts;
  record_new(&record, false);
  record_tamper(&record, "INSERT INTO panel(key, assigned, submitted, drafts) VALUES(268435000, 1, 0, 0)");
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_assert_null(store_late(record.store, cycle, &counts, &error));
  g_assert_error(error, STORE_ERROR, STORE_ERROR_DAMAGED);
}

static void test_progress_refused(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  record_act_as(&record, "L1");
  g_autoptr(GArray) none = store_progress(record.store, cycle, &error);
  g_assert_null(none);
  g_assert_error(error, STORE_ERROR, STORE_ERROR_PERMISSION);
}

/* One panel: everybody's for who oversees, the own one for an assessor; a self-assessment is the applicant's own. */
static void test_owed_in(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_autoptr(GArray) all = store_owed_in(record.store, cycle, REVIEW, A2, &error);
  g_assert_cmpuint(all->len, ==, 3);
  record_act_as(&record, "E2");
  g_autoptr(GArray) own = store_owed_in(record.store, cycle, REVIEW, A2, &error);
  g_assert_cmpuint(own->len, ==, 1);
  g_assert_cmpuint(g_array_index(own, Owed, 0).assessor, ==, E2);
  give(&record, "A3", REVIEW, A3, 5000, false);
  record_act_as(&record, "A3");
  g_autoptr(Cycle) grown = store_cycle(record.store, &error);
  g_autoptr(GArray) self = store_owed(record.store, grown, &error);
  g_assert_cmpuint(self->len, ==, 1);
  g_assert_true(g_array_index(self, Owed, 0).begun && g_array_index(self, Owed, 0).applicant == A3);
}

/* What one has begun is told of that panel alone. */
static void test_owed_own(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  record_new(&record, false);
  give(&record, "E1", REVIEW, A2, 8000, false);
  record_act_as(&record, "E1");
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_autoptr(GArray) own = store_owed(record.store, cycle, &error);
  g_assert_cmpuint(own->len, ==, 3);
  for (guint i = 0; i < own->len; i++) {
    const Owed *owed = &g_array_index(own, Owed, i);
    bool begun = owed->stage == REVIEW && owed->applicant == A2;
    g_assert_true(owed->begun == begun);
    g_assert_cmpuint(owed->marked, ==, begun ? 1 : 0);
  }
}

static bool stands(Record *record, const Cycle *cycle, int64_t *event) {
  g_autoptr(GError) error = NULL;
  bool so = false;
  g_assert_true(store_cycle_stands(record->store, cycle, event, &so, &error));
  return so;
}

/* Marks and comments leave the cycle as it was loaded; people, recusals and stages do not. */
static void test_cycle_stands(void) {
  g_auto(Record) record;
  g_autoptr(GError) error = NULL;
  int64_t event = 0;
  record_new(&record, false);
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_assert_false(stands(&record, NULL, &event));
  g_assert_cmpint(event, >, 0);
  g_assert_true(stands(&record, cycle, &event));
  record_act_as(&record, "E1");
  int64_t before = event;
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 500), ==, -1);
  g_assert_true(
      store_record_comment(record.store, REVIEW, A1, &(Note){.item = "1.1", .kind = "ofi", .text = "不足"}, &error));
  g_assert_true(stands(&record, cycle, &event));
  g_assert_cmpint(event, ==, before + 2);
  record_act_as(&record, "A1");
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 500), ==, -1);
  g_assert_false(stands(&record, cycle, &event));
  g_autoptr(Cycle) with_self = store_cycle(record.store, &error);
  g_assert_true(stands(&record, with_self, &event));
  record_act_as(&record, "secretariat");
  g_assert_true(store_recuse(record.store, A2, E1, "家属", &error));
  g_assert_false(stands(&record, with_self, &event));
  g_assert_true(stands(&record, with_self, &event));
  g_assert_true(store_set_stage(record.store, REVIEW, STAGE_CLOSED, "", &error));
  g_assert_false(stands(&record, with_self, &event));
  g_auto(Corrected) done = {0};
  const Correction correction = {.to = {[FIELD_NAME] = "新名"}, .reason = "更名"};
  g_assert_true(store_correct(record.store, "A1", &correction, &done, &error));
  g_assert_false(stands(&record, with_self, &event));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/store/panels", test_panels);
  g_test_add_func("/store/owed", test_owed);
  g_test_add_func("/store/owed-own", test_owed_own);
  g_test_add_func("/store/owed-in", test_owed_in);
  g_test_add_func("/store/progress", test_progress);
  g_test_add_func("/store/unassigned", test_unassigned);
  g_test_add_func("/store/closed", test_closed);
  g_test_add_func("/store/panel-of-nobody", test_panel_of_nobody);
  g_test_add_func("/store/progress-refused", test_progress_refused);
  g_test_add_func("/store/told", test_told);
  g_test_add_func("/store/cycle-stands", test_cycle_stands);
  return g_test_run();
}
