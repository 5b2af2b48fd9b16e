"""How often the growth target of regional GDP is found in work reports, against a key read by hand.

Usage: gdp_check.py SHARED [--workers N]. SHARED holds corpus/work_reports; the key is tests/data/gdp_targets.tsv. A hit
is one target that overlaps the phrase of the key and says its indicator, its figure with comparator, and its year.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.batch import Processed, process_many, source_text
from schemas.records import Statement
from schemas.values import Measure

HERE = Path(__file__).resolve().parent.parent
KEY = HERE / "tests" / "data" / "gdp_targets.tsv"
INDICATOR = "地区生产总值"


@dataclass(frozen=True, slots=True)
class Aim:
    """One line of the key; its columns are explained in the file's head. `second` is in 元, the other figures in %."""

    name: str
    sha256: str
    start: int
    end: int
    year: int
    value: float
    upper: float | None
    comparator: str
    second: float | None


def read_key(path: Path = KEY) -> list[Aim]:
    """The lines of the key. Raises ValueError where a cell is no number."""

    def number(cell: str) -> float | None:
        return float(cell) if cell else None

    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return [
            Aim(
                name=row["name"],
                sha256=row["sha256"],
                start=int(row["start"]),
                end=int(row["end"]),
                year=int(row["year"]),
                value=float(row["value"]),
                upper=number(row["upper"]),
                comparator=row["comparator"],
                second=number(row["second"]),
            )
            for row in rows
        ]


def says_figure(measure: Measure, aim: Aim) -> bool:
    """Whether a measure is the aim's growth rate, with its comparator."""
    found = (measure.value, measure.upper, measure.comparator, measure.unit, measure.kind)
    return found == (aim.value, aim.upper, aim.comparator, "%", "growth")


def shortcomings(statement: Statement, aim: Aim) -> list[str]:
    """What keeps a statement from being the aim; empty where nothing does."""
    end = statement.deadline.end if statement.deadline else None
    figures = [f"{m.comparator} {m.value:g}{f'-{m.upper:g}' if m.upper else ''}{m.unit}" for m in statement.measures]
    checks = [
        ("role", statement.role == "target", statement.role),
        ("indicator", is_gdp(statement), f"{statement.indicator} / {statement.subject}"),
        ("figure", any(says_figure(m, aim) for m in statement.measures), ", ".join(figures) or "none"),
        ("deadline", end == date(aim.year, 12, 31), str(end)),
    ]
    return [f"{what}: {found}" for what, holds, found in checks if not holds]


def is_gdp(statement: Statement) -> bool:
    """Whether the statement is about the whole product of a region."""
    return statement.indicator == INDICATOR or statement.subject.endswith("生产总值")


def miss(aim: Aim, found: tuple[Statement, ...]) -> str | None:
    """Why the aim counts as not found: what its nearest statement lacks. None for a hit."""
    near = [s for s in found if s.start < aim.end and aim.start < s.end]
    if not near:
        return "nothing: no statement at the phrase"
    best = min((shortcomings(s, aim) for s in near), key=len)
    return "; ".join(best) or None


def holds_second(aim: Aim, found: tuple[Statement, ...]) -> bool:
    """Whether the phrase's other figure stands in a target that overlaps it."""
    near = (s for s in found if s.role == "target" and s.start < aim.end and aim.start < s.end)
    return any(m.value == aim.second for s in near for m in s.measures)


def judged(folder: Path, key: list[Aim], workers: int) -> Iterator[tuple[Aim, Processed, str | None]]:
    """Every aim with its document and why it was missed, None for a hit; a text that changed since is a miss."""
    results = process_many([folder / aim.name for aim in key], workers=workers)
    for aim, done in zip(key, results, strict=True):
        if done.error is not None:
            yield aim, done, f"unread: {done.error.reason}"
        elif hashlib.sha256(source_text(Path(done.path)).encode()).hexdigest() != aim.sha256:
            yield aim, done, "text: not the one the key was read from"
        else:
            yield aim, done, miss(aim, done.statements)


def main() -> None:
    """Print every miss with its reason, the kinds of misses, and the rate."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    folder = given.shared / "corpus" / "work_reports"
    if not folder.is_dir():
        sys.exit(f"No work reports at {folder}.")
    key = read_key()
    kinds: Counter[str] = Counter()
    seconds: list[bool] = []
    missed = 0
    for aim, done, reason in judged(folder, key, given.workers):
        if aim.second is not None:
            seconds.append(holds_second(aim, done.statements))
        if reason is not None:
            missed += 1
            kinds.update(part.partition(":")[0] for part in reason.split("; "))
            print(f"miss  {aim.name} {aim.start}:{aim.end}  {reason}", flush=True)
    hits = len(key) - missed
    print(f"found {hits} of {len(key)}, {hits / len(key):.1%}; second figures {sum(seconds)} of {len(seconds)}")
    if missed:
        print("misses by kind: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


if __name__ == "__main__":
    main()
