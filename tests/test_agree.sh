#!/bin/sh
# What a panel agreed on: who may record it, when it needs a reason, where it counts, and that it is proved.
. "$(dirname "$0")/tap.sh"

# A stage of the plain rules: A01 and A02 by E01 (leads), E02, E03.
panel() {
  small_award && printf 'applicant,assessor\nA01,E03\n' >more.csv && a import assignments more.csv >/dev/null
}
is 0 "an award" panel
is 3 "nothing is given yet" a agree A01 4.1.2 65
says err "nobody has submitted" "to agree on"
is 0 "scores of two" a import scores scores.csv
is 4 "nobody agrees while one is still at it" a agree A01 4.1.2 65
says err "1 scorebook of this panel" "it says how many are missing"
is 4 "nor the leader" a --as E01 agree A01 4.1.2 65
is 0 "who leads asks how far it is" a --as E01 status
says out "Panels you lead" "it is told"
says out "A01 .* 2 +3 +0 +23$" "two of three are in"
is 0 "who does not" a --as E02 status
hides out "Panels you lead" "is not"
is 4 "nobody reads the panel before the own scorebook is in" a --as E03 report consensus A01
says err "submit it first" "it says what opens it"
is 0 "the third assessor" a --as E03 score A01 4.1.2 80
is 0 "comments" a --as E03 comment A01 4.1.2 strength "领导每月走访一线"
is 0 "submits" a --as E03 submit A01

is 4 "an assessor records no consensus" a --as E02 agree A01 4.1.2 70
is 4 "nor does the applicant" a --as A01 agree A01 4.1.2 70
is 2 "without a mark" a agree A01 4.1.2
is 2 "with a mark that is none" a agree A01 4.1.2 much
is 3 "between the steps of the scale" a agree A01 4.1.2 67
says err "0, 5, 10" "the scale is named"
is 3 "an unknown item" a agree A01 4.1.9 70
is 3 "an unknown applicant" a agree A09 4.1.2 70
is 3 "abstained" a agree A01 4.1.2 abstained
is 3 "not applicable where it always applies" a agree A01 4.1.2 not-applicable
is 2 "blank is not agreed on" a agree A01 4.1.2 blank

a rank --format csv >before.csv
a export scores --output scores-before.csv >/dev/null
# Marks 60, 65, 80: the mean is 68 1/3, the median 65.
is 0 "the mark nearest to the mean needs no reason" a agree A01 4.1.2 70
says out "not counted" "it says that it does not count under these rules"
is 0 "nor does the median" a agree A01 4.1.2 65
is 3 "any other does" a agree A01 4.1.2 75
says err "reason-code" "it says so"
is 3 "a code alone is not enough" a agree A01 4.1.2 75 --reason-code evidence
is 3 "words alone are not enough" a agree A01 4.1.2 75 --reason "x"
is 3 "an unknown code" a agree A01 4.1.2 75 --reason-code mood --reason x
says err "evidence, misread, arithmetic, scope, other" "the codes are named"
is 3 "proposed by a stranger" a agree A01 4.1.2 75 --reason-code evidence --reason x --proposed-by E77
is 0 "with both" a --as E01 agree A01 4.1.2 75 --reason-code evidence --reason "附件3的数据被漏看" --proposed-by E03
is 0 "log" a log --format csv
says out "E01,agree,review,A01,E03,4.1.2,65,75,evidence: 附件3" "who, what, from what, to what, why"
a rank --format csv >after.csv
same before.csv after.csv "the ranking of the mean is the independents'"
a export scores --output scores-after.csv >/dev/null
same scores-before.csv scores-after.csv "the independent scorebooks stay as they are"
is 0 "verify" a verify

is 4 "who is not of the panel does not see what it moved" a --as E03 report consensus A02
is 0 "who is and has submitted does" a --as E02 report consensus A01
says out "E01 .*附件3的数据被漏看" "with what the leader recorded"
is 0 "the secretariat does" a report consensus A01
says out "does not count at this stage: its points stay 627.92" "under a mean nothing moves"
says out "附件3的数据被漏看" "the reason is told"
is 0 "every change, as it was recorded" a report consensus A01 --format json
says out '"before": "65", "after": "75", "reason": "evidence: 附件3的数据被漏看"' "from what to what, and why"

is 2 "instead of no mark" a agree A01 4.1.2 65 --instead-of much
is 3 "instead of what is not agreed any more" a agree A01 4.1.2 65 --instead-of 65
says err "somebody else changed" "it says so"
is 3 "instead of nothing" a agree A01 4.1.2 65 --instead-of blank
is 0 "instead of what is" a agree A01 4.1.2 65 --instead-of 75
is 0 "and back" a agree A01 4.1.2 75 --instead-of 65 --reason-code other --reason "x"

is 3 "a withdrawal needs words" a agree A01 4.1.2 --withdraw
is 2 "and no mark" a agree A01 4.1.2 75 --withdraw --reason x
is 0 "withdrawn" a agree A01 4.1.2 --withdraw --reason "重新讨论"
is 3 "once" a agree A01 4.1.2 --withdraw --reason x
is 0 "agreed again" a agree A01 4.1.2 65
a log --format csv >once.csv
is 0 "the same once more" a agree A01 4.1.2 65
a log --format csv >twice.csv
same once.csv twice.csv "is not written again"
is 0 "verify" a verify

