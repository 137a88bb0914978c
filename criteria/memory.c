/* memory.c: large pages. */
#include "criteria/memory.h"

#include <sys/mman.h>

static const size_t LARGE_PAGE = (size_t)1 << 21;

void memory_in_large_pages(void *memory, size_t bytes) {
  if (bytes < LARGE_PAGE) return;
  size_t before = (LARGE_PAGE - (size_t)memory % LARGE_PAGE) % LARGE_PAGE, pages = (bytes - before) / LARGE_PAGE;
  if (pages > 0) madvise((char *)memory + before, pages * LARGE_PAGE, MADV_HUGEPAGE);
}
