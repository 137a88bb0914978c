/* test_parts.c: panels read side by side are those read one after the other, whatever anybody writes meanwhile. */
#include "criteria/threads.h"
#include "store/store_parts.h"
#include "tests/record.h"

#include <locale.h>
#include <sched.h>
#include <string.h>

enum { MOST = 5 };

static bool note_panel(const Panel *panel, void *user) {
  GString *text = user;
  g_string_append_printf(text, "%u:%u[", panel->stage, panel->applicant);
  for (size_t i = 0; i < panel->n; i++)
    g_string_append_printf(text, "%u=%d ", panel->books[i].assessor, panel->books[i].marks[0]);
  g_string_append_c(text, ']');
  return true;
}

static void give(Record *record, const char *actor, uint16_t stage, uint32_t applicant, Mark mark) {
  g_autoptr(GError) error = NULL;
  record_act_as(record, actor);
  g_assert_cmpint(record_mark(record, stage, applicant, 0, mark), ==, -1);
  g_assert_true(store_submit(record->store, stage, applicant, &error));
  record_act_as(record, "secretariat");
}

/* What every user of a walk in n parts was given, a line each. */
static char *walk(Record *record, const Cycle *cycle, unsigned n) {
  g_autoptr(GError) error = NULL;
  StorePanels panels = {.store = record->store, .cycle = cycle, .stage = -1};
  PanelSource source = store_panel_source(&panels);
  GString *texts[MOST];
  GString *all = g_string_new(NULL);
  for (unsigned i = 0; i < n; i++) texts[i] = g_string_new(NULL);
  g_assert_true(source.run_parts(source.data, note_panel, (void *const *)texts, n, &error));
  g_assert_no_error(error);
  for (unsigned i = 0; i < n; i++) {
    g_string_append_printf(all, "%s\n", texts[i]->str);
    g_string_free(texts[i], TRUE);
  }
  return g_string_free(all, FALSE);
}

static void fill(Record *record) {
  record_new(record, false);
  record_import(record, 60);
  give(record, "E1", REVIEW, A1, 8000);
  give(record, "E1", DEFENCE, A1, 4000);
  give(record, "T1", REVIEW, T1, 5000);
}

static void test_divided(void) {
  static const char *const expected[] = {
      "0:0[0=8000 2=6000 ]0:1[2=6000 ]0:2[2=6000 ]0:3[5=5000 ]1:0[0=4000 ]\n",
      "0:0[0=8000 2=6000 ]0:1[2=6000 ]1:0[0=4000 ]\n0:2[2=6000 ]0:3[5=5000 ]\n",
      "0:0[0=8000 2=6000 ]1:0[0=4000 ]\n0:1[2=6000 ]\n0:2[2=6000 ]0:3[5=5000 ]\n",
      "0:0[0=8000 2=6000 ]1:0[0=4000 ]\n0:1[2=6000 ]\n0:2[2=6000 ]\n0:3[5=5000 ]\n",
      "\n0:0[0=8000 2=6000 ]1:0[0=4000 ]\n0:1[2=6000 ]\n0:2[2=6000 ]\n0:3[5=5000 ]\n",
  };
  g_auto(Record) record;
  fill(&record);
  g_autoptr(GError) error = NULL;
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  for (unsigned n = 1; n <= MOST; n++) {
    g_autofree char *got = walk(&record, cycle, n);
    g_assert_cmpstr(got, ==, expected[n - 1]);
  }
}

enum { CROWD = 60 };

static void fill_crowd(Record *record) {
  g_autoptr(GError) error = NULL;
  Bulk bulk;
  uint32_t e1;
  record_new(record, true);
  g_assert_true(store_begin(record->store, &error) && bulk_begin(record->store, &bulk, &error));
  for (size_t i = 0; i < CROWD; i++) {
    g_autofree char *id = g_strdup_printf("C%02zu", i);
    const Applicant applicant = {.id = id, .name = "", .class_id = "org"};
    g_assert_true(bulk_applicant(&bulk, &applicant, NULL, &error));
  }
  g_assert_true(bulk_assessor(&bulk, &(Assessor){.id = "E1", .role = ROLE_ASSESSOR}, &e1, &error));
  for (uint32_t i = 0; i < CROWD; i++) {
    const Mark marks[2] = {(Mark)(100 * i), (Mark)(100 * i)};
    g_assert_true(i % 5 == 4 || bulk_scorebook(&bulk, REVIEW, i, e1, marks, 2, &error));
  }
  g_assert_true(bulk_end(&bulk, "scores", "scores.csv", &error) && store_commit(record->store, &error));
  g_assert_no_error(error);
}

