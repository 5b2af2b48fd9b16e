"""Which body a name means: 省发展和改革委员会, 省发展改革委 and 省发改委 are one, and 发改委 is that of the document's own place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extractors.agencies import is_generic
from extractors.lexicon import read_table

Level = Literal["nation", "province", "city", "county", "town"]

_LEVELS: dict[str, Level] = {
    "省": "province", "自治区": "province", "市": "city", "州": "city", "自治州": "city", "盟": "city", "地区": "city", "县": "county",
    "自治县": "county", "区": "county", "旗": "county", "自治旗": "county", "镇": "town", "乡": "town", "街道": "town",
}  # fmt: skip
_DEGREES: dict[str, Level] = {"province": "province", "prefecture": "city", "county": "county"}
_NATION = re.compile(r"中华人民共和国|中共中央|党中央|中央|国务院|国家|全国|中国")
_NAMED = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{1,7}?(?P<kind>自治区|自治州|自治县|自治旗|地区|街道|[省市州盟县区旗镇乡]))(?=[\u4e00-\u9fff]{2})"
)
_GENERIC_PLACE = re.compile(
    r"(?P<kind>街道(?!办)|[省州盟旗镇]|市(?![场民容]|政(?!府))|[县区](?!域)|乡(?![村镇]))(?:级|直属?|属)?(?=[\u4e00-\u9fff])"
)
_PARTY = re.compile(r"委(?=[\u4e00-\u9fff]{2})(?!员会)")
# The rank word that a body's name ends in; it differs by level and year and tells bodies apart nowhere.
_RANK = re.compile(
    r"(?:工作)?(?:委员会办公室|领导小组办公室|工作委员会|委员会|办公厅|办公室|总局|厅|局|委|办|署|部|会)$"
)
_BRACKET = re.compile(r"（[^）]*）$")
_LEAGUE = re.compile(r"^(?:团|共青团)(?P<place>[\u4e00-\u9fff]{0,8}?)(?P<kind>[省市州盟县区旗])委(?:员会)?$")
# Ministries carry no mark of their level but this.
_MINISTRY = re.compile(r"(?<![委织传战工装干])部$|总局$|^国务院|^国管局$|^(?:中国人民|国家开发|中国)银行$")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which body a name means.

    level: nation, province, city, county or town; None where neither the name nor its document says.  place: the place by name
    (临溪县), None where only the level is known.  body: one name for all writings of it, without level, place and rank word.
    generic: nobody in particular (有关部门), never the same as another.
    """

    level: Level | None
    place: str | None
    body: str
    generic: bool = False

    def same(self, other: Identity) -> bool:
        """Whether both mean one body; an unknown place goes with any, an unknown level with none but its own kind."""
        if self.generic or other.generic or self.body != other.body or self.level != other.level:
            return False
        return self.place is None or other.place is None or self.place == other.place


@cache
def _bodies() -> dict[str, str]:
    """Body by each of its writings without the rank word."""
    found: dict[str, str] = {}
    for row in read_table("agency_names"):
        for name in (row["body"], *row["also"].split()):
            found.setdefault(name, row["body"])
    return found


@cache
def _divisions() -> dict[str, Level]:
    """Level of the divisions known by name; of two with one name the higher."""
    found: dict[str, Level] = {}
    for row in read_table("places"):
        found.setdefault(row["term"], _DEGREES[row["level"]])
    return found


@lru_cache(maxsize=512)
def _chain(home: str) -> tuple[tuple[Level, str], ...]:
    """The divisions that a document's place is made of, from the province down: 福建省三明市 has two."""
    out: list[tuple[Level, str]] = []
    rest = home
    while m := _NAMED.match(rest + "政府"):
        out.append((_level_of(m["place"], m["kind"]), m["place"]))
        rest = rest[m.end() :]
    return tuple(out)


def _level_of(place: str, kind: str) -> Level:
    return _divisions().get(place, _LEVELS[kind])


def _body(words: str) -> tuple[str, bool]:
    """(the body that the words name, whether the registry knows it), level and place already taken off."""
    known = _bodies()
    words = _BRACKET.sub("", words)
    if words in known:
        return known[words], True
    base = _RANK.sub("", words)
    return (known[base], True) if base in known else (words, False)


@lru_cache(maxsize=8192)
def identify(name: str, home: str | None = None) -> Identity:
    """Which body a name means, read in a document of the place `home` (福建省三明市), which 市 and a bare 发改委 lean on."""
    if is_generic(name):
        return Identity(None, None, name, True)
    chain = _chain(home) if home else ()
    if name.startswith(("各", "每", "相关", "有关")):
        return Identity(None, None, name)
    if league := _LEAGUE.match(name):
        its_level, its_place = _of_kind(league["kind"], chain)
        return Identity(its_level, league["place"] + league["kind"] if league["place"] else its_place, "共青团")
    if m := _NATION.match(name):
        return Identity("nation", None, _body(name[m.end() :])[0] if len(name) > m.end() + 1 else name)
    body, known = _body(name)
    level, place, rest = (None, None, name) if known else _placed(name, chain)
    if level is None and _MINISTRY.search(name):
        return Identity("nation", None, body)
    body, known = _body(rest)
    if not known and (m := _PARTY.match(rest)):
        body, known = _body(rest[m.end() :])
    if level is None and known and chain:
        level, place = chain[-1]
    return Identity(level, place, body)


def _placed(name: str, chain: tuple[tuple[Level, str], ...]) -> tuple[Level | None, str | None, str]:
    """(level, place, the rest) of a name: 临溪县教育局, 市教育局, 教育局."""
    if m := _GENERIC_PLACE.match(name):
        return *_of_kind(m["kind"], chain), name[m.end() :]
    level: Level | None = None
    place, rest = None, name
    while m := _NAMED.match(rest):
        after = rest[m.end() :]
        if not (_body(after)[1] or _PARTY.match(after) or m["place"] in _divisions() or _NAMED.match(after)):
            break
        level, place, rest = _level_of(m["place"], m["kind"]), m["place"], after
    return level, place, rest


def _of_kind(kind: str, chain: tuple[tuple[Level, str], ...]) -> tuple[Level, str | None]:
    """The level that 市 or 县 means, and which one it is in a document of that place."""
    for level, place in reversed(chain):
        if place.endswith(kind):
            return level, place
    return _LEVELS[kind], None


def unified(names: Iterable[str], home: str | None = None) -> dict[str, str]:
    """For each name of one document the fullest of its names there: 发改委 and 市发改委 are 市发展改革委 where that stands too."""
    known = sorted(set(names), key=lambda n: (-len(n), n))
    out: dict[str, str] = {}
    heads: list[tuple[Identity, str]] = []
    for name in known:
        who = identify(name, home)
        head = next((n for i, n in heads if i.same(who)), None)
        out[name] = head or name
        if head is None:
            heads.append((who, name))
    return out
