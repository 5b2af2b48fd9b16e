"""A statement in the making: spans in clean text, before offsets go back to the source."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.agencies import Named
from extractors.dates import DateMention
from schemas.records import Role, Strength
from schemas.values import Measure


@dataclass(slots=True)
class Draft:
    """One statement found in clean text.

    start, end: half-open, in clean text.  verb: the action that made the subject, for list items that follow.
    noun: the subject without its verb.  clause: where its own clause begins.
    """

    role: Role
    start: int
    end: int
    subject: str
    rule: str
    measures: list[Measure] = field(default_factory=list)
    date: DateMention | None = None
    agencies: list[Named] = field(default_factory=list)
    inherited: bool = False
    inherited_agencies: bool = False
    strength: Strength = "plan"
    noun: str = ""
    verb: str = ""
    clause: int = 0
    recurring: bool = False
