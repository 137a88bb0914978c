/* words.c: key words of packs and events in the reader's language, one table each. */
#include "reports/words.h"
#include "scoring/consensus.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <string.h>

typedef struct Word {
  const char *key, *words;
} Word;

static const Word of_packs[] = {
    {"criteria", N_("criteria")},
    {"rules", N_("rules")},
    {"own", N_("our own")},
    {"confirmed", N_("confirmed")},
    {"second-hand", N_("second-hand")},
    {"example", N_("example")},
    {"process", N_("process")},
    {"results", N_("results")},
    {"context", N_("context")},
    {"direction", N_("direction")},
    {"execution", N_("execution")},
    {"enabler", N_("enabler")},
    {"maturity", N_("maturity")},
    {"gate", N_("gate")},
    {"items", N_("item by item")},
    {"total", N_("one figure")},
    {"sum", N_("sum")},
    {"mean", N_("mean")},
    {"median", N_("median")},
    {"min", N_("minimum")},
    {"minimum", N_("minimum")},
    {"pass-all", N_("every part must pass")},
    {"judged", N_("judged as a whole")},
    {"trimmed", N_("trimmed mean")},
    {"ladder", N_("ladder")},
    {"none", N_("none")},
    {"half-up", N_("half up")},
    {"half-even", N_("half to even")},
    {"down", N_("down")},
    {"score", N_("by score alone")},
    {"score-then-representation", N_("by score, then representation")},
    {"score-then-balance", N_("by score, then balance")},
    {"sector", N_("sector")},
    {"region", N_("region")},
    {"kind", N_("kind of applicant")},
    {"class", N_("class")},
    {"organisation", N_("organisation")},
    {"project", N_("project")},
    {"person", N_("person")},
    {"team", N_("team")},
    {"minute", N_("minute")},
    {"day", N_("day")},
    {"A", N_("official, or a full copy of it")},
    {"B", N_("second-hand")},
    {"K", N_("unconfirmed")},
};

static const Word of_events[] = {
    {"undo", N_("undone")},
    {"redo", N_("redone")},
    {"init", N_("begun")},
    {"import", N_("imported")},
    {"mark", N_("marked")},
    {"comment", N_("commented")},
    {"uncomment", N_("withdrawn")},
    {"submit", N_("submitted")},
    {"return", N_("returned")},
    {"recuse", N_("recused")},
    {"release", N_("released")},
    {"assign", N_("assigned")},
    {"veto", N_("vetoed")},
    {"withdraw", N_("withdrew")},
    {"deduct", N_("deducted")},
    {"decide", N_("decided")},
    {"place", N_("place given")},
    {"correct", N_("corrected")},
    {"stage", N_("moved")},
    {"seal", N_("sealed")},
    {"resolve", N_("settled")},
    {"agree", N_("agreed")},
    {"merge", N_("taken over")},
    {"unmerge", N_("withdrawn")},
    {"declare", N_("declared")},
    {"deputy", N_("deputy named")},
    {"factor", N_("key factor")},
    {"unfactor", N_("withdrawn")},
    {"restore", N_("restored")},
    {"due", N_("deadline")},
    {"none", N_("no conflict of interest")},
    {"conflict", N_("conflict of interest")},
    {"no-deputy", N_("no deputy")},
    {"resolved", N_("settled")},
    {"submitted", N_("submitted")},
    {"draft", N_("draft")},
    {"recused", N_("recused")},
    {"released", N_("released")},
    {"assigned", N_("assigned")},
    {"open", N_("open")},
    {"closed", N_("closed")},
    {"sealed", N_("sealed")},
    {"blank", N_("blank")},
    {"abstained", N_("abstained")},
    {"not-applicable", N_("not applicable")},
    {"applicants", N_("applicants")},
    {"assessors", N_("assessors")},
    {"assignments", N_("assignments")},
    {"scores", N_("marks")},
    {"passed", N_("passed")},
    {"not passed", N_("not passed")},
    {"withdrawn", N_("withdrew")},
    {"taking part", N_("takes part")},
};

