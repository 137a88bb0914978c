/* Loaded packs: what is looked up in them, what their items weigh, what options and overlays change. */
#include "criteria/pack.h"
#include "tests/sample.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

static const char HEAD[] =
    "<criteria id=\"own\" edition=\"1\" revision=\"1\" status=\"example\"><title xml:lang=\"en\">Own</title>";
static const char PERCENT[] =
    "<scale id=\"pct\" type=\"percent\" legal=\"0 5 10 25 100\"/>"
    "<scale id=\"level\" type=\"level\" min=\"1\" max=\"5\" step=\"0.5\"/>"
    "<scale id=\"big\" type=\"integer\" min=\"0\" max=\"1000\" step=\"0.5\"/>"
    "<scale id=\"met\" type=\"yes-no\"><value mark=\"0\"><title xml:lang=\"en\">no</title></value>"
    "<value mark=\"1\"><title xml:lang=\"en\">yes</title></value></scale>";
static const char RUBRICS[] =
    "<rubric id=\"judged\" scale=\"pct\" combine=\"judged\"><band id=\"b1\" from=\"0\" to=\"5\"/><band id=\"b2\" "
    "from=\"10\" to=\"100\"/></rubric>"
    "<rubric id=\"radar\" scale=\"pct\" combine=\"mean\" round=\"half-up\" step=\"5\"><dimension id=\"sound\" "
    "weight=\"2\" caps=\"yes\">"
    "<title xml:lang=\"en\">Sound</title></dimension><dimension id=\"flex\"><title "
    "xml:lang=\"en\">Flexible</title></dimension></rubric>"
    "<rubric id=\"range\" scale=\"level\" combine=\"mean\" range=\"yes\"/>"
    "<rubric id=\"climb\" scale=\"met\" combine=\"ladder\" base=\"0\"><dimension id=\"L1\" from=\"0\" to=\"1\"><title "
    "xml:lang=\"en\">One</title></dimension>"
    "<dimension id=\"L2\" from=\"1\" to=\"2.5\"><title xml:lang=\"en\">Two</title></dimension></rubric>"
    "<rubric id=\"large\" scale=\"big\" combine=\"judged\"/>";

static Criteria *parse(const char *body, const char *const *overrides, GError **error) {
  g_autofree char *text = g_strconcat(HEAD, PERCENT, RUBRICS, body, "</criteria>", NULL);
  return pack_parse_criteria(text, strlen(text), "own.xml", overrides, error);
}

static Criteria *parsed(const char *body) {
  g_autoptr(GError) error = NULL;
  Criteria *criteria = parse(body, NULL, &error);
  g_assert_no_error(error);
  return criteria;
}

#define ITEM(code, extra, rubric) \
  "<item code=\"" code "\" " extra " rubric=\"" rubric "\"><title xml:lang=\"en\">" code "</title></item>"
#define NODE(code, extra, inside) \
  "<node code=\"" code "\" " extra "><title xml:lang=\"en\">" code "</title>" inside "</node>"

static const char SUM[] =
    "<aggregate method=\"sum\" points=\"100\"/><not-applicable allow=\"items\" effect=\"shrink\" reason=\"optional\" "
    "max-share=\"20\"/>" NODE("P", "kind=\"context\"", "")
        NODE("1", "kind=\"process\" points=\"60\"",
             ITEM("1.1", "points=\"50\"", "judged") ITEM("1.2", "points=\"10\" not-applicable=\"none\"", "radar")
                 ITEM("1.9", "points=\"7\" advisory=\"yes\"", "judged"))
            NODE("2", "kind=\"results\" points=\"40\" weights=\"adjustable\" min-share=\"20\" max-share=\"60\"",
                 ITEM("2.1", "share=\"40\"", "climb")
                     ITEM("2.2", "share=\"60\"",
                          "range")) "<subtotal id=\"p\" of=\"kind:process\"><title xml:lang=\"en\">P</title></subtotal>"
                                    "<map node=\"1.1\" framework=\"other\" to=\"9\"/>";

