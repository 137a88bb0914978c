/* check_world.c: builds the award of check_world.h. */
#include "tests/check_world.h"

#include "commands/language.h"
#include "reports/flag_words.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>

static const Scale percent = {
    .id = "pct5", .type = SCALE_PERCENT, .unit_sign = "%", .unit = 1, .max = 10000, .step = 500};
static const Scale level = {
    .id = "level5", .type = SCALE_LEVEL, .unit_sign = "", .unit = 1, .min = 100, .max = 500, .step = 100};
static const Scale yes_no = {.id = "met", .type = SCALE_LEVEL, .unit_sign = "", .unit = 1, .max = 100, .step = 100};

#define TITLE(chinese, english)          \
  {                                      \
    .n = 2, .in = (TextIn[]) {           \
      {"zh", chinese}, { "en", english } \
    }                                    \
  }
static const Band bands[] = {{.id = "b1", .from = 0, .to = 500, .title = TITLE("一档", "band 1")},
                             {.id = "b2", .from = 1000, .to = 2500, .title = TITLE("二档", "band 2")},
                             {.id = "b3", .from = 3000, .to = 4500, .title = TITLE("三档", "band 3")},
                             {.id = "b4", .from = 5000, .to = 6500, .title = TITLE("四档", "band 4")},
                             {.id = "b5", .from = 7000, .to = 8500, .title = TITLE("五档", "band 5")},
                             {.id = "b6", .from = 9000, .to = 10000, .title = TITLE("六档", "band 6")}};
static const Dimension ends[] = {{.id = "low", .weight = 1, .title = TITLE("下限", "From")},
                                 {.id = "high", .weight = 1, .title = TITLE("上限", "To")}};
static const Dimension rungs[] = {{.id = "1", .from = 100, .to = 200, .title = TITLE("第一级", "First")},
                                  {.id = "2", .from = 200, .to = 300, .title = TITLE("第二级", "Second")},
                                  {.id = "3", .from = 300, .to = 400, .title = TITLE("第三级", "Third")}};

static const Rubric judged = {.id = "judged",
                              .scale = &percent,
                              .combine = COMBINE_JUDGED,
                              .n_bands = G_N_ELEMENTS(bands),
                              .bands = bands,
                              .max = 10000,
                              .n_cells = 1,
                              .den = 1};
static const Rubric range = {.id = "range",
                             .scale = &percent,
                             .combine = COMBINE_MEAN,
                             .n_dimensions = 2,
                             .dimensions = ends,
                             .range = true,
                             .max = 10000,
                             .n_cells = 2,
                             .den = 2};
static const Rubric levels = {
    .id = "levels", .scale = &level, .combine = COMBINE_JUDGED, .max = 500, .n_cells = 1, .den = 1};
static const Rubric ladder = {.id = "ladder",
                              .scale = &yes_no,
                              .combine = COMBINE_LADDER,
                              .n_dimensions = 3,
                              .dimensions = rungs,
                              .base = 100,
                              .max = 400,
                              .n_cells = 3,
                              .den = 1};

#define ITEM(n, name, word, scored, first)                                                                         \
  {                                                                                                                \
    .code = name, .kind = word, .item = n, .rubric = &scored, .cell = first, .points = {90, 1}, .weight = { 0, 1 } \
  }
static const Node nodes[] = {ITEM(0, "P1", "process", judged, 0),
                             ITEM(1, "P2", "process", judged, 1),
                             ITEM(2, "P3", "process", judged, 2),
                             ITEM(3, "P4", "process", judged, 3),
                             ITEM(4, "P5", "process", judged, 4),
                             {.code = "P6",
                              .kind = "process",
                              .item = 5,
                              .rubric = &judged,
                              .cell = 5,
                              .not_applicable = NA_REDISTRIBUTE,
                              .points = {100, 1},
                              .weight = {0, 1}},
                             ITEM(6, "R1", "results", judged, 6),
                             ITEM(7, "R2", "results", judged, 7),
                             ITEM(8, "G1", "other", range, 8),
                             ITEM(9, "L1", "other", levels, 10),
                             ITEM(10, "D1", "other", ladder, 11),
                             {.code = "X1",
                              .kind = "other",
                              .item = 11,
                              .rubric = &judged,
                              .cell = 14,
                              .advisory = true,
                              .points = {0, 1},
                              .weight = {0, 1}}};
