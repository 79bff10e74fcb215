# What people do daily. `make run` and `make test` set everything up by themselves:
# they need python3 (3.11 or later) with venv, and make.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
COMPILED := .venv/compiled

.DEFAULT_GOAL := help
.PHONY: help run test test-slow release-check lint types format docs lock bench compiled clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: $(INSTALLED) ## the whole pipeline on the bundled sample site
	$(BIN)/fazhi run

test: lint types ## checks and the everyday tests
	$(BIN)/pytest -n auto

test-slow: $(INSTALLED) ## the tests that need a server, a browser or minutes
	$(BIN)/pytest -m slow -n 2 --dist loadfile

release-check: $(INSTALLED) ## two builds the same, every validator, planted differences named
	$(BIN)/python tests/check_release.py

lint: $(INSTALLED) ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED) ## static types
	$(BIN)/mypy

format: $(INSTALLED) ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(INSTALLED) ## make the generated documents again
	$(BIN)/python -m fazhi.documents

$(COMPILED)/made: $(INSTALLED) $(shell find -L src/fazhi -name '*.py' -o -name '*.yml' -o -name '*.jinja')
	$(BIN)/python benchmarks/compile_reader.py $(COMPILED)
	@touch $@

compiled: $(COMPILED)/made ## the reader as machine code (some minutes; needs a C compiler)

bench: compiled ## speed of the reader, as it is and compiled, and of the matcher
	$(BIN)/python benchmarks/reading.py
	PYTHONPATH=$(COMPILED) $(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/matching.py

lock: $(INSTALLED) ## resolve the dependencies anew (needs uv)
	uv pip compile -q pyproject.toml --group dev --universal --generate-hashes \
		--no-emit-index-url --no-header -o requirements.lock

clean: ## remove what can be made again, never raw/ or releases
	rm -rf .venv output/build .mypy_cache .ruff_cache .pytest_cache
