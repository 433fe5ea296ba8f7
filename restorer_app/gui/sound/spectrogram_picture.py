"""A recording as a picture to keep: what is seen, drawn larger, with its scales, on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from restorer_app.gui.sound.envelope import Envelope
from restorer_app.gui.sound.level_legend import paint_legend
from restorer_app.gui.sound.scene import GUTTER_PX, RULER_PX, Scene
from restorer_app.gui.sound.scene_painting import ScenePainter, paint_names
from restorer_app.gui.sound.sound_words import level_words
from restorer_app.gui.sound.spectrogram import make_codes
from restorer_app.gui.sound.spectrogram_painting import SpectrogramPainter
from restorer_app.gui.sound.track import Track
from restorer_app.gui.sound.wave_tiles import make_outline
from restorer_app.gui.widgets.theme import LIGHT, SMALL_PX
from restorer_app.media.image import Image, save_image
from restorer_app.progress import OnProgress, Progress, ignore_progress

PICTURE_SIZE = (1600, 900)
"""Of the lanes and their scales; twice as many pixels are drawn, so that it can be printed."""

_RATIO = 2
_MARGIN_PX, _TITLE_PX, _LEGEND_PX = 16, 32, 160


def save_spectrogram(
    scene: Scene,
    title: str,
    path: Path,
    *,
    overwrite: bool = False,
    on_progress: OnProgress = ignore_progress,
) -> None:
    """Write what `scene` shows as a picture, whole or not at all; the suffix names the format.

    The same time, lanes, scale, colours and levels, whatever the size of the window. Works out
    every tile anew: call it in a job. Raises MediaError as `save_image` does.
    """
    save_image(draw_spectrogram(scene, title, on_progress=on_progress), path, overwrite=overwrite)


def draw_spectrogram(
    scene: Scene, title: str, *, on_progress: OnProgress = ignore_progress
) -> Image:
    """The picture: `title` and the colours of levels above the lanes, dark on light."""
    scene = _with_whole_waveforms(_on_paper(scene), on_progress)
    width, height = (round(side) for side in scene.size.toTuple())
    size = (width + 2 * _MARGIN_PX, height + _TITLE_PX + 2 * _MARGIN_PX)
    canvas = QImage(size[0] * _RATIO, size[1] * _RATIO, QImage.Format.Format_RGB888)
    canvas.setDevicePixelRatio(_RATIO)
    canvas.fill(QColor(LIGHT.window))
    painter = QPainter(canvas)
    painter.translate(_MARGIN_PX, _MARGIN_PX)
    _paint_head(painter, scene, title, width)
    painter.translate(0, _TITLE_PX)
    ScenePainter(SpectrogramPainter(make_codes), make_outline).paint(painter, scene, LIGHT)
    paint_names(painter, scene, None, LIGHT)
    painter.end()
    return Image(_pixels_of(canvas))


def _on_paper(scene: Scene) -> Scene:
    """The same moments in a picture's size."""
    width, height = PICTURE_SIZE
    time_px = width - GUTTER_PX
    axis = replace(
        scene.axis,
        width_px=time_px,
        samples_per_px=scene.axis.samples_per_px * scene.axis.width_px / time_px,
    )
    return replace(
        scene, axis=axis, size=QSizeF(width, height + RULER_PX), pixel_ratio=float(_RATIO)
    )


def _with_whole_waveforms(scene: Scene, on_progress: OnProgress) -> Scene:
    """Of what has not been read to its end yet the scene gets another envelope."""
    envelopes = {
        voice: envelope if envelope.is_whole else _whole_envelope(envelope.track, on_progress)
        for voice, envelope in scene.envelopes.items()
    }
    return replace(scene, envelopes=envelopes)


def _whole_envelope(track: Track, on_progress: OnProgress) -> Envelope:
    envelope = Envelope(track)
    while not envelope.is_whole:
        on_progress(Progress("waveform", envelope.n_scanned / track.n_samples))
        envelope.scan_on(on_progress=on_progress)
    return envelope


def _paint_head(painter: QPainter, scene: Scene, title: str, width: float) -> None:
    font = QFont(painter.font())
    font.setPixelSize(SMALL_PX + 4)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.text))
    line = QRectF(0, 0, width, _TITLE_PX - 8)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(line.adjusted(GUTTER_PX, 0, 0, 0), left, title)
    levels = scene.look.levels
    top = level_words(levels.top_db)
    end = line.right() - painter.fontMetrics().horizontalAdvance(top)
    painter.drawText(QPointF(end, line.center().y() + 5), top)
    legend = QRectF(end - 8 - _LEGEND_PX, line.center().y() - 6, _LEGEND_PX, 12)
    paint_legend(painter, legend, scene.colors)
    floor = level_words(levels.floor_db)
    start = legend.left() - 8 - painter.fontMetrics().horizontalAdvance(floor)
    painter.drawText(QPointF(start, line.center().y() + 5), floor)


def _pixels_of(canvas: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    height, width, stride = canvas.height(), canvas.width(), canvas.bytesPerLine()
    rows = np.frombuffer(canvas.constBits(), np.uint8).reshape(height, stride)
    return np.divide(rows[:, : 3 * width].reshape(height, width, 3), 255, dtype=np.float32)
