/* report_comparison_records.c: where both stand, fact by fact, and what people recorded on them: deductions, decisions, places
 * given, vetoes. */
#include "reports/report_comparison.h"
#include "reports/report_ranking.h"
#include "reports/words.h"

#include <glib/gi18n.h>

/* Rows of texts. */
enum { MOST_TEXTS = 9 };
typedef struct Texts {
  Beside *beside;
  GArray *rows; /* of const char *[MOST_TEXTS], in the beside's texts */
  size_t n;     /* columns */
} Texts;

static Texts *texts_new(Beside *beside, size_t n) {
  Texts *texts = g_new(Texts, 1);
  *texts = (Texts){beside_ref(beside), g_array_new(FALSE, TRUE, sizeof(const char *) * MOST_TEXTS), n};
  return texts;
}

static void texts_free(void *data) {
  Texts *texts = data;
  beside_drop(texts->beside);
  g_array_unref(texts->rows);
  g_free(texts);
}

static void add_row(Texts *texts, const char *const *cells) {
  const char *row[MOST_TEXTS] = {NULL};
  for (size_t i = 0; i < texts->n; i++)
    row[i] = g_string_chunk_insert_const(texts->beside->texts, cells[i] ? cells[i] : "");
  g_array_append_vals(texts->rows, row, 1);
}

static void fill(const void *data, size_t i, Cell *cells) {
  const Texts *texts = data;
  const char *const *row = (const char *const *)(const void *)texts->rows->data + i * MOST_TEXTS;
  for (size_t c = 0; c < texts->n; c++) cells[c] = cell_text(row[c]);
}

static Table *set_rows(Table *table, Texts *texts) {
  table_set_rows(table, texts->rows->len, fill, texts, texts_free);
  table->sparse = true;
  return table;
}

/* -- where both stand -------------------------------------------------------------------------------------------- */

typedef char *Fact(const Beside *beside, size_t which); /* NULL: nothing */

static char *name_of(const Beside *beside, size_t which) {
  return g_strdup(beside->input.cycle->applicants[beside->of->applicants[which]].name);
}

static char *class_of(const Beside *beside, size_t which) {
  return g_strdup(report_class_title(&beside->input, report_class(&beside->input, beside->of->applicants[which])));
}

static char *sector_of(const Beside *beside, size_t which) {
  return g_strdup(beside->input.cycle->applicants[beside->of->applicants[which]].sector);
}

static char *region_of(const Beside *beside, size_t which) {
  return g_strdup(beside->input.cycle->applicants[beside->of->applicants[which]].region);
}

static char *kind_of(const Beside *beside, size_t which) {
  return g_strdup(pack_words(kind_meant(beside->input.cycle->applicants[beside->of->applicants[which]].kind)));
}

static char *rank_of(const Beside *beside, size_t which) {
  const Standing *standing = beside->of->standings[which];
  if (!standing) return g_strdup(_("not ranked"));
  const ReportInput *input = &beside->input;
  return g_strdup_printf(_("%u of %u"), standing->rank,
                         ranking_in_class(input->ranking, input->award, input->cycle, standing->applicant));
}

static char *total_of(const Beside *beside, size_t which) {
  const Standing *standing = beside->of->standings[which];
  return standing ? ratio_decimal(*standing->total, 2) : NULL;
}

static bool is_shown_whole(const Standing *standing) { return !standing || 100 % standing->total->den == 0; }

/* Of both, where two decimals are not all of one. */
static char *exact_of(const Beside *beside, size_t which) {
  const Standing *const *standings = beside->of->standings;
  bool whole = is_shown_whole(standings[0]) && is_shown_whole(standings[1]);
  return standings[which] && !whole ? ratio_exact(*standings[which]->total) : NULL;
}

static char *max_of(const Beside *beside, size_t which) {
  const Standing *standing = beside->of->standings[which];
  return standing ? ratio_short(*standing->max) : NULL;
}

static char *percent_of(const Beside *beside, size_t which) {
  const Standing *standing = beside->of->standings[which];
  return standing && !ratio_is_zero(*standing->max) ? ratio_decimal(ratio_percent(*standing->total, *standing->max), 2)
                                                    : NULL;
}

static char *floor_of(const Beside *beside, size_t which) {
  const Standing *standing = beside->of->standings[which];
  return standing ? g_strdup(ranking_floor_words(standing->floor)) : NULL;
}

static char *tier_of(const Beside *beside, size_t which) {
  const Standing *standing = beside->of->standings[which];
  return standing ? g_strdup(report_tier_title(&beside->input, standing->tier)) : NULL;
}

static char *note_on(const Beside *beside, size_t which) {
  const Comparison *of = beside->of;
  if (of->not_ranked[which]) return ranking_not_ranked_words(&beside->input, of->not_ranked[which]);
  GString *note = g_string_new(NULL);
  if (of->standings[which]) ranking_put_remarks(note, &beside->input, of->standings[which]);
  return g_string_free(note, FALSE);
}

static void add_fact(Texts *texts, const char *title, Fact *fact) {
  g_autofree char *first = fact(texts->beside, 0), *second = fact(texts->beside, 1);
  const char *cells[] = {title, first, second};
  if ((first && *first) || (second && *second)) add_row(texts, cells);
}

/* What places are kept for. */
static void add_kept_fact(Texts *texts, const char *field, const char *title, Fact *fact) {
  if (rules_keep_places_for(texts->beside->input.award->rules, field)) add_fact(texts, title, fact);
}

