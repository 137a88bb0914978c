/* check_stage.h: a whole stage laid out for the checks. For the file that runs them. */
#ifndef ACCOLADE_CHECK_STAGE_H
#define ACCOLADE_CHECK_STAGE_H

#include "criteria/threads.h"
#include "scoring/check_parts.h"

/* The scorebooks of one stage, kept while the panels come by. */
typedef struct StageSheets StageSheets;
StageSheets *stage_sheets_new(void);
void stage_sheets_free(StageSheets *sheets);
void stage_sheets_add(StageSheets *sheets, const CheckSubject *subject);
/* Takes over the scorebooks of the panels behind these. */
void stage_sheets_join(StageSheets *sheets, StageSheets *behind);
size_t stage_sheets_count(const StageSheets *sheets);

/* Fills what rests on the sheets, once all are there, which is told as LAID_OUT pieces. It is valid as long as they are. */
enum { LAID_OUT = 20 };
void stage_lay_out(StageSheets *sheets, size_t n_assessors, CheckWhole *whole, Telling *telling);

#endif
