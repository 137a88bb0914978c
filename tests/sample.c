/* sample.c: see sample.h. */
#include "tests/sample.h"

#include "criteria/pack.h"

#include <stdlib.h>
#include <string.h>

static void *keep(Sample *sample, void *memory) {
  g_ptr_array_add(sample->memory, memory);
  return memory;
}

/* -- the tree -------------------------------------------------------------------------------------------- */

static void put_letters(Node *node, const char *letters) {
  for (; *letters; letters++) {
    if (*letters == 'r') node->not_applicable = NA_REDISTRIBUTE;
    if (*letters == 's') node->not_applicable = NA_SHRINK;
    if (*letters == 'z') node->not_applicable = NA_ZERO;
    if (*letters == '~') node->advisory = true;
  }
}

static Node *add_node(Sample *sample, const char *code, size_t length, const Node *parent) {
  Node *node = &sample->nodes[sample->criteria.n_nodes++];
  *node = (Node){.code = keep(sample, g_strndup(code, length)), .kind = "", .parent = parent, .item = -1};
  node->points = node->share = node->weight = ratio_int(0);
  return node;
}

static const char *add_item(Sample *sample, const char *text, Node *node) {
  Criteria *criteria = &sample->criteria;
  char *end;
  node->points = ratio_int(g_ascii_strtoll(text, &end, 10));
  size_t letters = strspn(end, "rsz~");
  g_autofree char *marks = g_strndup(end, letters);
  put_letters(node, marks);
  node->item = (int)criteria->n_items;
  node->rubric = &sample->rubric;
  sample->items[criteria->n_items++] = node;
  return end + letters;
}

static void read_tree(Sample *sample, const char *text) {
  const Node *parent = NULL;
  while (*text) {
    if (*text == ')') parent = parent->parent;
    if (*text == ')' || *text == ' ') {
      text++;
      continue;
    }
    size_t length = strcspn(text, ":( )");
    Node *node = add_node(sample, text, length, parent);
    text += length;
    if (*text == ':')
      text = add_item(sample, text + 1, node);
    else {
      parent = node;
      text++;
    }
  }
}

static size_t list_children(Sample *sample, const Node *parent, const Node **ret_children) {
  size_t n = 0;
  for (size_t i = 0; i < sample->criteria.n_nodes; i++)
    if (sample->nodes[i].parent == parent) ret_children[n++] = &sample->nodes[i];
  return n;
}

static void link_tree(Sample *sample) {
  sample->criteria.n_tops = list_children(sample, NULL, sample->tops);
  for (size_t i = 0; i < sample->criteria.n_nodes; i++) {
    const Node **children = keep(sample, g_new0(const Node *, SAMPLE_MOST));
    sample->nodes[i].n_children = list_children(sample, &sample->nodes[i], children);
    sample->nodes[i].children = children;
  }
}

/* Shares down the tree: a node's share of its siblings' times its parent's. */
static Ratio share_of(const Sample *sample, const Node *node) {
  const Node *const *siblings = node->parent ? node->parent->children : sample->criteria.tops;
  size_t n = node->parent ? node->parent->n_children : sample->criteria.n_tops;
  Ratio sum = ratio_int(0);
  for (size_t i = 0; i < n; i++)
    if (!siblings[i]->advisory) sum = ratio_add(sum, siblings[i]->share);
  Ratio share = node->advisory ? ratio_int(0) : ratio_div(node->share, sum);
  return node->parent ? ratio_mul(share, share_of(sample, node->parent)) : share;
}

void sample_weigh(Sample *sample) {
  Criteria *criteria = &sample->criteria;
  bool mean = criteria->aggregate == AGGREGATE_MEAN;
  if (!mean) criteria->points = ratio_int(0);
  size_t cell = 0;
  for (size_t i = 0; i < criteria->n_items; i++) {
    Node *item = (Node *)criteria->items[i];
    item->cell = cell;
    cell += item->rubric->n_cells;
    Ratio full = mean ? ratio_mul(criteria->points, share_of(sample, item)) : item->points;
    item->weight = ratio_div(full, ratio_int(item->rubric->max));
    if (item->advisory || !criteria->has_total) item->weight = ratio_int(0);
    if (!mean && !item->advisory) criteria->points = ratio_add(criteria->points, item->points);
  }
  criteria->n_cells = cell;
}

