/* pack_write.c: a tree as text, always in the same way: two spaces a level, texts and empty elements on one line,
 * attributes in the order they have. Comments and white space between elements are not kept. */
#include "criteria/pack_private.h"

static void put_escaped(GString *out, const char *text) {
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_string_append(out, escaped);
}

static void put_attribute(GString *out, const xmlAttr *attribute) {
  xmlChar *value = xmlNodeListGetString(attribute->doc, attribute->children, 1);
  const char *prefix =
      attribute->ns != NULL && attribute->ns->prefix != NULL ? (const char *)attribute->ns->prefix : "";
  g_string_append_printf(out, " %s%s%s=\"", prefix, *prefix != '\0' ? ":" : "", (const char *)attribute->name);
  put_escaped(out, value != NULL ? (const char *)value : "");
  g_string_append_c(out, '"');
  xmlFree(value);
}

static void put_text(GString *out, const xmlNode *node) {
  xmlChar *content = xmlNodeGetContent(node);
  put_escaped(out, collapse_blanks((char *)content));
  xmlFree(content);
}

static void put_element(GString *out, const xmlNode *node, int depth) {
  g_string_append_printf(out, "%*s<%s", depth * 2, "", (const char *)node->name);
  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    put_attribute(out, attribute);
  const xmlNode *child = first_child(node, NULL);
  if (child == NULL && node->children == NULL) {
    g_string_append(out, "/>\n");
    return;
  }
  g_string_append_c(out, '>');
  if (child == NULL)
    put_text(out, node);
  else
    g_string_append_c(out, '\n');
  for (; child != NULL; child = next_like(child, NULL)) put_element(out, child, depth + 1);
  g_string_append_printf(out, "%*s</%s>\n", first_child(node, NULL) != NULL ? depth * 2 : 0, "",
                         (const char *)node->name);
}

char *pack_write(const xmlDoc *doc) {
  GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  put_element(out, xmlDocGetRootElement(doc), 0);
  return g_string_free(out, FALSE);
}
