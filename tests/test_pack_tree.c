/* Packs at the edges: what points, shares, rubrics, levels and combinations come to, or what is said of them. */
#include "criteria/pack.h"
#include "tests/sample.h"

#include <glib.h>
#include <locale.h>
#include <string.h>

#define TITLE "<title xml:lang=\"en\">T</title>"
#define HEAD "<criteria id=\"own\" edition=\"1\" revision=\"1\" status=\"example\">" TITLE
#define SCALES                                                              \
  "<scale id=\"marks\" type=\"percent\" min=\"0\" max=\"100\" step=\"5\"/>" \
  "<scale id=\"level\" type=\"integer\" min=\"1\" max=\"5\" step=\"1\"/>"   \
  "<scale id=\"wide\" type=\"integer\" min=\"0\" max=\"1000\"/>"
#define RUBRIC(id, scale, inside) "<rubric id=\"" id "\" scale=\"" scale "\" " inside "</rubric>"
#define PLAIN                                         \
  RUBRIC("any", "marks", "combine=\"judged\">" TITLE) \
  RUBRIC("levels", "level", "combine=\"judged\">" TITLE) RUBRIC("wides", "wide", "combine=\"judged\">" TITLE)
#define AGGREGATE(method, more) "<aggregate method=\"" method "\" total=\"yes\"" more "/>"
#define ITEM(code, more) "<item code=\"" code "\" kind=\"process\" rubric=\"any\" " more ">" TITLE "</item>"
#define LEVELS(code, more) "<item code=\"" code "\" kind=\"process\" rubric=\"levels\" " more ">" TITLE "</item>"
#define NODE(code, more, inside) "<node code=\"" code "\" kind=\"category\" " more ">" TITLE inside "</node>"
#define TREE(aggregate, nodes) HEAD SCALES PLAIN aggregate nodes "</criteria>"
#define SUM(nodes) TREE(AGGREGATE("sum", ""), nodes)
#define MEAN(nodes) TREE(AGGREGATE("mean", ""), nodes)
#define MINIMUM(nodes) TREE(AGGREGATE("minimum", ""), nodes)

typedef struct Case {
  const char *what, *text;
  const char *want; /* the points in total, or what is said */
} Case;

static Criteria *criteria_of(const Case *c) {
  g_autoptr(GError) error = NULL;
  Criteria *criteria = pack_parse_criteria(c->text, strlen(c->text), c->what, NULL, &error);
  bool good = g_ascii_isdigit(*c->want);
  g_test_message("%s: %s", c->what, error ? error->message : "good");
  g_assert_cmpint(criteria != NULL, ==, good);
  if (criteria)
    assert_ratio(criteria->points, c->want);
  else
    g_assert_nonnull(strstr(error->message, c->want));
  return criteria;
}

/* -- points and shares ------------------------------------------------------------------------------------- */

static const Case POINTS[] = {
    {"points add up", SUM(NODE("1", "", ITEM("1.1", "points=\"60\"") ITEM("1.2", "points=\"40\""))), "100"},
    {"an item without points", SUM(ITEM("1", "points=\"60\"") ITEM("2", "")), "it has neither points nor share"},
    {"a second item without points", SUM(NODE("1", "", ITEM("1.1", "points=\"60\"") ITEM("1.2", ""))),
     "it has neither points nor share"},
    {"an advisory item without", SUM(ITEM("1", "points=\"60\"") ITEM("2", "advisory=\"yes\"")), "60"},
    {"as many as declared", TREE(AGGREGATE("sum", " points=\"60\""), ITEM("1", "points=\"60\"")), "60"},
    {"fewer than declared", TREE(AGGREGATE("sum", " points=\"90\""), ITEM("1", "points=\"60\"")),
     "points are declared in total, but the nodes add up to 60"},
    {"a share at the top", SUM(ITEM("1", "share=\"100\"")), "has points, not a share"},
    {"shares of points", SUM(NODE("1", "points=\"200\"", ITEM("1.1", "share=\"60\"") ITEM("1.2", "share=\"40\""))),
     "200"},
    {"shares of nothing said", SUM(NODE("1", "", ITEM("1.1", "share=\"60\"") ITEM("1.2", "share=\"40\""))),
     "of how many points is not said"},
    {"shares of a share",
     SUM(NODE("1", "points=\"200\"",
              NODE("1.1", "share=\"60\"", ITEM("1.1.1", "share=\"50\"") ITEM("1.1.2", "share=\"50\""))
                  ITEM("1.2", "share=\"40\""))),
     "200"},
    {"shares beside an advisory item",
     SUM(NODE("1", "points=\"200\"",
              ITEM("1.1", "advisory=\"yes\"") ITEM("1.2", "share=\"60\"") ITEM("1.3", "share=\"50\""))),
     "add up to 110 (1.2 60, 1.3 50)"},
    {"shares for some", SUM(NODE("1", "points=\"200\"", ITEM("1.1", "share=\"60\"") ITEM("1.2", ""))),
     "some of its children have a share and some have not"},
    {"open weights without shares",
     MEAN(NODE("1", "weights=\"adjustable\" min-share=\"20\" max-share=\"60\"", ITEM("1.1", "") ITEM("1.2", ""))),
     "its weights are adjustable but its children have no share"},
    {"a mean", MEAN(NODE("1", "", ITEM("1.1", "") ITEM("1.2", "")) ITEM("2", "")), "100"},
    {"a mean of an empty node", MEAN(NODE("1", "", "") ITEM("2", "")), "it has no items"},
    {"points in a mean", MEAN(ITEM("1", "") ITEM("2", "points=\"60\"")),
     "points mean nothing where the total is a mean"},
    {"the lowest", MINIMUM(LEVELS("1", "") LEVELS("2", "")), "5"},
    {"the lowest of unlike", MINIMUM(ITEM("1", "") LEVELS("2", "")), "5"},
    {"a mean beside an advisory item", MEAN(ITEM("1", "advisory=\"yes\"") ITEM("2", "")), "100"},
    {"another total than a mean has", TREE(AGGREGATE("mean", " points=\"90\""), ITEM("1", "")),
     "points are declared in total, but the nodes add up to 100"},
    {"the second share beyond its limit",
     MEAN(NODE("1", "weights=\"adjustable\" min-share=\"20\" max-share=\"60\"",
               ITEM("1.1", "share=\"35\"") ITEM("1.2", "share=\"65\""))),
     "its share 65 is outside the limits of 1, which are 20 to 60"},
    {"the lowest in tenths", MINIMUM("<item code=\"1\" kind=\"process\" rubric=\"wides\">" TITLE "</item>"), "1000"},
    {"the lowest, but for an advisory one", MINIMUM(LEVELS("1", "advisory=\"yes\"") ITEM("2", "")), "100"},
};

