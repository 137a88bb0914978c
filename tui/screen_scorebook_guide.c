/* screen_scorebook_guide.c: what helps to mark the focused item: flags, what is asked, the band table with the band the
 * mark lies in, what has been noted, and the applicant's own mark. */
#include "reports/flag_words.h"
#include "tui/prose.h"
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *in(const Desk *desk, const Text *text) { return text_in(text, desk->session->lang); }

/* The tree may have no room for a dimension's words: here they stand whole. */
static void add_dimension(const Desk *desk, Prose *prose, const TreeRow *row) {
  if (row->dimension < 0) return;
  prose_add(prose, STYLE_STRONG, "", 2, in(desk, &row->node->rubric->dimensions[row->dimension].title));
}

static void add_head(const Desk *desk, Prose *prose, const Node *node) {
  g_autofree char *head = g_strdup_printf("%s %s", node->code, in(desk, &node->title));
  prose_add(prose, STYLE_TITLE, "", 2, head);
  prose_add(prose, STYLE_PLAIN, "", 0, in(desk, &node->hint));
  if (node->advisory) prose_add(prose, STYLE_FAINT, "", 0, _("asked and reported, never counted"));
}

bool desk_has_flag(const Desk *desk, const Node *item) {
  for (guint i = 0; desk->flags && i < desk->flags->len; i++) {
    const Flag *flag = g_ptr_array_index(desk->flags, i);
    if (flag->item && !flag->resolved && code_is_of(flag->item, item->code)) return true;
  }
  return false;
}

static void add_flags(const Desk *desk, Prose *prose, const Node *node) {
  for (guint i = 0; desk->flags && i < desk->flags->len; i++) {
    const Flag *flag = g_ptr_array_index(desk->flags, i);
    if (!flag->item || (node ? !code_is_of(flag->item, node->code) : !g_str_equal(flag->item, "total"))) continue;
    g_autofree char *message = flag_message(flag, &desk->session->award, desk->session->cycle, desk->session->lang);
    g_autofree char *head = g_strdup_printf(_("! %s: "), _(flag->check->title));
    prose_add(prose, flag->severity >= SEVERITY_ERROR ? STYLE_BAD : STYLE_WARN, head, 2, message);
  }
}

/* "70%", or the state's word where there is no number. */
static char *said(const Desk *desk, size_t cell, Mark mark) {
  return mark_is_number(mark) ? desk_mark_text(desk, cell, mark) : g_strdup(desk_state_word(mark));
}

static void add_mark(const Desk *desk, Prose *prose, const TreeRow *row) {
  if (row->cell < 0) return;
  size_t cell = (size_t)row->cell;
  g_autofree char *mark = said(desk, cell, desk->copy.marks[cell]);
  g_autofree char *marks = desk_legal_text(desk, desk_scale(desk, cell));
  g_autofree char *given = g_strdup_printf(_("given: %s"), mark), *legal = g_strdup_printf(_("legal: %s"), marks);
  prose_add(prose, STYLE_STRONG, "", 2, given);
  if (desk->self) {
    g_autofree char *self = said(desk, cell, desk->self[cell]), *line = g_strdup_printf(_("self-assessment: %s"), self);
    prose_add(prose, STYLE_STRONG, "", 2, line);
  }
  prose_add(prose, STYLE_FAINT, "", 2, legal);
}

static void add_left_out(const Desk *desk, Prose *prose, const Node *node) {
  g_autofree char *words = desk_left_out(desk, node);
  if (words) prose_add(prose, STYLE_PLAIN, _("not applicable: "), 2, words);
}

static void add_wants(const Desk *desk, Prose *prose, const Node *node) {
  g_autofree char *wants = node ? desk_wants(desk, node) : NULL;
  if (wants) prose_add(prose, STYLE_WARN, "! ", 2, wants);
}

/* Why there is no number, where there is none. */
static void add_reason(const Desk *desk, Prose *prose, const TreeRow *row) {
  if (row->cell < 0 || desk->copy.marks[row->cell] > MARK_ABSTAINED) return;
  for (guint i = desk->comments->len; i-- > 0;) {
    const Comment *comment = g_ptr_array_index(desk->comments, i);
    if (!g_str_equal(comment->kind, "reason") || !g_str_equal(comment->item, desk_code(desk, row))) continue;
    prose_add(prose, STYLE_PLAIN, _("reason: "), 2, comment->text);
    return;
  }
}

/* -- bands -------------------------------------------------------------------------------------------------------- */

/* The band the row's mark lies in; for an item marked by dimensions, what they come to. */
static const Band *band_of(const Desk *desk, const TreeRow *row) {
  if (row->cell < 0) return desk->sheet->items[row->node->item].band;
  Mark mark = desk->copy.marks[row->cell];
  return mark_is_number(mark) ? rubric_band(row->node->rubric, ratio_int(mark)) : NULL;
}

static void add_band_texts(const Desk *desk, Prose *prose, const TreeRow *row, const Band *band) {
  const Rubric *rubric = row->node->rubric;
  for (size_t d = 0; band->texts && d < rubric->n_dimensions; d++) {
    if (row->dimension >= 0 && (size_t)row->dimension != d) continue;
    g_autofree char *head = g_strdup_printf(_("   %s: "), in(desk, &rubric->dimensions[d].title));
    const char *text = in(desk, &band->texts[d]);
    if (*text) prose_add(prose, STYLE_PLAIN, head, 5, text);
  }
}

