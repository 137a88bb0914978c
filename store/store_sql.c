/* store_sql.c: the schema, migration by migration, and the text of every statement.
 *
 * A scorebook's id is stage << 56 | applicant << 28 | assessor, so that the scorebooks of one panel lie
 * together and a scan in key order yields panels by stage and applicant; assignments share the key and
 * comments point to it, as do releases; what a panel agreed on, its deputy, and how many of its scorebooks are there, is keyed by
 * stage << 28 | applicant. Every row says which event wrote it (`event`); a scorebook also which one made it
 * (`origin`). Rows that came with an import are explained by that event's digest, all others by their events.
 *
 * The view `mark` is for people with nothing but the sqlite3 shell: it takes a scorebook's marks apart with
 * substr() and hex(). accolade itself never reads it. */
#include "store/store_sql.h"

#define MARK_HEX "hex(substr(s.marks, 2 * c.position + 1, 2))"
#define HEX_DIGIT(i) "(instr('0123456789ABCDEF', substr(x, " i ", 1)) - 1)"

const char *const migrations[] = {
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE override(position INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
    "CREATE TABLE pack(position INTEGER PRIMARY KEY, type TEXT NOT NULL CHECK(type IN ('rules', 'criteria')), "
    "id TEXT NOT NULL, class TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL) STRICT;"
    "CREATE TABLE stage(no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "
    "state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 2), event INTEGER NOT NULL) STRICT;"
    "CREATE TABLE cell(class TEXT NOT NULL, stage INTEGER NOT NULL REFERENCES stage(no), position INTEGER NOT NULL, "
    "item TEXT NOT NULL, unit INTEGER NOT NULL, PRIMARY KEY(class, stage, position)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE applicant(no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, class TEXT NOT NULL, "
    "sector TEXT NOT NULL, region TEXT NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL, veto TEXT NOT NULL, "
    "event INTEGER NOT NULL) STRICT;"
    "CREATE TABLE assessor(no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, "
    "organisation TEXT NOT NULL, sector TEXT NOT NULL, role TEXT NOT NULL, event INTEGER NOT NULL) STRICT;"
    "CREATE TABLE assignment(id INTEGER PRIMARY KEY, lead INTEGER NOT NULL CHECK(lead IN (0, 1)), "
    "event INTEGER NOT NULL) STRICT;"
    "CREATE TABLE scorebook(id INTEGER PRIMARY KEY, marks BLOB NOT NULL, state INTEGER NOT NULL CHECK(state IN (0, "
    "1)), "
    "version INTEGER NOT NULL, origin INTEGER NOT NULL, event INTEGER NOT NULL) STRICT;"
    "CREATE TABLE recusal(applicant INTEGER NOT NULL REFERENCES applicant(no), "
    "assessor INTEGER NOT NULL REFERENCES assessor(no), reason TEXT NOT NULL, event INTEGER NOT NULL, "
    "PRIMARY KEY(applicant, assessor)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE deduction(applicant INTEGER NOT NULL REFERENCES applicant(no), "
    "stage INTEGER NOT NULL REFERENCES stage(no), deduction TEXT NOT NULL, amount TEXT NOT NULL, reason TEXT NOT NULL, "
    "event INTEGER NOT NULL, PRIMARY KEY(applicant, stage, deduction)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE decision(applicant INTEGER NOT NULL REFERENCES applicant(no), "
    "stage INTEGER NOT NULL REFERENCES stage(no), passed INTEGER NOT NULL CHECK(passed IN (0, 1)), "
    "reason TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY(applicant, stage)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE comment(number INTEGER PRIMARY KEY, book INTEGER NOT NULL, item TEXT NOT NULL, kind TEXT NOT NULL, "
    "text TEXT NOT NULL, event INTEGER NOT NULL, removed INTEGER NOT NULL) STRICT;"
    "CREATE INDEX comment_book ON comment(book);"
    "CREATE TABLE event(seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, "
    "stage TEXT NOT NULL, applicant TEXT NOT NULL, assessor TEXT NOT NULL, item TEXT NOT NULL, before TEXT NOT NULL, "
    "after TEXT NOT NULL, reason TEXT NOT NULL, hash BLOB NOT NULL) STRICT;"
    "CREATE VIEW mark(stage, applicant, assessor, item, mark, state) AS "
    "SELECT stage, applicant, assessor, item, "
    "CASE WHEN v >= 0 THEN rtrim(rtrim(printf('%d.%02d', v * unit / 100, v * unit % 100), '0'), '.') END, "
    "CASE v WHEN -1 THEN 'blank' WHEN -2 THEN 'abstained' WHEN -3 THEN 'not-applicable' ELSE '' END FROM ("
    "SELECT stage, applicant, assessor, item, unit, CASE WHEN u > 32767 THEN u - 65536 ELSE u END AS v FROM ("
    "SELECT stage, applicant, assessor, item, unit, " HEX_DIGIT("1") " * 16 + " HEX_DIGIT("2") " + " HEX_DIGIT(
        "3") " * 4096 + " HEX_DIGIT("4") " * 256 AS u FROM ("
                                         "SELECT t.id AS stage, a.id AS applicant, e.id AS assessor, c.item AS item, "
                                         "c.unit AS unit, " MARK_HEX " AS x "
                                         "FROM scorebook s JOIN stage t ON t.no = s.id >> 56 JOIN applicant a ON a.no "
                                         "= s.id >> 28 & 268435455 "
                                         "JOIN assessor e ON e.no = s.id & 268435455 JOIN cell c ON c.stage = t.no AND "
                                         "c.class = "
                                         "CASE WHEN EXISTS (SELECT 1 FROM pack p WHERE p.type = 'criteria' AND p.class "
                                         "= a.class) THEN a.class ELSE '' END "
                                         "ORDER BY s.id, c.position)));"
                                         "PRAGMA application_id = 1633903471;",
    "CREATE TABLE resolution(stage TEXT NOT NULL, applicant TEXT NOT NULL, assessor TEXT NOT NULL, item TEXT NOT NULL, "
    "check_name TEXT NOT NULL, figures TEXT NOT NULL, resolved INTEGER NOT NULL CHECK(resolved IN (0, 1)), "
    "reason TEXT NOT NULL, event INTEGER NOT NULL, "
    "PRIMARY KEY(stage, applicant, assessor, item, check_name, figures)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE agreed(panel INTEGER NOT NULL, cell INTEGER NOT NULL, mark INTEGER NOT NULL, code TEXT NOT NULL, "
    "reason TEXT NOT NULL, proposer TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY(panel, cell)) STRICT, WITHOUT "
    "ROWID;"
    "CREATE TABLE merged(number INTEGER PRIMARY KEY, panel INTEGER NOT NULL, item TEXT NOT NULL, kind TEXT NOT NULL, "
    "text TEXT NOT NULL, origin INTEGER NOT NULL, event INTEGER NOT NULL, removed INTEGER NOT NULL) STRICT;"
    "CREATE INDEX merged_panel ON merged(panel);",
    "CREATE INDEX assignment_lead ON assignment(lead) WHERE lead = 1;",
    "CREATE TABLE declaration(applicant INTEGER NOT NULL REFERENCES applicant(no), "
    "assessor INTEGER NOT NULL REFERENCES assessor(no), answer TEXT NOT NULL CHECK(answer IN ('none', 'conflict')), "
    "reason TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY(applicant, assessor)) STRICT, WITHOUT ROWID;",
    "CREATE TABLE panel(key INTEGER PRIMARY KEY, assigned INTEGER NOT NULL, submitted INTEGER NOT NULL, "
    "drafts INTEGER NOT NULL) STRICT;"
    "INSERT INTO panel SELECT a.id >> 28, sum(r.event IS NULL), coalesce(sum(r.event IS NULL AND s.state = 1), 0), "
    "coalesce(sum(r.event IS NULL AND s.state = 0), 0) FROM assignment a LEFT JOIN scorebook s ON s.id = a.id "
    "LEFT JOIN recusal r ON r.applicant = a.id >> 28 & 268435455 AND r.assessor = a.id & 268435455 GROUP BY a.id >> 28;"
    "INSERT INTO panel SELECT s.id >> 28, count(*), sum(s.state = 1), sum(s.state = 0) FROM scorebook s WHERE NOT "
    "EXISTS "
    "(SELECT 1 FROM assignment a WHERE a.id BETWEEN s.id & ~268435455 AND s.id | 268435455) GROUP BY s.id >> 28;",
    "ALTER TABLE comment ADD COLUMN place TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE comment ADD COLUMN file TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE comment ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';",
    "CREATE TABLE factor(number INTEGER PRIMARY KEY, applicant INTEGER NOT NULL REFERENCES applicant(no), "
    "stage INTEGER NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL, event INTEGER NOT NULL, "
    "removed INTEGER NOT NULL) STRICT;"
    "CREATE INDEX factor_applicant ON factor(applicant);"
    "ALTER TABLE comment ADD COLUMN factors TEXT NOT NULL DEFAULT '';",
    "ALTER TABLE stage ADD COLUMN due TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE stage ADD COLUMN due_event INTEGER NOT NULL DEFAULT 0;",
    "CREATE TABLE deputy(panel INTEGER PRIMARY KEY, assessor INTEGER NOT NULL CHECK(assessor >= -1), "
    "reason TEXT NOT NULL, event INTEGER NOT NULL) STRICT;",
    "CREATE TABLE placing(applicant INTEGER PRIMARY KEY REFERENCES applicant(no), place TEXT NOT NULL, "
    "reason TEXT NOT NULL, event INTEGER NOT NULL) STRICT;",
    "CREATE TABLE withdrawal(applicant INTEGER PRIMARY KEY REFERENCES applicant(no), "
    "state TEXT NOT NULL CHECK(state IN ('withdrawn', 'taking part')), reason TEXT NOT NULL, event INTEGER NOT NULL) "
    "STRICT;",
    "CREATE TABLE released(id INTEGER PRIMARY KEY, state TEXT NOT NULL CHECK(state IN ('released', 'assigned')), "
    "successor INTEGER NOT NULL CHECK(successor >= -1), reason TEXT NOT NULL, event INTEGER NOT NULL) STRICT;",
    "CREATE INDEX panel_behind ON panel(key, assigned, submitted) WHERE assigned > submitted;",
    "CREATE INDEX scorebook_draft ON scorebook(state) WHERE state = 0;"
    "CREATE INDEX assessor_role ON assessor(role) WHERE role <> 'assessor';",
    "CREATE INDEX event_returned ON event(assessor, stage, applicant) WHERE kind = 'return';",
    "CREATE INDEX event_sealed ON event(stage) WHERE kind = 'seal';",
};
const char schema_hash[] = "7d29345afc59ad09926ecf7a19832a47f90a84a3a32037ebbdbbec680ed0fea2";
const size_t n_migrations = sizeof migrations / sizeof *migrations;

const char *const statements[SQL_COUNT] = {
#define STATEMENT_TEXT(name, text) text,
    STATEMENTS(STATEMENT_TEXT)
#undef STATEMENT_TEXT
};
