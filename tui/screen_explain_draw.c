/* screen_explain_draw.c: where the applicant stands, the tree of what was earned, and the arithmetic of the focused row. */
#include "reports/report_ranking.h"
#include "reports/report_scoresheet.h"
#include "tui/columns.h"
#include "tui/prose.h"
#include "tui/screen_explain.h"
#include "tui/screen_ranking.h"

#include <glib/gi18n.h>

enum { DETAIL = 4, WITH_DETAIL = 12 };

static const ListColumn columns[] = {
    {N_("Item"), 0, false, 0, 0},   {N_("Points"), 6, true, 0, 0}, {N_("Marks given"), 28, false, 76, 0},
    {N_("Counts"), 8, true, 50, 0}, {N_("Earned"), 8, true, 0, 0},
};

/* -- where it stands ------------------------------------------------------------------------------------------ */

static void add(GString *words, const char *part) {
  if (*part) g_string_append_printf(words, "%s%s", words->len ? " · " : "", part);
}

static void add_owned(GString *words, char *part) {
  add(words, part);
  g_free(part);
}

static void add_remarks(GString *words, const Explain *explain, const Standing *standing) {
  const Session *session = explain->session;
  const ReportInput input = {.lang = session->lang, .award = &session->award, .cycle = session->cycle};
  if (standing->tied) add(words, _("shares its rank"));
  if (standing->decided_by_tie_key)
    add_owned(words, g_strdup_printf(_("equal total, told apart by %s"),
                                     ranking_tie_title(&input, &session->rules->tie_keys[standing->tie_key])));
  if (standing->contested) add(words, _("place contested"));
  if (standing->tier) add(words, session_tier(session, standing->tier));
  if (standing->reserve > 0) add_owned(words, ranking_reserve_words(&input, standing));
  if (standing->placed)
    add_owned(words, g_strdup_printf(_("place given by decision: %s"),
                                     cycle_placing(session->cycle, standing->applicant)->reason));
  if (standing->floor == FLOOR_MISSED) add(words, _("below the floor"));
}

char *explain_standing(const Explain *explain) {
  const Session *session = explain->session;
  const Applicant *applicant = &session->cycle->applicants[explain->applicant];
  const Ranking *ranking = explain->ranking ? explain->ranking->ranking : NULL;
  const Standing *standing = ranking ? ranking_standing(ranking, explain->applicant) : NULL;
  const NotRanked *not_ranked = ranking ? ranking_not_ranked(ranking, explain->applicant) : NULL;
  GString *words = g_string_new(NULL);
  if (standing) {
    const AwardClass *class = rules_class(session->rules, applicant->class_id);
    g_autofree char *total = ratio_decimal(*standing->total, 2), *max = ratio_short(*standing->max);
    unsigned n = ranking_in_class(ranking, &session->award, session->cycle, explain->applicant);
    add_owned(words, g_strdup_printf(_("rank %u of %u"), standing->rank, n));
    if (class) add(words, text_in(&class->title, session->lang));
    add_owned(words, g_strdup_printf(_("%s of %s points"), total, max));
    add_remarks(words, explain, standing);
  } else if (not_ranked) {
    g_autofree char *why = not_ranked_words(session, not_ranked);
    add_owned(words, g_strdup_printf(_("not ranked: %s"), why));
  }
  return g_string_free(words, FALSE);
}

/* -- rows ------------------------------------------------------------------------------------------------------- */

static char *figure(Ratio ratio) {
  return ratio_is_valid(ratio) ? ratio_decimal(ratio, ratio.den == 1 ? 0 : 2) : g_strdup("?");
}

/* Below each other, so with as many decimals. */
static char *earned_text(Ratio ratio) { return ratio_is_valid(ratio) ? ratio_decimal(ratio, 2) : g_strdup("?"); }

static int depth_of(const Node *node) {
  int depth = 1;
  for (const Node *up = node->parent; up; up = up->parent) depth++;
  return depth;
}

static char *title_of(const Explain *explain, const ExplainRow *row) {
  if (!row->node) return g_strdup(session_stage(explain->session, explain_part(explain, row)->stage));
  return g_strdup_printf("%*s%s %s", depth_of(row->node), "", row->node->code,
                         text_in(&row->node->title, explain->session->lang));
}

/* "71.67%", a name of the scale, or why there is none. */
static char *counts_of(const ExplainRow *row) {
  const ItemScore *score = row->score;
  if (!score) return g_strdup("");
  if (score->combined.state == COMBINED_NOT_APPLICABLE) return g_strdup(_("n/a"));
  if (score->combined.state == COMBINED_MISSING) return g_strdup(_("missing"));
  g_autofree char *result = figure(score->result);
  return g_strconcat(result, score->item ? score->item->rubric->scale->unit_sign : "", NULL);
}

