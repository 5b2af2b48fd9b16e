"""Damaged files of every format that is read, the same for the same seed.

    python tests/tools/mutate.py FOLDER --count 500 --seed 1

writes them to a folder, to be read by hand: `duban info FOLDER`.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":  # as a program it finds the rest by itself
    _TESTS = Path(__file__).resolve().parents[1]
    sys.path[:0] = [str(_TESTS.parent), str(_TESTS), str(_TESTS / "readers"), str(_TESTS / "tools")]

from whole_files import WHOLE

_ZIPS = ("docx", "docm", "xlsx", "xlsm", "ofd", "zip")
_EXTREMES = (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\x01\x00\x00\x00")
_SNIPPETS = (
    *(
        b"<",
        b">",
        b"&#1;",
        b"&#xFFFFFFFF;",
        b"]]>",
        b"<!--",
        b"<![CDATA[",
        b"\x00",
        b"\xff\xfe",
        b"-1",
        b"1e308",
        b"NaN",
    ),
    *(b"|" * 400, b"\t" * 400, b"\r" * 99, b"9" * 400, b"<table>" * 300, b"<w:tbl><w:tr><w:tc>" * 60),
    *(text.encode() for text in ("１２" * 200, "\u202e\u2028", "（" * 300, "一、" * 300)),
)


@dataclass(frozen=True)
class Mutant:
    """A damaged file.  how: what was done to it."""

    name: str
    data: bytes
    how: str


def flip(data: bytes, rng: random.Random) -> bytes:
    """Other values for some bytes, scattered or side by side."""
    changed = bytearray(data)
    at = rng.randrange(len(data))
    for i in range(rng.choice([1, 4, 30, 200])):
        place = rng.randrange(len(data)) if rng.random() < 0.5 else (at + i) % len(data)
        changed[place] ^= 1 << rng.randrange(8) if rng.random() < 0.5 else rng.randrange(1, 256)
    return bytes(changed)


def cut(data: bytes, rng: random.Random) -> bytes:
    """The end missing, or a stretch out of the middle."""
    at = rng.randrange(len(data))
    if rng.random() < 0.5:
        return data[:at]
    return data[:at] + data[at + rng.randrange(1, 2 + len(data) // 3) :]


def splice(data: bytes, rng: random.Random) -> bytes:
    """A stretch of another file, of this one, or of trouble set in, over what is there or between it."""
    at = rng.randrange(len(data))
    kind = rng.randrange(3)
    if kind == 0:
        piece = rng.choice(_SNIPPETS)
    else:
        source = data if kind == 1 else WHOLE[rng.choice(sorted(WHOLE))]
        start = rng.randrange(len(source))
        piece = source[start : start + rng.randrange(1, 2 + len(source) // 2)]
    return data[:at] + piece + data[at + (len(piece) if rng.random() < 0.5 else 0) :]


def extremes(data: bytes, rng: random.Random) -> bytes:
    """The largest and smallest numbers in place of four bytes, as in lengths and offsets."""
    changed = bytearray(data)
    for _ in range(rng.choice([1, 3, 12])):
        at = rng.randrange(len(data)) & ~3
        changed[at : at + 4] = rng.choice(_EXTREMES)
    return bytes(changed)


WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flip": flip,
    "cut": cut,
    "splice": splice,
    "extremes": extremes,
}


def mutants(count: int, seed: int) -> Iterator[Mutant]:
    """So many damaged files: formats in turn, ways by chance; in those that are packed half the damage is inside."""
    names = sorted(WHOLE)
    for i in range(count):
        rng = random.Random(f"{seed} {i}")
        whole = names[i % len(names)]
        way = rng.choice(sorted(WAYS))
        suffix = whole.rpartition(".")[2]
        inside = suffix in _ZIPS and rng.random() < 0.6
        data = _inside(WHOLE[whole], WAYS[way], rng) if inside else WAYS[way](WHOLE[whole], rng)
        yield Mutant(f"{i:04d}-{way}{'-inside' if inside else ''}.{suffix}", data, way)


def _inside(data: bytes, damage: Callable[[bytes, random.Random], bytes], rng: random.Random) -> bytes:
    """A zip whose directory is in order and one of whose parts is damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {info.filename: old.read(info) for info in old.infolist()}
        chosen = rng.choice(sorted(name for name, part in parts.items() if part))
        for name, part in parts.items():
            info = zipfile.ZipInfo(name)  # with a date of its own, so that the bytes are the same each time
            new.writestr(info, damage(part, rng) if name == chosen else part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    """Write damaged files to a folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for mutant in mutants(options.count, options.seed):
        (options.folder / mutant.name).write_bytes(mutant.data)


if __name__ == "__main__":
    main()
