/* exchange_fixture.h: a small award in a temporary database, and imports whose outcome is one string. */
#ifndef ACCOLADE_EXCHANGE_FIXTURE_H
#define ACCOLADE_EXCHANGE_FIXTURE_H

#include "criteria/pack.h"
#include "store/exchange.h"
#include "store/journal.h"

#include <glib/gstdio.h>
#include <string.h>

static const char CRITERIA_XML[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<criteria id=\"small\" edition=\"1\" revision=\"1\" status=\"example\">\n"
    "<title xml:lang=\"zh\">小准则</title><title xml:lang=\"en\">Small criteria</title>\n"
    "<note xml:lang=\"en\">for tests</note>\n"
    "<scale id=\"pct5\" type=\"percent\" min=\"0\" max=\"100\" step=\"5\"/>\n"
    "<rubric id=\"one\" scale=\"pct5\" combine=\"judged\">\n"
    "<title xml:lang=\"en\">One</title>\n"
    "<band id=\"b1\" from=\"0\" to=\"50\"><title xml:lang=\"en\">low</title></band>\n"
    "<band id=\"b2\" from=\"55\" to=\"100\"><title xml:lang=\"en\">high</title></band>\n"
    "</rubric>\n"
    "<rubric id=\"two\" scale=\"pct5\" combine=\"mean\">\n"
    "<title xml:lang=\"en\">Two</title>\n"
    "<dimension id=\"A\"><title xml:lang=\"en\">Approach</title></dimension>\n"
    "<dimension id=\"D\"><title xml:lang=\"en\">Deployment</title></dimension>\n"
    "<band id=\"b1\" from=\"0\" to=\"50\"><title xml:lang=\"en\">low</title></band>\n"
    "<band id=\"b2\" from=\"55\" to=\"100\"><title xml:lang=\"en\">high</title></band>\n"
    "</rubric>\n"
    "<aggregate method=\"sum\" total=\"yes\"/>\n"
    "<not-applicable allow=\"none\" effect=\"redistribute\" reason=\"required\" max-share=\"50\"/>\n"
    "<node code=\"1\" kind=\"process\" points=\"600\">\n"
    "<title xml:lang=\"en\">Process</title>\n"
    "<item code=\"1.1\" points=\"300\" rubric=\"one\"><title xml:lang=\"en\">First</title></item>\n"
    "<item code=\"1.2\" points=\"300\" rubric=\"one\" not-applicable=\"redistribute\"><title "
    "xml:lang=\"en\">Second</title></item>\n"
    "</node>\n"
    "<node code=\"2\" kind=\"results\" points=\"400\">\n"
    "<title xml:lang=\"en\">Results</title>\n"
    "<item code=\"2.1\" points=\"400\" rubric=\"two\"><title xml:lang=\"en\">Third</title></item>\n"
    "</node>\n"
    "</criteria>\n";

static const char RULES_XML[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<rules id=\"staged\" edition=\"1\" status=\"example\">\n"
    "<title xml:lang=\"en\">Staged</title>\n"
    "<note xml:lang=\"en\">for tests</note>\n"
    "<class id=\"large\" kinds=\"organisation\"><title xml:lang=\"zh\">大型</title><title "
    "xml:lang=\"en\">Large</title></class>\n"
    "<class id=\"small\"><title xml:lang=\"zh\">小型</title></class>\n"
    "<stage id=\"review\" form=\"items\" factor=\"1\"><title xml:lang=\"zh\">专家评审</title><title "
    "xml:lang=\"en\">Review</title></stage>\n"
    "<stage id=\"gate\" form=\"gate\"><title xml:lang=\"en\">Gate</title><pass by=\"decision\"/></stage>\n"
    "<stage id=\"defence\" form=\"total\" max=\"100\" factor=\"1\"><title xml:lang=\"zh\">答辩</title><scale min=\"0\" "
    "max=\"100\" step=\"0.5\"/></stage>\n"
    "</rules>\n";

/* One stage "review", no classes. */
static const char PLAIN_XML[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<rules id=\"one\" edition=\"1\" status=\"example\">\n"
    "<title xml:lang=\"en\">One stage</title><note xml:lang=\"en\">for tests</note>\n"
    "<stage id=\"review\" form=\"items\" factor=\"1\"><title xml:lang=\"zh\">专家评审</title></stage>\n"
    "</rules>\n";

typedef struct Fixture {
  char *folder, *path;
  Criteria *criteria, *of_small; /* of_small: NULL, or what the class "small" is judged by */
  const Criteria *of_classes[2];
  Rules *rules;
  Award award;
  Store *store;
} Fixture;

static inline Store *open_again(Fixture *f) {
  g_autoptr(GError) error = NULL;
  Store *store = store_open(f->path, &error);
  g_assert_no_error(error);
  store_set_award(store, &f->award);
  g_assert_true(store_act_as(store, "secretariat", &error));
  return store;
}

static inline Criteria *parse_criteria(const char *xml, const char *name) {
  g_autoptr(GError) error = NULL;
  Criteria *criteria = pack_parse_criteria(xml, strlen(xml), name, NULL, &error);
  g_assert_no_error(error);
  return criteria;
}

static inline StorePack pack_of(const char *id, const char *xml, const char *sha256, const char *class_id) {
  return (StorePack){.id = (char *)id, .text = (char *)xml, .sha256 = (char *)sha256, .class_id = (char *)class_id};
}

static inline Fixture *fixture_with(const char *rules_xml, const char *small_xml) {
  g_autoptr(GError) error = NULL;
  Fixture *f = g_new0(Fixture, 1);
  f->folder = g_dir_make_tmp("test-exchange-XXXXXX", NULL);
  f->path = g_build_filename(f->folder, "award.db", NULL);
  f->criteria = parse_criteria(CRITERIA_XML, "small");
  f->of_small = small_xml ? parse_criteria(small_xml, "wide") : NULL;
  f->of_classes[1] = f->of_small;
  f->rules = pack_parse_rules(rules_xml, strlen(rules_xml), "rules", NULL, &error);
  g_assert_no_error(error);
  f->award = (Award){.rules = f->rules, .criteria = f->criteria, .class_criteria = small_xml ? f->of_classes : NULL};
  StorePack rules = pack_of("rules", rules_xml, f->rules->sha256, "");
  StorePack criteria[] = {pack_of("small", CRITERIA_XML, f->criteria->sha256, ""),
                          pack_of("wide", small_xml, f->of_small ? f->of_small->sha256 : "", "small")};
  g_assert_true(store_create(f->path, "Test", "secretariat", &rules, criteria, small_xml ? 2 : 1, NULL, &error));
  f->store = open_again(f);
  return f;
}

static inline Fixture *fixture_new(const char *rules_xml) { return fixture_with(rules_xml, NULL); }

static inline void fixture_free(Fixture *f) {
  store_close(f->store);
  criteria_free(f->criteria);
  criteria_free(f->of_small);
  rules_free(f->rules);
  GDir *folder = g_dir_open(f->folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(folder));) {
    g_autofree char *path = g_build_filename(f->folder, name, NULL);
    g_unlink(path);
  }
  g_dir_close(folder);
  g_rmdir(f->folder);
  g_free(f->folder);
  g_free(f->path);
  g_free(f);
}

static inline char *fixture_file(Fixture *f, const char *name, const char *text, gssize n) {
  char *path = g_build_filename(f->folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, n, NULL));
  return path;
}

static inline void append_lines(GString *out, const char *mark, const GPtrArray *lines, const char *folder) {
  g_autofree char *prefix = g_strconcat(folder, "/", NULL);
  for (guint i = 0; i < lines->len; i++) {
    g_autoptr(GString) line = g_string_new(lines->pdata[i]);
    g_string_replace(line, prefix, "", 0);
    g_string_append_printf(out, "%s %s\n", mark, line->str);
  }
}

/* "rows R added A marks M" or the error's class, then warnings ("w ...") and faults ("f ..."), a line each. */
static inline char *import_files(Fixture *f, ImportType type, const char *const *paths, int stage, bool dry) {
  static const char *const classes[] = {"input", "file", "permission", "stale"};
  g_autoptr(GError) error = NULL;
  ImportResult result;
  GString *out = g_string_new(NULL);
  bool good = exchange_import(f->store, type, paths, stage, CSV_AUTO, dry, &result, &error);
  g_assert_true(good == (error == NULL));
  g_assert_true(!good || result.faults->len == 0);
  if (good)
    g_string_append_printf(out, "rows %d added %d marks %d\n", (int)result.rows, (int)result.added, (int)result.marks);
  else
    g_string_append_printf(out, "%s\n", classes[error->code]);
  append_lines(out, "w", result.warnings, f->folder);
  append_lines(out, "f", result.faults, f->folder);
  import_result_clear(&result);
  return g_string_free(out, FALSE);
}

static inline char *import_text(Fixture *f, ImportType type, const char *text, gssize n, int stage, bool dry) {
  g_autofree char *path = fixture_file(f, "F", text, n);
  const char *const paths[] = {path, NULL};
  return import_files(f, type, paths, stage, dry);
}

static inline void import_good(Fixture *f, ImportType type, const char *text, int stage) {
  g_autofree char *got = import_text(f, type, text, -1, stage, false);
  if (!g_str_has_prefix(got, "rows ")) g_test_message("%s", got);
  g_assert_true(g_str_has_prefix(got, "rows "));
}

static inline char *collect(size_t used, void *user) {
  static char piece[EXPORT_PIECE];
  g_string_append_len(user, piece, (gssize)used);
  return piece;
}

static inline char *export_text(Fixture *f) {
  g_autoptr(GError) error = NULL;
  GString *out = g_string_new(NULL);
  g_autoptr(Cycle) cycle = store_cycle(f->store, &error);
  g_assert_true(exchange_export_scores(f->store, cycle, collect, out, &error));
  return g_string_free(out, FALSE);
}

/* Everything an import could have changed: journal head, people, assignments, comments, marks. */
static inline char *fixture_state(Fixture *f) {
  JournalHead head;
  g_assert_true(journal_head(f->store, &head, NULL));
  GString *out = g_string_new(NULL);
  g_autoptr(Cycle) cycle = store_cycle(f->store, NULL);
  g_autoptr(GArray) owed = store_owed(f->store, cycle, NULL);
  GPtrArray *comments = NULL;
  g_assert_true(cycle && owed && store_comments(f->store, -1, &comments, NULL));
  g_string_append_printf(out, "%d %s\n", (int)head.events, head.hash);
  for (size_t i = 0; i < cycle->n_applicants; i++) {
    const Applicant *a = &cycle->applicants[i];
    g_string_append_printf(out, "%s|%s|%s|%s|%s|%s|%s|%s\n", a->id, a->name, a->class_id, a->sector, a->region, a->kind,
                           a->veto, a->note);
  }
  for (size_t i = 0; i < cycle->n_assessors; i++) {
    const Assessor *a = &cycle->assessors[i];
    g_string_append_printf(out, "%s|%s|%s|%s|%s\n", a->id, a->name, role_name(a->role), a->organisation, a->sector);
  }
  for (guint i = 0; i < owed->len; i++) {
    const Owed *o = &g_array_index(owed, Owed, i);
    g_string_append_printf(out, "%s-%s@%d%s\n", cycle->applicants[o->applicant].id, cycle->assessors[o->assessor].id,
                           o->stage, o->lead ? " lead" : "");
  }
  for (guint i = 0; i < comments->len; i++) {
    const Comment *c = comments->pdata[i];
    g_string_append_printf(out, "%s %s %s %s %s: %s\n", c->stage, c->applicant, c->assessor, c->item, c->kind, c->text);
  }
  g_ptr_array_unref(comments);
  g_autofree char *scores = export_text(f);
  g_string_append(out, scores);
  return g_string_free(out, FALSE);
}

#endif
