#!/bin/sh
# Why one applicant stands above another: the report for those who ask, in every format, and what it never holds.
. "$(dirname "$0")/tap.sh"

# The demonstration's award: one stage, three classes.
is 0 "the demonstration's award" demo_award
compare() { a report comparison "$@"; }
is 0 "two of a class" compare A01 A02
says out "^A02 .* stands above A01 .* because its total is higher: 727.83 \(exactly 4367/6\) against 677.33 \(exactly 2032/3\), 50.50 more\.$" "who is above, and by how much"
says out "In favour of A02 .* are 58.92 \(exactly 707/12\) points of the total, most of them from 4.2.3 Strategy deployment \(9.17\)" "what the biggest part is"
says out "^4.7 +Results +270.50 +282.00 +-11.50$" "category by category"
says out "^4.2.3 +Strategy deployment +31.67 +40.83 +-9.17$" "and item by item"
says out "^It adds up, in exact numbers: .* that of the totals, -50.50\.$" "it adds up"
is 0 "for machines" compare A01 A02 --format json
# Fractions of twelfths: those lines that add up are the difference.
sum=$(sed -n 's/.*"counted": {"decimal": "[^"]*", "exact": "\([^"]*\)"}, "adds": true}.*/\1/p' out | awk -F/ '{ s += $1 * 5040 / $2; n++ } END { print n, s }')
says out '"format": "accolade.comparison/1"' "the format has a name"
says out '"above": "A02"' "who is above"
says out '"difference": {"decimal": "-50.50", "exact": "-101/2"}' "by how much, as a decimal and exactly"
is 0 "the lines that add up are 23 items, and come to -101/2" [ "$sum" = "23 -254520" ]
is 0 "the other way round" compare A02 A01 --format json
says out '"difference": {"decimal": "50.50", "exact": "101/2"}' "is the same with the other sign"
is 0 "equal totals" compare A04 A07
says out "Their totals are equal, 629.17 \(exactly 3775/6\)\. A07 .* stands above A04 .* by tie key 2 of the rules, Product and service results: 56.00 against 48.00\.$" "the key that tells them apart"
is 0 "equal in everything" compare A20 A22
says out "No tie key of the rules tells them apart, either, and they share rank 2\.$" "nothing does"
is 0 "machines" compare A20 A22 --format json
says out '"decided_by": "nothing"' "read it"
is 0 "one vetoed" compare A01 A16
says out "^A16 .* is not ranked: veto · 2025-03-11 .*\. A01 .* is ranked, with rank 2, whatever the points of the other\.$" "with the ground on record"
says out "^A16 +veto +2025-03-11" "among the decisions, too"
is 0 "one incomplete" compare A14 A01
says out "^A14 .* is not ranked: incomplete · Review of papers\." "says so"
says out "^4.7.6 .* no mark +33.33" "and where a mark is missing"
is 0 "one that leaves" a withdraw A09 --reason 自愿退出
is 0 "is compared as far as it was marked" compare A09 A01
says out "^A09 .* is not ranked: withdrew · 自愿退出\. A01 .* is ranked, with rank 2" "with its reason"
says out "^A09 +withdrew +自愿退出$" "on record"
says out "^Not both are ranked, so there is no difference of totals" "without a difference of totals"
is 0 "two classes with the same criteria" compare A05 A11
says out "They are ranked apart, A05 .* in the class “Manufacturing” and A11 .* in the class “Service”: neither stands above the other" "no order is claimed"
says out "A05 .* does not reach the floor of the tier “Grand prize”, at least 60 % of full marks\.$" "a floor is named"
says out "^4.1.2 " "items are compared"

# Nothing of assessors, in no format; the same bytes in either language for machines.
for format in text csv markdown html json; do
  is 0 "as $format" compare A01 A02 --format $format
  hides out "E0[0-9]" "without assessors' ids"
  for name in $(cut -d, -f2 assessors.csv | sed 1d); do grep -q "$name" out && echo "$name"; done >named
  is 0 "or names, in $format" [ ! -s named ]
done
is 0 "Chinese" "$ACCOLADE" --lang zh report comparison A01 A02
says out "A02 .* 排在 A01 .* 之前，因为总分更高：727.83（精确值 4367/6），对方 677.33（精确值 2032/3），高出 50.50 分。" "says the same"
"$ACCOLADE" --lang zh report comparison A01 A02 --format json >zh && compare A01 A02 --format json >en
same en zh "json is the same in both languages"

# Who may read it, and what the command line may say.
is 4 "an assessor reads none" a --as E01 report comparison A01 A02
is 2 "nobody named" compare
says err "is about two applicants; name both: accolade report comparison APPLICANT APPLICANT" "it says how"
is 2 "one named" compare A01
is 2 "three named" compare A01 A02 A03
says err "“A03” is one word too many" "it says which"
is 2 "the same twice" compare A01 A01
says err "“A01” is named twice; name another applicant to set beside it" "it says so"
is 3 "one that is not there" compare A01 A99
says err "there is no applicant “A99”; did you mean “A09”" "with a near one"
is 2 "two for a report about one" a report scoresheet A01 A02
says err "is about one applicant; name only one: accolade report scoresheet APPLICANT" "it says so"
is 2 "two for a report about all" a report ranking A01 A02

