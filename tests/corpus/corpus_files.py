"""The corpus as its tests see it: manifest, sources, and the text that offsets count in."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
sys.path.insert(0, str(CORPUS))

import render  # noqa: E402
from rendering.source import Source, load  # noqa: E402

__all__ = ["AS_OF", "CORPUS", "lines", "raw_text", "render", "source", "table"]

AS_OF = "2025-10-31"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated file of the corpus."""
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def source(doc_id: str) -> Source:
    """The text source of a document."""
    return load(CORPUS / "sources" / f"{doc_id}.md")


def lines(doc_id: str) -> list[str]:
    """A document's paragraphs, and its table rows with cells joined by |, as written."""
    found = []
    for item in source(doc_id).items:
        found += ["|".join(row) for row in item.rows] if item.rows else [item.text]
    return found


def raw_text(file: str, encoding: str = "utf-8") -> str:
    """A txt, md, html or csv file as it stands on disk, line ends included."""
    return (CORPUS / file).read_bytes().decode(encoding)
