/* screen_consensus_ask.c: the questions at the bottom: the mark, why it moved, and a comment's words. Each answer makes
 * the command line longer; the last one runs it. */
#include "reports/words.h"
#include "tui/screen_consensus.h"

#include <glib/gi18n.h>
#include <string.h>

static void add_option(Meeting *meeting, const char *name, const char *value) {
  g_autofree char *quoted = g_shell_quote(value), *before = meeting->line;
  meeting->line = g_strdup_printf("%s --%s %s", before, name, quoted);
}

static void begin_line(Meeting *meeting, const Step *step, const char *mark) {
  g_autofree char *applicant = g_shell_quote(panel_view_applicant(&meeting->view));
  g_autofree char *cell = g_shell_quote(meeting_code(meeting, step)), *quoted = g_shell_quote(mark);
  g_free(meeting->line);
  meeting->line = g_strdup_printf("agree %s %s %s", applicant, cell, *mark ? quoted : "");
  add_option(meeting, "stage", panel_view_stage(&meeting->view));
  add_option(meeting, "instead-of", meeting->before);
}

/* Which cell the question is about, and what was agreed when it was put: whoever agrees on something else meanwhile is not
 * overwritten. */
static void note_asked(Meeting *meeting, const Step *step) {
  meeting->asked = *step;
  const AgreedMark *agreed = meeting_agreed(meeting, step);
  g_strlcpy(meeting->before, "blank", sizeof meeting->before);
  if (agreed) mark_put(meeting->before, meeting_scale(meeting, step), agreed->mark);
}

/* -- the mark ---------------------------------------------------------------------------------------------------- */

static void words_given(Tui *tui, const char *text, void *data) {
  Meeting *meeting = data;
  if (!text_says(text)) {
    tui_ask(tui, _("a reason is needed; Esc leaves it as it is: "), "", words_given, meeting);
    return;
  }
  add_option(meeting, "reason", text);
  g_autofree char *line = g_strdup(meeting->line);
  tui_run(tui, line);
}

static void code_chosen(Tui *tui, size_t chosen, void *data) {
  Meeting *meeting = data;
  add_option(meeting, "reason-code", consensus_code(meeting->view.session->rules, chosen));
  tui_ask(tui, _("why, in words: "), "", words_given, meeting);
}

static void ask_code(Tui *tui, Meeting *meeting) {
  const Session *session = meeting->view.session;
  size_t n = consensus_code_count(session->rules);
  g_autofree const char **titles = g_new(const char *, n);
  for (size_t i = 0; i < n; i++)
    titles[i] = consensus_words(session->rules, consensus_code(session->rules, i), session->lang);
  tui_choose(tui, _("This moves away from what was given. Why?"), titles, n, 0, code_chosen, meeting);
}

/* Whether a panel can agree on it; a blank is no agreement. */
static bool is_agreeable(const Meeting *meeting, const Step *step, const char *text, Mark *ret_mark) {
  const Scale *scale = meeting_scale(meeting, step);
  if (!mark_parse(text, scale, ret_mark)) return false;
  return mark_is_number(*ret_mark) ? scale_allows(scale, *ret_mark) : *ret_mark == MARK_NOT_APPLICABLE;
}

static bool is_id(const Assessor *member, const char *name) { return g_str_equal(member->id, name); }

static bool is_like_id(const Assessor *member, const char *name) { return g_ascii_strcasecmp(member->id, name) == 0; }

static bool is_name(const Assessor *member, const char *name) { return g_str_equal(member->name, name); }

static bool is_anybody(const Assessor *member, const char *name) {
  (void)member, (void)name;
  return true;
}

typedef bool Naming(const Assessor *member, const char *name);

/* Ids of the panel's members who are so named, borrowed. Caller unrefs. */
static GPtrArray *members(const Meeting *meeting, Naming *is_named, const char *name) {
  const Panel *panel = meeting->view.panel;
  GPtrArray *ids = g_ptr_array_new();
  for (size_t i = 0; i < panel->n; i++) {
    const Assessor *assessor = &meeting->view.session->cycle->assessors[panel->books[i].assessor];
    if (is_named(assessor, name)) g_ptr_array_add(ids, (char *)assessor->id);
  }
  return ids;
}

/* Who is meant: by the id itself, else by an id in other letters, else by a full name. Caller unrefs. */
static GPtrArray *members_named(const Meeting *meeting, const char *name) {
  static Naming *const namings[] = {is_id, is_like_id, is_name};
  for (size_t i = 0; *name && i < G_N_ELEMENTS(namings); i++) {
    g_autoptr(GPtrArray) ids = members(meeting, namings[i], name);
    if (ids->len > 0) return g_steal_pointer(&ids);
  }
  return g_ptr_array_new();
}

