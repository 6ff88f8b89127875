# make demo, make test: everything that is needed is installed into .venv first.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test test-spark lint bench lock clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s "$$(printf '\t')"

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "gouji needs Python 3.11 to 3.13, $(PYTHON) is $$($(PYTHON) -V); make PYTHON=python3.12 …"; exit 2; }
	$(PYTHON) -m venv .venv
	@touch $@

# the locked packages, each checked against its hash, then gouji itself, whose build tool is locked too
.venv/user: .venv/made requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --require-hashes -r ci/build.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/developer: .venv/user requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

demo: .venv/user  ## audit the reports that come with gouji, and the datasets
	$(BIN)/gouji demo

test: .venv/developer  ## run the tests
	ci/system-packages.sh
	$(BIN)/python -m pytest

test-spark: .venv/developer requirements-spark.lock  ## the same checks on Spark (needs Java)
	$(PIP) install --require-hashes -r requirements-spark.lock
	$(BIN)/python -m pytest tests/expectations/test_spark_engine.py

lint: .venv/developer  ## form, types, and which room may import which
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/developer  ## measure, everything side by side in one run
	$(BIN)/python -m ci.bench

lock: .venv/developer  ## choose the newest packages that pyproject.toml admits
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --upgrade \
	  --custom-compile-command "make lock" --quiet -o requirements.lock
	for extra in dev spark; do $(BIN)/uv pip compile pyproject.toml --extra $$extra -c requirements.lock --universal \
	  --generate-hashes --python-version 3.11 --upgrade --custom-compile-command "make lock" --quiet -o requirements-$$extra.lock; done
	printf 'editables\nhatchling>=1.26\n' | $(BIN)/uv pip compile - -c requirements-dev.lock --universal --generate-hashes \
	  --python-version 3.11 --custom-compile-command "make lock" --quiet -o ci/build.lock

clean:  ## remove what was made
	rm -rf .venv build dist out .pytest_cache .ruff_cache .mypy_cache .hypothesis
