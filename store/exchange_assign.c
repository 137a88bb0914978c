/* exchange_assign.c: who assesses whom at which stage. */
#include "store/exchange_private.h"

#include <string.h>

static char *near_person(Import *import, const char *id, GHashTable *people, const char *otherwise) {
  g_autofree char *meant = text_meant(id);
  Near near = {.word = meant};
  GHashTableIter each;
  gpointer key;
  g_hash_table_iter_init(&each, people);
  bool guess = import_may_guess(import, g_hash_table_size(people));
  while (guess && g_hash_table_iter_next(&each, &key, NULL)) near_try(&near, key);
  return near_hint(&near, otherwise);
}

enum { G_APPLICANT, G_ASSESSOR, G_STAGE, G_LEAD };

const Column assignment_columns[ASSIGNMENT_COLUMNS] = {
    {"applicant", PAIR_APPLICANT_ZH, COLUMN_NEEDED},
    {"assessor", PAIR_ASSESSOR_ZH, COLUMN_NEEDED},
    {"stage", "阶段", 0},
    {"lead", "组长", 0},
};

static const Person *find(GHashTable *people, const char *id, const Person *before) {
  if (before && strcmp(before->id, id) == 0) return before;
  return g_hash_table_lookup(people, id);
}

static int fault_unknown(Import *import, const char *id, bool assessor) {
  GHashTable *people = assessor ? import->assessors : import->applicants;
  g_autofree char *hint = name_hint(assessor ? import->called : import->names, id);
  if (!hint && import_lists(import)) hint = near_person(import, id, people, _("import it first, or correct the id"));
  if (assessor)
    import_fault(import, _("there is no assessor “%.80s”%s"), id, hint);
  else
    import_fault(import, _("there is no applicant “%.80s”%s"), id, hint);
  return 0;
}

static int make_self_assessor(Import *import, const Person *applicant, const Person **ret_person, GError **error) {
  Person *person = people_add(import, import->assessors, applicant->id);
  person->role = ROLE_APPLICANT;
  *ret_person = person;
  if (!import_writes(import)) return 1;
  if (import->scores && !ahead_undo(import, error)) return -1;
  return bulk_self_assessor(&import->bulk, person->id, &person->no, error) ? 1 : -1;
}

int pair_of_row(Import *import, const Person *pair[2], GError **error) {
  const char *applicant_id = table_raw(import, G_APPLICANT), *assessor_id = table_raw(import, G_ASSESSOR);
  const Person *applicant = find(import->applicants, applicant_id, pair[0]);
  if (!applicant) return fault_unknown(import, applicant_id, false);
  const Person *assessor = find(import->assessors, assessor_id, pair[1]);
  bool self = strcmp(applicant_id, assessor_id) == 0;
  if (!assessor && self) {
    int rc = make_self_assessor(import, applicant, &assessor, error);
    if (rc != 1) return rc;
  }
  if (!assessor && !g_hash_table_contains(import->applicants, assessor_id))
    return fault_unknown(import, assessor_id, true);
  if (!self && (!assessor || assessor->role == ROLE_APPLICANT)) {
    import_fault(import, _("“%s” is an applicant and may assess only itself; name an assessor"), assessor_id);
    return 0;
  }
  if (!self && !role_marks(assessor->role)) {
    import_fault(import, _("“%s” has the role %s and marks nobody; name an assessor"), assessor_id,
                 _(role_words(assessor->role)));
    return 0;
  }
  pair[0] = applicant;
  pair[1] = assessor;
  return 1;
}

static bool lead_of_row(Import *import, bool *ret_lead) {
  static const struct {
    const char *name;
    bool lead;
  } words[] = {{"", false},    {"no", false}, {"false", false}, {"0", false},   {"否", false}, {"yes", true},
               {"true", true}, {"1", true},   {"是", true},     {"组长", true}, {"lead", true}};
  const char *name = table_get(import, G_LEAD);
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_ascii_strcasecmp(name, words[i].name) == 0) {
      *ret_lead = words[i].lead;
      return true;
    }
  import_fault(import, _("“%.80s” does not say whether this is the leader; use yes or no"), name);
  return false;
}

static bool assignment_is_new(Import *import, const Person *const pair[2], uint16_t stage, bool lead) {
  const char *name = stage_words(&import->store->award->rules->stages[stage]);
  int64_t id = book_id(stage, pair[0]->no, pair[1]->no);
  if (pair[0]->withdrawn)
    import_fault(import, _("“%s” has withdrawn from the award and is assessed no more; take the line out"),
                 pair[0]->id);
  else if (g_hash_table_contains(import->pairs, key_pointer(pair_key(pair[0]->no, pair[1]->no))))
    import_fault(import, _("“%s” is recused from “%s”; assign somebody else"), pair[1]->id, pair[0]->id);
  else if (g_hash_table_contains(import->released, key_pointer(id)))
    import_fault(
        import,
        _("“%s” is released from “%s” at stage “%s”; accolade release %s %s --lift takes that back, and the line "
          "is not needed"),
        pair[1]->id, pair[0]->id, name, pair[1]->id, pair[0]->id);
  else if (g_hash_table_contains(import->assigned, key_pointer(id)))
    import_fault(import, _("“%s” is assigned to “%s” at stage “%s” already; take the line out"), pair[1]->id,
                 pair[0]->id, name);
  else if (lead && g_hash_table_contains(import->led, key_pointer(book_id(stage, pair[0]->no, 0))))
    import_fault(import,
                 _("“%s” has a leader at stage “%s” already; there can be one, and where that one is recused or "
                   "released: assign without a leader, then accolade deputy"),
                 pair[0]->id, name);
  else
    return true;
  return false;
}

bool assignments_write(Import *import, GError **error) {
  size_t n = import->n_waiting;
  import->n_waiting = 0;
  return n == 0 || !import_writes(import) || bulk_assignments(&import->bulk, import->waiting, n, error);
}

bool assignment_row(Import *import, GError **error) {
  const Person *pair[2] = {NULL, NULL};
  uint16_t stage;
  bool lead;
  int rc = pair_of_row(import, pair, error);
  if (rc != 1) return rc == 0;
  if (!import_stage(import, G_STAGE, &stage) || !lead_of_row(import, &lead)) return true;
  if (!import_stage_is_open(import, stage, error)) return false;
  if (!assignment_is_new(import, pair, stage, lead)) return true;
  int64_t id = book_id(stage, pair[0]->no, pair[1]->no);
  g_hash_table_add(import->assigned, key_pointer(id));
  if (lead) g_hash_table_add(import->led, key_pointer(book_id(stage, pair[0]->no, 0)));
  import->result->added++;
  name_ask(import, pair[0], pair[1]);
  import->waiting[import->n_waiting++] = (BulkAssignment){id, lead};
  return import->n_waiting < BULK_ROWS || assignments_write(import, error);
}
