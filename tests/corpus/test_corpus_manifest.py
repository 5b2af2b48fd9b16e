"""The manifest names every file, and the corpus has the breadth it promises."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from corpus_files import AS_OF, CORPUS, lines, table

MANIFEST = table("manifest.tsv")


def test_every_file_is_listed_once_and_nothing_else():
    listed = [row["file"] for row in MANIFEST]
    there = [str(p.relative_to(CORPUS)) for p in sorted((CORPUS / "raw").rglob("*")) if p.is_file()]
    assert sorted(listed) == sorted(there)


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: row["doc_id"])
def test_a_line_agrees_with_its_file(row):
    assert hashlib.sha256((CORPUS / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert row["file"].split("/")[1] == {"plan": "plans", "report": "reports"}[row["role"]]
    assert date(2024, 1, 1) < date.fromisoformat(row["issued_date"]) <= date.fromisoformat(AS_OF)
    assert row["kind"] in {"plan", "speech", "report", "sheet", "bulletin"}


def test_each_place_has_a_plan_a_speech_and_later_reports():
    places = {row["place"] for row in MANIFEST}
    assert len(places) == 3 and len(MANIFEST) >= 14
    for place in places:
        mine = [row for row in MANIFEST if row["place"] == place and row["issued_date"] > "2025-02"]
        plan = next(row for row in mine if row["kind"] == "plan")
        later = [row for row in mine if row["role"] == "report" and row["issued_date"] > plan["issued_date"]]
        assert any(row["kind"] == "speech" for row in mine) and len(later) >= 2


def test_all_formats_are_there():
    formats = Counter(Path(row["file"]).suffix for row in MANIFEST)
    assert formats.keys() == {".docx", ".pdf", ".html", ".txt", ".md", ".xlsx", ".csv"}


@pytest.mark.parametrize("row", [r for r in MANIFEST if r["kind"] != "sheet"], ids=lambda row: row["doc_id"])
def test_prose_is_as_long_as_real_documents(row):
    length = sum(map(len, lines(row["doc_id"])))
    assert 1200 <= length <= 4500


@pytest.mark.parametrize("plan", ["qn-plan-2025", "ty-plan-2025", "rp-plan-2025"])
def test_a_plan_ends_with_a_table_of_tasks(plan):
    rows = [line.split("|") for line in lines(plan) if "|" in line]
    assert rows[0][0] == "序号" and rows[0][-2:] == ["责任人", "完成时限"] and {"牵头单位", "配合单位"} <= set(rows[0])
    assert len(rows) > 12 and all(all(cell for cell in row) for row in rows)
