/* pack_table.c: named subtotals and the band tables on totals. */
#include "criteria/pack_private.h"

#include <string.h>

/* -- subtotals ----------------------------------------------------------------------------------------- */

static bool mark_kind(const Criteria *criteria, const char *kind, bool *counts) {
  bool any = false;
  for (size_t i = 0; i < criteria->n_items; i++) {
    if (strcmp(criteria->items[i]->kind, kind) != 0) continue;
    any = true;
    counts[i] = node_counts(criteria->items[i]);
  }
  return any;
}

static void mark_below(const Node *node, bool *counts) {
  if (node->item >= 0) counts[node->item] = node_counts(node);
  for (size_t i = 0; i < node->n_children; i++) mark_below(node->children[i], counts);
}

static void mark_items(CriteriaLoader *loader, const xmlNode *node, bool *counts) {
  const char *of = read_word_or(&loader->base, node, "of", "");
  Faults *faults = loader->base.faults;
  if (g_str_has_prefix(of, "kind:")) {
    if (mark_kind(loader->criteria, of + 5, counts)) return;
    fault_at(faults, node, _("no item is of kind “%s”; name a kind that items have"), of + 5);
    return;
  }
  if (strlen(of) > 4000) return;
  g_auto(GStrv) codes = g_strsplit(of, " ", -1);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; codes[i] != NULL; i++) {
    const Node *part = criteria_node(loader->criteria, codes[i]);
    if (!g_hash_table_add(seen, codes[i]))
      fault_at(faults, node, _("it names “%s” twice; name it once"), codes[i]);
    else if (part == NULL)
      fault_at(faults, node, _("there is no node “%s” in this pack; name the code of one"), codes[i]);
    else
      mark_below(part, counts);
  }
}

static void check_subtotal(CriteriaLoader *loader, const xmlNode *node, Subtotal *subtotal) {
  Criteria *criteria = loader->criteria;
  Ratio sum = ratio_int(0), declared;
  for (size_t i = 0; i < criteria->n_items; i++) {
    if (subtotal->counts[i]) sum = ratio_add(sum, criteria->items[i]->points);
  }
  subtotal->points = sum;
  if (!read_number(&loader->base, node, "points", &declared) || ratio_cmp(sum, declared) == 0 || !loader->base.shape_ok)
    return;
  g_autofree char *have = ratio_short(sum), *said = ratio_short(declared);
  fault_at(loader->base.faults, node, _("%s points are declared, but its items add up to %s; mend one of them"), said,
           have);
}

static void load_subtotal(CriteriaLoader *loader, const xmlNode *node, Subtotal *subtotal) {
  Loader *base = &loader->base;
  subtotal->id = read_word_or(base, node, "id", "");
  subtotal->title = read_texts(base, node, "title", NULL);
  if (strcmp(subtotal->id, "total") == 0 || criteria_node(loader->criteria, subtotal->id) != NULL) {
    fault_at(base->faults, node, _("its id is also the code of a node, or “total”; choose another"));
  }
  bool *counts = arena_array(base->arena, bool, loader->criteria->n_items);
  mark_items(loader, node, counts);
  subtotal->counts = counts;
  check_subtotal(loader, node, subtotal);
}

void load_subtotals(CriteriaLoader *loader) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  size_t n = count_children(loader->root, "subtotal");
  Subtotal *subtotals = arena_array(loader->base.arena, Subtotal, n);
  for (const xmlNode *node = first_child(loader->root, "subtotal"); node != NULL; node = next_like(node, "subtotal")) {
    Subtotal *subtotal = &subtotals[loader->criteria->n_subtotals++];
    load_subtotal(loader, node, subtotal);
    note_id(&loader->base, seen, subtotal->id, node);
  }
  loader->criteria->subtotals = subtotals;
}

/* -- band tables --------------------------------------------------------------------------------------------- */

