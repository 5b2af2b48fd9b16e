"""The bodies that a plain text gives work to, each with its own span."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.agencies import Named, find_actors, find_assignments

_SENTENCE = re.compile(r"[^。；！？\n]+")
_LINE = re.compile(r"[^\n]+")
_CUES = re.compile(r"[局委办厅部署院会府组区县镇乡位门关司团队心长记任领]")


def find_agencies(text: str) -> Iterator[tuple[Named, tuple[int, int]]]:
    """(agency, its half-open span) in order: of assignment brackets and lines, and of those that act in a sentence."""
    if not _CUES.search(text):
        return
    found: dict[tuple[int, int], Named] = {}
    rest = text
    for line in _LINE.finditer(text):
        for assignment in find_assignments(line.group()):
            start, end = line.start() + assignment.start, line.start() + assignment.end
            for agency in assignment.agencies:
                _put(found, text, agency, start, end)
            rest = rest[:start] + "，" * (end - start) + rest[end:]
    for sentence in _SENTENCE.finditer(rest):
        for start, end, agencies in find_actors(sentence.group()):
            for agency in agencies:
                _put(found, text, agency, sentence.start() + start, sentence.start() + end)
    for span in sorted(found):
        yield found[span], span


def _put(found: dict[tuple[int, int], Named], text: str, agency: Named, start: int, end: int) -> None:
    """Note where the name stands between start and end; what was told of it first stays."""
    at = text.find(agency.name, start, end)
    if at >= 0 and not any(a < at + len(agency.name) and at < b for a, b in found):
        found[at, at + len(agency.name)] = agency
