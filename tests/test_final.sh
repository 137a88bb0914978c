#!/bin/sh
# What is not final says so and what is wanting, whoever looks at it and wherever; what is sealed stands.
. "$(dirname "$0")/tap.sh"

cat >rules.xml <<'R'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="three" edition="2026" status="own">
  <title xml:lang="zh">前三</title><title xml:lang="en">The best three go on</title>
  <combine method="mean"/>
  <stage id="papers" form="total" max="100" factor="1" declaration="required"><title xml:lang="zh">材料评审</title><title xml:lang="en">Papers</title><pass by="top" value="3"/></stage>
  <stage id="board" form="gate"><title xml:lang="zh">审定</title><title xml:lang="en">Board</title><pass by="decision"/></stage>
  <tier id="gold"><title xml:lang="zh">金奖</title><title xml:lang="en">Gold</title>
    <places most="2"><reserve places="1" field="sector" value="小微"/></places></tier>
</rules>
R
printf 'applicant,name,sector\nA,甲,\nB,乙,\nC,丙,小微\nD,丁,小微\n' >applicants.csv
printf 'assessor\nE1\nE2\n' >assessors.csv
{ echo applicant,assessor; for x in A B C D; do echo "$x,E1"; done; } >assignments.csv
{ echo applicant,assessor,stage,item,mark; for x in A:90 B:80 C:70 D:40; do echo "${x%:*},E1,papers,total,${x#*:}"; done; } >scores.csv
a init --criteria gbt19580-2012 --rules rules.xml --title 质量奖 >/dev/null
for what in applicants assessors assignments scores; do a import $what $what.csv >/dev/null; done

# Marks came in from somebody who never declared.
is 0 "while it is open" a status
says out "^Declarations outstanding +4$" "they are asked for"
is 0 "closing" a stage papers close
says err "Papers: 4 scorebooks count whose assessors never declared whether an interest binds them" "who closes learns it"
is 0 "then" a status
says out "^Declarations outstanding +0$" "nobody is asked any more"
says out "^Counted without a declaration +4$" "but they stay named"
says out "^Counted, though no interest was ever declared or denied" "with whose they are"
is 0 "for machines" a status --format json
says out '"never-declared": 4' "how many"
says out '"applicant": "A", "assessor": "E1", .*"declaration": "missing"' "and which"

# Some are decided on.
is 0 "one" a decide A passed --reason 票决
is 0 "the ranking" a rank
says out "^Not final: 2 applicants are not ranked, for want of a figure or a decision at a stage that is not sealed: Board\\.$" "says who is wanting"
says out "B +乙 +Board +nothing is decided at this stage" "and of what"
is 0 "the notice" a --lang zh report candidates
says out "尚非最终结果：.*2.*审定" "says it, too"
is 0 "for machines" a report candidates --format json
says out '"not_ranked_yet": \[\{"stage": "board", "applicants": 2\}\]' "in a field"
is 0 "a sheet" a rank --format csv
says err "^accolade: Not final: 2 applicants are not ranked" "has it beside it"
is 0 "the status" a status
says out "^To be decided on" "lists the decisions that are owed"
says out "^Board +B +乙" "one by one"
is 0 "for machines" a status --format json
says out '"stage": "board", "applicant": "C"' "as a table"
is 0 "an assessor" a --as E1 status --format json
hides out "undecided\"" "learns nothing of them"
a decide B passed --reason 票决 >/dev/null
a decide C passed --reason 票决 >/dev/null
is 0 "all are decided on" a status
hides out "To be decided on" "nothing is owed"

# A place that is kept for some, beside one that has more points.
is 0 "the ranking" a rank
hides out "Not final" "is final"
says out "3 +C +丙 .*Gold +place kept for sector 小微" "says why it goes to who has less"
is 0 "for machines" a rank --format json
says out '"applicant": "C", .*"tier": "gold", .*"reserved": true' "as well"
says out '"applicant": "A", .*"tier": "gold", .*"reserved": false' "of that one alone"
is 0 "in a sheet" a rank --format csv
says out "^3,C,.*,true" "too"

