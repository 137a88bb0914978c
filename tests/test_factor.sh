#!/bin/sh
# Key factors and what the rules want beside marks, from the shell: noted, cited, asked for or insisted on at submission.
. "$(dirname "$0")/tap.sh"

wanting() {
  cat >wanting.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="wanting" edition="1" status="own">
  <title xml:lang="zh">要写清楚</title><title xml:lang="en">To be said</title>
  <combine method="mean" apply-at="item" blank="skip-mark"/>
  <stage id="review" form="items" factor="1" panel-min="1" blind="yes">
    <title xml:lang="zh">评审</title><title xml:lang="en">Review</title>
    <require what="strength" min="1" from-mark="90" missing="refuse"/>
    <require what="ofi" min="1" to-mark="10" missing="refuse"/>
    <require what="reason" min="1" missing="refuse"/>
    <require what="key-factor" min="1" from-mark="70"/>
  </stage>
  <principle is="score"/>
</rules>
XML
  printf 'applicant,name\nA01,一号\nA02,二号\n' >applicants.csv
  printf 'assessor,role\nE01,leader\nE02,assessor\n' >assessors.csv
  printf 'applicant,assessor\nA01,E01\nA01,E02\nA02,E01\n' >assignments.csv
  a packs check wanting.xml >/dev/null && a init --criteria gbt19580-2012 --rules wanting.xml --title 要素 >/dev/null &&
    a import applicants applicants.csv >/dev/null && a import assessors assessors.csv >/dev/null && a import assignments assignments.csv >/dev/null
}
is 0 "an award that wants more than marks" wanting
mkdir packs && cp wanting.xml packs/
is 0 "what it wants" a packs show wanting
says out "^review +opportunities for improvement +1 +10 +not taken" "is shown with its marks"
says out "^review +key factors cited +1 +70 +asked for" "and how strict it is"
is 0 "the secretariat notes a key factor" a factor A01 "出口占七成"
is 0 "an assessor too" a --as E01 factor A01 "新任总经理"
is 0 "and lists them" a --as E01 factor A01
says out "^F1	secretariat		出口占七成" "everybody's"
says out "^F2	E01	review	新任总经理" "and one's own"
is 0 "a colleague lists them" a --as E02 factor A01
hides out "新任总经理" "without those of others"
is 0 "of an applicant one does not assess" a --as E02 factor A02
hides out . "there is nothing to see"
is 4 "nor to note" a --as E02 factor A02 x
is 4 "somebody else's is not taken back" a --as E02 factor A01 --remove 1
is 2 "a number is a number" a --as E01 factor A01 --remove first
is 3 "one that is not there" a --as E01 factor A01 --remove 9
is 2 "one in place of another" a --as E01 factor A01 "新任董事长" --remove 2
says err "goes without a text" "is not half done"
is 0 "and lists them" a --as E01 factor A01
says out "^F2	E01	review	新任总经理" "it stands"
is 3 "without words" a --as E01 factor A01 ""
is 3 "an unknown applicant" a --as E01 factor A09

for mark in "4.1.2 95" "4.1.3 5" "4.1.4 abstained" "4.2.2 70" "4.2.3 50"; do a --as E01 score A01 $mark >/dev/null; done
is 3 "not submitted without them" a --as E01 submit A01
says err "4.1.2: this mark wants 1 strengths; there are 0" "a high mark wants a strength"
says err "4.1.3: this mark wants 1 opportunities for improvement; there are 0" "a low one an opportunity"
says err "4.1.4: this mark wants 1 reasons for abstaining; there are 0" "an abstention a reason"
hides err "4.2.2|4.2.3" "the others nothing that is insisted on"
is 0 "a reason for what is given already" a --as E01 score A01 4.1.4 abstained --reason "曾参与其项目"
is 0 "export" a export comments
says out "A01,E01,4.1.4,reason,曾参与其项目" "is kept"
is 0 "a strength" a --as E01 comment A01 4.1.2 strength "系统、全面" --factor F2
is 0 "an opportunity" a --as E01 comment A01 4.1.3 ofi "没有治理结构" --factor 1 --factor 2
is 0 "submitted then" a --as E01 submit A01
says err "4.2.2: this mark wants 1 key factors cited; there are 0" "what is only asked for is said"
hides err "4.1.2|4.2.3" "and what is there is not"
is 0 "check" a check
says out "E01 marks 1 items from 70 on without the key factors cited the rules want \(1 each\)" "the checks see it too"
is 0 "export" a export comments
says out "A01,E01,4.1.3,ofi,没有治理结构,,,,1 2" "the key factors are in it"
is 4 "no key factor after submission" a --as E01 factor A01 x
is 0 "feedback" a report feedback A01
says out "^F1 出口占七成" "tells the key factors"
says out "系统、全面 \[F2\]" "and what rests on them"
hides out "曾参与其项目" "but no reasons"
is 0 "the scoresheet" a report scoresheet A01
says out "^reason: 曾参与其项目 \(E01\)" "does"
is 0 "verify" a verify

is 0 "the secretariat takes its own back" a factor A01 --remove F1
is 0 "list" a factor A01
hides out "出口占七成" "it is gone from the list"
is 0 "verify" a verify
if command -v sqlite3 >/dev/null; then
  sqlite3 award.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null && cp award.db sane.db
  tamper "other words" "UPDATE factor SET text = 'x' WHERE number = 2" "key factor 2 of “A01” was changed"
  tamper "one put back" "UPDATE factor SET removed = 0 WHERE number = 1" "key factors stand in the record"
  tamper "another citation" "UPDATE comment SET factors = '1' WHERE text = '没有治理结构'" "was changed or added"
fi
