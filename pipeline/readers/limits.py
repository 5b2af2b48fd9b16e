"""How much of a machine one document may take."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.settings import Read

MIB = 2**20
PATIENCE = 120.0  # seconds
A_PAGE = 10.0  # seconds that recognising a page takes at most on a busy machine


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document; what goes past one ends that document with a clear error.

    seconds: of another program that is asked.  file_bytes: size on disk.  unpacked_bytes: all parts of a zip container
    together, unpacked.  pages: pages of a pdf or ofd.  scanned_pages: those of them that have to be recognised, some
    seconds each.  layered_pages: of a scan with hidden words that are recognised anew.  pixels: of a picture.  cells:
    cells of all tables or sheets together.  depth: nesting of markup, in elements.  members: documents in an archive.
    nesting: archives inside archives.  libreoffice: whether LibreOffice may be asked for what cannot be read otherwise.
    """

    seconds: float = PATIENCE
    file_bytes: int = 300 * MIB
    unpacked_bytes: int = 600 * MIB
    pages: int = 20_000
    scanned_pages: int = 200
    layered_pages: int = 30
    pixels: int = 150_000_000
    cells: int = 2_000_000
    depth: int = 400
    members: int = 10_000
    nesting: int = 2
    libreoffice: bool = True

    @classmethod
    def of(cls, settings: Read) -> Limits:
        """The bounds that duban.toml sets; the others as they are."""
        return cls(
            seconds=min(PATIENCE, settings.time_limit),
            file_bytes=settings.file_mb * MIB,
            unpacked_bytes=settings.unpacked_mb * MIB,
            pages=settings.pages,
            scanned_pages=settings.scanned_pages,
            layered_pages=min(settings.scanned_pages, int(settings.time_limit / A_PAGE)),
            cells=settings.cells,
            libreoffice=settings.libreoffice,
        )


DEFAULT_LIMITS = Limits()
