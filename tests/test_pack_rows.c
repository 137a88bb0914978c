/* Packs at the edges: a good criteria pack and a good rules pack with one place changed; what is then said of it. */
#include "criteria/pack.h"

#include <glib.h>
#include <locale.h>
#include <string.h>

/* @ marks the place that a case changes; words of a case replace it. */
typedef struct Case {
  const char *what, *text;
  const char *fault; /* "" = good */
} Case;

static char *with(const char *base, const char *text) {
  const char *at = strchr(base, '@');
  g_assert_nonnull(at);
  return g_strdup_printf("%.*s%s%s", (int)(at - base), base, text, at + 1);
}

static void assert_told(const Case *c, const GError *error) {
  g_test_message("%s: %s", c->what, error ? error->message : "good");
  if (*c->fault ? error && strstr(error->message, c->fault) : !error) return;
  g_test_message("%s: wanted %s", c->what, *c->fault ? c->fault : "good");
  g_test_fail();
}

static Rules *rules_of(const char *base, const Case *c) {
  g_autofree char *text = with(base, c->text);
  g_autoptr(GError) error = NULL;
  Rules *rules = pack_parse_rules(text, strlen(text), c->what, NULL, &error);
  g_assert_cmpint(rules == NULL, ==, error != NULL);
  assert_told(c, error);
  return rules;
}

#define TITLE "<title xml:lang=\"en\">T</title>"
#define HEAD "<rules id=\"own\" edition=\"1\" status=\"example\">" TITLE "<combine method=\"mean\"/>"
#define CLASSES "<class id=\"big\">" TITLE "</class><class id=\"small\">" TITLE "</class>"
#define REVIEW "<stage id=\"review\" form=\"items\">" TITLE "</stage>"
#define LEVEL "<level id=\"good\">" TITLE "<total at-least=\"600\"/></level>"
#define STAGES(stages) HEAD stages "</rules>"
#define TIERS(tiers) HEAD CLASSES REVIEW tiers LEVEL "</rules>"
#define TIER(id, inside) "<tier id=\"" id "\">" TITLE inside "</tier>"

/* -- tiers ----------------------------------------------------------------------------------------------- */

static const Case FLOORS[] = {
    {"percent", "percent=\"60\"", ""},
    {"points", "points=\"620\"", ""},
    {"all of it", "percent=\"100\"", ""},
    {"almost all, exclusive", "percent=\"99.9\" exclusive=\"yes\"", ""},
    {"above all", "percent=\"100\" exclusive=\"yes\"", "nobody can be above 100 percent"},
    {"many points, exclusive", "points=\"100\" exclusive=\"yes\"", ""},
    {"both", "percent=\"60\" points=\"600\"", "either percent or points"},
    {"neither", "exclusive=\"no\"", "either percent or points"},
};

static void floors(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(FLOORS); i++) {
    Rules *rules = rules_of(TIERS(TIER("gold", "<floor @/>")), &FLOORS[i]);
    if (rules) g_assert_true(rules->tiers[0].has_floor);
    rules_free(rules);
  }
}

#define GOLD(inside) TIER("gold", inside)
#define SILVER(inside) TIER("silver", inside)
static const Case SHADOWS[] = {
    {"lower floor", GOLD("<floor percent=\"70\"/>") SILVER("<floor percent=\"60\"/>"), ""},
    {"same floor", GOLD("<floor percent=\"70\"/>") SILVER("<floor percent=\"70\"/>"), "nobody can get it"},
    {"higher floor", GOLD("<floor percent=\"70\"/>") SILVER("<floor percent=\"71\"/>"), "nobody can get it"},
    {"same floor, the upper exclusive",
     GOLD("<floor percent=\"70\" exclusive=\"yes\"/>") SILVER("<floor percent=\"70\"/>"), ""},
    {"same floor, the lower exclusive",
     GOLD("<floor percent=\"70\"/>") SILVER("<floor percent=\"70\" exclusive=\"yes\"/>"), "nobody can get it"},
    {"same floor, both exclusive",
     GOLD("<floor percent=\"70\" exclusive=\"yes\"/>") SILVER("<floor percent=\"70\" exclusive=\"yes\"/>"),
     "nobody can get it"},
    {"higher floor, the upper exclusive",
     GOLD("<floor percent=\"70\" exclusive=\"yes\"/>") SILVER("<floor percent=\"75\"/>"), "nobody can get it"},
    {"percent and points", GOLD("<floor percent=\"70\"/>") SILVER("<floor points=\"900\"/>"), ""},
    {"no floor below", GOLD("<floor percent=\"70\"/>") SILVER(""), ""},
    {"no floor above", GOLD("") SILVER("<floor percent=\"70\"/>"), "nobody can get it"},
    {"no floor anywhere", GOLD("") SILVER(""), "nobody can get it"},
    {"few places above", GOLD("<places most=\"3\"/>") SILVER(""), ""},
    {"few places in one class", GOLD("<places class=\"big\"/><places class=\"small\" most=\"1\"/>") SILVER(""), ""},
    {"any places above", GOLD("<places/>") SILVER(""), "the tier “gold” before it"},
    {"a level above", "<tier id=\"gold\" level=\"good\">" TITLE "</tier>" SILVER(""), ""},
    {"the third", GOLD("<places most=\"1\"/>") SILVER("") TIER("bronze", ""), "the tier “silver” before it"},
};

