/* state_file.h: small files of the user's own, outside the record: what was opened last, words not yet saved. */
#ifndef ACCOLADE_STATE_FILE_H
#define ACCOLADE_STATE_FILE_H

/* "accolade/NAME" in the user's state folder. Caller frees. */
char *state_file_path(const char *name);
/* Replaces it as a whole, readable by nobody else: a kill leaves the old or the new. As well as can be: what cannot be
 * written is no reason to stop, and nothing waits for the disk. */
void state_file_replace(const char *path, const char *text);

#endif
