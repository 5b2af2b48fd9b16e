"""Red ink of a page's picture: the page as it is under its seals, and where the seals are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.readers.ocr import PixelBox, Pixels

    Mask = NDArray[np.uint8]  # height × width, 0 or 1

_RED, _ANY_RED = 45, 30  # levels of 255 that red has over the other colours; and in what is blurred
_BLACK, _PAPER = 110, 210  # of red light alone: black ink that was stamped over, and the stamp on paper
_LITTLE_RED = 0.0005  # share of the page
_SEEN = 300  # pixels: width that seals are looked for in
_RADIUS = (0.06, 0.2)  # of a seal, as a share of the page's width: 42 mm across on 210 are 0.1
_FAINT, _ROUND = 40, 0.72  # level that counts as red there; share of the circle that must be
_WHITE = 255


def _redness(image: Pixels) -> NDArray[np.int16]:
    channels = image.astype(np.int16)
    over: NDArray[np.int16] = channels[:, :, 0] - channels[:, :, 1:].max(axis=2)
    return over


def without_red(image: Pixels) -> Pixels | None:
    """The page with red ink taken away, black words under a seal kept; None where hardly anything is red.

    In red light alone a seal is as bright as the paper and black ink is dark, whichever of them is on top.
    """
    redness = _redness(image)
    if (redness > _RED).mean() < _LITTLE_RED:
        return None
    where = cv2.dilate((redness > _ANY_RED).astype(np.uint8), np.ones((3, 3), np.uint8)) == 1
    light = (image[:, :, 0].astype(np.int32) - _BLACK) * _WHITE // (_PAPER - _BLACK)
    out = image.copy()
    out[where] = light.clip(0, _WHITE).astype(np.uint8)[where][:, None]
    return out


def seals(image: Pixels) -> list[PixelBox]:
    """The boxes of round red seals."""
    scale = _SEEN / image.shape[1]
    red = (_redness(image) > _RED).astype(np.uint8) * np.uint8(_WHITE)
    mask = np.asarray(cv2.resize(red, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    low, high = int(_RADIUS[0] * _SEEN), int(_RADIUS[1] * _SEEN)
    soft = cv2.GaussianBlur(mask, (3, 3), 0)
    circles = cv2.HoughCircles(
        soft, cv2.HOUGH_GRADIENT, 1, low, param1=100, param2=18, minRadius=low, maxRadius=high
    )  # fmt: skip
    found = [c for c in ([] if circles is None else circles.reshape(-1, 3).tolist()) if _is_ringed(mask, *c)]
    return sorted(
        (int((x - r) / scale), int((y - r) / scale), int((x + r) / scale), int((y + r) / scale)) for x, y, r in found
    )


def stamped(image: Pixels, boxes: list[PixelBox]) -> NDArray[np.bool_]:
    """Where the red ink of seals lies. boxes: of the seals."""
    inside = np.zeros(image.shape[:2], np.uint8)
    for x0, y0, x1, y1 in boxes:
        edge = (x1 - x0) // 10
        inside[max(0, y0 - edge) : y1 + edge, max(0, x0 - edge) : x1 + edge] = 1
    red = cv2.dilate((_redness(image) > _ANY_RED).astype(np.uint8), np.ones((7, 7), np.uint8))
    return np.asarray(np.minimum(red, inside), dtype=np.bool_)


def _is_ringed(mask: Mask, x: float, y: float, r: float) -> bool:
    """Whether red runs round a circle, which it does not among red words."""
    angles = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    most = 0.0
    for share in np.linspace(0.88, 1.1, 12).tolist():
        a = (x + share * r * np.cos(angles)).round().astype(int)
        b = (y + share * r * np.sin(angles)).round().astype(int)
        inside = (a >= 0) & (a < mask.shape[1]) & (b >= 0) & (b < mask.shape[0])
        most = max(most, float((mask[b[inside], a[inside]] > _FAINT).sum()) / angles.size)
    return most >= _ROUND
