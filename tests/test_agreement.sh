#!/bin/sh
# accolade agreement as people use it: of the record, of a table, of a panel; small numbers, refusals, faults.
. "$(dirname "$0")/tap.sh"
printf 'target,j1,j2,j3,j4\n1,9,2,5,8\n2,6,1,3,2\n3,8,4,6,8\n4,7,1,2,6\n5,10,5,6,9\n6,6,2,4,7\n' >judges.csv
is 0 "a matrix needs no database" a agreement --matrix judges.csv --format json
says out '"format": *"accolade.agreement/1"' "it says its format"
says out '"ICC\(2,1\)": 0\.28976' "Shrout and Fleiss's ICC(2,1)"
says out '"raters": \["j1", "j2", "j3", "j4"\]' "the raters are named"
says out '"warnings": \[\]' "nothing to warn of"
is 0 "as csv" a agreement --matrix judges.csv --format csv
says out '^icc,"ICC\(1,1\)",0\.1657' "group, name, value"
is 0 "as text" a agreement --matrix judges.csv
says out "Only in part: .* a reliability of 0.62 \(0.07 to 0.93\)" "the verdict comes first, with its interval"
says out "by the convention of Koo and Li, poor to excellent" "the convention is asked about the interval"
says out "order is more reliable than their level: 0.91" "and what holds of the order"
says out "uncertain by 1.0 points either way" "what that means in points"
says out "10 assessors for each applicant are enough for a dependability of 0.80" "and how many are enough"
says out "^j2 .*harshest|Of the assessors j2 is the harshest" "the harshest is named"
a --lang en agreement --matrix judges.csv --format json >en.json && LC_ALL=C "$ACCOLADE" --lang zh agreement --matrix judges.csv --format json >zh.json
same en.json zh.json "json knows no language"
for format in markdown html; do is 0 "as $format" a agreement --matrix judges.csv --format $format; done

printf 'x,a,b\n1,3,4\n2,5,5\n' >small.csv
is 0 "two by two" a agreement --matrix small.csv
says out "cannot be said yet: .* may lie anywhere from" "limits instead of a figure"
hides out "excellent|Yes|With care" "and no verdict"
printf 'x,a,b,c\n1,5,5,5\n2,5,5,5\n' >same.csv
is 0 "columns that do not vary" a agreement --matrix same.csv --format json
says out '"ICC\(2,1\)": null' "give null"
says out '"warnings": \["icc' "and a reason"
hides out "[:,\[] *-?(nan|inf)" "never nan"
printf 'x,a,b\n1,,\n2,,\n' >empty.csv
is 0 "a table of empty cells" a agreement --matrix empty.csv --format json
hides out "[:,\[] *-?(nan|inf)" "is null too"
printf 'id,a,b\n1,1,2\n' >single.csv
is 0 "one applicant with two marks" a agreement --matrix single.csv --format json
says out "Only one applicant has marks from both assessors" "is one case"
hides out "shares" "and no share"
printf 'row,x,y\nx,0.5,0.1\ny,0.1,0.3\n' >shares.csv
is 0 "shares" a agreement --matrix shares.csv --format json
says out "The table holds shares, not counts" "are called so"
printf 'x,a,b,c\n1,yes,yes,no\n2,no,no,no\n3,yes,yes,yes\n4,,no,no\n' >words.csv
is 0 "names of categories" a agreement --matrix words.csv --format json
says out '"unweighted_fleiss": 0\.6' "have what needs no order"
hides out 'quadratic|interval' "and nothing else"
is 0 "in words" a agreement --matrix words.csv
says out "categories" "it is said that they are categories"
printf 'x,a,b\n1,"3,5","4,0"\n2,"2,5","3,0"\n' >comma.csv
is 3 "decimals with a comma are no categories" a agreement --matrix comma.csv
is 0 "unless they are said to be" a agreement --matrix comma.csv --cells words
printf 'x,a\n1,5\n2,6\n3,5\n4,6\n5,5\n6,40\n' >one.csv
is 0 "one column is looked at for outliers" a agreement --matrix one.csv --format json
says out '"outlier_index": 6' "the sixth is one"
is 0 "in words" a agreement --matrix one.csv
says out "^40 is out of line: it lies 2.04 standard deviations from the mean.*less than 0.001" "it is said which, and how far"
says out "^The median is 5.5; below 2.90545 and above 8.09455 .* and 1 figure does" "and where the fence stands"
printf 'x,a\n1,5\n2,6\n3,7\n4,8\n5,9\n' >even.csv
printf 'row,x\n1,10\n2,\n3,11\n4,12\n5,10.5\n6,11.5\n7,90\n' >gap.csv
is 0 "a column with a gap" a agreement --matrix gap.csv --format json
says out '"outlier_index": 7, "outlier": 90' "the gap is counted among the rows by Grubbs"
says out '"outlier": 90, "outlier_index": 7' "and by Dixon"
says out '"modified_z_outlier_indices": .7.' "and by modified z"
says out '"outlier_indices": .7.' "and by ESD"
is 0 "a column without an outlier" a agreement --matrix even.csv
says out "^No figure is out of line by Grubbs' test: . lies furthest from the mean, by 1.26" "is said to have none"
says out "and 0 figures do" "inside the fence too"
printf 'x,a\n1,5\n2,5\n' >two.csv
is 0 "a column of two" a agreement --matrix two.csv
says out "at least three figures" "gives the reason"
hides out "out of line: it|median is" "and no sentence"

