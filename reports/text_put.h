/* text_put.h: text put together piece by piece, and read a character at a time. */
#ifndef ACCOLADE_TEXT_PUT_H
#define ACCOLADE_TEXT_PUT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Where the text ends, with room behind it for n bytes and a NUL. */
static inline char *text_room(GString *out, size_t n) {
  size_t length = out->len;
  if (length + n >= out->allocated_len) {
    g_string_set_size(out, length + n);
    out->len = length;
  }
  return out->str + length;
}

/* 1 to 16 bytes in two words; of fewer than 16 some are there more than once. */
typedef struct Few {
  uint64_t first, last;
} Few;

static inline Few few_load(const char *from, size_t n) {
  const uint64_t each = 0x0101010101010101;
  uint64_t first, last;
  uint32_t low, high;
  if (n >= sizeof first) {
    memcpy(&first, from, sizeof first);
    memcpy(&last, from + n - sizeof last, sizeof last);
  } else if (n >= sizeof low) {
    memcpy(&low, from, sizeof low);
    memcpy(&high, from + n - sizeof high, sizeof high);
    first = last = (uint64_t)high << 32 | low;
  } else {
    first = (uint8_t)from[0] * each;
    last = (uint8_t)from[n / 2] * (each >> 32) | (uint8_t)from[n - 1] * (each << 32);
  }
  return (Few){first, last};
}

static inline void few_store(char *to, Few few, size_t n) {
  uint32_t low = (uint32_t)few.first, high = (uint32_t)(few.last >> 32);
  if (n >= sizeof few.first) {
    memcpy(to, &few.first, sizeof few.first);
    memcpy(to + n - sizeof few.last, &few.last, sizeof few.last);
  } else if (n >= sizeof low) {
    memcpy(to, &low, sizeof low);
    memcpy(to + n - sizeof high, &high, sizeof high);
  } else {
    to[0] = (char)few.first;
    to[n / 2] = (char)few.last;
    to[n - 1] = (char)high;
  }
}

/* mempcpy(), here for the few bytes that most pieces of text have. */
static inline char *text_copy(char *to, const char *from, size_t n) {
  if (n > sizeof(Few)) return mempcpy(to, from, n);
  if (n > 0) few_store(to, few_load(from, n), n);
  return to + n;
}

/* g_string_append_len(), whose check there is for room stands here. */
static inline void text_put(GString *out, const char *bytes, size_t n) {
  *text_copy(text_room(out, n), bytes, n) = '\0';
  out->len += n;
}

/* The same for words the compiler can measure. */
static inline void text_add(GString *out, const char *words) { text_put(out, words, strlen(words)); }

/* Sixteen bytes side by side; those beyond ASCII are negative. */
typedef int8_t Sixteen __attribute__((vector_size(16)));
typedef uint64_t Words __attribute__((vector_size(16)));

static inline bool sixteen_any(Sixteen found) {
  Words words = (Words)found;
  return (words[0] | words[1]) != 0;
}

static inline Sixteen sixteen_load(const char *from) {
  Sixteen bytes;
  memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

/* Says of each byte whether it is one of those looked for. */
typedef Sixteen FindBytes(Sixteen bytes);

static inline bool few_has(Few few, FindBytes *find) {
  return sixteen_any(find((Sixteen)(Words){few.first, few.last}));
}

/* Whether any of the text's n bytes is one of those; the last sixteen may be looked at twice. (Inlined, and so is find.) */
__attribute__((always_inline)) static inline bool text_has(const char *text, size_t n, FindBytes *find) {
  if (n <= sizeof(Few)) return n > 0 && few_has(few_load(text, n), find);
  Sixteen found = find(sixteen_load(text + n - sizeof found));
  for (size_t i = 0; i + sizeof found < n; i += sizeof found) found |= find(sixteen_load(text + i));
  return sixteen_any(found);
}

/* The next character, moving *text behind it; U+FFFD for a byte that is not UTF-8. 0 at the end, *text staying. */
gunichar text_next(const char **text);

/* What a format puts in place of characters that mean something there; U+4000 to U+9FFF, Chinese, never do. */
typedef struct Escaping {
  bool plain[256];                                   /* bytes that are characters and stand as they are */
  const char *(*instead)(gunichar c, char room[16]); /* for every other: literal, or made in room; NULL: itself */
} Escaping;
/* Appends the text so; U+FFFD for bytes that are not UTF-8. */
void text_put_escaped(GString *out, const char *text, const Escaping *how);

#endif
