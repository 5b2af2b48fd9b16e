"""Which place a document is of: the chain of administrative divisions from province down, 福建省三明市."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import alternation, read_table

_LEVELS = {"province": 0, "prefecture": 1, "county": 2}
_NATION = "中华人民共和国"
# A place that no list knows still shows by its form before an office: 云州市江畔县人民政府.
_FORM = re.compile(
    r"(?P<place>(?:[\u4e00-\u9fff]{2,4}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,4}?(?:市|州|盟|地区))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:县|区|旗|市))?(?:[\u4e00-\u9fff]{1,5}?(?:镇|乡|街道))?)"
    r"(?=人民政府|人民代表大会|政府|委员会|党工委|办事处|统计局|发展|财政局|住房|生态环境|委|水利局|水务局|第|[\u4e00-\u9fff]{1,10}(?:局|厅|委)$)"
)
_VAGUE = re.compile(r"^(?:在|关于|全|各|本|我|该|有关|相关|省直|市直|区直|县直|国家|中共|中央)")


@dataclass(frozen=True, slots=True)
class _Division:
    term: str
    short: str
    level: int
    parent: str

    @property
    def full(self) -> str:
        return self.parent + self.term


@cache
def _divisions() -> dict[str, tuple[_Division, ...]]:
    """Divisions by full and by short name; a name may belong to several."""
    found: dict[str, list[_Division]] = {}
    for row in read_table("places"):
        division = _Division(row["term"], row["short"], _LEVELS[row["level"]], row["parent"])
        for name in {division.term, division.short} - {""}:
            found.setdefault(name, []).append(division)
    return {name: tuple(sorted(group, key=lambda d: (d.level, d.full))) for name, group in found.items()}


@cache
def _longest() -> int:
    return max(len(name) for name in _divisions())


@cache
def province_signs() -> dict[str, str]:
    """Province by the sign that opens its document numbers: 皖 is 安徽省."""
    return {row["sign"]: row["term"] for row in read_table("places") if row["sign"]}


def starts_with_place(text: str) -> bool:
    """Whether a text opens with the name of a known division or of the nation."""
    return text.startswith((_NATION, "国务院", "国家", "中共")) or _at(text, 0, short=True) is not None


def _at(text: str, start: int, *, short: bool) -> tuple[str, int] | None:
    """The longest division's name at an offset: (name, end)."""
    known = _divisions()
    for length in range(min(_longest(), len(text) - start), 1, -1):
        name = text[start : start + length]
        if (group := known.get(name)) and (short or any(d.term == name for d in group)):
            return name, start + length
    return None


def chain_at(text: str, start: int = 0, *, context: str = "", short: bool = True) -> str | None:
    """The place that a text names from `start` on, written in full, or None.

    context: text of the same document, which decides between divisions of one name (a 朝阳区 of which city).
    short: accept names without 省 or 市; a short name of a city counts only where `context` has it in full.
    """
    at, best = start, None
    level = -1
    while found := _at(text, at, short=short):
        name, end = found
        options = [d for d in _divisions()[name] if d.level > level]
        if best is not None:
            options = [d for d in options if d.parent.startswith(best.full) or d.parent.endswith(best.term)]
        if (
            name not in {d.term for d in options}
            and options
            and options[0].level > 0
            and options[0].term not in context
        ):
            options = []
        chosen = _choose(options, context)
        if chosen is None:
            break
        best, level, at = chosen, chosen.level, end
        if level == _LEVELS["county"]:
            break
    return best.full if best else None


def _choose(options: list[_Division], context: str) -> _Division | None:
    if not options or len(options) == 1 or options[0].level < options[1].level:
        return options[0] if options else None
    told = [d for d in options if any(part in context for part in _names_above(d))]
    if len(told) == 1:
        return told[0]
    return _Division(options[0].term, "", options[0].level, "")


@cache
def _names_above(division: _Division) -> tuple[str, ...]:
    upper = [d for group in _divisions().values() for d in group if division.parent == d.full]
    return tuple(sorted({upper[0].term, upper[0].short} - {""})) if upper else (division.parent,)


def own_name(place: str) -> str:
    """The last division of a chain: 三明市 of 福建省三明市."""
    known = next((d.term for group in _divisions().values() for d in group if d.full == place), None)
    return known or re.sub(r"^.*?(?:省|自治区)(?=.)|^[\u4e00-\u9fff]{2,4}市(?=.)", "", place)


def place_of_office(office: str, context: str) -> str | None:
    """The place in an office's name: 福建省三明市 of 三明市人民政府办公室; unknown places by their form."""
    office = office.removeprefix("中共").removeprefix("共青团")
    known = chain_at(office, context=context)
    if known and not (_at(office, 0, short=False) is None and not known.startswith(office[:2])):
        return known
    m = _FORM.match(office)
    if not m or len(m["place"]) < 3 or _VAGUE.match(m["place"]) or not re.search(r"[省市州盟县区旗镇乡]$", m["place"]):
        return None
    return m["place"]


def place_of_title(title: str, context: str) -> str | None:
    """The place that a title names at its start or after 关于印发, 《 or a year."""
    for m in re.finditer(r"^|关于|印发|转发|《|\d{4}年|实施", title):
        if found := chain_at(title, m.end(), context=context):
            return found
    form = re.match(r"([\u4e00-\u9fff]{2,5}[市县区州旗])(?![\u4e00-\u9fff]{0,2}建设)", title)
    return form[1] if form and context.count(form[1]) > 1 and not _VAGUE.match(form[1]) else None


_MEETING = re.compile(r"在(?:中国共产党)?([\u4e00-\u9fff]{2,16}?)第[一二三四五六七八九十\d]+(?:届|次)")


def place_of_meeting(text: str, context: str) -> str | None:
    """The place of the congress a report was given to: 在云州市第三届人民代表大会第二次会议上."""
    if not (m := _MEETING.search(text)):
        return None
    return chain_at(m[1], context=context) or (m[1] if re.search(r"[省市州盟县区旗]$", m[1]) else None)


_LOCAL = re.compile(r"全([省市县区州盟旗])|我([省市县区州盟旗])")


@cache
def _mentions() -> re.Pattern[str]:
    names = [n for row in read_table("places") if row["level"] != "county" for n in (row["term"], row["short"]) if n]
    return re.compile(alternation(names))


def place_by_mentions(text: str) -> str | None:
    """The province or city that a text without heading is about: 全市 or 全省 says the level, one name prevails.

    None where the name leads the next one by less than three to one.
    """
    words = Counter(a or b for a, b in _LOCAL.findall(text))
    if not words or words.most_common(1)[0][1] < 5:
        return None
    level = {"省": 0, "市": 1, "州": 1, "盟": 1}.get(words.most_common(1)[0][0])
    if level is None:
        return None
    counts: Counter[str] = Counter()
    for name in _mentions().findall(text):
        group = [d for d in _divisions()[name] if d.level == level or (level == 1 and d.term.endswith("市"))]
        if group and group[0].level <= 1:
            counts[group[0].full] += 1
    (first, n), (_, m) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if n >= 8 and n >= 3 * m else None