static const Case PLACES[] = {
    {"a class each", GOLD("<places class=\"big\" most=\"1\"/><places class=\"small\" most=\"1\"/>"), ""},
    {"the second class unknown", GOLD("<places class=\"big\" most=\"1\"/><places class=\"wee\" most=\"1\"/>"),
     "there is no class “wee” in these rules; there are: “big”, “small”"},
    {"the first class unknown", GOLD("<places class=\"wee\" most=\"1\"/><places class=\"big\" most=\"1\"/>"), "“wee”"},
    {"a class twice", GOLD("<places class=\"big\" most=\"1\"/><places class=\"big\" most=\"2\"/>"), "big"},
    {"reserves fill it",
     GOLD("<places most=\"3\"><reserve places=\"2\" field=\"sector\" value=\"a\"/>"
          "<reserve places=\"1\" field=\"sector\" value=\"b\"/></places>"),
     ""},
    {"reserves beyond it",
     GOLD("<places most=\"3\"><reserve places=\"2\" field=\"sector\" value=\"a\"/>"
          "<reserve places=\"2\" field=\"sector\" value=\"b\"/></places>"),
     "4 places are reserved, but there are only 3"},
    {"reserves without a limit", GOLD("<places><reserve places=\"9\" field=\"sector\" value=\"a\"/></places>"), ""},
    {"a roll to the next", "<tier id=\"gold\" roll-to=\"silver\">" TITLE "<places most=\"1\"/></tier>" SILVER(""), ""},
    {"a roll over two",
     "<tier id=\"gold\" roll-to=\"silver\">" TITLE "<places most=\"1\"/></tier>"
     "<tier id=\"silver\" roll-to=\"bronze\">" TITLE "<places most=\"1\"/></tier>" TIER("bronze", ""),
     ""},
    {"a roll to nowhere", "<tier id=\"gold\" roll-to=\"tin\">" TITLE "</tier>", "the tier “tin”, which is not there"},
    {"a roll to itself", "<tier id=\"gold\" roll-to=\"gold\">" TITLE "</tier>", "back to “gold”"},
    {"a roll into a circle of others",
     "<tier id=\"gold\" roll-to=\"silver\">" TITLE "<places most=\"1\"/></tier>"
     "<tier id=\"silver\" roll-to=\"bronze\">" TITLE "<places most=\"1\"/></tier>"
     "<tier id=\"bronze\" roll-to=\"silver\">" TITLE "</tier>",
     "back to “silver”"},
};

static void tiers(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(SHADOWS); i++) rules_free(rules_of(TIERS("@"), &SHADOWS[i]));
  for (size_t i = 0; i < G_N_ELEMENTS(PLACES); i++) rules_free(rules_of(TIERS("@"), &PLACES[i]));
  static const Case MONEY = {"money",
                             "<tier id=\"gold\" money=\"2000000\" currency=\"CNY\">" TITLE
                             "<places class=\"big\"/><places class=\"small\" most=\"0\"/></tier>",
                             ""};
  g_autoptr(Rules) rules = rules_of(TIERS("@"), &MONEY);
  g_assert_cmpuint(rules->tiers[0].n_places, ==, 2);
  g_assert_cmpuint(rules->tiers[0].places[0].most, ==, G_MAXUINT);
  g_assert_cmpuint(rules->tiers[0].places[1].most, ==, 0);
}