static void points(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(POINTS); i++) criteria_free(criteria_of(&POINTS[i]));
  g_autoptr(Criteria) nested = criteria_of(&POINTS[9]), mean = criteria_of(&POINTS[13]);
  assert_ratio(criteria_node(nested, "1.1")->points, "120");
  assert_ratio(criteria_node(nested, "1.1.2")->points, "60");
  assert_ratio(criteria_node(nested, "1.2")->points, "80");
  assert_ratio(criteria_node(mean, "1.1")->weight, "0.0025"); /* half of half of 100, by the hundredth */
  assert_ratio(criteria_node(mean, "2")->weight, "0.005");
}

/* -- rubrics ------------------------------------------------------------------------------------------------- */

#define OF(scale, inside) \
  HEAD SCALES RUBRIC("any", scale, inside) AGGREGATE("sum", "") ITEM("1", "points=\"100\"") "</criteria>"
#define DIMENSION(id, more) "<dimension id=\"" id "\" " more ">" TITLE "</dimension>"
#define RUNG(id, from, to) DIMENSION(id, "from=\"" from "\" to=\"" to "\"")
static const Case RUBRICS[] = {
    {"a ladder", OF("level", "combine=\"ladder\" base=\"0.5\">" TITLE RUNG("a", "1", "2") RUNG("b", "2", "4")), "100"},
    {"a ladder of one rung", OF("level", "combine=\"ladder\">" TITLE RUNG("a", "1", "3")), "100"},
    {"rungs without an end", OF("level", "combine=\"ladder\">" TITLE DIMENSION("a", "from=\"1\"")),
     "it is a rung of a ladder; give it from and to"},
    {"rungs of a mean", OF("level", "combine=\"mean\">" TITLE RUNG("a", "1", "2")), "are for the rungs of a ladder"},
    {"weights of a minimum", OF("marks", "combine=\"min\">" TITLE DIMENSION("a", "weight=\"2\"")),
     "weight and caps only count where combine is “mean”"},
    {"caps of a median", OF("marks", "combine=\"median\">" TITLE DIMENSION("a", "caps=\"yes\"")),
     "weight and caps only count where combine is “mean”"},
    {"a base of a mean", OF("marks", "combine=\"mean\" base=\"5\">" TITLE DIMENSION("a", "")), "base is for ladders"},
    {"a mean of nothing", OF("marks", "combine=\"mean\">" TITLE), "it combines dimensions but has none"},
    {"rounding to nothing", OF("marks", "combine=\"mean\" round=\"half-up\" step=\"0\">" TITLE DIMENSION("a", "")),
     "step is 0"},
    {"a dimension twice", OF("marks", "combine=\"mean\">" TITLE DIMENSION("a", "") DIMENSION("a", "")), "a"},
    {"rounding to the unit",
     OF("marks", "combine=\"mean\" round=\"half-up\">" TITLE DIMENSION("a", "weight=\"3\"") DIMENSION("b", "")), "100"},
    {"rounding to the unit of tenths", OF("wide", "combine=\"mean\" round=\"half-up\">" TITLE DIMENSION("a", "")),
     "100"},
    {"a rounding of what is judged", OF("marks", "combine=\"judged\" round=\"half-up\">" TITLE),
     "a judged mark stands"},
    {"a step of what is judged", OF("marks", "combine=\"judged\" step=\"5\">" TITLE), "a judged mark stands"},
};

