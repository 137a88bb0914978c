/* progress.c: one line on the terminal while long work goes on, written over itself and taken away at the end.
 *
 * Work may have several steps, each of which counts from 0 to 1; a share that falls back begins a step. */
#include "commands/progress.h"

#include <glib/gi18n.h>
#include <unistd.h>

enum { PATIENCE = G_USEC_PER_SEC / 2, BETWEEN = G_USEC_PER_SEC / 5 };

struct Progress {
  Session *session;
  int64_t begun, told; /* of the step; the line was written last: microseconds */
  double share;
  bool shown;
};

static void put_line(Progress *progress, int64_t now, const char *words) {
  fprintf(progress->session->err, "\r\033[K%s", words);
  fflush(progress->session->err);
  progress->told = now;
  progress->shown = true;
}

static void put_share(Progress *progress, int64_t now) {
  double spent = (double)(now - progress->begun) / G_USEC_PER_SEC, left = spent / progress->share - spent;
  g_autofree char *words =
      g_strdup_printf(_("%d %% done, about %d s to go"), (int)(100 * progress->share), (int)left + 1);
  put_line(progress, now, words);
}

/* Nothing is heard while the disk writes, so it is said before, of work that has been long already. */
static void put_writes(Progress *progress, int64_t now) {
  if (progress->told > 0 || now - progress->begun > PATIENCE) put_line(progress, now, _("writing to disk"));
}

static void take_away(Progress *progress) {
  if (progress->shown) fprintf(progress->session->err, "\r\033[K");
  fflush(progress->session->err);
  progress->shown = false;
}

void progress_tell(double share, void *data) {
  Progress *progress = data;
  int64_t now = g_get_monotonic_time();
  if (share < 0) {
    put_writes(progress, now);
    return;
  }
  if (share >= 1) take_away(progress);
  if (share < progress->share) progress->begun = now;
  progress->share = share;
  int64_t patience = progress->told > 0 ? BETWEEN : PATIENCE;
  if (now - MAX(progress->begun, progress->told) > patience && share > 0 && share < 1) put_share(progress, now);
}

Progress *progress_begin(Session *session) {
  int terminal = session->err ? fileno(session->err) : -1;
  if (!session->store || terminal < 0 || !isatty(terminal)) return NULL;
  Progress *progress = g_new0(Progress, 1);
  progress->session = session;
  progress->begun = g_get_monotonic_time();
  store_set_tell(session->store, progress_tell, progress);
  return session->progress = progress;
}

void progress_end(Progress *progress) {
  if (!progress) return;
  if (progress->session->store) store_set_tell(progress->session->store, NULL, NULL);
  progress->session->progress = NULL;
  take_away(progress);
  g_free(progress);
}
