"""The bar at the top: open and save, how to compare, how large."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLayout, QMenu, QToolButton, QWidget

from restorer_app.gui import words
from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.documents.history import History
from restorer_app.gui.opening.open_menu import OpenMenu
from restorer_app.gui.program.program_button import ProgramButton
from restorer_app.gui.widgets.icons import IconButton
from restorer_app.gui.widgets.labels import make_label

_ZOOMS = (1.0, 2.0)
_HEIGHT_PX = 48


class Header(QWidget):
    """Reports what was pressed and shows the state it is told."""

    open_pressed = Signal()
    open_folder_pressed = Signal()
    open_plan_pressed = Signal()
    restore_folder_pressed = Signal()
    save_pressed = Signal()
    undo_pressed = Signal()
    redo_pressed = Signal()
    moment_chosen = Signal(int)  # its place in the history
    mode_chosen = Signal(object)  # CompareMode
    peek_changed = Signal(bool)
    fit_pressed = Signal()
    zoom_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.open_button = self._make_open_button()
        self.save_button = IconButton("save", self.tr("Save as"))
        self.save_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.save_button.clicked.connect(self.save_pressed)
        self.undo_button, self.redo_button = self._make_history_buttons()
        self.mode_buttons = self._make_mode_buttons()
        self.peek_button = IconButton("before", self.tr("Before"))
        self.peek_button.setToolTip(self.tr("Hold to see the photograph before (Space)"))
        self.peek_button.pressed.connect(self._start_peek)
        self.peek_button.released.connect(self._end_peek)
        self.loupe_button = IconButton("loupe", self.tr("Loupe"))
        self.loupe_button.setToolTip(self.tr("Before and after at the cursor, enlarged (Z)"))
        self.loupe_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.loupe_button.setCheckable(True)
        self.fit_button, self.zoom_buttons = self._make_zoom_buttons()
        self._zoom_label = make_label("", "small", wraps=False, is_right=True)
        self._zoom_label.setFixedWidth(48)
        self.program_button = ProgramButton()
        self._lay_out()
        self.setFixedHeight(_HEIGHT_PX)  # whatever its buttons say: nothing below may jump
        self._has_words, self._width_with_words = True, 0
        self.set_state(can_look=False, can_compare=False, can_save=False)
        self.set_history(None, is_busy=False)

    def set_state(
        self, *, can_look: bool, can_compare: bool, can_save: bool, is_recording: bool = False
    ) -> None:
        """A recording has its own controls: here only what files of both kinds have is left."""
        self.save_button.setEnabled(can_save)
        self.save_button.setToolTip(
            self.tr("Save the restored recording (Ctrl+S)")
            if is_recording
            else self.tr("Save the restored photograph (Ctrl+S)")
        )
        for control in (*self._of_photographs, self._zoom_label):
            control.setVisible(not is_recording)
        self._make_room()
        for button in (*self.mode_buttons.values(), self.peek_button):
            button.setEnabled(can_compare)
        for button in (self.loupe_button, self.fit_button, *self.zoom_buttons.values()):
            button.setEnabled(can_look)
        self._zoom_label.setVisible(can_look and not is_recording)

    @property
    def _of_photographs(self) -> tuple[QToolButton, ...]:
        """What a recording can not be looked at with."""
        compare = (*self.mode_buttons.values(), self.peek_button, self.loupe_button)
        return (*compare, self.fit_button, *self.zoom_buttons.values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where words do not fit, the ways to compare are icons alone; their tips say the rest."""
        if self._has_words:
            self._width_with_words = self.sizeHint().width()
        self._has_words = self.width() >= self._width_with_words
        style = Qt.ToolButtonStyle
        for button in (*self.mode_buttons.values(), self.peek_button):
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if self._has_words else style.ToolButtonIconOnly
            )

    def set_mode(self, mode: CompareMode) -> None:
        self.mode_buttons[mode].setChecked(True)

    def set_zoom(self, zoom: float, is_fitted: bool) -> None:
        """Device pixels per image pixel."""
        self._zoom_label.setText(words.percent(zoom))
        self.fit_button.setChecked(is_fitted)
        for value, button in self.zoom_buttons.items():
            button.setChecked(not is_fitted and abs(zoom - value) < 1e-6)

    def _make_open_button(self) -> QToolButton:
        button = IconButton("open", self.tr("Open"))
        button.setToolTip(
            self.tr("Open photographs or recordings (Ctrl+O) or a folder (Ctrl+Shift+O)")
        )
        self.open_menu = OpenMenu(button)
        self.open_menu.open_pressed.connect(self.open_pressed)
        self.open_menu.open_folder_pressed.connect(self.open_folder_pressed)
        self.open_menu.restore_folder_pressed.connect(self.restore_folder_pressed)
        self.open_menu.open_plan_pressed.connect(self.open_plan_pressed)
        button.setMenu(self.open_menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def set_history(self, history: History | None, *, is_busy: bool) -> None:
        """Offer what can be undone and redone, by name, and all moments in a list."""
        names = [moment.name for moment in history.moments] if history else []
        place = history.place if history else 0
        self.undo_button.setEnabled(place > 0 and not is_busy)
        self.redo_button.setEnabled(place + 1 < len(names) and not is_busy)
        undone = names[place] if place > 0 else ""
        redone = names[place + 1] if place + 1 < len(names) else ""
        undo_tip = self.tr("Undo: {what} (Ctrl+Z)\nHold for all changes") if undone else ""
        redo_tip = self.tr("Redo: {what} (Ctrl+Shift+Z)") if redone else ""
        self.undo_button.setToolTip(undo_tip.format(what=undone))
        self.redo_button.setToolTip(redo_tip.format(what=redone))
        menu = self.undo_button.menu()
        menu.clear()
        for i, name in enumerate(names):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(i == place)
            action.setData(i)

    def _make_history_buttons(self) -> tuple[QToolButton, QToolButton]:
        undo, redo = IconButton("undo", self.tr("Undo")), IconButton("redo", self.tr("Redo"))
        for button in (undo, redo):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        menu = QMenu(undo)
        menu.triggered.connect(self._report_moment)
        undo.setMenu(menu)
        undo.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)
        undo.clicked.connect(self.undo_pressed)
        redo.clicked.connect(self.redo_pressed)
        return undo, redo

    def _report_moment(self, action: QAction) -> None:
        self.moment_chosen.emit(action.data())

    def _make_mode_buttons(self) -> dict[CompareMode, QToolButton]:
        group = QButtonGroup(self)
        buttons: dict[CompareMode, QToolButton] = {
            CompareMode.SPLIT: IconButton("split", self.tr("Split")),
            CompareMode.SIDE_BY_SIDE: IconButton("side-by-side", self.tr("Side by side")),
            CompareMode.FLIP: IconButton("flip", self.tr("Flip")),
            CompareMode.DIFFERENCE: IconButton("difference", self.tr("Difference")),
        }
        buttons[CompareMode.SPLIT].setToolTip(self.tr("Before and after on a split line (S)"))
        buttons[CompareMode.SIDE_BY_SIDE].setToolTip(self.tr("Before beside after (D)"))
        flip_tip = self.tr("One at a time: a click on the photograph shows the other (V)")
        buttons[CompareMode.FLIP].setToolTip(flip_tip)
        buttons[CompareMode.DIFFERENCE].setToolTip(self.tr("Only what was changed, stronger (X)"))
        for button in buttons.values():
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(self._report_mode)
        buttons[CompareMode.SPLIT].setChecked(True)
        return buttons

    def _make_zoom_buttons(self) -> tuple[QToolButton, dict[float, QToolButton]]:
        fit = QToolButton()
        fit.setText(self.tr("Fit"))
        fit.setToolTip(self.tr("The whole photograph (F)"))
        fit.clicked.connect(self._report_fit)
        zooms = {}
        for zoom in _ZOOMS:
            zooms[zoom] = QToolButton()
            zooms[zoom].setText(words.percent(zoom))
            zooms[zoom].setToolTip(self.tr("Zoom ({key})").format(key=round(zoom)))
            zooms[zoom].clicked.connect(self._report_zoom)
        for button in (fit, *zooms.values()):
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(button.text())
        return fit, zooms

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # words may go
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.open_button)
        layout.addWidget(self.save_button)
        layout.addSpacing(8)
        layout.addWidget(self.undo_button)
        layout.addWidget(self.redo_button)
        layout.addStretch(1)
        for button in (*self.mode_buttons.values(), self.peek_button):
            layout.addWidget(button)
        layout.addWidget(self.loupe_button)
        layout.addStretch(1)
        layout.addWidget(self._zoom_label)
        layout.addSpacing(4)
        for button in (self.fit_button, *self.zoom_buttons.values()):
            layout.addWidget(button)
        layout.addSpacing(4)
        layout.addWidget(self.program_button)

    def _report_mode(self) -> None:
        chosen = next(mode for mode, button in self.mode_buttons.items() if button.isChecked())
        self.mode_chosen.emit(chosen)

    def _start_peek(self) -> None:
        self.peek_changed.emit(True)

    def _end_peek(self) -> None:
        self.peek_changed.emit(False)

    def _report_fit(self) -> None:
        self.fit_button.setChecked(True)
        self.fit_pressed.emit()

    def _report_zoom(self) -> None:
        button = self.sender()
        zoom = next(zoom for zoom, other in self.zoom_buttons.items() if other is button)
        self.zoom_buttons[zoom].setChecked(True)
        self.zoom_chosen.emit(zoom)
