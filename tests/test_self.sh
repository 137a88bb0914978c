#!/bin/sh
# An applicant that assesses itself reads what comes of it, as long as nobody else is to judge it, and nobody else's.
. "$(dirname "$0")/tap.sh"
ours() { a --as OURS "$@"; }
printf 'applicant,name\nOURS,本局\nTHEIRS,他局\n' >applicants.csv
printf 'assessor\nE01\n' >assessors.csv
a init --criteria gbt19580-2012 --rules plain --title 自评 >/dev/null
a import applicants applicants.csv >/dev/null && a import assessors assessors.csv >/dev/null

is 0 "a scoresheet before the first mark" ours report scoresheet OURS
says out "No scorebook is submitted yet" "says that there is nothing"
is 0 "a mark" ours score OURS 4.1.2 60
is 0 "a comment" ours comment OURS 4.1.2 ofi "no deputy is named"
is 0 "a draft" ours report scoresheet OURS
says out "No scorebook is submitted yet" "is no result"
is 0 "submitted" ours submit OURS
says out "^report scoresheet OURS tells the result" "the way to the result is said"
says err "22 of 23 marks were left blank; if that was not meant, open the scorebook again: accolade return OURS OURS --reason TEXT" "and the way back"
is 0 "which works" a return OURS OURS --reason "not finished"
is 3 "a category is no item" ours score OURS 4.1 60
says err "it is a category, and is marked by what it holds: 4.1.2, 4.1.3, 4.1.4" "those in it are named"
is 0 "submitted again" ours submit OURS
is 0 "the scoresheet" ours report scoresheet OURS
says out "^4.1.2 .* 60.00 +30.00" "has the mark and its points"
says out "no deputy is named" "and the comment"
ours report scoresheet OURS --format json >ours.json
a report scoresheet OURS --format json >office.json
same ours.json office.json "it is the one the secretariat reads"
for kind in ranking candidates flags agreement; do is 4 "no $kind" ours report $kind; done
is 4 "nothing of another" ours report scoresheet THEIRS
says err "“OURS” is an applicant and sees nothing but its assessment of itself" "it says why"
is 4 "nor another of it" a --as THEIRS report scoresheet OURS

printf 'applicant,assessor\nOURS,E01\n' >assignments.csv
a import assignments assignments.csv >/dev/null
is 4 "once somebody is assigned it is closed" ours report scoresheet OURS
says err "where nobody else is assigned; ask the secretariat" "it says why"
is 4 "the matrix too" ours report matrix OURS
is 0 "the assessor marks" a --as E01 score OURS 4.1.2 85
is 0 "and submits" a --as E01 submit OURS
hides out "report scoresheet" "an assessor is told of no result"
is 0 "the stage is closed" a stage review close
is 4 "and it stays closed to the applicant" ours report scoresheet OURS
is 0 "its own mark" ours history OURS
hides out '\b85\b' "is all it sees"

is 0 "the other assesses itself too" a stage review open --reason 补评
is 0 "a mark" a --as THEIRS score THEIRS 4.1.2 50
is 0 "submitted" a --as THEIRS submit THEIRS
a recuse THEIRS E01 --reason x >/dev/null
is 0 "a recusal without an assignment closes nothing" a --as THEIRS report scoresheet THEIRS

# Where there are several stages the way back names the one.
sed 's/id="plain"/id="twice"/; s|^  <stage id="review" .*>$|  <stage id="papers" form="items" factor="1" panel-min="1"><title xml:lang="en">Papers</title></stage>\
&|' "$here"/../criteria/packs/plain.xml >twice.xml
rm -f award.db* && a init --criteria gbt19580-2012 --rules twice.xml --title t >/dev/null && a import applicants applicants.csv >/dev/null
is 0 "a mark at one of two stages" ours score OURS 4.1.2 60 --stage papers
is 0 "submitted" ours submit OURS --stage papers
says err "open the scorebook again: accolade return OURS OURS --stage papers --reason TEXT$" "names the stage"
is 0 "and works as it stands" a $(sed -n 's/^.*accolade \(return .*\)TEXT$/\1more/p' err)
echo "1..$n"
