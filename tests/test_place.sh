#!/bin/sh
# Places that a tie left open, given by people on the record.
. "$(dirname "$0")/tap.sh"

cat >rules.xml <<'R'
<?xml version="1.0" encoding="UTF-8"?>
<rules id="two" edition="2026" status="own">
  <title xml:lang="zh">两档</title><title xml:lang="en">Two tiers</title>
  <combine method="mean"/>
  <stage id="site" form="total" max="100" factor="1"><title xml:lang="zh">现场评审</title><title xml:lang="en">Site visit</title></stage>
  <tier id="gold"><title xml:lang="zh">金奖</title><title xml:lang="en">Gold</title><places most="1"/></tier>
  <tier id="silver"><title xml:lang="zh">银奖</title><title xml:lang="en">Silver</title><places most="1"/></tier>
</rules>
R
printf 'applicant,name\nH1,一号\nH2,二号\nH3,三号\n' >applicants.csv
printf 'assessor,role\nE1,assessor\nC1,committee\nS1,supervisor\n' >assessors.csv
printf 'applicant,assessor\nH1,E1\nH2,E1\nH3,E1\n' >assignments.csv
is 0 "an award of two tiers" a init --criteria gbt19580-2012 --rules rules.xml --title 并列
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done
give() { a --as E1 score "$1" total "$2" >/dev/null && a --as E1 submit "$1" >/dev/null; }
give H1 80 && give H2 80 && give H3 70

is 0 "two tie for the first place" a rank
says out "^ *1 +H1 .*place contested" "neither has it"
says out "Gold +1 +contested by a tie" "it is open"
is 4 "an assessor decides nothing" a --as E1 place H1 --reason x
is 4 "nor a supervisor" a --as S1 place H1 --reason x
is 2 "a ground is needed" a place H1
is 3 "who does not tie gets none" a place H3 --reason x
says err "“H3” does not tie for an open place; accolade rank names those who do" "it says so"
is 3 "nor who is not there" a place H9 --reason x
is 3 "nothing is to be withdrawn" a place H1 --withdraw --reason x
says err "no place was given to “H1” by a decision" "it says so"
is 0 "what is left to do" a status
says out "^Places that a tie leaves open$" "is to give it"
says out "^Gold +1 +H1, H2$" "to one of the two"
says out "^Give them before all is sealed: accolade place APPLICANT --reason TEXT$" "and how"
is 0 "in Chinese" "$ACCOLADE" --lang zh status
says out "^金奖 +1 +H1、H2$" "likewise"
is 0 "for machines" a status --format json
tr -d "\n" <out >line
says line '"open_places": *\[ *\{"class": "", "tier": "gold", "places": 1, "applicants": \["H1", "H2"\]\} *\], *"vacant_reserved": \[\]' "all of it"
is 0 "an assessor" a --as E1 status
hides out "leaves open" "learns nothing of it"

is 0 "decided" a place H2 --reason "评审委员会票决 5:2"
says out "^H2: Gold, decided among H1, H2$" "what, and among whom"
is 0 "the ranking" a rank
says out "^ *1 +H2 .*Gold .*place given by decision: 评审委员会票决 5:2" "the place is given, on that ground"
says out "^ *1 +H1 .*Silver" "the other has the next"
hides out "contested" "nothing is open"
is 0 "in Chinese" "$ACCOLADE" --lang zh rank
says out "H2 .*金奖.*经决定授予：评审委员会票决 5:2" "likewise"
is 0 "machines" a rank --format json
says out '"applicant": "H2".*"tier": "gold".*"placed": true' "read it"
says out '"applicant": "H1".*"tier": "silver".*"placed": false' "of all"
is 0 "in lines" sh -c 'printf "ranking\nquit\n" | "$ACCOLADE" --lang en --plain'
says out "H2 二号, 80.00 points, Gold, given by decision$" "it is said, too"
is 0 "the list" a report candidates
says out "Gold" "names the tier"
hides out "票决" "but not the ground"
is 0 "the log" a log
says out "place given +H2 .*Gold, decided among H1, H2.*评审委员会票决 5:2" "who, what, why"
is 0 "nothing is idle" a status
hides out "without effect|leaves open" "so nothing is said"
is 3 "once is enough" a place H2 --reason x
says err "“H2” was given its place by a decision already; accolade place --withdraw takes it back" "it says so"
is 0 "verify" a verify

# Another result, another tie: the decision does not hold for it, and says so.
a return H3 E1 --reason 复核 >/dev/null
is 0 "while marks are out" a status --format json
hides out "open_places" "nobody says which places are open"
give H3 80
is 0 "a third ties" a rank
says out "H2 .*place contested" "the place is open again"
is 0 "status" a status
says out "^Gold +1 +H1, H2, H3$" "names those who tie now"
says out "Decided places without effect" "says that a decision lies idle"
says out "H2 +二号 +Gold, decided among H1, H2 +评审委员会票决 5:2" "which, and on what"
is 0 "for machines" a status --format json
tr -d "\n" <out >line
says line '"idle_places": *\[ *\{"applicant": "H2", "place": "gold: H1 H2"' "likewise"
is 0 "an assessor" a --as E1 status
hides out "without effect" "learns nothing of it"
is 0 "verify" a verify
a return H3 E1 --reason 复核 >/dev/null && give H3 60
is 0 "as before" a rank
says out "H2 .*Gold .*place given by decision" "it holds again"

