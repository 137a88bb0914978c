/* exchange_line.h: the lines of an export of scores: stage, applicant, assessor, item, mark, state. Private to exchange*.c.
 *
 * Many millions of lines are written, and nearly all of them end in one of a few hundred ways; so the ends are made once
 * per cell and mark and copied from then on. */
#ifndef ACCOLADE_EXCHANGE_LINE_H
#define ACCOLADE_EXCHANGE_LINE_H

#include "store/exchange.h"

enum { LINE_HEAD = 64, LINE_END = 31, LINE_WHOLE_MARKS = 101, LINE_STATES = 3 };

typedef struct LineEnd { /* "4.1.2,70,\r\n" */
  uint8_t n;             /* 0: not made yet */
  char text[LINE_END];
} LineEnd;

/* The ends of the lines of one stage and criteria. */
typedef struct LineEnds {
  const Stage *stage;
  const Criteria *criteria;
  size_t n;
  LineEnd (*of)[LINE_WHOLE_MARKS + LINE_STATES]; /* per cell: whole marks up to 100, then the states */
} LineEnds;
LineEnds *line_ends_new(const Stage *stage, const Criteria *criteria);
void line_ends_free(LineEnds *ends);

/* Short texts are copied in one go, over what follows them; so much of a piece is left free. */
enum { LINE_PIECE = EXPORT_PIECE - LINE_HEAD - (int)sizeof(LineEnd) };

/* Text on its way out, in the pieces that `next` hands out. */
typedef struct LineOut {
  ExportNext *next;
  void *user;
  char *piece;      /* NULL: there are no more */
  size_t n, stem_n; /* bytes in the piece; of the head, up to the assessor */
  GString *head;    /* what the next lines begin with; at least LINE_HEAD bytes can be read */
} LineOut;
LineOut *line_out_new(ExportNext *next, void *user);
void line_out_free(LineOut *out);
bool line_out_text(LineOut *out, const char *text, size_t n);
bool line_out_flush(LineOut *out);

/* From here on lines are of that stage and applicant, and then of that assessor. */
void line_out_panel(LineOut *out, const char *stage, const char *applicant);
void line_out_assessor(LineOut *out, const char *assessor);
/* One line for each of the scorebook's marks. */
bool line_out_marks(LineOut *out, LineEnds *ends, const Mark *marks);

#endif
