"""What fell due long ago is counted and not told, unless it is followed already; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made import AS_OF, JUNE, finding

from pipeline.alert_desk import matters
from pipeline.alert_telling import Told, tell
from pipeline.alert_window import divided, since
from pipeline.alerts import raise_alerts
from pipeline.messengers.files import Log
from pipeline.store import Store
from schemas.findings import Finding
from schemas.settings import AlertSettings, Settings
from schemas.values import Deadline

LONG_AGO, A_YEAR_AGO = date(2027, 12, 31), date(2030, 9, 30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'duban.db'}") as opened:
        yield opened


def rule(months: int) -> Settings:
    return Settings(alerts=AlertSettings(past_months=months))


def run(store: Store, found: list[Finding], *, as_of: date = AS_OF, settings: Settings | None = None) -> Told:
    chosen = settings or Settings()
    now, past = divided(store, raise_alerts(found, as_of=as_of, settings=chosen), as_of=as_of, settings=chosen)
    return tell(store, now, found, [Log()], as_of=as_of, settings=chosen, past=past)


def told(store: Store, found: list[Finding], settings: Settings | None = None) -> list[str]:
    return [a.finding.target.subject for a in run(store, found, settings=settings).alerts]


OLD = finding("unreported", subject="旧事", due=LONG_AGO, source="explicit")
EDGE = finding("unreported", subject="一年前", due=A_YEAR_AGO, source="explicit")
NEW = finding("unreported", subject="新事", due=JUNE, source="explicit")
FOUND = [OLD, EDGE, NEW]


def test_the_window_ends_on_the_same_day_months_before() -> None:
    assert since(date(2032, 2, 29), rule(12)) == date(2031, 2, 28)
    assert since(date(2031, 3, 31), rule(1)) == date(2031, 2, 28)
    assert since(date(2031, 1, 15), rule(3)) == date(2030, 10, 15)
    assert since(AS_OF, rule(0)) is None


def test_what_fell_due_before_the_window_is_not_told(store: Store) -> None:
    assert told(store, FOUND) == ["一年前", "新事"]


@pytest.mark.parametrize(("months", "subjects"), [(0, "旧事 一年前 新事"), (6, "新事"), (60, "旧事 一年前 新事")])
def test_the_settings_say_how_far_back_it_goes(store: Store, months: int, subjects: str) -> None:
    assert told(store, FOUND, rule(months)) == subjects.split()


def test_nothing_is_lost(store: Store) -> None:
    raised = raise_alerts(FOUND, as_of=AS_OF)
    now, past = divided(store, raised, as_of=AS_OF, settings=Settings())
    assert [a.finding.target.subject for a in past] == ["旧事"]
    assert {a.key for a in now} | {a.key for a in past} == {a.key for a in raised}
    assert "旧事" in told(store, FOUND, rule(0))


def test_an_old_target_of_which_a_new_report_speaks_is_told(store: Store) -> None:
    spoken = finding("missed", subject="旧账", reported=400, due=LONG_AGO, told=JUNE)
    before = finding("missed", subject="老账", reported=400, due=LONG_AGO, told=LONG_AGO)
    assert spoken.answer is not None
    named = replace(spoken, answer=replace(spoken.answer, rule="clause.mention"))
    named = replace(named, target=replace(named.target, subject="只提到", id="a1b2c3"))
    assert told(store, [spoken, before, named]) == ["旧账"]


def test_a_target_without_a_day_is_never_too_old(store: Store) -> None:
    late = finding("behind", subject="无期", reported=100, expected=750)
    late = replace(late, target=replace(late.target, deadline=Deadline(None, None, "尽快", "explicit")))
    assert told(store, [late]) == ["无期"]


def test_what_is_followed_goes_on_however_long_ago_it_fell_due(store: Store) -> None:
    assert told(store, FOUND) == ["一年前", "新事"]
    later = date(2032, 12, 31)
    again = run(store, [replace(f, as_of=later) for f in FOUND], as_of=later)
    assert [(n.alert.finding.target.subject, n.why) for n in again.notices] == [
        ("一年前", "reminder"),
        ("新事", "reminder"),
    ]
    assert again.closings == ()
    assert {row["subject"] for row in matters(store)} == {"一年前", "新事"}


def test_what_was_closed_long_ago_is_not_taken_up_again(store: Store) -> None:
    run(store, [EDGE])
    run(store, [replace(EDGE, status="met")])
    assert matters(store) == []
    later = date(2032, 1, 31)
    assert run(store, [replace(EDGE, as_of=later)], as_of=later).alerts == ()


def test_each_channel_counts_its_own(store: Store) -> None:
    chosen = Settings.model_validate(
        {
            "channels": [{"kind": "log"}, {"kind": "log", "name": "水务"}],
            "rules": [{"name": "水务", "to": ["水务"], "agencies": ["水务"]}],
        }
    )
    days = {"旧渠甲": LONG_AGO, "旧渠乙": LONG_AGO, "新渠": JUNE}
    water = [finding("unreported", subject=n, due=d, source="explicit", agency="市水务局") for n, d in days.items()]
    found = [*FOUND, *water]
    now, past = divided(store, raise_alerts(found, as_of=AS_OF), as_of=AS_OF, settings=chosen)
    seen: dict[str, int] = {}

    class Counter(Log):
        def pages(self, digest):  # type: ignore[no-untyped-def]
            [line] = [line.text for line in digest.lines if "以前" in line.text]
            seen[self.name] = int(line.removeprefix("另有").partition("项")[0])
            return super().pages(digest)

    ways = [Counter("log"), Counter("水务")]
    tell(store, now, found, ways, as_of=AS_OF, settings=chosen, past=past)
    assert seen == {"log": 3, "水务": 2}
