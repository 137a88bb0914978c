#!/bin/sh
# The commands as people script against them: exit codes, words, formats, permissions.
. "$(dirname "$0")/tap.sh"

is 2 "no command" a
is 2 "an unknown command" a frobnicate
says err "no command" "it says so"
is 2 "a misspelt command" a exprot
says err 'did you mean “export”' "it says which was meant"
is 2 "an unknown option before the command" a --colour rank
says err "no option --colour; before the command stand --db" "it says what may stand there"
is 2 "an option that stands before the command" a rank --as E01
says err "[-]-as stands before the command" "it says where"
is 0 "help" a help
says out "^  import " "help lists import"
is 0 "version" a --version
is 2 "an unknown option" a rank --colour
is 2 "--lang takes two languages" "$ACCOLADE" --lang fr help

is 3 "rank without a database" a rank
says err "award.db" "it names the file"
is 0 "packs" a packs
says out "gbt19580-2012" "GB/T 19580 is shipped"
is 0 "packs as json" a packs list --format json
says out '"id": *"plain"' "plain is in the json"
is 0 "packs show" a packs show gbt19580-2012
says out "4.7.7" "it shows the last item"
is 0 "packs show of a mean with a cap" a packs show efqm-2025
says out "^sound +Sound +1 +yes" "the part that caps is marked"
says out "written ITEM/PART" "and how parts are written in a scores file"
is 0 "packs show of a ladder" a packs show caf-2020-classical
says out "^D +Do +31 +50" "a rung has its ends"
is 0 "packs show of rules" a packs show mayor-demo
says out "^Options +combine=trimmed drop=1 minimum=3 fallback=mean apply-at=item blank=skip-mark" "it says the options as init --set takes them"
says out "^small +Small enterprises" "the classes"
says out "^band-distance +distance +2" "the settings of checks"
says out "^Prize money of Grand prize +1,000,000 CNY" "what is paid"
says out "^spot-check +Failed a national .* +3\$" "how far a veto looks back"
says out "^high-without-strength +Warning +item +process +percent is at least 85; strengths is below 1" "and the award's own checks"
is 0 "packs show of a ballot" a packs show hangzhou-2025
says out "^Ballot at Vote of the committee +无记名投票 / secret ballot" "it is told"
is 0 "packs show of rules with deductions" a packs show rizhao-2010
says out "^defence +overtime +Defence over time +2 +minute +2" "they are told"
says out "^Goes on from Satisfaction survey +whom a recorded decision" "and who goes on"
is 0 "packs show of rules with reserved places" a packs show zhuhai-2022
says out "^Reserved places +encouragement: 5 .sector = " "they are told"
is 0 "packs show of levels" a packs show tqc-plus
says out "^tqc-plus-people +TQC\\+ People +people +total above 450; “1” in band b4 or above; “5” in band b4" "says what each asks for"
cat >levels.xml <<'XML'
<rules id="levels" edition="1" status="example"><title xml:lang="en">Levels</title>
  <stage id="review" form="items"><title xml:lang="en">Review</title></stage>
  <level id="odd"><title xml:lang="en">Odd</title><all>
    <any><percent node="4.1" at-least="60"/><subtotal ref="results" above="200.5"/></any><not><score node="4.2" above="70"/></not></all></level>
</rules>
XML
is 0 "packs show of levels in levels" a packs show levels.xml
says out "^odd +Odd +\\(“4.1” at least 60 percent, or “results” above 200.5\\); not \\(“4.2” above 70\\)\$" "reads them out"
is 3 "packs show of nothing" a packs show gbt19850-2012
says err "gbt19580" "it suggests the near name"
is 3 "packs show of rules with a typing error" a packs show mayor-dem
says err "no rules “mayor-dem”; near are “mayor-demo”" "it looks among the rules too"
is 2 "init without a title" a init --criteria gbt19580-2012 --rules plain
is 2 "init with an option that is none" a init --criteria gbt19580-2012 --rules plain --title x --set combined=mean
is 3 "init with a title as long as a book" a init --criteria gbt19580-2012 --rules plain --title "$(head -c 501 /dev/zero | tr '\0' x)"
says err "the title has more than 500 bytes; shorten it" "it says how long it may be"
is 0 "nothing was made" test ! -e award.db

mkdir untotalled && cd untotalled
for criteria in caf-2020 caf-2020-classical iso9004-2018 deming-2015; do
  rm -f award.db*
  is 0 "an award by $criteria, which has no grand total" a init --criteria $criteria --rules plain --title x
  says out "no grand total" "it says so"
done
printf 'applicant,name\nA01,x\n' >a.csv && printf 'assessor\nE01\n' >e.csv
{ echo applicant,assessor,item,mark; for item in A1 A2 A3 A4 A5 A6 B C; do echo "A01,E01,$item,70"; done; } >s.csv
a import applicants a.csv >/dev/null; a import assessors e.csv >/dev/null; a import scores s.csv >/dev/null 2>&1
is 0 "its scoresheet" a report scoresheet A01
says out "^Expert review *Passed in all three groups" "shows the level reached"
is 0 "its scoresheet as json" a report scoresheet A01 --format json
says out '"level": "deming-pass"' "has it too"
is 3 "rank cannot be" a rank
says err "no total to rank by" "it says why"
is 3 "in Chinese" "$ACCOLADE" --lang zh rank
says err "^accolade: 该准则不设总分，无法据以排名" "likewise"
is 0 "its checks" a check
is 0 "its record" a verify
is 0 "a firm marks itself" a --as A01 score A01 A1 65
is 0 "and hands in what it has" a --as A01 submit A01
says err "7 of 8 marks were left blank" "it says how many are blank"
cd ..

