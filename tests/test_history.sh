#!/bin/sh
# The versions of a scorebook from the shell: listed with before and after, narrowed to an item, restored.
. "$(dirname "$0")/tap.sh"

is 0 "an award" small_award
is 0 "nothing yet" a --as E01 history A01
says out "Nothing has been given yet" "it says so"
for mark in "4.1.2 60" "4.1.3 50" "4.1.2 70"; do a --as E01 score A01 $mark >/dev/null; done
a --as E01 comment A01 4.1.2 ofi "没有代理人" --evidence "p.6" >/dev/null
is 0 "history" a --as E01 history A01 --format csv
says out "^7,.*,E01,mark,4.1.2,60,70," "before and after"
says out "^8,.*,E01,comment,4.1.2,,1 ofi: 没有代理人,p.6" "with the evidence"
is 0 "for people" a --as E01 history A01
says out "commented +4.1.2 +1 opportunity: 没有代理人" "a comment's kind is a word"
is 0 "in Chinese" "$ACCOLADE" --lang zh --as E01 history A01
says out "写评语 +4.1.2 +1 改进空间：没有代理人" "it is a Chinese one"
hides out "ofi" "and not the key"
is 0 "of an item" a --as E01 history A01 4.1.3
says out "4.1.3 +blank +50" "its changes"
hides out "4.1.2" "no others"
is 3 "of one that is not there" a --as E01 history A01 9.9.9
says err "stage Expert review has no item “9.9.9”; accolade packs award names the criteria" "it is not taken for one without changes"
is 2 "a colleague's is not restored" a --as E01 history A01 --assessor E02 --restore 5
says err "is of one's own scorebook; leave --assessor out" "rather than one's own in its place"
is 0 "one item as it was" a --as E01 history A01 4.1.2 --restore 5
says out "version 5 restored, 2 changes" "mark and comment"
is 0 "history" a --as E01 history A01 4.1.2 --format csv
says out "restore,4.1.2,70,60,#5" "by new events"
says out "restore,4.1.2,1 ofi: 没有代理人,,#5" "which say which version"
is 3 "again" a --as E01 history A01 4.1.2 --restore 5
says err "is as it was in version 5" "there is nothing to do"
is 0 "undone" a --as E01 undo A01
says out "stands again: 1 opportunity" "like any change"
is 3 "a version of something else" a --as E01 history A01 --restore 1
is 2 "a number is a number" a --as E01 history A01 --restore first
is 3 "an unknown item" a --as E01 history A01 9.9 --restore 5
is 4 "not a colleague's" a --as E02 history A01 --assessor E01
is 2 "the secretariat says whose" a history A01
is 0 "and then looks" a history A01 --assessor E01
is 4 "but restores nothing" a history A01 --restore 5
is 0 "submitted" a --as E01 submit A01
is 0 "given back" a return A01 E01 --reason "4.1.4 漏评"
is 0 "status" a --as E01 status
says out "A01 .* returned " "it is told from a draft"
is 0 "for machines" a --as E01 status --format csv
says out ",A01,E01,draft," "it is a draft as before"
is 0 "submitted again" a --as E01 submit A01
is 4 "nothing is restored then" a --as E01 history A01 --restore 5
is 0 "verify" a verify

a stage review close >/dev/null && a stage review seal >/dev/null
is 0 "the log" a log
says out "title: 试评; rules: plain [0-9a-f]{12}…; criteria: gbt19580-2012 [0-9a-f]{12}…" "what the award began with, line by line"
says out "sealed [0-9a-f]{12}… [0-9a-f]{12}…" "what was sealed, cut short"
is 0 "in Chinese" "$ACCOLADE" --lang zh log
says out "名称：试评；规则：plain [0-9a-f]{12}…；准则：gbt19580-2012 [0-9a-f]{12}…" "in its words"
says out "关闭 +封存 [0-9a-f]{12}… [0-9a-f]{12}…" "the seal as well"
hides out "sealed|rules plain" "no key is left"
a recuse A03 E03 --reason "$(printf 'one\ntwo')" >/dev/null
is 0 "a reason of two lines" a log
says out "recused +A03 +E03 .*one two" "is one line"
is 0 "about one applicant" a log A02 --format csv
hides out ",A01," "and none of another"
says out ",import," "but what concerns all"
is 0 "what one did" a log --by E01 --format csv
says out ",E01," "it is there"
hides out "^[0-9]+,[^,]*,(secretariat|E02)," "and nothing of others"
is 0 "both in words" "$ACCOLADE" --lang zh log A01 --by E01
says out "A01" "and about whom"
is 3 "nobody" a log A99
is 3 "nor by nobody" a log --by E99
is 0 "machines" a log --format csv
says out 'seal,review,,,,closed,"?sealed [0-9a-f]{64} [0-9a-f]{64}' "get the record as it is"

rm -f award.db*
is 0 "another award" small_award
is 0 "an imported scorebook" a import scores scores.csv
is 0 "of an item" a history A02 4.1.2 --assessor E02
says out "imported" "begins with the import"
