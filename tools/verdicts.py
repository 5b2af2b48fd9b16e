"""Set every work report of a folder against the next year's of its place, and print what came of it.

Usage: verdicts.py REPORTS [--all] [--workers N] [--draw N] [--seed N]. REPORTS holds files named 地方_年份.md. Without
--all every fourth place is done. Prints verdicts by indicator and by year; with --draw also that many findings of each
of met, missed and unreported, drawn by --seed, as JSON lines to be read by eye.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from pipeline.batch import Processed, process
from pipeline.compare import compare
from schemas.findings import Finding

STATUSES = ("met", "missed", "on_track", "behind", "incomparable", "unreported")
DRAWN = ("met", "missed", "unreported")
#: Every how manieth place is done without --all; how many indicators are shown.
STRIDE, SHOWN = 4, 30
Told = tuple[str, Finding]


def by_place(folder: Path) -> dict[str, list[Path]]:
    """The reports of each place, by name."""
    places: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.glob("*_*.md")):
        places[path.stem.rpartition("_")[0]].append(path)
    return dict(places)


def year_of(doc: Processed) -> int:
    """The year whose targets a report sets."""
    period = doc.meta.period
    return period.end.year if period and period.end else int(doc.name.rpartition("_")[2][:4])


def findings_of(paths: list[Path]) -> list[Told]:
    """The findings of one place: each report's targets against the next year's report, with that report's name."""
    reports: dict[int, Processed] = {}
    for path in paths:
        doc = process(path, keep_document=True)
        if doc.error is not None:
            print(doc.error, file=sys.stderr)
        else:
            reports.setdefault(year_of(doc), doc)
    found: list[Told] = []
    for year, plan in sorted(reports.items()):
        report = reports.get(year + 1)
        if report is None or report.document is None:
            continue
        metas = {doc.name: doc.meta for doc in (plan, report)}
        made = compare(
            plan.statements,
            report.statements,
            as_of=date(year, 12, 31),
            documents=metas,
            reports={report.name: report.document},
            plans={plan.name: plan.document} if plan.document else None,
        )
        found += [(report.name, finding) for finding in made]
    return found


def table(title: str, counts: dict[str, Counter[str]], keys: Iterable[str]) -> Iterator[str]:
    """Rows of counts by status, with their sum."""
    width = max(len(status) for status in STATUSES) + 1
    yield f"\n{title:24s}" + "".join(f"{status:>{width}s}" for status in (*STATUSES, "all"))
    for key in keys:
        row = counts[key]
        name = key + "　" * max(0, 12 - len(key)) if not key.isascii() else f"{key:24s}"
        yield name + "".join(f"{n:>{width}d}" for n in (*(row[s] for s in STATUSES), row.total()))


def draw(found: list[Told], number: int, seed: int) -> Iterator[str]:
    """Findings of each status to be read, the same for the same seed."""
    chosen = random.Random(seed)
    for status in DRAWN:
        pool = [(report, finding) for report, finding in found if finding.status == status]
        for report, finding in chosen.sample(pool, min(number, len(pool))):
            yield json.dumps({"report": report, **finding.to_json()}, ensure_ascii=False)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--all", action="store_true", help="every place")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--draw", type=int, default=0, help="print so many findings of each of met, missed, unreported")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    places = list(by_place(given.reports).values())
    began = time.perf_counter()
    with ProcessPoolExecutor(max_workers=given.workers) as pool:
        found = [told for part in pool.map(findings_of, places if given.all else places[::STRIDE]) for told in part]
    pairs = {(finding.target.doc, report) for report, finding in found}
    indicators: dict[str, Counter[str]] = defaultdict(Counter)
    years: dict[str, Counter[str]] = defaultdict(Counter)
    for _, finding in found:
        indicators[finding.target.indicator or "(no indicator)"][finding.status] += 1
        years[str(finding.as_of.year)][finding.status] += 1
    common = sorted(indicators, key=lambda name: (-indicators[name].total(), name))[:SHOWN]
    print(f"{len(pairs)} pairs, {len(found)} targets, {time.perf_counter() - began:.0f} s")
    print("\n".join(table("indicator", indicators, common)))
    print("\n".join(table("year", years, sorted(years))))
    if given.draw:
        print("\n".join(draw(found, given.draw, given.seed)))


if __name__ == "__main__":
    main()
