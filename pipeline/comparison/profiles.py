"""What the matcher sees of a statement: its plain words, indicator, scope, span of time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from extractors.indicators import Indicator, canonical, indicators, mentions, scope
from pipeline.comparison.words import coordinated, generic_grams, generic_word_set, generic_words, grams, headed, nameless, plain, words
from schemas.records import Statement

_LONG = re.compile(
    r"年均|[两三四五六七八九十]年(?:来|间|累计|内|年均|平均)|(?:过去|这|近|前)[三四五]年|“?十[一二三四五]五”?(?:期间|时期|以来|规划)|任期|本届政府"
)
_LONG_SECTION = re.compile(r"(?:过去|这|近|前|本届)[^，。]{0,4}[三四五]年|[三四五]年(?:来|间|工作|回顾|政府)|“?十[一二三四五]五”?(?:期间|时期|回顾|工作|发展|经济)")
# A part of the place rather than the whole of it: what is said of a district or a county is not said of the city.
_PART = re.compile(
    r"高新区|经开区|开发区|新区|园区|中心城区|主城区|市区|城区|市本级|省本级|本级|市属|省属|县域|县级|县区|山区|库区|自贸区|保税区"
    r"|革命老区|脱贫地区|民族地区|^(?![全各])[一-龥]{2,3}(?<![地社园小校景牧片灾老山农林库城市])[县区旗](?=[一-龥])"
)
_CLAUSES = re.compile(r"[，；：]")
# After an indicator's name: the subject is of something else, a share of it, its energy use, a company in it.
_PART_OF = re.compile(r"占|的?比重|的?比例|能耗|企业|项目|产业|中|里|贡献|以上|率")
_OPENING = re.compile(r"(?:全年|全市|全省|全国|全区|全县|预计|实现|完成|年末|累计|我市|我省|地方)*")
_WHOLE = re.compile(r"全(?:市|省|区|县|州|国|域|社会)")


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a subject lists."""

    name: str
    grams: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """A statement prepared for matching.

    subject: its subject in plain words.  text: its quote in plain words.  context: the words before it in its sentence,
    plain, where the document's text is at hand.  parts: the things it lists, none where it is of one thing.
    everything: its whole sentence, plain.  generic: pairs of the subject that say little.  part: words that
    bound it to a part of the place.  long: it speaks of several years.
    """

    statement: Statement
    subject: str
    subject_grams: frozenset[str]
    text: str
    text_grams: frozenset[str]
    context_grams: frozenset[str]
    subject_words: frozenset[str]
    text_words: frozenset[str]
    generic: frozenset[str]
    indicators: tuple[Indicator, ...]
    parts: tuple[Part, ...]
    everything: str
    part: frozenset[str]
    long: bool
    start: date | None
    end: date | None

    @property
    def indicator(self) -> Indicator | None:
        """The one indicator it is of, if it is of one."""
        return self.indicators[0] if self.indicators else None


def profile(statement: Statement, *, before: str = "", after: str = "", opens: date | None = None) -> Profile:
    """Prepare one statement.

    before, after: the other words of its sentence, if known; where its subject is no more than 总数 or 其中, the clause
    before it lends its head.  opens: the first day of what a target asks for.
    """
    made_plain = headed if statement.measures else nameless
    subject, text = made_plain(statement.subject), plain(statement.quote)
    if not generic_words().sub("", subject) and before:
        subject = plain(_CLAUSES.split(before.rstrip("，、；"))[-1]) + subject
    deadline = statement.deadline
    start, end = (deadline.start or opens, deadline.end) if deadline else (opens, None)
    return Profile(
        statement=statement,
        subject=subject,
        subject_grams=grams(subject),
        text=text,
        text_grams=grams(text),
        context_grams=grams(plain(before)) | grams(plain(after)),
        subject_words=words(subject),
        text_words=words(text),
        generic=generic_grams(subject) | generic_word_set(),
        indicators=_indicators(statement),
        parts=_parts(statement.subject, made_plain),
        everything=plain(before) + text + plain(after),
        part=_part(statement.subject),
        long=_is_long(statement),
        start=start,
        end=end,
    )


def _indicators(statement: Statement) -> tuple[Indicator, ...]:
    """The indicators a statement is of: its own, else the one that opens its subject; words may speak of several."""
    table = indicators()
    if statement.indicator in table:
        return (table[statement.indicator],)
    known = canonical(statement.subject, [m.unit for m in statement.measures])
    if known is not None:
        return (known,)
    if not statement.measures:
        return tuple(ind for _, end, ind in mentions(statement.subject) if not _PART_OF.match(statement.subject, end))
    for start, end, ind in mentions(statement.subject)[:1]:
        if _OPENING.fullmatch(statement.subject[:start]) and not _PART_OF.match(statement.subject, end):
            return (ind,)
    return ()


def _parts(subject: str, made_plain: Callable[[str], str]) -> tuple[Part, ...]:
    names = [made_plain(part) for part in coordinated(subject)]
    if len(names) < 2 or any(len(name) < 3 for name in names):
        return ()
    return tuple(Part(name, grams(name), words(name)) for name in names)


def _part(subject: str) -> frozenset[str]:
    words = frozenset(m.group() for m in _PART.finditer(subject))
    before = scope(subject)
    if before and not _WHOLE.search(before) and (m := re.search(r"[一-龥]{2,}(?:区|县|旗|镇|乡)$", before)):
        words |= {m.group()}
    return words


def _is_long(statement: Statement) -> bool:
    deadline = statement.deadline
    if deadline and deadline.start and deadline.end and (deadline.end - deadline.start).days > 400:
        return True
    if _LONG.search(statement.quote) or _LONG.search(statement.subject):
        return True
    return statement.role == "progress" and any(_LONG_SECTION.search(title) for title in statement.section)