static void rubrics(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(RUBRICS); i++) criteria_free(criteria_of(&RUBRICS[i]));
  static const struct {
    size_t row;
    int base, max, step;
    int64_t den;
  } RUBRIC_VALUES[] = {{0, 50, 400, 100, 400}, {1, 0, 300, 100, 400}, {10, 0, 10000, 100, 4}, {11, 0, 10000, 10, 1}};
  for (size_t i = 0; i < G_N_ELEMENTS(RUBRIC_VALUES); i++) {
    g_autoptr(Criteria) criteria = criteria_of(&RUBRICS[RUBRIC_VALUES[i].row]);
    const Rubric *rubric = criteria->items[0]->rubric;
    g_assert_cmpint(rubric->base, ==, RUBRIC_VALUES[i].base);
    g_assert_cmpint(rubric->max, ==, RUBRIC_VALUES[i].max);
    g_assert_cmpint(rubric->step, ==, RUBRIC_VALUES[i].step);
    g_assert_cmpint(rubric->den, ==, RUBRIC_VALUES[i].den);
  }
}

/* -- combinations -------------------------------------------------------------------------------------------- */

#define RULES(award, stage)                                                                                            \
  "<rules id=\"own\" edition=\"1\" status=\"example\">" TITLE award "<stage id=\"review\" form=\"items\">" TITLE stage \
  "</stage></rules>"
#define TRIMMED(more) "<combine method=\"trimmed\" " more "/>"
static const struct {
  const char *what, *text, *fault;
  unsigned drop, minimum;
  const char *trim;
} COMBINATIONS[] = {
    {"nothing said", RULES("", ""), NULL, 1, 0, "0"},
    {"trimmed at the stage only", RULES("", TRIMMED("")), NULL, 1, 0, "0"},
    {"a share trimmed", RULES(TRIMMED("trim=\"1/5\""), ""), NULL, 1, 0, "0.2"},
    {"a share in the award, a number at the stage", RULES(TRIMMED("trim=\"1/5\""), TRIMMED("drop=\"2\"")), NULL, 2, 0,
     "0"},
    {"five for two at each end", RULES(TRIMMED("drop=\"2\" minimum=\"5\""), ""), NULL, 2, 5, "0"},
    {"four for two at each end", RULES(TRIMMED("drop=\"2\" minimum=\"4\""), ""), "minimum", 0, 0, NULL},
    {"one for one at each end", RULES(TRIMMED("drop=\"1\" minimum=\"1\""), ""), "minimum", 0, 0, NULL},
};

static void combinations(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(COMBINATIONS); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(Rules) rules =
        pack_parse_rules(COMBINATIONS[i].text, strlen(COMBINATIONS[i].text), COMBINATIONS[i].what, NULL, &error);
    g_test_message("%s: %s", COMBINATIONS[i].what, error ? error->message : "good");
    g_assert_cmpint(rules != NULL, ==, COMBINATIONS[i].fault == NULL);
    if (!rules) {
      g_assert_nonnull(strstr(error->message, COMBINATIONS[i].fault));
      continue;
    }
    const Combination *how = &rules->stages[0].combination;
    g_assert_cmpuint(how->drop, ==, COMBINATIONS[i].drop);
    g_assert_cmpuint(how->minimum, ==, COMBINATIONS[i].minimum);
    assert_ratio(how->trim, COMBINATIONS[i].trim);
  }
}

/* -- what stands where a line of the file ends -------------------------------------------------------------- */

static const struct {
  const char *text, *read;
} LINES[] = {
    {"质量\n  管理", "质量管理"},
    {"质量，\n管理", "质量，管理"},
    {"质量\r\n（管理）", "质量（管理）"},
    {"质量\n“管理”", "质量“管理”"},
    {"“质量”——\n管理", "“质量”——管理"},
    {"しつ\nリョウ", "しつリョウ"},
    {"质量 管理", "质量 管理"}, /* a blank within a line is meant */
    {"质量\nISO 9001\n管理", "质量 ISO 9001 管理"},
    {"Qualité\nélevée", "Qualité élevée"},
    {"of “quality”\n“management”", "of “quality” “management”"},
    {"качество\nуправления", "качество управления"},
    {"ποιότητα\nκαι", "ποιότητα και"},
    {"품질\n경영", "품질 경영"},
    {"품질\n“경영”", "품질 “경영”"},
    {"été —\nà venir", "été — à venir"},
};

static void line_ends(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
    g_autofree char *text =
        g_strdup_printf(HEAD "<note xml:lang=\"zh\">\n %s\n</note>" SCALES PLAIN AGGREGATE("sum", "")
                            ITEM("1", "points=\"60\"") "</criteria>",
                        LINES[i].text);
    g_autoptr(GError) error = NULL;
    g_autoptr(Criteria) criteria = pack_parse_criteria(text, strlen(text), "lines", NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text_in(&criteria->note, "zh"), ==, LINES[i].read);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/pack-tree/points", points);
  g_test_add_func("/pack-tree/rubrics", rubrics);
  g_test_add_func("/pack-tree/combinations", combinations);
  g_test_add_func("/pack-tree/line-ends", line_ends);
  return g_test_run();
}
