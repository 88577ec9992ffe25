# Every target does its own set-up: Python 3.11 or newer and make are enough for all but the tests,
# which need Node too.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := $(VENV)/audit
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: site offline book release serve check test addresses properdocs fuzz audit lighthouse \
  snapshots links bench lock clean

site: $(VENV)/site.stamp  ## build the site into site/
	$(BIN)/qiusuo build

offline: $(VENV)/site.stamp  ## build the site with a copy of itself that opens from disk
	$(BIN)/qiusuo build --offline

book: $(VENV)/book.stamp  ## make the books, EPUB and PDF in each language, in book/
	$(BIN)/qiusuo book

release: $(VENV)/book.stamp  ## build the site with all that can be taken along: copy and books
	$(BIN)/qiusuo build --offline --book

serve: $(VENV)/site.stamp  ## preview on http://127.0.0.1:8000/, rebuilt on every change
	$(BIN)/qiusuo serve

check: $(VENV)/site.stamp  ## report every fault of the content
	$(BIN)/qiusuo check $(if $(FORMAT),--format $(FORMAT))

test: $(VENV)/test.stamp node_modules/.stamp  ## set up all that the tests need, and run them
	@bash tests/setup.sh
	$(BIN)/ruff check scripts tests
	$(BIN)/ruff format --check scripts tests
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml
	npx --no-install tsc --noEmit -p tsconfig.json
	npx --no-install tsc --noEmit -p tsconfig.worker.json
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

fuzz: $(VENV)/fuzz.stamp  ## look for texts that nothing answers, SECONDS for each target (60)
	@for target in $(FUZZ); do \
	  echo "$$target"; \
	  $(BIN)/python -m tests.fuzz $$target -max_total_time=$(or $(SECONDS),60) || exit 1; done
FUZZ := library front-matter page facts snapshot grammar query exports published

audit: $(VENV)/test.stamp $(AUDIT)/stamp  ## licences, a list of all parts (sbom.json), and known weaknesses
	$(BIN)/python requirements/licences.py
	$(AUDIT)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
	  --output-file sbom.json $(BIN)/python
	$(BIN)/python requirements/weaknesses.py $(AUDIT)/bin/pip-audit

addresses: $(VENV)/test.stamp  ## remember the addresses of new pages, once they are merged
	$(BIN)/python -m tests.addresses

properdocs: $(VENV)/site.stamp $(VENV)/properdocs/.stamp  ## build with MkDocs' fork too, and compare
	$(BIN)/python tests/properdocs.py $(BIN)/mkdocs $(VENV)/properdocs/bin/properdocs

lighthouse: $(VENV)/test.stamp requirements/lighthouse/node_modules/.stamp site  ## measure six pages as on a phone
	$(BIN)/python -m tests.lighthouse

snapshots: $(VENV)/test.stamp  ## take anew the pictures that the pages are compared with
	rm -rf tests/browser/snapshots .snapshots
	SNAPSHOTS=take $(BIN)/python -m pytest --numprocesses 0 tests/browser/test_snapshots.py

links: $(VENV)/test.stamp site  ## follow the outside links of the works' pages, politely
	$(BIN)/lychee --config .github/lychee.toml $(if $(LINKS),--format markdown --output $(LINKS)) \
	  site/works

bench: $(VENV)/test.stamp $(VENV)/stock.stamp  ## measure the build beside the stock stack (LARGE=1)
	PYTHONPATH=scripts $(BIN)/python -m bench $(if $(LARGE),--large)

lock: $(VENV)/test.stamp  ## renew the hash-locked requirements
	$(PIP) install uv
	$(BIN)/uv pip compile $(LOCK) pyproject.toml requirements/site.in -o requirements/site.txt
	$(BIN)/uv pip compile $(LOCK) --extra book pyproject.toml requirements/site.in \
	  -o requirements/book.txt
	$(BIN)/uv pip compile $(LOCK) --extra book --extra test pyproject.toml requirements/site.in \
	  -o requirements/test.txt
	$(BIN)/uv pip compile $(LOCK) requirements/stock.in -o requirements/stock.txt
	$(BIN)/uv pip compile $(LOCK) requirements/fuzz.in -o requirements/fuzz.txt
	$(BIN)/uv pip compile $(LOCK) requirements/audit.in -o requirements/audit.txt
	$(BIN)/uv pip compile $(LOCK) --constraint requirements/site.txt pyproject.toml \
	  requirements/site.in requirements/properdocs.in -o requirements/properdocs.txt
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-annotate --no-header

clean:  ## remove what was built and installed
	rm -rf site .cache $(VENV) node_modules sbom.json

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements/site.txt pyproject.toml | $(VENV)/bin/python
	@echo "installing what the site needs into $(VENV)"
	$(PIP) install --require-hashes -r requirements/site.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/book.stamp: requirements/book.txt pyproject.toml | $(VENV)/bin/python
	@echo "installing what the books need into $(VENV)"
	$(PIP) install --require-hashes -r requirements/book.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/site.stamp

$(VENV)/test.stamp: requirements/test.txt pyproject.toml | $(VENV)/bin/python
	@echo "installing what the tests need into $(VENV)"
	$(PIP) install --require-hashes -r requirements/test.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/site.stamp $(VENV)/book.stamp

$(VENV)/stock.stamp: requirements/stock.txt | $(VENV)/bin/python
	@echo "installing the stock stack into $(VENV)/stock"
	$(PYTHON) -m venv $(VENV)/stock
	$(VENV)/stock/bin/python -m pip --disable-pip-version-check --quiet install \
	  --require-hashes -r requirements/stock.txt
	@touch $@

$(VENV)/fuzz.stamp: requirements/fuzz.txt $(VENV)/test.stamp
	@echo "installing the fuzzer into $(VENV) (Linux, Python 3.11 to 3.13)"
	$(PIP) install --require-hashes -r requirements/fuzz.txt
	@touch $@

$(AUDIT)/stamp: requirements/audit.txt | $(VENV)/bin/python
	@echo "installing what audits into $(AUDIT)"
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes \
	  -r requirements/audit.txt
	@touch $@

$(VENV)/properdocs/.stamp: requirements/properdocs.txt pyproject.toml | $(VENV)/bin/python
	@echo "installing ProperDocs into $(VENV)/properdocs"
	$(BIN)/python -m venv $(VENV)/properdocs
	$(VENV)/properdocs/bin/python -m pip --disable-pip-version-check --quiet install \
	  --require-hashes -r requirements/properdocs.txt
	$(VENV)/properdocs/bin/python -m pip --disable-pip-version-check --quiet install \
	  --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.stamp: package-lock.json
	@echo "installing the validators into node_modules"
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

requirements/lighthouse/node_modules/.stamp: requirements/lighthouse/package-lock.json
	@echo "installing Lighthouse into requirements/lighthouse/node_modules"
	npm ci --prefix requirements/lighthouse --no-audit --no-fund --loglevel=error
	@touch $@
