/* report_scoresheet.h: the parts the scoresheet report is made of, all about one applicant. */
#ifndef ACCOLADE_REPORT_SCORESHEET_H
#define ACCOLADE_REPORT_SCORESHEET_H

#include "reports/report_head.h"

/* One row of a table: an item of the place-th sheet, or a node, subtotal, cell, deduction of it. */
typedef struct SheetRow {
  guint sheet;
  size_t at;
} SheetRow;

/* The applicant's sheets and panels stage by stage, shared by the tables, and the rows of one table. */
typedef struct Sheets {
  ReportInput input;
  GPtrArray *sheets;       /* of Scoresheet */
  GPtrArray *panels;       /* of Panel, borrowed */
  GArray *rows;            /* of SheetRow, this table's own */
  GString *said, *counted; /* scratch of a row */
} Sheets;

/* Another view on the same sheets with rows of its own; freed with sheets_free(). */
Sheets *sheets_view(const Sheets *sheets);
void sheets_free(void *sheets);
void sheets_add_row(Sheets *sheets, guint sheet, size_t at);
const SheetRow *sheets_row(const Sheets *sheets, size_t i);
const Scoresheet *sheets_sheet(const Sheets *sheets, size_t i); /* of row i */

/* The machines' list of items over all stages, and a table of one stage's items for people. */
void sheet_add_item_list(Document *document, const Sheets *sheets);
void sheet_add_items(Document *document, const Sheets *sheets, guint sheet);
/* Cells of rubrics with dimensions. */
void sheet_add_dimensions(Document *document, const Sheets *sheets, guint sheet);
/* Categories and subtotals, likewise; for people with bars. */
void sheet_add_group_list(Document *document, const Sheets *sheets);
void sheet_add_groups(Document *document, const Sheets *sheets, guint sheet);
/* How the total of a sheet comes about, in sentences, and how a stage combines scorebooks. Caller frees. */
char *sheet_total_words(const Scoresheet *sheet);
char *sheet_method_words(const Stage *stage);
/* What few marks are combined to; how a category's points come about. NULL: like others; as a sum. Caller frees the first. */
char *sheet_few_words(const Stage *stage);
const char *sheet_category_words(const Criteria *criteria);
/* What such sentences are made of: a figure with two decimals; a sentence behind another (behind a Chinese full stop without a
 * blank); whether two decimals show a figure whole; and that they do not, with the exact one. */
void sheet_put_figure(GString *out, Ratio figure);
void sheet_put_next(GString *out, const char *sentence);
bool sheet_is_whole(Ratio figure);
void sheet_put_exact(GString *out, Ratio figure);
/* What the points of items are rounded to, behind what they are; nothing where they are not. */
void sheet_put_item_rounding(GString *out, const Scoresheet *sheet);
/* How many of those assigned to the panel have not submitted. */
size_t sheet_not_submitted(const Panel *panel);
/* The stage's total in one sentence, and how its figures come about; and its deductions. */
void sheet_add_how(Document *document, const Sheets *sheets, guint sheet);
void sheet_add_total(Document *document, const Sheets *sheets, guint sheet);
void sheet_add_deductions(Document *document, const Sheets *sheets, guint sheet);
/* The recognition levels the stages' sheets reach; nothing is said where neither criteria nor rules name levels. */
void sheet_add_levels(Document *document, const Sheets *sheets);

/* Where several stages count, or something becomes of the only one's figure: the award's total and how it comes about. Nothing
 * for who may not see them all. */
void sheet_add_award(Document *document, const Sheets *sheets);

#endif
