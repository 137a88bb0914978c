/* pack_shelf.c: where packs are found: the compiled-in ones and the *.xml of some folders. A listing reads no more
 * of a pack than its first tag and titles. */
#include "criteria/near.h"
#include "criteria/pack_private.h"

#include <libxml/xmlreader.h>
#include <string.h>

const EmbeddedFile *pack_shipped(const char *text, size_t length) {
  for (const EmbeddedFile *file = embedded_files; file->name != NULL; file++)
    if (file->size == length && memcmp(file->text, text, length) == 0) return file;
  return NULL;
}

struct PackShelf {
  char **folders;
  Arena *arena;
  GArray *infos; /* PackInfo; NULL until first asked for */
};

PackShelf *pack_shelf_new(const char *const *folders) {
  PackShelf *shelf = g_new0(PackShelf, 1);
  shelf->folders = g_strdupv((char **)folders);
  shelf->arena = arena_new();
  return shelf;
}

void pack_shelf_free(PackShelf *shelf) {
  if (shelf == NULL) return;
  g_strfreev(shelf->folders);
  arena_free(shelf->arena);
  if (shelf->infos != NULL) g_array_unref(shelf->infos);
  g_free(shelf);
}

/* -- listing --------------------------------------------------------------------------------------- */

static const char *reader_word(Arena *arena, xmlTextReader *reader, const char *name) {
  xmlChar *value = xmlTextReaderGetAttribute(reader, BAD_CAST name);
  const char *word = value != NULL ? arena_string(arena, (const char *)value) : NULL;
  xmlFree(value);
  return word;
}

static void read_title(Arena *arena, xmlTextReader *reader, Text *title) {
  const char *lang = reader_word(arena, reader, "xml:lang");
  xmlChar *content = xmlTextReaderReadString(reader);
  g_autofree char *text = g_strstrip(g_strdup(content != NULL ? (const char *)content : ""));
  xmlFree(content);
  if (title->n < 8 && !text_find_unsafe(text)) {
    title->in[title->n++] = (TextIn){lang != NULL ? lang : "", arena_string(arena, text)};
  }
}

static bool is_element(xmlTextReader *reader, const char *name) {
  return xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT &&
         strcmp((const char *)xmlTextReaderConstLocalName(reader), name) == 0;
}

static void hush(void *data, xmlError *error) { (void)data, (void)error; }

/* Root attributes and titles; false when there is no id. */
static bool read_info(Arena *arena, const char *text, size_t length, const char *path, PackInfo *ret_info) {
  xmlTextReader *reader = xmlReaderForMemory(text, (int)length, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  xmlTextReaderSetStructuredErrorHandler(reader, hush, NULL);
  PackInfo info = {.path = arena_string(arena, path), .title = {0, arena_array(arena, TextIn, 8)}};
  int depth = -1;
  while (xmlTextReaderRead(reader) == 1) {
    if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT) continue;
    depth = xmlTextReaderDepth(reader);
    if (depth == 0) {
      if (!is_element(reader, "criteria") && !is_element(reader, "rules")) break;
      info.type = is_element(reader, "criteria") ? PACK_CRITERIA : PACK_RULES;
      info.id = reader_word(arena, reader, "id");
      info.edition = reader_word(arena, reader, "edition");
      info.status = reader_word(arena, reader, "status");
    } else if (depth == 1 && is_element(reader, "title")) {
      read_title(arena, reader, &info.title);
    } else {
      break;
    }
  }
  xmlFreeTextReader(reader);
  bool good = info.id != NULL && info.edition != NULL && info.status != NULL;
  good = good && !text_find_unsafe(info.id) && !text_find_unsafe(info.edition) && !text_find_unsafe(info.status);
  if (good) *ret_info = info;
  return good;
}

static void list_file(PackShelf *shelf, const char *path) {
  size_t length = 0;
  g_autofree char *bytes = pack_read_file(path, &length, NULL);
  if (bytes == NULL) return;
  g_autoptr(Faults) faults = faults_new(path);
  g_autofree char *text = pack_decode(bytes, length, faults);
  PackInfo info;
  bool good = text != NULL && pack_scan(text, faults) && read_info(shelf->arena, text, strlen(text), path, &info);
  if (good) g_array_append_val(shelf->infos, info);
}

static void list_folder(PackShelf *shelf, const char *folder) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_str_has_suffix(name, ".xml")) list_file(shelf, path);
  }
  if (dir != NULL) g_dir_close(dir);
}

static int by_type_and_id(gconstpointer a, gconstpointer b) {
  const PackInfo *left = a, *right = b;
  if (left->type != right->type) return left->type < right->type ? -1 : 1;
  int order = strcmp(left->id, right->id);
  return order != 0 ? order : strcmp(left->path, right->path);
}

static void list_all(PackShelf *shelf) {
  if (shelf->infos != NULL) return;
  shelf->infos = g_array_new(FALSE, FALSE, sizeof(PackInfo));
  for (size_t i = 0; embedded_files[i].name != NULL; i++) {
    PackInfo info;
    if (!g_str_has_suffix(embedded_files[i].name, ".xml")) continue;
    if (read_info(shelf->arena, embedded_files[i].text, embedded_files[i].size, "", &info))
      g_array_append_val(shelf->infos, info);
  }
  for (size_t i = 0; shelf->folders != NULL && shelf->folders[i] != NULL; i++) list_folder(shelf, shelf->folders[i]);
  g_array_sort(shelf->infos, by_type_and_id);
}

