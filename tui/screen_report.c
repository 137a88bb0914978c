/* screen_report.c: any report of `report KIND`, as lines to read; how a ranking explains itself. */
#include "commands/keyword.h"
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

/* Where the second id of two begins, for ids may have spaces in them: a place between two that are there, else the first; NULL:
 * there is one. */
static const char *second_of(const Session *session, const char *text) {
  for (const char *space = strchr(text, ' '); space; space = strchr(space + 1, ' ')) {
    g_autofree char *first = g_strndup(text, (size_t)(space - text));
    if (cycle_applicant(session->cycle, first) >= 0 && cycle_applicant(session->cycle, space + 1) >= 0)
      return space + 1;
  }
  const char *space = strchr(text, ' ');
  return space ? space + 1 : NULL;
}

static char **ids_of(const Session *session, const ReportKind *kind, const char *text) {
  const char *second = kind->needs & NEEDS_OTHER ? second_of(session, text) : NULL;
  char **ids = g_new0(char *, 3);
  if (second) ids[0] = g_strndup(text, (size_t)(second - 1 - text));
  if (second) ids[1] = g_strdup(second);
  if (!second && *text) ids[0] = g_strdup(text);
  return ids;
}

static bool open(Tui *tui, void *state, const char *argument, GError **error) {
  Pager *pager = state;
  g_auto(GStrv) words = g_strsplit(argument, " ", 2);
  pager->kind = reporting_kind(words[0] ? words[0] : "", error);
  if (!pager->kind) return false;
  g_autofree char *text = g_strdup(words[0] && words[1] ? words[1] : "");
  pager->ids = ids_of(tui_session(tui), pager->kind, g_strstrip(text));
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
  return g_strdup_printf("%s %s", keyword_shown(pager->kind->name), ids);
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
    .sentence = N_("a report to read: open report KIND [APPLICANT]"),
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
