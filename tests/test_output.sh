#!/bin/sh
# Where output goes: formats by the ending of --output, whole or not at all, through links, into pipes, onto a full
# disk; and what a command line may look like.
. "$(dirname "$0")/tap.sh"

is 0 "a small award" small_award
is 0 "with scores" a import scores scores.csv
starts() { # starts FILE PATTERN WHAT: the first line of the file has the pattern
  head -1 "$1" | sed 's/^\xef\xbb\xbf//' >first
  says first "$2" "$3"
}
for row in 'txt:^试评' 'csv:^rank,applicant,name' 'md:^试评|^# ' 'html:<!DOCTYPE html>' 'json:^\{"format": "accolade.ranking/1"'; do
  is 0 "--output list.${row%%:*}" a rank --output "list.${row%%:*}"
  starts "list.${row%%:*}" "${row#*:}" "is written in that format"
  is 0 "and says nothing" test ! -s out
done
for row in R.CSV:csv R.Markdown:md r.htm:html r.text:txt r.HTML:html; do
  is 0 "--output ${row%:*}" a rank --output "${row%:*}"
  same "${row%:*}" "list.${row#*:}" "is the same as .${row#*:}"
done
is 2 "another program's in capitals" a rank --output R.PDF
is 0 "an ending that is none" a rank --output list.dat
cmp -s list.dat list.txt && cp list.txt same.txt || : >same.txt
same list.dat same.txt "is text"
is 0 "--format goes before the ending" a rank --format json --output list.dat
same list.dat list.json "the words are those of the format"
is 0 "--output=FILE" a rank --format=json --output=list.two
same list.two list.json "is the same"
is 0 "an option twice" a rank --format csv --format json
same out list.json "the last counts"

# On a terminal (of script's making) text has colour, where the terminal can show it and nobody forbids it.
for row in 'TERM=xterm NO_COLOR=:yes' 'TERM=xterm NO_COLOR=1:no' 'TERM=dumb NO_COLOR=:no' 'TERM= NO_COLOR=:no'; do
  env ${row%:*} script -qec "'$ACCOLADE' --db award.db rank" /dev/null >seen </dev/null
  case ${row#*:} in
    yes) says seen "$(printf '\033')" "${row%:*} has colour" ;;
    no) says seen 试评 "${row%:*} has words" && hides seen "$(printf '\033')" "and no colour" ;;
  esac
done

echo before >kept.csv
chmod 640 kept.csv
is 2 "a format that is none" a rank --format docx --output kept.csv
is 4 "a person who may not" a --as E01 rank --output kept.csv
is 3 "a database that is not there" a --db none.db rank --output kept.csv
echo before >before
same kept.csv before "leave the file as it was"
is 0 "one that may" a rank --output kept.csv
same kept.csv list.csv "writes it"
is 0 "its permissions stay" test "$(stat -c %a kept.csv)" = 640
ln -s kept.csv link.csv
echo before >kept.csv
is 0 "through a link" a rank --output link.csv
is 0 "the link stays" test -L link.csv
same kept.csv list.csv "what it points at is written"
ln -s new.csv to-come.csv
is 0 "through a link to what is not there yet" a rank --output to-come.csv
is 0 "that link stays, too" test -L to-come.csv
same new.csv list.csv "and there it is"
cp award.db award.sane
is 3 "over the award itself" a rank --format csv --output award.db
says err "award.db is a file of an award's database and is not written over; choose another place with --output" "it says why not"
is 3 "over another award" a export scores --output award.sane
# What SQLite keeps beside it holds its newest changes, there at the moment or not: by name, by a link to it, by a link to its folder.
ln -s "$PWD" folder
ln -s award.db-wal log
for there in no yes; do
  [ $there = no ] || : >award.db-wal
  for place in award.db-wal award.db-shm award.db-journal folder/award.db-wal log; do
    is 3 "over $place" a rank --output "$place"
    says err "^accolade: $place is a file of an award's database and is not written over" "it is named"
  done
