/* screen_scorebook_load.c: a scorebook out of the record, with all the screen tells about it. What the acting person
 * may not see the store refuses, and then it is not there: no other marks, no self-assessment, no flags. */
#include "reports/words.h"
#include "tui/draft.h"
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- reading -------------------------------------------------------------------------------------------------- */

static void put_saved(Desk *desk) {
  g_autoptr(GDateTime) at = g_date_time_new_from_iso8601(desk->copy.saved_at, NULL);
  g_autoptr(GDateTime) local = at ? g_date_time_to_local(at) : NULL;
  if (local)
    g_snprintf(desk->saved, sizeof desk->saved, "%02d:%02d:%02d", g_date_time_get_hour(local),
               g_date_time_get_minute(local), g_date_time_get_second(local));
}

static bool read_copy(Desk *desk, GError **error) {
  BookCopy copy = {0};
  if (!store_scorebook(desk->session->store, desk->stage, desk->applicant, desk->assessor, &copy, error)) return false;
  book_copy_clear(&desk->copy);
  desk->copy = copy;
  put_saved(desk);
  return true;
}

static void read_lock(Desk *desk) {
  g_autoptr(GError) refused = NULL;
  g_clear_pointer(&desk->locked, g_free);
  if (desk->assessor != STORE_SELF)
    desk->locked = g_strdup_printf(_("this is the scorebook of %s, to look at"), desk->whose);
  else if (!store_may_mark(desk->session->store, desk->stage, desk->applicant, &refused))
    desk->locked = g_strdup(refused->message);
}

/* Where words wait that were typed and never saved. */
static void find_unsaved(Desk *desk) {
  g_autoptr(GString) codes = g_string_new(NULL);
  for (guint i = 0; !desk->types && !desk->locked && i < desk->rows->len; i++) {
    const TreeRow *row = &g_array_index(desk->rows, TreeRow, i);
    const char *code = row->node ? row->node->code : "total";
    g_autofree char *path = row->dimension < 0 ? desk_draft(desk, code) : NULL;
    if (path && draft_is_there(path))
      g_string_append_printf(codes, "%s%s", codes->len ? _(", ") : "", item_words(code));
  }
  g_free(desk->unsaved);
  desk->unsaved = codes->len ? g_string_free(g_steal_pointer(&codes), FALSE) : NULL;
}

/* This scorebook's comments only, also where others' may be seen. */
static bool read_comments(Desk *desk, GError **error) {
  g_autoptr(GPtrArray) all = NULL;
  if (!store_comments(desk->session->store, desk->applicant, &all, error)) return false;
  g_clear_pointer(&desk->comments, g_ptr_array_unref);
  desk->comments = g_ptr_array_new_with_free_func((GDestroyNotify)comment_free);
  while (all->len) {
    Comment *comment = g_ptr_array_steal_index(all, 0);
    if (g_str_equal(comment->stage, desk->which->id) && g_str_equal(comment->assessor, desk->whose))
      g_ptr_array_add(desk->comments, comment);
    else
      comment_free(comment);
  }
  return true;
}

static bool read_factors(Desk *desk, GError **error) {
  GPtrArray *factors = store_factors(desk->session->store, desk->applicant, error);
  if (!factors) return false;
  g_clear_pointer(&desk->factors, g_ptr_array_unref);
  desk->factors = factors;
  return true;
}

static void read_sheet(Desk *desk) {
  int64_t number = cycle_assessor(desk->session->cycle, desk->whose);
  Scorebook one = {.applicant = desk->applicant,
                   .assessor = number < 0 ? 0 : (uint32_t)number,
                   .stage = desk->stage,
                   .state = SCOREBOOK_SUBMITTED,
                   .lead = true,
                   .marks = desk->copy.marks};
  Panel panel = {.applicant = desk->applicant, .stage = desk->stage, .n = 1, .books = &one, .assigned = 1};
  Cycle cycle = *desk->session->cycle;
  cycle.n_deducted = 0;
  scoresheet_free(desk->sheet);
  desk->sheet = scoresheet_of(desk->criteria, &desk->rules, &cycle, &panel);
}

