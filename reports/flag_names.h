/* flag_names.h: what people call what a flag's figures name by ids and key words. For the file that fills its sentence. */
#ifndef ACCOLADE_FLAG_NAMES_H
#define ACCOLADE_FLAG_NAMES_H

#include "reports/flag_words.h"

#include <glib/gi18n.h>

/* Appends what people call the value of a figure. */
typedef void PutName(GString *ret, const FlagReading *reading, const char *value);
/* How figures of that name, `n` bytes long, are named for people; NULL: they stand for themselves. */
PutName *flag_naming(const char *figure, size_t n);

/* In the reader's language. */
static inline const char *flag_say(const FlagReading *reading, const char *msgid) {
  return reading->lang ? _(msgid) : msgid;
}

#endif
