#!/bin/sh
# An applicant that leaves the award of its own accord: what of it is told where, who takes its place, who waits for it no more.
. "$(dirname "$0")/tap.sh"

cat >rules.xml <<'R'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="half" edition="2026" status="own">
  <title xml:lang="zh">过半</title><title xml:lang="en">The better half goes on</title>
  <combine method="mean"/>
  <stage id="papers" form="total" max="100" factor="1"><title xml:lang="zh">材料评审</title><title xml:lang="en">Papers</title><pass by="ratio" value="0.5"/></stage>
  <stage id="site" form="total" max="100" factor="1"><title xml:lang="zh">现场评审</title><title xml:lang="en">Site visit</title></stage>
  <stage id="board" form="gate"><title xml:lang="zh">审定</title><title xml:lang="en">Board</title><pass by="decision"/></stage>
  <tier id="gold"><title xml:lang="zh">金奖</title><title xml:lang="en">Gold</title><places most="1"/></tier>
  <tier id="silver"><title xml:lang="zh">银奖</title><title xml:lang="en">Silver</title><places most="1"/></tier>
</rules>
R
printf 'applicant,name\nH1,一号\nH2,二号\nH3,三号\nH4,四号\nH5,五号\nH6,六号\n' >applicants.csv
printf 'assessor,role\nE1,assessor\nE2,assessor\nE3,assessor\n' >assessors.csv
{ echo applicant,assessor,stage
  for h in H1 H2 H3 H4 H5 H6; do echo "$h,E1,papers"; done
  for h in H1 H2 H3; do echo "$h,E1,site"; echo "$h,E2,site"; done; } >assignments.csv
a init --criteria gbt19580-2012 --rules rules.xml --title 质量奖 >/dev/null
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done
give() { a --as "$3" score "$1" total "$2" --stage "$4" >/dev/null && a --as "$3" submit "$1" --stage "$4" >/dev/null; }
for h in 1:90 2:80 3:70 4:60 5:50; do give "H${h%:*}" "${h#*:}" E1 papers; done
a --as E1 score H6 total 40 --stage papers >/dev/null

# While scorebooks of it are out.
printf 'applicant,assessor,stage\nH6,E3,papers\n' >more.csv
is 0 "somebody else is assigned to it" a import assignments more.csv
is 0 "one is out" a status --format json
says out '"applicant": "H6", "assessor": "E1", "state": "draft"' "it is owed"
is 0 "one withdraws" a withdraw H6 --reason "2026-05-01 来函"
says out "^H6: has withdrawn$" "it says so"
is 0 "then" a status --format json
says out '"applicant": "H6", "assessor": "E1", "state": "out", .*"out": "withdrawn"\}' "nobody owes it, and why"
says out '"applicant": "H1", "assessor": "E1", .*"out": ""\}' "as others are"
is 0 "for people" a status
hides out "H6" "nobody is asked"
is 0 "in the assessor's lines" sh -c 'printf "queue all\nquit\n" | "$ACCOLADE" --lang zh --as E1 --plain'
says out "H6 六号.*1/1.*退出评审|H6 六号.*退出评审" "it is told why"
is 4 "its assessor marks no more" a --as E1 score H6 total 45 --stage papers
says err "“H6” has withdrawn from the award" "and learns why"
says err "accolade withdraw H6 --lift" "and what would open it"
is 4 "nor comments" a --as E1 comment H6 total ofi x --stage papers
is 4 "nor submits" a --as E1 submit H6 --stage papers
is 4 "nor undoes" a --as E1 undo H6 --stage papers
is 4 "who is not assigned learns nothing of it" a --as E2 score H6 total 45 --stage papers
hides err "withdrawn" "not even that"
is 4 "nor the firm itself" a --as H6 score H6 total 99 --stage papers
says err "已退出|has withdrawn" "it is told"
is 0 "its own queue" a --as H6 status
hides out "退出" "names no reason"
printf 'applicant,assessor,stage,item,mark\nH6,E3,papers,total,45\nH5,E2,site,total,45\n' >late.csv
printf 'applicant,assessor,stage\nH6,E1,site\n' >site.csv
is 3 "nobody is assigned to it" a import assignments site.csv
says err "site.csv:2: “H6” has withdrawn from the award and is assessed no more; take the line out" "by line"
is 3 "late marks of it" a import scores late.csv
says err "late.csv:2: the scorebook of “E3” is about “H6”, who has withdrawn \(stage “Papers”\); take out every line of it" "by line"
is 3 "twice" a withdraw H6 --reason x
says err "“H6” has withdrawn already; accolade withdraw --lift takes that back" "what to do"
is 3 "who has not" a withdraw H1 --lift --reason x
says err "“H1” has not withdrawn; nothing is lifted" "it says so"
is 3 "who is not there" a withdraw H9 --reason x
is 4 "an assessor" a --as E1 withdraw H1 --reason x
is 4 "the firm itself" a --as H1 withdraw H1 --reason x
is 0 "it comes back" a withdraw H6 --lift --reason "函件撤回"
says out "^H6: takes part again$" "it says so"
is 0 "and is marked" a --as E1 score H6 total 40 --stage papers
is 0 "submitted" a --as E1 submit H6 --stage papers
is 0 "verify" a verify

