/* tui_private.h: what tui.c, tui_run.c, tui_draw.c and the input line share. */
#ifndef ACCOLADE_TUI_PRIVATE_H
#define ACCOLADE_TUI_PRIVATE_H

#include "tui/edit.h"
#include "tui/tui.h"

typedef struct OpenScreen {
  const Screen *screen;
  void *state;
} OpenScreen;

struct Tui {
  Session *session;
  Term *term;
  GPtrArray *stack; /* of OpenScreen; the top one is shown */
  bool done, mouse_on, demo;
  const Store *watched; /* whose file the terminal wakes for */
  bool by_others;       /* woken by a change, not by a key */
  int64_t seen;         /* the record's change counter as last loaded; -1: load again */
  int count;            /* digits typed before a key */
  char *message;
  bool message_is_error;
  char *output, *output_of; /* what the last command printed; which one that was */
  char *search;
  /* the line of input at the bottom; NULL when there is none */
  Edit *input;
  char *prompt;
  void (*asked)(Tui *tui, const char *text, void *data);
  void *asked_data;
  GPtrArray *history; /* of `:` lines, char * */
  guint history_at;
};

OpenScreen *tui_top(Tui *tui); /* NULL: none */
void tui_draw(Tui *tui);
/* The first screens of whoever sits here. */
bool tui_start(Tui *tui, GError **error);
/* Another file, or another person, from now on; the screens start anew. Nothing changes when it fails. */
bool tui_use(Tui *tui, const char *path, const char *actor, GError **error);
/* What a line does: the sentence of its verb, screen or command, in the reader's language; "" when unknown. */
const char *tui_sentence(const char *line);
void tui_input_key(Tui *tui, const Key *key);
/* The commands, verbs and screens whose line could continue `begin`: full lines (char *), caller's. */
GPtrArray *tui_complete(Tui *tui, const char *begin);

#endif
