"""The documents of a run: found, told apart by content, and cut into batches that stay the same from run to run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import extractors
import pipeline
import schemas
from pipeline.batch import find_documents
from pipeline.readers import fingerprint
from schemas.errors import UnreadableDocument

#: Documents in one batch, at most.
BATCH = 96


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read. path: absolute.  digest: sha256 of its bytes, hex; "" where they could not be read."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What the paths of a run come to.

    documents: each content once, by file name and then path.  repeats: (path, path of the first with that content).
    left_out: files of searched folders that are no documents.
    """

    documents: tuple[Source, ...]
    repeats: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()


def take_in(paths: Iterable[str], *, patient: bool = False) -> Sources:
    """Find the documents among paths and folders, and take their digests.

    A file that is not there or may not be read stays in the list without a digest: reading it says why. Any other fault
    of disk or network is raised as OSError, so that it can be tried again; with `patient` it counts as the former.
    """
    found, left_out = find_documents(Path(os.path.abspath(path)) for path in paths)
    first: dict[str, str] = {}
    documents: list[Source] = []
    repeats: list[tuple[str, str]] = []
    for path in found:
        digest = _digest(path, patient=patient)
        if digest and digest in first:
            repeats.append((str(path), first[digest]))
        else:
            first[digest] = str(path)
            documents.append(Source(str(path), digest))
    return Sources(tuple(documents), tuple(repeats), tuple(str(path) for path in left_out))


def _digest(path: Path, *, patient: bool) -> str:
    try:
        return fingerprint(path)
    except (FileNotFoundError, PermissionError, IsADirectoryError, UnreadableDocument):
        return ""
    except OSError:
        if patient:
            return ""
        raise


def batches(documents: Sequence[Source]) -> list[tuple[Source, ...]]:
    """Cut a list into batches of at most BATCH, at places that its content sets.

    A batch ends with a document whose digest begins so (one in 32 does), so that a document more or less changes the
    batch it stands in and not all that follow.
    """
    cut: list[list[Source]] = [[]]
    for source in documents:
        cut[-1].append(source)
        if len(cut[-1]) == BATCH or int(source.digest[:2] or "1", 16) % 32 == 0:
            cut.append([])
    return [tuple(batch) for batch in cut if batch]


def code_digest() -> str:
    """Sixteen hex digits that change with the code and the tables that make statements of a document."""
    total = hashlib.sha256()
    for package in (schemas, extractors, pipeline):
        root = Path(package.__path__[0])
        for file in sorted([*root.rglob("*.py"), *root.rglob("*.tsv")]):
            total.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()[:16]