/* Of a crowd only the wanted come, each to the user it comes to when all do, near one another or far apart. */
static void test_wanted(void) {
  static const uint64_t wishes[] = {0,
                                    1,
                                    UINT64_C(1) << 59,
                                    0x0FF00000F0F00301,
                                    0x0555555555555555,
                                    0x0FFFFFFFFFFFFFFF,
                                    0x0010000000000000,
                                    0x0800400200100001};
  g_auto(Record) record;
  fill_crowd(&record);
  g_autoptr(GError) error = NULL;
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  StorePanels panels = {.store = record.store, .cycle = cycle, .stage = -1};
  PanelSource source = store_panel_source(&panels);
  for (size_t w = 0; w < G_N_ELEMENTS(wishes); w++)
    for (unsigned n = 1; n <= 3; n++) {
      bool wanted[3 * CROWD] = {false};
      g_autoptr(GString) expected = g_string_new(NULL);
      g_autoptr(GString) got = g_string_new(NULL);
      GString *texts[3] = {g_string_new(NULL), g_string_new(NULL), g_string_new(NULL)};
      for (uint32_t i = 0; i < CROWD; i++) {
        wanted[REVIEW * CROWD + i] = wishes[w] >> i & 1;
        if (wanted[i] && i % 5 != 4) g_string_append_printf(expected, "0:%u[0=%u ]", i, 100 * i);
      }
      g_assert_true(source.run_some(source.data, wanted, note_panel, (void *const *)texts, n, &error));
      for (unsigned i = 0; i < 3; i++) {
        g_string_append(got, texts[i]->str);
        g_string_free(texts[i], TRUE);
      }
      g_assert_cmpstr(got->str, ==, expected->str);
    }
}

static void note_share(double share, void *data) { g_array_append_val((GArray *)data, share); }

/* The calling thread tells how far all is: through every stage of every part, where it works through all of them. */
static void test_told(void) {
  g_auto(Record) record;
  fill_crowd(&record);
  g_autoptr(GError) error = NULL;
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  for (unsigned n = 1; n <= MOST; n++) {
    g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(double));
    store_set_tell(record.store, note_share, shares);
    g_setenv("ACCOLADE_THREADS", "1", TRUE);
    g_free(walk(&record, cycle, n));
    g_unsetenv("ACCOLADE_THREADS");
    store_set_tell(record.store, NULL, NULL);
    g_assert_cmpuint(shares->len, ==, n + 1);
    for (unsigned i = 0; i <= n; i++)
      g_assert_cmpfloat_with_epsilon(g_array_index(shares, double, i), (double)i / n, 0.01);
  }
}

/* Somebody submits a scorebook between the beginning of a view and the walk: the view does not have it, in no part. */
static void test_one_view(void) {
  g_auto(Record) record;
  fill(&record);
  g_autoptr(GError) error = NULL;
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_autofree char *before = walk(&record, cycle, 3);
  g_autoptr(Store) other = record_open(&record, "E2");
  g_assert_true(store_begin_read(record.store, &error));
  g_assert_cmpstr(before, !=, "");
  g_autofree char *first = walk(&record, cycle, 3);
  g_assert_true(store_record_mark(other, REVIEW, A2, 0, 9000, NULL, -1, &error));
  g_assert_true(store_submit(other, REVIEW, A2, &error));
  g_assert_no_error(error);
  g_autofree char *later = walk(&record, cycle, 3);
  store_end_read(record.store, true);
  g_autofree char *after = walk(&record, cycle, 3);
  g_assert_cmpstr(first, ==, before);
  g_assert_cmpstr(later, ==, before);
  g_assert_nonnull(strstr(after, "0:1[1=9000 2=6000 ]"));
}

