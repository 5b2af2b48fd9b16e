"""Which alerts go to which channel, by the rules of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from pipeline.agency_groups import means
from pipeline.alert_book import Closing, Notice
from schemas.findings import Alert
from schemas.records import Statement
from schemas.settings import Rule, Settings

Share = tuple[list[Notice], list[Closing]]


def route(
    notices: Sequence[Notice],
    closings: Sequence[Closing],
    *,
    settings: Settings,
    titles: Mapping[str, str | None] | None = None,
) -> dict[str, Share]:
    """What each channel is told, by its name, in the order given; channels that are told nothing have empty lists.

    A channel that rules name is told what one of these takes; one that no rule names is told everything.
    titles: titles of documents by file name, which rules may go by as well.
    """
    by_channel: dict[str, list[Rule]] = {channel.name: [] for channel in settings.channels}
    for rule in settings.rules:
        for name in rule.to:
            by_channel[name].append(rule)
    known = titles or {}
    return {
        name: (
            [n for n in notices if not rules or any(takes(rule, n.alert, known) for rule in rules)],
            [c for c in closings if not rules or any(_place(rule, c.target, known) for rule in rules)],
        )
        for name, rules in by_channel.items()
    }


def takes(rule: Rule, alert: Alert, titles: Mapping[str, str | None]) -> bool:
    """Whether a rule lets an alert through: every condition that it states is met."""
    target = alert.finding.target
    return (
        (not rule.kinds or alert.kind in rule.kinds)
        and (not rule.lights or alert.light in rule.lights)
        and (not rule.strengths or target.strength in rule.strengths)
        and _place(rule, target, titles)
    )


def _place(rule: Rule, target: Statement, titles: Mapping[str, str | None]) -> bool:
    """Whether a target's plan and agencies are those of the rule."""
    names = [name for name in (target.doc, titles.get(target.doc)) if name]
    agencies = [agency.name for agency in target.agencies]
    meant = _any(rule.agencies, agencies) or any(means(asked, name) for asked in rule.agencies for name in agencies)
    return (not rule.plans or _any(rule.plans, names)) and (not rule.agencies or meant)


def _any(patterns: Iterable[str], names: Sequence[str]) -> bool:
    return any(
        fnmatchcase(name, pattern) if set(pattern) & set("*?") else pattern in name
        for pattern in patterns
        for name in names
    )
