/* criteria_document.c: one criteria pack whole: items, rubrics and bands, subtotals, levels. */
#include "commands/pack_document.h"
#include "reports/rubric_words.h"
#include "reports/words.h"

#include <glib/gi18n.h>

typedef struct Shown {
  const Criteria *criteria;
  const Rubric *rubric;
  const char *lang;
} Shown;

typedef struct BandsShown {
  const BandTable *table;
  const char *lang;
} BandsShown;

static void fill_node(const void *data, size_t i, Cell *cells) {
  const Shown *shown = data;
  const Node *node = &shown->criteria->nodes[i];
  cells[0] = cell_text(node->code);
  cells[1] = cell_text(text_in(&node->title, shown->lang));
  cells[2] = cell_text(node->kind);
  cells[3] = cell_text(pack_words(node->kind));
  cells[4] = ratio_is_zero(node->points) ? cell_none() : rules_number(node->points, 0);
  cells[5] = cell_text(node->rubric ? node->rubric->id : "");
  cells[6] = cell_text(text_in(&node->hint, shown->lang));
}

static void fill_band(const void *data, size_t i, Cell *cells) {
  const Shown *shown = data;
  const Band *band = &shown->rubric->bands[i];
  cells[0] = cell_text(band->id);
  cells[1] = rules_number(rules_scale_figure(shown->rubric->scale, band->from), 0);
  cells[2] = rules_number(rules_scale_figure(shown->rubric->scale, band->to), 0);
  cells[3] = cell_text(text_in(&band->title, shown->lang));
  cells[4] = cell_text(text_in(&band->hint, shown->lang));
  for (size_t d = 0; d < shown->rubric->n_dimensions; d++)
    cells[5 + d] = cell_text(band->texts ? text_in(&band->texts[d], shown->lang) : "");
}

static void fill_dimension(const void *data, size_t i, Cell *cells) {
  const Shown *shown = data;
  const Dimension *dimension = &shown->rubric->dimensions[i];
  bool ladder = shown->rubric->combine == COMBINE_LADDER;
  cells[0] = cell_text(dimension->id);
  cells[1] = cell_text(text_in(&dimension->title, shown->lang));
  if (shown->rubric->combine == COMBINE_MEAN) cells[2] = cell_integer(dimension->weight);
  cells[3] = cell_bool(dimension->caps);
  cells[4] = cell_text(dimension->caps ? _("yes") : "");
  if (ladder) cells[5] = rules_number(rules_scale_figure(shown->rubric->scale, dimension->from), 0);
  if (ladder) cells[6] = rules_number(rules_scale_figure(shown->rubric->scale, dimension->to), 0);
}

static void show(Table *table, const Criteria *criteria, const Rubric *rubric, const char *lang, size_t n,
                 TableRow *row) {
  const Shown shown = {criteria, rubric, lang};
  table_set_rows(table, n, row, g_memdup2(&shown, sizeof shown), g_free);
  table->sparse = true;
}

static void add_rubric(Document *document, const Criteria *criteria, const Rubric *rubric, const char *lang) {
  g_autofree Column *columns = g_new0(Column, 5 + rubric->n_dimensions);
  columns[0] = (Column){"band", _("Band"), ALIGN_LEFT, FOR_ALL};
  columns[1] = (Column){"from", _("From"), ALIGN_RIGHT, FOR_ALL};
  columns[2] = (Column){"to", _("To"), ALIGN_RIGHT, FOR_ALL};
  columns[3] = (Column){"title", _("Title"), ALIGN_LEFT, FOR_ALL};
  columns[4] = (Column){"as-a-whole", _("As a whole"), ALIGN_LEFT, FOR_ALL};
  for (size_t d = 0; d < rubric->n_dimensions; d++)
    columns[5 + d] =
        (Column){rubric->dimensions[d].id, text_in(&rubric->dimensions[d].title, lang), ALIGN_LEFT, FOR_ALL};
  g_autofree char *key = g_strdup_printf("rubric-%s", rubric->id);
  g_autofree char *legal = scale_describe(rubric->scale);
  g_autofree char *title = g_strdup_printf(_("Rubric %s (%s): marks %s"), rubric->id,
                                           pack_words(rubric_combine_names[rubric->combine]), legal);
  show(document_table(document, key, title, 5 + rubric->n_dimensions, columns), criteria, rubric, lang, rubric->n_bands,
       fill_band);
}

