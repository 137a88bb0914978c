/* plain_item.c: a scorebook in lines: an item is read out whole, then its mark is asked for and saved. */
#include "tui/plain_private.h"

#include <glib/gi18n.h>
#include <string.h>

static FILE *out(const Plain *plain) { return plain->tui.session->out; }

static const char *in(const Plain *plain, const Text *text) { return text_in(text, plain->tui.session->lang); }

static const TreeRow *row_at(const Plain *plain, guint i) { return &g_array_index(plain->desk->rows, TreeRow, i); }

/* -- opening ------------------------------------------------------------------------------------------------- */

static bool load(Plain *plain) {
  GError *error = NULL;
  if (desk_load(&plain->tui, plain->desk, &error)) return true;
  plain_fail(plain, error);
  return false;
}

static void say_progress(const Plain *plain) {
  const Desk *desk = plain->desk;
  const DeskProgress progress = desk_progress(desk, NULL);
  const StageTotal *sum = &desk->sheet->total;
  g_autofree char *total = desk_points_text(sum->points), *max = desk_points_text(sum->max);
  if (sum->state == TOTAL_NONE)
    fprintf(out(plain), _("%zu of %zu marked; these criteria have no total."), progress.numbers, progress.cells);
  else
    fprintf(out(plain), _("%zu of %zu marked, total so far %s of %s."), progress.numbers, progress.cells, total, max);
  if (progress.others > 0)
    fprintf(out(plain), ngettext(" %zu is abstained or n/a.", " %zu are abstained or n/a.", progress.others),
            progress.others);
  fputc('\n', out(plain));
}

static void say_applicant(const Plain *plain, const Applicant *applicant) {
  const char *class = session_class(plain->tui.session, applicant->class_id);
  fprintf(out(plain), _("Class: %s. Sector: %s. Region: %s."), class, applicant->sector, applicant->region);
  fputc('\n', out(plain));
}

static void say_book(const Plain *plain) {
  const Desk *desk = plain->desk;
  const Applicant *applicant = &plain->tui.session->cycle->applicants[desk->applicant];
  fprintf(out(plain), _("%s %s, %s, scorebook of %s, %s."), applicant->id, applicant->name,
          session_stage(desk->session, desk->stage), desk->whose, desk_state_words(desk));
  fputc('\n', out(plain));
  if (desk->copy.returned) {
    fprintf(out(plain), _("returned: %s"), desk->copy.returned);
    fputc('\n', out(plain));
  }
  if (desk->undeclared) say_applicant(plain, applicant);
  if (desk->locked) fprintf(out(plain), "%s\n", desk->locked);
}

static void say_factors(const Plain *plain) {
  for (guint i = 0; i < plain->desk->factors->len; i++) {
    const Factor *factor = g_ptr_array_index(plain->desk->factors, i);
    fprintf(out(plain), _("Key factor %lld: %s"), (long long)factor->number, factor->text);
    fputc('\n', out(plain));
  }
}

void plain_close(Plain *plain) {
  plain->closed++;
  if (plain->desk) desk_close(plain->desk);
  g_clear_pointer(&plain->desk, g_free);
}

bool plain_open(Plain *plain, const char *argument) {
  GError *error = NULL;
  plain_close(plain);
  plain->told = NULL;
  plain->desk = g_new0(Desk, 1);
  if (!desk_open(&plain->tui, plain->desk, argument, &error)) {
    plain_fail(plain, error);
    plain_close(plain);
    return false;
  }
  if (!load(plain)) {
    plain_close(plain);
    return false;
  }
  say_book(plain);
  if (!plain->desk->undeclared) {
    say_factors(plain);
    say_progress(plain);
  }
  return true;
}

/* -- one item ------------------------------------------------------------------------------------------------- */

/* Whole the first time, then only the bands; ? reads all again. */
static void say_bands(Plain *plain, const TreeRow *row) {
  const Rubric *rubric = row->node->rubric;
  bool whole = plain->told != rubric;
  plain->told = rubric;
  for (size_t i = 0; i < rubric->n_bands; i++) {
    const Band *band = &rubric->bands[i];
    fprintf(out(plain), _("Band %zu, %s: %s"), i + 1, in(plain, &band->title), in(plain, &band->hint));
    fputc('\n', out(plain));
    for (size_t d = 0; whole && band->texts && d < rubric->n_dimensions; d++) {
      if (row->dimension >= 0 && (size_t)row->dimension != d) continue;
      fprintf(out(plain), _("  %s: %s\n"), in(plain, &rubric->dimensions[d].title), in(plain, &band->texts[d]));
    }
  }
}

