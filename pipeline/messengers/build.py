"""From the settings' channels to channels that send."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pipeline.messengers.base import Channel, ChannelError
from pipeline.messengers.dingtalk import Dingtalk
from pipeline.messengers.feishu import Feishu
from pipeline.messengers.files import Folder, Log
from pipeline.messengers.mail import Mail
from pipeline.messengers.pace import Clock
from pipeline.messengers.webhook import Webhook
from pipeline.messengers.wecom import Wecom
from schemas.settings import Settings
from schemas.settings_channels import (
    AppriseChannel,
    DingtalkChannel,
    FeishuChannel,
    FileChannel,
    LogChannel,
    WebhookChannel,
    WecomChannel,
)


def channels(settings: Settings, *, folder: Path, clock: Clock | None = None) -> list[Channel]:
    """The channels that the settings name, in their order.

    folder: where file channels without a folder of their own write.  clock: for signatures, pace and pauses.
    """
    time = clock or Clock()
    out: list[Channel] = []
    for channel in settings.channels:
        match channel:
            case LogChannel():
                out.append(Log(channel.name))
            case FileChannel():
                out.append(Folder(channel.folder or folder, channel.name))
            case WecomChannel():
                out.append(Wecom(channel, time))
            case FeishuChannel():
                out.append(Feishu(channel, time))
            case DingtalkChannel():
                out.append(Dingtalk(channel, time))
            case WebhookChannel():
                out.append(Webhook(channel, time))
            case AppriseChannel():
                out.append(Mail(channel))
    return out


def prepare(found: Iterable[Channel]) -> None:
    """Make the files that are there even after a run without alerts; a folder that cannot be written says so later."""
    for channel in found:
        if isinstance(channel, Folder):
            with suppress(ChannelError):
                channel.prepare()
