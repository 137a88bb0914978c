/* edit.h: the line and paragraph editor: CJK wrap, real cursor at the caret, undo and redo, paste. */
#ifndef ACCOLADE_EDIT_H
#define ACCOLADE_EDIT_H

#include "tui/term.h"

typedef struct Edit Edit;

Edit *edit_new(const char *text, bool one_line);
void edit_free(Edit *edit);
const char *edit_text(const Edit *edit);
void edit_set(Edit *edit, const char *text); /* one undo step */
/* False when the key is not the editor's (Enter in one line, Esc, F keys, Tab). */
bool edit_key(Edit *edit, const Key *key);
/* Draws wrapped text and puts the cursor at the caret; scrolls so that the caret is seen. */
void edit_draw(Edit *edit, Term *term, Area area);
/* Where the line of text that begins at byte `at` ends when it has `cells` cells. */
size_t edit_wrap(const char *text, size_t at, size_t cells);

#endif
