/* keyword.h: words of a command line that may be said in Chinese as well, whichever language the words are in that come back. */
#ifndef ACCOLADE_KEYWORD_H
#define ACCOLADE_KEYWORD_H

#include <glib.h>

/* "passed" for “通过”; NULL: no word of the program is called so. */
const char *keyword_of(const char *chinese);
/* What the word is called in Chinese, in the first place; NULL: it has English alone. */
const char *keyword_chinese(const char *word);
/* The word as whoever reads these messages may type it: in Chinese where they are Chinese and there is one. */
const char *keyword_shown(const char *word);

/* What a usage ("APPLICANT passed|failed", Command.usage) has as its i-th word: brackets and dots say how often, not what. "" behind
 * the last. Caller frees. */
char *usage_kind(const char *usage, size_t i);
/* The i-th word of a command line as the usage has it: the word itself unless that place takes one that is called so. */
const char *usage_meant(const char *usage, size_t i, const char *word);
/* "passed 通过, failed 未通过": all in the usage that may be said in Chinese; NULL: nothing. Caller frees. */
char *usage_chinese(const char *usage, const char *separator);

#endif