static const Node *const items[] = {&nodes[0], &nodes[1], &nodes[2], &nodes[3], &nodes[4],  &nodes[5],
                                    &nodes[6], &nodes[7], &nodes[8], &nodes[9], &nodes[10], &nodes[11]};
static const char *const codes[WORLD_CELLS] = {"P1",     "P2",      "P3", "P4",   "P5",   "P6",   "R1", "R2",
                                               "G1/low", "G1/high", "L1", "D1/1", "D1/2", "D1/3", "X1"};
static const Scale *const scales[WORLD_CELLS] = {&percent, &percent, &percent, &percent, &percent,
                                                 &percent, &percent, &percent, &percent, &percent,
                                                 &level,   &yes_no,  &yes_no,  &yes_no,  &percent};
static const char *const ordinary[WORLD_CELLS] = {"40", "60", "40", "60", "40", "60", "50", "50",
                                                  "40", "60", "3",  "1",  "1",  "0",  "50"};

static const char *const applicant_ids[WORLD_APPLICANTS] = {"A1", "A2", "A3", "A10"};
static const char *const assessor_ids[WORLD_ASSESSORS] = {"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"};

static const Text stage_titles[] = {TITLE("材料评审", "Reading of papers"), TITLE("现场评审", "Site visit"),
                                    TITLE("答辩", "Defence day")};
static const Text tier_titles[] = {TITLE("金奖", "Gold prize"), TITLE("银奖", "Silver prize"),
                                   TITLE("优秀奖", "Merit prize")};

static void lay_stages(World *world) {
  Combination mean = {.method = METHOD_MEAN, .trim = {0, 1}, .fallback = METHOD_MEAN};
  world->stages[0] = (Stage){.id = "review", .form = STAGE_ITEMS, .factor = ratio_int(1), .combination = mean};
  world->stages[1] = (Stage){.id = "visit", .form = STAGE_GATE, .factor = ratio_int(0), .combination = mean};
  world->stages[2] = (Stage){.id = "defence", .form = STAGE_TOTAL, .factor = ratio_int(1), .combination = mean};
  for (size_t i = 0; i < G_N_ELEMENTS(world->stages); i++) world->stages[i].title = stage_titles[i];
  world->stages[0].panel_min = 2;
  world->stages[0].panel_max = 4;
  world->stages[2].max = ratio_int(720);
  world->stages[2].scale =
      (Scale){.id = "total", .type = SCALE_INTEGER, .unit_sign = "", .unit = 10, .max = 7200, .step = 1};
  world->tiers[0] = (Tier){.id = "gold", .has_floor = true, .floor = ratio_int(700)};
  world->tiers[1] = (Tier){.id = "silver", .has_floor = true, .floor = ratio_int(60), .floor_percent = true};
  world->tiers[2] = (Tier){.id = "merit", .has_floor = true, .floor = ratio_int(600)};
  for (size_t i = 0; i < G_N_ELEMENTS(world->tiers); i++) world->tiers[i].title = tier_titles[i];
}

