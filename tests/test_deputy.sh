#!/bin/sh
# When a panel's leader is recused: the named deputy leads, else the panel is reported as without a leader.
. "$(dirname "$0")/tap.sh"

# A judged award: A01 and A02 by E01 (leads), E02, E03; A03 by E02, E03, of whom nobody leads.
judged() {
  small_award && rm -f award.db &&
    printf 'assessor,role\nE01,assessor\nE02,assessor\nE03,assessor\nS01,supervisor\n' >assessors.csv &&
    printf 'applicant,assessor,lead\nA01,E01,yes\nA01,E02,\nA01,E03,\nA02,E01,yes\nA02,E02,\nA02,E03,\nA03,E02,\nA03,E03,\n' >assignments.csv &&
    { echo applicant,assessor,item,mark
      for i in $items; do echo "A01,E01,$i,60"; echo "A01,E02,$i,65"; echo "A01,E03,$i,80"; echo "A02,E02,$i,50"; echo "A02,E03,$i,55"; done; } >scores.csv &&
    a init --criteria gbt19580-2012 --rules plain --set combine=judged --title 试评 >/dev/null &&
    a import applicants applicants.csv >/dev/null && a import assessors assessors.csv >/dev/null &&
    a import assignments assignments.csv >/dev/null && a import scores scores.csv >/dev/null
}
is 0 "an award that is judged" judged
is 0 "rank" a rank --format csv
says out "^1,A01,.*,600" "the leader's 60 % counts"
is 4 "an assessor names nobody" a --as E02 deputy A01 E02 --reason x
is 2 "a reason is kept" a deputy A01 E02
is 3 "the leader is no deputy" a deputy A01 E01 --reason x
says err "a deputy is another" "it says so"
is 3 "nor somebody unknown" a deputy A01 E09 --reason x
is 3 "nor the supervisor" a deputy A01 S01 --reason x
says err "is not in the panel.*accolade import assignments" "it says why"
is 0 "a member" a deputy A01 E02 --reason "资深评审员"
says out "A01, Expert review: the deputy is E02" "it says so"
is 3 "once" a deputy A01 E02 --reason x
is 0 "rank" a rank --format csv
says out "^1,A01,.*,600" "the leader still counts"
is 4 "the deputy records no consensus yet" a --as E02 agree A01 4.1.2 65
is 0 "status" a status
hides out "without a leader" "every panel has its leader"

is 0 "the leader of both is recused from A01" a recuse A01 E01 --reason "持股"
says out "A01, Expert review: the leader is recused; E02 leads as the deputy" "the lead passes, and it is said"
is 0 "rank" a rank --format csv
says out "^1,A01,.*,650" "now the deputy's 65 % counts"
is 4 "the others do not lead" a --as E03 agree A01 4.1.2 65
is 0 "the deputy records the consensus" a --as E02 agree A01 4.1.2 70 --reason-code evidence --reason "附件3"
is 0 "rank" a rank --format json
says out '"exact": "1305/2"' "in the leader's place: 5 % of 50 points more"
printf 'queue all\nquit\n' >said
is 0 "the deputy's queue as lines" a --as E02 --plain <said
says out "A01 一号: 23 of 23 marked, submitted, leads" "says who leads"
is 0 "from A02 in Chinese" "$ACCOLADE" --lang zh recuse A02 E01 --reason "亲属"
says out "accolade deputy A02" "the panel has none, and what to do"
is 0 "status" a status
says out "Panels without a leader" "it is reported"
says out "^Expert review +A02 .*E01" "with who is recused"
is 0 "for machines" a status --format json
says out '"stage": "review", "applicant": "A02", "recused": "E01"' "too"
hides out "\"A03\", \"recused\"" "a panel that never had one is not"
is 0 "an assessor" a --as E02 status
hides out "without a leader" "is not told"
is 0 "rank" a rank
says out "A02.*missing" "a judged stage has no figure for it"
is 0 "named at last" a deputy A02 E03 --reason "代行组长"
says out "E03 leads as the deputy" "it says so"
is 0 "rank" a rank --format csv
says out "^2,A02,.*,550" "and the deputy's 55 % counts"
is 0 "status" a status
hides out "without a leader" "nothing is left"
is 0 "the deputy is recused too" a recuse A02 E03 --reason x
says out "the panel has none now" "nobody leads again"
is 0 "taken back" a deputy A02 none --reason x
says out "no deputy any more" "it says so"
is 3 "once" a deputy A02 none --reason x
is 0 "a panel without leaders gets one" a deputy A03 E02 --reason x
is 0 "log" a log --format csv
says out "secretariat,deputy,review,A01,E02,,no-deputy,E02,资深评审员" "who was named, and why"
says out "secretariat,deputy,review,A02,E03,,E03,no-deputy,x" "and taken back"
is 0 "verify" a verify

if command -v sqlite3 >/dev/null; then
  sqlite3 award.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
  cp award.db sane.db
  tamper "another deputy" "UPDATE deputy SET assessor = 2 WHERE panel = 0" "the deputy of the panel of “A01” at stage review: it is “E03”"
  tamper "one that is gone" "DELETE FROM deputy WHERE panel = 2" "deputy review A03"
  tamper "one nobody named" "UPDATE deputy SET assessor = 1 WHERE panel = 1" "but event [0-9]* set it to “no-deputy”"
fi

# A leader who declares a conflict is told what becomes of the panel, but not who leads it.
mkdir asking && cd asking || exit 1
asking() {
  printf 'applicant,name\nA01,一号\nA02,二号\n' >applicants.csv && cp ../assessors.csv . &&
    printf 'applicant,assessor,lead\nA01,E01,yes\nA01,E02,\nA02,E01,yes\nA02,E02,\n' >assignments.csv &&
    a init --criteria gbt19580-2012 --rules plain --set declaration=required --title 先声明 >/dev/null &&
    a import applicants applicants.csv >/dev/null && a import assessors assessors.csv >/dev/null &&
    a import assignments assignments.csv >/dev/null && a deputy A01 E02 --reason x >/dev/null
}
is 0 "an award that asks" asking
is 0 "the leader declares a conflict" a --as E01 declare A01 conflict --reason "顾问"
says out "the leader is recused; the deputy leads" "it says what follows"
hides out "E02" "and names nobody"
is 0 "the leader declares another" a --as E01 declare A02 conflict --reason "顾问"
says out "the secretariat sees it" "it says what follows"
is 0 "the secretariat" a status
says out "^Expert review +A02 .*E01" "sees it"
is 0 "closed" a stage review close --reason over
is 0 "the secretariat" a status
says out "^Expert review +A02 .*E01" "a deputy may still be named"
is 0 "sealed" a stage review seal
is 0 "the secretariat" a status
hides out "without a leader" "nobody can be named any more"
