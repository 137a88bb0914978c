#!/bin/sh
# Words of a command line in Chinese, whatever language answers.
. "$(dirname "$0")/tap.sh"

cat >rules.xml <<'R'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="gated" edition="2026" status="own">
  <title xml:lang="zh">先审资格</title><title xml:lang="en">Screened first</title>
  <combine method="mean"/>
  <stage id="screening" form="gate"><title xml:lang="zh">资格审核</title><title xml:lang="en">Eligibility</title><pass by="decision"/></stage>
  <stage id="site" form="total" max="100" factor="1"><title xml:lang="zh">现场评审</title><title xml:lang="en">Site visit</title></stage>
</rules>
R
printf 'applicant,name\nH1,一号\nH2,二号\n' >applicants.csv
printf 'assessor,role\nE1,assessor\n' >assessors.csv
printf 'applicant,assessor,stage\nH1,E1,site\nH2,E1,site\n' >assignments.csv
for lang in en zh; do
  rm -f award.db*
  word() { "$ACCOLADE" --lang $lang "$@"; }
  is 0 "an award" word init --criteria gbt19580-2012 --rules rules.xml --title 词
  is 0 "$lang: applicants" word import 申报组织 applicants.csv
  is 0 "assessors" word import 评审员 assessors.csv
  is 0 "assignments" word import 分派 assignments.csv
  is 0 "decided for" word decide H1 通过 --reason 齐全
  is 0 "and against" word decide H2 未通过 --stage 资格审核 --reason 成立不足三年
  is 0 "which stands" word rank --format json
  says out '"applicant": "H2", .*"cause": "not-passed"' "as recorded"
  is 2 "another word" word decide H1 也许 --reason x
  says err "passed.*failed" "is answered with those there are"
  printf '编号,评审员,条款,得分率\nH1,E1,总分,80\n' >scores.csv
  is 0 "scores" word import 得分 scores.csv --stage site --dry-run
  sed 's/总分/4.1.2/' scores.csv >other.csv
  is 3 "of another item" word import scores other.csv --stage site
  says err "4\.1\.2”.*“total”" "the right one is named"
  is 0 "declared" word --as E1 declare H1 无利益冲突
  is 3 "an item of the criteria, where a stage is one figure" word --as E1 score H1 4.1.2 80 --stage site
  says err "(its item is called|条款写作) total" "says which there is"
  is 0 "told of the rules" word packs show rules.xml
  says out "(the item is called|条款写作) total" "likewise"
  is 0 "and of the command" word score --help
  says out "(ITEM is|条款写作) total" "likewise"
  is 0 "scored" word --as E1 score H1 总分 75 --stage site
  for mark in 弃权:abstained 空白:blank; do
    is 0 "${mark%:*}" word --as E1 score H1 total ${mark%:*} --stage site
    word log --format csv >out
    says out ",mark,site,H1,E1,total,[^,]*,${mark#*:}," "is ${mark#*:}"
  done
  is 0 "again" word --as E1 score H1 total 80 --stage site
  is 0 "a strength" word --as E1 comment H1 total 优势 有标杆 --stage site
  is 0 "a text that is such a word" word --as E1 comment H1 total 改进空间 优势 --stage site
  is 0 "exported" word export 评语
  says out ",ofi,优势" "stays as it is"
  is 0 "submitted" word --as E1 submit H1 --stage site
  is 0 "a report" word report 得分明细 H1
  cp out chinese.txt
  is 0 "by its other name" word report scoresheet H1
  same out chinese.txt "is the same"
  is 0 "what is public" word report 公示名单
  is 2 "one that there is not" word report 名册
  says err "ranking, candidates,|现有 排名、候选名单、" "is answered with those there are"
  is 0 "a deadline" word stage 现场评审 截止 2026-06-30
  is 0 "none" word stage 现场评审 截止 无
  is 0 "closed" word stage 现场评审 关闭
  is 0 "listed" word stage --format csv
  says out "^site,closed," "it is"
  is 0 "sealed" word stage 现场评审 封存
  is 0 "verify" word verify
  is 0 "help" word decide --help
  says out "passed 通过(, |、)failed 未通过" "tells both"
done

echo "1..$n"
