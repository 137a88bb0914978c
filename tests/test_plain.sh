#!/bin/sh
# --plain: the same work as lines, from a pipe.
. "$(dirname "$0")/tap.sh"

# lines WHO: what is on standard input, said by WHO
lines() { a --as "$1" --plain; }
is 0 "nothing is said" sh -c '"$ACCOLADE" --plain </dev/null'
hides out . "nothing is answered"

printf 'begin gbt19580-2012 My "firm", Ltd\nlist\nnext\n70\n+ steady leaders\n65\nstop\nlist\nquit\nfrobnicate\n' >said
is 0 "a firm assesses itself" lines secretariat <said
says out 'self My "firm", Ltd, Expert review, scorebook of self, draft' "its scorebook is open"
says out '^0 of 23 marked' "nothing is marked"
says out 'Role of senior leaders. 50 points' "the first item is read out"
says out 'Band 6, 90' "its bands in words"
says out '^4.1.2: 70%, in the band 70%' "the mark is said with its band"
says out '^2 of 23 marked, total so far 54.50 of 1000' "and the total so far"
says out '^4.1.3 Organizational governance: 65%' "list reads it"
hides err frobnicate "nothing is read after quit"
hides out "$(printf '\033')" "no cursor is moved"
is 0 "the marks are kept" a --db self-assessment.db export scores
says out 'review,self,self,4.1.3,65,' "in the file"
is 0 "and the comment" a --db self-assessment.db --as self log
says out 'steady leaders' "is in the journal"
printf 'begin gbt19580-2012 Another\n' >said
is 0 "a second one" lines secretariat <said
is 0 "has a file of its own" test -e self-assessment-2.db

chinese() { a --lang zh --as "$1" --plain; }
printf 'begin\n\n我们公司\nnext\n70\n+ 领导重视\nabstained\nstop\nlist\n' >said
is 0 "a firm that only says Enter" chinese secretariat <said
says out '^4.1.2：70%，' "begins with the usual criteria"
says out '^4.1.3 组织治理：弃权' "in Chinese"
hides out '[^ -~][.:;]' "no half-width mark stands behind a Chinese word"

is 0 "a small award" small_award
printf 'queue\nopen 2\nnext\n61\n' >said
is 3 "a mark off the scale" lines E01 <said
says out '^1. A01 一号: 0 of 23 marked, not begun' "the queue is numbered"
says out '^A02 二号, Expert review, scorebook of E01, draft' "open takes the number"
says err '61.*is not a mark' "the mark is refused"
printf 'next\n50\n55\n\n60\nstop\nitem 4.7.7\nabstained\nsubmit\n' >said
is 0 "next opens what is owed" lines E01 <said
says out '^4.2.2: 60%' "an empty line skips"
hides out '^4.1.4: [0-9]' "the skipped item"
says out '^4.7.7: abstained' "one item by its code"
says out 'A01: submitted' "submit means the open scorebook"
is 0 "the record has them" a export scores
says out 'review,A01,E01,4.7.7,,abstained' "the state"
printf 'next\n' >said
is 4 "not assigned to anybody" lines E03 <<IN
open A01
next
score A01 4.1.2 50
IN
printf 'queue\nopen A01 review E01\nlist\nnext\nact E02\nqueue\nact nobody\nlanguage zh\nqueue\n' >said
is 4 "the secretariat looks, and sits elsewhere" lines secretariat <said
says out 'this is the scorebook of E01, to look at' "it may not mark"
says out 'assessor E02' "act changes who"
says err 'nobody is called' "somebody unknown"
is 0 "help" lines secretariat <<IN
help
help score
IN
says out '^next: ' "tells the lines"
says out '^Usage: accolade score' "and one command"
is 3 "bad words" lines secretariat <<IN
"unclosed
open 99
item 9.9.9
IN
says err 'the queue has 6 rows' "a number too many"
printf '\377\376 next\n' >said
is 2 "bytes that are no text" lines secretariat <said

# A line that fails takes no other line's place: each answers one item.
printf 'open A02 review\nnext\n61\n+ 看得见的承诺\n65\n:queue\n70\nstop\nlist 4.1\nundo\nlist 4.1.4\n' >said
is 3 "a mark off the scale among others" lines E02 <said
says err '61.*is not a mark' "is refused"
says out '^4.1.2 stays as it is' "and its item stays blank"
says out '^4.1.3 .*: 65%' "the next line is the next item's"
says out '^4.1.4 .*: 70%' "and so on, a line of another kind between them"
says out '^4.1.4 .*: blank' "undo means the open scorebook"
hides out '^4.3.2 .*: blank' "list takes words"
hides err 'no command' "no mark was taken for a command"

