/* report_head.h: what every report says first, and the words several kinds share. */
#ifndef ACCOLADE_REPORT_HEAD_H
#define ACCOLADE_REPORT_HEAD_H

#include "reports/report.h"

/* A document that already says award and cycle, criteria and rules with their hashes, the journal's head, and how many
 * take part. `format` is the machine name, `title` the translated one. */
Document *report_start(const ReportInput *input, const char *format, const char *title);

/* How long the journal is, and its head. */
void report_add_record(Document *document, int64_t events, const char *head);

/* The lines a paper for inside use is signed on. */
void report_sign(Document *document);

/* "" where the rules have no classes: then all are ranked together. */
const char *report_class(const ReportInput *input, uint32_t applicant);
/* The class's name for people; its id when the rules do not name it. */
const char *report_class_title(const ReportInput *input, const char *class_id);
const char *report_stage_title(const ReportInput *input, size_t stage);
/* Why the applicant is vetoed: the title of what the rules list under that id, else as it was recorded. */
const char *report_veto_words(const ReportInput *input, const Applicant *applicant);
/* 1 for the highest tier ...; 0 for none. */
uint8_t report_honour(const ReportInput *input, const Tier *tier);
const char *report_tier_title(const ReportInput *input, const Tier *tier); /* "" for none */
const char *report_tier_id(const Tier *tier);                              /* "" for none */

/* A figure with as many decimals as it has, at most two: a maximum, a factor. */
Cell report_points(Ratio points);
/* In an empty cell points as a percentage of max; nothing when there is no max. */
void report_fill_percent(Cell *cell, Ratio points, Ratio max);

/* False, with an error, when the input names no applicant. */
bool report_has_applicant(const ReportInput *input, GError **error);
/* Says which applicant the report is about. */
void report_add_applicant(Document *document, const ReportInput *input);

#endif
