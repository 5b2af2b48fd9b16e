"""Speed in one run: recognition and extraction beside jieba.cut on the same texts, and the start of the command.

Usage: bench.py [--shared SHARED] [--documents N]. Takes the work reports of SHARED where they are, else the texts of
corpus/raw. Prints characters a second, ratios, and the slowest documents.
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

import bench_reading

HERE = Path(__file__).resolve().parent.parent


def texts(shared: Path, documents: int) -> list[Path]:
    """Up to `documents` texts, spread evenly over the folder."""
    folder = shared / "corpus" / "work_reports"
    found = sorted(folder.glob("*.md")) if folder.is_dir() else sorted((HERE / "corpus" / "raw").rglob("*.md"))
    found = found or sorted((HERE / "corpus" / "raw").rglob("*.txt"))
    if not found:
        sys.exit("No texts to measure on.")
    step = max(1, len(found) // documents)
    return found[::step][:documents]


def recognise(text: str) -> None:
    """Every quantity, date and agency of a text, as `duban extract` looks for them."""
    from extractors.agencies import find_actors, find_assignments
    from extractors.dates import Anchor, find_dates
    from extractors.quantities import find_quantities

    anchor = Anchor(2025, date(2025, 1, 10))
    find_quantities(text)
    for line in text.splitlines():
        find_dates(line, anchor)
        find_assignments(line)
        for sentence in line.split("。"):
            find_actors(sentence)


def extraction(paths: list[Path]) -> None:
    """Time read, prepare, extract and jieba.cut document by document, each warmed up first."""
    import jieba

    from pipeline.extract import extract
    from pipeline.prepare import prepare
    from pipeline.readers import read

    jieba.setLogLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as cache:
        jieba.dt.tmp_dir = cache
        jieba.initialize()
    extract(prepare(read(paths[0])))
    recognise(paths[0].read_text("utf-8"))

    spent = dict.fromkeys(("jieba.cut", "recognise", "read", "prepare", "extract"), 0.0)
    slowest: list[tuple[float, str]] = []
    characters = statements = 0
    for path in paths:
        marks = [time.perf_counter()]
        raw = read(path)
        marks.append(time.perf_counter())
        doc = prepare(raw)
        marks.append(time.perf_counter())
        statements += len(extract(doc).statements)
        marks.append(time.perf_counter())
        for _ in jieba.cut(raw.source):
            pass
        marks.append(time.perf_counter())
        recognise(raw.source)
        marks.append(time.perf_counter())
        for name, start, end in zip(
            ("read", "prepare", "extract", "jieba.cut", "recognise"), marks, marks[1:], strict=False
        ):
            spent[name] += end - start
        characters += len(raw.source)
        slowest.append(((marks[3] - marks[0]) / max(1, len(raw.source)), path.name))

    ours = spent["read"] + spent["prepare"] + spent["extract"]
    print(f"{len(paths)} documents, {characters:,} characters, {statements:,} statements")
    for name, seconds in {**spent, "read to extract": ours}.items():
        print(f"  {name:16s} {seconds:7.2f} s {characters / seconds:12,.0f} characters/s")
    print(f"  quantities, dates and agencies / jieba.cut  {spent['jieba.cut'] / spent['recognise']:.2f}   (goal 1)")
    print(f"  extract / jieba.cut          {spent['jieba.cut'] / spent['extract']:.2f}")
    print(f"  read to extract / jieba.cut  {spent['jieba.cut'] / ours:.2f}   (goal 0.25)")
    for seconds, name in sorted(slowest, reverse=True)[:3]:
        print(f"  slowest: {name}, {1 / seconds:,.0f} characters/s")


def start_up() -> None:
    """Time `duban --help` as a process of its own."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "duban", "--help"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    print(f"duban --help  {median(times):.2f} s, median of {len(times)}   (goal 0.5)")


def main() -> None:
    """Print all measurements."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared")
    parser.add_argument("--documents", type=int, default=40)
    given = parser.parse_args()
    start_up()
    extraction(texts(given.shared, given.documents))
    with tempfile.TemporaryDirectory() as folder:
        bench_reading.main(given.shared, Path(folder))


if __name__ == "__main__":
    main()
