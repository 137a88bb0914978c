/* report_ranking_standings.c: the standings: a flat list for machines, a table per class for people.
 *
 * Rows are read from the ranking when they are asked for; a list holds one row's scratch space and no more. */
#include "reports/report_ranking.h"

#include <glib/gi18n.h>
#include <string.h>

enum { STAGE_FACTS = 4, SOON = 16 };

typedef struct Listed {
  ReportInput input;
  guint first;
  GString *note;
  GString *key;
  size_t n_stages; /* that are scored */
  uint16_t stages[RANKING_MAX_STAGES];
  Field facts[RANKING_MAX_STAGES][STAGE_FACTS];
  Cell records[RANKING_MAX_STAGES];
} Listed;

static Listed *listed_new(const ReportInput *input, guint first) {
  Listed *listed = g_new0(Listed, 1);
  listed->input = *input;
  listed->first = first;
  listed->note = g_string_new(NULL);
  listed->key = g_string_new(NULL);
  for (size_t i = 0; i < input->ranking->n_stages; i++)
    if (input->award->rules->stages[i].form != STAGE_GATE) listed->stages[listed->n_stages++] = (uint16_t)i;
  return listed;
}

static void *listed_again(const void *data) {
  const Listed *listed = data;
  return listed_new(&listed->input, listed->first);
}

static void free_listed(void *data) {
  Listed *listed = data;
  g_string_free(listed->note, TRUE);
  g_string_free(listed->key, TRUE);
  g_free(listed);
}

static const Standing *standing_at(const Listed *listed, size_t i) {
  return &g_array_index(listed->input.ranking->standings, Standing, listed->first + i);
}

static const StageTotal *total_of(const Listed *listed, const Standing *standing, size_t stage) {
  const Ranking *ranking = listed->input.ranking;
  return &ranking->totals[standing->applicant * ranking->n_stages + listed->stages[stage]];
}

static const Stage *stage_of(const Listed *listed, size_t stage) {
  return &listed->input.award->rules->stages[listed->stages[stage]];
}

static Cell stage_records(Listed *listed, const Standing *standing) {
  size_t n = 0;
  for (size_t i = 0; i < listed->n_stages; i++) {
    const StageTotal *total = total_of(listed, standing, i);
    if (total->scorebooks == 0) continue;
    listed->facts[n][0] = (Field){"stage", cell_text(stage_of(listed, i)->id)};
    listed->facts[n][1] = (Field){"exact", cell_exact(total->points)};
    listed->facts[n][2] = (Field){"scorebooks", cell_integer(total->scorebooks)};
    listed->facts[n][3] = (Field){"fell_back", cell_bool(total->fell_back)};
    listed->records[n] = cell_record(listed->facts[n], STAGE_FACTS);
    n++;
  }
  return cell_list(listed->records, n);
}

static void fill_points(Cell *cell, const Listed *listed, const Standing *standing, size_t stage) {
  const StageTotal *total = total_of(listed, standing, stage);
  if (total->scorebooks > 0) cell_fill_ratio(cell, total->points, 2);
}

static void fill_deciding_key(Cell *cell, Listed *listed, const Standing *standing) {
  if (!standing->decided_by_tie_key) return;
  const TieKey *key = &listed->input.award->rules->tie_keys[standing->tie_key];
  g_string_printf(listed->key, "%s:%s", tie_key_names[key->type], key->ref);
  cell_fill_text(cell, listed->key->str, listed->key->len);
}

const char *ranking_floor_name(FloorState floor) {
  static const char *const names[] = {"", "met", "missed"};
  return names[floor];
}

/* Standings follow each other in rank, what they speak of lies all over the memory: it is asked for ahead. (Inlined, because
 * gcc takes a function of prefetches for one that does nothing.) */
__attribute__((always_inline)) static inline void fetch_ahead(const Listed *listed, size_t i) {
  const Ranking *ranking = listed->input.ranking;
  size_t n = ranking->standings->len - listed->first;
  if (i + SOON >= n) return;
  uint32_t later = standing_at(listed, i + SOON)->applicant, soon = standing_at(listed, i + SOON / 2)->applicant;
  __builtin_prefetch(&listed->input.cycle->applicants[later]);
  __builtin_prefetch(standing_at(listed, i + SOON)->total);
  __builtin_prefetch(&ranking->totals[later * ranking->n_stages].points);
  __builtin_prefetch(&ranking->totals[later * ranking->n_stages].scorebooks);
  __builtin_prefetch(listed->input.cycle->applicants[soon].id);
  __builtin_prefetch(listed->input.cycle->applicants[soon].name);
}

/* Trees and sheets have who and what came of it in common; between them a tree has its stages, behind them a sheet has. */
enum { WHO_COLUMNS = 6, OUTCOME_COLUMNS = 8, COMMON_COLUMNS = WHO_COLUMNS + OUTCOME_COLUMNS };

