#!/bin/sh
# What was imported of somebody, corrected on the record: who may, what is told, what stands once it is sealed.
. "$(dirname "$0")/tap.sh"

cat >rules.xml <<'R'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="kept" edition="2026" status="own">
  <title xml:lang="zh">留额</title><title xml:lang="en">Kept places</title>
  <combine method="mean"/>
  <class id="firm" kinds="organisation"><title xml:lang="zh">企业</title><title xml:lang="en">Firms</title></class>
  <class id="work" kinds="project team"><title xml:lang="zh">项目</title><title xml:lang="en">Projects</title></class>
  <stage id="site" form="total" max="100" factor="1"><title xml:lang="zh">现场评审</title><title xml:lang="en">Site visit</title><deduction id="late" points="1" unit="minute"><title xml:lang="zh">超时</title><title xml:lang="en">Late</title></deduction></stage>
  <stage id="board" form="gate"><title xml:lang="zh">审议</title><title xml:lang="en">Board</title><pass by="decision"/></stage>
  <tier id="gold"><title xml:lang="zh">金奖</title><title xml:lang="en">Gold</title><places most="2"><reserve places="1" field="sector" value="水务"/></places></tier>
</rules>
R
printf 'applicant,name,class,sector,region\nH1,一号,firm,机械,北山\nH2,二号,firm,机械,北山\nH3,三号,firm,机械,北山\n' >applicants.csv
printf 'assessor,name,role,organisation\nE1,林一苇,assessor,协会\nS1,,supervisor,\n' >assessors.csv
printf 'applicant,assessor\nH1,E1\nH2,E1\nH3,E1\n' >assignments.csv
is 0 "an award that keeps a place for a sector" a init --criteria gbt19580-2012 --rules rules.xml --title 更正
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done
mark=90
for h in H1 H2 H3; do a --as E1 score $h total $mark >/dev/null && a --as E1 submit $h >/dev/null && a decide $h passed --reason 议 >/dev/null; mark=$((mark - 10)); done

is 4 "an assessor corrects nothing" a --as E1 correct H1 --name x --reason y
is 4 "nor a supervisor" a --as S1 correct H1 --name x --reason y
is 4 "nor an applicant itself" a --as H1 correct H1 --name x --reason y
is 2 "a reason is needed" a correct H1 --name x
is 2 "and something to correct" a correct H1 --reason x
says err "an id or role is not, so import that person again under another id" "it says what cannot be, and what to do"
is 2 "a role is not among it" a correct E1 --role leader --reason x
is 3 "nobody by that id" a correct H9 --name x --reason y
says err "there is no applicant or assessor “H9”; did you mean “H1”" "but by another"
is 3 "an applicant is from nowhere" a correct H1 --organisation x --reason y
is 3 "a class that does not take the kind" a correct H1 --class work --kind organisation --reason y
says err "the class “Projects” is not for the kind “organisation”; it takes project team" "it says so"
is 3 "nor without a kind" a correct H1 --class 项目 --reason y
says err "the class “Projects” takes project team, and no kind is given" "it says what to give"
is 3 "nor the kind that the class does not take" a correct H1 --kind 项目 --reason y
a log --format csv >log.csv
hides log.csv "correct" "nothing of it is recorded"

