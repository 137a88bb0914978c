/* test_declared_fuzz.c: declared rules nobody would write. Rules made at random raise as many flags as counting the marks
 * by hand gives; packs with bytes changed are refused or run to the end. */
#include "criteria/pack.h"
#include "tests/check_world.h"

#include <locale.h>
#include <string.h>

enum { ROUNDS = 3000, MOST_BOOKS = 4, N_ITEMS = 8, N_ASKED = 7 };

/* The first items of the world, which take one mark of 0, 5 ... 100; what is asked of may be of all but P6. */
static const char *const codes[N_ITEMS] = {"P1", "P2", "P3", "P4", "P5", "P6", "R1", "R2"};
static const size_t asked_items[N_ASKED] = {0, 1, 2, 3, 4, 6, 7};

static uint64_t seed = 20180704;

static size_t draw(size_t below) {
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)(seed >> 33) % below;
}

static World *draw_world(void) {
  World *world = world_new();
  world->drawn = true;
  char *books[MOST_BOOKS + 1] = {NULL};
  for (size_t b = draw(MOST_BOOKS + 1); b-- > 0;) {
    GString *text = g_string_new(draw(6) == 0 ? "*" : "");
    for (size_t i = 0; i < N_ITEMS; i++) {
      static const char *const states[] = {"-", "a"};
      size_t drawn = draw(30);
      g_string_append_printf(text, "%s", i > 0 ? " " : "");
      if (drawn < 2)
        g_string_append(text, states[drawn]);
      else
        g_string_append_printf(text, "%zu", draw(21) * 5);
    }
    books[b] = g_string_free(text, FALSE);
  }
  world_panel(world, "A1", "review", (const char *const *)books);
  for (size_t b = 0; b < MOST_BOOKS; b++) g_free(books[b]);
  return world;
}

static Rules *parse(const char *text, size_t length) {
  g_autoptr(GError) error = NULL;
  Rules *rules = pack_parse_rules(text, length, "fuzz.xml", NULL, &error);
  g_assert_true((rules != NULL) == (error == NULL));
  return rules;
}

static char *run_rules(World *world, const Rules *rules) {
  world->rules.n_declared = rules->n_declared;
  world->rules.declared = rules->declared;
  return world_flags(world, "declared");
}

/* -- rules at random -------------------------------------------------------------------------------------- */

typedef struct Drawn {
  RuleEach each;
  bool spread;  /* else percent */
  int of, than; /* an item; -1: none named */
  RuleOrder order;
  int halves; /* twice the value */
} Drawn;

static int draw_item(void) { return (int)asked_items[draw(N_ASKED)]; }

/* Never one that the pack would refuse. */
static Drawn draw_rule(void) {
  Drawn drawn = {.each = (RuleEach)draw(4), .of = draw_item(), .than = -1, .order = (RuleOrder)draw(4)};
  drawn.spread = !rule_has_scorebook(drawn.each) && draw(3) == 0;
  if (rule_has_item(drawn.each)) drawn.of = -1;
  if (draw(2) == 0) drawn.than = draw_item();
  if (drawn.than == drawn.of) drawn.than = -1;
  drawn.halves = (int)draw(200) - (drawn.than >= 0 ? 100 : 0);
  return drawn;
}

static char *text_of(const Drawn *drawn) {
  GString *text = g_string_new("<rules id=\"own\" edition=\"1\" status=\"own\"><title xml:lang=\"en\">Rules</title>"
                               "<stage id=\"review\" form=\"items\"><title xml:lang=\"en\">R</title></stage>");
  g_string_append_printf(text, "<rule name=\"own\" severity=\"note\" each=\"%s\"><title xml:lang=\"en\">T</title>",
                         rule_each_names[drawn->each]);
  g_string_append_printf(text, "<when figure=\"%s\" is=\"%s\" value=\"%.1f\"", drawn->spread ? "spread" : "percent",
                         rule_order_names[drawn->order], drawn->halves / 2.0);
  if (drawn->of >= 0) g_string_append_printf(text, " of=\"%s\"", codes[drawn->of]);
  if (drawn->than >= 0) g_string_append_printf(text, " than=\"%s\"", codes[drawn->than]);
  g_string_append(text, "/></rule></rules>");
  return g_string_free(text, FALSE);
}