/* How sure what a pack says is. */
static const Word of_statuses[] = {
    {"own", N_("our own, after no published text")},
    {"confirmed", N_("confirmed, compared with the original text")},
    {"second-hand", N_("second-hand, not compared with the original text")},
    {"example",
     N_("example, not confirmed in all parts: see its note, and check it with the original before official use")},
};

static const Word of_fields[] = {{"name", N_("name")}, {"note", N_("note")}, {"organisation", N_("employer")}};

static const char *look_up(const Word *words, size_t n, const char *key) {
  for (size_t i = 0; i < n; i++)
    if (g_str_equal(words[i].key, key)) return _(words[i].words);
  return key;
}

const char *pack_words(const char *key) { return look_up(of_packs, G_N_ELEMENTS(of_packs), key); }

const char *status_words(const char *status) { return look_up(of_statuses, G_N_ELEMENTS(of_statuses), status); }

const char *status_unsure(size_t i) {
  static const char *const unsure[] = {"example", "second-hand"};
  return i < G_N_ELEMENTS(unsure) ? unsure[i] : NULL;
}

bool status_is_sure(const char *status) {
  for (size_t i = 0; status_unsure(i); i++)
    if (g_strcmp0(status, status_unsure(i)) == 0) return false;
  return true;
}

/* Who goes on where the best few of each class do, or of all where there are no classes. */
static char *best_words(const Stage *stage, bool by_class) {
  g_autofree char *value = ratio_short(stage->pass_value);
  if (stage->pass == PASS_TOP)
    return g_strdup_printf(by_class ? _("the best %s of each class, and who ties with the last of them")
                                    : _("the best %s, and who ties with the last of them"),
                           value);
  return g_strdup_printf(
      by_class
          ? _("the best %s of each class there, cut to a whole number but at least one, and who ties with the last")
          : _("the best %s of those there, cut to a whole number but at least one, and who ties with the last"),
      value);
}

char *pass_words(const Rules *rules, const Stage *stage) {
  g_autofree char *value = ratio_short(stage->pass_value);
  switch (stage->pass) {
  case PASS_TOP:
  case PASS_RATIO: return best_words(stage, rules->n_classes > 0);
  case PASS_FLOOR: return g_strdup_printf(_("who reaches %s %% of full marks"), value);
  case PASS_DECISION: return g_strdup(_("whom a recorded decision lets pass"));
  case PASS_ALL: break;
  }
  return g_strdup(_("everybody"));
}

const char *event_words(const char *key) { return look_up(of_events, G_N_ELEMENTS(of_events), key); }

const char *field_words(const char *field) {
  const char *words = look_up(of_fields, G_N_ELEMENTS(of_fields), field);
  return words == field ? pack_words(field) : words;
}

const char *item_words(const char *code) { return g_str_equal(code, "total") ? _("total") : code; }

const char *event_item_words(const char *kind, const char *item) {
  if (g_str_equal(kind, "correct")) return field_words(item);
  return g_str_equal(kind, "import") ? event_words(item) : item_words(item);
}

const char *field_value_words(const Rules *rules, const char *field, const char *value, const char *lang) {
  if (g_str_equal(field, "kind")) return pack_words(value);
  const AwardClass *class = g_str_equal(field, "class") ? rules_class(rules, value) : NULL;
  return text_or(class ? &class->title : NULL, lang, value);
}

