#!/bin/sh
# Shipped award rules from init to rank, against figures worked out by hand: floors, factors, minutes over time, places
# kept for a group, levels, criteria per class, decisions, and who goes on. Every award has a folder of its own.
. "$(dirname "$0")/tap.sh"

# award NAME RULES CRITERIA...: a new folder with a new database
award() {
  mkdir "$work/$1" && cd "$work/$1" || exit 1
  rules=$2 title=$1
  shift 2
  for pack; do set -- "$@" --criteria "$pack"; shift; done
  is 0 "$title: init" a init --rules "$rules" --title "$title" "$@"
}
# people APPLICANT...: the applicants by their ids, and E1 (leader) to E7
people() {
  [ -e applicants.csv ] || { echo applicant,name; for id; do echo "$id,$id"; done; } >applicants.csv
  { echo assessor,role; echo E1,leader; for i in 2 3 4 5 6 7; do echo "E$i,assessor"; done; } >assessors.csv
  { a import applicants applicants.csv && a import assessors assessors.csv; } >/dev/null || exit 1
}
# give STAGE: the rows "applicant assessor item mark" of standard input as assignments and submitted scorebooks
give() {
  sed "s/^/$1 /" | tr ' ' , >rows.csv
  { echo stage,applicant,assessor; cut -d, -f1-3 rows.csv | sort -u; } >assign.csv
  { echo stage,applicant,assessor,item,mark; cat rows.csv; } >marks.csv
  is 0 "$title: marks of $1" sh -c '"$ACCOLADE" --lang en import assignments assign.csv && "$ACCOLADE" --lang en import scores marks.csv'
}
# column WHAT NAME...: these columns of the ranking as CSV, every row joined by spaces, are the lines of standard input
column() {
  n=$((n + 1)) what=$1
  shift
  a rank --format csv | tr -d '\r' | sed '1s/^\xef\xbb\xbf//' | awk -F, -v names="$*" '
    NR == 1 { count = split(names, want, " "); for (i = 1; i <= NF; i++) at[$i] = i }
    NR > 1 { line = ""; for (i = 1; i <= count; i++) line = line (i > 1 ? " " : "") ($at[want[i]] == "" ? "-" : $at[want[i]]); print line }' >got
  cat >wanted
  if cmp -s got wanted; then echo "ok $n - $title: $what"; else
    echo "not ok $n - $title: $what"
    diff wanted got | sed 's/^/#   /'
  fi
}
# criteria_of FILE CODE=POINTS...: a small pack of items marked 0 to 100 percent in hundredths
criteria_of() {
  file=$1
  shift
  { echo '<criteria id="own" edition="1" revision="1" status="example"><title xml:lang="en">Own</title>'
    echo '<scale id="fine" type="percent" min="0" max="100" step="0.01"/><rubric id="any" scale="fine" combine="judged"><title xml:lang="en">Any</title></rubric>'
    echo '<aggregate method="sum" total="yes"/>'
    for item; do echo "<item code=\"${item%=*}\" points=\"${item#*=}\" kind=\"process\" rubric=\"any\"><title xml:lang=\"en\">I</title></item>"; done
    echo '</criteria>'; } >"$file"
}

# Shenzhen 2018: floors of 600, 550 and 500 of 1000 points; 599.99666... is shown as 600.00 and is below all the same.
mkdir "$work/packs" && criteria_of "$work/packs/own.xml" a=900 b=100
award shenzhen shenzhen-2018 "$work/packs/own.xml"
people B1 B2 B3 B4 B5 B6 B7
for row in B1:60:60:60:60 B2:60:59.99:60:60 B3:55:55:55:55 B4:55:55:55:54.99 B5:50:50:50:50 B6:50:50:49.99:50; do
  IFS=: read -r id first one two three <<EOF
$row
EOF
  echo "$id E1 a $first"; echo "$id E1 b $one"; echo "$id E2 a $first"; echo "$id E2 b $two"; echo "$id E3 a $first"; echo "$id E3 b $three"