static void test_tree(void) {
  g_autoptr(Criteria) criteria = parsed(SUM);
  g_assert_cmpuint(criteria->n_nodes, ==, 8);
  g_assert_cmpuint(criteria->n_tops, ==, 3);
  g_assert_cmpuint(criteria->n_items, ==, 5);
  g_assert_cmpuint(criteria->n_cells, ==, 1 + 2 + 1 + 2 + 2);
  g_assert_cmpstr(criteria->cell_codes[1], ==, "1.2/sound");
  g_assert_cmpint(criteria_cell(criteria, "1.2/flex"), ==, 2);
  g_assert_cmpint(criteria_cell(criteria, "1.2"), ==, -1);
  g_assert_cmpint(criteria_cell(criteria, "2.2/high"), ==, 7);
  g_assert_cmpstr(criteria_cell_item(criteria, 0)->code, ==, "1.1");
  g_assert_cmpstr(criteria_cell_item(criteria, 2)->code, ==, "1.2");
  g_assert_cmpstr(criteria_cell_item(criteria, 7)->code, ==, "2.2");
  const Node *item = criteria_node(criteria, "2.1");
  g_assert_cmpstr(item->kind, ==, "results");
  g_assert_cmpstr(item->parent->code, ==, "2");
  g_assert_true(item->parent->children[0] == item);
  g_assert_null(criteria_node(criteria, "9"));
  g_assert_null(criteria_subtotal(criteria, "q"));
  assert_ratio(criteria_subtotal(criteria, "p")->points, "60");
}

/* Text is the same however the XML writes it; white space between elements is none. */
static void test_texts(void) {
  g_autoptr(Criteria) criteria =
      parsed("<aggregate method=\"sum\" points=\"9\"/>\n  <item code=\" &#49; \" points=\"9\" rubric=\"judged\">\n"
             "<title xml:lang=\"en\">\n  A &amp;\t<![CDATA[B <]]><!-- no -->&#67;\n  D </title>\n"
             "<title xml:lang=\"zh\">甲&lt;乙</title>\n<hint xml:lang=\"zh\">\n  一行。\n  二行，\r\n 甲 乙\n A\n  丙 "
             "</hint>  </item>");
  const Node *item = criteria_node(criteria, "1");
  g_assert_cmpstr(text_in(&item->title, "en"), ==, "A & B <C D");
  g_assert_cmpstr(text_in(&item->title, "zh"), ==, "甲<乙");
  g_assert_cmpstr(text_or(&item->title, "zh", "4.1"), ==, "甲<乙");
  g_assert_cmpstr(text_or(&(const Text){0}, "zh", "4.1"), ==, "4.1");
  g_assert_cmpstr(text_or(NULL, "zh", "4.1"), ==, "4.1");
  g_assert_cmpstr(text_in(&item->hint, "zh"), ==, "一行。二行，甲 乙 A 丙");
}

static void test_weights_of_a_sum(void) {
  g_autoptr(Criteria) criteria = parsed(SUM);
  assert_ratio(criteria->points, "100");
  assert_ratio(criteria_node(criteria, "2.2")->points, "24");
  assert_ratio(criteria_node(criteria, "1.1")->weight, "0.005");
  assert_ratio(criteria_node(criteria, "1.9")->weight, "0");
  assert_ratio(criteria_node(criteria, "2.1")->weight, "0.064");
  g_assert_cmpint(criteria_node(criteria, "1.1")->not_applicable, ==, NA_SHRINK);
  g_assert_cmpint(criteria_node(criteria, "1.2")->not_applicable, ==, NA_FORBIDDEN);
  assert_ratio(criteria->na_max_share, "20");
  g_assert_false(criteria->na_reason);
  Ratio full = ratio_int(0);
  for (size_t i = 0; i < criteria->n_items; i++) {
    full = ratio_add(full, ratio_mul(criteria->items[i]->weight, ratio_int(criteria->items[i]->rubric->max)));
  }
  assert_ratio(full, "100");
}

static void test_weights_of_a_mean(void) {
  g_autoptr(Criteria) criteria =
      parsed("<aggregate method=\"mean\" round=\"half-even\" round-at=\"item\" step=\"0.1\"/>" NODE(
          "1", "share=\"75\"", ITEM("1.1", "", "judged") ITEM("1.2", "", "judged") ITEM("1.3", "", "radar"))
                 NODE("2", "share=\"25\"", ITEM("2.1", "", "judged")));
  assert_ratio(criteria->points, "100");
  assert_ratio(criteria_node(criteria, "1.3")->weight, "0.0025");
  assert_ratio(criteria_node(criteria, "2.1")->weight, "0.0025");
  g_assert_cmpint(criteria->rounding, ==, ROUND_HALF_EVEN);
  g_assert_cmpint(criteria->round_at, ==, ROUND_AT_ITEM);
  assert_ratio(criteria->round_step, "0.1");
}

