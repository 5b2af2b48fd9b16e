"""Outlines and statements of the corpus as they were last looked at; `make golden` writes them anew for review."""

import os
from pathlib import Path

import pytest

from pipeline.batch import process
from pipeline.wording import deadline_words, measures_words, one_line

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
#: Set by `make golden` alone.
REWRITE = os.environ.get("DUBAN_GOLDEN") == "rewrite"
DOCUMENTS = sorted((ROOT / "corpus" / "raw").rglob("*.*"))


def outline(document):
    """The headings of a document, indented by level; … after one that its text follows on the same line."""
    text = document.clean.text
    lines = []
    for p in document.paragraphs:
        if p.heading_level is not None:
            more = "…" if p.heading_end is not None else ""
            lines.append("  " * (p.heading_level - 1) + one_line(text[p.start : p.heading_end or p.end]) + more)
    return lines


def statement_line(s):
    """One statement as a reader would check it."""
    agencies = "、".join(f"{a.name}({a.role})" for a in s.agencies)
    place = s.cell or (s.section[-1] if s.section else "")
    parts = (
        s.role,
        s.subject,
        measures_words(s.measures),
        deadline_words(s.deadline),
        agencies,
        place,
        one_line(s.quote),
    )
    return " | ".join(parts)


def golden(path):
    done = process(path, keep_document=True)
    assert done.error is None
    lines = ["# outline", *outline(done.document), "", "# statements", *map(statement_line, done.statements), ""]
    lines += ["# not understood", *(f"{i.code} | {i.message} | {one_line(i.quote or '')}" for i in done.issues)]
    return "\n".join(lines).rstrip() + "\n"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_document_reads_as_it_was_reviewed(path):
    found, file = golden(path), HERE / f"{path.name}.golden"
    if REWRITE:
        file.write_text(found, encoding="utf-8", newline="\n")
    assert found.splitlines() == file.read_text("utf-8").splitlines()


def test_golden_files_are_not_rewritten_by_accident():
    if not REWRITE:
        assert "DUBAN_GOLDEN" not in os.environ
    assert "DUBAN_GOLDEN" not in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_golden_file_has_its_document():
    assert {f.name.removesuffix(".golden") for f in HERE.glob("*.golden")} <= {p.name for p in DOCUMENTS}
