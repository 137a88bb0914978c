#!/bin/sh
# Nothing that machines are told depends on the order of the rows in the files that were imported.
. "$(dirname "$0")/tap.sh"
# Applicants A01..A16 in two halves whose assessors never meet; E02 and E07 copy a colleague; E03 favours its own sector, E04 A05.
awk 'BEGIN {
  split("4.1.2 4.1.3 4.1.4 4.2.2 4.2.3 4.3.2 4.3.3 4.4.2 4.4.3 4.4.4 4.4.5 4.4.6 4.4.7 4.5.2 4.5.3 4.6.2 4.6.3 4.7.2 4.7.3 4.7.4 4.7.5 4.7.6 4.7.7", item)
  seed = 7
  print "applicant,name,sector" >"applicants.csv"
  print "assessor,sector" >"assessors.csv"
  print "applicant,assessor" >"assignments.csv"
  print "applicant,assessor,item,mark,strength" >"scores.csv"
  for (e = 1; e <= 10; e++) printf "E%02d,%s\n", e, e == 3 ? "optics" : "" >"assessors.csv"
  for (p = 1; p <= 16; p++) {
    printf "A%02d,n,%s\n", p, p % 2 ? "optics" : "tools" >"applicants.csv"
    for (k = 1; k <= 5; k++) {
      e = (p > 8 ? 5 : 0) + k
      if (any(5) == 0) continue
      printf "A%02d,E%02d\n", p, e >"assignments.csv"
      for (i = 1; i <= 23; i++) {
        mark = 15 + 5 * any(11)
        if (k == 2 && last[i] != "" && any(20)) mark = last[i]
        if (e == 3 && p % 2) mark += 20
        if (e == 4 && p == 5) mark += 30
        if (any(6) == 0) mark = ""
        last[i] = mark
        said = i == 4 && any(2) ? "leaders visit the shops every month and answer staff" : ""
        printf "A%02d,E%02d,%s,%s,%s\n", p, e, item[i], mark, said >"scores.csv"
      }
    }
  }
}
function any(n) { seed = (seed * 16807) % 2147483647; return int(seed / 65536) % n }' || exit 1
{
  echo '<?xml version="1.0" encoding="UTF-8"?>'
  echo '<rules id="own-rules" edition="1" status="own"><title xml:lang="en">Own rules</title>'
  echo '<stage id="review" form="items" panel-min="4"><title xml:lang="en">Review</title></stage>'
  for check in spread extreme leniency singled-out home-favour pairs; do
    echo "<check name=\"$check\" set=\"level\" value=\"0\"/>"
  done
  echo "<check name=\"home-favour\" set=\"applicants\" value=\"2\"/><check name=\"home-favour\" set=\"deviations\" value=\"1\"/>"
  echo '</rules>'
} >own.xml
# award FOLDER: imports the files there, and tells what came of it but for the journal
award() {
  rm -f award.db*
  a init --criteria gbt19580-2012 --rules own.xml --title t >/dev/null || return
  for kind in applicants assessors assignments scores; do a import $kind $1/$kind.csv >/dev/null || return; done
  for kind in check rank agreement status "export scores"; do
    case $kind in export*) a $kind ;; *) a $kind --format json ;; esac | sed 's/"journal": {[^}]*}//' >"$1/$kind.txt"
  done
  a stage review close 2>"$1/closing.txt" >/dev/null
}
mkdir rows back
for kind in applicants assessors assignments scores; do
  mv $kind.csv rows
  { head -1 rows/$kind.csv; tail -n +2 rows/$kind.csv | sort -r; } >back/$kind.csv
done
is 0 "an award" award rows
is 0 "the same from the last row to the first" award back
for kind in check rank agreement status "export scores" closing; do same "rows/$kind.txt" "back/$kind.txt" "$kind tells the same"; done
# Of the first half alone, with nothing left blank, agreement has severities to tell, by applicant.
half='^[a-z]|^A0[1-8],.,|^A0[1-8],E0[1-5]|^E0[1-5],'
mkdir half other
for kind in applicants assessors assignments scores; do
  for of in rows:half back:other; do
    grep -E "$half" ${of%:*}/$kind.csv | awk -F, -v OFS=, '$3 ~ /^4/ && $4 == "" { $4 = 50 } 1' >${of#*:}/$kind.csv
  done
done
is 0 "half of it" award half
is 0 "the same half from the last row to the first" award other
same half/agreement.txt other/agreement.txt "agreement tells the same"
cp half/agreement.txt out
says out '"effect_ls": \[-?[0-9]' "and has severities to tell"
cp rows/check.txt out
for check in singled-out same-words home-favour pairs unlinked; do says out "\"check\": \"$check\", \"severity\"" "$check has something to tell"; done
# With what a secretariat does beside: panels without a leader, releases, applicants that nobody is to mark.
acts() { # acts FOLDER: the demonstration's award from the files there, and its status
  rm -f award.db*
  a init --criteria gbt19580-2012 --rules mayor-demo --title t >/dev/null || return
  for kind in applicants assessors assignments scores; do a import $kind $1/$kind.csv >/dev/null || return; done
  for act in 'recuse A03 E01' 'recuse A12 E06' 'return A02 E02' 'return A11 E07' 'release E02' 'release E07'; do
    a $act --reason r >/dev/null || return
  done
  a status --format json | sed 's/"journal": {[^}]*}//' >"$1/status.txt"
  a status >"$1/words.txt"
  a export scores --output "$1/all.csv" 2>"$1/warnings.txt"
}
mkdir forth shuffled
for kind in applicants assessors assignments scores; do
  grep -vE '^A(04|15|23),E' "$here/../demo/$kind.csv" >forth/$kind.csv
  { head -1 forth/$kind.csv; tail -n +2 forth/$kind.csv | sort -r; } >shuffled/$kind.csv
done
is 0 "a whole award" acts forth
is 0 "the same from the last row to the first" acts shuffled
for told in status.txt words.txt all.csv warnings.txt; do same forth/$told shuffled/$told "$told is the same"; done
cp forth/status.txt out
for list in released unassigned leaderless; do says out "\"$list\": \[$" "and has somebody $list"; done
# On whom people have still to decide.
echo '<?xml version="1.0" encoding="UTF-8"?><rules id="gated" edition="1" status="own"><title xml:lang="en">Gated</title><stage id="vote" form="gate"><title xml:lang="en">Vote</title><pass by="decision"/></stage><stage id="site" form="total" max="100"><title xml:lang="en">Site</title></stage></rules>' >gated.xml
for order in r n; do
  rm -f award.db*
  { echo applicant,name; printf 'A1,a\nA2,b\nA3,c\n' | sort -$order; } >few.csv
  is 0 "an award of few" a init --criteria gbt19580-2012 --rules gated.xml --title t
  a import applicants few.csv >/dev/null
  is 0 "its status" a status --format json
  sed -n '/A[123]/p' out >undecided.$order
done
is 0 "everybody is to be decided on" test "$(grep -c vote undecided.n)" = 3
same undecided.n undecided.r "in the order of the ids"
echo "1..$n"
