/* store_agreed.c: what a panel agreed on, beside the independent scorebooks and never in them.
 *
 * One row per panel and cell, written by the event "agree": item the cell, assessor who proposed it, before and after the
 * agreed marks ("blank": none), reason "CODE: WORDS". A row that was withdrawn stays, with a blank mark. */
#include "store/store_pairs.h"

#include "scoring/consensus.h"

#include <string.h>

char *agreed_reason(const char *code, const char *words) {
  return *code ? g_strdup_printf("%s: %s", code, words) : g_strdup(words);
}

/* -- who may, and when ------------------------------------------------------------------------------------ */

bool store_may_agree(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  if (!stage_needs(store, stage, STAGE_CLOSED, error)) return false;
  int leads = store->role == ROLE_SECRETARIAT ? 1 : store_leads_panel(store, stage, applicant, error);
  if (leads == 0)
    store_refuse(
        error, STORE_ERROR_PERMISSION,
        _("“%s” may not record what this panel agreed on: that is the panel leader's, once their own scorebook is "
          "submitted, and the secretariat's"),
        store->actor);
  return leads == 1 && store_needs_taking_part(store, applicant, error);
}

/* The independents' marks on one cell, a self-assessment left out; how many assigned scorebooks are not submitted yet. */
typedef struct Independents {
  Store *store;
  size_t cell;
  const char *applicant, *proposer; /* ids, borrowed */
  GArray *marks;                    /* Mark */
  size_t drafts;
  bool proposer_found;
} Independents;

static void independents_clear(Independents *independents) { g_clear_pointer(&independents->marks, g_array_unref); }
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Independents, independents_clear)

static bool take_pair(const Pair *pair, void *data, GError **error) {
  Independents *taken = data;
  Store *store = taken->store;
  uint32_t applicant = book_applicant(pair->id), assessor = book_assessor(pair->id);
  g_autofree char *id = store_assessor_id(store, assessor, error);
  int recused = id ? store_is_recused(store, applicant, assessor, error) : -1;
  if (recused != 0 || g_str_equal(id, taken->applicant)) return recused >= 0;
  bool submitted = pair_is_submitted(pair);
  int released = submitted ? 0 : store_is_released(store, pair->id, error);
  if (released != 0) return released > 0;
  taken->proposer_found |= g_str_equal(id, taken->proposer);
  if (pair->assigned && !submitted) taken->drafts++;
  if (!submitted || 2 * taken->cell + 1 >= pair->n_bytes) return true;
  Mark mark;
  marks_unpack(pair->marks + 2 * taken->cell, 1, &mark);
  g_array_append_val(taken->marks, mark);
  return true;
}

static bool gather(Store *store, const AgreedMark *agreement, Independents *taken, GError **error) {
  g_auto(PairScan) scan = {0};
  int64_t first = book_id(agreement->stage, agreement->applicant, 0);
  taken->store = store;
  taken->cell = agreement->cell;
  taken->marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  return pair_scan_begin(store, SQL_assignments, SQL_marks, &scan, error) &&
         pair_scan_run(&scan, first, first | ROW_MASK, take_pair, taken, error) == 1;
}

/* -- is it in order? ---------------------------------------------------------------------------------------- */

static bool check_ready(Store *store, const AgreedMark *agreement, const Independents *given, GError **error) {
  const char *stage = stage_words(&store->award->rules->stages[agreement->stage]);
  if (given->marks->len == 0)
    return store_refuse(error, STORE_ERROR_INPUT, _("nobody has submitted a scorebook at stage %s to agree on"), stage);
  if (given->drafts == 0) return true;
  bool closed = !stage_needs(store, agreement->stage, STAGE_OPEN, NULL);
  return closed ||
         store_refuse(error, STORE_ERROR_PERMISSION,
                      ngettext("%zu scorebook of this panel at stage %s is not submitted; a consensus begins "
                               "when all are, or when the stage is closed",
                               "%zu scorebooks of this panel at stage %s are not submitted; a consensus begins "
                               "when all are, or when the stage is closed",
                               given->drafts),
                      given->drafts, stage);
}

