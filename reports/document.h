/* document.h: what a report says, free of format.
 *
 * A Document is a list of parts: headings, paragraphs, fields, tables, bars. Words are already in the reader's
 * language (reports call gettext when they build); keys are for machines and never change. A table's rows are
 * made when they are asked for, so a million of them cost nothing: `row` fills the cells of row i and
 * must give the same answer each time. Strings in cells are borrowed from what `row` reads, or are valid until
 * its next call.
 *
 * Who sees what: json is a tree of fields and tables by key; csv a sheet: the first table that is not for people only
 * (one header line, then rows); text, markdown and html are for people. */
#ifndef ACCOLADE_DOCUMENT_H
#define ACCOLADE_DOCUMENT_H

#include "criteria/ratio.h"

#include <glib.h>
#include <string.h>

typedef enum CellType {
  CELL_NONE,
  CELL_TEXT,
  CELL_INTEGER,
  CELL_NUMBER,
  CELL_RATIO,
  CELL_BOOL,
  CELL_RECORD,
  CELL_LIST
} CellType;

typedef struct Cell Cell;
typedef struct Field Field;
struct Cell {
  CellType type;
  uint8_t decimals;  /* CELL_RATIO as shown: {"decimal", "exact"} in json, the decimal elsewhere */
  bool exact_only;   /* CELL_RATIO: json gives the "n/d" string alone */
  bool decimal_only; /* CELL_RATIO: json gives the decimal string alone */
  bool marked;       /* emphasis for people: a flagged cell */
  uint8_t honour;    /* colour for people: 1 the highest tier, 2 the next ...; 0 none */
  union {
    struct {
      const char *text;
      size_t length; /* in bytes, before its NUL */
    };
    int64_t integer;
    double number; /* advisory statistics only; NaN prints as null */
    Ratio ratio;
    bool truth;
    struct {
      size_t n;
      const Field *fields;
    } record;
    struct {
      size_t n;
      const Cell *cells;
    } list;
  };
};
struct Field {
  const char *key; /* letters, digits, - and _ */
  Cell cell;
};

typedef enum Reader { READER_PERSON, READER_SHEET, READER_TREE } Reader;
/* Machines are sheets (csv: cells side by side) and trees (json: lists inside records). */
typedef enum Audience { FOR_ALL, FOR_PEOPLE, FOR_MACHINES, FOR_SHEETS, FOR_TREES, FOR_NOBODY } Audience;
bool audience_has(Audience audience, Reader reader);
typedef enum Align { ALIGN_LEFT, ALIGN_RIGHT } Align;

typedef struct Column {
  const char *key;
  const char *title;
  Align align;
  Audience audience;
} Column;

/* Fills cells with what row i says; those it leaves alone are CELL_NONE. */
typedef void TableRow(const void *data, size_t i, Cell *cells);

typedef struct Table {
  char *key;
  char *title; /* NULL: none */
  char *empty; /* said instead of an empty table; NULL: nothing */
  Audience audience;
  size_t n_columns;
  Column *columns; /* the table's own; keys and titles are copied */
  bool sparse;     /* columns for people that are empty in every row are left out; of some thousand rows none is */
  size_t n_rows;
  TableRow *row;
  const void *data;
  GDestroyNotify free_data;         /* may be NULL */
  void *(*again)(const void *data); /* data by which somebody else may read rows at the same time; NULL: nobody may */
} Table;

/* The columns (indices into table->columns) a reader sees; ret_columns has room for n_columns. Returns how many. */
size_t table_columns_for(const Table *table, Reader reader, size_t *ret_columns);
/* Fills cells[n_columns] with row i; cells the table leaves alone are CELL_NONE. */
void table_read(const Table *table, size_t i, Cell *cells);

typedef enum PartType { PART_HEADING, PART_PARAGRAPH, PART_FIELD, PART_TABLE, PART_BARS, PART_SIGNATURES } PartType;

typedef struct Bar {
  char *label;
  Ratio share; /* 0..1 */
  char *value;
} Bar;

