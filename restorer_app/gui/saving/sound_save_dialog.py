"""The window in which a restored recording is given its name."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from restorer_app.gui.saving.target_dialog import TargetDialog
from restorer_app.gui.saving.target_fields import TargetFields
from restorer_app.gui.widgets.labels import make_label
from restorer_app.gui.widgets.switch import Switch
from restorer_app.media.save_options import SOUND_KINDS, SOUND_SUFFIXES
from restorer_app.restoration.save_choices import SaveChoices


class SoundSaveDialog(TargetDialog):
    """Return saves as the original is stored, with what was chosen the last time beside it."""

    def __init__(self, proposed: Path, choices: SaveChoices, parent: QWidget) -> None:
        fields = TargetFields(proposed, SOUND_SUFFIXES, SOUND_KINDS)
        super().__init__(self.tr("Save the restored recording"), fields, parent)
        self._original_kind = SOUND_KINDS.get(proposed.suffix.lower(), "")
        self.writes_removed = Switch(self.tr("Save what was removed beside it"))
        self.writes_removed.setToolTip(
            self.tr("Before minus after, as a recording of its own whose name ends with -removed")
        )
        self.writes_removed.setChecked(choices.has_removed)
        self.writes_plan = Switch(self.tr("Save the plan beside it"))
        self.writes_plan.setToolTip(
            self.tr("A small file with the steps, to repeat the same repair with")
        )
        self.writes_plan.setChecked(choices.has_plan)
        options = QVBoxLayout()
        options.setSpacing(8)
        for switch in (self.writes_removed, self.writes_plan):
            switch.toggled.connect(self._follow_options)
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(switch)
            line.addWidget(make_label(switch.accessibleName(), "text", wraps=False), 1)
            options.addLayout(line)
        self._column.addLayout(options)
        self._follow()

    @property
    def choices(self) -> SaveChoices:
        kind = self.fields.kind
        return SaveChoices(
            "" if kind == self._original_kind else kind,
            has_plan=self.writes_plan.isChecked(),
            has_removed=self.writes_removed.isChecked(),
        )

    def _follow_options(self) -> None:
        """Whether something would be replaced is to be asked anew."""
        self.fields.set_forecast(None)
        self._follow()
