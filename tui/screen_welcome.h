/* screen_welcome.h: private to the files of the welcome screen: a list of what may be chosen, step by step. */
#ifndef ACCOLADE_SCREEN_WELCOME_H
#define ACCOLADE_SCREEN_WELCOME_H

#include "tui/list.h"
#include "tui/tui.h"

typedef enum Step { STEP_BEGIN, STEP_CRITERIA, STEP_RULES, STEP_WHO } Step;
typedef enum Choice { CHOICE_SELF, CHOICE_AWARD, CHOICE_RECENT, CHOICE_OTHER, CHOICE_ID } Choice;

typedef struct Row {
  Choice choice;
  char *id, *title, *more; /* recent: more is the file, id who acts */
} Row;

typedef struct Welcome {
  List list;
  GPtrArray *rows; /* Row */
  Step step;
  bool is_self;
  char *criteria, *rules, *title, *path;
} Welcome;

/* screen_welcome_rows.c: lists what a step offers; on an error the step before stays. */
bool welcome_go(Tui *tui, Welcome *welcome, Step step, GError **error);

#endif
