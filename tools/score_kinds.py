"""Misses sorted into kinds, and what was gained and lost against the last recorded run, statement by statement.

    python tools/score_kinds.py SHARED TITLE TEXTS GOLD PREDICTED RECORD [--record]

SHARED holds `score/score.py`. RECORD is a JSON file of earlier misses by title; `--record` writes this run's there.
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from scorer import scorer

#: How many gained or lost statements are printed in full.
SHOWN = 12


def main() -> None:
    """Print the counts and the changes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("title")
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("record", type=Path)
    parser.add_argument("--record", dest="keep", action="store_true")
    given = parser.parse_args()
    score = scorer(given.shared)
    docs = score.load_gold(given.gold, given.texts)
    rows = [json.loads(line) for line in given.predicted.read_text("utf-8").splitlines() if line]
    _, misses = score.score(docs, rows)
    sorted_ = [(kinds(score, m), m) for m in misses]
    counts = collections.Counter(kind for found, _ in sorted_ for kind in found)
    print("misses by kind: " + ", ".join(f"{kind} {n}" for kind, n in counts.most_common()))
    earlier = json.loads(given.record.read_text("utf-8")) if given.record.is_file() else {}
    now = {key(m): " ".join(found) for found, m in sorted_}
    if given.title in earlier:
        before = earlier[given.title]
        show("gained", [f"{k}  (was: {before[k]})" for k in before if k not in now])
        show("lost", [f"{k}  ({now[k]})" for k in now if k not in before])
    if given.keep:
        given.record.parent.mkdir(parents=True, exist_ok=True)
        given.record.write_text(json.dumps({**earlier, given.title: now}, ensure_ascii=False, indent=1), "utf-8")


def kinds(score: ModuleType, miss: dict[str, Any]) -> list[str]:
    """What is wrong: missed or invented as a whole, else the fields that differ."""
    gold, said = miss["gold"], miss["predicted"]
    if not gold or not said:
        return [f"missed {gold['role']}" if gold else f"invented {said['role']}"]
    out = []
    for field, same in (("measures", score.same_measure), ("agencies", score.same_name)):
        a, b = gold.get(field) or [], said.get(field) or []
        if not score.common(a, b, same) == len(a) == len(b):
            out.append(field)
    if (gold.get("deadline") or {}).get("end") != (said.get("deadline") or {}).get("end"):
        out.append("deadline")
    if score.likeness(gold.get("subject"), said.get("subject")) < 0.5:
        out.append("subject")
    return out


def key(miss: dict[str, Any]) -> str:
    """A statement by its document, role and words, the same from run to run."""
    row = miss["gold"] or miss["predicted"]
    return f"{miss['doc']} {row['role']} {row['start']}: {' '.join(row['quote'].split())[:40]}"


def show(word: str, lines: list[str]) -> None:
    """The first of the lines, and how many there are."""
    print(f"{word} against the last recorded run: {len(lines)}")
    for line in sorted(lines)[:SHOWN]:
        print(f"  {line}")


if __name__ == "__main__":
    main()
