# The ways into the house; README.md tells when to use which.
#   PORT=8123 make serve    serve at another port
#   PIP=plain make install  install by pip alone, without uv

PYTHON ?= python3
BENCH ?= full
VENV := .venv
BIN := $(VENV)/bin
MESSAGES := $(wildcard locale/*/LC_MESSAGES/*.po)

ifeq ($(PIP),plain)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
else
UV := $(VENV)/.uv
INSTALL := $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes --python $(BIN)/python
endif

.PHONY: install serve test check bench shots lock clean format

install: $(VENV)/.base $(VENV)/.command $(VENV)/.messages

serve: install
	@exec $(BIN)/musubi serve

test: $(VENV)/.dev install
	@scripts/system_packages
	DATABASE_URL= $(BIN)/pytest -n 2
	@scripts/postgres $(BIN)/pytest -n 2 -m "not browser and not once" \
		|| { [ $$? = 69 ] && [ -z "$$MUSUBI_NOTHING_LEFT_OUT" ]; }

check: $(VENV)/.dev install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/musubi makemigrations --check --dry-run
	$(BIN)/musubi vocabulary
	$(BIN)/python scripts/messages.py check
	scripts/no_addresses
	HTTPS=true $(BIN)/musubi check --deploy --fail-level ERROR

bench: $(VENV)/.dev install
	$(BIN)/python benchmarks/run.py $(BENCH)

shots: $(VENV)/.dev install
	@scripts/system_packages
	$(BIN)/python scripts/shots.py

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Pins and hashes without addresses, so that they install from any mirror.
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-header --no-annotate
lock: $(VENV)/.uv
	echo uv | $(LOCK) - --output-file requirements/uv.txt
	echo 'setuptools>=77' | $(LOCK) - --output-file requirements/build.txt
	$(LOCK) pyproject.toml --output-file requirements/base.txt
	$(LOCK) pyproject.toml --extra dev --output-file requirements/dev.txt

clean:
	rm -rf $(VENV) *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find config musubi scripts tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete

# Each stamp says that a step is done for the files behind the colon.

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Musubi needs Python 3.11 or later: PYTHON=python3.11 make …")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.uv: $(VENV)/.made requirements/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements/uv.txt
	@touch $@

$(VENV)/.base: $(VENV)/.made $(UV) requirements/base.txt requirements/build.txt
	$(INSTALL) -r requirements/base.txt -r requirements/build.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.made $(UV) requirements/dev.txt
	$(INSTALL) -r requirements/dev.txt
	@touch $@

# The `musubi` command, from this folder; nothing is fetched.
$(VENV)/.command: $(VENV)/.base pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
		--no-build-isolation --config-settings editable_mode=compat --editable .
	$(BIN)/python -m compileall -q config musubi
	@touch $@

$(VENV)/.messages: $(VENV)/.base scripts/messages.py $(MESSAGES)
	$(BIN)/python scripts/messages.py compile
	@touch $@
