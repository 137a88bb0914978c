#!/bin/sh
# The manual's table of commands is the program's own; every command has --help in both languages.
n=0
say() { n=$((n + 1)); [ "$1" = 0 ] && echo "ok $n - $2" || echo "not ok $n - $2"; }
"$ACCOLADE" --lang en help --man >/tmp/commands.$$ 
sed -n '/^\.\\" commands begin/,/^\.\\" commands end/p' accolade.1 | sed '1d;$d' | cmp -s - /tmp/commands.$$
say $? "accolade.1 holds what accolade help --man prints"
rm -f /tmp/commands.$$
for command in $("$ACCOLADE" --lang en help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  "$ACCOLADE" --lang en "$command" --help | grep -q "^Usage: accolade $command"
  say $? "$command --help in English"
  "$ACCOLADE" --lang zh "$command" --help | grep -q "^用法"
  say $? "$command --help in Chinese"
done
for check in $(sed -n 's/^  ROW(\([a-z_]*\)) *\\*$/\1/p' "$(dirname "$0")/../scoring/check.h" | tr _ -); do
  "$ACCOLADE" --lang en help check | grep -q "^  $check (\(note\|warn\|error\)) "
  say $? "check --help tells of $check"
done
"$ACCOLADE" --lang zh help check | grep -q '^    discuss=30  *极差'
say $? "and of settings, in Chinese"
[ $n -gt 20 ]
say $? "every command was asked"
