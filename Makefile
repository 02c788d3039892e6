# Everything runs from a virtual environment in .venv that `make` sets up from requirements.lock.
# Needs Python 3.11+ and make, nothing else. PYTHON=python3.12 make ... picks another interpreter.
PYTHON ?= python3
BIN := .venv/bin
LEDGER ?= out/week.ledger

.PHONY: help setup run test check eval lock clean

help:
	@echo "make run    read the examples into a new ledger and show what it holds"
	@echo "make test   set up and run every test"
	@echo "make check  lint, types, tests, docs"
	@echo "make eval   score the reader against the hand-coded examples"
	@echo "make lock   renew requirements.lock after changing pyproject.toml"

setup: .venv/ready

# --no-build-isolation is not used: the build environment bakes the gazetteer and is thrown away.
.venv/ready: pyproject.toml requirements.lock hatch_build.py $(wildcard src/casus/data/places/*)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --reinstall-package casus -e .
	touch $@

run: setup
	@$(BIN)/python examples/run.py $(LEDGER)

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

eval: setup
	$(BIN)/casus eval examples/week examples/world examples/lake

lock: setup
	VIRTUAL_ENV=.venv $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --extra dev -o requirements.lock pyproject.toml

clean:
	rm -rf .venv out dist build
