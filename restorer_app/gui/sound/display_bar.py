"""The controls of how a recording is drawn."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from restorer_app.gui.sound.color_maps import ColorMap, Colors, LevelRange
from restorer_app.gui.sound.frequency_scale import Scale
from restorer_app.gui.sound.level_legend import LevelLegend
from restorer_app.gui.sound.look import Look
from restorer_app.gui.sound.sound_words import COLOR_MAP_NAMES, SCALE_NAMES, level_words
from restorer_app.gui.translation import tr as _tr
from restorer_app.gui.widgets.choice_box import ChoiceBox
from restorer_app.gui.widgets.icons import IconButton

_FLOORS_DB = (-110.0, -100.0, -90.0, -80.0, -70.0, -60.0)
_LEAST_BOX_PX, _LEAST_SCALE_PX = 86, 74
"""What their words need: by itself a box asks for more, and small windows have less."""

_TOPS_DB = (0.0, -10.0, -20.0, -30.0, -40.0)


class DisplayBar(QWidget):
    """Reports what was chosen and shows the look it is told."""

    look_chosen = Signal(object)  # Look
    fit_pressed = Signal()
    region_pressed = Signal()
    picture_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("displayBar")
        self._look = Look()
        self.legend = LevelLegend()
        self._make_choices()
        self._make_buttons()
        self._lay_out()

    def set_look(self, look: Look) -> None:
        """Show this look without reporting it."""
        self._look = look
        chosen = (look.scale, look.color_map, look.levels.floor_db, look.levels.top_db)
        boxes = (self.scale_box, self.map_box, self.floor_box, self.top_box)
        for box, value in zip(boxes, chosen, strict=True):
            box.setCurrentIndex(box.findData(value))
        self.removed_button.setChecked(look.shows_removed)

    def set_colors(self, colors: Colors) -> None:
        self.legend.set_colors(colors)

    def set_state(self, *, has_sounds: bool, has_after: bool, has_region: bool) -> None:
        self.removed_button.setEnabled(has_after)
        self.region_button.setEnabled(has_region)
        for control in (self.fit_button, self.picture_button):
            control.setEnabled(has_sounds)

    def _make_choices(self) -> None:
        look = self._look
        self.scale_box = ChoiceBox(self.tr("Frequency scale"))
        self.scale_box.setToolTip(
            self.tr("How frequencies are spread: mel as the ear has it, by octaves, or evenly")
        )
        scales = [(_tr(name), scale) for scale, name in SCALE_NAMES.items()]
        self.scale_box.set_choices(scales, look.scale)
        self.map_box = ChoiceBox(self.tr("Colours"))
        self.map_box.setToolTip(self.tr("The colours of levels"))
        maps = [(_tr(name), color_map) for color_map, name in COLOR_MAP_NAMES.items()]
        self.map_box.set_choices(maps, look.color_map)
        self.floor_box = ChoiceBox(self.tr("Quietest level"))
        self.floor_box.setToolTip(self.tr("What is quieter has the first colour"))
        floors = [(level_words(level), level) for level in _FLOORS_DB]
        self.floor_box.set_choices(floors, look.levels.floor_db)
        self.top_box = ChoiceBox(self.tr("Loudest level"))
        self.top_box.setToolTip(self.tr("What is louder has the last colour"))
        self.top_box.set_choices(
            [(level_words(level), level) for level in _TOPS_DB], look.levels.top_db
        )
        for box in (self.scale_box, self.map_box, self.floor_box, self.top_box):
            box.activated.connect(self._report)
            box.setMinimumWidth(_LEAST_BOX_PX)
        self.scale_box.setMinimumWidth(_LEAST_SCALE_PX)

    def _make_buttons(self) -> None:
        self.removed_button = IconButton("removed", self.tr("Show what was removed"))
        self.removed_button.setCheckable(True)
        self.removed_button.setToolTip(
            self.tr("A third spectrogram: before minus after, what the repair took away")
        )
        self.removed_button.clicked.connect(self._report)
        self.region_button = IconButton("loupe", self.tr("Zoom to the region"))
        self.region_button.setToolTip(
            self.tr("Only the region (Enter); drag over the recording to choose one")
        )
        self.region_button.clicked.connect(self.region_pressed)
        self.fit_button = IconButton("fit", self.tr("Fit"))
        self.fit_button.setToolTip(self.tr("All of the recording (F)"))
        self.fit_button.clicked.connect(self.fit_pressed)
        self.picture_button = IconButton("photograph", self.tr("Save as a picture"))
        self.picture_button.setToolTip(self.tr("Save what is seen here as a picture"))
        self.picture_button.clicked.connect(self.picture_wanted)
        for button in (
            self.removed_button,
            self.region_button,
            self.fit_button,
            self.picture_button,
        ):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _lay_out(self) -> None:
        self._row = layout = QHBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # some of it may go
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.scale_box)
        layout.addWidget(self.map_box)
        layout.addWidget(self.floor_box)
        layout.addWidget(self.legend, 1)
        layout.addWidget(self.top_box)
        layout.addStretch(4)
        layout.addWidget(self.removed_button)
        layout.addWidget(self.region_button)
        layout.addWidget(self.fit_button)
        layout.addWidget(self.picture_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where not all fits, what goes is what a key does as well, and what only shows."""
        super().resizeEvent(event)
        spare = (self.legend, self.region_button)
        for control in spare:
            control.show()
        has_room = self._row.totalMinimumSize().width() <= self.width()
        for control in spare:
            control.setVisible(has_room)

    def _report(self) -> None:
        levels = LevelRange(self.floor_box.currentData(), self.top_box.currentData())
        self._look = replace(
            self._look,
            scale=Scale(self.scale_box.currentData()),  # Qt keeps the bare words
            color_map=ColorMap(self.map_box.currentData()),
            levels=levels,
            shows_removed=self.removed_button.isChecked(),
        )
        self.look_chosen.emit(self._look)
