"""The figure of a cell: its own unit or the one that stands apart from it, its bound, its sign, notes in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.indicators import canonical
from extractors.measures import to_measure
from extractors.numbers import ARABIC, SCALE, SCALES
from extractors.quantities import find_quantities
from extractors.quantity import UNITS, Quantity
from pipeline.tabulate_text import CellText
from pipeline.tabulate_units import usual_unit
from schemas.mapped_text import Edit, MappedText
from schemas.values import Comparator, Measure, MeasureKind, RawFigure

_SIGNS: tuple[tuple[str, str], ...] = (
    (r">=|≥|≧|⩾|＞=|﹥=", "不低于"),
    (r"<=|≤|≦|⩽|＜=|﹤=", "不超过"),
    (r"[>＞﹥》]", "超过"),
    (r"[<＜﹤《]", "低于"),
)
_SIGN = re.compile("|".join(f"(?P<s{i}>^(?:{p})|(?<=[（约])(?:{p}))" for i, (p, _) in enumerate(_SIGNS)))
_FIGURE = re.compile(
    rf"^(?P<lead>不低于|不少于|不超过|不高于|超过|高于|低于|少于|达到|达|约|近|大于|小于|控制在|力争达?到?|至少|不少于|＋|\+|±)*"
    rf"(?P<neg>[-−－–—](?=\d))?(?P<open>[〔])?(?P<n>{ARABIC})(?P<close>[〕])?"
    rf"(?P<more>(?:[-~～–—至到]{{1,2}}){ARABIC})?(?P<scale>{SCALE})?"
)
_EACH = re.compile(r"(?P<who>[\u4e00-\u9fff（）、]{2,14}?)(?P<figure>(?:[<>]=?|[≥≤＞＜])\d[\d.,]*%?)[ ，；、]*")
_QUALIFIER = re.compile(r"^[^（]*（(?P<in>[^（）\d]{1,16})）")
_SWING = re.compile(r"（(?P<v>[-−－+＋]\d[\d.]*)%）")
_CHANGE = re.compile(r"净增|增长|增加|增产|增收|下降|减少|降低|压减|回落|翻")
_FROM = re.compile(r"[由从]$")
_TO = re.compile(r"[向到至提升高增加降低下过渡]{1,4}")
_STEADY = re.compile(r"^(?:与?(?:上年|去年|同期)?持平|不变)$")
_FALL_NAME = re.compile(
    r"(?:累计|年均|总体|率|比例|幅度)?(?:下降|降低|减少|削减|降幅)(?:率|幅度|比例|百分比|值)?(?:（[^）]*）)?$"
)
_RISE_NAME = re.compile(r"(?:增长|增速|增长率|增幅|涨幅|提高|上升|增长速度|增长幅度)(?:（[^）]*）)?$")
_CUMULATIVE = re.compile(r"^[^\d〔]{0,6}〔[-−－–—]?\d[\d.,]*(?:%|‰|个百分点)?〕")
_RATE_NAME = re.compile(r"(?:率|比例|比重|占比|覆盖面|份额|程度)(?:（[^）]*）)?$")
_COUNT_NAME = (
    ("人数", "人"),
    ("户数", "户"),
    ("家数", "家"),
    ("个数", "个"),
    ("项数", "项"),
    ("企业数", "家"),
    ("项目数", "个"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell says in figures.

    measures: the first is the cell's own; empty where it holds words alone.  qualifier: what a note in brackets limits
    it to (国控).  start, end: of the figure in the source.
    """

    measures: tuple[Measure, ...]
    qualifier: str
    start: int
    end: int


def worded(text: MappedText) -> MappedText:
    """The text with signs of comparison as words, so that one reading serves both: ≥70 is 不低于70."""
    edits = []
    for m in _SIGN.finditer(text.text):
        word = next(w for i, (_, w) in enumerate(_SIGNS) if m[f"s{i}"])
        edits.append(Edit(m.start(), m.end(), word))
    return text.edited(edits)


