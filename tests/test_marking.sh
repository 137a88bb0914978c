#!/bin/sh
# What an assessor does from the shell between the first mark and submission: versions, undo, redo, other words.
. "$(dirname "$0")/tap.sh"
e() { a --as E01 "$@"; }

is 0 "a small award" small_award
is 0 "a matrix before anything is handed in" a report matrix A01
says out "^No scorebook is submitted yet" "says so"
hides out "median" "and explains no sign that is not there"
is 3 "nothing to undo at first" e undo A01
says err "nothing to undo on .A01." "it says so"
is 3 "nothing to redo at first" e redo A01
is 0 "a mark" e score A01 4.1.2 60
is 0 "another" e score A01 4.1.2 70
is 0 "and one elsewhere" e score A01 4.1.3 50
is 0 "undo" e undo A01
says out "^A01 4.1.3 blank \(50\)" "the last is taken back first"
is 0 "undo again" e undo A01 --stage review
says out "^A01 4.1.2 60 \(70\)" "then the one before"
is 0 "redo" e redo A01
says out "^A01 4.1.2 70 \(60\)" "it is made again"
is 0 "the journal" e log
says out "undo" "keeps the undo"
says out "redo" "and the redo"
is 0 "the record is whole" a verify
is 4 "the secretariat has nothing to undo" a undo A01
is 4 "another assessor neither" a --as E03 undo A01
is 3 "nor on an applicant that is not there" e undo A99
is 2 "undo wants an applicant" e undo
is 2 "and only one" e undo A01 A02

is 0 "a mark on a scorebook as read" e score A02 4.1.2 55 --version 0
is 3 "the same version again is stale" e score A02 4.1.2 75 --version 0
says err "changed in the meantime" "it says so"
is 0 "the version it has now" e score A02 4.1.2 75 --version 1
is 0 "a mark as an input method writes it" e score A02 4.1.2 ８５
is 0 "undo" e undo A02
says out "^A02 4.1.2 75 \(85\)" "it is the mark that was meant"
is 3 "words are none" e score A02 4.1.2 八十五
is 2 "a version is a whole number" e score A02 4.1.2 75 --version one
says err "whole number" "it says so"
is 2 "and not negative" e score A02 4.1.2 75 --version -1

is 0 "a comment" e comment A01 4.1.2 strength "高层常到现场"
is 0 "the journal numbers it" e log
says out "1 strength: 高层常到现场" "as 1"
is 0 "in other words" e comment A01 4.1.2 strength --replace 1 "高层每周到现场"
is 0 "the journal" e log
says out "2 strength: 高层每周到现场" "has the new"
is 3 "the old one is gone" e comment A01 4.1.2 strength --replace 1 "再改"
is 4 "somebody else's cannot be replaced" a --as E02 comment A01 4.1.2 ofi --replace 2 "不同意"
is 4 "nor taken back" a --as E02 uncomment 2
is 2 "a number is a number" e uncomment two
is 2 "and above zero" e uncomment 0
is 0 "taken back" e uncomment 2
says out "comment 2 is taken back" "it says so"
is 3 "once" e uncomment 2
is 0 "the record is whole" a verify

is 0 "submit" e submit A01
is 4 "nothing is undone after that" e undo A01
is 0 "returned" a return A01 E01 --reason "补充"
is 3 "nor what was before" e undo A01
is 0 "a mark" e score A01 4.1.2 90
is 0 "but what came after" e undo A01
says out "^A01 4.1.2 70 \(90\)" "is"

is 0 "a stage is closed while work is out" a stage review close
says err "^accolade: Expert review: 6 scorebooks are not submitted and do not count; accolade status names them" "how much is said"
is 0 "opened again" a stage review open --reason 补评
hides err . "without a word"
is 0 "one is handed in" e submit A01
is 0 "the matrix" a report matrix A01
says out "the panel's median" "explains its sign"
hides out "No scorebook" "and has marks"
is 0 "sealed" a stage review seal
says err "^accolade: Expert review: 5 scorebooks are not submitted" "what is owed is said"

mkdir dimensions && cd dimensions || exit 1
printf 'applicant,name\nOURS,本局\n' >ours.csv
a init --criteria caf-2020 --rules plain --title 维度 >/dev/null && a import applicants ours.csv >/dev/null
is 3 "an item that has dimensions" a --as OURS score OURS 1.1 60
says err "item 1.1 is marked per dimension; say 1.1/P, or another of its 4" "its first is named"
is 3 "a dimension that it has not" a --as OURS score OURS 1.1/plan 60
says err "item 1.1 is marked per dimension; say 1.1/P" "too"
is 3 "an item that is not there" a --as OURS score OURS 11.1/P 60
says err "no item “11.1/P”" "is said to be none"
is 0 "one that it has" a --as OURS score OURS 1.1/P 60

mkdir ../ranges && cd ../ranges || exit 1
cat >own.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<criteria id="own" edition="1" revision="1" status="example">
  <title xml:lang="en">Ranges</title><note xml:lang="en">for tests</note>
  <scale id="pct" type="percent" min="0" max="100" step="5"/>
  <rubric id="r" scale="pct" combine="mean" range="yes"><title xml:lang="en">Guide</title></rubric>
  <aggregate method="sum"/><not-applicable allow="none"/>
  <node code="1" points="100"><title xml:lang="en">Part</title>
    <item code="1.1" points="60" rubric="r"><title xml:lang="en">Item</title></item>
    <item code="1.2" points="40" rubric="r"><title xml:lang="en">Item</title></item></node>
</criteria>
XML
printf 'applicant,name\nOURS,本公司\n' >ours.csv
is 0 "an award where items are marked from a low to a high end" a init --criteria own.xml --rules plain --title 区间
a import applicants ours.csv >/dev/null
# end ITEM/END MARK CODE: that end is given, taken or not
end() { is "$3" "$1 $2" a --as OURS score OURS "$1" "$2"; }
end 1.1/low 60 0
end 1.1/high 55 3
says err "1.1: the low end of the range is above the high end" "upside down"
end 1.1/high 60 0
end 1.1/low 65 3
end 1.1/high 70 0
end 1.1/low 65 0
end 1.2/high 40 0
end 1.2/low 45 3
end 1.2/low abstained 0
end 1.1/high blank 0
end 1.1/low 95 0
is 0 "the events" a --as OURS history OURS 1.1 --format csv
says out "^5,.*,mark,1.1/high,60,70," "number them"
is 3 "an end restored on the wrong side of the other" a --as OURS history OURS 1.1/high --restore 5
says err "1.1: the low end of the range is above the high end" "is refused likewise"
is 0 "all of it is proved" a verify
echo "1..$n"
