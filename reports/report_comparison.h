/* report_comparison.h: the parts the comparison of two applicants is made of. */
#ifndef ACCOLADE_REPORT_COMPARISON_H
#define ACCOLADE_REPORT_COMPARISON_H

#include "reports/report_head.h"
#include "scoring/comparison.h"

/* Two applicants side by side, shared by the tables of a document. */
typedef struct Beside {
  unsigned users;
  ReportInput input;
  Comparison *of;
  char *names[2];      /* "A07 NAME" */
  GStringChunk *texts; /* what cells borrow; each text once */
} Beside;

Beside *beside_ref(Beside *beside);
void beside_drop(void *beside);

const char *beside_id(const Beside *beside, size_t which);
const Stage *beside_stage(const Beside *beside, const ComparedLine *line);
const ComparedLine *beside_line(const Beside *beside, size_t i);
const char *line_key(LineKind kind); /* "item" ...; for machines */
/* "4.1.2", "total" for a stage's one figure; "" where the line is about all of a stage or of the award. */
const char *line_code(const Beside *beside, const ComparedLine *line);
/* What it is, in words: the title of an item, a category or a stage, or why there is a remainder. */
const char *line_title(const Beside *beside, const ComparedLine *line);
/* A number of points with two decimals, and exactly where these are not all of it. Caller frees. */
char *points_words(Ratio points);

/* The rows of a table that are lines of the comparison. */
typedef struct LineRows {
  Beside *beside;
  GArray *places; /* of guint, in the comparison's lines */
} LineRows;
LineRows *line_rows_new(Beside *beside);
const ComparedLine *line_rows_at(const LineRows *rows, size_t i);
void line_rows_set(Table *table, LineRows *rows, TableRow *fill); /* the table's from here on */
/* The figure of the first, of the second, and their difference; nothing where there is none, or for people why. */
void line_fill_figures(const ComparedLine *line, bool people, Cell *cells);

/* Adds a sentence to others; takes it. */
void comparison_say(GString *said, char *sentence);
/* As a paragraph, if anything is said. */
void comparison_put(Document *document, const GString *said);
Ratio points_size(Ratio points); /* without its sign */

/* Sentences: who stands where and why; what the biggest part of the difference is; whether it adds up. */
void comparison_add_verdict(Document *document, const Beside *beside);
void comparison_add_places(Document *document, const Beside *beside);
void comparison_add_share(Document *document, const Beside *beside);
void comparison_add_sum(Document *document, const Beside *beside);
/* Tables: for machines; of where both stand; of stages; of each stage's categories and items; of what people recorded. */
void comparison_add_lists(Document *document, Beside *beside);
void comparison_add_standings(Document *document, Beside *beside);
void comparison_add_stages(Document *document, Beside *beside);
void comparison_add_items(Document *document, Beside *beside);
void comparison_add_records(Document *document, Beside *beside);

#endif
