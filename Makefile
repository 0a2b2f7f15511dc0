# Set up, run and test. Every target works on a fresh clone: it makes .venv in this folder first.
SHELL := bash
VENV := .venv
PY := $(VENV)/bin/python
DATA ?= $(if $(TRO_LY_DATA),$(TRO_LY_DATA),data)
HOST ?= 127.0.0.1
PORT ?= 7860

.PHONY: install run test lint fuzz bench calibrate screenshots lock

install: $(VENV)/.installed  ## the set-up alone

$(VENV)/.installed: pyproject.toml .ci/constraints.txt .ci/setup
	@bash .ci/setup $(VENV)
	@touch $@

run: install  ## set up, index the sample plans if there is no index yet, serve the page
	@test -e $(DATA)/CURRENT || $(PY) -m index add --data $(DATA) corpus/samples
	$(PY) app.py --data $(DATA) --host $(HOST) --port $(PORT)

test: install lint  ## set up, check the code, run every test
	$(PY) -m pytest -n 2 --dist loadfile

lint: install
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

fuzz: install  ## Hypothesis with many more examples than in make test
	FUZZ_ROUNDS=4000 $(PY) -m pytest tests/corpus tests/assistant -q --hypothesis-profile=fuzz

bench: install  ## measure us beside top-k retrieval; BENCH="--plans DIR --questions FILE" adds your own
	$(PY) -m tests.benchmarks $(BENCH)

calibrate: install  ## draw the curves that the cuts of topics are chosen from, into docs/calibration.md
	$(PY) -m tests.calibration

screenshots: install  ## take the pictures of docs/images from the running page
	$(PY) -m tests.page.screenshots docs/images

lock: install  ## write .ci/constraints.txt from what is installed
	$(PY) -m pip freeze --exclude-editable | sed 's/+cpu$$//' > .ci/constraints.txt
