"""One body under all its names: what several documents write of 市发改委 and 市发展改革委 stands in one group.

Which body a name means is `extractors.agency_registry`'s; here the names of many documents are brought together. The
names as written stay where they are quoted; a group is called by the fullest of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from extractors.agency_registry import identify
from schemas.records import Statement

#: A name, and the place that its document is about.
Mention = tuple[str, str | None]
#: Signs by which a name says of what kind its place is: 区住建局.
_KINDS = "省市州盟区县旗镇乡"
_Key = tuple[str, str | None, str | None]


class Bodies:
    """What to call the bodies that documents name.

    mentions: names, each with the place that its document is about, None where it does not say. A name without a place
    of its own means the one body of its kind and level whose place is known; where there are several, none of them.
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        found = sorted({*mentions}, key=lambda m: (-len(m[0]), m[0], m[1] or ""))
        self._places: dict[_Key, set[str]] = {}
        for name, home in found:
            who = identify(name, home)
            if who.place is not None:
                self._places.setdefault((who.body, who.level, None), set()).add(who.place)
        self._fullest: dict[_Key, str] = {}
        for name, home in found:
            self._fullest.setdefault(self._key(name, home), name)
        names = list(self._fullest.values())
        self._shared = {name for name in names if names.count(name) > 1}

    def name(self, name: str, home: str | None) -> str:
        """The fullest name of the body that is meant, among the mentions."""
        return self._fullest.get(self._key(name, home), name)

    def label(self, name: str, home: str | None) -> str:
        """The same, with its place where bodies of several places have one name: 市水务局（青砚市）."""
        key = self._key(name, home)
        full = self._fullest.get(key, name)
        return f"{full}（{key[2]}）" if full in self._shared and key[2] is not None else full

    def _key(self, name: str, home: str | None) -> _Key:
        who = identify(name, home)
        if who.generic:
            return name, None, None
        place = who.place
        if place is None:
            known = self._places.get((who.body, who.level, None), set())
            kind = name[:1] if name[:1] in _KINDS else ""
            fitting = [one for one in known if one.endswith(kind)]  # 区 and 县 are of one level and not the same
            place = fitting[0] if len(fitting) == 1 else None
        return who.body, who.level, place


def bodies_of(statements: Iterable[Statement], places: Mapping[str, str | None]) -> Bodies:
    """The bodies that statements make responsible.  places: of documents, by file name."""
    return Bodies((a.name, places.get(s.doc)) for s in statements for a in s.agencies if a.role != "person")


@lru_cache(maxsize=65536)
def means(asked: str, name: str) -> bool:
    """Whether a question for `asked` is one for `name`: part of the name, or another writing of the same body.

    What the question leaves open (level, place) goes with any, and so does a name that leaves it open.
    """
    if asked in name:
        return True
    one, other = identify(asked), identify(name)
    if one.generic or other.generic or one.body != other.body:
        return False
    return _agrees(one.level, other.level) and _agrees(one.place, other.place)


def _agrees(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
