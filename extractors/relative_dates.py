"""Dates that lean on an anchor: plan periods, 今年 and 年底, counted years, words of no day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from extractors.date_mention import Anchor, DateMention, month_end, plan_period, to_int
from extractors.date_points import relative_year

_PERIOD = re.compile(
    r"(?P<lead>到|至)?[“\"]?十(?P<n>[一二三四五六七八九])五(?P<inside>期间|时期|末)?[”\"]?(?P<part>规划期?末|规划期内?(?!间)|收官(?:之年)?|末期|期末|末|期间|时期|以来|初期|开局|(?P<middle>中期)(?!评估|调整|检查|考核|报告)|(?P<half>[前后头])(?P<k>[一二两三四1-4])年)?(?P<tail>前(?![\d一二两三四]))?"
)
_BEFORE = r"之?前|以前"
_RELATIVE = re.compile(
    rf"(?=[到至截今本当全年岁明来次翌去上前月下这])(?:(?:截至|截止到?|到|至)(?=今年|本?年[底末]|年年?[底末]|[明来翌次]年年?[底末])|到(?=今年|本年度|当年|全年))?(?:(?P<this>(?:今年(?:年)?(?P<thispart>底|末|以?内|初|终)?|本年(?:底|末|以?内|度)?|当年|(?<!多)全年|(?<![半几数多])年内|年底|年末|年终(?![考奖总评结述决就督检验])|岁末|(?<![上本跨财一每各])年度(?=[一-鿿]{{0,2}}(?:目标|任务|工作目标))))(?P<tail>{_BEFORE})?"
    rf"|(?P<next>(?:明年|来年|次年|翌年)(?:年?[底末初内终])?)(?P<tail2>{_BEFORE})?|(?P<last>(?:去年|上一?年)年?(?P<lastpart>[底末初])?(?:度)?|前一年)"
    rf"|(?P<month>(?:(?P<which>本|下个?)?月底))(?P<tail3>{_BEFORE})?|(?P<mid>年中)(?P<tail4>之?前)?"
    rf"|(?P<near>本|这个|下个?|上个?)月(?:(?P<d>\d{{1,2}})[日号]|(?P<mp>初|上旬|中旬|下旬|末))(?P<tail5>{_BEFORE})?"
    rf"|(?P<nearq>本|下)季度(?:末|底)(?P<tail6>{_BEFORE})?"
    r"|(?P<both>今、?明(?=两年|二年|2年)|明、?后(?=两年|二年|2年))(?:[两二2]年)(?P<tail7>内)?)"
)
_COUNT = r"[一二三四五六七八九十两\d]{1,2}"
_FUTURE = re.compile(
    rf"(?=[今未接用力利争确计再经通\d一二三四五六七八九十两])(?:(?:今后|未来|接下来)(?:的)?(?:{_COUNT}(?:—|-|～|至|到))?(?P<n>{_COUNT})年(?:内|里|时间)?|(?:用|力争用|利用)(?:{_COUNT}(?:—|-|～|~|至|到))?(?P<k>{_COUNT})年(?:左右)?(?:的)?时间|(?:(?:力争|争取|确保|计划|再)(?:经过|通过)|(?:经过|通过)(?=[^，。；]{{1,12}}[，]?(?:力争|争取|到20|使)))(?P<e>{_COUNT})年(?:左右)?的?(?:不懈|持续|共同|艰苦)?(?:努力|奋斗|攻坚|建设|发展)|(?:{_COUNT}(?:—|-|～|~|至|到))?(?P<j>{_COUNT})年(?:[之以]?内)(?!外)"
    rf"|(?:(?<=确保|力争|争取|计划|要求)|(?<=[，、；]))(?P<i>{_COUNT})年(?=完工|建成|竣工|投产|达产|见效|见成效|大变样|上台阶))"
)
_FROM_ISSUE = re.compile(
    r"(?:印发|下发|发布|公布|颁布|发文|实施|施行|批准|签发|交办)(?:之日起|之日|之后|后|起|(?<=[知案见件法定则][印下发][发布]))(?:的)?[，]?(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)(?P<u>个工作日|工作日|个?自然日|日|天|周|个月|年)(?:之内|以内|内)"
)
_SINCE = re.compile(r"自[一-鿿《》]{0,10}\Z")
_TERM = re.compile(
    r"(?<!届)(?<!府)任期(?:内|届满前|结束前)|本届(?:(?:省|市|县|区)?(?:政府|党委|委员会))?任期(?:内|末|结束前|届满前)?"
)
_DAYS = {"日": 1, "天": 1, "自然日": 1, "个自然日": 1, "周": 7}
_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "末": (21, 31)}
_PAST = re.compile(
    r"(?=[过这近前累最二两三四五六七八九2-9])(?:(?<![\d第多几])(?:过去的?|这|近|前|累计|最近)?(?P<n>[二两三四五六七八九]|[2-9])年(?:来(?!的?(?:最|新|首|历史|同期|第一|少有|罕见))|间|累计)|(?:过去的?|这|近|最近)(?P<k>[两三四五]|[2-5])年|(?<=[，。；])(?P<j>五)年(?=全国|中央|新增|累计|共))"
)
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_SO_FAR = re.compile(rf"前(?P<n>{_N})个?月(?!底)|前(?P<q>[一二三123])个?季度")
# Seasons and times of work whose days differ by place and year.
_SEASON = re.compile(
    r"[今明去][春夏秋冬](?:[、和至到]?[今明][春夏秋冬])?季?(?:之?前|期间)?|(?:今年|明年)?秋冬季?(?=期间|之?前|[，。；])(?:期间|之?前)?"
    r"|(?<![一-鿿])(?:汛|冬|节|雨)前(?=[，。；、完全要]|$)|主?汛期(?:结束)?之?前"
)
_VAGUE = re.compile(
    r"定期|目前|当前|截至目前|到目前为止|近期|尽快|尽早|早日|按时|及时|即将|如期|按期|按照落地时间表|从现在起|适时|不久"
)


def periods(text: str) -> Iterator[DateMention]:
    """The five-year plans: “十四五”期间, 到十五五末."""
    if "五" not in text:
        return
    for m in _PERIOD.finditer(text):
        first, last = plan_period(m["n"])
        part = m["part"] or m["inside"] or ""
        if m["middle"]:
            last = date(first.year + 2, 12, 31)
        if m["k"]:
            years = to_int(m["k"])
            if m["half"] == "后":
                first = date(last.year - years + 1, 1, 1)
            else:
                last = date(first.year + years - 1, 12, 31)
        if (
            not part
            and not m["lead"]
            and re.match(r"(?!要|力争|将|确保|全[省市国区县])[一-鿿《]", text[m.end() : m.end() + 3])
        ):
            continue  # a name: “十四五”规划, “十四五”重大项目
        yield DateMention(
            m.start(),
            m.end(),
            first,
            None if part == "以来" else last,
            "plan_period",
            "date.plan_period",
            has_year=True,
        )


def relative(text: str, anchor: Anchor) -> Iterator[DateMention]:
    """Years and months by where we stand: 今年, 年底前, 去年, 月底前."""
    for m in _RELATIVE.finditer(text):
        year = anchor.year
        before = any(m[t] for t in ("tail", "tail2", "tail3", "tail4", "tail5", "tail6"))
        if m["month"] or m["near"] or m["nearq"]:
            if (near := _near(m, anchor.written)) is None and not m["month"]:
                continue
            first, last = near or (None, None)
            yield DateMention(m.start(), m.end(), first, last, "relative", "date.month_end", before=before)
            continue
        if year is None:
            yield DateMention(m.start(), m.end(), None, None, "relative", "date.unresolved", before=before)
            continue
        if (m["this"] and "今年" not in m["this"] and anchor.bare is not None) or m["mid"]:
            year = anchor.here or year
        if m["both"]:
            first_year = year + m["both"].startswith("明")
            yield DateMention(
                m.start(),
                m.end(),
                date(first_year, 1, 1),
                date(first_year + 1, 12, 31),
                "relative",
                "date.coming_years",
            )
            continue
        if m["next"] and m["next"][:2] in ("次年", "翌年"):
            named = relative_year("次年", anchor, text, m.start())
            if named is None:
                yield DateMention(m.start(), m.end(), None, None, "relative", "date.unresolved", before=before)
                continue
            year = named
        else:
            year += 1 if m["next"] else -1 if m["last"] else 0
        opening = (m["thispart"] or m["lastpart"]) == "初" or (m["next"] or "").endswith("初")
        last = date(year, 6, 30) if m["mid"] else date(year, 1, 31) if opening else date(year, 12, 31)
        closing = not m["mid"] and re.search("[底末终]", m.group())
        yield DateMention(
            m.start(),
            m.end(),
            date(year, 12, 1) if closing else date(year, 1, 1),
            last,
            "relative",
            "date.relative_year",
            before=before,
            local=m.group() in ("年度", "当年"),
        )


def _near(m: re.Match[str], written: date | None) -> tuple[date | None, date] | None:
    """(first day or None, last day) of 下月底, 本月15日, 本季度末 as seen from the day of writing."""
    if written is None:
        return None
    if m["nearq"]:
        quarter = (written.month - 1) // 3 + (m["nearq"] == "下")
        return None, month_end(written.year + quarter // 4, 3 * (quarter % 4) + 3)
    which = m["which"] or m["near"] or ""
    step = 1 if which.startswith("下") else -1 if which.startswith("上") else 0
    month = written.month - 1 + step
    last = month_end(written.year + month // 12, month % 12 + 1)
    if m["d"]:
        day = int(m["d"])
        return (last.replace(day=day), last.replace(day=day)) if 1 <= day <= last.day else None
    a, b = _PARTS[m["mp"] or "末"]
    return last.replace(day=a), last.replace(day=min(b, last.day))


def from_issue(text: str, anchor: Anchor) -> Iterator[DateMention]:
    """Days counted from the paper's own day: 自印发之日起30日内, 印发后3个工作日内. Working days are Mondays to Fridays."""
    if "内" in text:
        for m in _FROM_ISSUE.finditer(text):
            day, n = anchor.written, 0.5 if m["n"] == "半" else to_int(m["n"])
            last = None if day is None else later(day, n, m["u"])
            since = _SINCE.search(text, max(0, m.start() - 11), m.start())
            start = since.start() if since else m.start()
            yield DateMention(start, m.end(), day if last else None, last, "relative", "date.from_issue", before=True)
    if "任期" in text:
        for m in _TERM.finditer(text):
            yield DateMention(m.start(), m.end(), None, None, "relative", "date.unresolved", before=True)


