"""Opens the pages about the program itself and gives them what they ask for.

A page is imported when it is opened: together they are a sixth of the window's imports.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from restorer_app.gui.jobs import Job, JobQueue
from restorer_app.gui.program.preferences import Preferences
from restorer_app.gui.program.program_button import ProgramButton
from restorer_app.gui.torch_loading import load_torch
from restorer_app.progress import OnProgress
from restorer_app.registry.devices import FoundDevice, find_devices


class ProgramPages(QObject):
    """Settings, models and about; each is open at most once, over `window`."""

    def __init__(self, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._preferences, self._window = preferences, window
        self._queue = JobQueue(self)

    def serve(self, button: ProgramButton) -> None:
        """Open what is chosen there."""
        button.settings_pressed.connect(self.show_settings)
        button.models_pressed.connect(self.show_models)
        button.about_pressed.connect(self.show_about)

    def show_settings(self) -> None:
        from restorer_app.gui.program.settings_dialog import SettingsDialog

        dialog = SettingsDialog(
            self._preferences.settings, self._preferences.at_start.language, self._window
        )
        dialog.changed.connect(self._change)
        dialog.reset_pressed.connect(self._preferences.reset)
        self._preferences.changed.connect(dialog.set_settings)
        self._preferences.save_failed.connect(dialog.set_problem)
        job = Job(_find_devices)
        job.succeeded.connect(dialog.set_devices)
        self._open(dialog, job)

    def show_models(self) -> None:
        from restorer_app.gui.program.models_dialog import ModelsDialog

        dialog = ModelsDialog(self._queue, self._window)
        self._open(dialog, dialog.reading())

    def show_about(self) -> None:
        from restorer_app.gui.program.about_dialog import AboutDialog

        dialog = AboutDialog(self._queue, self._preferences.settings, self._window)
        self._open(dialog, dialog.reading())

    def finish(self) -> None:
        """Stop what is still being looked up and wait for what is being saved."""
        self._queue.shutdown()
        self._preferences.finish()

    def _change(self, values: dict[str, object]) -> None:
        self._preferences.change(**values)

    def _open(self, dialog: QDialog, job: Job) -> None:
        """`job` brings what the dialog has to wait for."""
        dialog.open()
        self._queue.start(job)


def _find_devices(*, on_progress: OnProgress) -> tuple[FoundDevice, ...]:
    load_torch()
    return find_devices()
