/* pack_grammar.c: the compiled-in grammars, and libxml2's words about breaches of them in our form.
 *
 * libxml2 names the pattern a value breaks; what would be right is said here by the attribute. */
#include "criteria/pack_private.h"

#include <libxml/xmlschemas.h>
#include <string.h>

static const EmbeddedFile *embedded(const char *name) {
  const EmbeddedFile *file = embedded_files;
  while (strcmp(file->name, name) != 0) file++;
  return file;
}

static xmlSchema *compile(const char *name) {
  const EmbeddedFile *file = embedded(name);
  xmlSchemaParserCtxt *context = xmlSchemaNewMemParserCtxt(file->text, (int)file->size);
  xmlSchema *schema = xmlSchemaParse(context);
  xmlSchemaFreeParserCtxt(context);
  g_assert(schema != NULL);
  return schema;
}

static xmlSchema *grammar(PackType type) {
  static xmlSchema *compiled[2];
  static size_t ready[2];
  if (g_once_init_enter(&ready[type])) {
    compiled[type] = compile(type == PACK_CRITERIA ? "criteria.xsd" : "rules.xsd");
    g_once_init_leave(&ready[type], 1);
  }
  return compiled[type];
}

static const struct {
  const char *attributes,
      *remedy; /* names with spaces around each; those of one element alone as element/name, and first */
} remedies[] = {
    {" inband/at-least ", N_("write Latin letters, digits, “.”, “_” and “-”, at most 64")},
    {" require/min require/max ", N_("write a whole number of at most 6 digits")},
    {" id criteria class level overlays supersedes rubric scale kind dim track roll-to currency framework name set ",
     N_("write Latin letters, digits, “.”, “_” and “-”, at most 64")},
    {" code node ref after under on of than ",
     N_("write a code such as 4.1.2, at most 32 characters, without spaces or / = : , ; quotes")},
    {" points above at-least free ", N_("write a number such as 110 or 12.5")},
    {" share factor value trim ", N_("write a number such as 25, 0.6 or 1/3")},
    {" percent min-share max-share ", N_("write a number from 0 to 100, without %")},
    {" mark min max from to base legal from-mark to-mark ", N_("write a number such as 70 or 2.5, without %")},
    {" step ", N_("write a number such as 1, 0.1 or 0.01")},
    {" weight ", N_("write a whole number from 1 to 1000")},
    {" money ", N_("write a number such as 2000000")},
    {" revision drop minimum panel-min panel-max most places years cycle-years publicity-days objection-days "
     "reapply-years ",
     N_("write a whole number of at most 6 digits")},
};

typedef struct Breach {
  Faults *faults;
  const xmlNode *node;
  char *attribute; /* "" in the element itself */
  const char *detail;
} Breach;

/* What stands in text between the first `open` and the `close` behind it. Caller frees; "" when there is none. */
static char *between(const char *text, const char *open, const char *close) {
  const char *start = strstr(text, open);
  const char *end = start != NULL ? strstr(start + strlen(open), close) : NULL;
  return end != NULL ? g_strndup(start + strlen(open), (size_t)(end - start) - strlen(open)) : g_strdup("");
}

/* The attribute's value, or the element's text. Caller frees. */
static char *value_of(const Breach *breach) {
  bool own = *breach->attribute == '\0';
  xmlChar *value = own ? xmlNodeGetContent(breach->node) : xmlGetNoNsProp(breach->node, BAD_CAST breach->attribute);
  g_autofree char *text = g_strstrip(g_strdup(value != NULL ? (const char *)value : ""));
  xmlFree(value);
  if (g_utf8_strlen(text, -1) <= 60) return g_steal_pointer(&text);
  g_autofree char *head = g_utf8_substring(text, 0, 60);
  return g_strconcat(head, "…", NULL);
}

static const char *what_of(const Breach *breach) {
  return *breach->attribute != '\0' ? breach->attribute : _("its text");
}

