/* pack_document.h: packs as documents, for `packs list` and `packs show`. */
#ifndef ACCOLADE_PACK_DOCUMENT_H
#define ACCOLADE_PACK_DOCUMENT_H

#include "criteria/pack.h"
#include "reports/document.h"

Document *pack_list_document(PackShelf *shelf, const char *lang);
Document *criteria_document(const Criteria *criteria, const char *lang);
Document *rules_document(const Rules *rules, const char *lang);

/* Of rules: options, who passes, reserved places; and the tables of classes, deductions and checks' settings. */
void rules_add_facts(Document *document, const Rules *rules);
void rules_add_tables(Document *document, const Rules *rules, const char *lang);
/* Gives a table n rows out of rules, without columns that are empty; `row` gets a RulesShown. */
typedef struct RulesShown {
  const Rules *rules;
  const char *lang;
} RulesShown;
void rules_set_rows(Table *table, const Rules *rules, const char *lang, size_t n, TableRow *row);

/* Recognition levels, each with what it asks for. */
void pack_levels(Document *document, const Level *levels, size_t n, const char *lang);

/* Which type the shelf knows the id as, or the file is; of an id that is wrong, the type of the nearest. */
PackType pack_type(PackShelf *shelf, const char *id);

/* A field whose value is one of a pack's key words: machines get the key, people its words. */
void pack_field(Document *document, const char *key, const char *title, const char *word);

#endif
