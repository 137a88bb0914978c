/* flag_words.h: a flag's sentence in the reader's language.
 *
 * A flag carries ids and key words: they are what machines and the journal keep. People read titles: of a stage, a tier, a
 * band ... Which of them a place of the sentence names is said by the name of its figure: a row in flag_words.c. */
#ifndef ACCOLADE_FLAG_WORDS_H
#define ACCOLADE_FLAG_WORDS_H

#include "scoring/check.h"

/* Sentences split at their places, which whoever tells many flags in one language keeps from one to the next. Caller
 * unrefs. */
GHashTable *flag_sentences_new(void);
/* Writes the sentence with its places filled behind what `ret` holds. `lang`: the reader's; NULL: English whatever the reader
 * speaks, as machines get it. */
void flag_put_message(GString *ret, const Flag *flag, const Award *award, const Cycle *cycle, const char *lang,
                      GHashTable *sentences);
/* The same as a string of its own. Caller frees. */
char *flag_message(const Flag *flag, const Award *award, const Cycle *cycle, const char *lang);

/* Writes the item the flag is about as the sentence names it; nothing where there is none. */
void flag_put_item(GString *ret, const Flag *flag, const Award *award, const Cycle *cycle, const char *lang);

/* "Error", "Warning", "Note", in the reader's language. */
const char *severity_words(Severity severity);

#endif
