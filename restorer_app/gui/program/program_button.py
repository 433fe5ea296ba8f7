"""The gear at the end of the header: everything about the program itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from restorer_app.gui.widgets.icons import IconButton


class ProgramButton(IconButton):
    """Opens a short menu and reports what was chosen."""

    settings_pressed = Signal()
    models_pressed = Signal()
    keys_pressed = Signal()
    about_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("settings", self.tr("Settings and more"), parent)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setToolTip(self.tr("Settings (Ctrl+,), models and more"))
        menu = QMenu(self)
        for text, signal in (
            (self.tr("Settings …"), self.settings_pressed),
            (self.tr("Models …"), self.models_pressed),
            (self.tr("Keys …"), self.keys_pressed),
            (self.tr("About Restorer …"), self.about_pressed),
        ):
            menu.addAction(text).triggered.connect(signal)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
