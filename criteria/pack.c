/* pack.c: the entries: a text into Criteria or Rules, and every fault of a file. */
#include "criteria/pack_private.h"

#include <string.h>

static bool check_root(const xmlDoc *doc, PackType wanted, Faults *faults) {
  const xmlNode *root = xmlDocGetRootElement(doc);
  PackType type;
  if (pack_tree_type(doc, &type) && type == wanted) return true;
  fault_at(faults, root,
           wanted == PACK_CRITERIA ? _("this is not a criteria pack; its first element must be <criteria>")
                                   : _("this is not a rules pack; its first element must be <rules>"));
  return false;
}

static void check_whole(const xmlDoc *doc, Faults *faults) {
  const xmlNode *root = xmlDocGetRootElement(doc);
  if (xmlHasProp(root, BAD_CAST "overlays") == NULL) return;
  fault_at(faults, root, _("it only changes another pack; name it by file or id, so that the other is found"));
}

/* The tree of a whole pack of that type; NULL with faults. */
static xmlDoc *read_whole(const char *text, size_t length, PackType type, Faults *faults) {
  xmlDoc *doc = pack_tree(text, length, faults);
  if (doc == NULL) return NULL;
  if (check_root(doc, type, faults)) check_whole(doc, faults);
  if (faults->n == 0) return doc;
  xmlFreeDoc(doc);
  return NULL;
}

/* A shipped pack was held against the grammar when it was made: the tests walk them all. */
static bool fits_grammar(const char *text, size_t length, xmlDoc *doc, PackType type, const char *const *overrides,
                         Faults *faults) {
  bool shared = false;
  for (; overrides != NULL && *overrides != NULL; overrides++) shared |= g_str_has_prefix(*overrides, "share.");
  return (!shared && pack_shipped(text, length) != NULL) || pack_tree_validate(doc, type, faults);
}

Criteria *pack_parse_criteria(const char *text, size_t length, const char *name, const char *const *overrides,
                              GError **error) {
  g_autoptr(Faults) faults = faults_new(name);
  xmlDoc *doc = read_whole(text, length, PACK_CRITERIA, faults);
  Criteria *criteria = NULL;
  bool shaped = doc != NULL && apply_shares(doc, overrides, name, error);
  if (shaped) criteria = load_criteria(doc, fits_grammar(text, length, doc, PACK_CRITERIA, overrides, faults), faults);
  xmlFreeDoc(doc);
  if (criteria != NULL)
    pack_hash(text, length, criteria->sha256);
  else if (shaped || doc == NULL)
    faults_raise(faults, error);
  return criteria;
}

Rules *pack_parse_rules(const char *text, size_t length, const char *name, const char *const *overrides,
                        GError **error) {
  g_autoptr(Faults) faults = faults_new(name);
  xmlDoc *doc = read_whole(text, length, PACK_RULES, faults);
  g_autoptr(Rules) rules = NULL;
  if (doc != NULL) rules = load_rules(doc, fits_grammar(text, length, doc, PACK_RULES, NULL, faults), faults);
  xmlFreeDoc(doc);
  if (rules == NULL) {
    faults_raise(faults, error);
    return NULL;
  }
  pack_hash(text, length, rules->sha256);
  return apply_options(rules, overrides, name, error) ? g_steal_pointer(&rules) : NULL;
}

/* -- files and the shelf ------------------------------------------------------------------------------- */

static void check_classes(PackShelf *shelf, const Rules *rules, const xmlDoc *doc, Faults *faults) {
  const xmlNode *node = first_child(xmlDocGetRootElement(doc), "class");
  for (size_t i = 0; i < rules->n_classes; i++, node = next_like(node, "class")) {
    const char *id = rules->classes[i].criteria;
    if (*id == '\0' || pack_shelf_has(shelf, id, PACK_CRITERIA)) continue;
    fault_at(faults, node, _("there are no criteria “%s”; “accolade packs” lists those there are"), id);
  }
}

/* Checks a tree of either type and applies overlays; the whole tree, NULL with faults. Takes doc. */
static xmlDoc *check_tree(PackShelf *shelf, xmlDoc *doc, Faults *faults) {
  PackType type;
  if (!pack_tree_type(doc, &type)) {
    fault_at(faults, xmlDocGetRootElement(doc),
             _("this is not a pack; its first element must be <criteria> or <rules>"));
    xmlFreeDoc(doc);
    return NULL;
  }
  bool shaped = pack_tree_validate(doc, type, faults),
       overlay = xmlHasProp(xmlDocGetRootElement(doc), BAD_CAST "overlays") != NULL;
  if (overlay && shaped) {
    doc = pack_apply_overlays(shelf, doc, faults);
    if (doc == NULL) return NULL;
    shaped = pack_tree_validate(doc, type, faults);
  }
  if (type == PACK_CRITERIA && (shaped || !overlay)) criteria_free(load_criteria(doc, shaped, faults));
  if (type == PACK_RULES) {
    g_autoptr(Rules) rules = load_rules(doc, shaped, faults);
    if (rules != NULL) check_classes(shelf, rules, doc, faults);
  }
  if (faults->n == 0) return doc;
  xmlFreeDoc(doc);
  return NULL;
}

bool pack_file_type(const char *path, PackType *ret_type) {
  g_autoptr(Faults) faults = faults_new(path);
  size_t length = 0;
  g_autofree char *bytes = pack_read_file(path, &length, NULL);
  xmlDoc *doc = bytes ? pack_tree(bytes, length, faults) : NULL;
  bool is_pack = doc != NULL && pack_tree_type(doc, ret_type);
  xmlFreeDoc(doc);
  return is_pack;
}

GPtrArray *pack_check_file(PackShelf *shelf, const char *path) {
  g_autoptr(Faults) faults = faults_new(path);
  g_autoptr(GError) error = NULL;
  size_t length = 0;
  g_autofree char *bytes = pack_read_file(path, &length, &error);
  if (bytes == NULL) {
    GPtrArray *only = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(only, g_strdup(error->message));
    return only;
  }
  xmlDoc *doc = pack_tree(bytes, length, faults);
  if (doc != NULL) xmlFreeDoc(check_tree(shelf, doc, faults));
  return faults_list(faults);
}

char *pack_text(PackShelf *shelf, const char *id_or_path, PackType type, GError **error) {
  g_autofree char *name = NULL;
  g_autofree char *text = pack_shelf_text(shelf, id_or_path, type, &name, error);
  if (text == NULL) return NULL;
  g_autoptr(Faults) faults = faults_new(name);
  xmlDoc *doc = pack_tree(text, strlen(text), faults);
  bool overlay = doc != NULL && xmlHasProp(xmlDocGetRootElement(doc), BAD_CAST "overlays") != NULL;
  if (doc != NULL && !check_root(doc, type, faults)) g_clear_pointer(&doc, xmlFreeDoc);
  if (doc != NULL) doc = check_tree(shelf, doc, faults);
  if (doc == NULL) {
    faults_raise(faults, error);
    return NULL;
  }
  char *whole = overlay ? pack_write(doc) : g_steal_pointer(&text);
  xmlFreeDoc(doc);
  return whole;
}