# Who leaves a sealed stage keeps its place in the line.
is 0 "sealed" a stage papers seal
printf 'applicant,name\nN,新\n' >new.csv
is 0 "who is added now" a import applicants new.csv --dry-run
says err "new.csv:1: stage Papers is sealed, and who is added now is not in its result" "is not in its result"
is 0 "one is vetoed" a veto A --reason 事故
hides out "D" "nobody moves up in what is sealed"
is 0 "the ranking" a rank --format json
says out '"applicant": "D", .*"reason": "not-passed"' "nor does the ranking let it"
says out '"applicant": "A", .*"veto"' "and tells the veto"
is 0 "the fact is worded anew" a veto A --reason "事故，5月3日通报"
is 0 "the ranking" a rank --format json
says out '"applicant": "D", .*"reason": "not-passed"' "it had left after the seal all the same"
is 0 "it recomputes" a verify
is 0 "lifted" a veto A --lift --reason 更正
hides out "D" "nobody moves by that either"
is 0 "one withdraws" a withdraw A --reason 来函
hides out "D" "likewise"
is 0 "the ranking" a rank --format json
says out '"applicant": "D", .*"reason": "not-passed"' "likewise"
is 0 "it recomputes" a verify
is 0 "opened again" a stage papers open --reason 递补
is 0 "the ranking" a rank --format json
hides out '"applicant": "D", .*"reason": "not-passed"' "the line is drawn anew"
is 0 "sealed again" sh -c '"$ACCOLADE" stage papers close && "$ACCOLADE" stage papers seal'
is 0 "the status" a status
says out "^Board +D +丁" "who moved up is to be decided on"
is 0 "it recomputes" a verify

# Who comes back after a seal passes its line by its points, and nobody falls behind it. B is vetoed when the papers are sealed.
rm -f award.db*
a init --criteria gbt19580-2012 --rules rules.xml --title 质量奖 >/dev/null
for what in applicants assessors assignments scores; do a import $what $what.csv >/dev/null; done
a veto B --reason 事故 >/dev/null
{ a stage papers close && a stage papers seal; } >/dev/null 2>&1
for x in A C D; do a decide $x passed --reason 票决 >/dev/null; done
is 0 "the ranking" a rank
says out "3 +D +丁" "with who went on"
is 0 "the veto is lifted" a veto B --lift --reason 更正
hides out "D does not go on" "nobody falls"
is 0 "the ranking" a rank --format json
says out '"ranked": 3, "incomplete": 1' "it waits for its decision"
is 0 "decided" a decide B passed --reason 补议
is 0 "the ranking" a rank --format json
says out '"ranked": 4' "all four are ranked"
is 0 "it recomputes" a verify

# A session that closes a stage knows at once whom its line leaves out: a scorebook that was out held the line up.
rm -f award.db*
a init --criteria gbt19580-2012 --rules rules.xml --title 质量奖 >/dev/null
printf 'applicant,assessor\nD,E2\n' >second.csv
for what in applicants assessors assignments scores; do a import $what $what.csv >/dev/null; done
a import assignments second.csv >/dev/null
is 0 "in one session" sh -c 'printf "stage papers close\nstatus\nquit\n" | "$ACCOLADE" --lang en --plain'
says out "^Board +A +甲" "who is to be decided on"
hides out "^Board +D" "and who is out"
a stage papers seal >/dev/null 2>&1
for x in A B C; do a decide $x passed --reason 票决 >/dev/null; done

# Who is recused is told that, and declares nothing against it.
a stage papers open --reason 更正 >/dev/null
is 0 "recused" a recuse B E1 --reason 亲属
is 4 "the scoresheet" a --as E1 report scoresheet B
says err "“E1” is recused from “B” and sees nothing of it" "is closed, and why"
is 4 "declaring" a --as E1 declare B none
says err "“E1” is recused from “B”, and that stands" "does not open it"
is 4 "who may not" a --as E1 rank
says err "this is open only to: secretariat, supervisor, committee member" "learns who may"
echo "1..$n"
