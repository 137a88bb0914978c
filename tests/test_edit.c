/* test_edit.c: the line and paragraph editor without a terminal: keys, undo, wrapping, whole characters; and prose. */
#include "reports/cells.h"
#include "tui/edit.h"
#include "tui/prose.h"

#include <locale.h>
#include <string.h>

/* "ab<Left>c": characters and named keys; <Paste:text>. */
static void press(Edit *edit, const char *keys) {
  while (*keys) {
    const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
    if (end && g_str_has_prefix(keys, "<Paste:")) {
      g_autoptr(GString) text = g_string_new_len(keys + 7, end - keys - 7);
      edit_key(edit, &(Key){.name = "Paste", .paste = text});
    } else if (end) {
      g_autofree char *name = g_strndup(keys + 1, (size_t)(end - keys - 1));
      edit_key(edit, &(Key){.name = name});
    } else {
      const char *from = keys;
      gunichar c = text_next(&keys);
      Key key = {.character = c};
      memcpy(key.text, from, (size_t)(keys - from));
      edit_key(edit, &key);
      continue;
    }
    keys = end + 1;
  }
}

static void test_keys(void) {
  static const struct {
    const char *text, *keys, *want;
    bool one_line;
  } cases[] = {
      {"", "abc", "abc", true},
      {"ac", "<Left>b", "abc", true},
      {"中文", "<Left><Backspace>", "文", true},
      {"中文", "<Home><Delete>", "文", true},
      {"ab", "<C-a>x<C-e>y", "xaby", true},
      {"ab", "<C-b><C-b><C-f>x", "axb", true},
      {"one two", "<Left><Left><C-k>", "one t", true},
      {"one two", "<Left><C-u>", "o", true},
      {"one\ntwo", "<C-u>", "one\n", false},
      {"one\ntwo", "<Home><Backspace>", "onetwo", false},
      {"ab", "<Left><Enter>", "a\nb", false},
      {"ab", "<Left><Enter>", "ab", true},
      {"", "<Paste:一\n二\t三>", "一\n二 三", false},
      {"", "<Paste:一\n二>", "一 二", true},
      {"", "<Paste:a\033[31mb\177c>", "a[31mbc", false},
      {"", "<Paste:a\302\2332Jb>", "a2Jb", false},
      {"e\314\201x", "<Home><Right><Backspace>", "x", true},
      {"e\314\201x", "<Left><Left><Delete>", "x", true},
      {"", "<Backspace><Delete><Left><Right>", "", true},
      {"a", "<Esc><Tab><F5>", "a", false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    Edit *edit = edit_new(cases[i].text, cases[i].one_line);
    press(edit, cases[i].keys);
    if (!g_str_equal(edit_text(edit), cases[i].want)) g_test_message("case %zu", i);
    g_assert_cmpstr(edit_text(edit), ==, cases[i].want);
    edit_free(edit);
  }
}

static void test_undo(void) {
  static const struct {
    const char *keys, *want;
  } cases[] = {
      {"abc<C-_>", ""},
      {"abc<Left>d<C-_>", "abc"},
      {"abc<Left>d<C-_><C-_>", ""},
      {"abc<C-_><C-r>", "abc"},
      {"abc<C-_><C-y>", "abc"},
      {"ab<Enter>cd<C-_>", "ab\n"},
      {"ab<Enter>cd<C-_><C-_>", "ab"},
      {"ab<Paste:xyz><C-_>", "ab"},
      {"ab<Backspace><C-_>", "ab"},
      {"ab<C-_>c<C-r>", "c"},
      {"<C-_><C-r>", ""},
      {"一二<C-u><C-_>", "一二"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    Edit *edit = edit_new("", false);
    press(edit, cases[i].keys);
    if (!g_str_equal(edit_text(edit), cases[i].want)) g_test_message("case %zu", i);
    g_assert_cmpstr(edit_text(edit), ==, cases[i].want);
    edit_free(edit);
  }
}

/* Setting the text, as an editor of the user's own does, is one step. */
static void test_set(void) {
  Edit *edit = edit_new("旧", false);
  edit_set(edit, "新的文字");
  press(edit, "。");
  g_assert_cmpstr(edit_text(edit), ==, "新的文字。");
  press(edit, "<C-_><C-_>");
  g_assert_cmpstr(edit_text(edit), ==, "旧");
  edit_free(edit);
}

/* Keys that are not the editor's are left to others. */
static void test_not_mine(void) {
  static const char *const names[] = {"Esc", "Tab", "F1", "F10", "C-s", "C-o", "PgUp", "C-p", "Click", ""};
  Edit *edit = edit_new("a", false), *line = edit_new("a", true);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) g_assert_false(edit_key(edit, &(Key){.name = names[i]}));
  g_assert_false(edit_key(line, &(Key){.name = "Enter"}));
  g_assert_false(edit_key(line, &(Key){.name = "Up"}));
  g_assert_true(edit_key(edit, &(Key){.name = "Up"}));
  edit_free(edit);
  edit_free(line);
}

/* -- wrapping ------------------------------------------------------------------------------------------------------- */

static char *wrapped(const char *text, size_t cells) {
  GString *lines = g_string_new(NULL);
  for (size_t at = 0; text[at];) {
    size_t end = edit_wrap(text, at, cells);
    g_assert_cmpuint(end, >=, at);
    g_string_append_printf(lines, "%s%.*s", at ? "|" : "", (int)(end - at), text + at);
    at = text[end] == '\n' ? end + 1 : end;
  }
  return g_string_free(lines, FALSE);
}

static void test_wrap(void) {
  static const struct {
    const char *text;
    size_t cells;
    const char *want;
  } cases[] = {
      {"short", 10, "short"},
      {"one two three", 8, "one two |three"},
      {"one two three", 7, "one |two |three"},
      {"abcdefgh", 3, "abc|def|gh"},
      {"一二三四五", 4, "一二|三四|五"},
      {"一二三四五", 5, "一二|三四|五"},
      {"一二，三四", 4, "一|二，|三四"},
      {"一二。", 6, "一二。"},
      {"领导leads质量", 6, "领导|leads|质量"},
      {"a\nb", 5, "a|b"},
      {"a\n\nb", 5, "a||b"},
      {"宽", 1, "宽"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = wrapped(cases[i].text, cases[i].cells);
    if (!g_str_equal(got, cases[i].want)) g_test_message("case %zu", i);
    g_assert_cmpstr(got, ==, cases[i].want);
  }
}

/* Whatever the text, every line fits, nothing is lost, and it ends. */
static void test_wrap_random(void) {
  static const char *const parts[] = {"a", "bc ", "中", "，", "e\314\201", "\n", "𠮷", " ", "long-word", "。"};
  g_autoptr(GRand) dice = g_rand_new_with_seed(11);
  for (int round = 0; round < 500; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = g_rand_int_range(dice, 0, 40); i > 0; i--)
      g_string_append(text, parts[g_rand_int_range(dice, 0, G_N_ELEMENTS(parts))]);
    size_t cells = (size_t)g_rand_int_range(dice, 2, 20), kept = 0;
    for (size_t at = 0; text->str[at];) {
      size_t end = edit_wrap(text->str, at, cells);
      g_autofree char *line = g_strndup(text->str + at, end - at);
      g_assert_cmpuint(text_cells(line), <=, cells);
      g_assert_true(g_utf8_validate(line, -1, NULL));
      bool hard = text->str[end] == '\n';
      g_assert_true(hard || end > at);
      kept += end - at + hard;
      at = hard ? end + 1 : end;
    }
    g_assert_cmpuint(kept, ==, text->len);
  }
}

static void test_prose(void) {
  g_autoptr(Prose) prose = prose_new(20);
  prose_gap(prose);
  g_assert_cmpuint(prose_lines(prose), ==, 0);
  prose_add(prose, STYLE_PLAIN, "+ ", 2, "");
  g_assert_cmpuint(prose_lines(prose), ==, 0);
  prose_add(prose, STYLE_PLAIN, "+ ", 2, "one line");
  g_assert_cmpuint(prose_lines(prose), ==, 1);
  prose_gap(prose);
  prose_gap(prose);
  g_assert_cmpuint(prose_lines(prose), ==, 2);
  prose_add(prose, STYLE_PLAIN, "- ", 2, "words that do not fit in twenty cells");
  g_assert_cmpuint(prose_lines(prose), ==, 5);
  prose_add(prose, STYLE_PLAIN, "", 0, "一\n二");
  g_assert_cmpuint(prose_lines(prose), ==, 7);
  g_autoptr(Prose) narrow = prose_new(1);
  prose_add(narrow, STYLE_PLAIN, "head: ", 40, "words");
  g_assert_cmpuint(prose_lines(narrow), >, 0);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/edit/keys", test_keys);
  g_test_add_func("/edit/undo", test_undo);
  g_test_add_func("/edit/set", test_set);
  g_test_add_func("/edit/not-mine", test_not_mine);
  g_test_add_func("/edit/wrap", test_wrap);
  g_test_add_func("/edit/wrap-random", test_wrap_random);
  g_test_add_func("/prose/lines", test_prose);
  return g_test_run();
}
