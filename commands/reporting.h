/* reporting.h: from the record to a report: what `report`, `rank` and `check` share. */
#ifndef ACCOLADE_REPORTING_H
#define ACCOLADE_REPORTING_H

#include "commands/output.h"

/* Why a ranking is not final (not_final.h), a sentence a line; "" where it is, NULL with an error. Caller frees. */
char *reporting_not_final(Session *session, const Ranking *ranking, GError **error);
/* The kind of that name; NULL, with an error that lists those there are. */
const ReportKind *reporting_kind(const char *name, GError **error);
/* Makes the kind's document (ids: n applicants', as many as it is about) and writes it where the arguments say. */
Exit reporting_run(Session *session, const ReportKind *kind, const char *const *ids, size_t n,
                   const Arguments *arguments, GError **error);
/* The same for the flags, of all or of one applicant; *ret_open: how many are not settled. */
Exit reporting_run_flags(Session *session, const char *applicant, const Arguments *arguments, size_t *ret_open,
                         GError **error);
/* The kind's document as plain text of at most `width` cells a line. Caller frees. */
char *reporting_text(Session *session, const ReportKind *kind, const char *const *ids, size_t n, unsigned width,
                     GError **error);

#endif
