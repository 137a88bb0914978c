/* award_folder.h: folders of their own with an award in them, made by the program under test, and that program run in them.
 *
 * demo: the example city's award with every scorebook submitted; open: the same before anybody has marked; none: no award. */
#ifndef ACCOLADE_TESTS_AWARD_FOLDER_H
#define ACCOLADE_TESTS_AWARD_FOLDER_H

#include "tests/vterm_pty.h"

/* The program under test: $ACCOLADE, else build/accolade. Borrowed. */
const char *award_program(void);
/* A new folder with a copy of that award as award.db. Caller frees with award_folder_remove(). */
char *award_folder_new(const char *award);
void award_folder_remove(char *folder);

/* Runs a command line there (words as in a shell, without the program's name); what it printed on both outputs, and how it ended. */
char *award_run(const char *folder, const char *line, int *ret_code);

/* The program's screens on a terminal of that size; extra: more NAME=VALUE, may be NULL. */
typedef struct AwardScreen {
  int rows, cols;
  const char *term, *lang, *actor;
  const char *const *extra;
} AwardScreen;
Pty *award_screen(const char *folder, const AwardScreen *how);

/* "jj<Enter>" as bytes: <Enter> <Esc> <Tab> <Up> <PgDn> <F1> <C-p> <Space> <lt> ..., everything else as it is. */
GString *award_keys(const char *text);
/* The picture with what changes from run to run masked: times as ##:##:##, dates as ####-##-##, hashes as #. */
char *award_picture(Pty *pty);

#endif