static const Column who_columns[WHO_COLUMNS] = {
    {"rank", "", ALIGN_RIGHT, FOR_ALL}, {"applicant", "", ALIGN_LEFT, FOR_ALL}, {"name", "", ALIGN_LEFT, FOR_ALL},
    {"class", "", ALIGN_LEFT, FOR_ALL}, {"total", "", ALIGN_RIGHT, FOR_ALL},    {"percent", "", ALIGN_RIGHT, FOR_ALL},
};
static const Column outcome_columns[OUTCOME_COLUMNS] = {
    {"floor", "", ALIGN_LEFT, FOR_ALL},      {"tier", "", ALIGN_LEFT, FOR_ALL},
    {"tied", "", ALIGN_LEFT, FOR_ALL},       {"contested", "", ALIGN_LEFT, FOR_ALL},
    {"decided_by", "", ALIGN_LEFT, FOR_ALL}, {"placed", "", ALIGN_LEFT, FOR_ALL},
    {"reserved", "", ALIGN_LEFT, FOR_ALL},   {"fell_back", "", ALIGN_LEFT, FOR_SHEETS},
};

static void fill_who(Listed *listed, const Standing *standing, Cell *cells) {
  const Applicant *applicant = &listed->input.cycle->applicants[standing->applicant];
  cell_fill_integer(&cells[0], standing->rank);
  cell_fill_words(&cells[1], applicant->id);
  cell_fill_words(&cells[2], applicant->name);
  cell_fill_words(&cells[3], report_class(&listed->input, standing->applicant));
  cell_fill_ratio(&cells[4], *standing->total, 2);
  report_fill_percent(&cells[5], *standing->total, *standing->max);
}

static void fill_outcome(Listed *listed, const Standing *standing, Cell *cells) {
  cell_fill_words(&cells[0], ranking_floor_name(standing->floor));
  cell_fill_words(&cells[1], report_tier_id(standing->tier));
  cell_fill_bool(&cells[2], standing->tied);
  cell_fill_bool(&cells[3], standing->contested);
  fill_deciding_key(&cells[4], listed, standing);
  cell_fill_bool(&cells[5], standing->placed);
  cell_fill_bool(&cells[6], standing->reserve > 0);
  cell_fill_bool(&cells[7], ranking_fell_back(&listed->input, standing));
}

static void fill_tree(const void *data, size_t i, Cell *cells) {
  Listed *listed = (Listed *)data;
  const Standing *standing = standing_at(listed, i);
  fetch_ahead(listed, i);
  fill_who(listed, standing, cells);
  cells[WHO_COLUMNS] = stage_records(listed, standing);
  fill_outcome(listed, standing, cells + WHO_COLUMNS + 1);
  cell_fill_ratio(&cells[COMMON_COLUMNS + 1], *standing->max, 2);
}

static void fill_sheet(const void *data, size_t i, Cell *cells) {
  Listed *listed = (Listed *)data;
  const Standing *standing = standing_at(listed, i);
  fetch_ahead(listed, i);
  fill_who(listed, standing, cells);
  fill_outcome(listed, standing, cells + WHO_COLUMNS);
  for (size_t s = 0; s < listed->n_stages; s++) fill_points(&cells[COMMON_COLUMNS + s], listed, standing, s);
}

static void add_tree(Document *document, const ReportInput *input) {
  Column columns[COMMON_COLUMNS + 2];
  memcpy(columns, who_columns, sizeof who_columns);
  columns[WHO_COLUMNS] = (Column){"stages", "", ALIGN_LEFT, FOR_ALL};
  memcpy(columns + WHO_COLUMNS + 1, outcome_columns, sizeof outcome_columns);
  columns[COMMON_COLUMNS + 1] = (Column){"max", "", ALIGN_RIGHT, FOR_ALL};
  Table *table = document_table(document, "standings", NULL, COMMON_COLUMNS + 2, columns);
  table->audience = FOR_TREES;
  table_set_rows(table, input->ranking->standings->len, fill_tree, listed_new(input, 0), free_listed);
  table->again = listed_again;
}

static void add_sheet(Document *document, const ReportInput *input) {
  Listed *listed = listed_new(input, 0);
  Column columns[COMMON_COLUMNS + RANKING_MAX_STAGES];
  char *keys[RANKING_MAX_STAGES];
  memcpy(columns, who_columns, sizeof who_columns);
  memcpy(columns + WHO_COLUMNS, outcome_columns, sizeof outcome_columns);
  for (size_t i = 0; i < listed->n_stages; i++) {
    keys[i] = g_strdup_printf("stage_%s", stage_of(listed, i)->id);
    columns[COMMON_COLUMNS + i] = (Column){keys[i], "", ALIGN_RIGHT, FOR_ALL};
  }
  Table *table = document_table(document, "standings", NULL, COMMON_COLUMNS + listed->n_stages, columns);
  for (size_t i = 0; i < listed->n_stages; i++) g_free(keys[i]);
  table->audience = FOR_SHEETS;
  table_set_rows(table, input->ranking->standings->len, fill_sheet, listed, free_listed);
  table->again = listed_again;
}