static void add_bands(const Desk *desk, Prose *prose, const TreeRow *row) {
  const Rubric *rubric = row->node->rubric;
  const Band *lit = band_of(desk, row);
  prose_gap(prose);
  prose_add(prose, STYLE_TITLE, "", 2, in(desk, &rubric->title));
  for (size_t i = rubric->n_bands; i-- > 0;) {
    const Band *band = &rubric->bands[i];
    g_autofree char *head = g_strdup_printf("%s%zu %s ", band == lit ? ">" : " ", i + 1, in(desk, &band->title));
    const char *hint = in(desk, &band->hint);
    prose_add(prose, band == lit ? STYLE_STRONG : STYLE_PLAIN, head, 3, *hint ? hint : " ");
    if (band == lit) add_band_texts(desk, prose, row, band);
  }
}

/* -- comments and questions ------------------------------------------------------------------------------------------ */

static void add_comments(const Desk *desk, Prose *prose, const char *code, const char *kind, const char *head,
                         const char *title) {
  bool first = true;
  for (guint i = 0; i < desk->comments->len; i++) {
    const Comment *comment = g_ptr_array_index(desk->comments, i);
    if (!g_str_equal(comment->item, code) || !g_str_equal(comment->kind, kind)) continue;
    if (first) {
      prose_gap(prose);
      prose_add(prose, STYLE_TITLE, "", 2, title);
    }
    first = false;
    g_autofree char *evidence = desk_evidence_text(comment);
    prose_add(prose, STYLE_PLAIN, head, 2, comment->text);
    prose_add(prose, STYLE_FAINT, "  ", 4, evidence);
  }
}

/* The applicant's key factors; "*" before those that comments on this item cite. */
static void add_factors(const Desk *desk, Prose *prose, const char *code) {
  g_autoptr(GString) cited = g_string_new(" ");
  for (guint i = 0; i < desk->comments->len; i++) {
    const Comment *comment = g_ptr_array_index(desk->comments, i);
    if (g_str_equal(comment->item, code)) g_string_append_printf(cited, "%s ", comment->factors);
  }
  if (desk->factors->len) prose_gap(prose);
  if (desk->factors->len) prose_add(prose, STYLE_TITLE, "", 2, _("Key factors"));
  for (guint i = 0; i < desk->factors->len; i++) {
    const Factor *factor = g_ptr_array_index(desk->factors, i);
    g_autofree char *number = g_strdup_printf(" %lld ", (long long)factor->number);
    bool here = strstr(cited->str, number) != NULL;
    g_autofree char *head = g_strdup_printf("%sF%lld ", here ? "*" : " ", (long long)factor->number);
    prose_add(prose, here ? STYLE_STRONG : STYLE_PLAIN, head, 4, factor->text);
  }
}

static void add_questions(const Desk *desk, Prose *prose, const Node *node) {
  if (node->n_questions || (node->item >= 0 && node->n_children)) {
    prose_gap(prose);
    prose_add(prose, STYLE_TITLE, "", 2, _("Questions"));
  }
  for (size_t i = 0; i < node->n_questions; i++) {
    g_autofree char *head = g_strdup_printf("%s ", *node->questions[i].code ? node->questions[i].code : "-");
    prose_add(prose, STYLE_PLAIN, head, 2, in(desk, &node->questions[i].text));
  }
  for (size_t i = 0; node->item >= 0 && i < node->n_children; i++) {
    g_autofree char *head = g_strdup_printf("%s ", node->children[i]->code);
    prose_add(prose, STYLE_PLAIN, head, 2, in(desk, &node->children[i]->title));
  }
}

static Prose *prose_of(const Desk *desk, const TreeRow *row, int cells) {
  Prose *prose = prose_new(cells);
  const Node *node = row->node;
  if (node) add_head(desk, prose, node);
  add_flags(desk, prose, node);
  add_dimension(desk, prose, row);
  add_mark(desk, prose, row);
  add_reason(desk, prose, row);
  add_left_out(desk, prose, row->node);
  add_wants(desk, prose, node);
  if (node && node->item >= 0) add_bands(desk, prose, row);
  const char *code = node ? node->code : "total";
  add_comments(desk, prose, code, "strength", "+ ", _("Strengths"));
  add_comments(desk, prose, code, "ofi", "- ", _("Opportunities for improvement"));
  add_comments(desk, prose, code, "note", "  ", _("Notes"));
  add_factors(desk, prose, code);
  if (node) add_questions(desk, prose, node);
  return prose;
}

void guide_draw(Tui *tui, Desk *desk, Area area) {
  const TreeRow *row = desk_focused(desk);
  if (!row) return;
  if (desk->guide_of != desk->list.at) desk->guide_top = 0;
  desk->guide_of = desk->list.at;
  g_autoptr(Prose) prose = prose_of(desk, row, area.cols);
  prose_draw(prose, tui_term(tui), area, &desk->guide_top, desk->types ? NULL : "]");
  term_cursor(tui_term(tui), area.row, area.col);
}
