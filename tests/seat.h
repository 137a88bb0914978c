/* seat.h: somebody sitting before the screens of the example award, on a terminal of ours. */
#ifndef ACCOLADE_TESTS_SEAT_H
#define ACCOLADE_TESTS_SEAT_H

#include "tests/award_folder.h"

typedef struct Table {
  char *folder;
  Pty *pty;
} Table;

extern const AwardScreen usual; /* the secretariat, in English, on an xterm of 24 rows and 80 columns */

Table sit_down(const AwardScreen *how);
Table sit_down_silently(const AwardScreen *how); /* the terminal does not answer by itself */
void get_up(Table *table);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, get_up)

/* Whether it can be told when the program is at rest; else the test is skipped. */
bool can_see(void);
/* Keys as award_keys() has them; the program takes them and still runs. */
void press(Table *table, const char *keys);
void shows(Table *table, const char *text);
void hides(Table *table, const char *text);

#endif
