/* owing.c: one table of states for all who show them. */
#include "commands/owing.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <string.h>

static bool is_out(const Owed *owed) { return owed->out != OUT_NOT && owed->state != SCOREBOOK_SUBMITTED; }

bool owed_is_missed(const Owed *owed) {
  return owed->closed && !owed->recused && !owed->released && !is_out(owed) && owed->state != SCOREBOOK_SUBMITTED;
}

bool owed_is_off(const Owed *owed) { return owed->recused || owed->released || is_out(owed) || owed_is_missed(owed); }

typedef struct State {
  const char *key, *words;
} State;

static const State outs[OUT_COUNT] = {[OUT_VETO] = {"out", N_("vetoed")},
                                      [OUT_WITHDRAWN] = {"out", N_("withdrew")},
                                      [OUT_BEFORE] = {"out", N_("did not go on")}};

const char *out_key(Out out) {
  static const char *const keys[OUT_COUNT] = {"", "veto", "withdrawn", "not-passed"};
  return keys[out];
}

const char *out_words(Out out) { return _(outs[out].words); }

static const State *state_of(const Owed *owed) {
  static const State recused = {"recused", N_("recused")}, released = {"released", N_("released")},
                     submitted = {"submitted", N_("submitted")}, undeclared = {"undeclared", N_("to declare")},
                     draft = {"draft", N_("draft")}, returned = {"draft", N_("returned")},
                     not_begun = {"not-begun", N_("not begun")}, closed = {"closed", N_("stage closed")};
  if (owed->recused) return &recused;
  if (owed->released) return &released;
  if (is_out(owed)) return &outs[owed->out];
  if (owed->must_declare) return &undeclared;
  if (owed->state == SCOREBOOK_SUBMITTED) return &submitted;
  if (owed_is_missed(owed)) return &closed;
  if (owed->returned) return &returned;
  return owed->begun ? &draft : &not_begun;
}

const char *owed_state_key(const Owed *owed) { return state_of(owed)->key; }

const char *owed_state_words(const Owed *owed) { return _(state_of(owed)->words); }

/* Days as they are written sort as they follow each other. */
bool day_is_over(const char *day) {
  g_autoptr(GDateTime) now = g_date_time_new_now_local();
  g_autofree char *today = g_date_time_format(now, "%Y-%m-%d");
  return strcmp(day, today) < 0;
}

char *due_words(const Cycle *cycle, size_t stage, bool is_left) {
  const char *due = cycle_due(cycle, stage);
  if (!*due) return NULL;
  bool overdue = is_left && cycle->stage_states[stage] == STAGE_OPEN && day_is_over(due);
  return g_strdup_printf(overdue ? _("overdue (%s)") : _("due %s"), due);
}

bool owed_is_due(const Owed *owed) {
  return owed->must_declare || (owed->state != SCOREBOOK_SUBMITTED && !owed_is_off(owed));
}

char *owed_words(const Owed *owed) {
  if (owed->lead) return g_strdup_printf(_("%s, leads"), owed_state_words(owed));
  return owed->deputy ? g_strdup_printf(_("%s, deputy"), owed_state_words(owed)) : g_strdup(owed_state_words(owed));
}

int64_t count_marking(const Cycle *cycle) {
  int64_t n = 0;
  for (size_t i = 0; i < cycle->n_assessors; i++) n += role_marks(cycle->assessors[i].role);
  return n;
}

const char *owing_first_words(const Session *session) {
  if (store_role(session->store) != ROLE_SECRETARIAT) return _("Nothing is assigned yet.");
  if (session->cycle->n_applicants == 0) return _("Nobody applies yet: accolade import applicants FILE");
  return count_marking(session->cycle) == 0 ? _("There are no assessors yet: accolade import assessors FILE")
                                            : _("Nothing is assigned yet: accolade import assignments FILE");
}