/* The parts an item's mark is made of; a scores file names them ITEM/PART. */
static void add_dimensions(Document *document, const Criteria *criteria, const Rubric *rubric, const char *lang) {
  const Column columns[] = {{"part", _("Part"), ALIGN_LEFT, FOR_ALL},      {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
                            {"weight", _("Weight"), ALIGN_RIGHT, FOR_ALL}, {"caps", "", ALIGN_LEFT, FOR_MACHINES},
                            {"caps", _("Caps"), ALIGN_LEFT, FOR_PEOPLE},   {"from", _("From"), ALIGN_RIGHT, FOR_ALL},
                            {"to", _("To"), ALIGN_RIGHT, FOR_ALL}};
  if (rubric->n_cells < 2) return;
  g_autofree char *key = g_strdup_printf("parts-%s", rubric->id);
  g_autofree char *title = g_strdup_printf(_("Parts of a mark by %s, written ITEM/PART"), rubric->id);
  show(document_table(document, key, title, G_N_ELEMENTS(columns), columns), criteria, rubric, lang,
       rubric->n_dimensions, fill_dimension);
  g_autofree char *result = g_strdup_printf(_("Result by “%s”"), rubric_name(rubric, lang));
  const char *where =
      _("in each scorebook by itself, before they are combined; where rules have figures judged, in the "
        "leader's, with what the panel agreed on laid over it");
  g_autofree char *words = rubric_words(rubric, where, lang);
  document_field(document, NULL, result, cell_text(words));
}

/* "3 items, their points go to the items beside; with a reason; at most 20 percent of the points": what they declare. */
static char *left_out(const Criteria *criteria) {
  const char *const effects[] = {[NA_REDISTRIBUTE] = _("points go to the items beside"),
                                 [NA_SHRINK] = _("points leave the maximum"),
                                 [NA_ZERO] = _("counts as zero")};
  GString *text = g_string_new(NULL);
  for (NotApplicable effect = NA_REDISTRIBUTE; effect <= NA_ZERO; effect++) {
    unsigned n = 0;
    for (size_t i = 0; i < criteria->n_items; i++) n += criteria->items[i]->not_applicable == effect;
    if (n == 0) continue;
    g_string_append_printf(text, ngettext("%u item, %s", "%u items, %s", n), n, effects[effect]);
    g_string_append(text, _("; "));
  }
  if (text->len == 0) return g_string_free(g_string_append(text, _("no item")), FALSE);
  g_autofree char *most = ratio_short(criteria->na_max_share);
  if (criteria->na_reason) g_string_append_printf(text, "%s%s", _("with a reason"), _("; "));
  g_string_append_printf(text, _("at most %s percent of the points"), most);
  return g_string_free(text, FALSE);
}

static void add_rounding(Document *document, const Criteria *criteria) {
  const RoundingRule rule = {true, criteria->rounding, criteria->round_at, criteria->round_step};
  g_autofree char *words = rounding_words(rule);
  document_field(document, "rounding", NULL, cell_text(rounding_names[criteria->rounding]));
  document_field(document, NULL, _("Rounding"), cell_text(words));
  if (rule.policy == ROUND_NONE) return;
  document_field(document, "round-at", NULL, cell_text(round_at_names[rule.at]));
  document_field(document, "round-step", NULL, cell_exact(rule.step));
}

/* Whose parts' shares may be set when an award begins, and within what. */
static void add_adjustable(Document *document, const Criteria *criteria) {
  for (size_t i = 0; i < criteria->n_nodes; i++) {
    const Node *node = &criteria->nodes[i];
    if (!node->adjustable) continue;
    g_autofree char *least = ratio_short(node->min_share), *most = ratio_short(node->max_share);
    g_autofree char *key = g_strdup_printf("adjustable-%s", node->code),
                    *machine = g_strdup_printf("%s %s", least, most);
    g_autofree char *title = g_strdup_printf(_("Shares of the parts of %s"), node->code);
    g_autofree char *words = g_strdup_printf(_("may be set with init --set, each from %s to %s percent"), least, most);
    document_field(document, key, NULL, cell_text(machine));
    document_field(document, NULL, title, cell_text(words));
  }
}

static void add_facts(Document *document, const Criteria *criteria, const char *lang) {
  document_field(document, "id", _("Pack"), cell_text(criteria->id));
  document_field(document, "edition", _("Edition"), cell_text(criteria->edition));
  pack_status(document, criteria->status);
  document_field(document, "sha256", _("SHA-256"), cell_text(criteria->sha256));
  pack_field(document, "aggregate", _("Aggregation"), aggregate_names[criteria->aggregate]);
  document_field(document, "points", _("Points"),
                 criteria->has_total ? rules_number(criteria->points, 0) : cell_none());
  add_rounding(document, criteria);
  g_autofree char *may_be_left_out = left_out(criteria);
  document_field(document, NULL, _("Not applicable"), cell_text(may_be_left_out));
  document_field(document, "note", NULL, cell_text(text_in(&criteria->note, lang)));
  if (criteria->note.n > 0) document_paragraph(document, text_in(&criteria->note, lang));
}

/* -- bands of points: of the total, of subtotals or categories ---------------------------------------------- */

static void fill_row(const void *data, size_t i, Cell *cells) {
  const BandsShown *shown = data;
  const BandRow *row = &shown->table->rows[i];
  cells[0] = cell_text(row->name);
  cells[1] = rules_number(row->from, 0);
  cells[2] = rules_number(row->to, 0);
  cells[3] = cell_text(text_in(&row->title, shown->lang));
}

static const char *band_table_on(const Criteria *criteria, const BandTable *table, const char *lang) {
  const Subtotal *subtotal = criteria_subtotal(criteria, table->on);
  const Node *node = criteria_node(criteria, table->on);
  return subtotal ? text_in(&subtotal->title, lang) : node ? text_in(&node->title, lang) : _("total");
}

static void add_band_tables(Document *document, const Criteria *criteria, const char *lang) {
  const Column columns[] = {{"band", _("Band"), ALIGN_LEFT, FOR_ALL},
                            {"from", _("From"), ALIGN_RIGHT, FOR_ALL},
                            {"to", _("To"), ALIGN_RIGHT, FOR_ALL},
                            {"title", _("Title"), ALIGN_LEFT, FOR_ALL}};
  for (size_t t = 0; t < criteria->n_band_tables; t++) {
    const BandsShown shown = {&criteria->band_tables[t], lang};
    g_autofree char *key = g_strdup_printf("bands-%s", shown.table->on);
    g_autofree char *title = g_strdup_printf(_("Bands of points: %s"), band_table_on(criteria, shown.table, lang));
    Table *table = document_table(document, key, title, G_N_ELEMENTS(columns), columns);
    table_set_rows(table, shown.table->n_rows, fill_row, g_memdup2(&shown, sizeof shown), g_free);
    table->sparse = true;
  }
}

static void add_parts(Document *document, const Criteria *criteria, const char *lang) {
  for (size_t i = 0; i < criteria->n_subtotals; i++) {
    g_autofree char *key = g_strdup_printf("subtotal-%s", criteria->subtotals[i].id);
    g_autofree char *title = g_strdup_printf(_("Subtotal %s"), text_in(&criteria->subtotals[i].title, lang));
    document_field(document, key, title, rules_number(criteria->subtotals[i].points, 0));
  }
}

Document *criteria_document(const Criteria *criteria, const char *lang) {
  const Column columns[] = {
      {"code", _("Code"), ALIGN_LEFT, FOR_ALL},      {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
      {"kind", "", ALIGN_LEFT, FOR_MACHINES},        {"kind", _("Kind"), ALIGN_LEFT, FOR_PEOPLE},
      {"points", _("Points"), ALIGN_RIGHT, FOR_ALL}, {"rubric", _("Rubric"), ALIGN_LEFT, FOR_ALL},
      {"hint", _("Hint"), ALIGN_LEFT, FOR_ALL},
  };
  Document *document = document_new("accolade.criteria/1", text_in(&criteria->title, lang), lang);
  add_facts(document, criteria, lang);
  add_parts(document, criteria, lang);
  add_adjustable(document, criteria);
  show(document_table(document, "nodes", _("Items"), G_N_ELEMENTS(columns), columns), criteria, NULL, lang,
       criteria->n_nodes, fill_node);
  add_band_tables(document, criteria, lang);
  pack_levels(document, criteria->levels, criteria->n_levels, lang);
  for (size_t i = 0; i < criteria->n_rubrics; i++) {
    if (!rubric_is_used(criteria, &criteria->rubrics[i])) continue;
    add_dimensions(document, criteria, &criteria->rubrics[i], lang);
    add_rubric(document, criteria, &criteria->rubrics[i], lang);
  }
  return document;
}
