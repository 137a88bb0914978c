/* pack_levels.c: the recognition levels of criteria or rules, each with what it asks for, in words. */
#include "commands/pack_document.h"

#include <glib/gi18n.h>

/* "above 350", "at least 70" */
static char *threshold(const Condition *condition) {
  g_autofree char *value = ratio_short(condition->value);
  return g_strdup_printf(condition->above ? _("above %s") : _("at least %s"), value);
}

static char *words_of(const Condition *condition);

static char *joined(const Condition *condition, const char *between) {
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < condition->n_children; i++) {
    const Condition *child = &condition->children[i];
    bool nested = child->type == CONDITION_ALL || child->type == CONDITION_ANY;
    g_autofree char *words = words_of(child);
    g_string_append_printf(text, nested ? "%s(%s)" : "%s%s", i ? between : "", words);
  }
  return g_string_free(text, FALSE);
}

static char *negated(const Condition *condition) {
  g_autofree char *words = words_of(condition->children);
  return g_strdup_printf(_("not (%s)"), words);
}

static char *words_of(const Condition *condition) {
  if (condition->type == CONDITION_ALL) return joined(condition, _("; "));
  if (condition->type == CONDITION_ANY) return joined(condition, _(", or "));
  if (condition->type == CONDITION_NOT) return negated(condition);
  if (condition->type == CONDITION_BAND)
    return g_strdup_printf(_("“%s” in band %s or above"), condition->ref, condition->band);
  g_autofree char *wanted = threshold(condition);
  if (condition->type == CONDITION_TOTAL) return g_strdup_printf(_("total %s"), wanted);
  if (condition->type == CONDITION_PERCENT) return g_strdup_printf(_("“%s” %s percent"), condition->ref, wanted);
  return g_strdup_printf(_("“%s” %s"), condition->ref, wanted);
}

typedef struct Levels {
  const Level *levels;
  const char *lang;
  GPtrArray *words; /* of char *, by level */
} Levels;

static void fill(const void *data, size_t i, Cell *cells) {
  const Levels *listed = data;
  cells[0] = cell_text(listed->levels[i].id);
  cells[1] = cell_text(text_in(&listed->levels[i].title, listed->lang));
  cells[2] = cells[3] = cell_text(listed->levels[i].track);
  cells[4] = cell_text(g_ptr_array_index(listed->words, i));
}

static void free_levels(gpointer data) {
  Levels *listed = data;
  g_ptr_array_unref(listed->words);
  g_free(listed);
}

void pack_levels(Document *document, const Level *levels, size_t n, const char *lang) {
  const Column columns[] = {{"level", _("Recognition level"), ALIGN_LEFT, FOR_ALL},
                            {"title", _("Title"), ALIGN_LEFT, FOR_ALL},
                            {"track", "", ALIGN_LEFT, FOR_MACHINES},
                            {"track", _("Track"), ALIGN_LEFT, FOR_PEOPLE},
                            {"asks", _("Asks for"), ALIGN_LEFT, FOR_ALL}};
  Levels *listed = g_new(Levels, 1);
  *listed = (Levels){levels, lang, g_ptr_array_new_with_free_func(g_free)};
  for (size_t i = 0; i < n; i++) {
    g_autofree char *key = g_strdup_printf("level-%s", levels[i].id);
    document_field(document, key, NULL, cell_text(text_in(&levels[i].title, lang)));
    g_ptr_array_add(listed->words, words_of(&levels[i].condition));
  }
  Table *table = document_table(document, "levels", _("Recognition levels"), G_N_ELEMENTS(columns), columns);
  table_set_rows(table, n, fill, listed, free_levels);
  table->sparse = true;
}