static void points_of(const Explain *explain, const ExplainRow *row, Ratio *ret_earned, Ratio *ret_max) {
  const Scoresheet *sheet = explain_part(explain, row)->sheet;
  *ret_earned = sheet->total.points;
  *ret_max = sheet->total.max;
  if (row->node && row->score) {
    *ret_earned = row->score->points;
    *ret_max = row->score->max;
  } else if (row->node) {
    *ret_earned = sheet->nodes[row->node - sheet->criteria->nodes].points;
    *ret_max = sheet->nodes[row->node - sheet->criteria->nodes].max;
  }
}

static void draw_row(Tui *tui, void *state, size_t i, Area place, bool focused) {
  const Explain *explain = state;
  const ExplainRow *row = explain_row(explain, i);
  Ratio earned, most;
  points_of(explain, row, &earned, &most);
  bool told = !ratio_is_zero(most), missing = row->score && row->score->combined.state == COMBINED_MISSING;
  g_autofree char *title = title_of(explain, row), *max = told ? figure(most) : g_strdup("");
  g_autofree char *marks = explain_marks(explain, row, false), *counts = counts_of(row);
  g_autofree char *points = told && !missing ? earned_text(earned) : g_strdup("");
  const char *cells[] = {title, max, marks, counts, points};
  Style style = !row->node ? STYLE_TITLE : !row->score ? STYLE_STRONG : missing ? STYLE_BAD : STYLE_PLAIN;
  columns_row(tui_term(tui), place, columns, G_N_ELEMENTS(columns), cells, style, focused);
}

char *explain_words(const Explain *explain, const ExplainRow *row) {
  Ratio earned, most;
  points_of(explain, row, &earned, &most);
  g_autofree char *title = title_of(explain, row), *max = figure(most), *points = earned_text(earned);
  g_autofree char *marks = explain_marks(explain, row, true), *counts = counts_of(row);
  if (!row->score) return g_strdup_printf(_("%s: %s of %s points"), g_strstrip(title), points, max);
  if (!row->score->item) { /* what is taken off one figure, and its weight */
    g_autofree char *total = sheet_total_words(explain_part(explain, row)->sheet);
    return g_strdup_printf(_("%s: %s. %s"), g_strstrip(title), marks, total);
  }
  return g_strdup_printf(_("%s: %s of %s points, from %s (%s)"), g_strstrip(title), points, max, counts, marks);
}

/* -- the arithmetic ------------------------------------------------------------------------------------------------ */

static void explain_few(const Stage *stage, Prose *prose) {
  g_autofree char *few = sheet_few_words(stage);
  g_autofree char *said = few ? g_strdup_printf(_("%s; %s"), _("few marks, fallback used"), few) : NULL;
  prose_add(prose, STYLE_WARN, "! ", 2, said ? said : _("few marks, fallback used"));
}

/* Each mark by name, how they are combined, and what that earns. */
static void explain_item(const Explain *explain, const ExplainRow *row, Prose *prose) {
  const StageShare *part = explain_part(explain, row);
  const ItemScore *score = row->score;
  g_autofree char *marks = explain_marks(explain, row, true), *method = sheet_method_words(part->sheet->stage);
  g_autofree char *counts = counts_of(row), *max = figure(score->max), *points = figure(score->points);
  const char *words = score->combined.state == COMBINED_NUMBER ? _("%s; %s: %s") : _("%s; no figure: %s %s");
  g_autofree char *given = score->combined.state == COMBINED_NUMBER ? g_strdup_printf(words, marks, method, counts)
                                                                    : g_strdup_printf(words, marks, counts, "");
  prose_add(prose, STYLE_PLAIN, "", 0, given);
  if (score->combined.fell_back) explain_few(part->sheet->stage, prose);
  if (!score->item) { /* one figure: what is taken off it, and its weight, stand nowhere else */
    g_autofree char *total = sheet_total_words(part->sheet);
    prose_add(prose, STYLE_STRONG, "", 0, total);
  }
  if (!score->item || score->combined.state != COMBINED_NUMBER) return;
  g_autoptr(GString) earned = g_string_new(NULL);
  g_string_printf(earned, _("%s of %s points: %s"), counts, max, points);
  sheet_put_item_rounding(earned, part->sheet);
  if (score->item->advisory)
    prose_add(prose, STYLE_FAINT, "", 0, _("asked and reported, never counted"));
  else
    prose_add(prose, STYLE_STRONG, "", 0, earned->str);
}