/* "title WORDS", "rules ID HASH", "criteria ID HASH", a line each: what an award began with. */
static char *beginning_words(const char *state) {
  static const Word kinds[] = {
      {"title", N_("title")}, {"rules", N_("rules")}, {"criteria", N_("criteria")}, {"set", N_("option set")}};
  g_auto(GStrv) lines = g_strsplit(state, "\n", -1);
  GString *said = g_string_new(NULL);
  for (char **line = lines; *line; line++) {
    g_auto(GStrv) parts = g_strsplit(g_strchomp(*line), " ", 2);
    if (!parts[0] || !parts[1]) continue;
    if (said->len) g_string_append(said, _("; "));
    g_string_append_printf(said, _("%s: %s"), look_up(kinds, G_N_ELEMENTS(kinds), parts[0]), parts[1]);
  }
  return g_string_free(said, FALSE);
}

/* "48 8ac280d4ac76…": how many rows an import wrote, scorebooks and comments among them, and their digest. */
static bool is_of_import(const char *state, size_t digits) {
  if (digits == 0 || state[digits] != ' ') return false;
  const char *digest = state + digits + 1;
  size_t n = strspn(digest, "0123456789abcdef");
  return n >= 12 && (!digest[n] || g_str_equal(digest + n, "…"));
}

#define TO_SUCCESSOR "released to " /* and an assessor's id */

char *event_state_words(const char *state) {
  static const Word kinds[] = {{"strength", N_("strength")},
                               {"ofi", N_("opportunity")},
                               {"reason", N_("reason")},
                               {"note", N_("note")},
                               {"factor", N_("key factor")}};
  size_t digits = strspn(state, "0123456789"), word = strcspn(state + digits, ":");
  if (g_str_has_prefix(state, TO_SUCCESSOR))
    return g_strdup_printf(_("released, %s in the place"), state + strlen(TO_SUCCESSOR));
  if (g_str_has_prefix(state, "title ")) return beginning_words(state);
  if (g_str_has_prefix(state, "sealed ")) return g_strconcat(event_words("sealed"), strchr(state, ' '), NULL);
  if (digits > 0 && g_str_equal(state + digits, "/1")) return g_strndup(state, digits); /* a whole amount deducted */
  if (is_of_import(state, digits))
    return g_strdup_printf(_("%.*s rows, digest %s"), (int)digits, state, state + digits + 1);
  if (digits == 0 || state[digits] != ' ' || state[digits + word] != ':') return g_strdup(event_words(state));
  g_autofree char *kind = g_strndup(state + digits + 1, word - 1), *number = g_strndup(state, digits);
  const char *title = look_up(kinds, G_N_ELEMENTS(kinds), kind);
  const char *text = state + digits + word + 1;
  g_autofree char *said = g_strdup_printf(_("%s: %s"), title, *text == ' ' ? text + 1 : text);
  return title == kind ? g_strdup(state) : g_strdup_printf("%s %s", number, said);
}

const char *actor_words(const char *id) { return g_str_equal(id, "secretariat") ? _("secretariat") : id; }

const char *left_out_words(const Scoresheet *sheet, const Node *item) {
  const Node *parent = item->parent;
  Ratio beside = parent ? sheet->nodes[parent - sheet->criteria->nodes].max : sheet->total.max;
  if (item->not_applicable == NA_ZERO) return _("counts as zero");
  bool moves = item->not_applicable == NA_REDISTRIBUTE && !ratio_is_zero(beside);
  return moves ? _("its points go to the items beside it") : _("its points leave the maximum");
}

const char *consensus_words(const Rules *rules, const char *code, const char *lang) {
  for (size_t i = 0; i < consensus_code_count(rules); i++) {
    if (!g_str_equal(consensus_code(rules, i), code)) continue;
    const char *title = consensus_code_title(rules, i, lang);
    return rules->n_reason_codes == 0 ? _(title) : *title ? title : code;
  }
  return code;
}

char *agreed_reason_words(const Rules *rules, const char *reason, const char *lang) {
  g_auto(GStrv) parts = g_strsplit(reason, ": ", 2);
  if (!parts[0] || !parts[1]) return g_strdup(reason);
  return g_strdup_printf(_("%s: %s"), consensus_words(rules, parts[0], lang), parts[1]);
}
