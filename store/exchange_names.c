/* exchange_names.c: what names tell. Applicants of one name may be one that stands twice in a list, or in the record and in a
 * list. Both may be meant, for a firm applies in two classes or with several projects: it is said, and nothing is refused.
 * Likewise of assessors of one name, and of an assessor who is assigned to the applicant that their employer's name begins with.
 *
 * Names are alike when they differ only in characters as wide as Chinese ones and plain ones. */
#include "store/exchange_private.h"

#include <string.h>

/* The first of that name, of others than the person; NULL: the person is it, and kept. */
static Person *first_called(GHashTable *names, Person *person, const char *name) {
  g_autofree char *meant = text_meant(name);
  Person *other = *meant ? g_hash_table_lookup(names, meant) : NULL;
  if (other)
    other->shares_name = true;
  else if (*meant)
    g_hash_table_insert(names, g_steal_pointer(&meant), person);
  return other;
}

void name_note(Import *import, Person *person, const char *name) {
  person->alike = first_called(import->names, person, name);
}

void name_note_assessor(Import *import, Person *person, const char *name) {
  first_called(import->called, person, name);
}

void name_employer(Import *import, Person *assessor, const char *employer) {
  assessor->alike = text_beginning(import->names, employer);
}

void name_ask(Import *import, const Person *applicant, const Person *assessor) {
  const Person *employer = assessor->alike;
  if (employer && (employer == applicant || employer == applicant->alike))
    import_warn(import,
                _("the employer of “%s” begins with the name of “%s”; if they work there: accolade recuse %s %s "
                  "--reason TEXT"),
                assessor->id, applicant->id, applicant->id, assessor->id);
}

void name_compare(Import *import, Person *person, const char *name) {
  const Person *other = first_called(import->names, person, name);
  if (other && other->path)
    import_warn(import,
                _("“%s” has the same name as “%s” at %s:%lld, “%s”; take one of them out unless both are meant"),
                person->id, other->id, other->path, (long long)other->line, name);
  else if (other)
    import_warn(import,
                _("“%s” has the same name as “%s” in the record, “%s”; take the line out unless both are meant"),
                person->id, other->id, name);
}

void name_compare_assessor(Import *import, Person *person, const char *name) {
  const Person *other = first_called(import->called, person, name);
  if (other && other->path)
    import_warn(import,
                _("“%s” has the same name as “%s” at %s:%lld, “%s”; if they are one person, who would count twice in a "
                  "panel, take one of them out"),
                person->id, other->id, other->path, (long long)other->line, name);
  else if (other)
    import_warn(import,
                _("“%s” has the same name as “%s” in the record, “%s”; if they are one person, who would count twice "
                  "in a panel, take the line out"),
                person->id, other->id, name);
}

/* -- names and ids ------------------------------------------------------------------------------------------ */

char *name_hint(GHashTable *names, const char *name) {
  g_autofree char *meant = text_meant(name);
  const Person *person = names && *meant ? g_hash_table_lookup(names, meant) : NULL;
  if (!person) return NULL;
  if (person->shares_name) return g_strdup(_("; that is a name, which several have: write the id"));
  return g_strdup_printf(_("; that is the name of “%s”: write the id"), person->id);
}

/* What the record calls them; NULL where it says nothing. Caller frees. */
static char *recorded_name(Store *store, const char *id, bool assessor) {
  sqlite3_stmt *row = sql(store, assessor ? SQL_assessor_row : SQL_applicant_row);
  sql_bind_text(row, 1, id);
  char *name = sql_step(store, row, NULL) == 1 ? g_strdup(sql_text(row, 2)) : NULL;
  sqlite3_reset(row);
  return name;
}

void name_fault_known(Import *import, const char *id, bool assessor, const char *name) {
  g_autofree char *known = import_lists(import) ? recorded_name(import->store, id, assessor) : NULL;
  g_autofree char *was = known ? text_meant(known) : NULL, *is = text_meant(name), *quoted = g_shell_quote(name);
  if (!was || !*is || g_str_equal(was, is))
    import_fault(import,
                 _("“%s” is in the record already, which an import does not change; take the line out, or correct what "
                   "the record says: accolade correct %s"),
                 id, id);
  else
    import_fault(import,
                 _("“%s” is in the record already, and is called “%s” there, which an import does not change; if the "
                   "name is another now, take the line out: accolade correct %s --name %s --reason TEXT; if it is "
                   "somebody else, give the line another id"),
                 id, known, id, quoted);
}
