#!/bin/sh
# The program as it is installed, driven by hand's keys in a real multiplexer: one smoke test, what matters is tested elsewhere.
. "$(dirname "$0")/tap.sh"

if ! command -v tmux >/dev/null 2>&1; then
  echo "ok 1 - in tmux # skip tmux is not installed"
  exit 0
fi
install -D -m 755 "$ACCOLADE" usr/bin/accolade
[ ! -d "$(dirname "$ACCOLADE")/locale" ] || { mkdir -p usr/share && cp -r "$(dirname "$ACCOLADE")/locale" usr/share/locale; }
unset TMUX
export HOME="$work" XDG_STATE_HOME="$work/state" LC_ALL=C.UTF-8 TERM=xterm-256color
t() { tmux -L "accolade-$$" "$@"; }
trap 't kill-server 2>/dev/null; rm -rf "$work"' EXIT
# shows PATTERN WHAT: looks at the screen until it shows the pattern, for half a minute at most
shows() {
  n=$((n + 1))
  for look in $(seq 600); do
    t capture-pane -p >screen 2>/dev/null
    if grep -qE -e "$1" screen; then echo "ok $n - $2"; return; fi
    sleep 0.05
  done
  echo "not ok $n - $2: no “$1” on the screen:"
  sed 's/^/#   /' screen
}
keys() { t send-keys "$@"; }

t -f /dev/null new-session -d -x 80 -y 24 "cd '$work' && PS1='ready: ' exec sh -i" || exit 1
shows 'ready:' "a shell"
keys -l 'usr/bin/accolade --lang en; echo gone with $?'
keys Enter
shows 'What do you want to do' "without an award the welcome screen opens"
keys Enter
shows '> .*gbt19580-2012' "criteria to choose from"
keys Enter
shows 'Name of your organisation' "a name is asked for"
keys -l '岚屿试点工厂'
keys Enter
shows '4.1.2 Role of senior leaders' "the first item"
keys 7
shows '70% +35' "a mark"
keys F2
shows '4.1.2 高层领导' "in Chinese at once"
t resize-window -x 40 -y 12
shows '> +4.1.2 .*70%' "in a small window"
t resize-window -x 120 -y 40
keys F2 C-p
keys -l 'journal'
keys Enter
shows 'Journal +1 event' "the palette opens the journal"
keys C-z
shows '^ready: *$' "Ctrl-Z gives the terminal back"
keys -l 'fg'
keys Enter
shows 'Journal' "fg takes it again"
keys Q
shows 'gone with 148' "Q gives the screen of before back"
keys -l 'echo left with $?'
keys Enter
shows 'left with 0' "and ends well"
is 0 "the record" usr/bin/accolade --db self-assessment.db export scores
says out 'review,self,self,4.1.2,70,' "has the mark"
