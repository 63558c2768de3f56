# Two commands matter: `make run` and `make test`. Windows: the plain commands stand in README.md.
PORT ?= 8501
ADDRESS ?= http://localhost:$(PORT)
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Compiled once and kept, a server starts twice and a build four times as fast as otherwise.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test soak cluster-test install compiled data check audit bench pack clean

run: install data ## build the release and open the dashboard
	@echo "Open http://localhost:$(PORT)"
	LOG_FORMAT=plain $(BIN)/streamlit run dashboard.py --server.port $(PORT) --server.headless false

# More at once than cores: those that wait for a browser leave them free (tests/conftest.py).
test: $(VENV)/.dev ## every test; the browser's are skipped, and say so, without Chromium
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

soak: $(VENV)/.dev ## faults by the hundred, and a fuzzer at every door: some forty minutes
	SOAK=1 $(BIN)/python -m pytest tests/faults tests/test_entry_killed.py tests/test_desk_kills.py \
		tests/test_desk_taken_in.py tests/browser/test_desk_killed.py
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements-soak.txt
	$(BIN)/python -m tests.faults.fuzz

cluster-test: .venv-spark/.dev ## the warehouse on a Spark cluster of two workers; needs Java 17 or newer
	.venv-spark/bin/python -m pytest tests/cluster

install: $(VENV)/.app

compiled: install ## for servers that may not write beside what they run
	$(BIN)/python -m compileall -q -j 0 .

data: $(VENV)/.app ## curated files -> a verified release
	$(BIN)/python -m etl

pack: data ## slides, report, figures and pictures of a review conference
	$(BIN)/python -m exhibits hoi-nghi --format zip --out hoi-nghi.zip --address $(ADDRESS)

check: $(VENV)/.dev audit ## style, and libraries with known holes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

audit: $(VENV)/.dev
	$(BIN)/python -m tests.attacks.audit

bench: $(VENV)/.dev ## speed beside its yardsticks, as ratios
	$(BIN)/python -m bench

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.app: $(BIN)/python requirements.txt
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: $(VENV)/.app requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements-dev.txt
	touch $@

.venv-spark/.dev: requirements.txt requirements-dev.txt requirements-spark.txt
	$(PYTHON) -m venv .venv-spark
	.venv-spark/bin/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements-dev.txt -r requirements-spark.txt
	touch $@

clean:
	rm -rf $(VENV) .venv-spark data/releases
