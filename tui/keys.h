/* keys.h: the default bindings as text, one a line: screen (or *), key, command line with {places}. The help screen, the footer and
 * the manual are drawn from it, so that they cannot be wrong. A digit prefix ("12j") becomes {count}. */
#ifndef ACCOLADE_KEYS_H
#define ACCOLADE_KEYS_H

#include <stddef.h>

typedef struct Binding {
  /* "*" for all; "declaration", "choice", "line" and "question" are what lies over a screen: only for the footer. */
  const char *screen;
  const char *key;    /* Key.name */
  const char *line;   /* "score {applicant} {item} 70 --stage {stage}" */
  const char *footer; /* N_(): its word in the footer; NULL: not there */
  const char *shown;  /* what stands for the key there: "0-9"; NULL: the key */
} Binding;

/* The screen's own before those of "*". NULL: the key does nothing here. */
const Binding *binding_for(const char *screen, const char *key);
size_t binding_count(void);
const Binding *binding_at(size_t i);

#endif
