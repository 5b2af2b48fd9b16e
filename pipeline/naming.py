"""Names for documents whose files are called the same, as monthly returns are: 3月/进展表.xlsx, 4月/进展表.xlsx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.batch import Processed


def distinct_names(paths: Iterable[Path]) -> dict[Path, str]:
    """Each path's file name; where several files share one, with as many folders before it as tell them apart."""
    by_name: dict[str, list[Path]] = defaultdict(list)
    for path in dict.fromkeys(paths):
        by_name[path.name].append(path)
    names: dict[Path, str] = {}
    for same in by_name.values():
        parts = 1
        while parts < 32 and len({path.parts[-parts:] for path in same}) < len(same):
            parts += 1
        names.update((path, "/".join(path.parts[-parts:])) for path in same)
    return names


def renamed(doc: Processed, name: str) -> Processed:
    """The same document under another name, throughout: statements, issues, error."""
    if name == doc.name:
        return doc
    error = type(doc.error)(name, doc.error.reason, doc.error.page) if doc.error is not None else None
    whole = doc.document
    return replace(
        doc,
        name=name,
        error=error,
        statements=tuple(replace(s, doc=name) for s in doc.statements),
        issues=tuple(replace(i, doc=name) for i in doc.issues),
        document=replace(whole, raw=replace(whole.raw, name=name)) if whole is not None else None,
    )
