/* rules_document.c: one rules pack whole: sources, stages, tiers and places, ties, vetoes, what is not known. */
#include "commands/pack_document.h"
#include "reports/words.h"

#include <glib/gi18n.h>

void rules_set_rows(Table *table, const Rules *rules, const char *lang, size_t n, TableRow *row) {
  const RulesShown shown = {rules, lang};
  table_set_rows(table, n, row, g_memdup2(&shown, sizeof shown), g_free);
  table->sparse = true;
}

static void fill_source(const void *data, size_t i, Cell *cells) {
  const RulesSource *source = &((const RulesShown *)data)->rules->sources[i];
  cells[0] = cell_text(source->title);
  cells[1] = cell_text(source->reference);
  cells[2] = cell_text(source->mark);
  cells[3] = cell_text(pack_words(source->mark));
}

static void fill_stage(const void *data, size_t i, Cell *cells) {
  const RulesShown *shown = data;
  const Stage *stage = &shown->rules->stages[i];
  cells[0] = cell_text(stage->id);
  cells[1] = cell_text(text_in(&stage->title, shown->lang));
  cells[2] = cell_text(stage_form_names[stage->form]);
  cells[3] = cell_text(pack_words(stage_form_names[stage->form]));
  cells[4] = stage->max_set ? cell_ratio(stage->max, 0) : cell_none();
  if (stage->form != STAGE_GATE) cells[5] = cell_ratio(stage->factor, 2);
  cells[6] = cell_text(stage->form == STAGE_GATE ? "" : combine_method_names[stage->combination.method]);
  cells[7] = cell_text(pack_words(cells[6].text));
  if (stage->form != STAGE_GATE) cells[8] = cell_integer(stage->panel_min);
}

typedef struct TierRow {
  const Tier *tier;
  const Places *places; /* NULL: none said */
} TierRow;

typedef struct TierRows {
  const char *lang;
  GArray *rows; /* TierRow */
} TierRows;

static void fill_tier(const void *data, size_t i, Cell *cells) {
  const TierRows *shown = data;
  const TierRow *row = &g_array_index(shown->rows, TierRow, i);
  cells[0] = cell_text(row->tier->id);
  cells[1] = cell_text(text_in(&row->tier->title, shown->lang));
  cells[2] = row->tier->has_floor ? cell_ratio(row->tier->floor, 2) : cell_none();
  cells[3] = cell_text(!row->tier->has_floor ? "" : row->tier->floor_percent ? "%" : "points");
  cells[4] = cell_text(row->tier->has_floor && !row->tier->floor_percent ? _("points") : cells[3].text);
  cells[5] = cell_text(row->places ? row->places->class_id : "");
  cells[6] = row->places && row->places->most != G_MAXUINT ? cell_integer(row->places->most) : cell_none();
  cells[7] = cell_text(row->tier->roll_to);
}

static void tier_rows_free(gpointer data) {
  TierRows *rows = data;
  g_array_unref(rows->rows);
  g_free(rows);
}

