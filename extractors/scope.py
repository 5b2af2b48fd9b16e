"""Which agencies a statement has: the actor in its sentence, or the bracket or line at the end of its item."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.agencies import Assignment, Named, split_names
from extractors.annotations import Annotations
from extractors.clauses import MARK, clauses, sentences
from extractors.dates import Anchor, DateMention, find_dates
from extractors.drafts import Draft
from extractors.milestone_titles import titled_deliverable
from extractors.subjects import tidy

_EVERYWHERE = re.compile(
    r"以(?:下|上|下各项|下各条|下任务|上各项)[^。；]{0,6}(?:均需|均涉及|均由|均为|都涉及|都需)(?P<who>(?:[^。；，（）〔〕]|（[^（）]{1,16}）|〔[^〔〕]{1,16}〕){2,30}?)(?:落实|负责|配合|参与)?，?(?:不再|下同|以下不再)"
)


# the part on how the plan is seen through, to which 以下均需…落实 does not reach
_SAFEGUARDS = re.compile(r"保障措施|组织保障|实施保障|保障机制|组织实施|政策保障|工作保障")
# another thing is spoken of from here on: …，智能装备产业园项目要加快
_OTHER_TOPIC = re.compile(r"[，；][^，；、]{2,30}(?:项目|工程|产业园|新城|片区|改造)要")


def act(ann: Annotations, start: int, actors: list[tuple[int, int, tuple[Named, ...]]], drafts: list[Draft]) -> None:
    """Give the drafts of one sentence the bodies that act in it, each up to the next actor.

    start: where the sentence begins.  actors: as `find_actors` gives them for it.
    """
    if not actors:
        return
    spans = [(start + a, start + b, names) for a, b, names in actors]
    for draft in drafts:
        acting = [
            names
            for a, b, names in spans
            if a < draft.end
            and (a <= draft.start or b <= draft.end)
            and not _OTHER_TOPIC.search(ann.text, b, draft.end)
        ]
        if acting:
            draft.agencies = list(acting[-1])
            draft.subject = tidy(_without_actor(draft.subject, draft.agencies))


def _without_actor(subject: str, agencies: list[Named]) -> str:
    for a in agencies:
        shorter = re.sub(rf"(?:^|(?<=[，由请、和与]))(?:由|请)?{re.escape(a.name)}", "", subject, count=1)
        if shorter != subject and len(shorter) >= 2:
            subject = re.sub(r"^(?:由|要|应当|应|须|需|必须|负责|牵头|、|，|和|与|将|在|对)+", "", shorter)
    return subject


def assign(ann: Annotations) -> None:
    """Give drafts the agencies of the item they stand in, and add a `task` for each assigned item that has no target.

    An assignment reaches back to the assignment before it or to the mark that opens its item, whichever is nearer.
    """
    text = ann.text
    begin: int | None = None
    title: tuple[int, int] | None = None
    everywhere: list[Named] = []
    added: list[Draft] = []
    line: list[Draft] | None = None
    for p, found in zip(ann.paragraphs(), ann.assignments, strict=True):
        body = text[p.start : p.end]
        if p.level is not None or p.heading_end is not None or MARK.match(body):
            begin, title = (
                p.start,
                _title(ann, p.start, p.heading_end or p.end, p.level is not None or p.heading_end is not None),
            )
        elif not found or found[0].start > p.start:
            own = _own_title(ann, p.start, p.end)
            if own is not None or begin is None:
                begin, title = p.start, own
        if m := _EVERYWHERE.search(body):
            here = [a.name for x in found for a in x.agencies]
            everywhere = [Named(_as_named(n, here), "lead") for n in split_names(m["who"])]
        for x in found:
            if not x.agencies and line is not None:  # 完成时限 on a line of its own, after the line of 责任单位
                due = _due(ann, x)
                for d in line:
                    if due is not None and d.date is None:
                        d.date, d.inherited = due, True
                continue
            whole_line = (x.start, x.end) == (p.start, p.end)
            if whole_line and line is not None:  # 配合单位 on a line of its own, after the line of 牵头单位
                for d in line:
                    d.agencies = d.agencies + [n for n in x.agencies if n.name not in {y.name for y in d.agencies}]
                begin, title = x.end, None
                continue
            own = title
            if title is not None and len(found) > 1 and title[1] + 6 < x.start:
                own = _first_clause(ann, title[1], x.start)  # the title is of all the bodies' work, not of the first's
            for_all = [] if any(_SAFEGUARDS.search(h) for h in (*p.section[:1], body[:24])) else everywhere
            new, covered = _apply(ann, x, begin if begin is not None else p.start, own, for_all)
            added += new
            line = covered + new if whole_line else None
            begin, title = x.end, None
        if not found:
            line = None
    ann.drafts.extend(added)
    ann.drafts.sort(key=lambda d: (d.start, d.end))


def _bare(name: str) -> str:
    """A name without what is often left out of it: 各县（市、区）人民政府 and 各县（市区）政府 are one."""
    return re.sub(r"人民(?=政府)|[（）〔〕、]", "", name)


def _as_named(name: str, others: list[str]) -> str:
    """The fuller form of a name that stands beside it."""
    return max((n for n in others if _bare(n) == _bare(name)), key=len, default=name)


def _apply(
    ann: Annotations, x: Assignment, begin: int, title: tuple[int, int] | None, everywhere: list[Named]
) -> tuple[list[Draft], list[Draft]]:
    covered = [d for d in ann.drafts if begin <= d.start < x.start and d.role == "target"]
    given = {_bare(a.name) for a in x.agencies}
    names = list(x.agencies) + [n for n in everywhere if _bare(n.name) not in given]
    due = _due(ann, x)
    for d in covered:
        d.agencies = _merged(names, d.agencies)
        d.inherited_agencies = True
        if due is not None and d.date is None:
            d.date, d.inherited = due, True
    if (covered and not all(_weak(ann, d) for d in covered)) or x.start - begin < 4:
        return [], covered
    span = title or _first_clause(ann, begin, x.start)
    if span is None:
        return [], covered
    words = re.sub(rf"^{MARK.pattern}", "", ann.text[slice(*span)]).strip("。； ")
    if len(words) < 3 or words.startswith("（"):
        return [], covered
    start = span[0] + ann.text[slice(*span)].find(words)
    if any(d.start < start + len(words) and start < d.end for d in covered):
        return [], covered  # its first words are the target itself
    if title is not None and (made := titled_deliverable(words)) and not covered:
        return [
            Draft(
                "target", start, start + len(words), made, "milestone.paper", agencies=names, date=due, inherited=True
            )
        ], covered
    return [
        Draft(
            "task",
            start,
            start + len(words),
            tidy(words.rpartition("，")[2] if title is None else words),
            "task.assigned",
            agencies=names,
            date=due,
            inherited=True,
        )
    ], covered


_WEAK = frozenset(("milestone.soft", "milestone.work", "milestone.paper", "milestone.activity"))


_GENERIC_PAPER = re.compile(r"(?:政策|制度|机制|措施|建议|体系)(?:制定|提出|建立|创建|制订|出台|形成|完善|研究)?$")


def _weak(ann: Annotations, d: Draft) -> bool:
    """Whether a target promises only a mechanism or a paper without a name or day: the item it stands in is followed up besides."""
    named = "《" in ann.text[d.start : d.end]
    return (
        d.rule in _WEAK
        and not d.measures
        and not named
        and (d.date is None or d.date.last is None)
        and _GENERIC_PAPER.search(d.subject) is not None
    )


def _merged(assigned: list[Named], own: list[Named]) -> list[Named]:
    return assigned + [
        n
        for n in own
        if not any(n.name in a.name or a.name in n.name for a in assigned) and n.role == "lead" and len(assigned) < 2
    ]


def _due(ann: Annotations, x: Assignment) -> DateMention | None:
    if not x.due:
        return None
    at = ann.text.find(x.due, x.start if x.start >= 0 else 0)
    year = next(
        (c.anchor for p, c in zip(ann.paragraphs(), ann.contexts, strict=True) if p.start <= x.start < p.end), Anchor()
    )
    dated = [d for d in find_dates(x.due, year) if d.kind != "vague"]
    if dated:
        return replace_span(dated[-1], max(at, 0))
    return DateMention(max(at, 0), max(at, 0) + len(x.due), None, None, "vague", "deadline.words")


def replace_span(d: DateMention, by: int) -> DateMention:
    """The same date, its offsets moved."""
    return replace(d, start=d.start + by, end=d.end + by)


def _title(ann: Annotations, start: int, end: int, heading: bool) -> tuple[int, int] | None:
    if heading:
        return start, end
    first = next(iter(sentences(ann.mask, start, end)), None)
    if first is None or ann.mask.startswith("；", first[0]):
        return None
    return first if first[1] - first[0] <= 45 else _first_clause(ann, *first)


def _own_title(ann: Annotations, start: int, end: int) -> tuple[int, int] | None:
    """A paragraph's own title sentence: 强化规划衔接机制。将……"""
    first = next(iter(sentences(ann.mask, start, end)), None)
    if first is None or first[1] - first[0] > 30 or first[1] >= end - 4 or "，" in ann.mask[slice(*first)]:
        return None
    if len(ann.mask[first[1] : end].strip("；□。 ")) < 4:  # the last line of what stands before, and its bracket
        return None
    return first


# how or on what ground a work is done; the work is what follows
_BY_WAY_OF = re.compile(
    r"(?:以|聚焦|围绕|结合|依托|按照|通过|为|根据|针对|发挥|充分发挥|坚持|在[^，]{2,24}(?:基础上|条件下|前提下|同时)$|落实《|统筹|立足|对标|借助|利用)"
)


def _first_clause(ann: Annotations, start: int, end: int) -> tuple[int, int] | None:
    """The first clause that says a work, with the words before it on its ground or means."""
    opening: int | None = None
    for s in sentences(ann.mask, start, end):
        for c in clauses(ann.mask, *s):
            words = ann.text[slice(*c)].strip("；。， \n")
            if len(words) < 4:
                continue
            a = c[0] + ann.text[slice(*c)].find(words)
            stop = words.find("；")
            b = a + (stop if stop > 3 else len(words))
            if opening is None and b < s[1] - 6 and stop < 0 and len(words) <= 40 and _BY_WAY_OF.match(words):
                opening = a
                continue
            return (a if opening is None else opening), b
        if opening is not None:
            break
    return None
