/* keys.c: the default bindings. */
#include "tui/keys.h"

#include <glib/gi18n.h>

/* clang-format off */
static const Binding bindings[] = {
    {"*", "?", "open help", N_("help")},
    {"*", "F1", "open help", NULL},
    {"*", ":", "line", N_("command")},
    {"*", "C-p", "open palette", N_("palette")},
    {"*", "/", "search", NULL},
    {"*", "n", "next-match", NULL},
    {"*", "N", "previous-match", NULL},
    {"*", "q", "back", N_("back")},
    {"*", "Esc", "back", NULL},
    {"*", "Q", "quit", NULL},
    {"*", "C-l", "redraw", NULL},
    {"*", "F2", "language", N_("中/EN")},
    {"*", "F3", "mouse", NULL},
    {"*", "u", "undo", NULL},
    {"*", "C-r", "redo", NULL},
    {"*", "j", "down {count}", NULL},
    {"*", "Down", "down {count}", NULL},
    {"*", "k", "up {count}", NULL},
    {"*", "Up", "up {count}", NULL},
    {"*", "PgDn", "page-down", NULL},
    {"*", "C-f", "page-down", NULL},
    {"*", "PgUp", "page-up", NULL},
    {"*", "C-b", "page-up", NULL},
    {"*", "g", "first", NULL},
    {"*", "Home", "first", NULL},
    {"*", "G", "last", NULL},
    {"*", "End", "last", NULL},
    {"*", "1", "open queue", NULL},

    {"ranking", "m", "open matrix {applicant}", N_("matrix")},
    {"queue", "m", "open matrix {applicant} {stage}", N_("matrix")},
    {"matrix", "s", "sort", N_("sort")},
    {"matrix", "t", "only-talk", N_("talk")},
    {"matrix", "Left", "assessors-left", NULL},
    {"matrix", "Right", "assessors-right", NULL},
    {"matrix", "h", "assessors-left", NULL},
    {"matrix", "l", "assessors-right", NULL},
};
/* clang-format on */

size_t binding_count(void) { return G_N_ELEMENTS(bindings); }

const Binding *binding_at(size_t i) { return &bindings[i]; }

static const Binding *find(const char *screen, const char *key) {
  for (size_t i = 0; i < G_N_ELEMENTS(bindings); i++)
    if (g_str_equal(bindings[i].screen, screen) && g_str_equal(bindings[i].key, key)) return &bindings[i];
  return NULL;
}

const Binding *binding_for(const char *screen, const char *key) {
  const Binding *own = find(screen, key);
  return own ? own : find("*", key);
}