done
is 0 "nothing is written" sh -c '! test -s award.db-wal && ! test -e award.db-journal'
is 0 "but beside what is no award" a rank --output list.csv-wal
is 2 "to an empty name" a rank --output ""
says err "^accolade: --output: the name is empty; name the file to write, or leave --output out" "it says what is missing"
is 2 "likewise" a export scores --output=
is 0 "the award is as it was" a verify
mkfifo pipe
timeout 10 cat pipe >through &
is 0 "into a pipe" timeout 10 "$ACCOLADE" --lang en rank --format csv --output pipe
wait
is 0 "the pipe stays" test -p pipe
same through list.csv "it carried the ranking"
is 3 "into a folder" a rank --output .
says err "cannot be written: it is a folder; choose another place" "the fault and the remedy are named"
is 3 "into a folder that is not there" a rank --output none/list.csv
is 0 "nothing lies about" sh -c '! ls -A | grep part'

mkdir full
if mount -t tmpfs -o size=8k tmpfs full 2>/dev/null; then
  echo before >full/kept.csv
  head -c 9000 /dev/zero >full/filler 2>/dev/null
  is 3 "exported onto a full disk" a export scores --output full/kept.csv
  says err "kept.csv could not be written whole: the disk is full; what was there before is unchanged" "it says so"
  same full/kept.csv before "and it is"
  is 3 "reported onto a full disk" a report ranking --output full/kept.html
  is 0 "nothing is left there" test "$(ls -A full | tr '\n' ' ')" = "filler kept.csv "
  umount full
else
  n=$((n + 1)) && echo "ok $n - a full disk # SKIP a small file system cannot be mounted here"
fi
if [ -w /dev/full ]; then
  is 3 "into a device that is full" a export scores --output /dev/full
  says err "^accolade: /dev/full cannot be written: the disk is full; choose another place" "it is said"
  hides err "unchanged" "and nothing of what was there"
  is 3 "the screen is full" sh -c '"$ACCOLADE" --lang en export scores >/dev/full'
  says err "could not be written" "it says so"
  is 3 "in a report" sh -c '"$ACCOLADE" --lang en rank --format json >/dev/full'
  is 3 "in the shortest answer" sh -c '"$ACCOLADE" --lang en version >/dev/full'
  for words in 'help' 'help --man' 'rank --help' 'report --help' 'packs' 'packs show mayor-demo' 'packs show mayor-demo --xml' \
    'packs show gbt19580-2012 --xml' 'status' 'log' 'check' 'export comments'; do
    is 3 "in $words" sh -c "\"\$ACCOLADE\" --lang en $words >/dev/full"
    says err "^accolade: the output could not be written: the disk is full; free some space" "it says so"
    hides err "in the record" "and that is all"
  done
  mkdir nothing
  for words in 'help' 'packs show plain --xml'; do
    is 3 "in $words, where no award is" sh -c "cd nothing && \"\$ACCOLADE\" --lang en $words >/dev/full"
    says err "^accolade: the output could not be written: the disk is full" "it says the same"
  done
  is 3 "into it by name" a rank --output /dev/full
  # What was done is not to be done again because nobody could read that it was.
  printf 'applicant,name\nA7,q\n' >late.csv
  for words in 'import applicants late.csv' '--as A7 score A7 4.1.2 50' 'veto A7 --reason x' '--db full.db init --criteria gbt19580-2012 --rules plain --title x'; do
    is 3 "$words, and nobody is told" sh -c "\"\$ACCOLADE\" --lang en $words >/dev/full"
    says err "^accolade: what was to be done is done and in the record; do not repeat it$" "but that it is done"
  done
  is 0 "all of it is there" a verify
  a log >out
  says out "late.csv" "the import"
  is 0 "and the other award" a --db full.db verify
  is 3 "what changes nothing" sh -c '"$ACCOLADE" --lang en import applicants late.csv --dry-run >/dev/full'
  hides err "is done" "has not done anything"
else
  n=$((n + 1)) && echo "ok $n - the screen is full # SKIP there is no /dev/full"
fi

for row in 'rank --output:--output needs a value' 'check --strict=yes:--strict takes no value' 'rank A01:“A01” is one word too many' 'rank -f csv:there is no option -f' \
  'submit:a word is missing' 'rank --colour:there is no option --colour' 'report ranking A01:is about all applicants' \
  'report scoresheet:is about one applicant' 'export marks:it can be: scores' 'import people a.csv:it can be applicants' \
  'packs check:say list, show ID, award' 'packs frobnicate:say list, show ID' 'help frobnicate:no command “frobnicate”' \
  'stage review ajar:say open, close or seal' 'stage review:say what becomes of review' 'deduct A01 x:a word is missing'; do
  is 2 "accolade ${row%%:*}" a ${row%%:*}
  says err "${row#*:}" "says why"
