#!/usr/bin/env bash
# What the tests of pages and office files need beside Python: a browser, LibreOffice, a PDF renderer, Chinese fonts.
# Installed where that can be done without asking (root on Debian or Ubuntu); elsewhere the tests that need them are
# skipped and say so. In CI a package that is missing is an error.
set -euo pipefail

programs=(chromium soffice pdftoppm)
packages=(chromium libreoffice-writer libreoffice-calc poppler-utils fonts-noto-cjk)

missing=()
for program in "${programs[@]}"; do
  command -v "$program" >/dev/null || missing+=("$program")
done
# looked for as files: fc-list may be missing too
compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || missing+=("Chinese fonts")
((${#missing[@]})) || exit 0

if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
  echo "installing for the tests: ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null; then exit 0; fi
fi
echo "NOT TESTED HERE: what needs ${missing[*]}. Install: apt-get install ${packages[*]}" >&2
[[ -z ${CI:-} ]]
