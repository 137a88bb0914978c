/* mark DB ASSESSOR N: one mark changed as an assessor at the scorebook changes it, with every check and its event in the
 * journal, durable; N times. The median and the 99th of a hundred in microseconds.
 *
 * Needs a database in which that assessor has scorebooks that are not submitted; bench.py makes one. */
#include "bench/latency.h"
#include "commands/session.h"

#include <time.h>

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static bool mark(Session *session, const GArray *owed, unsigned luck, GError **error) {
  const Owed *book = &g_array_index(owed, Owed, luck % owed->len);
  const Mark mark = (Mark)(luck / 97 % 21 * 500);
  return store_record_mark(session->store, book->stage, book->applicant, luck % book->cells, mark, NULL, -1, error);
}

static bool run(Session *session, double *took, int n, GError **error) {
  if (!session_open(session, error)) return false;
  g_autoptr(GArray) owed = store_owed(session->store, session->cycle, error);
  if (!owed) return false;
  for (guint i = owed->len; i-- > 0;)
    if (g_array_index(owed, Owed, i).state == SCOREBOOK_SUBMITTED) g_array_remove_index(owed, i);
  srand(1);
  for (int i = 0; i < n; i++) {
    unsigned luck = (unsigned)rand();
    double before = seconds();
    if (!mark(session, owed, luck, error)) return false;
    took[i] = seconds() - before;
  }
  return true;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  g_autoptr(Session) session = session_new();
  g_autoptr(GError) error = NULL;
  g_free(session->db_path);
  g_free(session->actor);
  session->db_path = g_strdup(argv[1]);
  session->actor = g_strdup(argv[2]);
  int n = atoi(argv[3]);
  g_autofree double *took = g_new0(double, n + 1);
  if (!run(session, took, n, &error)) {
    fprintf(stderr, "mark: %s\n", error->message);
    return 1;
  }
  print_latency(took, n);
  return 0;
}
