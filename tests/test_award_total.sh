#!/bin/sh
# The scoresheet tells how the stages' figures come to the award's total, as the ranking reckons it.
. "$(dirname "$0")/tap.sh"

cat >rules.xml <<'R'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="sum" edition="2026" status="own">
  <title xml:lang="zh">两阶段</title><title xml:lang="en">Two stages</title>
  <combine method="mean"/>
  <round policy="half-up" at="total" step="1"/>
  <stage id="papers" form="total" max="100" factor="1"><title xml:lang="zh">材料评审</title><title xml:lang="en">Papers</title></stage>
  <stage id="site" form="total" max="100" factor="0.5"><title xml:lang="zh">现场评审</title><title xml:lang="en">Site visit</title></stage>
  <stage id="board" form="gate"><title xml:lang="zh">审定</title><title xml:lang="en">Board</title><pass by="decision"/></stage>
</rules>
R
printf 'applicant,name\nH1,一号\nH2,二号\n' >applicants.csv
printf 'assessor,role\nL1,leader\nE1,assessor\nE2,assessor\n' >assessors.csv
{ echo applicant,assessor,stage,lead
  for h in H1 H2; do echo "$h,L1,papers,yes"; echo "$h,E1,papers,"; echo "$h,E2,site,"; done; } >assignments.csv
award() {
  rm -f award.db* && a init --criteria gbt19580-2012 --rules "$1" --title 总分 >/dev/null &&
    for what in applicants assessors assignments; do a import $what $what.csv >/dev/null || return 1; done
}
give() { a --as "$3" score "$1" total "$2" --stage "$4" >/dev/null && a --as "$3" submit "$1" --stage "$4" >/dev/null; }
is 0 "an award of two stages" award rules.xml
give H1 80 L1 papers
is 0 "while a scorebook is out" a report scoresheet H1
says out "^Not final: 1 scorebook of the panel is not submitted yet and does not count here\.$" "the scoresheet says so"
is 0 "in Chinese" "$ACCOLADE" --lang zh report scoresheet H1
says out "^尚非最终结果：评审组还有 1 份评分表未提交，这里未计入。$" "likewise"
is 0 "machines" a report scoresheet H1 --format json
says out '"not_submitted": 1}' "count it"
a stage papers close >/dev/null
is 0 "and when the stage is closed" a report scoresheet H1
says out "^1 scorebook of the panel was not submitted and does not count\.$" "too"
a stage papers open --reason "E1 is late" >/dev/null
a veto H1 --reason "an accident" >/dev/null
is 0 "of who is vetoed" a report scoresheet H1
says out "^1 scorebook of the panel was not submitted and does not count\.$" "nothing is waited for"
award rules.xml >/dev/null
for h in H1:80:82.5:70 H2:80:80:71; do
  IFS=: read -r h l e _ <<L
$h
L
  give "$h" "$l" L1 papers && give "$h" "$e" E1 papers
done
is 0 "after the first" a report scoresheet H1
says out "^The award's total: 81\.25 of 100 points\. Rounded \(half up, to 1\): 81\. Without a figure, and not in it: Site visit\.$" "it says what is in it and what is not"
is 0 "machines" a report scoresheet H1 --format json
says out '^ "award_total": \{"sum": \{"decimal": "81.25", "exact": "325/4"\}, "total": \{"decimal": "81.00", "exact": "81/1"\}, "max": .*, "complete": false, "without_figure": \["site"\]\},$' "likewise"
a stage papers close >/dev/null
is 0 "the leader" a --as L1 report scoresheet H1
says out "^Papers$" "reads the panel's stage"
hides out "award's total" "and no total of stages that are not open to it"
give H1 70 E2 site && give H2 71 E2 site
is 0 "after both" a report scoresheet H1
says out "^The award's total: 81\.25 \+ 70\.00 × 0\.5 = 116\.25 of 150 points\. Rounded \(half up, to 1\): 116\.$" "the sum, with its factors, and what it is rounded to"
is 0 "of the other" a report scoresheet H2
says out "= 115\.50 of 150 points\. Rounded \(half up, to 1\): 116\.$" "too"
is 0 "in Chinese" "$ACCOLADE" --lang zh report scoresheet H2
says out "^奖项总分：80\.00 \+ 71\.00 × 0\.5 = 115\.50，满分 150。修约（四舍五入，到 1）：116。$" "likewise"
for h in H1 H2; do
  is 0 "the scoresheet" a report scoresheet $h --format json
  total=$(sed -n 's/^ "award_total": .*"total": {[^}]*"exact": "\([^"]*\)".*"complete": true.*/\1/p' out)
  is 0 "the ranking" a rank --format json
  says out "\"rank\": 1, \"applicant\": \"$h\", .*\"total\": \{\"decimal\": \"116.00\", \"exact\": \"$total\"\}.*\"tied\": true" "has that very total, and the tie it makes"
done

# Where the only stage's figure is the total, that is said once.
sed '/id="site"/d; /<round /d' rules.xml >one.xml
sed -i '/site/d' assignments.csv
is 0 "an award of one stage" award one.xml
give H1 80 L1 papers && give H1 82.5 E1 papers
is 0 "its scoresheet" a report scoresheet H1
says out "^Total: 81\.25 of 100 points" "has the stage's figure"
hides out "award's total" "alone"
sed '/id="site"/d' rules.xml >rounded.xml
is 0 "unless it is rounded" award rounded.xml
give H1 80 L1 papers && give H1 82.5 E1 papers
is 0 "its scoresheet" a report scoresheet H1
says out "^The award's total: 81\.25 of 100 points\. Rounded \(half up, to 1\): 81\.$" "tells both"
is 0 "nothing marked" a report scoresheet H2
hides out "award's total" "has none"

echo "1..$n"