/* -- the same by hand ------------------------------------------------------------------------------------- */

/* 12 times the figure, so that means of up to four are whole; false: none. book < 0: the panel's. */
static bool figure_by_hand(const World *world, const Drawn *drawn, int item, int book, int *ret) {
  int sum = 0, n = 0, low = 10000, high = 0;
  for (size_t b = 0; b < world->panels[0].n; b++) {
    int mark = world->marks[0][b][item];
    if (mark < 0 || (book >= 0 && (int)b != book)) continue;
    sum += mark;
    low = MIN(low, mark);
    high = MAX(high, mark);
    n++;
  }
  if (n < (drawn->spread ? 2 : 1)) return false;
  *ret = drawn->spread ? (high - low) / 100 * 12 : sum / 100 * 12 / n;
  return true;
}

static bool holds_by_hand(const World *world, const Drawn *drawn, int item, int book) {
  int left, right = 0;
  if (!figure_by_hand(world, drawn, drawn->of >= 0 ? drawn->of : item, book, &left)) return false;
  if (drawn->than >= 0 && !figure_by_hand(world, drawn, drawn->than, book, &right)) return false;
  int more = left - right - 6 * drawn->halves;
  return drawn->order == RULE_ABOVE      ? more > 0
         : drawn->order == RULE_AT_LEAST ? more >= 0
         : drawn->order == RULE_BELOW    ? more < 0
                                         : more <= 0;
}

static size_t count_by_hand(const World *world, const Drawn *drawn) {
  int n = rule_has_scorebook(drawn->each) ? (int)world->panels[0].n : 1;
  size_t count = 0;
  for (int b = 0; b < n && world->panels[0].n > 0; b++)
    for (int i = 0; i < (rule_has_item(drawn->each) ? N_ITEMS : 1); i++)
      count += holds_by_hand(world, drawn, i, rule_has_scorebook(drawn->each) ? b : -1);
  return count;
}

/* Of those about the items that are counted by hand. */
static size_t count_flags(const char *flags, const Drawn *drawn) {
  size_t count = 0;
  g_auto(GStrv) lines = g_strsplit(flags, "\n", -1);
  for (size_t i = 0; lines[i] && *lines[i]; i++) {
    bool counted = !rule_has_item(drawn->each);
    for (size_t k = 0; k < N_ITEMS; k++) {
      g_autofree char *said = g_strdup_printf("%s, %s: ", codes[k], drawn->spread ? "spread" : "percent");
      counted |= strstr(lines[i], said) != NULL;
    }
    count += counted;
  }
  return count;
}

static void test_counted(void) {
  size_t all = 0, silent = 0;
  for (int round = 0; round < ROUNDS; round++) {
    Drawn drawn = draw_rule();
    g_autofree char *text = text_of(&drawn);
    g_autoptr(World) world = draw_world();
    Rules *rules = parse(text, strlen(text));
    g_assert_nonnull(rules);
    g_autofree char *flags = run_rules(world, rules);
    size_t expected = count_by_hand(world, &drawn);
    if (count_flags(flags, &drawn) != expected) g_test_message("round %d: %s\n%s", round, text, flags);
    g_assert_cmpuint(count_flags(flags, &drawn), ==, expected);
    all += expected;
    silent += expected == 0;
    rules_free(rules);
  }
  g_assert_cmpuint(all, >, ROUNDS);
  g_assert_cmpuint(silent, >, ROUNDS / 4);
}

/* -- packs with bytes changed ------------------------------------------------------------------------------ */