printf 'x,a,b,c\n1,5,5,5\n2,7,7,7\n3,9,9,9\n4,2,2,2\n5,1,1,1\n' >alike.csv
is 0 "assessors who give the same" a agreement --matrix alike.csv
says out "reliability of 1.00, where 1 is perfect and 0 is chance. How far to trust" "are not doubted for want of an interval"
says out "agree without any residual" "the reason is there"
hides out "With care|In brackets|–" "and no interval is spoken of"
printf 'x,a,b,c\n1,5,6,5\n' >row.csv
is 0 "one row" a agreement --matrix row.csv
hides out "anywhere from –|harshest|error –" "has no interval, and nobody is the harshest"
printf 'x,a,b\n1,2,3\n2,3,4\n' >pair.csv
is 0 "an interval that is a point" a agreement --matrix pair.csv
hides out "alpha" "is not told"

printf 'applicant,assessor,score\n1,A,60\n1,B,50\n2,A,70\n2,B,61\n3,C,40\n3,D,45\n4,C,50\n4,D,58\n' >apart.csv
is 0 "two teams without a common applicant" a agreement --panel apart.csv --format json
says out '"components": 2' "are two components"
says out '"severity": null' "and severity is refused"
is 0 "in words" a agreement --panel apart.csv
says out "panels are not linked" "with the explanation"
printf '5,A,55\n5,C,50\n' >>apart.csv
is 0 "one common applicant" a agreement --panel apart.csv --format json
says out '"severity": \[' "links them"

printf 'x,a,b\nA,1,2\nB,3,4\nA,5,6\n' >twice.csv
is 0 "an applicant in two rows" a agreement --matrix twice.csv --format json
says err 'twice.csv:4: “A” stands in an earlier row too' "is told with the line"
is 3 "a word among the figures" sh -c "printf 'x,a,b\n1,3,four\n' >bad.csv; $ACCOLADE --lang en agreement --matrix bad.csv"
says err 'bad.csv:2: column “b”: “four” is not a number' "is named with its place"
is 3 "a short row" sh -c "printf 'x,a,b\n1,3\n' >bad.csv; $ACCOLADE --lang en agreement --matrix bad.csv"
is 3 "nan is not a number here" sh -c "printf 'x,a,b\n1,3,nan\n' >bad.csv; $ACCOLADE --lang en agreement --matrix bad.csv"
is 3 "no such file" a agreement --matrix none.csv
is 3 "a panel of two columns" a agreement --panel one.csv
# Six applicants, two of three assessors each: what is said is of two marks, and nobody marked everybody.
printf 'applicant,assessor,score\n' >two.csv
for row in a,x,62 a,y,40 b,y,52 b,z,71 c,z,50 c,x,58 d,x,80 d,y,63 e,y,31 e,z,50 f,z,90 f,x,93; do echo "$row" >>two.csv; done
is 0 "two of three" a agreement --panel two.csv
says out 'the mean of 2 marks' "tells of as many marks as an applicant has"
hides out 'same assessors marked everybody' "and of nobody who marked everybody"
is 0 "for programs" a agreement --panel two.csv --format json
says out '"marks_of_mean": 2, "marks_each": 2, "severity_apart": 0.2' "the same"
printf 't,x,y,z\na,62,40,51\nb,70,52,66\nc,58,31,50\nd,80,63,79\ne,45,31,50\nf,93,70,90\n' >three.csv
is 0 "all three" a agreement --matrix three.csv
says out 'the mean of 3 marks' "tells of three"
says out 'same assessors marked everybody' "who marked everybody"
printf 't,a\n1,50\n2,60\n3,70\n4,61\n' >lone.csv
is 0 "one assessor" a agreement --matrix lone.csv --format json
says out '"icc": .*"ICC\(2,k\)": null' "agrees with nobody"
says out '"icc: At least two applicants marked by at least two assessors are needed' "and it says why"
says out '"grubbs": ."G": 1.2' "but the figures may lie apart"
printf 't,a\033[2J,b\nq\033[2J,1,2\nq\033[2J,x,4\n' >moves.csv
is 3 "names that move a cursor" a agreement --matrix moves.csv
says err 'column “a.\[2J”: “x” is not a number' "are named"
hides err "$(printf '\033')" "and not done"
is 2 "a matrix and a panel" a agreement --matrix judges.csv --panel apart.csv
is 2 "cells of another kind" a agreement --matrix judges.csv --cells maybe
printf 'a,b,c\nx,1e300,0\ny,0,1e300\n' >huge.csv
is 0 "numbers no panel can have" a agreement --matrix huge.csv --format json
hides err "counts of assessors" "are not taken for counts"
hides out "[:,\[] *-?(nan|inf)" "and make no figure that is none"
is 3 "unless they are said to be counts" a agreement --matrix huge.csv --cells counts
says err "huge.csv:2: column “b”: 1e.300 is no number of assessors" "then the cell is named"
printf 'a,b,c\nx,3,0\ny,5,-2\n' >minus.csv
is 3 "counts below nothing" a agreement --matrix minus.csv --cells counts
says err "minus.csv:3: column “c”: -2 is no number of assessors" "are named likewise"
printf 'a,b,c\nx,1.5,2\ny,2,1.5\n' >half.csv
is 3 "half an assessor" a agreement --matrix half.csv --cells counts
says err "half.csv:2: column “b”: 1.5 is no number of assessors" "counts for nobody"
is 2 "cells without a table" a agreement --cells counts
says err "agreement: --cells is about a table; name the table with --matrix" "mean nothing"
is 3 "no database" a agreement

