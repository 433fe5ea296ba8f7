"""The window in which the picture of a recording is given its name."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from restorer_app.gui.saving.target_dialog import TargetDialog
from restorer_app.gui.saving.target_fields import TargetFields, kinds_of_pictures
from restorer_app.media.save_options import SUFFIXES

_KINDS = ("PNG", "JPEG", "TIFF")


class SpectrogramDialog(TargetDialog):
    """What is seen of the recording is saved: nothing more is to be chosen."""

    def __init__(self, proposed: Path, parent: QWidget) -> None:
        suffixes = {kind: SUFFIXES[kind] for kind in _KINDS}
        fields = TargetFields(proposed, suffixes, kinds_of_pictures())
        super().__init__(self.tr("Save the spectrogram as a picture"), fields, parent)
        self._follow()
