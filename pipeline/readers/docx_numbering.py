"""Word's automatic numbers, rebuilt as the text a reader of the page sees."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from pipeline.readers.numerals import written

_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Level:
    """One level of a numbering. pattern: text with %1 to %9 for the numbers of the levels."""

    start: int = 1
    number_format: str = "decimal"
    pattern: str = ""
    legal: bool = False  # all numbers of the pattern in plain digits
    restart: int | None = None  # level (from 1) after which it starts again, 0 for never
    suffix: str = "tab"
    style: str | None = None


class Numbering:
    """Counts paragraphs as Word does and gives each its number's text."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._nums: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        self._links: dict[str, str] = {}
        if root is not None:
            self._load(root)

    @classmethod
    def of(
        cls, abstract: dict[str, dict[int, Level]], nums: dict[str, tuple[str, dict[int, Level], dict[int, int]]]
    ) -> Numbering:
        """Numbering from levels by list, and lists in use as (list, levels of their own, other first numbers)."""
        made = cls(None)
        made._abstract, made._nums = abstract, nums
        return made

    def text(self, num_id: str, level: int) -> str:
        """The number of the next paragraph of a list at a level (from 0); "" for bullets and unknown lists."""
        found = self._nums.get(num_id)
        if found is None:
            return ""
        abstract_id, overrides, starts = found
        levels = {**self._abstract.get(abstract_id, {}), **overrides}
        here = levels.get(level)
        if here is None:
            return ""
        counts = self._counts[abstract_id]
        if level in starts and (num_id, level) not in self._begun:
            counts[level] = starts[level] - 1
        self._begun.add((num_id, level))
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [d for d in counts if d > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]
        if here.number_format == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = levels.get(at, Level())
            return written(counts.get(at, of.start), "decimal" if here.legal and at != level else of.number_format)

        return _PLACE.sub(number, here.pattern)

    def _load(self, root: etree._Element) -> None:
        styles: dict[str, str] = {}
        for abstract in root.iterfind("{*}abstractNum"):
            identifier = value(abstract, "abstractNumId") or ""
            self._abstract[identifier] = dict(_level(level) for level in abstract.iterfind("{*}lvl"))
            for tag, into in (("styleLink", styles), ("numStyleLink", self._links)):
                link = abstract.find(f"{{*}}{tag}")
                if link is not None and (name := value(link, "val")):
                    into[name if tag == "styleLink" else identifier] = identifier if tag == "styleLink" else name
        for identifier, style in self._links.items():
            if style in styles:
                self._abstract[identifier] = self._abstract[styles[style]]
        for num in root.iterfind("{*}num"):
            link = num.find("{*}abstractNumId")
            if link is None:
                continue
            overrides, starts = {}, {}
            for override in num.iterfind("{*}lvlOverride"):
                at = int(value(override, "ilvl") or 0)
                start, replaced = override.find("{*}startOverride"), override.find("{*}lvl")
                if replaced is not None:
                    overrides[at] = _level(replaced)[1]
                if start is not None:
                    starts[at] = _int(value(start, "val"), 1)
            self._nums[value(num, "numId") or ""] = (value(link, "val") or "", overrides, starts)

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """The level of a list that a paragraph style is tied to."""
        found = self._nums.get(num_id)
        if found is None:
            return None
        levels = {**self._abstract.get(found[0], {}), **found[1]}
        return next((n for n, lvl in sorted(levels.items()) if lvl.style == style), None)


def value(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name, whatever the namespace's edition."""
    for key, found in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return None


def _int(text: str | None, default: int) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default


def _level(element: etree._Element) -> tuple[int, Level]:
    level = Level()
    for child in element:
        tag, val = str(child.tag).rpartition("}")[2], value(child, "val")
        if tag == "start":
            level.start = _int(val, 1)
        elif tag == "numFmt":
            level.number_format = val or "decimal"
        elif tag == "lvlText":
            level.pattern = val or ""
        elif tag == "isLgl":
            level.legal = val not in ("0", "false")
        elif tag == "lvlRestart":
            level.restart = _int(val, 0)
        elif tag == "suff":
            level.suffix = val or "tab"
        elif tag == "pStyle":
            level.style = val
    return _int(value(element, "ilvl"), 0), level
