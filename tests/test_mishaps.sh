#!/bin/sh
# What goes wrong in a city's first year: lists sent again, people of one name, a reason written over, a panel that a conflict leaves
# too small, a stage opened again after the list was printed, a question from above.
. "$(dirname "$0")/tap.sh"
z() { "$ACCOLADE" --lang zh "$@"; }

cat >rules.xml <<'R'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="city" edition="2026" status="own">
  <title xml:lang="zh">市长质量奖</title><title xml:lang="en">The mayor's award</title>
  <combine method="mean"/>
  <stage id="papers" form="total" max="100" factor="1" panel-min="2"><title xml:lang="zh">材料评审</title><title xml:lang="en">Papers</title><pass by="decision"/></stage>
  <stage id="defence" form="total" max="100" factor="1"><title xml:lang="zh">答辩</title><title xml:lang="en">Defence</title>
    <deduction id="overtime" points="2" unit="minute"><title xml:lang="zh">超时</title><title xml:lang="en">Overtime</title></deduction></stage>
  <tier id="gold"><title xml:lang="zh">金奖</title><title xml:lang="en">Gold</title><places most="1"/></tier>
</rules>
R
a init --criteria gbt19580-2012 --rules rules.xml --title 质量奖 >/dev/null
printf '编号,企业名称,所属行业\nF1,长庚机械,装备\nF2,望舒电子,电子\nF3,青筠食品,食品\n' >applicants.csv
is 0 "firms under the headings of a ministry's form" a import applicants applicants.csv
hides err "not known" "are understood"

# The same list comes again, one firm has another name, a new one stands below, and the sum.
printf '编号,企业名称,所属行业\nF1,长庚机械,装备\nF2,望舒新能源,电子\nF4,白石机械,装备\n合计,4,\n' >again.csv
is 3 "the list again" a import applicants again.csv
says err "^accolade: again\.csv:2: “F1” is in the record already, which an import does not change; take the line out, or correct what the record says: accolade correct F1$" "who is there as before"
says err "^accolade: again\.csv:3: “F2” is in the record already, and is called “望舒电子” there, .* accolade correct F2 --name '?望舒新能源'? --reason TEXT; if it is somebody else, give the line another id$" "who was renamed, and how that is recorded"
says err "^accolade: again\.csv:5: the id “合计” is what a list calls its sum; take the line out$" "and what is nobody"
is 3 "in Chinese" z import applicants again.csv
says err "again\.csv:3: .*“望舒电子”.*accolade correct F2 --name" "likewise"
printf 'PK\003\004\024\000\006\000\010\000\000\000!\000' >list.xlsx
is 3 "a workbook" z import applicants list.xlsx
says err "^accolade: list\.xlsx:1: 这是电子表格工作簿，不是 CSV 文本；请打开后另存为“CSV UTF-8”$" "is told from a table"
printf '\320\317\021\340\241\261\032\341\000\000' >list.xls
is 3 "an old one" a import applicants list.xls
says err "spreadsheet workbook" "too"
printf '编号，名称\nF5，长庚\n' >wide.csv
is 3 "wide commas" z import applicants wide.csv
says err "请用半角逗号" "the remedy is said"
says err "缺少“编号”列（或“applicant”）" "and the column by its Chinese name first"

# People of one name.
printf '编号,姓名,单位\nE1,王伟,大学\nE2,王伟,院所\nE3,李白,协会\nE5,赵六,协会\n' >assessors.csv
is 0 "two assessors of one name" a import assessors assessors.csv
says err "^accolade: assessors\.csv:3: “E2” has the same name as “E1” at assessors\.csv:2, “王伟”; if they are one person, who would count twice in a panel, take one of them out$" "are told"
printf '编号,姓名\nE4,李白\n' >more.csv
is 0 "another" a import assessors more.csv --dry-run
says err "“E4” has the same name as “E3” in the record" "also of one who is there"
printf '编号,评审员,阶段\nF1,李白,材料评审\nF2,王伟,材料评审\n望舒电子,E1,材料评审\n' >names.csv
is 3 "names where ids are wanted" a import assignments names.csv
says err "names\.csv:2: there is no assessor “李白”; that is the name of “E3”: write the id$" "whose it is"
says err "names\.csv:3: there is no assessor “王伟”; that is a name, which several have: write the id$" "where it is one's alone"
says err "names\.csv:4: there is no applicant “望舒电子”; that is the name of “F2”: write the id$" "and of firms"

