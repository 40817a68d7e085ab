# filrouge: `make demo` and `make test` are all a newcomer needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.built
DEVELOPED := $(VENV)/.built-for-tests
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: demo test check check-static screenshots env format lock clean

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "filrouge needs Python 3.11 or later; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "This Python cannot make environments; on Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --editable .
	@touch $@

$(DEVELOPED): $(STAMP) requirements-dev.txt
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

env: $(STAMP)  ## the program alone

demo: $(STAMP)  ## ingest examples/ and serve the site
	@$(BIN)/filrouge --db demo/demo.db demo --host $(HOST) --port $(PORT)

test: $(DEVELOPED)  ## every test
	$(BIN)/python -m pytest

check: check-static  ## format, lint, types, contracts, fast tests
	$(BIN)/python -m pytest -m "not slow and not browser"

check-static: $(DEVELOPED)  ## format, lint, types, contracts
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEVELOPED)
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

screenshots: $(DEVELOPED)  ## docs/screenshots/ from the examples (needs Chromium)
	$(BIN)/python scripts/screenshots.py

COMPILE := uv pip compile --quiet --no-header --no-emit-index-url --generate-hashes --python-version 3.11 --universal pyproject.toml
lock:  ## pin what pyproject.toml asks for, with hashes (needs uv)
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --all-extras --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) build dist demo
