#!/bin/sh
# What the record keeps says something and is text: empty words, spaces and bytes of no encoding are refused, and nothing is
# half done.
. "$(dirname "$0")/tap.sh"
small_award && a import scores scores.csv >/dev/null
bytes=$(printf 'a\377b')
wide=$(printf '\343\200\200\342\200\213 \n')
a log --format json >before.json

# silent COMMAND...: refused for a reason of nothing, of spaces, and of spaces wide and of no width
silent() {
  for nothing in "" "   " "$wide"; do
    is 2 "$1 for “$nothing”" a "$@" --reason "$nothing"
    says err "^accolade: $1: --reason TEXT is needed" "a reason is asked for"
  done
}
silent recuse A02 E02
silent return A01 E01
silent veto A01
silent withdraw A01
silent resolve spread A01 4.1.2
silent deputy A01 E02
is 2 "a conflict declared for spaces" a --as E02 declare A02 conflict --reason "  "
says err "^accolade: declare: --reason TEXT is needed" "a reason is asked for"
is 3 "a title of spaces" a --db other.db init --criteria gbt19580-2012 --rules plain --title " "
says err "must be one line of text" "a title is asked for"
is 3 "a key factor of spaces" a factor A01 "$wide"
says err "A01: the key factor has no text" "a text is asked for"
for option in "veto A01" "withdraw A01" "recuse A02 E02" "stage review close" "return A01 E01"; do
  is 2 "$option for bytes" a $option --reason "$bytes"
  says err "“a.*b” is not UTF-8 text" "the bytes are named"
done
for option in "veto A01" "withdraw A01" "recuse A02 E02" "stage review close" "return A01 E01"; do
  is 2 "$option for what moves a cursor" a $option --reason "a$(printf '\033[2J')b"
  says err "“a.\[2Jb” holds a control character" "is refused"
  hides err "$(printf '\033')" "and not done in saying so"
done
is 2 "a key factor of bytes" a factor A01 "$bytes"
says err "“a.*b” is not UTF-8 text" "the bytes are named"
is 2 "an applicant of bytes" a veto "$bytes" --reason x
is 3 "a file's name may be bytes" a import applicants "$bytes"
a log --format json >after.json
same before.json after.json "nothing of all this is in the journal"

is 0 "a scorebook is returned" a return A01 E01 --reason "漏评"
for nothing in "" "  " "$wide"; do
  is 3 "a comment of “$nothing”" a --as E01 comment A01 4.1.2 strength "$nothing"
  says err "4.1.2: the comment has no text" "a text is asked for"
done
is 2 "a comment of bytes" a --as E01 comment A01 4.1.2 strength "$bytes"
says err "“a.*b” is not UTF-8 text" "the bytes are named, and not taken for nothing"
is 2 "a comment that moves a cursor" a --as E01 comment A01 4.1.2 strength "$(printf 'a\302\2332Jb')"
says err "holds a control character" "is refused"
is 3 "a mark of nothing" a --as E01 score A01 4.1.2 ""
says err "4.1.2: “” is not a mark; it takes 0, 5, 10 ... 100, or blank" "the legal ones are named"
a --as E01 history A01 4.1.2 --format csv >history.csv
hides history.csv "blank" "the mark given before stands"
is 0 "a mark as a spreadsheet writes it" a --as E01 score A01 4.1.2 "55.0%"
says out "^A01 4.1.2 55$" "is told as the record has it"

is 3 "a veto that is not there is not lifted" a veto A02 --lift --reason "appeal upheld"
says err "“A02” is not vetoed; nothing is lifted" "it says so"
is 0 "a veto" a veto A02 --reason "accident of 2025-03-11"
is 3 "twice for the same fact" a veto A02 --reason "accident of 2025-03-11"
says err "“A02” is vetoed for this fact already" "it says so"
is 0 "for another fact" a veto A02 --reason "accident of 2025-04-12"
is 0 "lifted" a veto A02 --lift --reason "appeal upheld"
is 0 "the record is whole" a verify
echo "1..$n"
