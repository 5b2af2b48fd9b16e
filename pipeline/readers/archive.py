"""zip archives: every document inside is a document of its own, named by a path like 收文.zip!/方案.docx.

Nothing is ever unpacked to disk. Names are decoded as Chinese archivers write them (GBK without saying so).
"""

from __future__ import annotations

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.readers.limits import Limits
from pipeline.readers.sniff import office_kind
from schemas.errors import UnreadableDocument

if TYPE_CHECKING:
    from pipeline.readers.rawfile import RawFile
    from schemas.document import RawDocument

#: What stands between an archive and a member's name.
BORDER = "!/"

_SUFFIXES = ("zip", "rar", "7z")  # a zip by content under any of these is looked into
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
_UNICODE_NAME = 0x7075  # the extra field that holds a name in UTF-8
_UTF8, _LOCKED = 0x800, 0x1  # flags of a member
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_DRIVE = re.compile(r"[A-Za-z]:")
_TOO_MANY = "压缩包内文件超过上限（{}）"
_TOO_DEEP = "压缩包层层嵌套，超过 {} 层，未打开"
_HIDDEN = (".", "~$", "__MACOSX")


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive.  name: its path inside, without what would lead out.  outside: whether it would."""

    name: str
    info: zipfile.ZipInfo
    outside: bool = False

    @property
    def suffix(self) -> str:
        """The suffix in lower case, without its dot."""
        return Path(self.name).suffix.lower().removeprefix(".")


def is_archive(path: Path) -> bool:
    """Whether a file is an archive to be looked into: by suffix and first bytes."""
    if path.suffix.lower().removeprefix(".") not in _SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False


def members(path: Path, limits: Limits) -> list[Path]:
    """The paths of all files in an archive, those of archives inside it too, sorted; hidden files left out.

    An archive inside that cannot be looked into stands for itself, so that reading it says why.
    Raises UnreadableDocument where the archive itself cannot be, and where it is an office document by content.
    """
    found: list[Path] = []
    with _opened(path, path.name) as archive:
        _collect(archive, str(path), path.name, limits, limits.nesting, found)
    return sorted(found)


def split(path: Path) -> tuple[Path, str] | None:
    """A member's archive and its name inside; None where the path does not lead into an archive."""
    text = str(path)
    at = text.find(BORDER)
    while at >= 0:
        if os.path.isfile(text[:at]):
            return Path(text[:at]), text[at + len(BORDER) :]
        at = text.find(BORDER, at + 1)
    return None


def fetch(path: Path, archive: Path, inside: str, limits: Limits) -> bytes:
    """A member's bytes.  path: all of it, for errors.  archive, inside: as `split` gives them.

    Raises UnreadableDocument where it is not there, protected, broken, too large, or its name leads out of the archive.
    """
    names = inside.split(BORDER)
    if len(names) > limits.nesting + 1:
        raise UnreadableDocument(path.name, _TOO_DEEP.format(limits.nesting))
    source: Path | io.BytesIO = archive
    data = b""
    for name in names:
        with _opened(source, path.name) as opened:
            member = next((m for m in _listed(opened, path.name, limits) if m.name == name), None)
            if member is None:
                raise UnreadableDocument(path.name, f"压缩包 {archive.name} 里没有这个文件")
            data = _bytes(opened, member, path.name, limits)
        source = io.BytesIO(data)
    return data


def read_zip(file: RawFile, limits: Limits) -> RawDocument:
    """Say why an archive gives no document by itself. Always raises UnreadableDocument."""
    from pipeline.readers.registry import BY_SUFFIX

    if str(file.path).count(BORDER) > limits.nesting:
        raise UnreadableDocument(file.name, _TOO_DEEP.format(limits.nesting))
    with _opened(io.BytesIO(file.data), file.name) as archive:
        documents = [m.name for m in _listed(archive, file.name, limits) if m.suffix in BY_SUFFIX]
    if not documents:
        raise UnreadableDocument(file.name, "压缩包里没有可读的文档")
    example = f"{file.name}{BORDER}{documents[0]}"
    raise UnreadableDocument(file.name, f"是压缩包，内有 {len(documents)} 份文档，请指明其中一份，如 {example}")