/* -- stages ---------------------------------------------------------------------------------------------------- */

#define TOTAL(attributes, inside) "<stage id=\"s\" form=\"total\" " attributes ">" TITLE inside "</stage>"
#define ITEMS(inside) "<stage id=\"s\" form=\"items\">" TITLE inside "</stage>"
static const Case FIGURES[] = {
    {"its own steps", TOTAL("max=\"100\"", ""), ""},
    {"half steps", TOTAL("max=\"100\"", "<scale min=\"0\" max=\"100\" step=\"0.5\"/>"), ""},
    {"from above zero", TOTAL("max=\"100\"", "<scale min=\"60\" max=\"100\" step=\"5\"/>"), ""},
    {"steps that miss the end", TOTAL("max=\"100\"", "<scale min=\"0\" max=\"100\" step=\"0.3\"/>"), "do not end"},
    {"steps that miss it from min", TOTAL("max=\"100\"", "<scale min=\"1\" max=\"100\" step=\"5\"/>"), "do not end"},
    {"no step", TOTAL("max=\"100\"", "<scale min=\"0\" max=\"100\" step=\"0\"/>"), "do not end"},
    {"no figures between", TOTAL("max=\"100\"", "<scale min=\"100\" max=\"100\" step=\"1\"/>"), "do not end"},
    {"upside down", TOTAL("max=\"100\"", "<scale min=\"200\" max=\"100\" step=\"1\"/>"), "do not end"},
    {"another end", TOTAL("max=\"100\"", "<scale min=\"0\" max=\"90\" step=\"1\"/>"), "make them equal"},
    {"the largest in hundredths", TOTAL("max=\"327.6\"", ""), ""},
    {"a hundredth over in hundredths", TOTAL("max=\"327.67\"", ""), "do not end"},
    {"in tenths from there", TOTAL("max=\"327.7\"", ""), ""},
    {"the largest in tenths", TOTAL("max=\"3276.7\"", ""), ""},
    {"beyond it", TOTAL("max=\"3276.8\"", ""), "do not fit"},
    {"hundredths where there are tenths", TOTAL("max=\"1000.05\"", ""), "do not fit"},
    {"no full marks", TOTAL("", ""), "add max"},
    {"full marks of 0", "<stage id=\"s\" form=\"items\" max=\"0\">" TITLE "</stage>", "its max is 0"},
    {"a scale on items", ITEMS("<scale min=\"0\" max=\"100\" step=\"1\"/>"), "only a stage of form=\"total\""},
    {"nothing counts", TOTAL("max=\"100\" factor=\"0\"", ""), "no stage counts"},
    {"one counts", TOTAL("max=\"100\" factor=\"0\"", "") REVIEW, ""},
    {"the other counts", REVIEW TOTAL("max=\"100\" factor=\"0\"", ""), ""},
    {"a panel of exactly 3", TOTAL("max=\"9\" panel-min=\"3\" panel-max=\"3\"", ""), ""},
    {"a panel of none", TOTAL("max=\"9\" panel-min=\"3\" panel-max=\"2\"", ""), "panel-max is below panel-min"},
    {"a panel without an upper end", TOTAL("max=\"9\" panel-min=\"3\"", ""), ""},
};

