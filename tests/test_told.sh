#!/bin/sh
# Who reads only what the program prints takes nothing for a city's own rule that is not, and learns from a pack by which rules
# figures come about: how sure all this is, rounding, dimensions, few marks, bands.
. "$(dirname "$0")/tap.sh"

printf 'applicant,name\nA01,一号\n' >applicants.csv
printf 'assessor\nE1\n' >one.csv && printf 'applicant,assessor\nA01,E1\n' >one-panel.csv
award() { # CRITERIA RULES ASSESSORS PANEL
  rm -f award.db* && a init --criteria "$1" --rules "$2" --title 说明 >begun && a import applicants applicants.csv >/dev/null &&
    a import assessors "$3" >/dev/null && a import assignments "$4" >/dev/null
}

# How sure it is.
mkdir -p packs && sed 's/status="example"/status="second-hand"/; s/id="gbt19580-2012"/id="heard"/' "$here"/../criteria/packs/gbt19580-2012.xml >packs/heard.xml
is 0 "the list" a packs
says out "^example, not confirmed in all parts: see its note" "says what an example is"
says out "^second-hand, not compared with the original text$" "and what is second-hand"
is 0 "in Chinese" "$ACCOLADE" --lang zh packs
says out "^示例，未全部证实，见其说明；正式使用前须与原文核对$" "likewise"
for pack in caf-2020 baldrige-2009 baldrige-2021 baldrige-2021-edu baldrige-2021-hc edpex-2024; do
  is 0 "$pack" a packs show $pack
  says out "^Status +example, not confirmed" "settings of ours and names unconfirmed make it an example"
done
sed '1s/$/,class/; 2s/$/,service/' applicants.csv >plain.csv && mv plain.csv applicants.csv
is 0 "an award under a demonstration of no city" award gbt19580-2012 mayor-demo one.csv one-panel.csv
hides begun "^mayor-demo:" "has no original to check it with"
is 0 "its notice" a report candidates
says out "^How sure +criteria: example, not confirmed" "warns of its criteria only"
is 0 "an award by what was heard" award heard plain one.csv one-panel.csv
says begun "^heard: second-hand, not compared with the original text$" "says so"
is 0 "its notice" a report candidates
says out "^How sure +criteria: second-hand, not compared" "likewise"
is 0 "rules of a city" a packs show shenzhen-2018
says out "^Status +example, not confirmed" "are told to be an example"
says out "^深市质规〔2018〕1号（网络转载） +feibaos.com/.* +official, or a full copy of it" "a copy is called one"
says out "^Principle +by score, then representation" "with the principle that the text names"
is 0 "rules whose text names none" a packs show guangdong-2021
hides out "^Principle" "assert none"
is 0 "an award under them" award gbt19580-2012 shenzhen-2018 one.csv one-panel.csv
says begun "^gbt19580-2012: example, not confirmed" "says so of the criteria when it begins"
says begun "^shenzhen-2018: example, not confirmed" "and of the rules"
is 0 "its notice" a report candidates
says out "^How sure +criteria and rules: example, not confirmed" "says so, too"
is 0 "in Chinese" "$ACCOLADE" --lang zh rank
says out "^可信度 +准则和规则：示例，未全部证实" "likewise"
says out "^底线：大奖不低于满分的 60%；提名奖不低于满分的 55%；鼓励奖不低于满分的 50%。$" "and what the floors are"
is 0 "machines" a rank --format json
says out '"criteria": \{"id": "gbt19580-2012", .*"status": "example"\}' "read it of the criteria"
says out '"rules": \{"id": "shenzhen-2018", .*"status": "example"\}' "and of the rules"
sed 's/status="example"/status="confirmed"/; s/id="gbt19580-2012"/id="checked"/' "$here"/../criteria/packs/gbt19580-2012.xml >checked.xml
is 0 "an award by what was checked" award ./checked.xml plain one.csv one-panel.csv
hides begun "example" "warns of nothing"
is 0 "its notice" a report candidates
hides out "^How sure" "neither"

# By which rules.
is 0 "criteria that round" a packs show baldrige-2009
says out "^Rounding +points of items: rounded \(half up\) to 1$" "say what, how and to what"
says out "^Bands of points: Process$" "bands of points have a table"
says out "^3 +201 +260$" "with their ends"
is 0 "letters" a packs show jqa-levels
says out "^Bands of points: total$" "are such a table, too"
says out "^AAA +900 +1000$" "to its end"
is 0 "in Chinese" "$ACCOLADE" --lang zh packs show baldrige-2009
says out "^修约 +条款得分：修约（四舍五入）到 1$" "likewise"
is 0 "criteria that do not" a packs show gbt19580-2012
says out "^Rounding +none$" "say so"
says out "^b4 +50 +65 +50%–65% +an effective system, being integrated +systematic for the overall question " "what a band means as a whole stands before its dimensions"
is 0 "criteria of dimensions" a packs show efqm-2020
says out "^Result by “RADAR: Execution” +mean of the dimensions; rounded \(half up\) to 5; never above “Sound”; in each scorebook by itself" "say how they make a result"
says out "^Shares of the parts of 3 +may be set with init --set, each from 5 to 40 percent$" "and whose shares may be set"
says out "^Recognition level +Title +Track +Asks for" "levels are of recognition"
is 0 "in Chinese" "$ACCOLADE" --lang zh packs show efqm-2020
says out "^认可等级 +标题 +专项 +要求" "too"
is 0 "machines" a packs show efqm-2020 --format json
says out '"adjustable-6": "5 40"' "read the limits"
is 0 "criteria of rungs" a packs show caf-2020-classical
says out "^Result by “Enablers, classical” +the full rungs from the bottom up.*; rounded \(half up\) to 1; in each" "say how they are climbed"
says out "^b3 +31 +50 +31–50 +flat trend, or some targets met$" "and what a band means"
hides out "^Rubric enablers " "but nothing of a rubric that no item has"
sed 's/id="gbt19580-2012"/id="wide"/; s/id="pct5" type="percent" legal="[^"]*"/id="pct5" type="level" min="0" max="1000" step="50"/
  s/\(<band [^>]*from="[0-9]*\)\(" to="[0-9]*\)"/\10\20"/; s/\(from="0\)0"/\1"/' "$here"/../criteria/packs/gbt19580-2012.xml >wide.xml
