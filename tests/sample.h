/* sample.h: small criteria, rules and cycles in plain structs, for tests of arithmetic and ranking.
 *
 * A tree is written "1(1.1:50 1.2:30z) 2(2.1:20~)": codes, points, and a letter: r, s, z when the item may be not
 * applicable (redistribute, shrink, zero), ~ when it is advisory. Items take 0..100 % in steps of 5 unless a test
 * puts another rubric. A mark is written in the scale's unit; "-" is blank, "a" abstained, "n" not applicable. */
#ifndef ACCOLADE_SAMPLE_H
#define ACCOLADE_SAMPLE_H

#include "scoring/ranking.h"

enum { SAMPLE_MOST = 64, SAMPLE_STAGES = 20, SAMPLE_BOOKS = 1024 };

typedef struct Sample {
  Criteria criteria;
  Rules rules;
  Cycle cycle;
  Award award;
  Scale percent;
  Rubric rubric;
  Node nodes[SAMPLE_MOST];
  const Node *items[SAMPLE_MOST], *tops[SAMPLE_MOST];
  Stage stages[SAMPLE_STAGES];
  Applicant applicants[SAMPLE_MOST];
  Assessor assessors[SAMPLE_MOST];
  Deducted deducted[SAMPLE_MOST];
  StageDecision decisions[SAMPLE_MOST];
  size_t n_books;
  Scorebook books[SAMPLE_BOOKS]; /* sorted by stage and applicant when panels are asked for */
  GPtrArray *memory;
} Sample;

Sample *sample_new(const char *tree);
void sample_free(Sample *sample);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sample, sample_free)

/* Works out parts and weights again after a test changed the nodes or the kind of aggregate. */
void sample_weigh(Sample *sample);
Node *sample_node(Sample *sample, const char *code);
/* Adds a stage; the first one made replaces the plain one named "review". */
Stage *sample_stage(Sample *sample, const char *id, StageForm form, int64_t max, Ratio factor);
/* The applicant of that id, added when new; for a new one `class_id` counts. */
uint32_t sample_applicant(Sample *sample, const char *id, const char *class_id);
/* Adds a scorebook; assessors are numbered. A leading "*" in marks makes it the leader's. */
void sample_book(Sample *sample, const char *applicant, size_t stage, uint32_t assessor, const char *marks);
/* "A 50 60; B 70 80": one scorebook each. */
void sample_books(Sample *sample, size_t stage, const char *text);
void sample_deduct(Sample *sample, const char *applicant, size_t stage, const char *deduction, Ratio amount);
void sample_decide(Sample *sample, const char *applicant, size_t stage, bool passed);

Panel sample_panel(Sample *sample, const char *applicant, size_t stage);
StageTotal sample_total(Sample *sample, const char *applicant, size_t stage);
Scoresheet *sample_sheet(Sample *sample, const char *applicant, size_t stage);
PanelSource sample_source(Sample *sample);
Ranking *sample_rank(Sample *sample, GError **error);
/* "1 A 617.25 gold; 2= B 600; ? C; x D": rank (= shared), id, exact total, tier (! contested), then incomplete, excluded. */
char *sample_describe(Sample *sample, const Ranking *ranking);

void assert_ranking(Sample *sample, const char *want); /* as sample_describe() has it */

/* Applicants A, B ... with these totals of 1000 at one stage; the array ends with NULL. */
Sample *sample_field(const char *const *totals);
/* Standings as sample_describe() has them, and vacancies: "gold 1 floor > silver" is tier, places, reason, where they went; with
 * classes the class in front. */
void assert_places(Sample *sample, const char *standings, const char *vacancies);

/* Is it exactly that number, as ratio_short() writes it? */
void assert_ratio(Ratio got, const char *want);
/* A node's line on a scoresheet that has it; NULL: it has none. */
const NodeScore *node_score(const Scoresheet *sheet, const char *code);

/* Rows of a CSV in tests/figures without its header; the fields have no quotes. */
GPtrArray *sample_rows(const char *name); /* of char ** */

/* The criteria of a shipped pack, by its id. The caller frees. */
Criteria *shipped_criteria(const char *id);

#endif
