/* store_books.c: single scorebooks and comments, and who may see them.
 *
 * Secretariat, supervisor and committee see everything. An assessor sees the own scorebook; the others' of a
 * panel the assessor belongs to once the stage is closed, and while it is open only when the own one is submitted:
 * everybody where the stage is not blind, else the panel's leader. An applicant sees nothing but the own self-assessment. */
#include "store/store_pairs.h"

#include <string.h>

/* -- who may see what ------------------------------------------------------------------------------- */

static int look_up(Store *store, SqlName name, int64_t key, int64_t *ret_value, GError **error) {
  sqlite3_stmt *row = sql(store, name);
  sqlite3_bind_int64(row, 1, key);
  int got = sql_step(store, row, error);
  if (got == 1) {
    *ret_value = sqlite3_column_int64(row, 0);
    sqlite3_reset(row);
  }
  return got;
}

int book_is_assigned(Store *store, int64_t id, GError **error) {
  int64_t lead;
  return look_up(store, SQL_assignment, id, &lead, error);
}

int book_is_submitted(Store *store, int64_t id, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_scorebook);
  sqlite3_bind_int64(row, 1, id);
  int got = sql_step(store, row, error);
  bool submitted = got == 1 && sqlite3_column_int(row, 1) == SCOREBOOK_SUBMITTED;
  sqlite3_reset(row);
  return got < 0 ? -1 : submitted;
}

/* Does the acting member of that panel lead it, by role, by assignment or as a deputy? 1, 0, -1 error. */
static int leads(Store *store, int64_t id, bool lead, GError **error) {
  int64_t deputy = -1;
  if (lead || store->role == ROLE_LEADER) return 1;
  int passed = deputy_leads(store, book_stage(id), book_applicant(id), &deputy, error);
  return passed == 1 ? deputy == store->actor_assessor : passed;
}

/* A leader has to have given the own marks first. */
static int leads_and_submitted(Store *store, int64_t id, bool lead, GError **error) {
  int led = leads(store, id, lead, error);
  return led == 1 ? book_is_submitted(store, id, error) : led;
}

/* The acting assessor's assignment there, when neither recused nor released and, where it is asked, declared to be free: 1, 0,
 * -1 error. */
static int is_member(Store *store, uint16_t stage, uint32_t applicant, int64_t *ret_id, int64_t *ret_lead,
                     GError **error) {
  if (store->role == ROLE_APPLICANT || store->actor_assessor < 0 || stage >= store->award->rules->n_stages) return 0;
  uint32_t assessor = (uint32_t)store->actor_assessor;
  *ret_id = book_id(stage, applicant, assessor);
  int assigned = look_up(store, SQL_assignment, *ret_id, ret_lead, error);
  int recused = assigned == 1 ? store_is_recused(store, applicant, assessor, error) : 0;
  int released = assigned == 1 && recused == 0 ? store_is_released(store, *ret_id, error) : 0;
  int asked = assigned == 1 && recused == 0 ? store_is_asked(store, stage, applicant, error) : 0;
  if (assigned < 0 || recused < 0 || released < 0 || asked < 0) return -1;
  return assigned == 1 && recused == 0 && released == 0 && asked == 0;
}

int store_is_member(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  int64_t id = 0, lead = 0;
  return store_needs_award(store, error) ? is_member(store, stage, applicant, &id, &lead, error) : -1;
}

int store_leads_panel(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  int64_t id = 0, lead = 0;
  int member = store_needs_award(store, error) ? is_member(store, stage, applicant, &id, &lead, error) : -1;
  return member == 1 ? leads_and_submitted(store, id, lead != 0, error) : member;
}

static bool is_actors(const Pair *pair, void *data, GError **error) {
  (void)error;
  return (int64_t)book_assessor(pair->id) == ((const Store *)data)->actor_assessor;
}

/* Is the panel the acting applicant's assessment of itself, to which nobody else is assigned and in which nobody else has
 * marked? 1, 0, -1 error. */
static int is_alone(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  if (store->actor_applicant != (int64_t)applicant || stage >= store->award->rules->n_stages) return 0;
  return pair_scan_panel(store, SQL_marks, panel_key(stage, applicant), is_actors, store, error);
}

