"""Picture files (png, jpg, tiff, bmp, gif): each of their pictures is a page that is recognised."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline.readers import ocr
from pipeline.readers.limits import Limits
from pipeline.readers.paper import Pages, document_of
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument

if TYPE_CHECKING:
    from pipeline.readers.ocr import Pixels

_INCH = 72  # points
_SCREEN = 96  # dots an inch of pictures that do not say, and are too small for a scan of a page
_MEANT = (100, 1200)  # dots an inch that a scanner may have written
_PAGE = 842.0  # points: long side of A4
_LARGEST = 3600  # pixels: long side beyond which a picture only costs time


def read_picture(file: RawFile, limits: Limits) -> RawDocument:
    """Read a picture of a page, or of several (tiff). Places are in points; a picture without resolution counts as A4.

    Raises UnreadableDocument where the extra for recognition is missing, the file is broken or too large, or nothing
    in it can be read as words.
    """
    if not ocr.available():
        raise UnreadableDocument(file.name, f"是图片，{ocr.MISSING}")
    from pipeline.readers.picture_page import see

    found = Pages()
    for number, (image, dots) in enumerate(_pictures(file, limits), 1):
        if number > limits.scanned_pages:
            raise UnreadableDocument(file.name, f"需要文字识别的页数超过上限 {limits.scanned_pages}")
        seen = see(image, dots, number, ocr.recogniser())
        found.add(seen.page, seen.tables)
        found.recognised(number, seen)
    if found.characters() == 0:
        raise UnreadableDocument(file.name, "图片里没有识别出文字")
    return document_of(file, "picture", found, scanned=True)


def _pictures(file: RawFile, limits: Limits) -> Iterator[tuple[Pixels, float]]:
    """The pictures of a file the way a viewer shows them, red first, and the pixels a point of each."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is what counts
            with Image.open(io.BytesIO(file.data)) as opened:
                frames = ImageSequence.Iterator(opened) if opened.format == "TIFF" else [opened]
                for frame in frames:
                    if frame.width * frame.height > limits.pixels:
                        size = f"{frame.width}×{frame.height} 像素"
                        raise UnreadableDocument(file.name, f"图片太大（{size}，上限 {limits.pixels} 像素）")
                    yield _shown(frame)
    except UnidentifiedImageError as exc:
        raise UnreadableDocument(file.name, "文件损坏：不是可以打开的图片") from exc
    except Image.DecompressionBombError as exc:
        raise UnreadableDocument(file.name, f"图片太大（上限 {limits.pixels} 像素）") from exc
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as exc:
        raise UnreadableDocument(file.name, "文件损坏或不完整（图片读不出来）") from exc


def _shown(frame: Image.Image) -> tuple[Pixels, float]:
    import numpy as np

    dots = _dots(frame)
    picture = ImageOps.exif_transpose(frame)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture)
    if picture.mode.startswith("I"):  # 16 bits a pixel
        picture = picture.convert("I").point(lambda v: v * (1 / 256)).convert("L")
    picture = picture.convert("RGB")
    shrunk = _LARGEST / max(picture.size)
    if shrunk < 1:
        size = round(picture.width * shrunk), round(picture.height * shrunk)
        picture = picture.resize(size, Image.Resampling.LANCZOS)
        dots *= shrunk
    return np.array(picture, dtype=np.uint8), dots


def _dots(frame: Image.Image) -> float:
    """Pixels a point: as the file says where it can be believed, else as on a screen or on A4."""
    said = frame.info.get("dpi", (0, 0))[0]
    if _MEANT[0] <= said <= _MEANT[1]:
        return float(said) / _INCH
    return max(_SCREEN / _INCH, max(frame.size) / _PAGE)
