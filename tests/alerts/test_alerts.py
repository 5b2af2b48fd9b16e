"""Which findings a leader is told of, how often, in what words and on which channels."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.alert_channels import Folder, Log, channels, deliver
from pipeline.alerts import alert_kind, digest, raise_alerts
from schemas.errors import SettingsError
from schemas.findings import Alert, Expected, Finding, Gap
from schemas.records import Statement, content_id
from schemas.settings import Settings, read_settings
from schemas.values import Agency, Deadline, Measure, RawFigure

AS_OF = date(2031, 9, 30)
YEAR_END = date(2031, 12, 31)


def sentence(
    subject: str,
    value: float,
    *,
    role: Any = "target",
    due: date | None = YEAR_END,
    source: Any = "document",
    **more: Any,
) -> Statement:
    measure = Measure(value, "套", "eq", "level", RawFigure(f"{value:g}套", value, "", "套"))
    doc = more.pop("doc", "青砚市2031年计划.md" if role == "target" else "进展.xlsx")
    agency = more.pop("agency", "市住建局")
    return Statement(
        doc, role, 0, 10, f"{subject}{value:g}套", subject, None, (measure,),
        Deadline(None, due, None, source, more.pop("recurring", False)), (Agency(agency, "lead"),) if agency else (),
        more.pop("strength", "plan"), (), None, None, "test", 0.9, content_id(doc, subject, value),
    )  # fmt: skip


def finding(
    status: Any, *, reported: float | None = None, told: date = AS_OF, expected: float | None = None, **more: Any
) -> Finding:
    target = sentence(more.pop("subject", "新建公租房"), 1000, **more)
    answer = sentence(target.subject, reported, role="progress", due=told) if reported is not None else None
    gap = Gap(reported - 1000, "套", reported / 1000) if reported is not None else None
    line = Expected(expected, told) if expected is not None else None
    return Finding(target, answer, status, 0.9 if answer else 0.0, gap, line, (), AS_OF, content_id(target.id, status))


def kind(found: Finding, as_of: date = AS_OF) -> str | None:
    return alert_kind(found, as_of=as_of)


SEPTEMBER = date(2031, 9, 30)
JUNE = date(2031, 6, 30)
NEAR = date(2031, 10, 20)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (finding("met", reported=1000), None),
        (finding("missed", reported=900, due=SEPTEMBER), "missed"),
        (finding("missed", reported=900, due=SEPTEMBER, told=JUNE), "overdue"),
        (finding("unreported", due=JUNE, source="explicit"), "overdue"),
        (finding("unreported", due=JUNE, source="document"), "unreported"),
        (finding("unreported", due=AS_OF), "unreported"),
        (finding("behind", reported=400, expected=750), "behind"),
        (finding("on_track", reported=800, expected=750), None),
        (finding("on_track", reported=800, expected=750, due=NEAR), "due_soon"),
        (finding("unreported", due=NEAR), "due_soon"),
        (finding("unreported"), None),
        (finding("incomparable", reported=3, due=JUNE), None),
        (finding("unreported", due=JUNE, recurring=True), None),
        (finding("unreported", due=None), None),
    ],
)
def test_the_kind_of_an_alert(found: Finding, expected: str | None) -> None:
    assert kind(found) == expected


def keys(*found: Finding) -> set[str]:
    return {a.key for a in raise_alerts(found, as_of=AS_OF)}


def test_the_same_state_has_the_same_key_and_a_worse_one_another() -> None:
    yellow, still, red = (finding("behind", reported=n, expected=750) for n in (600, 580, 300))
    assert keys(yellow) == keys(still)
    assert keys(yellow) != keys(red)
    assert keys(finding("missed", reported=900, due=AS_OF)) != keys(finding("missed", reported=850, due=AS_OF))


def test_gravest_first_and_kinds_that_are_switched_off_are_left() -> None:
    found = [
        finding("unreported", subject="甲", due=JUNE),
        finding("behind", subject="乙", reported=100, expected=750),
        finding("missed", subject="丙", reported=900, due=AS_OF),
        finding("missed", subject="丁", reported=200, due=AS_OF),
        finding("unreported", subject="戊", due=JUNE, source="explicit"),
    ]
    assert [a.finding.target.subject for a in raise_alerts(found, as_of=AS_OF)] == ["戊", "丁", "丙", "乙", "甲"]
    only = read_settings('[alerts]\nkinds = ["behind"]')
    assert [a.kind for a in raise_alerts(found, as_of=AS_OF, settings=only)] == ["behind"]


def test_a_message_is_complete_in_itself() -> None:
    (alert,) = raise_alerts([finding("behind", reported=400, expected=750)], as_of=AS_OF)
    for words in (
        "进度滞后", "新建公租房", "青砚市2031年计划.md", "2031-12-31", "市住建局", "新建公租房1000套",
        "新建公租房400套", "进展.xlsx", "相差-600套", "40%", "应达750套",
    ):  # fmt: skip
        assert words in alert.message


def test_a_digest_groups_by_kind_and_agency_and_names_silence_once() -> None:
    silent = [finding("unreported", subject=f"任务{i}", due=JUNE, agency="市水务局") for i in range(200)]
    found = [finding("missed", subject="丙", reported=900, due=AS_OF), *silent]
    text = digest(raise_alerts(found, as_of=AS_OF))
    assert text.startswith("# 督办提醒（截至2031-09-30）\n")
    assert "共201项：未完成1项，未见报告200项。" in text
    assert "**市住建局**" in text and "等200项" in text
    assert len(text.splitlines()) < 20


def test_long_lists_are_counted_and_an_empty_run_says_nothing() -> None:
    many = [finding("missed", subject=f"任务{i}", reported=i, due=AS_OF) for i in range(50)]
    text = digest(raise_alerts(many, as_of=AS_OF), lines=10)
    assert text.count("\n- ") == 10 and "另有40项，见台账。" in text
    assert digest([]) == ""


class Broken:
    name = "broken"

    def send(self, alerts: Sequence[Alert], text: str) -> None:
        raise OSError("no route")


def test_files_grow_by_the_new_and_a_channel_that_is_down_stops_no_other(tmp_path: Path) -> None:
    alerts = raise_alerts([finding("missed", reported=900, due=AS_OF)], as_of=AS_OF)
    folder = Folder(tmp_path / "out")
    done = deliver(alerts, [Broken(), folder])
    assert [(d.channel, d.error) for d in done] == [("broken", "no route"), ("file", None)]
    deliver([], [folder])
    more = [replace(alerts[0], key="another")]
    deliver(more, [folder])
    lines = [json.loads(x) for x in (tmp_path / "out/alerts.jsonl").read_text("utf-8").splitlines()]
    assert [x["key"] for x in lines] == [alerts[0].key, "another"]
    assert lines[0]["finding"]["status"] == "missed"
    assert "督办提醒" in (tmp_path / "out/digest.md").read_text("utf-8")


def test_the_log_channel_writes_a_line_for_each(caplog: pytest.LogCaptureFixture) -> None:
    alerts = raise_alerts([finding("missed", reported=900, due=AS_OF)], as_of=AS_OF)
    with caplog.at_level(logging.WARNING, logger="duban.alerts"):
        deliver(alerts, [Log()])
    assert [r.getMessage() for r in caplog.records] == [alerts[0].message]


def test_settings_name_the_channels(tmp_path: Path) -> None:
    settings = read_settings('[[channels]]\nkind = "file"\nfolder = "elsewhere"')
    assert channels(settings, folder=tmp_path) == [Folder(Path("elsewhere"))]
    assert channels(Settings(), folder=tmp_path) == [Log(), Folder(tmp_path)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[lights]\nyelow_points = 5", "yelow_points"),
        ("[lights]\nyellow_points = 40\nred_points = 20", "red_points"),
        ('[[channels]]\nkind = "pigeon"', "pigeon"),
        ('[alerts]\nkinds = ["late"]', "kinds"),
        ("[lights", "office.toml"),
    ],
)
def test_faulty_settings_are_refused_by_name(text: str, word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        read_settings(text, name="office.toml")