static void test_other_aggregates(void) {
  g_autoptr(Criteria) apart =
      parsed("<aggregate method=\"pass-all\"/>" NODE("A", "points=\"100\"", ITEM("A1", "points=\"100\"", "judged")));
  g_assert_false(apart->has_total);
  assert_ratio(apart->points, "0");
  assert_ratio(apart->items[0]->weight, "0");
  assert_ratio(apart->tops[0]->points, "100");
  g_autoptr(Criteria) lowest = parsed("<aggregate method=\"minimum\"/>" ITEM("1", "", "climb") ITEM("2", "", "judged"));
  g_assert_true(lowest->has_total);
  assert_ratio(lowest->points, "2.5");
}

static void test_rubrics(void) {
  g_autoptr(Criteria) criteria = parsed(SUM);
  const Rubric *judged = &criteria->rubrics[0], *radar = &criteria->rubrics[1], *range = &criteria->rubrics[2],
               *climb = &criteria->rubrics[3];
  g_assert_cmpstr(rubric_band(judged, ratio_int(999))->id, ==, "b1");
  g_assert_cmpstr(rubric_band(judged, ratio_int(1000))->id, ==, "b2");
  g_assert_cmpstr(rubric_band(judged, ratio(19999, 2))->id, ==, "b2");
  g_assert_null(rubric_band(radar, ratio_int(0)));
  g_assert_cmpint(radar->den, ==, 3);
  g_assert_true(radar->dimensions[0].caps && !radar->dimensions[1].caps);
  g_assert_cmpint(radar->step, ==, 500);
  g_assert_true(range->range && range->n_cells == 2);
  g_assert_cmpint(range->den, ==, 2);
  g_assert_cmpint(climb->max, ==, 250);
  g_assert_cmpint(climb->den, ==, 100);
  g_assert_cmpint(climb->dimensions[1].from, ==, 100);
}

static void assert_described(const Scale *scale, const char *want) {
  g_autofree char *line = scale_describe(scale);
  g_assert_cmpstr(line, ==, want);
}

static void test_scales(void) {
  g_autoptr(Criteria) criteria = parsed(SUM);
  const Scale *percent = criteria->rubrics[0].scale, *level = criteria->rubrics[2].scale,
              *met = criteria->rubrics[3].scale, *big = criteria->rubrics[4].scale;
  g_assert_true(scale_allows(percent, 2500) && !scale_allows(percent, 2000) && !scale_allows(percent, -1));
  g_assert_true(scale_allows(level, 150) && !scale_allows(level, 50) && !scale_allows(level, 160) &&
                !scale_allows(level, 550));
  g_assert_cmpint(scale_step(percent, 1000, 1), ==, 2500);
  g_assert_cmpint(scale_step(percent, 1700, -1), ==, 1000);
  g_assert_cmpint(scale_step(percent, 10000, 1), ==, 10000);
  g_assert_cmpint(scale_step(level, 100, -1), ==, 100);
  g_assert_cmpint(scale_step(level, 170, 1), ==, 200);
  g_assert_cmpint(scale_step(level, 170, -1), ==, 150);
  g_assert_cmpint(scale_step(level, 200, -1), ==, 150);
  g_assert_cmpint(scale_step(level, -1, 1), ==, 100);
  g_assert_cmpint(scale_step(level, 500, 1), ==, 500);
  g_assert_cmpint(big->unit, ==, 10);
  g_assert_cmpint(big->max, ==, 10000);
  g_assert_cmpint(big->step, ==, 5);
  assert_described(percent, "0, 5, 10, 25, 100");
  assert_described(level, "1, 1.5, 2 ... 5");
  assert_described(big, "0, 0.5, 1 ... 1000");
  assert_described(met, "0, 1");
  g_assert_cmpstr(text_in(&met->names[1], "zh-CN"), ==, "yes");
  g_assert_cmpstr(percent->unit_sign, ==, "%");
}

