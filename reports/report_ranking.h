/* report_ranking.h: the parts the ranking report is made of: the standings, and those who are not ranked. */
#ifndef ACCOLADE_REPORT_RANKING_H
#define ACCOLADE_REPORT_RANKING_H

#include "reports/report_head.h"

/* What a tie key compares, in words; borrowed. */
const char *ranking_tie_title(const ReportInput *input, const TieKey *key);
/* Why somebody is not ranked: the cause; whether a stage belongs to it; the ground on record, "" none; and why one who is
 * vetoed has withdrawn besides, NULL: it has not. Borrowed from the cycle. */
const char *ranking_cause_words(NotRankedReason reason);
bool ranking_has_stage(const NotRanked *not_ranked);
const char *ranking_ground(const Cycle *cycle, const NotRanked *not_ranked);
const char *ranking_also_withdrew(const Cycle *cycle, const NotRanked *not_ranked);
/* Why a place stays empty, for machines and for people. */
const char *ranking_vacancy_name(const Vacancy *vacancy);
const char *ranking_vacancy_words(const Vacancy *vacancy);
/* The cause, the stage where it ended, and the ground on record. Caller frees. */
char *ranking_not_ranked_words(const ReportInput *input, const NotRanked *entry);
/* What its place is kept for; only of a standing that has one of those. Caller frees. */
char *ranking_reserve_words(const ReportInput *input, const Standing *standing);
/* Was some stage of it reckoned by the fallback, for want of marks? */
bool ranking_fell_back(const ReportInput *input, const Standing *standing);
/* What is to be said of a standing: shared, told apart, contested, of a kept place, given by decision, reckoned by the
 * fallback. */
void ranking_put_remarks(GString *out, const ReportInput *input, const Standing *standing);
const char *ranking_floor_words(FloorState floor);
const char *ranking_floor_name(FloorState floor);       /* "", "met", "missed" */
const char *ranking_cause_name(NotRankedReason reason); /* "veto" ... */
/* One flat list for machines. */
void ranking_add_list(Document *document, const ReportInput *input);
/* A table per class for people. */
void ranking_add_standings(Document *document, const ReportInput *input);
/* The incomplete with what is missing, the excluded with why, apart from them for people who has withdrawn, and places that
 * stay empty. False: the panels could not be read. */
bool ranking_add_others(Document *document, const ReportInput *input, GError **error);

#endif
