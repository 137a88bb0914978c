#!/bin/sh
# An assessor who falls ill in the middle of a stage: taken off what is not submitted, never as a conflict of interest.
. "$(dirname "$0")/tap.sh"

# A01 and A02 by E01 (leads), E02, E03; A03 by E01, E02; E04 works for A03; E05 is free. E01 has submitted A01 and begun A02.
ill() {
  printf 'applicant,name\nA01,一号公司\nA02,二号公司\nA03,三号公司\n' >applicants.csv &&
    printf 'assessor,role,organisation\nE01,assessor,\nE02,assessor,\nE03,assessor,\nE04,assessor,三号公司质量部\nE05,assessor,\nS01,supervisor,\n' >assessors.csv &&
    printf 'applicant,assessor,lead\nA01,E01,yes\nA01,E02,\nA01,E03,\nA02,E01,yes\nA02,E02,\nA02,E03,\nA03,E01,\nA03,E02,\n' >assignments.csv &&
    items="4.1.2 4.1.3 4.1.4 4.2.2 4.2.3 4.3.2 4.3.3 4.4.2 4.4.3 4.4.4 4.4.5 4.4.6 4.4.7 4.5.2 4.5.3 4.6.2 4.6.3 4.7.2 4.7.3 4.7.4 4.7.5 4.7.6 4.7.7" &&
    { echo applicant,assessor,item,mark
      for i in $items; do echo "A01,E01,$i,60"; echo "A01,E02,$i,70"; echo "A02,E02,$i,50"; done; } >scores.csv &&
    a init --criteria gbt19580-2012 --rules plain --title 换人 >/dev/null && a import applicants applicants.csv >/dev/null &&
    a import assessors assessors.csv >/dev/null && a import assignments assignments.csv >/dev/null &&
    a import scores scores.csv >/dev/null && a --as E01 score A02 4.1.2 80 >/dev/null
}
is 0 "an award" ill
is 0 "rank" a rank --format csv
says out "^1,A01,.*,650" "both scorebooks of A01 count"

# Who may, and what is refused; then nothing is done.
is 4 "an assessor releases nobody" a --as E02 release E01 --reason x
is 4 "nor does the supervisor" a --as S01 release E01 --reason x
is 2 "a reason is kept" a release E01
is 3 "nobody unknown" a release E09 --reason x
is 3 "of an applicant that is not there" a release E01 A09 --reason x
is 3 "who owes nothing" a release E05 --reason x
says err "owes no scorebook at a stage that is open" "it says so"
is 3 "what is submitted" a release E01 A01 --reason x
says err "has submitted the scorebook on “A01”, and it counts on" "it says why"
is 3 "what is not assigned" a release E03 A03 --reason x
says err "“E03” is not assigned to “A03”" "it says so"
is 3 "a successor who oversees" a release E01 --to S01 --reason x
says err "role supervisor and marks nobody" "it says why"
printf 'applicant,assessor\nA03,S01\n' >oversees.csv
is 3 "who oversees is not assigned by an import either" a import assignments oversees.csv
says err "oversees.csv:2: “S01” has the role supervisor and marks nobody; name an assessor" "it says why"
{ echo applicant,assessor,item,mark; for i in $items; do echo "A03,S01,$i,60"; done; } >oversees.csv
is 3 "nor are marks of one taken" a import scores oversees.csv
says err "“S01” has the role supervisor" "it says why"
is 3 "a successor who is in the panels" a release E01 --to E02 --reason x
says err "A02 \(in the panel already\), A03 \(in the panel already\)" "it names every obstacle"
is 3 "who takes their own place" a release E01 --to E01 --reason x
is 2 "a release taken back has no successor" a release E01 --to E05 --lift --reason x
is 3 "nothing is to be taken back" a release E01 --lift --reason x
is 0 "log" a log --format csv
hides out ",release," "nothing was done"
a recuse A03 E05 --reason 亲属 >/dev/null
is 3 "a successor who is recused" a release E01 --to E05 --reason x
says err "A03 \(recused\)" "it says from whom"

