"""Subjects in plain words: what two documents write differently is made alike, figures and hedges are put off."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import rjieba

from extractors.lexicon import alternation, read_table

_NOISE = re.compile(r"[\s“”\"'‘’「」『』《》（）()【】\[\]，。；：、,.;:！？!?·…—\-*/]+")
_FIGURE = re.compile(
    r"\d[\d.,，]*(?:[%％‰]|个百分点|万亿|千亿|百亿|亿|万|千|百)*(?:多|余)?"
    r"(?:平方公里|平方米|公里|公顷|千瓦时|千瓦|立方米|标准煤|人次|美元|亩|吨|斤|米|元|个|项|户|人|名|家|所|条|台|套|件|座|辆|张|起|列|班|支|只|头|天|年|月|日|期|处|次|位)?"
)
_HEDGE = re.compile(
    r"(?:以上|以内|以下|左右|上下|不低于|不少于|不超过|不高于|超过|突破|达到|控制在|保持在|稳定在|力争|确保|争取|努力|同比|分别)"
)


_MARKUP = re.compile(r"<[^<>]*>|&nbsp;|\*\*")
_CELLS = re.compile(r"\s*(?:\t|\s\|\s)\s*")
_SPACE = re.compile(r"\s+")
_LINE = re.compile(r"([\d一二三四五六七八九十]+)号(?:线|机组|楼|航站楼|厂房)")


@cache
def _same() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = {row["term"]: row["as"] for row in read_table("match_words") if row["kind"] == "same"}
    return re.compile(alternation(rows)), rows


@cache
def generic_words() -> re.Pattern[str]:
    """Words that are part of many names."""
    return re.compile(alternation(row["term"] for row in read_table("match_words") if row["kind"] == "generic"))


@cache
def _apart() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = {row["term"]: row["as"] for row in read_table("match_words") if row["kind"] == "apart"}
    return re.compile(alternation(rows)), rows


@lru_cache(maxsize=65536)
def apart_words(text: str) -> dict[str, frozenset[str]]:
    """Words of which only one of a group can be meant, by group: {"settlement": {"农村"}}; numbered lines as well."""
    pattern, rows = _apart()
    found: dict[str, set[str]] = {}
    for m in pattern.finditer(text):
        found.setdefault(rows[m.group()], set()).add(m.group())
    lines = {m.group(1) for m in _LINE.finditer(text)}
    if lines:
        found["line"] = lines
    return {group: frozenset(terms) for group, terms in found.items()}


def contradict(one: str, other: str) -> bool:
    """Whether two subjects name different members of one group: 农村 against 城镇, 2号线 against 4号线."""
    here, there = apart_words(one), apart_words(other)
    return any(group in there and not terms & there[group] for group, terms in here.items())


def bare(quote: str) -> str:
    """A quote without markup and line breaks; the cells of a row stay apart."""
    return _SPACE.sub("", _CELLS.sub("，", _MARKUP.sub("", quote)))


def without_figures(text: str) -> str:
    """A text without its figures and hedges, punctuation kept."""
    return _HEDGE.sub("", _FIGURE.sub("", text))


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A text without figures, hedges, punctuation and scope words, in the wording that both documents share."""
    pattern, rows = _same()
    return pattern.sub(lambda m: rows[m.group()], _NOISE.sub("", without_figures(text)))


def grams(text: str) -> frozenset[str]:
    """Character pairs of a plain text; a single character stands for itself."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) if len(text) > 1 else frozenset(text)


@lru_cache(maxsize=65536)
def words(text: str) -> frozenset[str]:
    """The words of a plain text, for subjects that say the same in another order (生猪出栏, 出栏生猪)."""
    return frozenset(w for w in rjieba.cut(text) if len(w) > 1 or w.isalnum())


@cache
def generic_word_set() -> frozenset[str]:
    """Generic words as a set."""
    return frozenset(row["term"] for row in read_table("match_words") if row["kind"] == "generic")


@lru_cache(maxsize=65536)
def generic_grams(text: str) -> frozenset[str]:
    """Those pairs of a plain text that lie wholly inside generic words and nowhere else."""
    inside: set[str] = set()
    outside: set[str] = set()
    spans = [(m.start(), m.end()) for m in generic_words().finditer(text)]
    for i in range(len(text) - 1):
        kept = inside if any(a <= i and i + 2 <= b for a, b in spans) else outside
        kept.add(text[i : i + 2])
    return frozenset(inside - outside)


@cache
def _stages() -> re.Pattern[str]:
    return re.compile(alternation(row["term"] for row in read_table("outcomes") if row["sense"] == "stage"))


@lru_cache(maxsize=65536)
def nameless(text: str) -> str:
    """A plain text without the words of its state (建成, 并网发电): what is left is the thing's name."""
    return plain(_stages().sub("", text)) or plain(text)


@cache
def _end_state() -> re.Pattern[str]:
    return re.compile(f"(?:{_stages().pattern})+$")


@lru_cache(maxsize=65536)
def headed(text: str) -> str:
    """A plain text without the state words it ends in; those inside are kept (运营里程, 发电量)."""
    return plain(_end_state().sub("", text)) or plain(text)


_COORDINATED = re.compile(r"、|和(?![谐平美睦])|与(?!会)|以及|及(?!以[上下]|其|时)")


def coordinated(text: str) -> tuple[str, ...]:
    """The parts of a subject that lists several things (高速和一级公路); one part where it lists none."""
    return tuple(part for part in _COORDINATED.split(text) if part)
