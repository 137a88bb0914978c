/* pack_share.c: share.NODE=VALUE: weights chosen at init, where the criteria leave them open and within their limits. */
#include "criteria/pack_private.h"

#include <string.h>

static xmlNode *find_code(xmlNode *parent, const char *code) {
  for (xmlNode *child = first_child(parent, NULL); child != NULL; child = next_like(child, NULL)) {
    if (!is_named(child, "node") && !is_named(child, "item")) continue;
    xmlChar *value = xmlGetNoNsProp(child, BAD_CAST "code");
    bool same = value != NULL && strcmp((const char *)value, code) == 0;
    xmlFree(value);
    xmlNode *found = same ? child : find_code(child, code);
    if (found != NULL) return found;
  }
  return NULL;
}

static bool refuse(GError **error, const char *name, const char *override, const char *why) {
  g_set_error(error, PACK_ERROR, PACK_ERROR_OPTION, "%s: --set %s: %s", name, override, why);
  return false;
}

static Ratio limit(const xmlNode *node, const char *attribute, int64_t fallback) {
  Ratio number = ratio_int(fallback);
  xmlChar *value = xmlGetNoNsProp(node, BAD_CAST attribute);
  if (value != NULL) ratio_parse((const char *)value, &number);
  xmlFree(value);
  return number;
}

static bool is_adjustable(const xmlNode *node) {
  xmlChar *value = node->type == XML_ELEMENT_NODE ? xmlGetNoNsProp(node, BAD_CAST "weights") : NULL;
  bool adjustable = value != NULL && strcmp((const char *)value, "adjustable") == 0;
  xmlFree(value);
  return adjustable;
}

static bool apply(xmlNode *root, const char *override, const char *name, GError **error) {
  const char *start = override + strlen("share."), *equals = strchr(start, '=');
  if (equals == NULL) return refuse(error, name, override, _("write it as share.NODE=PERCENT"));
  g_autofree char *code = g_strndup(start, (size_t)(equals - start));
  xmlNode *node = find_code(root, code);
  if (node == NULL) return refuse(error, name, override, _("the criteria have no such node; name the code of one"));
  if (!is_adjustable(node->parent))
    return refuse(error, name, override, _("the criteria fix the weight of this node; leave it as it is"));
  Ratio share, min = limit(node->parent, "min-share", 0), max = limit(node->parent, "max-share", 100);
  bool number = ratio_parse(equals + 1, &share) && share.num > 0;
  if (!number || ratio_cmp(share, min) < 0 || ratio_cmp(share, max) > 0) {
    g_autofree char *low = ratio_short(min), *high = ratio_short(max);
    g_autofree char *why = g_strdup_printf(_("write a percentage from %s to %s"), low, high);
    return refuse(error, name, override, why);
  }
  xmlSetProp(node, BAD_CAST "share", BAD_CAST(equals + 1));
  return true;
}

bool apply_shares(xmlDoc *doc, const char *const *overrides, const char *name, GError **error) {
  for (; overrides != NULL && *overrides != NULL; overrides++) {
    if (!g_str_has_prefix(*overrides, "share.")) continue;
    if (!apply(xmlDocGetRootElement(doc), *overrides, name, error)) return false;
  }
  return true;
}