done >six
printf 'B7 E1 a 90\nB7 E1 b 90\n' | cat six - | give papers
is 0 "shenzhen: before the decisions" a rank --format json
says out '"ranked": 7' "nobody is held up by a stage that has not begun"
is 0 "shenzhen: before anybody decides" a rank --format json
says out '"not-begun": \["defence", "site"\]' "which stages are missing is said"
is 0 "shenzhen: the candidates then" a report candidates
says out "^Not final: .*: Defence, Site check\.$" "are not final"
for id in B1 B2 B3 B4 B5 B6; do
  for stage in papers defence site; do a decide $id passed --stage $stage --reason minutes >/dev/null || echo "$id $stage"; done
done >undecided
a decide B7 passed --stage papers --reason minutes >/dev/null
is 0 "shenzhen: when all is decided" a report candidates --format json
says out '"not-begun": \[\]' "nothing is missing"
is 0 "shenzhen: as text" a report candidates
says out "^Not final: 1 applicant is not ranked, .*: Defence\.$" "but for the one that nobody decided on there"
is 0 "shenzhen: a decision against" a decide B7 failed --stage defence --reason "two thirds not reached"
says out "B7 does not go on after Defence" "is told"
column "floors are met exactly or not at all" rank applicant total tier <<'EOF'
1 B1 600.00 grand
2 B2 600.00 nominee
3 B3 550.00 nominee
4 B4 550.00 encouragement
5 B5 500.00 encouragement
6 B6 500.00 -
EOF
is 0 "shenzhen: as json" a rank --format json
says out '"exact": "179999/300"' "599.99666... is exact: 900 x 0.6 + 100 x (59.99 + 60 + 60) / 300"
says out '"applicant": "B7".*two thirds not reached' "the failed one is told with the reason"
says out '"vacancies": \[' "and the empty places are listed"
says out '"tier": "grand".*"places": 1' "one grand prize is not given"
says out '"tier": "encouragement".*"places": 4' "four of six encouragements neither"
is 2 "decide wants a verdict" a decide B1 maybe --stage site --reason x
says err "passed or failed" "it names the two"
is 2 "decide wants a stage" a decide B1 passed --reason x
says err "is about: papers, defence, site$" "those that people decide are named"
is 2 "decide wants a reason" a decide B1 passed --stage site
is 3 "a mark where people decide" a --as E1 score B1 a 60 --stage defence
says err "stage Defence is not marked: people decide it, with accolade decide" "the way is said"
is 3 "decide on nobody" a decide B99 passed --stage site --reason x
is 4 "an assessor decides nothing" a --as E1 decide B1 passed --stage site --reason x
is 0 "a decision is taken again" a decide B7 passed --stage defence --reason "objection upheld"
is 0 "and the next" a decide B7 passed --stage site --reason "objection upheld"
is 0 "the record holds" a verify
column "the highest takes its place, the others move down" rank applicant tier <<'EOF'
1 B7 grand
2 B1 grand
3 B2 nominee
4 B3 nominee
5 B4 encouragement
6 B5 encouragement
7 B6 -
EOF

# Jining 2010: 0.4 x 82 + 0.4 x 90 + 0.2 x 75 = 32.8 + 36 + 15 = 83.8; 83.8 also from 80, 88 and 83 = 32 + 35.2 + 16.6.
award jining jining-2010 gbt19580-2012
people A1 A2 A3 A4
printf '%s\n' 'A1 E1 total 82' 'A2 E1 total 80' 'A3 E1 total 100' 'A4 E1 total 0' | give papers
printf '%s\n' 'A1 E1 total 90' 'A2 E1 total 88' 'A3 E1 total 100' 'A4 E1 total 0.1' | give defence
is 0 "jining: before the vote" a rank
says out "^Not final: .*: Public vote on satisfaction\.$" "it is said to be missing"
printf '%s\n' 'A1 E1 total 75' 'A2 E1 total 83' 'A3 E1 total 100' | give vote
is 0 "jining: after it" a rank
hides out "Not final: these stages" "none is"
says out "^Not final: 1 applicant is not ranked, .*: Public vote on satisfaction\.$" "one has no figure there"
column "three parts of 40, 40 and 20 percent" rank applicant total tied <<'EOF'
1 A3 100.00 false
2 A1 83.80 true
2 A2 83.80 true
EOF
is 0 "jining: as json" a rank --format json
says out '"exact": "419/5"' "83.8 exactly"
says out '"applicant": "A4".*"stage": "vote".*"reason": "not-scored"' "who lacks a part is incomplete"
is 3 "jining: a figure above full marks" sh -c 'printf "stage,applicant,assessor,item,mark\nvote,A4,E2,total,100.1\n" >high.csv; exec "$ACCOLADE" import scores high.csv'
is 2 "jining: several stages and none named" a submit A1
says err "papers, defence, vote" "they are named"
is 3 "jining: a stage that is none" a stage review close
is 3 "jining: a stage that is none, as an option" a --as E1 submit A1 --stage review
says err "papers, defence, vote" "the real ones are named"
is 4 "jining: open again wants permission" a --as E1 stage papers open

