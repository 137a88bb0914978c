/* screen_scorebook_factor.c: noting a key factor of the applicant from its scorebook. */
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>

static void noted(Tui *tui, const char *text, void *data) {
  const Desk *desk = data;
  if (!*text) return;
  g_autofree char *applicant = g_shell_quote(desk->session->cycle->applicants[desk->applicant].id);
  g_autofree char *stage = g_shell_quote(desk->which->id), *words = g_shell_quote(text);
  g_autofree char *line = g_strdup_printf("factor --stage %s -- %s %s", stage, applicant, words);
  tui_run(tui, line);
}

bool desk_ask_factor(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Desk *desk = state;
  if (desk->locked)
    tui_say(tui, true, desk->locked);
  else
    tui_ask(tui, _("a key factor of this applicant: "), rest, noted, desk);
  return true;
}
