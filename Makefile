# Văn Kiện. `make run` serves the demonstration archive, `make test` checks everything, `make help` lists the rest.

PYTHON  ?=
PORT    ?= 8000
ARCHIVE ?= var/archive
CORPUS  ?= corpus/documents
VENV    := .venv
BIN     := $(VENV)/bin
REPLAY  := .venv-replay
PEERS   := .venv-bench
# Of the bench: sizes of the collection (several may be named), what is asked, and further options of tests.bench.
DOCUMENTS ?= 50000
SEED      ?= 1
BENCH     ?=
CODE    := archive ingest search_web tools tests $(wildcard corpus/make)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test packages replay-tools browser lint types unit gate bench figures reach format lock docs clean distclean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.runs ## the site with the demonstration archive: make run PORT=8000 ARCHIVE=var/archive
# Status 1 says that something was refused, with its reason; the rest is in and the site opens.
	$(BIN)/vankien ingest --archive "$(ARCHIVE)" "$(CORPUS)" || test $$? -eq 1
	$(BIN)/vankien serve --archive "$(ARCHIVE)" --port "$(PORT)"

# What is installed is written down by a stamp: nothing is installed again until a list or pyproject.toml changes.
$(VENV)/.runs: requirements-install.txt requirements.txt pyproject.toml
	PYTHON="$(PYTHON)" tools/environment $(VENV) requirements.txt
	@touch $@

$(VENV)/.tests: $(VENV)/.runs requirements-test.txt
	PYTHON="$(PYTHON)" tools/environment $(VENV) requirements-test.txt
	@touch $@

test: browser replay-tools lint types unit ## everything: Debian packages, lint, types, tests (the last line counts them)

browser:
	@tools/debian-packages debian-packages.txt

# pywb wants other versions of libraries that we have too: it lives by itself, and only the tests start it.
$(REPLAY)/.ready: requirements-replay.txt $(VENV)/.tests
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(REPLAY)
	$(BIN)/uv pip install --quiet --python $(REPLAY)/bin/python --require-hashes -r requirements-replay.txt
	@touch $@

replay-tools: $(REPLAY)/.ready

lint: $(VENV)/.tests ## style and likely mistakes
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

types: $(VENV)/.tests ## every type, strictly
	$(BIN)/mypy $(CODE)

# The browser packages come first when both are asked for, so that no browser test is skipped for an install under way.
unit: $(VENV)/.tests | browser replay-tools ## the tests alone
	$(BIN)/python -m pytest -n auto

gate: $(VENV)/.tests ## the quality scores of the demonstration corpus against their floors
	$(BIN)/python -m pytest tests/gate

format: $(VENV)/.tests ## mend what ruff can mend
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

# tantivy, which ours is measured against, lives by itself: the site has no use for it.
$(PEERS)/.ready: requirements-bench.txt $(VENV)/.runs
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(PEERS)
	$(BIN)/uv pip install --quiet --python $(PEERS)/bin/python --require-hashes -r requirements-bench.txt
	@touch $@

bench: $(VENV)/.runs $(PEERS)/.ready ## ours beside other engines, into docs/speed.md: make bench DOCUMENTS=50000 SEED=7
	$(BIN)/python -m tests.bench --page --documents $(DOCUMENTS) --seed $(SEED) $(BENCH)

figures: $(VENV)/.runs ## ingest and answers over the demonstration corpus, in seconds on this machine
	$(BIN)/python -m tools.bench

reach: $(VENV)/.runs ## how far the recogniser reaches on real texts in a folder: make reach REAL=FOLDER
	$(BIN)/python -m tools.reach "$(REAL)"
	$(BIN)/python -m tools.reach_metadata "$(REAL)"

docs: $(VENV)/.tests ## write the generated parts of docs/ anew
	$(BIN)/python tools/reference_pages.py
	$(BIN)/python -m tools.catalogue

# The same versions wherever it runs: no addresses, no paths; versions already pinned stay unless UPGRADE=--upgrade.
LOCK := $(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock"
lock: $(VENV)/.runs ## pin every version with its hashes: make lock UPGRADE=--upgrade
	$(LOCK) requirements-install.in -o requirements-install.txt
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-test.in -o requirements-test.txt
	$(LOCK) requirements-train.in -o requirements-train.txt
	$(LOCK) requirements-replay.in -o requirements-replay.txt
	$(LOCK) requirements-bench.in -o requirements-bench.txt

clean: ## remove what tools leave; the archive and the environment stay
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find archive ingest search_web tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove the environment too; the archive in var/ stays
	rm -rf $(VENV) $(REPLAY) $(PEERS) .uv
