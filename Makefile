# Everything runs in its own environment, made on first use; nothing is installed elsewhere.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test setup generate bench fuzz hostile faults branches mutants audit release clean

demo: $(READY) ## set up, and run the main job on data/raw
	@. $(BIN)/activate && sh scripts/demo.sh

test: $(READY) ## set up, and run every check
	@. $(BIN)/activate && sh scripts/check.sh

setup: $(READY) ## make the environment only

generate: $(READY) ## make what is generated: the authority's index, the CLI reference
	@. $(BIN)/activate && python -m gpkit.authority.compile && python scripts/cli_reference.py > docs/cli.md

BENCH ?= quick
ONLY ?=
bench: $(READY) ## measure; BENCH is smoke, quick or full, ONLY names scripts; tables go to benchmarks/README.md
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements-dev.txt --group bench
	@. $(BIN)/activate && python benchmarks/suite.py $(BENCH) $(if $(ONLY),--only $(ONLY))

SECONDS ?= 30
EACH ?= 500
FAULTS ?= crash
fuzz: $(READY) ## fuzz each target for SECONDS seconds
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements-dev.txt --group fuzz
	@. $(BIN)/activate && FUZZ_SECONDS=$(SECONDS) sh scripts/fuzz.sh

hostile: $(READY) ## ingest 10,000 files made to harm, and hold each against its truth
	@rm -rf fuzz/found/hostile fuzz/found/hostile.json && mkdir -p fuzz/found
	@. $(BIN)/activate && python fuzz/hostile.py fuzz/found/hostile $(EACH) && python fuzz/judge.py fuzz/found/hostile

faults: $(READY) ## kill runs and fail disks at every call that writes; FAULTS names the tests
	@. $(BIN)/activate && GPKIT_SLOW=1 python -m pytest -q -p no:randomly tests/reliability -k "$(FAULTS)"

branches: $(READY) ## count the branches that the tests take; TESTS names them
	@. $(BIN)/activate && python scripts/branches.py -n auto $(TESTS)

NUMBER ?= 60
mutants: $(READY) ## change NUMBER things of each role that much depends on (ROLES names some), and see whether tests notice
	@. $(BIN)/activate && python scripts/mutants.py $(NUMBER) $(ROLES)

audit: $(READY) ## look for what is known to be dangerous
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements-dev.txt --group audit
	@. $(BIN)/activate && sh scripts/audit.sh

release: $(READY) ## build wheel, sdist and bill of materials, twice, and compare
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements-dev.txt --group audit
	@. $(BIN)/activate && sh scripts/release.sh

$(READY): pyproject.toml requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "gpkit needs Python 3.11 or later: make PYTHON=python3.12 ..."; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "This Python has no venv module. On Debian: apt-get install python3-venv"; exit 2; }
	@echo "Setting up $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements-dev.txt -e . --group dev
	@$(BIN)/python -m compileall -q src
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
