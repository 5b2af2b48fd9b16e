"""What a document is: title, issuers, number, date, kind, place, period, addressees, attachments.

Evidence counts in order of its nearness to the text: what stands under the title and in the signature before the box of
a portal, the box before the imprint, and the day of an upload last, and only where the text does not speak against it.
A file's name is no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline import describe_dates as dates
from pipeline import describe_offices as offices
from pipeline import describe_parts as parts
from pipeline import describe_places as places
from pipeline import describe_titles as titles
from pipeline.clean import normalise
from pipeline.describe_hints import find_hints, hinted_issuers, weak_day
from pipeline.describe_sheets import FORMATS, describe_sheet
from schemas.document import Kind, Meta, Paragraph, Part, Period, RawDocument
from schemas.mapped_text import MappedText

_PAGED = {"pdf", "docx", "doc", "wps", "ofd"}
_FRONT_LINES = 60
_FRONT_LENGTH = 6000
_TAIL_LINES = 40
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|第[一1][章节部]|目录$|前言$)")
_CONTENTS = re.compile(r"\.{4,}|…{2,}")
_GAP = re.compile(r"\s|&(?:nbsp|ensp|emsp|#\d+);|<")
_PAGE = re.compile(r"^[-—－\s]*(?:\d{1,3}|[IVX]{1,4})[-—－\s]*$|^第\s*\d+\s*页")
_ATTACHED = re.compile(r"^附件\d*$|^附表\d*$")


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a document.

    all: the paragraphs of the clean text.  spaced: the same, the last of them with the white space of the source, which
    parts the names of offices.  front, front_spaced: the lines before the first heading.  body: the whole text.
    """

    front: tuple[str, ...]
    front_spaced: tuple[str, ...]
    all: tuple[str, ...]
    spaced: tuple[str, ...]
    body: str


def describe(raw: RawDocument, clean: MappedText, paragraphs: Sequence[Paragraph]) -> Meta:
    """What a document says of itself.

    `date` is the day it bears; where only a month is written, the last of that month; an upload's day is a last resort.
    A forwarding notice (关于印发…的通知) is titled as the notice and is of the kind of what it forwards.
    """
    if raw.format in FORMATS:
        return describe_sheet(raw)
    lines = _lines(raw, clean, paragraphs)
    hints = find_hints(raw)
    found = titles.find_title(lines.front)
    title = _title(found[0] if found else None, hints.get("title"), lines)
    kind: Kind = titles.kind_of(title) if title else "other"
    if kind == "other":
        kind = _kind_of_text(lines)

    signed = _signature(lines, after=found[2] if found else -1)
    issuers = offices.merge_offices(
        offices.issuers_of_title(" ".join(lines.front_spaced[found[1] : found[2] + 1]) if found else title or ""),
        offices.issuers_near(signed[1]) if signed else (),
        offices.issuers_of_head(lines.front),
        offices.issuers_under_title(lines.front_spaced[found[2] + 1 : found[2] + 5]) if found else (),
    ) or hinted_issuers(hints)
    place = _place(issuers, title, lines)
    if not issuers and kind == "report":
        issuers = offices.issuer_of_post(lines.front) or offices.issuer_of_report(lines.body[:3000], place)
    if not issuers:
        told = offices.issuer_before_year(title or "", place) or offices.issuer_by_approval(lines.body)
        issuers = _imprint_issuers(lines) or told
        place = place or _place(issuers, None, lines)

    day = _day(lines, hints, signed[0] if signed else None)
    period = _period(kind, title, day, lines)
    slack = 6 if "dateline" in hints else 1  # a newspaper's day is nearer than that of an upload
    if day is None and (weak := weak_day(hints)) and dates.fits(weak, kind, period, lines.body, slack=slack):
        day = dates.Day(weak, exact=True)
        period = period or _period(kind, title, day, lines)
    starts = [clean.source_span(p.start, p.end)[0] for p in paragraphs if clean.text[p.start : p.end].strip()]

    def start_of(line: int | None) -> int | None:
        return starts[line] if line is not None else None

    attachments, forwarded = parts.attachments_of(lines.all), parts.forwarded_part(title, lines.all)
    return Meta(
        title=title,
        issuers=issuers,
        number=offices.number_of(lines.front[:20]) or offices.document_number(hints.get("number", "")),
        date=day.date if day else None,
        kind=kind,
        place=place,
        period=period,
        addressees=offices.addressees_of(lines.front, lines.all[-8:]),
        attachments=tuple(name for name, _ in attachments),
        forwarded=Part(forwarded[0], start_of(forwarded[1])) if forwarded else None,
        attachment_starts=tuple(start_of(line) for _, line in attachments),
    )


