/* exchange_people.c: applicants and assessors, those in the record and those in a file. */
#include "store/exchange_private.h"
#include "store/person.h"

#include <string.h>

enum { A_ID, A_NAME, A_CLASS, A_SECTOR, A_REGION, A_KIND, A_VETO, A_NOTE };
enum { E_ID, E_NAME, E_ROLE, E_ORGANISATION, E_SECTOR };

const Column applicant_columns[APPLICANT_COLUMNS] = {
    {"applicant", "编号|申报编号|申报组织", COLUMN_NEEDED},
    {"name", "名称|企业名称|单位名称|组织名称|申报单位名称", COLUMN_NEEDED},
    {"class", "类别|申报类别", 0},
    {"sector", "行业|所属行业", 0},
    {"region", "地区|所在地区", 0},
    {"kind", "对象", 0},
    {"veto", "否决事由", COLUMN_LINES},
    {"note", "备注", COLUMN_LINES},
};

const Column assessor_columns[ASSESSOR_COLUMNS] = {
    {"assessor", "编号|评审员编号|评审员", COLUMN_NEEDED},
    {"name", "姓名|专家姓名", 0},
    {"role", "角色", 0},
    {"organisation", "单位|工作单位", 0},
    {"sector", "专业|专业领域", 0},
};

/* -- texts ------------------------------------------------------------------------------------------ */

/* What a check of the record refuses is a fault of the line. */
static bool is_good(Import *import, bool good, const GError *problem) {
  if (!good) import_fault(import, "%s", problem->message);
  return good;
}

/* A column by the name the reader's lists have. */
static const char *column_words(const Column *column) {
  return g_str_equal(C_("language of these messages", "en"), "zh") ? column->chinese : column->name;
}

bool text_of_row(Import *import, int column, const char **ret_text) {
  const Column *is = &import->table.columns[column];
  *ret_text = table_get(import, column);
  if (G_LIKELY(person_text(is->name, *ret_text, is->is & COLUMN_LINES, NULL))) return true;
  g_autoptr(GError) problem = NULL;
  person_text(column_words(is), *ret_text, is->is & COLUMN_LINES, &problem);
  return is_good(import, false, problem);
}

/* Letters and digits of an input method, which nobody tells from the others when a list is typed again. */
static bool has_wide(const char *id) {
  for (const char *c = id; *c; c = g_utf8_next_char(c))
    if (text_narrow(g_utf8_get_char(c)) != g_utf8_get_char(c) && g_unichar_isalnum(g_utf8_get_char(c))) return true;
  return false;
}

/* The last line of a spreadsheet. */
static bool is_sum(const char *id) {
  static const char *const words[] = {"合计", "总计", "共计", "小计", NULL};
  return g_strv_contains(words, id);
}

static const char *id_trouble(const char *id) {
  size_t n = strlen(id);
  if (n == 0) return _("is empty; give one");
  if (n > ID_MOST_BYTES) return _("is longer than 64 bytes; shorten it");
  if (text_has_control(id, false)) return _("holds a line end or control character; take it out");
  if (text_has_edge(id)) return _("begins or ends with a space; take it out");
  if (has_wide(id)) return _("holds letters or digits as wide as Chinese characters; write plain ones, such as A01");
  if (is_sum(id)) return _("is what a list calls its sum; take the line out");
  if (g_ascii_strcasecmp(id, "secretariat") == 0) return _("is the secretariat's own; choose another");
  return NULL;
}

/* name: the row's, of the kind of people that the file has. */
static bool id_is_free(Import *import, const char *id, GHashTable *people, const char *name) {
  const Person *person = g_hash_table_lookup(people, id);
  if (!person) return true;
  if (name && !person->path)
    name_fault_known(import, id, people == import->assessors, name);
  else if (person->path)
    import_fault(import, _("“%s” is there already, at %s:%lld; take one of them out"), id, person->path,
                 (long long)person->line);
  else
    import_fault(
        import,
        _("“%s” is in the record already, which an import does not change; take the line out, or give it another id"),
        id);
  return false;
}

