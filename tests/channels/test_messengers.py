"""Each messenger against a server that takes messages as its vendor does: signature, length, pace, retries."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest
from digests import LINK, made
from vendors import KEY, SECRET, Time, Vendors

from pipeline.messengers.base import Channel, ChannelError
from pipeline.messengers.build import channels
from pipeline.messengers.pace import Clock, Pace
from schemas.settings import read_settings

ALL = ("wecom", "feishu", "dingtalk", "webhook", "text", "card")


def channel(kind: str, vendor: Vendors, tmp_path: Any, **more: str) -> Channel:
    """A channel to the vendors' server, of the settings' words."""
    extra = "".join(f'{name} = "{value}"\n' for name, value in more.items())
    secret = "" if "secret" in more else 'secret = "env:DUBAN_SECRET"\n'
    text = {
        "wecom": 'kind = "wecom"\nurl = "env:DUBAN_WECOM"\n',
        "text": 'kind = "wecom"\nurl = "env:DUBAN_WECOM"\nformat = "text"\n',
        "feishu": f'kind = "feishu"\nurl = "env:DUBAN_FEISHU"\n{secret}',
        "dingtalk": f'kind = "dingtalk"\nurl = "env:DUBAN_DINGTALK"\n{secret}',
        "card": f'kind = "dingtalk"\nformat = "card"\nurl = "env:DUBAN_DINGTALK"\n{secret}',
        "webhook": f'kind = "webhook"\nurl = "{vendor.url("webhook")}"\n{secret}',
    }[kind]
    settings = read_settings(f'[alerts]\nlink = "{LINK}"\n[[channels]]\n{text}{extra}')
    [found] = channels(settings, folder=tmp_path, clock=Clock(vendor.time.now, vendor.time.sleep))
    return found


def words(message: dict[str, Any]) -> str:
    """What a person reads of a message."""
    if "card" in message:
        card = message["card"]
        return "\n".join(
            [card["header"]["title"]["content"], *(e.get("text", {}).get("content", "") for e in card["elements"])]
        )
    if "msgtype" in message:
        inside = message[message["msgtype"]]
        return str(inside.get("content") or inside["text"])
    return str(message["text"])


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("lines", [1, 12, 150])
def test_digests_of_any_length_arrive_whole_and_in_order(kind: str, lines: int, vendor: Vendors, tmp_path: Any) -> None:
    text = made(lines, link=LINK)
    out = channel(kind, vendor, tmp_path)
    for page in out.pages(text):
        out.post(page)
    assert vendor.refused == []
    read = "\n".join(map(words, vendor.taken))
    found = [int(n) for n in re.findall(r"[-·•>] 第(\d+)批", read)]
    assert found == [int(n) for line in text.lines if line.kind == "item" for n in re.findall(r"^第(\d+)批", line.text)]
    assert len(found) == lines
    assert all("督办提醒（截至2031年9月30日）" in words(m) for m in vendor.taken if words(m))
    shown = [LINK in json.dumps(message, ensure_ascii=False) for message in vendor.taken]
    assert shown.count(True) == (len(shown) if kind == "card" else 1)  # a card is nothing without its button


@pytest.mark.parametrize(("kind", "parts"), [("wecom", 8), ("text", 16), ("feishu", 2), ("dingtalk", 2)])
def test_long_digests_are_numbered_and_each_part_says_under_what_it_stands(
    kind: str, parts: int, vendor: Vendors, tmp_path: Any
) -> None:
    pages = channel(kind, vendor, tmp_path).pages(made(120))
    assert len(pages) >= parts
    assert [p.title for p in pages] == [
        f"督办提醒（截至2031年9月30日）（{i}/{len(pages)}）" for i in range(1, len(pages) + 1)
    ]
    for page in pages[1:]:
        shown = words(json.loads(page.body))
        assert "未完成（120项）（续）" in shown
        assert re.search(r"第\d+责任单位", shown.split("批", 1)[0])


def test_people_are_called_once_at_the_end(vendor: Vendors, tmp_path: Any) -> None:
    named = {"wecom": ("zhangsan", "<@zhangsan>"), "feishu": ("ou_1", "<at id=ou_1></at>"), "dingtalk": ("138", "@138")}
    for kind, (name, called) in named.items():
        out = channel(kind, vendor, tmp_path, name=kind)
        out = type(out)(out.settings.model_copy(update={"mention": (name,)}), out.clock)  # type: ignore[attr-defined, call-arg]
        pages = out.pages(made(60))
        assert [called in words(json.loads(p.body)) for p in pages] == [False] * (len(pages) - 1) + [True]
        for page in pages:
            out.post(page)
    assert vendor.refused == []
    assert vendor.taken[-1]["at"] == {"atMobiles": ["138"], "isAtAll": False}


def test_the_webhook_has_alerts_and_text_within_its_limit(vendor: Vendors, tmp_path: Any) -> None:
    out = channel("webhook", vendor, tmp_path)
    small = type(out)(out.settings.model_copy(update={"limit": 8192}), out.clock)  # type: ignore[attr-defined, call-arg]
    for page in small.pages(made(20)):
        small.post(page)
    assert vendor.refused == []
    assert all(int(h["content-length"]) <= 8192 for h in vendor.headers)
    alerts = [a for m in vendor.taken for a in m["alerts"]]
    assert len({a["key"] for a in alerts}) == 20
    assert {a["why"] for a in alerts} == {"new"} and alerts[0]["finding"]["gap"]["value"] == -100
    assert len({h["x-duban-id"] for h in vendor.headers}) == len(vendor.taken) > 1


@pytest.mark.parametrize(("kind", "limit"), [("wecom", 20), ("dingtalk", 20)])
def test_no_more_than_the_vendor_takes_a_minute(kind: str, limit: int, vendor: Vendors, tmp_path: Any) -> None:
    out = channel(kind, vendor, tmp_path)
    [page] = out.pages(made(1))
    for _ in range(2 * limit + 1):
        out.post(page)
    assert vendor.refused == []
    assert vendor.time.slept == [60.0, 60.0]


def test_feishu_takes_five_a_second(vendor: Vendors, tmp_path: Any) -> None:
    out = channel("feishu", vendor, tmp_path)
    [page] = out.pages(made(1))
    for _ in range(12):
        out.post(page)
    assert vendor.refused == []
    assert vendor.time.slept == [1.0, 1.0]


def test_pace_counts_any_stretch_of_time() -> None:
    time = Time()
    pace = Pace(2, 60, Clock(time.now, time.sleep))
    for wait in (0, 50, 0, 5):
        time.at += wait
        pace.wait()
    assert time.slept == [10.0, 45.0]


@pytest.mark.parametrize("kind", ALL)
def test_a_busy_vendor_is_tried_again_after_growing_pauses_and_signed_anew(
    kind: str, vendor: Vendors, tmp_path: Any
) -> None:
    vendor.faults = [503, 429] if kind == "webhook" else [502, 45009 if kind in ("wecom", "text") else 11232]
    out = channel(kind, vendor, tmp_path)
    out.post(out.pages(made(1, link=LINK))[0])
    assert (vendor.requests, len(vendor.taken), vendor.time.slept) == (3, 1, [1.0, 3.0])


@pytest.mark.parametrize(
    ("kind", "fault", "expected"),
    [
        ("wecom", 93000, "settings"),
        ("wecom", 40058, "content"),
        ("wecom", 404, "settings"),
        ("feishu", 19021, "settings"),
        ("feishu", 9499, "content"),
        ("dingtalk", 310000, "settings"),
        ("dingtalk", 460101, "content"),
        ("webhook", 401, "settings"),
        ("webhook", 413, "content"),
        ("webhook", 302, "settings"),
    ],
)
def test_what_will_not_get_better_is_not_tried_again(
    kind: str, fault: int, expected: str, vendor: Vendors, tmp_path: Any
) -> None:
    vendor.faults = [fault]
    out = channel(kind, vendor, tmp_path)
    with pytest.raises(ChannelError, match=str(fault)) as caught:
        out.post(out.pages(made(1))[0])
    assert (caught.value.fault, vendor.requests, vendor.time.slept) == (expected, 1, [])


def test_after_the_last_try_the_cause_is_said(vendor: Vendors, tmp_path: Any) -> None:
    vendor.down = True
    out = channel("wecom", vendor, tmp_path)
    with pytest.raises(ChannelError, match="HTTP 503") as caught:
        out.post(out.pages(made(1))[0])
    assert (caught.value.fault, vendor.requests, vendor.time.slept) == ("down", 4, [1.0, 3.0, 9.0])


def test_nobody_at_the_address(vendor: Vendors, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_WECOM", "http://127.0.0.1:9/?key=hush")
    out = channel("wecom", vendor, tmp_path)
    with pytest.raises(ChannelError, match="连接不上") as caught:
        out.post(out.pages(made(1))[0])
    assert caught.value.fault == "down"


@pytest.mark.parametrize("kind", ["feishu", "dingtalk", "webhook"])
def test_a_wrong_secret_is_refused_and_said_to_be_a_matter_of_settings(
    kind: str, vendor: Vendors, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUBAN_SECRET", "another")
    out = channel(kind, vendor, tmp_path)
    with pytest.raises(ChannelError) as caught:
        out.post(out.pages(made(1))[0])
    assert caught.value.fault == "settings"
    assert vendor.taken == []


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("env:DUBAN_NOWHERE", "环境变量 DUBAN_NOWHERE 没有设置"),
        ("file:{}/none.txt", "读不了密钥文件"),
        ("file:{}/empty.txt", "是空的"),
    ],
)
def test_a_secret_that_is_not_there_is_named(reference: str, words: str, vendor: Vendors, tmp_path: Any) -> None:
    (tmp_path / "empty.txt").write_text("\n")
    out = channel("feishu", vendor, tmp_path, secret=reference.format(tmp_path))
    with pytest.raises(ChannelError, match=words) as caught:
        out.post(out.pages(made(1))[0])
    assert (caught.value.fault, vendor.requests) == ("settings", 0)


def test_a_secret_may_be_in_a_file(vendor: Vendors, tmp_path: Any) -> None:
    (tmp_path / "飞书.txt").write_text(f"\ufeff{SECRET}\r\n第二行不算\r\n", encoding="utf-8")
    out = channel("feishu", vendor, tmp_path, secret=f"file:{tmp_path}/飞书.txt")
    out.post(out.pages(made(1))[0])
    assert len(vendor.taken) == 1


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("fault", [0, 503, 404, 93000])
def test_no_secret_is_logged_raised_or_kept(
    kind: str, fault: int, vendor: Vendors, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    out = channel(kind, vendor, tmp_path)
    page = out.pages(made(1, link=LINK))[0]
    vendor.faults = [fault] * 4 if fault else []
    said = ""
    with caplog.at_level(logging.DEBUG):
        try:
            out.post(page)
        except ChannelError as exc:
            said = repr(exc) + str(exc.__cause__)
    assert any(r.name == "httpx" for r in caplog.records)
    for text in (caplog.text, said, page.body, page.title, repr(out)):
        assert KEY not in text and SECRET not in text


def test_an_address_that_is_none_is_not_repeated(
    vendor: Vendors, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in (f"weixin://{KEY}", f"http://a:b/{KEY}", KEY):
        monkeypatch.setenv("DUBAN_WECOM", wrong)
        out = channel("wecom", vendor, tmp_path)
        with pytest.raises(ChannelError) as caught:
            out.post(out.pages(made(1))[0])
        assert KEY not in str(caught.value)
        assert caught.value.fault == "settings"


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # in Apprise's own modules
def test_apprise_sends_what_it_knows_and_says_what_it_does_not(
    vendor: Vendors, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = read_settings('[[channels]]\nkind = "apprise"\nurl = "env:DUBAN_MAIL"')
    [mail] = channels(settings, folder=tmp_path)
    [page] = mail.pages(made(3))
    with caplog.at_level(logging.DEBUG):
        monkeypatch.setenv("DUBAN_MAIL", vendor.base.replace("http", "json", 1) + f"/apprise?+X-Key={KEY}")
        mail.post(page)
        for url, words in ((f"pigeon://{KEY}", "不认识"), (f"json://127.0.0.1:9/{KEY}", "未能送达（json）")):
            monkeypatch.setenv("DUBAN_MAIL", url)
            with pytest.raises(ChannelError, match=words):
                mail.post(page)
    [message] = vendor.taken
    assert message["title"] == "督办提醒（截至2031年9月30日）"
    assert "第2批保障性住房" in message["message"]
    assert KEY not in caplog.text