static bool check_mark(const AgreedMark *agreement, const Criteria *criteria, const Stage *stage, GError **error) {
  if (agreement->cell >= stage_cells(stage, criteria))
    return store_refuse(error, STORE_ERROR_INPUT, _("there is no item number %zu at stage %s"), agreement->cell,
                        stage_words(stage));
  const Scale *scale = stage_cell_scale(stage, criteria, agreement->cell);
  const char *code = stage_cell_code(stage, criteria, agreement->cell);
  const Node *item = stage->form == STAGE_ITEMS ? criteria_cell_item(criteria, agreement->cell) : NULL;
  if (agreement->mark == MARK_NOT_APPLICABLE && item && item->not_applicable != NA_FORBIDDEN) return true;
  if (agreement->mark == MARK_BLANK || (mark_is_number(agreement->mark) && scale_allows(scale, agreement->mark)))
    return true;
  g_autofree char *legal = scale_describe(scale);
  return store_refuse(error, STORE_ERROR_INPUT, _("%s: a panel agrees on a mark of the scale, which has %s"), code,
                      legal);
}

/* A movement needs a code and words; a withdrawal words. */
static bool check_reason(Store *store, const AgreedMark *agreement, const Scale *scale, const Independents *given,
                         GError **error) {
  const Rules *rules = store->award->rules;
  const char *words = agreement->reason ? agreement->reason : "", *code = agreement->code ? agreement->code : "";
  if (*code && !consensus_has_code(rules, code)) {
    g_autoptr(GString) codes = g_string_new(NULL);
    for (size_t i = 0; i < consensus_code_count(rules); i++)
      g_string_append_printf(codes, "%s%s", i ? _(", ") : "", consensus_code(rules, i));
    return store_refuse(error, STORE_ERROR_INPUT, _("there is no reason code “%s”; there are %s"), code, codes->str);
  }
  if (agreement->mark == MARK_BLANK) return needs_reason("agree --withdraw", words, error);
  bool moves = consensus_moves(scale, (const Mark *)(void *)given->marks->data, given->marks->len, agreement->mark);
  return !moves || (*code && text_says(words)) ||
         store_refuse(error, STORE_ERROR_INPUT,
                      _("this is not what the independent marks come to; say why with --reason-code and --reason"));
}

bool store_panel_is_ready(Store *store, uint16_t stage, uint32_t applicant, const char *id, GError **error) {
  const AgreedMark any = {.stage = stage, .applicant = applicant};
  g_auto(Independents) given = {.applicant = id, .proposer = ""};
  return gather(store, &any, &given, error) && check_ready(store, &any, &given, error);
}

/* -- writing ----------------------------------------------------------------------------------------------------- */

static bool write_row(Store *store, const AgreedMark *agreement, const char *proposer, GError **error) {
  int64_t event = event_next(store, error);
  sqlite3_stmt *row = sql(store, SQL_set_agreed);
  sqlite3_bind_int64(row, 1, panel_key(agreement->stage, agreement->applicant));
  sqlite3_bind_int64(row, 2, (int64_t)agreement->cell);
  sqlite3_bind_int(row, 3, agreement->mark);
  sql_bind_text(row, 4, agreement->code);
  sql_bind_text(row, 5, agreement->reason);
  sql_bind_text(row, 6, proposer);
  sqlite3_bind_int64(row, 7, event);
  return event > 0 && sql_run(store, row, error);
}

/* What is agreed now: 1 found, 0 none, -1 error. */
static int mark_now(Store *store, const AgreedMark *agreement, Mark *ret_mark, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_agreed);
  sqlite3_bind_int64(row, 1, panel_key(agreement->stage, agreement->applicant));
  sqlite3_bind_int64(row, 2, (int64_t)agreement->cell);
  int got = sql_step(store, row, error);
  *ret_mark = got == 1 ? (Mark)sqlite3_column_int(row, 0) : MARK_BLANK;
  sqlite3_reset(row);
  return got;
}

/* What a panel agrees does not apply is bound as a scorebook is. */
static bool check_left_out(Store *store, const AgreedMark *agreement, const Criteria *criteria, GError **error) {
  if (agreement->mark != MARK_NOT_APPLICABLE) return true;
  g_autoptr(GPtrArray) agreed = store_agreed_marks(store, agreement->stage, agreement->applicant, error);
  if (!agreed) return false;
  g_autofree Mark *marks = g_new(Mark, criteria->n_cells);
  for (size_t i = 0; i < criteria->n_cells; i++) marks[i] = MARK_BLANK;
  for (guint i = 0; i < agreed->len; i++) {
    const AgreedMark *one = g_ptr_array_index(agreed, i);
    marks[one->cell] = one->mark;
  }
  marks[agreement->cell] = MARK_NOT_APPLICABLE;
  return store_may_leave_out(criteria, marks, agreement->cell, error);
}

