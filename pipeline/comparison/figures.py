"""Two figures side by side: may they be compared, and does the reported one satisfy the one that was promised?

Source of the rules: the definition of a pair (met, missed) with its tolerance for 左右 and its ceilings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors.indicators import Better, Indicator, indicators
from pipeline.comparison.words import coordinated
from schemas.records import Statement
from schemas.values import Measure

#: Share of the way that 左右 asks for, by the definition of a pair.
APPROX_SHARE = 0.95
#: Relative difference that rounding explains.
EPSILON = 1e-4

Sort = Literal["flow", "stock", "any"]

# Classifiers that count the same things in different hands.
_TOGETHER = (
    frozenset({"人", "人次", "名", "位"}),
    frozenset({"家", "户", "个", "所", "处", "座", "支"}),
    frozenset({"项", "件", "个", "处", "条"}),
    frozenset({"套", "户", "间"}),
    frozenset({"台", "辆", "套", "架", "艘"}),
    frozenset({"列", "班", "趟", "班次", "列次"}),
    frozenset({"张", "个"}),
)
_SHARE_NAME = re.compile(r"(?:率|比例|占比|比重|程度|覆盖面|达标面)$")
_CEILING = re.compile(r"控制在|不超过|不高于|不突破|不得超过|以内|压减到|压降到|降至|下降到|降到")
_LOWER_NAME = re.compile(
    r"失业率|物价|消费价格|能耗(?!双控)|(?<!清洁)(?<!绿色)(?<!可再生)能源消[费耗](?!占比|比重|结构)|用水量|(?<!超低)排放(?!.*(?:监控|监测|检测|改造|治理|交易|许可))|赤字|负债|债务|不良|死亡|事故|案件|发案|浓度|贫困发生率|损失|成本|时限|办理时间|压缩|差距|收入比|投诉|漏损"
    r"|费用占|恩格尔|污染天数|超标|空置率|欠薪|杠杆率|死亡率|发病率|辍学率|信访"
)
_FLOW = re.compile(
    r"新增|净增|新建|新开工|新认定|新培育|新引进|新设|新登记|新改|新入|新获|新签|新开|新注册|增加|当年|年内|引进|招引|发放|发展"
)
_STOCK = re.compile(
    r"总数|总量|总计|累计|拥有|共有|增至|(?:增加|提高|提升|扩大|上调|调整|发展|扩展)[到至]|已有|现有|保有|存量|余额|总规模|里程|装机|保有量|资产总额|总资产|蓄积量|常住人口|稳定在|保持在|位列"
)
# 新增公路通车里程: what is new of a stock, unless the figure is then of all of it.
_NEW = re.compile(r"新增|净增|新建|新开工|新开|新改")
_IN_ALL = re.compile(r"总数|总量|总计|累计|共有|增至|增加[到至]|总规模|达到?|稳定在|保持在")
_REACHES = re.compile(r"(?:达到?|突破)(?:人均|每人每[年月]|每[人户月年])?$|规模")
_HELD = re.compile(r"稳定在|保持在|稳定达到|总数|总量|累计达")
#: From so many times the figure asked for as new, a figure without such a word is taken for the sum of all there is.
ALL_OF_THEM = 4
#: How many times apart figures in different classifiers (5万户 and 70个) may be.
APART = 5
_ONE_SIZE = ({"家", "户"}, {"人", "名"}, {"名", "位"})
# Done in a period, and so new, whatever there was before.
_DEED = re.compile(r"建成|[新改扩]建|建设|完成|改造|开工|实施|筹[集建]|打造|创建|培育|打通|治理|引进|开通|整治|推进")
# What a change is reckoned from, where it is not the year before.
_BASE = re.compile(r"[比较](前[两三四五]年|\d{4}年|“?十[一二三四五]五”?)")


_SAID = re.compile(r"^其中|(?:预计)?(?:同比)?分别.*$|(?:增长|达到|达|完成|实现|为)$")
_OF_WHOLE = re.compile(r"占|比重|份额|率(?:为|达到?|是)?$|(?:任务|目标|计划)的$")
_RATES = frozenset({"%", "百分点", "倍", "位"})
_FIGURE_BEFORE = re.compile(r"\d[^、，\d]{0,6}、|[，。；]")


def same_family(unit: str, other: str) -> bool:
    """Whether two base units count the same kind of thing: 家 and 户 do, 人 and 家 do not."""
    if unit == other:
        return True
    return any(unit in group and other in group for group in _TOGETHER)


def sort_of(statement: Statement, measure: Measure) -> Sort:
    """Whether a figure is what came in its period (新增) or what there is in all (总数), by the words before it."""
    if measure.unit in _RATES:
        return "any"
    return _sort(statement.quote, statement.subject, measure.raw.text, measure.kind == "growth")


@lru_cache(maxsize=65536)
def _sort(quote: str, subject: str, figure: str, grows: bool) -> Sort:
    at = quote.find(figure) if figure else -1
    piece = _FIGURE_BEFORE.split(quote[:at] if at > 0 else "")[-1]
    for words in (piece, subject):
        flow = max((m.end() for m in _FLOW.finditer(words)), default=-1)
        stock = max((m.end() for m in _STOCK.finditer(words)), default=-1)
        if stock > flow and not (flow >= 0 and _NEW.search(words) and not _IN_ALL.search(words)):
            return "stock"
        if flow < 0 and _REACHES.search(words):
            return "stock"
        if flow >= 0:
            return "flow"
    return "flow" if grows else "any"


def is_stock(statement: Statement) -> bool:
    """Whether a target is of all there is, which does not start from nothing (总数, 余额, 里程, 稳定在)."""
    return _STOCK.search(statement.subject) is not None or _HELD.search(statement.quote) is not None


def _is_part(statement: Statement, measure: Measure) -> bool:
    """Whether a percentage is of a whole (占…比重达6.3%), whatever the indicator it stands beside."""
    return _OF_WHOLE.search(words_before(statement, measure)) is not None


def words_before(statement: Statement, measure: Measure) -> str:
    """The words before a figure in its quote, after the figure or comma before."""
    at = statement.quote.find(measure.raw.text) if measure.raw.text else -1
    return _FIGURE_BEFORE.split(statement.quote[: max(at, 0)])[-1]


def comparable(
    target: Statement, asked: Measure, answer: Statement, given: Measure, indicator: Indicator | None = None
) -> bool:
    """Whether a reported figure can be set against a promised one: same kind of thing, same way of putting it."""
    if not same_family(asked.unit, given.unit):
        return False
    one_size = asked.unit == given.unit or {asked.unit, given.unit} in _ONE_SIZE
    if not one_size and not 1 / APART <= given.value / (asked.value or 1.0) <= APART:
        return False
    if asked.kind == given.kind == "growth" and _base(target) != _base(answer):
        return False
    rates = asked.unit == given.unit == "%"
    if rates and asked.kind != given.kind and "growth" in (asked.kind, given.kind):
        part = (target, asked) if asked.kind == "share" else (answer, given)
        if _is_part(*part):
            return False
    if (
        asked.kind != given.kind
        and asked.unit in _RATES
        and not (rates and indicator is not None and indicator.kind != "share")
    ):
        share = (indicator is not None and indicator.kind == "share") or _SHARE_NAME.search(target.subject)
        if not (share and rates and "growth" not in (asked.kind, given.kind)):
            return False
    one, other = sort_of(target, asked), sort_of(answer, given)
    if one == "any" and indicator is not None and f"新增{indicator.name}" in indicators():
        one = "stock"
    if one == "flow" and other == "any" and given.value > ALL_OF_THEM * asked.value > 0:
        return False
    few = one == "any" and other == "flow" and asked.kind == "level" and 0 < given.value * ALL_OF_THEM < asked.value
    if few and (asked.comparator == "gt" or not _DEED.search(target.quote)):
        return False  # 上云企业超2万家, of which 229 are new
    return "any" in (one, other) or one == other


def _base(statement: Statement) -> str | None:
    """What a change is reckoned from, None for the year before."""
    found = _BASE.search(statement.quote)
    end = statement.deadline.end if statement.deadline else None
    return None if found is None or (end and found[1] == f"{end.year - 1}年") else found[1]


def better(statement: Statement, indicator: Indicator | None) -> Better:
    """Which direction is good for a target's subject."""
    if indicator is not None:
        return indicator.better
    return "lower" if _LOWER_NAME.search(statement.subject) else "higher"


