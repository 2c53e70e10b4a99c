# Two commands do all the set-up: `make demo` and `make test`. `make help` says the rest.
PYTHON ?= python3
ARGS ?=
export PYTHONUTF8 = 1
PIP = .venv/bin/python -m pip --disable-pip-version-check install --quiet --quiet
BINARY = --require-hashes --only-binary :all:
PO = $(wildcard src/vigie/locale/*/LC_MESSAGES/django.po)

.PHONY: help setup tools demo test bench lock format catalogue clean
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

setup: .venv/made/vigie .venv/made/catalogue ## the environment: afterwards .venv/bin/vigie works from any folder

tools: setup .venv/made/tools ## the same, with the tools that tests need

demo: setup ## the main job on an invented caseload (ARGS=--no-serve stops before the web desk)
	VIGIE_HOME="$(CURDIR)/.demo" .venv/bin/vigie demo $(ARGS)

test: tools $(if $(shell command -v c++),.venv/made/bench) ## everything that CI runs (ARGS="lint types" runs only these)
	.venv/bin/python tools/checks.py $(ARGS)

bench: tools .venv/made/bench ## measure, and write bench/results/ (ARGS=name runs one)
	.venv/bin/python tools/benches.py $(ARGS)

lock: tools ## renew requirements/*.txt from pyproject.toml
	tools/lock.sh

catalogue: setup ## take new texts into the translations
	.venv/bin/python tools/catalogue.py extract

format: tools ## format the code, mend what can be mended
	.venv/bin/ruff check --quiet --fix . || true
	.venv/bin/ruff format --quiet .

clean: ## remove what make made (never a home of yours)
	tools/postgresql.sh stop
	rm -rf .venv .test .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist

.venv/made/python:
	PYTHON="$(PYTHON)" tools/environment.sh
	@mkdir -p $(@D) && touch $@

.venv/made/needs: requirements/run.txt .venv/made/python
	@echo "Installing what Vigie needs (about a minute the first time)"
	@$(PIP) $(BINARY) -r $<
	@touch $@

.venv/made/vigie: pyproject.toml .venv/made/needs
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/made/catalogue: $(PO) tools/catalogue.py .venv/made/needs
	@.venv/bin/python tools/catalogue.py compile
	@touch $@

.venv/made/tools: requirements/dev.txt .venv/made/needs
	@echo "Installing what the tests need"
	@$(PIP) $(BINARY) --no-binary bagit -r $<
	@touch $@

.venv/made/bench: requirements/bench.txt .venv/made/tools
	@$(PIP) --require-hashes -r $<
	@touch $@
