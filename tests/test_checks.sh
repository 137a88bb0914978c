#!/bin/sh
# The checks that look beyond marks, through the program: comments, the journal's times, self-marks, declared rules.
. "$(dirname "$0")/tap.sh"
cat >own.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="own-rules" edition="1" status="own">
  <title xml:lang="en">Own rules</title>
  <stage id="review" form="items"><title xml:lang="en">Review</title><require what="strength" min="1" from-mark="65"/></stage>
  <rule name="results-high" severity="warn">
    <title xml:lang="zh">结果高于过程</title><title xml:lang="en">Results above processes</title>
    <when figure="percent" of="4.7.2" than="4.1.2" is="above" value="10"/>
  </rule>
</rules>
XML
is 0 "rules with a rule of their own are good" a packs check own.xml
small_award >/dev/null
rm -f award.db*
is 0 "an award under them" a init --criteria gbt19580-2012 --rules own.xml --title 试评
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done
sed 's/^A01,E01,4.7.2,60/A01,E01,4.7.2,90/' scores.csv | grep -v '^A03,E01' >some.csv
is 0 "scores" a import scores some.csv
for item in 4.1.2 4.1.3 4.1.4 4.2.2 4.2.3 4.3.2 4.3.3 4.4.2 4.4.3; do a --as E01 score A03 $item 40; a --as A03 score A03 $item 90; done >/dev/null
for item in 4.4.4 4.4.5 4.4.6 4.4.7 4.5.2 4.5.3 4.6.2 4.6.3 4.7.2 4.7.3 4.7.4 4.7.5 4.7.6 4.7.7; do a --as E01 score A03 $item 45; done >/dev/null
a --as E01 comment A03 4.1.2 strength "高层领导每月走访一线，并公开答复员工的提问，承诺可以追溯" >/dev/null
a --as E01 submit A03 >/dev/null
is 0 "the checks" a check --format json
says out '"check": "declared", "severity": "warn".*Results above processes \(4.7.2, percent: 77.5 > 72.5\).*"rule": "results-high", "facts": "percent 4.7.2 77.5 > 72.5"' "the rule asks"
hides out '"check": "declared".*"applicant": "A02"' "only where it holds"
says out '"check": "evidence".*"assessor": "E01"' "a high mark without a strength is asked about"
says out '"check": "speed".*E01 entered 23 marks on A03' "23 marks within seconds are too fast"
says out '"check": "self-gap".*"item": "4.1.2"' "the self-mark stands far above the panel"
says out '"check": "speed", "flags": 1, "looks_for": ".*", "next_step": "Ask ' "machines are told the next step of a check, too"
hides out '"check": "same-words"' "nobody repeated anybody"
a return A03 E01 --reason "to mend a comment" >/dev/null
a --as E01 comment A03 4.1.3 ofi "改进空间的说明" >/dev/null
a return A01 E02 --reason "a comment is missing" >/dev/null
a --as E02 comment A01 4.1.2 strength "高层领导每月走访一线并公开答复员工的提问，承诺可追溯" >/dev/null
is 0 "the checks again" a check --format json
says out '"check": "same-words".*"applicant": "A03"|"check": "same-words".*"applicant": "A01"' "two assessors with the same sentence"
a check --format json >en.json && "$ACCOLADE" --lang zh check --format json >zh.json
same en.json zh.json "flags for machines know no language"
is 0 "a flag about a whole stage is settled like any other" a resolve same-words A03 4.1.2 --reason "one wrote it, the other agreed"
is 0 "the demonstration" demo_award
is 0 "its flags" a check --format json
cp out whole.json
says out '"check": "extreme"' "some of which chance could give"
for threads in 2 3 7; do
  ACCOLADE_THREADS=$threads "$ACCOLADE" check --format json >parts.json
  same whole.json parts.json "are the same in $threads parts side by side"
done