# Released: owed no more, apart from recusals, and what was submitted counts.
is 0 "released" a release E01 --reason "住院"
says out "E01 is released from 2 scorebooks, Expert review: A02, A03" "it says from what"
says out "1 scorebook is submitted and counts on" "and what stays"
says out "^nobody leads now, Expert review: A02; name a successor: accolade release E01 --to ASSESSOR, or a deputy" "the lead is not lost in silence"
is 0 "rank" a rank --format csv
says out "^1,A01,.*,650" "what was submitted counts on"
is 0 "status" a status
says out "^Scorebooks not begun +3$" "nobody owes it"
says out "^Released, and not for a conflict of interest$" "it is listed apart"
says out "^Expert review +A02 .*E01 .*住院" "with its reason"
says out "^Expert review +A02 .*E01 +released" "the panel without a leader says why"
hides out "recused" "nothing is called a recusal"
is 0 "for machines" a status --format json
says out '"assessor": "E01", "state": "released", "marked": 1' "the state, with what was begun"
says out '"assessor": "E01", "state": "submitted"' "beside what is submitted"
says out '"stage": "review", "applicant": "A03", "assessor": "E01", "successor": "", "reason": "住院"' "and the release"
says out '"applicant": "A02", "recused": "", "released": "E01"' "who led it is released, and not recused"
is 0 "in Chinese" "$ACCOLADE" --lang zh status
says out "^因故退出（与利益冲突无关）$" "it has its words"
hides out "回避" "which are not those of a recusal"
is 0 "the assessor's own status" a --as E01 status
says out "Nothing is owed" "owes nothing"
says out "A02 .*住院" "and says why"
printf 'queue all\nquit\n' >said
is 0 "the queue as lines" a --as E01 --plain <said
says out "A02 二号公司: 1 of 23 marked, released$" "it says released, and no lead"
says out "A01 一号公司: 23 of 23 marked, submitted, leads$" "beside what is submitted"
is 4 "nothing more is marked" a --as E01 score A02 4.1.3 70
says err "is released from “A02”.*accolade release E01 A02 --lift" "it says why"
is 4 "nor submitted" a --as E01 submit A02
is 0 "the own draft is still read" a --as E01 history A02
says out "80" "with its marks"
says out "released +assigned +released +住院" "and the release"
is 4 "what others gave is not" a --as E01 report matrix A02
is 3 "a released assessor leads nobody" a deputy A02 E01 --reason x
is 3 "once" a release E01 --reason x
says err "released already from all that is not submitted; --to names a successor" "it says what there is"
is 3 "assigned again" a import assignments assignments.csv
says err "“E01” is released from “A02” at stage “Expert review”; accolade release E01 A02 --lift" "the way back is another"
{ echo applicant,assessor,item,mark; for i in $items; do echo "A03,E01,$i,60"; done; } >late.csv
is 3 "nor are marks imported" a import scores late.csv
says err "“E01” is released from “A03”" "it says why"
is 0 "check" a check --format json
says out '"check": "missing".*"applicant": "A03".*"released": "1"' "a flag tells whose place is empty"
is 0 "check in words" a check
says out "A03 has no scorebook that counts.*0 are left out for recusal, and 1 places of released assessors are empty" "and not as a recusal"

# A successor later; the employer's question; the lead.
is 0 "passed on" a release E01 --to E04 --reason "另请人接替"
says out "E04 takes the place" "it says so"
says err "the employer of “E04” begins with the name of “A03”; if they work there: accolade recuse A03 E04" "the employer is asked about"
says out "^E04 leads as the deputy, Expert review: A02$" "the lead passes by the rule of deputies, only where there was one"
is 0 "the successor marks" a --as E04 score A02 4.1.2 60
is 0 "status" a status --format json
says out '"applicant": "A02", "assessor": "E04", "state": "draft"' "and owes the scorebook"
says out '"applicant": "A02", "assessor": "E01", "successor": "E04"' "the release names who took the place"
is 0 "the released assessor's history" a --as E01 history A02
hides out "E04" "does not say who"
is 0 "the secretariat's" a history A02 --assessor E01
says out "released, E04 in the place" "does"
is 0 "the successor's" a history A03 --assessor E04
says out "assigned +assigned" "begins with the assignment"
is 0 "log" a log --format csv
says out "secretariat,release,review,A02,E01,,assigned,released,住院" "the release"
says out "secretariat,release,review,A02,E01,,released,released to E04,另请人接替" "who took the place"
says out "secretariat,assign,review,A02,E04,,,assigned,另请人接替" "the assignment"
says out "secretariat,deputy,review,A02,E04,,no-deputy,E04,另请人接替" "and the lead"
is 0 "in Chinese" "$ACCOLADE" --lang zh log
says out "因故退出，由 E04 接替" "in words"
is 0 "verify" a verify
says out "^state: 1 of these does not count.*: its assessor is recused, released or not of the panel$" "the draft counts nowhere"

