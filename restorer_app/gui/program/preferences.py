"""The settings in force: who changes them, changes them here, and all who care are told."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from restorer_app.gui.activity import Activity
from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.words import failure_sentence
from restorer_app.progress import OnProgress
from restorer_app.settings import Settings, load_settings, save_settings

_FOR_THE_NETWORKS = ("device", "precision", "tile_px", "threads")


class Preferences(QObject):
    """Holds the settings, tells of each change at once and saves it in the background."""

    changed = Signal(object)  # Settings
    theme_chosen = Signal(str)
    networks_concerned = Signal(object)  # Settings, when the next job has to run otherwise
    save_failed = Signal(str)  # why, in a sentence

    def __init__(self, settings: Settings | None = None, parent: QObject | None = None) -> None:
        """`settings`: those that hold at first; the saved ones when there are none."""
        super().__init__(parent)
        self._settings = self._at_start = settings or load_settings()
        self._disc = JobQueue(self)

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def at_start(self) -> Settings:
        """What held when the window was made: the language stays that one."""
        return self._at_start

    def change(self, **values: Any) -> None:
        """Set these fields of the settings. Raises ValueError for values that are not allowed."""
        self._put_in_force(replace(self._settings, **values))

    def reset(self) -> None:
        """Back to how Restorer comes."""
        self._put_in_force(Settings())

    def finish(self) -> None:
        """Wait until everything is saved."""
        is_saved = self._disc.is_idle
        self._disc.shutdown()
        if not is_saved:  # the last job may have been dropped
            save_settings(self._settings)

    def _put_in_force(self, settings: Settings) -> None:
        old, self._settings = self._settings, settings
        if settings == old:
            return
        job = Job(_save, settings)
        job.failed.connect(self._report_failure)
        self._disc.start(job)
        self.changed.emit(settings)
        if settings.theme != old.theme:
            self.theme_chosen.emit(settings.theme)
        if any(getattr(settings, name) != getattr(old, name) for name in _FOR_THE_NETWORKS):
            self.networks_concerned.emit(settings)

    def _report_failure(self, error: Exception) -> None:
        self.save_failed.emit(failure_sentence(error, "", Activity.SAVE))


def _save(settings: Settings, *, on_progress: OnProgress) -> None:
    save_settings(settings)
