"""Which files of a folder are documents."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.readers.registry import BY_SUFFIX

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
    folder once, so that loops end.
    """
    return search(paths).found


def search(paths: Iterable[Path | str]) -> Search:
    """The search behind `discover`, which also tells what was left out."""
    result, folders = Search(), set[tuple[int, int]]()
    for path in sorted({Path(p) for p in paths}):
        if path.is_dir():
            _walk(path, result, folders)
        else:
            result.found.append(path)
    result.found = _once(result.found)
    result.left_out = _once(result.left_out)
    return result


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
            if path.is_dir():
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
