#!/usr/bin/env bash
# Opens or renews the one issue about outside links, or closes it: links-issue.sh REPORT, with the
# outcome of `make links` in FOLLOWED and the address of the run in RUN.
set -euo pipefail

report=$1
title="Outside links that do not answer"
gh label create links --description "The weekly link check" --force
number=$(gh issue list --label links --state open --json number --jq '.[0].number // empty')

if [ "$FOLLOWED" = success ]; then
  [ -z "$number" ] || gh issue close "$number" --comment "All links answer again: $RUN"
  exit 0
fi
[ -s "$report" ] || { echo "the links were not followed; see the step before" >&2; exit 1; }
{
  echo "Mend the entry in \`bibliography/\`, or leave the link out; \`make links\` follows them again."
  echo "This text is renewed every week by $RUN, and the issue closed when all links answer."
  echo
  head -c 50000 "$report"
} > issue.md
if [ -n "$number" ]; then
  gh issue edit "$number" --body-file issue.md
else
  gh issue create --title "$title" --label links --body-file issue.md
fi
