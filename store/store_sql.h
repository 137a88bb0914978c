/* store_sql.h: all the SQL there is, as two tables.
 *
 * migrations[i] takes a database from schema i to schema i+1 (PRAGMA user_version); rows are only ever
 * added at the end. statements[] is the X-macro below: a row is a name and its text, and the enum SQL_name
 * is how code asks for it (sql()). A test prepares every one, so that none is misspelt. */
#ifndef ACCOLADE_STORE_SQL_H
#define ACCOLADE_STORE_SQL_H

#include <stddef.h>

enum { STORE_APPLICATION_ID = 0x6163636F }; /* "acco" */

extern const char *const migrations[];
extern const size_t n_migrations;
/* Hash of the schema all migrations make (schema_check()): a test tells the new one after a row was added. */
extern const char schema_hash[];

/* One more of the BULK_ROWS scorebooks or assignments that are added together; OR FAIL: those before one that cannot be
 * added stay, so that SQLite need not keep every page as it was before. */
#define SQL_BOOK ", (?, ?, ?1, 1, ?2, ?2)"
#define SQL_ASSIGNMENT ", (?, ?, ?1)"
#define SQL_16(text) text text text text text text text text text text text text text text text text

#define STATEMENTS(ROW)                                                                                                \
  ROW(begin, "BEGIN IMMEDIATE")                                                                                        \
  ROW(begin_read, "BEGIN")                                                                                             \
  ROW(commit, "COMMIT")                                                                                                \
  ROW(rollback, "ROLLBACK")                                                                                            \
  ROW(savepoint, "SAVEPOINT ahead")                                                                                    \
  ROW(back_to_savepoint, "ROLLBACK TO ahead")                                                                          \
  ROW(release, "RELEASE ahead")                                                                                        \
  ROW(data_version, "PRAGMA data_version")                                                                             \
  ROW(settings, "SELECT name, value FROM setting ORDER BY name")                                                       \
  ROW(add_setting, "INSERT INTO setting(name, value) VALUES(?1, ?2)")                                                  \
  ROW(overrides, "SELECT text, position FROM override ORDER BY position")                                              \
  ROW(add_override, "INSERT INTO override(position, text) VALUES(?1, ?2)")                                             \
  ROW(packs, "SELECT position, type, id, class, sha256, text FROM pack ORDER BY position")                             \
  ROW(add_pack, "INSERT INTO pack(position, type, id, class, sha256, text) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")            \
  ROW(stages, "SELECT no, id, state, event, due, due_event, state < 2 AND EXISTS(SELECT 1 FROM event e "               \
              "WHERE e.kind = 'seal' AND e.stage = s.id) FROM stage s ORDER BY no")                                    \
  ROW(stage_state, "SELECT state FROM stage WHERE no = ?1")                                                            \
  ROW(add_stage, "INSERT INTO stage(no, id, state, event) VALUES(?1, ?2, 0, 1)")                                       \
  ROW(set_stage, "UPDATE stage SET state = ?2, event = ?3 WHERE no = ?1")                                              \
  ROW(stage_due, "SELECT due FROM stage WHERE no = ?1")                                                                \
  ROW(set_due, "UPDATE stage SET due = ?2, due_event = ?3 WHERE no = ?1")                                              \
  ROW(cells, "SELECT class, stage, position, item, unit FROM cell ORDER BY class, stage, position")                    \
  ROW(add_cell, "INSERT INTO cell(class, stage, position, item, unit) VALUES(?1, ?2, ?3, ?4, ?5)")                     \
  ROW(applicants,                                                                                                      \
      "SELECT 1 FROM applicant WHERE no >= ?1 AND stops(no, id, name, class, sector, region, kind, note, veto, "       \
      "event) ORDER BY no")                                                                                            \
  ROW(applicants_ranked,                                                                                               \
      "SELECT 1 FROM applicant WHERE no >= ?1 AND stops(no, id, name, class, kind, veto) ORDER BY no")                 \
  ROW(applicants_loaded,                                                                                               \
      "SELECT 1 FROM applicant WHERE no >= ?1 AND stops(no, id, name, class, kind, veto, sector, region, note) "       \
      "ORDER BY no")                                                                                                   \
  ROW(applicant_no, "SELECT no FROM applicant WHERE id = ?1")                                                          \
  ROW(applicant_id, "SELECT id, class FROM applicant WHERE no = ?1")                                                   \
  ROW(next_applicant, "SELECT coalesce(max(no), -1) + 1 FROM applicant")                                               \
  ROW(add_applicant, "INSERT INTO applicant(no, id, name, class, sector, region, kind, note, veto, event) "            \
                     "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")                                                \
  ROW(veto, "SELECT veto FROM applicant WHERE no = ?1")                                                                \
  ROW(set_veto, "UPDATE applicant SET veto = ?2 WHERE no = ?1")                                                        \
  ROW(applicant_row, "SELECT no, id, name, class, sector, region, kind, note FROM applicant WHERE id = ?1")            \
  ROW(set_applicant, "UPDATE applicant SET name = ?2, class = ?3, sector = ?4, region = ?5, kind = ?6, note = ?7 "     \
                     "WHERE no = ?1")                                                                                  \
  ROW(assessors, "SELECT 1 FROM assessor WHERE no >= ?1 AND stops(no, id, name, organisation, sector, role, "          \
                 "event) ORDER BY no")                                                                                 \
  ROW(assessors_gap, "SELECT (SELECT count(*) FROM assessor) <> ?1 OR (SELECT min(no) FROM assessor) <> 0")            \
  ROW(other_roles, "SELECT no, role FROM assessor INDEXED BY assessor_role WHERE role <> 'assessor'")                  \
  ROW(assessor_no, "SELECT no, role FROM assessor WHERE id = ?1")                                                      \
  ROW(assessor_id, "SELECT id, role FROM assessor WHERE no = ?1")                                                      \
  ROW(next_assessor, "SELECT coalesce(max(no), -1) + 1 FROM assessor")                                                 \
  ROW(add_assessor, "INSERT INTO assessor(no, id, name, organisation, sector, role, event) "                           \
                    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")                                                              \
  ROW(assessor_row, "SELECT no, id, name, organisation, sector FROM assessor WHERE id = ?1")                           \
  ROW(set_assessor, "UPDATE assessor SET name = ?2, organisation = ?3, sector = ?4 WHERE no = ?1")                     \
  ROW(judged, "SELECT EXISTS(SELECT 1 FROM scorebook WHERE id BETWEEN ?1 AND ?2) OR "                                  \
              "EXISTS(SELECT 1 FROM comment WHERE book BETWEEN ?1 AND ?2)")                                            \
  ROW(applicants_of_event, "SELECT count(*) FROM applicant WHERE event = ?1")                                          \
  ROW(assessors_of_event, "SELECT count(*) FROM assessor WHERE event = ?1")                                            \
  ROW(assignments, "SELECT 1 FROM assignment WHERE id >= ?1 AND stops(id, lead, event) ORDER BY id")                   \
  ROW(assignments_from, "SELECT id FROM assignment WHERE id >= ?1 ORDER BY id")                                        \
  ROW(assignment, "SELECT lead FROM assignment WHERE id = ?1")                                                         \
  ROW(leads, "SELECT 1 FROM assignment INDEXED BY assignment_lead WHERE lead = 1 AND id >= ?1 AND stops(id, lead) "    \
             "ORDER BY id")                                                                                            \
  ROW(add_assignment, "INSERT INTO assignment(id, lead, event) VALUES(?1, ?2, ?3)")                                    \
  ROW(add_assignments, "INSERT OR FAIL INTO assignment(id, lead, event) "                                              \
                       "VALUES(?2, ?3, ?1)" SQL_16(SQL_ASSIGNMENT) SQL_16(SQL_ASSIGNMENT))                             \
  ROW(assignments_of, "SELECT id, lead FROM assignment WHERE id & 268435455 = ?1 ORDER BY id")                         \
  ROW(panels, "SELECT 1 FROM panel WHERE key >= ?1 AND stops(key, assigned, submitted, drafts) ORDER BY key")          \
  ROW(panels_behind, "SELECT 1 FROM panel INDEXED BY panel_behind WHERE assigned > submitted AND key >= ?1 AND "       \
                     "stops(key, assigned, submitted, 0) ORDER BY key")                                                \
  ROW(panel_told, "SELECT assigned, submitted, (SELECT count(*) FROM agreed WHERE panel = ?1 AND mark <> -1) "         \
                  "FROM panel WHERE key = ?1")                                                                         \
  ROW(add_to_panel, "INSERT INTO panel(key, assigned, submitted, drafts) VALUES(?1, ?2, ?3, 0) "                       \
                    "ON CONFLICT(key) DO UPDATE SET assigned = assigned + ?2, submitted = submitted + ?3")             \
  ROW(set_panel,                                                                                                       \
      "INSERT INTO panel(key, assigned, submitted, drafts) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(key) "                   \
      "DO UPDATE SET assigned = excluded.assigned, submitted = excluded.submitted, drafts = excluded.drafts")          \
  ROW(recusals, "SELECT applicant, assessor, reason, event FROM recusal ORDER BY applicant, assessor")                 \
  ROW(recusals_among, "SELECT applicant, assessor FROM recusal WHERE applicant BETWEEN ?1 AND ?2 "                     \
                      "ORDER BY applicant, assessor")                                                                  \
  ROW(recusal, "SELECT event FROM recusal WHERE applicant = ?1 AND assessor = ?2")                                     \
  ROW(add_recusal, "INSERT INTO recusal(applicant, assessor, reason, event) VALUES(?1, ?2, ?3, ?4)")                   \
  ROW(releases, "SELECT id, state, successor, reason, event FROM released ORDER BY id")                                \
  ROW(releases_among, "SELECT id FROM released WHERE id BETWEEN ?1 AND ?2 AND state = 'released' ORDER BY id")         \
  ROW(release_of, "SELECT state, successor FROM released WHERE id = ?1")                                               \
  ROW(set_release, "INSERT INTO released(id, state, successor, reason, event) VALUES(?1, ?2, ?3, ?4, ?5) "             \
                   "ON CONFLICT(id) DO UPDATE SET state = excluded.state, successor = excluded.successor, "            \
                   "reason = excluded.reason, event = excluded.event")                                                 \
  ROW(panel_members,                                                                                                   \
      "SELECT t.id & 268435455, t.lead, e.role, EXISTS(SELECT 1 FROM recusal r WHERE r.applicant = t.id >> 28 & "      \
      "268435455 AND r.assessor = t.id & 268435455), EXISTS(SELECT 1 FROM released d WHERE d.id = t.id AND "           \
      "d.state = 'released') "                                                                                         \
      "FROM assignment t JOIN assessor e ON e.no = t.id & 268435455 WHERE t.id BETWEEN ?1 AND ?2 ORDER BY t.id")       \
  ROW(deputies, "SELECT panel, assessor, reason, event FROM deputy ORDER BY panel")                                    \
  ROW(any_deputy, "SELECT EXISTS(SELECT 1 FROM deputy WHERE assessor >= 0)")                                           \
  ROW(deputy, "SELECT assessor FROM deputy WHERE panel = ?1")                                                          \
  ROW(set_deputy,                                                                                                      \
      "INSERT INTO deputy(panel, assessor, reason, event) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(panel) DO UPDATE "        \
      "SET assessor = excluded.assessor, reason = excluded.reason, event = excluded.event")                            \
  ROW(declarations, "SELECT applicant, assessor, answer, reason, event FROM declaration ORDER BY applicant, assessor") \
  ROW(any_declared, "SELECT EXISTS(SELECT 1 FROM declaration)")                                                        \
  ROW(declaration, "SELECT answer FROM declaration WHERE applicant = ?1 AND assessor = ?2")                            \
  ROW(set_declaration, "INSERT INTO declaration(applicant, assessor, answer, reason, event) "                          \
                       "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(applicant, assessor) DO UPDATE "                        \
                       "SET answer = excluded.answer, reason = excluded.reason, event = excluded.event")               \
  ROW(deductions, "SELECT applicant, stage, deduction, amount, reason, event FROM deduction "                          \
                  "ORDER BY applicant, stage, deduction")                                                              \
  ROW(deduction, "SELECT amount FROM deduction WHERE applicant = ?1 AND stage = ?2 AND deduction = ?3")                \
  ROW(set_deduction, "INSERT INTO deduction(applicant, stage, deduction, amount, reason, event) "                      \
                     "VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(applicant, stage, deduction) "                        \
                     "DO UPDATE SET amount = excluded.amount, reason = excluded.reason, event = excluded.event")       \
  ROW(decisions, "SELECT applicant, stage, passed, reason, event FROM decision ORDER BY applicant, stage")             \
  ROW(decision, "SELECT passed FROM decision WHERE applicant = ?1 AND stage = ?2")                                     \
  ROW(set_decision, "INSERT INTO decision(applicant, stage, passed, reason, event) VALUES(?1, ?2, ?3, ?4, ?5) "        \
                    "ON CONFLICT(applicant, stage) DO UPDATE "                                                         \
                    "SET passed = excluded.passed, reason = excluded.reason, event = excluded.event")                  \
  ROW(placings, "SELECT applicant, place, reason, event FROM placing ORDER BY applicant")                              \
  ROW(placing, "SELECT place FROM placing WHERE applicant = ?1")                                                       \
  ROW(set_placing,                                                                                                     \
      "INSERT INTO placing(applicant, place, reason, event) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(applicant) "            \
      "DO UPDATE SET place = excluded.place, reason = excluded.reason, event = excluded.event")                        \
  ROW(withdrawals, "SELECT applicant, state, reason, event FROM withdrawal ORDER BY applicant")                        \
  ROW(comings_and_goings,                                                                                              \
      "SELECT a.no, e.seq, e.kind, e.before FROM event e JOIN applicant a ON a.id = e.applicant WHERE e.seq > ?1 AND " \
      "e.kind IN ('veto', 'withdraw') ORDER BY a.no, e.seq")                                                           \
  ROW(withdrawal, "SELECT state FROM withdrawal WHERE applicant = ?1")                                                 \
  ROW(set_withdrawal,                                                                                                  \
      "INSERT INTO withdrawal(applicant, state, reason, event) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(applicant) "         \
      "DO UPDATE SET state = excluded.state, reason = excluded.reason, event = excluded.event")                        \
  ROW(scorebook, "SELECT marks, state, version, origin, event FROM scorebook WHERE id = ?1")                           \
  ROW(scorebooks, "SELECT 1 FROM scorebook WHERE id >= ?1 AND stops(id, state, marks, version, origin, event) "        \
                  "ORDER BY id")                                                                                       \
  ROW(marks, "SELECT 1 FROM scorebook WHERE id >= ?1 AND stops(id, marks) ORDER BY id")                                \
  ROW(book_keys, "SELECT 1 FROM scorebook WHERE id >= ?1 AND stops(id, NULL) ORDER BY id")                             \
  ROW(drafts, "SELECT 1 FROM scorebook INDEXED BY scorebook_draft WHERE state = 0 AND id >= ?1 AND stops(id, 0) "      \
              "ORDER BY id")                                                                                           \
  ROW(add_scorebook, "INSERT INTO scorebook(id, marks, state, version, origin, event) VALUES(?1, ?2, ?3, 1, ?4, ?4)")  \
  ROW(add_scorebooks, "INSERT OR FAIL INTO scorebook(id, marks, state, version, origin, event) "                       \
                      "VALUES(?3, ?4, ?1, 1, ?2, ?2)" SQL_16(SQL_BOOK) SQL_16(SQL_BOOK))                               \
  ROW(set_scorebook, "UPDATE scorebook SET marks = ?2, state = ?3, version = version + 1, event = ?4 WHERE id = ?1")   \
  ROW(comments, "SELECT 1 FROM comment WHERE number >= ?1 AND stops(number, book, item, kind, text, event, "           \
                "removed, place, file, sha256, factors) ORDER BY number")                                              \
  ROW(comments_of, "SELECT number, book, item, kind, text, event, removed, place, file, sha256, factors FROM comment " \
                   "WHERE book BETWEEN ?1 AND ?2 AND removed = 0 ORDER BY book, number")                               \
  ROW(comment, "SELECT book, item, kind, text, removed, place, file, sha256, factors FROM comment WHERE number = ?1")  \
  ROW(comment_of_event, "SELECT number, kind, text FROM comment WHERE book = ?1 AND event = ?2")                       \
  ROW(next_comment, "SELECT coalesce(max(number), 0) + 1 FROM comment")                                                \
  ROW(last_comment_event,                                                                                              \
      "SELECT max(coalesce(max(event), 0), coalesce(max(removed), 0)) FROM comment WHERE book = ?1")                   \
  ROW(add_comment,                                                                                                     \
      "INSERT INTO comment(number, book, event, item, kind, text, place, file, sha256, factors, removed) "             \
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0)")                                                            \
  ROW(remove_comment, "UPDATE comment SET removed = ?2 WHERE number = ?1")                                             \
  ROW(factors_all, "SELECT number, applicant, stage, author, text, event, removed FROM factor ORDER BY number")        \
  ROW(factors_of,                                                                                                      \
      "SELECT number, stage, author, text FROM factor WHERE applicant = ?1 AND removed = 0 ORDER BY number")           \
  ROW(factor, "SELECT applicant, stage, author, text, removed FROM factor WHERE number = ?1")                          \
  ROW(next_factor, "SELECT coalesce(max(number), 0) + 1 FROM factor")                                                  \
  ROW(add_factor, "INSERT INTO factor(number, applicant, stage, author, text, event, removed) "                        \
                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0)")                                                                 \
  ROW(remove_factor, "UPDATE factor SET removed = ?2 WHERE number = ?1")                                               \
  ROW(resolutions, "SELECT stage, applicant, assessor, item, check_name, figures, resolved, reason, event "            \
                   "FROM resolution ORDER BY stage, applicant, assessor, item, check_name, figures")                   \
  ROW(resolution, "SELECT resolved FROM resolution WHERE stage = ?1 AND applicant = ?2 AND assessor = ?3 "             \
                  "AND item = ?4 AND check_name = ?5 AND figures = ?6")                                                \
  ROW(set_resolution, "INSERT INTO resolution(stage, applicant, assessor, item, check_name, figures, resolved, "       \
                      "reason, event) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "                                     \
                      "ON CONFLICT(stage, applicant, assessor, item, check_name, figures) DO UPDATE "                  \
                      "SET resolved = excluded.resolved, reason = excluded.reason, event = excluded.event")            \
  ROW(agreements, "SELECT panel, cell, mark, code, reason, proposer, event FROM agreed "                               \
                  "WHERE panel BETWEEN ?1 AND ?2 ORDER BY panel, cell")                                                \
  ROW(agreed, "SELECT mark FROM agreed WHERE panel = ?1 AND cell = ?2")                                                \
  ROW(set_agreed, "INSERT INTO agreed(panel, cell, mark, code, reason, proposer, event) "                              \
                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(panel, cell) DO UPDATE SET mark = excluded.mark, "   \
                  "code = excluded.code, reason = excluded.reason, proposer = excluded.proposer, "                     \
                  "event = excluded.event")                                                                            \
  ROW(merged_all, "SELECT number, panel, item, kind, text, origin, event, removed FROM merged ORDER BY number")        \
  ROW(merged_of, "SELECT number, item, kind, text, origin FROM merged WHERE panel = ?1 AND removed = 0 "               \
                 "ORDER BY number")                                                                                    \
  ROW(merged, "SELECT panel, item, kind, text, origin, removed FROM merged WHERE number = ?1")                         \
  ROW(merged_from, "SELECT number FROM merged WHERE origin = ?1 AND removed = 0")                                      \
  ROW(next_merged, "SELECT coalesce(max(number), 0) + 1 FROM merged")                                                  \
  ROW(add_merged, "INSERT INTO merged(number, panel, item, kind, text, origin, event, removed) "                       \
                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)")                                                             \
  ROW(remove_merged, "UPDATE merged SET removed = ?2 WHERE number = ?1")                                               \
  ROW(events, "SELECT seq, at, actor, kind, stage, applicant, assessor, item, before, after, reason, hash FROM event " \
              "ORDER BY seq")                                                                                          \
  ROW(event, "SELECT seq, at, actor, kind, stage, applicant, assessor, item, before, after, reason, hash FROM event "  \
             "WHERE seq = ?1")                                                                                         \
  ROW(changes_of, "SELECT kind, item, before, after, reason, seq FROM event "                                          \
                  "WHERE stage = ?1 AND applicant = ?2 AND assessor = ?3 AND kind IN "                                 \
                  "('mark', 'comment', 'uncomment', 'restore', 'undo', 'redo', 'submit', 'return') ORDER BY seq DESC") \
  ROW(history_of, "SELECT seq, at, actor, kind, item, before, after, reason FROM event WHERE stage = ?1 "              \
                  "AND applicant = ?2 AND assessor = ?3 AND kind IN ('mark', 'comment', 'uncomment', 'undo', 'redo', " \
                  "'restore', 'submit', 'return', 'release', 'assign') ORDER BY seq")                                  \
  ROW(any_returned, "SELECT EXISTS(SELECT 1 FROM event INDEXED BY event_returned WHERE kind = 'return')")              \
  ROW(returned, "SELECT reason FROM event INDEXED BY event_returned WHERE kind = 'return' AND assessor = ?1 "          \
                "AND stage = ?2 AND applicant = ?3 ORDER BY seq DESC LIMIT 1")                                         \
  ROW(all_returned, "SELECT DISTINCT event.stage, applicant.no, assessor.no FROM event INDEXED BY event_returned "     \
                    "JOIN assessor ON assessor.id = event.assessor JOIN applicant ON applicant.id = event.applicant "  \
                    "WHERE event.kind = 'return'")                                                                     \
  ROW(cycle_moved,                                                                                                     \
      "SELECT (SELECT coalesce(max(no), -1) + 1 FROM assessor) <> ?2 OR EXISTS(SELECT 1 FROM event WHERE "             \
      "seq > ?1 AND kind NOT IN ('mark', 'undo', 'redo', 'comment', 'uncomment', 'factor', 'unfactor', 'restore', "    \
      "'submit', "                                                                                                     \
      "'return'))")                                                                                                    \
  ROW(newest_event, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")                                           \
  ROW(add_event, "INSERT INTO event(seq, at, actor, kind, stage, applicant, assessor, item, before, after, reason, "   \
                 "hash) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")

typedef enum SqlName {
#define STATEMENT_NAME(name, text) SQL_##name,
  STATEMENTS(STATEMENT_NAME)
#undef STATEMENT_NAME
      SQL_COUNT
} SqlName;

extern const char *const statements[SQL_COUNT];

#endif
