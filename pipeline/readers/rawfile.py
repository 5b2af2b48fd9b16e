"""A file's bytes, fetched once, with the faults of disks and rights turned into a document's error."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.readers.archive import fetch, split
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from schemas.errors import UnreadableDocument


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as bytes. digest: sha256 in hex."""

    path: Path
    data: bytes
    digest: str

    @property
    def name(self) -> str:
        """The file's name, as statements and errors carry it."""
        return self.path.name

    @property
    def suffix(self) -> str:
        """The suffix in lower case, without its dot."""
        return self.path.suffix.lower().removeprefix(".")


def load(path: Path, limits: Limits) -> RawFile:
    """Read a file whole; from an archive, where the path leads into one.

    Raises UnreadableDocument where it is missing, a folder, not allowed, not an ordinary file, empty or too large.
    """
    name = path.name or str(path)
    data = _read(path, name, limits)
    if not data:
        raise UnreadableDocument(name, "文件是空的（0 字节）")
    return RawFile(path, data, hashlib.sha256(data).hexdigest())


def fingerprint(path: Path) -> str:
    """The sha256 of a file's bytes, hex. Raises OSError, or UnreadableDocument for what is inside an archive."""
    inside = split(path)
    if inside is not None:
        return hashlib.sha256(fetch(path, *inside, DEFAULT_LIMITS)).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path, name: str, limits: Limits) -> bytes:
    inside = split(path)
    if inside is not None:
        return fetch(path, *inside, limits)
    try:
        if path.is_dir():
            os.scandir(path).close()  # a folder that may not be searched says so here
            raise UnreadableDocument(name, "这是文件夹，不是文件")
        if path.exists() and not path.is_file():
            raise UnreadableDocument(name, "不是普通文件")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise UnreadableDocument(name, f"文件太大（{size} 字节，上限 {limits.file_bytes} 字节）")
        return path.read_bytes()
    except OSError as exc:
        raise UnreadableDocument(name, _cause(exc, path)) from exc


def _cause(exc: OSError, path: Path) -> str:
    if exc.errno in (errno.EACCES, errno.EPERM):
        return "没有读取权限（文件夹）" if exc.filename and os.path.isdir(exc.filename) else "没有读取权限"
    if exc.errno == errno.ENOENT:
        return "符号链接指向的文件不存在" if path.is_symlink() else "文件不存在"
    if exc.errno == errno.ELOOP:
        return "符号链接首尾相接，成了循环"
    return f"读取失败（{exc.strerror or type(exc).__name__}）"
