/* report_fixture.h: a small award for the report tests: two classes, a stage of marks and a defence, three tiers.
 *
 * E1 leads; E2 and E3 have equal totals told apart by results; E4 and E5 are equal in everything at a line of places;
 * E6 has a veto; E7 lacks every mark on 2.1; S1 is a project; S2 misses the floor; S3 was never marked. */
#ifndef ACCOLADE_REPORT_FIXTURE_H
#define ACCOLADE_REPORT_FIXTURE_H

#include "reports/report.h"

#include <string.h>

#define BOTH(zh, en)           \
  {                            \
    2, (TextIn[]) {            \
      {"zh", zh}, { "en", en } \
    }                          \
  }
#define HASH(x) x x x x x x x x x x x x x x x x

enum { CRITERIA_ITEMS = 4, CRITERIA_CELLS = 5, MOST_BOOKS = 40 };

static const Scale percent_scale = {
    .id = "pct5", .type = SCALE_PERCENT, .unit_sign = "%", .unit = 1, .min = 0, .max = 10000, .step = 500};
static const Band bands[] = {{.id = "b1", .from = 0, .to = 4500, .title = BOTH("起步", "Beginning")},
                             {.id = "b2", .from = 5000, .to = 6500, .title = BOTH("有效", "Effective")},
                             {.id = "b3", .from = 7000, .to = 10000, .title = BOTH("成熟", "Mature")}};
static const Dimension dimensions[] = {{.id = "level", .title = BOTH("水平", "Level"), .weight = 1},
                                       {.id = "trend", .title = BOTH("趋势", "Trend"), .weight = 1}};
static const Rubric rubrics[] = {
    {.id = "process", .scale = &percent_scale, .n_bands = 3, .bands = bands, .max = 10000, .n_cells = 1, .den = 1},
    {.id = "results",
     .scale = &percent_scale,
     .combine = COMBINE_MEAN,
     .n_dimensions = 2,
     .dimensions = dimensions,
     .n_bands = 3,
     .bands = bands,
     .max = 10000,
     .n_cells = 2,
     .den = 2}};

static const Node nodes[];
static const Node *const children_1[] = {&nodes[1], &nodes[2]}, *const children_2[] = {&nodes[4], &nodes[5]};
static const Node *const tops[] = {&nodes[0], &nodes[3]};
static const Node *const items[] = {&nodes[1], &nodes[2], &nodes[4], &nodes[5]};
#define GROUP(c, zh, en, kids)                                                                                       \
  {                                                                                                                  \
    .code = c, .title = BOTH(zh, en), .kind = "", .n_children = 2, .children = kids, .points = {100, 1}, .item = -1, \
    .share = {100, 1}, .weight = {                                                                                   \
      0,                                                                                                             \
      1                                                                                                              \
    }                                                                                                                \
  }
#define ITEM(c, zh, en, p, up, n, first, with)                                                                        \
  {                                                                                                                   \
    .code = c, .title = BOTH(zh, en), .kind = "", .parent = &nodes[up], .points = {p, 1}, .share = {p, 1}, .item = n, \
    .rubric = &rubrics[with], .cell = first, .weight = {                                                              \
      p / 10,                                                                                                         \
      1000                                                                                                            \
    }                                                                                                                 \
  }
static const Node nodes[] = {
    GROUP("1", "领导", "Leadership", children_1),
    ITEM("1.1", "高层领导", "Senior leaders", 60, 0, 0, 0, 0),
    ITEM("1.2", "组织治理 <A&B>", "Governance <A&B>", 40, 0, 1, 1, 0),
    GROUP("2", "结果", "Results", children_2),
    ITEM("2.1", "顾客结果", "Customer results", 70, 3, 2, 2, 0),
    ITEM("2.2", "财务结果", "Financial results", 30, 3, 3, 3, 1),
};
static const bool counts_results[] = {false, false, true, true};
static const Subtotal subtotals[] = {
    {.id = "results", .title = BOTH("结果类", "Results items"), .counts = counts_results, .points = {100, 1}}};
static const BandRow band_rows[] = {{"1", {0, 1}, {99, 1}, BOTH("一级", "Band 1")},
                                    {"2", {100, 1}, {200, 1}, BOTH("二级", "Band 2")}};
static const BandTable band_tables[] = {{"total", 2, band_rows}};
static const char *const cell_codes[] = {"1.1", "1.2", "2.1", "2.2/level", "2.2/trend"};
static const Scale *const cell_scales[] = {&percent_scale, &percent_scale, &percent_scale, &percent_scale,
                                           &percent_scale};
