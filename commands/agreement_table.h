/* agreement_table.h: a CSV file of somebody's own, read for its figures. */
#ifndef ACCOLADE_AGREEMENT_TABLE_H
#define ACCOLADE_AGREEMENT_TABLE_H

#include "commands/command.h"
#include "scoring/agreement.h"

typedef struct AgreementTable {
  char *path;
  size_t columns, rows;
  char **header;    /* columns of them */
  GPtrArray *cells; /* char *, row by row */
  GArray *lines;    /* int64_t: the line a row began on */
} AgreementTable;

/* At least two columns and one row, every row as long as the header. */
AgreementTable *agreement_table_read(const char *path, GError **error);
void agreement_table_free(AgreementTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AgreementTable, agreement_table_free)

/* All columns but the first as numbers, row by row; empty cells and NA are NAN. NULL: some cell is no number. */
double *agreement_table_matrix(const AgreementTable *table, GError **error);
/* The first name in the first column that stands there twice, and the line where it does again; NULL: none. */
const char *agreement_table_repeated(const AgreementTable *table, int64_t *ret_line);
/* Does no cell but those of the first column hold a number, or anything that begins as one? Then they name categories. */
bool agreement_table_is_words(const AgreementTable *table);
/* The same matrix of categories, which are numbers from 1 as they first appear. Caller frees, here and below. */
double *agreement_table_categories(const AgreementTable *table);
/* One column; as in the matrix. */
double *agreement_table_column(const AgreementTable *table, size_t column, GError **error);
/* A column as levels from 0, in order of number or else of text. Names are borrowed from the table. */
uint32_t *agreement_table_levels(const AgreementTable *table, size_t column, size_t *ret_n, const char ***ret_names);
/* The first column of one of these names (NULL-terminated), whatever the case; -1: none. */
int agreement_table_find(const AgreementTable *table, const char *const *names);

#endif
