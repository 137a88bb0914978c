/* Which words are near: slips of the hand up to a limit that grows with the word; of equals the first. */
#include "criteria/near.h"

#include <locale.h>
#include <string.h>

static const struct {
  const char *word, *candidate;
  bool near;
} PAIRS[] = {
    {"spread", "spread", true},
    {"SPREAD", "spread", true},
    {"spred", "spread", true},
    {"sprread", "spread", true},
    {"sprexd", "spread", true},
    {"sperad", "spread", true},
    {"psread", "spread", true},
    {"spreda", "spread", true},
    {"spraed", "spread", true},
    {"psraed", "spread", true},
    {"psraxd", "spread", false},
    {"sprexx", "spread", true},
    {"spxxxd", "spread", false},
    {"ab", "ba", true},
    {"ab", "cd", false},
    {"ab", "b", true},
    {"ab", "abc", true},
    {"ab", "abcd", false},
    {"abc", "cab", false},
    {"abc", "bca", false},
    {"abcd", "badc", true},
    {"abcd", "dabc", true},
    {"abcdefg", "xbxdefg", true},
    {"abcdefg", "xbxdexg", false},
    {"abcdefgh", "xbxdxfgh", true},
    {"abcdefgh", "xbxdxfxh", false},
    {"abcdefghijkl", "xbxdxfghijkl", true},
    {"abcdefghijklmnop", "xbxdxfxhijklmnop", false},
    {"", "", false},
    {"", "a", false},
    {"a", "", true},
    {"a", "ab", true},
    {"a", "abc", false},
    {"abcdefgh", "abcde", true},
    {"abcdefgh", "abcd", false},
    {"abcde", "abcdefg", true},
    {"abcde", "abcdefgh", false},
    {"1", "001", true},
    {"0012", "12", true},
    {"1", "0011", false},
    {"1", "00a", false},
    {"", "000", false},
    {"a1", "a0001", false},
};

static void pairs(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(PAIRS); i++) {
    g_test_message("%s, %s", PAIRS[i].word, PAIRS[i].candidate);
    g_assert_cmpint(near_is(PAIRS[i].word, PAIRS[i].candidate), ==, PAIRS[i].near);
  }
}

/* Words of up to 64 bytes are compared; longer ones are near nothing, not even themselves. */
static void long_words(void) {
  for (size_t n = 62; n <= 67; n++) {
    g_autofree char *word = g_strnfill(n, 'x'), *longer = g_strnfill(n + 1, 'x');
    g_assert_cmpint(near_is(word, word), ==, n <= 64);
    g_assert_cmpint(near_is(word, longer), ==, n + 1 <= 64);
    g_assert_cmpint(near_is(longer, word), ==, n + 1 <= 64);
  }
}

static const struct {
  const char *word, *tried[4], *hint;
} HINTS[] = {
    {"A01", {"A02", "A03"}, "; did you mean “A02”?"},
    {"A01", {"A03", "A02"}, "; did you mean “A02”?"},
    {"A01", {"A02", "A02", "A03"}, "; did you mean “A02”?"},
    {"spraed", {"spead", "spread"}, "; did you mean “spread”?"},
    {"spraed", {"spread", "spead"}, "; did you mean “spread”?"},
    {"spraed", {"spread", "aaa"}, "; did you mean “spread”?"},
    {"spread", {"halo"}, "; look elsewhere"},
    {"spread", {NULL}, "; look elsewhere"},
};

static void hints(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(HINTS); i++) {
    Near near = {.word = HINTS[i].word};
    for (size_t k = 0; k < 4 && HINTS[i].tried[k]; k++) near_try(&near, HINTS[i].tried[k]);
    g_autofree char *hint = near_hint(&near, "look elsewhere");
    g_assert_cmpstr(hint, ==, HINTS[i].hint);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/near/pairs", pairs);
  g_test_add_func("/near/long-words", long_words);
  g_test_add_func("/near/hints", hints);
  return g_test_run();
}
