/* tui_run.c: a command line in the screens: a verb of the screen, a verb of the tui, or a command of the program. */
#include "reports/cells.h"
#include "tui/tui_private.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

static const Verb *verb_named(const Verb *among, const char *name) {
  for (const Verb *verb = among; verb && verb->name; verb++)
    if (g_str_equal(verb->name, name)) return verb;
  return NULL;
}

/* What fits becomes the message, more a screen to read. Who says nothing has done what the line says. */
static void show_output(Tui *tui, char **argv, Exit code, const char *words) {
  enum { MOST_LINES = 3 };
  size_t lines = 1;
  for (const char *c = words; *c; c++) lines += *c == '\n';
  if (!*words && code == EXIT_DONE) {
    g_autofree char *line = g_strjoinv(" ", argv), *done = g_strdup_printf(_("%s: done"), line);
    tui_say(tui, false, done);
    return;
  }
  bool refused = code != EXIT_DONE && lines == 1;
  if (refused || (lines <= MOST_LINES && tui_message_fits(words, term_area(tui->term).cols))) {
    tui_say(tui, code != EXIT_DONE, words);
    return;
  }
  g_free(tui->output);
  g_free(tui->output_of);
  tui->output = g_strdup(words);
  tui->output_of = g_strjoinv(" ", argv);
  g_autoptr(GError) none = NULL;
  tui_open(tui, "output", "", &none);
}

char *tui_bare(char *words) {
  static const char name[] = "accolade: ", order[] = "\uFEFF";
  const char *from = g_str_has_prefix(words, order) ? words + strlen(order) : words;
  char *to = words;
  bool begins = true;
  while (*from) {
    if (begins && g_str_has_prefix(from, name)) from += strlen(name);
    begins = *from == '\n';
    if (*from) *to++ = *from++;
  }
  *to = '\0';
  return words;
}

/* What a command prints is caught. */
static bool run_command(Tui *tui, int argc, char **argv) {
  Session *session = tui->session;
  char *bytes = NULL;
  size_t n = 0;
  FILE *out = session->out, *err = session->err, *caught = open_memstream(&bytes, &n);
  session->out = session->err = caught;
  session->width = (unsigned)term_area(tui->term).cols;
  bool wide = cells_ambiguous_is_wide();
  cells_widen_ambiguous(false);
  Exit code = command_run(session, argc, (const char *const *)argv);
  if (session->store) session_open(session, NULL); /* all of it, whatever part of it the command asked for */
  session->out = out;
  session->err = err;
  session->width = 0;
  cells_widen_ambiguous(wide);
  fclose(caught);
  show_output(tui, argv, code, tui_bare(g_strchomp(bytes)));
  free(bytes);
  return code == EXIT_DONE;
}

const char *tui_sentence(const char *screen, const char *line) {
  g_auto(GStrv) words = g_strsplit(line, " ", 3);
  if (!words[0]) return "";
  if (g_str_equal(words[0], "line") && words[1]) return tui_sentence(screen, words[1]);
  const Screen *opens = g_str_equal(words[0], "open") && words[1] ? screen_named(words[1]) : NULL;
  if (opens) return _(opens->sentence);
  const Screen *of = screen_named(screen);
  const Verb *verb = of ? verb_named(of->verbs, words[0]) : NULL;
  if (!verb) verb = verb_named(tui_verbs, words[0]);
  const Command *command = verb ? NULL : command_named(words[0]);
  if (command) return _(command->sentence);
  return verb ? _(verb->sentence) : "";
}

bool tui_words(const char *line, int *ret_n, char ***ret_words, GError **error) {
  g_autoptr(GError) problem = NULL;
  if (g_shell_parse_argv(line, ret_n, ret_words, &problem)) return true;
  const char *words =
      g_error_matches(problem, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING)
          ? _("say a command; accolade help lists them")
          : _("a quote has no fellow, or a backslash is the last; put words with ' in them into \"...\", "
              "and words with \" into '...'");
  g_set_error_literal(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, words);
  return false;
}

/* A screen's name alone is short for opening it. */
static bool open_by_name(Tui *tui, const char *line) {
  g_autofree char *longer = g_strconcat("open ", line, NULL);
  return tui_run(tui, longer);
}

bool tui_run(Tui *tui, const char *line) {
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) words = NULL;
  int n;
  if (!tui_words(line, &n, &words, &error)) {
    tui_say(tui, true, error->message);
    return false;
  }
  OpenScreen *top = tui_top(tui);
  const Verb *verb = top ? verb_named(top->screen->verbs, words[0]) : NULL;
  if (!verb) verb = verb_named(tui_verbs, words[0]);
  if (!verb && !command_named(words[0]) && screen_named(words[0])) return open_by_name(tui, line);
  if (!verb) return run_command(tui, n, words);
  g_autofree char *rest = g_strjoinv(" ", words + 1);
  if (verb->run(tui, top ? top->state : NULL, rest, &error)) return true;
  if (error) tui_say(tui, true, error->message);
  return false;
}

static bool may(const Tui *tui, unsigned roles, bool needs_database) {
  const Store *store = tui->session->store;
  return store ? (roles & 1u << store_role(store)) != 0 : !needs_database;
}

bool tui_may(const Tui *tui, const char *line) {
  g_auto(GStrv) words = g_strsplit(line, " ", 3);
  const Screen *opens = words[0] && g_str_equal(words[0], "open") && words[1] ? screen_named(words[1]) : NULL;
  return !opens || !tui->session->store || may(tui, opens->roles, opens->needs_database);
}

GPtrArray *tui_lines(Tui *tui) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  OpenScreen *top = tui_top(tui);
  for (const Verb *verb = top ? top->screen->verbs : NULL; verb && verb->name; verb++)
    g_ptr_array_add(lines, g_strdup(verb->name));
  for (size_t i = 0; i < screen_count(); i++)
    if (may(tui, screen_at(i)->roles, screen_at(i)->needs_database))
      g_ptr_array_add(lines, g_strconcat("open ", screen_at(i)->name, NULL));
  for (size_t i = 0; i < command_count(); i++)
    if (may(tui, command_at(i)->roles, command_at(i)->needs_database))
      g_ptr_array_add(lines, g_strdup(command_at(i)->name));
  for (const Verb *verb = tui_verbs; verb->name; verb++) g_ptr_array_add(lines, g_strdup(verb->name));
  return lines;
}