printf 'applicant,name\nH4,四号\n' >late.csv
a import applicants late.csv >/dev/null && a place H2 --withdraw --reason 重议 >/dev/null
is 0 "while one has no assessor" a status
says out "^H4|H4 +四号" "it is named"
hides out "leaves open" "places wait for its marks"
a withdraw H4 --reason 来函 >/dev/null
is 0 "without it" a status
says out "^Gold +1 +H1, H2$" "they do not"
a place H2 --reason "评审委员会票决 5:2" >/dev/null

# Taken back; sealed; falsified.
is 0 "withdrawn" a place H2 --withdraw --reason 程序有误
says out "H2: the decision is taken back" "it says so"
is 0 "then" a rank
says out "H2 .*place contested" "it is open"
is 0 "verify" a verify
is 0 "decided anew" a place H1 --reason "复议 6:1"
is 0 "sealed" a stage site seal
is 0 "verify" a verify
is 4 "what is sealed stands" a place H1 --withdraw --reason x
says err "every stage is sealed and the ranking stands" "it says so"
sqlite3 award.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null; cp award.db sane.db
tamper "another's place" "UPDATE placing SET applicant = 2 WHERE applicant = 0" "the place given to “H3”: no event explains it"
tamper "a place taken" "DELETE FROM placing WHERE applicant = 0" "what event [0-9]+ set .*place"
tamper "another ground" "UPDATE placing SET reason = 'x' WHERE applicant = 0" "the place given to “H1”: its reason was changed"
tamper "another tie" "UPDATE placing SET place = 'gold: H1 H2 H3' WHERE applicant = 0" "the place given to “H1”: it is “gold: H1 H2 H3”"
tamper "a tie of nobody" "UPDATE placing SET place = 'gold:' WHERE applicant = 0" "the place given to “H1”: it is “gold:”"
is 0 "status of that" a status
says out "Gold, decided among" "names the tie"
hides out "decided among 复议" "and nothing that stands behind it"

# Two places of one tie, given in turn: the second decision holds when the first is withdrawn.
rm -f award.db*
sed 's,<places most="1"/></tier>,<places most="2"/></tier>,; s,"two","four",' rules.xml >four.xml
is 0 "an award of two places in each tier" a init --criteria gbt19580-2012 --rules four.xml --title 并列
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done
give H1 80 && give H2 80 && give H3 80
is 0 "status" a status
says out "^Gold +2 +H1, H2, H3$" "counts them"
is 0 "the first" a place H1 --reason 票决
is 0 "status" a status
says out "^Gold +1 +H2, H3$" "says what is left"
is 0 "the second" a place H2 --reason "票决 4:3"
says out "^H2: Gold, decided among H1, H2, H3$" "among all who tied for both"
is 0 "the first is withdrawn" a place H1 --withdraw --reason 程序有误
is 0 "the ranking" a rank
says out "^ *1 +H1 .*place contested" "its place is open again"
says out "^ *1 +H2 .*Gold .*place given by decision: 票决 4:3" "the second stands"
is 0 "status" a status
hides out "without effect" "nothing is idle"
is 0 "another gets it" a place H3 --reason 复议
is 0 "the ranking" a rank
hides out "place contested|contested by" "nothing is open"
is 0 "verify" a verify

# Of three who share a rank two tie for a place kept for their sector; the third ties with the loser for the next tier.
rm -f award.db*
sed 's,<places most="1"/>,<places most="1"><reserve places="1" field="sector" value="small"/></places>,; s,"two","kept",' rules.xml >kept.xml
sed -i '/silver/s,<places.*</places>,<places most="1"/>,' kept.xml
printf 'applicant,name,sector\nH1,一号,small\nH2,二号,small\nH3,三号,\n' >sectors.csv
is 0 "an award with a place kept" a init --criteria gbt19580-2012 --rules kept.xml --title 并列
for what in applicants:sectors assessors:assessors assignments:assignments; do a import "${what%:*}" "${what#*:}.csv" >/dev/null; done
give H1 80 && give H2 80 && give H3 80
is 0 "the ranking" a rank --format json
says out '"applicant": "H3".*"tier": "", .*"contested": true' "the third has no place yet"
is 3 "who waits for the tie above" a place H3 --reason 票决
says err "whether “H3” ties for a place hangs on a tie for a higher one; decide that one first" "is not decided on yet"
is 0 "the higher one" a place H1 --reason 票决
is 0 "then the other" a place H3 --reason 票决
says out "^H3: Silver, decided among H2, H3$" "among those who now tie"
is 0 "status" a status
hides out "Reserved" "no place that is kept stays empty"
is 0 "both leave" sh -c 'for h in H1 H2; do "$ACCOLADE" withdraw $h --reason 来函; done'
is 0 "status" a status
says out "^Reserved places that stay vacant$" "the kept one does"
says out "^Gold +1 +reserved, and none of those it is kept for is left$" "and says why"
is 0 "for machines" a status --format json
tr -d "\n" <out >line
says line '"open_places": \[\], *"vacant_reserved": \[ *\{"class": "", "tier": "gold", "places": 1, "reason": "reserved"\} *\]' "likewise"
is 0 "verify" a verify

