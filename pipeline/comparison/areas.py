"""Which documents can speak of one place, so that a target meets only the reports that may answer it.

Reports of other places never answer a target. Set apart beforehand, they cost nothing, and what is rare or common
among the words of one place does not hang on which other places are compared in the same run.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.document import Document, Meta
from schemas.records import Statement

_NATIONAL = re.compile(r"国务院|国家|中共中央|全国")
_NATION = "全国"


@dataclass(frozen=True, slots=True)
class Context:
    """Where a target stands.  before, after: the other words of its sentence.  reviewed: whether the plan is a report
    that there looks back, so that it may tell what was done.
    """

    before: str = ""
    after: str = ""
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """Targets of one place and all that may answer them.

    places: of each of the targets, its place in the list they came from.  targets: statements of any role of the plans.
    answers: statements of any role of the reports.  documents, reports: as in `pipeline.compare.compare`.
    contexts: what stands round a target, by the target's id, where known.
    """

    places: list[int] = field(default_factory=list)
    targets: list[Statement] = field(default_factory=list)
    answers: list[Statement] = field(default_factory=list)
    documents: dict[str, Meta] = field(default_factory=dict)
    reports: dict[str, Document] = field(default_factory=dict)
    contexts: dict[str, Context] = field(default_factory=dict)


def grounds(
    targets: Sequence[Statement],
    answers: Sequence[Statement],
    documents: Mapping[str, Meta],
    reports: Mapping[str, Document],
    contexts: Mapping[str, Context] | None = None,
) -> Iterator[Ground]:
    """The targets by their documents' places, each with what may answer them, in the order of the targets."""
    told = _by_area(answers, documents)
    words = _names_by_area(reports, documents)
    grouped: dict[str | None, Ground] = {}
    for i, statement in enumerate(targets):
        ground = grouped.setdefault(area(documents.get(statement.doc)), Ground())
        ground.places.append(i)
        ground.targets.append(statement)
        if contexts and statement.id in contexts:
            ground.contexts[statement.id] = contexts[statement.id]
    for here, ground in grouped.items():
        near = [i for there, found in told.items() if meet(here, there) for i in found]
        ground.answers.extend(answers[i] for i in sorted(near))
        names = {name for there, found in words.items() if meet(here, there) for name in found}
        ground.reports.update((name, reports[name]) for name in sorted(names))
        names.update(s.doc for s in (*ground.targets, *ground.answers))
        ground.documents.update((name, documents[name]) for name in sorted(names) if name in documents)
        yield ground


def area(meta: Meta | None) -> str | None:
    """The place a document speaks of; 全国 where its issuers are the nation's, None where nothing says."""
    if meta is None:
        return None
    if meta.place is None and meta.issuers and all(_NATIONAL.match(office) for office in meta.issuers):
        return _NATION
    return meta.place


def meet(one: str | None, other: str | None) -> bool:
    """Whether two documents may speak of one place: 三明市 and 福建省三明市, or one that does not say."""
    return not one or not other or one.endswith(other) or other.endswith(one)


def _by_area(statements: Sequence[Statement], documents: Mapping[str, Meta]) -> dict[str | None, list[int]]:
    found: dict[str | None, list[int]] = defaultdict(list)
    for i, statement in enumerate(statements):
        found[area(documents.get(statement.doc))].append(i)
    return found


def _names_by_area(names: Iterable[str], documents: Mapping[str, Meta]) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = defaultdict(list)
    for name in names:
        found[area(documents.get(name))].append(name)
    return found
