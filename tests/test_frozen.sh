#!/bin/sh
# The award's own criteria and rules: shown as init froze them, whatever becomes of the pack of that name.
. "$(dirname "$0")/tap.sh"

is 3 "packs award without a database" a packs award
says err "award.db" "it names the file"

a packs show mayor-demo --xml > city.xml
sed 's/id="mayor-demo"/id="city"/' city.xml > packs.new
mkdir packs && mv packs.new packs/city.xml
is 0 "an award by a local pack" a init --criteria gbt19580-2012 --rules city --set drop=2 --set minimum=5 --title 2026
is 0 "its packs" a packs award
says out "^rules +city" "the rules"
says out "^criteria +gbt19580-2012" "and the criteria"
says out "^drop=2" "and what init set"
a packs award city --xml > frozen.xml
is 0 "the frozen text" cmp packs/city.xml frozen.xml
is 0 "its hash is the list's" sh -c '"$0" packs award --format csv | grep "$(sha256sum < frozen.xml | cut -c 1-64)"' "$ACCOLADE"

sed -i "s/method=\"trimmed\" drop=\"1\"/method=\"median\"/" packs/city.xml
is 0 "the pack changes" a packs show city
says out "^Options +combine=median" "as the shelf has it now"
is 0 "the award's own does not" a packs award city
says out "^Options +combine=trimmed drop=2" "and has what init set"
says out "^Set when the award began +drop=2 minimum=5" "as it was said"
grep -E "^(Set when|Pack) " out | head -1 > first
says first "^Set when" "which stands first"
a packs award city --xml > again.xml
same frozen.xml again.xml "nor its text"
is 0 "it goes to a file" a packs award city --output own.html
is 0 "whole" grep -q "</html>" own.html
is 0 "criteria too" a packs award gbt19580-2012
says out "4.7.7" "to the last item"
is 0 "in Chinese" a --lang zh packs award
says out "规则" "by its words"
is 0 "and for machines" a --lang zh packs award --format json
says out '"setting": "drop=2"' "the same in every language"
is 3 "a pack the award has not" a packs award ctiy
says err "did you mean “city”" "it says which was meant"
is 2 "the list has no text" a packs award --xml
says err "say which: packs award ID --xml" "but one of it has"
is 0 "the criteria by that word" a packs award criteria
says out "4.7.7" "they are it"
is 2 "one at a time" a packs award city gbt19580-2012
printf 'assessor,name\nE01,甲\n' > assessors.csv
printf 'applicant,name,class\nA01,乙,small\n' > applicants.csv
is 0 "people" a import assessors assessors.csv
is 0 "and a firm" a import applicants applicants.csv
is 0 "an assessor may see them" a --as E01 packs award
is 0 "the firm, too" a --as A01 packs award rules
says out "^Pack +city" "its rules"

rm -rf packs award.db
a packs show gbt19580-2012 --xml | sed 's/id="gbt19580-2012"/id="city"/' > criteria.xml
is 0 "criteria called as the rules are" a init --criteria criteria.xml --rules frozen.xml --title 2026
is 0 "the rules" a packs award rules
says out "^small +Small enterprises" "are these"
is 0 "the criteria" a packs award criteria
says out "4.7.7" "are those"
