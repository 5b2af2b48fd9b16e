# Targets a person calls carry a ## line; `make help` prints them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

SHARED ?= ../shared
VENV   ?= .venv
OUT    ?= out
# The corpus: its plans, its reports, and the day for which its README gives the verdicts.
PLANS   ?= corpus/raw/plans
REPORTS ?= corpus/raw/reports
AS_OF   ?= 2025-10-31
# OCR=no leaves out of the set-up what reads scans and pictures (110 MB to fetch).
OCR     ?= yes
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: help setup run check test format golden score bench lock clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(READY) ## Make the environment in .venv from requirements.lock; OCR=no leaves out what reads scans

$(READY): requirements.lock requirements-ocr.lock pyproject.toml tools/setup.sh
	@OCR=$(OCR) tools/setup.sh $(VENV)
	@touch $@

run: $(READY) ## Main job on PLANS and REPORTS (the corpus); the ledger goes to OUT (out)
	$(BIN)/duban run $(PLANS) $(if $(REPORTS),--reports $(REPORTS)) $(if $(AS_OF),--as-of $(AS_OF)) --out $(OUT)

check: $(READY) ## Lint, format, types, and the import arrow
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports --no-cache

test: $(READY) ## All tests
	$(BIN)/pytest

format: $(READY) ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(READY) ## Rewrite the golden files from what the code says now; review the diff
	DUBAN_GOLDEN=rewrite $(BIN)/pytest tests/golden

score: $(READY) ## Accuracy against the hand annotation in SHARED (../shared); RECORD=yes keeps its misses for the next run
	@$(BIN)/python tools/score.py $(SHARED) $(if $(RECORD),--record)

bench: $(READY) ## Speed of start-up, extraction and reading, beside jieba, pdfplumber and python-docx
	@$(BIN)/python tools/bench.py --shared $(SHARED)

lock: $(READY) ## Resolve requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile -q --extra dev --no-annotate --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --extra ocr -c requirements.lock --no-annotate --no-emit-index-url --no-header pyproject.toml -o requirements-ocr.lock

clean: ## Remove what was made, the environment too
	rm -rf $(VENV) $(OUT) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
