/* test_release_cost.c: a panel is counted at its own price, however many stand released or recused beside it. */
#include "store/release.h"
#include "store/store_private.h"
#include "tests/record.h"

#include <locale.h>
#include <sqlite3.h>

enum { FEW = 20, MANY = 400, FIRST = T1 + 1 };

static int count_step(void *data) {
  ++*(int64_t *)data;
  return 0;
}

static void add_panels(Record *record, uint32_t n) {
  g_autoptr(GError) error = NULL;
  Bulk bulk;
  g_assert_true(store_begin(record->store, &error) && bulk_begin(record->store, &bulk, &error));
  record_add_many(&bulk, (int)n);
  g_assert_true(bulk_end(&bulk, "applicants", "applicants.csv", &error) && bulk_begin(record->store, &bulk, &error));
  for (uint32_t i = FIRST; i < FIRST + n; i++)
    g_assert_true(bulk_assign(&bulk, REVIEW, i, E1, false, &error) && bulk_assign(&bulk, REVIEW, i, E2, false, &error));
  g_assert_true(bulk_end(&bulk, "assignments", "assignments.csv", &error) && store_commit(record->store, &error));
}

/* Of everything, and recused from what was added. */
static void take_off(Record *record, uint32_t n) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  g_auto(Released) done = {0};
  const ReleaseOrder order = {E1, -1, -1, all, "住院"};
  g_assert_true(store_release(record->store, &order, &done, &error));
  g_assert_cmpuint(done.done->len, ==, n + 3);
  for (uint32_t i = FIRST; i < FIRST + n; i++) g_assert_true(store_recuse(record->store, i, E3, "亲属", &error));
}

/* Steps of the database's machine that E2's first mark on A1 takes, by which the panel is counted again. */
static int64_t steps_beside(uint32_t n) {
  g_auto(Record) record = {0};
  int64_t steps = 0;
  record_new(&record, false);
  add_panels(&record, n);
  take_off(&record, n);
  record_act_as(&record, "E2");
  sqlite3_progress_handler(record.store->db, 1, count_step, &steps);
  g_assert_cmpint(record_mark(&record, REVIEW, A1, 0, 7000), ==, -1);
  sqlite3_progress_handler(record.store->db, 0, NULL, NULL);
  return steps;
}

static void test_counted(void) {
  int64_t few = steps_beside(FEW), many = steps_beside(MANY);
  g_test_message("%" G_GINT64_FORMAT " steps beside %d, %" G_GINT64_FORMAT " beside %d", few, FEW, many, MANY);
  g_assert_cmpint(few, >, 0);
  g_assert_cmpint(many, <, few + MANY - FEW);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/release/cost", test_counted);
  return g_test_run();
}