static void say_mark(const Plain *plain, const TreeRow *row) {
  const Desk *desk = plain->desk;
  Mark mark = desk->copy.marks[row->cell];
  g_autofree char *text = desk_mark_text(desk, (size_t)row->cell, mark);
  const Band *band = row->node && mark_is_number(mark) ? rubric_band(row->node->rubric, ratio_int(mark)) : NULL;
  if (!mark_is_number(mark)) text = (g_free(text), g_strdup(desk_state_word(mark)));
  g_autofree char *why = desk_left_out(desk, row->node);
  if (why) text = (g_free(text), g_strdup_printf("%s, %s", desk_state_word(mark), why));
  if (band)
    fprintf(out(plain), _("%s: %s, in the band %s."), desk_code(desk, row), text, in(plain, &band->title));
  else
    fprintf(out(plain), _("%s: %s."), desk_code(desk, row), text);
  fputc('\n', out(plain));
}

/* Strengths and opportunities noted on the item, with their numbers. */
static void say_comments(const Plain *plain, const char *code) {
  for (guint i = 0; i < plain->desk->comments->len; i++) {
    const Comment *comment = g_ptr_array_index(plain->desk->comments, i);
    bool strength = g_str_equal(comment->kind, "strength");
    if ((!strength && !g_str_equal(comment->kind, "ofi")) || !g_str_equal(comment->item, code)) continue;
    g_autofree char *evidence = desk_evidence_text(comment);
    fprintf(out(plain), strength ? _("Strength, number %lld: %s %s") : _("Opportunity, number %lld: %s %s"),
            (long long)comment->number, comment->text, evidence);
    fputc('\n', out(plain));
  }
}

static void say_item(Plain *plain, const TreeRow *row) {
  const Desk *desk = plain->desk;
  const Node *node = row->node;
  g_autofree char *legal = scale_describe(desk_scale(desk, (size_t)row->cell));
  if (node) {
    g_autofree char *points = desk_points_text(node->points);
    fputc('\n', out(plain));
    fprintf(out(plain), _("%s %s. "), desk_code(desk, row), in(plain, &node->title));
    if (row->dimension >= 0) fprintf(out(plain), _("%s. "), in(plain, &node->rubric->dimensions[row->dimension].title));
    fprintf(out(plain), _("%s points."), points);
    fprintf(out(plain), "\n%s\n", in(plain, &node->hint));
    for (size_t i = 0; i < node->n_questions; i++)
      fprintf(out(plain), "%s %s\n", node->questions[i].code, in(plain, &node->questions[i].text));
    say_bands(plain, row);
  }
  say_comments(plain, node ? node->code : "total");
  say_mark(plain, row);
  fprintf(out(plain), _("Marks: %s."), legal);
  fputc('\n', out(plain));
}

static bool is_locked(const Plain *plain) {
  if (plain->desk->locked) fprintf(out(plain), "%s\n", plain->desk->locked);
  return plain->desk->locked != NULL;
}

void plain_list(Plain *plain, const char *words) {
  const Desk *desk = plain->desk;
  if (desk->undeclared && is_locked(plain)) return;
  for (guint i = 0; i < desk->rows->len; i++) {
    const TreeRow *row = row_at(plain, i);
    const char *title = row->node ? in(plain, &row->node->title) : "";
    if (row->cell < 0 || (*words && !list_has(desk_code(desk, row), words) && !list_has(title, words))) continue;
    g_autofree char *text = desk_mark_text(desk, (size_t)row->cell, desk->copy.marks[row->cell]);
    const char *word = desk_state_word(desk->copy.marks[row->cell]);
    fprintf(out(plain), _("%s %s: %s"), desk_code(desk, row), title,
            mark_is_number(desk->copy.marks[row->cell]) ? text : word);
    fputc('\n', out(plain));
  }
  say_progress(plain);
}

/* -- its mark ---------------------------------------------------------------------------------------------------- */

