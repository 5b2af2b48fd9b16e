"""Mail and whatever else Apprise can reach, by an address of Apprise's kind."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.alert_digest import Digest, markdown
from pipeline.messengers.base import ChannelError, Page
from pipeline.messengers.pages import paginate
from pipeline.messengers.secrets import secret
from schemas.settings_channels import AppriseChannel


def _silent(record: logging.LogRecord) -> bool:
    """What Apprise logs may hold addresses with passwords; what became of a message is said here instead."""
    return False


@dataclass(frozen=True, slots=True)
class Mail:
    """One address of Apprise; see `schemas.settings_channels.AppriseChannel`."""

    settings: AppriseChannel

    @property
    def name(self) -> str:
        """As in the settings."""
        return self.settings.name

    def pages(self, digest: Digest) -> Sequence[Page]:
        """Markdown, which Apprise gives the form of the service; the title is the mail's subject."""
        return paginate(digest, markdown, lambda text: len(text.encode()) <= self.settings.limit)

    def post(self, page: Page) -> None:
        """Send one message. Apprise says only whether it went out."""
        import apprise

        logging.getLogger("apprise").addFilter(_silent)
        url = secret(self.settings.url)
        service = url.partition(":")[0]
        out = apprise.Apprise()
        if not out.add(url):
            raise ChannelError(f"Apprise 不认识这个地址（{service}）", "settings")
        if not out.notify(title=page.title, body=page.body, body_format=apprise.NotifyFormat.MARKDOWN):
            raise ChannelError(f"Apprise 未能送达（{service}）")
