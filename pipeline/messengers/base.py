"""What every channel is: it makes pages of a digest and posts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from pipeline.alert_digest import Digest

#: Why a message did not go out.  down: the other side is away or busy, try later.  settings: address, secret or
#: signature are wrong, try again once they are put right.  content: this message will never be taken.
Fault = Literal["down", "settings", "content"]


class ChannelError(Exception):
    """A message did not go out. The text is in Chinese, complete, and without secrets.

    fault: why.  wait: seconds after which the other side asks to be tried again, where it says so.
    """

    def __init__(self, reason: str, fault: Fault = "down", wait: float | None = None) -> None:
        super().__init__(reason)
        self.fault, self.wait = fault, wait


@dataclass(frozen=True, slots=True)
class Page:
    """One message: a digest, or a part of a long one.

    body: what is sent, in the channel's own form but without address, signature or secret.  part: from 1.
    """

    title: str
    body: str
    part: int = 1
    parts: int = 1


class Channel(Protocol):
    """A way out for digests."""

    @property
    def name(self) -> str:
        """What rules, deliveries and the outbox call it."""

    def pages(self, digest: Digest) -> Sequence[Page]:
        """The digest as messages, each within the channel's limits."""

    def post(self, page: Page) -> None:
        """Send one message. Raises ChannelError where it cannot."""
