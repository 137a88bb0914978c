/* memory.c: large pages. */
#include "criteria/memory.h"

#include <stdint.h>
#include <sys/mman.h>

static const size_t LARGE_PAGE = (size_t)1 << 21;

void memory_in_large_pages(void *memory, size_t bytes) {
  char *end = (char *)memory + bytes,
       *first = (char *)memory + (LARGE_PAGE - (uintptr_t)memory % LARGE_PAGE) % LARGE_PAGE;
  if (first < end && (size_t)(end - first) >= LARGE_PAGE)
    madvise(first, (size_t)(end - first) / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
}