# Classes with criteria of their own, a gate, whole scorebooks combined, a stage that counts half, deductions, a floor.
cd "$work" && mkdir mixed packs && cd mixed || exit 1
# own ID POINTS CODE POINTS CODE POINTS: criteria of two items.
own() {
  cat >"../packs/$1.xml" <<C
<criteria id="$1" edition="1" revision="1" status="example"><title xml:lang="en">Criteria $1</title><title xml:lang="zh">准则$1</title>
<scale id="percent" type="percent" min="0" max="100" step="5"/><rubric id="any" scale="percent" combine="judged"><title xml:lang="en">Any</title></rubric>
<aggregate method="sum" total="yes" points="$2"/>
<item code="$3" points="$4" kind="process" rubric="any"><title xml:lang="en">Item $3</title></item>
<item code="$5" points="$6" kind="process" rubric="any"><title xml:lang="en">Item $5</title></item></criteria>
C
}
own large 300 p 200 q 100 && own little 100 r 60 s 40
cat >../packs/mixed.xml <<'R'
<rules id="mixed" edition="2026" status="own"><title xml:lang="en">Mixed</title><title xml:lang="zh">混合</title>
  <class id="big"><title xml:lang="en">Big firms</title></class>
  <class id="small" criteria="little"><title xml:lang="en">Small firms</title></class>
  <stage id="check" form="gate"><title xml:lang="en">Eligibility</title>
    <deduction id="late" points="5"><title xml:lang="en">Late</title></deduction></stage>
  <stage id="papers" form="items"><title xml:lang="en">Papers</title><combine method="trimmed" drop="1" apply-at="total"/></stage>
  <stage id="talk" form="total" max="100" factor="0.5"><title xml:lang="en">Talk</title>
    <deduction id="overtime" points="2" free="2" unit="minute"><title xml:lang="en">Over time</title></deduction></stage>
  <tier id="gold"><title xml:lang="en">Gold</title><floor percent="60"/></tier>
