#!/bin/sh
# What a secretariat in a hurry meets: lists with faults, marks that are not all there, and figures that ask for a word.
. "$(dirname "$0")/tap.sh"

# A ranking made while scorebooks are out says so, to people and to machines.
is 0 "a small award" small_award
grep -v ',E02,' scores.csv >half.csv
is 0 "half of the scorebooks" a import scores half.csv
for kind in ranking candidates; do
  is 0 "the $kind" a report $kind
  says out "^Not final: 3 scorebooks are not submitted yet, and nothing here counts them: .+\.$" "is not final, and by how much"
done
for kind in ranking candidates; do
  is 0 "the $kind for a program" a report $kind --format json
  says out '^ "not_submitted": \[\{"stage": "review", "scorebooks": 3\}\][,}]+$' "is told how many, and where"
done
is 0 "as a table" a rank --format csv
cp out open.csv
hides out "Not final" "has its rows alone"
says err "^accolade: Not final: 3 scorebooks are not submitted yet" "and beside it who made it is told"
is 0 "in a file" "$ACCOLADE" --lang zh rank --output ranking.csv
same ranking.csv open.csv "of the same bytes"
says err "^accolade：?.*尚非最终结果：还有 3 份评分表未提交" "likewise"
is 0 "a comparison" a report comparison A01 A02
says out "^Not final: 3 scorebooks" "neither"
printf 'ranking\n' >said
is 0 "without screens" "$ACCOLADE" --lang en --plain <said
says out "^Not final: 3 scorebooks are not submitted yet" "it is read out first"
is 0 "in Chinese" "$ACCOLADE" --lang zh rank
says out "^尚非最终结果：还有 3 份评分表未提交，这里都未计入：.+。$" "it says so, too"
is 0 "one recused" a recuse A01 E02 --reason 任职
is 0 "one withdrawn" a withdraw A02 --reason 来函
is 0 "the ranking" a rank
says out "^Not final: 1 scorebook is not submitted yet, and nothing here counts it: .+\.$" "waits for those alone that may still come"
is 0 "closed" a stage review close
is 0 "the ranking" a rank
hides out "Not final" "waits for nobody"
is 0 "as a table" a rank --format csv
hides err "Not final" "neither"
is 0 "for a program" a rank --format json
says out '^ "not_submitted": \[\],$' "none is missing"

# What status counts, and what verify does.
is 0 "the status" a status
says out "^Scorebooks submitted +3$" "counts those that count"
is 0 "verify" a verify
says out "^state: 3 scorebooks, all follow from the events$" "every one that is there"
hides out "^state: .* not of the panel" "where all of them count says no more"
is 0 "the panel's other one is recused, too" a recuse A03 E01 --reason 任职
is 0 "the status" a status
says out "^Scorebooks submitted +2$" "counts one less"
is 0 "verify" a verify
says out "^state: 3 scorebooks, all follow from the events$" "does not"
says out "^state: 1 of these does not count, and accolade status leaves it out: its assessor is recused, released or not of the panel$" "and says why"
is 0 "in Chinese" "$ACCOLADE" --lang zh verify
says out "^状态：其中 1 份不计入" "likewise"

# What was submitted before a recusal stays in the export, which says so.
rm -f award.db*
is 0 "a small award" small_award
is 0 "with all scorebooks" a import scores scores.csv
is 0 "exported" a export scores --output all.csv
hides err "does not count" "all count"
is 0 "one recused after all" a recuse A02 E01 --reason 任职
is 0 "exported" a export scores --output all.csv
says all.csv "^review,A02,E01,4.1.2,50," "with the marks that no ranking counts"
says err "^accolade: 1 scorebook is in it that does not count, for its assessor is recused: E01 A02$" "which is told"
is 0 "in Chinese" "$ACCOLADE" --lang zh export scores
says err "其中有 1 份评分表因评审员回避而不计入：E01 A02" "likewise"

# Figures that look as if they contradicted each other: a result above its band, a mean that is not the result.
is 0 "the scoresheet of 60 and 65" a report scoresheet A01
hides out "between two bands" "where all are within their bands"
is 0 "the demonstration's award" demo_award
is 0 "a scoresheet" a report scoresheet A01
says out "^A result that lies between two bands is in the lower one\.$" "of results between bands, which it explains"
is 0 "a matrix" a report matrix A01
says out "^Mean and median are of all these marks; what the rules combine them to is in the scoresheet\.$" "where a mean is not the result"
is 0 "in Chinese" "$ACCOLADE" --lang zh report matrix A01
says out "^平均和中位数按表中全部评分计算" "likewise"

# An item as an input method wrote it.
is 3 "in wide characters" a --as E01 score A14 4．1．3 60
says err "^accolade: stage Review of papers has no item “4．1．3”; did you mean “4.1.3”" "it is asked what was meant"
is 3 "in Chinese" "$ACCOLADE" --lang zh --as E01 score A14 9.9.9 60
says err "“材料评审”阶段没有条款“9.9.9”；accolade packs award gbt19580-2012 列出全部条款" "or where they are listed"

# An assessor who works for an applicant: told when they are assigned to it, and nothing is refused.
rm -f award.db*
printf 'applicant,name\nF1,东江水泵厂\nF2,西江仪表有限公司\nF3,东江水泵厂 \n' >firms.csv
printf 'assessor,organisation\nE1,东江水泵厂 技术部\nE2,市质量协会\nE3,西江仪表\nE4,\n' >people.csv
for f in F1 F2 F3; do for e in E1 E2 E3 E4; do echo "$f,$e"; done; done | sed '1i applicant,assessor' >panel.csv
a init --criteria gbt19580-2012 --rules plain --title 单位 >/dev/null && a import applicants firms.csv >/dev/null 2>&1 && a import assessors people.csv >/dev/null
is 0 "everybody is assigned to everybody" a import assignments panel.csv --dry-run
says err "^accolade: panel.csv:2: the employer of “E1” begins with the name of “F1”; if they work there: accolade recuse F1 E1 --reason TEXT$" "one is asked about"
says err "^accolade: panel.csv:10: the employer of “E1” begins with the name of “F3”" "for each applicant of that name"
is 0 "nobody else is" [ "$(grep -c employer err)" = 2 ]
is 0 "in Chinese" "$ACCOLADE" --lang zh import assignments panel.csv
says err "panel.csv:2: “E1”的单位以“F1”的名称开头；若在该处任职，请用：accolade recuse F1 E1 --reason 理由" "likewise"
says out "新增 12 条" "and all are assigned"

echo "1..$n"