# Taken back where nobody holds the place, else passed back by who does.
is 3 "not while another holds the place" a release E01 A02 --lift --reason "康复"
says err "“E04” has taken the place of “E01” on “A02”; accolade release E04 A02 --to ASSESSOR" "it says what to do"
is 0 "the successor declares a conflict" a recuse A03 E04 --reason "任职于A03"
is 0 "then the place is empty" a release E01 --lift --reason "康复"
says out "E01 has 1 scorebook to give again, Expert review: A03" "and is taken back"
says out "A02: E04 has taken the place and keeps it; accolade release E04 A02 --to E01 passes it back" "the other stays"
is 0 "passed back" a release E04 A02 --to E01 --reason "康复"
says out "E01 takes the place" "it says so"
says out "^E01 leads, Expert review: A02$" "with the lead"
is 0 "status" a status --format json
says out '"applicant": "A02", "assessor": "E01", "state": "draft", "marked": 1' "with what was begun before"
says out '"applicant": "A02", "assessor": "E04", "state": "released"' "the successor is off it"
says out '"leaderless": \[\]' "the leader leads again"
is 0 "and marks again" a --as E01 score A02 4.1.3 70
is 0 "what was taken back in the draft's history is passed by" a --as E01 history A02 --restore 0
is 0 "verify" a verify

# A deputy who leads falls ill too: the successor is named in their place; who comes back leads again.
is 0 "the leader leaves" a release E01 A02 --to E05 --reason x
says out "^E05 leads as the deputy, Expert review: A02$" "the successor leads"
is 0 "so does the deputy" a release E05 A02 --reason x
says out "^nobody leads now, Expert review: A02" "nobody leads"
is 0 "somebody takes that place" a release E05 A02 --to E04 --reason x
says out "^E04 leads as the deputy, Expert review: A02$" "and leads"
is 0 "until the deputy" a release E04 A02 --to E05 --reason x
says out "^E05 leads as the deputy, Expert review: A02$" "comes back"
is 0 "and the leader" a release E05 A02 --to E01 --reason x
says out "^E01 leads, Expert review: A02$" "does"
is 0 "released alone" a release E01 A02 --reason x
is 0 "and taken back" a release E01 A02 --lift --reason x
says out "^E01 leads, Expert review: A02$" "the lead comes back as well"
is 0 "verify" a verify

# A stage that is closed, a withdrawn applicant.
a withdraw A03 --reason 来函 >/dev/null
is 3 "of one who has withdrawn nothing is owed" a release E01 A03 --reason x
says err "who has withdrawn from the award" "it says so"
is 0 "the rest is released" a release E01 --stage review --reason "再次住院"
says out "E01 is released from 1 scorebook, Expert review: A02" "all but that"
a stage review close >/dev/null 2>&1
is 4 "at a closed stage nothing is released" a release E02 --stage review --reason x
says err "is closed; the secretariat opens it again" "it says what to do"
is 4 "nor taken back" a release E01 A02 --lift --reason x
is 3 "nor without the stage" a release E03 --reason x
is 0 "status" a status
says out "Not submitted when the stage was closed" "what others owed is missing"
hides out "^Expert review +A02 .*E01 .*stage closed" "what E01 was released from is not"
is 0 "verify" a verify

# Who was not the leader of a panel has no lead to pass; exports tell what is a draft.
mkdir lead && cd lead || exit 1
led() {
  cp ../applicants.csv ../assessors.csv ../assignments.csv . && a init --criteria gbt19580-2012 --rules plain --title 组长 >/dev/null &&
    for what in applicants assessors assignments; do a import $what $what.csv >/dev/null || return 1; done
  a --as E01 score A01 4.1.2 80 >/dev/null && a --as E02 score A01 4.1.2 80 >/dev/null && a --as E03 score A02 4.1.2 80 >/dev/null
}
is 0 "an award" led
is 0 "the leader is released" a release E01 A01 --reason x
says out "^nobody leads now, Expert review: A01;" "it is said once"
is 0 "another member, too" a release E02 A01 A02 --reason x
hides out "leads" "and not again, for this one led nobody"
is 0 "both panels' leader" a release E01 --reason x
says out "^nobody leads now, Expert review: A02;" "it is said of the one that had a leader"
is 0 "export" a export scores
says err "2 drafts are in it that do not count, for their assessors are released: E01 A01, E02 A01" "released assessors' drafts are told"
says err "1 draft is in it that does not count before it is submitted" "apart from those that may yet be"
cd .. || exit 1