# The stage is closed: half of six went on. Who did not is not renamed.
is 0 "closed" a stage papers close
is 0 "verify" a verify
is 4 "who did not pass" a withdraw H5 --reason x
says err "“H5” did not pass stage Papers, and that stands" "it says why"
is 0 "a veto" a veto H5 --reason 抽查不合格
is 4 "does not hide it" a withdraw H5 --reason x
says err "“H5” did not pass stage Papers, and that stands" "for it may be lifted"
is 0 "as it is" a veto H5 --lift --reason 误报
is 0 "a stage later" a status
says out "H1 " "who went on is owed marks"
is 0 "one that went on withdraws" a withdraw H1 --reason "股权变更，2026-06-02 来函"
is 0 "then" a rank --format json
says out '"applicant": "H1".*"cause": "withdrawn", "stage": null, "reason": "股权变更，2026-06-02 来函", "withdrawn": "股权变更' "machines read the cause and the reason"
hides out '"applicant": "H[23]".*"cause": "not-passed"' "nobody who went on falls out"
is 0 "for people" a rank
says out "^Applicants +6: 2 ranked, 0 incomplete, 3 excluded, 1 withdrew$" "it is counted apart"
says out "^Withdrew$" "it stands apart"
says out "^H1 +一号 +股权变更" "with its reason"
is 0 "in Chinese" "$ACCOLADE" --lang zh rank
says out "^退出评审$" "in its own word"
hides out "一票否决" "and not as vetoed"
is 0 "status" a status
hides out "H1 " "nothing is owed"
is 0 "the site visits" a status --format json
says out '"not-begun": 4' "four scorebooks are"
for h in 2:80 3:70; do for e in E1 E2; do give "H${h%:*}" "${h#*:}" $e site; done; done
is 0 "sealed without a word of it" a stage site seal
hides err "H1|not submitted" "nobody is missed"
is 0 "papers, too" a stage papers seal
is 4 "nothing is decided on it" a decide H1 passed --reason x
is 0 "on others" a decide H2 passed --reason 7:0
is 0 "on others" a decide H3 passed --reason 7:0
is 0 "the gate is closed" a stage board close
hides err "H1" "nobody asks about it"
is 0 "the notice" a report candidates
says out "H2 +二号" "who has its place"
says out "^Applicants +5: 2 ranked, 0 incomplete, 3 excluded$" "it is not even counted"
hides out "H1|withdr" "and not named"
for format in json csv html markdown; do
  is 0 "the notice as $format" a report candidates --format $format
  hides out "H1|withdr|股权" "likewise"
done
is 0 "the ranking as csv" a rank --format csv
hides out "H1" "holds who is ranked"

# Where a closed stage's line lets the next one go on, or leaves it out again, that is told, and after a veto too.
mkdir line && cd line || exit 1
sed 's|by="ratio" value="0.5"|by="top" value="2"|' ../rules.xml >rules.xml
a init --criteria gbt19580-2012 --rules rules.xml --title 质量奖 >/dev/null
for what in applicants assessors assignments; do a import $what ../$what.csv >/dev/null; done
for h in 1:90 2:80 3:70 4:60 5:50 6:40; do give "H${h%:*}" "${h#*:}" E1 papers; done
is 0 "while the stage is open" a withdraw H1 --reason 来函
hides out "goes on" "nothing is told"
a withdraw H1 --lift --reason 函件撤回 >/dev/null && a stage papers close >/dev/null
is 0 "once it is closed" a withdraw H1 --reason 来函
says out "^H3 goes on after Papers$" "who goes on is"
is 0 "for programs" a status --format json
says out '"stage": "site", "applicant": "H1", .*"out": "withdrawn"\}' "who has left"
is 0 "its site visit is owed" a status
says out "Site visit +H3 " "now"
is 0 "who did not pass is vetoed" a veto H6 --reason 抽查不合格
hides out "after Papers" "which moves nobody"
is 0 "who did, too" a veto H2 --reason 抽查不合格
says out "^H4 goes on after Papers$" "who goes on is told"
is 0 "it comes back" a withdraw H1 --lift --reason 函件撤回
says out "^H4 does not go on after Papers$" "who does not any more, too"
hides out "H3" "and only who"

