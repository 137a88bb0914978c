/* test_flag_words.c: what stands in the places of a flag's sentence, for readers of both languages and for machines. */
#include "reports/flag_words.h"
#include "tests/check_world.h"

#include <locale.h>
#include <string.h>

typedef struct Case {
  const char *place, *value; /* a figure, and the place that is called so */
  const char *english, *chinese;
} Case;

/* clang-format off */
static const Case cases[] = {
  {"tier", "gold", "Gold prize", "金奖"},
  {"above_tier", "silver", "Silver prize", "银奖"},
  {"tier", "-", "no tier", "未入奖级"},
  {"band", "b2", "band 2", "二档"},
  {"middle", "b3", "band 3", "三档"},
  {"low_band", "b1", "band 1", "一档"},
  {"high_band", "b6", "band 6", "六档"},
  {"band", "elsewhere", "elsewhere", "elsewhere"},
  {"stage", "defence", "Defence day", "答辩"},
  {"items", "12", "12", "12"},
  {"items", "P1, G1/low, total", "P1, G1/From, the total", "P1、G1/下限、总分"},
  {"items", "P1: 0, P2: 1 ...", "P1: 0, P2: 1 and more", "P1：0、P2：1 等"},
  {"names", "S1, S2", "S1, S2", "S1、S2"},
  {"scale", "0, 5, 10 ... 100", "0, 5, 10 ... 100", "0、5、10 ... 100"},
  {"what", "strength", "strengths", "优势"},
  {"what", "ofi", "opportunities for improvement", "改进空间"},
  {"what", "comment", "comments", "评语"},
  {"what", "key-factor", "key factors cited", "引用的关键因素"},
  {"what", "reason", "reasons for abstaining", "弃权理由"},
  {"rule", "ours", "Is it so?", "果真如此？"},
  {"rule", "forgotten", "forgotten", "forgotten"},
  {"facts", "percent total 53.3 < 54.0", "the total, percent: 53.3 < 54.0", "总分，得分率：53.3 < 54.0"},
  {"facts", "stage-percent review 75.0 ≥ 75.0; ofis P1 2.0 > 1.0",
   "Reading of papers, percent: 75.0 ≥ 75.0; P1, opportunities for improvement: 2.0 > 1.0",
   "材料评审，得分率：75.0 ≥ 75.0；P1，改进空间：2.0 > 1.0"},
  {"facts", "percent results 1.0 ≥ 0.5", "Results, percent: 1.0 ≥ 0.5", "结果，得分率：1.0 ≥ 0.5"},
  {"facts", "band item of ours 1.0 ≥ 1.0", "item of ours, number of the band: 1.0 ≥ 1.0", "item of ours，区间序号：1.0 ≥ 1.0"},
  {"facts", "unheard", "unheard", "unheard"},
  {"mark", "200/3", "66.67", "66.67"},
  {"mark", "62.5", "62.5", "62.5"},
  {"words", "this/that", "this/that", "this/that"},
};
/* clang-format on */

#define TITLE(chinese, english)          \
  {                                      \
    .n = 2, .in = (TextIn[]) {           \
      {"zh", chinese}, { "en", english } \
    }                                    \
  }
static const DeclaredRule ours = {.name = "ours", .title = TITLE("果真如此？", "Is it so?")};
static const Subtotal results = {.id = "results", .title = TITLE("结果", "Results")};

static void test_case(const void *data) {
  const Case *row = data;
  g_autoptr(World) world = world_new();
  g_autofree char *sentence = g_strdup_printf("<{%s}>", row->place);
  char figures[128] = "";
  strcpy(stpcpy(figures, row->place) + 1, row->value);
  Flag flag = {.sentence = sentence, .applicant = 0, .assessor = -1, .item = "P1", .figures = figures};
  world->rules.n_declared = world->criteria.n_subtotals = 1;
  world->rules.declared = &ours;
  world->criteria.subtotals = &results;
  g_autofree char *english = world_sentence(world, &flag, "en"), *chinese = world_sentence(world, &flag, "zh"),
                  *machine = world_sentence(world, &flag, NULL), *in_english = g_strdup_printf("<%s>", row->english),
                  *in_chinese = g_strdup_printf("<%s>", row->chinese);
  g_assert_cmpstr(english, ==, in_english);
  g_assert_cmpstr(machine, ==, in_english);
  g_assert_cmpstr(chinese, ==, in_chinese);
}

static void test_subject(void) {
  static const struct {
    const char *item, *words;
  } items[] = {{"P1", "P1"}, {"G1/high", "G1/To"}, {"total", "the total"}, {NULL, ""}};
  g_autoptr(World) world = world_new();
  for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
    g_autoptr(GString) said = g_string_new(NULL);
    Flag flag = {.applicant = 1, .assessor = 2, .stage = 2, .item = items[i].item};
    flag_put_item(said, &flag, &world->award, &world->cycle, NULL);
    g_assert_cmpstr(said->str, ==, items[i].words);
  }
}

static void test_titles_that_are_not_there(void) {
  g_autoptr(World) world = world_new();
  world->stages[0].title = world->tiers[0].title = (Text){.n = 0};
  Flag flag = {.sentence = "{stage} {tier}",
               .applicant = -1,
               .assessor = -1,
               .figures = "tier\0"
                          "gold\0"};
  g_autofree char *said = world_sentence(world, &flag, "zh");
  g_assert_cmpstr(said, ==, "review gold");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/flag-words/%zu-%s", i, cases[i].place);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/flag-words/item", test_subject);
  g_test_add_func("/flag-words/no-titles", test_titles_that_are_not_there);
  return g_test_run();
}