is 0 "both, with a name" a correct H3 --name ' 三号工程　' --class 项目 --kind 项目 --note '原报错类别' --reason '来函 12 号'
says out '^H3: name: “三号” → “三号工程”$' "what changed"
says out '^H3: class: “Firms” → “Projects”$' "in words"
says out '^H3: kind of applicant: “” → “project”$' "of each"
is 0 "once more" a correct H3 --name 三号工程 --class work --reason 又
says out '^H3: it stands so already; nothing is changed$' "nothing is to be done"
is 0 "an assessor" a correct E1 --name 林一葦 --organisation 大学 --reason 误录
is 0 "a name that another has" a correct H1 --name ' 二号' --reason 误
says err '“H1” has the same name as “H2” now; correct it again unless both are meant' "is told"
is 0 "back" a correct H1 --name 一号 --reason 误
hides err "same name" "then nothing is"
is 0 "an assessor's may be an applicant's" a correct E1 --name 林一葦 --reason 又
hides err "same name" "which is nobody's matter"
is 0 "the log" a log
says out "corrected +H3 +name +三号 +三号工程 .*来函 12 号" "who, what, from, to, why"
says out "corrected +H3 +class +Firms +Projects" "the class by its title"
says out "corrected +E1 +employer +协会 +大学 .*误录" "and of the assessor"
hides out "又" "but nothing of what changed nothing"
is 0 "in Chinese" "$ACCOLADE" --lang zh log
says out "更正 +H3 +名称 +三号 +三号工程" "likewise"
says out "更正 +H3 +类别 +企业 +项目" "in its words"
says out "更正 +E1 +单位 +协会 +大学" "of each"
is 0 "machines" a log --format json
says out '"kind": "correct", "stage": "", "applicant": "H3", "assessor": "", "item": "class", "before": "firm", "after": "work", "reason": "来函 12 号"' "read keys"
says out '"kind": "correct", "stage": "", "applicant": "", "assessor": "E1", "item": "name", "before": "林一苇", "after": "林一葦"' "of all"
is 0 "the ranking" a rank
says out "^Projects" "has another class"
says out "H3 +三号工程" "and the name"
hides out "H3 +三号 " "not the old one"
is 0 "the list" a report candidates
says out "三号工程" "likewise"
is 0 "in lines" sh -c 'printf "ranking\nquit\n" | "$ACCOLADE" --lang en --plain'
says out "H3 三号工程" "likewise"
is 0 "verify" a verify

# The place kept for a sector: H2 has it when it is of that sector, and what a seal covers is not moved any more.
is 0 "the sector is what a place is kept for" a correct H2 --sector 水务 --reason 许可证
is 0 "then back" a correct H2 --sector '' --reason 误改
is 0 "verify" a verify
is 0 "the first stage is sealed" a stage site seal
for field in "sector 水务" "class work --kind project" "kind organisation"; do
  set -- $field
  is 4 "then the $1 stands" a correct H1 --"$@" --reason x
  says err "the ranking goes by an applicant's “$1”, which stands once a stage is sealed: stage Site visit is sealed; .*accolade stage" "why, and what to do"
done
is 0 "a name does not" a correct H1 --name 壹号 --region 南江 --reason 更名
is 0 "an assessor's sector neither" a correct E1 --sector 水务 --reason 补录
is 0 "all is sealed" a stage board seal
is 4 "then no name changes" a correct H1 --name 一号 --reason x
says err "every stage is sealed and the ranking stands; open one again, with a reason" "it says so"
is 4 "nor an assessor's" a correct E1 --name x --reason x
is 0 "verify" a verify
is 0 "opened again" a stage board open --reason 更名
is 0 "it does" a correct H1 --name 壹号股份 --reason 更名
is 0 "and sealed" a stage board seal
is 0 "verify" a verify
sqlite3 award.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null; cp award.db sane.db
tamper "the name before" "UPDATE applicant SET name = '一号' WHERE id = 'H1'" "the field “name” of “H1”: it is “一号”, but event [0-9]+ set it to “壹号股份”"
tamper "a name nobody gave" "UPDATE applicant SET name = '二' WHERE id = 'H2'" "rows of event 2 [(]import applicants from applicants.csv[)] were changed"
tamper "another class" "UPDATE applicant SET class = 'firm' WHERE id = 'H3'" "the field “class” of “H3”"
tamper "another employer" "UPDATE assessor SET organisation = '协会' WHERE id = 'E1'" "the field “organisation” of “E1”"
tamper "a correction taken out" "DELETE FROM event WHERE kind = 'correct' AND item = 'region'" "events are missing"

# A line is drawn within a class: whom a correction of the class lets go on, or leaves out, is told.
mkdir line && cd line || exit 1
cat >rules.xml <<'R'
<rules id="line" edition="2026" status="own"><title xml:lang="en">Line</title>
  <class id="firm"><title xml:lang="en">Firms</title></class><class id="shop"><title xml:lang="en">Shops</title></class>
  <stage id="site" form="total" max="100"><title xml:lang="en">Site visit</title><pass by="top" value="1"/></stage>
  <stage id="talk" form="total" max="100"><title xml:lang="en">Talk</title></stage>
