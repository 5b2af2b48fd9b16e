"""Which files of folders and archives are documents."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.readers.archive import is_archive, members
from pipeline.readers.limits import DEFAULT_LIMITS
from pipeline.readers.registry import BY_SUFFIX
from schemas.errors import UnreadableDocument

_FURNITURE = {"thumbs.db", "desktop.ini"}


@dataclass(slots=True)
class Search:
    """What a search came to.

    found: files to read, sorted; also paths that could not be looked into, so that reading them says why.
    left_out: files inside searched folders that are no kind of document (code, databases and the like), sorted.
    """

    found: list[Path] = field(default_factory=list)
    left_out: list[Path] = field(default_factory=list)


def discover(paths: Iterable[Path | str]) -> list[Path]:
    """Files to read: those named, and those of the folders named, searched through; sorted, each file once.

    Hidden files, lock files of office programs (~$x, .~lock.x#) and files that are no kind of document are left out of
    folders; a file named itself always stays. A folder without permission, a vanished path or a dangling link stays in
    the list too, and `read` raises the error that says so: nothing disappears unreported. Links are followed, each
    folder once, so that loops end. A zip archive gives way to the documents inside it, as 收文.zip!/方案.docx; one that
    cannot be opened or holds no documents stays.
    """
    return search(paths).found


def search(paths: Iterable[Path | str]) -> Search:
    """The search behind `discover`, which also tells what was left out."""
    result, folders = Search(), set[tuple[int, int]]()
    for path in sorted({Path(p) for p in paths}):
        if _is_folder(path):
            _walk(path, result, folders)
        else:
            result.found.append(path)
    found = _once(result.found)
    result.found = []
    for path in found:
        if is_archive(path):
            _look_into(path, result)
        else:
            result.found.append(path)
    result.found.sort()
    result.left_out = _once(result.left_out)
    return result


def _look_into(archive: Path, result: Search) -> None:
    """Put an archive's documents in its place."""
    try:
        inside = members(archive, DEFAULT_LIMITS)
    except UnreadableDocument:  # reading it says so once more
        inside = []
    documents = [path for path in inside if path.suffix.lower().removeprefix(".") in BY_SUFFIX]
    result.found += documents or [archive]
    result.left_out += sorted(set(inside).difference(documents))


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; not where that may not even be asked, as reading it will say."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _walk(folder: Path, result: Search, seen: set[tuple[int, int]]) -> None:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            info = here.stat()
            if (info.st_dev, info.st_ino) in seen:
                continue
            seen.add((info.st_dev, info.st_ino))
            with os.scandir(here) as entries:
                names = sorted(e.name for e in entries)
        except OSError:
            result.found.append(here)
            continue
        for name in names:
            path = here / name
            if name.startswith((".", "~$")) or name.lower() in _FURNITURE:
                continue
            if _is_folder(path):
                waiting.append(path)
            elif path.suffix.lower().removeprefix(".") in BY_SUFFIX:
                result.found.append(path)
            else:
                result.left_out.append(path)


def _once(paths: list[Path]) -> list[Path]:
    """Sorted, without a second name for one file."""
    kept, seen = [], set()
    for path in sorted(set(paths)):
        real = os.path.realpath(path)
        if real not in seen:
            seen.add(real)
            kept.append(path)
    return kept
