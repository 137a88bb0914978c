/* words.h: what people read where the record and the packs have key words.
 *
 * Machines get the key; people get these words in their language. A key that is not known here, such as a
 * pack's own kind, stands for itself. */
#ifndef ACCOLADE_WORDS_H
#define ACCOLADE_WORDS_H

#include "scoring/scoresheet.h"

/* Of a pack: its type and status, kinds, methods, rounding, forms, principle, what places are reserved by, units of deductions. */
const char *pack_words(const char *key);
/* What a pack's status means, in a sentence; whether nobody has to be warned of it, as of none (NULL); and those of which
 * everybody has to be, from 0 on; NULL behind the last. */
const char *status_words(const char *status);
bool status_is_sure(const char *status);
const char *status_unsure(size_t i);
/* Who goes on from a stage. Caller frees. */
char *pass_words(const Rules *rules, const Stage *stage);
/* The kind of a journal event, and the states it goes from and to. */
const char *event_words(const char *key);
/* What an event changed, from or to: as event_words(), of a comment ("3 ofi: WORDS") the kind, of a seal
 * ("sealed DIGEST DIGEST") what it is, of a release ("released to E9") who took the place, of an import ("48 DIGEST") what the
 * number counts, and of an award's beginning what each line is. Caller frees. */
char *event_state_words(const char *state);
/* The same of an event whose kind is known: a place given with its tier's title, a settled flag with its check's. And the
 * reason of such an event. In both, hashes are cut short. Callers free both. */
char *event_change_words(const Rules *rules, const char *kind, const char *state, const char *lang);
char *event_reason_words(const Rules *rules, const char *kind, const char *reason, const char *lang);
/* A Contest's place (scoring/ranking.h) as people say it: "Gold, decided among A07, A09"; and in words that take the tier and who
 * tied. Callers free both. */
char *place_words(const Rules *rules, const char *place, const char *lang);
char *tie_words(const Rules *rules, const char *place, const char *lang, const char *format);
/* The code of an item as it is, and of a stage of one figure "total" in the reader's language. */
const char *item_words(const char *code);
/* What an event of that kind is about: of an import what was taken, of a correction the field, else as item_words(). */
const char *event_item_words(const char *kind, const char *item);
/* A field of an applicant or assessor ("name"), and what it holds: a class by its title, a kind in words, any other as it is. */
const char *field_words(const char *field);
const char *field_value_words(const Rules *rules, const char *field, const char *value, const char *lang);
/* Who acted: the secretariat by its name, others by their id. */
const char *actor_words(const char *id);
/* What becomes of the points of an item that does not apply, on that sheet; as the criteria declare it. */
const char *left_out_words(const Scoresheet *sheet, const Node *item);
/* The title of a reason code (scoring/consensus.h); the code itself when the rules name none. */
const char *consensus_words(const Rules *rules, const char *code, const char *lang);
/* "CODE: WORDS", the reason of an event "agree", with the code's title. Caller frees. */
char *agreed_reason_words(const Rules *rules, const char *reason, const char *lang);

#endif
