#!/bin/sh
# verify answers no, and never refuses to answer, whatever was changed in the file.
. "$(dirname "$0")/tap.sh"
small_award && a import scores scores.csv >/dev/null && a recuse A02 E02 --reason kinship >/dev/null
is 0 "a seal" a stage review seal
sqlite3 award.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp award.db whole.db
# changed SQL PATTERN WHAT: after the change verify exits with 1 and says so
changed() {
  cp whole.db changed.db
  sqlite3 changed.db "PRAGMA foreign_keys=OFF; $1; PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
  is 1 "$3" a --db changed.db verify
  says err "$2" "$3: it is named"
  rm -f changed.db*
}
changed "DELETE FROM applicant WHERE id = 'A02'" "event 2 .*wrote 3 rows, but 2" "an applicant deleted"
changed "DELETE FROM assessor WHERE id = 'E02'" "event 3 .*wrote 3 rows, but 2" "an assessor deleted"
changed "UPDATE assessor SET role = 'emperor' WHERE id = 'E02'" "impossible" "an impossible role"
hides err "speaks of|not in the record" "of events that cannot be held against people nothing is said"
changed "DELETE FROM assessor WHERE id = 'E02'; INSERT INTO override VALUES(0, 'combine=median')" "title, packs or options" "an option beside it"
changed "UPDATE pack SET text = text || 'x' WHERE type = 'criteria'" "frozen text of pack" "criteria changed"
changed "UPDATE pack SET text = replace(text, 'points=\"50\"', 'points=\"60\"') WHERE type = 'criteria'" "frozen text" "points moved"
changed "DELETE FROM pack WHERE type = 'rules'" "missing" "the rules deleted"
changed "UPDATE pack SET position = 9 WHERE type = 'criteria'" "not at its place" "a pack moved"
changed "DELETE FROM setting" "title is missing" "the title deleted"
changed "DELETE FROM stage" "stages are not those" "the stages deleted"
changed "UPDATE scorebook SET marks = zeroblob(length(marks))" "digest does not fit" "every mark set to zero"
changed "DELETE FROM event WHERE seq = 4" "event 5 follows event 3" "an event deleted"
changed "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)" "event" "the newest event cut off"
changed "DELETE FROM event" "journal is empty" "the journal emptied"
changed "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event WHERE seq = 1; END" "structure" "a trigger planted"
# What was frozen is judged by as it was frozen, or not at all: text that reads as well as before, or no longer reads.
# reworded SQL TYPE: nothing is ranked, shown or marked by the changed pack
reworded() {
  cp whole.db changed.db
  sqlite3 changed.db "UPDATE pack SET text = $1 WHERE type = '$2'; PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
  for verb in rank status "report scoresheet A01" "check A01"; do
    is 3 "$verb by changed $2" a --db changed.db $verb
    says err "changed.db: the frozen text of pack .* was changed.*backup" "the file, the pack and the remedy are named"
  done
  is 1 "verify by changed $2" a --db changed.db verify
  says err "frozen text of pack" "verify names the pack"
  hides err "mend" "nobody is told to mend it"
  rm -f changed.db*
}
reworded "replace(text, 'senior leaders', 'junior leaders')" criteria
reworded "substr(text, 1, 900)" criteria
reworded "replace(text, 'The plain rules', 'The other rules')" rules
is 3 "a database that is not there" a --db nobody.db verify
echo "This is not a database, whatever its name says. It is long enough to look like one, though." >foreign.db
is 3 "a foreign file" a --db foreign.db verify
rm -f award.db
touch award.db-wal
is 3 "init beside the log of a database that is gone" a init --criteria gbt19580-2012 --rules plain --title x
says err "award.db-wal" "the leftover is named"
rm -f award.db-wal
a init --criteria gbt19580-2012 --rules plain --title x >out
for beside in wal shm journal; do
  is 3 "init by the name of what lies beside an award" a --db award.db-$beside init --criteria gbt19580-2012 --rules plain --title y
  says err "award.db-$beside" "the name is named"
  hides err "there is a file" "as what it is"
done
echo "1..$n"
