"""Parts of office containers (zip with XML), fetched within limits and parsed without entities or network."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.readers.limits import Limits
from schemas.errors import UnreadableDocument

_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": True,
    "remove_comments": True,
    "remove_pis": True,
}


class Container:
    """An office file's zip. Nothing is unpacked beyond the limits, whatever its directory claims."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name, self._left = name, limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as exc:
            raise UnreadableDocument(name, "文件损坏或不完整（压缩结构打不开）") from exc
        self.names = frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes | None:
        """A part's bytes, None where it is not there.

        Raises UnreadableDocument where it is broken, protected, or larger than what is left of the limit.
        """
        if name not in self.names:
            return None
        try:
            with self._zip.open(name) as stream:
                data = stream.read(self._left + 1)
        except NotImplementedError as exc:
            raise UnreadableDocument(self._name, f"{name} 的压缩方式不受支持") from exc
        except RuntimeError as exc:  # the zip's own password protection
            raise UnreadableDocument(self._name, "文件已加密，需要密码") from exc
        except _FAULTS as exc:
            raise UnreadableDocument(self._name, f"文件损坏或不完整（{name} 读不出来）") from exc
        if len(data) > self._left:
            raise UnreadableDocument(self._name, "解压后的内容超出上限，疑为压缩炸弹")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """A part's XML tree, None where it is not there. Entities are not resolved, nothing is fetched."""
        data = self.part(name)
        if data is None:
            return None
        _refuse_entities(data, name, self._name)
        try:
            root = etree.fromstring(data, etree.XMLParser(**_SAFE))
        except (etree.XMLSyntaxError, ValueError) as exc:
            raise UnreadableDocument(self._name, f"文件损坏（{name} 不是完整的 XML）") from exc
        if root is None:
            raise UnreadableDocument(self._name, f"文件损坏（{name} 是空的）")
        return root

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Elements of a part by local name, one after another; each is forgotten when the next is asked for."""
        data = self.part(name)
        if data is None:
            return
        _refuse_entities(data, name, self._name)
        try:
            for _, element in etree.iterparse(io.BytesIO(data), tag=[f"{{*}}{tag}" for tag in tags], **_SAFE):
                yield element
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as exc:
            raise UnreadableDocument(self._name, f"文件损坏（{name} 不是完整的 XML）") from exc


def _refuse_entities(data: bytes, part: str, document: str) -> None:
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
        raise UnreadableDocument(document, f"{part} 含有 DTD 或实体定义，不予读取")
