/* plain_panel.c: one panel in lines: what each item was given, and what the panel agrees on, asked item by item. */
#include "reports/words.h"
#include "tui/plain_private.h"
#include "tui/screen_consensus.h"

#include <glib/gi18n.h>
#include <string.h>

static FILE *out(const Plain *plain) { return plain->tui.session->out; }

/* The panel as the consensus screen has it, widest range first; NULL when it may not be seen, which is said. */
static Meeting *meet(Plain *plain, const char *argument) {
  GError *error = NULL;
  Meeting *meeting = g_new0(Meeting, 1);
  if (screen_consensus.open(&plain->tui, meeting, argument, &error) &&
      screen_consensus.load(&plain->tui, meeting, &error))
    return meeting;
  plain_fail(plain, error);
  screen_consensus.close(meeting);
  g_free(meeting);
  return NULL;
}

static void part(Meeting *meeting) {
  screen_consensus.close(meeting);
  g_free(meeting);
}

/* -- reading out --------------------------------------------------------------------------------------------- */

static const char *off_words(int step) {
  static const char *const words[] = {N_(", far below"), N_(", below"), "", N_(", above"), N_(", far above")};
  const char *word = words[step + 2];
  return *word ? _(word) : "";
}

static void say_marks(const Plain *plain, const Meeting *meeting, const Step *step) {
  const PanelView *view = &meeting->view;
  const Disagreement *row = meeting_item(meeting, step);
  bool whole = !row->item.rubric || row->item.rubric->n_cells == 1;
  for (size_t i = 0; i < view->panel->n; i++) {
    const Scorebook *book = &view->panel->books[i];
    const CheckItem cell = {.scale = meeting_scale(meeting, step), .den = 1};
    char text[32];
    panel_view_put(text, sizeof text, &cell, book->marks[step->cell]);
    if (book->marks[step->cell] == MARK_BLANK) g_strlcpy(text, _("blank"), sizeof text);
    fprintf(out(plain), "%s%s %s%s", i ? _("; ") : "", view->session->cycle->assessors[book->assessor].id, text,
            whole ? off_words(disagreement_step(view->among, row, i)) : "");
  }
  fputs(_(".\n"), out(plain));
}

static void say_step(const Plain *plain, const Meeting *meeting, const Step *step) {
  const Disagreement *row = meeting_item(meeting, step);
  static const char *const talks[] = {"", N_(", wants a word"), N_(", has to be talked about")};
  const AgreedMark *agreed = meeting_agreed(meeting, step);
  char range[32], median[32], mean[32], mark[32];
  panel_view_figure(range, sizeof range, row->range);
  panel_view_figure(median, sizeof median, row->median);
  panel_view_figure(mean, sizeof mean, row->mean);
  fprintf(out(plain), _("%s %s. Range %s%s; median %s, mean %s. "), meeting_code(meeting, step),
          text_in(&row->title, meeting->view.session->lang), range, *talks[row->talk] ? _(talks[row->talk]) : "",
          median, mean);
  say_marks(plain, meeting, step);
  if (!agreed) return;
  mark_put(mark, meeting_scale(meeting, step), agreed->mark);
  fprintf(out(plain), _("Agreed: %s"), mark);
  fputc('\n', out(plain));
}

void plain_matrix(Plain *plain, const char *argument) {
  Meeting *meeting = meet(plain, argument);
  if (!meeting) return;
  for (guint i = 0; i < meeting->steps->len && meeting->view.panel->n > 0; i++)
    say_step(plain, meeting, &g_array_index(meeting->steps, Step, i));
  if (meeting->view.panel->n == 0) fprintf(out(plain), "%s\n", _("Nobody has submitted a scorebook here yet."));
  part(meeting);
}

/* -- agreeing ---------------------------------------------------------------------------------------------------- */

/* The comments on the item, with the number by which one is taken over. */
static void say_voices(const Plain *plain, const Meeting *meeting) {
  for (guint i = 0; i < meeting->voices->len; i++) {
    const Voice *voice = &g_array_index(meeting->voices, Voice, i);
    bool strength = g_str_equal(voice->comment->kind, "strength");
    fprintf(out(plain), strength ? _("Strength, number %lld, by %s: %s") : _("Opportunity, number %lld, by %s: %s"),
            (long long)voice->comment->number, voice->comment->assessor, voice->comment->text);
    fprintf(out(plain), "%s\n", voice->merged ? _(" (taken over)") : "");
  }
}

