"""What is told, and when again: new, worse, reminded of, acknowledged, snoozed, closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from made import AS_OF, JUNE, PLAN, finding

from pipeline.alert_book import Notice
from pipeline.alert_desk import acknowledge, history, matters, reopen, snooze
from pipeline.alert_telling import Told, tell
from pipeline.alerts import raise_alerts
from pipeline.batch import Processed
from pipeline.messengers.files import Log
from pipeline.store import Store
from schemas.errors import StoreError
from schemas.findings import Finding
from schemas.settings import Settings, read_settings

MAY = date(2031, 5, 31)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store("sqlite://") as opened:
        yield opened


def run(store: Store, *found: Finding, as_of: date = AS_OF, settings: Settings | None = None) -> Told:
    """A run that finds these: its plan is read, its alerts are told."""
    chosen = settings or Settings()
    store.save(Processed(PLAN, f"收文/{PLAN}", statements=tuple(f.target for f in found), digest="a1"))
    return tell(store, raise_alerts(found, as_of=as_of, settings=chosen), found, [Log()], as_of=as_of, settings=chosen)


def said(told: Told) -> list[str]:
    return [n.why for n in told.notices]


def missed(reported: float, **more: Any) -> Finding:
    return finding("missed", reported=reported, due=AS_OF, **more)


def test_nothing_is_told_twice(store: Store) -> None:
    found = [missed(900), finding("unreported", subject="甲", due=JUNE), finding("met", reported=1000, subject="乙")]
    assert said(run(store, *found)) == ["new", "new"]
    assert said(run(store, *found)) == []
    assert said(run(store, *found, as_of=AS_OF + timedelta(days=7))) == []


def test_a_worsened_figure_is_told_with_what_it_was(store: Store) -> None:
    run(store, missed(900))
    [notice] = run(store, missed(850)).notices
    assert (notice.why, notice.times, notice.was) == ("worse", 2, ("missed", AS_OF))
    assert said(run(store, missed(870))) == []
    assert said(run(store, missed(850))) == ["worse"]


def test_small_steps_add_up(store: Store) -> None:
    run(store, missed(900))
    assert [said(run(store, missed(n))) for n in (896, 893, 891, 890, 881)] == [[], [], [], ["worse"], []]


def test_how_much_is_worse_is_set(store: Store) -> None:
    coarse = read_settings("[alerts]\nworse_points = 20")
    run(store, missed(900), settings=coarse)
    assert said(run(store, missed(750), settings=coarse)) == []
    assert said(run(store, missed(700), settings=coarse)) == ["worse"]


def behind(reported: float, expected: float, day: date) -> Finding:
    return finding("behind", reported=reported, expected=expected, told=day, as_of=day)


def test_a_light_that_turns_red_is_worse_and_time_alone_is_not(store: Store) -> None:
    run(store, behind(200, 410, MAY), as_of=MAY)  # 21 points
    assert said(run(store, behind(250, 496, JUNE), as_of=JUNE)) == ["worse"]  # 24.6
    again = replace(behind(250, 496, JUNE), as_of=date(2031, 7, 15))
    assert said(run(store, again, as_of=date(2031, 7, 15))) == []
    assert said(run(store, behind(300, 665, date(2031, 8, 31)), as_of=date(2031, 8, 31))) == ["worse"]


def test_from_near_to_silent_to_overdue(store: Store) -> None:
    due = date(2031, 9, 10)
    target = {"due": due, "source": "explicit"}
    soon, late = date(2031, 8, 20), date(2031, 9, 11)
    assert [a.kind for a in run(store, finding("unreported", **target), as_of=soon).alerts] == ["due_soon"]
    [notice] = run(store, finding("unreported", **target), as_of=late).notices
    assert (notice.alert.kind, notice.why, notice.was) == ("overdue", "worse", ("due_soon", soon))


def test_reminders_come_at_their_rhythm(store: Store) -> None:
    weekly = read_settings("[alerts]\nremind_days = 7")
    days = [AS_OF + timedelta(days=n) for n in (0, 6, 7, 13, 14, 30)]
    told = [run(store, missed(900), as_of=day, settings=weekly).notices for day in days]
    assert [[(n.why, n.times) for n in notices] for notices in told] == [
        [("new", 1)], [], [("reminder", 2)], [], [("reminder", 3)], [("reminder", 4)],
    ]  # fmt: skip
    never = read_settings("[alerts]\nremind_days = 0")
    assert said(run(store, missed(900), as_of=AS_OF + timedelta(days=400), settings=never)) == []


def test_an_earlier_day_looked_at_later_changes_nothing(store: Store) -> None:
    run(store, missed(900))
    before = matters(store)
    early = finding("behind", reported=200, expected=410, told=MAY, as_of=MAY, due=AS_OF)
    assert said(run(store, early, as_of=MAY)) == []
    assert matters(store) == before


def test_an_acknowledged_matter_is_silent_until_it_gets_worse(store: Store) -> None:
    run(store, missed(900))
    [matter] = matters(store)
    acknowledge(store, [matter["key"][:8]], who="李主任", why="已约谈，十月底前补齐", day=AS_OF)
    later = AS_OF + timedelta(days=90)
    assert said(run(store, missed(900), as_of=later)) == []
    [matter] = matters(store)
    assert (matter["state"], matter["who"], matter["why"]) == ("acknowledged", "李主任", "已约谈，十月底前补齐")
    assert said(run(store, missed(800), as_of=later)) == ["worse"]
    assert [m["state"] for m in matters(store)] == ["open"]


def test_a_snoozed_matter_comes_back_on_its_day_or_when_it_turns_graver(store: Store) -> None:
    until = AS_OF + timedelta(days=20)
    run(store, finding("behind", reported=600, expected=750))
    [matter] = matters(store)
    snooze(store, [matter["key"]], until=until, who="王科长", why="设备十月到货", day=AS_OF)
    worse = finding("behind", reported=550, expected=750)
    assert said(run(store, worse, as_of=AS_OF + timedelta(days=5))) == []
    assert said(run(store, worse, as_of=until)) == ["reminder"]
    snooze(store, [matter["key"]], until=until + timedelta(days=60), who="王科长", why="再等", day=until)
    red = finding("behind", reported=100, expected=750)
    assert said(run(store, red, as_of=until + timedelta(days=1))) == ["worse"]


def test_what_is_put_right_is_closed_and_new_when_it_comes_again(store: Store) -> None:
    run(store, missed(900))
    told = run(store, finding("met", reported=1000, due=AS_OF))
    assert [(c.target.subject, c.status) for c in told.closings] == [("新建公租房", "met")]
    assert matters(store) == []
    assert [m["state"] for m in matters(store, closed=True)] == ["closed"]
    assert said(run(store, missed(900))) == ["new"]


def test_matters_of_plans_that_were_not_looked_at_stay_open(store: Store) -> None:
    run(store, missed(900), missed(700, subject="甲"))
    told = tell(store, [], [finding("met", reported=1000, due=AS_OF)], [Log()], as_of=AS_OF, settings=Settings())
    assert [c.target.subject for c in told.closings] == ["新建公租房"]
    assert [m["subject"] for m in matters(store)] == ["甲"]


def test_a_target_that_its_plan_no_longer_holds_is_closed(store: Store) -> None:
    run(store, missed(900), missed(700, subject="甲"))
    assert [(c.target.subject, c.status) for c in run(store, missed(700, subject="甲")).closings] == [
        ("新建公租房", None)
    ]


def test_a_plan_saved_anew_keeps_its_matters(store: Store) -> None:
    old = missed(900)
    run(store, old)
    acknowledge(store, [old.target.id], who="李主任", why="知道了", day=AS_OF)
    new = replace(old, target=replace(old.target, id="another"), id="f2")
    later = AS_OF + timedelta(days=60)
    assert said(run(store, new, as_of=later)) == []
    [matter] = matters(store)
    assert (matter["key"], matter["state"]) == ("another", "acknowledged")
    assert [e["event"] for e in history(store, "another")] == ["new", "acknowledged"]


def test_the_history_of_a_matter_is_kept(store: Store) -> None:
    run(store, missed(900))
    [matter] = matters(store)
    acknowledge(store, [matter["key"]], who="李主任", why="已约谈", day=AS_OF)
    reopen(store, [matter["key"]], who="李主任", why="未见整改", day=AS_OF)
    run(store, missed(700))
    run(store, finding("met", reported=1000, due=AS_OF))
    events = history(store, matter["key"])
    assert [e["event"] for e in events] == ["new", "acknowledged", "reopened", "worse", "closed"]
    assert [e["who"] for e in events] == [None, "李主任", "李主任", None, None]
    assert "新建公租房" in events[0]["note"]


def test_what_no_channel_takes_is_told_when_one_does(store: Store) -> None:
    text = '[[channels]]\nkind = "log"\n[[rules]]\nname = "水务"\nto = ["log"]\nagencies = ["水务"]'
    assert said(run(store, missed(900), settings=read_settings(text))) == []
    assert [m["told_times"] for m in matters(store)] == [0]
    assert said(run(store, missed(900))) == ["new"]


@pytest.mark.parametrize(("prefix", "words"), [("zzzz", "没有编号以 zzzz 开头的预警"), ("", "至少"), ("ab", "至少")])
def test_a_matter_is_named_by_the_beginning_of_its_key(store: Store, prefix: str, words: str) -> None:
    run(store, missed(900))
    with pytest.raises(StoreError, match=words):
        acknowledge(store, [prefix], who="李主任", why="知道了", day=AS_OF)


def test_two_matters_with_one_beginning_are_told_apart(store: Store) -> None:
    first, second = missed(900), missed(800, subject="甲")
    found = [replace(f, target=replace(f.target, id=f"abcd{i}")) for i, f in enumerate((first, second))]
    run(store, *found)
    with pytest.raises(StoreError, match="不止一项"):
        acknowledge(store, ["abcd"], who="李主任", why="知道了", day=AS_OF)
    acknowledge(store, ["abcd1"], who="李主任", why="知道了", day=AS_OF)
    assert {m["key"]: m["state"] for m in matters(store)} == {"abcd0": "open", "abcd1": "acknowledged"}


def test_a_closed_matter_is_not_acknowledged(store: Store) -> None:
    run(store, missed(900))
    run(store, finding("met", reported=1000, due=AS_OF))
    [matter] = matters(store, closed=True)
    with pytest.raises(StoreError, match="已销号"):
        acknowledge(store, [matter["key"]], who="李主任", why="知道了", day=AS_OF)


def test_notices_are_plain_values() -> None:
    [alert] = raise_alerts([missed(900)], as_of=AS_OF)
    assert Notice(alert, "new") == Notice(alert, "new", 1, None)
