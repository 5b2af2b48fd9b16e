"""What the matcher sees of a statement: its plain words, indicator, scope, span of time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from extractors.indicators import Indicator, canonical, indicators, mentions, scope
from pipeline.comparison.milestones import outcome
from pipeline.comparison.spans import Span
from pipeline.comparison.words import (
    bare,
    coordinated,
    generic_grams,
    generic_word_set,
    generic_words,
    grams,
    headed,
    nameless,
    plain,
    without_figures,
    words,
)
from schemas.records import Statement

#: Days from which a plan is one of several years.
YEAR = 400

_LONG = re.compile(
    r"年均|[两三四五六七八九十]年(?:来|间|累计|内|年均|平均)|(?:过去|这|近|前)[三四五]年|“?十[一二三四五]五”?(?:期间|时期|以来|规划)|任期|本届政府"
)
_SINCE = re.compile(r"[比较](\d{4})年")
_LONG_SECTION = re.compile(
    r"(?:过去|这|近|前|本届)[^，。]{0,4}[三四五]年|[三四五]年(?:来|间|工作|回顾|政府)|“?十[一二三四五]五”?(?:期间|时期|回顾|工作|发展|经济)"
)
_ONE_YEAR = re.compile(r"(?<!十)(?:\d{4}年|去年|上年|过去一年|一年来|全年)")
# A part of the place rather than the whole of it: what is said of a district or a county is not said of the city.
_PART = re.compile(
    r"高新区|经开区|开发区|新区|园区|中心城区|主城区|市区|城区|市本级|省本级|本级|市属|省属|县域|县级|县区|山区|库区|自贸区|保税区"
    r"|革命老区|脱贫(?:地区|县|人口|户|群众)|民族地区|全村|^(?![全各])[一-龥]{2,3}(?<![地社园小校景牧片灾老山农林库城市户困级务验点范护能业活聚强进帽燃心宿厂港集])[县区旗](?![级域])(?=[一-龥])"
)
_TITLE = re.compile(r"《[^《》]*》")
# A city at the head of a subject: in its own report it is the whole place.
_CITY = re.compile(r"^(?![全我各本该城都县地])[一-龥]{2,3}(?<![全我各本该城都])市(?=[一-龥])(?![场民级区县政直属值容])")
_CLAUSES = re.compile(r"[，；：]")
# After an indicator's name: the subject is of something else, a share of it, its energy use, a company in it.
_PART_OF = re.compile(r"占|的?比重|的?比例|能耗|企业|项目|产业|中|里|贡献|以上|率")
_AFTER_NAME = re.compile(
    r"$|[、和及与（，]|增[长速幅]|总|完成|实现|达|突破|超|连续|居|保持|稳|持续|预计|力争|分别|均|年|涨|下降|与|同步"
)
_SCALES = {"万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12}
_DIGITS = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_THRESHOLD = re.compile(
    r"(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十](?![百千万]))?(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|万)(?:美)?元?(?:人民币)?(?:级|以上|以下)?(?:的)?"
    r"(?=(?:重大|重点|工业|服务业|产业|制造业|签约|开工|新开工|新|外资|内资|先进|高质量|营收)*(?:项目|企业|园区|集群|产业链|工程|镇|村|开发区|平台))"
)
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

    statement: the original one with a bare quote.  subject, text: its subject and quote in plain words.
    context: the other words of its sentence, plain, where the document's text is at hand.  generic: pairs and words
    that say little.  parts: the things it lists, none where it is of one thing.  everything: its whole sentence, plain.
    part: words that bound it to a part of the place.  thresholds: sizes in yuan that bound what is counted.
    long: it speaks of several years.  reviewed: it stands in a review of several years and names none.
    """

    original: Statement
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
    thresholds: frozenset[float]
    long: bool
    reviewed: bool
    start: date | None
    end: date | None

    @property
    def several_years(self) -> bool:
        """Whether it is of several years, by its words or its period."""
        return self.long or bool(self.start and self.end and (self.end - self.start).days > YEAR)

    @property
    def indicator(self) -> Indicator | None:
        """The one indicator it is of, if it is of one."""
        return self.indicators[0] if self.indicators else None


