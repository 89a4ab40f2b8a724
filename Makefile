# lapaswire: every target makes what it needs; `make help` lists them.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
export UV_SYSTEM_CERTS := true
.DEFAULT_GOAL := help
.PHONY: demo crawl test soak lint bench clean help

demo: $(STAMP) ## crawl the bundled world of sites into data/demo/ and show its records
	@$(BIN)/lapaswire demo

crawl: $(STAMP) ## crawl every source that is due into data/lapaswire.db
	@$(BIN)/lapaswire crawl --due

test: $(STAMP) ## run the everyday tests (about seven minutes on two cores)
	@$(BIN)/pytest -m "not soak" -n 2 --dist worksteal

soak: $(STAMP) ## run the long tests: kills in a row, a simulated month, a million documents
	@$(BIN)/pytest -m soak --timeout=7200

lint: $(STAMP) ## check style, types and the direction of imports
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: $(STAMP) ## measure speed and quality, and write docs/benchmarks.md
	@$(BIN)/python -m tests.bench

clean: ## remove what the targets made; data/ stays
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python has no venv module. Install it first, on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --constraints constraints.txt --editable '.[all]' --group dev
	@touch $@
