/* report_ranking.h: the parts the ranking report is made of: the standings, and those who are not ranked. */
#ifndef ACCOLADE_REPORT_RANKING_H
#define ACCOLADE_REPORT_RANKING_H

#include "reports/report_head.h"

/* What a tie key compares, in words; borrowed. */
const char *ranking_tie_title(const ReportInput *input, const TieKey *key);
/* Why somebody is not ranked, and why a place stays empty. */
const char *ranking_cause_words(NotRankedReason reason);
const char *ranking_vacancy_words(VacancyReason reason);
/* One flat list for machines. */
void ranking_add_list(Document *document, const ReportInput *input);
/* A table per class for people. */
void ranking_add_standings(Document *document, const ReportInput *input);
/* The incomplete with what is missing, the excluded with why, and places that stay empty. False: the panels could not
 * be read. */
bool ranking_add_others(Document *document, const ReportInput *input, GError **error);

#endif
