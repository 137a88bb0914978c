/* report_ranking_others.h: private to report_ranking_others.c and report_ranking_excluded.c: who is not ranked. */
#ifndef ACCOLADE_REPORT_RANKING_OTHERS_H
#define ACCOLADE_REPORT_RANKING_OTHERS_H

#include "reports/report_ranking.h"

/* Id, name, class and the class's title: the first four cells. */
void others_fill_who(const ReportInput *input, uint32_t applicant, Cell *cells);
/* Of the class's title: nobody reads it where there are no classes. */
Audience others_class_audience(const ReportInput *input);
/* One list for machines; for people who left of their own accord apart from those who were left out. */
void others_add_excluded(Document *document, const ReportInput *input);

#endif
