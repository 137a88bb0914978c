#!/bin/sh
# What is said of agreement is no more than the marks say: figures that mean nothing are told as such, nobody is named by
# chance, and what is figured is what is said to be.
. "$(dirname "$0")/tap.sh"
printf 'id,a,b,c\nA,10,50,30\nB,30,10,50\nC,50,30,10\nD,10,30,50\nE,50,10,30\nF,30,50,10\n' >latin.csv
is 0 "applicants who all come to the same" a agreement --matrix latin.csv
says out "^Whether this panel is to be believed cannot be said" "have no reliability"
says out "closer together than chance alone would put them" "and are told why"
hides out "reliability of|do not vary|without any residual" "with no figure and no false reason"
hides out "reads differently|little of the scale|harshest" "and nobody is named"
says out "do not show that any assessor is harsher" "since nobody differs"

# Ten assessors, two marks for each applicant.
printf 'id,a,b,c,d,e,f,g,h,i,j\nA1,70,72,,,,,,,,\nA2,,50,61,,,,,,,\nA3,,,80,88,,,,,,\nA4,,,,40,46,,,,,\nA5,,,,,66,60,,,,\nA6,,,,,,75,71,,,\nA7,,,,,,,55,69,,\nA8,,,,,,,,81,70,\nA9,,,,,,,,,45,52\nB1,60,,,,,,,,,66\n' >gaps.csv
is 0 "a table with gaps" a agreement --matrix gaps.csv
says out "^With care: the mean of 2 marks .* 0.90 .0.58 to 0.98." "is told of the marks an applicant has"
hides out "the mean of 10 marks" "and not of as many as there are columns"
says out "do not show that any assessor is harsher" "and names nobody by chance"
is 0 "for programs" a agreement --matrix gaps.csv --format json
says out '"ICC\(2,m\)": 0.90' "the same"

# The fourth of these says always nearly the same.
printf 'id,a,b,c,d\n' >narrow.csv
for row in 20,25,15,50 35,30,40,52 50,45,50,49 65,70,60,51 80,75,85,53 25,20,30,50 40,45,35,50 55,60,50,51 70,65,75,52 85,90,80,53 30,35,25,49 60,55,65,51; do
  r=$((r + 1)) && echo "$r,$row" >>narrow.csv; done
is 0 "an assessor who says always nearly the same" a agreement --matrix narrow.csv
says out "^d .*uses little of the scale" "is named"
hides out "^[abc] .*(little|much) of the scale" "and nobody else"

printf 'id,a,b,c\n1,x,y,z\n2,y,z,x\n3,z,x,y\n4,x,z,y\n5,y,x,z\n6,x,y,z\n' >cat.csv
is 0 "categories nobody shares" a agreement --matrix cat.csv
says out "kappa is -0.50.*below 0 is less often than chance" "are said to be less than chance"
hides out "more often than chance" "and not more"
printf 'row,a,b\na,10,-3\nb,4,8\n' >minus.csv
is 3 "a table of cases below nothing" a agreement --matrix minus.csv --cells table
says err 'minus.csv:2: column “b”: write how many cases' "names the cell"
printf 'row,a,b\na,10,\nb,4,8\n' >hole.csv
is 3 "a table with a hole" a agreement --matrix hole.csv --cells table
printf 'row,a,b\na,8,1\nb,0,3\n' >few.csv
is 0 "a table of few cases" a agreement --matrix few.csv --cells table --format json
says out '"upper": 1,' "has no limit above 1"

# Teams of two that share nobody, each with as many effects as marks.
printf 'applicant,assessor,score\nA1,R1,60\nA1,R2,65\nA2,R1,50\nA2,R3,58\nA3,R4,70\nA3,R5,74\nA4,R4,40\nA4,R6,47\nA5,R7,55\nA5,R8,51\n' >teams.csv
is 0 "what cannot be told apart" a agreement --panel teams.csv --format json
says out '"var_residual": null' "has no variances either"
is 0 "in words" a agreement --panel teams.csv
hides out "That holds where" "and nothing is said to hold"
hides out "dependable even" "nor is alpha praised by its middle"

small_award >/dev/null && rm award.db && a init --criteria gbt19580-2012 --rules plain --title t --set combine=median >/dev/null
for kind in applicants assessors assignments scores; do a import $kind $kind.csv >/dev/null; done
is 0 "an award by medians" a report agreement
says out "What counts at this stage is not the plain mean" "is told what the figures are of"
small_award >/dev/null 2>&1
rm award.db && a init --criteria gbt19580-2012 --rules plain --title t >/dev/null
for kind in applicants assessors assignments scores; do a import $kind $kind.csv >/dev/null; done
is 0 "an award by means" a report agreement
hides out "What counts at this stage is not" "needs no such word"
LC_ALL=C "$ACCOLADE" --lang zh agreement --matrix latin.csv >out
says out "相距比纯属偶然还近" "and in Chinese"