Node *sample_node(Sample *sample, const char *code) {
  for (size_t i = 0; i < sample->criteria.n_nodes; i++)
    if (strcmp(sample->nodes[i].code, code) == 0) return &sample->nodes[i];
  g_assert_not_reached();
}

static void prepare_criteria(Sample *sample, const char *tree) {
  Criteria *criteria = &sample->criteria;
  sample->percent =
      (Scale){.id = "pct5", .type = SCALE_PERCENT, .unit_sign = "%", .unit = 1, .max = 10000, .step = 500};
  sample->rubric = (Rubric){.id = "process", .scale = &sample->percent, .max = 10000, .n_cells = 1, .den = 1};
  *criteria = (Criteria){.id = "sample", .edition = "1", .nodes = sample->nodes, .items = sample->items};
  criteria->tops = sample->tops;
  criteria->has_total = true;
  criteria->round_step = criteria->na_max_share = ratio_int(1);
  read_tree(sample, tree);
  link_tree(sample);
  sample_weigh(sample);
}

/* -- rules and people -------------------------------------------------------------------------------------- */

static Stage plain_stage(const Sample *sample, const char *id) {
  Ratio zero = ratio_int(0), one = ratio_int(1);
  return (Stage){.id = id,
                 .scale = {.unit_sign = "", .unit = 1, .max = 10000, .step = 10},
                 .max = sample->criteria.points,
                 .factor = one,
                 .combination = {.drop = 1, .trim = zero},
                 .pass_value = zero,
                 .rounding = {.step = one}};
}

Stage *sample_stage(Sample *sample, const char *id, StageForm form, int64_t max, Ratio factor) {
  if (strcmp(sample->stages[0].id, "review") == 0 && sample->rules.n_stages == 1) sample->rules.n_stages = 0;
  Stage *stage = &sample->stages[sample->rules.n_stages++];
  *stage = plain_stage(sample, id);
  stage->form = form;
  stage->factor = factor;
  if (form == STAGE_TOTAL) stage->max = ratio_int(max);
  if (max > 327) stage->scale.unit = 10;
  return stage;
}

Sample *sample_new(const char *tree) {
  Sample *sample = g_new0(Sample, 1);
  sample->memory = g_ptr_array_new_with_free_func(g_free);
  prepare_criteria(sample, tree);
  sample->stages[0] = plain_stage(sample, "review");
  sample->rules = (Rules){.id = "sample", .edition = "1", .n_stages = 1, .stages = sample->stages};
  sample->rules.rounding.step = ratio_int(1);
  sample->cycle.applicants = sample->applicants;
  sample->cycle.assessors = sample->assessors;
  sample->cycle.deducted = sample->deducted;
  sample->cycle.decisions = sample->decisions;
  sample->award = (Award){&sample->rules, &sample->criteria, NULL};
  return sample;
}

void sample_free(Sample *sample) {
  if (!sample) return;
  g_ptr_array_unref(sample->memory);
  g_free(sample);
}

uint32_t sample_applicant(Sample *sample, const char *id, const char *class_id) {
  int64_t found = cycle_applicant(&sample->cycle, id);
  if (found >= 0) return (uint32_t)found;
  Applicant *applicant = &sample->applicants[sample->cycle.n_applicants];
  *applicant = (Applicant){keep(sample, g_strdup(id)), "", keep(sample, g_strdup(class_id)), "", "", "", "", "", ""};
  return (uint32_t)sample->cycle.n_applicants++;
}

void sample_deduct(Sample *sample, const char *applicant, size_t stage, const char *deduction, Ratio amount) {
  uint32_t index = sample_applicant(sample, applicant, "");
  sample->deducted[sample->cycle.n_deducted++] = (Deducted){index, (uint16_t)stage, deduction, amount, ""};
}

void sample_decide(Sample *sample, const char *applicant, size_t stage, bool passed) {
  uint32_t index = sample_applicant(sample, applicant, "");
  sample->decisions[sample->cycle.n_decisions++] = (StageDecision){index, (uint16_t)stage, passed, ""};
}

/* -- scorebooks ------------------------------------------------------------------------------------------------ */