static const char seed_pack[] =
    "<rules id=\"own\" edition=\"1\" status=\"own\"><title xml:lang=\"en\">Rules</title>"
    "<stage id=\"review\" form=\"items\"><title xml:lang=\"en\">R</title></stage>"
    "<stage id=\"visit\" form=\"gate\" factor=\"0\"><title xml:lang=\"en\">V</title></stage>"
    "<stage id=\"defence\" form=\"total\" max=\"720\"><title xml:lang=\"en\">D</title></stage>"
    "<rule name=\"a\" severity=\"note\" each=\"mark\"><title xml:lang=\"en\">{says} {rule} %s {facts}</title>"
    "<when figure=\"percent\" is=\"at-least\" value=\"0\"/></rule>"
    "<rule name=\"b\" severity=\"warn\"><title xml:lang=\"zh\">{applicant}</title>"
    "<when figure=\"percent\" of=\"total\" is=\"above\" value=\"-999999999.999999\"/>"
    "<when figure=\"percent\" of=\"total\" is=\"below\" value=\"999999999.999999\"/></rule>"
    "<rule name=\"c\" severity=\"error\" each=\"scorebook\"><title xml:lang=\"en\">c</title>"
    "<when figure=\"band\" of=\"P1\" than=\"P2\" is=\"at-most\" value=\"9\"/></rule>"
    "<rule name=\"d\" severity=\"note\" each=\"item\" kind=\"process\"><title xml:lang=\"en\">d</title>"
    "<when figure=\"spread\" is=\"at-least\" value=\"0\"/><when figure=\"comments\" is=\"below\" value=\"1\"/></rule>"
    "<rule name=\"e\" severity=\"note\" stage=\"defence\"><title xml:lang=\"en\">e</title>"
    "<when figure=\"percent\" of=\"total\" is=\"at-least\" value=\"0\"/></rule></rules>";

static void change(GString *text) {
  static const char *const words[] = {"item",    "mark",  "scorebook", "applicant", "percent",    "band",
                                      "spread",  "total", "P1",        "L1",        "D1",         "X1",
                                      "defence", "visit", "review",    "-1",        "0",          "1e9",
                                      "\"",      "<",     "/>",        "above",     "of=\"P3\" ", "\xE7"};
  size_t at = draw(text->len);
  const char *word = words[draw(G_N_ELEMENTS(words))];
  if (draw(3) == 0) {
    g_string_insert(text, (gssize)at, word);
    return;
  }
  /* a whole attribute's value in place of another */
  const char *open = strchr(text->str + at, '"'), *close = open ? strchr(open + 1, '"') : NULL;
  if (!close) return;
  gssize from = open + 1 - text->str;
  g_string_erase(text, from, close - open - 1);
  g_string_insert(text, from, word);
}

static void test_changed(void) {
  size_t ran = 0, raised = 0;
  for (int round = 0; round < ROUNDS; round++) {
    g_autoptr(GString) text = g_string_new(seed_pack);
    for (size_t n = draw(3); n > 0; n--) change(text);
    g_autoptr(World) world = draw_world();
    Rules *rules = parse(text->str, text->len);
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    if (rules && pack_check_rules_fit(rules, &world->criteria, faults)) {
      g_autofree char *flags = run_rules(world, rules);
      g_assert_true(g_utf8_validate(flags, -1, NULL));
      ran++;
      raised += *flags != '\0';
    }
    rules_free(rules);
  }
  g_assert_cmpuint(ran, >, ROUNDS / 4);
  g_assert_cmpuint(ran, <, ROUNDS);
  g_assert_cmpuint(raised, >, ran / 2);
}

/* What looks like a figure in a title is shown as it is written. */
static void test_titles(void) {
  static const char *const book[] = {"", NULL};
  g_autoptr(World) world = world_new();
  world->drawn = true;
  Rules *rules = parse(seed_pack, strlen(seed_pack));
  world_panel(world, "A1", "review", book);
  g_autofree char *flags = run_rules(world, rules);
  g_assert_nonnull(strstr(flags, "A1: S1: {says} {rule} %s {facts} (P1, percent: 40.0 ≥ 0.0)"));
  g_assert_nonnull(strstr(
      flags, "A1: {applicant} (the total, percent: 53.3 > -1000000000.0; the total, percent: 53.3 < 1000000000.0)"));
  rules_free(rules);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/declared-fuzz/counted", test_counted);
  g_test_add_func("/declared-fuzz/changed", test_changed);
  g_test_add_func("/declared-fuzz/titles", test_titles);
  return g_test_run();
}
