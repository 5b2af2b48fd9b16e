"""From the paths that someone named to the documents among them, in one fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import DocumentError, UnreadableDocument

#: What offices send each other. A suffix that nobody here reads yet is listed all the same, so that such a file is
#: reported as failed rather than passed over.
DOCUMENT_SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".mht"}
    | {".doc", ".docx", ".docm", ".wps", ".rtf", ".odt", ".pdf", ".ofd"}
    | {".xls", ".xlsx", ".xlsm", ".et", ".csv", ".tsv"}
    | {".zip", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"}
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a list of paths comes to.

    documents: files to read, by name and then path.  skipped: files in folders that are no documents.
    errors: paths that are not there or may not be listed.
    """

    documents: tuple[Path, ...]
    skipped: tuple[Path, ...]
    errors: tuple[DocumentError, ...]


def find_documents(paths: Iterable[Path]) -> Inputs:
    """Search folders through and keep files named outright, each file once.

    Hidden files and Office's lock files (~$name) are left out; a link that leads back into its own folder is
    followed once.
    """
    documents: dict[str, Path] = {}
    skipped: list[Path] = []
    errors: list[DocumentError] = []
    for path in paths:
        if path.is_dir():
            seen: set[str] = set()
            for file in _walk(path, seen, errors):
                if file.suffix.lower() in DOCUMENT_SUFFIXES:
                    documents.setdefault(os.path.realpath(file), file)
                else:
                    skipped.append(file)
        elif path.exists():
            documents.setdefault(os.path.realpath(path), path)
        else:
            errors.append(UnreadableDocument(str(path), "没有这个文件或文件夹"))
    return Inputs(tuple(sorted(documents.values(), key=_order)), tuple(sorted(skipped, key=_order)), tuple(errors))


def _order(path: Path) -> tuple[str, str]:
    return path.name, str(path)


def _walk(folder: Path, seen: set[str], errors: list[DocumentError]) -> Iterable[Path]:
    """The visible files under a folder; `seen` holds the real folders already entered."""
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as exc:
        errors.append(UnreadableDocument(str(folder), f"文件夹打不开（{exc.strerror or exc}）"))
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            yield from _walk(entry, seen, errors)
        elif entry.is_file():
            yield entry
        else:
            errors.append(
                UnreadableDocument(str(entry), "链接指向的文件不在了" if entry.is_symlink() else "不是普通文件")
            )