typedef struct Part {
  PartType type;
  Audience audience;
  int level;  /* heading: 1.. */
  char *text; /* heading, paragraph; field: its title for people, NULL for machines only */
  char *key;  /* field */
  Cell cell;  /* field: deep copy, owned */
  Table *table;
  size_t n_bars;
  Bar *bars;
  char **signatures; /* who signs, NULL-terminated */
} Part;

typedef struct Document {
  char *format; /* "accolade.ranking/1" */
  char *title;
  char *over;       /* said above the title: the award's name and cycle; NULL: nothing */
  char *lang;       /* "zh", "en": html lang */
  GPtrArray *parts; /* of Part */
} Document;

Document *document_new(const char *format, const char *title, const char *lang);
void document_heading(Document *document, int level, const char *text);
void document_paragraph(Document *document, const char *text);
/* title NULL: for machines only; key NULL: for people only. The cell is copied. */
void document_field(Document *document, const char *key, const char *title, Cell cell);
/* The table is the document's from here on; returns it so that the caller can fill it in. */
Table *document_table(Document *document, const char *key, const char *title, size_t n_columns, const Column *columns);
/* Gives the table its rows; data is freed with the table unless free_data is NULL. */
void table_set_rows(Table *table, size_t n, TableRow *row, const void *data, GDestroyNotify free_data);
void document_bar(Document *document, const char *label, Ratio share, const char *value); /* joins the bars before it */
void document_signatures(Document *document, const char *const *who); /* NULL-terminated; lines to sign on */
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

static inline Cell cell_none(void) { return (Cell){.type = CELL_NONE}; }
static inline Cell cell_text(const char *text) {
  return (Cell){.type = CELL_TEXT, .text = text, .length = text ? strlen(text) : 0};
}
static inline Cell cell_integer(int64_t n) { return (Cell){.type = CELL_INTEGER, .integer = n}; }
static inline Cell cell_ratio(Ratio r, uint8_t decimals) {
  return (Cell){.type = CELL_RATIO, .decimals = decimals, .ratio = r};
}
static inline Cell cell_exact(Ratio r) {
  return (Cell){.type = CELL_RATIO, .decimals = 2, .exact_only = true, .ratio = r};
}
/* A ratio that machines read as its decimal alone: a percentage. */
static inline Cell cell_decimal(Ratio r, uint8_t decimals) {
  return (Cell){.type = CELL_RATIO, .decimals = decimals, .decimal_only = true, .ratio = r};
}
static inline Cell cell_number(double x) { return (Cell){.type = CELL_NUMBER, .number = x}; }
static inline Cell cell_bool(bool b) { return (Cell){.type = CELL_BOOL, .truth = b}; }
static inline Cell cell_record(const Field *fields, size_t n) {
  return (Cell){.type = CELL_RECORD, .record = {n, fields}};
}
static inline Cell cell_list(const Cell *cells, size_t n) { return (Cell){.type = CELL_LIST, .list = {n, cells}}; }

/* The same in an empty cell, where there are many to fill: whole cells are large to hand over. */
static inline void cell_fill_text(Cell *cell, const char *text, size_t length) {
  cell->type = CELL_TEXT;
  cell->text = text;
  cell->length = length;
}
static inline void cell_fill_words(Cell *cell, const char *words) {
  cell_fill_text(cell, words, *words ? strlen(words) : 0); /* many are empty */
}
static inline void cell_fill_integer(Cell *cell, int64_t n) {
  cell->type = CELL_INTEGER;
  cell->integer = n;
}
static inline void cell_fill_ratio(Cell *cell, Ratio r, uint8_t decimals) {
  cell->type = CELL_RATIO;
  cell->decimals = decimals;
  cell->ratio = r;
}
static inline void cell_fill_decimal(Cell *cell, Ratio r, uint8_t decimals) {
  cell_fill_ratio(cell, r, decimals);
  cell->decimal_only = true;
}
static inline void cell_fill_bool(Cell *cell, bool b) {
  cell->type = CELL_BOOL;
  cell->truth = b;
}

#endif