def is_ceiling(statement: Statement, measure: Measure, indicator: Indicator | None) -> bool:
    """Whether a target's figure is not to be exceeded."""
    if measure.value < 0:
        return False
    if measure.comparator in ("le", "lt"):
        return True
    if measure.comparator in ("ge", "gt"):
        return False
    return better(statement, indicator) == "lower" or _CEILING.search(statement.quote) is not None


def satisfies(asked: Measure, given: Measure, *, ceiling: bool) -> bool:
    """Whether a reported figure satisfies a target by its comparator.

    A fall is negative, and reaches its target by going as low or lower, but for one that is to stay within a bound
    (降幅控制在2%以内). 突破 is reached by the figure itself, since reports round. 左右 is reached from 95 % of the way
    there; a ceiling at or below; a range from its good end.
    """
    want, got = asked.value, given.value
    slack = EPSILON * max(abs(want), abs(got))
    if want < 0:
        if asked.comparator in ("le", "lt"):
            return got >= want - slack
        need = want * APPROX_SHARE if asked.comparator == "approx" else want
        return got <= need + slack
    if ceiling:
        limit = asked.upper if asked.upper is not None else want
        if asked.comparator == "lt" or given.comparator in ("gt",):
            return got < limit - slack or (got <= limit + slack and given.comparator in ("lt", "le"))
        return got <= limit + slack
    if asked.comparator == "approx":
        return got >= want * APPROX_SHARE - slack
    if given.comparator in ("lt", "le"):
        return got > want + slack
    return got >= want - slack


