/* pack_document.h: packs as documents, for `packs list` and `packs show`. */
#ifndef ACCOLADE_PACK_DOCUMENT_H
#define ACCOLADE_PACK_DOCUMENT_H

#include "criteria/pack.h"
#include "reports/document.h"

Document *pack_list_document(PackShelf *shelf, const char *lang);
Document *criteria_document(const Criteria *criteria, const char *lang);
Document *rules_document(const Rules *rules, const char *lang);

/* Of rules: options, how stages go, reserved places, money; the tables of classes, vetoes, deductions, reason codes and
 * checks' settings; and the checks of the award's own. */
void rules_add_facts(Document *document, const Rules *rules, const char *lang);
void rules_add_tables(Document *document, const Rules *rules, const char *lang);
void rules_add_declared(Document *document, const Rules *rules, const char *lang);
/* Gives a table n rows out of rules, without columns that are empty; `row` gets a RulesShown. */
typedef struct RulesShown {
  const Rules *rules;
  const char *lang;
  GStringChunk *texts; /* what cells borrow that the rules do not hold; each text once */
} RulesShown;
void rules_set_rows(Table *table, const Rules *rules, const char *lang, size_t n, TableRow *row);
/* A number of the rules: for machines with at least so many decimals, more where it has more; for people exactly. */
Cell rules_number(Ratio number, uint8_t least);
Cell rules_shown_number(const RulesShown *shown, Ratio number);
/* What a mark on a stage's own scale is worth. */
Ratio rules_scale_figure(const Scale *scale, int16_t mark);
/* Key words, separated by spaces, in the reader's language. */
Cell rules_shown_words(const RulesShown *shown, const char *keys);

/* Recognition levels, each with what it asks for. */
void pack_levels(Document *document, const Level *levels, size_t n, const char *lang);

/* Which type the shelf knows the id as, or the file is; of an id that is wrong, the type of the nearest. */
PackType pack_type(PackShelf *shelf, const char *id);

/* A field whose value is one of a pack's key words: machines get the key, people its words. */
void pack_field(Document *document, const char *key, const char *title, const char *word);
/* The field of a pack's status: people read what it means. */
void pack_status(Document *document, const char *status);

#endif
