# `make quiz` starts today's review, `make test` runs all tests; both create what they need.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
# what is installed once should start fast
unexport PYTHONDONTWRITEBYTECODE

.PHONY: quiz test check lint types pages format docs pictures bench clean

quiz: $(VENV)/.installed
	@$(BIN)/mlinterview

test: $(VENV)/.developing
	$(BIN)/python -m pytest -n auto -q

# parts that do not wait for each other: `make -j2 check` uses two processors
check: lint types pages $(addprefix check-,$(wildcard decks/*))

lint: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.developing
	$(BIN)/mypy

pages: $(VENV)/.developing
	$(BIN)/python -m docs.generate --check

check-decks/%: $(VENV)/.developing
	$(BIN)/mlinterview deck check --strict --run-code decks/$*

format: $(VENV)/.developing
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.developing
	$(BIN)/python -m docs.generate

pictures: $(VENV)/.developing
	MLINTERVIEW_PICTURES=docs/pictures $(BIN)/python -m pytest -q tests/notebook/test_pictures.py

bench: $(VENV)/.developing
	$(BIN)/python benchmarks/startup.py

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "mlinterview needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q mlinterview plugins
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
