"""The steps from a document's paragraphs to its drafts; each is one component of the pipeline."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.agencies import find_actors, find_assignments, first_leads
from extractors.annotations import Annotations
from extractors.clauses import MARK, parts, sentences
from extractors.context import Context, contexts
from extractors.dates import DateMention, find_dates
from extractors.deadlines import set_deadlines
from extractors.drafts import Draft
from extractors.measured import measured
from extractors.milestone_topics import goal_item
from extractors.milestones import milestones
from extractors.quantities import find_quantities
from extractors.roles import looks_back_or_ahead, sentence_role
from extractors.scope import act, assign
from extractors.strength import strengths
from extractors.subjects import finished, strip_lead, tidy
from extractors.topics import merge_counts, restore_topics
from schemas.records import Role

_BASE_OF_COMPARISON = re.compile(r"(?:比|较|与|从|由|同|是|对)(?:上)?$")
_NOT_WHEN_AFTER = re.compile(r"^(?:以来|不变价|可?比?价格|的?(?:基础上|水平)|相比|同期|印发|出台的|颁布|发布的|版)")


def mark_context(ann: Annotations) -> None:
    """The reading of each paragraph."""
    ann.contexts = contexts(ann.document)


def mark_quantities(ann: Annotations) -> None:
    """Quantities, without those in titles and short quoted names."""
    named = ann.named_spans()
    found = find_quantities(ann.text)
    out, i = [], 0
    for q in found:
        while i < len(named) and named[i][1] <= q.start:
            i += 1
        if i < len(named) and named[i][0] <= q.start and q.end <= named[i][1]:
            continue
        out.append(q)
    ann.quantities = out


def mark_dates(ann: Annotations) -> None:
    """Dates that say when, resolved against each paragraph's year; figures that are part of one are no quantities."""
    named = ann.named_spans()
    for p, context in zip(ann.paragraphs(), ann.contexts, strict=True):
        for d in find_dates(ann.text[p.start : p.end], context.anchor):
            d.start, d.end = d.start + p.start, d.end + p.start
            if d.kind == "recurring" or (
                _says_when(ann.text, d)
                and not any(
                    a < d.start and d.end < b
                    for a, b in named
                    if not (d.kind == "plan_period" and b - a == d.end - d.start + 2)
                )
            ):
                ann.dates.append(d)
    spans = [(d.start, d.end) for d in ann.dates if d.kind != "vague"]
    kept, i = [], 0
    for q in ann.quantities:
        while i < len(spans) and spans[i][1] <= q.start:
            i += 1
        if i < len(spans) and spans[i][0] <= q.start < spans[i][1]:
            continue
        kept.append(q)
    ann.quantities = kept


def _says_when(text: str, d: DateMention) -> bool:
    """Whether a date says when, rather than being a base of comparison (比2020年) or part of a paper's description."""
    based = _BASE_OF_COMPARISON.search(text[max(0, d.start - 2) : d.start]) and d.kind != "span"
    return not based and not _NOT_WHEN_AFTER.match(text[d.end : d.end + 5])


def mark_assignments(ann: Annotations) -> None:
    """Assignment brackets and lines of each paragraph; they are taken out of the mask."""
    lead = first_leads(ann.text)
    for p in ann.paragraphs():
        found = [
            replace(x, start=x.start + p.start, end=x.end + p.start)
            for x in find_assignments(ann.text[p.start : p.end], first_leads=lead)
        ]
        ann.assignments.append(found)
        for x in found:
            ann.blank(x.start, x.end)


def _assigned(ann: Annotations) -> set[int]:
    """Paragraphs whose item names agencies: those that hold an assignment, or stand before an assignment line."""
    out: set[int] = set()
    for i, (p, found) in enumerate(zip(ann.paragraphs(), ann.assignments, strict=True)):
        if not found:
            continue
        out.add(i)
        k = i - 1
        while found[0].start == p.start and k >= 0 and not ann.assignments[k]:
            out.add(k)
            if ann.paragraphs()[k].level is not None:
                break
            k -= 1
    return out


def mark_statements(ann: Annotations) -> None:
    """Drafts of every paragraph: with figures, without, recurring; each with role, strength, date and actor."""
    assigned = _assigned(ann)
    yearly = _work_of_a_year(ann)
    for i in range(len(ann.paragraphs())):
        _paragraph(ann, i, assigned=yearly or i in assigned)
    ann.drafts.sort(key=lambda d: (d.start, d.end))


_YEARS_WORK = re.compile(r"工作(?:计划|要点|安排)|重点工作|重点任务|任务(?:清单|分解)|责任清单|实事")


def _work_of_a_year(ann: Annotations) -> bool:
    """Whether a plan lists the work of one year, so that each item of it is there to be done by then."""
    meta = ann.document.meta
    period = meta.period
    one_year = period is not None and period.start and period.end and period.start.year == period.end.year
    return bool(one_year and meta.kind in ("plan", "notice") and _YEARS_WORK.search(meta.title or ""))


