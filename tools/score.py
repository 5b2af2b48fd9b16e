"""Run the scorers over everything that is annotated by hand, and print their figures.

Usage: score.py SHARED [--misses N]. SHARED holds gold/, corpus/, seeds/ and score/; its scorers are run as they are,
on what `duban extract`, `duban diff` and `duban entities` print. Whatever these say on stderr is passed through.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from second_reader import lay_out

DUBAN = [sys.executable, "-m", "duban"]


def duban(out: Path, *args: str | Path) -> None:
    """Run the command and keep what it prints; documents that failed are named on stderr by itself."""
    done = subprocess.run([*DUBAN, *map(str, args), "--quiet", "--out", str(out)], check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"duban {args[0]} ended with status {done.returncode}")


def gold_documents(gold: Path) -> list[str]:
    """The names of the documents that a folder of gold annotates."""
    names = {
        json.loads(line)["doc"]
        for file in gold.glob("*.jsonl")
        for line in file.read_text("utf-8").splitlines()
        if line.strip()
    }
    return sorted(names)


#: Columns of the README's table, and what the scorer calls them.
COLUMNS = ("target", "progress", "task", "measures", "deadline", "agencies", "record_exact")


#: Where the misses of the last recorded run lie; not under version control.
RECORD = Path("out/score-record.json")


def statements(
    title: str,
    texts: Path,
    gold: Path,
    shared: Path,
    work: Path,
    misses: int,
    keep: bool = False,
    documents: Sequence[Path] = (),
) -> str:
    """Score the statements of one folder of gold; its row of the README's table (F1, – where gold has none).

    documents: the files to read, where they are not the texts themselves.
    """
    print(f"\n== {title}", flush=True)
    out = work / "statements.jsonl"
    duban(out, "extract", *(documents or [texts / name for name in gold_documents(gold)]))
    scorer = [sys.executable, str(shared / "score" / "score.py"), str(texts), str(gold), str(out)]
    subprocess.run([*scorer, "--misses", str(misses)], check=True)
    tool = [sys.executable, str(Path(__file__).with_name("score_kinds.py")), str(shared), title]
    command = [*tool, str(texts), str(gold), str(out), str(RECORD), *(["--record"] if keep else [])]
    subprocess.run(command, check=True)
    figures = json.loads(subprocess.run([*scorer, "--json"], check=True, capture_output=True, text=True).stdout)
    cells = [figures.get(name, {"gold": 0}) for name in COLUMNS]
    return f"| {title} | " + " | ".join(f"{cell['f1']:.2f}" if cell["gold"] else "–" for cell in cells) + " |"


def pairs(shared: Path, work: Path, misses: int) -> None:
    """Score findings over all annotated pairs of plan and report together."""
    print("\n== pairs of plan and report", flush=True)
    texts, gold = shared / "corpus" / "work_reports", shared / "gold" / "diff"
    findings = work / "findings.jsonl"
    with findings.open("w", encoding="utf-8") as file:
        for pair in sorted(gold.glob("*.jsonl")):
            first = json.loads(pair.read_text("utf-8").splitlines()[0])
            part = work / "part.jsonl"
            plan, report = texts / first["plan"], texts / first["report"]
            duban(part, "diff", "--plan", plan, "--report", report, "--as-of", first["as_of"])
            file.write(part.read_text("utf-8"))
    scorer = [sys.executable, shared / "score" / "pairs.py", texts, gold, findings, "--misses", str(misses)]
    subprocess.run([*map(str, scorer)], check=True)


def peer_cases(shared: Path, work: Path, misses: int) -> None:
    """Score quantities and dates in single phrases."""
    for cases in sorted((shared / "peers").glob("*.jsonl")):
        print(f"\n== phrases of {cases.stem}", flush=True)
        out = work / "entities.jsonl"
        with cases.open("rb") as stdin:
            subprocess.run([*DUBAN, "entities", "--out", str(out)], stdin=stdin, check=True)
        scorer = [sys.executable, shared / "score" / "peer_cases.py", cases, out, "--failures", str(misses)]
        subprocess.run([*map(str, scorer)], check=True)


def growth_targets(shared: Path) -> None:
    """Count the growth targets of regional GDP that are found in work reports."""
    print("\n== growth targets of regional GDP", flush=True)
    subprocess.run([sys.executable, str(Path(__file__).with_name("gdp_check.py")), str(shared)], check=True)


def outlines(shared: Path, misses: int) -> None:
    """Count the headings that agree with outlines checked by eye."""
    print("\n== heading trees", flush=True)
    tool = Path(__file__).with_name("outlines.py")
    subprocess.run([sys.executable, str(tool), str(shared), "--misses", str(misses)], check=True)


def verdicts(shared: Path, every: bool) -> None:
    """Set the work reports of each place against the next year's, and count the verdicts."""
    print("\n== verdicts over consecutive work reports", flush=True)
    tool = Path(__file__).with_name("verdicts.py")
    command = [sys.executable, str(tool), str(shared / "corpus" / "work_reports"), *(["--all"] if every else [])]
    subprocess.run(command, check=True)


def main() -> None:
    """Score statements, pairs, phrases, headings, growth targets and verdicts, or the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="print that many wrong cases of each")
    parts = ["seeds", "reports", "plans", "bulletins", "second", "pairs", "phrases", "outlines", "gdp", "verdicts"]
    parser.add_argument("--only", nargs="*", choices=parts)
    parser.add_argument("--all", action="store_true", help="verdicts of every place, not of every fourth")
    parser.add_argument("--record", action="store_true", help="keep this run's misses to set the next against")
    given = parser.parse_args()
    shared, misses = given.shared, given.misses
    if not (shared / "score" / "score.py").is_file():
        sys.exit(f"No annotated material at {shared}: name its folder with `make score SHARED=FOLDER`.")
    gold = shared / "gold"
    chosen = set(given.only or parts)
    sets = {
        "seeds": ("seeds", shared / "seeds", gold / "seeds"),
        "reports": ("work reports", shared / "corpus" / "work_reports", gold / "work_reports"),
        "plans": ("plans", gold / "plans", gold / "plans"),
        "bulletins": ("bulletins and speeches", gold / "bulletins_speeches", gold / "bulletins_speeches"),
    }
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        rows = [
            statements(title, texts, annotated, shared, work, misses, given.record)
            for key, (title, texts, annotated) in sets.items()
            if key in chosen
        ]
        if "second" in chosen:
            for kind, title in (("work_reports", "work reports, second readers"), ("plans", "plans, second readers")):
                texts, annotated, documents = lay_out(kind, shared, work)
                rows.append(statements(title, texts, annotated, shared, work, misses, given.record, documents))
        if "pairs" in chosen:
            pairs(shared, work, misses)
        if "phrases" in chosen:
            peer_cases(shared, work, misses)
    if "outlines" in chosen:
        outlines(shared, misses)
    if "gdp" in chosen:
        growth_targets(shared)
    if "verdicts" in chosen:
        verdicts(shared, given.all)
    if rows:
        print("\n== for the README, F1\n| documents | " + " | ".join(COLUMNS) + " |")
        print("| --- " * (len(COLUMNS) + 1) + "|", *rows, sep="\n")


if __name__ == "__main__":
    main()
