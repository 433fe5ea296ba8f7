"""What the window remembers from one day to the next: its place, its panels, the last folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

from restorer_app.paths import user_config_dir
from restorer_app.restoration.save_choices import SaveChoices

if TYPE_CHECKING:
    from restorer_app.gui.sound.look import Look

WINDOW_FILE = "window.ini"


class WindowMemory:
    """Kept beside the settings, apart from them: nobody edits it."""

    def __init__(self) -> None:
        self._file = QSettings(str(user_config_dir() / WINDOW_FILE), QSettings.Format.IniFormat)

    @property
    def last_folder(self) -> str:
        """Where a file was opened last; the home folder at first."""
        return str(self._file.value("folder", str(Path.home())))

    def note_folder(self, folder: Path) -> None:
        self._file.setValue("folder", str(folder))

    @property
    def save_choices(self) -> SaveChoices:
        return SaveChoices.from_json(str(self._file.value("save", "")))

    def note_save_choices(self, choices: SaveChoices) -> None:
        self._file.setValue("save", choices.to_json())

    @property
    def sound_save_choices(self) -> SaveChoices:
        """The same for recordings, whose formats are others."""
        return SaveChoices.from_json(str(self._file.value("save_sound", "")))

    def note_sound_save_choices(self, choices: SaveChoices) -> None:
        self._file.setValue("save_sound", choices.to_json())

    @property
    def sound_look(self) -> Look | None:
        """How recordings were drawn; None where that is not remembered."""
        from restorer_app.gui.sound.look import Look  # NumPy: not before the window

        return Look.from_json(str(self._file.value("sound_look", "")))

    def note_sound_look(self, look: Look) -> None:
        self._file.setValue("sound_look", look.to_json())

    @property
    def recent(self) -> list[Path]:
        """What was opened lately, the newest first."""
        names = self._file.value("recent")
        if isinstance(names, str):  # how a list of one is read
            return [Path(names)]
        return [Path(name) for name in names] if isinstance(names, list) else []

    def note_recent(self, paths: list[Path]) -> None:
        self._file.setValue("recent", [str(path) for path in paths])

    @property
    def mode(self) -> str:
        """How before and after were compared."""
        return str(self._file.value("mode", ""))

    @property
    def has_folded_panels(self) -> bool:
        return self._file.value("folded", False, bool) is True

    @property
    def has_open_drawer(self) -> bool:
        return self._file.value("drawer", False, bool) is True

    def note_look(self, *, mode: str, has_folded_panels: bool, has_open_drawer: bool) -> None:
        self._file.setValue("mode", mode)
        self._file.setValue("folded", has_folded_panels)
        self._file.setValue("drawer", has_open_drawer)

    def note_place(self, window: QMainWindow, panels: QSplitter) -> None:
        self._file.setValue("geometry", window.saveGeometry())
        self._file.setValue("panels", panels.saveState())

    def put_back(self, window: QMainWindow, panels: QSplitter) -> None:
        """As it was; what is not remembered stays as it is."""
        geometry, sizes = self._file.value("geometry"), self._file.value("panels")
        if geometry is not None:
            window.restoreGeometry(geometry)
        if sizes is not None:
            panels.restoreState(sizes)
