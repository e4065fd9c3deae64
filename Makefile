# Xinqiao. Two commands matter: `make demo` and `make test`. They need python3 (3.11 or newer) and make, nothing else.
# What is installed is stamped inside .venv and node_modules, so deleting either folder is enough to build it anew.

PYTHON ?= python3
PORT ?= 8000
SHOTS ?= docs/shots

BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm --loglevel=error
SQLITE := env -u XINQIAO_DATABASE_URL $(BIN)/pytest
POSTGRESQL := $(BIN)/python tests/engine.py -- $(BIN)/pytest
BESIDE := $(BIN)/python tools/beside.py

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-test demo test test-all check guards fresh shots bench lock

help:
	@echo "make demo      build everything, fill the model union, serve it on port $(PORT)"
	@echo "make test      every test on SQLite; races and SQL on PostgreSQL beside it"
	@echo "make test-all  every test on both engines"
	@echo "make check     format, lint, types, import contracts, migrations, translations"
	@echo "make guards    switch every refusal off in turn: some test must turn red"
	@echo "make fresh     clone HEAD into a temporary folder, run demo and test there"
	@echo "make shots     run the browser journeys and keep their screenshots in $(SHOTS)"
	@echo "make bench     measure speed against the database's own; BENCH=quick is shorter"

$(BIN)/pip:
	@$(PYTHON) tools/python_check.py
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv

# The packages of the tests hold those of the product, so either stamp vouches for the product.
.venv/.product: requirements/run.txt tools/command.py | $(BIN)/pip
	@echo "Installing the Python packages of the product"
	@$(PIP) -r requirements/run.txt
	@$(BIN)/python tools/command.py
	@touch $@

.venv/.tests: requirements/test.txt requirements/run.txt tools/command.py | $(BIN)/pip
	@echo "Installing the Python packages of the tests"
	@$(PIP) -r requirements/test.txt
	@$(BIN)/python tools/command.py
	@touch .venv/.product $@

node_modules/.product: package.json package-lock.json .npmrc | .venv/.product
	@echo "Installing the browser assets of the product"
	@$(NPM) ci --omit=dev --omit=optional >/dev/null
	@touch $@

node_modules/.tests: package.json package-lock.json .npmrc | .venv/.tests
	@echo "Installing the browser assets, Chromium and PostgreSQL of the tests"
	@$(NPM) ci >/dev/null
	@touch node_modules/.product $@

setup: .venv/.product node_modules/.product
	@$(BIN)/python tools/assets.py

setup-test: .venv/.tests node_modules/.tests
	@$(BIN)/python tools/assets.py

demo: setup
	@exec $(BIN)/xinqiao serve --fill --port $(PORT)

test: setup-test
	@$(BESIDE) SQLite '$(SQLITE) -m "not race"' PostgreSQL '$(POSTGRESQL) -m "engine or race"'

test-all: setup-test
	@$(BESIDE) SQLite '$(SQLITE) -m "not race"' PostgreSQL '$(POSTGRESQL) -m "not browser"'

check: setup-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=src:. $(BIN)/lint-imports
	$(BIN)/python -m django makemigrations --check --dry-run --settings=tests.settings
ifneq ($(wildcard tools/translations.py),)
	$(BIN)/python tools/translations.py --check
endif

guards: setup-test
	@$(BIN)/python tools/guards.py

fresh:
	@$(PYTHON) tools/python_check.py
	@$(PYTHON) tools/fresh.py

shots: setup-test
	@XINQIAO_SHOTS="$(SHOTS)" $(SQLITE) -m browser

ifneq ($(wildcard bench/.),)
bench: setup-test
	@echo "Measuring the product against its database's own floor, in the same run" >&2
	@$(BIN)/python -m bench
endif

# After a change of package.json: writes the lock file anew, without hosts and without adverts.
lock: .venv/.product
	@$(NPM) install --package-lock-only >/dev/null
	@$(BIN)/python tools/lock.py
