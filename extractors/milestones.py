"""Statements without a figure: end states of named things, dated promises, recurring duties, items of a goals list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.clauses import clauses, parts
from extractors.dates import DateMention
from extractors.drafts import Draft
from extractors.duties import duties
from extractors.finishing import finishes, without_dates
from extractors.led_clauses import holds, leads, rhythm_only
from extractors.milestone_topics import opening_topic
from extractors.milestone_words import (
    ACTIVITY,
    AFTER_THAT,
    ALL_DONE,
    BUILDING,
    BUILT,
    BY_RULE,
    CUE,
    DANGLING,
    ENDS,
    EVERYBODY,
    EXHORT,
    FORBIDS,
    GENERIC_THING,
    HANDS_IN,
    LIST_OF_STATES,
    MODAL,
    MUST_END,
    NOUNS_JOINED,
    ON_GROUNDS,
    PAPER,
    PROCESS,
    PROMISE,
    PUSHED,
    SET_TASK,
    SHORT,
    SIGNED,
    SOFT_OBJECT,
    STARTS,
    TAKEN_IN,
    UNDER,
    VAGUE_OBJECT,
    WEIGHT,
)
from extractors.promises import is_background, is_name, promises
from extractors.shared_states import each_of
from extractors.subjects import strip_lead, tidy
from extractors.topics import only_names


def milestones(
    text: str,
    mask: str,
    start: int,
    end: int,
    dates: Sequence[DateMention],
    taken: Sequence[Draft],
    *,
    goals: bool,
    assigned: bool,
    reviewing: bool,
    reports: bool,
    actors: Sequence[tuple[int, int]] = (),
    spoken: bool = False,
    due: bool = False,
) -> list[Draft]:
    """The statements without figures of one sentence text[start:end].

    taken: the drafts with figures of the sentence; a clause that overlaps one holds no milestone of its own.
    goals: under a heading that declares targets.  assigned: in an item that names agencies.
    actors: where bodies that act are named; a clause is read from behind its actor.
    due: an earlier sentence of the paragraph says by when (到2030年，…).
    spoken: in a speech, where naming who acts assigns the work.
    reviewing: the sentence reports what was done; only firm end states of named things count then.
    """
    out: list[Draft] = []
    led = due
    for part in parts(mask, start, end):
        previous: tuple[int, int] | None = None
        opened: int | None = None
        for a, b in clauses(mask, *part):
            if opened is not None:
                a, opened = opened, None
            if any(d.start < b and a < d.end for d in taken):
                previous = (a, b)
                continue
            if not mask[a:b].strip("□") and text[a - 1 : a] in ("（", "〔"):
                continue  # an assignment, read apart
            if b < part[1] and only_names(text[a:b]):
                previous = (a, b)
                continue
            here = [d for d in dates if a <= d.start and d.end <= b]
            if leads(text, a, b, here):
                led, previous = True, (a, b)
                continue
            if b < part[1] and rhythm_only(text, a, b, here):
                opened = a
                continue
            whole = a
            a = _behind_actor(text, a, b, actors)
            rhythms = duties(text, mask, a, b, here, previous) if not reviewing else []
            before = _before((*out, *taken), part[0], a, previous)
            if not rhythms and before is not None and finishes(text, a, b, here, before):
                previous = (whole, b)
                continue
            for draft in rhythms:
                draft.start = min(draft.start, whole) if draft.start == a else draft.start
            if rhythms:
                out.extend(rhythms)
            else:
                for x, y in _predicates(text, mask, a, b, here):
                    inner = [d for d in here if x <= d.start and d.end <= y]
                    found = _milestone(
                        text,
                        x,
                        y,
                        inner,
                        previous,
                        part[0],
                        goals=goals,
                        assigned=assigned,
                        acted=spoken and any(y <= x for _, y in actors),
                        reviewing=reviewing,
                        reports=reports,
                        led=led and not inner,
                        period=any(
                            d.end <= x and d.kind in ("relative", "years", "plan_period", "span") for d in dates
                        ),
                    )
                    if found:
                        found.start = whole if found.start == a else found.start
                        out.extend(each_of(found))
            previous = (whole, b)
    return out


def _behind_actor(text: str, a: int, b: int, actors: Sequence[tuple[int, int]]) -> int:
    """Where the words behind a clause's acting body begin: 市财政局要在4月底前｜出台….

    A rhythm or date that follows the body directly stays in reach.
    """
    for start, end in actors:
        if a <= start <= a + 2 and end < b - 3:
            m = CUE.match(text, end, b)
            return m.end() if m else end
    m = EVERYBODY.match(text, a, b)
    return m.end() if m else a


def _before(drafts: Sequence[Draft], opening: int, at: int, previous: tuple[int, int] | None) -> Draft | None:
    """The statement that a clause may finish: the one that ends right before it, or one that still waits for its predicate."""
    near = next((d for d in drafts if previous is not None and d.end == previous[1]), None)
    return near or next((d for d in drafts if d.rule == "measured.object" and opening <= d.start < at), None)


def _predicates(text: str, mask: str, a: int, b: int, dates: Sequence[DateMention]) -> list[tuple[int, int]]:
    """A项目上半年开工、B项目9月底前完工: a clause whose listed members each end in a state of their own is several."""
    out, at = [], a
    for m in re.finditer("、", mask[a:b]):
        stop = a + m.start()
        if (
            stop > at
            and ENDS.search(text[at:stop])
            and b - stop > 5
            and (
                ENDS.search(text[stop + 1 : b])
                or STARTS.search(strip_lead(text[stop + 1 : b]))
                or re.search(r"设立|具备", text[stop + 1 : b])
            )
            and not LIST_OF_STATES.search(text[at:stop])
        ):
            out.append((at, stop))
            at = stop + 1
    out.append((at, b))
    return out


# so many days from a day that the text does not give
_SOON = re.compile(r"(?:\d|[一二两三四五六七八九十半])个?(?:工作日|天|日|周|月)(?:之?内|以内)")


def _milestone(
    text: str,
    a: int,
    b: int,
    dates: Sequence[DateMention],
    previous: tuple[int, int] | None,
    opening: int,
    *,
    goals: bool,
    assigned: bool,
    reviewing: bool,
    reports: bool,
    period: bool,
    acted: bool,
    led: bool,
) -> Draft | None:
    words = text[a:b].strip("，、。； ")
    bare = without_dates(text, a, b, dates)
    core = strip_lead(UNDER.sub("", strip_lead(UNDER.sub("", bare))))
    dated = any(
        d.last is not None
        and (d.before or d.kind in ("point", "relative", "plan_period", "span"))
        and d.kind != "years"
        for d in dates
    )
    dated = dated or _SOON.search(words) is not None or any(d.rule == "date.since" for d in dates)
    insists = bool(MUST_END.search(words))
    if len(core) < 2 or ON_GROUNDS.match(words) or is_name(words) or FORBIDS.match(core) or AFTER_THAT.match(core):
        return None
    rule, subject, start = "", "", a
    if m := ENDS.search(core):
        weight = WEIGHT[m["t"]]
        object_ = tidy(DANGLING.sub("", PUSHED.sub("", core[: m.start()])))
        if reviewing and weight != "firm":
            return None
        if NOUNS_JOINED.search(core[: m.start()]):
            return None  # 加快管网建设和互联互通
        if SHORT.match(object_) or len(object_) < 3:
            if previous is None:
                return None
            start, head = opening_topic(text, opening, previous)
            object_ = head + object_
        if (weight == "soft" and not (dated or goals or insists)) or (weight == "dated" and not dated):
            return None
        if m["t"].startswith("签约") and not SIGNED.search(object_):
            return None
        generic = GENERIC_THING.match(object_) and not (dated and insists)
        if (
            len(object_) < (3 if BUILDING.search(object_) else 4)
            or generic
            or re.search(r"抓(?:开工|落地|投产|签约)", core)
            or (PROCESS.match(words) and not dated)
            or (EXHORT.match(core) and not dated and not insists and not re.match(r"推动|促成|支持|加快|推进", core))
        ):
            return None
        rule, subject = "milestone.end_state", object_ + m["v"] + ("条件" if core.endswith("条件") else "")
    elif not reviewing and (dated or goals or assigned or acted) and HANDS_IN.search(core):
        rule, subject = "milestone.activity", core
    elif (
        (m := STARTS.match(core))
        and not reviewing
        and not (WEIGHT[m["t"]] == "work" and ALL_DONE.search(core))
        and core[m.end() : m.end() + 1] != "了"
    ):
        object_ = tidy(core[m.end() :])
        weight = WEIGHT[m["t"]]
        if len(object_) < 2 or VAGUE_OBJECT.search(object_) or re.search(r"抓(?:开工|落地|投产|签约)", core):
            return None
        if weight != "firm" and object_.startswith("一批"):
            return None
        if weight == "paper" and not PAPER.search(object_):
            return None
        if weight == "work" and not (dated or goals or insists or period):
            return None
        if weight == "named" and not SOFT_OBJECT.search(object_):
            return None
        built = period and weight == "work" and BUILT.search(object_)
        if weight in ("soft", "work") and not (
            built or ((dated or goals or assigned or insists or led) and SOFT_OBJECT.search(object_))
        ):
            return None
        rule, subject = "milestone." + weight, object_ + m["t"]
    elif reviewing:
        return None
    elif (dated or goals or assigned) and (
        (ACTIVITY.search(core) and not re.match("鼓励|支持|引导|探索", bare)) or TAKEN_IN.search(bare)
    ):
        rule, subject = "milestone.activity", core
    elif (dated or goals) and re.search(
        r"(?:基本|总体|初步|全面)(?:形成|建立|确立)$|取得[一-鿿]{2,6}(?:进展|突破)$", core
    ):
        rule, subject = "milestone.shape", core
    elif (ALL_DONE.search(core) or SET_TASK.search(core)) and not BY_RULE.match(words):
        rule, subject = "milestone.complete", PUSHED.sub("", core)
    elif dated and not is_background(words, text[b : b + 1]) and promises(core, words, dates):
        rule, subject = "milestone.dated", MODAL.sub("", core)
    elif led and holds(bare) and not is_background(words, text[b : b + 1]):
        rule, subject = "milestone.led", MODAL.sub("", bare)
    elif insists and (
        goals or (not reports and re.search(r"务必|必须|尽快|尽早", words) and PROMISE.search(core) and len(core) >= 6)
    ):
        rule, subject = "milestone.insisted", MODAL.sub("", core)
    if not rule:
        return None
    role = "progress" if reviewing else "target"
    return Draft(role, start, b, tidy(subject), rule)  # type: ignore[arg-type]
