#!/usr/bin/env bash
# A browser, a Java and the bibliography tools for the tests: Debian's when root, else what there is
# (a browser may be Playwright's own; tests of a tool that is missing are skipped and say so).
set -euo pipefail

missing=()
browser=${CHROME:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$browser" ] || missing+=(chromium)
command -v java >/dev/null || missing+=(default-jre-headless)
# What the exports are tried with: biber for BibTeX, pandoc and its styles for the rest.
command -v biber >/dev/null || missing+=(biber)
command -v pandoc >/dev/null || missing+=(pandoc)
[ -d /usr/share/citation-style-language/styles ] || missing+=(citation-style-language-styles)
# What the site is served by in the tests.
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
# Chinese text has to be drawn with its own glyphs.
fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk)

if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
elif [ -z "$browser" ]; then
  .venv/bin/python -m playwright install chromium || {
    echo "no browser: install chromium, or set CHROME to one" >&2
    exit 1
  }
fi
command -v java >/dev/null || {
  echo "no java, which the HTML validator needs: install a Java 17 runtime" >&2
  exit 1
}
