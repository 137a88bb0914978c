#!/bin/sh
# What a secretariat in a hurry meets: lists with faults, marks that are not all there, and figures that ask for a word.
. "$(dirname "$0")/tap.sh"

# A ranking made while scorebooks are out says so, to people.
is 0 "a small award" small_award
grep -v ',E02,' scores.csv >half.csv
is 0 "half of the scorebooks" a import scores half.csv
for kind in ranking candidates; do
  is 0 "the $kind" a report $kind
  says out "^Not final: 3 scorebooks are not submitted yet, and nothing here counts them: .+\.$" "is not final, and by how much"
done
is 0 "a comparison" a report comparison A01 A02
says out "^Not final: 3 scorebooks" "neither"
is 0 "in Chinese" "$ACCOLADE" --lang zh rank
says out "^尚非最终结果：还有 3 份评分表未提交，这里都未计入：.+。$" "it says so, too"
is 0 "one recused" a recuse A01 E02 --reason 任职
is 0 "one withdrawn" a withdraw A02 --reason 来函
is 0 "the ranking" a rank
says out "^Not final: 1 scorebook is not submitted yet, and nothing here counts it: .+\.$" "waits for those alone that may still come"
is 0 "closed" a stage review close
is 0 "the ranking" a rank
hides out "Not final" "waits for nobody"
echo "1..$n"
