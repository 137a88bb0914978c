/* record.h: a small award to test the store with.
 *
 * Stages: review (items 1.1 and 1.2, blind, deduction "late"), defence (one figure up to 500 in tenths), board (a
 * gate). Applicants A1 A2 A3 of class org, T1 of class team (criteria of one item, T). Assessors E1 E2 E3, L1 (a
 * leader), S1 (supervisor). E1, E2 and L1 (who leads) are assigned to A1 and A2 at review, E1 to A1 at defence. */
#ifndef ACCOLADE_TESTS_RECORD_H
#define ACCOLADE_TESTS_RECORD_H

#include "store/store_bulk.h"

enum { REVIEW, DEFENCE, BOARD };
enum { A1, A2, A3, T1 };
enum { E1, E2, E3, L1, S1 };

typedef struct Record {
  char *folder, *path;
  Store *store;
  Rules *rules;
  Criteria *criteria, *small;
  const Criteria *of_classes[2];
  Award award;
} Record;

/* A new record in a new folder; with people and assignments unless bare. */
void record_new(Record *record, bool bare);
/* Another connection to the same file, acting as `actor`, with the record's award. */
Store *record_open(Record *record, const char *actor);
void record_clear(Record *record);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Record, record_clear)

void record_act_as(Record *record, const char *actor);
/* The fault code of what was just called, -1 when it was done; clears the error. */
int code_of(bool done, GError **error);
/* A mark by whoever acts, on a cell in percent; the fault code, or -1 when it was taken. */
int record_mark(Record *record, uint16_t stage, uint32_t applicant, size_t cell, Mark mark);
/* Imports one submitted scorebook per applicant of A1..A3 by E3, with marks of `percent`. */
void record_import(Record *record, int percent);
/* One of what a bulk writes many of. */
bool bulk_assign(Bulk *bulk, uint16_t stage, uint32_t applicant, uint32_t assessor, bool lead, GError **error);
bool bulk_scorebook(Bulk *bulk, uint16_t stage, uint32_t applicant, uint32_t assessor, const Mark *marks, size_t n,
                    GError **error);
/* Applicants M000, M001 ... of class org, numbered from T1 + 1 on; inside a bulk. */
void record_add_many(Bulk *bulk, int n);
/* A new record with something of everything: 24 events, review sealed. */
void record_new_full(Record *record);
/* Its rules ask for declarations from now on. */
void record_ask_declarations(Record *record);
/* A mark by that assessor; the secretariat acts afterwards. */
void record_give(Record *record, const char *actor, uint16_t stage, uint32_t applicant, size_t cell, Mark mark);
/* All faults of a verification, one a line; "" when the record is whole. Opens the file anew. Caller frees. */
char *record_verify(Record *record, const char *anchor);
/* Changes the file behind the store's back. */
void record_tamper(Record *record, const char *sql);
/* What somebody who reads the source can do after that: hashes the whole chain again. */
void record_hash_again(Record *record);

#endif
