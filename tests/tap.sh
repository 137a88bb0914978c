# tap.sh: what the shell tests share. Each test runs in a folder of its own; $ACCOLADE is the program.
n=0
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset ACCOLADE_DB ACCOLADE_PACKS
a() { "$ACCOLADE" --lang en "$@"; }
# is CODE WHAT COMMAND...: runs it, keeps its words in out and err, and wants that exit code
is() {
  want=$1 what=$2
  shift 2
  "$@" >out 2>err
  code=$?
  n=$((n + 1))
  if [ "$code" = "$want" ]; then echo "ok $n - $what"; else
    echo "not ok $n - $what: exit $code, wanted $want"
    sed 's/^/#   /' out err | head -8
  fi
}
# says FILE PATTERN WHAT: the words kept in FILE (out or err) have the pattern
says() {
  n=$((n + 1))
  if grep -qE -e "$2" "$1"; then echo "ok $n - $3"; else
    echo "not ok $n - $3: no “$2” in $1:"
    sed 's/^/#   /' "$1" | head -8
  fi
}
hides() {
  n=$((n + 1))
  if grep -qE -e "$2" "$1"; then echo "not ok $n - $3: “$2” is in $1"; else echo "ok $n - $3"; fi
}
same() {
  n=$((n + 1))
  if cmp -s "$1" "$2"; then echo "ok $n - $3"; else echo "not ok $n - $3: $1 and $2 differ"; fi
}
# tamper WHAT SQL FAULT: on a copy of sane.db as award.db verify finds what the SQL changed, and names it
tamper() {
  cp sane.db award.db && rm -f award.db-wal award.db-shm
  sqlite3 award.db "$2" && is 1 "verify finds $1" a verify
  says err "$3" "and names it"
}
# A small award under the plain rules: A01..A03 by E01, E02; A02 and A03 equal.
small_award() {
  printf 'applicant,name\nA01,一号\nA02,二号\nA03,三号\n' >applicants.csv
  printf 'assessor,role\nE01,leader\nE02,assessor\nE03,assessor\n' >assessors.csv
  printf 'applicant,assessor\nA01,E01\nA01,E02\nA02,E01\nA02,E02\nA03,E01\nA03,E02\n' >assignments.csv
  items="4.1.2 4.1.3 4.1.4 4.2.2 4.2.3 4.3.2 4.3.3 4.4.2 4.4.3 4.4.4 4.4.5 4.4.6 4.4.7 4.5.2 4.5.3 4.6.2 4.6.3 4.7.2 4.7.3 4.7.4 4.7.5 4.7.6 4.7.7"
  { echo applicant,assessor,item,mark
    for i in $items; do echo "A01,E01,$i,60"; echo "A01,E02,$i,65"; echo "A02,E01,$i,50"; echo "A02,E02,$i,50"; echo "A03,E01,$i,45"; echo "A03,E02,$i,55"; done; } >scores.csv
  a init --criteria gbt19580-2012 --rules plain --title 试评 >/dev/null && a import applicants applicants.csv >/dev/null &&
    a import assessors assessors.csv >/dev/null && a import assignments assignments.csv >/dev/null
}
# The demonstration's award under its rules.
demo_award() {
  cp "$here"/../demo/*.csv . && rm -f award.db* && a init --criteria gbt19580-2012 --rules mayor-demo --title t &&
    a import applicants applicants.csv && a import assessors assessors.csv && a import assignments assignments.csv &&
    a import scores scores.csv
}
