/* times.c: the machine's time zone is asked once. */
#include "reports/times.h"

#include <glib/gi18n.h>
#include <stdbool.h>

/* In winter and in summer. Rows are filled on several threads. */
static bool is_utc(void) {
  enum { UTC = 1, OTHER };
  static gsize known;
  if (g_once_init_enter(&known)) {
    gsize found = UTC;
    for (int month = 1; month <= 7; month += 6) {
      g_autoptr(GDateTime) day = g_date_time_new_local(2026, month, 1, 12, 0, 0);
      if (!day || g_date_time_get_utc_offset(day) != 0) found = OTHER;
    }
    g_once_init_leave(&known, found);
  }
  return known == UTC;
}

const char *time_title(void) { return is_utc() ? N_("Time (UTC)") : N_("Local time"); }

static GDateTime *local_of(const char *at) {
  g_autoptr(GDateTime) utc = g_date_time_new_from_iso8601(at, NULL);
  return utc ? g_date_time_to_local(utc) : NULL;
}

char *time_here(const char *at) {
  g_autoptr(GDateTime) local = local_of(at);
  return local ? g_date_time_format(local, "%Y-%m-%d %H:%M:%S") : g_strdup(at);
}

char *time_on_paper(const char *at) {
  g_autoptr(GDateTime) local = is_utc() ? NULL : local_of(at);
  return local ? g_date_time_format(local, "%Y-%m-%d %H:%M:%S %:z") : g_strdup(at);
}