int store_sees_panel(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  if (store_sees_all(store)) return 1;
  if (!store_needs_award(store, error)) return -1;
  if (store->role == ROLE_APPLICANT) return is_alone(store, stage, applicant, error);
  int64_t id = 0, lead = 0, state = STAGE_OPEN;
  int member = is_member(store, stage, applicant, &id, &lead, error);
  if (member != 1) return member;
  if (look_up(store, SQL_stage_state, stage, &state, error) < 0) return -1;
  if (state != STAGE_OPEN) return 1;
  if (!store->award->rules->stages[stage].blind) return book_is_submitted(store, id, error);
  return leads_and_submitted(store, id, lead != 0, error);
}

/* Of who is recused nothing more is asked. */
static bool needs_unrecused(Store *store, uint32_t applicant, GError **error) {
  int recused = 0;
  if (!store_sees_all(store) && store->actor_assessor >= 0)
    recused = store_is_recused(store, applicant, (uint32_t)store->actor_assessor, error);
  if (recused != 1) return recused == 0;
  g_autofree char *id = store_applicant_id(store, applicant, NULL, error);
  return id && store_refuse(error, STORE_ERROR_PERMISSION, _("“%s” is recused from “%s” and sees nothing of it"),
                            store->actor, id);
}

/* Of who is in the panel the own scorebook or the stage's end is missing. Always false. */
static bool refuse_member(Store *store, int64_t id, bool lead, GError **error) {
  const Stage *stage = &store->award->rules->stages[book_stage(id)];
  int led = leads(store, id, lead, error);
  if (led < 0) return false;
  return store_refuse(
      error, STORE_ERROR_PERMISSION,
      !stage->blind || led
          ? _("stage %s: “%s” may not see what others gave before the own scorebook is submitted; submit it first")
          : _("stage %s: “%s” may not see what others gave before the stage is closed; ask the secretariat"),
      stage_words(stage), store->actor);
}

/* Says what is missing: the own scorebook, the stage's end, or a place in the panel. Always false. */
static bool refuse_panel(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  const char *where = stage_words(&store->award->rules->stages[stage]);
  int64_t id = -1, lead = 0;
  if (store->role == ROLE_APPLICANT)
    return store_refuse(error, STORE_ERROR_PERMISSION,
                        _("stage %s: “%s” is an applicant and sees nothing but its assessment of itself, where nobody "
                          "else is assigned; ask the secretariat"),
                        where, store->actor);
  int member = is_member(store, stage, applicant, &id, &lead, error);
  if (member != 0) return member == 1 && refuse_member(store, id, lead != 0, error);
  int released = id < 0 ? 0 : store_is_released(store, id, error);
  return released >= 0 &&
         store_refuse(
             error, STORE_ERROR_PERMISSION,
             released
                 ? _("stage %s: “%s” is released from this panel and sees nothing of it any more; ask the secretariat")
                 : _("stage %s: “%s” is not of this panel and may not see what others gave; ask the secretariat"),
             where, store->actor);
}

bool store_needs_panel(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  if (!store_needs_award(store, error) || !needs_unrecused(store, applicant, error) ||
      !store_needs_declaration(store, stage, applicant, error))
    return false;
  int sees = store_sees_panel(store, stage, applicant, error);
  return sees == 1 || (sees == 0 && refuse_panel(store, stage, applicant, error));
}

/* -- one scorebook ------------------------------------------------------------------------------------ */

void book_row_clear(BookRow *book) { g_clear_pointer(&book->marks, g_free); }

bool book_load(Store *store, int64_t id, size_t n_cells, BookRow *ret_book, GError **error) {
  BookRow book = {.id = id, .n = n_cells, .marks = g_new(Mark, n_cells + 1)};
  for (size_t i = 0; i < n_cells; i++) book.marks[i] = MARK_BLANK;
  sqlite3_stmt *row = sql(store, SQL_scorebook);
  sqlite3_bind_int64(row, 1, id);
  int got = sql_step(store, row, error);
  bool good = got == 0;
  if (got == 1) {
    const unsigned char *bytes = sqlite3_column_blob(row, 0);
    good = (size_t)sqlite3_column_bytes(row, 0) == 2 * n_cells;
    if (good && bytes) marks_unpack(bytes, n_cells, book.marks);
    book.state = sqlite3_column_int(row, 1) ? SCOREBOOK_SUBMITTED : SCOREBOOK_DRAFT;
    book.version = sqlite3_column_int64(row, 2);
    book.origin = sqlite3_column_int64(row, 3);
    book.event = sqlite3_column_int64(row, 4);
    sqlite3_reset(row);
    for (size_t i = 0; i < n_cells; i++) good = good && book.marks[i] >= MARK_NOT_APPLICABLE;
    if (!good)
      store_damaged(store, error, _("the scorebook of applicant %u and assessor %u has impossible marks"),
                    book_applicant(id), book_assessor(id));
  }
  if (good)
    *ret_book = book;
  else
    book_row_clear(&book);
  return good;
}