#define GATE(attributes, inside) REVIEW "<stage id=\"s\" form=\"gate\" " attributes ">" TITLE inside "</stage>"
#define PASS(by) ITEMS("<pass " by "/>")
static const Case LINES[] = {
    {"all", PASS("by=\"all\""), ""},
    {"all, with a value", PASS("by=\"all\" value=\"3\""), "does not count here"},
    {"decision, with a value", PASS("by=\"decision\" value=\"3\""), "does not count here"},
    {"top without", PASS("by=\"top\""), "does not say how many"},
    {"ratio without", PASS("by=\"ratio\""), "does not say how many"},
    {"floor without", PASS("by=\"floor\""), "does not say how many"},
    {"top 1", PASS("by=\"top\" value=\"1\""), ""},
    {"top 0", PASS("by=\"top\" value=\"0\""), "a whole number from 1"},
    {"top one and a half", PASS("by=\"top\" value=\"1.5\""), "a whole number from 1"},
    {"everybody", PASS("by=\"ratio\" value=\"1\""), ""},
    {"a third", PASS("by=\"ratio\" value=\"1/3\""), ""},
    {"more than everybody", PASS("by=\"ratio\" value=\"1.01\""), "a fraction up to 1"},
    {"nobody", PASS("by=\"ratio\" value=\"0\""), "a fraction up to 1"},
    {"full marks", PASS("by=\"floor\" value=\"100\""), ""},
    {"little", PASS("by=\"floor\" value=\"1\""), ""},
    {"more than full marks", PASS("by=\"floor\" value=\"100.5\""), "at most 100"},
    {"a gate that people decide", GATE("", "<pass by=\"decision\"/>"), ""},
    {"a gate that says nothing", GATE("", ""), ""},
    {"a gate by places", GATE("", "<pass by=\"top\" value=\"2\"/>"), "gives no figures to pass by"},
    {"a gate by shares", GATE("", "<pass by=\"ratio\" value=\"1/2\"/>"), "gives no figures to pass by"},
    {"a gate by marks", GATE("", "<pass by=\"floor\" value=\"60\"/>"), "gives no figures to pass by"},
    {"a gate with marks", GATE("max=\"100\"", ""), "has no marks"},
    {"a gate that counts", GATE("factor=\"1\"", ""), "has no marks"},
    {"a gate without declarations", GATE("declaration=\"none\"", ""), ""},
    {"a gate with declarations", GATE("declaration=\"required\"", ""), "nobody declares anything"},
};

#define MINUTES(points) \
  "<deduction id=\"minutes\" points=\"" points "\" free=\"2\" unit=\"minute\">" TITLE "</deduction>"
#define PAGES "<deduction id=\"pages\" points=\"0.5\" unit=\"page\">" TITLE "</deduction>"
static const Case TOLD[] = {
    {"rounding", ITEMS("<round policy=\"half-up\" step=\"1\"/>"), ""},
    {"rounding of items", ITEMS("<round policy=\"down\" at=\"item\" step=\"1\"/>"), ""},
    {"rounding of the award", ITEMS("<round policy=\"half-up\" at=\"total\" step=\"1\"/>"), "write item or stage"},
    {"minutes and pages", ITEMS(MINUTES("2") PAGES), ""},
    {"minutes twice", ITEMS(MINUTES("2") MINUTES("1")), "minutes"},
    {"minutes for nothing", ITEMS(MINUTES("0")), "it takes 0 points"},
    {"from two to eight", ITEMS("<require what=\"strength\" min=\"2\" max=\"8\" from-mark=\"70\"/>"), ""},
    {"exactly two", ITEMS("<require what=\"ofi\" min=\"2\" max=\"2\"/>"), ""},
    {"at least one", ITEMS("<require what=\"comment\" min=\"1\"/>"), ""},
    {"at most one", ITEMS("<require what=\"comment\" max=\"1\"/>"), ""},
    {"low marks", ITEMS("<require what=\"ofi\" min=\"1\" to-mark=\"0\" missing=\"refuse\"/>"), ""},
    {"key factors", ITEMS("<require what=\"key-factor\" min=\"1\" missing=\"ask\"/>"), ""},
    {"from above to", ITEMS("<require what=\"ofi\" min=\"1\" from-mark=\"50\" to-mark=\"20\"/>"),
     "it speaks of no mark"},
    {"two to one", ITEMS("<require what=\"comment\" min=\"2\" max=\"1\"/>"), "exchange them"},
    {"nothing", ITEMS("<require what=\"comment\"/>"), "it asks for nothing"},
    {"of a wide scale", ITEMS("<require what=\"ofi\" min=\"1\" from-mark=\"400.25\" to-mark=\"1000\"/>"), ""},
};

static void stages(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(FIGURES); i++) rules_free(rules_of(STAGES("@"), &FIGURES[i]));
  for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) rules_free(rules_of(STAGES("@"), &LINES[i]));
  for (size_t i = 0; i < G_N_ELEMENTS(TOLD); i++) rules_free(rules_of(STAGES("@"), &TOLD[i]));
}

