/* screen.h: a screen is a const table: how it opens, loads, draws, and the verbs it has of its own.
 *
 * A screen never changes the record itself: its keys are command lines (keys.h), run by tui_run() like what is typed at
 * `:`. After each command the loop calls `load` when the record has changed, then draws everything; ncurses is the differ.
 * State is zeroed memory of state_size that the tui owns. */
#ifndef ACCOLADE_SCREEN_H
#define ACCOLADE_SCREEN_H

#include "commands/command.h"
#include "tui/term.h"

typedef struct Tui Tui;
struct List;

typedef struct Verb {
  const char *name;                                                     /* "sort-by-spread" */
  const char *sentence;                                                 /* N_(): for help and palette */
  bool (*run)(Tui *tui, void *state, const char *rest, GError **error); /* rest: what follows the name, "" */
} Verb;

typedef struct Screen {
  const char *name;     /* "queue" */
  const char *title;    /* N_() */
  const char *sentence; /* N_() */
  unsigned roles;       /* who may open it */
  bool needs_database;
  bool types; /* characters are text here, so that the keys of all screens are not to be had */
  size_t state_size;
  bool (*open)(Tui *tui, void *state, const char *argument, GError **error); /* may be NULL */
  bool (*load)(Tui *tui, void *state, GError **error);                       /* reads the record; may be NULL */
  void (*draw)(Tui *tui, void *state, Area area);                            /* and places the cursor */
  bool (*key)(Tui *tui, void *state, const Key *key); /* takes a key before the bindings (editors); may be NULL */
  /* The word a binding's {name} stands for here: {applicant} {item} {stage} {assessor}; NULL: none. Caller frees. */
  char *(*word)(Tui *tui, void *state, const char *name);
  char *(*subtitle)(Tui *tui, void *state); /* after the title; may be NULL */
  /* For a screen that is a list: moving, paging, clicking and searching in it are written once. */
  struct List *(*list)(void *state);
  bool (*matches)(void *state, size_t i, const char *text);
  /* Searches otherwise: goes to the next place (direction 1) or the one before (-1) that has the text; false: nowhere. */
  bool (*find)(void *state, int direction, const char *text);
  bool (*read_only)(const void *state); /* nothing can be changed here: such keys are not offered; NULL: it can */
  /* Under which name the keys that do something now stand in keys.c, where that is not the screen's; may be NULL or say NULL. */
  const char *(*keys)(const void *state);
  /* Before it goes, by back, by leaving the program or because the terminal is lost: saves what is not saved. False
   * keeps it on `back`, with the reason said. */
  bool (*leave)(Tui *tui, void *state);
  void (*close)(void *state);
  const Verb *verbs; /* ends with a NULL name */
} Screen;

#define SCREENS(ROW) \
  ROW(welcome)       \
  ROW(queue)         \
  ROW(matrix)        \
  ROW(scorebook)     \
  ROW(comment)       \
  ROW(history)       \
  ROW(consensus)     \
  ROW(flags)         \
  ROW(ranking)       \
  ROW(explain)       \
  ROW(journal)       \
  ROW(report)        \
  ROW(output)        \
  ROW(help)          \
  ROW(palette)

#define SCREEN_DECLARE(name) extern const Screen screen_##name;
SCREENS(SCREEN_DECLARE)
#undef SCREEN_DECLARE

size_t screen_count(void);
const Screen *screen_at(size_t i);
const Screen *screen_named(const char *name); /* NULL: none */

#endif
