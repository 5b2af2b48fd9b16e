"""Keep the README's table of expected verdicts the same as expected.tsv."""

from __future__ import annotations

import csv
import io
from itertools import groupby

BEGIN, END = "<!-- verdicts: written by render.py from expected.tsv -->", "<!-- end of verdicts -->"


def expected(text: str) -> list[dict[str, str]]:
    """The rows of expected.tsv."""
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def tables(rows: list[dict[str, str]], titles: dict[str, str]) -> str:
    """One markdown table for each plan. titles: the document's title by doc_id."""
    parts = []
    for plan, group in groupby(rows, key=lambda row: row["plan"]):
        lines = [
            f"### {titles[plan]} (`{plan}`)",
            "",
            "| target | due | reported | where | verdict | alert |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        for row in group:
            answer = row["answer"].replace("=", "：") or "—"
            verdict = row["status"].replace("|", " or ")
            alert = row["alert"].replace("|", " or ") or "—"
            where = f"`{row['report']}`" if row["report"] else "—"
            lines.append(f"| {row['quote']} | {row['due']} | {answer} | {where} | {verdict} | {alert} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def filled(readme: str, rows: list[dict[str, str]], titles: dict[str, str]) -> str:
    """The README with its tables written anew. Raises ValueError where the markers are missing."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("README.md: the markers of the verdicts are missing")
    return f"{before}{BEGIN}\n\n{tables(rows, titles)}\n\n{END}{after}"