</rules>
R
export ACCOLADE_PACKS="$work/packs"
is 0 "the packs are good" a packs check ../packs/*.xml
printf 'applicant,name,class\nB1,一号,big\nB2,二号,big\nB3,三号,big\nS1,四号,small\n' >applicants.csv
printf 'assessor,name,role\nE1,赵,assessor\nE2,钱,assessor\nE3,孙,assessor\n' >assessors.csv
{ echo applicant,assessor,item,mark,stage
  printf 'B1,E1,p,60,papers\nB1,E1,q,10,papers\nB1,E2,p,50,papers\nB1,E2,q,70,papers\nB1,E3,p,70,papers\nB1,E3,q,20,papers\n'
  for e in E1 E2 E3; do
    printf "B2,$e,p,70,papers\nB2,$e,q,50,papers\nS1,$e,r,80,papers\nS1,$e,s,80,papers\n"
    printf "B1,$e,total,90,talk\nB2,$e,total,80,talk\nS1,$e,total,80,talk\n"
  done; } >scores.csv
is 0 "an award under them" a init --criteria large --rules mixed --title 混合
for what in applicants assessors scores; do is 0 "$what" a import $what $what.csv; done
for b in B1 B2 S1; do a decide $b passed --stage check --reason 材料齐全 >/dev/null; done
a decide B3 failed --stage check --reason 成立不足三年 >/dev/null && a deduct B1 overtime 5 --stage talk --reason 主持人记录 >/dev/null

is 3 "points off where there are none" a deduct B1 late 1 --stage check --reason 迟交
says err "stage Eligibility is decided, not marked" "are refused"
is 0 "whole scorebooks combined" compare B1 B2
says out "^p +Item p +120.00 +140.00 +-20.00$" "items as the panel's marks combine"
says out "^ +whole scorebooks are combined, not items; this is what items do not explain +20.00 +0.00 +20.00$" "and what they do not explain, as a row"
says out "^ +Papers +160.00 +190.00 +-30.00$" "of the stage"
says out "^total +Talk +90.00 +80.00 +10.00 +5.00$" "a stage that counts half"
says out "^ +deductions +-6.00 +0.00 +-6.00 +-3.00$" "what is taken off"
says out "^Talk +84.00 +80.00 +× 0.5 +42.00 +40.00 +2.00$" "points, factor, and what they count"
says out "^Total +202.00 +230.00 +-28.00$" "the totals"
says out "^B1 +Talk +Over time +5 +minute +主持人记录$" "the record of the deduction"
says out "^B1 +Eligibility +passed +材料齐全$" "and of the gate"
is 0 "in Chinese" "$ACCOLADE" --lang zh report comparison B1 B2
says out "^B1 +Talk +Over time +5 +分钟 +主持人记录$" "the unit is in Chinese"
is 0 "machines" compare B1 B2 --format json
says out '"line": "combination", .*"difference": {"decimal": "20.00", "exact": "20/1"}.*"adds": true' "read the remainder"
says out '"adds_up": true' "and that it adds up"
is 0 "a higher total below its floor" compare B1 S1
says out "Although its total is higher, B1 一号 has no tier, and S1 四号 has Gold\. B1 一号 does not reach the floor of the tier “Gold”, at least 60 % of full marks\.$" "says so"
says out "They are judged by different criteria, large and little: .* only totals and percentages are compared\.$" "and why items are not compared"
hides out "Item p|By item.*Item" "which they are not"
says out "^Total +202.00 +120.00 +82.00 +57.71 +80.00$" "but totals and percentages"
says out "^It adds up, in exact numbers: the differences of the stages are that of the totals, 82.00\.$" "that add up"
is 0 "one who did not go on" compare B3 B1
says out "^B3 三号 is not ranked: did not pass the stage · Eligibility · 成立不足三年\." "with the ground"
says out "B1 一号 is ranked, with rank [0-9]+, whatever the points of the other\." "since no line of points kept it out"
hides out "Who goes on" "nor is one told"
says out "^B3 +Eligibility +not passed +成立不足三年$" "on record"
is 0 "verify" a verify

# A place kept for a region: of which both are, in one class; nothing of it across classes.
cd "$work" && mkdir kept && cd kept || exit 1
unset ACCOLADE_PACKS
cat >rules.xml <<'R'
<rules id="kept" edition="2026" status="own"><title xml:lang="en">Kept</title>
  <class id="firm"><title xml:lang="en">Firms</title></class><class id="shop"><title xml:lang="en">Shops</title></class>
  <stage id="site" form="total" max="100"><title xml:lang="en">Site visit</title></stage>
  <tier id="gold"><title xml:lang="en">Gold</title><places class="firm" most="1"><reserve places="1" field="region" value="北山"/></places></tier>
</rules>
R
printf 'applicant,name,class,sector,region\nH1,一号,firm,机械,南山\nH2,二号,firm,机械,北山\nS1,三号,shop,餐饮,南山\n' >applicants.csv
printf 'assessor\nE1\n' >assessors.csv
printf 'applicant,assessor,item,mark\nH1,E1,total,80\nH2,E1,total,70\nS1,E1,total,60\n' >scores.csv
is 0 "an award that keeps a place" a init --criteria gbt19580-2012 --rules rules.xml --title 留额
for what in applicants assessors scores; do a import $what $what.csv >/dev/null; done
is 0 "the higher total without a place" compare H1 H2
says out "^Although its total is higher, H1 一号 has no tier, and H2 二号 has Gold\. Places of the tier “Gold” where they are ranked: 1 by the rules, 1 taken\. Of the places of “Gold” 1 are kept for region 北山\.$" "is told for whom it is kept"
says out "^Region +南山 +北山$" "and where both are from"
hides out "^Sector|^Kind" "not what no place is kept for"
is 0 "of another class" compare S1 H2
says out "The tier “Gold” has no places for the class “Shops”\.$" "it is told that there are none, whatever else they are kept for"

# A line of the rules, a tie for a place, and a place given on the record.
cd "$work" && mkdir line && cd line || exit 1
cat >rules.xml <<'R'
<rules id="line" edition="2026" status="own"><title xml:lang="en">Line</title>
  <stage id="site" form="total" max="100"><title xml:lang="en">Site visit</title><pass by="top" value="2"/></stage>
  <tier id="gold"><title xml:lang="en">Gold</title><places most="1"/></tier>
</rules>
R
printf 'applicant,name\nH1,一号\nH2,二号\nH3,三号\n' >applicants.csv
printf 'assessor\nE1\n' >assessors.csv
printf 'applicant,assessor,item,mark\nH1,E1,total,80\nH2,E1,total,80\nH3,E1,total,70\n' >scores.csv
is 0 "an award with a line" a init --criteria gbt19580-2012 --rules rules.xml --title 线
for what in applicants assessors scores; do a import $what $what.csv >/dev/null; done
is 0 "one below it" compare H3 H1
says out "^H3 三号 is not ranked: did not pass the stage · Site visit\. Who goes on from “Site visit”: the best 2, and who ties with the last of them\. H1 一号 is ranked, with rank 1\.$" "says which line it is, and not that points do not matter"
says out "^Site visit +70.00 +80.00 +-10.00$" "and by how much"
is 0 "two that tie for a place" compare H1 H2
says out "H1 一号 is one of those who tie for a place of the tier “Gold”, which nobody has been given: it is open\." "it is open"
a place H2 --reason "票决 5:2" >/dev/null
is 0 "given" compare H1 H2
says out "^H1 一号 has no tier, and H2 二号 has Gold\. .*The place of H2 二号, which a tie had left open, was given by decision: 票决 5:2\.$" "on that ground"
says out "^H2 +Gold, decided among H1, H2 +place given +票决 5:2$" "on record"
