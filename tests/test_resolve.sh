#!/bin/sh
# Flags of the checks settled by people: who may, what it changes, and when a flag is open again.
. "$(dirname "$0")/tap.sh"

small_award && sed -e 's/^A01,E01,4.1.2,60/A01,E01,4.1.2,30/' -e 's/^A01,E01,4.1.3,60/A01,E01,4.1.3,90/' \
  -e 's/^A02,E01,4.2.2,50/A02,E01,4.2.2,70/' scores.csv >wide.csv
is 0 "scores" a import scores wide.csv
is 0 "flags as json" a check --format json
says out '"check": "spread".*"resolved": null' "nothing is resolved at first"
is 0 "flags for people" a check
hides out "Resolved" "they do not speak of resolving"

is 2 "a reason is needed" a resolve spread A01 4.1.2
says err "resolve: --reason" "it says so"
is 2 "a flag is needed" a resolve spread --reason x
is 3 "an unknown check" a resolve spred A01 4.1.2 --reason x
says err "spread, " "it names the checks"
is 3 "an unknown applicant" a resolve spread A99 4.1.2 --reason x
is 3 "an item without a flag" a resolve spread A01 4.1.4 --reason x
says err "no open flag of spread on “A01”" "it says so"
is 2 "which of two is meant" a resolve spread A01 --reason x
says err "4.1.2 review; 4.1.3 review$" "it names both, and no other applicant's"
is 3 "another stage's flag" a resolve spread A01 4.1.2 --stage defence --reason x
is 3 "a stage that is not there" a resolve spread A01 4.1.2 --stage moon --reason x
says err "the rules have no stage “moon”" "is named"
is 3 "a flag that names that assessor" a resolve spread A01 4.1.2 --assessor E01 --reason x

is 0 "the secretariat resolves" a resolve spread A01 4.1.2 --stage "Expert review" --assessor "" --reason "不同证据，已讨论"
says out "^spread A01 4.1.2: resolved$" "it says so"
is 3 "once" a resolve spread A01 4.1.2 --reason x
is 0 "flags as json" a check --format json
says out '"item": "4.1.2".*"resolved": "不同证据，已讨论"' "the reason stands in the flag"
says out '"item": "4.1.3".*"resolved": null' "the other stays open"
is 0 "flags for people" a check
says out "^Resolved \(1\)" "it is listed apart"
says out "不同证据，已讨论" "with the reason"
is 0 "flags as csv" a check --format csv
says out "4.1.2.*不同证据，已讨论" "csv has the reason"
is 0 "report flags" a report flags
says out "^Resolved \(1\)" "the report too"
is 0 "the log for people" a log
says out "settled .* settled: spread +[^0-9a-f]" "has the check by its name, and no digest"
is 0 "log" a log --format csv
says out "resolve,review,A01,,4.1.2,,resolved spread [0-9a-f]{16},不同证据" "the journal has it"
is 0 "verify" a verify

is 4 "an assessor may not" a --as E02 resolve spread A01 4.1.3 --reason x
is 4 "nor one who is not in the panel" a --as E03 resolve spread A01 4.1.3 --reason x
is 4 "nor the applicant" a --as A01 resolve spread A01 4.1.3 --reason x
is 0 "the panel's leader may" a --as E01 resolve spread A01 4.1.3 --reason "re-read"
is 0 "the log names the leader" a log --format csv
says out "E01,resolve,review,A01,,4.1.3" "as the one who acted"

is 1 "check --strict" a check --strict
says err "is open|are open" "counts what is open"
is 0 "reopen" a resolve spread A01 4.1.2 --reopen --reason "new evidence"
says out "open again" "it says so"
is 3 "reopen what is open" a resolve spread A01 4.1.2 --reopen --reason x
a check --format json >flags.json && is 0 "flags" grep -q '"item": "4.1.2".*"resolved": null' flags.json
is 0 "resolve it again" a resolve spread A01 4.1.2 --reason "seen"

is 0 "one that is about no item" a resolve leniency A03 --assessor E01 --reason "looked at"
says out "^leniency A03: resolved$" "is named without a gap"
is 0 "return E01's scorebook" a return A01 E01 --reason "slip"
is 0 "E01 changes the mark" a --as E01 score A01 4.1.2 25
is 0 "and submits" a --as E01 submit A01
is 0 "flags" a check --format json
says out '"item": "4.1.2".*"resolved": null' "a flag whose figures changed is open again"
says out '"item": "4.1.3".*"resolved": "re-read"' "one whose figures stand stays resolved"
is 0 "verify" a verify

for line in $(a check --format csv | tail -n +2 | tr -d '\r' | awk -F, '$NF == "" && $4 != "" {print $1 "/" $4 "/" $6 "/" $5}'); do
  IFS=/ read -r check applicant item assessor <<LINE
$line
LINE
  a resolve "$check" "$applicant" "$item" --assessor "$assessor" --reason "all seen" >/dev/null 2>>errors
done
is 0 "with every flag resolved check --strict is content" a check --strict
is 0 "verify at the end" a verify
cp award.db sane.db
if command -v sqlite3 >/dev/null; then
  sqlite3 sane.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
  tamper "a changed reason" "UPDATE resolution SET reason = 'x' WHERE item = '4.1.3'" "resolve.*spread"
  tamper "a flag settled by hand" "UPDATE resolution SET resolved = 0 WHERE item = '4.1.3'" "resolve.*spread"
  tamper "a resolution that is gone" "DELETE FROM resolution WHERE item = '4.1.3'" "resolve.*spread"
  tamper "one that nobody gave" "INSERT INTO resolution VALUES('review', 'A03', '', '4.1.2', 'spread', 'x', 1, 'y', 9)" "“A03”, item “4.1.2”: no event"
  tamper "other figures" "UPDATE resolution SET figures = 'x' WHERE item = '4.1.3'" "resolve.*spread"
fi
