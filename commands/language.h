/* language.h: the locale at the start, and the language of words, which may change at any moment. */
#ifndef ACCOLADE_LANGUAGE_H
#define ACCOLADE_LANGUAGE_H

/* The locale as the environment says; UTF-8 where the system has none. Before everything else. */
void language_start(void);
/* "zh" or "en", as the environment says. */
const char *language_of_locale(void);
/* Speaks it from now on; "zh" or "en". */
void language_set(const char *lang);

#endif
