"""Statements with figures: which figures belong together, what they measure, and where a list hands its verb on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.clauses import clauses, parts
from extractors.drafts import Draft
from extractors.figure_subjects import drafts_of_item, noun_after
from extractors.list_items import Item, after_scope, list_items, without_origins, without_scopes
from extractors.measures import is_figure, to_measure
from extractors.quantity import Quantity
from extractors.subjects import (
    before_figure,
    split_action,
    strip_lead,
    tidy,
)
from schemas.records import Role

_ASIDE = re.compile(
    r"高于|低于|快于|占|超|位居|居全|列全|排名|按|同比|环比|其中|剔除|扣除|不含|同口径|预计|比|较|创|为"
)
_ONLY_WHEN = re.compile(
    r"(?:截至|截止到?|到|至|目前|今年|去年|今年以来|其中|同时)?[\d年月日底末初上中下旬前份季度半以来]*"
)
_BRACKETED = re.compile(r"（[^（）\n]{6,80}）")
_WE_SHALL = re.compile(
    r"^(?:我们)?(?:要|将)?(?:力争)?用(?:好)?[\d一二两三四五](?:[-—～至到][\d一二两三四五])?年(?:左右)?(?:的)?时间，?|^我们(?:要|将)?"
)
# what something is good for later promises nothing: 为2035年…达到50%打下坚实基础
_PURPOSE = re.compile(
    r"^为[^，]{4,80}(?:打下|奠定|打好|夯实|提供|创造|积蓄|作出|做出)[^，]{0,10}(?:基础|支撑|保障|条件|动力|力量|贡献)$"
)
_SECOND_AIM = re.compile(r"力争|争取|努力")


def measured(
    text: str, mask: str, start: int, end: int, quantities: Sequence[Quantity], role: Role, subject: str = ""
) -> list[Draft]:
    """The statements with figures of one sentence text[start:end].

    quantities: those of the sentence, in order.  subject: what the paragraph spoke of last, for a figure that names
    nothing itself.  The drafts come in order, deadlines and agencies not yet set.
    """
    out: list[Draft] = []
    head = subject
    verb = ""
    for part in parts(mask, start, end):
        previous: Draft | None = None
        for a, b in _with_asides(text, mask, part, quantities):
            if _PURPOSE.match(text[a:b].strip("，。；")):
                continue
            inside = [q for q in quantities if a <= q.start and q.end <= b]
            good = [q for q in inside if is_figure(q, text, a, b, len(inside) - 1)]
            good = without_scopes(text, a, without_origins(text, a, good))
            opens = a
            if (acts := after_scope(text, good)) is not None:
                opens, good = acts, [q for q in good if q.start >= acts]
            if not good:
                head, verb = _lead_in(text, a, b, head, verb)
                if head and not _ASIDE.match(text[a:b]) and len(head) > 3:
                    previous = None
                continue
            items = list(list_items(text, mask, opens, b, good))
            for item in items:
                if previous is not None and _SECOND_AIM.search(text[item.start : item.quantities[0].start]):
                    second = _second_aim(text, item, previous, role)
                    if second is not None:
                        out.append(second)
                        continue
                drafts, goes_on = drafts_of_item(text, item, previous, head, verb if not item.first else "", role, out)
                if not drafts and not goes_on and previous is None and out:  # …达到4亿元；到2035年，达到7亿元
                    drafts, goes_on = drafts_of_item(text, item, None, out[-1].subject, "", role, out)
                if goes_on:
                    continue
                for draft in drafts:
                    draft.clause = a
                    if opens > a and draft.start == opens:
                        draft.start = a
                out.extend(drafts)
                if drafts:
                    previous = drafts[-1]
                    verb = previous.verb or (verb if not item.first else "")
            head = ""
    return out


_ASIDE_SUBJECT = re.compile(r"[一-鿿]{3,}(?:不低于|不少于|不高于|达到?|增长|为|突破|超过|下降|[一-鿿]率)")


def _with_asides(
    text: str, mask: str, part: tuple[int, int], quantities: Sequence[Quantity]
) -> Iterator[tuple[int, int]]:
    """The clauses of a part; a bracket with a subject and a figure of its own (全社会投资达到8500亿元) follows as one more."""
    for a, b in clauses(mask, *part):
        asides = [
            (m.start(), m.end())
            for m in _BRACKETED.finditer(text, a, b)
            if any(m.start() < q.start < m.end() for q in quantities)
            and (m.group().startswith("（其中") or _ASIDE_SUBJECT.search(m.group()))
        ]
        if not asides:
            yield a, b
            continue
        start, end = asides[0]
        yield a, start
        yield start + 1, end - 1
        if b > end:
            yield end, b


def _second_aim(text: str, item: Item, previous: Draft, role: Role) -> Draft | None:
    """下降14%，力争下降14.5%: a second, higher aim for the same subject is a statement of its own."""
    noun = tidy(before_figure(strip_lead(text[item.start : item.quantities[0].outer_start]))[0])
    if noun or noun_after(text, item.quantities[-1].outer_end, item.end):
        return None
    measures = [to_measure(q, text, item.start) for q in item.quantities]
    return Draft(
        role,
        previous.start,
        item.end,
        previous.subject,
        "measured.second_aim",
        measures,
        noun=previous.noun,
        verb=previous.verb,
    )


def _lead_in(text: str, a: int, b: int, head: str, verb: str) -> tuple[str, str]:
    """A clause without a figure may hold the subject of the next: 推进老旧小区改造，…完成29个."""
    if _ONLY_WHEN.fullmatch(text, a, b):
        return head, verb
    words = strip_lead(_WE_SHALL.sub("", strip_lead(text[a:b])))
    action, object_ = split_action(words)
    return (tidy(object_) if action else tidy(words)), action