static void test_text(void) {
  TextIn in[] = {{"zh-TW", "繁"}, {"zh", "简"}, {"en", "plain"}};
  Text text = {3, in}, foreign = {1, in}, none = {0, NULL};
  g_assert_cmpstr(text_in(&text, "zh"), ==, "简");
  g_assert_cmpstr(text_in(&text, "zh-TW"), ==, "繁");
  g_assert_cmpstr(text_in(&text, "fr"), ==, "plain");
  g_assert_cmpstr(text_in(&foreign, "zh_CN"), ==, "繁");
  g_assert_cmpstr(text_in(&foreign, "fr"), ==, "繁");
  g_assert_cmpstr(text_in(&none, "zh"), ==, "");
}

/* -- options ------------------------------------------------------------------------------------------------ */

static const char RULES[] =
    "<rules id=\"own\" edition=\"1\" status=\"own\"><title xml:lang=\"en\">Own</title><combine method=\"median\"/>"
    "<stage id=\"review\" form=\"items\"><title xml:lang=\"en\">R</title><round policy=\"down\" at=\"stage\" "
    "step=\"1\"/></stage>"
    "<stage id=\"defence\" form=\"total\" max=\"1000\" factor=\"0.5\"><title xml:lang=\"en\">D</title><combine "
    "method=\"trimmed\" trim=\"0.2\"/></stage>"
    "<stage id=\"vote\" form=\"gate\"><title xml:lang=\"en\">V</title></stage>"
    "<check name=\"spread\" set=\"warn\" value=\"15\"/><check name=\"spread\" set=\"warn\" value=\"20\"/></rules>";

static Rules *rules_with(const char *const *overrides, GError **error) {
  return pack_parse_rules(RULES, strlen(RULES), "own.xml", overrides, error);
}

static void test_rules(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Rules) rules = rules_with(NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Criteria) criteria = parsed(SUM);
  const Stage *review = rules_stage(rules, "review"), *defence = rules_stage(rules, "defence"),
              *vote = rules_stage(rules, "vote");
  g_assert_cmpint(review->combination.method, ==, METHOD_MEDIAN);
  g_assert_cmpint(defence->combination.method, ==, METHOD_TRIMMED);
  g_assert_true(review->rounding.set && !defence->rounding.set);
  g_assert_cmpint(defence->scale.unit, ==, 10);
  g_assert_cmpint(defence->scale.max, ==, 10000);
  assert_ratio(rules_full_marks(rules, criteria), "600");
  g_assert_cmpuint(stage_cells(review, criteria), ==, 8);
  g_assert_cmpuint(stage_cells(defence, criteria), ==, 1);
  g_assert_cmpuint(stage_cells(vote, criteria), ==, 0);
  g_assert_cmpint(stage_cell(defence, criteria, "total"), ==, 0);
  g_assert_cmpint(stage_cell(review, criteria, "total"), ==, -1);
  g_assert_cmpint(stage_cell(vote, criteria, "total"), ==, -1);
  g_assert_cmpstr(stage_cell_code(review, criteria, 2), ==, "1.2/flex");
  g_assert_true(stage_cell_scale(defence, criteria, 0) == &defence->scale);
  g_assert_cmpint(rules_stage_index(rules, "vote"), ==, 2);
  g_assert_cmpint(rules_stage_index(rules, "V"), ==, -1);
  g_assert_cmpint(rules_stage_named(rules, "vote"), ==, 2);
  g_assert_cmpint(rules_stage_named(rules, "D"), ==, 1);
  g_assert_cmpint(rules_stage_named(rules, "v"), ==, -1);
  g_assert_null(rules_stage(rules, "x"));
  g_assert_null(rules_class(rules, "x"));
  g_assert_null(rules_tier(rules, "x"));
  g_assert_cmpstr(rules_check_setting(rules, "spread", "warn", "1"), ==, "20");
  g_assert_cmpstr(rules_check_setting(rules, "spread", "error", "1"), ==, "1");
}