void ranking_add_list(Document *document, const ReportInput *input) {
  add_tree(document, input);
  add_sheet(document, input);
}

static const char *remarks_on(Listed *listed, const Standing *standing) {
  g_string_truncate(listed->note, 0);
  ranking_put_remarks(listed->note, &listed->input, standing);
  return listed->note->str;
}

const char *ranking_floor_words(FloorState floor) {
  return floor == FLOOR_NONE ? "" : floor == FLOOR_MET ? _("met") : _("missed");
}

static void fill_person(const void *data, size_t i, Cell *cells) {
  Listed *listed = (Listed *)data;
  const Standing *standing = standing_at(listed, i);
  const Applicant *applicant = &listed->input.cycle->applicants[standing->applicant];
  cells[0] = cell_integer(standing->rank);
  cells[1] = cell_text(applicant->id);
  cells[2] = cell_text(applicant->name);
  cells[3] = cell_ratio(*standing->total, 2);
  report_fill_percent(&cells[4], *standing->total, *standing->max);
  size_t at = 5;
  for (size_t s = 0; s < listed->n_stages; s++) fill_points(&cells[at++], listed, standing, s);
  cells[at++] = cell_text(ranking_floor_words(standing->floor));
  cells[at] = cell_text(report_tier_title(&listed->input, standing->tier));
  cells[at++].honour = report_honour(&listed->input, standing->tier);
  cells[at] = cell_text(remarks_on(listed, standing));
}

static bool has_floor(const Rules *rules) {
  for (size_t i = 0; i < rules->n_tiers; i++)
    if (rules->tiers[i].has_floor) return true;
  return false;
}

static char *stage_heading(const Listed *listed, size_t stage) {
  char factor[RATIO_BUF];
  const char *title = report_stage_title(&listed->input, listed->stages[stage]);
  Cell shown = report_points(stage_of(listed, stage)->factor);
  ratio_put_decimal(factor, shown.ratio, shown.decimals);
  return ratio_cmp(shown.ratio, ratio_int(1)) == 0 ? g_strdup(title) : g_strdup_printf("%s ×%s", title, factor);
}

static void add_table(Document *document, const ReportInput *input, const char *title, guint first, guint n) {
  const Rules *rules = input->award->rules;
  Listed *listed = listed_new(input, first);
  Column columns[8 + RANKING_MAX_STAGES] = {{"rank", _("Rank"), ALIGN_RIGHT, FOR_PEOPLE},
                                            {"applicant", _("Applicant"), ALIGN_LEFT, FOR_PEOPLE},
                                            {"name", _("Name"), ALIGN_LEFT, FOR_PEOPLE},
                                            {"total", _("Total"), ALIGN_RIGHT, FOR_PEOPLE},
                                            {"percent", _("Percent"), ALIGN_RIGHT, FOR_PEOPLE}};
  char *headings[RANKING_MAX_STAGES];
  size_t at = 5;
  for (size_t i = 0; i < listed->n_stages; i++) {
    headings[i] = stage_heading(listed, i);
    columns[at++] = (Column){"stage", headings[i], ALIGN_RIGHT, FOR_PEOPLE};
  }
  columns[at++] = (Column){"floor", _("Floor"), ALIGN_LEFT, has_floor(rules) ? FOR_PEOPLE : FOR_NOBODY};
  columns[at++] = (Column){"tier", _("Tier"), ALIGN_LEFT, rules->n_tiers > 0 ? FOR_PEOPLE : FOR_NOBODY};
  columns[at++] = (Column){"note", _("Note"), ALIGN_LEFT, FOR_PEOPLE};
  Table *table = document_table(document, "class", title, at, columns);
  for (size_t i = 0; i < listed->n_stages; i++) g_free(headings[i]);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, n, fill_person, listed, free_listed);
  table->sparse = true;
}

/* Behind the last standing of the class that the first of them is in. */
static guint end_of_class(const ReportInput *input, guint first) {
  const GArray *standings = input->ranking->standings;
  if (input->award->rules->n_classes == 0) return standings->len;
  const char *class_id = report_class(input, g_array_index(standings, Standing, first).applicant);
  guint end = first + 1;
  while (end < standings->len &&
         g_str_equal(class_id, report_class(input, g_array_index(standings, Standing, end).applicant)))
    end++;
  return end;
}

void ranking_add_standings(Document *document, const ReportInput *input) {
  const GArray *standings = input->ranking->standings;
  for (guint first = 0, end; first < standings->len; first = end) {
    const char *class_id = report_class(input, g_array_index(standings, Standing, first).applicant);
    end = end_of_class(input, first);
    add_table(document, input, *class_id ? report_class_title(input, class_id) : NULL, first, end - first);
  }
  if (standings->len == 0) document_paragraph(document, _("Nobody is ranked yet."));
}
