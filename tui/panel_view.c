/* panel_view.c: which panel is meant, its marks, and how a mark that stands apart is told: by sign and by colour. */
#include "tui/panel_view.h"

#include <glib/gi18n.h>
#include <string.h>

static bool has_books(PanelView *view, uint16_t stage) {
  Panel *panel = store_panel(view->session->store, view->session->cycle, stage, view->applicant, NULL);
  bool any = panel && panel->n > 0;
  store_panel_free(panel);
  return any;
}

/* The latest stage that is marked and has a scorebook, else the first that is marked. */
static int latest_stage(PanelView *view) {
  const Rules *rules = view->session->rules;
  int found = -1;
  for (size_t i = rules->n_stages; i-- > 0;) {
    if (rules->stages[i].form == STAGE_GATE) continue;
    found = (int)i;
    if (has_books(view, (uint16_t)i)) break;
  }
  return found;
}

static bool find_stage(PanelView *view, const char *name, GError **error) {
  const Rules *rules = view->session->rules;
  int stage = name && *name ? rules_stage_index(rules, name) : latest_stage(view);
  if (stage < 0 || rules->stages[stage].form == STAGE_GATE) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("the rules have no stage “%s” with marks"),
                name ? name : "");
    return false;
  }
  view->stage = (uint16_t)stage;
  return true;
}

bool panel_view_open(Tui *tui, PanelView *view, const char *argument, GError **error) {
  g_auto(GStrv) words = g_strsplit(argument, " ", 3);
  guint n = g_strv_length(words);
  view->session = tui_session(tui);
  if (n == 0 || !*words[0]) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("say whose panel: APPLICANT, then perhaps STAGE and ITEM"));
    return false;
  }
  int64_t applicant = cycle_applicant(view->session->cycle, words[0]);
  if (applicant < 0) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_INPUT, _("there is no applicant “%s”"), words[0]);
    return false;
  }
  view->applicant = (uint32_t)applicant;
  if (n > 2 && *words[2]) view->item = g_strdup(words[2]);
  return find_stage(view, n > 1 ? words[1] : NULL, error);
}

bool panel_view_load(PanelView *view, GError **error) {
  Session *session = view->session;
  Panel *panel = store_panel(session->store, session->cycle, view->stage, view->applicant, error);
  if (!panel) return false;
  store_panel_free(view->panel);
  disagreements_free(view->among);
  view->panel = panel;
  view->among = disagreements_of(&session->award, session->cycle, panel);
  return true;
}

void panel_view_clear(PanelView *view) {
  g_clear_pointer(&view->item, g_free);
  g_clear_pointer(&view->panel, store_panel_free);
  g_clear_pointer(&view->among, disagreements_free);
}

const char *panel_view_applicant(const PanelView *view) { return view->session->cycle->applicants[view->applicant].id; }

const char *panel_view_stage(const PanelView *view) { return view->session->rules->stages[view->stage].id; }

char *panel_view_title(const PanelView *view) {
  const Applicant *applicant = &view->session->cycle->applicants[view->applicant];
  bool several = session_has_stages(view->session);
  return g_strdup_printf("%s %s%s%s", applicant->id, applicant->name, several ? "  " : "",
                         several ? session_stage(view->session, view->stage) : "");
}

int panel_view_item(const PanelView *view, const char *code) {
  const Criteria *criteria = award_criteria(&view->session->award, view->session->cycle, view->applicant);
  int cell = criteria_cell(criteria, code);
  const Node *node = cell >= 0 ? criteria_cell_item(criteria, (size_t)cell) : NULL;
  for (size_t i = 0; i < view->among->n; i++)
    if (g_str_equal(view->among->items[i].item.code, node ? node->code : code)) return (int)i;
  return -1;
}

void panel_view_put(char *buf, size_t size, const CheckItem *item, int64_t result) {
  if (result >= 0) {
    panel_view_figure(buf, size, ratio((int128_t)result * item->scale->unit, (int128_t)item->den * 100));
    return;
  }
  const char *word = result == MARK_ABSTAINED ? _("abst") : result == MARK_NOT_APPLICABLE ? _("n/a") : ".";
  g_strlcpy(buf, word, size);
}

const char *panel_view_sign(int step) {
  static const char *const signs[] = {"--", "-", "", "+", "++"};
  return signs[step + 2];
}

Style panel_view_style(int step) { return step == 0 ? STYLE_PLAIN : ABS(step) == 1 ? STYLE_WARN : STYLE_BAD; }

const char *panel_view_talk(Talk talk) { return talk == TALK_DISCUSS ? "!!" : talk == TALK_WARN ? "!" : ""; }

void panel_view_figure(char *buf, size_t size, Ratio figure) {
  char text[RATIO_BUF];
  ratio_put_decimal(text, figure, 2);
  size_t n = strlen(text);
  while (n > 0 && text[n - 1] == '0') text[--n] = '\0';
  if (n > 0 && text[n - 1] == '.') text[--n] = '\0';
  g_strlcpy(buf, text, size);
}