static bool full_points(const Criteria *criteria, const char *on, Ratio *ret_points) {
  const Subtotal *subtotal = criteria_subtotal(criteria, on);
  const Node *node = criteria_node(criteria, on);
  if (strcmp(on, "total") == 0)
    *ret_points = criteria->points;
  else if (subtotal != NULL)
    *ret_points = subtotal->points;
  else if (node != NULL)
    *ret_points = node->points;
  else
    return false;
  return strcmp(on, "total") != 0 || criteria->has_total;
}

static void check_row(Loader *loader, const xmlNode *node, const BandRow *row, const BandRow *before) {
  g_autofree char *from = ratio_short(row->from), *to = ratio_short(before != NULL ? before->to : row->to);
  if (ratio_cmp(row->to, row->from) < 0) {
    fault_at(loader->faults, node, _("it ends below where it starts; exchange from and to"));
  } else if (before == NULL && !ratio_is_zero(row->from)) {
    fault_at(loader->faults, node, _("the first row starts at %s, so lower figures are in no row; start it at 0"),
             from);
  } else if (before != NULL && ratio_cmp(row->from, before->to) <= 0) {
    fault_at(loader->faults, node,
             _("it starts at %s, but the row before it ends at %s; rows may not overlap, so mend one of them"), from,
             to);
  } else if (before != NULL && ratio_cmp(ratio_sub(row->from, before->to), ratio_int(1)) > 0) {
    fault_at(loader->faults, node, _("it starts at %s, but the row before it ends at %s; close the gap"), from, to);
  }
}

static void check_rows(CriteriaLoader *loader, const xmlNode *node, const BandTable *table) {
  Loader *base = &loader->base;
  const xmlNode *at = first_child(node, "row");
  for (size_t i = 0; i < table->n_rows; i++, at = next_like(at, "row")) {
    check_row(base, at, &table->rows[i], i > 0 ? &table->rows[i - 1] : NULL);
  }
  Ratio full;
  if (!full_points(loader->criteria, table->on, &full) || table->n_rows == 0 || ratio_is_zero(full)) return;
  const BandRow *last = &table->rows[table->n_rows - 1];
  g_autofree char *to = ratio_short(last->to), *points = ratio_short(full);
  if (ratio_cmp(last->to, full) != 0) {
    fault_at(base->faults, node, _("its rows end at %s, but full points are %s; end the last row there"), to, points);
  }
}

static void load_band_table(CriteriaLoader *loader, const xmlNode *node, BandTable *table) {
  Loader *base = &loader->base;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  BandRow *rows = arena_array(base->arena, BandRow, count_children(node, "row"));
  for (const xmlNode *at = first_child(node, "row"); at != NULL; at = next_like(at, "row")) {
    BandRow *row = &rows[table->n_rows++];
    row->from = row->to = ratio_int(0);
    row->name = read_word_or(base, at, "name", "");
    note_id(base, seen, row->name, at);
    read_number(base, at, "from", &row->from);
    read_number(base, at, "to", &row->to);
    row->title = read_texts(base, at, "title", NULL);
  }
  table->rows = rows;
}

void load_band_tables(CriteriaLoader *loader) {
  Loader *base = &loader->base;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  BandTable *tables = arena_array(base->arena, BandTable, count_children(loader->root, "bandtable"));
  for (const xmlNode *node = first_child(loader->root, "bandtable"); node != NULL;
       node = next_like(node, "bandtable")) {
    BandTable *table = &tables[loader->criteria->n_band_tables++];
    table->on = read_word_or(base, node, "on", "");
    note_id(base, seen, table->on, node);
    load_band_table(loader, node, table);
    Ratio full;
    if (*table->on != '\0' && !full_points(loader->criteria, table->on, &full)) {
      g_autofree char *known = quoted_ids(loader->root, "subtotal", "id");
      fault_at(base->faults, node,
               _("“%s” is neither a total that is added up, nor a subtotal (%s), nor a node; mend on"), table->on,
               known);
    }
    if (base->shape_ok) check_rows(loader, node, table);
  }
  loader->criteria->band_tables = tables;
}