{ echo applicant,assessor,stage; for f in F1 F2 F3; do for e in E1 E2; do echo "$f,$e,papers"; done; done; } >assignments.csv
is 0 "assignments" a import assignments assignments.csv
{ echo applicant,assessor,item,mark; echo F1,E1,total,90; echo F1,E2,total,60; echo F2,E1,total,72; echo F2,E2,total,70; echo F3,E1,total,50; } >scores.csv
is 0 "marks" a import scores scores.csv --stage papers

# What counts a veto replaces.
is 0 "vetoed" a veto F3 --reason "2026-08-02 抽查不合格"
hides out "replaces" "replaces nothing"
is 0 "again" a veto F3 --reason 笔误
says out "^F3: the fact recorded before, which this replaces: 2026-08-02 抽查不合格$" "tells what it was"
is 0 "lifted" a veto F3 --lift --reason 误记

# A late conflict.
is 0 "recused" a recuse F2 E2 --reason "配偶任职"
says out "^1 scorebook that was submitted does not count any more$" "says what becomes of the marks"
says out "^F2, Papers: 1 assessor is left; the rules want 2; assign more, or it is not ranked: accolade import assignments FILE$" "and of the panel"
is 0 "the status" a status
says out "^Panels smaller than the rules want$" "has it"
says out "^Papers +F2 +望舒电子$" "by name"
is 0 "for machines" a status --format json
cat out >short.json && tr -d '\n ' <short.json >out
says out '"short":\[\{"stage":"papers","applicant":"F2"' "too"
is 0 "who assesses" a --as E1 status
hides out "smaller than" "does not see it"
printf 'applicant,assessor,stage\nF2,E3,papers\n' >third.csv
is 0 "a third one" a import assignments third.csv
is 0 "marks" a --as E3 score F2 total 74 --stage papers
is 0 "and submits" a --as E3 submit F2 --stage papers
is 0 "the status" a status
hides out "smaller than" "is at rest"

# The question from above.
is 0 "without one of them" a rank --without E1
cp out without
says out "A supposition and no result: the marks of E1 王伟 are left out" "it says what it is"
says out "Another total: 2\. Another rank: 2\. Another tier: 2\." "and how much hangs on them"
says out "^F1 +长庚机械 +1 +75\.00 +Gold +2 +60\.00$" "who would fall"
says out "^F2 +望舒电子 +2 +73\.00 +1 +74\.00 +Gold$" "who would rise"
hides out "^F3" "and nobody else"
a rank | grep "^Not final" >now
is 0 "as much is out as in the ranking" test -s now
grep "^Not final" without >supposed
is 0 "of which it says the same" cmp now supposed
is 0 "for machines" a rank --without E1 --format json
says out '"not_submitted": \[\{"stage": "papers", "scorebooks": 1\}\]' "also that a scorebook is out"
says out '^ "without": "E1",$' "the id alone"
says out '^ "left_out": \[\],$' "and that every stage is there still"
says out '"applicant": "F1", .*"rank": 1, "total": \{"decimal": "75\.00", "exact": "75/1"\}, "tier": "gold", "rank_without": 2, "total_without": \{"decimal": "60\.00"' "with exact figures"
is 0 "in Chinese" z rank --without E1
says out "这只是假设，不是评审结果" "it says so, too"
is 0 "without one who marked nobody" a rank --without E5
says out "^Everybody would stand where they stand, with the same total\.$" "nothing hangs on them"
is 3 "without nobody" a rank --without E9
is 4 "an assessor asks" a --as E2 rank --without E1
is 0 "nothing was recorded" a verify
is 0 "the ranking" a rank --format csv
says out "^1,F1,.*,75" "stands as it was"

