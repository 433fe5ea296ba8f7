"""Below the drop area: going on where one left off, a sample, and what was opened lately."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from restorer_app.gui import words
from restorer_app.gui.opening.recent_files import RecentFile
from restorer_app.gui.widgets.labels import clear_layout, make_label, make_link

_MOST_SHOWN = 3
_WIDTH_PX = 480


class StartOffers(QWidget):
    """Shows what there is to offer, and nothing where there is nothing."""

    continue_pressed = Signal()
    sample_pressed = Signal()
    recent_chosen = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startOffers")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH_PX)
        self.continue_button = QPushButton(self.tr("Continue where you left off"))
        self.continue_button.setProperty("role", "secondary")
        self.continue_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.continue_button.clicked.connect(self.continue_pressed)
        self.sample_button = make_link(self.tr("Try a sample photograph"))
        self.sample_button.setToolTip(
            self.tr("Opens a portrait that was damaged on purpose, to try things on")
        )
        self.sample_button.clicked.connect(self.sample_pressed)
        self._heading = make_label(self.tr("Opened lately"), "small")
        self._heading.setContentsMargins(0, 8, 0, 0)
        self._recent = QGridLayout()
        self._recent.setHorizontalSpacing(12)
        self._recent.setVerticalSpacing(0)
        self._recent.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addStretch(1)
        buttons.addWidget(self.continue_button)
        buttons.addWidget(self.sample_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addLayout(buttons)
        column.addWidget(self._heading)
        column.addLayout(self._recent)
        self.set_last_session(0)
        self.set_can_make_sample(False)
        self.set_recent(())

    def set_last_session(self, n_files: int) -> None:
        """How many photographs were open last; 0 where that is not known."""
        self.continue_button.setToolTip(
            self.tr(
                "Open what was open when Restorer was closed last, with all plans: {what}"
            ).format(what=words.files_phrase(n_files))
        )
        self.continue_button.setVisible(n_files > 0)
        self._show_if_any()

    def set_can_make_sample(self, can_make: bool, *, is_busy: bool = False) -> None:
        self.sample_button.setVisible(can_make)
        self._show_if_any()
        self.sample_button.setEnabled(not is_busy)
        self.sample_button.setText(
            self.tr("Making the sample …") if is_busy else self.tr("Try a sample photograph")
        )

    def set_recent(self, files: Sequence[RecentFile]) -> None:
        """The newest of those that are there."""
        clear_layout(self._recent)
        shown = [file for file in files if file.is_there][:_MOST_SHOWN]
        for line, file in enumerate(shown):
            link = _RecentLink(file)
            link.chosen.connect(self.recent_chosen)
            self._recent.addWidget(link, line, 0)
            folder = make_label(str(file.path.parent), "muted", wraps=False)
            folder.setMinimumWidth(1)  # long ones are cut off
            folder.setToolTip(str(file.path))
            self._recent.addWidget(folder, line, 1)
        self._heading.setVisible(bool(shown))
        self._show_if_any()

    def _show_if_any(self) -> None:
        offers = (self.continue_button, self.sample_button, self._heading)
        self.setVisible(any(not offer.isHidden() for offer in offers))


class _RecentLink(QPushButton):
    """The name of one file; a long one is cut in the middle, the tip tells it whole."""

    chosen = Signal(object)  # Path

    def __init__(self, file: RecentFile) -> None:
        name = file.path.name
        super().__init__()
        self._path = file.path
        self.setProperty("role", "link")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shown = self.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideMiddle, _WIDTH_PX // 2, Qt.TextFlag.TextHideMnemonic
        )
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(self.tr("Open {name}").format(name=name))
        self.setToolTip(str(file.path))
        self.clicked.connect(self._report)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _report(self) -> None:
        self.chosen.emit(self._path)
