#!/bin/sh
# Declarations of interest from the shell: what an undeclared applicant shows, what each answer does, and that nothing asks by default.
. "$(dirname "$0")/tap.sh"

asking() {
  printf 'applicant,name,sector,region\nA01,一号,机械,城东\nA02,二号,食品,城西\n' >applicants.csv
  printf 'assessor,role\nE01,leader\nE02,assessor\n' >assessors.csv
  printf 'applicant,assessor\nA01,E01\nA01,E02\nA02,E01\n' >assignments.csv
  a init --criteria gbt19580-2012 --rules plain --set declaration=required --title 先声明 >/dev/null &&
    a import applicants applicants.csv >/dev/null && a import assessors assessors.csv >/dev/null && a import assignments assignments.csv >/dev/null
}
is 0 "the rules say it" a packs show mayor-demo
hides out "declared no conflict" "nobody asks by default"
is 0 "an award that asks" asking
is 0 "status" a status
says out "^Declarations outstanding +3" "it counts them"
says out "A01 .*E02 .*to declare" "and names them"
is 0 "status for machines" a status --format csv
says out "A01,E01,undeclared,0,23,asked" "with a word of their own"
is 4 "no mark before" a --as E01 score A01 4.1.2 60
says err "declare A01 none" "it says what to do"
is 4 "no comment before" a --as E01 comment A01 4.1.2 ofi x
is 4 "no submission before" a --as E01 submit A01
is 2 "an answer is needed" a --as E01 declare A01
is 2 "one of two" a --as E01 declare A01 perhaps
is 2 "a conflict has a reason" a --as E01 declare A01 conflict
is 3 "an unknown applicant" a --as E01 declare A09 none
is 4 "the secretariat declares nothing" a declare A01 none
is 4 "nor does an applicant" a --as A01 declare A01 none
is 4 "nor who is not assigned" a --as E02 declare A02 none
is 0 "none" a --as E01 declare A01 none
is 0 "a mark then" a --as E01 score A01 4.1.2 60
is 3 "once" a --as E01 declare A01 none
is 4 "for that applicant only" a --as E01 score A02 4.1.2 60
is 0 "a conflict" a --as E01 declare A02 conflict --reason "2024年前任其顾问"
says out "is recused" "it says what follows"
is 4 "no mark then" a --as E01 score A02 4.1.2 60
says err "recused" "it says why"
is 4 "it stands" a --as E01 declare A02 none
is 0 "status" a status
says out "^Declarations outstanding +1" "one is left"
is 0 "log" a log --format csv
says out "E01,declare,,A01,E01,,,none," "the journal has the one"
says out "E01,declare,,A02,E01,,,conflict,2024年前任其顾问" "and the other"
says out "E01,recuse,,A02,E01,,,recused,2024年前任其顾问" "and the recusal"
is 0 "verify" a verify
printf 'open A01 review\nlist\nitem 4.1.2\nnext\ndeclare A01 none\nlist\nquit\n' >said
is 0 "the same as lines" a --as E02 --plain <said
says out "Sector: 机械. Region: 城东" "who it is"
says out "^4.1.2 .*: blank" "then it opens"
is 1 "but not before" sh -c 'sed "/declares no conflict/q" out | grep -q "^4.1.2"'

mkdir closing && cd closing || exit 1
is 0 "another that asks" asking
is 0 "closed before anybody has declared" a stage review close --reason over
is 0 "status" a status
says out "Nothing is owed" "nobody has to declare any more"
says out "A01 .*E01 .*stage closed" "as what it is"
is 0 "each is told once" test "$(grep -c "A01 .*E01" out)" = 1
is 0 "status for machines" a status --format csv
says out "A01,E01,closed,0,23," "with a word of its own"
is 0 "open again" a stage review open --reason again
is 0 "status" a status
says out "A01 .*E01 .*to declare" "it is asked again"
cd .. || exit 1

mkdir packs
sed 's/id="plain"/id="own"/; s/form="items"/form="items" declaration="required"/' "$here"/../criteria/packs/plain.xml >packs/own.xml
is 0 "a stage of an own pack asks" a packs check packs/own.xml
is 0 "and is shown" a packs show own
says out "^Opens at Expert review +to assessors who have declared no conflict" "in words"

if command -v sqlite3 >/dev/null; then
  sqlite3 award.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
  cp award.db sane.db
  tamper "another answer" "UPDATE declaration SET answer = 'none'" "the declaration of “E01” on “A02”"
  tamper "another reason" "UPDATE declaration SET reason = 'x' WHERE answer = 'conflict'" "the declaration of “E01” on “A02”"
  tamper "one that is gone" "DELETE FROM declaration WHERE applicant = 0" "declare  A01 E01"
  tamper "one nobody made" "INSERT INTO declaration VALUES(1, 1, 'none', '', 3)" "the declaration of “E02” on “A02”: no event"
fi
