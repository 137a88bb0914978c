#!/bin/sh
# Who is out after a line that the rules draw by score, or vetoed, owes no marks any more, and nobody waits for it.
. "$(dirname "$0")/tap.sh"

cat >rules.xml <<'R'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="lines" edition="2026" status="own">
  <title xml:lang="zh">按分数择优</title><title xml:lang="en">The best two go on</title>
  <combine method="mean"/>
  <stage id="papers" form="total" max="100" factor="1"><title xml:lang="zh">材料评审</title><title xml:lang="en">Papers</title><pass by="top" value="2"/></stage>
  <stage id="site" form="total" max="100" factor="1"><title xml:lang="zh">现场评审</title><title xml:lang="en">Site visit</title></stage>
  <stage id="board" form="gate"><title xml:lang="zh">审定</title><title xml:lang="en">Board</title><pass by="decision"/></stage>
</rules>
R
printf 'applicant,name\nH1,一号\nH2,二号\nH3,三号\nH4,四号\n' >applicants.csv
printf 'assessor,role\nE1,assessor\nE2,assessor\n' >assessors.csv
{ echo applicant,assessor,stage
  for h in H1 H2 H3 H4; do for s in papers site; do echo "$h,E1,$s"; done; echo "$h,E2,site"; done; } >assignments.csv
a init --criteria gbt19580-2012 --rules rules.xml --title 择优 >/dev/null
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done
give() { a --as E1 score "$1" total "$2" --stage papers >/dev/null && a --as E1 submit "$1" --stage papers >/dev/null; }

give H1 90 && give H2 80 && give H3 70
is 0 "one scorebook is out" a status --format json
says out '"not-begun": 9' "so the line is not drawn yet"
hides out '"state": "out"' "and nobody is out"
give H4 60
is 0 "all are in" a status --format json
says out '"not-begun": 4' "two do not go on, with two scorebooks each"
says out '"applicant": "H3", .*"state": "out"' "one"
says out '"applicant": "H4", .*"state": "out"' "and the other"
hides out '"applicant": "H2", .*"state": "out"' "not who goes on"
is 0 "for people" a status
hides out "H3" "who is out is not named"
says out "H2" "who goes on is"
is 0 "nor for the assessor" a --as E2 status
hides out "H[34]" "who was to mark it"
says out "H1" "who goes on is"
is 0 "in lines" sh -c 'printf "queue\nqueue all\nquit\n" | "$ACCOLADE" --lang zh --as E2 --plain'
says out "H3 三号.*未进入下一环节|H3 三号.*未晋级|H3 三号" "all of them are there when asked for"

# What moves the line moves this.
is 0 "returned" a return H4 E1 --stage papers --reason 补充
is 0 "then" a status --format json
says out '"not-begun": 8' "the line is open again"
is 0 "closed" a stage papers close
is 0 "then" a status --format json
says out '"not-begun": 4' "it is drawn among those with figures"
says out '"stage": "site", "applicant": "H4", .*"state": "out"' "and who has none does not go on either"
is 2 "without a reason" a stage papers open
says err "^accolade: stage: .* is closed; opening it again needs --reason TEXT, which is kept in the journal$" "it stays closed"
is 2 "nor with an empty one" a stage papers open --reason " "
is 0 "opened again" a stage papers open --reason 补评
is 0 "the log" a log --format csv
says out ",stage,papers,.*,closed,open,补评" "has the reason"
is 0 "then" a status --format json
says out '"not-begun": 8' "all may yet"
is 0 "closed at last" a stage papers close
a stage papers open --reason 补评 >/dev/null && a --as E1 submit H4 --stage papers >/dev/null
is 0 "vetoed" a veto H1 --reason 事故
is 0 "then" a status --format json
says out '"applicant": "H1", .*"state": "out"' "the barred is out"
hides out '"applicant": "H3", .*"state": "out"' "and the next goes on"
says out '"not-begun": 4' "two are left"
is 0 "for people" a status
hides out "H1" "the barred is not named"
is 0 "the gate is closed" a stage board close
says err "Board: nothing is decided on 2 applicants: H2, H3;" "nobody asks about those who are out"
a stage board open --reason 补评 >/dev/null
is 0 "lifted" a veto H1 --lift --reason 误报
is 0 "then" a status --format json
says out '"applicant": "H3", .*"state": "out"' "all is as before"
is 0 "verify" a verify
is 0 "the one stage that people decide need not be named" a decide H2 passed --reason 7:0
says out "H2" "it is the gate"
is 0 "and back" a decide H2 failed --reason 3:4

# The applicant itself learns of neither.
is 0 "the applicant" a --as H3 status --format json
hides out '"state": "out"' "learns nothing before it is told"

# Without a leader nobody waits either.
printf 'assessor,role\nL1,leader\n' >leader.csv
printf 'applicant,assessor,stage,lead\nH2,L1,site,yes\nH4,L1,site,yes\n' >led.csv
a import assessors leader.csv >/dev/null && a import assignments led.csv >/dev/null
for h in H2 H4; do a recuse $h L1 --reason 亲属 >/dev/null 2>&1; done
is 0 "both leaders are recused" a status
says out "Site visit +H2 +二号 +L1" "who goes on needs a deputy"
hides out "H4" "who is out needs none"

# Where the next stage draws a line, too, what is not in there holds only that line up.
mkdir two && cd two || exit 1
sed 's|<title xml:lang="en">Site visit</title>|&<pass by="top" value="1"/>|' ../rules.xml >rules.xml
a init --criteria gbt19580-2012 --rules rules.xml --title 择优 >/dev/null
for what in applicants assessors assignments; do a import $what ../$what.csv >/dev/null; done
give H1 90 && give H2 80 && give H3 70 && give H4 60
is 0 "the first line is drawn, the second waits" a status --format json
says out '"applicant": "H3", .*"state": "out"' "who does not go on"
says out '"applicant": "H4", .*"state": "out"' "is waited for no more"
hides out '"applicant": "H[12]", .*"state": "out"' "who does is"
cd .. || exit 1

# Assigned once the line is drawn: nobody was forgotten, and nobody asks for a decision on who is out.
mkdir late && cd late || exit 1
a init --criteria gbt19580-2012 --rules ../rules.xml --title 择优 >/dev/null
for what in applicants assessors; do a import $what ../$what.csv >/dev/null; done
printf 'applicant,assessor,stage\nH1,E1,papers\nH2,E1,papers\nH3,E1,papers\nH4,E1,papers\n' >papers.csv
printf 'applicant,assessor,stage\nH1,E1,site\nH2,E1,site\n' >site.csv
a import assignments papers.csv >/dev/null
give H1 90 && give H2 80 && give H3 70 && give H4 60
a stage papers close >/dev/null && a import assignments site.csv >/dev/null
for h in H1 H2; do a --as E1 score $h total 70 --stage site >/dev/null && a --as E1 submit $h --stage site >/dev/null; done
is 0 "all that is assigned is in" a status
hides out "Nobody is assigned" "nobody is missing who is out"
is 0 "the visit is closed" a stage site close
hides err "nobody was assigned" "nor called so"
is 0 "the gate is closed" a stage board close
says err "nothing is decided on 2 applicants: H1, H2;" "who is out is not asked about"
is 0 "and sealed" a stage board seal
says err "nothing is decided on 2 applicants: H1, H2;" "nor then"
echo "1..$n"
