/* times.h: the record's times, which are UTC, as people have them on the wall. Machines get them as they are recorded. */
#ifndef ACCOLADE_TIMES_H
#define ACCOLADE_TIMES_H

/* What a column of them is called, still to be translated: it says so where the machine's own time is UTC. */
const char *time_title(void);
/* "2026-11-29T17:02:19.672Z" as "2026-11-30 01:02:19", for screens; what is no time stays as it is. Caller frees. */
char *time_here(const char *at);
/* For paper, which is read elsewhere: "2026-11-30 01:02:19 +08:00"; as it is recorded where the machine's time is UTC. Caller
 * frees. */
char *time_on_paper(const char *at);

#endif