def read_figure(cell: CellText, source: str, *, name: str, unit: str, role: str) -> Figure | None:
    """The figure of a cell, None where it has none.

    name: of the row, for what it tells of unit and direction.  unit: the one that stands apart, "" where none does.
    role: of the column: growth and share settle the kind.
    """
    text = worded(cell.tight)
    words = text.text
    if role == "growth" and _STEADY.match(words):
        a, b = text.source_span(0, len(words))
        raw = RawFigure(source[a:b], 0.0, "", "%")
        return Figure((Measure(0.0, "%", "eq", "growth", raw, None, a, b, "table.steady"),), "", a, b)
    m = _FIGURE.match(words)
    if m is None:
        return _in_words(text, source)
    given = find_quantities(words)
    own = next((q for q in given if q.start <= m.start("n") < q.end), None)
    if own is not None and own.unit:
        measures = [_measure(text, source, own, m, name, role)]
    else:
        measures = [_bare(text, source, m, name, unit or default_unit(name, role), role)]
    swing = _SWING.search(words)
    if swing and measures[0].kind != "growth":
        a, b = text.source_span(swing.start("v"), swing.end("v") + 1)
        value = float(swing["v"].translate(str.maketrans("−－＋", "--+")))
        measures.append(
            Measure(value, "%", "eq", "growth", RawFigure(source[a:b], value, "", "%"), None, a, b, "table.swing")
        )
    qualifier = _QUALIFIER.match(words[m.end("n") :])
    return Figure(tuple(measures), qualifier["in"] if qualifier else "", measures[0].start, measures[0].end)


def each_bound(cell: CellText, source: str) -> list[tuple[str, CellText]]:
    """The bounds of a cell that has one for each of several groups (城区≥60 镇区≥40), with the group's name.

    Empty where anything else stands in the cell.
    """
    found: list[tuple[str, CellText]] = []
    at = 0
    while m := _EACH.match(cell.text, at):
        a, b = cell.span(m.start("figure"), m.end("figure"))
        found.append((m["who"], CellText(replace(cell.cell, start=a, end=b, text=source[a:b]), source)))
        at = m.end()
    return found if at == len(cell.text) else []


def is_cumulative(cell: CellText) -> bool:
    """Whether a cell of a growth column stands in square brackets: 〔4.5〕, >〔56.5〕, 〔20〕左右.

    Plans put the change over the whole period so, and the change a year without brackets.
    """
    return _CUMULATIVE.match(cell.text) is not None


def read_cumulative(cell: CellText, source: str, *, name: str, unit: str, level: bool) -> Figure | None:
    """The change over a whole period that a growth column gives in square brackets.

    It is in the row's own unit, in percentage points where that is the % of a rate.  level: whether the level to be
    reached stands beside it; without one, what is counted (新增就业 〔4500〕) is itself to be reached.
    """
    figure = read_figure(cell, source, name=name, unit=unit, role="level")
    if figure is None or not figure.measures:
        return figure
    first = figure.measures[0]
    if first.kind == "share":
        first = replace(first, unit="百分点", kind="growth")
    elif first.kind == "level" and level:
        first = replace(first, kind="growth")
    return replace(figure, measures=(first, *figure.measures[1:]))


def default_unit(name: str, role: str) -> str:
    """The unit that nothing states but a name implies: % of a rate, 人 of 人数, that of a known indicator."""
    if (
        role in ("growth", "share", "rate")
        or _RATE_NAME.search(name)
        or _FALL_NAME.search(name)
        or _RISE_NAME.search(name)
    ):
        return "%"
    known = canonical(name)
    if known is not None and known.kind == "share":
        return "%"
    return next((unit for end, unit in _COUNT_NAME if name.endswith(end)), "")


def _bare(text: MappedText, source: str, m: re.Match[str], name: str, unit: str, role: str) -> Measure:
    """A figure without a unit of its own, read with the unit put behind it."""
    words = text.text
    stop = (
        m.end("scale") if m["scale"] else m.end("more") if m["more"] else m.end("close") if m["close"] else m.end("n")
    )
    number = words[m.start("n") : m.end("n")] + (m["more"] or "") + (m["scale"] or "")
    unit = usual_unit(unit)
    whole = words[: m.start("neg") if m["neg"] else m.start("open") if m["open"] else m.start("n")] + number
    found = find_quantities(whole + unit + words[stop:]) if unit else []
    q = next((q for q in found if q.end > len(whole) - len(number) and q.start < len(whole)), None)
    if q is None:
        q = _by_hand(words, number, unit, m)
    a, b = text.source_span(
        m.start("neg") if m["neg"] else m.start("n"), stop - (1 if m["close"] and not m["more"] else 0)
    )
    raw = RawFigure(
        source[a:b], q.raw_value, q.scale, unit[len(q.scale) :] if q.scale and unit.startswith(q.scale) else unit
    )
    measure = Measure(q.value, q.unit, q.comparator, "level", raw, q.upper, a, b, "table.figure")
    return _directed(measure, name, role, negative=bool(m["neg"]))


