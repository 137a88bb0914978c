#!/bin/sh
# Every {place} in a check's sentences is a word for the subject or a figure the same check raises; every check has a
# row in the list, and every row a file. In Chinese a sentence has the same places, and no English word but names in capitals beside them.
n=0
tell() { n=$((n + 1)); [ "$1" -eq 0 ] && echo "ok $n - $2" || echo "not ok $n - $2: $3"; }

rows=$(sed -n '/define CHECKS(ROW)/,/^$/s/.*ROW(\([a-z_]*\)).*/\1/p' scoring/check.h | grep -v '^$')
for name in $rows; do
  file=scoring/check_$name.c
  unknown=
  for place in $(grep -o '{[a-z_]*}' "$file" | tr -d '{}' | sort -u); do
    case $place in applicant | assessor | item | stage) continue ;; esac
    grep -q "check_put[a-z_]*(run, \"$place\"[,)]" "$file" || unknown="$unknown $place"
  done
  [ -z "$unknown" ]; tell $? "$file fills its places" "no figure named$unknown"
  grep -q "\.name = \"$(echo "$name" | tr _ -)\"" "$file"; tell $? "$file is named as its row" "the name in it differs"
done

strays=
for file in $(grep -l '^const Check check_' scoring/*.c); do
  name=$(basename "$file" .c)
  echo "$rows" | grep -qx "${name#check_}" || strays="$strays $file"
done
[ -z "$strays" ]; tell $? "every check is in the list" "no row for$strays"
sentences=$(msgcat --no-wrap po/zh_CN.po | grep -A1 '^msgid .*{[a-z_]*}' | sed -n 's/^msg\(id\|str\) //p')
unlike=$(echo "$sentences" | while read -r english && read -r chinese; do
  places() { echo "$1" | grep -o '{[a-z_]*}' | sort; }
  [ "$(places "$english")" = "$(places "$chinese")" ] || echo "$chinese"
  echo "$chinese" | sed 's/{[a-z_]*}//g' | grep '[a-z][a-z]'
done)
[ -n "$sentences" ] && [ -z "$unlike" ]; tell $? "the Chinese sentences say the same" "$unlike"
echo "1..$n"
