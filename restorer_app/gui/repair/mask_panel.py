"""The mask of damage: tools to paint with, what is found, and what can be done with all of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from restorer_app.gui.compare.masking import Brush, BrushKind
from restorer_app.gui.widgets.icons import IconButton
from restorer_app.gui.widgets.labels import make_label, make_link
from restorer_app.gui.widgets.share_slider import ShareSlider
from restorer_app.gui.widgets.switch import Switch
from restorer_app.restoration.mask import Cleared, Inverted, Mask

USUAL_OPACITY = 0.6
_STEPS_PER_OCTAVE = 10
_KEY_STEPS = 3
"""How far [ and ] go: a quarter wider or narrower."""
_NUMBER_MARGIN_PX = 6
"""As the numbers below it have it, which can be typed into."""
_USUAL_STEP = 46
"""24 pixels."""


class SizeSlider(QSlider):
    """The width of a brush, 1 to 1024 pixels: each step is the same share of it."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 10 * _STEPS_PER_OCTAVE)
        self.setPageStep(_STEPS_PER_OCTAVE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.number = make_label("", "small", wraps=False, is_right=True)
        self.number.setContentsMargins(0, 0, _NUMBER_MARGIN_PX, 0)
        self.valueChanged.connect(self._show_number)
        self.setValue(_USUAL_STEP)

    @property
    def width_px(self) -> int:
        return round(2 ** (self.value() / _STEPS_PER_OCTAVE))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel below scrolls

    def _show_number(self) -> None:
        self.number.setText(self.tr("{n} px").format(n=self.width_px))


class MaskPanel(QWidget):
    """Reports what the user wants of the mask, shows what it is told; knows no photograph."""

    shown_changed = Signal(bool)
    brush_changed = Signal()
    opacity_changed = Signal()
    sensitivity_changed = Signal(float)  # 0..1
    edit_wanted = Signal(object)  # Edit
    growth_wanted = Signal(int)  # 1 larger, -1 smaller
    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = Switch(self.tr("Show the mask of damage"))
        self.switch.setToolTip(self.tr("Show what is filled in, and paint on it (M)"))
        self.switch.toggled.connect(self._report_shown)
        self._body = QWidget()
        self._tools = self._make_tools()
        self._make_sliders()
        self._links = self._make_links()
        self._note = make_label("", "small")
        self._lay_out()

    # what the user has chosen

    @property
    def is_shown(self) -> bool:
        return self.switch.isChecked()

    @property
    def brush(self) -> Brush:
        kind = next(kind for kind, tool in self._tools.items() if tool.isChecked())
        return Brush(kind, float(self.size_slider.width_px))

    @property
    def opacity(self) -> float:
        return self._opacity.value() / 100

    def choose(self, kind: BrushKind) -> None:
        """Take this into the hand; that shows the mask as well."""
        self.switch.setChecked(True)
        self._tools[kind].click()

    def widen(self, direction: int) -> None:
        """The brush a step wider (1) or narrower (-1)."""
        self.size_slider.setValue(self.size_slider.value() + direction * _KEY_STEPS)

    # what it is told

    def set_mask(self, mask: Mask, *, is_enabled: bool) -> None:
        self._sensitivity.show_value(mask.sensitivity, is_enabled=is_enabled and mask.needs_finding)
        for control in (*self._tools.values(), *self._links):
            control.setEnabled(is_enabled)

    def set_note(self, sentence: str) -> None:
        """Say below the tools what is seen."""
        self._note.setText(sentence)

    # putting together

    def _make_tools(self) -> dict[BrushKind, IconButton]:
        group = QButtonGroup(self)
        tools = {
            BrushKind.BRUSH: IconButton("brush", self.tr("Brush")),
            BrushKind.ERASER: IconButton("eraser", self.tr("Eraser")),
            BrushKind.LASSO: IconButton("lasso", self.tr("Lasso")),
        }
        tips = {
            BrushKind.BRUSH: self.tr("Paint over what is to be filled; with Shift, erase (B)"),
            BrushKind.ERASER: self.tr("Take away what is to stay as it is (E)"),
            BrushKind.LASSO: self.tr("Draw around what is to be filled; with Shift, erase (O)"),
        }
        for kind, tool in tools.items():
            tool.setObjectName("maskTool")
            tool.setCheckable(True)
            tool.setToolTip(tips[kind])
            group.addButton(tool)
            tool.clicked.connect(self.brush_changed)
        tools[BrushKind.BRUSH].setChecked(True)
        return tools

    def _make_sliders(self) -> None:
        self.size_slider = SizeSlider(
            self.tr("Size of the brush"),
            self.tr("How wide the brush paints, in pixels of the photograph ([ and ])"),
        )
        self.size_slider.valueChanged.connect(self.brush_changed)
        self._sensitivity = ShareSlider(
            self.tr("Sensitivity"),
            self.tr("To the right more is taken for damage, to the left only what is sure."),
        )
        self._sensitivity.valueChanged.connect(self._report_sensitivity)
        self._sensitivity.reset_requested.connect(self._reset_sensitivity)
        self._opacity = ShareSlider(
            self.tr("Opacity of the mask"), self.tr("How much the mask covers the photograph.")
        )
        self._opacity.show_value(USUAL_OPACITY, is_enabled=True)
        self._opacity.valueChanged.connect(self.opacity_changed)

    def _make_links(self) -> list[QPushButton]:
        offered = (
            (self.tr("Grow"), self.tr("Make all of the mask a little larger."), self._report_grow),
            (
                self.tr("Shrink"),
                self.tr("Make all of the mask a little smaller."),
                self._report_shrink,
            ),
            (
                self.tr("Invert"),
                self.tr("Fill what is not filled now, and leave the rest."),
                self._report_inversion,
            ),
            (self.tr("Clear"), self.tr("Empty the mask and start anew."), self._report_clearing),
            (
                self.tr("Import …"),
                self.tr("Take a picture for the mask: what is white in it is filled."),
                self.import_wanted.emit,
            ),
            (
                self.tr("Export …"),
                self.tr("Save the mask as a PNG picture, white where it fills."),
                self.export_wanted.emit,
            ),
        )
        links = []
        for text, tip, slot in offered:
            link = make_link(text)
            link.setToolTip(tip)
            link.clicked.connect(slot)
            links.append(link)
        return links

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(make_label(self.tr("Mask of damage"), "section", wraps=False), 1)
        head.addWidget(self.switch)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for tool in self._tools.values():
            tools.addWidget(tool, 1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(tools)
        body.addLayout(self._lay_out_sliders())
        for row in (self._links[:4], self._links[4:]):
            line = QHBoxLayout()
            line.setSpacing(14)
            for link in row:
                line.addWidget(link)
            line.addStretch(1)
            body.addLayout(line)
        body.addWidget(self._note)
        self._body.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._body)

    def _lay_out_sliders(self) -> QGridLayout:
        rows: tuple[tuple[str, QSlider, QWidget], ...] = (
            (self.tr("Size"), self.size_slider, self.size_slider.number),
            (self.tr("Sensitivity"), self._sensitivity, self._sensitivity.number),
            (self.tr("Opacity"), self._opacity, self._opacity.number),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for i, (name, slider, number) in enumerate(rows):
            label: QLabel = make_label(name, "small", wraps=False)
            grid.addWidget(label, i, 0)
            grid.addWidget(slider, i, 1)
            grid.addWidget(number, i, 2)
        return grid

    # reporting

    def _report_shown(self, is_shown: bool) -> None:
        self._body.setVisible(is_shown)
        self.shown_changed.emit(is_shown)

    def _report_sensitivity(self, percent: int) -> None:
        self.sensitivity_changed.emit(percent / 100)

    def _reset_sensitivity(self) -> None:
        self.sensitivity_changed.emit(Mask().sensitivity)

    def _report_grow(self) -> None:
        self.growth_wanted.emit(1)

    def _report_shrink(self) -> None:
        self.growth_wanted.emit(-1)

    def _report_inversion(self) -> None:
        self.edit_wanted.emit(Inverted())

    def _report_clearing(self) -> None:
        self.edit_wanted.emit(Cleared())