static bool adds_up(const Criteria *criteria) {
  return criteria->aggregate == AGGREGATE_SUM || criteria->aggregate == AGGREGATE_PASS_ALL;
}

/* What it holds and what each of that earned, but for what does not count: advisory, or not applicable. */
static void put_held(GString *sum, const Scoresheet *sheet, const Node *node) {
  for (size_t i = 0; i < node->n_children; i++) {
    const Node *child = node->children[i];
    const NodeScore *held = &sheet->nodes[child - sheet->criteria->nodes];
    if (ratio_is_zero(held->max)) continue;
    g_autofree char *points = figure(child->item >= 0 ? sheet->items[child->item].points : held->points);
    const char *between = !sum->len ? "" : adds_up(sheet->criteria) ? " + " : _(", ");
    g_string_append_printf(sum, "%s%s %s", between, child->code, points);
  }
}

static void explain_node(const Explain *explain, const ExplainRow *row, Prose *prose) {
  const Scoresheet *sheet = explain_part(explain, row)->sheet;
  g_autoptr(GString) sum = g_string_new(NULL);
  put_held(sum, sheet, row->node);
  g_autofree char *total = figure(sheet->nodes[row->node - sheet->criteria->nodes].points);
  if (!sum->len)
    g_string_append(sum, _("nothing that it holds counts"));
  else if (adds_up(sheet->criteria))
    g_string_append_printf(sum, " = %s", total);
  else
    g_string_append_printf(sum, _("; %s: %s"), sheet_category_words(sheet->criteria), total);
  prose_add(prose, STYLE_PLAIN, "", 0, sum->str);
}

static void explain_stage(const Explain *explain, const ExplainRow *row, Prose *prose) {
  const StageShare *part = explain_part(explain, row);
  g_autofree char *total = sheet_total_words(part->sheet), *method = sheet_method_words(part->sheet->stage);
  g_autofree char *books = g_strdup_printf(_("%u scorebooks count; %s"), part->sheet->total.scorebooks, method);
  prose_add(prose, STYLE_PLAIN, "", 0, total);
  prose_add(prose, STYLE_PLAIN, "", 0, books);
}

static Prose *detail_of(const Explain *explain, int cols) {
  const ExplainRow *row = explain_row(explain, explain->list.at);
  Prose *prose = prose_new(cols - 2);
  if (row->score)
    explain_item(explain, row, prose);
  else if (row->node)
    explain_node(explain, row, prose);
  else
    explain_stage(explain, row, prose);
  return prose;
}

static void draw_detail(Term *term, const Prose *prose, Area area) {
  int top = 0;
  term_line(term, area.row, area.col, area.cols);
  prose_draw(prose, term, (Area){area.row + 1, area.col + 1, area.rows - 1, area.cols - 2}, &top, NULL);
}

/* In one row or two; how many. */
static int draw_standing(Term *term, const Explain *explain, Area area) {
  g_autofree char *standing = explain_standing(explain);
  g_autoptr(Prose) prose = prose_new(area.cols - 2);
  int top = 0;
  prose_add(prose, STYLE_STRONG, "", 0, standing);
  int rows = CLAMP((int)prose_lines(prose), 1, area.rows > WITH_DETAIL ? 2 : 1);
  prose_draw(prose, term, (Area){area.row, area.col + 2, rows, area.cols - 2}, &top, NULL);
  return rows;
}

void explain_draw(Tui *tui, void *state, Area area) {
  Explain *explain = state;
  Term *term = tui_term(tui);
  int said = draw_standing(term, explain, area);
  area.row += said - 1;
  area.rows -= said - 1;
  if (explain->list.n == 0) {
    term_put(term, area.row + 1, area.col + 2, area.cols - 2, STYLE_FAINT, _("No scorebook is submitted yet."));
    term_cursor(term, area.row + 1, area.col);
    return;
  }
  g_autoptr(Prose) prose = detail_of(explain, area.cols);
  int least = MAX(DETAIL, area.rows / 6), detail = CLAMP((int)prose_lines(prose) + 1, least, MAX(least, area.rows / 3));
  if (area.rows < WITH_DETAIL) detail = 0;
  columns_head(term, (Area){area.row + 1, area.col, 1, area.cols}, columns, G_N_ELEMENTS(columns));
  list_draw(&explain->list, tui, (Area){area.row + 2, area.col, area.rows - 2 - detail, area.cols}, draw_row, explain);
  int row, col;
  term_where(term, &row, &col);
  if (detail) draw_detail(term, prose, (Area){area.row + area.rows - detail, area.col, detail, area.cols});
  term_cursor(term, row, col);
}
