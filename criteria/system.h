/* system.h: the system's error numbers in the reader's language: a bare system has no words but English ones. */
#ifndef ACCOLADE_SYSTEM_H
#define ACCOLADE_SYSTEM_H

/* "there is no such file or folder"; the system's own words for a number that is rare. Borrowed, until the next call. */
const char *system_words(int error_number);

#endif