/* Why the name tells nobody: it is of none of the panel, or of several. */
static char *not_one(const Meeting *meeting, const char *name, const GPtrArray *named) {
  g_autoptr(GPtrArray) all = members(meeting, is_anybody, name);
  const GPtrArray *told = named->len > 1 ? named : all;
  g_autoptr(GString) ids = g_string_new(NULL);
  for (guint i = 0; i < told->len; i++)
    g_string_append_printf(ids, "%s%s", i ? _(", ") : "", (const char *)g_ptr_array_index(told, i));
  return named->len > 1 ? g_strdup_printf(_("“%s” is several, %s; say whose id: "), name, ids->str)
                        : g_strdup_printf(_("“%s” is not of this panel, which is %s: "), name, ids->str);
}

/* "75", or "75 E03": the mark, and who proposed it. What cannot be stays in the line, before anything more is asked. */
static void mark_given(Tui *tui, const char *answer, void *data) {
  Meeting *meeting = data;
  g_autofree char *text = text_meant(answer);
  const Step *step = &meeting->asked;
  g_auto(GStrv) words = g_strsplit(text, " ", 2);
  if (!words[0] || !*words[0]) return;
  const Scale *scale = meeting_scale(meeting, step);
  const char *name = words[1] ? g_strstrip(words[1]) : "";
  g_autoptr(GPtrArray) named = members_named(meeting, name);
  Mark mark = MARK_BLANK;
  bool legal = is_agreeable(meeting, step, words[0], &mark);
  if (!legal || (*name && named->len != 1)) {
    g_autofree char *marks = scale_describe(scale);
    g_autofree char *prompt =
        legal ? not_one(meeting, name, named) : g_strdup_printf(_("not legal; it takes %s: "), marks);
    tui_ask(tui, prompt, text, mark_given, meeting);
    return;
  }
  g_autofree Mark *marks = meeting_marks(meeting, step);
  begin_line(meeting, step, words[0]);
  if (*name) add_option(meeting, "proposed-by", g_ptr_array_index(named, 0));
  if (consensus_moves(scale, marks, meeting->view.panel->n, mark)) {
    ask_code(tui, meeting);
    return;
  }
  g_autofree char *line = g_strdup(meeting->line);
  tui_run(tui, line);
}

bool meeting_ask_mark(Tui *tui, void *state, const char *rest, GError **error) {
  (void)error;
  Meeting *meeting = state;
  const Step *step = meeting_step(meeting);
  if (!step) return true;
  note_asked(meeting, step);
  g_autofree char *legal = scale_describe(meeting_scale(meeting, step));
  g_autofree char *prompt = g_strdup_printf(_("agreed mark (%s), then who proposed it: "), legal);
  tui_ask(tui, prompt, rest, mark_given, meeting);
  return true;
}

bool meeting_ask_withdrawal(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Meeting *meeting = state;
  const Step *step = meeting_step(meeting);
  if (!step || !meeting_agreed(meeting, step)) {
    tui_say(tui, true, _("nothing is agreed here yet"));
    return true;
  }
  note_asked(meeting, step);
  begin_line(meeting, step, "");
  g_autofree char *before = meeting->line;
  meeting->line = g_strconcat(before, " --withdraw", NULL);
  tui_ask(tui, _("withdrawn, because: "), "", words_given, meeting);
  return true;
}

/* -- comments ------------------------------------------------------------------------------------------------------ */

bool meeting_pick(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  const Voice *voice = meeting_voice(state);
  if (!voice) return true;
  g_autofree char *line = voice->merged
                              ? g_strdup_printf("merge %" G_GINT64_FORMAT " --withdraw", voice->merged->number)
                              : g_strdup_printf("merge %" G_GINT64_FORMAT, voice->comment->number);
  tui_run(tui, line);
  return true;
}

static void text_given(Tui *tui, const char *text, void *data) {
  Meeting *meeting = data;
  add_option(meeting, "text", text);
  g_autofree char *line = g_strdup(meeting->line);
  tui_run(tui, line);
}

bool meeting_ask_words(Tui *tui, void *state, const char *rest, GError **error) {
  (void)rest, (void)error;
  Meeting *meeting = state;
  const Voice *voice = meeting_voice(meeting);
  if (!voice) return true;
  if (voice->merged) {
    tui_say(tui, true, _("this comment is taken over already; x takes it back first"));
    return true;
  }
  g_free(meeting->line);
  meeting->line = g_strdup_printf("merge %" G_GINT64_FORMAT, voice->comment->number);
  tui_ask(tui, _("in other words: "), voice->comment->text, text_given, meeting);
  return true;
}