static void add_tiers(Document *document, const Rules *rules, const char *lang) {
  const Column columns[] = {
      {"tier", _("Tier"), ALIGN_LEFT, FOR_ALL},      {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
      {"floor", _("Floor"), ALIGN_RIGHT, FOR_ALL},   {"unit", "", ALIGN_LEFT, FOR_MACHINES},
      {"unit", _("Unit"), ALIGN_LEFT, FOR_PEOPLE},   {"class", _("Class"), ALIGN_LEFT, FOR_ALL},
      {"places", _("Places"), ALIGN_RIGHT, FOR_ALL}, {"roll-to", _("Rolls to"), ALIGN_LEFT, FOR_ALL},
  };
  if (rules->n_tiers == 0) return;
  TierRows *rows = g_new0(TierRows, 1);
  rows->lang = lang;
  rows->rows = g_array_new(FALSE, FALSE, sizeof(TierRow));
  for (size_t t = 0; t < rules->n_tiers; t++)
    for (size_t p = 0; p == 0 || p < rules->tiers[t].n_places; p++) {
      TierRow row = {&rules->tiers[t], rules->tiers[t].n_places ? &rules->tiers[t].places[p] : NULL};
      g_array_append_val(rows->rows, row);
    }
  Table *table = document_table(document, "tiers", _("Tiers and places"), G_N_ELEMENTS(columns), columns);
  table_set_rows(table, rows->rows->len, fill_tier, rows, tier_rows_free);
}

static void add_facts(Document *document, const Rules *rules, const char *lang) {
  document_field(document, "id", _("Pack"), cell_text(rules->id));
  document_field(document, "edition", _("Edition"), cell_text(rules->edition));
  pack_field(document, "status", _("Status"), rules->status);
  document_field(document, "sha256", _("SHA-256"), cell_text(rules->sha256));
  pack_field(document, "principle", _("Principle"), rules->principle);
  document_field(document, "note", NULL, cell_text(text_in(&rules->note, lang)));
  if (rules->note.n > 0) document_paragraph(document, text_in(&rules->note, lang));
}

static void add_lines(Document *document, const Rules *rules, const char *lang) {
  static const char *const by[] = {N_("stage"), N_("subtotal"), N_("item or category")};
  for (size_t i = 0; i < rules->n_tie_keys; i++) {
    g_autofree char *key = g_strdup_printf("tie-%zu", i + 1);
    g_autofree char *machine = g_strdup_printf("%s:%s", tie_key_names[rules->tie_keys[i].type], rules->tie_keys[i].ref);
    g_autofree char *words = g_strdup_printf("%s %s", _(by[rules->tie_keys[i].type]), rules->tie_keys[i].ref);
    document_field(document, key, NULL, cell_text(machine));
    document_field(document, NULL, _("Ties, in order"), cell_text(words));
  }
  for (size_t i = 0; i < rules->n_vetoes; i++) {
    g_autofree char *key = g_strdup_printf("veto-%s", rules->vetoes[i].id);
    document_field(document, key, _("Veto"), cell_text(text_in(&rules->vetoes[i].title, lang)));
  }
  pack_levels(document, rules->levels, rules->n_levels, lang);
}

Document *rules_document(const Rules *rules, const char *lang) {
  const Column sources[] = {{"title", _("Source"), ALIGN_LEFT, FOR_ALL},
                            {"reference", _("Found at"), ALIGN_LEFT, FOR_ALL},
                            {"mark", "", ALIGN_LEFT, FOR_MACHINES},
                            {"mark", _("Reliability"), ALIGN_LEFT, FOR_PEOPLE}};
  const Column stages[] = {
      {"stage", _("Stage"), ALIGN_LEFT, FOR_ALL},
      {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
      {"form", "", ALIGN_LEFT, FOR_MACHINES},
      {"form", _("Form"), ALIGN_LEFT, FOR_PEOPLE},
      {"max", _("Full marks"), ALIGN_RIGHT, FOR_ALL},
      {"factor", _("Factor"), ALIGN_RIGHT, FOR_ALL},
      {"combine", "", ALIGN_LEFT, FOR_MACHINES},
      {"combine", _("Combined by"), ALIGN_LEFT, FOR_PEOPLE},
      {"panel-min", _("Panel at least"), ALIGN_RIGHT, FOR_ALL},
  };
  Document *document = document_new("accolade.rules/1", text_in(&rules->title, lang), lang);
  add_facts(document, rules, lang);
  add_lines(document, rules, lang);
  rules_add_facts(document, rules);
  if (rules->n_sources)
    rules_set_rows(document_table(document, "sources", _("Sources"), G_N_ELEMENTS(sources), sources), rules, lang,
                   rules->n_sources, fill_source);
  rules_set_rows(document_table(document, "stages", _("Stages"), G_N_ELEMENTS(stages), stages), rules, lang,
                 rules->n_stages, fill_stage);
  add_tiers(document, rules, lang);
  rules_add_tables(document, rules, lang);
  return document;
}
