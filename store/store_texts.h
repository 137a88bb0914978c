/* store_texts.h: where the texts of a cycle are kept while it is loaded: they live as long as it does. */
#ifndef ACCOLADE_STORE_TEXTS_H
#define ACCOLADE_STORE_TEXTS_H

#include "scoring/cycle.h"

/* Room for the texts of one part of the loading. */
static inline GStringChunk *add_strings(Cycle *cycle) {
  GStringChunk *strings = g_string_chunk_new(1 << 16);
  g_ptr_array_add(cycle->strings, strings);
  return strings;
}

static inline const char *keep(GStringChunk *strings, const char *text) {
  return *text ? g_string_chunk_insert(strings, text) : "";
}

/* A text that few rows have to themselves: mostly the one of the row before, `last`. */
static inline const char *keep_once(GStringChunk *strings, const char *text, const char *last) {
  if (!*text) return "";
  return g_strcmp0(text, last) == 0 ? last : g_string_chunk_insert_const(strings, text);
}

#endif
