"""A forgiving html tree whose every node knows its place in the source.

The usual parsers repair the markup and forget where it stood; statements need the exact stretch, so this one only
notes places. It follows the parts of the standard that real pages lean on: void elements, raw text in scripts, end
tags left out of p, li, td and their like, stray end tags, template tags (<% %>) of pages saved from a server.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
RAW = frozenset(["script", "style", "textarea", "title", "xmp", "noembed", "noframes"])
BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "option",
    ]
)
# an opening tag ends these open elements, up to a border that it cannot reach through
_CLOSES = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "option": ({"option"}, {"select"}),
    "tr": ({"tr", "td", "th", "caption"}, {"table"}),
    "td": ({"td", "th"}, {"table", "tr"}),
    "th": ({"td", "th"}, {"table", "tr"}),
    **dict.fromkeys(("tbody", "thead", "tfoot"), ({"tbody", "thead", "tfoot", "tr", "td", "th", "caption"}, {"table"})),
}
_WALLS = frozenset({"td", "th", "table"})  # a stray </div> inside a cell closes nothing outside it

_OPENING = re.compile(r"<(?:(?P<close>/)?(?P<tag>[A-Za-z][^\s/>]*)|!--|!|\?|%)")
_TAG_END = re.compile(r">|=\s*(?P<quote>[\"'])")
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")


@dataclass(slots=True, eq=False)
class Node:
    """An element. start, end: its stretch of the source, tags included; inner: where its content begins."""

    tag: str
    start: int
    inner: int
    end: int
    parent: Node | None
    children: list[Node | tuple[int, int]] = field(default_factory=list)  # elements, and stretches of plain text
    attributes: str = ""

    def get(self, name: str) -> str:
        """An attribute's value with entities decoded, "" where it has none."""
        for match in _ATTRIBUTE.finditer(self.attributes):
            if match[1].lower() == name:
                return html.unescape(next((g for g in match.groups()[1:] if g is not None), ""))
        return ""

    def walk(self) -> Iterator[Node]:
        """The element and all below it, in document order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(c for c in reversed(node.children) if isinstance(c, Node))

    def has_class(self, pattern: re.Pattern[str]) -> bool:
        """Whether its class or id matches."""
        return bool(self.attributes) and bool(pattern.search(f"{self.get('class')} {self.get('id')}"))


def parse(text: str, depth: int = 400) -> Node:
    """The tree of a page or of a fragment. depth: elements nested deeper become siblings; no page is too deep."""
    root = Node("#root", 0, 0, len(text), None)
    stack, at, n = [root], 0, len(text)
    ends = _TagEnds(text)
    while at < n:
        match = _OPENING.search(text, at)
        begin = match.start() if match else n
        if begin > at:
            stack[-1].children.append((at, begin))
        if match is None:
            break
        if not match["tag"]:
            at = _past_declaration(text, begin)
            continue
        tag = match["tag"].lower().rpartition(":")[2]
        stop = ends.find(match.end())
        if stop < 0:  # a tag cut off by the end of the file
            break
        at = stop + 1
        if match["close"]:
            _close(stack, tag, begin, at)
            continue
        _imply(stack, tag, begin)
        node = Node(tag, begin, at, n, stack[-1], attributes=text[match.end() : stop])
        stack[-1].children.append(node)
        if tag in VOID or (text[stop - 1] == "/" and tag not in BLOCK and tag not in RAW):
            node.end = at
        elif tag in RAW:
            close = re.compile(rf"</{re.escape(tag)}\b[^>]*>", re.IGNORECASE).search(text, at)
            if close is None:  # never closed: leave its content to be read on as markup
                node.end = at
            else:
                node.children.append((at, close.start()))
                at = node.end = close.end()
        elif len(stack) < depth:
            stack.append(node)
        else:
            node.end = at
    return root


def decoded(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Plain text of a stretch: (text, source start, source end), each entity a part of its own."""
    for match in _ENTITY.finditer(text, start, end):
        new = html.unescape(match[0])
        if new == match[0]:
            continue
        if match.start() > start:
            yield text[start : match.start()], start, match.start()
        yield new, match.start(), match.end()
        start = match.end()
    if end > start:
        yield text[start:end], start, end


def plain(text: str, node: Node) -> str:
    """All the words below an element, white space squeezed, without mapping."""
    parts = []
    for below in node.walk():
        if below.tag in ("script", "style"):
            continue
        parts += [(c[0], html.unescape(text[c[0] : c[1]])) for c in below.children if isinstance(c, tuple)]
    return " ".join("".join(words for _, words in sorted(parts)).split())


class _TagEnds:
    """Finds the > that ends a tag; only a quote after an equals sign hides one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spent: set[str] = set()

    def find(self, at: int) -> int:
        while True:
            match = _TAG_END.search(self._text, at)
            if match is None:
                return -1
            quote = match["quote"]
            if quote is None:
                return match.start()
            close = -1 if quote in self._spent else self._text.find(quote, match.end())
            if close < 0:
                self._spent.add(quote)
                at = match.end()
            else:
                at = close + 1


def _past_declaration(text: str, at: int) -> int:
    for opening, closing in (("<!--", "-->"), ("<%", "%>"), ("<", ">")):
        if text.startswith(opening, at):
            stop = text.find(closing, at + len(opening))
            if stop >= 0:
                return stop + len(closing)
            if opening == "<!--":
                break
    stop = text.find(">", at)
    return stop + 1 if stop >= 0 else len(text)


def _close(stack: list[Node], tag: str, begin: int, end: int) -> None:
    for i in range(len(stack) - 1, 0, -1):
        if stack[i].tag == tag:
            for node in stack[i + 1 :]:
                node.end = begin
            stack[i].end = end
            del stack[i:]
            return
        if stack[i].tag in _WALLS and tag not in ("table", "tr", "tbody", "thead", "tfoot", "body", "html"):
            return


def _imply(stack: list[Node], tag: str, begin: int) -> None:
    """End what this opening tag ends by itself."""
    if tag in BLOCK:
        for i in range(len(stack) - 1, 0, -1):
            if stack[i].tag == "p":
                _pop(stack, i, begin)
                break
            if stack[i].tag in BLOCK:
                break
    closes, walls = _CLOSES.get(tag, (set(), set()))
    if closes:
        lowest = None
        for i in range(len(stack) - 1, 0, -1):
            if stack[i].tag in walls:
                break
            if stack[i].tag in closes:
                lowest = i
        if lowest is not None:
            _pop(stack, lowest, begin)


def _pop(stack: list[Node], i: int, begin: int) -> None:
    for node in stack[i:]:
        node.end = begin
    del stack[i:]
