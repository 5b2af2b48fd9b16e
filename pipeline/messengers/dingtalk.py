"""钉钉 custom robots.

Source: 钉钉 open platform, 自定义机器人接入: markdown and actionCard, twenty messages a minute for each robot. Where
加签 is on, the address has the time in milliseconds and, in base64, the HMAC-SHA256 of time, line break and secret,
with the secret as key; it holds for an hour. A message above 20,000 bytes is refused (460101). errcode is 0 where it
was taken.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from pipeline.alert_digest import Digest, Line
from pipeline.messengers.base import Page
from pipeline.messengers.http import Poster, Request, encode, judge_by
from pipeline.messengers.pace import Clock, Pace
from pipeline.messengers.pages import paginate
from pipeline.messengers.secrets import secret
from schemas.settings_channels import DingtalkChannel

LIMIT = 20_000
A_MINUTE = 20

_judge = judge_by(
    "errcode",
    words="errmsg",
    settings=frozenset({300001, 310000, 400013, 400101, 400102, 400106}),
    content=frozenset({40035, 400105, 430101, 430102, 430103, 430104, 460101}),
)


def sign(timestamp: int, key: str) -> str:
    """The signature for a time in milliseconds, before it is made fit for an address."""
    digest = hmac.new(key.encode(), f"{timestamp}\n{key}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


@dataclass(slots=True)
class Dingtalk:
    """One custom robot; see `schemas.settings_channels.DingtalkChannel`."""

    settings: DingtalkChannel
    clock: Clock = field(default_factory=Clock)
    poster: Poster = field(init=False)

    def __post_init__(self) -> None:
        self.poster = Poster((Pace(A_MINUTE, 60, self.clock),), self.clock)

    @property
    def name(self) -> str:
        """As in the settings."""
        return self.settings.name

    def pages(self, digest: Digest) -> Sequence[Page]:
        """Messages of Markdown or cards; people are called in the last."""
        link = next((line.text for line in digest.lines if line.kind == "link"), "")
        numbers = [name for name in self.settings.mention if name != "all"]
        called = "\n\n" + " ".join(f"@{number}" for number in numbers) if numbers else ""
        at = {"atMobiles": numbers, "isAtAll": "all" in self.settings.mention}

        def message(title: str, text: str, *, last: bool) -> dict[str, Any]:
            if self.settings.format == "card":
                button = {"btnOrientation": "0", "singleTitle": "查看台账", "singleURL": link}
                return {"msgtype": "actionCard", "actionCard": {"title": title, "text": text, **button}}
            found: dict[str, Any] = {"msgtype": "markdown", "markdown": {"title": title, "text": text}}
            if last and self.settings.mention:
                found["markdown"]["text"] = text + called
                found["at"] = at
            return found

        def fits(text: str) -> bool:
            return len(encode(message(digest.title + "（99/99）", text, last=True))) <= LIMIT

        render = _card if self.settings.format == "card" else _markdown
        return [
            Page(
                page.title,
                json.dumps(message(page.title, page.body, last=page.part == page.parts), ensure_ascii=False),
                page.part,
                page.parts,
            )
            for page in paginate(digest, render, fits)
        ]

    def post(self, page: Page) -> None:
        """Send one message."""
        self.poster.post(lambda: self._request(page), _judge)

    def _request(self, page: Page) -> Request:
        url = secret(self.settings.url)
        if self.settings.secret is not None:
            now = int(self.clock.now() * 1000)
            signed = urlencode({"timestamp": now, "sign": sign(now, secret(self.settings.secret))})
            url += ("&" if "?" in url else "?") + signed
        return url, {}, encode(json.loads(page.body))


def _markdown(lines: Sequence[Line]) -> str:
    """A single line break counts for nothing there, so every line is a paragraph or an item."""
    marks = {"title": "### ", "heading": "#### ", "item": "- "}
    out = ""
    before = ""
    for kind, text in lines:
        words = {"agency": f"**{text}**", "link": f"[查看台账]({text})"}.get(kind, marks.get(kind, "") + text)
        out += ("\n" if kind == before == "item" else "\n\n" if before else "") + words
        before = kind
    return out


def _card(lines: Sequence[Line]) -> str:
    """The same without the link, which is the card's button."""
    return _markdown([line for line in lines if line.kind != "link"])
