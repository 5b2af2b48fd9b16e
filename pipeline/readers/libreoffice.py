"""LibreOffice, where it is installed: turns what nobody here reads into what somebody does."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from pipeline.readers.limits import Limits
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument, UnsupportedFormat

try:
    import resource
except ModuleNotFoundError:  # not on Windows
    resource = None  # type: ignore[assignment]

_PLACES = ("/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program", "/opt/libreoffice/program")
_RESTART = 81  # what it ends with when a new profile makes it start once more


def read_by_office(file: RawFile, limits: Limits) -> RawDocument:
    """Read a document of other programs through LibreOffice: ods as a workbook, rtf and odt as text.

    Raises UnsupportedFormat where it is not installed or not allowed, UnreadableDocument where it cannot read the file.
    """
    if not limits.libreoffice or _program() is None:
        raise UnsupportedFormat(file.name, f"读取 {file.suffix} 要靠 LibreOffice，请安装，或另存为 docx、xlsx")
    found = by_office(file, "xlsx" if file.suffix == "ods" else "docx", limits)
    if found is None:
        raise UnreadableDocument(file.name, "文件损坏或不完整（LibreOffice 也打不开）")
    return found


def by_office(file: RawFile, form: str, limits: Limits) -> RawDocument | None:
    """A file turned into `form` (docx or xlsx) by LibreOffice and read; None where that does not work."""
    program = _program() if limits.libreoffice else None
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        source = Path(folder) / f"document.{file.suffix or 'doc'}"
        source.write_bytes(file.data)
        made = source.with_suffix(f".{form}")
        # a profile of its own, so that it neither waits for nor joins one that the user has open
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", form, "--outdir", folder, str(source)]
        try:
            with _whole_memory():
                status = _run(command, limits.seconds)
                if status == _RESTART:
                    _run(command, limits.seconds)
        except (OSError, subprocess.SubprocessError):
            return None
        if not made.is_file():
            return None
        converted = RawFile(file.path, made.read_bytes(), file.digest)
    reader = import_module(f"pipeline.readers.{form}")
    raw: RawDocument = getattr(reader, f"read_{form}")(converted, limits)
    return replace(raw, format=file.suffix, problems=("由 LibreOffice 转换后读取", *raw.problems))


def _run(command: list[str], patience: float) -> int:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=patience,
        check=False,
    ).returncode


@lru_cache(maxsize=1)
def _program() -> str | None:
    """The program itself and not the script before it, so that ending it leaves nothing running."""
    script = shutil.which("soffice") or shutil.which("libreoffice")
    folders = [*([os.path.dirname(os.path.realpath(script))] if script else []), *_PLACES]
    return next((p for folder in folders if os.access(p := os.path.join(folder, "soffice.bin"), os.X_OK)), None)


@contextmanager
def _whole_memory() -> Iterator[None]:
    """The bound on memory lifted while another program starts; it is meant for our own reading."""
    if resource is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
