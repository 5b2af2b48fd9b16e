"""How much of a machine one document may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document; what goes past one ends that document with a clear error.

    file_bytes: size on disk.  unpacked_bytes: all parts of a zip container together, unpacked.
    pages: pages of a pdf.  cells: cells of all tables or sheets together.  depth: nesting of markup, in elements.
    """

    file_bytes: int = 300 * 2**20
    unpacked_bytes: int = 600 * 2**20
    pages: int = 20_000
    cells: int = 2_000_000
    depth: int = 400


DEFAULT_LIMITS = Limits()