World *world_new(void) {
  World *world = g_new0(World, 1);
  world->criteria = (Criteria){.id = "sample",
                               .n_nodes = G_N_ELEMENTS(nodes),
                               .nodes = nodes,
                               .n_items = G_N_ELEMENTS(items),
                               .items = items,
                               .n_cells = WORLD_CELLS,
                               .cell_codes = codes,
                               .cell_scales = scales,
                               .has_total = true,
                               .points = {1000, 1}};
  lay_stages(world);
  world->rules = (Rules){.id = "own",
                         .n_stages = G_N_ELEMENTS(world->stages),
                         .stages = world->stages,
                         .n_tiers = G_N_ELEMENTS(world->tiers),
                         .tiers = world->tiers,
                         .check_settings = world->settings};
  for (size_t i = 0; i < WORLD_APPLICANTS; i++)
    world->applicants[i] = (Applicant){.id = applicant_ids[i], .name = "", .class_id = ""};
  for (size_t i = 0; i < WORLD_ASSESSORS; i++) world->assessors[i] = (Assessor){.id = assessor_ids[i], .name = ""};
  world->cycle = (Cycle){.n_applicants = WORLD_APPLICANTS,
                         .applicants = world->applicants,
                         .n_assessors = WORLD_ASSESSORS,
                         .assessors = world->assessors,
                         .stage_states = world->states};
  world->award = (Award){.rules = &world->rules, .criteria = &world->criteria};
  world->ranking = (Ranking){.n_stages = world->rules.n_stages,
                             .standings = g_array_new(FALSE, TRUE, sizeof(Standing)),
                             .incomplete = g_array_new(FALSE, TRUE, sizeof(NotRanked))};
  return world;
}

void world_free(World *world) {
  if (!world) return;
  for (size_t i = 0; i < G_N_ELEMENTS(world->words); i++) g_free(world->words[i]);
  g_array_unref(world->ranking.standings);
  g_array_unref(world->ranking.incomplete);
  g_free(world);
}

void world_set(World *world, const char *settings) {
  g_auto(GStrv) words = g_strsplit(settings ? settings : "", " ", -1);
  size_t n = settings ? g_strv_length(words) : 0;
  g_assert_cmpuint(n, <=, WORLD_SETTINGS);
  for (size_t i = 0; i < n; i++) {
    char **parts = &world->words[i * 3];
    const char *dot = strchr(words[i], '.'), *equal = strchr(words[i], '=');
    g_assert_true(dot && equal && dot < equal);
    parts[0] = g_strndup(words[i], (size_t)(dot - words[i]));
    parts[1] = g_strndup(dot + 1, (size_t)(equal - dot) - 1);
    parts[2] = g_strdup(equal + 1);
    world->settings[i] = (CheckSetting){parts[0], parts[1], parts[2]};
  }
  world->rules.n_check_settings = n;
}

static uint32_t number_of(const char *id) {
  for (uint32_t i = 0; i < WORLD_APPLICANTS; i++)
    if (g_str_equal(applicant_ids[i], id)) return i;
  g_assert_not_reached();
}

static Mark read_mark(const char *word) {
  if (g_str_equal(word, "-")) return MARK_BLANK;
  if (g_str_equal(word, "a")) return MARK_ABSTAINED;
  if (g_str_equal(word, "n")) return MARK_NOT_APPLICABLE;
  return (Mark)(word[0] == '!' ? atoi(word + 1) : atoi(word) * 100);
}

static void read_book(Scorebook *book, Mark *marks, const char *text) {
  book->lead = text[0] == '*';
  g_auto(GStrv) words = g_strsplit(book->lead ? text + 1 : text, " ", -1);
  size_t n = text[0] ? g_strv_length(words) : 0;
  g_assert_cmpuint(n, <=, WORLD_CELLS);
  for (size_t c = 0; c < WORLD_CELLS; c++) marks[c] = read_mark(c < n ? words[c] : ordinary[c]);
  book->marks = marks;
}

Panel *world_panel(World *world, const char *applicant, const char *stage, const char *const *books) {
  g_assert_cmpuint(world->n_panels, <, WORLD_PANELS);
  size_t number = world->n_panels++, n = 0;
  Panel *panel = &world->panels[number];
  panel->applicant = number_of(applicant);
  panel->stage = (uint16_t)(g_str_equal(stage, "review") ? 0 : g_str_equal(stage, "visit") ? 1 : 2);
  panel->books = world->books[number];
  for (; books && n < WORLD_ASSESSORS && books[n]; n++) {
    Scorebook *book = &world->books[number][n];
    *book = (Scorebook){.applicant = panel->applicant, .assessor = (uint32_t)n, .stage = panel->stage};
    read_book(book, world->marks[number][n], books[n]);
  }
  panel->n = panel->assigned = n;
  return panel;
}

