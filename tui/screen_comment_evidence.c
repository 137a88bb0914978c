/* screen_comment_evidence.c: where the comment in the editor has its evidence: a place, a file; and which key factors
 * it rests on. */
#include "tui/screen_comment.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* What is in the record is saved with it at once; what is new, when its words are. */
static void evident(Tui *tui, Pen *pen) {
  pen_keep_draft(pen);
  if (pen->number) pen_save(tui, pen);
}

static void placed(Tui *tui, const char *text, void *data) {
  Pen *pen = data;
  pen_set(&pen->place, text);
  evident(tui, pen);
}

bool pen_ask_evidence(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Pen *pen = state;
  if (pen->desk.locked)
    tui_say(tui, true, pen->desk.locked);
  else
    tui_ask(tui, _("where is its evidence (report, page, document)? "), pen->place, placed, pen);
  return true;
}

/* One that cannot be read is asked for again where it was typed, not when the words are saved. */
static void attached(Tui *tui, const char *text, void *data) {
  Pen *pen = data;
  if (*text && (g_access(text, R_OK) != 0 || g_file_test(text, G_FILE_TEST_IS_DIR))) {
    tui_ask(tui, _("this file cannot be read; which one? "), text, attached, pen);
    return;
  }
  pen_set(&pen->file, text);
  evident(tui, pen);
}

bool pen_ask_file(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Pen *pen = state;
  if (pen->desk.locked)
    tui_say(tui, true, pen->desk.locked);
  else
    tui_ask(tui, _("which file is evidence? its name and hash are kept: "), rest, attached, pen);
  return true;
}

static void cited(Tui *tui, const char *text, void *data) {
  Pen *pen = data;
  pen_set(&pen->factors, text);
  evident(tui, pen);
}

bool pen_ask_factors(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Pen *pen = state;
  g_autofree char *prompt =
      g_strdup_printf(_("on which of the %u key factors does it rest (numbers)? "), pen->desk.factors->len);
  if (pen->desk.locked)
    tui_say(tui, true, pen->desk.locked);
  else if (pen->desk.factors->len == 0)
    tui_say(tui, true, _("no key factor of this applicant is noted yet; F in the scorebook notes one"));
  else
    tui_ask(tui, prompt, pen->factors, cited, pen);
  return true;
}
