/* pack_document.c: what `packs list` shows. */
#include "commands/pack_document.h"
#include "criteria/near.h"
#include "reports/words.h"

#include <glib/gi18n.h>

typedef struct Listing {
  const PackInfo *infos;
  const char *lang;
} Listing;

static void fill(const void *data, size_t i, Cell *cells) {
  const Listing *listing = data;
  const PackInfo *info = &listing->infos[i];
  const char *type = info->type == PACK_CRITERIA ? "criteria" : "rules";
  const Cell row[] = {
      cell_text(type),
      cell_text(pack_words(type)),
      cell_text(info->id),
      cell_text(info->edition),
      cell_text(info->status),
      cell_text(pack_words(info->status)),
      cell_text(text_in(&info->title, listing->lang)),
      cell_text(*info->path ? info->path : "shipped"),
      cell_text(*info->path ? info->path : _("shipped")),
  };
  for (size_t c = 0; c < G_N_ELEMENTS(row); c++) cells[c] = row[c];
}

/* What the statuses that are listed mean. */
static void add_statuses(Document *document, const PackInfo *infos, size_t n) {
  static const char *const statuses[] = {"confirmed", "second-hand", "example", "own"};
  for (size_t s = 0; s < G_N_ELEMENTS(statuses); s++) {
    bool listed = false;
    for (size_t i = 0; i < n; i++) listed |= g_str_equal(infos[i].status, statuses[s]);
    if (listed) document_paragraph(document, status_words(statuses[s]));
  }
}

Document *pack_list_document(PackShelf *shelf, const char *lang) {
  const Column columns[] = {
      {"type", "", ALIGN_LEFT, FOR_MACHINES},        {"type", _("Type"), ALIGN_LEFT, FOR_PEOPLE},
      {"id", _("Pack"), ALIGN_LEFT, FOR_ALL},        {"edition", _("Edition"), ALIGN_LEFT, FOR_ALL},
      {"status", "", ALIGN_LEFT, FOR_MACHINES},      {"status", _("Status"), ALIGN_LEFT, FOR_PEOPLE},
      {"title", _("Title"), ALIGN_LEFT, FOR_ALL},    {"place", "", ALIGN_LEFT, FOR_MACHINES},
      {"place", _("Place"), ALIGN_LEFT, FOR_PEOPLE},
  };
  Document *document = document_new("accolade.packs/1", _("Criteria and award rules"), lang);
  Table *table = document_table(document, "packs", NULL, G_N_ELEMENTS(columns), columns);
  Listing *listing = g_new(Listing, 1);
  listing->lang = lang;
  size_t n = pack_shelf_list(shelf, &listing->infos);
  table_set_rows(table, n, fill, listing, g_free);
  add_statuses(document, listing->infos, n);
  return document;
}

void pack_field(Document *document, const char *key, const char *title, const char *word) {
  document_field(document, key, NULL, cell_text(word));
  document_field(document, NULL, title, cell_text(pack_words(word)));
}

void pack_status(Document *document, const char *status) {
  document_field(document, "status", NULL, cell_text(status));
  document_field(document, NULL, _("Status"), cell_text(status_words(status)));
}

PackType pack_type(PackShelf *shelf, const char *id) {
  const PackInfo *infos;
  size_t n = pack_shelf_list(shelf, &infos);
  Near near = {.word = id};
  PackType type = PACK_CRITERIA;
  for (size_t i = 0; i < n; i++) {
    if (g_str_equal(infos[i].id, id)) return infos[i].type;
    near_try(&near, infos[i].id);
    if (near.best == infos[i].id) type = infos[i].type;
  }
  pack_file_type(id, &type);
  return type;
}