# Rizhao 2010: seven judges, mean of 80..92 = 86; once 2 minutes over, 2 points for each started minute.
award rizhao rizhao-2010 gbt19580-2012
people R1 R2 R3 R4
for id in R1 R2 R3 R4; do
  for e in 1 2 3 4 5 6 7; do echo "$id E$e total $((78 + 2 * e))"; done
done | give defence
for id in R1 R2 R3 R4; do for stage in survey papers-province papers-city brand-standards; do a decide $id passed --stage $stage --reason minutes >/dev/null; done; done
is 0 "rizhao: five minutes over" a deduct R1 overtime 5 --reason "17 minutes"
says out "R1 overtime 5" "are told"
is 0 "rizhao: two minutes are free" a deduct R2 overtime 2 --stage defence --reason "14 minutes"
is 0 "rizhao: a started minute counts" a deduct R3 overtime 2.5 --reason "14.5 minutes"
column "2 points for each started minute beyond two" rank applicant total <<'EOF'
1 R2 86.00
1 R4 86.00
3 R3 84.00
4 R1 80.00
EOF
is 0 "rizhao: the sheet" a report scoresheet R1
says out "Defence over time +5(.00)? +minute +6 +17 minutes" "names the deduction"
is 0 "rizhao: taken back" a deduct R1 overtime 0 --reason "the clock was wrong"
column "an amount of 0 takes it back" rank applicant total <<'EOF'
1 R1 86.00
1 R2 86.00
1 R4 86.00
4 R3 84.00
EOF
is 3 "rizhao: a negative amount" a deduct R1 overtime -1 --reason x
is 3 "rizhao: no amount" a deduct R1 overtime many --reason x
says err "“many” is not an amount" "is named"
is 3 "rizhao: what the rules do not name" a deduct R1 undertime 1 --reason x
says err "Defence has no deduction “undertime”; it has: overtime \(Defence over time\)$" "are told what they do, by id and title"
is 0 "rizhao: by its title" a deduct R2 "Defence over time" 3 --reason "15 minutes"
is 0 "rizhao: by the other one" a deduct R2 答辩超时 2 --reason "14 minutes after all"
hides err "is out" "nobody is out"
is 0 "rizhao: the log" a log --format csv
says out ",deduct,.*,overtime,3/1,2/1,14 minutes after all" "it is one deduction, by its id"
is 2 "rizhao: without a reason" a deduct R1 overtime 1
is 4 "rizhao: an assessor" a --as E1 deduct R1 overtime 1 --reason x
is 0 "rizhao: far over time" a deduct R4 overtime 90 --reason x
column "a stage does not go below nothing" rank applicant total <<'EOF'
1 R1 86.00
1 R2 86.00
3 R3 84.00
4 R4 0.00
EOF
is 0 "rizhao: the record holds" a verify

