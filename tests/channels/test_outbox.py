"""The outbox: what a channel could not take waits, in order, until it can."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from digests import AS_OF, LINK, missed
from vendors import KEY, SECRET, Vendors

from pipeline.alert_telling import tell
from pipeline.alerts import raise_alerts
from pipeline.messengers.build import channels, prepare
from pipeline.messengers.files import Folder, Log
from pipeline.messengers.pace import Clock
from pipeline.outbox import PATIENCE, Delivery, flush, messages, put_back
from pipeline.store import Store
from pipeline.wording import day as day_words
from schemas.findings import Finding
from schemas.settings import Settings, read_settings

EVERYONE = f"""
[alerts]
link = "{LINK}"
[[channels]]
kind = "file"
[[channels]]
kind = "wecom"
url = "env:DUBAN_WECOM"
[[channels]]
kind = "feishu"
url = "env:DUBAN_FEISHU"
secret = "env:DUBAN_SECRET"
[[channels]]
kind = "dingtalk"
url = "env:DUBAN_DINGTALK"
secret = "env:DUBAN_SECRET"
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "duban.db") as opened:
        yield opened


def run(
    store: Store, vendor: Vendors, folder: Path, found: Sequence[Finding], day: date = AS_OF, text: str = EVERYONE
) -> dict[str, Delivery]:
    """One run: what is new goes to the outbox, what waits there goes out."""
    settings = read_settings(text)
    ways = channels(settings, folder=folder / "out", clock=Clock(vendor.time.now, vendor.time.sleep))
    prepare(ways)
    tell(store, raise_alerts(found, as_of=day, settings=settings), found, ways, as_of=day, settings=settings)
    return {done.channel: done for done in flush(store, ways, as_of=day)}


def numbers(vendor: Vendors) -> list[int]:
    """The matters that arrived, in the order in which they did, as the messages number them."""
    said = [json.dumps(message, ensure_ascii=False) for message in vendor.taken]
    return [int(n) for text in said for n in re.findall(r"[-·•>] (?:【[^】]*】)?第(\d+)批", text)]


def test_a_run_tells_each_channel_once_and_a_second_run_tells_no_one(
    store: Store, vendor: Vendors, tmp_path: Path
) -> None:
    found = [missed(i) for i in range(3)]
    first = run(store, vendor, tmp_path, found)
    assert {name: (d.sent, d.alerts, d.error) for name, d in first.items()} == dict.fromkeys(
        ("file", "wecom", "feishu", "dingtalk"), (1, 3, None)
    )
    left = (tmp_path / "duban.db").read_bytes(), (tmp_path / "out" / "alerts.jsonl").read_bytes()
    second = run(store, vendor, tmp_path, found)
    assert {d.sent for d in second.values()} == {0}
    assert len(vendor.taken) == 3
    assert left == ((tmp_path / "duban.db").read_bytes(), (tmp_path / "out" / "alerts.jsonl").read_bytes())


def test_a_worsened_figure_is_told_again(store: Store, vendor: Vendors, tmp_path: Path) -> None:
    run(store, vendor, tmp_path, [missed(1), missed(2)])
    vendor.taken.clear()
    run(store, vendor, tmp_path, [missed(1, reported=700), missed(2)], AS_OF + timedelta(days=3))
    assert numbers(vendor) == [1, 1, 1]
    assert all("【加重，9月30日为未完成】" in json.dumps(m, ensure_ascii=False) for m in vendor.taken)
    lines = [json.loads(x) for x in (tmp_path / "out" / "alerts.jsonl").read_text("utf-8").splitlines()]
    assert [x["why"] for x in lines] == ["new", "new", "worse"]
    assert lines[-1]["was"] == {"kind": "missed", "as_of": "2031-09-30"}


def test_a_channel_that_is_down_for_two_runs_loses_nothing(store: Store, vendor: Vendors, tmp_path: Path) -> None:
    days = [AS_OF + timedelta(days=n) for n in range(4)]
    vendor.down = True
    for n, day in enumerate(days[:2]):
        done = run(store, vendor, tmp_path, [missed(i) for i in range(n + 1)], day)
        assert done["wecom"] == Delivery("wecom", 0, 0, n + 1, 0, "对方暂时不能接收（HTTP 503）")
        assert done["file"].error is None
    vendor.down = False
    done = run(store, vendor, tmp_path, [missed(i) for i in range(3)], days[2])
    assert {name: (d.sent, d.waiting, d.alerts) for name, d in done.items() if name != "file"} == dict.fromkeys(
        ("wecom", "feishu", "dingtalk"), (3, 0, 3)
    )
    assert numbers(vendor) == [0, 1, 2] * 3
    shown = [json.dumps(message, ensure_ascii=False) for message in vendor.taken[:3]]
    assert [re.findall(r"截至([\d年月]+日)", text)[0] for text in shown] == [day_words(d) for d in days[:3]]
    assert run(store, vendor, tmp_path, [missed(i) for i in range(3)], days[3])["wecom"].sent == 0


