#!/usr/bin/env bash
# Installs gouji for a GitHub Actions job into an environment of its own, from the checkout this script lies in: the
# action and the program are then of one version, and the job's own packages stay as they are.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=${PYTHON:-python3}
environment=${RUNNER_TEMP:-/tmp}/gouji-environment

if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
  echo "::error title=gouji::needs Python 3.11 to 3.13; set the input python-version"
  exit 2
fi
"$python" -m venv "$environment"
folder=$environment/bin
if [[ -d $environment/Scripts ]]; then folder=$environment/Scripts; fi
"$folder/python" -m pip install --quiet --disable-pip-version-check "$root"
echo "$folder" >>"${GITHUB_PATH:-/dev/null}"
