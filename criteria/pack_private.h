/* pack_private.h: what the pack*.c files share: faults with a place, the tree, and readers of its attributes. */
#ifndef ACCOLADE_PACK_PRIVATE_H
#define ACCOLADE_PACK_PRIVATE_H

#include "criteria/arena.h"
#include "criteria/pack.h"

#include <glib/gi18n.h>
#include <libxml/tree.h>

/* -- faults (pack_faults.c) ------------------------------------------------------------------- */

typedef struct Faults { /* most MOST_FAULTS are kept, all are counted */
  const char *file;     /* what messages call the text */
  GPtrArray *list;
  size_t n;
} Faults;

enum { MOST_FAULTS = 200 };

Faults *faults_new(const char *file);
void faults_free(Faults *faults);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Faults, faults_free)

/* Notes a fault at a node: "FILE:LINE: item 4.1.2: ..." */
void fault_at(Faults *faults, const xmlNode *node, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Notes a fault at a line that has no node (yet). */
void fault_at_line(Faults *faults, long line, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The faults as the strings pack.h promises, in file and line order. Caller owns. */
GPtrArray *faults_list(const Faults *faults);
/* The first fault, and how many more there are, as an error. False, for the caller to return. */
bool faults_raise(const Faults *faults, GError **error);
/* "“a”, “b”, “c”" out of a NULL-terminated list. Caller frees. */
char *quoted_list(const char *const *words);

/* -- text to tree (pack_scan.c, pack_grammar.c, pack_tree.c) ------------------------------------ */

/* At most PACK_MAX_BYTES of a regular file; NULL and error otherwise. */
char *pack_read_file(const char *path, size_t *ret_length, GError **error);
/* The text in UTF-8, its declaration saying so; NULL with faults. Caller frees. */
char *pack_decode(const char *bytes, size_t length, Faults *faults);
/* Whether the text (UTF-8) is harmless enough for libxml2: no DOCTYPE, no depth, no floods. */
bool pack_scan(const char *text, Faults *faults);

/* The tree of a text, NULL with faults. xmlFreeDoc() it. */
xmlDoc *pack_tree(const char *bytes, size_t length, Faults *faults);
/* Whether the root element is of a type, told in *ret_type. */
bool pack_tree_type(const xmlDoc *doc, PackType *ret_type);
/* Validates against the compiled-in grammar. */
bool pack_tree_validate(xmlDoc *doc, PackType type, Faults *faults);

/* -- reading the tree (pack_read.c) --------------------------------------------------------------- */

typedef struct Loader {
  Arena *arena;
  Faults *faults;
  bool shape_ok; /* the grammar had nothing to say, so numbers can be trusted */
} Loader;

/* Child elements by name; NULL as name is any. */
xmlNode *first_child(const xmlNode *parent, const char *name);
xmlNode *next_like(const xmlNode *node, const char *name);
size_t count_children(const xmlNode *parent, const char *name);
/* Elements of any name at any depth; a misshapen pack with more than MOST_ELEMENTS is not looked into. */
size_t count_elements(const xmlNode *parent);
enum { MOST_ELEMENTS = 5000 };
bool is_named(const xmlNode *node, const char *name);
/* Without leading, trailing and doubled white space, in place; a line's end within Chinese is no blank. Returns text. */
char *collapse_blanks(char *text);
/* Attributes: NULL, false or the fallback when absent (or malformed, which the grammar told). */
const char *read_word(Loader *loader, const xmlNode *node, const char *name);
const char *read_word_or(Loader *loader, const xmlNode *node, const char *name, const char *fallback);
bool read_flag(Loader *loader, const xmlNode *node, const char *name, bool fallback);
bool read_number(Loader *loader, const xmlNode *node, const char *name, Ratio *ret_number);
unsigned read_count(Loader *loader, const xmlNode *node, const char *name, unsigned fallback);
/* The place of the attribute's word among the names. */
int read_choice(Loader *loader, const xmlNode *node, const char *name, const char *const *names, int fallback);
/* A mark in hundredths of `unit`; a fault when it is not a whole number of them, or too large. */
bool read_mark(Loader *loader, const xmlNode *node, const char *name, int16_t unit, int16_t *ret_mark);
/* The policy, place and step of a rounding; false when there is none. */
bool read_rounding(Loader *loader, const xmlNode *node, const char *policy, const char *at, RoundingRule *ret_rule);
/* The children of that name as a Text; with dim, only those for this dimension. */
Text read_texts(Loader *loader, const xmlNode *node, const char *name, const char *dim);
/* Notes a second use of an id among those `seen` (id -> xmlNode). */
void note_id(Loader *loader, GHashTable *seen, const char *id, const xmlNode *node);
/* The same out of the ids of the children of that name. Caller frees. */
char *quoted_ids(const xmlNode *parent, const char *name, const char *attribute);

/* -- criteria (pack_criteria.c and its parts) ------------------------------------------------------- */

typedef struct CriteriaLoader {
  Loader base;
  Criteria *criteria;
  const xmlNode *root;
  Scale *scales;
  size_t n_scales;
  Rubric *rubrics;
  Node *nodes;
  const xmlNode **sources; /* per node */
  bool *has_points;        /* per node: said or found */
  NotApplicable not_applicable;
} CriteriaLoader;

void load_scales(CriteriaLoader *loader);
void load_rubrics(CriteriaLoader *loader);
const Rubric *find_rubric(const CriteriaLoader *loader, const char *id);
void load_bands(CriteriaLoader *loader, const xmlNode *node, Rubric *rubric);
/* Points, shares, sums and weights of the tree. */
void settle_points(CriteriaLoader *loader);
bool node_counts(const Node *node); /* is it neither advisory nor context? */
void load_subtotals(CriteriaLoader *loader);
void load_band_tables(CriteriaLoader *loader);
/* `criteria` NULL: the references are checked later, by pack_check_rules_fit(). */
size_t load_levels(Loader *loader, const xmlNode *root, const Criteria *criteria, const Level **ret_levels);
/* What is wrong with one condition (not its children), NULL: nothing. Caller frees. */
char *condition_fault(const Criteria *criteria, const Condition *condition);
/* Applies share.NODE=VALUE to the tree; that shares still add up is checked with the rest of it. */
bool apply_shares(xmlDoc *doc, const char *const *overrides, const char *name, GError **error);

/* The criteria of a tree, without a hash; NULL with faults. */
Criteria *load_criteria(xmlDoc *doc, bool shape_ok, Faults *faults);

/* -- rules (pack_rules.c and its parts) --------------------------------------------------------------- */

typedef struct RulesLoader {
  Loader base;
  Rules *rules;
  const xmlNode *root;
  Stage *stages;
} RulesLoader;

/* What one <combine> element says, over what was said before. */
void load_combination(Loader *loader, const xmlNode *node, Combination *combination);
void load_stages(RulesLoader *loader);
void load_tiers(RulesLoader *loader);
void load_declared(RulesLoader *loader);
/* What is wrong with a rule's term for these criteria; NULL: nothing. Caller frees. */
char *declared_fault(const Criteria *criteria, const RuleTerm *term);
/* As load_criteria(). */
Rules *load_rules(xmlDoc *doc, bool shape_ok, Faults *faults);
/* Applies the options to loaded rules and notes them there. */
bool apply_options(Rules *rules, const char *const *overrides, const char *name, GError **error);

extern const char *const fallback_names[];    /* of combine_method_names, those that may stand in for another */
extern const char *const declaration_names[]; /* of a stage: "none", "required" */

/* -- overlays (pack_overlay.c) and the shelf (pack_shelf.c) ----------------------------------------------- */

/* The tree with every overlay applied to what it overlays; takes doc; NULL with faults. */
xmlDoc *pack_apply_overlays(PackShelf *shelf, xmlDoc *doc, Faults *faults);
/* pack_write.c: the tree written out, always in the same way. Caller frees. */
char *pack_write(const xmlDoc *doc);
typedef struct EmbeddedFile { /* the table the Makefile makes, closed by a NULL name */
  const char *name, *text;
  size_t size;
  const char *sha256; /* of the text */
} EmbeddedFile;
extern const EmbeddedFile embedded_files[];
/* What is compiled in and, to the byte, this; NULL: nothing. */
const EmbeddedFile *pack_shipped(const char *text, size_t length);
/* The raw UTF-8 text of a pack; *ret_name is what to call it, the caller's. */
char *pack_shelf_text(PackShelf *shelf, const char *id_or_path, PackType type, char **ret_name, GError **error);
/* Whether the shelf has a pack of that id and type. */
bool pack_shelf_has(PackShelf *shelf, const char *id, PackType type);

#endif