@dataclass(frozen=True, slots=True)
class Pairing:
    """One promised figure with the reported one chosen for it, None where none is in the same terms."""

    asked: Measure
    given: Measure | None


def pair_measures(target: Statement, answer: Statement, indicator: Indicator | None = None) -> tuple[Pairing, ...]:
    """For each figure of the target the answer's best comparable one: by sameness of unit, then by the words before the
    figure (新增托位6870个，其中普惠托位5505个), then by nearness of size.
    """
    given = _respective(target, answer)
    about = _named(answer) if len(given) > 1 or len(target.measures) > 1 else {}
    asked_about = _named(target) if len(target.measures) > 1 else {}
    whole = _grams(target.subject)
    options = []
    for i, asked in enumerate(target.measures):
        for m in given:
            if comparable(target, asked, answer, m, indicator):
                own = asked_about.get(asked) or whole
                shared = round(len(own & about.get(m, own)) / max(len(own), 1), 1)
                options.append((m.unit != asked.unit, -shared, abs(m.value - asked.value), m.start, i, m))
    chosen: dict[int, Measure] = {}
    for *_, i, m in sorted(options, key=lambda option: option[:5]):
        if i not in chosen and m not in chosen.values():
            chosen[i] = m
    return tuple(Pairing(asked, chosen.get(i)) for i, asked in enumerate(target.measures))


def _named(statement: Statement) -> dict[Measure, frozenset[str]]:
    """The character pairs before each figure of a statement, after the figure before; none where one is not found."""
    about: dict[Measure, frozenset[str]] = {}
    at = 0
    for m in statement.measures:
        found = statement.quote.find(m.raw.text, at) if m.raw.text else -1
        if found < 0:
            return {}
        about[m] = _grams(statement.quote[at:found])
        at = found + len(m.raw.text)
    return about


def _grams(words: str) -> frozenset[str]:
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


def _respective(target: Statement, answer: Statement) -> tuple[Measure, ...]:
    """Of figures given 分别 for a list of subjects the one for the target's own subject; else all of them."""
    parts = tuple(_SAID.sub("", part) for part in coordinated(answer.subject))
    if "分别" not in answer.quote or len(parts) != len(answer.measures) or len(parts) < 2:
        return answer.measures
    shared = [len(set(part) & set(target.subject)) / len(set(part)) for part in parts]
    best = max(shared)
    if shared.count(best) > 1:
        return answer.measures
    return (answer.measures[shared.index(best)],)
