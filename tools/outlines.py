"""Set the heading trees of shared documents against outlines that were checked by eye.

Usage: outlines.py SHARED [--misses N]. tests/data/outlines.jsonl has one document a line: its path in SHARED, the
SHA-256 of its decoded text, and its headings as [start, end, level], offsets in that text. A heading is right where
all three agree. Prints the share of right ones; documents that are not there, or are other texts, are named.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

from pipeline.clean import clean
from pipeline.readers import read
from pipeline.segment import segment

OUTLINES = Path(__file__).parents[1] / "tests" / "data" / "outlines.jsonl"
Heading = tuple[int, int, int]


def headings(path: Path) -> tuple[str, list[Heading]]:
    """The document's text and its headings: start, end, level, in order."""
    raw = read(path)
    text = clean(raw)
    found = [
        (*text.source_span(p.start, p.heading_end or p.end), p.heading_level)
        for p in segment(text, raw)
        if p.heading_level is not None
    ]
    return raw.source, found


def main() -> None:
    """Print, for all documents together, how many headings are right, missed and invented."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="print that many wrong cases")
    given = parser.parse_args()
    right = gold = found = documents = 0
    wrong: list[str] = []
    for line in OUTLINES.read_text("utf-8").splitlines():
        row = json.loads(line)
        path = given.shared / row["doc"]
        if not path.is_file():
            print(f"{row['doc']}: not there", file=sys.stderr)
            continue
        text, here = headings(path)
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            print(f"{row['doc']}: another text than the one that was checked", file=sys.stderr)
            continue
        told = {tuple(h) for h in row["headings"]}
        documents += 1
        gold, found, right = gold + len(told), found + len(here), right + len(told & set(here))
        for kind, cases in (("missed", told - set(here)), ("invented", set(here) - told)):
            wrong += [f"  {kind} {row['doc']} level {c[2]}: {text[c[0] : c[1]][:60]!r}" for c in sorted(cases)]
    if not documents:
        sys.exit(f"None of the documents of {OUTLINES.name} is in {given.shared}.")
    print(f"outlines of {documents} documents: {right} of {gold} headings right ({right / gold:.1%}), {found} found")
    print(*wrong[: given.misses], sep="\n", end="\n" if given.misses and wrong else "")


if __name__ == "__main__":
    main()