# Zhuhai 2022: 2 prizes, 3 nominees, 5 encouragements kept for small and medium firms.
award zhuhai zhuhai-2022 "$work/packs/own.xml"
people Z1 Z2 Z3 Z4 Z5 Z6 Z7 Z8
{ echo applicant,name,sector; for id in Z1 Z2 Z3 Z4 Z5 Z7; do echo "$id,$id,大型企业"; done; echo Z6,Z6,中小企业; echo Z8,Z8,中小企业; } >sectors.csv
mark=90
rm -f award.db* && a init --rules zhuhai-2022 --criteria "$work/packs/own.xml" --title zhuhai >/dev/null
a import applicants sectors.csv >/dev/null && a import assessors assessors.csv >/dev/null
for id in Z1 Z2 Z3 Z4 Z5 Z6 Z7 Z8; do echo "$id E1 a $mark"; echo "$id E1 b $mark"; mark=$((mark - 5)); done | give review
column "places kept for small firms go past a large one" rank applicant total tier <<'EOF'
1 Z1 900.00 prize
2 Z2 850.00 prize
3 Z3 800.00 nominee
4 Z4 750.00 nominee
5 Z5 700.00 nominee
6 Z6 650.00 encouragement
7 Z7 600.00 -
8 Z8 550.00 encouragement
EOF
a rank --format json >out
says out '"tier": "encouragement".*"places": 3' "three of the five stay empty"

# Thailand: above 450 points, and category 1 and the parts of a track in the band of 50 to 65 percent or higher.
award thailand tqc-plus baldrige-2021
people T1 T2 T3
items="1.1 1.2 2.1 2.2 3.1 3.2 4.1 4.2 5.1 5.2 6.1 6.2 7.1 7.2 7.3 7.4 7.5"
for i in $items; do
  case $i in 3.1 | 3.2) echo "T1 E1 $i 40" ;; *) echo "T1 E1 $i 55" ;; esac
  case $i in 1.* | 3.* | 7.2) echo "T2 E1 $i 50" ;; *) echo "T2 E1 $i 45" ;; esac
  case $i in 1.*) echo "T3 E1 $i 45" ;; *) echo "T3 E1 $i 70" ;; esac
done | give consensus
column "by hand, each item rounded: T1 has 18 items at 55 percent, 3.1 and 3.2 at 40" rank applicant total <<'EOF'
1 T3 674.00
2 T1 540.00
3 T2 464.00
EOF
for expect in "T1:tqc people operation innovation:tqa customer" "T2:tqc customer:tqa people operation innovation" "T3:tqa:tqc customer people operation innovation"; do
  IFS=: read -r id has lacks <<EOF
$expect
EOF
  a report scoresheet "$id" --format json >out
  for level in $has; do says out "\"level\": \"(tqc-plus-)?$level\"" "$id reaches $level"; done
  for level in $lacks; do hides out "\"level\": \"(tqc-plus-)?$level\"" "$id does not reach $level"; done
done

