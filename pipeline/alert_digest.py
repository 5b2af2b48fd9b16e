"""One digest a run and channel: what a leader reads, line by line, before a channel gives it its form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from pipeline.alert_book import Closing, Notice
from pipeline.alert_window import since
from pipeline.alert_words import (
    KIND_WORDS,
    NOBODY,
    WHY_WORDS,
    agency_words,
    deadline_words,
    distance,
    expected_words,
    quote,
    told,
)
from pipeline.wording import day, marked
from schemas.findings import Finding
from schemas.records import Statement
from schemas.settings import Settings

LineKind = Literal["title", "summary", "heading", "agency", "item", "note", "link"]
#: Longest name of a subject, document or agency in a line, in characters.
LONGEST = 60
_CLOSED_WORDS = {"met": "已完成", None: "现行文件中已无此目标"}
#: Signs that messengers read as markup, links or calls to people; a document's words must not become such.
_MARKUP = str.maketrans("<>*`[]\\", "＜＞＊＇［］＼", "\r\n")


class Line(NamedTuple):
    """A line of a digest. A link's text is its address."""

    kind: LineKind
    text: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What one channel is told in one run."""

    as_of: date
    title: str
    lines: tuple[Line, ...]
    notices: tuple[Notice, ...]

    @property
    def markdown(self) -> str:
        """The whole as Markdown, as files and mail show it."""
        return markdown(self.lines)


def digest(
    notices: Sequence[Notice],
    closings: Sequence[Closing] = (),
    *,
    as_of: date,
    settings: Settings | None = None,
    past: int = 0,
    called: Callable[[Statement], str] = agency_words,
) -> Digest | None:
    """The digest of a run in simplified Chinese, by kind and lead agency; None where there is nothing to tell.

    Every line has the words of the plan and of the report, the gap and the deadline. What has got worse says what it
    was, a reminder says how often it has been told. Of one kind at most `alerts.lines` are shown; others are counted
    by document and agency and left to the ledger, whose address is `alerts.link`.  closings: matters that are done
    with, named at the end.  past: how many fell due too long ago to be told.  called: what to call who is responsible.
    """
    if not notices:
        return None
    rule = (settings or Settings()).alerts
    lines, link = rule.lines, rule.link
    title = f"督办提醒（截至{day(as_of)}）"
    out = [Line("title", title), Line("summary", _summary(notices))]
    for kind, words in KIND_WORDS.items():
        chosen = sorted((n for n in notices if n.alert.kind == kind), key=lambda n: n.why == "reminder")
        if chosen:
            out.append(Line("heading", f"{words}（{len(chosen)}项）"))
            out += _listed(chosen[:lines], as_of, called)
            out += _counted(chosen[lines:], called)
    done = [c for c in closings if c.told]
    if done:
        out.append(Line("heading", f"已销号（{len(done)}项）"))
        out += [Line("item", _closed(c)) for c in done[:lines]]
        if len(done) > lines:
            out.append(Line("note", f"另有{len(done) - lines}项。"))
    first = since(as_of, settings or Settings())
    if past and first is not None:
        out.append(Line("note", f"另有{past}项时限在{day(first)}以前，不再逐项提醒，见台账。"))
    if link:
        out.append(Line("link", link))
    return Digest(as_of, title, tuple(out), tuple(notices))


def markdown(lines: Iterable[Line]) -> str:
    """Lines as plain Markdown, blocks apart from each other."""
    out = ""
    before: LineKind | None = None
    for kind, text in lines:
        if before is not None:
            out += "\n" if kind == before == "item" else "\n\n"
        mark = {"title": "# ", "heading": "## ", "item": "- "}.get(kind, "")
        out += {"agency": f"**{text}**", "link": f"[查看台账]({text})"}.get(kind, mark + text)
        before = kind
    return out + "\n"


def plain(text: str, longest: int = LONGEST) -> str:
    """A document's words without signs that a messenger would act on, cut at `longest` characters."""
    words = _harmless(text)
    return words if len(words) <= longest else words[: longest - 1] + "…"


def _summary(notices: Sequence[Notice]) -> str:
    kinds = [n.alert.kind for n in notices]
    whys = [n.why for n in notices]
    by_kind = "，".join(f"{words}{kinds.count(kind)}项" for kind, words in KIND_WORDS.items() if kind in kinds)
    by_why = "、".join(f"{words}{whys.count(why)}项" for why, words in WHY_WORDS.items() if why in whys)
    return f"共{len(notices)}项：{by_kind}；其中{by_why}。"


def _listed(notices: Sequence[Notice], as_of: date, called: Callable[[Statement], str]) -> list[Line]:
    """Lines by lead agency, in the order in which the agencies first come; what nobody answers for last."""
    order: dict[str, list[Notice]] = {}
    for notice in notices:
        order.setdefault(called(notice.alert.finding.target), []).append(notice)
    out = []
    for agency in sorted(order, key=lambda name: name == NOBODY):
        out.append(Line("agency", plain(agency)))
        out += [Line("item", _item(notice, as_of, agency)) for notice in order[agency]]
    return out


def _item(notice: Notice, as_of: date, agency: str) -> str:
    found = notice.alert.finding
    target, answer = found.target, found.answer
    said = f"目标{_harmless(marked(quote(target)))}（{plain(target.doc)}）"
    parts = [f"{_mark(notice)}{plain(target.subject)}：{said}"]
    if answer is not None:
        parts.append(f"报告{_harmless(told(answer))}（{plain(answer.doc)}）")
    parts.append(distance(found))
    if notice.alert.kind == "behind" and found.expected is not None and _on_a_line(found):
        parts.append(expected_words(found.expected, target.measures[0]))
    parts.append(f"时限{deadline_words(found.target, as_of)}")
    written = agency_words(target)
    return "；".join(parts + ([f"文中责任单位作{plain(written)}"] if written != agency else []))


def _harmless(words: str) -> str:
    """Words that are cut already, without signs that a messenger would act on."""
    return words.translate(_MARKUP)


def _on_a_line(found: Finding) -> bool:
    return (
        bool(found.target.measures)
        and found.expected is not None
        and found.expected.value != found.target.measures[0].value
    )


def _mark(notice: Notice) -> str:
    """【加重，5月31日为进度滞后】, 【催办，第2次】, nothing for what is new."""
    if notice.was is None:
        return ""
    if notice.why == "reminder":
        return f"【催办，第{notice.times}次】"
    kind, before = notice.was
    return f"【加重，{before.month}月{before.day}日为{KIND_WORDS[kind]}】"


def _counted(rest: Sequence[Notice], called: Callable[[Statement], str]) -> list[Line]:
    """另有27项，见台账：甲方案（市水务局）20项、乙方案（市住建局）7项."""
    if not rest:
        return []

    def place(notice: Notice) -> tuple[str, str]:
        target = notice.alert.finding.target
        return plain(target.doc), plain(called(target))

    counts = [(len(list(group)), key) for key, group in groupby(sorted(rest, key=place), key=place)]
    counts.sort(key=lambda pair: (-pair[0], pair[1]))
    named = "、".join(f"{doc}（{agency}）{n}项" for n, (doc, agency) in counts[:3])
    more = "等" if len(counts) > 3 else ""
    return [Line("note", f"另有{len(rest)}项，见台账：{named}{more}。")]


def _closed(closing: Closing) -> str:
    words = _CLOSED_WORDS.get(closing.status, "已恢复正常")
    return f"{plain(closing.target.subject)}（{plain(closing.target.doc)}）：{words}"
