"""By when, and as of when: dates in a table's headings, caption and columns of deadlines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extractors.dates import Anchor, DateMention, find_dates, month_end, plan_period
from extractors.speaking_year import document_year
from pipeline.tabulate_columns import Column
from pipeline.tabulate_text import CellText
from schemas.document import Document, Period
from schemas.values import Deadline

_KINDS = frozenset(("point", "span", "plan_period", "years"))
_ISO = re.compile(r"(?P<y>20\d\d)[-./年](?P<m>\d{1,2})(?:[-./月](?P<d>\d{1,2})日?)?(?!\d)")
_YEARS = re.compile(r"(?P<first>20\d\d)年?(?:[-—–~～至]+(?P<last>20\d\d)年?)?$")
_PLAN = re.compile(r"“?十(?P<n>[一二三四五六七八九])五”?")
_MARKUP = re.compile(r"<[^>]*>")
_AS_OF = re.compile(r"截[至止]到?(?:时间|日期)?：?(?P<day>[\d年月日末底一二三四季度半上\-./]+)")
_FILED = re.compile(r"(?:填报|制表|上报|报送|填表)(?:日期|时间)：?[\d年月日\-./]+")
_OPEN = re.compile(r"长期|持续|常态|全年|即时|按时|及时|立即|随时|分年度")


@dataclass(frozen=True, slots=True)
class When:
    """What a table's dates lean on. year: that bare months mean.  written: the document's day."""

    year: int | None
    written: date | None
    period: Period | None
    caption: str

    @classmethod
    def of(cls, doc: Document, caption: str) -> When:
        """For one table of a document; a year in the caption comes before the document's."""
        found = _last(_heading_dates(caption, Anchor(None, doc.meta.date)))
        year = (
            found.last.year if found and found.last and found.has_year and found.kind == "point" else document_year(doc)
        )
        return cls(year, doc.meta.date, doc.meta.period, caption)

    @property
    def anchor(self) -> Anchor:
        """For `find_dates`."""
        return Anchor(self.year, self.written)

    def of_heading(self, column: Column, source: str) -> Deadline | None:
        """The date in a column's heading: 2025年目标, 1-9月累计, 截至9月底; its words as they stand."""
        for cell in reversed(column.cells):
            if found := _last(_heading_dates(cell.text, self.anchor)):
                a, b = cell.span(found.start, found.end)
                words = source[a:b]
                return _deadline(found, cell.text[found.start : found.end] if "<" in words else words, "section")
        return None

    def of_caption(self) -> Deadline | None:
        """The date in the caption: 截至2025年9月30日 before 2024年年末人口数 and “十四五”主要指标."""
        if m := _AS_OF.search(self.caption):
            found = _last(find_dates(m["day"], self.anchor))
            if found is not None:
                return _deadline(found, m["day"][found.start : found.end], "section")
        found = _last(_heading_dates(_FILED.sub("", self.caption), self.anchor))
        return _deadline(found, _FILED.sub("", self.caption)[found.start : found.end], "section") if found else None

    def of_document(self, *, ahead: bool, covers: bool = True) -> Deadline | None:
        """The document's own: the end of the period it covers; for what is reported also its day.

        covers: what is told is about that period.
        """
        if (
            not ahead
            and self.written
            and (not covers or not self.period or not self.period.end or self.written < self.period.end)
        ):
            return Deadline(None, self.written, None, "document", rule="deadline.document")
        if covers and self.period and self.period.end:
            start = (
                self.period.start
                if ahead and self.period.start and self.period.start.year < self.period.end.year
                else None
            )
            return Deadline(start, self.period.end, None, "document", rule="deadline.document")
        return None

    def of_cell(self, cell: CellText, source: str) -> Deadline | None:
        """The deadline that a cell of a 完成时限 column states; words without a date are kept as words."""
        a, b = cell.place
        words = _MARKUP.sub("", source[a:b])
        if isinstance(cell.cell.value, date):
            return Deadline(None, cell.cell.value, words, "explicit", rule="deadline.cell")
        text = cell.text
        found = find_dates(text, self.anchor)
        rhythm = next((d for d in found if d.kind == "recurring"), None)
        dated = _last([d for d in found if d.kind not in ("recurring", "vague")], any_kind=True)
        if dated is not None:
            return _deadline(dated, words, "explicit")
        if rhythm is not None:
            return Deadline(None, None, words, "explicit", True, rhythm.rrule, "deadline.cell")
        if m := _YEARS.match(text):
            first, last = int(m["first"]), int(m["last"] or m["first"])
            start = date(first, 1, 1) if m["last"] else None
            return Deadline(start, date(last, 12, 31), words, "explicit", rule="deadline.cell")
        if (m := _ISO.search(text)) and (day := _iso(m)):
            return Deadline(None, day, words, "explicit", rule="deadline.cell")
        if found or _OPEN.search(text):
            return Deadline(None, None, words, "explicit", rule="deadline.cell_words")
        return None


def earlier(due: Deadline | None, of_column: Deadline | None) -> Deadline | None:
    """By when: as the row says, but where its column's figures are those of an earlier day."""
    if due is None or due.end is None or of_column is None or of_column.end is None:
        return due or of_column
    return of_column if of_column.end < due.end else due


def _heading_dates(text: str, anchor: Anchor) -> list[DateMention]:
    """The dates of a heading. A plan's name counts here, which in prose only names it: “十三五”目标值."""
    found = find_dates(text, anchor)
    if not any(d.kind in _KINDS and d.last for d in found) and (m := _PLAN.search(text)):
        first, last = plan_period(m["n"])
        found.append(DateMention(m.start(), m.end(), first, last, "plan_period", "date.plan_period", has_year=True))
    return found


def _last(found: list[DateMention], *, any_kind: bool = False) -> DateMention | None:
    dated = [d for d in found if d.last is not None and (any_kind or d.kind in _KINDS)]
    return max(dated, key=lambda d: (d.last or date.min, -d.start)) if dated else None


def _deadline(found: DateMention, words: str, source: str) -> Deadline:
    start = found.first if found.spanning else None
    return Deadline(start, found.last, words, "section" if source == "section" else "explicit", False, None, found.rule)


def _iso(m: re.Match[str]) -> date | None:
    year, month = int(m["y"]), int(m["m"])
    if not 1 <= month <= 12:
        return None
    last = month_end(year, month)
    return date(year, month, min(int(m["d"]), last.day)) if m["d"] and int(m["d"]) else last
