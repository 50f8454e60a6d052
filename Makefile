# Two commands matter: `make demo` shows Linli on this machine, `make test` runs everything that has to hold.
#
#   make demo [FRESH=1] [SIZE=county] [MATTERS=400] [PORT=8000]

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3.14 python3,$(if $(shell command -v $(name)),$(name))))
RUN    := .venv/bin/python
PYTEST := $(RUN) -m pytest

export PYTHONDONTWRITEBYTECODE =  # dozens of processes read the same modules: compiled once, whatever the machine says

.PHONY: demo python setup setup-tests check test test-slow bench messages
.DEFAULT_GOAL := demo

demo: setup
	@.venv/bin/linli demo $(if $(FRESH),--fresh) $(if $(SIZE),--size $(SIZE)) $(if $(MATTERS),--matters $(MATTERS)) $(if $(PORT),--port $(PORT))

python:
	@$(PYTHON) -c 'import sys; sys.exit("Linli needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'

setup: python
	@$(PYTHON) tools/setup.py

setup-tests: python
	@$(PYTHON) tools/setup.py --tests

# translations and migrations are looked at by tests/guards, beside the other tests
check: setup-tests
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

# three at once, because pages in a browser wait: two leave a third of two cores idle
# every test on SQLite, then on a PostgreSQL made for the run; what is the same on both runs on one of them only
test: check
	$(PYTEST) -n 3 -m "not soak and not strict"
	$(RUN) tools/postgres.py $(PYTEST) -n 3 -m "not soak and not once"

test-slow: setup-tests
	$(PYTEST) -m soak
	$(RUN) tools/postgres.py $(PYTEST) -m soak

bench: setup-tests
	@for file in bench/[a-z]*.py; do \
		echo "== $$file"; \
		$(RUN) tools/postgres.py --durable $(RUN) -m bench.$$(basename $$file .py) || failed=1; \
	done; exit $${failed:-0}

messages: setup-tests
	$(RUN) tools/messages.py update