void comparison_add_standings(Document *document, Beside *beside) {
  const Column columns[] = {{"fact", _("Where they stand"), ALIGN_LEFT, FOR_PEOPLE},
                            {"first", beside_id(beside, 0), ALIGN_LEFT, FOR_PEOPLE},
                            {"second", beside_id(beside, 1), ALIGN_LEFT, FOR_PEOPLE}};
  Texts *texts = texts_new(beside, G_N_ELEMENTS(columns));
  add_fact(texts, _("Name"), name_of);
  add_fact(texts, _("Class"), class_of);
  add_kept_fact(texts, "sector", _("Sector"), sector_of);
  add_kept_fact(texts, "region", _("Region"), region_of);
  add_kept_fact(texts, "kind", _("Kind"), kind_of);
  add_fact(texts, _("Rank"), rank_of);
  add_fact(texts, _("Total"), total_of);
  add_fact(texts, _("Exactly"), exact_of);
  add_fact(texts, _("Full marks"), max_of);
  add_fact(texts, _("Percent"), percent_of);
  add_fact(texts, _("Lowest floor"), floor_of);
  add_fact(texts, _("Tier"), tier_of);
  add_fact(texts, _("Note"), note_on);
  Table *table = document_table(document, "standing", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  set_rows(table, texts);
}

/* -- deductions ------------------------------------------------------------------------------------------------------ */

static void add_deducted(Texts *texts, size_t which) {
  const ReportInput *input = &texts->beside->input;
  for (size_t i = 0; i < input->cycle->n_deducted; i++) {
    const Deducted *deducted = &input->cycle->deducted[i];
    if (deducted->applicant != texts->beside->of->applicants[which]) continue;
    const Stage *stage = &input->award->rules->stages[deducted->stage];
    const Deduction *of = stage_deduction_named(stage, deducted->deduction);
    g_autofree char *amount = ratio_short(deducted->amount);
    const char *cells[] = {beside_id(texts->beside, which),
                           stage->id,
                           report_stage_title(input, deducted->stage),
                           deducted->deduction,
                           text_or(of ? &of->title : NULL, input->lang, deducted->deduction),
                           amount,
                           of && of->unit ? of->unit : "",
                           of && of->unit ? pack_words(of->unit) : "",
                           deducted->reason};
    add_row(texts, cells);
  }
}

static void add_deductions(Document *document, Beside *beside) {
  const Column columns[] = {{"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
                            {"stage", "", ALIGN_LEFT, FOR_MACHINES},
                            {"stage", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
                            {"deduction", "", ALIGN_LEFT, FOR_MACHINES},
                            {"deduction", _("Deduction"), ALIGN_LEFT, FOR_PEOPLE},
                            {"amount", _("Amount"), ALIGN_RIGHT, FOR_ALL},
                            {"unit", "", ALIGN_LEFT, FOR_MACHINES},
                            {"unit", _("Unit"), ALIGN_LEFT, FOR_PEOPLE},
                            {"reason", _("Reason"), ALIGN_LEFT, FOR_ALL}};
  Texts *texts = texts_new(beside, G_N_ELEMENTS(columns));
  for (size_t i = 0; i < 2; i++) add_deducted(texts, i);
  set_rows(document_table(document, "deductions", _("Deductions"), G_N_ELEMENTS(columns), columns), texts);
}

/* -- decisions --------------------------------------------------------------------------------------------------------- */

static void add_decided(Texts *texts, size_t which, const char *kind, const char *stage, const char *title,
                        const char *decision, const char *words, const char *reason) {
  const char *cells[] = {beside_id(texts->beside, which), kind, stage, title, decision, words, reason};
  add_row(texts, cells);
}

static void add_decisions_on(Texts *texts, size_t which) {
  const ReportInput *input = &texts->beside->input;
  const Cycle *cycle = input->cycle;
  uint32_t applicant = texts->beside->of->applicants[which];
  const Applicant *of = &cycle->applicants[applicant];
  if (of->veto && *of->veto) add_decided(texts, which, "veto", "", "", "veto", _("veto"), of->veto);
  if (applicant_has_withdrawn(of))
    add_decided(texts, which, "withdrawal", "", "", "withdrawn", _("withdrew"), of->withdrawn);
  for (size_t i = 0; i < cycle->n_decisions; i++) {
    const StageDecision *decision = &cycle->decisions[i];
    if (decision->applicant != applicant) continue;
    const char *passed = decision->passed ? "passed" : "not passed";
    add_decided(texts, which, "stage", input->award->rules->stages[decision->stage].id,
                report_stage_title(input, decision->stage), passed, event_words(passed), decision->reason);
  }
  const Placing *placing = cycle_placing(cycle, applicant);
  if (!placing) return;
  bool holds = ranking_placing_holds(input->ranking, placing);
  g_autofree char *words = place_words(input->award->rules, placing->place, input->lang);
  add_decided(texts, which, "place", "", words, holds ? "given" : "no-effect",
              holds ? _("place given") : _("place given, without effect now"), placing->reason);
}

void comparison_add_records(Document *document, Beside *beside) {
  const Column columns[] = {{"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
                            {"kind", "", ALIGN_LEFT, FOR_MACHINES},
                            {"stage", "", ALIGN_LEFT, FOR_MACHINES},
                            {"on", _("On"), ALIGN_LEFT, FOR_PEOPLE},
                            {"decision", "", ALIGN_LEFT, FOR_MACHINES},
                            {"decision", _("Decision"), ALIGN_LEFT, FOR_PEOPLE},
                            {"reason", _("Recorded reason"), ALIGN_LEFT, FOR_ALL}};
  add_deductions(document, beside);
  Texts *texts = texts_new(beside, G_N_ELEMENTS(columns));
  for (size_t i = 0; i < 2; i++) add_decisions_on(texts, i);
  set_rows(document_table(document, "decisions", _("Decisions"), G_N_ELEMENTS(columns), columns), texts);
}
