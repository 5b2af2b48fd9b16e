"""txt files: the decoded file as it stands is the source."""

from __future__ import annotations

from pipeline.readers.charset import MARK, decode
from pipeline.readers.limits import Limits
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText


def read_text(file: RawFile, limits: Limits) -> RawDocument:
    """Read a text file. The body is the source without a leading byte order mark."""
    text, _, problems = decode(file.data, file.name)
    require_text(text, file.name)
    return RawDocument(
        file.name,
        str(file.path),
        "txt",
        file.digest,
        source=text,
        body=stretch(text, unmarked(text)),
        problems=problems,
    )


def unmarked(text: str) -> int:
    """Where the text begins behind a byte order mark."""
    return 1 if text.startswith(MARK) else 0


def stretch(text: str, start: int) -> MappedText:
    """The text from `start` on, mapped to its source."""
    return MappedText.from_parts([(text[start:], start, len(text))])


def require_text(text: str, name: str) -> None:
    """Raise UnreadableDocument where nothing but white space is left."""
    if not text.strip(MARK + " \t\r\n\u3000\xa0"):
        raise UnreadableDocument(name, "没有任何文字")
