/* system.c: words for the error numbers that files give. */
#include "criteria/system.h"

#include <errno.h>
#include <glib/gi18n.h>

static const struct {
  int number;
  const char *words;
} known[] = {
    {ENOENT, N_("there is no such file or folder")},
    {EACCES, N_("access is refused")},
    {EPERM, N_("access is refused")},
    {ENOTDIR, N_("a part of the path is not a folder")},
    {EISDIR, N_("it is a folder")},
    {ENOSPC, N_("the disk is full")},
    {EDQUOT, N_("the disk quota is used up")},
    {EROFS, N_("the disk is read-only")},
    {EIO, N_("the disk failed")},
    {EPIPE, N_("nobody reads it any more")},
    {EMFILE, N_("too many files are open")},
    {ENAMETOOLONG, N_("the name is too long")},
};

const char *system_words(int error_number) {
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
    if (known[i].number == error_number) return _(known[i].words);
  return g_strerror(error_number);
}

const char *system_name(const char *path) { return *path ? path : _("(empty name)"); }
