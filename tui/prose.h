/* prose.h: running text as styled lines of at most so many cells, to be shown and scrolled. */
#ifndef ACCOLADE_PROSE_H
#define ACCOLADE_PROSE_H

#include "tui/term.h"

typedef struct Prose Prose;

Prose *prose_new(int cells);
void prose_free(Prose *prose);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prose, prose_free)

/* Adds text, wrapped where CJK and Latin text may be; later lines are indented by `indent` cells, the first begins
 * with `head` ("+ "), which may be "". An empty text adds nothing. */
void prose_add(Prose *prose, Style style, const char *head, int indent, const char *text);
void prose_gap(Prose *prose); /* an empty line, unless there is one or nothing is before it */
size_t prose_lines(const Prose *prose);
/* Draws from line `top` on, which is brought into range; says in the last line when more follows, and by which key one
 * sees it (NULL: by none). */
void prose_draw(const Prose *prose, Term *term, Area area, int *top, const char *key);

/* Where rows are too narrow for a sentence, the focused one's stands whole in the lowest rows; what is left for the list. */
Area prose_below(Term *term, Area area, const char *sentence);

#endif
