/* memory.h: memory for what there is one of per applicant, up to a million. */
#ifndef ACCOLADE_MEMORY_H
#define ACCOLADE_MEMORY_H

#include <stddef.h>

/* Asks for large pages where such memory lies that nobody has touched yet. The system gives memory when it is touched, page by
 * page, and for pages of 4 KB that takes longer than what bulk work then does with them. A wish: nothing depends on it. */
void memory_in_large_pages(void *memory, size_t bytes);

#endif