static void test_options(void) {
  const char *set[] = {"combine=trimmed",  "drop=2",
                       "minimum=5",        "fallback=median",
                       "apply-at=total",   "blank=refuse",
                       "rounding=none",    "round-at=item",
                       "round-step=0.1",   "declaration=required",
                       "factor.defence=2", "max.review=500",
                       "share.2.1=50",     NULL};
  g_autoptr(GError) error = NULL;
  g_autoptr(Rules) rules = rules_with(set, &error);
  g_assert_no_error(error);
  for (size_t i = 0; i < 2; i++) {
    const Stage *stage = &rules->stages[i];
    g_assert_cmpint(stage->combination.method, ==, METHOD_TRIMMED);
    g_assert_cmpuint(stage->combination.drop, ==, 2);
    g_assert_true(ratio_is_zero(stage->combination.trim));
    g_assert_cmpuint(stage->combination.minimum, ==, 5);
    g_assert_cmpint(stage->combination.fallback, ==, METHOD_MEDIAN);
    g_assert_cmpint(stage->combination.apply_at, ==, APPLY_AT_TOTAL);
    g_assert_cmpint(stage->combination.blank, ==, BLANK_REFUSE);
    g_assert_true(stage->rounding.set);
    g_assert_cmpint(stage->rounding.policy, ==, ROUND_NONE);
    g_assert_cmpint(stage->rounding.at, ==, ROUND_AT_ITEM);
    assert_ratio(stage->rounding.step, "0.1");
    g_assert_true(stage->declaration);
  }
  g_assert_false(rules->stages[2].declaration);
  assert_ratio(rules->stages[1].factor, "2");
  assert_ratio(rules->stages[0].max, "500");
  g_assert_cmpuint(rules->n_overrides, ==, 13);
  g_assert_cmpstr(rules->overrides[10], ==, "factor.defence=2");
}

