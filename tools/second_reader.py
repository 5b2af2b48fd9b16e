"""The texts that corpus/unseen annotates, found in the shared folder and laid out for the scorer."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

UNSEEN = Path(__file__).resolve().parent.parent / "corpus" / "unseen"
PLACES = ("corpus/work_reports", "plans", "corpus/five_year_plans", "corpus/statistical_communiques")


def _quoted(file: Path, source: str) -> Iterator[str]:
    """The lines of an annotation, each statement with its quote."""
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        if "ranges" not in row:
            row["quote"] = source[row["start"] : row["end"]]
        yield json.dumps(row, ensure_ascii=False) + "\n"


def lay_out(kind: str, shared: Path, work: Path) -> tuple[Path, Path, list[Path]]:
    """(folder of decoded texts, folder of annotation, the documents themselves) of one kind (work_reports, plans).

    A decoded text bears its document's name, whatever its format, since annotation names documents and counts offsets
    in what their reader gives. A document that is not there, or reads otherwise than when it was annotated, is named on
    stderr and left out.
    """
    from pipeline.readers import read

    texts, gold = work / f"{kind}-texts", work / f"{kind}-gold"
    texts.mkdir()
    gold.mkdir()
    documents = []
    for file in sorted((UNSEEN / kind).glob("*.jsonl")):
        head = json.loads(file.read_text("utf-8").split("\n", 1)[0])
        path = next((p for place in PLACES if (p := shared / place / head["doc"]).is_file()), None)
        source = read(path).source if path else ""
        if path is None or hashlib.sha256(source.encode()).hexdigest() != head["sha256"]:
            print(f"{head['doc']}: not there, or read otherwise than when it was annotated", file=sys.stderr)
            continue
        (texts / head["doc"]).write_bytes(source.encode())
        (gold / file.name).write_text("".join(_quoted(file, source)), "utf-8")
        documents.append(path)
    return texts, gold, documents
