# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
# PYTHON=/path/to/python3.12 chooses the Python; CAICACH_STATE=folder chooses where the demonstration keeps its data.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
# What is installed is what uv.lock names; pip and uv stay beside it.
SYNC := env -u VIRTUAL_ENV UV_NO_PROGRESS=1 UV_PYTHON_DOWNLOADS=never $(UV) sync --quiet --frozen --inexact --python $(BIN)/python
PYTEST := $(BIN)/pytest
# Tests run on all cores; PYTEST_ARGS="-n 0 -k deadline" runs some of them in one process.
PYTEST_ARGS ?= -n auto
SOURCES := src tests tools

export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONPATH DJANGO_SETTINGS_MODULE

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

# --- set-up -------------------------------------------------------------------------------------------------------

$(UV): tools/uv.requirements.txt
	@python=$$(tools/python-ready) && { [ -x $(BIN)/python ] || "$$python" -m venv $(VENV); }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null
	@$(BIN)/python -m pip install --quiet --require-hashes -r tools/uv.requirements.txt
	@touch $(UV)

$(VENV)/.runs: $(UV) uv.lock pyproject.toml
	@echo "Installing what the program needs into $(VENV)" >&2
	@$(SYNC) --no-dev
	@touch $@

$(VENV)/.tests: $(UV) uv.lock pyproject.toml
	@echo "Installing what the program and its tests need into $(VENV)" >&2
	@$(SYNC) --all-groups
	@touch $@ $(VENV)/.runs

# Catalogues are compiled where they lie; the compiled ones are not kept in git.
.PHONY: compiled
compiled: $(VENV)/.runs
	@$(BIN)/python tools/messages.py compile

.PHONY: setup
setup: $(VENV)/.tests compiled ## make .venv with everything, and see to the system packages
	@tools/system-packages all

# --- running ------------------------------------------------------------------------------------------------------

.PHONY: demo
demo: export CAICACH_DEMO := yes
demo: $(VENV)/.runs compiled ## run the application with demonstration data on http://127.0.0.1:8000 or the next free port
	@tools/system-packages runtime
	@$(BIN)/caicach prepare
	@$(BIN)/caicach demo_load
	@exec $(BIN)/caicach serve

# --- tests --------------------------------------------------------------------------------------------------------

.PHONY: test
test: setup ## run all tests but those in a browser
	@$(PYTEST) $(PYTEST_ARGS) -m "not browser"

.PHONY: browser
browser: setup ## run the tests in a real browser
	@$(PYTEST) -m browser tests/e2e $(BROWSER_ARGS)

.PHONY: test-postgresql
test-postgresql: setup ## run `make test` and `make browser` on a private PostgreSQL
	@tools/postgres-cluster run $(PYTEST) $(PYTEST_ARGS) -m "not browser"
	@tools/postgres-cluster run $(PYTEST) -m browser tests/e2e

.PHONY: bench
bench: setup ## measure the bounded acts on both databases; writes build/bench.json
	@$(BIN)/python tools/bench.py $(BENCH_ARGS)

# --- checks -------------------------------------------------------------------------------------------------------

.PHONY: lint
lint: $(VENV)/.tests ## style, import contracts, templates, migrations, messages
	@$(BIN)/ruff check --quiet $(SOURCES)
	@$(BIN)/ruff format --check --quiet $(SOURCES)
	@$(BIN)/lint-imports --no-logo >build/lint-imports.log 2>&1 || { cat build/lint-imports.log; exit 1; }
	@tools/templates check >build/templates.log 2>&1 || { cat build/templates.log; exit 1; }
	@CAICACH_DATABASE=sqlite:// $(BIN)/caicach makemigrations --check --dry-run --verbosity 1 >build/migrations.log || { cat build/migrations.log; exit 1; }
	@$(BIN)/python tools/messages.py check

.PHONY: types
types: $(VENV)/.tests ## mypy --strict over src
	@$(BIN)/mypy --no-error-summary

.PHONY: check
check: lint types test ## lint, types and test

.PHONY: messages
messages: $(VENV)/.tests ## bring src/caicach/locale up to date with the sources and compile it
	@$(BIN)/python tools/messages.py extract
	@$(BIN)/python tools/messages.py compile

.PHONY: format
format: $(VENV)/.tests ## let ruff and djhtml lay out the sources
	@$(BIN)/ruff check --quiet --fix $(SOURCES)
	@$(BIN)/ruff format --quiet $(SOURCES)
	@tools/templates format

.PHONY: clean
clean: ## remove what can be made again; var/ with its data stays
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
	@find src -name '*.mo' -delete

$(VENV)/.runs $(VENV)/.tests lint: | build
build:
	@mkdir -p build
