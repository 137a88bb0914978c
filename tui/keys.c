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
    {"*", "Esc", "escape", NULL},
    {"*", "Q", "quit", NULL},
    {"*", "C-l", "redraw", NULL},
    {"*", "F2", "language", N_("中/EN")},
    {"*", "F3", "mouse", NULL},
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
    {"*", "F5", "open queue", NULL},
    {"*", "F6", "open ranking", NULL},
    {"*", "F8", "open journal", NULL},

    {"welcome", "Enter", "enter", N_("choose")},
    {"help", "Enter", "enter", N_("run")},
    {"journal", "f", "line filter", N_("filter")},
    {"ranking", "Enter", "open report scoresheet {applicant}", N_("explain")},
    {"ranking", "m", "open matrix {applicant}", N_("matrix")},
    {"queue", "m", "open matrix {applicant} {stage}", N_("matrix")},
    {"matrix", "s", "sort", N_("sort")},
    {"matrix", "t", "only-talk", N_("talk")},
    {"matrix", "Left", "assessors-left", NULL},
    {"matrix", "Right", "assessors-right", NULL},
    {"matrix", "h", "assessors-left", NULL},
    {"matrix", "l", "assessors-right", NULL},
    {"matrix", "Enter", "open consensus {applicant} {stage} {item}", N_("consensus")},
    {"consensus", "Enter", "agree {applicant} {cell} {suggestion} --stage {stage} --instead-of blank", N_("agree")},
    {"consensus", "a", "agree-on", N_("mark")},
    {"consensus", "w", "withdraw", N_("withdraw")},
    {"consensus", "Tab", "next-item", N_("next")},
    {"consensus", "BackTab", "previous-item", NULL},
    {"consensus", "]", "next-item", NULL},
    {"consensus", "[", "previous-item", NULL},
    {"consensus", "o", "next-open", N_("open ones")},
    {"consensus", "x", "pick", N_("take over")},
    {"consensus", "e", "reword", N_("reword")},
    {"consensus", "t", "only-talk", N_("talk")},
    {"consensus", "m", "open matrix {applicant} {stage} {item}", NULL},
    {"flags", "Enter", "open matrix {applicant} {stage} {item}", N_("place")},
    {"flags", "r", "settle", N_("resolve")},
    {"flags", "s", "severity", N_("severity")},
    {"flags", "v", "which", N_("open/resolved")},
    {"*", "!", "open flags", NULL},
    {"scorebook", "0", "tenth 0", NULL},
    {"scorebook", "1", "tenth 1", NULL},
    {"scorebook", "2", "tenth 2", NULL},
    {"scorebook", "3", "tenth 3", NULL},
    {"scorebook", "4", "tenth 4", NULL},
    {"scorebook", "5", "tenth 5", NULL},
    {"scorebook", "6", "tenth 6", NULL},
    {"scorebook", "7", "tenth 7", N_("mark")},
    {"scorebook", "8", "tenth 8", NULL},
    {"scorebook", "9", "tenth 9", NULL},
    {"scorebook", "f", "tenth 10", NULL},
    {"scorebook", "Right", "step up", NULL},
    {"scorebook", "Left", "step down", NULL},
    {"scorebook", "+", "step up", NULL},
    {"scorebook", "-", "step down", NULL},
    {"scorebook", "=", "type", NULL},
    {"scorebook", "b", "band", N_("band")},
    {"scorebook", "Tab", "next-blank", N_("next")},
    {"scorebook", "J", "next-blank", NULL},
    {"scorebook", "BackTab", "previous-blank", NULL},
    {"scorebook", "K", "previous-blank", NULL},
    {"scorebook", "Enter", "open comment {applicant} {stage} {node} strength", N_("strength")},
    {"scorebook", "c", "open comment {applicant} {stage} {node} strength", NULL},
    {"scorebook", "o", "open comment {applicant} {stage} {node} ofi", N_("improve")},
    {"scorebook", "u", "take-back", N_("undo")},
    {"scorebook", "C-r", "make-again", NULL},
    {"scorebook", "s", "hand-in", N_("submit")},
    {"scorebook", ".", "mark blank", N_("blank")},
    {"scorebook", "a", "mark abstained", N_("abstain")},
    {"scorebook", "A", "abstain", NULL},
    {"scorebook", "x", "does-not-apply", N_("n/a")},
    {"scorebook", "i", "guide", NULL},
    {"scorebook", "]", "guide down", NULL},
    {"scorebook", "[", "guide up", NULL},
    {"comment", "C-s", "save", N_("save")},
    {"comment", "F10", "save", NULL},
    {"comment", "Tab", "kind", N_("strength or OFI")},
    {"comment", "PgUp", "previous-comment", N_("before")},
    {"comment", "PgDn", "next-comment", N_("next")},
    {"comment", "F4", "evidence", N_("evidence")},
    {"comment", "F9", "attach", NULL},
    {"comment", "C-o", "editor", N_("$EDITOR")},
    {"comment", "C-x", "remove", N_("take back")},
    {"comment", "Esc", "back", N_("back")},
    {"queue", "Enter", "open scorebook {applicant} {stage} {assessor}", N_("scorebook")},
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