def test_a_long_digest_goes_on_where_it_was_cut_off(store: Store, vendor: Vendors, tmp_path: Path) -> None:
    text = EVERYONE.replace("[alerts]", "[alerts]\nlines = 60")
    found = [missed(i) for i in range(60)]
    parts = 0

    def answer(path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
        vendor.down = "webhook/send" in path and len(vendor.taken) >= 2 and not parts
        return whole(path, headers, body)

    whole, vendor.answer = vendor.answer, answer  # type: ignore[method-assign]
    wecom = text.replace('[[channels]]\nkind = "feishu"', '[[channels]]\nkind = "log"\n[[channels]]\nkind = "feishu"')
    cut = run(store, vendor, tmp_path, found, text=wecom)["wecom"]
    assert (cut.sent, cut.alerts) == (2, 0)
    assert cut.waiting > 2
    parts = cut.waiting
    before = len(vendor.taken)
    done = run(store, vendor, tmp_path, found, text=wecom)["wecom"]
    assert (done.sent, done.waiting, done.alerts) == (parts, 0, 60)
    own = [m for m in vendor.taken if m.get("msgtype") == "markdown" and "content" in m["markdown"]]
    assert len(own) == 2 + parts and before + parts == len(vendor.taken)
    vendor.taken = own
    assert sorted(numbers(vendor)) == list(range(60))


def test_a_refused_message_keeps_no_other_back_and_is_set_aside(store: Store, vendor: Vendors, tmp_path: Path) -> None:
    text = '[[channels]]\nkind = "wecom"\nurl = "env:DUBAN_WECOM"'
    days = [AS_OF + timedelta(days=n) for n in range(PATIENCE + 2)]
    for n, day in enumerate(days[:PATIENCE]):
        vendor.faults = [40058]
        done = run(store, vendor, tmp_path, [missed(i) for i in range(n + 1)], day, text)["wecom"]
        assert done.error == "对方应答 40058：x"
    assert numbers(vendor) == [1, 2]
    assert (done.waiting, done.refused) == (0, 1)
    again = run(store, vendor, tmp_path, [missed(0)], days[-2], text)["wecom"]
    assert (again.sent, again.refused, again.error) == (0, 1, None)
    assert put_back(store, "feishu") == 0
    assert put_back(store) == 1
    assert run(store, vendor, tmp_path, [missed(0)], days[-1], text)["wecom"].sent == 1
    assert numbers(vendor) == [1, 2, 0]


def test_wrong_settings_lose_nothing_however_long_they_are_wrong(
    store: Store, vendor: Vendors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '[[channels]]\nkind = "feishu"\nurl = "env:DUBAN_FEISHU"\nsecret = "env:DUBAN_SECRET"'
    monkeypatch.delenv("DUBAN_SECRET")
    for n in range(5):
        done = run(store, vendor, tmp_path, [missed(n)], AS_OF + timedelta(days=n), text)["feishu"]
        assert (done.error, done.waiting, done.refused) == ("环境变量 DUBAN_SECRET 没有设置", n + 1, 0)
    monkeypatch.setenv("DUBAN_SECRET", SECRET)
    assert run(store, vendor, tmp_path, [missed(5)], AS_OF + timedelta(days=5), text)["feishu"].sent == 6


def test_a_channel_that_the_settings_no_longer_name_is_reported(store: Store, vendor: Vendors, tmp_path: Path) -> None:
    vendor.down = True
    run(
        store,
        vendor,
        tmp_path,
        [missed(1)],
        text='[[channels]]\nkind = "wecom"\nname = "旧群"\nurl = "env:DUBAN_WECOM"',
    )
    done = run(store, vendor, tmp_path, [missed(1)], text='[[channels]]\nkind = "file"')
    assert done["旧群"] == Delivery("旧群", waiting=1, error="设置中没有这个渠道")


def test_nothing_secret_is_in_the_database(store: Store, vendor: Vendors, tmp_path: Path) -> None:
    run(store, vendor, tmp_path, [missed(1)])
    vendor.faults = [404, 310000, 19021]
    run(store, vendor, tmp_path, [missed(2)])
    assert {m["state"] for m in messages(store)} == {"sent", "pending"}
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert KEY.encode() not in file.read_bytes() and SECRET.encode() not in file.read_bytes(), file


def test_files_grow_and_are_there_from_the_first_run(store: Store, vendor: Vendors, tmp_path: Path) -> None:
    text = '[[channels]]\nkind = "file"'
    run(store, vendor, tmp_path, [], text=text)
    assert (tmp_path / "out" / "alerts.jsonl").read_bytes() == b""
    assert not (tmp_path / "out" / "digest.md").exists()
    run(store, vendor, tmp_path, [missed(1)], text=text)
    run(store, vendor, tmp_path, [missed(1), missed(2)], text=text)
    lines = [json.loads(x) for x in (tmp_path / "out" / "alerts.jsonl").read_text("utf-8").splitlines()]
    assert [x["finding"]["target"]["subject"] for x in lines] == ["第1批保障性住房", "第2批保障性住房"]
    digest = (tmp_path / "out" / "digest.md").read_text("utf-8")
    assert digest.startswith("# 督办提醒（截至2031年9月30日）\n") and "第2批" in digest and "第1批" not in digest


def test_a_folder_that_cannot_be_written_keeps_its_alerts(store: Store, vendor: Vendors, tmp_path: Path) -> None:
    text = '[[channels]]\nkind = "file"'
    (tmp_path / "out").write_text("a file where the folder should be")
    done = run(store, vendor, tmp_path, [missed(1)], text=text)["file"]
    assert done.waiting == 1 and done.error is not None and "写不进文件夹" in done.error
    (tmp_path / "out").unlink()
    assert run(store, vendor, tmp_path, [missed(1)], text=text)["file"].sent == 1


def test_the_log_has_a_line_for_each(
    store: Store, vendor: Vendors, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="duban.alerts"):
        run(store, vendor, tmp_path, [missed(1), missed(2)], text='[[channels]]\nkind = "log"')
    assert ["未完成】第1批" in m or "未完成】第2批" in m for m in caplog.messages] == [True, True]


def test_settings_name_the_channels(tmp_path: Path) -> None:
    settings = read_settings('[[channels]]\nkind = "file"\nfolder = "elsewhere"')
    assert channels(settings, folder=tmp_path) == [Folder(Path("elsewhere"))]
    assert channels(Settings(), folder=tmp_path) == [Log(), Folder(tmp_path)]
