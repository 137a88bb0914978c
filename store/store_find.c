/* store_find.c: what rows speak of: marks in a scorebook's blob, the criteria of a class, people by id and by number. */
#include "scoring/mark_step.h"
#include "store/store_private.h"

#include <string.h>

void marks_pack(const Mark *marks, size_t n, unsigned char *ret_bytes) {
  for (size_t i = 0; i < n; i++) {
    uint16_t bits = (uint16_t)marks[i];
    ret_bytes[2 * i] = (unsigned char)(bits & 0xff);
    ret_bytes[2 * i + 1] = (unsigned char)(bits >> 8);
  }
}

static bool unpack_few(const unsigned char *bytes, size_t n, Mark *ret_marks) {
  bool good = true;
  for (size_t i = 0; i < n; i++) {
    memcpy(&ret_marks[i], bytes + i * sizeof(Mark), sizeof(Mark));
    ret_marks[i] = GINT16_FROM_LE(ret_marks[i]);
    good &= ret_marks[i] >= MARK_NOT_APPLICABLE;
  }
  return good;
}

static inline Marks host_order(Marks marks) {
  if (G_BYTE_ORDER == G_LITTLE_ENDIAN) return marks;
  return (marks << 8) | ((marks >> 8) & 0xff);
}

/* Notes where there is what is below any state. */
static inline void unpack_step(const unsigned char *bytes, size_t at, Mark *ret_marks, Marks *bad) {
  Marks marks = host_order(*(const Marks *)(bytes + at * sizeof(Mark)));
  *(Marks *)(ret_marks + at) = marks;
  *bad |= marks < MARK_NOT_APPLICABLE;
}

/* The last step may begin among the marks of the one before. */
bool marks_unpack(const unsigned char *bytes, size_t n, Mark *ret_marks) {
  Marks bad = {0};
  size_t at = 0;
  if (n < MARK_STEP) return unpack_few(bytes, n, ret_marks);
  for (; at + MARK_STEP <= n; at += MARK_STEP) unpack_step(bytes, at, ret_marks, &bad);
  if (at < n) unpack_step(bytes, n - MARK_STEP, ret_marks, &bad);
  return !marks_any(bad);
}

const Criteria *store_class_criteria(const Store *store, const char *class_id) {
  const Award *award = store->award;
  for (size_t c = 0; award->class_criteria && c < award->rules->n_classes; c++)
    if (award->class_criteria[c] && g_str_equal(award->rules->classes[c].id, class_id)) return award->class_criteria[c];
  return award->criteria;
}

static int find(Store *store, SqlName name, const char *id, uint32_t *ret_no, Role *ret_role, GError **error) {
  sqlite3_stmt *row = sql(store, name);
  sql_bind_text(row, 1, id);
  int got = sql_step(store, row, error);
  if (got != 1) return got;
  int64_t no = sqlite3_column_int64(row, 0);
  bool good = no >= 0 && no <= ROW_MASK && (!ret_role || role_parse(sql_text(row, 1), ret_role));
  sqlite3_reset(row);
  if (good)
    *ret_no = (uint32_t)no;
  else
    store_damaged(store, error, _("“%s” has an impossible number or role"), id);
  return good ? 1 : -1;
}

int store_find_applicant(Store *store, const char *id, uint32_t *ret_no, GError **error) {
  return find(store, SQL_applicant_no, id, ret_no, NULL, error);
}

int store_find_assessor(Store *store, const char *id, uint32_t *ret_no, Role *ret_role, GError **error) {
  Role role;
  return find(store, SQL_assessor_no, id, ret_no, ret_role ? ret_role : &role, error);
}

static char *id_of(Store *store, SqlName name, uint32_t no, const char *missing, char **ret_second, GError **error) {
  sqlite3_stmt *row = sql(store, name);
  sqlite3_bind_int64(row, 1, no);
  int got = sql_step(store, row, error);
  if (got < 0) return NULL;
  if (got == 0) {
    g_autofree char *message = g_strdup_printf(missing, no);
    g_set_error(error, STORE_ERROR, STORE_ERROR_INPUT, "%s: %s", store->path, message);
    return NULL;
  }
  char *id = g_strdup(sql_text(row, 0));
  if (ret_second) *ret_second = g_strdup(sql_text(row, 1));
  sqlite3_reset(row);
  return id;
}

char *store_applicant_id(Store *store, uint32_t no, char **ret_class, GError **error) {
  return id_of(store, SQL_applicant_id, no, _("there is no applicant number %u; import applicants first"), ret_class,
               error);
}

char *store_assessor_id(Store *store, uint32_t no, GError **error) {
  return id_of(store, SQL_assessor_id, no, _("there is no assessor number %u; import assessors first"), NULL, error);
}
