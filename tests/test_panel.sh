#!/bin/sh
# What a panel reads from the shell, and at which of several stages a mark is meant.
. "$(dirname "$0")/tap.sh"

cat >two.xml <<XML
<?xml version="1.0" encoding="UTF-8"?>
<rules id="two" edition="1" status="own">
  <title xml:lang="zh">两阶段</title><title xml:lang="en">Two stages</title>
  <stage id="papers" form="items" factor="0.5" blind="yes"><title xml:lang="en">Papers</title><title xml:lang="zh">材料</title></stage>
  <stage id="defence" form="total" max="100" factor="5"><title xml:lang="en">Defence</title><title xml:lang="zh">答辩</title></stage>
  <stage id="site" form="gate"><title xml:lang="en">Site</title><title xml:lang="zh">现场</title><pass by="decision"/></stage>
</rules>
XML
two_stages() {
  printf 'applicant,name\nA01,一号\nA02,二号\n' >applicants.csv
  printf 'assessor,role\nE01,leader\nE02,assessor\nE03,assessor\n' >assessors.csv
  printf 'applicant,assessor,lead\nA01,E01,yes\nA01,E02,\nA02,E01,yes\nA02,E03,\n' >assignments.csv
  a init --criteria gbt19580-2012 --rules two.xml --title 两阶段 >/dev/null && a import applicants applicants.csv >/dev/null &&
    a import assessors assessors.csv >/dev/null &&
    for stage in papers defence; do a import assignments assignments.csv --stage $stage >/dev/null || return; done
}
is 0 "an award of two stages and a gate" two_stages

is 0 "an item of the papers is marked there" a --as E02 score A01 4.1.2 60
is 0 "the defence's one mark there" a --as E02 score A01 total 83.5
is 0 "a comment" a --as E02 comment A01 4.1.2 ofi "未说明副职"
is 2 "what stands for all of a stage is not guessed" a --as E02 submit A01
says err "say one with --stage: papers, defence\$" "nor is a gate offered"
is 0 "the log" a --as E02 log --format csv
says out ",mark,papers,A01,E02,4.1.2," "papers"
says out ",mark,defence,A01,E02,total," "defence"
says out ",comment,papers,A01,E02,4.1.2," "and papers again"
is 3 "a stage that is not there" a --as E02 score A01 4.1.2 60 --stage paper
says err "they have papers, defence, site" "all are named"

{ echo applicant,assessor,item,mark,ofi
  for item in 4.1.2 4.1.3 4.2.2; do for who in E01 E02; do
    mark=40; [ $who = E01 ] || mark=75
    [ "$who $item" = "E02 4.1.2" ] || echo "A01,$who,$item,$mark,"
  done; done; } >scores.csv
sed -i '/E02/d' scores.csv
is 4 "the leader sees no panel before the own scorebook is in" a --as E01 report matrix A01
is 0 "the leader's own" a import scores scores.csv --stage papers
is 0 "the leader then does" a --as E01 report matrix A01
hides out "E02" "of those who have submitted"
for item in 4.1.3 4.2.2; do a --as E02 score A01 $item 75 >/dev/null; done
is 0 "the assessor's" a --as E02 submit A01 --stage papers
is 4 "a blind stage shows nobody else the others while it is open" a --as E02 report matrix A01
is 4 "nor what is to be talked about" a --as E02 check A01
is 0 "the matrix" a --as E01 report matrix A01 --format csv
says out "^papers,4.1.2,.*,40.00,60.00," "of the leader's panel"
hides out "^defence" "without stages the leader does not see yet"
is 0 "as a page" a --as E01 report matrix A01 --output matrix.html
is 0 "the scoresheet" a --as E01 report scoresheet A01
says out "未说明副职" "with comments"
is 0 "what the checks found" a --as E01 check A01
says out "spread .*4.1.3" "on that panel"
hides out "A02" "and on no other"
hides out "defence" "at no stage that is not seen"
is 1 "strictly" a --as E01 check A01 --strict
is 4 "the checks of all" a --as E01 check
says err "name it: accolade check APPLICANT" "say how to ask"
for kind in ranking candidates flags agreement "feedback A01"; do is 4 "report $kind is not the panel's" a --as E01 report $kind; done
says err "only scoresheet, matrix and consensus are open" "it says which are"
is 4 "nor is anything the applicant's" a --as A01 report matrix A01
is 3 "an applicant that is not there" a --as E01 check A09
is 4 "a panel one is not on" a --as E02 report scoresheet A02

is 0 "settled by the leader" a --as E01 resolve spread A01 4.1.3 --reason "讨论过"
is 0 "check" a --as E01 check A01 --format csv
says out "spread,.*A01.*4.1.3" "is listed still"
is 0 "the secretariat's check of one applicant" a check A01
says out "Applicant +A01 一号" "names it"
hides out "A02" "and has no other's"
is 0 "agreed by the secretariat" a agree A01 4.1.3 50 --reason-code evidence --reason "现场资料"
is 0 "the leader" a --as E01 report consensus A01
says out "secretariat .*4.1.3 .*现场资料" "sees what the secretariat recorded"
is 0 "the leader's journal" a --as E01 log --format csv
says out "secretariat,agree,papers,A01" "too"
is 0 "another panel's" a --as E03 log --format csv
hides out "agree" "does not"
is 0 "the papers are closed" a stage papers close
is 0 "all of the panel" a --as E02 report matrix A01
is 0 "still the papers' item, at the closed stage" a --as E01 agree A01 4.1.2 50
echo "1..$n"
