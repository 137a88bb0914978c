/* correct.h: what was imported of an applicant or assessor, corrected with a reason that is kept.
 *
 * Each field that is given and differs is an event of its own, from what to what (kind "correct", item the field). It is held
 * to what an import is held to, and refused
 *   - once every stage is sealed, for the ranking stands, with the names in it;
 *   - once any stage is sealed, where the ranking goes by the field: the class and kind where the rules have classes, and
 *     whatever places are kept for (Reserve);
 *   - for a class of other criteria, once anything was given under those: it would speak of items that are not there.
 * Ids and roles stand: they are what marks and the journal name people by. */
#ifndef ACCOLADE_CORRECT_H
#define ACCOLADE_CORRECT_H

#include "store/store.h"

typedef enum PersonField {
  FIELD_NAME,
  FIELD_CLASS,
  FIELD_SECTOR,
  FIELD_REGION,
  FIELD_KIND,
  FIELD_NOTE,
  FIELD_ORGANISATION,
  PERSON_FIELDS
} PersonField;
const char *person_field_name(PersonField field); /* as columns of an import and events have it: "name" */

typedef struct Correction {
  const char *to[PERSON_FIELDS]; /* NULL: as it is; classes and kinds are called as in an import */
  const char *reason;
} Correction;

typedef struct Corrected { /* what it came to; both NULL where nothing changed */
  char *from[PERSON_FIELDS], *to[PERSON_FIELDS];
} Corrected;

/* The secretariat's. An applicant has name, class, sector, region, kind and note, an assessor name, sector and organisation;
 * an applicant that assesses itself is the applicant, and has no other name as an assessor. */
bool store_correct(Store *store, const char *id, const Correction *correction, Corrected *ret_done, GError **error);
void corrected_clear(Corrected *done);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Corrected, corrected_clear)

#endif
