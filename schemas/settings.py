"""What duban.toml may say. Unknown keys are refused, so that a misspelt threshold is not silently the default.

[read]
time_limit = 300        # seconds one document may take before it is ended and reported

[lights]
yellow_points = 10      # percentage points behind the straight line from which a light is yellow
red_points = 30         # … from which it is red
due_soon_days = 30      # days before a deadline from which a light is blue

[alerts]
kinds = ["missed", "overdue", "behind", "due_soon", "unreported"]
lines = 15              # longest list of one kind in a digest; the rest is counted

[[channels]]
kind = "file"           # or "log"
folder = "out"
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from schemas.errors import SettingsError
from schemas.findings import AlertKind


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Read(_Strict):
    """How much one document may take.  time_limit: seconds."""

    time_limit: float = Field(default=300, gt=0)


class Lights(_Strict):
    """When a light changes colour.

    yellow_points, red_points: percentage points behind what the straight line asks for.  due_soon_days: days.
    Source: one published rule of lights for yearly tasks (behind by 10 to 30 points yellow, by more red).
    """

    yellow_points: float = Field(default=10, ge=0, le=100)
    red_points: float = Field(default=30, ge=0, le=100)
    due_soon_days: int = Field(default=30, ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Lights:
        if self.red_points < self.yellow_points:
            raise ValueError("red_points must not be below yellow_points")
        return self


class AlertSettings(_Strict):
    """Which findings are worth a line, and how many lines.

    kinds: alerts of other kinds are not raised.  lines: most lines of one kind in a digest.
    """

    kinds: tuple[AlertKind, ...] = ("missed", "overdue", "behind", "due_soon", "unreported")
    lines: int = Field(default=15, ge=1)


class LogChannel(_Strict):
    """Alerts go to the log."""

    kind: Literal["log"] = "log"


class FileChannel(_Strict):
    """Alerts are appended to alerts.jsonl, the digest of the latest run is digest.md, both in `folder`.

    folder: None means the run's output folder.
    """

    kind: Literal["file"] = "file"
    folder: Path | None = None


Channel = Annotated[LogChannel | FileChannel, Field(discriminator="kind")]


class Settings(_Strict):
    """The whole of duban.toml; every part has its default."""

    read: Read = Read()
    lights: Lights = Lights()
    alerts: AlertSettings = AlertSettings()
    channels: tuple[Channel, ...] = (LogChannel(), FileChannel())


def read_settings(text: str, *, name: str = "duban.toml") -> Settings:
    """Settings from the text of a TOML file.

    Raises SettingsError naming the file and every fault in it, all at once.
    """
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as exc:
        raise SettingsError(f"{name}: {exc}") from exc
    except ValidationError as exc:
        faults = "; ".join(f"{'.'.join(str(p) for p in e['loc']) or 'file'}: {e['msg']}" for e in exc.errors())
        raise SettingsError(f"{name}: {faults}") from exc