is 0 "a small award" small_award
is 3 "init refuses an existing file" a init --criteria gbt19580-2012 --rules plain --title x
is 3 "init in a folder that is not there" a --db none/here.db init --criteria gbt19580-2012 --rules plain --title x
says err "^accolade: none/here.db: the folder cannot be read" "the file asked for is named"
is 0 "scores, dry run" a import scores scores.csv --dry-run
cp scores.csv bad.csv && printf 'A01,E01,4.1.9,60\nA02,E09,4.1.2,61\n' >>bad.csv
is 3 "bad scores are refused" a import scores bad.csv
says err "bad.csv:140: .*4.1.9" "the bad item is named with its line"
says err "bad.csv:141: " "and so is the second bad line"
is 0 "nothing was imported" a export scores
is 0 "it holds only the header" test "$(wc -l <out)" = 1
is 0 "scores" a import scores scores.csv
is 3 "the same scores again are refused" a import scores scores.csv

is 0 "rank" a rank --format json
says out '"format": *"accolade.ranking/1"' "the ranking says its format"
says out '"decimal": *"625.00"' "A01 has 625.00"
says out '"exact": *"625/1"' "exactly"
is 0 "rank as csv" a rank --format csv
says out "^1,A01" "A01 is first"
says out "^2,A02" "A02 shares second"
says out "^2,A03" "with A03"
a rank --format csv >en.csv && "$ACCOLADE" --lang zh rank --format csv >zh.csv
same en.csv zh.csv "csv is the same in both languages"
a rank --format json >en.json && LC_ALL=C "$ACCOLADE" --lang zh rank --format json >zh.json
same en.json zh.json "json is the same in both languages"
for format in text csv markdown html json; do
  for kind in ranking candidates flags; do is 0 "report $kind as $format" a report $kind --format $format; done
  for kind in scoresheet matrix; do is 0 "report $kind as $format" a report $kind A01 --format $format; done
