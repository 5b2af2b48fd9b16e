"""The score of a match: a sum of named levels, so that a reader can dispute one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.comparison.figures import comparable, same_family, sort_of, words_before
from pipeline.comparison.likeness import Likeness
from pipeline.comparison.profiles import Profile
from pipeline.comparison.words import contradict, coordinated
from schemas.document import Meta
from schemas.values import Measure

#: What each level adds. `similar subject` is multiplied by the likeness of the subjects, 0 to 1.
LEVELS: dict[str, float] = {
    "same indicator": 0.62,
    "kindred indicator": 0.54,
    "neighbouring indicator": 0.46,
    "similar subject": 0.62,
    "same unit": 0.22,
    "same kind of unit": 0.18,
    "unit in other terms": 0.04,
    "no figure reported": 0.10,
    "state of the same thing": 0.22,
    "same year": 0.10,
    "within the period": 0.08,
    "year not said": 0.06,
    "several years against one": -0.20,
    "same place": 0.04,
    "another part of the place": -0.25,
    "figure of the same size": 0.04,
    "another size asked for": -0.10,
    "another stage of the work": -0.10,
}
#: Parts of a place whose figures are never those of the whole: named districts and zones, the level's own budget.
OTHER_HANDS = re.compile(
    r"高新区|经开区|开发区|新区|园区|自贸区|保税区|本级|[市省]属|全村|脱贫|(?<![市城山库])[县区旗镇乡]|市$"
)
#: Likeness from which two subjects are one, whatever the lexicon says.
SAME_NAME = 0.9
#: Likeness below which unit and year make no match.
LEAST_LIKENESS = 0.38
#: Likeness from which an answer in the same terms may be the asked thing under another name, for a reader to decide. Of
#: 150 targets called silent and read against their reports, 10 of the 24 that were answered lie above it, and 8 others.
NEAR_LIKENESS = 0.30
#: A match below this is none: silence is the commonest answer.
THRESHOLD = 0.60


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate answer with its score (0 to 1) and the levels behind it.

    likeness: of the subjects.  other_terms: the figures cannot be set against each other.  covered: share of the listed
    things that the answer names.  named: share of the target's name that stands in the answer.  kin: the indicators
    are the same or related.
    """

    answer: Profile
    score: float
    reasons: tuple[str, ...]
    likeness: float
    other_terms: bool
    covered: float = 1.0
    named: float = 0.0
    kin: bool = False

    @property
    def certain(self) -> bool:
        """Whether both are of indicators that the lexicon sets against each other."""
        return "same indicator" in self.reasons or "kindred indicator" in self.reasons


class _Sum:
    """A score as it adds up, with the names of its levels."""

    def __init__(self) -> None:
        self.score = 0.0
        self.reasons: list[str] = []

    def add(self, name: str, times: float = 1.0) -> None:
        self.score += LEVELS[name] * times
        self.reasons.append(name)


def level(
    target: Profile,
    answer: Profile,
    likeness: Likeness,
    documents: Mapping[str, Meta],
    least: float = LEAST_LIKENESS,
) -> Match | None:
    """Score an answer for a target; None where year or place rule it out, or where it is the plan's own words.

    least: the likeness of the subjects under which an answer is none.
    """
    if target.statement.doc == answer.statement.doc:
        return None
    if target.thresholds and answer.thresholds and target.thresholds != answer.thresholds:
        return None
    total = _Sum()
    kinship = _kinship(target, answer)
    asked, told = target.statement, answer.statement
    if kinship is None and (contradict(asked.subject, told.subject) or contradict(asked.subject, told.quote)):
        return None
    like = likeness(target, answer)
    subject = LEVELS["similar subject"] * like
    if kinship is not None and LEVELS[kinship] >= subject:
        total.add(kinship)
    elif like < least:
        return None
    elif target.indicator is not None and answer.indicator is not None and kinship is None and like < SAME_NAME:
        return None  # two known indicators that are not each other
    else:
        total.add("similar subject", like)
    if not _year(target, answer, total) or not _place(target, answer, documents, total):
        return None
    other_terms = kinship == "neighbouring indicator" or not _units(target, answer, total)
    if target.thresholds != answer.thresholds:
        total.add("another size asked for")
        other_terms = True
    if _another_stage(target, answer):
        total.add("another stage of the work")
        other_terms = True
    apart = _elsewhere(target.part ^ answer.part, target, answer, documents)
    if apart:
        if kinship is not None and OTHER_HANDS.search("".join(sorted(apart))):
            return None
        total.add("another part of the place")
    return Match(
        answer,
        round(min(total.score, 1.0), 4),
        tuple(total.reasons),
        like,
        other_terms,
        likeness.covered(target, answer),
        likeness.named(target, answer),
        kinship is not None,
    )


_BEGUN = re.compile(r"开工|动工|开建|启动")
_DONE = re.compile(r"完工|竣工|建成|投产|投用|交付|通车|完成(?!投资|固定资产|投入)")


def begun_or_done(profile: Profile) -> tuple[bool, bool]:
    """Whether a statement counts what is begun, and whether it counts what is done."""
    words = profile.statement.quote + profile.statement.subject
    return _BEGUN.search(words) is not None, _DONE.search(words) is not None


