#!/bin/sh
# An award of several stages: who goes on, who is still asked for marks, what is said when a stage ends.
. "$(dirname "$0")/tap.sh"

printf 'applicant,name\nH1,一号\nH2,二号\nH3,三号\n' >applicants.csv
printf 'assessor,role\nE1,leader\nE2,assessor\n' >assessors.csv
{ echo applicant,assessor,stage,lead
  for h in H1 H2 H3; do for s in papers defence; do echo "$h,E1,$s,yes"; echo "$h,E2,$s,"; done; done; } >assignments.csv
a init --criteria gbt19580-2012 --rules "$here/screens/stages.xml" --title 多阶段 >/dev/null
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done

# Who does not go on owes nothing at the stages after it, and nothing is owed for it.
is 0 "before anybody decides" a status --format json
says out '"not-begun": 12' "everybody is to be marked"
is 0 "one goes on" a decide H1 passed --stage screening --reason 齐全
is 0 "one does not" a decide H3 failed --stage screening --reason 成立不足三年
is 0 "then" a status --format json
says out '"not-begun": 8' "four scorebooks less"
says out '"applicant": "H3", .*"state": "out", .*"out": "not-passed"\}' "the assignments stay, and say why"
is 0 "for people" a status
hides out "H3" "it is not named"
is 0 "nor for the assessor" a --as E2 status
hides out "H3" "who was to mark it"
is 0 "in lines" sh -c 'printf "queue\nqueue all\nquit\n" | "$ACCOLADE" --lang en --as E2 --plain'
says out "^0 of 4 scorebooks submitted" "the counts are of who is still in"
says out "H3 三号, Papers: 0 of 23 marked, did not go on" "all of them are there when asked for"
is 0 "the ranking in lines" sh -c 'printf "ranking\nquit\n" | "$ACCOLADE" --lang en --plain'
says out "^Not ranked: H3 三号, did not pass the stage · Eligibility · 成立不足三年$" "says where, and on what ground"
is 0 "over time" a deduct H3 overtime 5 --stage defence --reason 超时
says err "^accolade: H3 is out at stage Defence \(did not go on\): this counts nowhere while it is; an amount of 0 takes it back$" "cannot have been it"
is 0 "taken back" a deduct H3 overtime 0 --stage defence --reason 误记
hides err "." "nothing is said"
is 0 "a mark that is in" a --as E2 score H3 total 80 --stage defence
is 0 "and handed in" a --as E2 submit H3 --stage defence
is 0 "is counted as it was" a status --format json
says out '"submitted": 1' "submitted"
says out '"not-begun": 8' "and no more is owed"
is 0 "the decision is taken again" a decide H3 passed --stage screening --reason 复核
is 0 "then all is owed again" a status --format json
says out '"not-begun": 11' "but what is in"

# What is recorded exactly is told as people say it.
is 0 "over time" a deduct H1 overtime 5 --stage defence --reason 超时
is 0 "the log" a log
says out "deducted +Defence +H1 +overtime +5 " "five minutes"
hides out "5/1" "are no fraction"
is 0 "machines" a log --format csv
says out ",deduct,defence,H1,,overtime,,5/1," "read it exactly"
a deduct H1 overtime 0 --stage defence --reason 误记 >/dev/null

# Who ends a stage that people decide learns on whom nobody has.
is 0 "the vote is closed" a stage vote close
says err "Vote: nothing is decided on 3 applicants: H1, H2, H3; they are not ranked" "all are named"
is 0 "the screening" a stage screening close
says err "Eligibility: nothing is decided on 1 applicant: H2;" "the one that is left"
a veto H2 --reason 事故 >/dev/null
is 0 "of who is vetoed" "$ACCOLADE" --lang zh deduct H2 答辩超时 3 --stage defence --reason 超时
says err "^accolade：?.*H2.*一票否决" "it is said, too, in Chinese"
is 0 "sealed" a stage screening seal
hides err "decided" "a barred one need not be decided on"
is 0 "log" a log --format csv
says out "secretariat,seal,screening,.*,closed,sealed [0-9a-f]{64}" "a seal is an event of its own, with the totals' digest"
is 0 "where marks count" a stage papers close
hides err "decided" "nobody decides"

# At a closed stage nobody can mark, so nothing is owed there; what was not submitted is still named.
a stage papers due 2020-01-01 >/dev/null
is 0 "when it is closed" a status
sed '/^Not submitted/,$d' out >owed
says owed "Defence +H1 +一号 +E2 " "what is owed is what an open stage asks for"
hides owed "Papers +H|overdue" "not the closed one, nor is it overdue"
sed -n '/^Not submitted when the stage was closed; not counted/,$p' out >missed
says missed "Papers +H1 +一号 +E2 +stage closed +0 +23" "its scorebooks have a list of their own"
hides missed "Defence" "without others"
is 0 "an assessor" a --as E2 status
sed '/^Not submitted/,$d' out >owed
hides owed "Papers +H" "owes nothing there"
is 0 "machines" a status --format json
says out '"stage": "papers", "applicant": "H1", "assessor": "E2", "state": "closed"' "read why"
says out '"not-begun": 3' "and count only the others"
is 0 "in lines" sh -c 'printf "queue\nquit\n" | "$ACCOLADE" --lang en --as E2 --plain'
says out "H1 一号, Papers: 0 of 23 marked, stage closed" "likewise"
a stage papers open --reason 补评 >/dev/null
is 0 "open again" a status
says out "Papers +H1 +一号 +E2 +not begun" "it is owed again"
says out "overdue \(2020-01-01\)" "and overdue"
a stage papers due "$(date +%F)" >/dev/null
is 0 "due today" a status
says out "due $(date +%F)" "is due"
hides out overdue "and not overdue yet"
hides out "^Not submitted" "nothing is missed"
a stage papers due none >/dev/null && a stage papers close >/dev/null 2>&1

