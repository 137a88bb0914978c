/* threads.h: long work on several processors. What comes of it never depends on how many there are. */
#ifndef ACCOLADE_THREADS_H
#define ACCOLADE_THREADS_H

#include <glib.h>
#include <stdbool.h>

enum { THREADS_MOST = 16 };

/* How many threads work on so many pieces is best done by: one below `least`, else as many as there are processors, or
 * as $ACCOLADE_THREADS says (which also holds where it does not pay). 1 .. THREADS_MOST, and never more than pieces. */
unsigned threads_for(guint64 pieces, guint64 least);

/* A thread that begins on another processor, where there is one, and leaves signals to the one that was there before; NULL
 * when there is none to be had. Not that a pipe it writes to is closed: this comes to whoever writes, and ends the program
 * whichever thread it was. */
typedef struct Thread Thread;
Thread *threads_start(GThreadFunc work, void *data);
void threads_join(Thread *thread); /* waits until its work is done; NULL: nothing */

/* Does n pieces of work on so many threads, the caller's among them, each taking the next piece when it is done with its
 * last; returns when all are done. Pieces write to places of their own, so that the order does not tell. */
typedef void ThreadPiece(size_t piece, void *data);
void threads_share(unsigned threads, size_t n, ThreadPiece *work, void *data);

/* How many of so many pieces are done, whoever does them: tell() hears their share, from one thread at a time; NULL: nobody
 * wants to know. */
typedef struct Telling {
  void (*tell)(double share, void *teller);
  void *teller;
  size_t of, done;
} Telling;
void telling_add(Telling *telling, size_t n);

#endif
