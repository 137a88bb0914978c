/* exchange_names.c: applicants of one name, who may be one that stands twice in a list, or in the record and in a list. Both may
 * be meant, for a firm applies in two classes or with several projects: it is said, and nothing is refused.
 *
 * Names are alike when they differ only in characters as wide as Chinese ones and plain ones. */
#include "store/exchange_private.h"

void name_note(Import *import, Person *person, const char *name) {
  g_autofree char *meant = text_meant(name);
  if (!g_hash_table_contains(import->names, meant)) g_hash_table_insert(import->names, g_steal_pointer(&meant), person);
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
