"""Where alerts go. A channel takes the new alerts of a run with their digest; messengers are more of the same."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pipeline.alert_digest import digest
from schemas.findings import Alert
from schemas.settings import FileChannel as FileSettings
from schemas.settings import Settings

_LOG = logging.getLogger("duban.alerts")


class Channel(Protocol):
    """A way out for alerts. `send` raises OSError where it cannot."""

    @property
    def name(self) -> str:
        """What deliveries are reported under."""

    def send(self, alerts: Sequence[Alert], text: str) -> None:
        """Send the digest `text` of these new alerts."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a digest on one channel; `error` is None where it was sent."""

    channel: str
    alerts: int
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """One warning in the log for each alert."""

    name: str = "log"

    def send(self, alerts: Sequence[Alert], text: str) -> None:
        """Write each alert's message to the logger duban.alerts."""
        for alert in alerts:
            _LOG.warning("%s", alert.message)


@dataclass(frozen=True, slots=True)
class Folder:
    """alerts.jsonl grows by the new alerts, one object a line; digest.md is the latest run's digest."""

    folder: Path
    name: str = "file"

    def send(self, alerts: Sequence[Alert], text: str) -> None:
        """Append and overwrite; without new alerts the files stay as they are, alerts.jsonl is made if missing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "alerts.jsonl").open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(to_json(alert), ensure_ascii=False) + "\n" for alert in alerts)
        if alerts:
            (self.folder / "digest.md").write_text(text, encoding="utf-8", newline="\n")


def to_json(alert: Alert) -> dict[str, Any]:
    """One line of alerts.jsonl."""
    return {
        "key": alert.key,
        "kind": alert.kind,
        "as_of": alert.as_of.isoformat(),
        "message": alert.message,
        "finding": alert.finding.to_json(),
    }


def channels(settings: Settings, *, folder: Path) -> list[Channel]:
    """The channels that the settings name. folder: where file channels without a folder of their own write."""
    return [
        Folder(channel.folder or folder) if isinstance(channel, FileSettings) else Log()
        for channel in settings.channels
    ]


def deliver(alerts: Sequence[Alert], out: Iterable[Channel], *, lines: int = 15) -> list[Delivery]:
    """Send one digest of the new alerts on every channel; a channel that is down stops none of the others."""
    text = digest(alerts, lines=lines)
    done = []
    for channel in out:
        try:
            channel.send(alerts, text)
        except OSError as exc:
            done.append(Delivery(channel.name, len(alerts), str(exc)))
        else:
            done.append(Delivery(channel.name, len(alerts)))
    return done
