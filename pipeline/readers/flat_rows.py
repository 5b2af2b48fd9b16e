"""The rows of a table written one cell a line: where each ends, and which of its lines are one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pipeline.readers.flat_cells import Found, Row, Rows, Slots, is_number, joined, kind_of
from pipeline.readers.flat_header import FIRST, SECTION, Header
from pipeline.readers.flat_likeness import HARD, commonest, goes_on, tie, unlike

_STOP = re.compile(
    r"(?:附?注|备注|说明|资料来源|数据来源)[：:]|附?表\d|附[件录]|专栏\d|第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、"
    r"|[（(][一二三四五六七八九十]+[）)]"
)
_TOTAL = re.compile(r"[（(]?[小合总共]计[）)]?$")
_SUB = re.compile(r"[（(](?P<n>\d{1,2})[）)]$")
_LONGEST_SECTION = 60
_MORE = 6  # places that wrapped cells may add to a row
_STRANGE = 2.0  # what a row costs at most whose end the numbers tell, whatever stands in it
_DEAREST = 5.0
_GROUP = re.compile(r"类别|类型|分类|领域|方面|板块|专项|大类|系统|地区|地市|一级指标")


@dataclass(slots=True)
class Reader:
    """Reads the rows below one header.

    start: the place of the first row.  lead: in which column the serial numbers are; the first need not be 1.
    """

    slots: Slots
    header: Header
    start: int
    lead: int = 0
    kinds: list[str] = field(default_factory=list)
    seen: list[set[str]] = field(default_factory=list)
    gapless: bool = False

    def rows(self) -> Rows:
        """The rows as far as serial numbers go on; no run where no two rows agree."""
        places, n = self.slots.places, self.header.columns
        pattern = [places[i : i + n] for i in range(self.start, len(places) - n - self.lead - 1) if self._pair(i, n)]
        found = Rows()
        if not pattern:
            return found
        self.kinds = [commonest([kind_of(row[c]) for row in pattern]) for c in range(n)]
        self.seen = [{slot.text for row in pattern if (slot := row[c])} for c in range(n)]
        self.gapless = all(slot is not None for row in pattern for slot in row)
        at, number, run = self.start, (self._first(), 0), list[Found]()
        while True:
            row, following = self._row(at, number)
            if row is not None:
                run += self._parted(row)
                following = following or self._later(row.end, number)
            if row is None or following is None or not following.direct:
                found.close(run)
                run = []
            if following is None:
                return found
            at, number = following.at, following.number
            run += following.between

    def _first(self) -> int:
        at = self._at_number(self.start)
        slot = self.slots.places[at] if at is not None else None
        return int(slot.text) if slot is not None and slot.text.isdecimal() else 1

    def _at_number(self, at: int) -> int | None:
        """Where the number of the row stands that may begin at a place; the category before it may be two lines."""
        for i in range(at + self.lead, min(at + self.lead + (2 if self.lead else 1), len(self.slots.places))):
            slot, before = self.slots.places[i], self.slots.places[at:i]
            if any(kind_of(p) in ("number", "bound") for p in before) or (i > at + self.lead and None in before[-2:]):
                return None
            if slot is not None and is_number(slot.text):
                return i
        return None

    # ---- one row

    def _row(self, at: int, number: tuple[int, int]) -> tuple[Found | None, _Next | None]:
        """The row that begins at a place, and where the next one does; None for one that cannot be aligned."""
        n = self.header.columns
        best: tuple[float, Found, _Next | None] | None = None
        for length in self._lengths(at, number):
            end = at + length
            following = self._next(end, number)
            after = self._cost_after(end, following)
            after += 0.25 if after == 0.0 and self._at_number(end) != end + self.lead else 0.0
            for cells, cost in self._aligned(self.slots.places[at:end]):
                if length == n and cost > _STRANGE:
                    cost = _STRANGE if after <= 0.5 else cost + 1.0
                if best is None or cost + after < best[0]:
                    best = (cost + after, Found(cells, end, length == n), following)
            if best is not None and best[0] == 0.0:
                break
        if best is not None and best[0] <= _DEAREST:
            return best[1], best[2]
        return None, self._later(at + 1, number)

    def _cost_after(self, end: int, following: _Next | None) -> float:
        if following is None:
            return 0.5 if self._ends(end) else 2.0
        return 0.0 if following.at == end else 0.3 if following.marked else 1.0

    def _lengths(self, at: int, number: tuple[int, int]) -> list[int]:
        """How many places a row may have: up to the next line that cannot be in it."""
        n, places = self.header.columns, self.slots.places
        most = min(self._stop(at + 1) - at, len(places) - at)
        shorter = [n - 1] if self.gapless and not self.lead else []
        twice = [n * k for k in (2, 3, 4) if n * k > n + _MORE]
        lengths = [k for k in (n, *range(n + 1, n + _MORE + 1), *twice, *shorter) if k <= most]
        if n > most and self._serial(at + n, number, fresh=False):
            lengths.append(n)  # a cell may begin like a heading
        return lengths

    def _aligned(self, places: Row) -> Iterator[tuple[Row, float]]:
        """The cells that some places are, with what that costs: 0 for what looks like the other rows."""
        n = self.header.columns
        if len(places) == n - 1:
            group = next((p.text for p, row, col, _, _ in self.header.cells if col == 1), "")
            if _GROUP.search(group):
                cells = [places[0], None, *places[1:]]
                yield cells, 1.0 + self._unlike(cells)
            return
        size = len(places)
        while len(places) > n and places[-1] is None:
            places = places[:-1]
        spare = 0.4 * (size - len(places))
        if len(places) % n == 0 and len(places) > n and all(s is None for s in places[n + self.lead :: n]):
            parts = [places[i : i + n] for i in range(0, len(places), n)]
            if all(any(s is not None for s in part) for part in parts):
                yield places, 0.5 + sum(map(self._unlike, parts))
                return
        if len(places) == n:
            if not any(goes_on(a, b) for a, b in pairwise(places)):
                yield places, spare + self._unlike(places)
        elif n < len(places) <= n + _MORE:
            yield from self._joined(places)

    def _joined(self, places: Row) -> Iterator[tuple[Row, float]]:
        """The cheapest way to join neighbours of a row that is too long; the serial number stays alone."""
        n, size = self.header.columns, len(places)
        costs: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, ())}]
        for col in range(n):
            here: dict[int, tuple[float, tuple[int, ...]]] = {}
            for begin, (cost, ends) in costs[-1].items():
                for end in range(begin + 1, size - (n - 1 - col) + 1):
                    more = self._cell_cost(places[begin:end], col)
                    if more is not None and (end not in here or cost + more < here[end][0]):
                        here[end] = (cost + more, (*ends, end))
            costs.append(here)
        if size in costs[-1]:
            cost, ends = costs[-1][size]
            yield [joined(places[a:b]) for a, b in zip((0, *ends), ends, strict=False)], cost

    def _cell_cost(self, parts: Row, col: int) -> float | None:
        kinds = [kind_of(p) for p in parts]
        if len(parts) > 1 and ("empty" in kinds or "number" in kinds):
            return None
        cell = joined(parts)
        cost = unlike(kinds[0], self.kinds[col]) + (0.0 if cell is None or cell.text in self.seen[col] else 0.1)
        for a, b in pairwise(parts):
            if a is None or b is None:
                return None
            cost += tie(a.text, b.text) if not goes_on(a, b) else 0.1
        seen = [p is not None and p.text in self.seen[col] for p in parts]
        cost += 0.6 * (seen[0] and not all(seen))  # the value is whole as it is
        cost += 0.2 * (len(parts) - 1) ** 2 + 0.8 * (len(set(kinds)) - 1)
        return cost if cost < HARD else None

    def _unlike(self, cells: Row) -> float:
        return sum(unlike(kind_of(c), k) for c, k in zip(cells, self.kinds, strict=True))

    def _parted(self, row: Found) -> list[Found]:
        """A row that has further lines without a number of their own, line by line."""
        n = self.header.columns
        return [Found(row.cells[i : i + n], row.end, row.exact) for i in range(0, len(row.cells), n)]

    # ---- what follows

    def _next(self, at: int, number: tuple[int, int]) -> _Next | None:
        """The next row from a place on, over headings of rows and subtotals; None where something else stands there."""
        places, between, marked = self.slots.places, list[Found](), True
        for _ in range(6):
            if (count := self._serial(at, number, fresh=bool(between))) is not None:
                return _Next(at, count, between, True, marked)
            begin = at
            while at < len(places) and places[at] is None and at - begin < self.header.columns:
                at += 1
            if at >= len(places) or at in self.slots.breaks:
                return None
            slot = places[at]
            if slot is None or is_number(slot.text) or len(slot.text) > _LONGEST_SECTION or FIRST.match(slot.text):
                return None
            total = _TOTAL.match(slot.text) is not None
            end = self._subtotal(begin, at) if total else at + 1
            between.append(Found([joined(places[begin:end])], end))
            marked &= total or at > begin or SECTION.match(slot.text) is not None or slot.text[-1] in "：:"
            at = end
            while at < len(places) and places[at] is None and at - end < self.header.columns:
                at += 1
        return None

    def _subtotal(self, begin: int, at: int) -> int:
        """Where a row of totals ends that begins at one place and has its name at another."""
        places, last = self.slots.places, at + 1
        for i in range(at + 1, min(begin + self.header.columns, len(places))):
            slot = places[i]
            if i in self.slots.breaks or (slot is not None and not is_number(slot.text)):
                break
            if slot is not None:
                last = i + 1
        return last

    def _serial(self, at: int, number: tuple[int, int], *, fresh: bool) -> tuple[int, int] | None:
        """The number of the row that begins at a place, where it goes on from another; fresh: it may begin again."""
        places = self.slots.places
        i = self._at_number(at)
        if i is None or i + 2 > len(places) or at in self.slots.breaks:
            return None
        slot, beside = places[i], places[i + 1]
        known = self.kinds[self.lead + 1 : self.lead + 2] == ["number"]
        if slot is None or (beside is not None and is_number(beside.text) and not known):
            return None
        m = _SUB.match(slot.text)
        if m:
            return (number[0], int(m["n"])) if int(m["n"]) == number[1] + 1 else None
        if slot.text == str(number[0] + 1) or (fresh and slot.text == "1"):
            return int(slot.text), 0
        return None

    def _later(self, at: int, number: tuple[int, int]) -> _Next | None:
        """The next number behind a row that cannot be aligned."""
        for i in range(at, min(self._stop(at), at + 8 * self.header.columns)):
            count = self._serial(i, number, fresh=False)
            if count is not None and self._at_number(i) == i + self.lead:
                return _Next(i, count, [], False)
        return None

    def _stop(self, at: int) -> int:
        """The first place from one on that is behind the table."""
        places = self.slots.places
        for i in range(at, min(len(places), at + 8 * self.header.columns)):
            slot = places[i]
            if i in self.slots.breaks or (slot is not None and (_STOP.match(slot.text) or FIRST.match(slot.text))):
                return i
        return min(len(places), at + 8 * self.header.columns)

    def _ends(self, at: int) -> bool:
        """Whether the table is plainly over at a place."""
        places = self.slots.places
        while at < len(places) and places[at] is None and at not in self.slots.breaks:
            at += 1
        slot = places[at] if at < len(places) else None
        return slot is None or at in self.slots.breaks or bool(_STOP.match(slot.text) or _TOTAL.match(slot.text))

    def _pair(self, at: int, n: int) -> bool:
        """Whether a row begins at a place and the next one a table's width on."""
        if self._at_number(at) != at + self.lead or self._at_number(at + n) != at + n + self.lead:
            return False
        a, b = self.slots.places[at + self.lead], self.slots.places[at + n + self.lead]
        if a is None or b is None or not a.text.isdecimal() or b.text != str(int(a.text) + 1):
            return False
        at += self.lead + 1
        return n > 3 or kind_of(self.slots.places[at]) == kind_of(self.slots.places[at + n])


class _Next(NamedTuple):
    """Where a row begins, its number, and the headings of rows and subtotals before it.

    direct: nothing else stands before it.  marked: those headings are plainly such.
    """

    at: int
    number: tuple[int, int]
    between: list[Found]
    direct: bool
    marked: bool = True


def _close(runs: list[list[Found]], run: list[Found]) -> None:
    """Keep a run of rows, without the headings of rows that it ends with."""
    while run and len(run[-1].cells) == 1:
        run = run[:-1]
    if run:
        runs.append(run)