static bool write_agreement(Store *store, const AgreedMark *agreement, const char *id, const char *class_id,
                            GError **error) {
  const Stage *stage = &store->award->rules->stages[agreement->stage];
  const Criteria *criteria = store_class_criteria(store, class_id);
  const char *proposer = agreement->proposer && *agreement->proposer ? agreement->proposer
                         : store->role == ROLE_SECRETARIAT           ? ""
                                                                     : store->actor;
  g_auto(Independents) given = {.applicant = id, .proposer = proposer};
  Mark old;
  if (!check_mark(agreement, criteria, stage, error) || !gather(store, agreement, &given, error) ||
      !check_ready(store, agreement, &given, error))
    return false;
  const Scale *scale = stage_cell_scale(stage, criteria, agreement->cell);
  const char *item = stage_cell_code(stage, criteria, agreement->cell);
  if (*proposer && !given.proposer_found)
    return store_refuse(error, STORE_ERROR_INPUT, _("“%s” is not in this panel and proposes nothing"), proposer);
  if (!check_reason(store, agreement, scale, &given, error) || !check_left_out(store, agreement, criteria, error) ||
      mark_now(store, agreement, &old, error) < 0)
    return false;
  if (agreement->instead_of && *agreement->instead_of != old)
    return store_refuse(error, STORE_ERROR_STALE,
                        _("%s: somebody else changed what is agreed in the meantime; look at it again"), item);
  if (old == agreement->mark && old != MARK_BLANK && !agreement->code && !agreement->reason && !agreement->proposer)
    return true;
  if (old == MARK_BLANK && agreement->mark == MARK_BLANK)
    return store_refuse(error, STORE_ERROR_INPUT, _("%s: nothing is agreed here to withdraw"), item);
  char before[32], after[32];
  mark_put(before, scale, old);
  mark_put(after, scale, agreement->mark);
  g_autofree char *reason =
      agreed_reason(agreement->code ? agreement->code : "", agreement->reason ? agreement->reason : "");
  return write_row(store, agreement, proposer, error) &&
         event_append(store, &(EventDraft){"agree", stage->id, id, proposer, item, before, after, reason}, error);
}

bool store_agree(Store *store, const AgreedMark *agreement, GError **error) {
  g_autofree char *class_id = NULL, *id = NULL;
  if (!store_needs_award(store, error) || !store_begin(store, error)) return false;
  bool good = (id = store_applicant_id(store, agreement->applicant, &class_id, error)) &&
              store_may_agree(store, agreement->stage, agreement->applicant, error) &&
              write_agreement(store, agreement, id, class_id, error);
  return store_finish(store, good, error);
}

/* -- reading -------------------------------------------------------------------------------------------------------- */

void agreed_mark_free(AgreedMark *agreement) {
  if (!agreement) return;
  g_free((char *)agreement->code);
  g_free((char *)agreement->reason);
  g_free((char *)agreement->proposer);
  g_free(agreement);
}

/* How many cells a panel marks. */
static bool count_cells(Store *store, uint16_t stage, uint32_t applicant, size_t *ret_n, GError **error) {
  g_autofree char *class_id = NULL, *id = store_applicant_id(store, applicant, &class_id, error);
  if (id) *ret_n = stage_cells(&store->award->rules->stages[stage], store_class_criteria(store, class_id));
  return id != NULL;
}

GPtrArray *store_agreed_marks(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  size_t n;
  if (!store_needs_panel(store, stage, applicant, error) || !count_cells(store, stage, applicant, &n, error))
    return NULL;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)agreed_mark_free);
  sqlite3_stmt *row = sql(store, SQL_agreements);
  sqlite3_bind_int64(row, 1, panel_key(stage, applicant));
  sqlite3_bind_int64(row, 2, panel_key(stage, applicant));
  int got;
  while ((got = sql_step(store, row, error)) == 1) {
    int64_t cell = sqlite3_column_int64(row, 1), mark = sqlite3_column_int64(row, 2);
    if (!agreed_is_possible(cell, mark, n)) {
      store_damaged(store, error, _("a panel agreed on an impossible mark"));
      return NULL;
    }
    if (mark == MARK_BLANK) continue;
    AgreedMark *agreement = g_new0(AgreedMark, 1);
    *agreement = (AgreedMark){.stage = stage,
                              .applicant = applicant,
                              .cell = (size_t)cell,
                              .mark = (Mark)mark,
                              .code = g_strdup(sql_text(row, 3)),
                              .reason = g_strdup(sql_text(row, 4)),
                              .proposer = g_strdup(sql_text(row, 5))};
    g_ptr_array_add(list, agreement);
  }
  return got == 0 ? g_steal_pointer(&list) : NULL;
}
