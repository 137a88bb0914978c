/* editor.c: long text in the user's own editor, through a file that nobody else may read and that is gone after. */
#include "commands/command.h"
#include "tui/screen_comment.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 1 << 20 };

static bool fail(GError **error, const char *message) {
  g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, message);
  return false;
}

static const char *editor_line(void) {
  const char *visual = g_getenv("VISUAL"), *editor = g_getenv("EDITOR");
  return visual && *visual ? visual : editor && *editor ? editor : NULL;
}

static bool put_text(int fd, const char *text, GError **error) {
  size_t n = strlen(text);
  for (size_t done = 0; done < n;) {
    ssize_t put = write(fd, text + done, n - done);
    if (put <= 0) return fail(error, _("the text could not be handed to the editor; is the disk full?"));
    done += (size_t)put;
  }
  return true;
}

static bool run_editor(Term *term, const char *path, GError **error) {
  g_auto(GStrv) words = NULL;
  int n, status = 0;
  g_autoptr(GPtrArray) argv = g_ptr_array_new();
  bool told = g_shell_parse_argv(editor_line(), &n, &words, NULL);
  for (int i = 0; told && i < n; i++) g_ptr_array_add(argv, words[i]);
  g_ptr_array_add(argv, (gpointer)path);
  g_ptr_array_add(argv, NULL);
  term_suspend(term);
  bool ran = told && g_spawn_sync(NULL, (char **)argv->pdata, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN,
                                  NULL, NULL, NULL, NULL, &status, NULL);
  term_resume(term);
  if (!ran)
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT,
                _("the editor “%s” cannot be started; set EDITOR, for example EDITOR=nano"), editor_line());
  return ran && (status == 0 || fail(error, _("the editor gave up; the text is as it was")));
}

/* What moves a terminal's cursor does not come in, as it does not by a paste. */
static void drop_controls(char *text) {
  char *to = text;
  for (const char *c = text, *next; *c; c = next) {
    next = g_utf8_next_char(c);
    gunichar character = g_utf8_get_char(c);
    if (g_unichar_iscntrl(character) && character != '\n' && character != '\t') continue;
    memmove(to, c, (size_t)(next - c));
    to += next - c;
  }
  *to = '\0';
}

static char *read_text(const char *path, GError **error) {
  g_autofree char *text = NULL;
  gsize n;
  if (!g_file_get_contents(path, &text, &n, NULL)) {
    fail(error, _("the editor gave up; the text is as it was"));
    return NULL;
  }
  if (n > MOST || !g_utf8_validate(text, (gssize)n, NULL)) {
    fail(error, _("what the editor wrote is not text in UTF-8, or too long; the text is as it was"));
    return NULL;
  }
  drop_controls(text);
  return g_strchomp(g_steal_pointer(&text));
}

char *editor_text(Term *term, const char *text, GError **error) {
  g_autofree char *path = NULL;
  if (!editor_line()) {
    fail(error, _("no editor is set; set EDITOR, for example EDITOR=nano"));
    return NULL;
  }
  int fd = g_file_open_tmp("accolade-XXXXXX.txt", &path, error);
  if (fd < 0) return NULL;
  bool good = put_text(fd, text, error);
  close(fd);
  char *edited = good && run_editor(term, path, error) ? read_text(path, error) : NULL;
  g_unlink(path);
  return edited;
}
