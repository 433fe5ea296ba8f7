"""The panels left and right of the photograph, folded away and back together."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget


class FoldingPanels:
    """Shown while there is a photograph, unless they are folded. The splitter keeps their sizes."""

    def __init__(self, panels: Sequence[QWidget]) -> None:
        self._panels = panels
        self._are_wanted = False
        self.are_folded = False

    def set_wanted(self, are_wanted: bool) -> None:
        self._are_wanted = are_wanted
        self._show()

    def fold(self, are_folded: bool) -> None:
        self.are_folded = are_folded
        self._show()

    def _show(self) -> None:
        for panel in self._panels:
            panel.setVisible(self._are_wanted and not self.are_folded)