done
a packs list --format csv >en.csv && "$ACCOLADE" --lang zh packs list --format csv >zh.csv
same en.csv zh.csv "the list of packs as csv is the same in both languages"
a packs show mayor-demo --format json >en.json && "$ACCOLADE" --lang zh packs show mayor-demo --format json >zh.json
same en.json zh.json "and a pack as json"
is 0 "the matrix" a report matrix A01 --format csv
says out "range,E01,E02" "assessors stand by id"
mkdir turned && cp ./*.csv turned && cd turned
printf 'assessor,role\nE03,assessor\nE02,assessor\nE01,leader\n' >assessors.csv
a init --criteria gbt19580-2012 --rules plain --title x --set combine=trimmed --set drop=1 --set rounding=down >/dev/null
for kind in applicants assessors scores; do a import $kind $kind.csv >/dev/null 2>&1; done
is 0 "the matrix of assessors registered the other way round" a report matrix A01 --format csv
says out "range,E01,E02" "has the same order"
is 0 "a ranking of two marks each, trimmed" a rank --format json
says out '"scorebooks": 2, "fell_back": true' "says that the fallback was used"
is 0 "as a sheet" a rank --format csv
says out "^.?rank,.*,reserved,fell_back,stage_review" "in a column"
says out "^1,.*,false,false,true,[0-9.]+.?$" "likewise"
is 0 "for people too" a rank
says out "few marks, fallback used" "says so"
says out "Points are rounded where" "and that points are rounded"
cd ..
is 2 "report of an unknown kind" a report gossip
is 2 "rank in an unknown format" a rank --format docx
is 2 "a scoresheet of nobody" a report scoresheet
is 3 "a scoresheet of somebody unknown" a report scoresheet A99
is 0 "the candidates" a report candidates
hides out "\\b(625|500)\\b" "hold no score"
is 0 "a report into a file" a report ranking --output list.html
says list.html "<html" "the ending chose the format"
is 2 "a report under the name of another program's document" a report ranking --output list.pdf
says err "list.pdf.*html" "what prints as PDF is named"
is 0 "the same name with a format said" a report ranking --output list.pdf --format text
is 3 "a report into a folder that is not there" a report ranking --output none/list.html

is 0 "check" a check
is 1 "check --strict" a check --strict --format json
says out '"format": *"accolade.flags/1"' "the flags are printed all the same"
is 0 "status" a status
is 0 "status as json" a status --format json

is 4 "an assessor may not rank" a --as E01 rank
is 4 "nor see the sheet of another panel" a --as E03 report scoresheet A01
is 0 "but that of their own panel, once they have submitted" a --as E01 report scoresheet A01
is 4 "nor export" a --as E01 export scores
is 4 "a stranger may do nothing" a --as E77 status
is 4 "the secretariat gives no marks" a score A01 4.1.2 70
is 4 "a submitted scorebook does not change" a --as E01 score A01 4.1.2 70
is 4 "an assessor without assignment" a --as E03 score A01 4.1.2 70

is 2 "a return needs a reason" a return A01 E01
is 0 "a scorebook goes back" a return A01 E01 --reason "typed into the wrong row"
is 3 "a mark off the scale" a --as E01 score A01 4.1.2 72
says err "0, 5, 10" "the legal ones are named"
is 3 "a mark for an unknown item" a --as E01 score A01 9.9 70
is 0 "a mark" a --as E01 score A01 4.1.2 80
is 0 "a comment" a --as E01 comment A01 4.1.2 strength "领导每月到现场(第6页)"
is 2 "a comment of another kind" a --as E01 comment A01 4.1.2 gossip x
is 0 "its author sees it in the log" a --as E01 log
says out "领导每月到现场" "with its words"
hides out "Nothing here" "and not that there is nothing"
is 0 "who has done nothing" a --as E03 log
says out "^Nothing here is open to you" "is told so"
is 0 "submit" a --as E01 submit A01
is 0 "rank again" a rank --format json
says out '"exact": *"630/1"' "the new mark counts: 625 + 50 x 10 % = 630"

is 0 "a recusal" a recuse A02 E02 --reason "kinship"
is 0 "the panel without" a rank --format json
says out '"scorebooks": *1' "has one scorebook"
is 4 "a recused assessor" a --as E02 score A02 4.1.2 70
is 0 "a veto" a veto A03 --reason "failed spot check 2025"
is 0 "the vetoed" a rank --format json
says out '"excluded": *\[' "are excluded"
says out 'failed spot check 2025' "with the reason"
is 0 "the veto lifted" a veto A03 --lift --reason "wrong firm"

is 0 "verify" a verify
says out "chain whole" "it says what held"
says out "^anchor: none was given; .* accolade verify --anchor HEAD$" "and what no journal can tell by itself"
is 0 "the journal for people" a log
says out "^Record +[0-9]+ events, head [0-9a-f]{64}$" "names the head it ends in"
a log --format json >log.json
head=$(a rank --format json | sed -n 's/.*"head": *"\([0-9a-f]*\)".*/\1/p' | head -1)
is 0 "verify with the head as anchor" a verify --anchor "$head"
says out "^anchor: $head is in the chain, and nothing was recorded after it$" "and nothing since"
first=$(sed -n '2,$s/.*"event": 1,.*"hash": *"\([0-9a-f]*\)".*/\1/p' log.json)
is 0 "verify with an earlier head" a verify --anchor "$first"
says out "^anchor: $first is in the chain; [0-9]+ events were recorded after it, see accolade log$" "tells how much came since"
is 1 "verify with another anchor" a verify --anchor 00000000000000000000000000000000
says err "is not in the chain: the newest events were cut off, or the chain was built again" "it says what that may mean"
says err "the record is not whole" "an alarm"
wrong=$(echo "$first" | sed 's/^\(.........\)./\1x/; s/x/0/')
[ "$wrong" = "$first" ] && wrong=$(echo "$first" | sed 's/^\(.........\)./\11/')
is 1 "verify with a head copied wrong" a verify --anchor "$wrong"
says err "the hash $wrong is not in the chain, but nearly that of event 1: compare it" "is told from a chain built again"
hides err "the record is not whole" "and is no alarm"
is 0 "stages" a stage
is 2 "a deadline that is no day" a stage review due 2026-02-30
is 2 "a deadline without a day" a stage review due
is 4 "an assessor sets none" a --as E02 stage review due 2020-06-30
is 0 "a deadline" a stage review due 2020-06-30
is 0 "stages with a deadline" a stage
says out "^review +.* open +overdue \(2020-06-30\)" "the list of stages has it, and that it is past"
is 0 "as JSON" a stage --format json
says out '"stage": "review", "state": "open", "due": "2020-06-30"' "for machines the day"
is 0 "assessors" a status
says out "^Assessors +3\$" "those who mark are counted"
a status --format json >out
says out '"due-review": "2020-06-30"' "the status has it"
is 0 "none again" a stage review due none
is 0 "seal" a stage review seal
hides err . "without a warning, since nobody owes a scorebook"
says out "^[0-9a-f]{64}$" "the head for the paper is told"
head=$(tail -n 1 out)
is 0 "verify holds the record to it" a verify --anchor "$head"
is 4 "nothing is marked after sealing" a --as E02 score A01 4.1.2 70
printf 'applicant,name\nA99,来迟的\n' >late.csv
is 4 "nor does anybody enter after it" a import applicants late.csv
says err "every stage is sealed and the ranking stands" "why"
is 0 "verify with a seal" a verify
says out "1 stands" "the seal is counted"
is 4 "a sealed stage opens only with a reason" a stage review open
is 0 "with a reason it opens" a stage review open --reason "objection upheld"
is 0 "every command's help" sh -c '"$ACCOLADE" help recuse'
echo "1..$n"
