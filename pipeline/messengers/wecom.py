"""企业微信 group robots.

Source: 企业微信 developer centre, 群机器人配置说明: markdown content up to 4,096 bytes of UTF-8, text up to 2,048,
twenty messages a minute for each robot. errcode is 0 where the message was taken.
"""

from __future__ import annotations

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
from schemas.settings_channels import WecomChannel

LIMITS = {"markdown": 4_096, "text": 2_048}
A_MINUTE = 20

_judge = judge_by(
    "errcode",
    words="errmsg",
    settings=frozenset({93000, 93008, 40001, 40014, 41001, 42001}),
    content=frozenset({40008, 40058, 44004, 45002}),
)


@dataclass(slots=True)
class Wecom:
    """One group robot; see `schemas.settings_channels.WecomChannel`."""

    settings: WecomChannel
    clock: Clock = field(default_factory=Clock)
    poster: Poster = field(init=False)

    def __post_init__(self) -> None:
        self.poster = Poster((Pace(A_MINUTE, 60, self.clock),), self.clock)

    @property
    def name(self) -> str:
        """As in the settings."""
        return self.settings.name

    def pages(self, digest: Digest) -> Sequence[Page]:
        """Messages of Markdown or text; people are called at the end of the last."""
        form, mention = self.settings.format, self.settings.mention
        called = "\n" + "".join(f"<@{name}>" for name in mention) if mention and form == "markdown" else ""
        limit = LIMITS[form] - len(called.encode())
        render = _markdown if form == "markdown" else _text
        found = paginate(digest, render, lambda text: len(text.encode()) <= limit)
        out = []
        for page in found:
            last = page.part == page.parts
            content: dict[str, Any] = {"content": page.body + (called if last else "")}
            if last and mention and form == "text":
                content["mentioned_mobile_list"] = list(mention)
            message = {"msgtype": form, form: content}
            out.append(Page(page.title, json.dumps(message, ensure_ascii=False), page.part, page.parts))
        return out

    def post(self, page: Page) -> None:
        """Send one message."""
        self.poster.post(lambda: self._request(page), _judge)

    def _request(self, page: Page) -> Request:
        return secret(self.settings.url), {}, encode(json.loads(page.body))


_COLOURS = {"超期未结": "warning", "未完成": "warning", "进度滞后": "warning", "临近到期": "info", "已销号": "info"}


def _markdown(lines: Sequence[Line]) -> str:
    """Headings in the three colours that there are; a quote mark sets the lines of an agency off."""
    out = []
    for kind, text in lines:
        if kind == "title":
            out.append(f"# {text}")
        elif kind == "heading":
            colour = _COLOURS.get(text.split("（", 1)[0], "comment")
            out.append(f'## <font color="{colour}">{text}</font>')
        elif kind == "agency":
            out.append(f"**{text}**")
        elif kind == "item":
            out.append(f"> {text}")
        elif kind == "link":
            out.append(f"[查看台账]({text})")
        else:
            out.append(text)
    return "\n".join(out)


def _text(lines: Sequence[Line]) -> str:
    marks = {"heading": "■ ", "agency": "▪ ", "item": "· ", "link": "台账："}
    return "\n".join(marks.get(kind, "") + text for kind, text in lines)