# A gate that is sealed without any decision lets everybody pass, and is not waited for.
is 0 "while the vote is open" a rank
says out "have not begun, .*: (Papers, )?(Defence, )?Vote\\.$" "the ranking waits for it"
a stage vote seal >/dev/null 2>&1
is 0 "when it is sealed" a rank
hides out "have not begun.*Vote" "no more"
a stage vote open --reason 重新票决 >/dev/null

# No mark counts in a judged stage while the leader's is missing.
a stage papers open --reason 补评 >/dev/null
for item in 4.1.2 4.1.3; do a --as E2 score H1 $item 60 --stage papers >/dev/null; done
a --as E2 comment H1 4.1.2 strength 每月走访 --stage papers >/dev/null
a --as E2 submit H1 --stage papers >/dev/null 2>&1
a log --format csv >log.csv
number=$(sed -n 's/.*,comment,papers,H1,E2,4.1.2,,\([0-9]*\) strength:.*/\1/p' log.csv)
is 4 "a comment is no more agreed on than a mark before all are in" a merge "$number"
says err "1 scorebook of this panel at stage Papers is not submitted" "it says why"
is 4 "in Chinese" "$ACCOLADE" --lang zh merge "$number"
says err "材料评审" "the stage has its Chinese title"
hides err "papers|Papers" "and not its id"
is 0 "what is missing" a check H1 --format csv
says out "No mark counts for 4.1.4: none is agreed, and no scorebook of the leader gives one" "is the leader's"
a stage papers close >/dev/null 2>&1
is 0 "then the comment is" a merge "$number"
is 0 "agreed" a agree H1 4.1.4 60 --stage papers --reason-code evidence --reason 补充
is 0 "then" a check H1 --format csv
hides out "No mark counts for 4.1.4" "it counts"

# Whom nobody is to mark is named, not left to be missed.
rm -f award.db*
a init --criteria gbt19580-2012 --rules "$here/screens/stages.xml" --title 分派 >/dev/null
a import applicants applicants.csv >/dev/null
a import assessors assessors.csv >/dev/null
is 0 "before anything is assigned" a status
says out "^Nothing is assigned yet" "that is said, not that nothing is owed"
hides out "Nobody is assigned" "nor of each"
a import assignments assignments.csv >/dev/null
printf 'applicant,name\nH4,四号\n' >late.csv
a import applicants late.csv >/dev/null
is 0 "one comes late" a status
hides out "Nobody is assigned" "while people have to decide on it"
a decide H4 passed --stage 资格审查 --reason 补报 >/dev/null
is 0 "then" a status
says out "^Nobody is assigned" "it is listed"
says out "^Papers +H4 +四号" "where it is to be marked"
hides out "Defence +H4" "and not yet where it may come later"
is 0 "machines" a status --format json
says out '^  {"stage": "papers", "applicant": "H4"}$' "read it"
is 0 "in lines" sh -c 'printf "queue\nquit\n" | "$ACCOLADE" --lang en --plain'
says out "^H4 四号: nobody is assigned" "it is heard"
is 0 "an assessor" a --as E2 status
hides out "H4" "does not hear of it"
is 2 "a word too many" a stage Papers close now
says err "“close now” is not known" "is named"
is 0 "who closes the stage" a stage Papers close
says err "Papers: nobody was assigned to 1 applicant: H4; it is not ranked" "does"
a stage papers open --reason 补评 >/dev/null
a recuse H1 E1 --reason 任职 >/dev/null && a recuse H1 E2 --reason 任职 >/dev/null
is 0 "and when all of a panel are recused" a status
says out "^Papers +H1 +一号" "it has nobody, either"
is 3 "no such title" a stage 终审 close
says err "no stage “终审”" "is refused"
is 0 "an award that scores decide" sh -c 'rm -f award.db*; exec "$ACCOLADE" --lang en init --criteria gbt19580-2012 --rules plain --title x'
a import applicants applicants.csv >/dev/null
is 2 "has nothing to decide" a decide H1 passed --stage review --reason x
says err "these rules have no stage that people decide" "and says so"
is 0 "a firm that has marked nothing" a --as H1 status
says out "^Nothing is marked yet" "is not told that all is done"
echo "1..$n"