/* -- comments ----------------------------------------------------------------------------------------- */

void comment_free(Comment *comment) {
  if (!comment) return;
  g_free(comment->stage);
  g_free(comment->applicant);
  g_free(comment->assessor);
  g_free(comment->item);
  g_free(comment->kind);
  g_free(comment->text);
  g_free(comment->place);
  g_free(comment->file);
  g_free(comment->sha256);
  g_free(comment->factors);
  g_free(comment);
}

static Comment *comment_of(Store *store, sqlite3_stmt *row, GError **error) {
  int64_t id = sqlite3_column_int64(row, 1);
  g_autofree char *applicant = store_applicant_id(store, book_applicant(id), NULL, error);
  g_autofree char *assessor = applicant ? store_assessor_id(store, book_assessor(id), error) : NULL;
  if (!assessor) return NULL;
  if (id < 0 || book_stage(id) >= store->award->rules->n_stages) {
    store_damaged(store, error, _("a comment on “%s” speaks of a stage that is not there"), applicant);
    return NULL;
  }
  Comment *comment = g_new0(Comment, 1);
  *comment = (Comment){.stage = g_strdup(store->award->rules->stages[book_stage(id)].id),
                       .applicant = g_steal_pointer(&applicant),
                       .assessor = g_steal_pointer(&assessor),
                       .item = g_strdup(sql_text(row, 2)),
                       .kind = g_strdup(sql_text(row, 3)),
                       .text = g_strdup(sql_text(row, 4)),
                       .place = g_strdup(sql_text(row, 7)),
                       .file = g_strdup(sql_text(row, 8)),
                       .sha256 = g_strdup(sql_text(row, 9)),
                       .factors = g_strdup(sql_text(row, 10)),
                       .number = sqlite3_column_int64(row, 0)};
  return comment;
}

/* Comments lie by stage and applicant: the right to see is looked up once per panel. */
static bool gather_comments(Store *store, int64_t first, int64_t last, GPtrArray *comments, GError **error) {
  sqlite3_stmt *row = sql(store, SQL_comments_of);
  sqlite3_bind_int64(row, 1, first);
  sqlite3_bind_int64(row, 2, last);
  int64_t panel = -1;
  int got, sees = 0, asked = 0;
  while ((got = sql_step(store, row, error)) == 1) {
    int64_t id = sqlite3_column_int64(row, 1);
    if (book_panel(id) != panel) {
      panel = book_panel(id);
      sees = store_sees_panel(store, book_stage(id), book_applicant(id), error);
      asked = sees == 0 ? store_is_asked(store, book_stage(id), book_applicant(id), error) : 0;
    }
    if (sees < 0 || asked < 0) return false;
    if (!sees && (asked || (int64_t)book_assessor(id) != store->actor_assessor)) continue;
    Comment *comment = comment_of(store, row, error);
    if (!comment) return false;
    g_ptr_array_add(comments, comment);
  }
  return got == 0;
}

bool store_comments(Store *store, int64_t applicant, GPtrArray **ret_comments, GError **error) {
  bool mine = false, good = store_needs_award(store, error) && store_join_read(store, &mine, error);
  g_autoptr(GPtrArray) comments = g_ptr_array_new_with_free_func((GDestroyNotify)comment_free);
  if (good && applicant < 0) good = gather_comments(store, 0, BOOK_MAX, comments, error);
  for (uint16_t stage = 0; good && applicant >= 0 && stage < store->award->rules->n_stages; stage++)
    good = gather_comments(store, book_id(stage, (uint32_t)applicant, 0), book_id(stage, (uint32_t)applicant, ROW_MASK),
                           comments, error);
  store_end_read(store, mine);
  if (good) *ret_comments = g_steal_pointer(&comments);
  return good;
}
