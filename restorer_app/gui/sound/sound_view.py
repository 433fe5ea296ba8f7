"""A recording to look at: the controls of how it is drawn, its lanes, a scroll bar below them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from restorer_app.gui.sound.display_bar import DisplayBar
from restorer_app.gui.sound.lanes_view import LanesView
from restorer_app.gui.sound.look import Look
from restorer_app.gui.sound.scene import GUTTER_PX
from restorer_app.gui.sound.tile_desk import TileDesk
from restorer_app.gui.sound.time_axis import TimeAxis
from restorer_app.gui.sound.track import Sounds

_SCROLL_UNITS = 1_000_000
"""Of the whole recording: hours of samples do not fit into a scroll bar."""


class SoundView(QWidget):
    """Takes recordings by `set_sounds`; `lanes` has the region, the play head and the zoom."""

    look_changed = Signal(object)  # Look, to be remembered
    picture_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = TileDesk(self)
        self.lanes = LanesView(self.desk)
        self.bar = DisplayBar()
        self._scroll = QScrollBar(Qt.Orientation.Horizontal)
        self._scroll.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time goes
        self._scroll.setAccessibleName(self.tr("Place in the recording"))
        self._scroll.valueChanged.connect(self._scroll_to)
        self.lanes.axis_changed.connect(self._follow_axis)
        self.lanes.span_changed.connect(self._update_state)
        self.lanes.colors_changed.connect(self.bar.set_colors)
        self.bar.look_chosen.connect(self._take_look)
        self.bar.fit_pressed.connect(self.lanes.fit)
        self.bar.region_pressed.connect(self.lanes.zoom_to_span)
        self.bar.picture_wanted.connect(self.picture_wanted)
        self._lay_out()
        self._update_state()

    def set_sounds(self, sounds: Sounds | None) -> None:
        """Show a recording, with its result once there is one; None for nothing."""
        self.lanes.set_sounds(sounds)
        self._update_state()

    def set_look(self, look: Look) -> None:
        """As it was last time."""
        self.bar.set_look(look)
        self.lanes.set_look(look)

    def shutdown(self, timeout_ms: int = -1) -> bool:
        """Stop working anything out; False when something took longer."""
        return self.desk.shutdown(timeout_ms)

    def _lay_out(self) -> None:
        scroll_row = QHBoxLayout()
        scroll_row.setContentsMargins(GUTTER_PX, 0, 0, 0)
        scroll_row.setDirection(QHBoxLayout.Direction.LeftToRight)
        scroll_row.addWidget(self._scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.lanes, 1)
        layout.addLayout(scroll_row)

    def _take_look(self, look: Look) -> None:
        self.lanes.set_look(look)
        self.look_changed.emit(look)

    def _update_state(self) -> None:
        scene = self.lanes.scene
        self.bar.set_state(
            has_sounds=scene is not None,
            has_after=scene is not None and scene.sounds.after is not None,
            has_region=self.lanes.span is not None,
        )

    def _follow_axis(self, axis: TimeAxis) -> None:
        unit = axis.n_samples / _SCROLL_UNITS
        seen = round((axis.stop - axis.start) / unit)
        self._scroll.blockSignals(True)
        self._scroll.setRange(0, max(_SCROLL_UNITS - seen, 0))
        self._scroll.setPageStep(seen)
        self._scroll.setSingleStep(max(seen // 10, 1))
        self._scroll.setValue(round(axis.start / unit))
        self._scroll.blockSignals(False)

    def _scroll_to(self, value: int) -> None:
        scene = self.lanes.scene
        if scene is not None:
            self.lanes.move_to(value * scene.axis.n_samples / _SCROLL_UNITS)
