# Every task of the project. `make help` prints this list.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON3 ?= python3
VENV := $(shell $(PYTHON3) tools/setup.py --where 2>/dev/null || python3 tools/setup.py --where)
PY := $(VENV)/bin/python
export WSP_DATA_DIR ?= $(patsubst %/.venv,%/.wsp,$(VENV))
# Without compiled files every process that the tests start would compile the libraries anew.
unexport PYTHONDONTWRITEBYTECODE
JOBS ?= 2
ROLE ?= accountmanager

.PHONY: help
help: ## Show what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

.PHONY: setup
setup: ## Install libraries and browser assets (the other tasks do this themselves)
	@$(PYTHON3) tools/setup.py

.PHONY: setup-tests
setup-tests:
	@$(PYTHON3) tools/setup.py --tests

.PHONY: demo
demo: setup ## Start the demo region: web, worker and private database (RESET=1 starts over, PORT=8000)
	@exec $(PY) -m wsp demo $(if $(RESET),--reset) $(if $(PORT),--port $(PORT))

.PHONY: test
test: setup-tests ## Everything, browser tests included
	$(PY) -m pytest -n $(JOBS)

.PHONY: test-fast
test-fast: setup ## All tests without a browser
	$(PY) -m pytest -n $(JOBS) -m "not browser and not slow" --hypothesis-profile=quick

.PHONY: check
check: setup ## Lint, types, import rules, templates, dependencies
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint templates --lint --quiet
	$(VENV)/bin/deptry .

.PHONY: look
look: setup-tests ## Pictures of a role's pages at 1280 and 360 px with an axe line each, into look/ (ROLE=accountmanager)
	$(PY) -m tools.look $(ROLE)

.PHONY: guide
guide: setup-tests ## Take the pictures of the user guide anew, from the demo region
	$(PY) -m tools.guide

.PHONY: audit
audit: setup-tests ## Full accessibility matrix, into audit/
	$(PY) -m tools.audit

.PHONY: bench-rules
bench-rules: setup ## Assessments a second on one core, per instrument
	$(PY) -m tools.bench_rules

.PHONY: bench
bench: setup ## p95 of every page on a region of 50,000 candidates, as a share of a plain page (DEMO=1: the demo region)
	$(PY) -m tools.bench $(if $(DEMO),--demo)

.PHONY: load
load: setup ## 200 people at work at once for five minutes on that region (USERS=200 SECONDS_=300)
	$(PY) -m tools.load $(if $(USERS),--users $(USERS)) $(if $(SECONDS_),--seconds $(SECONDS_))

.PHONY: restore-drill
restore-drill: setup ## Backup and restore of 50,000 candidates, every table compared, under two minutes
	$(PY) -m tools.restore_drill

.PHONY: mutants
mutants: setup ## Change one sign of the code at a time: do its tests notice? (OF=engine or law, MOST=150 SECONDS_=1800)
	$(PY) -m tools.mutants $(if $(OF),--of $(OF)) $(if $(MOST),--most $(MOST)) $(if $(SECONDS_),--seconds $(SECONDS_))

.PHONY: db-new
db-new: setup ## Start a migration: make db-new NAME=what_it_does
	$(PY) -m tools.db_new $(NAME)

.PHONY: lock
lock: setup ## Write requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --extra dev \
		--python-version 3.11 --no-header pyproject.toml -o requirements.lock
