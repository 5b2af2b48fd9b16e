"""Days, months, quarters and years as prose writes them, alone or from one to another: 2025年底前, 次年3月底前, 8月25日至8月下旬."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractors.date_mention import Anchor, DateMention, month_end, to_int, to_year

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
YEAR = r"(?:[12]\d{3}|[一二][〇零○一二三四五六七八九]{3})"
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
# 三月街, 十月革命: names.
_NAMES = r"(?![瓜街娃]|革命)"
_QUARTER = r"[一二三四1-4]"
#: Years by where the text stands, and how far they lie from it.
RELATIVE_YEARS = {
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "来年": 1,
    "次年": 1,
    "翌年": 1,
    "后年": 2,
    "去年": -1,
    "上年": -1,
    "前年": -2,
}
_REL = "|".join(RELATIVE_YEARS)
_JOIN = r"(?:—{1,2}|-{1,2}|–|～|~|至|到)"
# What of a year without its month: 底 and 内 leave its end, 初 its first month, 中 its middle.
_NO_MIDDLE = "中(?![国央部心旬期考高小标长共华等职学医药间型东西、])"
_YEAR_PART = rf"年?(?:底|末|终(?![考奖总评结述决就]))|年?初(?![次中高步级始创等见])|年?以?内(?![资陆需外蒙])|年中(?![央国])|{_NO_MIDDLE}|度(?!假)|全年"
_MONTH_PART = rf"上中旬|中下旬|底|末|初(?![次中高步级始创等见])|中旬|上旬|下旬|{_NO_MIDDLE}|份"
_SUBYEAR = rf"(?={_MONTH}月|第?{_QUARTER}季度|首季|[上下]半年|前{_N}个月|前[二三23]个?季度)"


def _point_pattern(i: int) -> str:
    day = rf"|(?P<e{i}>{_N})[日号]|(?P<p{i}>[上中下]旬|月?[底末])" if i == 2 else ""
    return (
        rf"(?:(?:(?P<y{i}>{YEAR})年|(?<!\d)(?:[’'‘]?(?P<yy{i}>\d\d)年(?=年?[底末初]|{_MONTH}月|[上下]半年))|(?P<r{i}>{_REL}){_SUBYEAR})(?P<ye{i}>{_YEAR_PART})?)?"
        rf"(?:(?P<m{i}>{_MONTH})月{_NAMES}(?:份?(?P<d{i}>{_N})(?:[日号]|(?={_JOIN}{_N}[日号]))|(?P<mp{i}>{_MONTH_PART}))?"
        rf"|第?(?P<q{i}>{_QUARTER}|首(?=季))季(?:度(?!假)|(?<=首季))(?P<qp{i}>末|底|初)?|(?P<h{i}>上|下)半年(?:[底末])?"
        rf"|(?<=年)前(?:(?P<f{i}>{_N})个月(?!底)|(?P<fq{i}>[二三23])个?季度){day})?"
    )


_CLOCK = r"(?:(?:（(?:星期|周)[一二三四五六日天]）)?(?:\d{1,2}(?:时|点(?:钟)?|[:：]\d{2}))?(?=之?前))?"
_TAIL = rf"(?P<tail>之?前(?!{_N}(?:个|季度|位|名|强|家|月))|以前|以来|起|之?后)?"
_LEAD = r"(?:截至|截止到?|到|至|自|从)?"
_ONE = re.compile(
    rf"(?<![\d第〔])(?P<lead>{_LEAD})(?=[12]\d{{3}}年|[一二][〇零○]|\d{{1,2}}月|[一二三四五六七八九十]{{1,2}}月|第?{_QUARTER}季度|首季|[上下]半年|[今本当明来次翌后去上前]年|[’'‘]?\d\d年)"
    + _point_pattern(1)
    + rf"(?:起?{_JOIN}"
    + _point_pattern(2)
    + rf")?{_CLOCK}{_TAIL}"
)
_YEARS = re.compile(rf"(?<!\d)(?P<a>{YEAR})年?{_JOIN}(?P<b>{YEAR})年(?:度|期间)?")
_MONTHS = re.compile(
    rf"(?=[\d一二三四五六七八九十第今本当明来次翌后去上前])(?<!\d)(?:(?:(?P<y>{YEAR})年|(?P<r>{_REL})))?(?:(?P<c>{_MONTH})(?P<j>{_JOIN}|[、和])(?P<d>{_MONTH})月(?:份)?|第?(?P<e>{_QUARTER})(?P<k>{_JOIN}|[、和]|(?=[一二三四]))第?(?P<f>{_QUARTER})季度(?!假)(?:末)?)(?P<tail>之?前)?"
)
_NUMERIC = re.compile(
    r"(?<![\d./A-Za-z—-])(?P<y>(?:19|20)\d{2})(?P<s>[-./])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d./%—-])(?P<tail>之?前)?"
)
_MID_CLAUSE = re.compile(r"[一-鿿](?<![在于到至从自，。；：])(?<!力争|争取|确保|努力)\Z")
_LAST_NAMED = re.compile(r"(?:(?P<y>(?:19|20)\d{2})年|(?P<each>每年))")


def relative_year(word: str, anchor: Anchor, text: str, at: int) -> int | None:
    """The year of 明年, 去年, 次年 at text[at:]; 次年 follows the year that its sentence names before it."""
    if word in ("次年", "翌年"):
        start = max(text.rfind("。", 0, at), text.rfind("；", 0, at), at - 60) + 1
        named = list(_LAST_NAMED.finditer(text, max(0, start), at))
        if named:
            return int(named[-1]["y"]) + 1 if named[-1]["y"] else None
    return None if anchor.year is None else anchor.year + RELATIVE_YEARS[word]


def _point(m: re.Match[str], i: int, year: int | None, month: int | None) -> tuple[date, date, bool] | None:
    """(first day, last day, year stands in it) of one end of the phrase; None where no year is known or it is no date."""
    has_year = m[f"y{i}"] is not None or m[f"yy{i}"] is not None
    y = to_year(m[f"y{i}"] or m[f"yy{i}"]) if has_year else year
    if y is None or not 1900 <= y <= 2100:
        return None
    named = has_year or m[f"r{i}"] is not None
    if m[f"m{i}"] or (i == 2 and (m["e2"] or m["p2"])):
        mo = to_int(m[f"m{i}"]) if m[f"m{i}"] else month
        if not mo or not 1 <= mo <= 12:
            return None
        day = m[f"d{i}"] or (m["e2"] if i == 2 else None)
        if day:
            d = to_int(day)
            if not 1 <= d <= month_end(y, mo).day:
                return None
            return date(y, mo, d), date(y, mo, d), named
        part = m[f"mp{i}"] or (m["p2"] if i == 2 else "") or ""
        a, b = _PARTS.get(part.removeprefix("月"), (1, 31))
        last = month_end(y, mo)
        return date(y, mo, a), date(y, mo, min(b, last.day)), named
    if m[f"q{i}"]:
        q = 1 if m[f"q{i}"] == "首" else to_int(m[f"q{i}"])
        return date(y, 3 * q - 2, 1), month_end(y, 3 * q), named
    if m[f"h{i}"]:
        return (date(y, 1, 1), date(y, 6, 30), named) if m[f"h{i}"] == "上" else (date(y, 7, 1), date(y, 12, 31), named)
    if m[f"f{i}"] or m[f"fq{i}"]:
        months = to_int(m[f"f{i}"]) if m[f"f{i}"] else 3 * to_int(m[f"fq{i}"])
        return (date(y, 1, 1), month_end(y, months), named) if 1 <= months <= 12 else None
    if not has_year:
        return None
    part = (m[f"ye{i}"] or "").removeprefix("年")
    if part in ("底", "末", "终"):
        return date(y, 12, 1), date(y, 12, 31), True
    if part == "初":
        return date(y, 1, 1), date(y, 1, 31), True
    if part == "中":
        return date(y, 1, 1), date(y, 6, 30), True
    return date(y, 1, 1), date(y, 12, 31), True


_PARTS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "底": (21, 31),
    "末": (21, 31),
    "中": (11, 20),
    "下旬": (21, 31),
    "上中旬": (1, 20),
    "中下旬": (11, 31),
}


def points(text: str, anchor: Anchor) -> Iterator[DateMention]:
    """One point or a span of two: 6月15日前, 2025年第三季度末, 9月初至11月30日, 自2025年起."""
    for m in _ONE.finditer(text):
        if not (m["y1"] or m["yy1"] or m["r1"] or m["m1"] or m["q1"] or m["h1"]):
            continue
        year = relative_year(m["r1"], anchor, text, m.start("r1")) if m["r1"] else anchor.here
        one = _point(m, 1, year, None)
        tail, lead = m["tail"] or "", m["lead"] or ""
        if one is None:
            if year is None and not (m["y1"] or m["yy1"]):
                yield DateMention(m.start(), m.end(), None, None, "point", "date.unresolved", before="前" in tail)
            continue
        first, last, has_year = one
        two = None
        if m["y2"] or m["yy2"] or m["m2"] or m["q2"] or m["h2"] or m["e2"] or m["p2"] or m["r2"]:
            year2 = relative_year(m["r2"], anchor, text, m.start("r2")) if m["r2"] else first.year
            two = _point(m, 2, year2, last.month)
            if two and two[1] < first and not (m["y2"] or m["r2"]):
                two = _point(m, 2, first.year + 1, last.month)  # 11月15日至3月15日
        if two and two[1] >= first:
            yield DateMention(m.start(), m.end(), first, two[1], "span", "date.range", True, has_year)
        elif m["f1"] or m["fq1"]:
            yield DateMention(m.start(), m.end(), first, last, "span", "date.so_far", True, has_year)
        elif tail in ("以来", "起") or lead in ("自", "从"):
            yield DateMention(m.start(), m.end(), first, None, "span", "date.since", True, has_year)
        elif tail in ("后", "之后"):
            yield DateMention(m.start(), m.end(), last, None, "span", "date.after", True, has_year)
        else:
            alone = not (m["m1"] or m["q1"] or m["h1"] or lead or tail) and m["ye1"] in (None, "度")
            local = bool(m["y1"] and alone and _MID_CLAUSE.search(text, max(0, m.start() - 2), m.start()))
            yield DateMention(
                m.start(),
                m.end(),
                first,
                last,
                "point",
                "date.point",
                False,
                has_year,
                before="前" in tail,
                local=local,
            )


def numeric(text: str) -> Iterator[DateMention]:
    """2031.12.31前, 2031-06-15, 2031/6/15: year, month and day with one mark between them."""
    for m in _NUMERIC.finditer(text):
        year, month, day = int(m["y"]), int(m["m"]), int(m["d"])
        if 1 <= month <= 12 and 1 <= day <= month_end(year, month).day:
            at = date(year, month, day)
            yield DateMention(m.start(), m.end(), at, at, "point", "date.point", has_year=True, before=bool(m["tail"]))


def spans(text: str, anchor: Anchor) -> Iterator[DateMention]:
    """Years, months and quarters from one to another under one word: 2021—2025年, 1至6月, 一至三季度, 7、8月份."""
    for m in _YEARS.finditer(text):
        a, b = to_year(m["a"]), to_year(m["b"])
        if a <= b:
            yield DateMention(m.start(), m.end(), date(a, 1, 1), date(b, 12, 31), "years", "date.years", True, True)
    for m in _MONTHS.finditer(text):
        year = to_year(m["y"]) if m["y"] else relative_year(m["r"], anchor, text, m.start()) if m["r"] else anchor.here
        low, high = to_int(m["c"] or m["e"]), to_int(m["d"] or m["f"])
        together = m["j"] or m["k"] or "、"
        if not year or not 1 <= low < high <= 12:
            continue
        item = m["c"] and not m.group().endswith("份") and (m.start() == 0 or text[m.start() - 1] in "\n。；：（")
        if together in "、和" and (high != low + 1 or item):
            continue  # two months far apart, or the number of an item and its month
        first = date(year, low if m["c"] else 3 * low - 2, 1)
        last = month_end(year, high if m["c"] else 3 * high)
        rule = "date.months" if m["c"] else "date.quarters"
        yield DateMention(m.start(), m.end(), first, last, "span", rule, True, bool(m["y"]), before=bool(m["tail"]))
