/* tui_private.h: what the files of the loop share: tui.c, tui_run.c, tui_draw.c, tui_input.c ... */
#ifndef ACCOLADE_TUI_PRIVATE_H
#define ACCOLADE_TUI_PRIVATE_H

#include "tui/edit.h"
#include "tui/list.h"
#include "tui/tui.h"

typedef struct OpenScreen {
  const Screen *screen;
  void *state;
} OpenScreen;

typedef struct Choosing {
  List list;
  char *title, **labels;
  void (*done)(Tui *tui, size_t chosen, void *data);
  void *data;
} Choosing;

struct Tui {
  Session *session;
  Term *term;
  GPtrArray *stack; /* of OpenScreen; the top one is shown */
  bool done, mouse_on, demo;
  const Store *watched; /* whose file the terminal wakes for */
  bool by_others;       /* woken by a change, not by a key */
  int64_t seen;         /* the record's change counter as last loaded; -1: load again */
  int count;            /* digits typed before a key */
  unsigned keys;        /* pressed so far */
  char *message;
  bool message_is_error;
  char *output, *output_of; /* what the last command printed; which one that was */
  char *search;
  SharedRanking *ranking; /* as last asked for, at this state of the record; NULL: not yet */
  int64_t ranking_at;
  /* the line of input at the bottom; NULL when there is none */
  Edit *input;
  char *prompt;
  void (*asked)(Tui *tui, const char *text, void *data);
  void *asked_data;
  Choosing *choice;   /* what is chosen from; NULL: nothing */
  GPtrArray *history; /* of `:` lines, char * */
  guint history_at;
};

extern const Verb tui_verbs[]; /* of every screen */
OpenScreen *tui_top(Tui *tui); /* NULL: none */
GPtrArray *tui_screens_new(void);
/* A binding's line: a command that needs words is put into the `:` line, anything else is run. */
void tui_begin(Tui *tui, const char *line);
void tui_draw(Tui *tui);
bool tui_message_fits(const char *text, int cols); /* is none of it cut off? */
/* The first screens of whoever sits here. */
bool tui_start(Tui *tui, GError **error);
/* The award at path, open as actor sees it, said in the session's language; NULL when it cannot be. The caller's. */
Session *tui_seat(const Session *session, const char *path, const char *actor, GError **error);
/* Puts other in the session's place, and the session in other's. */
void tui_change_seats(Tui *tui, Session *other);
/* Another file, or another person, from now on; the screens start anew. Nothing changes when it fails. */
bool tui_use(Tui *tui, const char *path, const char *actor, GError **error);
/* The words of a line, as a shell would have them, the caller's; false with the remedy where a quote is left open. */
bool tui_words(const char *line, int *ret_n, char ***ret_words, GError **error);
/* Whether that line opens a screen, if it opens one, that whoever sits here may see. */
bool tui_may(const Tui *tui, const char *line);
/* What a line does on that screen: the sentence of its verb, screen or command, in the reader's language; "" when unknown. */
const char *tui_sentence(const char *screen, const char *line);
void tui_input_key(Tui *tui, const Key *key);
/* On that row, with the prompt on the one above when it is long, and an empty one below: input methods open their window there. */
void tui_input_draw(Tui *tui, int row, int cols);
int tui_input_rows(const Tui *tui, int cols); /* with the prompt */
void tui_choice_key(Tui *tui, const Key *key);
void tui_choice_draw(Tui *tui, Area area); /* the lowest rows of the area */
void tui_choice_end(Tui *tui);
/* Every line that does something here: verbs, commands and screens for this role (char *), the caller's. */
GPtrArray *tui_lines(Tui *tui);
/* What a line that begins so could become (char *), the caller's: names, then words of the kind the usage says. */
GPtrArray *tui_complete(Tui *tui, const char *begin);

#endif
