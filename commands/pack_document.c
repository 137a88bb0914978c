/* pack_document.c: what `packs list` shows. */
#include "commands/pack_document.h"

#include <glib/gi18n.h>

typedef struct Listing {
  const PackInfo *infos;
  const char *lang;
} Listing;

static void fill(const void *data, size_t i, Cell *cells) {
  const Listing *listing = data;
  const PackInfo *info = &listing->infos[i];
  cells[0] = cell_text(info->type == PACK_CRITERIA ? "criteria" : "rules");
  cells[1] = cell_text(info->id);
  cells[2] = cell_text(info->edition);
  cells[3] = cell_text(info->status);
  cells[4] = cell_text(text_in(&info->title, listing->lang));
  cells[5] = cell_text(*info->path ? info->path : "shipped");
}

Document *pack_list_document(PackShelf *shelf, const char *lang) {
  const Column columns[] = {
      {"type", _("Type"), ALIGN_LEFT, FOR_ALL},       {"id", _("Pack"), ALIGN_LEFT, FOR_ALL},
      {"edition", _("Edition"), ALIGN_LEFT, FOR_ALL}, {"status", _("Status"), ALIGN_LEFT, FOR_ALL},
      {"title", _("Title"), ALIGN_LEFT, FOR_ALL},     {"place", _("Place"), ALIGN_LEFT, FOR_ALL},
  };
  Document *document = document_new("accolade.packs/1", _("Criteria and award rules"), lang);
  Table *table = document_table(document, "packs", NULL, G_N_ELEMENTS(columns), columns);
  Listing *listing = g_new(Listing, 1);
  listing->lang = lang;
  table->n_rows = pack_shelf_list(shelf, &listing->infos);
  table->row = fill;
  table->data = listing;
  table->free_data = g_free;
  return document;
}

PackType pack_type(PackShelf *shelf, const char *id, PackType fallback) {
  const PackInfo *infos;
  size_t n = pack_shelf_list(shelf, &infos);
  for (size_t i = 0; i < n; i++)
    if (g_str_equal(infos[i].id, id)) return infos[i].type;
  return fallback;
}