static void stage_values(void) {
  const struct {
    const char *max;
    int unit, step, top;
  } scales[] = {{"100", 1, 10, 10000}, {"327.6", 1, 10, 32760}, {"327.7", 10, 1, 3277}, {"1000", 10, 1, 10000}};
  for (size_t i = 0; i < G_N_ELEMENTS(scales); i++) {
    g_autofree char *stage = g_strdup_printf(TOTAL("max=\"%s\"", ""), scales[i].max);
    g_autoptr(Rules) rules = rules_of(STAGES("@"), &(Case){"scale", stage, ""});
    const Scale *scale = &rules->stages[0].scale;
    g_assert_cmpint(scale->unit, ==, scales[i].unit);
    g_assert_cmpint(scale->step, ==, scales[i].step);
    g_assert_cmpint(scale->max, ==, scales[i].top);
    g_assert_cmpint(scale->min, ==, 0);
  }
  g_autoptr(Rules) rounded = rules_of(STAGES("@"), &TOLD[0]);
  g_assert_true(rounded->stages[0].rounding.set && rounded->stages[0].rounding.at == ROUND_AT_STAGE);
  g_autoptr(Rules) told = rules_of(STAGES("@"), &TOLD[3]);
  const Stage *stage = &told->stages[0];
  g_assert_cmpuint(stage->n_deductions, ==, 2);
  g_assert_cmpstr(stage->deductions[1].id, ==, "pages");
  g_assert_cmpint(ratio_cmp(stage->deductions[0].free, ratio_int(2)), ==, 0);
  g_assert_true(ratio_is_zero(stage->deductions[1].free));
  g_autoptr(Rules) asked = rules_of(STAGES("@"), &TOLD[6]);
  const Requirement *requirement = &asked->stages[0].requirements[0];
  g_assert_cmpuint(requirement->min, ==, 2);
  g_assert_cmpuint(requirement->max, ==, 8);
  g_assert_cmpint(requirement->from_mark, ==, 7000);
  g_assert_false(requirement->to_set || requirement->strict);
  g_autoptr(Rules) wide = rules_of(STAGES("@"), &TOLD[G_N_ELEMENTS(TOLD) - 1]);
  g_assert_cmpint(wide->stages[0].requirements[0].from_mark, ==, 40025);
  g_assert_cmpint(wide->stages[0].requirements[0].to_mark, ==, 100000);
  g_autoptr(Rules) strict = rules_of(STAGES("@"), &TOLD[10]);
  g_assert_cmpint(strict->stages[0].requirements[0].to_mark, ==, 0);
  g_assert_true(strict->stages[0].requirements[0].to_set && strict->stages[0].requirements[0].strict);
}

/* -- bands ------------------------------------------------------------------------------------------------------- */

#define CRITERIA(scale, rubric, bands)                                                                                \
  "<criteria id=\"own\" edition=\"1\" revision=\"1\" status=\"example\">" TITLE "<scale id=\"marks\" " scale          \
  "/><rubric id=\"any\" scale=\"marks\" " rubric ">" TITLE bands "</rubric><aggregate method=\"sum\" total=\"yes\"/>" \
  "<item code=\"a\" points=\"100\" kind=\"process\" rubric=\"any\">" TITLE "</item></criteria>"
#define BAND(id, from, to) "<band id=\"" id "\" from=\"" from "\" to=\"" to "\"/>"
#define STEPS CRITERIA("type=\"percent\" min=\"0\" max=\"100\" step=\"5\"", "combine=\"judged\"", "@")
#define LIST CRITERIA("type=\"percent\" legal=\"0 10 50 100\"", "combine=\"judged\"", "@")
#define RUNGS                                                                                  \
  CRITERIA("type=\"integer\" min=\"0\" max=\"2\" step=\"1\"", "combine=\"ladder\" base=\"0\"", \
           "<dimension id=\"L1\" from=\"1\" to=\"1\">" TITLE "</dimension>"                    \
           "<dimension id=\"L2\" from=\"2\" to=\"2\">" TITLE "</dimension>@")

