#!/bin/sh
# Items that do not apply: with a reason, within the share the criteria allow, and their points re-spread as declared; abstaining beside it.
. "$(dirname "$0")/tap.sh"

# Leadership's three items have 50, 30 and 30 of 1000 points, strategy's two 40 and 50.
leaving() {
  sed "s|<not-applicable allow=\"none\"/>|<not-applicable allow=\"items\" effect=\"$1\" reason=\"required\" max-share=\"10\"/>|; s|id=\"gbt19580-2012\"|id=\"own\"|" \
    "$here"/../criteria/packs/gbt19580-2012.xml >own.xml
  rm -f award.db
  printf 'applicant,name\nA01,一号\n' >applicants.csv
  printf 'assessor,role\nE01,leader\nE02,assessor\n' >assessors.csv
  printf 'applicant,assessor\nA01,E01\nA01,E02\n' >assignments.csv
  a init --criteria own.xml --rules plain --title 不适用 >/dev/null && a import applicants applicants.csv >/dev/null &&
    a import assessors assessors.csv >/dev/null && a import assignments assignments.csv >/dev/null
}
is 0 "an award where items may not apply" leaving redistribute
is 0 "the criteria" a packs show own.xml
says out "Not applicable +23 items, points go to the items beside; with a reason; at most 10 percent" "say how"
is 0 "other criteria" a packs show gbt19580-2012
says out "Not applicable +no item" "say that none may"
is 3 "a reason is needed" a --as E01 score A01 4.1.2 not-applicable
is 0 "with one" a --as E01 score A01 4.1.2 not-applicable --reason "无此业务"
is 0 "a second: 90 of 1000 points" a --as E01 score A01 4.2.2 not-applicable --reason "集团统一制定"
is 3 "a third would be 120" a --as E01 score A01 4.1.3 not-applicable --reason x
says err "4.1.3: with this one 12.00 percent of the points would not apply; the criteria allow 10" "it says so"
is 0 "one taken back" a --as E01 score A01 4.2.2 60
is 0 "just what is allowed, 100 points" a --as E01 score A01 4.2.3 not-applicable --reason x
is 0 "taken back, too" a --as E01 undo A01
is 0 "the third then" a --as E01 score A01 4.1.3 not-applicable --reason "无治理机构"
is 3 "one restored that would be a third" a --as E01 history A01 4.2.2 --restore 6
says err "4.2.2: with this one 12.00 percent of the points would not apply; the criteria allow 10" "is refused likewise"
is 0 "all restored as it was" a --as E01 history A01 --restore 6
is 0 "which allowed it" a --as E01 history A01 --restore 10
is 0 "abstained" a --as E01 score A01 4.2.3 abstained --reason "本人参与过"
is 0 "a mark" a --as E01 score A01 4.1.4 60
printf 'open A01 review\nlist\nitem 4.1.2\nquit\n' >said
is 0 "as lines" a --as E01 --plain <said
says out "2 of 23 marked, total so far .*\. 3 are abstained or n/a\." "only marks are counted, the others beside"
says out "4.1.2: n/a, its points go to the items beside it" "what follows is said"
is 0 "submitted" a --as E01 submit A01
is 0 "the scoresheet" a report scoresheet A01
says out "^4.1.2 .*not applicable, its points go to the items beside it" "where the points went"
says out "^4.1.4 .* 110 .*with 80 points of items that do not apply" "and where they came"
says out "^4.2.3 .*no mark; 1 abstained" "an abstention is no mark"
says out "无此业务" "with the reason"
says out "本人参与过" "and that of the abstention"
is 0 "in Chinese" "$ACCOLADE" --lang zh report scoresheet A01
says out "^4.1.2 .*不适用，分值转入同级条款" "too"
is 0 "the matrix" a report matrix A01
says out "^4.1.2 .*n/a" "n/a is no number"
says out "^4.2.3 .*abstained" "nor is an abstention"

printf 'applicant,assessor,item,mark,state,reason\nA01,E02,4.1.2,,not-applicable,a\nA01,E02,4.2.2,,not-applicable,b\nA01,E02,4.1.3,,not-applicable,c\n' >scores.csv
is 3 "nor may a file" a import scores scores.csv
says err "scores.csv:4: 4.1.3: with this one 12.00 percent of the points would not apply; the criteria allow 10" "it names the line"
sed -i '$d' scores.csv
is 0 "less" a import scores scores.csv
is 0 "verify" a verify
is 0 "agreed" a agree A01 4.1.2 not-applicable
is 0 "and another" a agree A01 4.2.2 not-applicable --reason-code scope --reason "集团统一制定"
is 3 "a panel agrees on no more either" a agree A01 4.1.3 not-applicable --reason-code scope --reason x
says err "4.1.3: with this one 12.00 percent" "it says so"
is 0 "one withdrawn" a agree A01 4.2.2 --withdraw --reason "再议"
is 0 "the other then" a agree A01 4.1.3 not-applicable --reason-code scope --reason x
is 0 "verify" a verify

is 0 "where they shrink the whole" leaving shrink
is 0 "not applicable" a --as E01 score A01 4.1.2 not-applicable --reason x
is 0 "submitted" a --as E01 submit A01
is 0 "the scoresheet" a report scoresheet A01
says out "of 950 points" "50 points less"
says out "^4.1.2 .*not applicable, its points leave the maximum" "it says why"
hides out "points of items that do not apply" "nobody gets them"
is 0 "where they are zero" leaving zero
is 0 "not applicable" a --as E01 score A01 4.1.2 not-applicable --reason x
is 0 "submitted" a --as E01 submit A01
is 0 "the scoresheet" a report scoresheet A01
says out "^4.1.2 .*not applicable, counts as zero" "it says so"
echo "1..$n"
