/* screen_welcome_rows.c: what each step of the welcome screen offers: beginnings, packs, people. */
#include "reports/words.h"
#include "tui/recent.h"
#include "tui/screen_welcome.h"
#include "tui/welcome.h"

#include <glib/gi18n.h>
#include <string.h>

static void row_free(gpointer data) {
  Row *row = data;
  g_free(row->id);
  g_free(row->title);
  g_free(row->more);
  g_free(row);
}

static void add(Welcome *welcome, Choice choice, const char *id, const char *title, const char *more) {
  Row *row = g_new(Row, 1);
  *row = (Row){choice, g_strdup(id), g_strdup(title), g_strdup(more)};
  g_ptr_array_add(welcome->rows, row);
}

static void list_begin(Welcome *welcome) {
  g_autoptr(GPtrArray) recents = recent_list();
  add(welcome, CHOICE_SELF, "", _("Assess my own organisation"), _("criteria, a name, and the first item"));
  for (guint i = 0; i < recents->len; i++) {
    const Recent *recent = g_ptr_array_index(recents, i);
    add(welcome, CHOICE_RECENT, recent->actor, recent->title, recent->path);
  }
  add(welcome, CHOICE_OTHER, "", _("Open a file"), _("an award that is there already"));
  add(welcome, CHOICE_AWARD, "", _("Begin an award"), _("for the office that runs it"));
}

/* Which there are, and how sure each is. */
static void list_packs(Welcome *welcome, Session *session, PackType type) {
  const PackInfo *infos;
  size_t n = pack_shelf_list(session_shelf(session), &infos);
  for (size_t i = 0; i < n; i++)
    if (infos[i].type == type)
      add(welcome, CHOICE_ID, infos[i].id, text_in(&infos[i].title, session->lang), pack_words(infos[i].status));
}

/* The people of the file that is to be opened, as the secretariat would see them. */
static bool list_people(Welcome *welcome, GError **error) {
  g_autoptr(Session) other = session_new();
  g_free(other->db_path);
  other->db_path = g_strdup(welcome->path);
  if (!session_open(other, error)) return false;
  const Cycle *cycle = other->cycle;
  add(welcome, CHOICE_ID, "secretariat", _("the secretariat"), cycle->title);
  for (size_t i = 0; i < cycle->n_assessors; i++)
    if (cycle_applicant(cycle, cycle->assessors[i].id) < 0)
      add(welcome, CHOICE_ID, cycle->assessors[i].id, cycle->assessors[i].name,
          _(role_words(cycle->assessors[i].role)));
  for (size_t i = 0; i < cycle->n_applicants; i++)
    add(welcome, CHOICE_ID, cycle->applicants[i].id, cycle->applicants[i].name, _(role_words(ROLE_APPLICANT)));
  return true;
}

static void focus(Welcome *welcome, const char *id) {
  for (guint i = 0; i < welcome->rows->len; i++)
    if (g_str_equal(((const Row *)g_ptr_array_index(welcome->rows, i))->id, id)) welcome->list.at = i;
}

/* Who left a file in this folder goes on with it, rather than begin another beside it. */
static void focus_here(Welcome *welcome) {
  g_autofree char *here = g_get_current_dir();
  for (guint i = welcome->rows->len; i > 0; i--) {
    const Row *row = g_ptr_array_index(welcome->rows, i - 1);
    g_autofree char *folder = g_path_get_dirname(row->more);
    if (row->choice == CHOICE_RECENT && g_str_equal(folder, here)) welcome->list.at = i - 1;
  }
}

bool welcome_go(Tui *tui, Welcome *welcome, Step step, GError **error) {
  Session *session = tui_session(tui);
  g_autoptr(GPtrArray) before = welcome->rows;
  welcome->rows = g_ptr_array_new_with_free_func(row_free);
  if (step == STEP_WHO && !list_people(welcome, error)) {
    g_ptr_array_unref(welcome->rows);
    welcome->rows = g_steal_pointer(&before);
    return false;
  }
  if (step == STEP_BEGIN) list_begin(welcome);
  if (step == STEP_CRITERIA) list_packs(welcome, session, PACK_CRITERIA);
  if (step == STEP_RULES) list_packs(welcome, session, PACK_RULES);
  welcome->step = step;
  welcome->list = (List){.n = welcome->rows->len};
  if (step == STEP_BEGIN) focus_here(welcome);
  if (step == STEP_CRITERIA) focus(welcome, WELCOME_CRITERIA);
  if (step == STEP_RULES) focus(welcome, "plain");
  return true;
}
