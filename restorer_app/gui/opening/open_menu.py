"""The menu of the Open button: what to open, what was opened lately, and the session as a file."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from restorer_app.gui.opening.recent_files import RecentFile


class OpenMenu(QMenu):
    """Reports what was chosen; the files opened lately are told to it."""

    open_pressed = Signal()
    open_folder_pressed = Signal()
    restore_folder_pressed = Signal()
    open_plan_pressed = Signal()
    save_session_pressed = Signal()
    recent_chosen = Signal(object)  # Path
    recent_cleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self.addAction(self.tr("Photographs …")).triggered.connect(self._report_open)
        self.addAction(self.tr("Folder …")).triggered.connect(self._report_open_folder)
        restore = self.addAction(self.tr("Restore a folder without opening it …"))
        restore.triggered.connect(self._report_restore_folder)
        self.addAction(self.tr("Plan …")).triggered.connect(self._report_open_plan)
        self._line = self.addSeparator()
        self.clear_action = self.addAction(self.tr("Clear this list"))
        self.clear_action.triggered.connect(self._report_clearing)
        self.addSeparator()
        self.save_session_action = self.addAction(self.tr("Save the session …"))
        self.save_session_action.setToolTip(
            self.tr("Everything that is open, with plans and changes, as a file (Ctrl+Shift+S)")
        )
        self.save_session_action.triggered.connect(self._report_saving)
        self._recent_actions: list[QAction] = []
        self.set_recent(())
        self.set_can_save_session(False)

    def set_recent(self, files: Sequence[RecentFile]) -> None:
        """List them; those that are not there now are grey."""
        for action in self._recent_actions:
            self.removeAction(action)
            action.deleteLater()
        self._recent_actions = []
        for file in files:
            action = QAction(file.path.name.replace("&", "&&"), self)
            action.setToolTip(
                str(file.path)
                if file.is_there
                else self.tr("Not there now: {path}").format(path=file.path)
            )
            action.setEnabled(file.is_there)
            action.setData(file.path)
            action.triggered.connect(self._report_recent)
            self.insertAction(self.clear_action, action)
            self._recent_actions.append(action)
        self._line.setVisible(bool(files))
        self.clear_action.setVisible(bool(files))

    def set_can_save_session(self, can_save: bool) -> None:
        self.save_session_action.setEnabled(can_save)

    def _report_open(self) -> None:
        self.open_pressed.emit()

    def _report_open_folder(self) -> None:
        self.open_folder_pressed.emit()

    def _report_restore_folder(self) -> None:
        self.restore_folder_pressed.emit()

    def _report_open_plan(self) -> None:
        self.open_plan_pressed.emit()

    def _report_saving(self) -> None:
        self.save_session_pressed.emit()

    def _report_clearing(self) -> None:
        self.recent_cleared.emit()

    def _report_recent(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.recent_chosen.emit(action.data())
