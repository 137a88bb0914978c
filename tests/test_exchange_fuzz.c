/* test_exchange_fuzz.c: good files with bytes changed, a few thousand times the same way. Whatever comes of it, the
 * import ends, and what it refused has left no trace. */
#include "tests/exchange_fixture.h"

#include <locale.h>

enum { ROUNDS = 400, MOST_CHANGES = 4 };

static const struct {
  ImportType type;
  const char *text;
} seeds[] = {
    {IMPORT_APPLICANTS, "applicant,name,kind,note\nB1,\"某,公司\",组织,\"x\ny\"\nB2,N,team,\nB3,N,,\"\"\"q\"\"\"\n"},
    {IMPORT_ASSESSORS, "编号;姓名;角色\r\nF1;林;组长\r\nF2;沈;评审员\r\nF3;;\r\n"},
    {IMPORT_ASSIGNMENTS, "applicant,assessor,stage,lead\nA1,E1,review,yes\nA2,E1,,\nA2,L1,,1\n"},
    {IMPORT_SCORES,
     "applicant,assessor,item,mark,state,reason,ofi\nA1,E1,1.1,70,,,more\nA1,E1,1.2,,not-applicable,none,\n"
     "A2,E1,1.1,5%,,,\nA2,E1,2.1/A,,abstained,,\n"},
    {IMPORT_SCORES, "\xB1\xE0\xBA\xC5\tassessor\titem\tmark\nA1\tE1\t1.1\t70\nA1\tL1\t1.1\t75\n"},
};

static uint32_t next(uint64_t *state) {
  *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)(*state >> 33);
}

static void change(GString *text, uint64_t *state) {
  static const char bytes[] = ",;\t\"\r\n\0'=-% \xFF\xC3\xE5\x81"
                              "A1E9.";
  gsize at = text->len ? next(state) % text->len : 0, n = 1 + next(state) % 9;
  char byte = bytes[next(state) % (sizeof bytes - 1)];
  switch (next(state) % 5) {
  case 0: g_string_insert_c(text, (gssize)at, byte); break;
  case 1:
    if (at < text->len) text->str[at] = byte;
    break;
  case 2: g_string_erase(text, (gssize)at, (gssize)MIN(n, text->len - at)); break;
  case 3: {
    g_autofree char *piece = g_strndup(text->str + at, MIN(n * 4, text->len - at));
    g_string_insert(text, (gssize)(next(state) % (text->len + 1)), piece);
    break;
  }
  default: g_string_truncate(text, at);
  }
}

static bool may_have_changed(const char *before, const char *after, const char *said, bool dry) {
  bool good = g_str_has_prefix(said, "rows ");
  return (good && !dry) || strcmp(before, after) == 0;
}

static void run(size_t seed) {
  uint64_t state = 20120830 + seed;
  Fixture *f = fixture_new(PLAIN_XML);
  import_good(f, IMPORT_APPLICANTS, "applicant,name\nA1,N\nA2,N\n", -1);
  import_good(f, IMPORT_ASSESSORS, "assessor,role\nE1,\nL1,leader\n", -1);
  int good = 0;
  for (int i = 0; i < ROUNDS; i++) {
    GString *text = g_string_new(seeds[seed].text);
    for (uint32_t k = 1 + next(&state) % MOST_CHANGES; k > 0; k--) change(text, &state);
    bool dry = i % 16 != 0;
    g_autofree char *before = fixture_state(f);
    g_autofree char *said = import_text(f, seeds[seed].type, text->str, (gssize)text->len, -1, dry);
    g_autofree char *after = fixture_state(f);
    g_assert_true(may_have_changed(before, after, said, dry));
    g_assert_true(g_utf8_validate(said, -1, NULL));
    good += g_str_has_prefix(said, "rows ");
    g_string_free(text, TRUE);
  }
  g_assert_cmpint(good, <, ROUNDS);
  fixture_free(f);
}

static void test_seed(const void *data) { run(GPOINTER_TO_SIZE(data)); }

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(seeds); i++) {
    g_autofree char *path = g_strdup_printf("/exchange/fuzz/%d", (int)i);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_seed);
  }
  return g_test_run();
}
