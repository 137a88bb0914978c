/* screen_scorebook.c: the heart of the program: one scorebook, its tree of items with marks and points, the guide to
 * the focused item, and live totals. Every key is a command line; nothing is ever unsaved. */
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>
#include <string.h>

static char *word(Tui *tui, void *state, const char *name) {
  const Desk *desk = state;
  const TreeRow *row = desk_focused(desk);
  if (g_str_equal(name, "applicant")) return g_strdup(desk->session->cycle->applicants[desk->applicant].id);
  if (g_str_equal(name, "assessor")) return g_strdup(desk->whose);
  if (g_str_equal(name, "stage")) return g_strdup(desk->which->id);
  if (!row) return NULL;
  if (g_str_equal(name, "item")) return g_strdup(desk_code(desk, row));
  /* comments are one's own, whatever is looked at */
  if (g_str_equal(name, "node") && desk->assessor != STORE_SELF) tui_say(tui, true, desk->locked);
  if (g_str_equal(name, "node") && desk->assessor == STORE_SELF) return g_strdup(row->node ? row->node->code : "total");
  return NULL;
}

const char *desk_state_words(const Desk *desk) {
  const Cycle *cycle = desk->session->cycle;
  int64_t who = desk->assessor == STORE_SELF ? cycle_assessor(cycle, desk->session->actor) : desk->assessor;
  if (desk->undeclared) return _("to declare");
  if (who >= 0 && cycle_is_recused(cycle, desk->applicant, (uint32_t)who)) return _("recused");
  if (desk->copy.state == SCOREBOOK_SUBMITTED) return _("submitted");
  if (who >= 0 && cycle_release(cycle, desk->stage, desk->applicant, (uint32_t)who)) return _("released");
  return desk->copy.returned ? _("returned") : _("draft");
}

/* Whose it is is said where it is not one's own. */
static char *subtitle(Tui *tui, void *state) {
  (void)tui;
  const Desk *desk = state;
  const Session *session = desk->session;
  const Applicant *applicant = &session->cycle->applicants[desk->applicant];
  g_autoptr(GString) words = g_string_new(applicant->id);
  g_string_append_printf(words, " %s", applicant->name);
  if (session_has_stages(session)) g_string_append_printf(words, "  %s", session_stage(session, desk->stage));
  if (desk->assessor != STORE_SELF) {
    g_autofree char *by = g_strdup_printf(_("by %s"), desk->whose);
    g_string_append_printf(words, "  %s", by);
  }
  g_string_append_printf(words, "  %s", desk_state_words(desk));
  return g_string_free(g_steal_pointer(&words), FALSE);
}

static bool read_only(const void *state) { return ((const Desk *)state)->locked != NULL; }

static const char *keys(const void *state) { return ((const Desk *)state)->undeclared ? "declaration" : NULL; }

static List *list(void *state) { return &((Desk *)state)->list; }

static bool matches(void *state, size_t i, const char *text) {
  const Desk *desk = state;
  const TreeRow *row = &g_array_index(desk->rows, TreeRow, i);
  if (!row->node) return false;
  const Text *title = row->dimension >= 0 ? &row->node->rubric->dimensions[row->dimension].title : &row->node->title;
  return list_has(desk_code(desk, row), text) || list_has(text_in(title, desk->session->lang), text);
}

const Screen screen_scorebook = {
    .name = "scorebook",
    .title = N_("Scorebook"),
    .sentence = N_("a scorebook: open scorebook APPLICANT STAGE [ASSESSOR [ITEM]]"),
    .roles = ROLES_ALL,
    .needs_database = true,
    .state_size = sizeof(Desk),
    .open = desk_open,
    .load = desk_load,
    .draw = desk_draw,
    .key = ask_key,
    .word = word,
    .subtitle = subtitle,
    .list = list,
    .matches = matches,
    .read_only = read_only,
    .keys = keys,
    .close = desk_close,
    .verbs = desk_verbs,
};
