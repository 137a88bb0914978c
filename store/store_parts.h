/* store_parts.h: reading on several threads, each through a connection of its own. Private to store/. */
#ifndef ACCOLADE_STORE_PARTS_H
#define ACCOLADE_STORE_PARTS_H

#include "store/store_private.h"

typedef struct Part { /* applicants first .. end - 1; the last part's end is beyond any applicant */
  uint32_t first, end;
  unsigned index;
  double before, share; /* of all the calling thread is told of: what lies before the part, and the part itself */
} Part;
/* Reads, through a store of its own, what lies in its part. */
typedef bool PartWork(Store *reader, const Part *part, void *data, GError **error);

/* Into how many parts so many applicants are best divided (threads.h): as many as there are threads; or, where nothing is
 * kept of each that would cost, so many more for those threads that all end at about the same time. */
enum { PARTS_LEAST = 2000, PARTS_MOST = 64 };
unsigned parts_for(uint32_t n_applicants);
unsigned parts_to_share(uint32_t n_applicants, unsigned threads);
/* Calls work once for each of n (at most PARTS_MOST) parts, on several threads, and returns when all are done; every part
 * sees the file as `store` does, which is inside a transaction. The first part is the calling thread's, on the store itself.
 * Of several errors the first part's is returned; parts behind it may be left out. */
bool parts_run(Store *store, uint32_t n_applicants, unsigned n, PartWork *work, void *data, GError **error);
/* A connection beside the store's, borrowed, which sees the file as it is without what the store has not committed yet, until
 * store_rollback(); NULL when there is none to be had. */
Store *parts_reader(Store *store);

#endif
