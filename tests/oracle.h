/* oracle.h: a worked example with known answers: a folder with tables and an expected.json. For tests only. */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include "scoring/agreement.h"

/* What a folder expects of one name: a number, a list of numbers, or a list of texts (one text is a list of one). */
typedef struct Expected {
  char *name;
  size_t n;
  double *numbers; /* NULL: texts */
  char **texts;
  double tolerance;
  bool absolute;
} Expected;

typedef struct Oracle {
  char *folder, *id, *statistic, *notes;
  GPtrArray *values; /* Expected * */
} Oracle;

/* Reads FOLDER/expected.json; the text says why it is NULL. */
Oracle *oracle_read(const char *folder, char **ret_fault);
void oracle_free(Oracle *oracle);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Oracle, oracle_free)
const Expected *oracle_expects(const Oracle *oracle, const char *name);

/* A CSV file as texts; row 0 is the first after the header. */
typedef struct Sheet {
  size_t rows, columns;
  char **header;
  GPtrArray *cells; /* char *, row by row */
} Sheet;
Sheet *sheet_read(const Oracle *oracle, const char *file); /* NULL: no such file, or not CSV */
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)
const char *sheet_cell(const Sheet *sheet, size_t row, size_t column);
double sheet_number(const Sheet *sheet, size_t row, size_t column); /* NAN: empty */
/* Everything but the first column, row by row; texts become the rank of the text. Caller frees. */
double *sheet_matrix(const Sheet *sheet);
double *sheet_column(const Sheet *sheet, size_t column);
/* The column as levels from 0, in order of number or else of text; ret_n takes how many. Caller frees. */
uint32_t *sheet_levels(const Sheet *sheet, size_t column, size_t *ret_n);
/* -1: none of that name. */
int sheet_find(const Sheet *sheet, const char *name);

/* Looks a computed value up in any group, under its name or one the computation knows it by, and compares. */
bool expected_holds(const Expected *expected, const Agreement *got, char **ret_fault);

/* The scoring rooms' own examples (trimmed_, drop_, ranking_, cycle_, gbt19580_). Values go to the group "scoring". */
bool oracle_scoring(const Oracle *oracle, Agreement *got);

#endif
