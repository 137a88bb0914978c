/* test_cells.c: how wide text is, and where it is cut, with ambiguous characters of one cell and of two. */
#include "reports/cells.h"

#include <locale.h>

static const struct {
  const char *text;
  size_t one, two; /* cells */
} widths[] = {
    {"", 0, 0},  {"abc", 3, 3},     {"岚屿", 4, 4}, {"…", 1, 2},        {"“岚”", 4, 6},   {"①★→", 3, 6},  {"α≤β", 3, 6},
    {"é", 1, 2}, {"e\u0301", 1, 1}, {"─│", 2, 4},   {"x\u00adx", 3, 3}, {"\ufffd", 1, 2}, {"–70%", 4, 5},
};

static void test_widths(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
    g_assert_cmpuint(text_cells(widths[i].text), ==, widths[i].one);
    cells_widen_ambiguous(true);
    g_assert_true(cells_ambiguous_is_wide());
    g_assert_cmpuint(text_cells(widths[i].text), ==, widths[i].two);
    cells_widen_ambiguous(false);
  }
}

static const struct {
  const char *text;
  size_t most;
  const char *one, *two;
} cuts[] = {
    {"abcdef", 6, "abcdef", "abcdef"},
    {"abcdef", 5, "abcd…", "abc.."},
    {"abcdef", 1, "…", "."},
    {"abcdef", 0, "", ""},
    {"岚屿望舒", 5, "岚屿…", "岚.."},
    {"岚屿望舒", 6, "岚屿…", "岚屿.."},
    {"“岚”屿", 5, "“岚”…", "“.."},
    {"一\n二\tc", 8, "一 二 c", "一 二 c"},
    {"\033[2Jx", 5, "\uFFFD[2Jx", "\uFFFD[.."},
    {"一ab二", 5, "一ab…", "一a.."},
    {"a\xff二", 3, "a\uFFFD…", "a.."},
};

/* Never more cells than there are, and no half glyph. */
static void test_cuts(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(cuts); i++)
    for (int wide = 0; wide < 2; wide++) {
      g_autoptr(GString) out = g_string_new(NULL);
      cells_widen_ambiguous(wide);
      size_t used = text_put_clipped(out, cuts[i].text, cuts[i].most);
      g_assert_cmpstr(out->str, ==, wide ? cuts[i].two : cuts[i].one);
      g_assert_cmpuint(used, ==, text_cells(out->str));
      g_assert_cmpuint(used, <=, cuts[i].most);
      cells_widen_ambiguous(false);
    }
}

/* Every sequence of a three-byte head and any two bytes is read as glib reads it; what is no character is one byte long. */
static void test_three_bytes(void) {
  for (unsigned bytes = 0xE00000; bytes < 0xF00000; bytes++) {
    const char text[] = {(char)(bytes >> 16), (char)(bytes >> 8), (char)bytes, 'x', '\0'}, *at = text;
    gunichar is = text_next(&at), wants = g_utf8_get_char_validated(text, -1);
    bool none = wants == (gunichar)-1 || wants == (gunichar)-2;
    if (is != (none ? 0xFFFD : wants) || at - text != (none ? 1 : 3)) g_error("%x is read as %x", bytes, is);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cells/widths", test_widths);
  g_test_add_func("/cells/cuts", test_cuts);
  g_test_add_func("/cells/three-bytes", test_three_bytes);
  return g_test_run();
}
