/* plain_queue.c: what is still to do, numbered, and opening one of it. */
#include "commands/owing.h"
#include "tui/plain_private.h"

#include <glib/gi18n.h>
#include <string.h>

bool plain_has_award(Plain *plain) {
  GError *error = NULL;
  if (session_open(plain->tui.session, &error)) return true;
  plain_fail(plain, error);
  return false;
}

/* The stage where there are several, the assessor where it is another. */
static void say_owed(const Plain *plain, guint i) {
  const Session *session = plain->tui.session;
  const Owed *owed = &g_array_index(plain->owed, Owed, i);
  const Applicant *applicant = &session->cycle->applicants[owed->applicant];
  const char *whose = session->cycle->assessors[owed->assessor].id;
  g_autoptr(GString) who = g_string_new(applicant->name);
  if (session_has_stages(session))
    g_string_printf(who, _("%s, %s"), applicant->name, session_stage(session, owed->stage));
  if (!g_str_equal(whose, session->actor)) g_string_append_printf(who, _(", assessor %s"), whose);
  g_autofree char *words = owed_words(owed);
  fprintf(session->out, _("%u. %s %s: %u of %u marked, %s"), i + 1, applicant->id, who->str, owed->marked, owed->cells,
          words);
  fputc('\n', session->out);
}

static void say_due(const Session *session, size_t stage, bool is_left) {
  g_autofree char *due = due_words(session->cycle, stage, is_left);
  if (due) {
    fprintf(session->out, _("%s: %s"), session_stage(session, stage), due);
    fputc('\n', session->out);
  }
}

/* Who oversees hears what is late, all only when asked for. */
static bool read_queue(Plain *plain, bool all) {
  GError *error = NULL;
  OwedCounts counts;
  if (!plain_has_award(plain)) return false;
  Session *session = plain->tui.session;
  GArray *owed = all ? store_owed(session->store, session->cycle, &error)
                     : store_late(session->store, session->cycle, &counts, &error);
  if (!owed) {
    plain_fail(plain, error);
    return false;
  }
  g_clear_pointer(&plain->owed, g_array_unref);
  plain->owed = owed;
  if (all) return true;
  fprintf(session->out, _("%lld of %lld scorebooks submitted, %lld begun."), (long long)counts.submitted,
          (long long)counts.assigned, (long long)counts.drafts);
  fputc('\n', session->out);
  for (size_t i = 0; i < session->rules->n_stages; i++) say_due(session, i, counts.submitted < counts.assigned);
  return true;
}

/* How many there are: whom nobody is to mark. */
static guint say_unassigned(const Session *session) {
  g_autoptr(GArray) unassigned = store_unassigned(session->store, session->cycle, NULL);
  for (guint i = 0; unassigned && i < unassigned->len; i++) {
    const Applicant *applicant = &session->cycle->applicants[g_array_index(unassigned, PanelProgress, i).applicant];
    fprintf(session->out, _("%s %s: nobody is assigned"), applicant->id, applicant->name);
    fputc('\n', session->out);
  }
  return unassigned ? unassigned->len : 0;
}

void plain_queue(Plain *plain, const char *rest) {
  if (!read_queue(plain, g_str_equal(rest, "all"))) return;
  for (guint i = 0; i < plain->owed->len; i++) say_owed(plain, i);
  if (say_unassigned(plain->tui.session) + plain->owed->len == 0)
    fprintf(plain->tui.session->out, "%s\n", _("Nothing is owed."));
}

/* "3" of the queue as last listed, or "A01 review E01". */
void plain_open_row(Plain *plain, const char *rest) {
  Session *session = plain->tui.session;
  if (!plain_has_award(plain)) return;
  char *end;
  guint64 number = g_ascii_strtoull(rest, &end, 10);
  if (number == 0 || *end) {
    plain_open(plain, rest);
    return;
  }
  if (!plain->owed && !read_queue(plain, false)) return;
  if (number > plain->owed->len) {
    plain_fail(plain, g_error_new(COMMAND_ERROR, COMMAND_ERROR_INPUT,
                                  _("the queue has %u rows; say queue to hear them"), plain->owed->len));
    return;
  }
  const Owed *owed = &g_array_index(plain->owed, Owed, number - 1);
  g_autofree char *argument =
      g_strdup_printf("%s %s %s", session->cycle->applicants[owed->applicant].id,
                      session->rules->stages[owed->stage].id, session->cycle->assessors[owed->assessor].id);
  plain_open(plain, argument);
}

/* The open scorebook; else a firm's own, or the first that is still owed. */
bool plain_has_book(Plain *plain) {
  if (plain->desk) return true;
  if (!read_queue(plain, false)) return false;
  if (store_role(plain->tui.session->store) == ROLE_APPLICANT) return plain_open(plain, "");
  for (guint i = 0; i < plain->owed->len; i++) {
    if (!owed_is_due(&g_array_index(plain->owed, Owed, i))) continue;
    g_autofree char *number = g_strdup_printf("%u", i + 1);
    plain_open_row(plain, number);
    return plain->desk != NULL;
  }
  plain_fail(plain, g_error_new(COMMAND_ERROR, COMMAND_ERROR_INPUT,
                                _("no scorebook is open and none is owed; say queue, then open NUMBER")));
  return false;
}
