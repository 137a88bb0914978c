/* frozen_packs.c: whoever questions a list asks by which rules it was made: by these, whatever the shelf holds by now. */
#include "commands/frozen_packs.h"
#include "commands/command.h"
#include "commands/pack_document.h"
#include "criteria/near.h"
#include "reports/words.h"

#include <glib/gi18n.h>
#include <string.h>

/* The rules come first, then the award's criteria, then those of classes that have their own. */
typedef struct Frozen {
  const Session *session;
  const char *lang;
} Frozen;

static size_t count(const Session *session) {
  const StorePack *criteria;
  return 1 + store_criteria(session->store, &criteria);
}

static const StorePack *pack_at(const Session *session, size_t i) {
  const StorePack *criteria;
  store_criteria(session->store, &criteria);
  return i == 0 ? store_rules(session->store) : &criteria[i - 1];
}

/* NULL: the rules. */
static const Criteria *criteria_at(const Session *session, size_t i) {
  if (i <= 1) return i == 0 ? NULL : session->criteria;
  for (size_t c = 0; c < session->rules->n_classes; c++)
    if (g_str_equal(session->rules->classes[c].id, pack_at(session, i)->class_id))
      return g_ptr_array_index(session->class_criteria, c);
  return session->criteria;
}

static void fill_pack(const void *data, size_t i, Cell *cells) {
  const Frozen *frozen = data;
  const StorePack *pack = pack_at(frozen->session, i);
  const Criteria *criteria = criteria_at(frozen->session, i);
  const Rules *rules = frozen->session->rules;
  const char *type = criteria ? "criteria" : "rules", *status = criteria ? criteria->status : rules->status;
  const Cell row[] = {cell_text(type),
                      cell_text(pack_words(type)),
                      cell_text(pack->id),
                      cell_text(pack->class_id),
                      cell_text(session_class(frozen->session, pack->class_id)),
                      cell_text(status),
                      cell_text(pack_words(status)),
                      cell_text(text_in(criteria ? &criteria->title : &rules->title, frozen->lang)),
                      cell_text(pack->sha256)};
  for (size_t c = 0; c < G_N_ELEMENTS(row); c++) cells[c] = row[c];
}

static void fill_setting(const void *data, size_t i, Cell *cells) {
  const Frozen *frozen = data;
  cells[0] = cell_text(store_overrides(frozen->session->store)[i]);
}

static size_t count_settings(const Session *session) { return g_strv_length((char **)store_overrides(session->store)); }

static void set_rows(Table *table, const Session *session, const char *lang, size_t n, TableRow *row) {
  Frozen *frozen = g_new(Frozen, 1);
  *frozen = (Frozen){session, lang};
  table_set_rows(table, n, row, frozen, g_free);
}

Document *frozen_list_document(const Session *session, const char *lang) {
  const Column packs[] = {
      {"type", "", ALIGN_LEFT, FOR_MACHINES},          {"type", _("Type"), ALIGN_LEFT, FOR_PEOPLE},
      {"id", _("Pack"), ALIGN_LEFT, FOR_ALL},          {"class", "", ALIGN_LEFT, FOR_MACHINES},
      {"class", _("Class"), ALIGN_LEFT, FOR_PEOPLE},   {"status", "", ALIGN_LEFT, FOR_MACHINES},
      {"status", _("Status"), ALIGN_LEFT, FOR_PEOPLE}, {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
      {"sha256", _("SHA-256"), ALIGN_LEFT, FOR_ALL},
  };
  const Column settings[] = {{"setting", _("Setting"), ALIGN_LEFT, FOR_ALL}};
  Document *document = document_new("accolade.award-packs/1", _("The award's own criteria and rules"), lang);
  document->over = g_strdup(store_title(session->store));
  Table *table = document_table(document, "packs", NULL, G_N_ELEMENTS(packs), packs);
  set_rows(table, session, lang, count(session), fill_pack);
  table->sparse = true;
  size_t n = count_settings(session);
  const char *title = n > 0 ? _("Set when the award began, over what the packs say") : NULL;
  set_rows(document_table(document, "settings", title, G_N_ELEMENTS(settings), settings), session, lang, n,
           fill_setting);
  return document;
}

/* Rules and criteria may have the same id. */
static bool is_called(const Session *session, size_t i, const char *word) {
  const char *class_id = pack_at(session, i)->class_id;
  return *class_id ? g_str_equal(class_id, word) : g_str_equal(i == 0 ? "rules" : "criteria", word);
}

bool frozen_find(const Session *session, const char *id, size_t *ret_at, GError **error) {
  Near near = {.word = id};
  for (*ret_at = 0; *ret_at < count(session); ++*ret_at) {
    if (g_str_equal(pack_at(session, *ret_at)->id, id)) return true;
    near_try(&near, pack_at(session, *ret_at)->id);
  }
  for (*ret_at = 0; *ret_at < count(session); ++*ret_at)
    if (is_called(session, *ret_at, id)) return true;
  g_autofree char *hint = near_hint(&near, _("accolade packs award lists them"));
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("%s has no pack “%s”%s"), session->db_path, id, hint);
  return false;
}

Document *frozen_document(const Session *session, size_t at, const char *lang) {
  const Criteria *criteria = criteria_at(session, at);
  Document *document = criteria ? criteria_document(criteria, lang) : rules_document(session->rules, lang);
  g_autofree char *settings = g_strjoinv(" ", (char **)store_overrides(session->store));
  document->over = g_strdup(store_title(session->store));
  if (*settings) {
    document_field(document, "set", _("Set when the award began"), cell_text(settings));
    GPtrArray *parts = document->parts;
    g_ptr_array_insert(parts, 0, g_ptr_array_steal_index(parts, parts->len - 1)); /* what follows is with it applied */
  }
  return document;
}

const char *frozen_text(const Session *session, size_t at) { return pack_at(session, at)->text; }