def later(day: date, n: float, unit: str) -> date:
    """The day `n` units after `day`: 日, 天, 周, 工作日 (Monday to Friday), 个月, 年; half a month is 15 days."""
    if unit.endswith("工作日"):
        left = int(n)
        while left > 0:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        return day
    if unit in _DAYS:
        return day + timedelta(days=int(n * _DAYS[unit]))
    months = n * (12 if unit == "年" else 1)
    if months != int(months):
        return day + timedelta(days=15)
    at = day.month - 1 + int(months)
    last = month_end(day.year + at // 12, at % 12 + 1)
    return last.replace(day=min(day.day, last.day))


def counted(text: str, anchor: Anchor) -> Iterator[DateMention]:
    """Counted years and months: 今后五年, 用三年时间, 五年累计, 前八个月."""
    if "年" in text:
        for m in _FUTURE.finditer(text):
            years = to_int(m["n"] or m["k"] or m["j"] or m["i"] or m["e"])
            if anchor.year and 1 <= years <= 20:
                yield DateMention(
                    m.start(),
                    m.end(),
                    date(anchor.year, 1, 1),
                    date(anchor.year + years - 1, 12, 31),
                    "relative",
                    "date.coming_years",
                )
        for m in _PAST.finditer(text):
            if anchor.year:
                years = to_int(m["n"] or m["k"] or m["j"])
                yield DateMention(
                    m.start(),
                    m.end(),
                    date(anchor.year - years, 1, 1),
                    date(anchor.year - 1, 12, 31),
                    "relative",
                    "date.past_years",
                )
    for m in _SO_FAR.finditer(text):
        if m["q"]:
            if anchor.here:
                last = month_end(anchor.here, 3 * to_int(m["q"]))
                yield DateMention(m.start(), m.end(), date(anchor.here, 1, 1), last, "span", "date.quarters", True)
            continue
        if anchor.here and 1 <= to_int(m["n"]) <= 12:
            yield DateMention(
                m.start(),
                m.end(),
                date(anchor.here, 1, 1),
                month_end(anchor.here, to_int(m["n"])),
                "span",
                "date.so_far",
                True,
            )


def vague(text: str) -> Iterator[DateMention]:
    """Words of time that no day follows from: 尽快, 目前, 适时."""
    for m in _VAGUE.finditer(text):
        yield DateMention(m.start(), m.end(), None, None, "vague", "date.vague")


def seasons(text: str) -> Iterator[DateMention]:
    """Seasons that no calendar fixes stay text: 今冬明春, 汛前."""
    if "今" in text or "明" in text or "前" in text or "秋冬" in text:
        for m in _SEASON.finditer(text):
            yield DateMention(
                m.start(), m.end(), None, None, "point", "date.unresolved", before=m.group().endswith("前")
            )
