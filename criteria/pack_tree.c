/* The one place where libxml2 parses: text that was scanned, no network, no entities, no DTD. */
#include "criteria/pack_private.h"

#include <libxml/parser.h>
#include <string.h>

static xmlParserInput *deny(const char *url, const char *id, xmlParserCtxt *context) {
  (void)url, (void)id, (void)context;
  return NULL;
}

static void prepare(void) {
  static size_t done;
  if (!g_once_init_enter(&done)) return;
  xmlInitParser();
  xmlSetExternalEntityLoader(deny);
  g_once_init_leave(&done, 1);
}

static void hear(void *data, xmlError *error) {
  xmlParserCtxt *context = data;
  Faults *faults = context->_private;
  if (error->level < XML_ERR_ERROR || faults->n > 0) return;
  g_autofree char *text = g_strstrip(g_strdup(error->message != NULL ? error->message : ""));
  fault_at_line(faults, error->line, _("this is not well-formed XML (%s); mend it here or just before"), text);
}

static void refuse_subset(void *data, const xmlChar *name, const xmlChar *id, const xmlChar *url) {
  (void)name, (void)id, (void)url;
  xmlParserCtxt *context = data;
  Faults *faults = context->_private;
  fault_at_line(faults, 1,
                _("DOCTYPE and ENTITY are not allowed in packs; remove the declaration and write texts out"));
  xmlStopParser(context);
}

static void check_string(Faults *faults, const xmlNode *at, const xmlNode *holder) {
  for (const xmlNode *text = holder->children; text != NULL; text = text->next) {
    if (text->content == NULL || (text->type != XML_TEXT_NODE && text->type != XML_CDATA_SECTION_NODE)) continue;
    if (pack_text_is_safe((const char *)text->content)) continue;
    fault_at(faults, at, _("a control character is hidden in its text or attributes; remove it"));
  }
}

/* Characters given by number are only seen in the tree. */
static void check_characters(Faults *faults, const xmlNode *node) {
  for (; node != NULL; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    check_string(faults, node, node);
    for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next) {
      check_string(faults, node, (const xmlNode *)attribute);
    }
    check_characters(faults, node->children);
  }
}

/* The tree of a text, NULL with faults. */
xmlDoc *pack_tree(const char *bytes, size_t length, Faults *faults) {
  prepare();
  if (length > PACK_MAX_BYTES) {
    fault_at_line(faults, 1, _("the text is larger than 4 MiB, which no pack is; give a smaller one"));
    return NULL;
  }
  g_autofree char *text = pack_decode(bytes, length, faults);
  if (text == NULL || !pack_scan(text, faults)) return NULL;
  xmlParserCtxt *context = xmlNewParserCtxt();
  context->_private = faults;
  context->sax->serror = hear;
  context->sax->internalSubset = refuse_subset;
  xmlDoc *doc = xmlCtxtReadMemory(context, text, (int)strlen(text), NULL, "UTF-8",
                                  XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_IGNORE_ENC);
  bool good = context->wellFormed && doc != NULL && faults->n == 0;
  xmlFreeParserCtxt(context);
  if (good) check_characters(faults, doc->children);
  if (good && faults->n == 0) {
    doc->_private = (void *)faults->file;
    return doc;
  }
  if (faults->n == 0)
    fault_at_line(faults, 1, _("this is not well-formed XML; a pack is a <criteria> or <rules> element"));
  xmlFreeDoc(doc);
  return NULL;
}

/* Whether the root element is of a type. */
bool pack_tree_type(const xmlDoc *doc, PackType *ret_type) {
  const xmlNode *root = xmlDocGetRootElement(doc);
  bool criteria = root != NULL && is_named(root, "criteria"), rules = root != NULL && is_named(root, "rules");
  if (criteria || rules) *ret_type = criteria ? PACK_CRITERIA : PACK_RULES;
  return criteria || rules;
}
