/* flag_words.h: a flag's sentence in the reader's language.
 *
 * A flag carries ids and key words: they are what machines and the journal keep. People read titles: of a stage, a tier, a
 * band ... Which of them a place of the sentence names is said by the name of its figure: a row in flag_names.c. */
#ifndef ACCOLADE_FLAG_WORDS_H
#define ACCOLADE_FLAG_WORDS_H

#include "scoring/check.h"

/* What a flag is about is told like its figures; "" where it is about none. */
enum { FLAG_APPLICANT, FLAG_ASSESSOR, FLAG_STAGE, FLAG_ITEM, FLAG_SUBJECTS };

/* Flags as one reader reads them, one after the other. All but the sentences is borrowed; to be read only. */
typedef struct FlagReading {
  const Award *award;
  const Cycle *cycle;
  const char *lang;      /* the reader's; NULL: English whatever the reader speaks, as machines get it */
  GHashTable *sentences; /* those met so far, split at their places */
  const Flag *flag;      /* the one being read */
  const Criteria *criteria;
  size_t n_figures;
  Figure figures[FLAG_MOST_FIGURES + FLAG_SUBJECTS]; /* its own, and behind them its subjects */
} FlagReading;

FlagReading flag_reading(const Award *award, const Cycle *cycle, const char *lang);
void flag_reading_clear(FlagReading *reading);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FlagReading, flag_reading_clear)

/* Turns to that flag. */
void flag_read(FlagReading *reading, const Flag *flag);
/* Appends its sentence with the places filled. */
void flag_put_message(GString *ret, FlagReading *reading);
/* Appends the item it is about as the sentence names it; nothing where there is none. */
void flag_put_item(GString *ret, const FlagReading *reading);
/* The sentence of one flag. Caller frees. */
char *flag_message(const Flag *flag, const Award *award, const Cycle *cycle, const char *lang);

/* "Error", "Warning", "Note", in the reader's language. */
const char *severity_words(Severity severity);

#endif