/* The code meant by its number or its id; NULL: none. */
static const char *code_of(const Plain *plain, const char *text) {
  const Rules *rules = plain->tui.session->rules;
  guint64 number = g_ascii_strtoull(text, NULL, 10);
  if (number > 0 && number <= consensus_code_count(rules)) return consensus_code(rules, number - 1);
  return consensus_has_code(rules, text) ? text : NULL;
}

static char *ask_reason(Plain *plain, const char **ret_code) {
  const Session *session = plain->tui.session;
  for (size_t i = 0; plain->prompts && i < consensus_code_count(session->rules); i++) {
    const char *code = consensus_code(session->rules, i);
    fprintf(out(plain), "%zu. %s\n", i + 1, consensus_words(session->rules, code, session->lang));
  }
  g_autofree char *number = plain_line(plain, _("This moves away from what was given. Which reason? "));
  *ret_code = number ? code_of(plain, g_strstrip(number)) : NULL;
  return *ret_code ? plain_line(plain, _("why, in words: ")) : NULL;
}

/* "60", or "60 CODE WORDS" when it moves away from the marks. */
static bool agree(Plain *plain, const Meeting *meeting, const Step *step, const char *line) {
  g_auto(GStrv) words = g_strsplit(line, " ", 3);
  g_autofree Mark *marks = meeting_marks(meeting, step);
  const Scale *scale = meeting_scale(meeting, step);
  const AgreedMark *agreed = meeting_agreed(meeting, step);
  char before[32] = "blank";
  Mark mark;
  if (agreed) mark_put(before, scale, agreed->mark);
  const char *code = words[1] ? code_of(plain, words[1]) : NULL;
  g_autofree char *reason = g_strdup(code && words[2] ? words[2] : NULL);
  bool legal = mark_parse(words[0], scale, &mark) && (!mark_is_number(mark) || scale_allows(scale, mark));
  if (legal && !code && plain->prompts && consensus_moves(scale, marks, meeting->view.panel->n, mark))
    reason = ask_reason(plain, &code);
  const char *argv[16] = {"agree",
                          panel_view_applicant(&meeting->view),
                          meeting_code(meeting, step),
                          words[0],
                          "--stage",
                          panel_view_stage(&meeting->view),
                          "--instead-of",
                          before};
  size_t n = 8;
  if (code) argv[n++] = "--reason-code", argv[n++] = code;
  if (reason) argv[n++] = "--reason", argv[n++] = reason;
  return plain_run(plain, argv);
}

typedef enum Reply { REPLY_AGAIN, REPLY_GO_ON, REPLY_STOP } Reply;

static Reply take(Plain *plain, Meeting *meeting, const Step *step, char *line) {
  g_strstrip(line);
  if (g_str_equal(line, "stop") || g_str_equal(line, "quit")) return REPLY_STOP;
  if (!*line || g_str_equal(line, "skip")) return REPLY_GO_ON;
  if (*line == ':') return plain_aside(plain, line + 1) ? REPLY_AGAIN : REPLY_STOP;
  if (g_str_has_prefix(line, "take ")) {
    plain_run(plain, (const char *const[]){"merge", g_strstrip(line + strlen("take ")), NULL});
    return REPLY_AGAIN;
  }
  return agree(plain, meeting, step, line) || !plain->prompts ? REPLY_GO_ON : REPLY_AGAIN;
}

static Reply ask(Plain *plain, Meeting *meeting, const Step *step) {
  g_autofree char *prompt = g_strdup_printf(_("agreed mark of %s: "), meeting_code(meeting, step));
  say_step(plain, meeting, step);
  say_voices(plain, meeting);
  for (Reply reply = REPLY_AGAIN;;) {
    g_autofree char *line = plain_line(plain, prompt);
    reply = line ? take(plain, meeting, step, line) : REPLY_STOP;
    if (reply != REPLY_AGAIN) return reply;
  }
}

void plain_consensus(Plain *plain, const char *argument) {
  Meeting *meeting = meet(plain, argument);
  if (!meeting) return;
  GError *error = NULL;
  if (!store_may_agree(plain->tui.session->store, meeting->view.stage, meeting->view.applicant, &error)) {
    plain_fail(plain, error);
    part(meeting);
    return;
  }
  if (plain->prompts)
    fprintf(
        out(plain), "%s\n",
        _("A mark and Enter agrees on it, or MARK REASON-NUMBER WORDS; take NUMBER takes a comment over; empty skips; "
          "stop ends."));
  for (meeting->at = 0; meeting->at < meeting->steps->len; meeting->at++) {
    meeting_gather(meeting);
    if (ask(plain, meeting, meeting_step(meeting)) == REPLY_STOP) break;
  }
  part(meeting);
}
