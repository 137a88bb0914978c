/* owing.h: how far a scorebook is that somebody owes, in a word: for the status, the queue and the lines of --plain. */
#ifndef ACCOLADE_OWING_H
#define ACCOLADE_OWING_H

#include "commands/session.h"

/* "recused" "released" "out" "submitted" "undeclared" "closed" "draft" (in words also that it was returned) "not-begun" */
const char *owed_state_key(const Owed *owed);
const char *owed_state_words(const Owed *owed); /* the same in the reader's language */
const char *out_words(Out out);                 /* why an applicant is out */
const char *out_key(Out out);                   /* "veto" "withdrawn" "not-passed"; "" it is not */
/* These words, and whether the assessor leads the panel or is its deputy. Caller frees. */
char *owed_words(const Owed *owed);
/* Nothing is to be done: recused, released, or not submitted and the applicant out or the stage closed. */
bool owed_is_off(const Owed *owed);
bool owed_is_due(const Owed *owed);    /* is there anything left to do? */
bool owed_is_missed(const Owed *owed); /* was it not submitted when its stage was closed? */

/* Is that day, "2026-06-30", over on this machine's calendar? */
bool day_is_over(const char *day);
/* "due 2026-06-30", or "overdue (2026-06-30)" where something is left to do; NULL: the stage has no deadline. Caller
 * frees. */
char *due_words(const Cycle *cycle, size_t stage, bool is_left);

/* How many there are who may give marks, but for applicants. */
int64_t count_marking(const Cycle *cycle);
/* Where nothing is assigned yet: to the secretariat, what is to be imported first. */
const char *owing_first_words(const Session *session);

#endif
