/* agreement_own.h: agreement of a CSV file of somebody's own, told as the options ask; no database is needed. */
#ifndef ACCOLADE_AGREEMENT_OWN_H
#define ACCOLADE_AGREEMENT_OWN_H

#include "commands/command.h"

/* Applicants down, assessors across: --matrix FILE with --cells, --weights and --levels. */
Exit agreement_tell_matrix(Session *session, const Arguments *arguments, const char *path, GError **error);
/* applicant,assessor,score, or a score and its classifications: --panel FILE. */
Exit agreement_tell_panel(Session *session, const Arguments *arguments, const char *path, GError **error);

#endif