static bool give(Plain *plain, const TreeRow *row, const char *mark, const char *reason) {
  const Desk *desk = plain->desk;
  const char *id = plain->tui.session->cycle->applicants[desk->applicant].id;
  const char *argv[] = {"score", id, desk_code(desk, row), mark, "--stage", desk->which->id, "--reason", reason, NULL};
  if (!reason) argv[6] = NULL;
  if (!plain_run(plain, argv) || !load(plain)) return false;
  say_mark(plain, row);
  say_progress(plain);
  return true;
}

static void comment(Plain *plain, const TreeRow *row, const char *kind, const char *text) {
  const Desk *desk = plain->desk;
  const char *id = plain->tui.session->cycle->applicants[desk->applicant].id;
  plain_run(plain, (const char *const[]){"comment", id, row->node ? row->node->code : "total", kind, text, "--stage",
                                         desk->which->id, NULL});
}

typedef enum Answer { ANSWER_AGAIN, ANSWER_GO_ON, ANSWER_STOP } Answer;

static Answer take(Plain *plain, const TreeRow *row, char *line) {
  g_strstrip(line);
  if (g_str_equal(line, "stop") || g_str_equal(line, "quit")) return ANSWER_STOP;
  if (!*line || g_str_equal(line, "skip")) return ANSWER_GO_ON;
  if (*line == '+' || *line == '-') {
    comment(plain, row, *line == '+' ? "strength" : "ofi", g_strstrip(line + 1));
    return ANSWER_AGAIN;
  }
  if (g_str_equal(line, "?")) {
    plain->told = NULL;
    say_item(plain, row);
    return ANSWER_AGAIN;
  }
  if (*line == ':') return plain_aside(plain, line + 1) && load(plain) ? ANSWER_AGAIN : ANSWER_STOP;
  g_auto(GStrv) words = g_strsplit(line, " ", 2);
  const char *mark = g_str_equal(words[0], "n/a") ? "not-applicable" : words[0];
  if (give(plain, row, mark, words[1])) return ANSWER_GO_ON;
  if (plain->prompts) return ANSWER_AGAIN;
  /* in a pipe the next line is about the next item, whatever became of this one */
  fprintf(out(plain), _("%s stays as it is."), desk_code(plain->desk, row));
  fputc('\n', out(plain));
  return ANSWER_GO_ON;
}

static Answer ask(Plain *plain, const TreeRow *row) {
  g_autofree char *prompt = g_strdup_printf(_("mark of %s: "), desk_code(plain->desk, row));
  say_item(plain, row);
  for (Answer answer = ANSWER_AGAIN; answer == ANSWER_AGAIN;) {
    g_autofree char *line = plain_line(plain, prompt);
    if (!line) return ANSWER_STOP;
    answer = take(plain, row, line);
    if (answer != ANSWER_AGAIN) return answer;
  }
  return ANSWER_GO_ON;
}

void plain_next(Plain *plain) {
  const Desk *desk = plain->desk;
  if (is_locked(plain)) return;
  if (plain->prompts)
    fprintf(
        out(plain), "%s\n",
        _("A mark and Enter saves it; + TEXT notes a strength, - TEXT an opportunity; empty skips; stop ends; ? reads "
          "the item again; :LINE does anything else."));
  for (guint i = 0; i < desk->rows->len; i++) {
    const TreeRow *row = row_at(plain, i);
    if (row->cell < 0 || desk->copy.marks[row->cell] != MARK_BLANK) continue;
    if (ask(plain, row) == ANSWER_STOP) return;
  }
  fprintf(out(plain), "%s\n", _("That was the last item. list reads the marks, submit hands the scorebook in."));
}

void plain_item(Plain *plain, const char *code) {
  for (guint i = 0; i < plain->desk->rows->len; i++) {
    const TreeRow *row = row_at(plain, i);
    if (row->cell < 0 || !g_str_equal(desk_code(plain->desk, row), code)) continue;
    if (is_locked(plain) && !plain->desk->undeclared)
      say_item(plain, row);
    else if (!plain->desk->locked)
      ask(plain, row);
    return;
  }
  plain_fail(plain, g_error_new(COMMAND_ERROR, COMMAND_ERROR_INPUT, _("there is no item “%s”; list reads them"), code));
}
