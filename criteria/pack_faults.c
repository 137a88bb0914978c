/* pack_faults.c: faults of a pack: where, in which element, what is wrong and what would be right. */
#include "criteria/pack_private.h"

#include <string.h>

G_DEFINE_QUARK(accolade - pack - error, pack_error)

typedef struct Fault {
  const char *file; /* interned */
  long line;
  char *text;
} Fault;

static void free_fault(gpointer data) {
  Fault *fault = data;
  g_free(fault->text);
  g_free(fault);
}

Faults *faults_new(const char *file) {
  Faults *faults = g_new0(Faults, 1);
  faults->file = g_intern_string(file);
  faults->list = g_ptr_array_new_with_free_func(free_fault);
  return faults;
}

void faults_free(Faults *faults) {
  if (faults == NULL) return;
  g_ptr_array_unref(faults->list);
  g_free(faults);
}

static void add(Faults *faults, const char *file, long line, char *text) {
  const Fault *last = faults->list->len > 0 ? faults->list->pdata[faults->list->len - 1] : NULL;
  bool again = last != NULL && strcmp(last->text, text) == 0;
  faults->n += !again;
  if (again || faults->list->len >= MOST_FAULTS) {
    g_free(text);
    return;
  }
  Fault *fault = g_new(Fault, 1);
  *fault = (Fault){file, line, text};
  g_ptr_array_add(faults->list, fault);
}

static const char *file_of(const Faults *faults, const xmlNode *node) {
  for (; node != NULL; node = node->parent) {
    if (node->_private != NULL) return node->_private;
  }
  return faults->file;
}

/* "item 4.1.2", or just "aggregate". */
static char *label(const xmlNode *node) {
  static const char *const names[] = {"code", "id", "ref", "name", "on"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    xmlChar *value = xmlGetNoNsProp(node, BAD_CAST names[i]);
    if (value == NULL) continue;
    bool fits = g_utf8_strlen((const char *)value, -1) <= 64 && !text_find_unsafe((const char *)value);
    char *text = fits ? g_strdup_printf("%s %s", (const char *)node->name, (const char *)value) : NULL;
    xmlFree(value);
    if (text != NULL) return text;
  }
  return g_strdup((const char *)node->name);
}

void fault_at(Faults *faults, const xmlNode *node, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments), *element = label(node);
  va_end(arguments);
  const char *file = file_of(faults, node);
  long line = xmlGetLineNo(node);
  add(faults, file, line, g_strdup_printf("%s:%ld: %s: %s", file, line, element, what));
}

void fault_at_line(Faults *faults, long line, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  add(faults, faults->file, line, g_strdup_printf("%s:%ld: %s", faults->file, line, what));
}

static int by_place(gconstpointer a, gconstpointer b) {
  const Fault *left = *(Fault *const *)a, *right = *(Fault *const *)b;
  int order = strcmp(left->file, right->file);
  return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

GPtrArray *faults_list(const Faults *faults) {
  g_ptr_array_sort(faults->list, by_place);
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  for (size_t i = 0; i < faults->list->len; i++) {
    const Fault *fault = faults->list->pdata[i];
    g_ptr_array_add(texts, g_strdup(fault->text));
  }
  if (faults->n > faults->list->len) {
    size_t more = faults->n - faults->list->len;
    g_ptr_array_add(texts, g_strdup_printf(_("%s: and %zu more faults; mend these first"), faults->file, more));
  }
  return texts;
}

bool faults_raise(const Faults *faults, GError **error) {
  g_autoptr(GPtrArray) texts = faults_list(faults);
  const char *first = texts->len > 0 ? texts->pdata[0] : faults->file;
  if (faults->n <= 1) {
    g_set_error_literal(error, PACK_ERROR, PACK_ERROR_INVALID, first);
  } else {
    g_set_error(error, PACK_ERROR, PACK_ERROR_INVALID, _("%s\n(%zu faults in all; “accolade packs check” lists them)"),
                first, faults->n);
  }
  return false;
}

char *quoted_list(const char *const *words) {
  GString *list = g_string_new(NULL);
  for (; *words != NULL; words++) g_string_append_printf(list, "%s“%s”", list->len > 0 ? _(", ") : "", *words);
  return g_string_free(list, FALSE);
}
