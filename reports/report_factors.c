/* report_factors.c: an applicant's key factors, and who cites them. */
#include "reports/report_comments.h"
#include "reports/words.h"

#include <glib/gi18n.h>
#include <string.h>

static bool cites(const char *numbers, int64_t number) {
  g_auto(GStrv) words = g_strsplit(numbers, " ", -1);
  for (char **word = words; *word; word++)
    if (g_ascii_strtoll(*word, NULL, 10) == number) return true;
  return false;
}

void report_put_factors(GString *out, const char *numbers) {
  g_auto(GStrv) words = g_strsplit(numbers, " ", -1);
  size_t before = out->len;
  for (char **word = words; *word; word++)
    if (**word) g_string_append_printf(out, "%sF%s", out->len > before ? " " : "", *word);
}

static bool is_cited(const ReportInput *input, int64_t number) {
  for (uint16_t stage = 0; stage < input->award->rules->n_stages; stage++) {
    g_autoptr(GPtrArray) told = report_comments_chosen(input, (CommentChoice){stage, false});
    for (guint i = 0; i < told->len; i++)
      if (cites(((const ReportComment *)g_ptr_array_index(told, i))->factors, number)) return true;
  }
  return false;
}

static GPtrArray *chosen(const ReportInput *input, bool named) {
  GPtrArray *list = g_ptr_array_new();
  for (guint i = 0; input->factors && i < input->factors->len; i++) {
    ReportFactor *factor = g_ptr_array_index(input->factors, i);
    if (named || !*factor->stage || is_cited(input, factor->number)) g_ptr_array_add(list, factor);
  }
  return list;
}

static void fill(const void *data, size_t i, Cell *cells) {
  const ReportFactor *factor = g_ptr_array_index((const GPtrArray *)data, i);
  cells[0] = cell_integer(factor->number);
  cells[1] = cell_text(factor->stage);
  cells[2] = cell_text(factor->text);
  cells[3] = cell_text(factor->author);
}

static void list_factors(Document *document, GPtrArray *list, bool named) {
  const Column columns[] = {{"number", "", ALIGN_RIGHT, FOR_ALL},
                            {"stage", "", ALIGN_LEFT, FOR_ALL},
                            {"text", "", ALIGN_LEFT, FOR_ALL},
                            {"author", "", ALIGN_LEFT, named ? FOR_ALL : FOR_NOBODY}};
  Table *table = document_table(document, "factors", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_TREES;
  table_set_rows(table, list->len, fill, list, (GDestroyNotify)g_ptr_array_unref);
}

void report_add_factors(Document *document, const ReportInput *input, bool named) {
  GPtrArray *list = chosen(input, named);
  list_factors(document, list, named);
  if (list->len > 0) document_heading(document, 1, _("Key factors"));
  for (guint i = 0; i < list->len; i++) {
    const ReportFactor *factor = g_ptr_array_index(list, i);
    g_autofree char *by = named ? g_strdup_printf(_(" (%s)"), actor_words(factor->author)) : g_strdup("");
    g_autofree char *words = g_strdup_printf("F%lld %s%s", (long long)factor->number, factor->text, by);
    document_paragraph(document, words);
  }
}