def _another_stage(target: Profile, answer: Profile) -> bool:
    """Whether a target counts what is done and its answer what is begun."""
    if not (target.statement.measures and answer.statement.measures):
        return False
    return begun_or_done(target) == (False, True) and begun_or_done(answer) == (True, False)


def _kinship(target: Profile, answer: Profile) -> str | None:
    one = target.indicator
    if one is None:
        return None
    names = {ind.name for ind in answer.indicators}
    if one.name in names:
        return "same indicator"
    if any(name in one.kin or name in one.parts for name in names) or any(one.name in i.kin for i in answer.indicators):
        return "kindred indicator"
    if any(name in one.near for name in names) or any(one.name in i.near for i in answer.indicators):
        return "neighbouring indicator"
    return None


def _units(target: Profile, answer: Profile, total: _Sum) -> bool:
    """Add the level of the units; whether the figures may be set against each other (or none is asked)."""
    asked, given = target.statement.measures, answer.statement.measures
    if not asked:
        total.add("state of the same thing")
        return True
    if not given:
        total.add("no figure reported")
        return True
    pairs = [
        (a, b) for a in asked for b in given if comparable(target.statement, a, answer.statement, b, target.indicator)
    ]
    if pairs:
        total.add("same unit" if any(a.unit == b.unit for a, b in pairs) else "same kind of unit")
        if any(a.value and b.value and 0.5 <= b.value / a.value <= 2 for a, b in pairs):
            total.add("figure of the same size")
        return True
    if any(same_family(a.unit, b.unit) for a in asked for b in given):
        total.add("unit in other terms")
    return False


def in_time(target: Profile, answer: Profile) -> bool:
    """Whether an answer speaks of the target's year or period, or one of them names no day."""
    if answer.end is None or target.end is None or answer.end.year == target.end.year:
        return True
    return target.start is not None and target.start <= answer.end <= target.end


def _year(target: Profile, answer: Profile, total: _Sum) -> bool:
    if answer.end is None or target.end is None:
        total.add("year not said")
    elif not in_time(target, answer):
        return False
    else:
        total.add("same year" if answer.end.year == target.end.year else "within the period")
    if not target.several_years and answer.statement.measures and (answer.long or answer.reviewed):
        if all(_passing(answer, m) for m in answer.statement.measures):
            return False
        total.add("several years against one")
    return True


_YEARLY = re.compile(r"年均|平均每年|年平均")
_LAST_YEAR = re.compile(r"同比|比上年|当年|[比较]去年")
_ADDED_UP = re.compile(r"累计|[两三四五]年|共")


def several_years_only(target: Profile, answer: Profile, measure: Measure) -> bool:
    """Whether a figure is of several years, and the target of one."""
    return not target.several_years and (answer.long or answer.reviewed) and _passing(answer, measure)


def _passing(answer: Profile, measure: Measure) -> bool:
    """Whether a figure of several years says nothing of one: a yearly average, a sum of what came in; not a stock. In a
    review of several years a rate is one year's unless it says otherwise.
    """
    if measure.kind == "growth":
        before = words_before(answer.statement, measure)
        if _YEARLY.search(before):
            return True
        return (answer.long and not _LAST_YEAR.search(before)) or measure.unit == "倍"
    if measure.unit == "元" and answer.indicator is not None and not _ADDED_UP.search(answer.statement.quote):
        return False  # a yearly aggregate in a review is the last year's
    return measure.kind == "level" and sort_of(answer.statement, measure) != "stock"


def _place(target: Profile, answer: Profile, documents: Mapping[str, Meta], total: _Sum) -> bool:
    one, other = documents.get(target.statement.doc), documents.get(answer.statement.doc)
    here, there = (one.place if one else None), (other.place if other else None)
    if not here or not there:
        return True
    if not (here.endswith(there) or there.endswith(here)):
        return False
    total.add("same place")
    return True


def _elsewhere(
    parts: frozenset[str], target: Profile, answer: Profile, documents: Mapping[str, Meta]
) -> frozenset[str]:
    """Those of the parts that are not the documents' own place."""
    metas = [documents.get(p.statement.doc) for p in (target, answer)]
    own = "".join(meta.place for meta in metas if meta and meta.place)
    return frozenset(part for part in parts if part not in own)


_EACH = re.compile(r"分别|均|各")


def wider(target: Profile, answer: Profile) -> bool:
    """Whether the answer's subject lists more than the target's: its figure takes in something else as well."""
    if _EACH.search(answer.statement.quote):
        return False
    parts = max(len(coordinated(words)) for words in (answer.statement.subject, _head(answer)))
    asked = max(len(coordinated(words)) for words in (target.statement.subject, _head(target)))
    return parts > asked and parts != len(answer.statement.measures)


def _head(profile: Profile) -> str:
    """The words of a quote before its first figure."""
    statement = profile.statement
    first = min(
        (at for m in statement.measures if m.raw.text and (at := statement.quote.find(m.raw.text)) > 0), default=0
    )
    return statement.quote[:first]
