/* store_submit.c: handing a scorebook in, once it holds what the rules are strict about. */
#include "store/store_private.h"

enum { MOST_NAMED = 6 };

GArray *comments_noted(const GPtrArray *comments, const char *stage, const char *assessor) {
  GArray *noted = g_array_new(FALSE, FALSE, sizeof(Noted));
  for (guint i = 0; i < comments->len; i++) {
    const Comment *comment = g_ptr_array_index(comments, i);
    const Noted one = {comment->item, comment->kind, comment->factors};
    if (g_str_equal(comment->stage, stage) && g_str_equal(comment->assessor, assessor)) g_array_append_val(noted, one);
  }
  return noted;
}

char *want_words(const Want *want) {
  const Requirement *requirement = want->requirement;
  const char *what = _(wanted_words(requirement->what));
  if (want->there < requirement->min)
    return g_strdup_printf(_("this mark wants %u %s; there are %u"), requirement->min, what, want->there);
  return g_strdup_printf(_("this mark takes at most %u %s; there are %u"), requirement->max, what, want->there);
}

static bool refuse_wants(const char *id, const GArray *wants, GError **error) {
  g_autoptr(GString) list = g_string_new(NULL);
  unsigned n = 0;
  for (guint i = 0; i < wants->len; i++) {
    const Want *want = &g_array_index(wants, Want, i);
    if (!want->requirement->strict || n++ >= MOST_NAMED) continue;
    g_autofree char *words = want_words(want);
    g_string_append_printf(list, "%s%s: %s", list->len ? _("; ") : "", want->item->code, words);
  }
  if (n > MOST_NAMED) g_string_append(list, " ...");
  return n == 0 || store_refuse(error, STORE_ERROR_INPUT,
                                _("the scorebook on “%s” lacks what the rules want beside its marks; add it first: %s"),
                                id, list->str);
}

static bool check_wants(Store *store, uint16_t stage, uint32_t applicant, const char *class_id, const char *id,
                        const BookRow *book, GError **error) {
  const Stage *which = &store->award->rules->stages[stage];
  g_autoptr(GPtrArray) comments = NULL;
  if (which->n_requirements == 0) return true;
  if (!store_comments(store, applicant, &comments, error)) return false;
  g_autoptr(GArray) noted = comments_noted(comments, which->id, store->actor);
  g_autoptr(GArray) wants = wants_of(which, store_class_criteria(store, class_id), book->marks, noted->len,
                                     (const Noted *)(void *)noted->data);
  return refuse_wants(id, wants, error);
}

static bool write_submission(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  const char *class_id = NULL;
  g_autofree char *id = NULL;
  g_auto(BookRow) book = {0};
  if (!book_to_write(store, stage, applicant, &class_id, &id, &book, error)) return false;
  const char *name = store->award->rules->stages[stage].id;
  size_t given = 0;
  for (size_t i = 0; i < book.n; i++) given += book.marks[i] != MARK_BLANK;
  if (given == 0)
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("the scorebook on “%s” at stage %s is blank; give marks before you submit"), id,
                        stage_words(&store->award->rules->stages[stage]));
  if (!check_wants(store, stage, applicant, class_id, id, &book, error)) return false;
  book.state = SCOREBOOK_SUBMITTED;
  return book_save(store, stage, applicant, &book, error) &&
         event_append(store, &(EventDraft){"submit", name, id, store->actor, "", "draft", "submitted", ""}, error);
}

bool store_submit(Store *store, uint16_t stage, uint32_t applicant, GError **error) {
  int64_t assessor = store->actor_assessor;
  return write_finish(store, write_begin(store, error) && write_submission(store, stage, applicant, error), assessor,
                      error);
}
