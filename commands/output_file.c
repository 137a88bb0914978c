/* output_file.c: a file has no name while it is written (beside its place under another one where the file system cannot
 * do that) and gets its own when it is whole: nobody ever reads half a list, and whoever interrupts leaves nothing behind. The
 * disk is not waited for, since what is written here can always be computed again; so a file that is replaced changes names
 * with the new one before it goes, for renaming over it has ext4 write all of the new one to the disk first.
 *
 * Large files are written by a thread of their own while the next piece is made. */
#include "commands/output.h"
#include "criteria/system.h"
#include "criteria/threads.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECES = 4, LARGE_BYTES = 1 << 20 };

typedef struct Piece {
  size_t n;
  char bytes[OUTPUT_PIECE];
} Piece;

struct OutputFile {
  char *path, *beside; /* beside NULL: written in place, as to a pipe or a device */
  int file;
  bool nameless;
  Piece *piece; /* being filled */
  int64_t put;
  Thread *thread;            /* NULL: the file is not large yet */
  GAsyncQueue *full, *empty; /* Piece, to the thread and back; one without bytes ends it */
  int failure;               /* errno of the write that failed; 0: none did */
};

/* -- writing ------------------------------------------------------------------------------------------ */

static int write_piece(int file, const Piece *piece) {
  for (size_t done = 0; done < piece->n;) {
    ssize_t n = write(file, piece->bytes + done, piece->n - done);
    if (n < 0 && errno != EINTR) return errno;
    if (n > 0) done += (size_t)n;
  }
  return 0;
}

static void *write_pieces(void *data) {
  OutputFile *file = data;
  for (Piece *piece; (piece = g_async_queue_pop(file->full))->n > 0; g_async_queue_push(file->empty, piece)) {
    int failure = g_atomic_int_get(&file->failure) ? 0 : write_piece(file->file, piece);
    if (failure) g_atomic_int_set(&file->failure, failure);
  }
  return NULL;
}

static void start_thread(OutputFile *file) {
  file->full = g_async_queue_new();
  file->empty = g_async_queue_new_full(g_free);
  file->thread = threads_start(write_pieces, file);
  for (int i = 1; i < PIECES && file->thread; i++) g_async_queue_push(file->empty, g_malloc(sizeof(Piece)));
}

/* The piece goes to the file, and there is an empty one. */
static void hand_over(OutputFile *file) {
  file->put += (int64_t)file->piece->n;
  if (!file->thread && file->put >= LARGE_BYTES && !file->full) start_thread(file);
  if (!file->thread) {
    if (file->failure == 0) file->failure = write_piece(file->file, file->piece);
  } else if (file->piece->n > 0) {
    g_async_queue_push(file->full, file->piece);
    file->piece = g_async_queue_pop(file->empty);
  }
  file->piece->n = 0;
}

/* Until the thread has written all there is. */
static void finish_thread(OutputFile *file) {
  Piece last = {.n = 0};
  if (file->thread) {
    g_async_queue_push(file->full, &last);
    threads_join(g_steal_pointer(&file->thread));
  }
  g_clear_pointer(&file->full, g_async_queue_unref);
  g_clear_pointer(&file->empty, g_async_queue_unref);
}

static bool write_failed(const OutputFile *file, GError **error) {
  const char *words = file->beside ? _("%s could not be written whole: %s; what was there before is unchanged; free "
                                       "some space or choose another place with --output")
                                   : _("%s cannot be written: %s; choose another place with --output");
  g_set_error(error, REPORT_ERROR, REPORT_ERROR_WRITE, words, file->path, system_words(errno));
  return false;
}

bool output_file_put(void *data, const char *bytes, size_t n, GError **error) {
  OutputFile *file = data;
  while (n > 0) {
    size_t part = MIN(n, OUTPUT_PIECE - file->piece->n);
    memcpy(file->piece->bytes + file->piece->n, bytes, part);
    file->piece->n += part;
    bytes += part;
    n -= part;
    if (file->piece->n == OUTPUT_PIECE) hand_over(file);
  }
  errno = g_atomic_int_get(&file->failure);
  return errno == 0 || write_failed(file, error);
}

