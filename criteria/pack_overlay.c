/* pack_overlay.c: overlays: a variant is the pack it names, changed by set, drop and add.
 *
 * The base is copied and changed as a tree, so that faults in the result still know in which file
 * and line they were made. What a dropped node was mapped to goes with it. */
#include "criteria/pack_private.h"

#include <string.h>

enum { MOST_OVERLAYS = 8 };

typedef struct Overlay {
  xmlDoc *base;
  const xmlNode *root; /* of the overlay */
  const char *file;
  Faults *faults;
  GHashTable *places; /* code or id -> xmlNode of the base */
} Overlay;

static char *word_of(const xmlNode *node, const char *name) {
  xmlChar *value = xmlGetNoNsProp(node, BAD_CAST name);
  char *word = g_strstrip(g_strdup(value != NULL ? (const char *)value : ""));
  xmlFree(value);
  return word;
}

static bool is_node(const xmlNode *node) { return is_named(node, "node") || is_named(node, "item"); }

static void note_places(GHashTable *places, xmlNode *parent) {
  for (xmlNode *child = first_child(parent, NULL); child != NULL; child = next_like(child, NULL)) {
    bool node = is_node(child), named = is_named(child, "subtotal") || is_named(child, "level");
    char *word = node || named ? word_of(child, node ? "code" : "id") : NULL;
    if (word != NULL && (node || !g_hash_table_contains(places, word)))
      g_hash_table_insert(places, word, child);
    else
      g_free(word);
    if (node) note_places(places, child);
  }
}

static xmlNode *find_place(Overlay *overlay, const xmlNode *change, const char *attribute) {
  g_autofree char *ref = word_of(change, attribute);
  xmlNode *place = g_hash_table_lookup(overlay->places, ref);
  if (place == NULL)
    fault_at(overlay->faults, change, _("the pack it overlays has no “%s”; name a code or id it has"), ref);
  return place;
}

/* From now on faults at this element (and below) lie in the overlay, in the line of the change. */
static void move_origin(const Overlay *overlay, xmlNode *node, const xmlNode *change) {
  node->_private = (void *)overlay->file;
  if (change != NULL) node->line = change->line;
}

/* -- set ------------------------------------------------------------------------------------------------ */

static void keep_origins(const xmlNode *parent, const Overlay *overlay) {
  const char *file = parent->_private != NULL ? parent->_private : overlay->base->_private;
  for (xmlNode *child = first_child(parent, NULL); child != NULL; child = next_like(child, NULL)) {
    if (child->_private == NULL) child->_private = (void *)file;
  }
}

static void replace_texts(Overlay *overlay, const xmlNode *change, xmlNode *place, const char *name) {
  xmlNode *before = NULL;
  for (const xmlNode *text = first_child(change, name); text != NULL; text = next_like(text, name)) {
    xmlChar *lang = xmlGetNsProp(text, BAD_CAST "lang", XML_XML_NAMESPACE);
    xmlNode *copy = xmlDocCopyNode((xmlNode *)text, overlay->base, 1), *old = first_child(place, name);
    for (; old != NULL; old = next_like(old, name)) {
      xmlChar *other = xmlGetNsProp(old, BAD_CAST "lang", XML_XML_NAMESPACE);
      bool same = xmlStrEqual(lang, other);
      xmlFree(other);
      if (same) break;
    }
    xmlFree(lang);
    move_origin(overlay, copy, text);
    if (old != NULL) {
      xmlReplaceNode(old, copy);
      xmlFreeNode(old);
    } else {
      xmlNode *last = before != NULL ? before : first_child(place, name);
      for (xmlNode *next = last; next != NULL; next = next_like(next, name)) last = next;
      if (last == NULL && strcmp(name, "hint") == 0) {
        for (xmlNode *next = first_child(place, "title"); next != NULL; next = next_like(next, "title")) last = next;
      }
      if (last != NULL)
        xmlAddNextSibling(last, copy);
      else if (place->children != NULL)
        xmlAddPrevSibling(place->children, copy);
      else
        xmlAddChild(place, copy);
    }
    before = copy;
  }
}

static void apply_set(Overlay *overlay, const xmlNode *change) {
  xmlNode *place = find_place(overlay, change, "ref");
  if (place == NULL) return;
  keep_origins(place, overlay);
  for (const xmlAttr *attribute = change->properties; attribute != NULL; attribute = attribute->next) {
    const char *name = (const char *)attribute->name;
    if (strcmp(name, "ref") == 0) continue;
    g_autofree char *value = word_of(change, name);
    if (strcmp(name, "points") == 0) xmlUnsetProp(place, BAD_CAST "share");
    if (strcmp(name, "share") == 0) xmlUnsetProp(place, BAD_CAST "points");
    xmlSetProp(place, BAD_CAST name, BAD_CAST value);
  }
  move_origin(overlay, place, change);
  replace_texts(overlay, change, place, "title");
  replace_texts(overlay, change, place, "hint");
}

/* -- drop and add --------------------------------------------------------------------------------------------- */

static void forget_places(Overlay *overlay, const xmlNode *node) {
  g_autofree char *word = word_of(node, is_node(node) ? "code" : "id");
  g_hash_table_remove(overlay->places, word);
  for (const xmlNode *child = first_child(node, NULL); child != NULL; child = next_like(child, NULL)) {
    if (is_node(child)) forget_places(overlay, child);
  }
}

static void drop_maps(Overlay *overlay) {
  xmlNode *next;
  for (xmlNode *map = first_child(xmlDocGetRootElement(overlay->base), "map"); map != NULL; map = next) {
    next = next_like(map, "map");
    g_autofree char *code = word_of(map, "node");
    if (g_hash_table_contains(overlay->places, code)) continue;
    xmlUnlinkNode(map);
    xmlFreeNode(map);
  }
}