# What is asked ends with what it was about.
rm -f award.db* && small_award >/dev/null
printf 'open A01\nnext\n:open A02\n70\nlist\n' >said
is 2 "another scorebook is opened while a mark is asked for" lines E01 <said
says err 'no command “70”' "the mark is not taken for one of it"
is 0 "the record" a export scores
hides out ',70,' "has it nowhere"
printf 'open A01\nnext\n:queue\n70\nstop\n' >said
is 0 "only looking" lines E01 <said
says out '^4.1.2: 70%' "goes on where it was"
printf 'open A01\nnext\n:quit\n70\n' >said
is 0 "leaving is leaving" lines E02 <said
hides out '^4.1.2: 70%' "also from there"
rm -f award.db* && small_award >/dev/null && a import scores scores.csv >/dev/null
printf 'consensus A02\n:act E02\n50\nstop\nqueue\n' >said
is 2 "another person sits down while a panel agrees" lines secretariat <said
says err 'no command “50”' "who has agreed on nothing"
printf 'open A01 review E01\nact nobody\nlist\n' >said
is 4 "nobody of that name" lines secretariat <said
says out '^4.1.2 .*: ' "and who sat there sits there still"

rm -f award.db* && a init --criteria gbt19580-2012 --rules "$here/screens/rolled.xml" --title 结转 >/dev/null
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done
for e in E01 E02; do a --as $e score A01 total 70 >/dev/null && a --as $e submit A01 >/dev/null; done
printf 'ranking\n' >said
is 0 "a place that rolled on" lines secretariat <said
says out '^First prize: 1 place open, nobody left reaches its floor; it goes to Second prize$' "is said to have"
is 0 "in Chinese" chinese secretariat <said
hides out '[^ -~][,:;]' "no half-width mark stands behind a Chinese word"
rm -f award.db* && a init --criteria iso9004-2018 --rules plain --title 无总分 >/dev/null
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done
printf 'open A01\n' >said
is 0 "criteria without a total" lines E01 <said
says out '^0 of [0-9]+ marked; these criteria have no total\.$' "make none"

# Another award has another queue and other flags.
printf 'queue\nflags\nbegin gbt19580-2012 Moved\nopen 6\nsettle 1 x\nopen 1\n' >said
is 3 "a queue of the award before" lines secretariat <said
says err 'the queue has 0 rows' "is that of the new one"
says err 'may not see what others gave' "nor are its flags those of before"

printf 'ranking\n' >said
rm -f award.db* && small_award
is 0 "before anybody has marked" lines secretariat <said
says out '^Not final: .*: Expert review\.$' "what has not begun is said"
is 0 "a whole award" demo_award
printf 'ranking\nexplain A07\nflags\nsettle 2 已核对\nmatrix A02\nqueue\n' >said
is 0 "the secretariat reads" lines secretariat <said
says out '^Manufacturing:' "the ranking by class"
says out '^Rank 1: A02 .*727.83 points, Grand prize' "with tiers"
says out '^Rank 2, shared: A20' "shared ranks"
says out '^Not ranked: A16 .*veto' "who is not ranked"
says out '^Grand prize: 1 place open' "and what stays open"
says out '^4.1.2 Role of senior leaders: 27.50 of 50 points, from 55% .E01 55, .E02 65., E03 60, E04 50, .E05 45..' "how points came about"
says out '^1. Error, missing marks, A14' "flags, graver ones first"
says out 'extreme A02 4.2.2: resolved' "and settles one"
says out '^4.2.2 Strategy development. Range 70, has to be talked about; median 80, mean 70. E01 90, above; E02 80; E03 20, far below' "a panel by items"
says out '^119 of 120 scorebooks submitted, 0 begun' "and what is owed"
printf 'consensus A02\n60\n60 1 证据被漏看\n\n75\nstop\nmatrix A02\n' >said
is 3 "the leader asks the panel" lines E01 <said
says err 'say why with --reason-code' "a movement needs a reason"
says out '^A02 4.4.4: agreed on 60' "which may stand in the line"
says out '^A02 4.1.3: agreed on 75' "an empty line skips"
says out '^Agreed: 60' "the matrix tells what is agreed"
printf 'consensus A02\n' >said
is 4 "another one" lines E02 <said
printf 'explain A07\nranking\nflags\n' >said
is 4 "an assessor" lines E02 <said
hides out 'points' "hears nothing of it"