/* The applicant's own marks on the same stage, where the store shows them to whoever sits here. */
static void read_self(Desk *desk) {
  const Cycle *cycle = desk->session->cycle;
  const char *id = cycle->applicants[desk->applicant].id;
  int64_t number = cycle_assessor(cycle, id);
  BookCopy copy = {0};
  g_clear_pointer(&desk->self, g_free);
  if (number < 0 || cycle->assessors[number].role != ROLE_APPLICANT || g_str_equal(id, desk->whose)) return;
  if (!store_scorebook(desk->session->store, desk->stage, desk->applicant, (uint32_t)number, &copy, NULL)) return;
  if (copy.state == SCOREBOOK_SUBMITTED && copy.n == desk->copy.n) desk->self = g_steal_pointer(&copy.marks);
  book_copy_clear(&copy);
}

static bool one_panel(void *data, bool (*each)(const Panel *panel, void *user), void *user, GError **error) {
  (void)error;
  each(data, user);
  return true;
}

/* What the checks say about the panel, where the store shows it. */
static void read_flags(Desk *desk) {
  g_clear_pointer(&desk->flags, g_ptr_array_unref);
  Panel *panel = store_panel(desk->session->store, desk->session->cycle, desk->stage, desk->applicant, NULL);
  if (!panel) return;
  PanelSource source = {.data = panel, .run = one_panel};
  desk->flags = checks_run(&desk->session->award, desk->session->cycle, &source, NULL, NULL, NULL);
  store_panel_free(panel);
}

/* A blank scorebook: what there is does not open yet. */
static void shut(Desk *desk) {
  book_copy_clear(&desk->copy);
  desk->copy = (BookCopy){.n = stage_cells(desk->which, desk->criteria)};
  desk->copy.marks = g_new(Mark, desk->copy.n + 1);
  for (size_t i = 0; i < desk->copy.n; i++) desk->copy.marks[i] = MARK_BLANK;
  g_clear_pointer(&desk->comments, g_ptr_array_unref);
  g_clear_pointer(&desk->factors, g_ptr_array_unref);
  desk->comments = g_ptr_array_new_with_free_func((GDestroyNotify)comment_free);
  desk->factors = g_ptr_array_new();
  read_lock(desk);
  read_sheet(desk);
}

static bool read_declaration(Desk *desk, GError **error) {
  bool own = desk->assessor == STORE_SELF;
  return !own || store_must_declare(desk->session->store, desk->stage, desk->applicant, &desk->undeclared, error);
}

bool desk_load(Tui *tui, void *state, GError **error) {
  (void)tui;
  Desk *desk = state;
  desk->criteria = award_criteria(&desk->session->award, desk->session->cycle, desk->applicant);
  if (!read_declaration(desk, error)) return false;
  if (desk->undeclared) {
    shut(desk);
    return true;
  }
  if (!read_copy(desk, error) || !read_comments(desk, error) || !read_factors(desk, error)) return false;
  read_lock(desk);
  find_unsaved(desk);
  read_sheet(desk);
  read_self(desk);
  read_flags(desk);
  return true;
}

void desk_close(void *state) {
  Desk *desk = state;
  book_copy_clear(&desk->copy);
  scoresheet_free(desk->sheet);
  g_clear_pointer(&desk->rows, g_array_unref);
  g_clear_pointer(&desk->comments, g_ptr_array_unref);
  g_clear_pointer(&desk->factors, g_ptr_array_unref);
  g_clear_pointer(&desk->flags, g_ptr_array_unref);
  g_free((Stage *)desk->rules.stages);
  g_free(desk->self);
  g_free(desk->whose);
  g_free(desk->locked);
  g_free(desk->unsaved);
  g_free(desk->mine);
  g_free(desk->why);
}
