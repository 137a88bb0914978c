/* test_output_file.c: a file is there whole or not at all, small or large, and a full disk is told. */
#include "commands/output.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

typedef struct Room {
  char *folder, *path;
} Room;

static Room room_new(void) {
  Room room = {.folder = g_dir_make_tmp("test-output-XXXXXX", NULL)};
  room.path = g_build_filename(room.folder, "list.csv", NULL);
  return room;
}

/* Nothing but what was meant to be there. */
static void room_clear(Room *room, bool has_file) {
  g_assert_true(g_file_test(room->path, G_FILE_TEST_EXISTS) == has_file);
  g_unlink(room->path);
  g_assert_cmpint(g_rmdir(room->folder), ==, 0);
  g_free(room->folder);
  g_free(room->path);
}

static char *text_of(size_t n) {
  char *text = g_malloc(n + 1);
  for (size_t i = 0; i < n; i++) text[i] = (char)('!' + (i * 7 + i / 251) % 90);
  text[n] = '\0';
  return text;
}

/* Puts the text in pieces of growing length. */
static bool put_all(OutputFile *file, const char *text, size_t n, GError **error) {
  for (size_t at = 0, length = 1; at < n; at += length, length = length * 3 % 500009 + 1)
    if (!output_file_put(file, text + at, MIN(length, n - at), error)) return false;
  return true;
}

static void test_sizes(void) {
  static const size_t sizes[] = {0, 1, 1 << 18, (1 << 18) + 1, 1 << 20, (1 << 20) + 12345, 7654321};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    Room room = room_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *text = text_of(sizes[i]), *got = NULL;
    gsize n = 0;
    OutputFile *file = output_file_open(room.path, &error);
    g_assert_true(put_all(file, text, sizes[i], &error));
    g_assert_false(g_file_test(room.path, G_FILE_TEST_EXISTS));
    g_assert_true(output_file_close(file, &error));
    g_assert_true(g_file_get_contents(room.path, &got, &n, NULL));
    g_assert_cmpuint(n, ==, sizes[i]);
    g_assert_true(memcmp(got, text, n) == 0);
    room_clear(&room, true);
  }
}

/* What was there stays until the new file is whole, and its permissions are kept. */
static void test_replaces(void) {
  for (int keep = 0; keep <= 1; keep++) {
    Room room = room_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *text = text_of(3 << 20), *got = NULL;
    g_assert_true(g_file_set_contents(room.path, "before", -1, NULL));
    g_assert_cmpint(g_chmod(room.path, 0640), ==, 0);
    OutputFile *file = output_file_open(room.path, &error);
    g_assert_true(put_all(file, text, 3 << 20, &error));
    if (keep)
      g_assert_true(output_file_close(file, &error));
    else
      output_file_discard(file);
    g_assert_true(g_file_get_contents(room.path, &got, NULL, NULL));
    g_assert_cmpstr(got, ==, keep ? text : "before");
    GStatBuf status;
    g_assert_cmpint(g_stat(room.path, &status), ==, 0);
    g_assert_cmpuint(status.st_mode & 0777, ==, 0640);
    room_clear(&room, true);
  }
}

/* What nobody may write is not replaced either, though its folder would let it. */
static void test_locked(void) {
  enum { SOMEBODY = 65534 };
  Room room = room_new();
  g_autoptr(GError) error = NULL;
  g_autofree char *got = NULL;
  g_assert_true(g_file_set_contents(room.path, "before", -1, NULL));
  g_assert_cmpint(g_chmod(room.path, 0444) | g_chmod(room.folder, 0777), ==, 0);
  bool root = geteuid() == 0;
  if (root) g_assert_cmpint(seteuid(SOMEBODY), ==, 0);
  OutputFile *file = output_file_open(room.path, &error);
  if (root) g_assert_cmpint(seteuid(0), ==, 0);
  g_assert_null(file);
  g_assert_error(error, REPORT_ERROR, REPORT_ERROR_WRITE);
  g_assert_true(g_file_get_contents(room.path, &got, NULL, NULL));
  g_assert_cmpstr(got, ==, "before");
  room_clear(&room, true);
}

static void test_discarded(void) {
  Room room = room_new();
  g_autofree char *text = text_of(2 << 20);
  OutputFile *file = output_file_open(room.path, NULL);
  g_assert_true(put_all(file, text, 2 << 20, NULL));
  output_file_discard(file);
  output_file_discard(NULL);
  room_clear(&room, false);
}

/* The device that is always full: sooner or later every size of file is refused. */
static void test_full(void) {
  if (!g_file_test("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip("there is no /dev/full");
    return;
  }
  static const size_t sizes[] = {10, 1 << 18, 9 << 20};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *text = text_of(sizes[i]);
    OutputFile *file = output_file_open("/dev/full", &error);
    bool put = put_all(file, text, sizes[i], &error);
    if (put)
      g_assert_false(output_file_close(file, &error));
    else
      output_file_discard(file);
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_WRITE);
    g_assert_nonnull(strstr(error->message, "/dev/full"));
  }
}

static void test_nowhere(void) {
  g_autoptr(GError) error = NULL;
  g_assert_null(output_file_open("/nowhere/at/all.csv", &error));
  g_assert_error(error, REPORT_ERROR, REPORT_ERROR_WRITE);
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/output-file/sizes", test_sizes);
  g_test_add_func("/output-file/replaces", test_replaces);
  g_test_add_func("/output-file/locked", test_locked);
  g_test_add_func("/output-file/discarded", test_discarded);
  g_test_add_func("/output-file/full", test_full);
  g_test_add_func("/output-file/nowhere", test_nowhere);
  return g_test_run();
}
