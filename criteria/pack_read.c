/* pack_read.c: readers of one attribute or text each. They never fail: what is absent or malformed gives the
 * fallback, and the grammar has already told about the malformed. */
#include "criteria/pack_private.h"

#include <string.h>

bool is_named(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && (name == NULL || strcmp((const char *)node->name, name) == 0);
}

static xmlNode *find_from(xmlNode *node, const char *name) {
  while (node != NULL && !is_named(node, name)) node = node->next;
  return node;
}

xmlNode *first_child(const xmlNode *parent, const char *name) { return find_from(parent->children, name); }

xmlNode *next_like(const xmlNode *node, const char *name) { return find_from(node->next, name); }

size_t count_children(const xmlNode *parent, const char *name) {
  size_t n = 0;
  for (const xmlNode *child = first_child(parent, name); child != NULL; child = next_like(child, name)) n++;
  return n;
}

size_t count_elements(const xmlNode *parent) {
  size_t n = 0;
  for (const xmlNode *child = first_child(parent, NULL); child != NULL; child = next_like(child, NULL)) {
    n += 1 + count_elements(child);
  }
  return n;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Is it of a writing without blanks between words: Chinese, kana, their full-width punctuation? */
static bool is_unspaced(gunichar c) {
  return g_unichar_iswide(c) && g_unichar_get_script(c) != G_UNICODE_SCRIPT_HANGUL;
}

/* Punctuation that such a writing shares with others: “ ” — … */
static bool is_shared(gunichar c) { return c >= 0x80 && g_unichar_ispunct(c); }

/* A line's end within a writing without blanks is no blank. `before` is behind the last character before it. */
static bool is_seam(const char *before, const char *from, const char *after) {
  if (memchr(from, '\n', (size_t)(after - from)) == NULL) return false;
  gunichar left = g_utf8_get_char(g_utf8_prev_char(before)), right = g_utf8_get_char(after);
  bool left_in = is_unspaced(left), right_in = is_unspaced(right);
  return (left_in && right_in) || (left_in && is_shared(right)) || (is_shared(left) && right_in);
}

char *collapse_blanks(char *text) {
  char *to = text;
  for (const char *from = text; *from != '\0';) {
    const char *word = from;
    while (is_space(*word)) word++;
    if (word > from && to > text && *word != '\0' && !is_seam(to, from, word)) *to++ = ' ';
    for (from = word; *from != '\0' && !is_space(*from);) *to++ = *from++;
  }
  *to = '\0';
  return text;
}

static void put_text(GString *out, const xmlNode *holder) {
  for (const xmlNode *child = holder->children; child != NULL; child = child->next)
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      g_string_append(out, (const char *)child->content);
    else if (child->type == XML_ELEMENT_NODE)
      put_text(out, child);
}

/* The text of an element or attribute. */
static const char *text_of(Loader *loader, const xmlNode *holder) {
  GString *text = loader->arena->scratch;
  g_string_truncate(text, 0);
  put_text(text, holder);
  return arena_string(loader->arena, collapse_blanks(text->str));
}

/* NULL when absent; space: the address of the name space, NULL: none. */
static const xmlNode *attribute_of(const xmlNode *node, const char *space, const char *name) {
  const xmlAttr *at = node->properties;
  while (at != NULL && (strcmp((const char *)at->name, name) != 0 ||
                        g_strcmp0(at->ns != NULL ? (const char *)at->ns->href : NULL, space) != 0))
    at = at->next;
  return (const xmlNode *)at;
}

/* An attribute's text as it is written; "" when absent. */
static const char *raw_text(const xmlNode *node, const char *space, const char *name) {
  const xmlNode *attribute = attribute_of(node, space, name);
  return attribute != NULL && attribute->children != NULL ? (const char *)attribute->children->content : "";
}

const char *read_word(Loader *loader, const xmlNode *node, const char *name) {
  const xmlNode *attribute = attribute_of(node, NULL, name);
  return attribute != NULL ? text_of(loader, attribute) : NULL;
}

const char *read_word_or(Loader *loader, const xmlNode *node, const char *name, const char *fallback) {
  const char *word = read_word(loader, node, name);
  return word != NULL ? word : fallback;
}

bool read_flag(Loader *loader, const xmlNode *node, const char *name, bool fallback) {
  const char *word = read_word(loader, node, name);
  return word != NULL ? strcmp(word, "yes") == 0 : fallback;
}

bool read_number(Loader *loader, const xmlNode *node, const char *name, Ratio *ret_number) {
  const char *word = read_word(loader, node, name);
  if (word == NULL) return false;
  if (ratio_parse(word, ret_number)) return true;
  if (loader->shape_ok) fault_at(loader->faults, node, _("%s is “%s”, which is no number; mend it"), name, word);
  return false;
}

unsigned read_count(Loader *loader, const xmlNode *node, const char *name, unsigned fallback) {
  const char *word = read_word(loader, node, name);
  guint64 count = 0;
  return word != NULL && g_ascii_string_to_unsigned(word, 10, 0, 999999, &count, NULL) ? (unsigned)count : fallback;
}

int read_choice(Loader *loader, const xmlNode *node, const char *name, const char *const *names, int fallback) {
  const char *word = read_word(loader, node, name);
  for (int i = 0; word != NULL && names[i] != NULL; i++) {
    if (strcmp(names[i], word) == 0) return i;
  }
  return fallback;
}

bool read_mark(Loader *loader, const xmlNode *node, const char *name, int16_t unit, int16_t *ret_mark) {
  Ratio mark;
  if (!read_number(loader, node, name, &mark)) return false;
  Ratio stored = ratio_div(ratio_mul(mark, ratio_int(100)), ratio_int(unit));
  bool fits = stored.den == 1 && stored.num >= -INT16_MAX && stored.num <= INT16_MAX;
  if (fits)
    *ret_mark = (int16_t)stored.num;
  else if (loader->shape_ok) {
    g_autofree char *step = ratio_short(ratio(unit, 100)), *most = ratio_short(ratio(INT16_MAX * (int64_t)unit, 100));
    g_autofree char *text = ratio_short(mark);
    fault_at(loader->faults, node, _("%s is %s; write a multiple of %s up to %s"), name, text, step, most);
  }
  return fits;
}

bool read_rounding(Loader *loader, const xmlNode *node, const char *policy, const char *at, RoundingRule *ret_rule) {
  const char *name = read_word(loader, node, policy);
  RoundingRule rule = {true, ROUND_NONE, ROUND_AT_TOTAL, ratio(1, 100)};
  if (name == NULL || !rounding_parse(name, &rule.policy)) return false;
  rule.at = (RoundAt)read_choice(loader, node, at, round_at_names, ROUND_AT_TOTAL);
  read_number(loader, node, "step", &rule.step);
  if (rule.step.num <= 0 && loader->shape_ok) {
    fault_at(loader->faults, node, _("step is 0; write what is rounded to, such as 1 or 0.01"));
  }
  *ret_rule = rule;
  return true;
}

static bool is_for(const xmlNode *node, const char *dim) {
  return dim == NULL || strcmp(raw_text(node, NULL, "dim"), dim) == 0;
}

static bool is_language(const char *lang) {
  size_t n = strlen(lang);
  for (const char *at = lang; *at != '\0'; at++)
    if (!g_ascii_isalnum(*at) && *at != '-') return false;
  return n >= 2 && n <= 16 && g_ascii_isalpha(lang[0]);
}

static const char *read_lang(Loader *loader, const xmlNode *node) {
  const char *lang = raw_text(node, (const char *)XML_XML_NAMESPACE, "lang");
  if (is_language(lang)) return arena_string(loader->arena, lang);
  fault_at(loader->faults, node, _("it does not say its language; add xml:lang=\"zh\" or xml:lang=\"en\""));
  return NULL;
}

static void add_text(Loader *loader, const xmlNode *node, Text *text) {
  const char *lang = read_lang(loader, node);
  for (size_t i = 0; lang != NULL && i < text->n; i++) {
    if (strcmp(text->in[i].lang, lang) != 0) continue;
    fault_at(loader->faults, node, _("it is there twice in the language “%s”; keep one"), lang);
    return;
  }
  const char *string = text_of(loader, node);
  if (lang != NULL) text->in[text->n++] = (TextIn){lang, string};
}

Text read_texts(Loader *loader, const xmlNode *node, const char *name, const char *dim) {
  size_t most = 0;
  for (const xmlNode *child = first_child(node, name); child != NULL; child = next_like(child, name))
    most += is_for(child, dim);
  if (most > 32) {
    fault_at(loader->faults, node, _("it has more than 32 %s elements; one per language is enough"), name);
    return (Text){0};
  }
  Text text = {0, most > 0 ? arena_array(loader->arena, TextIn, most) : NULL};
  for (const xmlNode *child = first_child(node, name); child != NULL; child = next_like(child, name)) {
    if (is_for(child, dim)) add_text(loader, child, &text);
  }
  return text;
}

void pack_hash(const char *text, size_t length, char ret_sha256[65]) {
  const EmbeddedFile *shipped = pack_shipped(text, length);
  g_autofree char *hash =
      shipped != NULL ? NULL : g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);
  g_strlcpy(ret_sha256, shipped != NULL ? shipped->sha256 : hash, 65);
}

void note_id(Loader *loader, GHashTable *seen, const char *id, const xmlNode *node) {
  const xmlNode *first = g_hash_table_lookup(seen, id);
  if (first == NULL)
    g_hash_table_insert(seen, (gpointer)id, (gpointer)node);
  else
    fault_at(loader->faults, node, _("“%s” is already used by the %s in line %ld; give it another"), id,
             (const char *)first->name, xmlGetLineNo(first));
}

char *quoted_ids(const xmlNode *parent, const char *name, const char *attribute) {
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
  for (const xmlNode *child = first_child(parent, name); child != NULL && ids->len < 20;
       child = next_like(child, name)) {
    xmlChar *id = xmlGetNoNsProp(child, BAD_CAST attribute);
    if (id != NULL) g_ptr_array_add(ids, g_strdup((const char *)id));
    xmlFree(id);
  }
  g_ptr_array_add(ids, NULL);
  return quoted_list((const char *const *)ids->pdata);
}
