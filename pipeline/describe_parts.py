"""What a document has inside: the plan that a notice forwards, its attachments, and where each begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.describe_titles import ends_like_title, inner_title

_ATTACHED = re.compile(r"^附件[：:]\s*(.+)$|^附\s*件\s*[：:]?$|^附[：:]\s*(.+)$")
_ITEM = re.compile(r"^\s*(?:附件)?\s*\d{1,2}\s*[.．、]\s*(.{2,80})$")
_LATER = re.compile(r"^附件\s*(\d{1,2}|[一二三四五六七八九十])?[：:]?$")
_LATER_NAMED = re.compile(r"^附件\s*(\d{1,2}|[一二三四五六七八九十])?\s*[：:]?\s*(?=\S)")
_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_TITLED = r"《(?P<{}>[^《》]+(?:《[^《》]*》[^《》]*)*)》"
_ISSUED = r"(?:印发|转发|公布|发布|下发)"
_BRINGS = re.compile(
    rf"现将{_TITLED.format('inner')}[^。]{{0,40}}?{_ISSUED}|^{_TITLED.format('own')}[^。]{{0,60}}?现[^。]{{0,12}}?{_ISSUED}"
)
_HEAD_LINES = 30
_SEARCHED = 120


def attachments_of(lines: Sequence[str]) -> tuple[tuple[str, int | None], ...]:
    """Names of the attachments and the lines where they begin, None where they are only named.

    They are listed after 附件：, else they are the titles under the lines 附件1, 附件2 at the end.
    """
    for i, line in enumerate(lines):
        m = _ATTACHED.match(line)
        if not m or len(line) > 300:
            continue
        first = (m[1] or m[2] or "").strip()
        found = [_bare(x) for x in re.split(r"(?<=[^\d.])(?=\d{1,2}[.．、][^\d])", first) if x.strip()] if first else []
        after = i + 1
        for following in lines[i + 1 :]:
            if not (item := _ITEM.match(following)) or following.endswith("。"):
                break
            found.append(_bare(item[1]))
            after += 1
        if found and all(len(f) <= 80 for f in found):
            own = i if m[2] and after < len(lines) else None  # 附：某某, with the text right under it
            return tuple((name, _begins(lines, after, n, name) or own) for n, name in enumerate(found, 1))
    names: list[tuple[str, int | None]] = []
    for i, (line, following) in enumerate(pairwise(lines)):
        if i >= 3 and _LATER.match(line) and 3 <= len(following) <= 60 and not following.endswith(("。", "；")):
            names.append((_bare(following), i))
    return tuple(names)


def _begins(lines: Sequence[str], after: int, number: int, name: str) -> int | None:
    """The line after a list where its attachment begins: 附件2, or its title on a line of its own."""
    for i in range(after, len(lines)):
        line = lines[i]
        if (m := _LATER.match(line)) and _number(m[1]) in (number, None):
            return i
        if (m := _LATER_NAMED.match(line)) and _number(m[1]) in (number, None) and _same(line[m.end() :], name):
            return i
        if _same(line, name) or (i + 1 < len(lines) and len(line) < len(name) and _same(line + lines[i + 1], name)):
            return i
    return None


def _number(numeral: str | None) -> int | None:
    return None if numeral is None else _NUMERALS.get(numeral) or int(numeral)


def _bare(name: str) -> str:
    name = re.sub(r"\.(?:docx?|pdf|xlsx?|wps)$", "", name)
    name = re.sub(r"^\s*(?:附件)?\s*\d{0,2}\s*[.．、：:]\s*", "", name).strip(" ；;。")
    whole = name.startswith("《") and name.endswith("》") and name.count("《") == 1
    return name[1:-1] if whole else name


def forwarded_part(title: str | None, lines: Sequence[str]) -> tuple[str, int | None] | None:
    """(title, line) of what a notice forwards, as its own head has it; None for a document that forwards nothing.

    The notice names it in its title, or, where it has none, in its sentence: 现将《…方案》印发给你们.
    """
    names = [inner] if title and (inner := inner_title(title)) else []
    for line in lines[:_HEAD_LINES]:
        names += [name for m in _BRINGS.finditer(line) if ends_like_title(name := m["inner"] or m["own"])]
    if not names:
        return None
    for i in range(1, min(len(lines), _SEARCHED)):
        for size in (1, 2, 3):
            own = "".join(lines[i : i + size])
            if len(own) <= 120 and any(_same(own, name) for name in names):
                return own, i
    return names[0], None


def _same(one: str, two: str) -> bool:
    """Whether two titles agree, quotation marks, 的, dashes and what stands in brackets aside."""
    return bool(one) and _key(one) == _key(two)


def _key(title: str) -> str:
    return re.sub(r"[\s《》“”\"的（）()—–－-]|（[^（）]*(?:稿|试行)[^（）]*）", "", title)
