#!/bin/sh
# Every sentence has its Chinese: the catalogue is whole, not fuzzy, its formats agree; and what the program says in
# Chinese (help, reports, packs, errors) keeps no English sentence: no three English words stand side by side.
n=0
say() { n=$((n + 1)); [ "$1" = 0 ] && echo "ok $n - $2" || echo "not ok $n - $2"; }
pot=$(mktemp) && work=$(mktemp -d) || exit 1
trap 'rm -rf "$pot" "$work"' EXIT
po/update "$pot" || exit 1
msgfmt --check -o /dev/null po/zh_CN.po
say $? "formats of the Chinese catalogue agree"
msgcmp --use-untranslated po/zh_CN.po "$pot" 2>/dev/null && msgcmp po/zh_CN.po "$pot"
say $? "every sentence is translated"
[ -z "$(msgattrib --only-fuzzy po/zh_CN.po)" ]
say $? "nothing is fuzzy"

# english FILE: prints lines in which three words of English stand side by side; commands quoted whole, usage of
# choices (a|b), file names and option names are none.
english() {
  sed -E -e 's/accolade( +[^ ，。；：、）（“”]+)*//g' -e 's/<(style|script)[^>]*>.*<\/(style|script)>//g; s/<[^>]*>/ . /g' \
    -e 's/(--)?[A-Za-z0-9_.-]*[|=.:\/_][A-Za-z0-9_.|=:\/_-]*/./g' -e 's/--[a-z-]+//g' -e 's/"[^"]*"/./g' "$1" |
    grep -nE "(^|[^A-Za-z'])[A-Za-z][a-z']+,? +[A-Za-z]?[a-z']+,? +[A-Za-z]?[a-z']+([^A-Za-z'-]|$)"
}
hanzi=$(printf '[\344-\351][\200-\277]') # the bytes a Chinese character begins with
zh() { (cd "$work" && "$ACCOLADE" --lang zh "$@"); }
# chinese NAME COMMAND...: its output (and errors) hold Chinese and no English sentence.
chinese() {
  name=$1; shift
  zh "$@" >"$work/out" 2>&1
  found=$(english "$work/out")
  [ -z "$found" ] && LC_ALL=C grep -q "$hanzi" "$work/out"
  say $? "$name in Chinese"
  [ -z "$found" ] || printf '%s\n' "$found" | sed 's/^/# /' | head -5
}
echo "The quick brown fox" >"$work/probe"
[ -n "$(english "$work/probe")" ]
say $? "an English sentence is found when there is one"

chinese "help" help
for command in $("$ACCOLADE" --lang en help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  chinese "$command --help" "$command" --help
done

demo=$PWD/demo
zh init --criteria gbt19580-2012 --rules mayor-demo --title 词句检查 >/dev/null &&
  zh import applicants "$demo/applicants.csv" >/dev/null && zh import assessors "$demo/assessors.csv" >/dev/null &&
  zh import assignments "$demo/assignments.csv" >/dev/null && zh recuse A03 E03 --reason 曾任顾问 >/dev/null &&
  zh import scores "$demo/scores.csv" >/dev/null
say $? "an award to report on"
kinds=$(cd "$work" && "$ACCOLADE" --lang en report nothing 2>&1 | sed 's/.*there are //; s/,//g')
[ "$kinds" != "${kinds#ranking candidates}" ]
say $? "the kinds of report are known"
# about KIND: the applicants it is about, none, one or two.
about() {
  for ids in "" A02 "A02 A16"; do zh report "$1" $ids >/dev/null 2>&1 && echo "$ids" && return; done
}
for kind in $kinds; do
  for format in text markdown html; do
    applicant=$(about "$kind")
    chinese "report $kind $applicant as $format" report "$kind" --format "$format" $applicant
    grep -q 词句检查 "$work/out"
    say $? "report $kind $applicant as $format is about the award"
  done
done
# same COMMAND...: machine formats are the same bytes in either language.
same() {
  for format in csv json; do
    zh "$@" --format $format >"$work/zh" && (cd "$work" && "$ACCOLADE" --lang en "$@" --format $format) >"$work/en" &&
      [ -s "$work/zh" ] && cmp -s "$work/zh" "$work/en"
    say $? "$* as $format does not depend on the language"
  done
}
for kind in $kinds; do same report "$kind" $(about "$kind"); done
for command in status check log rank agreement; do same "$command"; done
chinese "status" status
chinese "log" log
chinese "stage" stage
chinese "verify" verify
chinese "packs" packs
for pack in $("$ACCOLADE" packs list --format csv | tr -d '\r' | awk -F, 'NR > 1 { print $2 }'); do
  "$ACCOLADE" --lang zh packs show "$pack" >"$work/out" 2>&1
  grep -qE '(状态|来源)' "$work/out"
  say $? "packs show $pack in Chinese"
done

# Errors: what is wrong and what to do, in Chinese. Words after | are one command line each.
while read -r line; do
  chinese "error: $line" $line
done <<LINES
frob
score
score A01 4.1.2 60
--as E01 score A01 4.1.2 60
--as E01 score A01 9.9 60
--as E01 score A01 4.1.2 61
--as E01 rank
--as E03 score A03 4.1.2 60
--as ZZ status
return A01 E01
return A01 E99 --reason x
recuse A03 E03 --reason x
comment A01 4.1.2 bad x
submit A01
report foo
report scoresheet
report scoresheet A01 A02
report comparison A01
report comparison A01 A01
report comparison A01 A99
report ranking --format foo
report ranking --output /nonexistent/x.html
import frob x
import scores nofile.csv
import applicants $demo/applicants.csv
import applicants $demo/scores.csv
init
init --criteria x --rules plain --title T
init --criteria gbt19580-2012 --rules x --title T
init --criteria plain --rules plain --title T
init --criteria gbt19580-2012 --rules plain --title T
deduct A01 overtime 3 --reason x
decide A01 maybe
correct
correct A01 --name x
correct A01 --reason x
correct A99 --name x --reason x
correct A01 --kind x --reason x
correct A01 --class x --reason x
correct A01 --organisation x --reason x
correct E01 --class x --reason x
decide A01 passed --stage review --reason x
stage review foo
stage review open
verify --anchor 12
verify --anchor 1234567890123456
packs show foo
packs check $demo/scores.csv
export frob
agree A02 4.2.2
agree A02 4.2.2 61
agree A02 4.2.2 60
agree A02 4.2.2 60 --reason-code foo --reason x
--as E02 agree A02 4.2.2 60
merge 9999
merge x
resolve foo A02 --reason x
resolve spread A02 --reason x
agreement --matrix nofile
agreement --stage review --panel x
uncomment x
--as E01 undo A02
--db nothere.db status
--db $demo status
--db $demo/scores.csv status
LINES