# Who closes or seals the last stage learns which place is still open, while it can be given.
rm -f award.db*
a init --criteria gbt19580-2012 --rules rules.xml --title 并列 >/dev/null
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done
give H1 80 && give H2 80 && give H3 70
is 0 "the only stage is closed" a stage site close
says err "^accolade: a place is still open: Gold, for which H1, H2 tie; give it with accolade place before all is sealed$" "with a place open"
is 0 "sealed all the same" a stage site seal
says err "^accolade: a place is still open: Gold, for which H1, H2 tie; to give it, open a stage again with --reason and say accolade place$" "it is told what it takes now"
is 0 "status" a status
says out "^All is sealed; to give them, open a stage again with --reason" "says so, too"
is 0 "opened again" a stage site open --reason 授予名额
is 0 "the place is given" a place H2 --reason 票决
is 0 "sealed" a stage site seal
hides err "still open" "with none open"

# A prize that goes by no rank is given by people, to who is ranked and has no other.
rm -f award.db*
sed 's#<tier id="gold"#<tier id="special" outside-quota="yes"><title xml:lang="zh">特别贡献奖</title><title xml:lang="en">Special</title></tier>&#' rules.xml >special.xml
a init --criteria gbt19580-2012 --rules special.xml --title 特别 >/dev/null
for what in applicants assessors assignments; do a import $what $what.csv >/dev/null; done
give H1 80 && give H2 75
is 3 "who is not ranked" a place H3 --tier special --reason x
says err "“H3” is not ranked, and “Special” is for who is" "gets none"
give H3 70
is 0 "before it is given" a report candidates
hides out "Special" "nobody has it"
is 3 "who has another" a place H1 --tier special --reason x
says err "“H1” has “Gold” already" "keeps that"
is 3 "a tier that goes by rank" a place H3 --tier gold --reason x
says err "“Gold” goes by rank and is not given by people" "is not given"
is 3 "one that is not there" a place H3 --tier bronze --reason x
says err "the rules have no tier “bronze”; accolade packs award rules lists them" "is not known"
is 0 "given, by its title" a place H3 --tier 特别贡献奖 --reason "常务会议纪要 3 号"
says out "^H3: Special$" "it says what"
is 0 "the ranking" a rank
says out "^ *3 +H3 .*Special +place given by decision: 常务会议纪要 3 号" "tells it, on that ground"
is 0 "the notice" a report candidates
says out "^Special \(1 organisation\)$" "names it"
is 0 "beside another" a report comparison H2 H3
says out "The prize of H3 三号 goes by no rank and was given by decision: 常务会议纪要 3 号" "it is told apart from a tie"
is 0 "it recomputes" a verify
cp award.db sane.db
tamper "a prize taken away" "DELETE FROM placing" "place"
cp sane.db award.db
give2() { a return "$1" E1 --reason 复核 >/dev/null && give "$1" "$2"; }
give2 H3 90
is 0 "who gets a place by rank" a rank
says out "^ *1 +H3 .*Gold" "has that"
is 0 "the status" a status
says out "^Decided places without effect: .*, or the applicant is not ranked or ranks for a place itself$" "says that the decision has no effect"
is 2 "taken back with a tier" a place H3 --withdraw --tier special --reason x
says err "place: --withdraw takes back what was decided, and goes without --tier" "it takes none"
is 0 "taken back" a place H3 --withdraw --reason 另有名次
says out "^H3: the decision is taken back$" "it says so"

# Totals that no exact number holds rank nobody; what is left to do, and a withdrawal, have no need of a ranking.
rm -f award.db*
primes="999983 999979 999961 999959 999953 999931 999917"
{ sed '/<stage/,$d' rules.xml
  for p in $primes; do echo "<stage id=\"s$p\" form=\"total\" max=\"100\" factor=\"1/$p\"><title xml:lang=\"zh\">$p</title></stage>"; done
  sed -n '/<tier/,$p' rules.xml; } >fine.xml
{ echo applicant,assessor,stage,item,mark
  for p in $primes; do for h in H1 H2 H3; do echo "$h,E1,s$p,total,80"; done; done; } >scores.csv
is 0 "an award of fine factors" a init --criteria gbt19580-2012 --rules fine.xml --title 细
for what in applicants assessors scores; do a import $what $what.csv >/dev/null 2>&1; done
is 3 "nobody can be ranked" a rank
says err "the total of applicant H1 does not fit an exact number" "it says why"
is 0 "status all the same" a status
says out "^Nothing is owed" "tells what is owed"
is 0 "and one may leave" a withdraw H1 --reason 来函
echo "1..$n"