def _paragraph(ann: Annotations, i: int, *, assigned: bool) -> None:
    p, context, assignments = ann.paragraphs()[i], ann.contexts[i], ann.assignments[i]
    if context.mode == "none" or (assignments and (assignments[0].start, assignments[0].end) == (p.start, p.end)):
        return
    text = ann.text
    is_report = ann.document.meta.kind in ("report", "bulletin", "sheet")
    standing = _carried_over(ann, i)
    crossed = 0
    spoken_of = ""
    topic = _heading_topic(ann, i)
    item = MARK.match(text, p.start, p.end)
    for a, b in sentences(ann.mask, item.end() if item else p.start, p.end):
        if p.heading_end is not None and a < p.heading_end < b:
            a = p.heading_end
        begins = b - len(ann.mask[a:b].lstrip("；□"))
        passed = sum(x.end <= begins for x in assignments)
        if passed > crossed:
            standing, crossed = None, passed  # another body's work begins
        dates = ann.dates_in(a, b)
        quantities = ann.quantities_in(a, b)
        titled = p.heading_end is not None and b <= p.heading_end
        if titled:
            quantities = [q for q in quantities if not _ROUND_NAME.match(text, q.start)]
        if (titled or p.level is not None) and not quantities and not any(d.before for d in dates):
            continue
        acting = [] if is_report else find_actors(text[a:b])
        found: list[Draft] = []
        for x, y, role in _stretches(ann, a, b, context):
            inside = [q for q in quantities if x <= q.start < y]
            figures = measured(text, ann.mask, x, y, inside, role, spoken_of) if inside else []
            if figures:
                spoken_of = figures[-1].subject
            found += figures
            found += milestones(
                text,
                ann.mask,
                x,
                y,
                [d for d in dates if x <= d.start < y],
                figures,
                goals=context.goals,
                assigned=assigned,
                reviewing=role == "progress",
                reports=is_report,
                actors=[(a + c, a + d) for c, d, _ in acting],
                spoken=ann.document.meta.kind == "speech",
                due=standing is not None and not is_report,
            )
        if not found and context.goals and role == "target" and item and a <= item.end() and b >= p.end - 1:
            found = [d for d in [goal_item(text, max(a, item.end()), b)] if d]
        found = [d for d in found if not _only_named(text, d)]
        for d in found:
            if not d.recurring:  # 每年4月底前完成上年度资金清算 is of every year
                d.role = _local_role(text[d.clause or d.start : d.end], d.role, context.report)
            d.subject = finished(d.subject, topic)
        if found:
            topic = found[-1].noun or topic
        found.sort(key=lambda d: (d.start, d.end))
        found = merge_counts(text, found)
        restore_topics(text, ann.mask, a, b, found)
        strengths(text, a, b, found)
        act(ann, a, acting, found)
        standing = set_deadlines(text, a, found, dates, context, standing)
        ann.standing[i] = standing
        ann.drafts.extend(found)


def _carried_over(ann: Annotations, i: int) -> DateMention | None:
    """The date that a paragraph broken off at ； leaves to the next: 2032年，…；｜建设…；"""
    before, p = ann.paragraphs()[i - 1] if i else None, ann.paragraphs()[i]
    if before is None or p.level is not None or MARK.match(ann.text, p.start, p.end):
        return None
    return ann.standing.get(i - 1) if ann.text[before.start : before.end].rstrip().endswith("；") else None


def _stretches(ann: Annotations, a: int, b: int, context: Context) -> list[tuple[int, int, Role]]:
    """A sentence with its role; in parts where one part tells and another demands: 计划实施86个；目前已开工61个."""
    whole = sentence_role(ann.text[a:b], context, ann.dates_in(a, b))
    if context.report or "；" not in ann.mask[a:b]:
        return [(a, b, whole)]
    out: list[tuple[int, int, Role]] = []
    for x, y in parts(ann.mask, a, b):
        dates = ann.dates_in(x, y)
        said = sentence_role(ann.text[x:y], context, dates) if dates or looks_back_or_ahead(ann.text[x:y]) else None
        out.append((x, y, said or (out[-1][2] if out else whole)))
    return out if len({role for _, _, role in out}) > 1 else [(a, b, whole)]


# 实施“千项”改造, 打造百个工厂: a title's round number is a way of naming it
_ROUND_NAME = re.compile(r"[百千万](?![一二三四五六七八九十百千万亿\d])")


def _only_named(text: str, d: Draft) -> bool:
    """对滞后的6个项目，…; 15个项目，有8个…: a count that only says of what the sentence speaks."""
    if d.rule != "measured.object" or "，" in text[d.start : d.end]:
        return False
    return text.startswith(("对", "针对"), d.clause) or text.startswith(("，有", "，其中有"), d.end)


_LOCAL_PAST = re.compile(r"(?<![比较与同于对其按占])(?:去年|上年)(?!度?计划|同期|水平)")
_LOCAL_FUTURE = re.compile(r"(?:全年|年度)(?:目标)?任务(?:是|为)?\d|(?:今年|明年)(?:要|将|再|计划|力争|确保)")


def _local_role(words: str, role: Role, report: bool) -> Role:
    """去年完成24个，今年要完成36个: a clause that names its year decides for itself."""
    if _LOCAL_FUTURE.search(words):
        return "target"
    if role == "target" and _LOCAL_PAST.search(words):
        return "progress"
    return role


def _heading_topic(ann: Annotations, i: int) -> str:
    """What the nearest heading names, without its number and its verb: （三）推进老旧小区改造 gives 老旧小区改造."""
    section = ann.paragraphs()[i].section
    if not section:
        return ""
    words = MARK.sub("", section[-1], count=1)
    words = tidy(strip_lead(_PUSHING.sub("", words)))
    return words if 3 <= len(words) <= 16 and "，" not in words else ""


_PUSHING = re.compile(r"^(?:加快|推进|推动|抓好|做好|实施|开展|强化|加强|全力|扎实|深入|着力|持续|继续)+")


def mark_tasks(ann: Annotations) -> None:
    """Agencies from brackets and lines; assigned items without a target become tasks."""
    assign(ann)
