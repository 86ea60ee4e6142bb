# What a person repeats. Needs Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= $(shell command -v python3.13 >/dev/null 2>&1 && python3.13 -c '' 2>/dev/null && echo python3.13 || echo python3)
HOST ?= 127.0.0.1
PORT ?= 8501
BIN := .venv/bin
PIP = $(BIN)/python -m pip install -q --disable-pip-version-check
# Python compiles what it loads, once, and keeps it; pip would compile all that nobody loads too, which takes as long as to install it
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test unit check bench load office shots lock clean

run: .venv/run.stamp  ## install what the app needs, start it and print its address
	$(BIN)/streamlit run app.py --server.address=$(HOST) --server.port=$(PORT)

# a test in a browser waits for a server, a tick or a lock for a part of its time: three at once keep two cores busy
test: .venv/dev.stamp  ## install what the tests need and run them all, in a browser too
	$(BIN)/python -m scripts.browser
	$(BIN)/pytest -qqq --collect-only  # compiles what is tested once, not in each of the three
	$(BIN)/pytest -n 3 --dist=worksteal

unit: .venv/dev.stamp  ## the fast tests only: domain, charts and pages without a browser
	$(BIN)/pytest -n 2 --dist=worksteal tests/unit tests/pages

check: .venv/dev.stamp  ## lint, format, types, arrows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev.stamp  ## what one rerun costs, against an empty page on the same server
	$(BIN)/python -m scripts.bench

load: .venv/dev.stamp  ## a full room of 200 phones and a wall on one server
	$(BIN)/python -m scripts.load

office: .venv/dev.stamp  ## LibreOffice opens the files to take along and works the deal out anew; what they cost
	$(BIN)/python -m scripts.office

shots: .venv/dev.stamp  ## the README's screenshots, made again
	$(BIN)/python -m scripts.browser
	$(BIN)/python -m scripts.shots

lock: .venv/dev.stamp  ## compile the pinned requirements from pyproject.toml
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt

clean:  ## forget the virtual environment and every cache
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/pyvenv.cfg:
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.12")'
	$(PYTHON) -m venv .venv
	$(PIP) --upgrade pip  # what an older Python brings takes half as long again

# a list is whole, so that nothing has to be worked out, and both halves of it are installed at once
define install
	grep '^[^ #]' $(1) | sed -n 'p;n' > .venv/half.txt
	grep '^[^ #]' $(1) | sed -n 'n;p' > .venv/rest.txt
	$(PIP) --no-compile --no-deps -r .venv/half.txt & half=$$!; $(PIP) --no-compile --no-deps -r .venv/rest.txt && wait $$half
endef

.venv/run.stamp: .venv/pyvenv.cfg requirements.txt
	$(call install,requirements.txt)
	touch $@

.venv/dev.stamp: .venv/pyvenv.cfg requirements.txt requirements-dev.txt
	$(call install,requirements-dev.txt)
	touch $@ .venv/run.stamp
