"""Files and the log, the channels that are always there."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.alert_book import Notice
from pipeline.alert_digest import Digest
from pipeline.files import text_file
from pipeline.messengers.base import ChannelError, Page
from schemas.findings import Alert

_LOG = logging.getLogger("duban.alerts")


@dataclass(frozen=True, slots=True)
class Log:
    """One warning in the log for each alert."""

    name: str = "log"

    def pages(self, digest: Digest) -> Sequence[Page]:
        """One page with a line for each alert."""
        return [Page(digest.title, "\n".join(n.alert.message.replace("\n", " ") for n in digest.notices))]

    def post(self, page: Page) -> None:
        """Write each line to the logger duban.alerts."""
        for line in page.body.split("\n"):
            _LOG.warning("%s", line)


@dataclass(frozen=True, slots=True)
class Folder:
    """alerts.jsonl grows by what is told, one object a line; digest.md is the latest digest."""

    folder: Path
    name: str = "file"

    def prepare(self) -> None:
        """See that alerts.jsonl is there, so that a run without alerts leaves an empty one."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / "alerts.jsonl").touch()
        except OSError as exc:
            raise _unwritten(self.folder, exc) from exc

    def pages(self, digest: Digest) -> Sequence[Page]:
        """One page with text and alerts."""
        message = {"text": digest.markdown, "alerts": [notice_json(n) for n in digest.notices]}
        return [Page(digest.title, json.dumps(message, ensure_ascii=False))]

    def post(self, page: Page) -> None:
        """Append the alerts, replace the digest."""
        message = json.loads(page.body)
        self.prepare()
        try:
            with (self.folder / "alerts.jsonl").open("a", encoding="utf-8", newline="\n") as file:
                file.writelines(json.dumps(found, ensure_ascii=False) + "\n" for found in message["alerts"])
            with text_file(self.folder / "digest.md") as file:
                file.write(message["text"])
        except OSError as exc:
            raise _unwritten(self.folder, exc) from exc


def _unwritten(folder: Path, exc: OSError) -> ChannelError:
    return ChannelError(f"写不进文件夹 {folder}（{exc.strerror or type(exc).__name__}）")


def to_json(alert: Alert) -> dict[str, Any]:
    """An alert as an object."""
    return {
        "key": alert.key,
        "kind": alert.kind,
        "light": alert.light,
        "as_of": alert.as_of.isoformat(),
        "message": alert.message,
        "finding": alert.finding.to_json(),
    }


def notice_json(notice: Notice) -> dict[str, Any]:
    """One line of alerts.jsonl: the alert, why it is told now, how often it has been told, and what it was before."""
    was = {"kind": notice.was[0], "as_of": notice.was[1].isoformat()} if notice.was else None
    return {**to_json(notice.alert), "why": notice.why, "times": notice.times, "was": was}