# Once the stages that count are closed places stand, and whose place another gets is told.
for h in 1:90 3:70; do for e in E1 E2; do give "H${h%:*}" "${h#*:}" $e site; done; done
is 0 "while site visits are open" a veto H1 --reason 举报
hides out " gets " "nothing is told of places"
a veto H1 --lift --reason 误报 >/dev/null && a stage site close >/dev/null
is 0 "the first withdraws" a withdraw H1 --reason 来函
says out "^H3 gets Gold instead of Silver$" "the second has its place"
hides out "^H1 .*gets" "that the first has none, it said itself"
is 0 "it comes back" a withdraw H1 --lift --reason 函件撤回
says out "^H3 gets Silver instead of Gold$" "and takes it again"
is 0 "the second withdraws" a withdraw H3 --reason 来函
hides out " gets " "nobody is behind it"
is 0 "in Chinese" "$ACCOLADE" --lang zh veto H1 --reason 抽查不合格
hides out "[A-Za-z]{3}" "nothing is left in English"
a veto H1 --lift --reason 误报 >/dev/null
is 0 "the second comes back" "$ACCOLADE" --lang zh withdraw H3 --lift --reason 函件撤回
is 0 "the first is vetoed" "$ACCOLADE" --lang zh veto H1 --reason 抽查不合格
says out "^H3 获得金奖，原为银奖$" "likewise"
is 0 "verify" a verify
cd ..

# A veto besides: both are told, and the veto comes first.
is 0 "vetoed" a veto H1 --reason "抽查不合格"
is 0 "the ranking" a rank
says out "^H1 +一号 +veto +抽查不合格; it has also withdrawn: 股权变更" "both are told"
is 0 "in lines" sh -c 'printf "ranking\nexplain H1\nquit\n" | "$ACCOLADE" --lang en --plain'
says out "Not ranked: H1 一号, veto · 抽查不合格 · withdrew · 股权变更" "likewise"
is 0 "the veto is lifted" a veto H1 --lift --reason 误报
is 0 "the ranking" a rank
says out "^H1 +一号 +股权变更" "it has withdrawn still"

# The journal; sealed; falsified.
is 0 "the log" a log
says out "withdrew +H6 .*withdrew.*2026-05-01 来函" "who, what, why"
says out "withdrew +H6 .*takes part.*函件撤回" "and back"
is 0 "in Chinese" "$ACCOLADE" --lang zh log
says out "退出评审 +H6 .*参评.*函件撤回" "likewise"
is 0 "sealed" a stage board seal
is 4 "what is sealed stands" a withdraw H2 --reason x
says err "every stage is sealed and the ranking stands" "it says so"
is 4 "also for who would come back" a withdraw H1 --lift --reason x
is 0 "verify" a verify
sqlite3 award.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null; cp award.db sane.db
tamper "another's withdrawal" "UPDATE withdrawal SET applicant = 2 WHERE applicant = 0" "the withdrawal of “H3”: no event explains it"
tamper "a withdrawal taken away" "DELETE FROM withdrawal WHERE applicant = 0" "what event [0-9]+ set .*withdraw"
tamper "another reason" "UPDATE withdrawal SET reason = 'x' WHERE applicant = 0" "the withdrawal of “H1”: its reason was changed"
tamper "one brought back" "UPDATE withdrawal SET state = 'taking part' WHERE applicant = 0" "the withdrawal of “H1”: it is “taking part”"
tamper "one sent away" "INSERT INTO withdrawal VALUES(1, 'withdrawn', 'x', 9)" "the withdrawal of “H2”: no event explains it"
echo "1..$n"