static const Criteria criteria = {.id = "sample-2026",
                                  .edition = "2026",
                                  .status = "second-hand",
                                  .title = BOTH("示例准则", "Sample criteria"),
                                  .sha256 = HASH("0a1b"),
                                  .n_nodes = 6,
                                  .nodes = nodes,
                                  .n_tops = 2,
                                  .tops = tops,
                                  .n_items = CRITERIA_ITEMS,
                                  .items = items,
                                  .n_cells = CRITERIA_CELLS,
                                  .cell_codes = cell_codes,
                                  .cell_scales = cell_scales,
                                  .has_total = true,
                                  .points = {200, 1},
                                  .round_step = {1, 1},
                                  .na_max_share = {100, 1},
                                  .n_rubrics = 2,
                                  .rubrics = rubrics,
                                  .n_subtotals = 1,
                                  .subtotals = subtotals,
                                  .n_band_tables = 1,
                                  .band_tables = band_tables};

static const Deduction overtime[] = {
    {.id = "overtime", .title = BOTH("超时", "Overtime"), .points = {2, 1}, .free = {2, 1}, .unit = "minute"}};
#define MEAN_OF_ALL \
  { .drop = 1, .trim = {0, 1}, .fallback = METHOD_MEAN }
static const Stage stages[] = {{.id = "review",
                                .title = BOTH("材料评审", "Paper review"),
                                .form = STAGE_ITEMS,
                                .max = {200, 1},
                                .factor = {1, 1},
                                .combination = MEAN_OF_ALL,
                                .rounding = {.step = {1, 1}},
                                .pass_value = {0, 1}},
                               {.id = "defence",
                                .title = BOTH("集中答辩", "Defence"),
                                .form = STAGE_TOTAL,
                                .scale = {.id = "total", .unit_sign = "", .unit = 1, .max = 10000, .step = 10},
                                .max = {100, 1},
                                .max_set = true,
                                .factor = {1, 2},
                                .combination = MEAN_OF_ALL,
                                .rounding = {.step = {1, 1}},
                                .pass_value = {0, 1},
                                .n_deductions = 1,
                                .deductions = overtime}};
static const AwardClass classes[] = {{"economy", BOTH("经济类", "Economy"), "", ""},
                                     {"society", BOTH("社会类", "Society"), "", ""}};
static const Places one_place[] = {{"", 1, 0, NULL}}, many_places[] = {{"", 3, 0, NULL}};
#define TIER(i, zh, en, percent, p)                                                                                 \
  {                                                                                                                 \
    .id = i, .title = BOTH(zh, en), .has_floor = true, .floor = {percent, 1}, .floor_percent = true, .n_places = 1, \
    .places = p, .roll_to = "", .level = ""                                                                         \
  }
static const Tier tiers[] = {TIER("gold", "金奖", "Gold", 60, one_place),
                             TIER("silver", "银奖", "Silver", 55, many_places),
                             TIER("bronze", "铜奖", "Bronze", 50, one_place)};
static const TieKey tie_keys[] = {{TIE_SUBTOTAL, "results"}};
static const char *const overrides[] = {"blank=skip-mark"};
static const Rules rules = {.id = "sample-rules",
                            .edition = "2026",
                            .status = "example",
                            .title = BOTH("示例办法", "Sample rules"),
                            .sha256 = HASH("2c3d"),
                            .n_stages = 2,
                            .stages = stages,
                            .n_classes = 2,
                            .classes = classes,
                            .n_tiers = 3,
                            .tiers = tiers,
                            .n_tie_keys = 1,
                            .tie_keys = tie_keys,
                            .combination = MEAN_OF_ALL,
                            .rounding = {.step = {1, 1}},
                            .principle = "score",
                            .n_overrides = 1,
                            .overrides = overrides};

#define APPLICANT(i, n, c, k, note, veto) \
  { i, n, c, "", "", k, note, veto, "" }
