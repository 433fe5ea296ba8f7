"""How the window is set up, as the user left it: panels, drawer, way of comparing."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.measuring.measurements_drawer import MeasurementsDrawer
from restorer_app.gui.window_memory import WindowMemory


class WindowLook:
    """Folds the panels beside the photograph; remembers that and all else about the look."""

    def __init__(
        self,
        memory: WindowMemory,
        panels: Sequence[QWidget],
        drawer: MeasurementsDrawer,
        set_mode: Callable[[CompareMode], None],
    ) -> None:
        self._memory, self._panels, self._drawer = memory, panels, drawer
        self._set_mode = set_mode
        self._has_document = self._are_folded = False

    def set_has_document(self, has_document: bool) -> None:
        """Without a photograph there is nothing but the place to drop one on."""
        self._has_document = has_document
        self._drawer.setVisible(has_document)
        self.fold(self._are_folded)

    def fold(self, are_folded: bool) -> None:
        """Fold the panels away or back; the splitter keeps their sizes."""
        self._are_folded = are_folded
        for panel in self._panels:
            panel.setVisible(self._has_document and not are_folded)

    def turn(self) -> None:
        self.fold(not self._are_folded)

    def compare_as(self, mode: str) -> None:
        """By the name of a way of comparing; nothing for any other."""
        if mode in list(CompareMode):
            self._set_mode(CompareMode(mode))

    def put_back(self, window: QMainWindow, splitter: QSplitter) -> None:
        """As it was; what is not remembered stays as it is."""
        self._memory.put_back(window, splitter)
        self.fold(self._memory.has_folded_panels)
        self._drawer.fold_button.setChecked(self._memory.has_open_drawer)
        self.compare_as(self._memory.mode)

    def note(self, window: QMainWindow, splitter: QSplitter, mode: CompareMode) -> None:
        self._memory.note_place(window, splitter)
        self._memory.note_look(
            mode=mode,
            has_folded_panels=self._are_folded,
            has_open_drawer=self._drawer.is_open,
        )