static const struct {
  const char *base;
  Case row;
} BANDS[] = {
    {STEPS, {"no bands", "", ""}},
    {STEPS, {"one band", BAND("b1", "0", "100"), ""}},
    {STEPS, {"a band of one mark", BAND("b1", "0", "0") BAND("b2", "5", "100"), ""}},
    {STEPS, {"the lowest mark outside", BAND("b1", "5", "100"), "the legal mark 0 lies in no band"}},
    {STEPS, {"the highest mark outside", BAND("b1", "0", "95"), "the legal mark 100 lies in no band"}},
    {STEPS, {"one between", BAND("b1", "0", "25") BAND("b2", "35", "100"), "the legal mark 30 lies in no band"}},
    {STEPS, {"two between", BAND("b1", "0", "25") BAND("b2", "40", "100"), "the legal marks 30, 35 lie in no band"}},
    {STEPS, {"eight outside", BAND("b1", "0", "60"), "the legal marks 65, 70, 75, 80, 85, 90, 95, 100 lie in no band"}},
    {STEPS,
     {"nine outside", BAND("b1", "0", "55"), "the legal marks 60, 65, 70, 75, 80, 85, 90, 95 ... lie in no band"}},
    {STEPS, {"ten outside", BAND("b1", "0", "50"), "55, 60, 65, 70, 75, 80, 85, 90 ... lie in no band"}},
    {STEPS, {"between two marks", BAND("b1", "0", "27") BAND("b2", "28", "100"), ""}},
    {STEPS, {"a mark in both", BAND("b1", "0", "30") BAND("b2", "30", "100"), "marks in both: 30)"}},
    {STEPS, {"two marks in both", BAND("b1", "0", "35") BAND("b2", "30", "100"), "marks in both: 30, 35)"}},
    {STEPS, {"one in both, from below it", BAND("b1", "0", "31") BAND("b2", "27", "100"), "marks in both: 30)"}},
    {STEPS, {"no mark in both", BAND("b1", "0", "28") BAND("b2", "27", "100"), "marks in both: no legal mark)"}},
    {STEPS,
     {"many in both", BAND("b1", "0", "90") BAND("b2", "5", "100"),
      "marks in both: 5, 10, 15, 20, 25, 30, 35, 40 ...)"}},
    {STEPS, {"upside down", BAND("b1", "30", "0") BAND("b2", "35", "100"), "it ends below where it starts"}},
    {STEPS, {"in falling order", BAND("b1", "50", "100") BAND("b2", "0", "45"), "list bands in rising order"}},
    {LIST, {"listed marks", BAND("b1", "0", "10") BAND("b2", "50", "100"), ""}},
    {LIST, {"a listed mark outside", BAND("b1", "0", "9") BAND("b2", "50", "100"), "the legal mark 10 lies in no"}},
    {LIST, {"the last listed outside", BAND("b1", "0", "99"), "the legal mark 100 lies in no"}},
    {LIST, {"listed marks in both", BAND("b1", "0", "60") BAND("b2", "5", "100"), "marks in both: 10, 50)"}},
    {RUNGS, {"rungs", BAND("b0", "0", "0") BAND("b1", "1", "1") BAND("b2", "2", "2"), ""}},
    {RUNGS, {"the base outside", BAND("b1", "1", "2"), "the legal mark 0 lies in no"}},
    {RUNGS, {"the highest rung outside", BAND("b1", "0", "1"), "the legal mark 2 lies in no"}},
    {RUNGS, {"rungs in both", BAND("b1", "0", "2") BAND("b2", "1", "2"), "marks in both: 1, 2)"}},
};

static void bands(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(BANDS); i++) {
    const Case *c = &BANDS[i].row;
    g_autofree char *text = with(BANDS[i].base, c->text);
    g_autoptr(GError) error = NULL;
    g_autoptr(Criteria) criteria = pack_parse_criteria(text, strlen(text), c->what, NULL, &error);
    g_assert_cmpint(criteria == NULL, ==, error != NULL);
    assert_told(c, error);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pack-rows/floors", floors);
  g_test_add_func("/pack-rows/tiers", tiers);
  g_test_add_func("/pack-rows/stages", stages);
  g_test_add_func("/pack-rows/stage-values", stage_values);
  g_test_add_func("/pack-rows/bands", bands);
  return g_test_run();
}