static bool id_of_row(Import *import, int column, const char **ret_id) {
  bool assessor = import->table.columns == assessor_columns;
  const char *name = table_get(import, assessor ? (int)E_NAME : (int)A_NAME);
  const char *id = table_raw(import, column);
  const char *trouble = id_trouble(id);
  if (trouble) import_fault(import, _("the id “%.80s” %s"), id, trouble);
  *ret_id = id;
  return !trouble && id_is_free(import, id, import->applicants, assessor ? NULL : name) &&
         id_is_free(import, id, import->assessors, assessor ? name : NULL);
}

/* -- applicants ---------------------------------------------------------------------------------------- */

static bool class_of_row(Import *import, Applicant *applicant) {
  g_autoptr(GError) problem = NULL;
  if (!text_of_row(import, A_CLASS, &applicant->class_id)) return false;
  bool good =
      person_class(import->store->award->rules, applicant->class_id, applicant->kind, &applicant->class_id, &problem);
  return is_good(import, good, problem);
}

static bool name_and_kind_of_row(Import *import, Applicant *applicant) {
  g_autoptr(GError) problem = NULL;
  bool good = person_name(applicant->id, applicant->name, &problem) &&
              person_kind(table_get(import, A_KIND), &applicant->kind, &problem);
  return is_good(import, good, problem);
}

static bool read_applicant(Import *import, Applicant *applicant) {
  return id_of_row(import, A_ID, &applicant->id) && text_of_row(import, A_NAME, &applicant->name) &&
         name_and_kind_of_row(import, applicant) && class_of_row(import, applicant) &&
         text_of_row(import, A_SECTOR, &applicant->sector) && text_of_row(import, A_REGION, &applicant->region) &&
         text_of_row(import, A_VETO, &applicant->veto) && text_of_row(import, A_NOTE, &applicant->note);
}

bool applicant_row(Import *import, GError **error) {
  Applicant applicant;
  if (!read_applicant(import, &applicant)) return true;
  Person *person = people_add(import, import->applicants, applicant.id);
  name_compare(import, person, applicant.name);
  import->result->added++;
  return !import_writes(import) || bulk_applicant(&import->bulk, &applicant, &person->no, error);
}

/* -- assessors ------------------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  Role role;
} roles[] = {
    {"assessor", ROLE_ASSESSOR},
    {"评审员", ROLE_ASSESSOR},
    {"评审专家", ROLE_ASSESSOR},
    {"sector-expert", ROLE_SECTOR_EXPERT},
    {"行业专家", ROLE_SECTOR_EXPERT},
    {"leader", ROLE_LEADER},
    {"组长", ROLE_LEADER},
    {"secretariat", ROLE_SECRETARIAT},
    {"秘书处", ROLE_SECRETARIAT},
    {"supervisor", ROLE_SUPERVISOR},
    {"监督", ROLE_SUPERVISOR},
    {"committee", ROLE_COMMITTEE},
    {"评委会", ROLE_COMMITTEE},
};

static bool role_of_row(Import *import, Role *ret_role) {
  const char *name = table_get(import, E_ROLE);
  if (!*name) name = "assessor";
  for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
    if (g_ascii_strcasecmp(name, roles[i].name) == 0) {
      *ret_role = roles[i].role;
      return true;
    }
  import_fault(import,
               _("there is no role “%.80s”; use assessor, sector-expert, leader, secretariat, supervisor or committee"),
               name);
  return false;
}

bool assessor_row(Import *import, GError **error) {
  Assessor assessor;
  if (!id_of_row(import, E_ID, &assessor.id) || !text_of_row(import, E_NAME, &assessor.name) ||
      !role_of_row(import, &assessor.role) || !text_of_row(import, E_ORGANISATION, &assessor.organisation) ||
      !text_of_row(import, E_SECTOR, &assessor.sector))
    return true;
  Person *person = people_add(import, import->assessors, assessor.id);
  person->role = assessor.role;
  name_compare_assessor(import, person, assessor.name);
  import->result->added++;
  return !import_writes(import) || bulk_assessor(&import->bulk, &assessor, &person->no, error);
}