# A class may be judged against criteria of its own: 50 percent of 900 + 100 and of 300 + 200 points.
criteria_of "$work/packs/small.xml" s=300 t=200 && sed -i 's/id="own"/id="small"/' "$work/packs/small.xml"
kinds() { # kinds CRITERIA: rules with three classes; those of "old" are judged by what the rules name
  echo '<rules id="kinds" edition="1" status="example"><title xml:lang="en">Kinds</title><combine method="mean"/>'
  for class in 'manufacturing" criteria="' 'small" criteria="' "old\" criteria=\"$1"; do echo "<class id=\"$class\"><title xml:lang=\"en\">C</title></class>"; done
  echo '<stage id="review" form="items" factor="1"><title xml:lang="en">R</title></stage></rules>'
}
kinds gbt19580-2004 >"$work/packs/kinds.xml"
award classes "$work/packs/kinds.xml" "small=$work/packs/small.xml" "$work/packs/own.xml"
printf 'applicant,name,class\nM1,大厂,manufacturing\nS1,小店,small\nS2,小摊,small\nX1,无类,\nY1,别类,craft\n' >classes.csv
is 3 "classes: a class the rules do not have" a import applicants classes.csv
says err "classes.csv:6: .*craft" "is named with its line"
says err "classes.csv:5: the class is empty" "and so is one without a class"
sed '/^[XY]1/d' classes.csv >applicants.csv
people
printf '%s\n' 'M1 E1 a 50' 'M1 E1 b 50' 'S1 E1 s 50' 'S1 E1 t 60' 'S2 E1 s 61' 'S2 E1 t 60' | give review
is 3 "classes: an item of another class" sh -c 'printf "applicant,assessor,item,mark\nS1,E2,a,50\n" >other.csv; exec "$ACCOLADE" --lang en import scores other.csv'
says err "other.csv:2: .*“?a" "is refused with its line"
a rank --format json >out
says out '"applicant": "S1".*"exact": "270/1"' "S1 has 150 + 120 of 500"
says out '"applicant": "S2".*"exact": "303/1"' "S2 has 183 + 120 of 500"
says out '"applicant": "M1".*"exact": "500/1"' "M1 has 450 + 50 of 1000"
a report ranking --format text >out
says out "gbt19580-2004" "the class old is judged by what the rules name"
kinds gbt19580-2030 >"$work/packs/wrong.xml"
is 3 "init: a class whose criteria do not exist" a --db no.db init --rules "$work/packs/wrong.xml" --criteria "$work/packs/own.xml" --title x
says err "gbt19580-2030" "they are named"
is 3 "init: a class the rules do not have" a --db no.db init --rules "$work/packs/kinds.xml" --criteria "$work/packs/own.xml" --criteria "craft=$work/packs/own.xml" --title x
says err "no such class" "it says so"
is 3 "init: two criteria for the award" a --db no.db init --rules plain --criteria gbt19580-2012 --criteria efqm-2020 --title x
says err "CLASS=ID" "it says how classes get theirs"
is 3 "init: two criteria for one class" a --db no.db init --rules "$work/packs/kinds.xml" --criteria "$work/packs/own.xml" --criteria "small=$work/packs/own.xml" --criteria "small=$work/packs/small.xml" --title x
says err "class has criteria already" "it says so"
is 2 "init: only a class's criteria" a --db no.db init --rules "$work/packs/kinds.xml" --criteria "small=$work/packs/own.xml" --title x
is 3 "init: criteria without a total under rules that need one" a --db no.db init --rules shenzhen-2018 --criteria iso9004-2018 --title x
is 0 "init: nothing was made" test ! -e no.db

# Only the best two of papers go to the defence; a tie at the line passes whole; who does not pass is told apart.
cat >"$work/packs/two.xml" <<'EOF'
<rules id="two" edition="1" status="example"><title xml:lang="en">Two steps</title><combine method="mean"/>
  <stage id="papers" form="total" max="100" factor="0"><title xml:lang="en">Papers</title><pass by="top" value="2"/></stage>
  <stage id="defence" form="total" max="100" factor="1"><title xml:lang="en">Defence</title></stage>
  <tie by="stage" ref="papers"/></rules>
EOF
award top "$work/packs/two.xml" "$work/packs/own.xml"
people D1 D2 D3 D4
printf '%s\n' 'D1 E1 total 70' 'D2 E1 total 80' 'D3 E1 total 70' 'D4 E1 total 69.9' | give papers
printf '%s\n' 'D1 E1 total 90' 'D2 E1 total 90' 'D3 E1 total 95' 'D4 E1 total 100' | give defence
column "the best two and who ties with the second; the earlier stage breaks the tie" rank applicant total decided_by <<'EOF'
1 D3 95.00 -
2 D2 90.00 stage:papers
3 D1 90.00 stage:papers
EOF
a rank --format json >out
says out '"applicant": "D4".*papers' "the fourth stays behind at the papers"
is 0 "top: a lower mark for the first" a return D2 E1 --stage papers --reason "typed wrong"
is 0 "top: typed again" a --as E1 score D2 total 60 --stage papers
is 0 "top: handed in" a --as E1 submit D2 --stage papers
column "the line moves with the marks" rank applicant total <<'EOF'
1 D3 95.00
2 D1 90.00
EOF
is 0 "top: the record holds" a verify
echo "1..$n"
