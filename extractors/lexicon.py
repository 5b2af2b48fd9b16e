"""Lexicons are tables: tab-separated, a header line, `#` lines for where the terms come from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

from schemas.errors import RuleError


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of extractors/lexicons/NAME.tsv as dictionaries by column.

    Raises RuleError where a row has another number of columns than the header.
    """
    text = resources.files("extractors").joinpath("lexicons", f"{name}.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("# ")]
    header = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise RuleError(f"{name}.tsv: {len(cells)} columns for {len(header)} in {line!r}")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def alternation(terms: Iterable[str]) -> str:
    """A regular expression that matches any of the terms, the longer before the shorter."""
    return "|".join(re.escape(t) for t in sorted(set(terms), key=lambda t: (-len(t), t)))


@cache
def terms(name: str, column: str = "term", **where: str) -> tuple[str, ...]:
    """One column of a lexicon, in file order; `where` keeps rows whose columns have these values."""
    return tuple(row[column] for row in read_table(name) if all(row[k] == v for k, v in where.items()))
