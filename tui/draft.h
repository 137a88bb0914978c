/* draft.h: words that are not in the record yet, kept outside it so that a program killed while they are typed loses none.
 *
 * One file per database, person, applicant, stage and item in the user's own state folder, readable by nobody else; gone as
 * soon as the words are saved or dropped. It is never read but to be shown to the same person at the same place again. */
#ifndef ACCOLADE_DRAFT_H
#define ACCOLADE_DRAFT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Draft {
  bool ofi;
  int64_t number; /* of the comment it puts in other words; 0: a new one */
  char *text;
  char *place, *factors; /* of its evidence, numbers of key factors; "" none */
} Draft;

/* Where the draft of that place lies; place: database, actor, applicant, stage, item, ended by NULL. Caller frees. */
char *draft_path(const char *const *place);
void draft_keep(const char *path, const Draft *draft); /* as well as can be: failing to is no reason to stop typing */
bool draft_find(const char *path, Draft *ret_draft);   /* the texts are the caller's */
bool draft_is_there(const char *path);                 /* whether words are kept there, whatever they are */
void draft_drop(const char *path);

#endif
