"""A recording as a small picture: its waveform, for lists."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from restorer_app.errors import MediaError
from restorer_app.media.audio import RecordingFile, open_recording
from restorer_app.texts import translatable

_ASPECT = 0.6
_BAR_PX, _STEP_PX = 2, 4
"""A bar and the gap after it."""
_INK = QColor("#A8702F")
"""To be seen on light and dark ground alike."""
_STRETCH_SAMPLES = 4096
_MOST_DECODED_S = 900.0
"""In lossy files places are reached by decoding the way there: of longer ones nothing is drawn."""


def draw_thumbnail(path: Path, side_px: int) -> QImage:
    """The waveform, `side_px` wide, on nothing. For a job.

    Raises MediaError for what can not be read, and for a file that it would take long to look into.
    """
    n_bars = side_px // _STEP_PX
    with open_recording(path) as file:
        heights = _heights(file, n_bars)
    height_px = round(side_px * _ASPECT)
    image = QImage(side_px, height_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    for number, share in enumerate(heights.tolist()):
        tall = max(share * height_px, _BAR_PX)
        bar = QRectF(number * _STEP_PX + 1, (height_px - tall) / 2, _BAR_PX, tall)
        painter.fillRect(bar, _INK)
    painter.end()
    return image


def _heights(file: RecordingFile, n_bars: int) -> NDArray[np.float64]:
    """How loud so many places are, 0..1, the loudest 1."""
    info = file.info
    if info.format in ("OGG", "MP3") and info.seconds > _MOST_DECODED_S:
        raise MediaError(translatable("the recording is too long for a small picture"))
    edges = np.linspace(0, info.n_samples, n_bars + 1).astype(int)
    peaks = np.zeros(n_bars)
    for number, (start, stop) in enumerate(pairwise(edges.tolist())):
        part = file.read(start, min(stop, start + _STRETCH_SAMPLES))
        if part.size:
            peaks[number] = np.sqrt(np.square(part, dtype=np.float64).mean())
    loudest = peaks.max()
    return peaks / loudest if loudest > 0 else peaks
