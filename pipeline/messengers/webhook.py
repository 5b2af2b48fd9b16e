"""A webhook of any service: JSON, signed.

The body is an object with title, as_of, part, parts, text (the digest in Markdown) and alerts (as in alerts.jsonl, with
why: new, worse or reminder). Headers: X-Duban-Id is the same for the same message, so that one that comes twice can be
told; where there is a secret, X-Duban-Timestamp is the time in seconds and X-Duban-Signature is "sha256=" and, in hex,
the HMAC-SHA256 of the timestamp, a full stop and the body, with the secret as key. Any status 2xx means taken.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import httpx

from pipeline.alert_digest import Digest, markdown
from pipeline.messengers.base import Page
from pipeline.messengers.files import notice_json
from pipeline.messengers.http import Poster, Request, encode
from pipeline.messengers.pace import Clock
from pipeline.messengers.pages import paginate
from pipeline.messengers.secrets import secret
from schemas.settings_channels import WebhookChannel

#: Bytes of a body beside text and alerts.
_ROOM = 500


def sign(timestamp: int, body: bytes, key: str) -> str:
    """The signature of a body sent at a time in seconds, as the header has it."""
    return "sha256=" + hmac.new(key.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Webhook:
    """One address; see `schemas.settings_channels.WebhookChannel`."""

    settings: WebhookChannel
    clock: Clock = field(default_factory=Clock)
    poster: Poster = field(init=False)

    def __post_init__(self) -> None:
        self.poster = Poster((), self.clock)

    @property
    def name(self) -> str:
        """As in the settings."""
        return self.settings.name

    def pages(self, digest: Digest) -> Sequence[Page]:
        """Objects within the limit, one half of it for the text and one for the alerts."""
        half = (self.settings.limit - _ROOM) // 2
        texts = [page.body for page in paginate(digest, markdown, lambda text: len(encode({"t": text})) <= half)]
        groups: list[list[dict[str, Any]]] = [[]]
        size = 0
        for notice in digest.notices:
            found = notice_json(notice)
            length = len(encode(found)) + 1
            if groups[-1] and size + length > half:
                groups.append([])
                size = 0
            groups[-1].append(found)
            size += length
        parts = max(len(texts), len(groups))
        out = []
        for number, (text, alerts) in enumerate(zip_longest(texts, groups), 1):
            message = {
                "title": digest.title,
                "as_of": digest.as_of.isoformat(),
                "part": number,
                "parts": parts,
                "text": text or "",
                "alerts": alerts or [],
            }
            out.append(Page(digest.title, json.dumps(message, ensure_ascii=False), number, parts))
        return out

    def post(self, page: Page) -> None:
        """Send one object."""
        self.poster.post(lambda: self._request(page), _taken)

    def _request(self, page: Page) -> Request:
        body = encode(json.loads(page.body))
        headers = {"X-Duban-Id": hashlib.sha256(body).hexdigest()[:32]}
        if self.settings.secret is not None:
            now = int(self.clock.now())
            headers |= {
                "X-Duban-Timestamp": str(now),
                "X-Duban-Signature": sign(now, body, secret(self.settings.secret)),
            }
        return secret(self.settings.url), headers, body


def _taken(answer: httpx.Response) -> None:
    """The status says it all."""