done
for row in 'return A01 E09 --reason x:no assessor “E09”; did you mean “E01”' 'return A09 E01 --reason x:no applicant “A09”; did you mean “A01”' \
  'recuse A01 Zhang --reason x:no assessor “Zhang”; accolade status --format csv lists who is assigned' \
  'veto none --reason x:no applicant “none”; accolade rank lists them all' 'veto Ａ０１０ --reason x:no applicant “Ａ０１０”; did you mean “A01”' \
  '--as E01 submit none:no applicant “none”; accolade status lists yours' 'stage papers close:no stage “papers”' \
  'import scores scores.csv --stage papers:no stage “papers”; they have review' 'import scores missing.csv:missing.csv'; do
  is 3 "accolade ${row%%:*}" a ${row%%:*}
  says err "${row#*:}" "says why"
done
# What the command line alone shows to be wrong is its fault whether there is an award or not.
for row in 'rank --format xml' 'status --format xml' 'report nonsense' 'report ranking --output list.pdf' 'import people x' \
  'import scores x --encoding latin1' 'export marks' 'agreement --format xml'; do
  is 2 "accolade $row, and no database" a --db none.db $row
  hides err "none.db" "which nobody asked for yet"
done
for row in combine 'combine=best' 'combined=mean' 'factor.site=1' 'share.9=5' 'minimum=many'; do
  is 2 "init --set $row" a --db none.db init --criteria gbt19580-2012 --rules plain --title x --set "$row"
  says err "--set $row: " "names it"
done
is 0 "nothing was made" test ! -e none.db
is 3 "rules that there are not" a --db none.db init --criteria gbt19580-2012 --rules plane --title x
is 0 "after -- a word may look like an option" a return A01 E01 --reason x
is 0 "as a comment may" a --as E01 comment -- A01 4.1.2 ofi "--still unclear"
a --as E01 log >out
says out "--still unclear" "it is kept"

cp "$here/packs/bad/rules-floor.xml" bad.xml
cp "$here/../criteria/packs/plain.xml" good.xml
sed -i 's/id="plain"/id="mine"/' good.xml
is 1 "packs check of a good and a bad one" a packs check good.xml bad.xml
says out "good.xml: good" "the good one is told"
says err "bad.xml:21: .*either percent or points" "and the fault of the other"
is 0 "packs check of the good one" a packs check good.xml
sed 's,<principle,<check name="spread" set="wran" value="15"/><principle,' good.xml >setting.xml
is 1 "packs check of a setting that is none" a packs check setting.xml
says err "wran" "it is named"
is 3 "init under it" a --db new.db init --criteria gbt19580-2012 --rules setting.xml --title x
says err "wran" "is refused for it"
is 1 "in Chinese" "$ACCOLADE" --lang zh packs check setting.xml
says err "检查项“spread”没有" "likewise"
# One pack's own text goes where --output says, as the words do; an option that would change nothing is refused.
is 0 "a pack to a file" a packs show plain --xml --output plain.xml
is 0 "without a word" test ! -s out
is 0 "which is a good one" a packs check plain.xml
is 0 "a pack to the screen" a packs show plain --xml
same out plain.xml "is the same"
is 3 "into a folder that is not there" a packs show plain --xml --output none/plain.xml
for row in 'check good.xml --format json:check takes no --format' 'check good.xml --output q.txt:check takes no --output' \
  'check good.xml --xml:check takes no --xml' 'list --xml:list takes no --xml' '--xml:list takes no --xml' \
  'show plain --xml --format json:show --xml takes no --format'; do
  is 2 "packs ${row%%:*}" a packs ${row%%:*}
  says err "${row#*:}; leave it out" "says why"
done
is 0 "no file was made" test ! -e q.txt
# A list of several bands, made side by side, for a reader who goes after the first line: no word, and the end a closed pipe brings.
awk 'BEGIN { print "applicant,name"; for (i = 0; i < 60000; i++) printf "B%05d,n\n", i }' >many.csv
is 0 "many applicants" a import applicants many.csv
: >codes
for try in 1 2 3 4 5 6 7 8; do
  { ACCOLADE_THREADS=3 "$ACCOLADE" check --format csv 2>>words; echo $? >>codes; } | head -1 >first
done
is 0 "ends the same whoever wrote" test "$(sort -u codes)" = 141
is 0 "and without a word" test ! -s words
echo "1..$n"
