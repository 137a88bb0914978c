/* person.h: what the record says of an applicant or assessor beside id and role, and what it may say: an import and a
 * correction (store_correct()) ask the same. Private to store/.
 *
 * The checks are false with STORE_ERROR_INPUT and a sentence that says what is wrong and what would be right. */
#ifndef ACCOLADE_PERSON_H
#define ACCOLADE_PERSON_H

#include "store/correct.h"
#include "store/store_private.h"

/* The column that has it where all of a row is read, as in SQL_applicants and SQL_assessors; -1: such people have none. */
int person_column(PersonField field, bool applicant);

/* May the field hold that text? Only notes and comments have lines; what has one line is printed in lists, where nothing may
 * turn the direction of writing, and has at most LINE_MOST_BYTES. */
bool person_text(const char *field, const char *text, bool lines, GError **error);
/* Every applicant has a name. */
bool person_name(const char *id, const char *name, GError **error);
/* The kind that is called so, in English or Chinese; "" for "". */
bool person_kind(const char *name, const char **ret_kind, GError **error);
/* The class of that id or title, open to that kind ("": an organisation); where the rules have no classes, the name itself. */
bool person_class(const Rules *rules, const char *name, const char *kind, const char **ret_class, GError **error);

#endif