static Mark read_mark(const Sample *sample, size_t stage, size_t cell, const char *word) {
  static const char *const states = "-an";
  const char *state = strchr(states, *word);
  if (state) return (Mark)(MARK_BLANK - (state - states));
  const Scale *scale = &sample->percent;
  for (size_t i = 0; i < sample->criteria.n_items; i++)
    if (sample->items[i]->cell <= cell) scale = sample->items[i]->rubric->scale;
  if (sample->stages[stage].form == STAGE_TOTAL) scale = &sample->stages[stage].scale;
  Mark mark = 0;
  g_assert_true(mark_parse(word, scale, &mark));
  return mark;
}

void sample_book(Sample *sample, const char *applicant, size_t stage, uint32_t assessor, const char *marks) {
  g_auto(GStrv) words = g_strsplit(marks + (*marks == '*'), " ", -1);
  size_t n = g_strv_length(words);
  Mark *values = keep(sample, g_new0(Mark, n + 1));
  for (size_t i = 0; i < n; i++) values[i] = read_mark(sample, stage, i, words[i]);
  uint32_t index = sample_applicant(sample, applicant, "");
  sample->books[sample->n_books++] =
      (Scorebook){index, assessor, (uint16_t)stage, SCOREBOOK_SUBMITTED, *marks == '*', values};
}

static int by_panel(const void *a, const void *b) {
  const Scorebook *x = a, *y = b;
  if (x->stage != y->stage) return x->stage < y->stage ? -1 : 1;
  if (x->applicant != y->applicant) return x->applicant < y->applicant ? -1 : 1;
  return (x->assessor > y->assessor) - (x->assessor < y->assessor);
}

static Panel panel_from(const Sample *sample, size_t from) {
  const Scorebook *first = &sample->books[from];
  size_t to = from;
  while (to < sample->n_books && sample->books[to].stage == first->stage &&
         sample->books[to].applicant == first->applicant)
    to++;
  return (Panel){
      .applicant = first->applicant, .stage = first->stage, .n = to - from, .books = first, .assigned = to - from};
}

Panel sample_panel(Sample *sample, const char *applicant, size_t stage) {
  uint32_t index = sample_applicant(sample, applicant, "");
  qsort(sample->books, sample->n_books, sizeof *sample->books, by_panel);
  for (size_t i = 0; i < sample->n_books; i++)
    if (sample->books[i].applicant == index && sample->books[i].stage == stage) return panel_from(sample, i);
  return (Panel){.applicant = index, .stage = (uint16_t)stage};
}

StageTotal sample_total(Sample *sample, const char *applicant, size_t stage) {
  Panel panel = sample_panel(sample, applicant, stage);
  g_autoptr(ScoreScratch) scratch = score_scratch_new(&sample->criteria);
  return stage_total(&sample->criteria, &sample->rules, &sample->cycle, &panel, scratch);
}

Scoresheet *sample_sheet(Sample *sample, const char *applicant, size_t stage) {
  Panel panel = sample_panel(sample, applicant, stage);
  return scoresheet_of(&sample->criteria, &sample->rules, &sample->cycle, &panel);
}

static bool run_panels(void *data, bool (*each)(const Panel *panel, void *user), void *user, GError **error) {
  Sample *sample = data;
  (void)error;
  qsort(sample->books, sample->n_books, sizeof *sample->books, by_panel);
  for (size_t from = 0; from < sample->n_books;) {
    Panel panel = panel_from(sample, from);
    if (!each(&panel, user)) return false;
    from += panel.n;
  }
  return true;
}

PanelSource sample_source(Sample *sample) { return (PanelSource){.data = sample, .run = run_panels}; }

Ranking *sample_rank(Sample *sample, GError **error) {
  PanelSource source = sample_source(sample);
  return ranking_of(&sample->award, &sample->cycle, &source, error);
}

/* -- a ranking in a line ------------------------------------------------------------------------------------------ */

static void describe_others(const Sample *sample, const GArray *rows, char sign, GString *line) {
  for (guint i = 0; i < rows->len; i++) {
    const NotRanked *row = &g_array_index(rows, NotRanked, i);
    g_string_append_printf(line, "; %c%u %s", sign, row->stage, sample->applicants[row->applicant].id);
  }
}

