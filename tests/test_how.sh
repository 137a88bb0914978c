#!/bin/sh
# A scoresheet says by which rules its figures come about, so that whoever has the marks can follow each by hand.
. "$(dirname "$0")/tap.sh"
printf 'applicant,name\nOURS,本局\n' >us.csv
# begin CRITERIA RULES: an award of one applicant
begin() { rm -f award.db* && a init --criteria "$1" --rules "$2" --title t >/dev/null && a import applicants us.csv >/dev/null; }
# ours ITEM MARK...: marks of its own, submitted
ours() {
  while [ $# -gt 1 ]; do a --as OURS score OURS "$1" "$2" >/dev/null && shift 2; done
  a --as OURS submit OURS >/dev/null 2>&1
}

begin baldrige-2021 plain && ours 1.1 30 1.2 35
is 0 "criteria that round items" a report scoresheet OURS
says out "^Earned +points × result ÷ 100; rounded \(half up\) to 1$" "say so"
says out "^1.2 .* 35.00 +18.00 " "and 35 percent of 50 points are 18"
hides out "^Few marks|^Blanks|^Categories  |^Total  |^Brought" "of what is not, nothing is said"

begin efqm-2025 plain && ours 1.1/sound 30 1.1/implemented 60 1.1/evaluated 30 1.1/learn 70
is 0 "a mean with a cap" a report scoresheet OURS
says out "^Result by “RADAR: Direction” +mean of the dimensions; rounded \(half up\) to 5; never above “Sound”$" "is told"
says out "^1.1 .* 30.00 +6.00 " "(30 + 60 + 30 + 70) / 4 is 50 by rounding, and 30 by the cap"
hides out "in each scorebook by itself" "there is one scorebook"
both() { # RULES: two assessors on one item of dimensions, a mark each
  begin efqm-2025 "$1" && printf 'assessor,role\nE1,leader\nE2,assessor\n' >e.csv && printf 'applicant,assessor\nOURS,E1\nOURS,E2\n' >p.csv
  a import assessors e.csv >/dev/null && a import assignments p.csv >/dev/null
  for who in E1 E2; do
    for part in sound implemented evaluated learn; do a --as $who score OURS 1.1/$part 60 >/dev/null; done
    a --as $who submit OURS >/dev/null 2>&1
  done
}
both plain
is 0 "two scorebooks" a report scoresheet OURS
says out "never above “Sound”; in each scorebook by itself, before they are combined$" "each makes a result of its own"
sed 's/method="mean" fallback="mean"/method="judged"/; s/id="plain"/id="judges"/' "$here"/../criteria/packs/plain.xml >judges.xml
both ./judges.xml && a --as E1 agree OURS 1.1/sound 20 --reason-code evidence --reason r >/dev/null
is 0 "figures that are judged" a report scoresheet OURS
says out "^1.1 .* 20.00 +4.00 " "what was agreed on one dimension caps the others' mean"
hides out "in each scorebook by itself" "which no scorebook does by itself"
is 0 "the criteria before any award" a packs show efqm-2025
says out "in each scorebook by itself, before they are combined; where rules have figures judged, in the leader's, with what the panel agreed on" "say both"

begin caf-2020 plain && ours 1.1/P 30 1.1/D 45 1.1/C 60 1.1/A 75
is 0 "criteria without a total" a report scoresheet OURS
says out "^Combined by +mean, item by item$" "say how scorebooks are combined"
says out "^Result by “Enablers.*” +mean of the dimensions; rounded \(half up\) to 1$" "how dimensions are"
says out "^1.1 .* 53.00 +53.00 " "52.5 is 53 by rounding"
says out "^Categories +mean of what they hold$" "how categories come about"
says out "^Total +none: these criteria have no grand total$" "and that there is no total"
is 0 "in Chinese" "$ACCOLADE" --lang zh report scoresheet OURS
says out "^得分 +分值 × 结果 ÷ 100$" "too"

begin iso9004-2018 plain && ours 5.2/L1 1 5.2/L2 1 5.2/L3 0 5.2/L4 1 5.2/L5 0 5.3/L1 1 5.3/L2 0 5.3/L3 1 5.3/L4 1 5.3/L5 0
is 0 "a ladder" a report scoresheet OURS
says out "^Result by “.*” +the full rungs from the bottom up, and" "is told"
says out "does not count \(L1 1, L2 2, L3 3, L4 4, L5 5\)$" "with what its rungs are worth"
says out "^Earned +points × result ÷ 5$" "its largest result is no hundred"
says out "^Categories +the lowest of what they hold$" "and that the lowest item decides"
says out "^5.2 .* 2.00 +2.00 " "two full rungs, and nothing for the fourth"
says out "^5.3 .* 1.00 +1.00 " "one, and nothing for what is above the gap"
says out "^5 .* 5 +1.00 +20.00$" "the clause is its lowest element"
hides out "where none is begun" "a ladder that stands on the ground says nothing of it"

sed 's/combine="ladder" base="0"/combine="ladder" base="0.5"/; s/<band id="m0" from="0" to="0">/<band id="m0" from="0" to="0.99">/; s/id="iso9004-2018"/id="raised"/' "$here"/../criteria/packs/iso9004-2018.xml >raised.xml
begin ./raised.xml plain && ours 5.2/L1 0 5.2/L2 0 5.2/L3 0 5.2/L4 0 5.2/L5 0
is 0 "a ladder that stands on something" a report scoresheet OURS
says out "^Result by .*, L5 5\); 0.5 where none is begun$" "tells it"
says out "^5.2 .* 0.50 +0.50 " "which is what no rung gives"

printf 'applicant,name,class\nOURS,本局,small\n' >us.csv
begin gbt19580-2012 mayor-demo && printf 'assessor\nE1\nE2\n' >e.csv && printf 'applicant,assessor\nOURS,E1\nOURS,E2\n' >p.csv
printf 'applicant,assessor,item,mark\nOURS,E1,4.1.2,60\nOURS,E2,4.1.2,75\n' >s.csv
for what in "assessors e.csv" "assignments p.csv" "scores s.csv"; do a import $what >/dev/null; done
is 0 "fewer marks than a trimmed mean takes" a report scoresheet OURS
says out "^Few marks +fewer than 3: their mean$" "are told of"
says out "^4.1.2 .* 67.50 +33.75 .*few marks, fallback used" "where they are"

cat >fit.xml <<'XML'
<rules id="fit" edition="1" status="example"><title xml:lang="en">Fit</title>
  <round policy="half-up" at="stage" step="0.1"/>
  <stage id="review" form="items" max="70"><title xml:lang="en">Review</title>
    <deduction id="late" points="2" free="0" unit="day"><title xml:lang="en">Late</title></deduction></stage>
</rules>
XML
printf 'applicant,name\nOURS,本局\n' >us.csv
begin gbt19580-2012 fit.xml && ours 4.1.2 65
is 0 "a stage with other full marks than the criteria" a report scoresheet OURS
says out "^Brought to the stage +the items' points × 0.07, which brings 1000 full marks to 70$" "says how they are brought to them"
says out "^The stage's figure +rounded \(half up\) to 0.1; before deductions$" "and what is rounded when"
says out "After deductions and rounding: 2.30\." "32.5 x 0.07 = 2.275"
a deduct OURS late 1 --reason r >/dev/null
is 0 "a deduction, in Chinese" "$ACCOLADE" --lang zh report scoresheet OURS
says out "^Late +1 +天 +2 +r" "has its unit in Chinese"

cat >figure.xml <<'XML'
<rules id="figure" edition="1" status="example"><title xml:lang="en">Figure</title><combine method="trimmed" drop="1" apply-at="total"/>
  <stage id="talk" form="total" max="100"><title xml:lang="en">Talk</title></stage></rules>
XML
begin gbt19580-2012 ./figure.xml && printf 'assessor\nE1\n' >e.csv && printf 'applicant,assessor\nOURS,E1\n' >p.csv
a import assessors e.csv >/dev/null && a import assignments p.csv >/dev/null
a --as E1 score OURS total 80 >/dev/null && a --as E1 submit OURS >/dev/null 2>&1
is 0 "a stage of one figure each" a report scoresheet OURS
says out "^Few marks +fewer than 3: their mean$" "has no totals of scorebooks"

# One category is no sum; and who is out is told on the sheet that shows the points.
cat >one.xml <<'XML'
<criteria id="one" edition="1" revision="1" status="example"><title xml:lang="en">One</title>
  <scale id="p" type="percent" min="0" max="100" step="5"/><rubric id="r" scale="p" combine="judged"><title xml:lang="en">R</title></rubric>
  <aggregate method="sum" total="yes"/><node code="1" kind="process" points="100"><title xml:lang="en">N</title>
  <item code="1.1" points="100" rubric="r"><title xml:lang="en">I</title></item></node></criteria>
XML
begin one.xml plain && ours 1.1 65
is 0 "criteria of one category" a report scoresheet OURS
says out "^Total: 65.00 of 100 points\.$" "have no sum"
hides out "not ranked" "nobody is out"
a veto OURS --reason "spot check failed 2025-03" >/dev/null
is 0 "of who is vetoed" a report scoresheet OURS
says out "^This applicant is vetoed: it is not ranked, whatever it was given\.$" "it says so"
hides out "spot check" "but not the ground: the ranking and the comparison have it"
is 0 "machines" a report scoresheet OURS --format json
says out '"vetoed": true' "read it too"
cat >gate.xml <<'XML'
<rules id="gate" edition="1" status="example"><title xml:lang="en">Gate</title>
  <stage id="review" form="items"><title xml:lang="en">Review</title></stage>
  <stage id="board" form="gate"><title xml:lang="en">Board</title><pass by="decision"/></stage>
</rules>
XML
begin one.xml gate.xml && a --as OURS score OURS 1.1 65 --stage review >/dev/null && a --as OURS submit OURS --stage review >/dev/null
a stage review close >/dev/null
a decide OURS failed --reason "3:4" >/dev/null
is 0 "of who did not pass" a report scoresheet OURS
says out "^This applicant did not pass “Board”, by decision: it is not ranked\.$" "it says so"
echo "1..$n"
