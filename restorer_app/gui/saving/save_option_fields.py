"""How a file is stored: quality, depth, what is known of the photograph, and the plan beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from restorer_app.gui.saving.target_fields import field_label
from restorer_app.gui.widgets.choice_box import ChoiceBox
from restorer_app.gui.widgets.labels import make_label
from restorer_app.gui.widgets.switch import Switch
from restorer_app.media.save_options import KeptMetadata, SaveOptions

_LEAST_QUALITY = 20


class OptionFields(QWidget):
    """Shows what the format can have, and reports every change."""

    options_changed = Signal()

    def __init__(self, options: SaveOptions, original_depth: int, *, has_plan: bool) -> None:
        super().__init__()
        self.quality = QSlider(Qt.Orientation.Horizontal)
        self.quality.setRange(_LEAST_QUALITY, 100)
        self.quality.setPageStep(5)
        self.quality.setValue(options.quality)
        self.quality.setAccessibleName(self.tr("Quality"))
        self.quality.setToolTip(self.tr("To the left the file is smaller, to the right truer"))
        self._quality_value = make_label("", "text", wraps=False, is_right=True)
        self._quality_value.setFixedWidth(32)
        self._quality_words = make_label("", "small", wraps=False)
        self.depth_choice = self._make_depth_choice(original_depth)
        self.depth_choice.setCurrentIndex(max(0, self.depth_choice.findData(options.depth)))
        kept = options.metadata
        self.keeps_metadata = Switch(self.tr("Keep date and camera"))
        self.keeps_metadata.setChecked(kept is not KeptMetadata.NONE)
        self.keeps_metadata.setToolTip(
            self.tr("EXIF and XMP: date, camera, title, and that it was restored with Restorer")
        )
        self.keeps_place = Switch(self.tr("Keep the place"))
        self.keeps_place.setChecked(kept is not KeptMetadata.WITHOUT_PLACE)
        self.keeps_place.setToolTip(self.tr("The GPS position and the names of places"))
        self.writes_plan = Switch(self.tr("Save the plan beside it"))
        self.writes_plan.setChecked(has_plan)
        self.writes_plan.setToolTip(
            self.tr("A small file with the steps, to repeat the same repair with")
        )
        self._lay_out()
        self.set_format(has_quality=True, has_16_bits=True, is_lossless_at_most=False)
        self.quality.valueChanged.connect(self._report_change)
        self.depth_choice.activated.connect(self._report_change)
        for switch in (self.keeps_metadata, self.keeps_place, self.writes_plan):
            switch.toggled.connect(self._report_change)

    @property
    def options(self) -> SaveOptions:
        if not self.keeps_metadata.isChecked():
            kept = KeptMetadata.NONE
        elif not self.keeps_place.isChecked():
            kept = KeptMetadata.WITHOUT_PLACE
        else:
            kept = KeptMetadata.ALL
        return SaveOptions(self.quality.value(), self.depth_choice.currentData(), kept)

    @property
    def has_plan(self) -> bool:
        return self.writes_plan.isChecked()

    def set_format(
        self, *, has_quality: bool, has_16_bits: bool, is_lossless_at_most: bool
    ) -> None:
        """What the chosen format can have: lossy, deep, and lossless at quality 100."""
        self._is_lossless_at_most = is_lossless_at_most
        self._quality_row.setVisible(has_quality)
        self._depth_row.setVisible(has_16_bits)
        self._show()

    def quality_phrase(self) -> str:
        """What a person will see of the quality that is chosen."""
        quality = self.quality.value()
        if quality == 100 and self._is_lossless_at_most:
            return self.tr("Nothing is lost.")
        if quality >= 90:
            return self.tr("No loss that anyone sees.")
        if quality >= 75:
            return self.tr("Hardly any loss, and a smaller file.")
        if quality >= 50:
            return self.tr("Fine detail suffers a little; good for mail.")
        return self.tr("The loss can be seen; the file is small.")

    def _make_depth_choice(self, original_depth: int) -> ChoiceBox:
        depth = ChoiceBox(self.tr("Depth"))
        depth.setToolTip(self.tr("How finely each colour is stored"))
        depth.addItem(self.tr("As the original, {n} bit").format(n=original_depth), None)
        depth.addItem(self.tr("8 bit, what screens show"), 8)
        depth.addItem(self.tr("16 bit, for further editing"), 16)
        return depth

    def _lay_out(self) -> None:
        self._quality_row, self._depth_row = QWidget(), QWidget()
        grid = QGridLayout(self._quality_row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(16)
        grid.addWidget(field_label(self.tr("Quality")), 0, 0)
        grid.addWidget(self.quality, 0, 1)
        grid.addWidget(self._quality_value, 0, 2)
        grid.addWidget(self._quality_words, 1, 1)
        line = QHBoxLayout(self._depth_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(field_label(self.tr("Depth")))
        line.addWidget(self.depth_choice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._quality_row)
        layout.addWidget(self._depth_row)
        for switch in (self.keeps_metadata, self.keeps_place, self.writes_plan):
            layout.addLayout(_switch_line(switch))

    def _report_change(self) -> None:
        self._show()
        self.options_changed.emit()

    def _show(self) -> None:
        self._quality_value.setText(str(self.quality.value()))
        self._quality_words.setText(self.quality_phrase())
        self.keeps_place.setEnabled(self.keeps_metadata.isChecked())


def _switch_line(switch: Switch) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(switch)
    name = make_label(switch.accessibleName(), "text", wraps=False)
    name.setToolTip(switch.toolTip())
    line.addWidget(name, 1)
    return line