</rules>
R
printf 'applicant,name,class\nH1,一号,firm\nH2,二号,firm\nH3,三号,shop\n' >applicants.csv
printf 'assessor\nE1\n' >assessors.csv
printf 'applicant,assessor,item,mark\nH1,E1,total,80\nH2,E1,total,70\nH3,E1,total,60\n' >scores.csv
is 0 "an award with a line" a init --criteria gbt19580-2012 --rules rules.xml --title 线
for what in applicants assessors; do a import $what $what.csv >/dev/null; done
is 0 "marked" a import scores scores.csv --stage site
is 0 "while the stage is open" a correct H2 --class shop --reason 误
hides out "goes on" "the line is not drawn"
is 0 "back" a correct H2 --class firm --reason 误
a stage site close >/dev/null
is 0 "once it is closed" a correct H2 --class shop --reason 误
says out "^H2 goes on after Site visit$" "it is told that the corrected one goes on"
says out "^H3 does not go on after Site visit$" "and who does not any more"
is 0 "a name" a correct H2 --name 贰号 --reason 更名
hides out "go(es)? on" "moves nobody"
is 3 "a name of nothing that is seen" a correct H2 --name "$(printf '\342\200\213')" --reason 更名
says err "the name of “H2” is empty; give one" "is none"

# Where the line is the last stage's, there is nothing to go on to; who is ranked by it changes all the same.
rm -f award.db*
sed '/id="talk"/d' rules.xml >last.xml
is 0 "an award whose last stage draws one" a init --criteria gbt19580-2012 --rules last.xml --title 线
for what in applicants assessors scores; do a import $what $what.csv >/dev/null 2>&1; done
is 0 "while the stage is open" a correct H2 --class shop --reason 误
hides out "pass" "the line is not drawn"
a correct H2 --class firm --reason 误 >/dev/null && a stage site close >/dev/null
is 0 "once it is closed" a correct H2 --class shop --reason 误
says out "^H2 passes Site visit$" "it is told who passes"
says out "^H3 does not pass Site visit$" "and who does not any more"
is 0 "in Chinese" "$ACCOLADE" --lang zh correct H2 --class firm --reason 误
says out "^H3 通过“Site visit”$" "likewise"
cd ..

# A place is kept for a sector: whom a correction of the sector brings it, or takes it from, is told once marking is over.
mkdir place && cd place || exit 1
a init --criteria gbt19580-2012 --rules ../rules.xml --title 留额 >/dev/null
for what in applicants assessors assignments; do a import $what ../$what.csv >/dev/null; done
for h in 1:90 2:80 3:70; do a --as E1 score "H${h%:*}" total "${h#*:}" >/dev/null && a --as E1 submit "H${h%:*}" >/dev/null; done
is 0 "while the stage is open" a correct H3 --sector 水务 --reason 误
hides out "Gold" "places are not told"
a correct H3 --sector 机械 --reason 误 >/dev/null && a stage site close >/dev/null
is 0 "once it is closed" a correct H3 --sector 水务 --reason 误
says out "^H3 gets Gold$" "who gets the kept place is"
is 0 "another sector" a correct H3 --sector 机械 --reason 误
says out "^H3 no longer gets Gold$" "who loses it, too"
is 0 "a note" a correct H3 --note x --reason 误
hides out "Gold" "moves nobody"
is 0 "a deduction" a deduct H1 late 15 --reason 超时
says out "^H1 no longer gets Gold$" "tells it of the one that falls behind"
says out "^H2 gets Gold$" "and of the one it falls behind"
a deduct H1 late 0 --reason 误 >/dev/null
is 0 "a recusal" a recuse H1 E1 --reason 亲属
says out "^H1 no longer gets Gold$" "tells it of the one whose marks stop counting"
says out "^H2 gets Gold$" "and of the next"
for h in H2 H3; do a decide $h passed --reason 7:0 >/dev/null; done
is 0 "a decision" a decide H2 failed --reason 3:4
says out "^H3 gets Gold$" "tells it of others"
hides out "^H2 .*Gold" "and leaves the one to what it says"
echo "1..$n"