is 0 "a scale of a thousand" a packs show wide.xml
says out "^b2 +100 +250 " "shows a band as it is marked"
is 0 "rules that trim" a packs show mayor-demo
says out "^review .* mean without the 1 highest and the 1 lowest, item by item; fewer than 3: their mean " "say what becomes of few marks"
says out "^Rounding +as the criteria say$" "and that they round nothing of their own"
is 0 "rules whose stages are one figure each" a packs show ezhou-2023
says out "^Rounding +none$" "round nothing, whatever the criteria say"
sed 's/<stage id/<round policy="half-even" at="total" step="0.1"\/><stage id/; s/id="plain"/id="rounds"/' "$here"/../criteria/packs/plain.xml >rounds.xml
is 0 "rules that round" a packs show rounds.xml
says out "^Rounding +the award's total: rounded \(half to even\) to 0\.1$" "say so"
hides out "^Rounding at" "and nothing of a stage that has no rule of its own"
sed 's|</stage>|<round policy="half-up" at="stage" step="0.01"/></stage>|; s/id="rounds"/id="two"/' rounds.xml >two.xml
is 0 "a stage that rounds otherwise" a packs show two.xml
says out "^Rounding at Expert review +figures of stages: rounded \(half up\) to 0\.01$" "says so"
is 0 "a unit of a deduction in Chinese" "$ACCOLADE" --lang zh packs show rizhao-2010
says out "^defence +overtime +答辩超时 +2 +分钟 +2$" "is in Chinese"
is 0 "for machines" a packs show rizhao-2010 --format json
says out '"unit": "minute"' "it is the pack's word"
is 0 "notes in Chinese" "$ACCOLADE" --lang zh packs show jining-2010
says out "公众投票 10 天。个人怎样比较未见，此处不分类别、同列一表；有个人参评时请另开一个评审周期。未见：" "have no blank where a line of the file ends"
# An overlay writes the pack it lies on anew: what is broken over two lines there has no blank there, either.
mkdir -p packs && sed 's|看领导者亲自定方向|看领导者\n      亲自定方向|; s/id="baldrige-2021"/id="under"/' "$here"/../criteria/packs/baldrige-2021.xml >packs/under.xml
sed 's/overlays="baldrige-2021"/overlays="under"/; s/id="baldrige-2021-hc"/id="over"/' "$here"/../criteria/packs/baldrige-2021-hc.xml >packs/over.xml
is 0 "a pack of broken lines" "$ACCOLADE" --lang zh packs show under
says out "看领导者亲自定方向" "reads on"
is 0 "and under an overlay" "$ACCOLADE" --lang zh packs show over
says out "看领导者亲自定方向" "too"
# A tier of one class is in no other's way.
cat >tiers.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="tiers" edition="1" status="own">
  <title xml:lang="zh">分类</title><title xml:lang="en">By class</title>
  <class id="large"><title xml:lang="zh">大</title><title xml:lang="en">Large</title></class>
  <class id="little"><title xml:lang="zh">小</title><title xml:lang="en">Little</title></class>
  <stage id="review" form="items" factor="1"><title xml:lang="zh">评审</title><title xml:lang="en">Review</title></stage>
  <tier id="first"><title xml:lang="zh">一</title><title xml:lang="en">First</title><places class="large"/></tier>
  <tier id="second"><title xml:lang="zh">二</title><title xml:lang="en">Second</title><places class="little"/></tier>
</rules>
XML
is 0 "tiers of two classes" a packs check tiers.xml
sed 's|<places class="large"/>|&<places class="little"/>|' tiers.xml >shadow.xml
is 1 "one that takes all of both" a packs check shadow.xml
says err "the tier “first” before it takes all" "leaves nobody"
# What goes wrong is said in the reader's language, whatever the file's is.
is 3 "a file that cannot be" "$ACCOLADE" --lang zh packs list --format json --output none/list.json
says err "无法写入" "is refused in Chinese"
is 0 "an award" a --db other.db init --criteria gbt19580-2012 --rules plain --title x
is 3 "a pack it does not have" "$ACCOLADE" --lang zh --db other.db packs award nosuch --format json
says err "没有规则包或准则包“nosuch”" "likewise"
for pack in $(a packs list --format csv | tail -n +2 | cut -d, -f2 | tr -d '"'); do
  a packs show $pack --format json >en.json && "$ACCOLADE" --lang zh packs show $pack --format json | cmp -s - en.json || echo $pack
done >differ
is 0 "for machines every pack is the same in both languages" test ! -s differ
echo "1..$n"