char *sample_describe(Sample *sample, const Ranking *ranking) {
  GString *line = g_string_new(NULL);
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    g_autofree char *total = ratio_short(*standing->total);
    g_string_append_printf(line, "; %u%s %s %s%s%s%s%s", standing->rank, standing->tied ? "=" : "",
                           sample->applicants[standing->applicant].id, total, standing->tier ? " " : "",
                           standing->tier ? standing->tier->id : "", standing->reserve > 0 ? "*" : "",
                           standing->contested ? " !" : "");
  }
  describe_others(sample, ranking->incomplete, '?', line);
  describe_others(sample, ranking->excluded, 'x', line);
  g_string_erase(line, 0, (gssize)MIN(line->len, 2));
  return g_string_free(line, FALSE);
}

void assert_ranking(Sample *sample, const char *want) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Ranking) ranking = sample_rank(sample, &error);
  g_assert_no_error(error);
  g_autofree char *got = sample_describe(sample, ranking);
  g_assert_cmpstr(got, ==, want);
}

void sample_books(Sample *sample, size_t stage, const char *text) {
  g_auto(GStrv) books = g_strsplit(text, "; ", -1);
  for (size_t i = 0; books[i]; i++) {
    char *marks = strchr(books[i], ' ');
    *marks = '\0';
    sample_book(sample, books[i], stage, 0, marks + 1);
  }
}

/* -- tiers and places ---------------------------------------------------------------------------------------------- */

static const char *const REASONS[] = {"floor", "nobody", "contested", "level", "kept"};

/* "gold 1 floor > silver": tier, places, reason, where they went; with classes the class in front. */
static char *describe_vacancies(const Ranking *ranking) {
  GString *line = g_string_new(NULL);
  for (guint i = 0; i < ranking->vacancies->len; i++) {
    const Vacancy *vacancy = &g_array_index(ranking->vacancies, Vacancy, i);
    bool is_kept = vacancy->reserved && vacancy->reason != VACANCY_RESERVED;
    g_string_append_printf(line, "%s%s%s%s %u %s%s%s%s", i ? "; " : "", vacancy->class_id,
                           *vacancy->class_id ? " " : "", vacancy->tier->id, vacancy->places, is_kept ? "kept " : "",
                           REASONS[vacancy->reason], vacancy->rolled_to ? " > " : "",
                           vacancy->rolled_to ? vacancy->rolled_to->id : "");
  }
  return g_string_free(line, FALSE);
}

Sample *sample_field(const char *const *totals) {
  Sample *sample = sample_new("1:1000");
  Stage *stage = sample_stage(sample, "site", STAGE_TOTAL, 1000, ratio_int(1));
  stage->scale.unit = 10;
  for (size_t i = 0; totals[i]; i++) {
    char id[] = {(char)('A' + (char)i), '\0'};
    sample_book(sample, id, 0, 0, totals[i]);
  }
  return sample;
}

void assert_places(Sample *sample, const char *standings, const char *vacancies) {
  g_autoptr(Ranking) ranking = sample_rank(sample, NULL);
  g_autofree char *got = sample_describe(sample, ranking), *empty = describe_vacancies(ranking);
  g_assert_cmpstr(got, ==, standings);
  g_assert_cmpstr(empty, ==, vacancies);
}

/* -- figures -------------------------------------------------------------------------------------------------------- */

static void free_row(void *row) { g_strfreev(row); }

void assert_ratio(Ratio got, const char *want) {
  g_autofree char *text = ratio_short(got);
  g_assert_cmpstr(text, ==, want);
}

const NodeScore *node_score(const Scoresheet *sheet, const char *code) {
  for (size_t i = 0; i < sheet->n_nodes; i++)
    if (strcmp(sheet->nodes[i].node->code, code) == 0) return &sheet->nodes[i];
  return NULL;
}

GPtrArray *sample_rows(const char *name) {
  g_autofree char *path = g_strconcat("tests/figures/", name, NULL), *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(g_strstrip(text), "\n", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func(free_row);
  for (size_t i = 1; lines[i]; i++) g_ptr_array_add(rows, g_strsplit(lines[i], ",", -1));
  return rows;
}

Criteria *shipped_criteria(const char *id) {
  g_autoptr(PackShelf) shelf = pack_shelf_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = pack_text(shelf, id, PACK_CRITERIA, &error);
  g_assert_no_error(error);
  Criteria *criteria = pack_parse_criteria(text, strlen(text), id, NULL, &error);
  g_assert_no_error(error);
  return criteria;
}
