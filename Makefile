# Everything ivw needs stands in .venv, made here. Written for GNU make 3.81 and newer.
#
# A stamp inside .venv says when something was last installed. It is looked at before pip is
# called, so that a second `make run` starts without touching the network.

PYTHON ?= python3
# Test files are spread over this many processes: one more than two cores, since tests in a browser wait a lot. Each file
# stays whole, its servers are its own. They go in the order of their names, so that the slow ones in tests/browser come
# first and no process ends long after the others.
WORKERS ?= 3
# What else to tell pytest: make test ARGS="tests/browser -x"
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/installed-to-run
DEVELOP := $(VENV)/installed-to-develop

PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet

.PHONY: help run demo test coverage check format bench fuzz tour docs screenshots clean

help: ## say what can be made
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: $(RUN) ## open the dashboard in the browser (http://127.0.0.1:8501)
	@$(BIN)/streamlit run app.py

demo: $(RUN) ## fill the records with the demo network, to look around
	@$(BIN)/python -m ivw demo
	@echo 'Now "make run" opens the dashboard.'

# Compiled files are kept even where the surroundings say otherwise: the tests start ivw dozens of times.
test: $(DEVELOP) ## run every test
	@PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

# Without a browser: what only Chromium can try is there to be seen, and its servers end without a word to coverage.
coverage: $(DEVELOP) ## say which branches of ivw/ no test takes (minutes)
	@rm -rf test-output/coverage && mkdir -p test-output/coverage
	@PYTHONDONTWRITEBYTECODE= $(BIN)/coverage run -m pytest -q -n $(WORKERS) --dist loadfile --ignore tests/browser $(ARGS)
	@$(BIN)/python -m tests.covered

check: $(DEVELOP) ## lint, format check, types, the floors of the house, known faults of packages
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/python -m tests.audit

format: $(DEVELOP) ## lay the code out and mend what can be mended safely
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

fuzz: $(DEVELOP) ## try 10,000 broken files (minutes)
	@IVW_FUZZ=$${IVW_FUZZ:-10000} $(BIN)/pytest -o faulthandler_timeout=3600 tests/fuzz $(ARGS)

bench: $(DEVELOP) ## measure speed and scale, and write docs/performance.md (minutes)
	@$(BIN)/python -m benchmarks $(ARGS)

tour: $(DEVELOP) ## take the pictures of README and docs/tour.md anew
	@IVW_PICTURES=1 $(BIN)/pytest -q tests/browser/test_whole_pass.py tests/browser/screens.py::test_pictures_of_the_tour
	@$(BIN)/python -m tests.tour

docs: $(DEVELOP) ## write docs/advice.md, and the lists in docs/reference.md, anew
	@$(BIN)/python -m tests.docs

screenshots: $(DEVELOP) ## take pictures of every page in each of its states (minutes)
	@IVW_PICTURES=1 $(BIN)/pytest -q -n 2 --dist load tests/browser/screens.py::test_pictures
	@echo 'They are in test-output/screenshots/screens.'

clean: ## remove what can be made again; never the records
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-output
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# When the Python beneath .venv is gone (the system was upgraded), everything is made anew.
$(shell test -x $(BIN)/python || rm -f $(RUN) $(DEVELOP))

# A half-made .venv would pass for a whole one next time, so it is taken away again.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'ivw needs Python 3.11 or newer, and "$(PYTHON)" is not that.'; \
	  echo 'Name another one like this: make run PYTHON=python3.12'; exit 1; } >&2
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

# The stamps ask only whether there is a .venv (after the bar): its python is a link to the system's, whose age says nothing.
$(RUN): requirements.txt | $(BIN)/python
	@echo 'Installing what ivw needs into $(VENV) (this once, a minute or two) ...'
	@$(PIP) -r requirements.txt
	@touch $@

$(DEVELOP): requirements-dev.txt $(RUN)
	@echo 'Installing what tests and checks need into $(VENV) (this once) ...'
	@$(PIP) -r requirements-dev.txt
	@touch $@
