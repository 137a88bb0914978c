/* test_verify_anchor.c: a head that is held against the record: copied right, copied wrong, or of another one. */
#include "commands/command.h"
#include "criteria/pack.h"
#include "tests/record.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* The record as it is now, looked at with that anchor. */
static Verified looked_at(Record *record, const char *anchor) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Store) store = record_open(record, "secretariat");
  Verified verified = {0};
  bool done = journal_verify(store, anchor, &verified, &error);
  g_assert_no_error(error);
  g_assert_true(done);
  return verified;
}

/* -- heads copied wrong ------------------------------------------------------------------------------------------------ */

typedef enum Slip { WRONG, LEFT_OUT, TOO_MANY } Slip;

/* The head with slips at those places, as long as it is or cut to its beginning. */
static char *miscopied(const char *head, Slip slip, const size_t *at, size_t n, size_t digits) {
  GString *copy = g_string_new(head);
  for (size_t i = 0; i < n; i++) {
    char other = copy->str[at[i]] == '0' ? '1' : '0';
    if (slip != TOO_MANY) g_string_erase(copy, (gssize)at[i], 1);
    if (slip != LEFT_OUT) g_string_insert_c(copy, (gssize)at[i], other);
  }
  return g_string_free(g_string_truncate(copy, MIN(digits, copy->len)), FALSE);
}

static void test_miscopied(void) {
  static const struct {
    Slip slip;
    size_t at[4], n, digits;
    bool nearly;
  } cases[] = {{WRONG, {0}, 1, 64, true},
               {WRONG, {63}, 1, 64, true},
               {WRONG, {20, 40}, 2, 64, true},
               {WRONG, {20, 40, 60}, 3, 64, false},
               {WRONG, {15}, 1, 16, true},
               {WRONG, {0, 8}, 2, 16, true},
               {WRONG, {0, 5, 8, 12}, 4, 16, false},
               {LEFT_OUT, {0}, 1, 64, true},
               {LEFT_OUT, {30, 50}, 2, 64, true},
               {LEFT_OUT, {10, 20, 30}, 3, 64, false},
               {LEFT_OUT, {8}, 1, 16, true},
               {TOO_MANY, {8}, 1, 17, true},
               {TOO_MANY, {0}, 1, 64, true},
               {TOO_MANY, {0, 30, 40}, 3, 64, false}};
  g_auto(Record) record;
  record_new_full(&record);
  Verified verified = looked_at(&record, NULL);
  JournalHead head = verified.head;
  verified_clear(&verified);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *wrong = miscopied(head.hash, cases[i].slip, cases[i].at, cases[i].n, cases[i].digits);
    g_test_message("%s", wrong);
    verified = looked_at(&record, wrong);
    g_assert_cmpuint(verified.faults->len, ==, 1);
    g_assert_cmpint(verified.anchored, ==, 0);
    g_assert_cmpint(verified.nearly, ==, cases[i].nearly ? head.events : 0);
    verified_clear(&verified);
  }
}

/* -- records that do not open ------------------------------------------------------------------------------------------ */

/* Rules that are none, in a chain that fits them. */
static void spoil_rules(Record *record) {
  static const char text[] = "<rules/>";
  char sha256[65];
  pack_hash(text, strlen(text), sha256);
  g_clear_pointer(&record->store, store_close);
  g_autofree char *sql = g_strdup_printf(
      "UPDATE event SET after = replace(after, (SELECT sha256 FROM pack WHERE type = 'rules'), '%s') WHERE seq = 1;"
      "UPDATE pack SET text = '%s', sha256 = '%s' WHERE type = 'rules'",
      sha256, text, sha256);
  record_tamper(record, sql);
  record_hash_again(record);
}

static char *answer_to(const Record *record, const char *anchor) {
  const char *const words[] = {"verify", "--anchor", anchor};
  Session *session = session_new();
  char *said = NULL;
  size_t n = 0;
  g_free(session->db_path);
  session->db_path = g_strdup(record->path);
  session->out = session->err = open_memstream(&said, &n);
  g_assert_cmpint(command_run(session, anchor ? 3 : 1, words), ==, EXIT_NO);
  fclose(session->out);
  session->out = stdout;
  session->err = stderr;
  session_free(session);
  return said;
}

/* Whatever there is to say of the anchor, why the record does not open is said, and that it is not whole. */
static void test_not_open(void) {
  g_auto(Record) record;
  record_new_full(&record);
  spoil_rules(&record);
  g_autoptr(Store) store = store_open(record.path, NULL);
  JournalHead head;
  g_assert_true(journal_head(store, &head, NULL));
  g_autofree char *nearly = miscopied(head.hash, WRONG, (const size_t[]){20}, 1, 64);
  const char *const anchors[] = {NULL, head.hash, nearly, "0000000000000000"};
  for (size_t i = 0; i < G_N_ELEMENTS(anchors); i++) {
    char *said = answer_to(&record, anchors[i]);
    g_test_message("%s", said);
    g_assert_nonnull(strstr(said, "rules:1: "));
    g_assert_nonnull(strstr(said, "the record is not whole"));
    g_assert_true((strstr(said, "but nearly that of event") != NULL) == (i == 2));
    g_assert_true((strstr(said, "the newest events were cut off") != NULL) == (i == 3));
    free(said);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/anchor/miscopied", test_miscopied);
  g_test_add_func("/anchor/not-open", test_not_open);
  return g_test_run();
}
