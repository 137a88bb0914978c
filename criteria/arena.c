/* arena.c: the memory one loaded pack lies in. */
#include "criteria/arena.h"

Arena *arena_new(void) {
  Arena *arena = g_new0(Arena, 1);
  arena->strings = g_string_chunk_new(4096);
  arena->scratch = g_string_new(NULL);
  arena->blocks = g_ptr_array_new_with_free_func(g_free);
  arena->nodes = g_hash_table_new(g_str_hash, g_str_equal);
  arena->cells = g_hash_table_new(g_str_hash, g_str_equal);
  return arena;
}

void arena_free(Arena *arena) {
  if (arena == NULL) return;
  g_hash_table_destroy(arena->nodes);
  g_hash_table_destroy(arena->cells);
  g_ptr_array_unref(arena->blocks);
  g_string_chunk_free(arena->strings);
  g_string_free(arena->scratch, TRUE);
  g_free(arena);
}

void *arena_take(Arena *arena, size_t n, size_t size) {
  void *block = g_malloc0_n(MAX(n, 1), size);
  g_ptr_array_add(arena->blocks, block);
  return block;
}

const char *arena_string(Arena *arena, const char *string) { return g_string_chunk_insert(arena->strings, string); }
