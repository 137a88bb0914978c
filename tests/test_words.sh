#!/bin/sh
# Every sentence has its Chinese: the catalogue is whole, not fuzzy, and its formats agree.
pot=$(mktemp) || exit 1
po/update "$pot" || exit 1
if msgfmt --check -o /dev/null po/zh_CN.po; then echo "ok 1 - formats of the Chinese catalogue agree"; else echo "not ok 1 - msgfmt --check"; fi
if msgcmp --use-untranslated po/zh_CN.po "$pot" 2>/dev/null && msgcmp po/zh_CN.po "$pot"; then echo "ok 2 - every sentence is translated"; else
  echo "not ok 2 - sentences without Chinese: run make po and translate"; fi
if [ -z "$(msgattrib --only-fuzzy po/zh_CN.po)" ]; then echo "ok 3 - nothing is fuzzy"; else echo "not ok 3 - fuzzy sentences"; fi
rm -f "$pot"