static void apply_drop(Overlay *overlay, const xmlNode *change) {
  xmlNode *place = find_place(overlay, change, "ref");
  if (place == NULL) return;
  if (is_node(place->parent)) {
    keep_origins(place->parent, overlay);
    move_origin(overlay, place->parent, change);
  }
  forget_places(overlay, place);
  xmlUnlinkNode(place);
  xmlFreeNode(place);
}

static void apply_add(Overlay *overlay, const xmlNode *change) {
  bool after = xmlHasProp(change, BAD_CAST "after") != NULL, under = xmlHasProp(change, BAD_CAST "under") != NULL;
  if (after == under) {
    fault_at(overlay->faults, change, _("it needs either after or under, and only one of them; mend it"));
    return;
  }
  xmlNode *place = find_place(overlay, change, after ? "after" : "under");
  if (place == NULL) return;
  if (!is_node(place) || (under && !is_named(place, "node"))) {
    fault_at(overlay->faults, change,
             _("nodes and items can only be added under a node, or after a node or item; name one"));
    return;
  }
  for (const xmlNode *child = first_child(change, NULL); child != NULL; child = next_like(child, NULL)) {
    xmlNode *copy = xmlDocCopyNode((xmlNode *)child, overlay->base, 1);
    move_origin(overlay, copy, NULL);
    place = after ? xmlAddNextSibling(place, copy) : xmlAddChild(place, copy);
    if (under) place = place->parent;
    char *code = word_of(copy, "code");
    g_hash_table_insert(overlay->places, code, copy);
    note_places(overlay->places, copy);
  }
}

/* -- the whole ------------------------------------------------------------------------------------------------ */

static void change_head(Overlay *overlay) {
  xmlNode *root = xmlDocGetRootElement(overlay->base);
  keep_origins(root, overlay);
  static const char *const names[] = {"title", "note"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    for (xmlNode *old = first_child(root, names[i]), *next; old != NULL; old = next) {
      next = next_like(old, names[i]);
      xmlUnlinkNode(old);
      xmlFreeNode(old);
    }
  }
  xmlNode *first = first_child(root, NULL);
  for (const xmlNode *child = first_child(overlay->root, NULL); child != NULL; child = next_like(child, NULL)) {
    if (!is_named(child, "title") && !is_named(child, "note")) continue;
    xmlNode *copy = xmlDocCopyNode((xmlNode *)child, overlay->base, 1);
    move_origin(overlay, copy, NULL);
    xmlAddPrevSibling(first, copy);
  }
  static const char *const attributes[] = {"id", "edition", "revision", "status", "supersedes"};
  for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
    g_autofree char *value = word_of(overlay->root, attributes[i]);
    xmlUnsetProp(root, BAD_CAST attributes[i]);
    if (*value != '\0') xmlSetProp(root, BAD_CAST attributes[i], BAD_CAST value);
  }
  move_origin(overlay, root, overlay->root);
}

static void change(Overlay *overlay) {
  note_places(overlay->places, xmlDocGetRootElement(overlay->base));
  for (const xmlNode *at = first_child(overlay->root, NULL); at != NULL; at = next_like(at, NULL)) {
    if (is_named(at, "set"))
      apply_set(overlay, at);
    else if (is_named(at, "drop"))
      apply_drop(overlay, at);
    else if (is_named(at, "add"))
      apply_add(overlay, at);
  }
  drop_maps(overlay);
  change_head(overlay);
}

static xmlDoc *read_base(PackShelf *shelf, const xmlNode *root, const char *id, Faults *faults) {
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = pack_shelf_text(shelf, id, PACK_CRITERIA, &name, &error);
  g_autoptr(Faults) inside = faults_new(name != NULL ? name : id);
  xmlDoc *base = text != NULL ? pack_tree(text, strlen(text), inside) : NULL;
  if (base != NULL && pack_tree_validate(base, PACK_CRITERIA, inside)) return base;
  if (text != NULL) faults_raise(inside, &error);
  fault_at(faults, root, _("the pack it overlays cannot be used: %s"), error->message);
  xmlFreeDoc(base);
  return NULL;
}

static xmlDoc *resolve(PackShelf *shelf, xmlDoc *doc, GPtrArray *chain, Faults *faults) {
  const xmlNode *root = xmlDocGetRootElement(doc);
  g_autofree char *id = word_of(root, "id"), *under = word_of(root, "overlays");
  if (*under == '\0') return doc;
  g_ptr_array_add(chain, g_strdup(id));
  if (g_ptr_array_find_with_equal_func(chain, under, g_str_equal, NULL) || chain->len > MOST_OVERLAYS) {
    g_ptr_array_add(chain, g_strdup(under));
    g_ptr_array_add(chain, NULL);
    g_autofree char *circle = g_strjoinv(" -> ", (char **)chain->pdata);
    fault_at(faults, root,
             _("overlays lie on each other in a circle or more than 8 deep (%s); one must be a whole pack"), circle);
    xmlFreeDoc(doc);
    return NULL;
  }
  xmlDoc *base = read_base(shelf, root, under, faults);
  if (base != NULL) base = resolve(shelf, base, chain, faults);
  if (base != NULL) {
    g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Overlay overlay = {base, root, doc->_private, faults, places};
    change(&overlay);
  }
  xmlFreeDoc(doc);
  if (base == NULL || faults->n == 0) return base;
  xmlFreeDoc(base);
  return NULL;
}

xmlDoc *pack_apply_overlays(PackShelf *shelf, xmlDoc *doc, Faults *faults) {
  g_autoptr(GPtrArray) chain = g_ptr_array_new_with_free_func(g_free);
  return resolve(shelf, doc, chain, faults);
}
