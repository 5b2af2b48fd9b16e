"""html pages and fragments: the decoded file is the source, offsets count in the markup."""

from __future__ import annotations

import re

from pipeline.readers.charset import decode
from pipeline.readers.html_hints import hints, is_box
from pipeline.readers.html_lines import Lines, LineWriter
from pipeline.readers.html_main import Furniture, Weights, main_element
from pipeline.readers.html_tree import Node, parse, plain
from pipeline.readers.limits import Limits
from pipeline.readers.plain import require_text
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

_META_CHARSET = re.compile(rb"<(?:meta|\?xml|%@)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_TITLE_CLASS = re.compile(r"title|biaoti|bt(?:$|\s)", re.IGNORECASE)
_BOX_TAGS = frozenset(("div", "table", "dl", "ul", "section"))
_INDEX = re.compile(r"索[\s\u3000]*引[\s\u3000]*号")


def read_html(file: RawFile, limits: Limits) -> RawDocument:
    """Read a page: the article as body, data tables as tables, the portal's box as hints."""
    declared = _META_CHARSET.search(file.data[:8192])
    text, _, problems = decode(file.data, file.name, declared[1].decode("ascii") if declared else None)
    require_text(text, file.name)
    root = parse(text, limits.depth)
    found = hints(text, root)
    lines = _article(text, root, found.get("title"))
    if not lines.texts:
        raise UnreadableDocument(file.name, "网页里没有正文文字")
    return RawDocument(
        file.name,
        str(file.path),
        "html",
        file.digest,
        source=text,
        body=MappedText.from_parts(lines.parts),
        blocks=tuple(sorted(lines.blocks, key=lambda b: (b.start, b.end))),
        tables=tuple(lines.tables),
        hints=found,
        problems=problems,
    )


def _article(text: str, root: Node, title: str | None) -> Lines:
    start = next((n for n in root.walk() if n.tag == "body"), root)
    weights = Weights(text, start)
    furniture = Furniture(text, weights, start)
    main = main_element(weights, furniture, start)
    boxes = {id(n) for n in start.walk() if n.tag in _BOX_TAGS and _mentions_index(text, n) and is_box(text, n)}
    writer = LineWriter(text, lambda node: id(node) in boxes or furniture(node))
    heading = _heading_before(text, start, main, title)
    if heading is not None:
        writer.write(heading)
    return writer.write(main)


def _mentions_index(text: str, node: Node) -> bool:
    return node.end - node.start < 20_000 and _INDEX.search(text, node.start, node.end) is not None


def _heading_before(text: str, start: Node, main: Node, title: str | None) -> Node | None:
    """The element above the article that holds the document's title."""
    if title is None:
        return None
    wanted = "".join(title.split())
    best = None
    for node in start.walk():
        if node.start >= main.start:
            break
        if node.end <= main.start and (node.tag in ("h1", "h2", "h3") or node.has_class(_TITLE_CLASS)):
            words = "".join(plain(text, node).split())
            if words and (words == wanted or (len(words) > 7 and (words in wanted or wanted == words[: len(wanted)]))):
                best = node
    return best