# Panels too small are told.
mkdir small && cd small || exit 1
few() {
  printf 'applicant,name\nA01,一号\n' >applicants.csv && printf 'assessor\nE01\nE02\nE03\n' >assessors.csv &&
    printf 'applicant,assessor\nA01,E01\nA01,E02\n' >assignments.csv &&
    printf 'applicant,assessor\nA01,E03\n' >new.csv &&
    { echo applicant,assessor,item,mark; for i in $items; do echo "A01,E02,$i,60"; done; } >one.csv && a packs show plain --xml | sed 's/panel-min="1"/panel-min="2"/; s/id="plain"/id="two"/' >two.xml &&
    a init --criteria gbt19580-2012 --rules two.xml --title 少人 >/dev/null && a import applicants applicants.csv >/dev/null &&
    a import assessors assessors.csv >/dev/null && a import assignments assignments.csv >/dev/null
}
is 0 "a panel of two" few
is 0 "one is released" a release E01 --reason x
says out "A01, Expert review: 1 assessor is left; the rules want 2" "it says that the panel is too small"
a import scores one.csv >/dev/null
is 0 "the panel's consensus waits for nobody who is released" a agree A01 4.1.2 60
is 3 "nor is one of them a proposer" a agree A01 4.1.3 60 --proposed-by E01
says err "“E01” is not in this panel" "it says so"
a return A01 E02 --reason x >/dev/null
is 0 "the other too" a release E02 --reason x
says out "A01, Expert review: 0 assessors are left; the rules want 2" "it says so"
is 0 "status" a status
says out "^Nobody is assigned$" "nobody is to mark it"
is 0 "assigned anew" a import assignments new.csv
is 0 "status" a status
hides out "Nobody is assigned" "somebody is"
a import scores one.csv 2>/dev/null
printf 'applicant,assessor,item,mark\nA01,E03,4.1.2,60\n' >e3.csv && a import scores e3.csv >/dev/null
a release E03 --reason x >/dev/null 2>&1
is 0 "closed with a panel of one" a stage review close
says err "Expert review: 1 applicant has fewer scorebooks than the 2 that the rules want: A01; it is not ranked" "it says who drops out of the ranking"

# Panels too large: what the check advises is what helps, and calls nobody partial.
mkdir large && cd large || exit 1
many() {
  cp ../applicants.csv ../assessors.csv ../assignments.csv . && a packs show plain --xml | sed 's/panel-min="1"/panel-max="1"/; s/id="plain"/id="one"/' >one.xml &&
    { echo applicant,assessor,item,mark; for i in $items; do echo "A01,E01,$i,60"; echo "A01,E02,$i,70"; done; } >scores.csv &&
    a init --criteria gbt19580-2012 --rules one.xml --title 多人 >/dev/null && a import applicants applicants.csv >/dev/null &&
    a import assessors assessors.csv >/dev/null && a import assignments assignments.csv >/dev/null && a import scores scores.csv >/dev/null
}
is 0 "two where the rules say one" many
is 0 "check" a check --format json
says out '"check": "panel-large", "severity"' "the panel is too large"
says out '"check": "panel-large".*return the scorebooks of the others and release them' "the advice is a release"
is 0 "returned" a return A01 E02 --reason "超出人数"
is 0 "and released" a release E02 A01 --reason "超出人数"
is 0 "check" a check --format json
hides out '"check": "panel-large", "severity"' "the panel is as large as the rules say"
is 0 "status" a status --format json
hides out '"state": "recused"' "nobody is recused"
is 0 "a conflict of the one who is left" a recuse A01 E01 --reason x
says out "^A01, Expert review: 0 assessors are left; the rules want 1; assign more" "is told, though the rules state no least size"
cd .. || exit 1

