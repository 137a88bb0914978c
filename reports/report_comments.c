/* report_comments.c: which comments are told, in which order, and their words. */
#include "reports/report_comments.h"

#include <glib/gi18n.h>
#include <string.h>

/* -- which, in which order ----------------------------------------------------------------------------------- */

static const Criteria *criteria_of(const ReportInput *input) {
  return award_criteria(input->award, input->cycle, (uint32_t)input->applicant);
}

/* Where an item, one of its cells, or a category stands in the criteria; the whole stage's one figure last. */
static size_t place_of(const Criteria *criteria, const char *code) {
  int cell = criteria_cell(criteria, code);
  const Node *node = cell >= 0 ? criteria_cell_item(criteria, (size_t)cell) : criteria_node(criteria, code);
  return node ? (size_t)(node - criteria->nodes) : criteria->n_nodes;
}

typedef struct Order {
  const Criteria *criteria;
  bool named;
} Order;

/* Without names the order tells nothing of who wrote what either. */
static gint by_item(gconstpointer a, gconstpointer b, gpointer data) {
  const ReportComment *left = *(const ReportComment *const *)a, *right = *(const ReportComment *const *)b;
  const Order *order = data;
  size_t first = place_of(order->criteria, left->item), second = place_of(order->criteria, right->item);
  if (first != second) return first < second ? -1 : 1;
  int kind = -strcmp(left->kind, right->kind);
  int writer = order->named ? strcmp(left->assessor, right->assessor) : 0;
  return kind ? kind : writer ? writer : strcmp(left->text, right->text);
}

static bool is_told(const ReportComment *comment, CommentChoice choice, bool agreed) {
  bool kind = strcmp(comment->kind, "strength") == 0 || strcmp(comment->kind, "ofi") == 0 ||
              (choice.named && strcmp(comment->kind, "reason") == 0);
  if (!kind || comment->stage != choice.stage) return false;
  return choice.named ? comment->counts || comment->agreed : comment->agreed == agreed && (agreed || comment->counts);
}

static bool any_agreed(const ReportInput *input, uint16_t stage) {
  for (guint i = 0; i < input->comments->len; i++) {
    const ReportComment *comment = g_ptr_array_index(input->comments, i);
    if (comment->stage == stage && comment->agreed) return true;
  }
  return false;
}

GPtrArray *report_comments_chosen(const ReportInput *input, CommentChoice choice) {
  GPtrArray *told = g_ptr_array_new();
  bool agreed = input->comments && any_agreed(input, choice.stage);
  for (guint i = 0; input->comments && i < input->comments->len; i++) {
    ReportComment *comment = g_ptr_array_index(input->comments, i);
    if (is_told(comment, choice, agreed)) g_ptr_array_add(told, comment);
  }
  Order order = {criteria_of(input), choice.named};
  g_ptr_array_sort_with_data(told, by_item, &order);
  return told;
}

/* -- for people -------------------------------------------------------------------------------------------------- */

static void add_item_heading(Document *document, const ReportInput *input, const char *code) {
  const Criteria *criteria = criteria_of(input);
  size_t place = place_of(criteria, code);
  const char *title = place < criteria->n_nodes ? text_in(&criteria->nodes[place].title, input->lang) : "";
  g_autofree char *heading = g_strdup_printf("%s %s", code, title);
  document_heading(document, 2, g_strchomp(heading));
}

/* " [report p.12; a.pdf; F3]", or nothing. */
static void put_evidence(GString *words, const ReportComment *comment) {
  g_autoptr(GString) factors = g_string_new(NULL);
  report_put_factors(factors, comment->factors);
  const char *const parts[] = {comment->place, comment->file, factors->str};
  size_t before = words->len;
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    if (*parts[i]) g_string_append_printf(words, "%s%s", words->len == before ? " [" : _("; "), parts[i]);
  if (words->len > before) g_string_append_c(words, ']');
}

static const char *sign_of(const ReportComment *comment) {
  switch (comment->kind[0]) {
  case 's': return "+ ";
  case 'o': return "- ";
  default: return _("reason: ");
  }
}

static char *words_of(const ReportComment *comment, bool named) {
  GString *words = g_string_new(sign_of(comment));
  g_string_append(words, comment->text);
  put_evidence(words, comment);
  if (named && comment->agreed)
    g_string_append_printf(words, _(" (consensus, from %s)"), comment->assessor);
  else if (named)
    g_string_append_printf(words, _(" (%s)"), comment->assessor);
  return g_string_free(words, FALSE);
}

void report_add_comments(Document *document, const ReportInput *input, CommentChoice choice) {
  g_autoptr(GPtrArray) told = report_comments_chosen(input, choice);
  const char *item = NULL;
  for (guint i = 0; i < told->len; i++) {
    const ReportComment *comment = g_ptr_array_index(told, i);
    if (!item || strcmp(item, comment->item) != 0) add_item_heading(document, input, comment->item);
    item = comment->item;
    g_autofree char *words = words_of(comment, choice.named);
    document_paragraph(document, words);
  }
}

/* -- for machines -------------------------------------------------------------------------------------------------- */

typedef struct Listed {
  GPtrArray *comments; /* const ReportComment * */
  const Rules *rules;
} Listed;

static void listed_free(gpointer data) {
  Listed *listed = data;
  g_ptr_array_unref(listed->comments);
  g_free(listed);
}

static void fill(const void *data, size_t i, Cell *cells) {
  const Listed *listed = data;
  const ReportComment *comment = g_ptr_array_index(listed->comments, i);
  cells[0] = cell_text(listed->rules->stages[comment->stage].id);
  cells[1] = cell_text(comment->item);
  cells[2] = cell_text(comment->kind);
  cells[3] = cell_text(comment->text);
  cells[4] = cell_text(comment->place);
  cells[5] = cell_text(comment->file);
  cells[6] = cell_text(comment->sha256);
  cells[7] = cell_text(comment->factors);
  cells[8] = cell_text(comment->assessor);
  cells[9] = cell_bool(comment->agreed);
}

void report_list_comments(Document *document, const ReportInput *input, bool named) {
  Audience inside = named ? FOR_ALL : FOR_NOBODY;
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_ALL},    {"item", "", ALIGN_LEFT, FOR_ALL},
                            {"kind", "", ALIGN_LEFT, FOR_ALL},     {"text", "", ALIGN_LEFT, FOR_ALL},
                            {"evidence", "", ALIGN_LEFT, FOR_ALL}, {"file", "", ALIGN_LEFT, FOR_ALL},
                            {"sha256", "", ALIGN_LEFT, FOR_ALL},   {"factors", "", ALIGN_LEFT, FOR_ALL},
                            {"assessor", "", ALIGN_LEFT, inside},  {"consensus", "", ALIGN_LEFT, FOR_ALL}};
  Listed *listed = g_new(Listed, 1);
  *listed = (Listed){g_ptr_array_new(), input->award->rules};
  for (uint16_t stage = 0; stage < input->award->rules->n_stages; stage++) {
    GPtrArray *told = report_comments_chosen(input, (CommentChoice){stage, named});
    g_ptr_array_extend_and_steal(listed->comments, told);
  }
  Table *table = document_table(document, "comments", NULL, G_N_ELEMENTS(columns), columns);
  table->audience = named ? FOR_TREES : FOR_MACHINES;
  table_set_rows(table, listed->comments->len, fill, listed, listed_free);
}