void world_stand(World *world, const char *applicant, const char *total, const char *tier) {
  static const Ratio full = {1000, 1};
  uint32_t number = number_of(applicant);
  Standing standing = {
      .applicant = number, .rank = world->ranking.standings->len + 1, .total = &world->totals[number], .max = &full};
  g_assert_true(ratio_parse(total, &world->totals[number]));
  for (size_t i = 0; i < G_N_ELEMENTS(world->tiers); i++)
    if (g_str_equal(world->tiers[i].id, tier)) standing.tier = &world->tiers[i];
  g_array_append_val(world->ranking.standings, standing);
}

void world_incomplete(World *world, const char *applicant, const char *stage) {
  NotRanked entry = {.applicant = number_of(applicant), .reason = NOT_RANKED_INCOMPLETE};
  entry.stage = (uint16_t)(g_str_equal(stage, "review") ? 0 : 2);
  g_array_append_val(world->ranking.incomplete, entry);
}

static bool give(void *data, bool (*each)(const Panel *panel, void *user), void *user, GError **error) {
  const World *world = data;
  (void)error;
  for (size_t i = 0; i < world->n_panels; i++)
    if (!each(&world->panels[i], user)) return false;
  return true;
}

/* -- sentences ---------------------------------------------------------------------------------------------- */

char *world_sentence(const World *world, const Flag *flag, const char *lang) {
  g_autofree char *catalogues = g_test_build_filename(G_TEST_BUILT, "..", "locale", NULL);
  language_set(lang ? lang : "zh");
  bindtextdomain(GETTEXT_PACKAGE, catalogues);
  char *sentence = flag_message(flag, &world->award, &world->cycle, lang);
  language_set("en");
  return sentence;
}

static void assert_no_match(const char *pattern, const char *text) {
  if (g_regex_match_simple(pattern, text, 0, 0)) g_error("%s in: %s", pattern, text);
}

/* Ids stay inside: no reader meets one, and none of the words of the other language but those of a comment quoted. */
static void look_at_sentences(const World *world, const Flag *flag) {
  static const char ids[] = "\\b(review|visit|defence|gold|silver|merit|b[1-6]|ofi|key-factor)\\b";
  const char *quoted = "\n";
  Figure figures[FLAG_MOST_FIGURES];
  size_t n = flag_figures(flag, figures);
  for (size_t i = 0; i < n; i++)
    if (strcmp(figures[i].name, "words") == 0) quoted = figures[i].value;
  g_autofree char *chinese = world_sentence(world, flag, "zh"), *english = world_sentence(world, flag, NULL);
  g_auto(GStrv) around = g_strsplit(chinese, quoted, 2), besides = g_strsplit(english, quoted, 2);
  for (char **part = around; *part; part++) assert_no_match("[A-Za-z]{2}|[{},]", *part);
  for (char **part = besides; *part; part++) assert_no_match("\\p{Han}|[{}]", *part);
  for (char **part = besides; *part; part++) assert_no_match(ids, *part);
}

char *world_flags(World *world, const char *only) {
  g_autoptr(GError) error = NULL;
  PanelSource source = {.data = world, .run = give};
  g_autoptr(GPtrArray) flags =
      checks_run(&world->award, &world->cycle, &source, world->record, &world->ranking, &error);
  g_assert_no_error(error);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < flags->len; i++) {
    const Flag *flag = flags->pdata[i];
    if (!world->drawn) look_at_sentences(world, flag);
    if (only && !g_str_equal(flag->check->name, only)) continue;
    g_autofree char *message = flag_message(flag, &world->award, &world->cycle, NULL);
    g_string_append_printf(text, "%s%s %s %s: %s", text->len ? "\n" : "", flag->check->name,
                           severity_name(flag->severity), applicant_ids[flag->applicant], message);
  }
  return g_string_free(text, FALSE);
}
