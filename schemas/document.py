"""One document as data: RawDocument as a reader found it, Document as the rest of the project works on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from schemas.mapped_text import MappedText

Kind = Literal["plan", "speech", "report", "notice", "bulletin", "rules", "sheet", "other"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. `start`, `end` are offsets into the document's source text."""

    row: int
    col: int
    start: int
    end: int
    text: str
    row_span: int = 1
    col_span: int = 1
    ref: str | None = None  # B3, in sheets
    value: float | date | None = None  # the cell's own number or date, where the format has types
    page: int | None = None
    box: Box | None = None  # points, origin top left


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells in reading order, and its stretch of the source text."""

    start: int
    end: int
    rows: int
    cols: int
    cells: tuple[Cell, ...]
    caption: str | None = None
    page: int | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the source text that the reader knows something about (offsets into the source text)."""

    start: int
    end: int
    kind: Literal["paragraph", "heading", "table", "note"] = "paragraph"
    level: int | None = None  # 1 is the highest; where the format says so
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader gives.

    source: the text as `duban text` prints it; every stored offset counts in it.
    body: the part worth reading (markup and navigation left out), mapped to `source`.
    hints: metadata the format itself carries (docx core properties, html meta tags, portal boxes), by plain name:
    title, issuer, number, date.
    issues: single places that the reader was not sure of.
    """

    name: str
    path: str
    format: str
    digest: str  # sha256 of the file's bytes, hex
    source: str
    body: MappedText
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: int | None = None
    scanned: bool = False
    hints: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """The inclusive span of days that a plan or report covers; an open end is None."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """A document inside a document: the plan that a notice forwards.

    start: where it begins in the source text; None where the notice only names it.
    """

    title: str
    start: int | None


@dataclass(frozen=True, slots=True)
class Meta:
    """What a document says of itself; None or empty where it does not say.

    forwarded: what a notice of 关于印发…的通知 brings; title, issuers, number and date are those of the notice.
    attachment_starts: one for each of `attachments`: where it begins in the source text, None where it is only named.
    """

    title: str | None = None
    issuers: tuple[str, ...] = ()
    number: str | None = None
    date: date | None = None
    kind: Kind = "other"
    place: str | None = None
    period: Period | None = None
    addressees: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    forwarded: Part | None = None
    attachment_starts: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the clean text, with the headings above it (outermost first, simplified, without noise)."""

    start: int
    end: int
    level: int | None  # heading level, None for body text
    section: tuple[str, ...]
    page: int | None = None
    heading_end: int | None = None  # where an inline heading （一）加强领导。 ends inside this paragraph
    heading_level: int | None = None  # level of the heading, whole or inline


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready for extraction. `clean.text` holds one paragraph a line."""

    raw: RawDocument
    clean: MappedText
    meta: Meta
    paragraphs: tuple[Paragraph, ...]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.raw.name


@dataclass(frozen=True, slots=True)
class Issue:
    """Something in a document that was not read or not understood; counted and shown, never dropped.

    stage: read, clean, describe, extract or check.  start, end: offsets into the source text, where it has a place.
    """

    doc: str
    stage: str
    code: str
    message: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
