"""One document in every format: what is found in each agrees with what is found in its plain text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from renderings import SCAN, WRITERS

from pipeline.extract import extract
from pipeline.prepare import prepare
from pipeline.readers import ocr, read
from schemas.records import Statement

Fields = Counter[tuple[str, str, object]]


def statements(path: Path) -> tuple[Statement, ...]:
    return extract(prepare(read(path))).statements


def written(folder: Path, name: str) -> tuple[Statement, ...]:
    path = folder / name
    path.write_bytes(WRITERS[name]())
    return statements(path)


def fields(found: tuple[Statement, ...], *, whole_section: bool = True) -> Fields:
    """Every field of every statement, with the subject it is about; the fields of one too many count as well."""
    out: Fields = Counter()
    for s in found:
        due = s.deadline
        parts = {
            "role": s.role,
            "indicator": s.indicator,
            "measures": tuple((m.value, m.upper, m.unit, m.comparator, m.kind) for m in s.measures),
            "deadline": due and (due.start, due.end, "".join((due.text or "").split()), due.source, due.recurring),
            "agencies": tuple((a.name, a.role, a.inherited) for a in s.agencies),
            "strength": s.strength,
            "section": s.section if whole_section else s.section[-1:],
            "in a table": s.cell is not None,
        }
        out.update((s.subject, name, value) for name, value in parts.items())
    return out


def agreement(found: Fields, wanted: Fields) -> float:
    return sum((found & wanted).values()) / max(found.total(), wanted.total())


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> tuple[Statement, ...]:
    found = written(tmp_path_factory.mktemp("txt"), "a.txt")
    assert len(found) > 60
    assert sum(s.cell is not None for s in found) == 15
    return found


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.docx", "a.doc", "a.pdf"])
def test_statements_are_those_of_the_text(tmp_path, plain, name):
    assert agreement(fields(written(tmp_path, name)), fields(plain)) >= 0.99


def test_statements_of_a_sheet_are_those_of_the_table_in_the_text(tmp_path, plain):
    """A sheet knows its own title, not the headings that stood over it."""
    wanted = fields(tuple(s for s in plain if s.cell), whole_section=False)
    assert agreement(fields(written(tmp_path, "a.xlsx"), whole_section=False), wanted) >= 0.99


@pytest.mark.skipif(not ocr.available(), reason="the extra duban[ocr], which reads scans, is not installed")
def test_statements_of_a_scan_are_those_of_the_text(plain):
    assert agreement(fields(statements(SCAN)), fields(plain)) >= 0.95
