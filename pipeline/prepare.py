"""From what a reader gave to a document ready for extraction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.clean import clean
from pipeline.describe import describe
from pipeline.segment import segment
from schemas.document import Document, RawDocument


def prepare(raw: RawDocument, *, issued: date | None = None) -> Document:
    """Clean, segment and describe a document.  issued: overrides the document's own date."""
    text = clean(raw)
    paragraphs = segment(text, raw)
    meta = describe(raw, text, paragraphs)
    if issued is not None:
        meta = replace(meta, date=issued)
    return Document(raw, text, meta, paragraphs)
