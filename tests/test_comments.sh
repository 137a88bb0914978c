#!/bin/sh
# Comments and where their evidence is: noted, put in other words, undone, imported, exported, told to the applicant, proved.
. "$(dirname "$0")/tap.sh"

is 0 "an award" small_award
printf abc >走访记录.pdf
is 0 "a strength with its place" a --as E01 comment A01 4.1.2 strength "每周到现场" --evidence "报告 p.12"
is 0 "an improvement with a file" a --as E01 comment A01 4.1.2 ofi "没有代理人" --file 走访记录.pdf
is 3 "a file that is not there" a --as E01 comment A01 4.1.2 ofi x --file none.pdf
says err "no such file" "it says so"
is 3 "a folder" a --as E01 comment A01 4.1.2 ofi x --file .
says err "not a file" "it says so"
is 3 "a place of two lines" a --as E01 comment A01 4.1.2 ofi x --evidence "p.1
p.2"
is 3 "a place that is too long" a --as E01 comment A01 4.1.2 ofi x --evidence "$(printf '%0600d' 1)"
says err "at most 500 bytes" "it says how long it may be"
is 0 "log" a log --format csv
says out '1 strength: 每周到现场,报告 p.12,' "the journal has the place"
says out '^走访记录.pdf' "and the file"
says out '^ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' "and its hash"
is 0 "in other words" a --as E01 comment A01 4.1.2 strength "每周到现场并答复" --replace 1
is 0 "export" a export comments
says out '^.?stage,applicant,assessor,item,kind,text,evidence,file,sha256' "the columns"
says out 'review,A01,E01,4.1.2,strength,每周到现场并答复,报告 p.12,,' "the evidence is kept"
hides out '每周到现场,' "the old words are not told"
is 0 "without its evidence" a --as E01 comment A01 4.1.2 strength "每周到现场并答复" --replace 3 --evidence ""
is 0 "export" a export comments
says out '每周到现场并答复,,,' "it is taken away"
is 0 "undone" a --as E01 undo A01
says out 'taken back: 4 strength' "it says what goes"
says out 'stands again: 3 strength' "and what comes back"
is 0 "export to a file" a export comments --output comments.csv
is 0 "with its evidence" grep -q '每周到现场并答复,报告 p.12' comments.csv
is 2 "another's comment is not replaced" a --as E01 comment A01 4.1.2 ofi x --replace x
is 3 "nor one on another applicant" a --as E01 comment A02 4.1.2 ofi x --replace 3
is 4 "an assessor exports nothing" a --as E01 export comments
is 0 "verify" a verify

for item in $items; do a --as E01 score A01 $item 60 >/dev/null; a --as E02 score A02 $item 60 >/dev/null; done
a --as E01 submit A01 >/dev/null
a --as E02 submit A02 >/dev/null
is 0 "feedback without a comment" a report feedback A02
says out '^No strength and no opportunity for improvement was written down' "says that there is none"
hides out '^[+] is a strength' "and explains no signs"
a --as E02 comment A01 4.1.2 ofi "未提交的话" >/dev/null
is 0 "what goes back to the applicant" a report feedback A01
says out '^\+ 每周到现场并答复 \[报告 p.12\]' "a strength with its place"
says out '^[+] is a strength' "and what the signs mean"
says out '^- 没有代理人 \[走访记录.pdf\]' "an improvement with its file"
says out '^4.1.2 +Role of senior leaders +50%–65%' "the band"
hides out 'E01|E02|未提交的话|\b60\.00\b|\b600\b' "no name, no draft, no mark, no points"
is 0 "the scoresheet" a report scoresheet A01
says out '^\+ 每周到现场并答复 \[报告 p.12\] \(E01\)' "tells who wrote it"
is 4 "an assessor writes no feedback" a --as E01 report feedback A01
number=$(a log --format csv | sed -n 's/.*,comment,review,A01,E01,4.1.2,,\([0-9]*\) ofi:.*/\1/p')
is 0 "the stage is closed" a stage review close
is 0 "the panel takes one over" a merge "$number" --text "未指定副职代理人"
is 0 "feedback" a report feedback A01 --format csv
says out '未指定副职代理人,,走访记录.pdf,ba7816bf.*,true' "then the consensus speaks, with the evidence of the original"
hides out '每周到现场' "and nobody beside it"
is 0 "verify" a verify

# Imported beside the marks.
mkdir paper && cd paper || exit 1
cp ../applicants.csv ../assessors.csv ../assignments.csv .
a init --criteria gbt19580-2012 --rules plain --title 纸质 >/dev/null && a import applicants applicants.csv >/dev/null && a import assessors assessors.csv >/dev/null
printf 'applicant,assessor,item,mark,strength,evidence\nA02,E01,4.1.2,60,,p.1\nA02,E01,4.1.3,60,x,p.2\n' >bare.csv
is 3 "evidence of nothing" a import scores bare.csv
says err 'bare.csv:2:.*belongs to no strength' "names the line"
printf '编号,评审员,条款,得分率,优势,改进空间,证据\nA01,E01,4.1.2,60,每周到现场,没有代理人,报告 p.12\nA01,E01,4.1.3,60,,,\nA01,E01,4.1.4,55,有预案,,\n' >scores.csv
is 0 "a column for evidence" a import scores scores.csv
is 0 "export" a export comments
says out 'A01,E01,4.1.2,ofi,没有代理人,报告 p.12' "it is of the improvement"
says out 'A01,E01,4.1.2,strength,每周到现场,报告 p.12' "and of the strength beside it"
says out 'A01,E01,4.1.4,strength,有预案,,' "an empty one is none"
is 0 "verify" a verify
if command -v sqlite3 >/dev/null; then
  sqlite3 award.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null && cp award.db sane.db
  tamper "another place" "UPDATE comment SET place = 'p.1' WHERE number = 1" "digest does not fit"
  tamper "a place that was not there" "UPDATE comment SET place = 'p.1' WHERE text = '有预案'" "digest does not fit"
  cd .. && sqlite3 award.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null && cp award.db sane.db
  tamper "another place of one's own" "UPDATE comment SET place = 'p.1' WHERE number = 3" "comment 3 on “A01” by “E01” was changed"
  tamper "another file" "UPDATE comment SET file = 'x' WHERE number = 2" "comment 2 on “A01” by “E01” was changed"
  tamper "another hash" "UPDATE comment SET sha256 = 'x' WHERE number = 2" "comment 2 on “A01” by “E01” was changed"
  tamper "an undone one put back" "UPDATE comment SET removed = 0 WHERE number = 4" "comment 4 on “A01” by “E01” stands"
  tamper "one taken back by hand" "UPDATE comment SET removed = 9 WHERE number = 2" "comment 2 on “A01” by “E01” stands"
fi
