/* plain.h: the same work as prompts and lines, for screen readers and pipes: nothing moves, nothing is drawn over. */
#ifndef ACCOLADE_PLAIN_H
#define ACCOLADE_PLAIN_H

#include "commands/command.h"

/* Reads lines from standard input until they end or say quit. When a person types (standard input is a terminal) it prompts, and
 * ends with 0; else it ends with the code of the first line that failed. */
Exit plain_main(Session *session);

#endif
