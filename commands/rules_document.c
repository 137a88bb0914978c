/* rules_document.c: one rules pack whole: sources, stages, tiers and places, ties, levels, what is not known. All that the
 * grammar (criteria/rules.xsd) can say is told here or in the other rules_*.c; a test alters every value of it. */
#include "commands/pack_document.h"
#include "reports/report_scoresheet.h"
#include "reports/words.h"

#include <glib/gi18n.h>

static void free_shown(gpointer data) {
  RulesShown *shown = data;
  g_string_chunk_free(shown->texts);
  g_free(shown);
}

void rules_set_rows(Table *table, const Rules *rules, const char *lang, size_t n, TableRow *row) {
  const RulesShown shown = {rules, lang, g_string_chunk_new(256)};
  table_set_rows(table, n, row, g_memdup2(&shown, sizeof shown), free_shown);
  table->sparse = true;
}

Cell rules_number(Ratio number, uint8_t least) {
  enum { MOST = 18 };
  int128_t power = 1;
  for (uint8_t decimals = 0; number.den > 0 && decimals <= MOST; decimals++, power *= 10)
    if (power % number.den == 0) return cell_ratio(number, MAX(decimals, least));
  return cell_ratio(number, MAX(2, least));
}

Cell rules_shown_number(const RulesShown *shown, Ratio number) {
  g_autofree char *words = ratio_short(number);
  return cell_text(g_string_chunk_insert_const(shown->texts, words));
}

Cell rules_shown_words(const RulesShown *shown, const char *keys) {
  g_auto(GStrv) each = g_strsplit(keys, " ", -1);
  g_autoptr(GString) words = g_string_new(NULL);
  for (char **key = each; *key; key++)
    if (**key) g_string_append_printf(words, "%s%s", words->len ? _(", ") : "", pack_words(*key));
  return cell_text(g_string_chunk_insert_const(shown->texts, words->str));
}

Ratio rules_scale_figure(const Scale *scale, int16_t mark) { return ratio((int128_t)mark * scale->unit, 100); }

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
  if (stage->max_set) {
    cells[4] = rules_number(stage->max, 0);
    cells[5] = rules_shown_number(shown, stage->max);
  }
  if (stage->form == STAGE_GATE) return;
  cells[6] = rules_number(stage->factor, 2);
  cells[7] = rules_shown_number(shown, stage->factor);
  cells[8] = cell_text(combine_method_names[stage->combination.method]);
  g_autofree char *method = sheet_method_words(stage), *few = sheet_few_words(stage);
  g_autofree char *all = few ? g_strconcat(method, _("; "), few, NULL) : g_steal_pointer(&method);
  cells[9] = cell_text(g_string_chunk_insert_const(shown->texts, all));
  cells[10] = cell_integer(stage->panel_min);
}

/* What machines read of a stage beside that, and people in sentences. */
static void fill_stage_more(const void *data, size_t i, Cell *cells) {
  const Stage *stage = &((const RulesShown *)data)->rules->stages[i];
  fill_stage(data, i, cells);
  if (stage->panel_max > 0) cells[11] = cells[12] = cell_integer(stage->panel_max);
  cells[13] = cell_bool(stage->blind);
  cells[14] = cell_text(stage->ballot);
  if (stage->form != STAGE_TOTAL) return;
  cells[15] = rules_number(rules_scale_figure(&stage->scale, stage->scale.min), 0);
  cells[16] = rules_number(rules_scale_figure(&stage->scale, stage->scale.max), 0);
  cells[17] = rules_number(rules_scale_figure(&stage->scale, stage->scale.step), 0);
}

typedef struct TierRow {
  const Tier *tier;
  const Places *places; /* NULL: none said */
} TierRow;

typedef struct TierRows {
  RulesShown shown;
  bool any_exclusive;
  GArray *rows; /* TierRow */
} TierRows;

static void fill_floor(const TierRows *rows, const Tier *tier, Cell *cells) {
  cells[2] = cell_text("");
  if (!tier->has_floor) return;
  cells[0] = rules_number(tier->floor, 2);
  cells[1] = rules_shown_number(&rows->shown, tier->floor);
  cells[2] = cell_text(tier->floor_percent ? "%" : "points");
  cells[3] = cell_text(tier->floor_percent ? "%" : _("points"));
  cells[4] = cell_bool(tier->floor_exclusive);
  if (rows->any_exclusive) cells[5] = cell_text(tier->floor_exclusive ? _("above it") : _("from it on"));
}

static void fill_tier(const void *data, size_t i, Cell *cells) {
  const TierRows *rows = data;
  const TierRow *row = &g_array_index(rows->rows, TierRow, i);
  cells[0] = cell_text(row->tier->id);
  cells[1] = cell_text(text_in(&row->tier->title, rows->shown.lang));
  fill_floor(rows, row->tier, &cells[2]);
  cells[8] = cells[9] = cell_text(row->tier->level);
  cells[10] = cell_text(row->places ? row->places->class_id : "");
  cells[11] = row->places && row->places->most != G_MAXUINT ? cell_integer(row->places->most) : cell_none();
  cells[12] = cell_text(row->tier->roll_to);
  cells[13] = cell_bool(row->tier->outside_quota);
  cells[14] = cell_text(row->tier->outside_quota ? _("outside the quota") : "");
  cells[15] = cell_text(row->tier->money);
  cells[16] = cell_text(row->tier->currency);
}

static void tier_rows_free(gpointer data) {
  TierRows *rows = data;
  g_array_unref(rows->rows);
  g_string_chunk_free(rows->shown.texts);
  g_free(rows);
}

