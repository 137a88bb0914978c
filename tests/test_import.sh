#!/bin/sh
# test_import.sh: CSV in and out through the program: every form of the same scores gives the same ranking, and what is
# refused leaves the file as it was.
. "$(dirname "$0")/tap.sh"

fresh() { # a new database with the people of the small award
  rm -f award.db award.db-wal award.db-shm
  small_award
}

is 0 'a small award is made' fresh
is 0 'scores are imported' a import scores scores.csv
says out '^scores: 138 lines read, new scorebooks: 6, 138 marks$' 'and counted'
printf 'applicant,name\nA09,九号\n' >one.csv
is 0 'one line' a import applicants one.csv --dry-run
says out '^applicants: 1 line read, 1 added; dry run' 'is one'
a rank --format csv >plain.csv
says plain.csv A01 'the applicants are ranked'
a export scores --output all.csv
says all.csv '^review,A03,E02,4.7.7,55,.$' 'and their marks exported'

form() { # form WHAT FILE: imported into a fresh database it gives the same ranking and the same export
  fresh
  is 0 "$1: is imported" a import scores "$2"
  a rank --format csv >this.csv
  a export scores --output these.csv
  same plain.csv this.csv "$1: same ranking"
  same all.csv these.csv "$1: same export"
}
form 'its own export' all.csv
{ head -1 scores.csv; tail -n +2 scores.csv | sort -t, -k3,3 -k2,2r; } >form.csv
form 'another order of rows' form.csv
awk -F, '{ print $4 ";" $2 ";" $3 ";" $1 }' scores.csv >form.csv
form 'semicolons and another order of columns' form.csv
tr ',' '\t' <scores.csv >form.csv
form 'tabs' form.csv
sed 's/$/\r/' scores.csv >form.csv
form 'CRLF' form.csv
tr '\n' '\r' <scores.csv >form.csv
form 'CR' form.csv
{ printf '\357\273\277'; sed 's/[^,]*/"&"/g' scores.csv; } >form.csv
form 'BOM and quotes' form.csv
sed '1s/.*/编号,评审员,条款,得分率/' scores.csv >form.csv
form 'Chinese headers' form.csv
sed '1s/.*/编号,评审员,条款,得分率/' scores.csv | iconv -f UTF-8 -t GB18030 >form.csv
form 'Chinese headers in GB18030' form.csv
sed '2,$s/$/%/' scores.csv >form.csv
form 'percent signs' form.csv
fresh
is 0 'a pipe is imported' sh -c 'cat scores.csv | "$ACCOLADE" --lang en import scores /dev/stdin'
a rank --format csv >this.csv
same plain.csv this.csv 'a pipe: same ranking'

fresh
printf 'applicant,name\nA08,二号\nA09,　二号 \n' >alike.csv
is 0 'a name that stands twice is imported' a import applicants alike.csv
says out '^applicants: 2 lines read, 2 added$' 'for both may be meant'
says err 'alike.csv:2: “A08” has the same name as “A02” in the record, “二号”; take the line out unless both are meant' 'and told, of the record'
says err 'alike.csv:3: “A09” has the same name as “A02” in the record' 'of each'
is 0 'in Chinese' sh -c 'sed s/A0/B0/ alike.csv >b.csv; exec "$ACCOLADE" --lang zh import applicants b.csv --dry-run'
says err 'b.csv:2: “B08”与记录中已有的“A02”同名：“二号”' 'likewise, dry or not'

fresh
a export scores --output before.csv
sed '40s/,[0-9]*$/,61/; 90s/^A../A0x/' scores.csv >bad.csv
is 3 'bad lines are refused' a import scores bad.csv
says err 'bad.csv:40: the mark “61” is not on the scale; legal are 0, 5, 10 ... 100' 'the first is named'
says err 'bad.csv:90: there is no applicant “A0x”; did you mean “A01”' 'and the second, with what was meant'
says err '2 faults, so nothing is imported' 'and both counted'
is 3 'also dry' a import scores bad.csv --dry-run
is 0 'a dry run of good lines' a import scores scores.csv --dry-run
says out 'dry run, nothing was changed' 'says that it was dry'
a export scores --output after.csv
same before.csv after.csv 'nothing was written'
a log --format csv >log.csv
hides log.csv 'scores.csv|bad.csv' 'the journal knows nothing of it'
{ echo applicant,assessor,item,mark; seq 400 | sed 's/.*/A01,E01,9.&,50/'; } >bad.csv
is 3 'four hundred bad lines' a import scores bad.csv
is 0 'are named, every one' test "$(sed -n 's/^accolade: bad.csv:\([0-9]*\): there is no item .*/\1/p' err)" = "$(seq 2 401)"
is 3 'UTF-8 was asked for, GB18030 came' sh -c 'iconv -f UTF-8 -t GB18030 applicants.csv >gb.csv; exec "$ACCOLADE" --lang en import applicants gb.csv --encoding utf-8'
says err 'gb.csv:2: byte 22 of the file is not UTF-8' 'the byte is named'
is 3 'a file that is not there' a import scores nowhere.csv
says err 'nowhere.csv: cannot be read' 'is named'
is 3 'a file without a name' a import scores ''
says err '[(]empty name[)]: cannot be read' 'the gap is named'
is 3 'no award without a name' a --db '' init --criteria gbt19580-2012 --rules plain --title x
says err '[(]empty name[)]: the file cannot be opened' 'there, too'
is 3 'a database without a name' a --db '' status
says err '[(]empty name[)]: there is no such database' 'here, too'
is 1 'a pack without a name' a packs check ''
says err '[(]empty name[)]: cannot be read' 'and here'
is 4 'an assessor may not import' a --as E01 import scores scores.csv
is 4 'nor export' a --as E01 export scores
is 0 'the stage is closed' a stage review close --reason over
is 4 'then nothing is imported into it' a import scores scores.csv
says err '^accolade: scores.csv:2: stage Expert review is closed; the secretariat opens it again' 'and it says where and why'
echo "1..$n"
