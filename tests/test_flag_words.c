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

/* Values one behind the other, each with its NUL. Caller frees. */
static Flag *flag_of(const FlagForm *form, int32_t applicant, const char *values, size_t n) {
  Flag *flag = g_malloc0(sizeof *flag + n + 1);
  flag->form = form;
  flag->applicant = applicant;
  flag->assessor = -1;
  memcpy(flag->values, values, n);
  return flag;
}

static void test_case(const void *data) {
  const Case *row = data;
  g_autoptr(World) world = world_new();
  g_autofree char *sentence = g_strdup_printf("<{%s}>", row->place);
  const FlagForm form = {.sentence = sentence, .n_figures = 1, .names = {row->place}};
  g_autofree Flag *flag = flag_of(&form, 0, row->value, strlen(row->value));
  flag->item = "P1";
  world->rules.n_declared = world->criteria.n_subtotals = 1;
  world->rules.declared = &ours;
  world->criteria.subtotals = &results;
  g_autofree char *english = world_sentence(world, flag, "en"), *chinese = world_sentence(world, flag, "zh"),
                  *machine = world_sentence(world, flag, NULL), *in_english = g_strdup_printf("<%s>", row->english),
                  *in_chinese = g_strdup_printf("<%s>", row->chinese);
  g_assert_cmpstr(english, ==, in_english);
  g_assert_cmpstr(machine, ==, in_english);
  g_assert_cmpstr(chinese, ==, in_chinese);
}

/* Whatever is known of where the item stands. */
static void assert_item(const World *world, const char *item, uint32_t order, const char *words) {
  static const FlagForm form = {.sentence = "{item}"};
  const Flag flag = {.form = &form, .applicant = 1, .assessor = 2, .stage = 2, .item = item, .item_order = order};
  g_autoptr(GString) said = g_string_new(NULL), sentence = g_string_new(NULL);
  g_auto(FlagReading) reading = flag_reading(&world->award, &world->cycle, NULL);
  flag_read(&reading, &flag);
  flag_put_item(said, &reading);
  flag_put_message(sentence, &reading);
  g_assert_cmpstr(said->str, ==, words);
  if (item) g_assert_cmpstr(sentence->str, ==, words);
}

static void test_subject(void) {
  static const struct {
    const char *item, *words;
  } items[] = {{"P1", "P1"}, {"G1/high", "G1/To"}, {"total", "the total"}, {NULL, ""}};
  g_autoptr(World) world = world_new();
  for (uint32_t order = 0; order <= world->criteria.n_nodes; order++) {
    for (size_t i = 0; i < G_N_ELEMENTS(items); i++) assert_item(world, items[i].item, order, items[i].words);
    for (size_t i = 0; i < world->criteria.n_nodes; i++)
      assert_item(world, world->criteria.nodes[i].code, order, world->criteria.nodes[i].code);
  }
}

static void test_titles_that_are_not_there(void) {
  g_autoptr(World) world = world_new();
  world->stages[0].title = world->tiers[0].title = (Text){.n = 0};
  static const FlagForm form = {.sentence = "{stage} {tier}", .n_figures = 1, .names = {"tier"}};
  static const Flag flag = {.form = &form, .applicant = -1, .assessor = -1, .values = "gold"};
  g_autofree char *said = world_sentence(world, &flag, "zh");
  g_assert_cmpstr(said, ==, "review gold");
}

/* One reader reads many flags: of one sentence with other figures, in another order, and with some that are not there. */
static void test_reading(void) {
  static const char sentence[] = "{low}-{high} of {applicant}";
  static const FlagForm forms[] = {{.sentence = sentence, .n_figures = 2, .names = {"low", "high"}},
                                   {.sentence = sentence, .n_figures = 3, .names = {"high", "other", "low"}},
                                   {.sentence = sentence, .n_figures = 1, .names = {"high"}},
                                   {.sentence = "{high}", .n_figures = 1, .names = {"high"}}};
  static const struct {
    size_t form;
    const char *values;
    size_t n;
    const char *said;
  } read[] = {{0, "1\0002", 3, "1-2 of A1"},
              {0, "30\00040", 5, "30-40 of A1"},
              {1, "9\0x\0008", 5, "8-9 of A1"},
              {2, "7", 1, "{low}-7 of A1"},
              {3, "6", 1, "6"},
              {0, "5\000200/3", 7, "5-66.67 of A1"},
              {1, "\0\0", 2, "- of A1"}};
  g_autoptr(World) world = world_new();
  g_auto(FlagReading) reading = flag_reading(&world->award, &world->cycle, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(read); i++) {
    g_autofree Flag *flag = flag_of(&forms[read[i].form], 0, read[i].values, read[i].n);
    g_autoptr(GString) said = g_string_new("");
    flag_read(&reading, flag);
    flag_put_message(said, &reading);
    g_assert_cmpstr(said->str, ==, read[i].said);
    const Figure *subjects = reading.figures + reading.n_figures;
    g_assert_cmpstr(subjects[FLAG_APPLICANT].value, ==, "A1");
    g_assert_cmpuint(subjects[FLAG_APPLICANT].length, ==, 2);
    g_assert_cmpuint(subjects[FLAG_ASSESSOR].length + subjects[FLAG_ITEM].length, ==, 0);
    g_assert_cmpstr(subjects[FLAG_STAGE].value, ==, "review");
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/flag-words/%zu-%s", i, cases[i].place);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/flag-words/item", test_subject);
  g_test_add_func("/flag-words/reading", test_reading);
  g_test_add_func("/flag-words/no-titles", test_titles_that_are_not_there);
  return g_test_run();
}