def _lines(raw: RawDocument, clean: MappedText, paragraphs: Sequence[Paragraph]) -> _Lines:
    spans = [(p.start, p.end) for p in paragraphs if clean.text[p.start : p.end].strip()]
    every = tuple(clean.text[start:end].strip() for start, end in spans)
    tail = max(0, len(every) - _TAIL_LINES)
    spaced = every[:tail] + tuple(_spaced(clean, raw.source, *span) for span in spans[tail:])
    if raw.format in _PAGED:
        # pages carry no navigation: their first lines are the document's own, line breaks included
        head = normalise(raw.body.text[:_FRONT_LENGTH]).split("\n")
        front_spaced = _front([line.strip() for line in head])
        front = [re.sub(r"(?<![A-Za-z]) +| +(?![A-Za-z])", "", line) for line in front_spaced]
    else:
        front = _front(every)
        front_spaced = [_spaced(clean, raw.source, *span) for span in spans[: len(front)]]
    return _Lines(tuple(front), tuple(front_spaced), every, spaced, clean.text)


def _front(lines: Sequence[str]) -> list[str]:
    front: list[str] = []
    for line in lines:
        if _HEADING.match(line) or _CONTENTS.search(line) or len(front) == _FRONT_LINES:
            break
        if line and not _PAGE.match(line):
            front.append(line)
    return front


def _spaced(clean: MappedText, source: str, start: int, end: int) -> str:
    """A line of the clean text with the white space that it has in the source."""
    first, after = clean.source_span(start, end)
    if end - start > 120 or after - first == end - start:
        return clean.text[start:end].strip()
    out, last = [], -1
    for at in range(start, end):
        first, after = clean.source_span(at, at + 1)
        if last >= 0 and _GAP.search(source, last, first):
            out.append(" ")
        out.append(clean.text[at])
        last = after
    return "".join(out).strip()


# ---- title and kind


def _title(written: str | None, hint: str | None, lines: _Lines) -> str | None:
    written = titles.tidy_title(written) if written else None
    hint = titles.tidy_title(normalise(hint)) if hint else None
    if hint and (len(hint) < 6 or not re.search(r"[\u4e00-\u9fff]{4}", hint)):
        hint = None
    if (
        written
        and hint
        and titles.ends_like_title(hint)
        and (titles.inner_title(written) is None or titles.inner_title(hint))
        and (titles.is_generic(written) or _bare(written) in _bare(hint) or _bare(hint) in _bare(written))
    ):
        return hint
    if written:
        return written
    run_in = (titles.run_in_title(line) for line in (*lines.front[:15], *lines.all[:3]) if len(line) > 30)
    return (
        (hint if hint and titles.ends_like_title(hint) else None)
        or next((t for t in run_in if t), None)
        or titles.title_drawn_up(lines.body[:1500])
        or hint
        or _short_first_line(lines)
    )


def _bare(title: str) -> str:
    return re.sub(r"[\s《》“”\"]", "", title)


def _short_first_line(lines: _Lines) -> str | None:
    line = lines.front[0] if lines.front else ""
    return titles.tidy_title(line) if 6 <= len(line) <= 40 and not re.search(r"[。；，：！？]", line) else None


_SPEAKING = re.compile(r"同志们[：！，]|各位代表[：！，]|各位来宾[：！，]")
_PLAN_SAYS = re.compile(r"(?:制定|制订|特制定|提出)(?:本|如下|以下)\S{0,6}?(?:方案|规划|计划|意见|措施)")


def _kind_of_text(lines: _Lines) -> Kind:
    """The kind by what the opening says, for documents whose title names none."""
    opening = lines.body[:1500]
    if m := _PLAN_SAYS.search(opening):
        return titles.kind_of(m.group()) if titles.kind_of(m.group()) != "other" else "plan"
    return "speech" if _SPEAKING.search(opening[:800]) else "other"


