"""The window in which a comparison of before and after is set up to be saved."""

from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from restorer_app.gui.saving.target_dialog import TargetDialog
from restorer_app.gui.saving.target_fields import TargetFields, field_label, kinds_of_pictures
from restorer_app.gui.widgets.choice_box import ChoiceBox
from restorer_app.gui.widgets.labels import make_label
from restorer_app.gui.widgets.switch import Switch
from restorer_app.media.comparison import Layout
from restorer_app.media.save_options import SUFFIXES

_KINDS = ("JPEG", "PNG")


class ComparisonDialog(TargetDialog):
    """How the two are shown, how much of them, and where the picture goes."""

    def __init__(self, proposed: Path, *, is_split: bool, parent: QWidget) -> None:
        suffixes = {kind: SUFFIXES[kind] for kind in _KINDS}
        title = self.tr("Save a comparison")
        super().__init__(title, TargetFields(proposed, suffixes, kinds_of_pictures()), parent)
        self.layout_choice = ChoiceBox(self.tr("Arrangement"))
        self.layout_choice.setToolTip(self.tr("How before and after share the picture"))
        self.layout_choice.addItem(self.tr("Side by side"), Layout.SIDE_BY_SIDE.value)
        self.layout_choice.addItem(self.tr("Split by a line"), Layout.SPLIT.value)
        self.layout_choice.setCurrentIndex(1 if is_split else 0)
        self.part_choice = ChoiceBox(self.tr("Part"))
        self.part_choice.setToolTip(self.tr("How much of the photograph is shown"))
        self.part_choice.addItem(self.tr("The whole photograph"), False)
        self.part_choice.addItem(self.tr("Only what is visible now"), True)
        self.has_words = Switch(self.tr("With the words Before and After"))
        self.has_words.setChecked(True)
        self.has_words.setToolTip(self.tr("The words stand above the pictures"))
        words_line = QHBoxLayout()
        words_line.setSpacing(8)
        words_line.addWidget(self.has_words)
        words_line.addWidget(make_label(self.has_words.accessibleName(), "text", wraps=False), 1)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(field_label(self.tr("Show")), self.layout_choice)
        form.addRow(field_label(self.tr("Part")), self.part_choice)
        form.addRow("", words_line)
        self._column.insertLayout(0, form)
        self._follow()

    @property
    def arrangement(self) -> Layout:
        return Layout(self.layout_choice.currentData())

    @property
    def is_visible_part(self) -> bool:
        return bool(self.part_choice.currentData())
