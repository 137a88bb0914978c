/* screen_report.c: any report of `report KIND`, as lines to read; how a ranking explains itself. */
#include "commands/reporting.h"
#include "tui/edit.h"
#include "tui/list.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct Pager {
  List list;
  const ReportKind *kind;
  char **ids; /* whom it is about */
  char **lines;
} Pager;

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  (void)tui;
  Pager *pager = state;
  g_auto(GStrv) words = g_strsplit(argument, " ", -1);
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  pager->kind = reporting_kind(words[0] ? words[0] : "", error);
  if (!pager->kind) return false;
  for (size_t i = 1; words[i]; i++)
    if (*words[i]) g_ptr_array_add(ids, g_strdup(words[i]));
  g_ptr_array_add(ids, NULL);
  pager->ids = (char **)g_ptr_array_free(g_steal_pointer(&ids), FALSE);
  return true;
}

/* Lines that are too long go on in the next. */
static char **lines_of(const char *text, size_t width) {
  g_autoptr(GPtrArray) lines = g_ptr_array_new();
  for (size_t at = 0, end; text[at]; at = text[end] == '\n' ? end + 1 : end) {
    end = edit_wrap(text, at, width);
    g_ptr_array_add(lines, g_strndup(text + at, end - at));
  }
  g_ptr_array_add(lines, NULL);
  return (char **)g_ptr_array_free(g_steal_pointer(&lines), FALSE);
}

static bool load(Tui *tui, void *state, GError **error) {
  Pager *pager = state;
  unsigned width = (unsigned)MAX(term_area(tui_term(tui)).cols - 1, 20);
  g_autofree char *text = reporting_text(tui_session(tui), pager->kind, (const char *const *)pager->ids,
                                         g_strv_length(pager->ids), width, error);
  if (!text) return false;
  g_strfreev(pager->lines);
  pager->lines = lines_of(text, width);
  list_resize(&pager->list, g_strv_length(pager->lines));
  return true;
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  term_fill(tui_term(tui), place.row, place.col, place.cols, focused ? STYLE_SELECTED : STYLE_PLAIN,
            ((Pager *)state)->lines[i]);
}

static void draw(Tui *tui, void *state, Area area) { list_draw(&((Pager *)state)->list, tui, area, draw_row, state); }

static char *word(Tui *tui, void *state, const char *name) {
  (void)tui;
  const Pager *pager = state;
  return g_str_equal(name, "applicant") ? g_strdup(pager->ids[0]) : NULL;
}

static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Pager *pager = state;
  g_autofree char *ids = g_strjoinv(" ", pager->ids);
  return g_strdup_printf("%s %s", pager->kind->name, ids);
}

static List *list(void *state) { return &((Pager *)state)->list; }

static bool matches(void *state, size_t i, const char *text) { return list_has(((Pager *)state)->lines[i], text); }

static void pager_close(void *state) {
  Pager *pager = state;
  g_strfreev(pager->lines);
  g_strfreev(pager->ids);
}

const Screen screen_report = {
    .name = "report",
    .title = N_("Report"),
    .sentence = N_("a report to read: open report scoresheet A07"),
    .roles = ROLES_ALL,
    .needs_database = true,
    .state_size = sizeof(Pager),
    .open = open,
    .load = load,
    .draw = draw,
    .word = word,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .close = pager_close,
};
