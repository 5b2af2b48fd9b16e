"""Count how often statements of each rule are right in every field, for extractors/lexicons/confidence.tsv.

    python tools/calibrate.py SHARED

SHARED holds `score/score.py`, `gold/` and the texts. Statements that fall on optional annotation do not count. A share
is (right + 2 × the rule's share over all) / (all + 2), so that few cases say little.
"""

from __future__ import annotations

import collections
import sys
from pathlib import Path

from scorer import scorer

ROOT = Path(__file__).resolve().parent.parent
SETS = (
    ("seeds", "gold/seeds"),
    ("corpus/work_reports", "gold/work_reports"),
    ("gold/plans", "gold/plans"),
    ("gold/bulletins_speeches", "gold/bulletins_speeches"),
    ("corpus/work_reports", ROOT / "corpus/unseen/work_reports"),
)


def main(shared: Path) -> None:
    """Print the counts and write the table."""
    from extractors.confidence import group_of
    from pipeline.batch import process_many

    score = scorer(shared)
    counts: dict[tuple[str, str], list[int]] = collections.defaultdict(lambda: [0, 0])
    for texts, gold in SETS:
        docs = score.load_gold(shared / gold, shared / texts)
        kinds, rows = {}, []
        for done in process_many([shared / texts / name for name in sorted(docs)], workers=2):
            kinds[done.name] = done.meta.kind
            rows += [s.to_json() for s in done.statements]
        _, misses = score.score(docs, rows)
        wrong = {id(m["predicted"]) for m in misses if m["predicted"]}
        for name, entry in docs.items():
            for row in (r for r in rows if r["doc"] == name):
                middle = (row["start"] + row["end"]) / 2
                inside = entry["ranges"] is None or any(a <= middle < b for a, b in entry["ranges"])
                if inside and not any(g.get("optional") and score.overlap(g, row) >= 0.5 for g in entry["rows"]):
                    for group in ("all", group_of(kinds[name])):
                        counts[row["rule"], group][0] += 1
                        counts[row["rule"], group][1] += id(row) not in wrong
    lines = [
        "# How often statements of a rule are right in every field. group: report (bulletins, sheets too) or plan.",
        "# source: counted by tools/calibrate.py over annotated documents.",
        "rule\tgroup\tconfidence\tcases",
    ]
    for (rule, group), (n, right) in sorted(counts.items()):
        everything = counts[rule, "all"]
        prior = (everything[1] + 1) / (everything[0] + 2)
        lines.append(f"{rule}\t{group}\t{(right + 2 * prior) / (n + 2):.2f}\t{n}")
    table = ROOT / "extractors" / "lexicons" / "confidence.tsv"
    table.write_text("\n".join(lines) + "\n", "utf-8")
    print(table.read_text("utf-8"))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared"))
