/* oracle.h: a worked example with known answers: a folder with tables and an expected.json. For tests only. */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include "scoring/agreement.h"

/* What a folder expects of one name: a number, a list of numbers, or a list of texts (one alone is a list of one). */
typedef struct Expected {
  char *name;
  size_t n;
  double *numbers; /* NAN: null, that there is no such figure; NULL: texts */
  char **texts;
  double tolerance;
  bool absolute;
} Expected;

typedef struct Oracle {
  char *folder, *id, *statistic, *notes; /* notes: with every other member of the file as "name = value" */
  GPtrArray *values;                     /* Expected * */
} Oracle;

/* Reads FOLDER/expected.json; the text says why it is NULL. */
Oracle *oracle_read(const char *folder, char **ret_fault);
void oracle_free(Oracle *oracle);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Oracle, oracle_free)
/* Whatever the case; NULL: nothing of that name is expected. */
const Expected *oracle_expects(const Oracle *oracle, const char *name);
/* The number in what a pattern finds first in the oracle's words, a group of digits; 0: not found. */
unsigned oracle_says(const Oracle *oracle, const char *pattern);

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
/* NAN: empty, or another of the ways to say that a cell is missing. */
double sheet_number(const Sheet *sheet, size_t row, size_t column);
/* Everything but the first column, row by row; texts become numbers from 1, in the order of `order` (the first column of
 * another sheet; may be NULL) or of the texts. Caller frees. */
double *sheet_matrix(const Sheet *sheet, const Sheet *order);
double *sheet_column(const Sheet *sheet, size_t column);
/* The column as levels from 0, in order of number or else of text; ret_n takes how many. Caller frees. */
uint32_t *sheet_levels(const Sheet *sheet, size_t column, size_t *ret_n);
/* -1: no column of that name, or of one of those names (up to NULL), whatever the case. */
int sheet_find(const Sheet *sheet, const char *name);
int sheet_find_any(const Sheet *sheet, const char *const *names);
/* Does every cell of the column hold a number, or nothing? */
bool sheet_is_numeric(const Sheet *sheet, size_t column);

/* -- oracle_shape.c: which table an example hands over ------------------------------------------------------ */

/* Targets by raters, whether the file is wide or a long list of target, rater and score. */
typedef struct Wide {
  RatingMatrix matrix;
  double *values;
} Wide;
bool oracle_wide(const Oracle *oracle, Wide *ret_wide);
void wide_clear(Wide *wide);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Wide, wide_clear)

/* Scores by their classifications, whether the file is long or wide. */
typedef struct Long {
  RatingTable table;
  char *names[AGREEMENT_MAX_FACTORS];
} Long;
/* Applicant first, assessor second, then the others as they stand. */
bool oracle_long(const Oracle *oracle, Long *ret_long);
/* Those factors whose variance is asked for. */
bool oracle_long_of(const Oracle *oracle, const bool *is_factor, size_t score, Long *ret_long);
void long_clear(Long *table);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Long, long_clear)
/* The column that holds the scores, by its name or as the last of numbers; -1: none. */
int sheet_score(const Sheet *sheet);

/* -- oracle_names.c: what a value is called -------------------------------------------------------------- */

/* Looks a computed value up in any group, under its name or one the literature has for it, and compares. */
bool expected_holds(const Expected *expected, const Agreement *got, char **ret_fault);
/* Is there a value of that name at all? */
bool expected_is_known(const Expected *expected, const Agreement *got);

/* The scoring rooms' own examples (trimmed_, drop_, ranking_, cycle_, gbt19580_). Values go to the group "scoring". */
bool oracle_scoring(const Oracle *oracle, Agreement *got);

#endif
