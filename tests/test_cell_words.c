/* test_cell_words.c: every kind of cell as plain text, for each reader, behind what is there. */
#include "reports/cell_words.h"

#include <locale.h>
#include <math.h>

static void test_kinds(void) {
  const Cell list[] = {cell_integer(1), cell_none(), cell_bool(true)};
  const Field fields[] = {{"a", cell_text("x y")}, {"b-c", cell_exact(ratio(2, 6))}, {"d", cell_list(list, 3)}};
  const int128_t most = (int128_t)(~(unsigned __int128)0 >> 1);
  const struct {
    Cell cell;
    const char *machine, *person; /* person NULL: the same */
  } cases[] = {
      {cell_none(), "", NULL},
      {cell_text(NULL), "", NULL},
      {cell_text(""), "", NULL},
      {cell_text("质量, \"a\""), "质量, \"a\"", NULL},
      {cell_integer(0), "0", NULL},
      {cell_integer(-10), "-10", NULL},
      {cell_integer(INT64_MIN), "-9223372036854775808", NULL},
      {cell_integer(INT64_MAX), "9223372036854775807", NULL},
      {cell_number(0.5), "0.5", "0.5000"},
      {cell_number(NAN), "", NULL},
      {cell_number(-INFINITY), "", NULL},
      {cell_ratio(ratio(2469, 4), 2), "617.25", NULL},
      {cell_ratio(ratio(2469, 4), 0), "617", NULL},
      {cell_ratio(ratio(-1, 3), 18), "-0.333333333333333333", NULL},
      {cell_ratio(ratio(1, 0), 2), "overflow", NULL},
      {cell_decimal(ratio(2, 3), 1), "0.7", NULL},
      {cell_exact(ratio(2, 6)), "1/3", NULL},
      {cell_exact(ratio(-most, most - 1)),
       "-170141183460469231731687303715884105727/170141183460469231731687303715884105726", NULL},
      {cell_bool(true), "true", "yes"},
      {cell_bool(false), "false", "no"},
      {cell_list(list, 3), "1;;true", "1, , yes"},
      {cell_list(NULL, 0), "", NULL},
      {cell_record(fields, 3), "a=x y;b-c=1/3;d=1;;true", "a=x y;b-c=1/3;d=1, , yes"},
      {cell_record(NULL, 0), "", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    for (Reader reader = READER_PERSON; reader <= READER_TREE; reader++) {
      const char *want = reader == READER_PERSON && cases[i].person ? cases[i].person : cases[i].machine;
      g_autoptr(GString) out = g_string_new("|"), scratch = g_string_new("left over");
      cell_put(out, &cases[i].cell, reader);
      g_assert_cmpstr(out->str + 1, ==, want);
      g_assert_cmpuint(out->len, ==, 1 + strlen(want));
      g_assert_cmpstr(cell_words(&cases[i].cell, reader, scratch), ==, want);
    }
}

/* A text is as long as its cell says, and as a string it is not copied. */
static void test_length(void) {
  const Cell part = {CELL_TEXT, .text = "only this", .length = 4}, whole = cell_text("this");
  g_autoptr(GString) out = g_string_new("|"), scratch = g_string_new(NULL);
  cell_put(out, &part, READER_SHEET);
  g_assert_cmpstr(out->str, ==, "|only");
  g_assert_true(cell_words(&whole, READER_SHEET, scratch) == whole.text);
}

/* However little room there is. */
static void test_room(void) {
  const Cell cells[] = {cell_integer(1), cell_exact(ratio(1, 3)), cell_ratio(ratio(1, 3), 4), cell_bool(true)};
  g_autoptr(GString) out = g_string_new(NULL), want = g_string_new(NULL);
  for (int i = 0; i < 1000; i++)
    for (size_t c = 0; c < G_N_ELEMENTS(cells); c++) cell_put(out, &cells[c], READER_TREE);
  for (int i = 0; i < 1000; i++) g_string_append(want, "11/30.3333true");
  g_assert_cmpstr(out->str, ==, want->str);
}

/* A filled cell is the cell that could have been handed over. */
static void assert_filled(const Cell *filled, Cell whole) {
  g_autoptr(GString) got = g_string_new(NULL), want = g_string_new(NULL);
  g_assert_cmpint(filled->type, ==, whole.type);
  g_assert_cmpint(filled->decimals, ==, whole.decimals);
  g_assert_true(filled->exact_only == whole.exact_only && filled->decimal_only == whole.decimal_only);
  g_assert_true(!filled->marked && filled->honour == 0);
  cell_put(got, filled, READER_TREE);
  cell_put(want, &whole, READER_TREE);
  g_assert_cmpstr(got->str, ==, want->str);
}

static void test_filled(void) {
  Cell cells[7] = {{.type = CELL_NONE}};
  cell_fill_words(&cells[0], "质量");
  cell_fill_words(&cells[1], "");
  cell_fill_text(&cells[2], "only this", 4);
  cell_fill_integer(&cells[3], -7);
  cell_fill_ratio(&cells[4], ratio(2, 3), 3);
  cell_fill_bool(&cells[5], true);
  cell_fill_decimal(&cells[6], ratio(2, 3), 1);
  assert_filled(&cells[0], cell_text("质量"));
  assert_filled(&cells[1], cell_text(""));
  assert_filled(&cells[2], cell_text("only"));
  assert_filled(&cells[3], cell_integer(-7));
  assert_filled(&cells[4], cell_ratio(ratio(2, 3), 3));
  assert_filled(&cells[5], cell_bool(true));
  assert_filled(&cells[6], cell_decimal(ratio(2, 3), 1));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cell-words/kinds", test_kinds);
  g_test_add_func("/cell-words/length", test_length);
  g_test_add_func("/cell-words/room", test_room);
  g_test_add_func("/cell-words/filled", test_filled);
  return g_test_run();
}