a log --format csv >log.csv
number=$(sed -n 's/.*,comment,review,A01,E03,4.1.2,,\([0-9]*\) strength:.*/\1/p' log.csv)
is 4 "an assessor takes no comment over" a --as E02 merge "$number"
is 2 "a number is a number" a merge first
is 3 "a comment that is not there" a merge 99
is 0 "the leader does" a --as E01 merge "$number"
is 3 "once" a --as E01 merge "$number"
is 0 "log" a log --format csv
says out "E01,merge,review,A01,E03,4.1.2,,1 strength: 领导每月走访一线,comment $number" "with its origin"
is 0 "taken back" a merge 1 --withdraw
is 3 "once" a merge 1 --withdraw
is 3 "in words that say nothing" a merge "$number" --text " 　"
says err "these words say nothing" "and it is said"
is 0 "taken over in other words" a merge "$number" --text "领导走访一线并答复"
is 0 "verify" a verify

is 0 "the stage is closed" a stage review close
is 0 "still agreed on" a agree A01 4.1.3 65
is 0 "the stage is sealed" a stage review seal
is 4 "no more" a agree A01 4.1.3 60
is 4 "nor withdrawn" a agree A01 4.1.3 --withdraw --reason x
is 4 "nor commented" a merge 2 --withdraw
is 0 "verify" a verify

if command -v sqlite3 >/dev/null; then
  sqlite3 award.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
  cp award.db sane.db
  tamper "a changed mark" "UPDATE agreed SET mark = 9000 WHERE cell = 0" "“A01” agreed on for item 4.1.2"
  tamper "a changed reason" "UPDATE agreed SET reason = 'x' WHERE cell = 0" "“A01” agreed on for item 4.1.2"
  tamper "a changed code" "UPDATE agreed SET code = 'scope' WHERE cell = 0" "“A01” agreed on for item 4.1.2"
  tamper "another proposer" "UPDATE agreed SET proposer = 'E02' WHERE cell = 0" "another proposer"
  tamper "another event" "UPDATE agreed SET event = 9 WHERE cell = 0" "“A01” agreed on for item 4.1.2"
  tamper "an agreement that is gone" "DELETE FROM agreed WHERE cell = 0" "agree review A01 4.1.2"
  tamper "one that nobody made" "INSERT INTO agreed VALUES(1, 5, 7000, '', '', '', 9)" "“A02” agreed on for item 4.3.2: no event"
  tamper "one on no item" "INSERT INTO agreed VALUES(1, 500, 7000, '', '', '', 9)" "is not there"
  tamper "an impossible mark" "UPDATE agreed SET mark = -9 WHERE cell = 0" "is not there"
  is 3 "and no ranking rests on it" a rank
  says err "impossible mark" "it says why"
  is 3 "nor a matrix" a report matrix A01
  tamper "a changed consensus comment" "UPDATE merged SET text = 'x' WHERE number = 2" "consensus comment 2 on “A01”"
  tamper "another origin" "UPDATE merged SET origin = 7 WHERE number = 2" "consensus comment 2 on “A01”"
  tamper "a comment put back" "UPDATE merged SET removed = 0 WHERE number = 1" "1 consensus comments|2 consensus comments"
  tamper "a comment that is gone" "DELETE FROM merged WHERE number = 2" "consensus comments stand"
fi

# Where the rules judge, the agreed mark stands in the leader's place.
mkdir judged && cd judged || exit 1
small_judged() {
  cp ../applicants.csv ../assessors.csv ../assignments.csv ../scores.csv . &&
    a init --criteria gbt19580-2012 --rules plain --set combine=judged --title 试评 >/dev/null &&
    a import applicants applicants.csv >/dev/null && a import assessors assessors.csv >/dev/null &&
    a import assignments assignments.csv >/dev/null && a import scores scores.csv >/dev/null
}
is 0 "an award that is judged" small_judged
is 0 "rank" a rank --format csv
says out "^1,A01,.*,600" "the leader's 60 % counts: 600 points"
is 0 "agreed" a agree A01 4.1.2 65
says out "it counts" "here it counts"
is 0 "rank" a rank --format json
says out '"exact": "1205/2"' "and moves the total by 5 percent of 50 points"
is 0 "what moved" a report consensus A01
says out "625.00 - 22.50 = 602.50" "the independents' points and the movements are the leader's and the agreed"
is 0 "agreed on with a reason" a agree A01 4.1.3 80 --reason-code scope --reason 范围 --proposed-by E02
is 0 "what moved" a report consensus A01 --format csv
says out "review,4.1.3,62.50,80.00,80.00,18.75,5.25,24.00,scope,E02,范围" "how far, who and why"
says out "review,4.1.4,62.50,,60.00,18.75,-0.75,18.00,leader,," "and where the leader alone moved it"
is 0 "in Chinese" "$ACCOLADE" --lang zh report consensus A01
says out "625.00 - 16.50 = 608.50" "the same figures"
is 0 "withdrawn" a agree A01 4.1.3 --withdraw --reason x
a rank --format csv | tr -d '\r' | awk -F, '$2 == "A01"' >moved.csv
a agree A01 4.1.2 --withdraw --reason x >/dev/null
a rank --format csv | tr -d '\r' | awk -F, '$2 == "A01"' >back.csv
is 1 "the two differ" cmp -s moved.csv back.csv
is 0 "without it the leader's counts again" grep -q ",600" back.csv
is 0 "verify" a verify

a agree A01 4.1.2 60 --reason-code scope --reason x >/dev/null
sqlite3 award.db "UPDATE event SET stage = 'moon' WHERE kind = 'agree'"
is 0 "a changed record" a report consensus A01
says out " moon " "is told as it is"
is 1 "and found out" a verify
