"""Whether an answer is of something narrower than its target: what falls short may then be a part of what was asked.

A false alarm costs more than a doubt: where the answer's name holds words that bound it (绿色发电量 for 发电量, 省级
for all grades), or leaves out one of the things that the target counts together, no target is called missed.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.lexicon import alternation, read_table
from pipeline.comparison.profiles import Profile
from pipeline.comparison.words import coordinated, generic_words, grams, plain, words

_EACH = re.compile(r"分别|均|各")
_GRADE = re.compile(r"国家级|省部级|省级|自治区级|市级|县级|世界级|[0-9一二三四五]?A级|[一二三四五]?星级")
#: Characters of a name, without words of many names, that say next to nothing.
THIN = 2
#: Characters from which a name that both documents write alike is a name all the same.
LONG = 6
_DIGIT = re.compile(r"\d")
_TAIL = re.compile(r"[额量数率类个等区县市省新总的]+$|^[新总的等]+")


@cache
def _neutral() -> re.Pattern[str]:
    """Words in a name that bound nothing: of new, whole, usual; and those that say how far a work has come."""
    rows = [row["term"] for row in read_table("match_words") if row["kind"] == "neutral"]
    return re.compile(alternation([*rows, *(row["term"] for row in read_table("outcomes"))]))


def bounds(target: Profile, answer: Profile, *, alone: bool = False) -> tuple[str, ...]:
    """The words of an answer's name that bound it more than the target's, in order; none where it is as wide.

    alone: the words around the target are none of its name.
    """
    name = _own_part(target, answer)
    around = "" if alone else target.everything
    known = target.subject + target.text + around
    pairs = grams(target.subject) | grams(target.text) | grams(around)
    found = []
    for word in sorted(words(name), key=name.find):
        left = generic_words().sub("", _neutral().sub("", word))
        left = _TAIL.sub("", left)
        if not left or left in known or _DIGIT.search(left):
            continue
        if len(left) > 2 and grams(left) <= pairs:
            continue
        found.append(word)
    asked = f"{target.statement.quote}{target.statement.subject}{around}"
    for grade in _GRADE.findall(answer.statement.quote):
        if not _GRADE.search(asked) and plain(grade) not in found:
            found.append(grade)
    own = f"{target.statement.quote}{target.statement.subject}"
    if not found and _GRADE.search(own) and not _GRADE.search(answer.statement.quote + answer.statement.subject):
        found.append("未写明级别")
    return tuple(found)


def _own_part(target: Profile, answer: Profile) -> str:
    """The answer's name; of a list of names with a figure each the one most like the target."""
    parts = coordinated(answer.statement.subject)
    if len(parts) < 2 or not _EACH.search(answer.statement.quote):
        return answer.subject
    return max((plain(part) for part in parts), key=lambda part: len(grams(part) & target.subject_grams))


def leaves_out(target: Profile, answer: Profile) -> bool:
    """Whether a target counts several things together and the answer's own words name only some of them."""
    if not target.parts or _EACH.search(target.statement.quote):
        return False
    there = answer.text_grams | answer.subject_grams
    return any(
        part.name[:3] not in answer.text and 2 * len(part.grams & there) < len(part.grams) for part in target.parts
    )


def thin(target: Profile, answer: Profile) -> bool:
    """Whether a target's name says next to nothing (示范村) and the words round the two have nothing in common."""
    name = generic_words().sub("", _neutral().sub("", target.subject))
    if len(name) > THIN or target.everything == target.text or answer.everything == answer.text:
        return False
    if target.subject == answer.subject and len(target.subject) >= LONG:
        return False
    return not (_round(target) & (_round(answer) | _telling(answer.text)))


def _round(profile: Profile) -> frozenset[str]:
    return _telling(profile.everything.replace(profile.text, "，", 1))


def _telling(text: str) -> frozenset[str]:
    left = (generic_words().sub("", _neutral().sub("", word)) for word in words(text))
    return frozenset(word for word in left if len(word) > 1)