def _by_hand(words: str, number: str, unit: str, m: re.Match[str]) -> Quantity:
    """A figure in a unit that no lexicon knows: scale words multiplied out, the rest kept as it is written."""
    scale = re.match(rf"(?:{SCALE})(?=.)", unit)
    bare = unit[scale.end() :] if scale else unit
    factor = Decimal(SCALES.get(scale.group(), 1) if scale else 1) * Decimal(SCALES.get(m["scale"] or "", 1))
    known = UNITS.get(bare)
    if known is not None:
        factor, bare = factor * known.factor, known.base
    low = Decimal(m["n"].replace(",", ""))
    high = Decimal(re.sub(r"[^\d.]", "", m["more"])) if m["more"] else None
    probe = find_quantities(re.sub(rf"{re.escape(number)}", "1个", words, count=1)[:40])
    comparator: Comparator = "range" if high is not None else probe[0].comparator if probe else "eq"
    return Quantity(
        0, 0, 0, 0, float(low * factor), float(high * factor) if high is not None else None, bare, "other", comparator,
        float(low), (scale.group() if scale else "") or (m["scale"] or ""), bare, "table.figure",
    )  # fmt: skip


def _measure(text: MappedText, source: str, q: Quantity, m: re.Match[str], name: str, role: str) -> Measure:
    """A figure with a unit of its own."""
    a, b = text.source_span(m.start("neg") if m["neg"] else q.start, q.end)
    raw = RawFigure(source[a:b], q.raw_value, q.scale, q.raw_unit)
    measure = Measure(q.value, q.unit, q.comparator, "level", raw, q.upper, a, b, "table.figure")
    return _directed(measure, name, role, negative=bool(m["neg"]))


def _directed(measure: Measure, name: str, role: str, *, negative: bool) -> Measure:
    """The measure with its kind and sign: a growth column, a rate, an indicator whose very name is a fall."""
    kind: MeasureKind = "level"
    share = measure.unit in ("%", "百分点")
    value, upper = measure.value, measure.upper
    if role == "growth" or (share and _RISE_NAME.search(name)):
        kind = "growth"
    elif share and _FALL_NAME.search(name):
        kind = "growth"
        negative = not negative
    elif measure.unit == "%":
        kind = "share"
    if negative:
        value, upper = -value, -upper if upper is not None else None
        if upper is not None and upper < value:
            value, upper = upper, value
    return replace(measure, value=value, upper=upper, kind=kind)


def _in_words(text: MappedText, source: str) -> Figure | None:
    """A figure inside words: 比2020年降低6%, 有效保障（≥95%）."""
    words = text.text
    measures = []
    found = find_quantities(words)
    for i, q in enumerate(found):
        if i + 1 < len(found) and _FROM.search(words[: q.start]) and _TO.match(words[q.end :]):
            continue
        if q.family == "time" or (q.rule == "quantity.chinese" and q.family.startswith("count")):
            continue
        made = to_measure(q, words, 0)
        if made.kind == "growth" and made.unit not in ("%", "百分点") and not _CHANGE.search(words[: q.start]):
            made = replace(made, kind="level", value=abs(made.value))  # 新增8家, 改造提升3.2万亩
        a, b = text.source_span(q.start, q.end)
        measures.append(replace(made, start=a, end=b, raw=replace(made.raw, text=source[a:b]), rule="table.words"))
    if not measures:
        return None
    return Figure(tuple(measures), "", measures[0].start, measures[-1].end)


def same_family(one: Measure, other: Measure) -> bool:
    """Whether two measures are in one unit."""
    return one.unit == other.unit


def subject_without_direction(name: str) -> str:
    """A name without the word for its fall or rise, which the measure's sign says: 单位地区生产总值能耗降低."""
    shorter = _FALL_NAME.sub("", name)
    return shorter if len(shorter) >= 2 else name