static TierRows *tier_rows(const Rules *rules, const char *lang) {
  TierRows *rows = g_new0(TierRows, 1);
  rows->shown = (RulesShown){rules, lang, g_string_chunk_new(256)};
  rows->rows = g_array_new(FALSE, FALSE, sizeof(TierRow));
  for (size_t t = 0; t < rules->n_tiers; t++) {
    rows->any_exclusive |= rules->tiers[t].floor_exclusive;
    for (size_t p = 0; p == 0 || p < rules->tiers[t].n_places; p++) {
      TierRow row = {&rules->tiers[t], rules->tiers[t].n_places ? &rules->tiers[t].places[p] : NULL};
      g_array_append_val(rows->rows, row);
    }
  }
  return rows;
}

static void add_tiers(Document *document, const Rules *rules, const char *lang) {
  const Column columns[] = {
      {"tier", _("Tier"), ALIGN_LEFT, FOR_ALL},
      {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
      {"floor", "", ALIGN_RIGHT, FOR_MACHINES},
      {"floor", _("Floor"), ALIGN_RIGHT, FOR_PEOPLE},
      {"unit", "", ALIGN_LEFT, FOR_MACHINES},
      {"unit", _("Unit"), ALIGN_LEFT, FOR_PEOPLE},
      {"exclusive", "", ALIGN_LEFT, FOR_MACHINES},
      {"exclusive", _("Total must be"), ALIGN_LEFT, FOR_PEOPLE},
      {"level", "", ALIGN_LEFT, FOR_MACHINES},
      {"level", _("Level wanted"), ALIGN_LEFT, FOR_PEOPLE},
      {"class", _("Class"), ALIGN_LEFT, FOR_ALL},
      {"places", _("Places"), ALIGN_RIGHT, FOR_ALL},
      {"roll-to", _("Rolls to"), ALIGN_LEFT, FOR_ALL},
      {"outside-quota", "", ALIGN_LEFT, FOR_MACHINES},
      {"outside-quota", _("Quota"), ALIGN_LEFT, FOR_PEOPLE},
      {"money", "", ALIGN_RIGHT, FOR_MACHINES},
      {"currency", "", ALIGN_LEFT, FOR_MACHINES},
  };
  if (rules->n_tiers == 0) return;
  TierRows *rows = tier_rows(rules, lang);
  Table *table = document_table(document, "tiers", _("Tiers and places"), G_N_ELEMENTS(columns), columns);
  table_set_rows(table, rows->rows->len, fill_tier, rows, tier_rows_free);
  table->sparse = true;
}

static void add_facts(Document *document, const Rules *rules, const char *lang) {
  document_field(document, "id", _("Pack"), cell_text(rules->id));
  document_field(document, "edition", _("Edition"), cell_text(rules->edition));
  pack_status(document, rules->status);
  document_field(document, "sha256", _("SHA-256"), cell_text(rules->sha256));
  document_field(document, "principle", NULL, cell_text(rules->principle));
  if (*rules->principle) document_field(document, NULL, _("Principle"), cell_text(pack_words(rules->principle)));
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
    document_field(document, key, NULL, cell_text(text_in(&rules->vetoes[i].title, lang)));
  }
}

Document *rules_document(const Rules *rules, const char *lang) {
  const Column sources[] = {{"title", _("Source"), ALIGN_LEFT, FOR_ALL},
                            {"reference", _("Found at"), ALIGN_LEFT, FOR_ALL},
                            {"mark", "", ALIGN_LEFT, FOR_MACHINES},
                            {"mark", _("How sure"), ALIGN_LEFT, FOR_PEOPLE}};
  const Column stages[] = {
      {"stage", _("Stage"), ALIGN_LEFT, FOR_ALL},
      {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
      {"form", "", ALIGN_LEFT, FOR_MACHINES},
      {"form", _("Form"), ALIGN_LEFT, FOR_PEOPLE},
      {"max", "", ALIGN_RIGHT, FOR_MACHINES},
      {"max", _("Full marks"), ALIGN_RIGHT, FOR_PEOPLE},
      {"factor", "", ALIGN_RIGHT, FOR_MACHINES},
      {"factor", _("Factor"), ALIGN_RIGHT, FOR_PEOPLE},
      {"combine", "", ALIGN_LEFT, FOR_MACHINES},
      {"combine", _("Combined by"), ALIGN_LEFT, FOR_PEOPLE},
      {"panel-min", _("Panel at least"), ALIGN_RIGHT, FOR_ALL},
      {"panel-max", "", ALIGN_RIGHT, FOR_MACHINES},
      {"panel-max", _("Panel at most"), ALIGN_RIGHT, FOR_PEOPLE},
      {"blind", "", ALIGN_LEFT, FOR_MACHINES},
      {"ballot", "", ALIGN_LEFT, FOR_MACHINES},
      {"scale-min", "", ALIGN_RIGHT, FOR_MACHINES},
      {"scale-max", "", ALIGN_RIGHT, FOR_MACHINES},
      {"scale-step", "", ALIGN_RIGHT, FOR_MACHINES},
  };
  Document *document = document_new("accolade.rules/1", text_in(&rules->title, lang), lang);
  add_facts(document, rules, lang);
  add_lines(document, rules, lang);
  rules_add_facts(document, rules, lang);
  if (rules->n_sources)
    rules_set_rows(document_table(document, "sources", _("Sources"), G_N_ELEMENTS(sources), sources), rules, lang,
                   rules->n_sources, fill_source);
  rules_set_rows(document_table(document, "stages", _("Stages"), G_N_ELEMENTS(stages), stages), rules, lang,
                 rules->n_stages, fill_stage_more);
  add_tiers(document, rules, lang);
  pack_levels(document, rules->levels, rules->n_levels, lang);
  rules_add_tables(document, rules, lang);
  rules_add_declared(document, rules, lang);
  return document;
}
