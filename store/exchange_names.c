/* exchange_names.c: what names tell. Applicants of one name may be one that stands twice in a list, or in the record and in a
 * list. Both may be meant, for a firm applies in two classes or with several projects: it is said, and nothing is refused.
 * Likewise of an assessor who is assigned to the applicant that their employer's name begins with.
 *
 * Names are alike when they differ only in characters as wide as Chinese ones and plain ones. */
#include "store/exchange_private.h"

#include <string.h>

void name_note(Import *import, Person *person, const char *name) {
  g_autofree char *meant = text_meant(name);
  person->alike = g_hash_table_lookup(import->names, meant);
  if (!person->alike) g_hash_table_insert(import->names, g_steal_pointer(&meant), person);
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
  g_autofree char *meant = text_meant(name);
  const Person *other = g_hash_table_lookup(import->names, meant);
  if (!other)
    g_hash_table_insert(import->names, g_steal_pointer(&meant), person);
  else if (other->path)
    import_warn(import,
                _("“%s” has the same name as “%s” at %s:%lld, “%s”; take one of them out unless both are meant"),
                person->id, other->id, other->path, (long long)other->line, name);
  else
    import_warn(import,
                _("“%s” has the same name as “%s” in the record, “%s”; take the line out unless both are meant"),
                person->id, other->id, name);
}