/* A fraction of 0 drops nothing; it is not the same as none being given, which drops one at each end. */
static void test_trim_of_nothing(void) {
  static const struct {
    const char *set, *combine;
    unsigned drop;
  } cases[] = {{"combine=trimmed", "<combine/>", 1},
               {"trim=0", "<combine method=\"trimmed\"/>", 0},
               {"trim=0.2", "<combine method=\"trimmed\"/>", 1},
               {"blank=refuse", "<combine method=\"trimmed\" trim=\"0\"/>", 0},
               {"drop=2", "<combine method=\"trimmed\" trim=\"0\"/>", 2}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const char *set[] = {cases[i].set, NULL};
    g_autofree char *pack = g_strdup_printf("<rules id=\"own\" edition=\"1\" status=\"own\"><title xml:lang=\"en\">Own"
                                            "</title>%s<stage id=\"review\" form=\"items\"><title xml:lang=\"en\">R"
                                            "</title></stage></rules>",
                                            cases[i].combine);
    g_autoptr(GError) error = NULL;
    g_autoptr(Rules) rules = pack_parse_rules(pack, strlen(pack), "own.xml", set, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(rules->stages[0].combination.drop, ==, cases[i].drop);
  }
}

static void test_wrong_options(void) {
  static const char *const cases[][2] = {
      {"combine=average", "it is one of “mean”, “median”, “trimmed”, “judged”"},
      {"colour=red", "there are: “combine”, “drop”"},
      {"combine", "write it as NAME=VALUE"},
      {"drop=-1", "how many marks are dropped"},
      {"trim=0.5", "below 0.5"},
      {"rounding=up", "“half-up”, “half-even”"},
      {"round-step=0", "what is rounded to"},
      {"round-at=item", "--set round-at: these rules do not round; set rounding too"},
      {"round-step=0.5", "--set round-step: these rules do not round; set rounding too"},
      {"factor.final=1", "there are: “review”, “defence”"},
      {"factor.vote=1", "no scored stage “vote”"},
      {"factor.review=x", "write a factor"},
      {"max.defence=50", "a scale of its own"},
      {"declaration=perhaps", "“none”, “required”"},
      {"minimum=many", "write a whole number of marks"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const char *set[] = {cases[i][0], NULL};
    g_autoptr(GError) error = NULL;
    g_assert_null(rules_with(set, &error));
    g_test_message("%s", error->message);
    g_assert_error(error, PACK_ERROR, PACK_ERROR_OPTION);
    g_assert_nonnull(strstr(error->message, cases[i][1]));
    g_assert_nonnull(strstr(error->message, "own.xml: --set "));
  }
}

static void test_shares(void) {
  g_autoptr(GError) error = NULL;
  const char *fits[] = {"combine=median", "share.2.1=55", "share.2.2=45", NULL};
  g_autoptr(Criteria) criteria = parse(SUM, fits, &error);
  g_assert_no_error(error);
  assert_ratio(criteria_node(criteria, "2.1")->points, "22");
  static const char *const cases[][2] = {{"share.2.1=70", "write a percentage from 20 to 60"},
                                         {"share.2.1=55", "add up to 115"},
                                         {"share.1.1=50", "fix the weight"},
                                         {"share.9.9=50", "no such node"},
                                         {"share.2.1", "write it as share.NODE=PERCENT"},
                                         {"share.2.1=0", "write a percentage from 20 to 60"},
                                         {"share.2.1=-30", "write a percentage from 20 to 60"},
                                         {"share.2.1=19.9", "write a percentage from 20 to 60"},
                                         {"share.2.1=60.1", "write a percentage from 20 to 60"},
                                         {"share.2.1=20", "add up to 80"},
                                         {"share.2.1=60", "add up to 120"},
                                         {"share.2.1=half", "write a percentage"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const char *set[] = {cases[i][0], NULL};
    g_autoptr(GError) wrong = NULL;
    g_assert_null(parse(SUM, set, &wrong));
    g_test_message("%s", wrong->message);
    g_assert_nonnull(strstr(wrong->message, cases[i][1]));
  }
}

/* -- overlays and the shelf ------------------------------------------------------------------------------------ */

static char *folder;

static void put_file(const char *name, const char *text) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static PackShelf *shelf_of_folder(void) {
  const char *folders[] = {folder, "/no/such/folder", NULL};
  return pack_shelf_new(folders);
}

static void test_overlay(void) {
  g_autofree char *base = g_strconcat(HEAD, PERCENT, RUBRICS, SUM, "</criteria>", NULL);
  put_file("own.xml", base);
  put_file("variant.xml",
           "<criteria id=\"variant\" edition=\"2\" revision=\"1\" status=\"example\" overlays=\"own\"><title "
           "xml:lang=\"zh\">变体</title>"
           "<set ref=\"1\" kind=\"enabler\"><title xml:lang=\"zh\">一</title><title xml:lang=\"en\">One &amp; "
           "only</title><hint xml:lang=\"en\">H</hint></set>"
           "<set ref=\"p\" of=\"kind:enabler\"/><drop ref=\"1.1\"/><add after=\"1.2\">" ITEM(
               "1.3", "points=\"20\"", "judged") ITEM("1.4", "points=\"30\"", "radar") "</add></criteria>");
  put_file("second.xml",
           "<criteria id=\"second\" edition=\"3\" revision=\"1\" status=\"example\" overlays=\"variant\"><title "
           "xml:lang=\"en\">Second</title>"
           "<drop ref=\"p\"/><set ref=\"1.3\" points=\"25\"/><set ref=\"1.4\" points=\"25\"/></criteria>");
  g_autoptr(PackShelf) shelf = shelf_of_folder();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = pack_text(shelf, "second", PACK_CRITERIA, &error);
  g_assert_no_error(error);
  g_autoptr(Criteria) criteria = pack_parse_criteria(text, strlen(text), "second", NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(criteria->edition, ==, "3");
  g_assert_cmpstr(text_in(&criteria->title, "zh"), ==, "Second");
  g_assert_null(criteria_node(criteria, "1.1"));
  assert_ratio(criteria_node(criteria, "1.3")->points, "25");
  g_assert_cmpstr(criteria_node(criteria, "1.4")->kind, ==, "enabler");
  g_assert_cmpstr(text_in(&criteria_node(criteria, "1")->title, "zh"), ==, "一");
  g_assert_cmpstr(text_in(&criteria_node(criteria, "1")->title, "en"), ==, "One & only");
  g_assert_cmpstr(text_in(&criteria_node(criteria, "1")->hint, "en"), ==, "H");
  g_assert_cmpuint(criteria->n_subtotals, ==, 0);
  g_assert_null(strstr(text, "overlays"));
  g_autofree char *again = pack_text(shelf, "second", PACK_CRITERIA, &error);
  g_assert_cmpstr(again, ==, text);
}

static void test_overlay_unresolved(void) {
  static const char text[] = "<criteria id=\"v\" edition=\"2\" revision=\"1\" status=\"example\" "
                             "overlays=\"own\"><title xml:lang=\"zh\">x</title><drop ref=\"1\"/></criteria>";
  g_autoptr(GError) error = NULL;
  g_assert_null(pack_parse_criteria(text, strlen(text), "v.xml", NULL, &error));
  g_assert_nonnull(strstr(error->message, "v.xml:1: criteria v: it only changes another pack"));
}

static void assert_no_pack(PackShelf *shelf, const char *id, PackType type, const char *words) {
  g_autoptr(GError) error = NULL;
  g_assert_null(pack_text(shelf, id, type, &error));
  g_test_message("%s", error->message);
  g_assert_nonnull(strstr(error->message, words));
}

static void test_shelf(void) {
  put_file("clash.xml", "<rules id=\"plain\" edition=\"9\" status=\"own\"><title xml:lang=\"en\">Not plain</title>"
                        "<stage id=\"a\" form=\"items\"><title xml:lang=\"en\">A</title></stage></rules>");
  put_file("broken.xml", "<rules id=\"broken\"");
  g_autoptr(PackShelf) shelf = shelf_of_folder();
  const PackInfo *infos;
  size_t n = pack_shelf_list(shelf, &infos), local = 0;
  for (size_t i = 0; i < n; i++) {
    local += *infos[i].path != '\0';
    g_assert_cmpstr(infos[i].id, !=, "broken");
  }
  g_assert_cmpuint(local, ==, 4);
  assert_no_pack(shelf, "plain", PACK_RULES, "clash.xml: it has the id “plain” of a shipped pack");
  assert_no_pack(shelf, "gbt19580-2021", PACK_CRITERIA, "near are “gbt19580");
  assert_no_pack(shelf, "zzzzzzzzzz", PACK_RULES, "there are no rules “zzzzzzzzzz”; “accolade packs” lists");
  assert_no_pack(shelf, "gbt19580-2012", PACK_RULES, "is a criteria pack, but rules are wanted");
  assert_no_pack(shelf, "./missing.xml", PACK_CRITERIA,
                 "./missing.xml: cannot be read: there is no such file or folder; check the name");
}

static void test_fit(void) {
  static const char text[] =
      "<rules id=\"unfit\" edition=\"1\" status=\"own\"><title xml:lang=\"en\">U</title><stage id=\"r\" "
      "form=\"items\"><title xml:lang=\"en\">R</title></stage>"
      "<tier id=\"gold\" level=\"star\"><title xml:lang=\"en\">G</title><floor points=\"101\"/><places "
      "most=\"1\"/></tier><tie by=\"subtotal\" ref=\"q\"/><tie by=\"node\" ref=\"9\"/>"
      "<level id=\"l\"><title xml:lang=\"en\">L</title><any><total above=\"100\"/><score node=\"1\" "
      "at-least=\"60\"/></any></level></rules>";
  g_autoptr(GError) error = NULL;
  g_autoptr(Rules) rules = pack_parse_rules(text, strlen(text), "unfit", NULL, &error);
  g_assert_no_error(error);
  g_autoptr(Criteria) criteria = parsed(SUM);
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
  g_assert_false(pack_check_rules_fit(rules, criteria, faults));
  static const char *const words[] = {"the level “star”", "101 points cannot be reached, full marks are 100",
                                      "no subtotal “q”", "no node “9”", "level l: nobody can get there"};
  g_assert_cmpuint(faults->len, ==, G_N_ELEMENTS(words));
  for (size_t i = 0; i < faults->len; i++) g_assert_nonnull(strstr(faults->pdata[i], words[i]));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  folder = g_dir_make_tmp("accolade-packs-XXXXXX", NULL);
  g_test_add_func("/criteria/tree", test_tree);
  g_test_add_func("/criteria/texts", test_texts);
  g_test_add_func("/criteria/weights-of-a-sum", test_weights_of_a_sum);
  g_test_add_func("/criteria/weights-of-a-mean", test_weights_of_a_mean);
  g_test_add_func("/criteria/other-aggregates", test_other_aggregates);
  g_test_add_func("/criteria/rubrics", test_rubrics);
  g_test_add_func("/criteria/scales", test_scales);
  g_test_add_func("/criteria/text", test_text);
  g_test_add_func("/rules/look-up", test_rules);
  g_test_add_func("/rules/options", test_options);
  g_test_add_func("/rules/wrong-options", test_wrong_options);
  g_test_add_func("/rules/trim-of-nothing", test_trim_of_nothing);
  g_test_add_func("/criteria/shares", test_shares);
  g_test_add_func("/criteria/overlay", test_overlay);
  g_test_add_func("/criteria/overlay-unresolved", test_overlay_unresolved);
  g_test_add_func("/criteria/shelf", test_shelf);
  g_test_add_func("/rules/fit", test_fit);
  int result = g_test_run();
  static const char *const files[] = {"own.xml", "variant.xml", "second.xml", "clash.xml", "broken.xml"};
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  g_free(folder);
  return result;
}
