"""A higher office's plan against those below it: who carries which target, what is missing or raised (层层加码)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.comparison.figures import same_family
from pipeline.comparison.profiles import Profile, profile
from pipeline.revision_pairs import Pair, pairs
from pipeline.revision_turns import said, turns
from pipeline.wording import amount
from schemas.changes import Carriage, Carried, Part, Turn
from schemas.records import Statement, content_id
from schemas.values import Measure

#: Figures of these units hold for each place by itself and do not add up.
_RATES = frozenset({"%", "百分点", "倍", "位"})
_MORE: frozenset[Turn] = frozenset({"raised", "hardened", "advanced", "figure_added"})
_LESS: frozenset[Turn] = frozenset({"lowered", "softened", "postponed", "figure_dropped"})


def carry(higher: Sequence[Statement], lower: Mapping[str, Sequence[Statement]]) -> list[Carried]:
    """For each target of the higher plan, in its order, what the lower plans make of it.

    lower: the statements of each lower plan by the name of its document.  Rates and milestones are set against each
    plan's own; amounts of several plans are added up first, as each may take a part.
    """
    wanted = [profile(s) for s in higher if s.role == "target"]
    found: dict[int, dict[str, Pair]] = {id(one): {} for one in wanted}
    for name in lower:
        for pair in pairs(wanted, [profile(s) for s in lower[name] if s.role == "target"]):
            found[id(pair.old)][name] = pair
    return [_carried(one, found[id(one)], list(lower)) for one in wanted]


def _carried(target: Profile, carriers: Mapping[str, Pair], plans: Sequence[str]) -> Carried:
    parts = []
    for pair in carriers.values():
        turned, words = said([t for t in turns(pair.old, pair.new, years=0) if t[0] not in ("lead_changed", "renamed")])
        parts.append(Part(pair.new.original, turned, words, pair.score))
    absent = tuple(name for name in plans if name not in carriers)
    total = _total(target, [pair.new for pair in carriers.values()])
    status, words = _status(target, parts, total, shared=len(plans) > 1)
    key = content_id("carried", target.original.id, *(p.statement.id for p in parts))
    return Carried(target.original, status, tuple(parts), total, absent, words, key)


def _total(target: Profile, parts: Sequence[Profile]) -> float | None:
    """The sum of amounts, None where they are none or one part has none."""
    asked = _amount(target)
    if asked is None or not parts:
        return None
    values = []
    for part in parts:
        given = next((m for m in part.statement.measures if _adds(m) and same_family(m.unit, asked.unit)), None)
        if given is None:
            return None
        values.append(given.value)
    return round(sum(values), 6)


def _amount(target: Profile) -> Measure | None:
    first = target.statement.measures[0] if target.statement.measures else None
    return first if first is not None and _adds(first) else None


def _adds(measure: Measure) -> bool:
    return measure.unit not in _RATES and measure.kind != "share" and measure.value > 0


def _status(
    target: Profile, parts: Sequence[Part], total: float | None, *, shared: bool
) -> tuple[Carriage, tuple[str, ...]]:
    if not parts:
        return "missing", ("下级文件均未列此目标",)
    asked = _amount(target)
    # One plan of a lower office that promises less of an amount carries its part: it lowers nothing.
    if total is not None and asked is not None and (shared or total < asked.value * (1 - 1e-6)):
        words = (f"合计{amount(total, asked.unit)}，为上级目标的{total / asked.value:.0%}",)
        if total < asked.value * (1 - 1e-6):
            return "partly", words
        return ("raised" if total > asked.value * (1 + 1e-6) else "carried"), words
    turned = {turn for part in parts for turn in part.turns}
    if turned & _LESS:
        return "lowered", _named(parts, _LESS)
    if turned & _MORE:
        return "raised", _named(parts, _MORE)
    return "carried", ("与上级目标一致",)


def _named(parts: Sequence[Part], kinds: frozenset[Turn]) -> tuple[str, ...]:
    """What each plan that departs from the target says, with its name."""
    return tuple(f"{p.statement.doc}：{'；'.join(p.words)}" for p in parts if kinds & set(p.turns))
