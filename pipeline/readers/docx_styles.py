"""What Word's paragraph styles say: heading level, list, hidden text, table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.readers.docx_numbering import value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|标题|文档标题)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style with what it inherits.

    level: 1 to 9 for headings.  num_id, num_level: its list.  contents: an entry of the table of contents.
    """

    level: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    hidden: bool = False
    contents: bool = False
    title: bool = False


class Styles:
    """Styles by id, inheritance resolved."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.default: str | None = None
        for element in root.iterfind("{*}style") if root is not None else ():
            identifier = value(element, "styleId")
            if identifier:
                self._elements[identifier] = element
                if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
                    self.default = identifier

    def __getitem__(self, identifier: str | None) -> Style:
        """The style of an id; an empty one where there is none."""
        if identifier is None:
            return Style()
        if identifier not in self._known:
            self._known[identifier] = Style()  # a style based on itself ends here
            self._known[identifier] = self._resolve(identifier)
        return self._known[identifier]

    def _resolve(self, identifier: str) -> Style:
        element = self._elements.get(identifier)
        if element is None:
            return Style()
        name = _child(element, "name") or identifier
        base_id = _child(element, "basedOn")
        base = self[base_id] if base_id else Style()
        named = named_style(name)
        level = named.level
        p_pr, r_pr = element.find("{*}pPr"), element.find("{*}rPr")
        num_id, num_level, hidden = base.num_id, base.num_level, base.hidden
        if p_pr is not None:
            outline = _child(p_pr, "outlineLvl")
            if level is None and outline is not None and outline.isdigit():
                level = int(outline) + 1 if int(outline) < 9 else None
            num = p_pr.find("{*}numPr")
            if num is not None:
                num_id = _child(num, "numId") or num_id
                at = _child(num, "ilvl")
                num_level = int(at) if at and at.isdigit() else num_level
        if r_pr is not None and r_pr.find("{*}vanish") is not None:
            hidden = is_on(r_pr.find("{*}vanish"))
        return Style(
            level if level is not None else base.level,
            num_id,
            num_level,
            hidden,
            named.contents or base.contents,
            named.title or base.title,
        )


def named_style(name: str) -> Style:
    """What a style's name alone says: heading level, contents, title."""
    heading = _HEADING.match(name)
    return Style(
        int(heading[1]) if heading else None, contents=bool(_CONTENTS.match(name)), title=bool(_TITLE.match(name))
    )


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch (w:vanish, w:b) is set."""
    return element is not None and value(element, "val") not in ("0", "false", "off", "none")


def _child(element: etree._Element, tag: str) -> str | None:
    child = element.find(f"{{*}}{tag}")
    return value(child, "val") if child is not None else None
