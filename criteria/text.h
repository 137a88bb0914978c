/* text.h: a short text in several languages, as a pack gives it by xml:lang.
 *
 * Plain text that is safe on a terminal: the pack loader has refused control characters. */
#ifndef ACCOLADE_TEXT_H
#define ACCOLADE_TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct TextIn {
  const char *lang; /* "zh", "en", "zh-CN" ... as written in the pack */
  const char *string;
} TextIn;

typedef struct Text {
  size_t n;
  TextIn *in;
} Text;

/* The string in lang; failing that in a language with the same first subtag ("zh" for "zh-CN"),
 * in English, in any; "" when there is none. Borrowed from the text. */
const char *text_in(const Text *text, const char *lang);
/* The same, and where it says nothing, or is NULL, what is to stand there: an id. */
const char *text_or(const Text *text, const char *lang, const char *otherwise);

/* Does it say that in any of its languages? */
bool text_equals(const Text *text, const char *string);

/* Whether words that somebody wrote say anything: UTF-8 with at least one character that can be seen. NULL does not. */
bool text_says(const char *words);

/* Whether UTF-8 holds a control character: one that moves a terminal's cursor, or worse. With `lines`, line ends and tabs
 * are none. */
bool text_has_control(const char *text, bool lines);

/* The first character of UTF-8 that would show a reader something else than stands there: a control character but line ends
 * and tabs, and what turns the direction of writing or is not seen at all. NULL: none. */
const char *text_find_unsafe(const char *text);

/* What a terminal can be trusted with, wherever the words are from: UTF-8 in which control characters but line ends have
 * become "?". Caller frees. */
char *text_printable(const char *words);

/* Blanks: a space, a tab, a no-break space, a space as wide as a Chinese character. Does the text begin or end with one? */
bool text_has_edge(const char *text);
/* The text, which is cut, without those at its ends. */
char *text_trim(char *text);

/* A mark or a word of the program as it is meant when an input method wrote it in characters as wide as Chinese ones: 70 for
 * ７０, without blanks at its ends. Caller frees. */
char *text_meant(const char *words);
/* The same for one character. */
uint32_t text_narrow(uint32_t character);
/* What is kept under the longest of these names, each as text_meant() has it, that the words begin with; names shorter than
 * four characters begin too much else and do not count. NULL: none. Borrowed. */
gpointer text_beginning(GHashTable *names, const char *words);

#endif
