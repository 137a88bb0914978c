/* checking_record.c: comments, the journal's times and the applicants' own marks, from ids to numbers. */
#include "commands/checking_record.h"

#include <string.h>

struct CheckingRecord {
  CheckRecord record;
  GPtrArray *texts; /* Comment: what comments borrow from */
  GPtrArray *marks; /* Mark *: what selves borrow from */
  GArray *comments, *times, *selves;
  GHashTable *applicants, *assessors; /* id: number + 1; NULL until somebody is looked for */
  GHashTable *found;                  /* "stage/applicant/assessor" key: place in times + 1 */
  Session *session;
  int64_t applicant;
};

void checking_record_free(CheckingRecord *r) {
  if (!r) return;
  g_clear_pointer(&r->texts, g_ptr_array_unref);
  g_ptr_array_unref(r->marks);
  g_array_unref(r->comments);
  g_array_unref(r->times);
  g_array_unref(r->selves);
  g_clear_pointer(&r->applicants, g_hash_table_unref);
  g_clear_pointer(&r->assessors, g_hash_table_unref);
  g_hash_table_unref(r->found);
  g_free(r);
}

const CheckRecord *checking_record(const CheckingRecord *record) { return &record->record; }

static CheckingRecord *record_new(Session *session, int64_t applicant) {
  CheckingRecord *r = g_new0(CheckingRecord, 1);
  r->session = session;
  r->applicant = applicant;
  r->marks = g_ptr_array_new_with_free_func(g_free);
  r->comments = g_array_new(FALSE, FALSE, sizeof(CheckComment));
  r->times = g_array_new(FALSE, FALSE, sizeof(CheckTime));
  r->selves = g_array_new(FALSE, FALSE, sizeof(CheckSelf));
  r->found = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return r;
}

static bool find(GHashTable *numbers, const char *id, uint32_t *ret_number) {
  size_t number = GPOINTER_TO_SIZE(g_hash_table_lookup(numbers, id));
  if (number > 0) *ret_number = (uint32_t)(number - 1);
  return number > 0;
}

static bool find_applicant(CheckingRecord *r, const char *id, uint32_t *ret_number) {
  if (!r->applicants) r->applicants = cycle_applicant_numbers(r->session->cycle);
  return find(r->applicants, id, ret_number);
}

static bool find_assessor(CheckingRecord *r, const char *id, uint32_t *ret_number) {
  if (!r->assessors) r->assessors = cycle_assessor_numbers(r->session->cycle);
  return find(r->assessors, id, ret_number);
}

/* What an assessor wrote; the applicants' own words are no evidence of anybody's judgement. */
static bool read_comments(CheckingRecord *r, GError **error) {
  if (!store_comments(r->session->store, r->applicant, &r->texts, error)) return false;
  for (guint i = 0; i < r->texts->len; i++) {
    const Comment *comment = g_ptr_array_index(r->texts, i);
    int stage = rules_stage_index(r->session->rules, comment->stage);
    CheckComment taken = {.stage = (uint16_t)stage,
                          .item = comment->item,
                          .kind = comment->kind,
                          .text = comment->text,
                          .factors = comment->factors};
    if (stage < 0 || !find_applicant(r, comment->applicant, &taken.applicant)) continue;
    if (!find_assessor(r, comment->assessor, &taken.assessor)) continue;
    if (r->session->cycle->assessors[taken.assessor].role != ROLE_APPLICANT) g_array_append_val(r->comments, taken);
  }
  return true;
}

static int64_t milliseconds(const char *at) {
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(at, NULL);
  return time ? g_date_time_to_unix(time) * 1000 + g_date_time_get_microsecond(time) / 1000 : -1;
}

static bool take_event(const Event *event, void *data) {
  CheckingRecord *r = data;
  int stage = rules_stage_index(r->session->rules, event->stage);
  CheckTime time = {.stage = (uint16_t)stage, .marks = 1};
  if (strcmp(event->kind, "mark") != 0 || stage < 0) return true;
  if (!find_applicant(r, event->applicant, &time.applicant)) return true;
  if (!find_assessor(r, event->assessor, &time.assessor)) return true;
  time.first = time.last = milliseconds(event->at);
  const int64_t key = (int64_t)time.stage << 56 | (int64_t)time.applicant << 28 | time.assessor;
  size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(r->found, &key));
  if (place > 0) {
    CheckTime *known = &g_array_index(r->times, CheckTime, place - 1);
    known->last = time.last;
    known->marks++;
    return true;
  }
  g_array_append_val(r->times, time);
  g_hash_table_insert(r->found, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(r->times->len));
  return true;
}

static bool read_self(CheckingRecord *r, uint16_t stage, uint32_t applicant, uint32_t assessor, GError **error) {
  BookCopy book = {0};
  if (!store_scorebook(r->session->store, stage, applicant, assessor, &book, error)) return false;
  bool any = false;
  for (size_t c = 0; c < book.n; c++) any |= mark_is_number(book.marks[c]);
  if (any) {
    const CheckSelf self = {stage, applicant, book.marks};
    g_ptr_array_add(r->marks, g_steal_pointer(&book.marks));
    g_array_append_val(r->selves, self);
  }
  book_copy_clear(&book);
  return true;
}

/* An applicant that marked itself is among the assessors under its own id. */
static bool read_selves(CheckingRecord *r, GError **error) {
  const Cycle *cycle = r->session->cycle;
  for (uint32_t a = 0; a < cycle->n_assessors; a++) {
    uint32_t applicant;
    if (cycle->assessors[a].role != ROLE_APPLICANT || !find_applicant(r, cycle->assessors[a].id, &applicant)) continue;
    if (r->applicant >= 0 && applicant != r->applicant) continue;
    for (uint16_t stage = 0; stage < r->session->rules->n_stages; stage++) {
      g_autoptr(GError) problem = NULL;
      if (r->session->rules->stages[stage].form == STAGE_GATE) continue;
      if (read_self(r, stage, applicant, a, &problem)) continue;
      if (g_error_matches(problem, STORE_ERROR, STORE_ERROR_PERMISSION)) continue;
      g_propagate_error(error, g_steal_pointer(&problem));
      return false;
    }
  }
  return true;
}

static void settle(CheckingRecord *r) {
  check_sort_comments((CheckComment *)(void *)r->comments->data, r->comments->len);
  check_sort_times((CheckTime *)(void *)r->times->data, r->times->len);
  check_sort_selves((CheckSelf *)(void *)r->selves->data, r->selves->len);
  r->record = (CheckRecord){.n_comments = r->comments->len,
                            .n_times = r->times->len,
                            .n_selves = r->selves->len,
                            .comments = (const CheckComment *)(void *)r->comments->data,
                            .times = (const CheckTime *)(void *)r->times->data,
                            .selves = (const CheckSelf *)(void *)r->selves->data};
}

CheckingRecord *checking_record_read(Session *session, int64_t applicant, GError **error) {
  g_autoptr(CheckingRecord) r = record_new(session, applicant);
  if (!read_comments(r, error) || !read_selves(r, error)) return NULL;
  if (applicant < 0 && !journal_walk(session->store, take_event, r, error)) return NULL;
  settle(r);
  return g_steal_pointer(&r);
}