# ---- date and period


def _signature(lines: _Lines, *, after: int) -> tuple[dates.Day, tuple[str, ...]] | None:
    """(date, the lines down to it): in the forwarding notice, else at the end of the text before its attachments."""
    stop = next(
        (i for i, line in enumerate(lines.all) if i > len(lines.front) and _ATTACHED.match(line)), len(lines.all)
    )
    start = max(len(lines.front), stop - 12)
    for part, spaced, last in (
        (lines.front[after + 1 :], lines.front_spaced[after + 1 :], False),
        (lines.front[: after + 1], lines.front_spaced[: after + 1], False),
        (lines.all[start:stop], lines.spaced[start:stop], True),
    ):
        if found := dates.signature_day([line if len(line) <= 60 else "" for line in part], last=last):
            return found[1], spaced[max(0, found[0] - 20) : found[0] + 1]
    return None


def _day(lines: _Lines, hints: dict[str, str], signed: dates.Day | None) -> dates.Day | None:
    front = lines.front[:15] or lines.all[:1]
    candidates = [
        dates.opening_day([line[:120] for line in front]),
        signed,
        dates.first_day(hints.get("date", "")),
        dates.first_day(hints.get("title", "")),
        dates.printed_day([line[-60:] for line in lines.all[-12:]]),
    ]
    known = [d for d in candidates if d]
    if exact := next((d for d in known if d.exact), None):
        month = next((d for d in known if not d.exact), None)
        # a day of the portal's or the imprint's counts against a month on the cover only within that month
        if month is None or known.index(exact) < known.index(month) or _same_month(exact, month):
            return exact
        return month
    if not known:
        return None
    weak = weak_day(hints)
    return dates.Day(weak, exact=True) if weak and _same_month(dates.Day(weak, True), known[0]) else known[0]


def _same_month(a: dates.Day, b: dates.Day) -> bool:
    return (a.date.year, a.date.month) == (b.date.year, b.date.month)


def _period(kind: Kind, title: str | None, day: dates.Day | None, lines: _Lines) -> Period | None:
    title = title or ""
    inner = titles.inner_title(title)
    if (
        kind == "report"
        and re.search(r"政府工作报告|人民政府.{0,8}工作报告", title)
        and (found := dates.period_of_report(day, title, lines.all))
    ):
        return found
    found = dates.period_of_title(inner or title)
    if kind == "plan":
        declared = dates.period_of_text(lines.all[:120])
        if declared and (found is None or _inside(declared, found)):
            return declared
        return found or dates.period_of_plan(inner or title, lines.body)
    if kind == "speech" and found is None and day is None and "今年" in lines.body:
        year = dates.latest_named_year(lines.body)
        return dates.year_span(year) if year and dates.is_present(year, lines.body) else None
    return found


def _inside(part: Period, whole: Period) -> bool:
    return bool(
        part.start
        and part.end
        and (whole.start is None or part.start >= whole.start)
        and (whole.end is None or part.end <= whole.end)
    )


# ---- place


def _place(issuers: Sequence[str], title: str | None, lines: _Lines) -> str | None:
    for office in issuers:
        if found := places.place_of_office(office, lines.body):
            return found
    if issuers and all(re.match(r"国务院|国家|中共中央|全国", office) for office in issuers):
        return None
    if title and (found := places.place_of_title(title, lines.body)):
        return found
    return places.place_of_meeting("".join(lines.front[:12])[:600], lines.body) or places.place_by_mentions(lines.body)


def _imprint_issuers(lines: _Lines) -> tuple[str, ...]:
    """The office of the imprint, which prints for the issuer: 某厅办公室2022年3月30日印发."""
    tail = lines.all[-8:]
    for before, line in pairwise(("", *tail)):
        if line.endswith("印发") and (m := re.match(r"^(\S{3,40}?)?(?:19|20)\d\d[年日]", line)):
            office = m[1] or before
            if offices.is_office(office):
                return (re.sub(r"(?<=[厅局委部会])办公室$", "", office),)
    return ()