def profile(
    statement: Statement,
    *,
    before: str = "",
    after: str = "",
    opens: date | None = None,
    original: Statement | None = None,
    span: Span | None = None,
    placed: bool = False,
) -> Profile:
    """Prepare one statement.

    before, after: the other words of its sentence, if known; where its subject is no more than 总数 or 其中, the clause
    before it lends its head.  opens: the first day of what a target asks for.  original: the statement as it was
    extracted, where `statement` has been dated since.  span: what the words around its place say it speaks of, if
    `placed`; otherwise its headings alone tell.
    """
    original, statement = original or statement, replace(statement, quote=bare(statement.quote))
    before, after = bare(before), bare(after)
    made_plain = headed if statement.measures else nameless
    subject, text = made_plain(statement.subject), plain(statement.quote)
    if not generic_words().sub("", subject) and before:
        lent = (plain(clause) for clause in reversed(_CLAUSES.split(before)))
        subject = next((name for name in lent if generic_words().sub("", name)), "") + subject
    deadline = statement.deadline
    start, end = (deadline.start or opens, deadline.end) if deadline else (opens, None)
    return Profile(
        original=original,
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
        thresholds=_thresholds(statement.quote),
        long=_is_long(statement),
        reviewed=_is_reviewed(statement, before, span)
        if placed
        else _is_reviewed(statement, before, _headed(statement)),
        start=start,
        end=end,
    )


# 城乡居民收入增长与经济发展同步 is of 城乡居民收入
_PACE = re.compile(r"[与和同][一-鿿]{2,10}?(?:保持|基本|大体)*(?:同步|持平|一致|相当|相适应)(?:增长)?$")


def _indicators(statement: Statement) -> tuple[Indicator, ...]:
    """The indicators a statement is of: its own, else the one that opens its subject; words may speak of several."""
    table = indicators()
    if statement.indicator in table:
        return (table[statement.indicator],)
    units = [m.unit for m in statement.measures]
    known = canonical(statement.subject, units) or (None if units else canonical(_PACE.sub("", statement.subject)))
    if known is None and units:
        known = canonical(_CLAUSES.split(without_figures(statement.quote))[0], units)
    if known is not None:
        return (known,)
    found = mentions(statement.subject)
    if statement.measures or statement.role == "target":
        # 城镇调查失业率、登记失业率 is still of the first; 农村公路安全防护工程 is of something else.
        return tuple(
            ind
            for begins, ends, ind in found[:1]
            if _OPENING.fullmatch(statement.subject[:begins]) and _AFTER_NAME.match(statement.subject, ends)
        )
    said = outcome(statement.quote)
    if said.acts or said.stage > 4 or not (said.verdict or said.steady or said.kept):
        return ()
    return tuple(ind for _, ends, ind in found if not _PART_OF.match(statement.subject, ends))


def _thresholds(quote: str) -> frozenset[float]:
    """The sizes that bound what is counted: 50亿元以上项目, 超百亿元企业, 千亿级园区, in yuan."""
    return frozenset(_size(m["n"] or "1") * _SCALES[m["scale"]] for m in _THRESHOLD.finditer(quote))


def _size(written: str) -> float:
    return float(written) if written[0].isdigit() else float(_DIGITS[written])


def _parts(subject: str, made_plain: Callable[[str], str]) -> tuple[Part, ...]:
    names = [made_plain(part) for part in coordinated(subject)]
    if len(names) < 2 or any(len(name) < 3 for name in names):
        return ()
    return tuple(Part(name, grams(name), words(name)) for name in names)


def _part(subject: str) -> frozenset[str]:
    plain_subject = _TITLE.sub("", subject)
    words = frozenset(m.group() for m in _PART.finditer(plain_subject))
    words |= {m.group() for m in _CITY.finditer(plain_subject)}
    before = scope(subject)
    if before and not _WHOLE.search(before) and (m := re.search(r"[一-龥]{2,}(?:区|县|旗|镇|乡)$", before)):
        words |= {m.group()}
    return words


def _is_long(statement: Statement) -> bool:
    deadline = statement.deadline
    if deadline and deadline.start and deadline.end and (deadline.end - deadline.start).days > YEAR:
        return True
    if _LONG.search(statement.quote) or _LONG.search(statement.subject):
        return True
    since = _SINCE.search(statement.quote)
    # 比2007年增长83%: of more than the year before.
    return bool(since and deadline and deadline.end and int(since[1]) < deadline.end.year - 1)


def _headed(statement: Statement) -> Span | None:
    return "several" if any(_LONG_SECTION.search(title) for title in statement.section) else None


def _is_reviewed(statement: Statement, before: str, span: Span | None) -> bool:
    """Whether it stands in a review of several years, in a sentence that names no single one."""
    if statement.role != "progress" or _ONE_YEAR.search(before) or _ONE_YEAR.search(statement.quote):
        return False
    return span == "several"
