/* cells.h: text as a terminal lays it out, one line at a time.
 *
 * East Asian wide and fullwidth characters and emoji take two cells, combining and format characters none, all others
 * (ambiguous ones too, unless a terminal is known to draw them wide) one. The tables are those of Unicode 14, so that a
 * list is laid out alike everywhere. */
#ifndef ACCOLADE_CELLS_H
#define ACCOLADE_CELLS_H

#include "reports/text_put.h"

/* Whether the character makes what follows run the other way: lists show U+FFFD instead. */
bool char_turns(gunichar c);

/* What stands for the character in one line of a terminal: a space for line breaks and tabs, U+FFFD for other control
 * characters and those that turn the writing direction. */
gunichar char_in_line(gunichar c);

/* From now on ambiguous characters (… “ ” · × → ① α, box drawing) count two cells, or one again. Only a program that paints
 * a terminal which draws them so says it; what is written to files is laid out with one. */
void cells_widen_ambiguous(bool wide);
bool cells_ambiguous_is_wide(void);

/* 0, 1 or 2. */
unsigned char_cells(gunichar c);

/* Cells the text takes on a terminal. */
size_t text_cells(const char *utf8);

/* Appends the text made safe for one line of a terminal by char_in_line(). */
void text_put_line(GString *out, const char *utf8);

/* Appends as much as fits in `most` cells, ending in "…" (in ".." where that is wide) when something is cut off; returns the
 * cells used. */
size_t text_put_clipped(GString *out, const char *utf8, size_t most);

/* Appends that many spaces. */
void text_pad(GString *out, size_t cells);

#endif
