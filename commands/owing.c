/* owing.c: one table of states for all who show them. */
#include "commands/owing.h"

#include <glib.h>
#include <glib/gi18n.h>

typedef struct State {
  const char *key, *words;
} State;

static const State *state_of(const Owed *owed) {
  static const State recused = {"recused", N_("recused")}, submitted = {"submitted", N_("submitted")},
                     undeclared = {"undeclared", N_("to declare")}, draft = {"draft", N_("draft")},
                     not_begun = {"not-begun", N_("not begun")};
  if (owed->recused) return &recused;
  if (owed->must_declare) return &undeclared;
  if (owed->state == SCOREBOOK_SUBMITTED) return &submitted;
  return owed->begun ? &draft : &not_begun;
}

const char *owed_state_key(const Owed *owed) { return state_of(owed)->key; }

const char *owed_state_words(const Owed *owed) { return _(state_of(owed)->words); }
