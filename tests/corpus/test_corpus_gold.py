"""The hand annotation is well-formed, and every quote stands in its file."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import opencc
import pytest
from corpus_files import CORPUS, raw_text, table
from docx import Document

FILES = {Path(row["file"]).name: row["file"] for row in table("manifest.tsv")}
GOLD = sorted((CORPUS / "gold").glob("[!d]*/*.jsonl"))
PAIRS = sorted((CORPUS / "gold" / "diff").glob("*.jsonl"))
UNITS_OF_ACCOUNT = {"万元", "亿元", "亩", "公顷", "公里", "万人", "万吨", "个百分点", "万平方米", "万千瓦"}


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def text_of(name: str) -> str:
    if name.endswith(".docx"):
        return "\n".join(p.text for p in Document(str(CORPUS / FILES[name])).paragraphs)
    return raw_text(FILES[name])


def place(text: str, quote: str, nth: int = 0) -> int:
    at = -1
    for _ in range(nth + 1):
        at = text.find(quote, at + 1)
        assert at >= 0, quote
    return at


def check_measure(measure: dict[str, Any]) -> None:
    assert isinstance(measure["value"], int | float) and measure["unit"] not in UNITS_OF_ACCOUNT
    assert measure["comparator"] in {"eq", "ge", "gt", "le", "lt", "approx", "range"}
    assert measure["kind"] in {"level", "growth", "share"}


def check_deadline(deadline: dict[str, Any] | None) -> None:
    if deadline is None:
        return
    for key in ("start", "end"):
        if deadline.get(key):
            date.fromisoformat(deadline[key])
    assert deadline["source"] in {"explicit", "section", "document"}
    assert deadline["source"] == "document" or deadline["text"]
    if deadline.get("recurring"):
        assert deadline["end"] is None and deadline["text"]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_statements_are_well_formed_and_stand_in_the_text(path):
    rows = read(path)
    text = text_of(rows[0]["doc"])
    starts = []
    for row in rows:
        if "ranges" in row:
            assert all(text.index(r["from"]) < text.index(r["to"]) for r in row["ranges"])
            continue
        starts.append(place(text, row["quote"], row.get("nth", 0)))
        assert row["role"] in {"target", "progress", "task"} and row["strength"] in {"must", "strive", "plan"}
        assert row["subject"] and not re.search(r"\(|\*|\n", row["subject"])
        assert all(a["name"] and a["role"] in {"lead", "support", "person"} for a in row["agencies"])
        for measure in row["measures"]:
            check_measure(measure)
        check_deadline(row["deadline"])
        words = (row["deadline"] or {}).get("text")
        assert words is None or words in text
    assert all(a <= b for a, b in pairwise(starts))


def test_enough_documents_of_every_noise_are_annotated():
    assert len(GOLD) >= 7
    assert sum(len(read(path)) for path in GOLD) > 300
    assert {Path(read(path)[0]["doc"]).suffix for path in GOLD} == {".md", ".txt", ".html", ".docx"}


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_names_are_in_simplified_characters(path):
    simplify = opencc.OpenCC("t2s").convert
    for row in read(path):
        for name in [row.get("subject", ""), *(a["name"] for a in row.get("agencies", []))]:
            assert simplify(name) == name


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_statement_is_written_twice(path):
    rows = [json.dumps(row, ensure_ascii=False) for row in read(path)]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_pairs_point_at_both_documents(path):
    rows = read(path)
    for row in rows:
        target = row["target"]
        place(text_of(row["plan"]), target["quote"], target["nth"])
        assert (row["report_quote"] is None) == (row["status"] == "unreported")
        if row["report_quote"]:
            place(text_of(row["report"]), row["report_quote"], row["report_nth"])
        assert row["status"] in {"met", "missed", "unreported", "incomparable"}
        for measure in [*target["measures"], *row["reported"]]:
            check_measure(measure)
    assert {row["status"] for row in rows} == {"met", "missed", "unreported", "incomparable"}
