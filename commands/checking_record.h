/* checking_record.h: what the record holds beside marks, gathered for the checks. */
#ifndef ACCOLADE_CHECKING_RECORD_H
#define ACCOLADE_CHECKING_RECORD_H

#include "commands/session.h"
#include "scoring/check_record.h"

typedef struct CheckingRecord CheckingRecord;
/* Comments, times of marks and self-marks, as far as the acting person may see them; of one applicant (>= 0) or all. */
CheckingRecord *checking_record_read(Session *session, int64_t applicant, GError **error);
const CheckRecord *checking_record(const CheckingRecord *record);
void checking_record_free(CheckingRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CheckingRecord, checking_record_free)

#endif
