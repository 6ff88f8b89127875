#!/usr/bin/env bash
# Runs gouji in a GitHub Actions job: annotations to the log, the summary to the job's page, other formats to files.
# Called by ci/github/action.yml. Settings come by environment, never by text put into a script, so that no input can be
# run. Exit code: that of gouji (0 fine, 1 findings, 2 input or configuration, 3 a bug).
set -euo pipefail
set -f # patterns are gouji's to expand

gouji=${GOUJI:-gouji}
arguments=(check --format github --no-progress)

# add --option "value" where the value is not empty
add() {
  if [[ -n ${2:-} ]]; then arguments+=("$1" "$2"); fi
}
add --fail-on "${INPUT_FAIL_ON:-}"
add --select "${INPUT_SELECT:-}"
add --ignore "${INPUT_IGNORE:-}"
add --suite "${INPUT_SUITE:-}"
add --waivers "${INPUT_WAIVERS:-}"
add --baseline "${INPUT_BASELINE:-}"
add --lang "${INPUT_LANG:-}"
add --config "${INPUT_CONFIG:-}"
add --jobs "${INPUT_JOBS:-}"
[[ -n ${INPUT_SARIF:-} ]] && arguments+=(--also "sarif=$INPUT_SARIF")
[[ -n ${INPUT_JUNIT:-} ]] && arguments+=(--also "junit=$INPUT_JUNIT")
[[ -n ${INPUT_JSON:-} ]] && arguments+=(--also "json=$INPUT_JSON")

# one path a line, so that names may hold spaces; -- keeps a name that begins with - a name
arguments+=(--)
count=0
while IFS= read -r path; do
  path=${path#"${path%%[![:space:]]*}"}
  path=${path%"${path##*[![:space:]]}"}
  if [[ -n $path ]]; then
    arguments+=("$path")
    count=$((count + 1))
  fi
done <<<"${INPUT_PATHS:-}"
if [[ $count -eq 0 ]]; then
  echo "::error title=gouji::no path was given (input: paths)"
  exit 2
fi

code=0
GITHUB_ACTIONS=true "$gouji" "${arguments[@]}" || code=$?

if [[ -n ${GITHUB_OUTPUT:-} ]]; then
  {
    echo "exit-code=$code"
    # a file that was asked for and not written is no output
    for name in sarif junit json; do
      variable="INPUT_${name^^}"
      file=${!variable:-}
      if [[ -n $file && -f $file && $file != *$'\n'* ]]; then echo "$name=$file"; fi
    done
  } >>"$GITHUB_OUTPUT"
fi
exit "$code"
