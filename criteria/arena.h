/* arena.h: the memory one loaded pack lies in. Everything taken lives until the arena is freed. */
#ifndef ACCOLADE_ARENA_H
#define ACCOLADE_ARENA_H

#include <glib.h>

typedef struct Arena {
  GStringChunk *strings;
  GPtrArray *blocks;
  GString *scratch;  /* for whoever puts a text together */
  GHashTable *nodes; /* criteria: code -> Node, borrowed */
  GHashTable *cells; /* criteria: code -> cell number + 1 */
} Arena;

Arena *arena_new(void);
void arena_free(Arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arena, arena_free)

/* Zeroed memory for n things of that size; never NULL. */
void *arena_take(Arena *arena, size_t n, size_t size);
#define arena_array(arena, Type, n) ((Type *)arena_take((arena), (n), sizeof(Type)))
/* A copy of the string. */
const char *arena_string(Arena *arena, const char *string);

#endif