size_t pack_shelf_list(PackShelf *shelf, const PackInfo **ret_infos) {
  list_all(shelf);
  *ret_infos = (const PackInfo *)(const void *)shelf->infos->data;
  return shelf->infos->len;
}

/* -- finding one ------------------------------------------------------------------------------------ */

static const PackInfo *find(PackShelf *shelf, const char *id, PackType type, bool shipped) {
  const PackInfo *infos;
  size_t n = pack_shelf_list(shelf, &infos);
  for (size_t i = 0; i < n; i++) {
    if (infos[i].type == type && strcmp(infos[i].id, id) == 0 && (*infos[i].path == '\0') == shipped) return &infos[i];
  }
  return NULL;
}

bool pack_shelf_has(PackShelf *shelf, const char *id, PackType type) {
  return find(shelf, id, type, true) != NULL || find(shelf, id, type, false) != NULL;
}

static const char *shipped_text(Arena *arena, const char *id, PackType type, size_t *ret_length) {
  for (size_t i = 0; embedded_files[i].name != NULL; i++) {
    PackInfo info;
    if (!g_str_has_suffix(embedded_files[i].name, ".xml")) continue;
    if (!read_info(arena, embedded_files[i].text, embedded_files[i].size, "", &info)) continue;
    if (info.type != type || strcmp(info.id, id) != 0) continue;
    *ret_length = embedded_files[i].size;
    return embedded_files[i].text;
  }
  return NULL;
}

static void refuse_unknown(PackShelf *shelf, const char *id, PackType type, GError **error) {
  const PackInfo *infos;
  size_t n = pack_shelf_list(shelf, &infos);
  g_autoptr(GPtrArray) near = g_ptr_array_new();
  for (size_t i = 0; i < n; i++) {
    bool like = g_str_has_prefix(infos[i].id, id) || strstr(id, infos[i].id) != NULL || near_is(id, infos[i].id);
    if (infos[i].type == type && like && near->len < 5) g_ptr_array_add(near, (gpointer)infos[i].id);
  }
  g_ptr_array_add(near, NULL);
  g_autofree char *list = quoted_list((const char *const *)near->pdata);
  const char *none = type == PACK_CRITERIA ? _("there are no criteria “%s”; “accolade packs” lists those there are")
                                           : _("there are no rules “%s”; “accolade packs” lists those there are");
  const char *some = type == PACK_CRITERIA
                         ? _("there are no criteria “%s”; near are %s, and “accolade packs” lists all")
                         : _("there are no rules “%s”; near are %s, and “accolade packs” lists all");
  PackType other = type == PACK_CRITERIA ? PACK_RULES : PACK_CRITERIA;
  if (pack_shelf_has(shelf, id, other)) {
    none = type == PACK_CRITERIA ? _("“%s” is a rules pack, but criteria are wanted here; “accolade packs” lists them")
                                 : _("“%s” is a criteria pack, but rules are wanted here; “accolade packs” lists them");
    g_set_error(error, PACK_ERROR, PACK_ERROR_UNKNOWN, none, id);
  } else if (near->len > 1)
    g_set_error(error, PACK_ERROR, PACK_ERROR_UNKNOWN, some, id, list);
  else
    g_set_error(error, PACK_ERROR, PACK_ERROR_UNKNOWN, none, id);
}

/* A local file's text in UTF-8; refused when it calls itself as a shipped pack but differs from it. */
static char *local_text(PackShelf *shelf, const char *path, PackType type, GError **error) {
  size_t length = 0, shipped = 0;
  g_autofree char *bytes = pack_read_file(path, &length, error);
  if (bytes == NULL) return NULL;
  g_autoptr(Faults) faults = faults_new(path);
  g_autofree char *text = pack_decode(bytes, length, faults);
  if (text == NULL || !pack_scan(text, faults)) {
    faults_raise(faults, error);
    return NULL;
  }
  PackInfo info = {.id = NULL};
  const char *ours = NULL;
  if (read_info(shelf->arena, text, strlen(text), path, &info))
    ours = shipped_text(shelf->arena, info.id, type, &shipped);
  if (ours == NULL || info.type != type || (strlen(text) == shipped && memcmp(ours, text, shipped) == 0))
    return g_steal_pointer(&text);
  g_set_error(error, PACK_ERROR, PACK_ERROR_INVALID,
              _("%s: it has the id “%s” of a shipped pack but other contents; give it an id of its own"), path,
              info.id);
  return NULL;
}

char *pack_shelf_text(PackShelf *shelf, const char *id_or_path, PackType type, char **ret_name, GError **error) {
  const PackInfo *shipped = find(shelf, id_or_path, type, true), *local = find(shelf, id_or_path, type, false);
  bool is_path = strchr(id_or_path, '/') != NULL || g_str_has_suffix(id_or_path, ".xml");
  if (shipped != NULL && local == NULL) {
    size_t length = 0;
    const char *text = shipped_text(shelf->arena, id_or_path, type, &length);
    *ret_name = g_strconcat(id_or_path, ".xml", NULL);
    return g_strndup(text, length);
  }
  if (shipped == NULL && local == NULL && !is_path) {
    refuse_unknown(shelf, id_or_path, type, error);
    return NULL;
  }
  char *text = local_text(shelf, local != NULL ? local->path : id_or_path, type, error);
  if (text != NULL) *ret_name = g_strdup(local != NULL ? local->path : id_or_path);
  return text;
}