/* Inside a change that nobody else can see yet, the parts see it all the same. */
static void test_own_change(void) {
  g_auto(Record) record;
  fill(&record);
  g_autoptr(GError) error = NULL;
  g_autoptr(Cycle) cycle = store_cycle(record.store, &error);
  g_assert_true(store_begin(record.store, &error));
  g_assert_cmpint(
      sqlite3_exec(record.store->db, "UPDATE scorebook SET marks = x'64006400' WHERE id & 15 = 2", NULL, NULL, NULL),
      ==, SQLITE_OK);
  g_autofree char *got = walk(&record, cycle, 4);
  store_rollback(record.store);
  g_assert_cmpstr(got, ==, "0:0[0=8000 2=100 ]1:0[0=4000 ]\n0:1[2=100 ]\n0:2[2=100 ]\n0:3[5=5000 ]\n");
}

static bool fail_in(Store *reader, const Part *part, void *data, GError **error) {
  const unsigned *parts = data;
  if (!(*parts >> part->index & 1)) return true;
  return store_refuse(error, STORE_ERROR_INPUT, "part %u of %s", part->index, reader->path);
}

/* Of several failures the first part's is told. */
static void test_failures(void) {
  g_auto(Record) record;
  fill(&record);
  for (unsigned parts = 0; parts < 8; parts++) {
    g_autoptr(GError) error = NULL;
    g_assert_true(store_begin_read(record.store, NULL));
    g_assert_true(parts_run(record.store, 3, 3, fail_in, &parts, &error) == (parts == 0));
    store_end_read(record.store, true);
    if (parts == 0) continue;
    g_autofree char *expected = g_strdup_printf("part %d of %s", __builtin_ctz(parts), record.path);
    g_assert_cmpstr(error->message, ==, expected);
  }
}

typedef struct Visited {
  const Store *store; /* which the first part must be given */
  GThread *thread;    /* on which */
  uint64_t failing;
  uint32_t next[PARTS_MOST]; /* behind each part's last applicant; 0: it was not worked on */
} Visited;

static bool note_part(Store *reader, const Part *part, void *data, GError **error) {
  Visited *noted = data;
  g_assert_cmpuint(noted->next[part->index], ==, 0);
  noted->next[part->index] = part->end;
  if (part->index == 0) g_assert_true(reader == noted->store && g_thread_self() == noted->thread);
  return !(noted->failing >> part->index & 1) || store_refuse(error, STORE_ERROR_INPUT, "part %u", part->index);
}

/* Many parts for few threads: each is worked on once, the first by who asks, and no part before one that failed is left out. */
static void test_more_parts_than_threads(void) {
  static const uint64_t failing[] = {0, 1, UINT64_C(1) << 63, 0xFF00, 0x8040201008040200};
  g_auto(Record) record;
  fill(&record);
  g_setenv("ACCOLADE_THREADS", "3", TRUE);
  for (size_t i = 0; i < G_N_ELEMENTS(failing); i++) {
    g_autoptr(GError) error = NULL;
    Visited noted = {.store = record.store, .thread = g_thread_self(), .failing = failing[i]};
    unsigned good = failing[i] ? (unsigned)__builtin_ctzll(failing[i]) + 1 : PARTS_MOST;
    g_assert_true(store_begin_read(record.store, NULL));
    g_assert_true(parts_run(record.store, 640, PARTS_MOST, note_part, &noted, &error) == !failing[i]);
    store_end_read(record.store, true);
    for (unsigned part = 0; part < good; part++)
      g_assert_cmpuint(noted.next[part], ==, part + 1 < PARTS_MOST ? 10 * (part + 1) : ROW_MASK + 1);
    g_autofree char *expected = g_strdup_printf("part %u", good - 1);
    if (failing[i]) g_assert_cmpstr(error->message, ==, expected);
  }
  g_unsetenv("ACCOLADE_THREADS");
}

enum { PIECES = 40 };

static void do_piece(size_t piece, void *data) { ++((unsigned *)data)[piece]; }

/* Every piece is done once, by however many. */
static void test_shared_work(void) {
  for (unsigned threads = 1; threads < 20; threads++)
    for (size_t n = 0; n <= PIECES; n += 13) {
      unsigned done[PIECES + 1] = {0};
      threads_share(threads, n, do_piece, done);
      for (size_t i = 0; i <= PIECES; i++) g_assert_cmpuint(done[i], ==, i < n);
    }
}

