"""What a paragraph is there for: to review, to promise, or neither; of which year; by when by default."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from extractors.context_words import (
    AHEAD,
    CITIZENS,
    DEMANDS,
    FUTURE_YEARS,
    GLOSSARY,
    GOALS,
    NEXT_PART,
    OF_YEARS_AHEAD,
    PERFECT,
    PLAN,
    PLAN_PERIOD,
    REVIEW,
    SENTENCE_YEAR,
    STAGE,
    STAGE_NAME,
    TELLS,
    TURN_TO_REVIEW,
)
from extractors.dates import Anchor, DateMention, find_dates, plan_period
from extractors.document_time import reported_until, staged_period
from extractors.speaking_year import document_year
from extractors.turns import is_problem, opens_with_year_past, turns_to_plan
from schemas.document import Document, Paragraph

Mode = Literal["progress", "target", "none"]


@dataclass(frozen=True, slots=True)
class Context:
    """The reading of one paragraph.

    mode: review (progress), promise (target) or neither.  year: what 年底 means here.
    default: the deadline that a statement has when its own words give none, with where it comes from.
    goals: whether a heading above declares targets.  as_of: the day that reviewed figures stand for.
    """

    mode: Mode
    anchor: Anchor
    default: DateMention | None
    default_source: Literal["section", "document"]
    default_text: str | None
    goals: bool
    as_of: date | None
    report: bool


def contexts(doc: Document) -> list[Context]:
    """One reading for each paragraph, in order."""
    return _Reader(doc).read()


class _Reader:
    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.text = doc.clean.text
        self.year = document_year(doc)
        self.report = doc.meta.kind == "report"
        self.annual = self.report and "政府工作报告" in (doc.meta.title or "政府工作报告") + self.text[:400]
        kind = doc.meta.kind
        self.mode: Mode = "progress" if kind in ("report", "bulletin", "sheet") else "target"
        if kind == "other" and len(TELLS.findall(self.text)) > len(DEMANDS.findall(self.text)):
            self.mode = "progress"
        self.period = staged_period(doc, self.year) or doc.meta.period
        self.reported_until = reported_until(doc, self.year)
        self.base = self.mode  # where no heading says anything; an annual report goes on as it was
        self.citizens = False
        self.top = ""
        self.explains = False  # whether the glossary at the end has begun
        self.looked_back: tuple[tuple[str, ...], tuple[date, str]] | None = (
            None  # a part, and the years it looks back on
        )
        self.this_year = False  # whether an annual report has come from the years ahead to this one

    def read(self) -> list[Context]:
        return [self._context(p) for p in self.doc.paragraphs]

    def _context(self, p: Paragraph) -> Context:
        text = self.text[p.start : p.end]
        if len(text) < 40 and p.start > len(self.text) * 0.4 and GLOSSARY.search(text):
            self.explains = True
        if self.explains:
            return self._dated(p, text, "none")
        mode = self._by_headings(p, text)
        if mode is None:
            if self.annual and p.level is None:
                if turns_to_plan(text[:120], self.year):
                    self.mode = "target"
                elif TURN_TO_REVIEW.search(text[:40]) or opens_with_year_past(text, self.year):
                    self.mode = "progress"
            mode = self.mode if self.annual else self.base
        if p.level is None and is_problem(text, reviewing=mode == "progress"):
            mode = "none"
        return self._dated(p, text, mode)

    def _by_headings(self, p: Paragraph, text: str) -> Mode | None:
        """The mode that the headings above declare: the innermost that says anything wins; None where none does."""
        chain = [*p.section, text] if p.level is not None else list(p.section)
        mode: Mode | None = None
        for level, heading in enumerate(chain):
            says = self._heading_says(heading)
            if says == "progress" and mode == "target" and not self.report and PERFECT.search(heading):
                continue  # 环境保护成效显著, under the aims: what is to be then
            if (
                says == "target"
                and level
                and self.annual
                and self.mode == "progress"
                and not OF_YEARS_AHEAD.search(heading)
            ):
                continue  # （五）以革命性举措抓治理, under a heading that does not say: it goes on as it was
            if says is not None and (mode is None or not self.annual or says == "none"):
                mode = says
        if mode is not None and mode != "none":
            self.mode = mode
        return mode

    def _heading_says(self, heading: str) -> Mode | None:
        if len(heading) > 50:
            return None
        if re.search(r"(?:存在|主要)的?.{0,4}(?:问题|困难|不足)|清醒审视", heading):
            return "none"
        review, plan = REVIEW.search(heading), PLAN.search(heading)
        years = [int(y) for y in SENTENCE_YEAR.findall(heading)]
        if self.report and years and self.year and max(years) >= self.year and not re.search("回顾|以来", heading):
            return "target"
        if AHEAD.search(heading):
            review = None
        if PERFECT.search(heading):
            review, plan = review or PERFECT.search(heading), None
        if self.report:
            if "回顾" in heading or (review and not plan):
                return "progress"
            if years and self.year and max(years) < self.year and not re.search(r"今后|未来|目标|安排", heading):
                return "progress"
            if plan or (years and self.year and max(years) >= self.year):
                return "target"
            return None
        if self.doc.meta.kind in ("bulletin", "sheet"):
            return "target" if re.search(r"下一步|今后|打算|安排", heading) else None
        if review and not plan and not re.search(r"形势$|环境$", heading):
            return "progress"
        return "target" if plan else None

    def _dated(self, p: Paragraph, text: str, mode: Mode) -> Context:
        written = self.doc.meta.date
        year = self.year
        if mode == "progress":
            return self._reviewed(p, text, written, year)
        default: DateMention | None = None
        source: Literal["section", "document"] = "document"
        words: str | None = None
        if self.annual:
            self._follow_year(p, text, year)
        for heading in reversed(p.section):
            found = self._heading_date(heading, year, written)
            if found is not None:
                default, words, source = found[0], found[1], "section"
                break
        period = self.period
        if default is None and period and period.end and self.doc.meta.kind in ("plan", "notice", "rules", "other"):
            one_year = (
                period.start is not None
                and period.start == date(period.end.year, 1, 1)
                and period.end == date(period.end.year, 12, 31)
            )
            start = None if one_year and period.start and period.start.year == period.end.year else period.start
            default = DateMention(0, 0, start, period.end, "years", "deadline.document", spanning=start is not None)
        if default is None and year and self.report and self.annual:
            default = DateMention(0, 0, None, date(year, 12, 31), "years", "deadline.document")
        if p.level is not None or len(text) < 40:
            self.citizens = bool(CITIZENS.search(text)) or (self.citizens and not NEXT_PART.search(text))
        goals = (
            self.citizens
            or any(CITIZENS.search(h) for h in (*p.section, text[:60]))
            or (not self.annual and any(GOALS.search(h) or STAGE_NAME.search(h) for h in p.section))
        )
        return Context(mode, Anchor(year, written), default, source, words, goals, None, self.report)

    def _follow_year(self, p: Paragraph, text: str, year: int | None) -> None:
        """Under one heading a report may speak of the years ahead first, then of this one."""
        top = p.section[0] if p.section else text
        if top != self.top:
            self.top, self.this_year = top, False
        if p.level is None and year is not None:
            if re.match(
                rf"(?:各位代表[！，：])?(?:{year}年|今年)[^。，]{{0,4}}(?:是|[^。]{{0,24}}(?:目标|重点|任务|工作|要))",
                text,
            ) or re.search(rf"(?:{year}年|今年)[^。]{{0,16}}(?:预期|主要|工作)目标", text):
                self.this_year = True
            elif re.match(r"(?:今后|未来)[五5]年|“?十[一-九]五”?(?:时期|期间)", text):
                self.this_year = False

    def _heading_date(self, heading: str, year: int | None, written: date | None) -> tuple[DateMention, str] | None:
        anchor = Anchor(year, written)
        if self.annual:
            if self.this_year:
                return None
            if m := FUTURE_YEARS.search(heading):
                if year is not None:
                    return DateMention(
                        0, 0, None, date(year + 4, 12, 31), "relative", "deadline.coming_years"
                    ), m.group()
            elif (
                (m := PLAN_PERIOD.search(heading))
                and year
                and plan_period(m[1])[1].year >= year
                and "回顾" not in heading
            ):
                return DateMention(0, 0, None, plan_period(m[1])[1], "plan_period", "deadline.plan_period"), m.group()
            elif (m := SENTENCE_YEAR.search(heading)) and int(m[1]) == year and re.search(r"工作|目标|任务", heading):
                return DateMention(0, 0, None, date(year, 12, 31), "point", "deadline.heading_year"), m.group()
            return None
        if not (STAGE.search(heading) or re.search(r"\d{4}年|月底前", heading)):
            return None
        dated = [
            d
            for d in find_dates(heading, anchor)
            if d.last is not None and not d.local and d.kind in ("span", "point", "years")
        ]
        if not dated:
            return None
        d = dated[-1]
        if d.kind == "point" and d.has_year and d.last and written and d.last < date(written.year, 1, 1):
            return None
        spanning = d.spanning or bool(
            STAGE.search(heading)
            and d.kind == "point"
            and "月" in heading[d.start : d.end]
            and "前" not in heading[d.start : d.end]
        )
        return replace(d, spanning=spanning, rule="deadline.heading"), heading[d.start : d.end]

    def _reviewed(self, p: Paragraph, text: str, written: date | None, year: int | None) -> Context:
        as_of: date | None = None
        if self.annual and year:
            as_of = date(year - 1, 12, 31)
        elif self.doc.meta.kind in ("bulletin", "sheet", "report", "notice", "other"):
            as_of = self.reported_until
        bare = (year - 1) if self.annual and year else None
        this = year if self.annual else as_of.year if as_of else year
        source: Literal["section", "document"] = "document"
        words: str | None = None
        if not self.report and (past := self._past_period(p, text, year)):
            (as_of, words), source = past, "section"
        default = DateMention(0, 0, None, as_of, "years", "deadline.document") if as_of else None
        return Context("progress", Anchor(this, written, bare), default, source, words, False, as_of, self.report)

    def _past_period(self, p: Paragraph, text: str, year: int | None) -> tuple[date, str] | None:
        """The end of the five years looked back on, as a heading or the part's opening words say: “十三五”时期，…."""
        top = p.section[:1]
        opening = PLAN_PERIOD.search(text[:5])
        for m in (opening, *(PLAN_PERIOD.search(h) for h in reversed(p.section))):
            if m and (year is None or plan_period(m[1])[1].year <= year):
                self.looked_back = (top, (plan_period(m[1])[1], m.group().rstrip("”")))
                break
        return self.looked_back[1] if self.looked_back and self.looked_back[0] == top else None
