/* exchange_cases.h: imports as a table of texts with what each is answered. */
#ifndef ACCOLADE_EXCHANGE_CASES_H
#define ACCOLADE_EXCHANGE_CASES_H

#include "tests/exchange_fixture.h"

static const char APPLICANTS[] = "applicant,name\nA1,First\nA2,Second\nA10,Tenth\n";
static const char ASSESSORS[] = "assessor,name,role\nE1,Li,\nE2,Wang,sector-expert\nL1,Zhao,leader\n";

typedef struct Case {
  const char *name;
  ImportType type;
  const char *text, *want;
  int stage;            /* --stage, from 1; 0: not given */
  const char *assigned; /* assignments imported before */
  const char *marked;   /* scores imported before */
  bool staged;          /* the rules with classes and two scored stages */
} Case;

#define ROWS(rows, added, marks) "rows " #rows " added " #added " marks " #marks "\n"
#define FAULT "input\nf F:"
#define SCORE "applicant,assessor,item,mark\n"

static Fixture *base(const Case *c) {
  g_autoptr(GError) error = NULL;
  Fixture *f = fixture_new(c->staged ? RULES_XML : PLAIN_XML);
  import_good(f, IMPORT_APPLICANTS,
              c->staged ? "applicant,name,class\nA1,a,large\nA2,b,small\nA10,c,small\n" : APPLICANTS, -1);
  import_good(f, IMPORT_ASSESSORS, ASSESSORS, -1);
  if (c->assigned) import_good(f, IMPORT_ASSIGNMENTS, c->assigned, -1);
  if (c->marked) import_good(f, IMPORT_SCORES, c->marked, -1);
  g_assert_true(store_recuse(f->store, 1, 1, "kin", &error));
  return f;
}

static char *expected(Fixture *f, const char *want) {
  g_autofree char *legal = scale_describe(f->criteria->cell_scales[0]);
  const Stage *last = &f->rules->stages[f->rules->n_stages - 1];
  g_autofree char *total = last->form == STAGE_TOTAL ? scale_describe(&last->scale) : g_strdup("");
  GString *text = g_string_new(want);
  g_string_replace(text, "LEGAL", legal, 0);
  g_string_replace(text, "TOTAL", total, 0);
  return g_string_free(text, FALSE);
}

/* Dry first, then in earnest: both say the same; only a good import in earnest changes anything. */
static void test_case(const void *data) {
  const Case *c = data;
  Fixture *f = base(c);
  g_autofree char *want = expected(f, c->want);
  g_autofree char *before = fixture_state(f);
  g_autofree char *dry = import_text(f, c->type, c->text, -1, c->stage - 1, true);
  g_autofree char *between = fixture_state(f);
  g_autofree char *got = import_text(f, c->type, c->text, -1, c->stage - 1, false);
  g_autofree char *after = fixture_state(f);
  g_assert_cmpstr(got, ==, want);
  g_assert_cmpstr(before, ==, between);
  g_assert_true((strcmp(before, after) == 0) == (strncmp(got, "rows", 4) != 0));
  g_assert_cmpstr(dry, ==, got);
  fixture_free(f);
}

static void add_cases(const char *group, const Case *cases, size_t n) {
  for (size_t i = 0; i < n; i++) {
    g_autofree char *path = g_strdup_printf("/exchange/%s/%s", group, cases[i].name);
    g_test_add_data_func(path, &cases[i], test_case);
  }
}

#endif
