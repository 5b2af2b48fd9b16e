"""The channels that duban.toml may name: where digests of alerts go.

A webhook's address holds its key, and a mail address its password: both are secrets. They are never written in the
settings themselves but named there, `env:NAME` for a variable of the environment or `file:PATH` for the first line of a
file, and are looked up when a message is sent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


class Strict(BaseModel):
    """A table of duban.toml: unknown keys are refused, values stay as they were read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _reference(value: str) -> str:
    kind, _, name = value.partition(":")
    if kind not in ("env", "file") or not name.strip():
        # What was written may be the secret itself, so it is not repeated.
        raise ValueError("a secret is named as env:NAME or file:PATH, never written here")
    return value


def _address(value: str) -> str:
    if value.startswith(("env:", "file:")):
        return _reference(value)
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address begins with http:// or https://, or is named as env:NAME or file:PATH")
    if parts.query or parts.username or parts.password:
        raise ValueError("an address with a key in it is a secret: name it as env:NAME or file:PATH")
    return value


#: A secret by name: env:NAME or file:PATH.
Reference = Annotated[str, AfterValidator(_reference)]
#: An address that may stand in the settings as long as it holds no key.
Address = Annotated[str, AfterValidator(_address)]


class _Channel(Strict):
    """name: what rules and reports call it; its kind unless given."""

    name: str = ""

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: object) -> object:
        if isinstance(given, dict) and not given.get("name"):
            return {**given, "name": given.get("kind", cls.model_fields["kind"].default)}
        return given


class LogChannel(_Channel):
    """Alerts go to the log."""

    kind: Literal["log"] = "log"


class FileChannel(_Channel):
    """Alerts are appended to alerts.jsonl, the digest of the latest run is digest.md, both in `folder`.

    folder: None means the run's output folder.
    """

    kind: Literal["file"] = "file"
    folder: Path | None = None


class WecomChannel(_Channel):
    """A group robot of 企业微信.

    url: the robot's webhook.  format: markdown (up to 4,096 bytes a message) or text (2,048).  mention: user ids in
    markdown, mobile numbers in text; @all for everyone (text only).
    """

    kind: Literal["wecom"] = "wecom"
    url: Reference
    format: Literal["markdown", "text"] = "markdown"
    mention: tuple[str, ...] = ()


class FeishuChannel(_Channel):
    """A custom robot of 飞书.

    url: the robot's webhook.  secret: where 签名校验 is on.  mention: user ids, or all.
    """

    kind: Literal["feishu"] = "feishu"
    url: Reference
    secret: Reference | None = None
    mention: tuple[str, ...] = ()


class DingtalkChannel(_Channel):
    """A custom robot of 钉钉.

    url: the robot's webhook.  secret: where 加签 is on.  format: markdown, or card (actionCard, whose button opens
    `alerts.link`).  mention: mobile numbers, or all (markdown only).
    """

    kind: Literal["dingtalk"] = "dingtalk"
    url: Reference
    secret: Reference | None = None
    format: Literal["markdown", "card"] = "markdown"
    mention: tuple[str, ...] = ()


class WebhookChannel(_Channel):
    """Any service that takes JSON by POST.

    url: where to.  secret: what the body is signed with.  limit: bytes of one message's body at most.
    """

    kind: Literal["webhook"] = "webhook"
    url: Address
    secret: Reference | None = None
    limit: int = Field(default=262_144, ge=4_096)


class AppriseChannel(_Channel):
    """Mail and whatever else Apprise knows; `url` is one of its addresses (mailtos://user:password@host?to=…).

    limit: bytes of one message's text at most.
    """

    kind: Literal["apprise"] = "apprise"
    url: Reference
    limit: int = Field(default=60_000, ge=1_000)


Channel = Annotated[
    LogChannel | FileChannel | WecomChannel | FeishuChannel | DingtalkChannel | WebhookChannel | AppriseChannel,
    Field(discriminator="kind"),
]