# Many decisions at once, all or none.
is 2 "a decision for nobody" a decide passed --stage papers --reason 会议
is 2 "of one twice" a decide F1 F1 passed --stage papers --reason 会议
says err "“F1” is named twice" "is a slip"
is 3 "one is not there" z decide F1 F2 F9 通过 --stage papers --reason 会议
is 0 "nothing is decided" a log F1
hides out "会议" "of the others either"
is 0 "one" a decide F3 未通过 --stage papers --reason "2026-12-01会议"
is 0 "the ranking then" a rank
says out "^Gold +1 +nobody ranked is left; others may still be ranked$" "does not say of a place that it stays empty"
is 0 "two" z decide F1 F2 通过 --stage papers --reason "2026-12-01会议"
says out "^F1 .*通过.*材料评审" "is told of one"
says out "^F2 .*通过.*材料评审" "and of the other"
is 0 "the ranking" a rank
hides out "others may still" "has everybody"
is 0 "turned round" a decide F3 F1 passed --stage papers --reason 复议
says out "^F3: before, the decision was “not passed”, with the ground: 2026-12-01会议$" "what it replaces is said"
hides out "^F1: before" "where it is another"
is 0 "back" a decide F3 failed --stage papers --reason 再议
is 0 "the record holds" a verify

# Only one stage takes that off.
printf 'applicant,assessor,stage,item,mark\nF1,E3,defence,total,80\nF2,E3,defence,total,80\n' >defence.csv
printf 'applicant,assessor,stage\nF1,E3,defence\nF2,E3,defence\n' >seats.csv
a import assignments seats.csv >/dev/null && a import scores defence.csv >/dev/null
is 0 "without the only one at a stage" a rank --without E3 --format json
says out '^ "left_out": \["defence"\],$' "the stage goes"
is 0 "in words" a rank --without E3
says out "^At these stages no other marks count; without them the stages are left out of every total: Defence\.$" "and it is said"
is 0 "over time" z deduct F1 超时 1 --reason 主持人记录
is 0 "told in the journal" a log F1
says out "Defence +F1 +overtime" "at its stage"

# What was sealed and printed is opened again.
is 0 "papers" a stage papers seal
is 0 "the list meanwhile" a report candidates
says out "^Not final: these stages are not sealed, or were opened again, and what is recorded there may still change: Defence\.$" "is not final"
is 0 "defence" a stage defence seal
is 0 "the list" a report candidates
hides out "Not final" "is final"
is 0 "an objection is looked into" a stage papers open --reason 异议
is 0 "the list" z report candidates
says out "^尚非最终结果：以下阶段尚未封存或已重新开放，所记内容仍可改动：材料评审。$" "is not final any more"
is 0 "the ranking for a program" a rank --format json
says out '^ "not_sealed": \["papers"\][,}]*$' "says so"
is 0 "sealed again" a stage papers seal
is 0 "the ranking" a rank --format json
says out '^ "not_sealed": \[\][,}]*$' "stands"

# A stage on which nothing hangs keeps nothing open.
sed 's#<stage id="papers"#<stage id="self" form="total" max="100" factor="0"><title xml:lang="en">Self</title></stage>&#; s/id="city"/id="selves"/' rules.xml >selves.xml
rm -f award.db* && a init --criteria gbt19580-2012 --rules selves.xml --title 自评 >/dev/null
printf 'applicant,assessor,stage,item,mark\nF1,E1,papers,total,90\nF1,E2,papers,total,80\nF1,E3,defence,total,70\n' >all.csv
printf 'applicant,assessor,stage,item,mark\nF1,E1,self,total,60\n' >own.csv && cut -d, -f1-3 own.csv >seat.csv && cut -d, -f1-3 all.csv >seats.csv
for f in applicants assessors; do a import $f $f.csv >/dev/null 2>&1; done
a import assignments seats.csv >/dev/null && a import scores all.csv >/dev/null
a decide F1 passed --stage papers --reason 会议 >/dev/null && a stage papers seal >/dev/null && a stage defence seal >/dev/null
is 0 "the list before" a report candidates
hides out "Self" "waits for no such stage"
a import assignments seat.csv >/dev/null && a import scores own.csv >/dev/null
is 0 "and after it began" a report candidates --format json
says out '^ "not_sealed": \[\][,}]*$' "nor is it open for one"
a stage defence open --reason 异议 >/dev/null
is 0 "when one that counts is opened" a report candidates --format json
says out '^ "not_sealed": \["defence"\][,}]*$' "that is told alone"

