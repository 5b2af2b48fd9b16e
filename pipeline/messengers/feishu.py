"""飞书 custom robots.

Source: 飞书 open platform, 自定义机器人使用指南: cards (msg_type interactive), a request of up to 20 KB, a hundred
messages a minute and five a second. Where 签名校验 is on, the request has the time in seconds and, in base64, the
HMAC-SHA256 of nothing with time, line break and secret as key; it holds for an hour. code is 0 where it was taken.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.alert_digest import Digest, Line
from pipeline.messengers.base import Page
from pipeline.messengers.http import Poster, Request, encode, judge_by
from pipeline.messengers.pace import Clock, Pace
from pipeline.messengers.pages import paginate
from pipeline.messengers.secrets import secret
from schemas.settings_channels import FeishuChannel

LIMIT = 20_000
A_MINUTE, A_SECOND = 100, 5

_judge = judge_by(
    "code",
    words="msg",
    settings=frozenset({19001, 19002, 19021, 19022, 19024}),
    content=frozenset({9499, 11246, 230025, 230099}),
)
#: Colour of the card's head: that of its gravest alert.
_HEADS = {"红": "red", "黄": "yellow", "蓝": "blue", "灰": "grey"}


def sign(timestamp: int, key: str) -> str:
    """The signature for a time in seconds."""
    digest = hmac.new(f"{timestamp}\n{key}".encode(), b"", hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


@dataclass(slots=True)
class Feishu:
    """One custom robot; see `schemas.settings_channels.FeishuChannel`."""

    settings: FeishuChannel
    clock: Clock = field(default_factory=Clock)
    poster: Poster = field(init=False)

    def __post_init__(self) -> None:
        self.poster = Poster((Pace(A_MINUTE, 60, self.clock), Pace(A_SECOND, 1, self.clock)), self.clock)

    @property
    def name(self) -> str:
        """As in the settings."""
        return self.settings.name

    def pages(self, digest: Digest) -> Sequence[Page]:
        """Cards; the last has the button that opens the ledger, and calls people."""
        link = next((line.text for line in digest.lines if line.kind == "link"), "")
        lights = {notice.alert.light for notice in digest.notices}
        head = next((colour for light, colour in _HEADS.items() if light in lights), "blue")
        called = "".join(f"<at id={name}></at>" for name in self.settings.mention)

        def card(title: str, text: str, *, last: bool) -> dict[str, Any]:
            elements: list[dict[str, Any]] = [{"tag": "div", "text": {"tag": "lark_md", "content": text}}]
            if last and called:
                elements.append({"tag": "div", "text": {"tag": "lark_md", "content": called}})
            if last and link:
                button = {"tag": "button", "text": {"tag": "plain_text", "content": "查看台账"}, "type": "primary"}
                elements.append({"tag": "action", "actions": [{**button, "url": link}]})
            header = {"title": {"tag": "plain_text", "content": title}, "template": head}
            return {
                "msg_type": "interactive",
                "card": {"config": {"wide_screen_mode": True}, "header": header, "elements": elements},
            }

        def fits(text: str) -> bool:
            signed = {"timestamp": "0" * 10, "sign": "0" * 44, **card(digest.title + "（99/99）", text, last=True)}
            return len(encode(signed)) <= LIMIT

        return [
            Page(
                page.title,
                json.dumps(card(page.title, page.body, last=page.part == page.parts), ensure_ascii=False),
                page.part,
                page.parts,
            )
            for page in paginate(digest, _lark, fits)
        ]

    def post(self, page: Page) -> None:
        """Send one card."""
        self.poster.post(lambda: self._request(page), _judge)

    def _request(self, page: Page) -> Request:
        url, message = secret(self.settings.url), json.loads(page.body)
        if self.settings.secret is not None:
            now = int(self.clock.now())
            message = {"timestamp": str(now), "sign": sign(now, secret(self.settings.secret)), **message}
        return url, {}, encode(message)


def _lark(lines: Sequence[Line]) -> str:
    """The Markdown of cards, which has no headings; the title is in the card's head."""
    out: list[str] = []
    for kind, text in lines:
        if kind == "heading":
            out.append(("\n" if out else "") + f"**{text}**")
        elif kind == "agency":
            out.append(f"【{text}】")
        elif kind == "item":
            out.append(f"• {text}")
        elif kind not in ("title", "link"):
            out.append(text)
    return "\n".join(out)