# Nobody has to be found for the panel of one who is out.
mkdir gone && cd gone || exit 1
gone() {
  cp ../applicants.csv ../assessors.csv . && printf 'applicant,assessor,lead\nA01,E01,yes\nA01,E02,\n' >assignments.csv &&
    a init --criteria gbt19580-2012 --rules ../two.xml --title 出局 >/dev/null && a import applicants applicants.csv >/dev/null &&
    a import assessors assessors.csv >/dev/null && a import assignments assignments.csv >/dev/null && a veto A01 --reason 事故 >/dev/null
}
is 0 "an applicant that is vetoed" gone
is 0 "its leader is released" a release E01 --reason x
says out "E01 is released from 1 scorebook, Expert review: A01" "in case the veto is lifted"
hides out "nobody leads" "its panel is not called without a leader"
hides out "the rules want" "nor too small"
is 0 "the other has a conflict" a recuse A01 E02 --reason x
hides out "the rules want" "which leaves nothing too small either"
a veto A01 --lift --reason 误报 >/dev/null
is 0 "a veto that is lifted" a status
says out "^Expert review +A01 .*E01 +released" "shows that nobody leads"
cd .. || exit 1

# Several stages, of which one is closed; who is released need not declare any more.
mkdir ../stages && cd ../stages || exit 1
two_stages() {
  cp ../applicants.csv ../assessors.csv . &&
    printf 'applicant,assessor,stage\nA01,E01,review\nA01,E01,site\nA01,E02,review\nA01,E02,site\nA02,E01,site\n' >assignments.csv &&
    a packs show plain --xml | sed 's/id="plain"/id="two"/; s|^  </stage>|&<stage id="site" form="items" factor="1" panel-min="1"><title xml:lang="en">Visit</title></stage>|' >two.xml &&
    a init --criteria gbt19580-2012 --rules two.xml --title 两阶段 --set declaration=required >/dev/null &&
    a import applicants applicants.csv >/dev/null && a import assessors assessors.csv >/dev/null &&
    a import assignments assignments.csv >/dev/null
}
is 0 "two stages" two_stages
is 0 "status" a status
says out "^Declarations outstanding +5$" "declarations are asked for"
is 0 "released at one" a release E01 --stage site A01 --reason x
says out "E01 is released from 1 scorebook, Visit: A01" "and of one applicant alone"
is 0 "status" a status --format json
says out '"stage": "review", "applicant": "A01", "assessor": "E01", "state": "undeclared"' "the other stage is still owed"
says out '"undeclared": 4' "one declaration less"
is 3 "a successor who is in its panels" a release E01 --to E02 --reason x
says err "cannot take every place: A01 \(in the panel already, Expert review\), A01 \(in the panel already, Visit\); name" "it says at which stages"
a recuse A01 E03 --reason x >/dev/null && a recuse A02 E03 --reason x >/dev/null
is 3 "a successor who is recused" a release E01 A01 --stage site --to E03 --reason x
is 3 "from an applicant at both" a release E02 --to E03 --reason x
says err "cannot take every place: A01 \(recused\); name" "it says so once"
is 0 "the first is closed" a stage review close
is 0 "released" a release E01 --reason x
says out "E01 is released from 1 scorebook, Visit: A02" "what is open"
is 4 "what is closed" a release E02 --stage review --reason x
is 0 "status" a status
says out "^Expert review +A01 .*E01 .*stage closed" "what was missed when the stage was closed stays missing"
is 0 "all of it taken back" a release E01 --lift --reason x
says out "E01 has 2 scorebooks to give again, Visit: A01, A02" "with one command"
is 0 "verify" a verify
cd .. || exit 1

if command -v sqlite3 >/dev/null; then
  sqlite3 award.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
  cp award.db sane.db
  tamper "a release that is gone" "DELETE FROM released WHERE state = 'released'" "release review A02 E01"
  tamper "one nobody gave" "INSERT INTO released SELECT id + 1, state, successor, reason, event FROM released LIMIT 1" "no event explains it"
  tamper "one taken back" "UPDATE released SET state = 'assigned' WHERE state = 'released'" "release of “E0[14]” from “A0[23]” at stage review: it is"
  tamper "another reason" "UPDATE released SET reason = '利益冲突'" "its reason was changed"
  tamper "another successor" "UPDATE released SET successor = 2 WHERE successor >= 0" "released to E03"
  tamper "a successor's assignment that is gone" "DELETE FROM assignment WHERE event > 6" "assignments of successors"
  tamper "a successor who leads" "UPDATE assignment SET lead = 1 WHERE event > 6" "no event explains the row"
fi
