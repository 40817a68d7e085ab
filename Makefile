# filrouge: `make demo` and `make test` are all a newcomer needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.built
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: demo test check check-static screenshots env format lock clean

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "filrouge needs Python 3.11 or later; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "This Python cannot make environments; on Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

env: $(STAMP)

demo: $(STAMP)  ## ingest examples/ and serve the site
	@$(BIN)/filrouge --db demo/demo.db demo --host $(HOST) --port $(PORT)

test: $(STAMP)  ## every test
	$(BIN)/python -m pytest

check: check-static  ## format, lint, types, contracts, fast tests
	$(BIN)/python -m pytest -m "not slow and not browser"

check-static: $(STAMP)  ## format, lint, types, contracts
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

screenshots: $(STAMP)  ## docs/screenshots/ from the examples (needs Chromium)
	$(BIN)/python scripts/screenshots.py

lock:  ## pin what pyproject.toml asks for, with hashes (needs uv)
	uv pip compile --quiet --all-extras --no-header --no-emit-index-url --generate-hashes --python-version 3.11 --universal --group dev pyproject.toml --output-file requirements.txt

clean:
	rm -rf $(VENV) build dist demo