# Sums of floating point depend on their order: it is not that of the rows.
bibd="$here/oracles/severity_bibd_montgomery/input.csv"
cp "$bibd" panel.csv
is 0 "a long table" a agreement --panel panel.csv --format json
cp out forth.json
{ head -1 "$bibd"; tail -n +2 "$bibd" | sort -t, -k3; } >panel.csv
is 0 "its rows by score" a agreement --panel panel.csv --format json
same out forth.json "tells the same"

small_award >/dev/null && a import scores scores.csv >/dev/null
is 0 "of the record" a agreement --format json
says out '"stage": "review"' "it names the stage"
says out '"item": "4.7.7", "n": 3, "k": 2' "and every item"
is 0 "as report" a report agreement
says out "Few applicants or assessors" "small numbers are said to be small"
is 0 "of one stage" a agreement --stage review --format csv
says out '^icc,"ICC\(2,k\)",[^,]*,review,,4.1.2' "per item"
is 3 "of a stage that is not there" a agreement --stage revue
is 0 "of several stages" sh -c 'rm -f award.db*; "$ACCOLADE" --lang en init --criteria gbt19580-2012 --rules "$1/screens/stages.xml" --title 多阶段' - "$here"
a import applicants applicants.csv >/dev/null && a import assessors assessors.csv >/dev/null
sed 's/$/,papers/; 1s/papers/stage/' assignments.csv >papers.csv && sed 's/$/,papers/; 1s/papers/stage/' scores.csv >marks.csv
{ echo applicant,assessor,stage,item,mark; for i in 1 2 3; do for e in 1 2; do echo "A0$i,E0$e,defence,total,$((60 + i * 7 + e))"; done; done; } >defence.csv
a import assignments papers.csv >/dev/null && a import scores marks.csv >/dev/null && a import scores defence.csv >/dev/null
is 0 "of one by its id" a agreement --stage defence --format csv
cp out by-id.csv
hides out ",papers," "only of that"
is 0 "and by its title" a agreement --stage Defence --format csv
same out by-id.csv "the same"
rm -f award.db* && small_award >/dev/null && a import scores scores.csv >/dev/null
is 4 "an assessor may not see it" a --as E01 agreement
is 4 "nor in Chinese" a --lang zh --as E01 agreement
hides err assessor "where the role has its Chinese name"
is 4 "nor as report" a --as E01 report agreement
is 0 "the demonstration" demo_award
is 0 "its report" a report agreement --output agreement.txt
says agreement.txt "Shown are the 8 of 23 items on which the assessors agree least" "tells of the items that need a talk"
says agreement.txt "^4.2.2 Strategy development" "and names the worst of them"
says agreement.txt "^lone mark +Warning +1 +E03 +Ask this assessor" "tells what the checks found, about whom, and the next step"
hides agreement.txt "^Severity: points" "explains no column that is not there"
is 0 "and is short enough for two pages" test "$(wc -l <agreement.txt)" -le 120