def _collect(
    archive: zipfile.ZipFile, prefix: str, document: str, limits: Limits, deeper: int, found: list[Path]
) -> None:
    """Add the paths of an archive's files.  prefix: its own path.  deeper: how many more archives may be opened."""
    listed = _listed(archive, document, limits)
    if office_kind(m.name for m in listed):
        raise UnreadableDocument(document, "是 Office 文档，不是压缩包")
    for member in listed:
        path = f"{prefix}{BORDER}{member.name}"
        before = len(found)
        if member.suffix in _SUFFIXES and deeper:
            try:
                with _opened(io.BytesIO(_bytes(archive, member, document, limits)), document) as inner:
                    _collect(inner, path, document, limits, deeper - 1, found)
            except UnreadableDocument:  # reading it says so once more
                del found[before:]
        if len(found) == before:
            found.append(Path(path))
        if len(found) > limits.members:
            raise UnreadableDocument(document, _TOO_MANY.format(limits.members))


@contextmanager
def _opened(source: Path | io.BytesIO, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except _FAULTS as exc:
        raise UnreadableDocument(name, "压缩包损坏或不完整") from exc
    with archive:
        yield archive


def _listed(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[Member]:
    """An archive's files, by name; two of one name are told apart.

    Raises UnreadableDocument where there are too many, or where they claim to be larger than the limit together.
    """
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.members:
        raise UnreadableDocument(name, _TOO_MANY.format(limits.members))
    if sum(info.file_size for info in infos) > limits.unpacked_bytes:
        raise UnreadableDocument(name, "解压后的内容超出上限，疑为压缩炸弹")
    listed: dict[str, Member] = {}
    for info in infos:
        written = _CONTROLS.sub("_", _decoded(info)).replace("\\", "/")
        parts = [p for p in written.split("/") if p not in ("", ".")]
        outside = written.startswith("/") or ".." in parts or bool(parts and _DRIVE.match(parts[0]))
        parts = [p.replace(":", "_").replace("!", "！") for p in parts if p != ".."]
        if not parts or any(p.startswith(_HIDDEN) for p in parts):
            continue
        inside = "/".join(parts)
        stem, dot, suffix = inside.rpartition(".")
        again = 1
        while inside in listed:
            again += 1
            inside = f"{stem or suffix}（{again}）{dot if stem else ''}{suffix if stem else ''}"
        listed[inside] = Member(inside, info, outside)
    return [listed[name] for name in sorted(listed)]


def _decoded(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 where it can be, else GBK; zipfile takes all without a flag for code page 437."""
    at, extra = 0, info.extra
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_NAME and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", errors="replace")
        at += 4 + size
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        data = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _bytes(archive: zipfile.ZipFile, member: Member, name: str, limits: Limits) -> bytes:
    if member.outside:
        raise UnreadableDocument(name, f"压缩包内的文件名指向包外（{_decoded(member.info)}），不予读取")
    if member.info.flag_bits & _LOCKED:
        raise UnreadableDocument(name, "压缩包已加密，需要密码")
    try:
        with archive.open(member.info) as stream:
            data = stream.read(limits.file_bytes + 1)
    except NotImplementedError as exc:
        raise UnreadableDocument(name, "压缩包的压缩方式不受支持") from exc
    except (*_FAULTS, RuntimeError) as exc:
        raise UnreadableDocument(name, "压缩包损坏或不完整（这个文件读不出来）") from exc
    if len(data) > limits.file_bytes:
        raise UnreadableDocument(name, f"文件太大（解压后超过 {limits.file_bytes} 字节）")
    return data