static Applicant applicants[] = {APPLICANT("E1", "华星<光电>有限公司", "economy", "organisation", "inside remark", ""),
                                 APPLICANT("E2", "Acme \"Widgets\" & Sons", "economy", "organisation", "", ""),
                                 APPLICANT("E3", "=SUM(A1)", "economy", "organisation", "", ""),
                                 APPLICANT("E5", "南山|软件", "economy", "organisation", "", ""),
                                 APPLICANT("E4", "前海物流", "economy", "organisation", "", ""),
                                 APPLICANT("E6", "失信公司", "economy", "organisation", "", "2025年重大安全事故"),
                                 APPLICANT("E7", "未评公司", "economy", "organisation", "", ""),
                                 APPLICANT("S1", "市图书馆", "society", "project", "智慧借阅项目", ""),
                                 APPLICANT("S2", "社区中心", "society", "organisation", "", ""),
                                 APPLICANT("S3", "博物馆", "society", "organisation", "", "")};
static Assessor assessors[] = {{"P01", "张三", "", "", ROLE_LEADER},
                               {"P02", "李四", "", "", ROLE_ASSESSOR},
                               {"P03", "王五", "", "", ROLE_SECTOR_EXPERT}};
static Deducted deducted[] = {{0, 1, "overtime", {5, 1}, "overran"}};
static StageState stage_states[] = {STAGE_OPEN, STAGE_OPEN};
static Cycle cycle = {.title = (char *)"2026年度示例市长质量奖",
                      .n_applicants = G_N_ELEMENTS(applicants),
                      .applicants = applicants,
                      .n_assessors = G_N_ELEMENTS(assessors),
                      .assessors = assessors,
                      .n_deducted = 1,
                      .deducted = deducted,
                      .stage_states = stage_states};
static const Award award = {&rules, &criteria, NULL};

typedef struct Given {
  uint16_t stage;
  uint32_t applicant, assessor;
  Mark marks[CRITERIA_CELLS]; /* percent x 100, or a state */
} Given;

#define BLANK MARK_BLANK
static const Given given[] = {{0, 0, 0, {9000, 8500, 8000, 9000, 8000}},
                              {0, 0, 1, {8500, 4500, 8500, 8500, 8500}},
                              {0, 0, 2, {9500, 8000, MARK_ABSTAINED, 9000, 9000}},
                              {0, 1, 0, {7000, 7000, 6000, 7000, 7000}},
                              {0, 1, 1, {7000, 7000, 6000, 7000, 7000}},
                              {0, 2, 0, {6000, 5000, 8000, 7000, 7000}},
                              {0, 2, 1, {6000, 5000, 8000, 7000, 7000}},
                              {0, 3, 0, {5500, 5500, 5500, 5500, 5500}},
                              {0, 3, 2, {5500, 5500, 5500, 5500, 5500}},
                              {0, 4, 0, {5500, 5500, 5500, 5500, 5500}},
                              {0, 4, 1, {5500, 5500, 5500, 5500, 5500}},
                              {0, 6, 0, {5000, 5000, BLANK, 5000, 5000}},
                              {0, 6, 1, {5000, BLANK, BLANK, 5000, BLANK}},
                              {0, 7, 0, {6500, 6500, 6500, 6500, 6500}},
                              {0, 7, 1, {7000, 6500, 6500, 6500, 6500}},
                              {0, 8, 0, {3000, 3000, 3000, 3000, 3000}},
                              {1, 0, 0, {9000}},
                              {1, 0, 1, {8850}},
                              {1, 1, 0, {7000}},
                              {1, 2, 0, {7000}},
                              {1, 3, 0, {5800}},
                              {1, 4, 0, {5800}},
                              {1, 7, 0, {8000}},
                              {1, 8, 0, {4000}}};

static inline bool run_given(G_GNUC_UNUSED void *data, bool (*each)(const Panel *panel, void *user), void *user,
                             G_GNUC_UNUSED GError **error) {
  Scorebook books[G_N_ELEMENTS(given)];
  for (size_t i = 0; i < G_N_ELEMENTS(given); i++)
    books[i] = (Scorebook){given[i].applicant,  given[i].assessor,      given[i].stage,
                           SCOREBOOK_SUBMITTED, given[i].assessor == 0, given[i].marks};
  for (size_t from = 0, to; from < G_N_ELEMENTS(given); from = to) {
    for (to = from; to < G_N_ELEMENTS(given) && given[to].stage == given[from].stage &&
                    given[to].applicant == given[from].applicant;)
      to++;
    Panel panel = {.applicant = given[from].applicant,
                   .stage = given[from].stage,
                   .n = to - from,
                   .books = &books[from],
                   .assigned = to - from};
    if (!each(&panel, user)) return false;
  }
  return true;
}

static const PanelSource given_source = {.run = run_given};

#endif
