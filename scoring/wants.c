/* wants.c: requirements held against the comments of one scorebook. */
#include "scoring/wants.h"

#include "scoring/combine.h"

#include <glib/gi18n.h>
#include <string.h>

const char *wanted_words(const char *what) {
  if (strcmp(what, "strength") == 0) return N_("strengths");
  if (strcmp(what, "ofi") == 0) return N_("opportunities for improvement");
  if (strcmp(what, "reason") == 0) return N_("reasons for abstaining");
  return strcmp(what, "key-factor") == 0 ? N_("key factors cited") : N_("comments");
}

bool requirement_applies(const Requirement *requirement, int64_t result, int64_t den, int16_t unit) {
  if (strcmp(requirement->what, "reason") == 0) return result == MARK_ABSTAINED;
  return result >= 0 && result * unit >= (int64_t)requirement->from_mark * den &&
         (!requirement->to_set || result * unit <= (int64_t)requirement->to_mark * den);
}

static bool is_of(const char *kind, const char *what) {
  if (strcmp(kind, what) == 0) return true;
  return strcmp(what, "comment") == 0 && (strcmp(kind, "strength") == 0 || strcmp(kind, "ofi") == 0);
}

/* Each key factor once, however many comments cite it. */
static void add_factors(GHashTable *cited, const char *factors) {
  g_auto(GStrv) numbers = g_strsplit(factors, " ", -1);
  for (char **number = numbers; *number; number++)
    if (**number) g_hash_table_add(cited, g_strdup(*number));
}

unsigned requirement_count(const Requirement *requirement, const char *item, size_t n, const Noted *noted) {
  bool factors = strcmp(requirement->what, "key-factor") == 0;
  g_autoptr(GHashTable) cited = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  unsigned found = 0;
  for (size_t i = 0; i < n; i++) {
    if (!code_is_of(noted[i].item, item)) continue;
    found += is_of(noted[i].kind, requirement->what);
    if (factors && is_of(noted[i].kind, "comment")) add_factors(cited, noted[i].factors);
  }
  return factors ? g_hash_table_size(cited) : found;
}

GArray *wants_of(const Stage *stage, const Criteria *criteria, const Mark *marks, size_t n, const Noted *noted) {
  GArray *wants = g_array_new(FALSE, FALSE, sizeof(Want));
  for (size_t i = 0; stage->form == STAGE_ITEMS && i < criteria->n_items; i++) {
    const Node *item = criteria->items[i];
    int64_t result = rubric_result(item->rubric, marks + item->cell);
    for (size_t r = 0; r < stage->n_requirements; r++) {
      const Requirement *requirement = &stage->requirements[r];
      if (!requirement_applies(requirement, result, item->rubric->den, item->rubric->scale->unit)) continue;
      Want want = {item, requirement, requirement_count(requirement, item->code, n, noted)};
      bool enough = want.there >= requirement->min && (requirement->max == 0 || want.there <= requirement->max);
      if (!enough) g_array_append_val(wants, want);
    }
  }
  return wants;
}
