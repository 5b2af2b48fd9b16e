"""duban.toml: the example shows every key with its default, faults are named, secrets are refused."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from schemas.errors import SettingsError
from schemas.settings import AlertSettings, Lights, Read, Rule, Settings, Slips, read_settings
from schemas.settings_channels import (
    AppriseChannel,
    DingtalkChannel,
    FeishuChannel,
    FileChannel,
    LogChannel,
    WebhookChannel,
    WecomChannel,
)

EXAMPLE = (Path(__file__).parents[2] / "duban.toml").read_text("utf-8")
#: The example with what is commented out in it.
WHOLE = re.sub(r"^#(?=[\[a-z_]+.*[\]=])", "", EXAMPLE, flags=re.M)


def test_the_example_says_what_holds_without_it() -> None:
    shown, default = read_settings(EXAMPLE), Settings()
    assert (shown.read, shown.lights, shown.alerts, shown.rules) == (
        default.read, default.lights, default.alerts, default.rules,
    )  # fmt: skip
    assert {c.kind for c in shown.channels} == {c.kind for c in default.channels}


def test_the_example_with_all_that_is_commented_out_is_valid_and_complete() -> None:
    read_settings(WHOLE)
    found = tomllib.loads(WHOLE)
    for name, model in (("read", Read), ("lights", Lights), ("alerts", AlertSettings), ("slips", Slips)):
        assert set(found[name]) == set(model.model_fields), name
    assert {key for rule in found["rules"] for key in rule} == set(Rule.model_fields)
    models = {
        "log": LogChannel, "file": FileChannel, "wecom": WecomChannel, "feishu": FeishuChannel,
        "dingtalk": DingtalkChannel, "webhook": WebhookChannel, "apprise": AppriseChannel,
    }  # fmt: skip
    shown: dict[str, set[str]] = {}
    for channel in found["channels"]:
        shown.setdefault(channel["kind"], {"kind"}).update(channel)
    for kind, model in models.items():
        assert shown[kind] | {"name"} == set(model.model_fields), kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[lights]\nyelow_points = 5", "yelow_points"),
        ("[lights]\nyellow_points = 40\nred_points = 20", "red_points"),
        ('[lights]\npreset = "rainbow"', "preset"),
        ('[[channels]]\nkind = "pigeon"', "pigeon"),
        ('[[channels]]\nkind = "log"\n[[channels]]\nkind = "log"', "two channels of one name: log"),
        ('[alerts]\nkinds = ["late"]', "kinds"),
        ('[alerts]\nlink = "ledger.xlsx"', "link"),
        ('[[rules]]\nname = "甲"\nto = ["住建群"]', "住建群"),
        ('[[rules]]\nname = "甲"\nto = []', "to"),
        ('[[channels]]\nkind = "dingtalk"\nurl = "env:X"\nformat = "card"', "alerts.link"),
        ("[lights", "office.toml"),
    ],
)
def test_faulty_settings_are_refused_by_name(text: str, word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        read_settings(text, name="office.toml")


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("wecom", "url", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=HUSH"),
        ("feishu", "secret", "HUSH"),
        ("dingtalk", "secret", "env:"),
        ("apprise", "url", "mailtos://me:HUSH@mail.example"),
        ("webhook", "url", "https://me:HUSH@hooks.example/in"),
        ("webhook", "url", "https://hooks.example/in?token=HUSH"),
        ("webhook", "url", "ftp://hooks.example/HUSH"),
    ],
)
def test_secrets_do_not_stand_in_the_settings_nor_in_the_error(kind: str, key: str, value: str) -> None:
    other = 'url = "env:X"\n' if key != "url" else ""
    with pytest.raises(SettingsError, match=f"{kind}.{key}") as caught:
        read_settings(f'[[channels]]\nkind = "{kind}"\n{other}{key} = "{value}"')
    assert "HUSH" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_an_address_without_a_key_may_stand_there() -> None:
    settings = read_settings('[[channels]]\nkind = "webhook"\nurl = "http://10.0.0.8:8080/alerts"')
    assert settings.channels[0].name == "webhook"