static void *ask_processors(void *data) {
  g_assert_cmpint(sched_getaffinity(0, sizeof(cpu_set_t), data), ==, 0);
  return NULL;
}

/* A new thread is moved to another processor once, and not bound to it. */
static void test_processors(void) {
  cpu_set_t ours, theirs;
  CPU_ZERO(&theirs);
  g_assert_cmpint(sched_getaffinity(0, sizeof ours, &ours), ==, 0);
  Thread *thread = threads_start(ask_processors, &theirs);
  g_assert_nonnull(thread);
  threads_join(thread);
  g_assert_true(CPU_EQUAL(&ours, &theirs));
}

static void test_how_many(void) {
  static const struct {
    const char *threads;
    uint32_t applicants;
    unsigned least, most;
  } cases[] = {{NULL, 10, 1, 1},
               {NULL, 100000, 1, THREADS_MOST},
               {"1", 100000, 1, 1},
               {"3", 100000, 3, 3},
               {"3", 2, 2, 2},
               {"3", 0, 1, 1},
               {"99", 100000, 1, THREADS_MOST},
               {"none", 100000, 1, THREADS_MOST}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    if (cases[i].threads)
      g_setenv("ACCOLADE_THREADS", cases[i].threads, TRUE);
    else
      g_unsetenv("ACCOLADE_THREADS");
    unsigned n = parts_for(cases[i].applicants);
    g_assert_cmpuint(n, >=, cases[i].least);
    g_assert_cmpuint(n, <=, cases[i].most);
  }
  g_unsetenv("ACCOLADE_THREADS");
}

/* As many as there are threads at least, so many more as there is work, and one where there is one thread. */
static void test_how_many_to_share(void) {
  static const struct {
    uint32_t applicants;
    unsigned threads, parts;
  } cases[] = {{0, 1, 1}, {1000000, 1, 1}, {1000, 2, 2}, {5000, 2, 9}, {5000, 12, 12}, {1000000, 2, PARTS_MOST}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpuint(parts_to_share(cases[i].applicants, cases[i].threads), ==, cases[i].parts);
}

/* Where much is done with each panel, fewer are shared out. */
static void test_heavy(void) {
  static const struct {
    size_t applicants;
    bool shared, shared_when_heavy;
  } cases[] = {{1, false, false}, {499, false, false}, {500, false, true}, {1999, false, true}, {2000, true, true}};
  g_auto(Record) record;
  g_autofree char *before = g_strdup(g_getenv("ACCOLADE_THREADS"));
  record_new(&record, true);
  g_unsetenv("ACCOLADE_THREADS");
  unsigned most = MIN(g_get_num_processors(), THREADS_MOST);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Cycle cycle = {.n_applicants = cases[i].applicants};
    StorePanels light = {.store = record.store, .cycle = &cycle, .stage = -1}, heavy = light;
    heavy.heavy = true;
    g_assert_cmpuint(store_panel_source(&light).parts, ==, cases[i].shared ? most : 1);
    g_assert_cmpuint(store_panel_source(&heavy).parts, ==, cases[i].shared_when_heavy ? most : 1);
    g_assert_cmpuint(store_panel_source(&heavy).shares, >=, store_panel_source(&heavy).parts);
  }
  if (before) g_setenv("ACCOLADE_THREADS", before, TRUE);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/parts/heavy", test_heavy);
  g_test_add_func("/parts/divided", test_divided);
  g_test_add_func("/parts/wanted", test_wanted);
  g_test_add_func("/parts/told", test_told);
  g_test_add_func("/parts/one-view", test_one_view);
  g_test_add_func("/parts/own-change", test_own_change);
  g_test_add_func("/parts/failures", test_failures);
  g_test_add_func("/parts/more-than-threads", test_more_parts_than_threads);
  g_test_add_func("/parts/how-many-to-share", test_how_many_to_share);
  g_test_add_func("/parts/how-many", test_how_many);
  g_test_add_func("/parts/shared-work", test_shared_work);
  g_test_add_func("/parts/processors", test_processors);
  return g_test_run();
}
