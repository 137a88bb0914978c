/* pack_tree.c: the one place where libxml2 parses: text that was scanned, no network, no entities, no DTD. */
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

static const struct {
  int code;
  const char *words;
} breaches[] = {
    {XML_ERR_DOCUMENT_EMPTY, N_("there is no element")},
    {XML_ERR_DOCUMENT_END, N_("something follows the end of the first element")},
    {XML_ERR_TAG_NAME_MISMATCH, N_("a tag is closed by one of another name")},
    {XML_ERR_TAG_NOT_FINISHED, N_("an element is never closed")},
    {XML_ERR_LT_REQUIRED, N_("“<” is wanted")},
    {XML_ERR_GT_REQUIRED, N_("“>” is wanted")},
    {XML_ERR_LTSLASH_REQUIRED, N_("a closing tag is wanted")},
    {XML_ERR_NAME_REQUIRED, N_("a name is wanted after “<” or “&”")},
    {XML_ERR_SPACE_REQUIRED, N_("a space is wanted between attributes")},
    {XML_ERR_EQUAL_REQUIRED, N_("“=” is wanted after the name of an attribute")},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, N_("the value of an attribute stands in quotes")},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, N_("the value of an attribute is never closed by its quote")},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, N_("an attribute has no value")},
    {XML_ERR_ATTRIBUTE_REDEFINED, N_("an attribute is there twice")},
    {XML_ERR_LT_IN_ATTRIBUTE, N_("“<” in a value is written &lt;")},
    {XML_ERR_UNDECLARED_ENTITY, N_("an entity is not known; only &lt; &gt; &amp; &quot; &apos; are")},
    {XML_WAR_UNDECLARED_ENTITY, N_("an entity is not known; only &lt; &gt; &amp; &quot; &apos; are")},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, N_("“&” in text is written &amp;")},
    {XML_ERR_INVALID_CHAR, N_("a character may not be in XML")},
    {XML_NS_ERR_UNDEFINED_NAMESPACE, N_("a prefix is not declared")},
};

/* What is wrong in the reader's language; what is rare in the library's own words. Caller frees. */
static char *breach_words(const xmlError *error) {
  for (size_t i = 0; i < G_N_ELEMENTS(breaches); i++)
    if (breaches[i].code == error->code) return g_strdup(_(breaches[i].words));
  return g_strstrip(g_strdup(error->message != NULL ? error->message : ""));
}

static void hear(void *data, xmlError *error) {
  xmlParserCtxt *context = data;
  Faults *faults = context->_private;
  if (error->level < XML_ERR_ERROR || faults->n > 0) return;
  g_autofree char *text = breach_words(error);
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
    if (!text_find_unsafe((const char *)text->content)) continue;
    fault_at(faults, at, _("a control character is hidden in its text or attributes; remove it"));
  }
}

/* Characters given by number (&#8206;) are only seen in the tree. */
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

/* White space between elements says nothing, and short texts lie in their nodes: half the nodes, half the memory. */
enum {
  PARSE_OPTIONS = XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_IGNORE_ENC | XML_PARSE_NOBLANKS | XML_PARSE_COMPACT
};

/* A shipped text was scanned when it was made: the tests scan them all. */
xmlDoc *pack_tree(const char *bytes, size_t length, Faults *faults) {
  prepare();
  if (length > PACK_MAX_BYTES) {
    fault_at_line(faults, 1, _("the text is larger than 4 MiB, which no pack is; give a smaller one"));
    return NULL;
  }
  const EmbeddedFile *shipped = pack_shipped(bytes, length);
  g_autofree char *decoded = shipped != NULL ? NULL : pack_decode(bytes, length, faults);
  const char *text = shipped != NULL ? shipped->text : decoded;
  if (text == NULL || (shipped == NULL && !pack_scan(text, faults))) return NULL;
  xmlParserCtxt *context = xmlNewParserCtxt();
  context->_private = faults;
  context->sax->serror = hear;
  context->sax->internalSubset = refuse_subset;
  xmlDoc *doc = xmlCtxtReadMemory(context, text, (int)strlen(text), NULL, "UTF-8", PARSE_OPTIONS);
  bool good = context->wellFormed && doc != NULL && faults->n == 0;
  xmlFreeParserCtxt(context);
  if (good && strstr(text, "&#") != NULL) check_characters(faults, doc->children);
  if (good && faults->n == 0) {
    doc->_private = (void *)faults->file;
    return doc;
  }
  if (faults->n == 0)
    fault_at_line(faults, 1, _("this is not well-formed XML; a pack is a <criteria> or <rules> element"));
  xmlFreeDoc(doc);
  return NULL;
}

bool pack_tree_type(const xmlDoc *doc, PackType *ret_type) {
  const xmlNode *root = xmlDocGetRootElement(doc);
  bool criteria = root != NULL && is_named(root, "criteria"), rules = root != NULL && is_named(root, "rules");
  if (criteria || rules) *ret_type = criteria ? PACK_CRITERIA : PACK_RULES;
  return criteria || rules;
}
