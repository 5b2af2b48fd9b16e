"""duban alerts and duban slips, as a person uses them on the database of a run."""

from datetime import date

import pytest

from pipeline.alert_telling import tell
from pipeline.alerts import raise_alerts
from pipeline.batch import Processed
from pipeline.messengers.build import channels
from pipeline.outbox import flush
from pipeline.store import Store
from schemas.document import Meta
from schemas.findings import Finding
from schemas.records import Statement
from schemas.settings import read_settings
from schemas.values import Agency, Deadline

DAY = date(2031, 9, 30)
DOWN = """
[[channels]]
kind = "file"
folder = "{0}"
[[channels]]
kind = "feishu"
name = "水务群"
url = "env:DUBAN_NOWHERE"
"""


def overdue(number):
    quote = f"6月底前完成第{number}批泵站改造"
    target = Statement(
        "方案.txt", "target", number, number + len(quote), quote, f"第{number}批泵站改造", None, (),
        Deadline(None, date(2031, 6, 30), "6月底前", "explicit"), (Agency("市水务局", "lead"),), "must",
        (), None, None, "test", 0.9, f"{number}bcdef0123456789",
    )  # fmt: skip
    return Finding(target, None, "unreported", 0.0, None, None, (), DAY, f"f{number}")


@pytest.fixture
def db(tmp_path):
    """The database of a run that told of two matters, with one channel down."""
    path, found = tmp_path / "out" / "duban.db", [overdue(1), overdue(2)]
    path.parent.mkdir()
    settings = read_settings(DOWN.format(tmp_path / "预警"))
    plan = Processed(
        "方案.txt",
        "方案.txt",
        statements=tuple(f.target for f in found),
        meta=Meta("青砚市水务方案"),
        digest="a1",
        characters=9,
    )
    with Store(path) as store:
        store.save(plan)
        store.save_findings(found)
        ways = channels(settings, folder=tmp_path)
        tell(store, raise_alerts(found, as_of=DAY), found, ways, as_of=DAY, settings=settings)
        flush(store, ways, as_of=DAY)
    return path


def test_matters_are_listed_acknowledged_and_put_off(duban, db):
    shown = duban("alerts", "list", "--db", db)
    assert shown.status == 0
    assert [line.split()[:4] for line in shown.out.splitlines()[1:]] == [
        ["1bcdef01", "红", "超期未结", "第1批泵站改造"],
        ["2bcdef01", "红", "超期未结", "第2批泵站改造"],
    ]
    said = ("--who", "李主任", "--why", "汛后施工", "--on", "2031-10-01", "--db", db)
    assert duban("alerts", "ack", "1bcd", *said).out == "已确认：1bcdef01\n"
    assert duban("alerts", "snooze", "2bcd", "--until", "2031-11-01", *said).out == "已暂缓至 2031-11-01：2bcdef01\n"
    first, second = duban("alerts", "list", "--db", db, "--format", "jsonl").objects
    assert (first["state"], first["who"], first["why"], first["due_date"]) == (
        "acknowledged", "李主任", "汛后施工", "2031-06-30",
    )  # fmt: skip
    assert (second["state"], second["snoozed_until"]) == ("snoozed", "2031-11-01")
    assert "已确认（李主任：汛后施工）" in duban("alerts", "list", "--db", db).out
    assert duban("alerts", "reopen", "1bcd", *said).out == "已恢复提醒：1bcdef01\n"
    events = duban("alerts", "history", "1bcd", "--db", db, "--format", "jsonl").objects
    assert [(e["event"], e["day"], e["who"]) for e in events] == [
        ("new", "2031-09-30", None), ("acknowledged", "2031-10-01", "李主任"), ("reopened", "2031-10-01", "李主任"),
    ]  # fmt: skip
    assert "恢复提醒" in duban("alerts", "history", "1bcd", "--db", db).out


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("ack", "zzzz", "--who", "李", "--why", "知"), 1, "没有编号以 zzzz 开头的预警"),
        (("ack", "1bcd", "--who", "李"), 2, "--why"),
        (("snooze", "1bcd", "--who", "李", "--why", "知", "--until", "2031-01-01", "--on", "2031-10-01"), 2, "--until"),
        (("ack", "--who", "李", "--why", "知"), 2, "编号"),
    ],
)
def test_what_cannot_be_meant_is_said(duban, db, args, status, words):
    ended = duban("alerts", *args, "--db", db)
    assert (ended.status, ended.out) == (status, "")
    assert words in ended.err


def test_a_database_that_is_not_there_is_not_made(duban, tmp_path):
    for args in (("alerts", "list"), ("alerts", "send"), ("slips", "--out", tmp_path / "督办单")):
        ended = duban(*args, "--db", tmp_path / "none.db")
        assert ended.status == 1 and "没有这个数据库文件" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_what_waits_is_listed_and_sent_when_the_channel_is_back(duban, db, tmp_path, monkeypatch):
    [waiting] = duban("alerts", "outbox", "--db", db, "--format", "jsonl").objects
    assert (waiting["channel"], waiting["state"], waiting["alerts"]) == ("水务群", "pending", 2)
    assert "环境变量 DUBAN_NOWHERE 没有设置" in duban("alerts", "outbox", "--db", db).out
    config = tmp_path / "duban.toml"
    config.write_text(DOWN.format(tmp_path / "预警"), encoding="utf-8")
    args = ("alerts", "send", "--db", db, "--config", config, "--as-of", "2031-10-02")
    down = duban(*args)
    assert down.status == 1
    assert down.err == "预警未能全部发到 水务群：环境变量 DUBAN_NOWHERE 没有设置（待发 1 条，下次自动补发）\n"
    config.write_text(f'[[channels]]\nkind = "file"\nname = "水务群"\nfolder = "{tmp_path / "群"}"', encoding="utf-8")
    monkeypatch.setattr("pipeline.messengers.files.Folder.post", lambda self, page: None)
    back = duban(*args)
    assert (back.status, back.out, back.err) == (0, "送达 1 条，待发 0 条\n", "")
    assert duban("alerts", "outbox", "--db", db, "--format", "jsonl").out == ""
    assert len(duban("alerts", "outbox", "--all", "--db", db, "--format", "jsonl").objects) == 2


def test_slips_are_written_and_the_same_when_written_again(duban, db, tmp_path):
    first = duban("slips", "--db", db, "--out", tmp_path / "督办单")
    assert first.out == "督办单 2 份，其中新编号 2 份，截至 2031-09-30\n"
    files = {p.name: p.read_bytes() for p in (tmp_path / "督办单").iterdir()}
    assert sorted(files) == ["2031-001 市水务局 第1批泵站改造.docx", "2031-002 市水务局 第2批泵站改造.docx"]
    again = duban("slips", "--db", db, "--out", tmp_path / "督办单")
    assert again.out == "督办单 2 份，其中新编号 0 份，截至 2031-09-30\n"
    assert files == {p.name: p.read_bytes() for p in (tmp_path / "督办单").iterdir()}


def test_without_findings_there_are_no_slips(duban, tmp_path):
    Store(tmp_path / "new.db").close()
    ended = duban("slips", "--db", tmp_path / "new.db", "--out", tmp_path / "督办单")
    assert ended.status == 1 and "先执行 duban run" in ended.err
    assert not (tmp_path / "督办单").exists()
