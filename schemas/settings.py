"""What duban.toml may say. Unknown keys are refused, so that a misspelt threshold is not silently the default.

[read]       how much one document may take
[lights]     when a light (状态灯) changes colour
[alerts]     which findings are told of, and how often
[[rules]]    which of them go to which channel
[[channels]] where they go (`schemas.settings_channels`)
[slips]      supervision slips (督办单)

duban.toml in the project's folder is an example with every key; docs/alerts.md says more.
"""

from __future__ import annotations

import tomllib
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from schemas.errors import SettingsError
from schemas.findings import AlertKind, Colour
from schemas.records import Strength
from schemas.settings_channels import Channel, FileChannel, LogChannel, Strict

__all__ = [
    "AlertSettings",
    "Channel",
    "FileChannel",
    "Lights",
    "LogChannel",
    "Preset",
    "Read",
    "Rule",
    "Settings",
    "Slips",
    "read_settings",
]

Preset = Literal["points", "deadline"]

#: Two published rules of lights for yearly tasks.  points: on schedule green; 10 to 30 percentage points behind yellow,
#: by more red; not started yellow, red after three months.  deadline: blue when due soon, yellow when behind, red only
#: when overdue.
PRESETS: dict[Preset, dict[str, float]] = {
    "points": {"yellow_points": 10, "red_points": 30, "due_soon_days": 30, "idle_red_months": 3},
    "deadline": {"yellow_points": 0, "red_points": 100, "due_soon_days": 30, "idle_red_months": 0},
}


class Read(Strict):
    """How much one document may take before it is ended and reported.

    time_limit: seconds.  memory_mb: megabytes that the process that reads it may hold.  file_mb: megabytes on disk.
    unpacked_mb: megabytes of an office file's parts or an archive's files together.  pages, scanned_pages: of a pdf or
    ofd; those that have to be recognised.  cells: of all tables.  libreoffice: whether LibreOffice, where it is
    installed, may be asked for what cannot be read otherwise.
    """

    time_limit: float = Field(default=300, gt=0)
    memory_mb: int = Field(default=4096, ge=512)
    file_mb: int = Field(default=300, ge=1)
    unpacked_mb: int = Field(default=600, ge=1)
    pages: int = Field(default=20_000, ge=1)
    scanned_pages: int = Field(default=200, ge=0)
    cells: int = Field(default=2_000_000, ge=1)
    libreoffice: bool = True


class Lights(Strict):
    """When a light changes colour.

    preset: where the others come from unless given.  yellow_points, red_points: percentage points of the target behind
    what the straight line asks for; yellow from the former on, red above the latter.  idle_red_months: months after
    which a work not begun is red, until then it is yellow; 0 for never.  due_soon_days: days before a deadline from
    which a light is blue.
    """

    preset: Preset = "points"
    yellow_points: float = Field(default=10, ge=0, le=100)
    red_points: float = Field(default=30, ge=0, le=100)
    due_soon_days: int = Field(default=30, ge=0)
    idle_red_months: int = Field(default=3, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _from_preset(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("preset", "points") in PRESETS:
            return {**PRESETS[given.get("preset", "points")], **given}
        return given

    @model_validator(mode="after")
    def _in_order(self) -> Lights:
        if self.red_points < self.yellow_points:
            raise ValueError("red_points must not be below yellow_points")
        return self


class AlertSettings(Strict):
    """Which findings are told of, in how many lines, and when again.

    kinds: alerts of other kinds are not raised.  lines: most lines of one kind in a digest.  remind_days: days after
    which what has not changed is told again, 0 for never.  worse_points: by how many percentage points of the target a
    shortfall must have grown to count as worse.  past_months: what fell due more months ago and was not followed
    before is counted, not told; 0 for telling everything.  link: where the ledger is to be seen, below each digest.
    """

    kinds: tuple[AlertKind, ...] = ("missed", "overdue", "behind", "due_soon", "unreported")
    lines: int = Field(default=15, ge=1)
    remind_days: int = Field(default=30, ge=0)
    worse_points: float = Field(default=1, ge=0)
    past_months: int = Field(default=12, ge=0)
    link: str = Field(default="", pattern=r"^(https?://\S+)?$")


class Rule(Strict):
    """Which alerts go to which channels. What is left out leaves all through.

    plans: words of a plan's file name or title, or patterns with * and ?.  agencies: words of a responsible unit's
    name.  lights: colours.  strengths: must, strive, plan.  to: names of channels.
    """

    name: str = Field(min_length=1)
    to: tuple[str, ...] = Field(min_length=1)
    kinds: tuple[AlertKind, ...] = ()
    lights: tuple[Colour, ...] = ()
    plans: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    strengths: tuple[Strength, ...] = ()


class Slips(Strict):
    """Supervision slips (督办单), one page for each agency and overdue task.

    write: whether `duban run` writes them, into 督办单/ beside the ledger.  kinds: of these alerts.  issuer: who signs;
    the plan's own issuer unless given.  mark: the office's word in the number (渠政督〔2025〕3号).  reply_days: days
    within which an answer is asked for.  contact: name and telephone below the text.
    """

    write: bool = False
    kinds: tuple[AlertKind, ...] = ("overdue", "missed")
    issuer: str = ""
    mark: str = Field(default="督办", min_length=1)
    reply_days: int = Field(default=7, ge=1)
    contact: str = ""


class Settings(Strict):
    """The whole of duban.toml; every part has its default."""

    read: Read = Read()
    lights: Lights = Lights()
    alerts: AlertSettings = AlertSettings()
    rules: tuple[Rule, ...] = ()
    channels: tuple[Channel, ...] = (LogChannel(), FileChannel())
    slips: Slips = Slips()

    @model_validator(mode="after")
    def _names_agree(self) -> Settings:
        names = [channel.name for channel in self.channels]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two channels of one name: {', '.join(twice)}")
        unknown = sorted({name for rule in self.rules for name in rule.to} - set(names))
        if unknown:
            raise ValueError(f"rules name channels that are not there: {', '.join(unknown)}")
        if not self.alerts.link and any(c.kind == "dingtalk" and c.format == "card" for c in self.channels):
            raise ValueError("a dingtalk channel of the format card needs alerts.link for its button")
        return self


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
        # The exception shows what was written, which may be a secret: it is not kept as the cause.
        raise SettingsError(f"{name}: {faults}") from None
