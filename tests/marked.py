"""A reader of marked sentences: a case is a sentence with its answer inside.

    到<date to=2025-12-31>2025年底前</date>建成住房<quantity value=12000 unit=套>1.2万套</quantity>

Tags are those of TAGS, with the attributes listed there; values stand without quotes and hold no blank. A tag that is
unknown, unclosed, crossed with another or holds nothing raises `MarkError`, and so does an attribute that is unknown,
missing or given twice: no case passes while testing nothing. A sentence without a tag is a counter-example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: Tag names, with the attributes they must have and those they may have.
TAGS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "quantity": (frozenset({"value", "unit"}), frozenset({"upper", "comparator"})),
    "date": (frozenset({"to"}), frozenset({"from", "recurring", "rrule"})),
    "deadline": (frozenset({"by"}), frozenset({"from"})),
    "agency": (frozenset({"role"}), frozenset()),
}
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z]+)(?P<attributes>(?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r"\s+(?P<key>[a-z]+)=(?P<value>[^\s<>]+)")


class MarkError(ValueError):
    """A marked sentence that cannot be meant so."""


@dataclass(frozen=True)
class Mark:
    """One answer: its tag, its words and where they stand in the plain text (half-open), its attributes as written."""

    tag: str
    start: int
    end: int
    words: str
    attributes: dict[str, str] = field(default_factory=dict)

    def number(self, name: str) -> float | None:
        """An attribute as a number, None where it is not given."""
        return float(self.attributes[name]) if name in self.attributes else None


def read_marked(marked: str) -> tuple[str, list[Mark]]:
    """The plain text and its marks in order of their starts, the outer before the inner. Raises MarkError."""
    plain: list[str] = []
    length = at = 0
    open_tags: list[tuple[str, int, dict[str, str]]] = []
    marks: list[Mark] = []
    for tag in _TAG.finditer(marked):
        plain.append(_words(marked[at : tag.start()], marked))
        length += tag.start() - at
        at = tag.end()
        name = tag["name"]
        if name not in TAGS:
            raise MarkError(f"unknown tag <{name}> in {marked!r}")
        if not tag["close"]:
            open_tags.append((name, length, _attributes(name, tag["attributes"], marked)))
            continue
        if not open_tags or open_tags[-1][0] != name:
            raise MarkError(f"</{name}> closes nothing in {marked!r}")
        _, start, attributes = open_tags.pop()
        if start == length:
            raise MarkError(f"<{name}> holds nothing in {marked!r}")
        marks.append(Mark(name, start, length, "".join(plain)[start:], attributes))
    plain.append(_words(marked[at:], marked))
    if open_tags:
        raise MarkError(f"<{open_tags[-1][0]}> is never closed in {marked!r}")
    return "".join(plain), sorted(marks, key=lambda m: (m.start, -m.end))


def _words(text: str, marked: str) -> str:
    if "<" in text or ">" in text:
        raise MarkError(f"a broken tag in {marked!r}")
    return text


def _attributes(name: str, written: str, marked: str) -> dict[str, str]:
    needed, allowed = TAGS[name]
    found: dict[str, str] = {}
    rest = written
    while m := _ATTRIBUTE.match(rest):
        if m["key"] in found or m["key"] not in needed | allowed:
            raise MarkError(f"attribute {m['key']} of <{name}> is unknown or given twice in {marked!r}")
        found[m["key"]] = m["value"]
        rest = rest[m.end() :]
    if rest.strip():
        raise MarkError(f"attributes {written!r} of <{name}> cannot be read in {marked!r}")
    if missing := needed - found.keys():
        raise MarkError(f"<{name}> lacks {', '.join(sorted(missing))} in {marked!r}")
    return found