rm -f award.db* && small_award && a import scores scores.csv >/dev/null
is 0 "one stage only" a rank
hides out "Not final" "that was never sealed"
a stage review seal >/dev/null && a stage review open --reason 异议 >/dev/null
is 0 "opened again" a rank
says out "^Not final: these stages are not sealed, or were opened again, .*: Expert review\.$" "is known, too"
is 0 "the record holds" a verify

# The journal's times are those on the wall where it is read.
is 0 "in Beijing" env TZ=Asia/Shanghai "$ACCOLADE" --lang zh log
says out "^序号 +本地时间 +" "says so"
says out "^ +1 +20[0-9-]+ [0-9:]+ \+08:00 +秘书处 +新建" "with the offset"
env TZ=Asia/Shanghai "$ACCOLADE" log --format csv >there
is 0 "for machines" env TZ=UTC "$ACCOLADE" log --format csv
same out there "the same everywhere"
is 0 "in UTC" env TZ=UTC "$ACCOLADE" --lang en log
says out "Time \(UTC\)" "as it is recorded"
is 3 "of an assessor" a log E01
says err "^accolade: log: “E01” is an assessor; what they did is told by accolade log --by E01$" "the way is said"

# Names where a command wants ids, days that are over, and what a notice tells.
is 3 "the name of a firm" a veto 一号 --reason x
says err "^accolade: there is no applicant “一号”; that is the name of “A01”: write the id$" "whose it is"
is 3 "in Chinese" z correct 二号 --name 三号 --reason 更名
says err "“二号”；这是“A02”的名称，此处请写编号$" "likewise"
printf 'assessor,name\nE07,王伟\nE08,王伟\nE09,李白\n' >named.csv && a import assessors named.csv >/dev/null 2>&1
is 3 "the name of two" a recuse A01 王伟 --reason x
says err "there is no assessor “王伟”; that is a name, which several have: write the id$" "is nobody's alone"
is 3 "the name of one" a log --by 李白
says err "“李白”; that is the name of “E09”: write the id$" "is told"
is 3 "an assessor writes the name of one of the own" a --as E01 score 一号 4.1.2 50
says err "that is the name of “A01”: write the id$" "and is told"
is 3 "a firm the name of another" a --as A01 score 二号 4.1.2 50
says err "there is no applicant “二号”" "which is refused"
hides err "A02" "and does not learn who else applies"
is 3 "or of an assessor" a --as A01 history A01 --assessor 李白
hides err "E09" "nor who assesses"
is 0 "a day that is over" a stage review due 2020-02-29
says out "^Expert review: due 2020-02-29$" "is taken"
says err "^accolade: 2020-02-29 is over; if another day was meant, say it again$" "and asked about"
is 0 "another" a stage review due 2999-01-01
hides err "is over" "is not"

# Somebody copies the file alone while it is open elsewhere.
if [ -n "$(command -v sqlite3)" ]; then
  mkfifo hold && { sqlite3 award.db <hold >held & } && exec 9>hold && echo 'SELECT count(*) FROM stage;' >&9
  until [ -s held ]; do :; done
  printf 'applicant,name\nB1,后补\n' >late.csv && a import applicants late.csv >/dev/null
  mkdir stick && cp award.db stick
  exec 9>&-
  wait
  is 0 "the copy" a --db stick/award.db status
  says out "^Applicants +4$" "has what was written"
fi
rm -f award.db*
is 0 "the demonstration's award" demo_award
is 0 "the notice" z report candidates
says out "^公示天数 +7$" "says how long it is up"
says out "^异议天数 +5$" "and for how long objections are taken"
is 0 "for machines" a report candidates --format json
says out '^ "publicity-days": 7,$' "too"
echo "1..$n"
