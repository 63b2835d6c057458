# What can be done with the journal. `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT

# Nothing of the machine's own Python may leak in.
export PYTHONNOUSERSITE := 1

.DEFAULT_GOAL := help
.PHONY: help run test install install-dev lint types e2e i18n migrate demo bench fuzz scale lock

help: ## list what can be done
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: install i18n ## start everything on this machine (PORT=8000); Ctrl-C stops it
	@exec $(BIN)/python run.py

test: install-dev i18n ## run all tests and checks that this machine can run (ARGS=… goes to pytest)
	@$(BIN)/python -m tests $(ARGS)

install: $(VENV)/.run ## make the virtual environment that `run` needs

install-dev: $(VENV)/.dev ## make the virtual environment that `test` needs

lint: install-dev ## check style and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: install-dev ## check types
	$(BIN)/mypy

e2e: install-dev i18n ## drive a real browser (needs Chromium)
	$(BIN)/python -m pytest -m e2e tests/e2e

i18n: install ## compile the translations
	@$(BIN)/python -m scripts.i18n compile

migrate: install ## bring the database up to date
	$(BIN)/python run.py prepare

demo: install i18n ## load a demo college (SCALE=small, college or ten-years)
	$(BIN)/flask --app app:create_app demo --scale $(or $(SCALE),small)

bench: install-dev i18n ## measure against the bare floor and print ratios
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.timetable
	$(BIN)/python -m benchmarks.rules

fuzz: install-dev i18n ## throw generated requests at the REST interface
	$(BIN)/python -m pytest -m fuzz tests/fuzz

scale: install-dev i18n ## load ten years of history and time the pages
	$(BIN)/python -m benchmarks.scale
	$(BIN)/python -m benchmarks.timetable --postgres

lock: install-dev ## pin all dependencies anew, with hashes
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -c requirements.txt -o requirements-dev.txt

LOCK = $(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python cannot make virtual environments: apt-get install python3-venv"; exit 1; }
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

# The development lock holds the other one whole, so installing it satisfies both.
$(VENV)/.run: requirements.txt | $(BIN)/python
	@test $(VENV)/.dev -nt requirements.txt || { echo "installing what the journal needs"; \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --no-input --require-hashes -r requirements.txt; }
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "installing what the tests need"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-input --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.run
