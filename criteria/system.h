/* system.h: what is said of files: the system's error numbers in the reader's language (a bare system has no words but
 * English ones), and names. */
#ifndef ACCOLADE_SYSTEM_H
#define ACCOLADE_SYSTEM_H

/* "there is no such file or folder"; the system's own words for a number that is rare. Borrowed, until the next call. */
const char *system_words(int error_number);

/* A file's name as a message says it: an empty one would leave a gap. */
const char *system_name(const char *path);

#endif