static const char *remedy_for(const Breach *breach) {
  g_autofree char *any = g_strdup_printf(" %s ", breach->attribute);
  g_autofree char *own = g_strdup_printf(" %s/%s ", (const char *)breach->node->name, breach->attribute);
  for (size_t i = 0; i < G_N_ELEMENTS(remedies); i++) {
    const char *among = remedies[i].attributes;
    if (strstr(among, own) != NULL || strstr(among, any) != NULL) return _(remedies[i].remedy);
  }
  return _("write something of at most 64 characters, or 4000 in a text");
}

static void report_value(const Breach *breach) {
  g_autofree char *value = value_of(breach);
  fault_at(breach->faults, breach->node, _("%s is “%s”; %s"), what_of(breach), value, remedy_for(breach));
}

static void report_choice(const Breach *breach) {
  g_autofree char *set = between(breach->detail, "set {'", "'}"), *value = value_of(breach);
  g_auto(GStrv) words = g_strsplit(set, "', '", -1);
  g_autofree char *list = quoted_list((const char *const *)words);
  fault_at(breach->faults, breach->node, _("%s is “%s”; it is one of %s"), what_of(breach), value, list);
}

static void report_content(const Breach *breach) {
  g_autofree char *expected = between(breach->detail, "( ", " )");
  bool missing = g_str_has_prefix(breach->detail, "Missing");
  if (missing) {
    fault_at(breach->faults, breach->node, _("it is not complete; add one of: %s"), expected);
  } else if (*expected != '\0') {
    fault_at(breach->faults, breach->node, _("this element does not belong here; here may stand: %s"), expected);
  } else {
    fault_at(breach->faults, breach->node, _("this element does not belong here; remove it or mend its name"));
  }
}

static void report_attribute(const Breach *breach, bool missing) {
  g_autofree char *name = between(breach->detail, "attribute '", "'");
  if (missing)
    fault_at(breach->faults, breach->node, _("the attribute “%s” is missing; add it"), name);
  else
    fault_at(breach->faults, breach->node, _("the attribute “%s” is not known here; mend its name or remove it"), name);
}

static void report(const Breach *breach, int code) {
  switch (code) {
  case XML_SCHEMAV_CVC_ENUMERATION_VALID: report_choice(breach); return;
  case XML_SCHEMAV_CVC_PATTERN_VALID:
  case XML_SCHEMAV_CVC_MINLENGTH_VALID:
  case XML_SCHEMAV_CVC_MAXLENGTH_VALID:
  case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
  case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2:
  case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3: report_value(breach); return;
  case XML_SCHEMAV_ELEMENT_CONTENT: report_content(breach); return;
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_4: report_attribute(breach, true); return;
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2: report_attribute(breach, false); return;
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
    fault_at(breach->faults, breach->node, _("there is text or an element where none may be; remove it"));
    return;
  default:
    fault_at(breach->faults, breach->node,
             _("this is not what the grammar of packs asks for; compare it with a shipped pack"));
  }
}

static void hear(void *data, xmlError *error) {
  Breach breach = {.faults = data, .node = error->node};
  if (breach.node != NULL && breach.node->type == XML_ATTRIBUTE_NODE) breach.node = breach.node->parent;
  g_autofree char *message = g_strstrip(g_strdup(error->message != NULL ? error->message : ""));
  const char *detail = strstr(message, ": ");
  breach.detail = detail != NULL ? detail + 2 : message;
  if (breach.node == NULL) {
    fault_at_line(breach.faults, error->line, "%s", breach.detail);
    return;
  }
  g_autofree char *place = g_strndup(message, (size_t)(breach.detail - message));
  breach.attribute = between(place, "attribute '", "'");
  report(&breach, error->code);
  g_free(breach.attribute);
}

bool pack_tree_validate(xmlDoc *doc, PackType type, Faults *faults) {
  size_t before = faults->n;
  xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt(grammar(type));
  xmlSchemaSetValidStructuredErrors(context, hear, faults);
  int result = xmlSchemaValidateDoc(context, doc);
  xmlSchemaFreeValidCtxt(context);
  if (result != 0 && faults->n == before) {
    fault_at(faults, xmlDocGetRootElement(doc),
             _("this is not what the grammar of packs asks for; compare it with a shipped pack"));
  }
  return result == 0;
}
