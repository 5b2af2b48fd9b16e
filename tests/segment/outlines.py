"""The headings of a text as a test writes them down."""

from documents import raw_document

from pipeline.clean import clean
from pipeline.segment import segment


def outline(text, name="a.txt", blocks=()):
    """(words, section) of every paragraph; a heading is marked by #, an inline one ends at |."""
    raw = raw_document(text, name=name, blocks=blocks)
    cleaned = clean(raw)
    rows = []
    for p in segment(cleaned, raw):
        words = cleaned.text[p.start : p.end]
        if p.level is not None:
            words = "# " + words
        elif p.heading_end is not None:
            words = cleaned.text[p.start : p.heading_end] + "|"
        rows.append((words, p.section))
    return rows
