"""How much of a machine one document may take."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document; what goes past one ends that document with a clear error.

    seconds: from file to statements, in a worker process; None for no bound.  memory_bytes: address space of a worker
    process, code and all.  file_bytes: size on disk.  unpacked_bytes: all parts of a zip container together, unpacked.
    pages: pages of a pdf or ofd.  scanned_pages: those of them that have to be recognised, some seconds each.
    pixels: of a picture.  cells: cells of all tables or sheets together.  depth: nesting of markup, in elements.
    members: documents in an archive.  nesting: archives inside archives.  libreoffice: whether LibreOffice may be asked
    for what cannot be read otherwise.
    """

    seconds: float | None = 300.0
    memory_bytes: int | None = 4096 * MIB
    file_bytes: int = 300 * MIB
    unpacked_bytes: int = 600 * MIB
    pages: int = 20_000
    scanned_pages: int = 200
    pixels: int = 150_000_000
    cells: int = 2_000_000
    depth: int = 400
    members: int = 10_000
    nesting: int = 2
    libreoffice: bool = True


DEFAULT_LIMITS = Limits()
