# The few commands of this project; `make` lists them. Everything is installed into .venv, nothing needs root.

SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
EXAMPLE := frameworks/weltoffene-kommune/1.0/examples/donnersbergkreis
OUT := out

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
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/run.txt pyproject.toml | $(VENV)/.run
	@echo "Setting up what tests need …"
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --require-hashes --compile-bytecode -r requirements/dev.txt
	@touch $@

.PHONY: run
run: $(VENV)/.run ## evaluate the example of a county and write its report
	@mkdir -p $(OUT)
	@$(BIN)/weltoffen evaluate weltoffene-kommune $(EXAMPLE)/answers.json \
		--compare $(EXAMPLE)/earlier.json --report $(OUT)/bericht.pdf
	@echo
	@echo "weltoffen: $(BIN)/weltoffen --help"

.PHONY: test
test: $(VENV)/.dev ## run all tests
	@$(BIN)/python -m pytest -q

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

.PHONY: benchmark
benchmark: $(VENV)/.dev ## measure what docs/benchmarks.md claims
	@$(BIN)/python -m benchmarks

.PHONY: lock
lock: | $(UV) ## renew the locked dependencies
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml requirements/build.in -o requirements/run.txt
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

.PHONY: clean
clean: ## remove everything that can be made again
	@rm -rf $(VENV) $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
