"""How before and after are compared: what the header, the keys and the canvas agree on."""

from PySide6.QtCore import QObject

from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.compare.compare_view import CompareView
from restorer_app.gui.header import Header


class Comparing(QObject):
    """Joins the controls of the header to the canvas."""

    def __init__(self, header: Header, view: CompareView, parent: QObject) -> None:
        super().__init__(parent)
        self._header, self.view = header, view
        header.mode_chosen.connect(self.set_mode)
        header.peek_changed.connect(view.set_peeking)
        header.fit_pressed.connect(view.fit)
        header.zoom_chosen.connect(view.set_zoom)
        header.loupe_button.toggled.connect(view.set_loupe)
        view.zoom_changed.connect(header.set_zoom)
        view.loupe_toggled.connect(header.loupe_button.setChecked)

    def set_mode(self, mode: CompareMode) -> None:
        self.view.set_mode(mode)
        self._header.set_mode(mode)

    def flip(self) -> None:
        """The first press goes to flip mode, each further one shows the other picture."""
        if self.view.mode is CompareMode.FLIP:
            self.view.flip()
        else:
            self.set_mode(CompareMode.FLIP)