char *output_file_next(OutputFile *file, size_t used, GError **error) {
  file->piece->n += used;
  if (used > 0) hand_over(file);
  errno = g_atomic_int_get(&file->failure);
  return errno == 0 || write_failed(file, error) ? file->piece->bytes : NULL;
}

/* -- beginning and end -------------------------------------------------------------------------------------- */

static bool give_name(const OutputFile *file) {
  g_autofree char *open_file = g_strdup_printf("/proc/self/fd/%d", file->file);
  return linkat(AT_FDCWD, open_file, AT_FDCWD, file->beside, AT_SYMLINK_FOLLOW) == 0;
}

/* discard() takes away what then has the other name. */
static bool take_name(const OutputFile *file) {
  return renameat2(AT_FDCWD, file->beside, AT_FDCWD, file->path, RENAME_EXCHANGE) == 0 ||
         rename(file->beside, file->path) == 0;
}

static int open_named(const char *path) { return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666); }

/* Where a link leads, also to what is not there yet; else the path. Caller frees. */
static char *follow(const char *path) {
  char *real = realpath(path, NULL), *copy = g_strdup(real);
  free(real);
  if (copy) return copy;
  g_autofree char *link = g_file_read_link(path, NULL), *folder = g_path_get_dirname(path);
  if (!link) return g_strdup(path);
  return g_path_is_absolute(link) ? g_steal_pointer(&link) : g_build_filename(folder, link, NULL);
}

/* What a link points at is written, not the link; what is there keeps its permissions. */
static int open_beside(OutputFile *file, const struct stat *there) {
  g_autofree char *named = file->path;
  file->path = follow(named);
  file->beside = g_strdup_printf("%s.part%ld", file->path, (long)getpid());
  g_autofree char *folder = g_path_get_dirname(file->path);
  int opened = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
  file->nameless = opened >= 0;
  if (opened < 0) opened = open_named(file->beside);
  if (opened >= 0 && there) (void)fchmod(opened, there->st_mode & 0777);
  return opened;
}

static bool may_write(const char *path, GError **error) {
  g_autofree char *place = follow(path);
  if (!*path)
    g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                        _("--output: the name is empty; name the file to write, or leave --output out to see it here"));
  else if (store_is_award(place))
    g_set_error(error, REPORT_ERROR, REPORT_ERROR_WRITE,
                _("%s is a file of an award's database and is not written over; choose another place with --output"),
                path);
  else
    return true;
  return false;
}

OutputFile *output_file_open(const char *path, GError **error) {
  if (!may_write(path, error)) return NULL;
  OutputFile *file = g_new0(OutputFile, 1);
  struct stat status;
  bool there = stat(path, &status) == 0, is_file = there && S_ISREG(status.st_mode);
  file->path = g_strdup(path);
  file->piece = g_malloc(sizeof *file->piece);
  file->piece->n = 0;
  if (is_file && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
    file->file = -1;
  else
    file->file = there && !is_file ? open_named(path) : open_beside(file, there ? &status : NULL);
  if (file->file >= 0) return file;
  g_set_error(error, REPORT_ERROR, REPORT_ERROR_WRITE,
              _("%s cannot be written: %s; choose another place with --output"), path, system_words(errno));
  output_file_discard(file);
  return NULL;
}

void output_file_discard(OutputFile *file) {
  if (!file) return;
  finish_thread(file);
  if (file->file >= 0) close(file->file);
  if (file->beside) unlink(file->beside);
  g_free(file->piece);
  g_free(file->beside);
  g_free(file->path);
  g_free(file);
}

/* Some file systems tell only now that there was no room. */
static bool close_file(OutputFile *file) {
  int opened = file->file;
  file->file = -1;
  return close(opened) == 0;
}

bool output_file_close(OutputFile *file, GError **error) {
  hand_over(file);
  finish_thread(file);
  errno = file->failure;
  bool good =
      errno == 0 && (!file->nameless || give_name(file)) && close_file(file) && (!file->beside || take_name(file));
  if (!good) write_failed(file, error);
  output_file_discard(file);
  return good;
}
